"""The number and date of a document where they are no text: stamped over the page by signing, written in by hand, or scanned.

A wrong number is worse than none, and how sure Tesseract says it is does not tell (a handwritten 115 is read as 445 with 0.89, a printed
97 rightly with 0.12). So the digits are read by two models, Vietnamese and English, at three sizes: what both say, and four of six
readings, is taken. On the first pages of the corpus this took every printed and stamped number and date, and no handwritten one wrongly.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.names.document_kinds import CODES
from ingest.names.file_names import names_of_file
from ingest.readers.page_images import PageImage, cropped, scaled
from ingest.readers.pdf_pages import StampedText
from ingest.readers.tesseract import SECOND_LANGUAGE, TesseractFailed, recognise
from ingest.text.vietnamese import fold

_SIZES = (200, 300, 400)
_VOTES = 4
_TOP = 0.45
"""Of a page: mastheads end above."""
_LEFT = 0.45
"""Of a page's width: the number stands to the left, the day to the right."""
_MARGIN = 0.08
_PAGE, _LINE = 3, 7
_OPENING_LINES = 25
_NUMBER = re.compile(
    r"^(?P<name>\W{0,40}[Ss]\w\s?:?\s{0,40})(?P<digits>[^/]{0,12}?)\s{0,40}(?P<code>(?:[-–][A-Za-zĐđÐ]{1,4})?[/\u2044]\s?[A-ZĐÐ])"
)
_DATE = re.compile(
    r"(?P<n>ng[àa‡]y)\s{0,9}(?P<day>[^\n]{0,8}?)\s{0,9}(?P<t>th[^\W\d_b-z]{1,2}ng)\s{0,9}(?P<month>[^\n]{0,8}?)\s{0,9}"
    r"(?P<y>n[ăa]m)(?P<year>[\s.…_]{0,40}(?:\d{1,4})?)"
)
_READ_NUMBER = re.compile(r"(?:^|[\s:.])(?P<number>\d{1,5})(?:[-–][A-Za-zĐÐ]{1,4})?[\s.,_]{0,20}[/\u2044]\s?[A-ZĐÐ]")
_SLANTED = str.maketrans("oilt|", "01111")
"""What slanted digits are taken for."""
_READ_DAY = re.compile(r"\bn\w{2,3}\s*(?P<day>[\doil|]{1,2})\s*th")
_READ_MONTH = re.compile(r"th\w{2,3}\s*(?P<month>[\doilt|]{1,2})\s*n")
_READ_YEAR = re.compile(r"n\w{1,2}\s*(?P<year>\d{4})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits:
    """What was read for certain of a masthead's number and date; "" for what was not."""

    number: str = ""
    day: str = ""
    month: str = ""
    year: str = ""


def has_blanks(lines: Sequence[str]) -> bool:
    """Whether a masthead among the first lines of a text layer names no number ("Số:     /TB-UBND") or no full date."""
    for line in map(_composed, lines[:_OPENING_LINES]):
        if (number := _NUMBER.match(line)) and not any(map(str.isdigit, number["digits"])):
            return True
        if date := _DATE.search(line):
            return not all(any(map(str.isdigit, date[part])) for part in ("day", "month", "year"))
    return False


def digits_of(stamped: Iterable[StampedText], *, lines: Sequence[str]) -> Digits:
    """The number, day and month among what signing has written in the upper part of page 1, by where it stands; `lines` are that page's."""
    upper = sorted((one for one in stamped if one.y > 1 - _TOP and one.text.replace(" ", "").isdigit()), key=lambda one: one.x)
    texts = [(one.text.replace(" ", ""), one.x) for one in upper]
    numbers = [text for text, x in texts if x < _LEFT and len(text) <= 5]
    days = [text for text, x in texts if x >= _LEFT and len(text) <= 2]
    date = next((found for line in map(_composed, lines[:_OPENING_LINES]) if (found := _DATE.search(line))), None)
    wanted = [part for part in ("day", "month") if date is None or not any(map(str.isdigit, date[part]))]
    told = dict(zip(wanted, days, strict=False)) if len(days) == len(wanted) else {}
    day, month = told.get("day", ""), told.get("month", "")
    likely = (not day or 1 <= int(day) <= 31) and (not month or 1 <= int(month) <= 12)
    return Digits(number=numbers[0] if len(numbers) == 1 else "", day=day if likely else "", month=month if likely else "")


def read_digits(image: PageImage) -> Digits:
    """The digits of the masthead on a page drawn at 400 dpi. Raises TesseractFailed."""
    votes: dict[str, list[tuple[str, str]]] = {"number": [], "day": [], "month": [], "year": []}
    for line in _masthead_lines(image):
        for dpi in _SIZES:
            small = scaled(line, dpi=dpi)
            for language in ("", SECOND_LANGUAGE):
                try:
                    tokens = recognise(small.pixels, dpi=dpi, layout=_LINE, language=language)
                except TesseractFailed:  # no second model, so no certainty
                    continue
                for field, value in _values(" ".join(token.text for token in tokens)):
                    votes[field].append((value, language))
    return Digits(**{field: _elected(found) for field, found in votes.items()})


def _masthead_lines(image: PageImage) -> Iterator[PageImage]:
    """The pictures of the lines that hold the number and the date, with a margin."""
    top = cropped(image, x0=0, top=0, x1=image.width, bottom=image.height * _TOP)
    coarse = scaled(top, dpi=_SIZES[0])
    scale = image.width / coarse.pixels.shape[1]
    margin = _MARGIN * 72
    for _, grouped in groupby(recognise(coarse.pixels, dpi=coarse.dpi, layout=_PAGE), key=lambda token: token.line):
        line = list(grouped)
        text = " ".join(token.text for token in line)
        folded = fold(text)
        if _NUMBER.match(_composed(text)) or (re.search(r"\bngay", folded) and re.search(r"thang\b.{0,80}\bnam", folded)):
            yield cropped(
                top,
                x0=min(token.x0 for token in line) * scale - margin,
                top=min(token.top for token in line) * scale - margin,
                x1=max(token.x1 for token in line) * scale + 6 * margin,  # the last digits may stand apart
                bottom=max(token.bottom for token in line) * scale + margin,
            )
            if re.search(r"\bngay", folded):
                return  # the grounds below name other dates


def _values(text: str) -> Iterator[tuple[str, str]]:
    if match := _READ_NUMBER.search(text):
        yield "number", match["number"]
    folded = fold(text)
    if (match := _READ_DAY.search(folded)) and 1 <= int(day := match["day"].translate(_SLANTED)) <= 31:
        yield "day", day
    if (match := _READ_MONTH.search(folded)) and 1 <= int(month := match["month"].translate(_SLANTED)) <= 12:
        yield "month", month
    if (match := _READ_YEAR.search(folded)) and 1945 <= int(match["year"]) <= 2100:
        yield "year", match["year"]


def _elected(votes: Sequence[tuple[str, str]]) -> str:
    for value, count in Counter(value for value, _ in votes).most_common(1):
        if count >= _VOTES and len({language for said, language in votes if said == value}) > 1:
            return value
    return ""


def filled(lines: Sequence[str], digits: Digits, *, keep: bool) -> tuple[str, ...]:
    """The lines with the digits in the masthead: where they are missing (`keep`, for a text layer), or in place of what OCR made of
    them, so that what is not certain becomes blank."""
    done = list(lines)
    number = date = False
    for at, line in enumerate(map(_composed, lines[:_OPENING_LINES])):
        found_number, found_date = bool(_NUMBER.match(line)) and not number, bool(_DATE.search(line)) and not date
        if found_number or found_date:
            done[at] = _fill(line, digits, keep=keep, number=found_number, date=found_date)
            number, date = number or found_number, date or found_date
        if date:  # the grounds below name other documents and their dates
            break
    return tuple(done)


def _fill(line: str, digits: Digits, *, keep: bool, number: bool = True, date: bool = True) -> str:
    """The line with its number and date filled in, or, unless they are to be kept, replaced."""

    def one(said: str, read: str) -> str:
        return said if keep and any(map(str.isdigit, said)) else read

    if number and (match := _NUMBER.match(line)):
        name = match["name"].rstrip() if keep or ":" in match["name"] else "Số:"  # OCR makes "só" of it
        line = f"{name} {one(match['digits'], digits.number)}{line[match.start('code') :]}"
    if date and (match := _DATE.search(line)):
        day, month = one(match["day"], digits.day), one(match["month"], digits.month)
        year = one(match["year"].strip(), digits.year)
        line = f"{line[: match.start()]}{match['n']} {day} {match['t']} {month} {match['y']} {year}".rstrip() + line[match.end() :]
    return line


def number_in_name(stem: str, *, line: str) -> str:
    """The number that a file's name gives beside the signs of the masthead's number line, "115" of "nghi-quyet-so-115-nq-cp" and
    "Số: /NQ-CP", or behind its type: "11" of "o01_chithi11_hanoi" and "Số: /CT-UBND"; "" where it does not, or gives several."""
    match = _NUMBER.match(_composed(line))
    if match is None:
        return ""
    signs = re.findall(r"[a-z]+", fold(line[match.start("code") :].split("   ")[0].split(" ")[0]))
    parts = re.findall(r"\d+|[a-z]+", fold(stem))
    width = len(signs) + 1
    for at in range(len(parts) - width + 1):
        window = parts[at : at + width]
        numbers = [part for part in window if part.isdigit()]
        if signs and len(numbers) == 1 and sorted(part for part in window if not part.isdigit()) == sorted(signs):
            return str(numbers[0])
    named = {name.number for name in names_of_file(stem) if signs and fold(name.kind or "") == _code_of(signs)}
    return named.pop() if len(named) == 1 else ""


def _code_of(signs: Sequence[str]) -> str:
    """The abbreviation of the type in the signs of a number, folded; those of a letter name none ("STP-VB")."""
    return signs[0] if signs[0] in {fold(code) for code in CODES} else "cv"


def number_line(lines: Sequence[str]) -> int | None:
    """Which of the first lines of a document holds its number, or the place for it."""
    return next((at for at, line in enumerate(lines[:_OPENING_LINES]) if _NUMBER.match(_composed(line))), None)


def _composed(line: str) -> str:
    return unicodedata.normalize("NFC", line)
