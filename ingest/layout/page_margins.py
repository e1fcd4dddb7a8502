"""What stands in the margins of pages, as office programs keep it apart from the text: the parts of a masthead among it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.layout.header import find_masthead, kind_of_title, parse_header
from ingest.layout.headings import is_capitals
from ingest.layout.issuers import begins_like_issuer
from ingest.layout.masthead_lines import MOTTO, NATIONAL, PLACE_AND_DATE, columns, number_start
from ingest.names.dates import first_day
from ingest.names.document_kinds import KINDS
from ingest.names.document_name import find_document_names
from ingest.text.vietnamese import fold

_OPENING = 60
"""Paragraphs of the body among which its own masthead stands."""
_PAGE_NUMBER = re.compile(r"\W*+(?:(?:trang|page|tr)\b)?+\W*+(?:\d{1,4}|[ivxl]{1,6})?+\W*+(?:(?:of|tren)\b)?+\W*+(?:\d{1,4})?+\W*+")
_OF_ANOTHER = re.compile(r"\b(?:kem theo|theo|can cu|thuc hien|thay the|sua doi|bo sung|trien khai|so voi)\b")
"""Words before the number of another document: one to which this is annexed, or that it carries out."""
_ISSUED = re.compile(r"^\W*+(?:ngay (?:ban hanh|ky)|ban hanh(?: ngay)?|ngay)\b\W*+\d{1,2}\b")
_NUMBER = re.compile(r"\d{1,6}(?:\s?/\s?\d{4})?\s?[/-]\s?[A-ZĐ][^\s,;()]*+")
_LONGEST = 200
_LONGEST_QUOTE = 80
_MOST_QUOTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """`masthead` are the lines that open the document, since its body lacks them; `date` the day of issue where only a running line
    states it; `note` is the sentence that names what was left out, "" where nothing was."""

    masthead: tuple[str, ...] = ()
    date: datetime.date | None = None
    note: str = ""


def read_margins(margins: Iterable[Sequence[str]], *, body: Sequence[str]) -> Margins:
    """What the margins of a document say, each given as its lines, the one of the first page first; `body` are its paragraphs.

    Lines that the body has, too, and page numbers are no loss and are not named.
    """
    opening = [" ".join(text.split()) for text in body[:_OPENING]]
    said = set(map(_plain, opening))
    wanted = _Wanted.by(opening)
    masthead: list[str] = []
    left: list[str] = []
    for margin in margins:
        lines = [line for text in margin if (line := " ".join(text.split())) and not _PAGE_NUMBER.fullmatch(fold(line))]
        new = [line for line in dict.fromkeys(lines) if _plain(line) not in said]
        said.update(map(_plain, new))
        masthead += wanted.taken_from(new, left=left)
    return Margins(masthead=tuple(masthead), date=wanted.date, note=_note(left))


@dataclass(slots=True, kw_only=True)
class _Wanted:
    """The parts of a masthead ("national", "number", "date", "issuer") that a document lacks so far; each is taken from the margins once.

    `title` is the type that its body names in its first lines, None where it names none.
    """

    parts: set[str]
    title: str | None
    date: datetime.date | None = field(default=None)

    @classmethod
    def by(cls, opening: Sequence[str]) -> _Wanted:
        """What the first paragraphs of a document lack."""
        own = find_masthead(opening)
        header = parse_header(opening[: own.end]) if own else None
        stated = {"number": header and header.number, "date": header and header.date, "issuer": header and header.issuer}
        parts = {part for part, value in stated.items() if not value}
        if not any(NATIONAL.search(fold(line)) for line in opening):
            parts.add("national")
        return cls(parts=parts, title=next((kind for line in opening if (kind := kind_of_title(line))), None))

    def taken_from(self, lines: Sequence[str], *, left: list[str]) -> list[str]:
        """The lines of a masthead among those of one margin; the others are added to `left`."""
        parts = {line: _part_of(line) for line in lines}
        if not any(part in self.parts and part != "issuer" for part in parts.values()):
            return [taken for line in lines if (taken := self._running(line, left=left))]
        kept = [line for line in lines if parts[line] in self.parts or (parts[line] is None and self._goes_along(line))]
        left += [line for line in lines if line not in kept]
        self.parts -= {part for part in parts.values() if part}
        return kept

    def _goes_along(self, line: str) -> bool:
        """Whether a line beside number and date belongs to the masthead, too: all that the body has none of."""
        return self.title is None or ("issuer" in self.parts and is_capitals(line) and kind_of_title(line) is None)

    def _running(self, line: str, *, left: list[str]) -> str:
        """What a line that runs over all pages gives to a masthead: the document's own number, its day, who issues it; else ""."""
        names = find_document_names(line) if len(line) <= _LONGEST else ()
        number = _NUMBER.search(line)
        own = len(names) == 1 and number and names[0].kind == _code_of(self.title) and not _OF_ANOTHER.search(fold(line))
        if own and number and "number" in self.parts:
            self.parts -= {"number"}
            if "date" in self.parts and names[0].date:
                self._dated(names[0].date)
            return f"Số: {number[0]}"
        if "date" in self.parts and len(line) <= _LONGEST_QUOTE and _ISSUED.match(fold(line)) and (day := first_day(fold(line))):
            self._dated(day)
        elif "issuer" in self.parts and self.title and _part_of(line) == "issuer":
            self.parts -= {"issuer"}
            return line
        else:
            left.append(line)
        return ""

    def _dated(self, day: datetime.date) -> None:
        self.parts -= {"date"}
        self.date = day


def _part_of(line: str) -> str | None:
    """Which part of a masthead a line is; one that names another document is none."""
    folded = fold(line)
    if len(line) > _LONGEST or _OF_ANOTHER.search(folded):
        return None
    if NATIONAL.search(folded) or MOTTO.search(folded):
        return "national"
    if any(map(number_start, columns(line))) and find_document_names(line):
        return "number"
    if len(line) <= _LONGEST_QUOTE and PLACE_AND_DATE.search(line):
        return "date"
    is_name = is_capitals(line) and len(line) <= _LONGEST_QUOTE and begins_like_issuer(line)
    return "issuer" if is_name and not any(map(str.isdigit, line)) else None


def _code_of(title: str | None) -> str | None:
    return next((kind.code for kind in KINDS if title and fold(kind.vietnamese) == fold(title)), None)


def _note(left: Sequence[str]) -> str:
    if not left:
        return ""
    quoted = [f'"{line[:_LONGEST_QUOTE]}{"…" if len(line) > _LONGEST_QUOTE else ""}"' for line in left[:_MOST_QUOTED]]
    more = f" and {len(left) - len(quoted)} more lines" if len(left) > len(quoted) else ""
    return f"Headers and footers of the pages were left out: {', '.join(quoted)}{more}."


def _plain(line: str) -> str:
    return re.sub(r"\W+", " ", fold(line)).strip()
