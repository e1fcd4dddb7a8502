"""The administrative header and the signature of a document (Decree 30/2020/NĐ-CP, article 8 and annex I), found by their form."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Header
from ingest.layout.headings import heading_of, is_capitals
from ingest.layout.references import printed_number
from ingest.names.dates import first_day
from ingest.names.document_kinds import KINDS
from ingest.names.document_name import find_document_names
from ingest.names.proper_names import in_sentence_case
from ingest.text.vietnamese import LOWER, fold

NATIONAL = re.compile(r"cong hoa xa hoi chu nghia viet nam|^\W*dang cong san viet nam\W*$")
_MOTTO = re.compile(r"doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc")
_NUMBER_LINE = re.compile(r"^\s*so\s*:\s*|^\s*so\s+(?=\d+\s?[-/]\s?[a-z])")
_PLACE_AND_DATE = re.compile(
    r"(?P<place>[^\W\d_][^\d,]{1,40}),\s*ngày\s*+(?P<day>\d{0,2}+)\s*+tháng\s*+(?P<month>\d{0,2}+)\s*+năm\s*+(?P<year>\d{0,4})", re.I
)
_RULE = re.compile(r"^[\W_]*$")
_PREAMBLE = re.compile(r"^\s*(?:Căn cứ|Thực hiện|Theo đề nghị|Xét|Nhân dịp|Nhằm|Để|Kính gửi|Trên cơ sở|Triển khai)\b")
_ISSUING = re.compile(
    r"^\s*(?:chinh phu|thu tuong|chu tich|uy ban|hoi dong|quoc hoi|bo truong|giam doc|tong|thong doc|chanh|ban |bo chinh tri)[^.]*$"
)
_KIND_NAMES = tuple(sorted(((fold(kind.vietnamese), kind) for kind in KINDS), key=lambda item: -len(item[0])))
_WINDOW = 60
_SUBJECT_LINES = 10


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
    signs = [at for at, line in enumerate(window) if NATIONAL.search(fold(line)) or (_number_start(line) and len(line) < 90)]
    if not signs or sum(len(line) for line in window[: signs[0]]) > 400:
        return None
    last = signs[0]
    for at in range(signs[0], min(signs[0] + 15, len(window))):
        if kind_of_title(window[at]):
            return _with_subject(lines, title=at)
        if at in signs or _belongs(window[at]):
            last = at
    return Masthead(title=last + 1, subject_end=last + 1, end=last + 1)


def _number_start(line: str) -> int:
    """Where the number begins in the line of a masthead that states it, 0 in any other: a small "số 210-KL/TW" goes on with a subject."""
    match = _NUMBER_LINE.match(fold(line))
    return match.end() if match and (":" in match[0] or line.lstrip()[:1].isupper()) else 0


def _belongs(line: str) -> bool:
    folded = fold(line).strip()
    return bool(_MOTTO.search(folded) or _PLACE_AND_DATE.search(line) or folded.startswith(("v/v", "ve viec")))


def kind_of_title(line: str) -> str | None:
    """The type a line of capitals names ("KẾ HOẠCH", "CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ"), in sentence case, or None."""
    if not is_capitals(line) or len(line) > 120:
        return None
    folded = fold(line).strip()
    return next((kind.vietnamese for name, kind in _KIND_NAMES if re.match(rf"{name}(?!\w)", folded)), None)


def _with_subject(lines: Sequence[str], *, title: int) -> Masthead:
    at = title + 1
    filled = 0
    while at < len(lines) and filled < _SUBJECT_LINES:
        line = lines[at]
        if _RULE.match(line):
            if (filled or not line.strip()) and filled:
                break
        elif _ends_subject(line, filled=filled, so_far=lines[title + 1 : at]):
            break
        else:
            filled += 1
        at += 1
    end = at
    while end < len(lines) and (_RULE.match(lines[end]) or (is_capitals(lines[end]) and _ISSUING.match(fold(lines[end])))):
        end += 1
    return Masthead(title=title, subject_end=at, end=end)


def _ends_subject(line: str, *, filled: int, so_far: Sequence[str]) -> bool:
    if any("(" in earlier and ")" not in " ".join(so_far) for earlier in so_far):
        return False  # inside "(Kèm theo ...)"
    found = heading_of(line)
    if found and found.label:
        return True
    if not filled:
        return False
    if is_capitals(line) and (_ISSUING.match(fold(line)) or not is_capitals(" ".join(so_far))):
        return True
    return bool(_PREAMBLE.match(line)) or len(line) > 200 or line.rstrip().endswith((";", "./."))


_FOR = re.compile(r"^\s*(?:TM|KT|TL|TUQ|Q)\s?\.\s*[^\W\d_]")
_OFFICES = (
    "thu tuong|pho thu tuong|chu tich|pho chu tich|bo truong|thu truong|giam doc|pho giam doc|bi thu|pho bi thu|chanh van phong|"
    "pho chanh van phong|"
    "tong giam doc|cuc truong|vu truong|truong ban|pho truong ban|tong bi thu|chu nhiem|pho chu nhiem|"
    "vien truong|chanh an|thong doc|pho thong doc"
)
_OFFICE = re.compile(rf"^\s*(?:quyen\s+|q\.\s*)?(?:{_OFFICES})\b[^.,;:]*$")
_WORD_OF_NAME = r"[^\W\d_" + LOWER + r"][" + LOWER + r"]*"
_NAME = re.compile(rf"^(?:(?:Đại|Thượng|Trung|Thiếu) tướng |(?:(?:GS|PGS|TS|ThS|BS)\.\s?)+)?{_WORD_OF_NAME}(?: {_WORD_OF_NAME}){{1,4}}$")
_SIGNED = re.compile(r"^\W*(?:da ky|ky ten|da ky va dong dau|signed).*$")
_REACH = 22


def signature_end(lines: Sequence[str], *, at: int) -> int | None:
    """The line behind the signature that begins at `at` ("TM. CHÍNH PHỦ" ... the name); None where none begins there."""
    first = lines[at].strip()
    marked = bool(_FOR.match(first)) and is_capitals(first)
    if not marked and not (is_capitals(first) and _OFFICE.match(fold(first))):
        return None
    last = at
    for here in range(at + 1, min(at + _REACH, len(lines))):
        line = lines[here].strip()
        if is_name(line):
            return here + 1
        if not line or _RULE.match(line) or _SIGNED.match(fold(line)):
            continue
        if not is_capitals(line) or len(line) > 80:
            break
        last = here
    return last + 1 if marked else None


def is_name(line: str) -> bool:
    """Whether a line is nothing but a person's name, each word with a capital."""
    return bool(_NAME.match(line.strip())) and not is_capitals(line)


