"""The signature of a document: whose authority it is signed on, the office, the name; and the list of recipients beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.layout.headings import heading_of, is_capitals
from ingest.layout.masthead_lines import columns, is_speck
from ingest.names.document_kinds import KINDS
from ingest.names.people import SURNAMES
from ingest.names.proper_names import body_in_sentence_case
from ingest.text.vietnamese import LOWER, fold

_MARK = r"(?:(?:TM|KT|TL|TUQ|Q)\s?\.|T/M|K/T|T/L)"
_FOR = re.compile(rf"^\s*{_MARK}\s*[^\W\d_]")
_DEPUTIES = (
    "Thủ tướng", "Chủ tịch", "Thủ trưởng", "Giám đốc", "Bí thư", "Chánh Văn phòng", "Tổng Giám đốc", "Cục trưởng", "Chi cục trưởng",
    "Vụ trưởng", "Trưởng ban", "Chủ nhiệm", "Viện trưởng", "Thống đốc", "Hiệu trưởng", "Trưởng phòng", "Tổng cục trưởng",
    "Chánh Thanh tra", "Trưởng đoàn", "Tổ trưởng", "Tổng Biên tập", "Tổng Kiểm toán", "Chỉ huy trưởng", "Tư lệnh", "Trưởng khoa",
    "Tổng Thanh tra", "Chánh án",
)  # fmt: skip
"""Offices that have deputies, "Phó ..."."""
_WRITTEN = {
    **{fold(office): office for office in (*_DEPUTIES, "Bộ trưởng", "Thứ trưởng", "Tổng Bí thư", "Hiệu phó", "Kế toán trưởng")},
    **{f"pho {fold(office)}": f"Phó {office}" for office in _DEPUTIES},
}
_OFFICES = "|".join(sorted(_WRITTEN, key=len, reverse=True))
_OFFICE = re.compile(rf"^\s*(?:quyen\s+|q\.\s*)?(?:{_OFFICES})\b[^.,;:]*$")
_OFFICE_WITHIN = re.compile(rf"(?<!\w)(?:{_OFFICES})\b")
_WORD_OF_NAME = r"[^\W\d_" + LOWER + r"][" + LOWER + r"]*"
_TITLE = (
    r"(?:(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|(?:Đ/c|Ông|Bà|Luật sư|Kỹ sư|Bác sĩ))\s+|"
    r"(?:(?:GS|PGS|TS|ThS|Ths|BS|CN|KS|Dr)\b\.?\s?){1,4}+)"
)
_NAME = re.compile(rf"^{_TITLE}?{_WORD_OF_NAME}(?: {_WORD_OF_NAME}){{1,4}}$")
_NAME_AT_END = re.compile(rf"(?:^|[^\w]\s?){_TITLE}?(?P<name>{_WORD_OF_NAME}(?: {_WORD_OF_NAME}){{1,4}})$")
_OFFICE_AT_END = re.compile(rf"(?:[;,.:)] ?| )((?:{_MARK} ?)?[^\W\d_{LOWER}][^{LOWER}]{{1,80}})$")
_NAME_BEHIND = re.compile(rf"[;.,] ({_WORD_OF_NAME}(?: {_WORD_OF_NAME}){{1,4}})$")
_SIGNED = re.compile(r"^\W*(?:da ky|ky ten|ky boi|nguoi ky|ngay ky|thoi gian ky|email|co quan|signed|signature|chu ky|ky dien tu)\b.*$")
_NEXT_OFFICE = re.compile(rf" (?={_MARK}\s*[^\W\d_])")
_KIND_LINES = frozenset(fold(kind.vietnamese) for kind in KINDS)
_REACH = 22
_BESIDE = 8
"""Lines below the recipients in which the name may stand whose office stands beside them."""


def signature_end(lines: Sequence[str], *, at: int) -> int | None:
    """The line behind the signature that begins at `at` ("TM. CHÍNH PHỦ" ... the name); None where none begins there."""
    first = lines[at].strip()
    if _whole(first):
        return at + 1
    marked = bool(_FOR.match(first)) and is_capitals(first)
    if not marked and not (is_capitals(first) and _OFFICE.match(fold(first))):
        return None
    last = at
    signed = False
    for here in range(at + 1, min(at + _REACH, len(lines))):
        line = lines[here].strip()
        if is_name(line) or (is_capitals(line) and _surname(line) and not _OFFICE.match(fold(line))):
            return here + 1
        if _SIGNED.match(fold(line)) or fold(line).strip(" []()") in ("chu ky so", "da ky"):
            signed, last = True, here
        elif any(map(str.isalnum, line)):
            if not is_capitals(line) or len(line) > 80 or _begins_annex(line) or _torn_name(line):
                return here + 1 if _torn_name(line) else (last + 1 if marked or signed else None)
            last = here
    return last + 1 if marked or signed else None


def _begins_annex(line: str) -> bool:
    found = heading_of(line)
    return (
        bool(found and found.label) or fold(line).strip(" :") in _KIND_LINES or fold(line).startswith(("phu luc", "danh sach", "danh muc"))
    )


def is_name(line: str) -> bool:
    """Whether a line is nothing but a person's name, each word with a capital."""
    return bool(_NAME.match(line.strip())) and not is_capitals(line)


def _surname(line: str) -> bool:
    words = line.split()
    return 2 <= len(words) <= 5 and fold(words[0]) in SURNAMES and all(word.isalpha() for word in words)


