"""The administrative header of a document (Decree 30/2020/NĐ-CP, article 8 and annex I), found by its form."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Header
from ingest.layout.headings import heading_of, is_capitals
from ingest.layout.issuers import begins_like_issuer, issuer_of
from ingest.layout.masthead_lines import MOTTO, NATIONAL, PLACE_AND_DATE, columns, is_speck, number_start, stands_apart, whole_lines
from ingest.layout.references import printed_number
from ingest.layout.signature import signer_of
from ingest.names.dates import first_day
from ingest.names.document_kinds import KINDS
from ingest.names.document_name import find_document_names, name_of_number
from ingest.names.proper_names import in_sentence_case
from ingest.names.provinces import with_places_written
from ingest.text.number_signs import AS_PRINTED
from ingest.text.vietnamese import fold

_RULE = re.compile(r"^[\W_]*$")
_PREAMBLE = re.compile(r"^\s*(?:Căn cứ|Thực hiện|Theo đề nghị|Xét|Nhân dịp|Nhằm|Để|Kính gửi|Trên cơ sở|Triển khai)\b")
_ISSUING = re.compile(
    r"^\s*(?:chinh phu|thu tuong|chu tich|uy ban|ubnd|hoi dong|quoc hoi|bo truong|giam doc|truong ban|"
    r"tong (?:giam doc|cuc|thanh tra|kiem toan|bi thu)|"
    r"thong doc|chanh|ban (?!hanh|giao|do |sao |tin )|bo chinh tri|khoa [ivxl\d]{1,6}, ky hop)[^.]*$"
)
_TO_WHOM = re.compile(r"^\W*kinh gui\b")
_ABOUT = re.compile(r"^\W{0,3}v/v\b|^\W{0,3}ve viec\b")
_ABOUT_OF_A_LETTER = re.compile(r"^\W{0,3}v/v\b|^\W{0,3}ve (?!phia)")
_KIND_NAMES = tuple(sorted(((fold(kind.vietnamese), kind) for kind in KINDS), key=lambda item: -len(item[0])))
_KIND_LINES = frozenset(fold(kind.vietnamese) for kind in KINDS)
_NUMBER = re.compile(
    r"\W{0,2}(\d{1,6}(?:\.\d{1,3})?[a-zđ]?(?:\s?/\s?(?:19|20)\d\d)?\s?[-/]\s?[A-ZĐ][A-Za-zĐđ0-9&]*(?:\s?[-/]\s?[A-ZĐ][A-Za-zĐđ0-9&]*){0,4})(?!\w)"
)
_MISREAD = re.compile(r"^\W{0,3}(?=[IlOo]?\d|[IlOo]{2}\d)[\dIlOo]{2,5}(?=\s?/)")
_DIGITS = str.maketrans("IlOo", "1100")
"""Digits of a number as a scan is read: "2I8/KH-UBND"."""
_WINDOW = 60
_SUBJECT_LINES = 10
_LETTER_SUBJECT_LINES = 8
_FULL_LINE = 55
"""Characters of a line of running text, at least; a line of a subject is seldom so long and never goes on to a full stop."""
_WRAPPED = 3
"""Lines over which the first sentence of a text may run."""
_SENTENCE_WORDS = 6
_ISSUER_LINES = 3
_BELOW_NUMBER = 7
"""Lines under a number in which a subject begins, stamps of receipt between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """Where a header stands among lines: `title` the line with the type (equal to `subject_end` where there is none),
    `subject_end` behind the subject, `end` behind all of it."""

    title: int
    subject_end: int
    end: int


def find_masthead(lines: Sequence[str]) -> Masthead | None:
    """The header that begins at the first of `lines`; None where they begin with something else."""
    window = lines[:_WINDOW]
    signs = [at for at, line in enumerate(window) if NATIONAL.search(fold(line)) or (_states_number(line) and len(line) < 90)]
    if not signs or sum(len(line) for line in window[: signs[0]]) > 400:
        return _without_top(lines)
    last = signs[0]
    for at in range(signs[0], min(signs[0] + 18, len(window))):
        if kind_of_title(window[at]):
            return _with_subject(lines, title=at)
        if at in signs or _belongs(window[at], before=window[last]):
            last = at
    last = _letter_subject_end(window, last=last)
    return Masthead(title=last + 1, subject_end=last + 1, end=last + 1)