def recipients_end(lines: Sequence[str], *, at: int) -> int | None:
    """The line behind the list of recipients that begins at `at` ("Nơi nhận:"); it ends with "Lưu: VT"."""
    if not re.match(r"\s*noi nhan\s*:", fold(lines[at])):
        return None
    end = at + 1
    for here in range(at + 1, min(at + 50, len(lines))):
        folded = fold(lines[here]).strip()
        if signature_end(lines, at=here):
            break
        if folded.startswith(("-", "+", "•")) or re.match(r"luu\s*:", folded):
            end = here + 1
        if re.match(r"[-+•]?\s*luu\s*:", folded):
            break
    return end


def parse_header(masthead: Sequence[str], *, signature: Sequence[str] = ()) -> Header:
    """The header that the lines of a masthead state; `signature` gives signer and title. What is not stated is None."""
    lines = [" ".join(line.split()) for line in masthead if not _RULE.match(line)]
    title = next((at for at, line in enumerate(lines) if kind_of_title(line)), len(lines))
    number, code = _number(lines)
    place, date = _place_and_date(lines)
    kind = kind_of_title(lines[title]) if title < len(lines) else None
    signer, signer_title = _signer(signature)
    return Header(
        number=number,
        kind=kind or _kind_of_code(code),
        issuer=_issuer(lines[:title]) or _issuer_of(number),
        date=date,
        place=place,
        signer=signer,
        signer_title=signer_title,
        subject=_subject(lines, title=title),
    )