def _torn_name(line: str) -> str:
    """The name whose first letter a seal has hidden, "" where there is none: "rần Sỹ Thanh" can only be a Trần."""
    words = line.split()
    if not 2 <= len(words) <= 5 or not words[0].islower() or not is_name(" ".join(("A", *words[1:]))):
        return ""
    whole = [surname for surname in SURNAMES if surname[1:] == fold(words[0])]
    return " ".join((whole[0][0].upper() + words[0], *words[1:])) if len(whole) == 1 and len(whole[0]) > 2 else ""


def _whole(line: str) -> bool:
    """Whether one line holds a signature from its first word to the name: "TL. CHỦ TỊCH CHÁNH VĂN PHÒNG Phạm Thị Út"."""
    found = _NAME_AT_END.search(line) if _FOR.match(line) else None
    return bool(found and is_capitals(line[: found.start("name")]) and len(line) < 160)


def recipients_end(lines: Sequence[str], *, at: int) -> int | None:
    """The line behind the list of recipients that begins at `at` ("Nơi nhận:") and ends with "Lưu: VT"; with the name of who signs, where
    the signature stands beside it."""
    if not re.match(r"\W*noi nhan\s*:", fold(lines[at])):
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
    if not any(is_name(part) for part in _beside(lines[at:end])):
        for here in range(end, min(end + _BESIDE, len(lines))):
            line = lines[here].strip()
            if is_name(line) and fold(line.split()[0]) in SURNAMES:
                return here + 1
            if (
                signature_end(lines, at=here)
                or _begins_annex(line)
                or not (_is_office(line) or _SIGNED.match(fold(line)) or is_speck(line))
            ):
                break
    return end


def _beside(lines: Sequence[str]) -> list[str]:
    """What stands to the right of a list of recipients: offices in capitals, a name."""
    right: list[str] = []
    for line in lines:
        parts = columns(line)
        if len(parts) > 1:
            right += [piece for part in parts[1:] for piece in _pieces(part)]
            continue
        text = " ".join(line.split())
        if (office := _OFFICE_AT_END.search(text)) and _is_office(office.group(1)):
            right.append(office.group(1).strip())
        elif right and (name := _NAME_BEHIND.search(text)) and fold(name.group(1).split()[0]) in SURNAMES:
            right.append(name.group(1))
    return right if any(_is_office(part) for part in right) else []


def _is_office(text: str) -> bool:
    return is_capitals(text) and bool(_FOR.match(text) or _OFFICE.match(fold(text)))


def signer_of(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """(who signs, in which office) by the lines of a signature, or of a list of recipients with one beside it."""
    parts = list(_parts(lines))
    name = next((_bare_name(part) for part in parts if is_name(part)), None)
    offices = [part for part in parts if is_capitals(part) and not part.startswith(("(", "["))]
    if name is None and offices:
        below = parts[parts.index(offices[0]) + 1 :]
        name = next((torn for part in below if (torn := _torn_name(part))), None)
        name = name or next((part.title() for part in below if is_capitals(part) and _surname(part) and not _is_office(part)), None)
    known = [part for part in offices if _OFFICE_WITHIN.search(fold(part))]
    if not known or re.match(r"K/?T", known[-1]):  # signed for the head, by a deputy whose own office was not read
        return name, None
    return name, _written(re.sub(rf"^{_MARK}\s*", "", known[-1]))


def _written(office: str) -> str:
    """An office in capitals as in a sentence, also where OCR has misread a mark: "PHÓ GIÁM ĐÓC SỞ Y TẾ" is a Phó Giám đốc Sở Y tế."""
    found = _OFFICE_WITHIN.search(fold(office))
    if found is None or found.start():
        return body_in_sentence_case(office)
    rest = office[found.end() :].strip()
    return f"{_WRITTEN[found.group()]} {_inner(body_in_sentence_case(rest))}" if rest else _WRITTEN[found.group()]


def _inner(name: str) -> str:
    """The name of a body inside a phrase: "tỉnh", but "Sở Y tế"."""
    return (
        name[:1].lower() + name[1:] if fold(name.split()[0]) in ("tinh", "thanh", "huyen", "quan", "xa", "phuong", "nuoc", "thi") else name
    )


def _bare_name(line: str) -> str:
    return re.sub(rf"^{_TITLE}", "", line.strip())


def _parts(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a signature, one office or name each, without the recipients."""
    signature = list(lines)
    if signature and re.match(r"\W*noi nhan\s*:", fold(signature[0])):
        end = recipients_end(signature, at=0) or 1
        signature = [*_beside(signature[:end]), *[line for line in signature[1:] if is_name(line) or _is_office(line.strip())]]
    for line in signature:
        yield from _pieces(" ".join(line.split()))


def _pieces(text: str) -> Iterator[str]:
    """The offices and the name that one line holds."""
    found = _NAME_AT_END.search(text) if not is_name(text) else None
    if found and is_capitals(text[: found.start("name")]):
        yield from _offices(text[: found.start("name")].strip())
        yield found["name"]
    elif is_capitals(text):
        yield from _offices(text)
    elif text:
        yield text


def _offices(text: str) -> Iterator[str]:
    """The offices that one line names: "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH" has three parts."""
    text = re.sub(rf"(?<=[^\W\d_{LOWER}])[{LOWER}]?[^\w.)]*$", "", text)  # what a seal has left behind it
    for part in _NEXT_OFFICE.split(" ".join(text.split())):
        named = list(_OFFICE_WITHIN.finditer(fold(part)))
        acting = bool(re.match(_MARK, part)) and len(named) > 1 and not re.match(r"TM|T/M", part)
        if acting:
            yield part[: named[-1].start()].strip()
            yield part[named[-1].start() :]
        else:
            yield part