def _without_top(lines: Sequence[str]) -> Masthead | None:
    """The header of a document that has lost what stands above its type: nothing but "KẾ HOẠCH" on its first line, or below who issues."""
    filled = [at for at, line in enumerate(lines[:_WINDOW]) if any(map(str.isalpha, line))]
    for at in filled[: _ISSUER_LINES + 1]:
        if not is_capitals(lines[at]):
            return None
        if fold(lines[at]).strip(" *_:") in _KIND_LINES:
            return _with_subject(lines, title=at)
        if at == filled[0] and not begins_like_issuer(lines[at]):
            return None
    return None


def _states_number(line: str) -> bool:
    return any(number_start(part) for part in columns(line))


def _belongs(line: str, *, before: str) -> bool:
    folded = fold(line).strip()
    number_alone = number_start(before) and not before[number_start(before) :].strip(" :/")
    return bool(MOTTO.search(folded) or PLACE_AND_DATE.search(line) or _ABOUT.match(folded) or (number_alone and _NUMBER.match(line)))


def _letter_subject_end(lines: Sequence[str], *, last: int) -> int:
    """The last line of the header of a letter, whose subject stands under its number, torn over several lines."""
    number = next((at for at, line in enumerate(lines[: last + 1]) if _states_number(line)), None)
    if number is None:
        return last
    about = next((at for at in range(number + 1, min(last + _BELOW_NUMBER, len(lines))) if _may_be_about(lines[at])), None)
    if about is None or not _ABOUT_OF_A_LETTER.match(fold(lines[about])):
        return last
    end = about
    while end + 1 < len(lines) and end - about < _LETTER_SUBJECT_LINES and _goes_on_about(lines[end + 1]):
        end += 1
    return max(last, end)


def _may_be_about(line: str) -> bool:
    """Whether a line under the number is where its search for the subject ends: the subject, or what stands below it."""
    folded = fold(line)
    return bool(_ABOUT_OF_A_LETTER.match(folded) or _TO_WHOM.match(folded) or _PREAMBLE.match(line) or len(line) > 90 or _begins_list(line))


def _goes_on_about(line: str) -> bool:
    text = line.strip()
    if not text or _RULE.match(text) or len(text) > 90 or is_capitals(text):
        return False
    return not (
        stands_apart(text) or _TO_WHOM.match(fold(text)) or _PREAMBLE.match(text) or text.endswith((".", ";", ":")) or _begins_list(text)
    )


def _begins_list(text: str) -> bool:
    found = heading_of(text)
    return bool(found and found.label) or text.startswith(("-", "+", "•"))


def kind_of_title(line: str) -> str | None:
    """The type a line of capitals names ("KẾ HOẠCH", "CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ"), in sentence case, or None."""
    if not is_capitals(line) or len(line) > 120:
        return None
    folded = fold(line).strip(" *_")
    return next((kind.vietnamese for name, kind in _KIND_NAMES if re.match(rf"{name}(?!\w)", folded)), None)


def _with_subject(lines: Sequence[str], *, title: int) -> Masthead:
    at = title + 1
    filled = 0
    while at < len(lines) and filled < _SUBJECT_LINES:
        line = lines[at]
        if _RULE.match(line):
            if filled:
                break
        elif _ends_subject(line, filled=filled, so_far=lines[title + 1 : at], behind=lines[at + 1 : at + 1 + _WRAPPED]):
            break
        else:
            filled += 1
        at += 1
    end = at
    while end < len(lines) and (_RULE.match(lines[end]) or _is_issuing(lines[end])):
        end += 1
    return Masthead(title=title, subject_end=at, end=end)


def _is_issuing(line: str) -> bool:
    """Whether a line under the subject names who issues ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "THỦ TƯỚNG CHÍNH PHỦ điện:")."""
    text = re.sub(r"(?<=\S) điện ?:?$", "", " ".join(line.split()))
    return is_capitals(text) and bool(_ISSUING.match(fold(text)))


def _ends_subject(line: str, *, filled: int, so_far: Sequence[str], behind: Sequence[str]) -> bool:
    if any("(" in earlier and ")" not in " ".join(so_far) for earlier in so_far):
        return False  # inside "(Kèm theo ...)"
    found = heading_of(line)
    if found and found.label:
        return True
    if not filled:
        return False
    if is_capitals(line) and (_is_issuing(line) or not is_capitals(" ".join(so_far))):
        return True
    if _is_issuing(line):
        return True
    return bool(_PREAMBLE.match(line)) or len(line) > 200 or line.rstrip().endswith((";", "./.")) or _is_sentence(_whole(line, behind))