def _number(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """(number, abbreviation of the type); the number is None where only "/TB-UBND" is printed, as under a stamped one."""
    for line in lines:
        start = _number_start(line)
        if not start:
            continue
        rest = line[start:]
        names = find_document_names(rest)
        if names and not rest[: names[0].start].strip():
            return printed_number(names[0]), names[0].kind
        if bare := re.match(r"\W*[/-]\s?([A-ZĐ][A-Za-zĐ]*)\s?[-/]", rest):
            return None, bare.group(1)
    return None, None


def _kind_of_code(code: str | None) -> str | None:
    return next((kind.vietnamese for kind in KINDS if code and fold(kind.code) == fold(code)), None)


def _place_and_date(lines: Sequence[str]) -> tuple[str | None, datetime.date | None]:
    for line in lines:
        if match := _PLACE_AND_DATE.search(line):
            place = re.sub(r"^(?:.*[-/][A-ZĐ][\w]*)?[\W_]+", "", " " + match["place"]).strip()  # behind a number on the same line
            return place or None, first_day(fold(line[match.start() :]))
    return None, None


_CONTINUES = re.compile(r"^(?:thanh pho|tinh|huyen|quan|phuong|xa|thi xa|chinh phu|viet nam|trung uong)\b")


def _issuer(lines: Sequence[str]) -> str | None:
    """The body that issues: the last name in capitals of the header; the one above it is its superior."""
    names: list[str] = []
    for line in lines:
        text = re.split(r"\s{3,}|CỘNG HÒA|CỘNG HOÀ|ĐẢNG CỘNG SẢN", line)[0].strip(" *_-")
        if fold(text).startswith(("van ban ", "phan van ban")) or text in names:  # a section of the Gazette
            continue
        if _number_start(line) or _PLACE_AND_DATE.search(line) or _MOTTO.search(fold(line)) or not is_capitals(text):
            continue
        if names and (_CONTINUES.match(fold(text)) or fold(names[-1]).endswith((" va", ","))):
            names[-1] = f"{names[-1]} {text}"
        else:
            names.append(text)
    return in_sentence_case(names[-1]) if names else None


_ISSUER_NAMES = {"cp": "Chính phủ", "ttg": "Thủ tướng Chính phủ", "qh": "Quốc hội"}


def _issuer_of(number: str | None) -> str | None:
    code = re.split(r"[-/]", fold(number))[-1].rstrip("0123456789") if number else ""
    return _ISSUER_NAMES.get(code)


def _is_apart(line: str) -> bool:
    return bool(_number_start(line) or _PLACE_AND_DATE.search(line) or NATIONAL.search(fold(line)) or _MOTTO.search(fold(line)))


def _subject(lines: Sequence[str], *, title: int) -> str | None:
    if title < len(lines):
        words = [line for line in lines[title + 1 :] if not (_is_apart(line) or (is_capitals(line) and _ISSUING.match(fold(line))))]
        text = re.sub(r"(?<!\s)\s*\((?:Ban hành )?[Kk]èm theo.*$", "", " ".join(words))
        return (in_sentence_case(text) if is_capitals(text) else text).strip() or None
    about = next((line for line in lines if fold(line).startswith(("v/v", "ve viec"))), None)
    return re.sub(r"^[Vv]/[Vv]:?\s*", "", about) if about else None


def _signer(lines: Sequence[str]) -> tuple[str | None, str | None]:
    filled = [" ".join(line.split()) for line in lines if line.strip()]
    name = next((line for line in filled if is_name(line)), None)
    offices = [line for line in filled if is_capitals(line) and not line.startswith("(")]
    if not offices:
        return name, None
    office = re.sub(r"^(?:TM|KT|TL|TUQ)\s?\.\s*", "", offices[-1])
    return name, in_sentence_case(re.sub(r"(?<=\w)[^\w]*[a-z]?\W*$", "", office))