def _whole(line: str, behind: Sequence[str]) -> str:
    """A line that is as long as one of running text with those that go on with it, in small letters; another line as it is."""
    if len(line.strip()) < _FULL_LINE:
        return line
    rest = []
    for other in behind:
        if line.rstrip().endswith((".", ":")) or not other.strip()[:1].islower():
            break
        rest.append(other.strip())
        if other.rstrip().endswith((".", ":")):
            return " ".join((line.strip(), *rest))
    return line


def _is_sentence(line: str) -> bool:
    """Whether a line is a whole sentence of the text, or leads to what follows, as no line of a subject does: "Nội dung như sau:"."""
    text = line.strip()
    whole = text.endswith(".") and len(text.split()) >= _SENTENCE_WORDS
    return text[:1].isupper() and not is_capitals(text) and (whole or text.endswith(":"))


def parse_header(masthead: Sequence[str], *, signature: Sequence[str] = (), sentences: str = "") -> Header:
    """The header that the lines of a masthead state; `signature` gives signer and title. What is not stated is None.

    `sentences` of the document tell the names in a subject that is set in capitals.
    """
    lines = whole_lines([line for line in masthead if not _RULE.match(line)])
    title = _title(lines)
    number, code = _number(lines)
    place, date = _place_and_date(lines)
    kind = kind_of_title(lines[title]) if title < len(lines) else None
    signer, signer_title = signer_of(signature)
    return Header(
        number=number,
        kind=kind or _kind_of_code(code),
        issuer=issuer_of(lines[:title], below=lines[title + 1 :], number=number),
        date=date,
        place=place,
        signer=signer,
        signer_title=signer_title,
        subject=_subject(lines, title=title, sentences=sentences),
    )


def _title(lines: Sequence[str]) -> int:
    """The line with the type: one in front of number, national title and date is only what a converter has put over the whole."""
    typed = [at for at, line in enumerate(lines) if kind_of_title(line)]
    begin = next((at for at, line in enumerate(lines) if stands_apart(line)), 0)
    return next((at for at in typed if at >= begin), next(iter(typed), len(lines)))


def _number(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """(number, abbreviation of the type); the number is None where only "/TB-UBND" is printed, as under a stamped one."""
    for line in lines:
        start = number_start(line)
        if not start:
            continue
        rest = _MISREAD.sub(lambda digits: digits[0].translate(_DIGITS), line[start:].translate(AS_PRINTED))
        names = find_document_names(rest)
        if names and not rest[: names[0].start].strip(" .,_"):
            return printed_number(names[0]), names[0].kind
        if printed := _NUMBER.match(rest):
            number = re.sub(r"\s", "", printed.group(1))
            name = name_of_number(number)
            return number, name.kind if name else None
        if bare := re.match(r"\W*[/-]\s?([A-ZĐ][A-Za-zĐ]*)\s?[-/]", rest):
            return None, bare.group(1)
    return None, None


def _kind_of_code(code: str | None) -> str | None:
    return next((kind.vietnamese for kind in KINDS if code and fold(kind.code) == fold(code)), None)


def _place_and_date(lines: Sequence[str]) -> tuple[str | None, datetime.date | None]:
    for line in lines:
        if match := PLACE_AND_DATE.search(line):
            place = re.sub(r"^(?:.*[-/][A-ZĐ][\w]*)?[\W_]+", "", " " + match["place"]).strip(" ,.")  # behind a number on the same line
            stated = match["dotted"] or f"{_bare(match['day'])} tháng {_bare(match['month'])} năm {match['year']}"
            return with_places_written(place) or None, first_day(fold(f"ngày {stated}"))
    return None, None


def _bare(number: str) -> str:
    return number.strip(" .…_\u00a0")


def _subject(lines: Sequence[str], *, title: int, sentences: str) -> str | None:
    if title < len(lines):
        below = [line for line in lines[title + 1 :] if not (stands_apart(line) or _is_issuing(line) or is_speck(line))]
        text = re.sub(r"(?<!\s)\s*\((?:Ban hành )?[Kk]èm theo.*$", "", " ".join(below))
        text = in_sentence_case(text, like=sentences) if is_capitals(text) else text
        return re.sub(r"^[Vv]/[Vv]\b:?\s*", "Về việc ", text).strip() or None
    number = next((at for at, line in enumerate(lines) if number_start(line)), -1)
    opening = _ABOUT if number < 0 else _ABOUT_OF_A_LETTER
    about = next((at for at, line in enumerate(lines) if at > number and opening.match(fold(line))), None)
    if about is None:
        return None
    end = about + 1
    while end < len(lines) and _goes_on_about(lines[end]):
        end += 1
    return re.sub(r"^[Vv]/[Vv]\b:?\s*", "", " ".join(lines[about:end])).strip() or None
