"""Names of documents in running text: "84/KH-UBND", "kế hoạch 84", "KH số 84", "chuong trinh 03", "programme 03"."""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.names.dates import date_beside
from ingest.names.document_kinds import CODES, KINDS
from ingest.names.provinces import at_province
from ingest.text.number_signs import AS_PRINTED, DASHES, SLASHES
from ingest.text.vietnamese import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentName:
    """How a text names a document. `kind` is the abbreviation of its type (KH, CTr, NQ, QĐ, CT, TB, NĐ, ...) or None.

    `number` is the serial number without leading zeros ("84"); `year` what stands in it ("2020" in 30/2020/NĐ-CP) or beside
    it ("kế hoạch 84 năm 2021"); `issuer` the part after the hyphen ("UBND", "TU", "NQ-TW" gives "TW"); `date` the day beside
    it; `text` the words as found, at `start` of the text in NFC.
    """

    number: str
    kind: str | None = None
    year: int | None = None
    issuer: str | None = None
    text: str = ""
    start: int = 0
    date: datetime.date | None = None


_KIND_OF = {word: kind for kind in KINDS for word in (fold(kind.vietnamese), *kind.english, *kind.short)}
_CODE_OF = {fold(code): code for code in CODES}
_VERBAL = frozenset(word for word, kind in _KIND_OF.items() if kind.verbal)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


_WORDS = rf"(?P<word>{_either(_KIND_OF)})(?:\s+(?:hanh\s+dong|cong\s+tac|toan\s+khoa|thuc\s+hien))?"
_MARK = r"(?:so(?:\s+hieu)?|no|number|nr|n°|#)\s*(?:[.:]\s*)?"
_SIGN = rf"[{SLASHES}{DASHES}]"
"""What stands between the parts of a number: a slash or a hyphen, or what is printed for one."""
_FULL = re.compile(
    rf"(?:(?<!\w){_WORDS}\s*(?:{_MARK})?|(?<![\w/.,-]))"
    rf"(?P<number>\d{{1,6}}(?:\.\d{{1,3}}(?=\s?/\s?(?:19|20)\d\d))?)(?:\s?[{SLASHES}]\s?(?P<year>(?:19|20)\d\d))?\s?{_SIGN}\s?"
    rf"(?:(?P<code>{_either(_CODE_OF)})(?:\s?{_SIGN}\s?(?P<issuer>[a-z](?:[a-z0-9]|{_SIGN}(?=[a-z]))*))?"
    rf"|(?P<body>(?:qh|ubtvqh)\d+|ttg|[a-z]{{2,}}[0-9]*-[a-z](?:[a-z0-9]|-(?=[a-z]))*))(?![\w])"
)
_SPACED = re.compile(rf"(?<![\w/.,-])(?P<number>\d{{1,6}})\s+(?P<code>{_either(_CODE_OF)})\s?[-/]\s?(?P<issuer>[a-z][a-z0-9]+)(?!\w)")
_TURNED = re.compile(
    rf"(?<![\w/.,-])(?P<code>{_either(_CODE_OF)})-(?P<issuer>[a-z][a-z0-9]+)\s+(?:{_MARK})?(?P<number>\d{{1,6}})(?![\w%/.,-])"
)
_BARE = re.compile(
    rf"(?<!\w){_WORDS}(?:\s*(?P<mark>{_MARK})|\s+cua(?:\s+[\w-]+){{1,7}}?\s+(?P<late>so)\s*(?:[.:]\s*)?|\s+|(?<=\b(?:kh|nq|qd|ct|tb|kl|nd|cv))|(?<=\bctr))"
    r"(?P<number>\d{1,5})(?:/(?P<year>(?:19|20)\d\d))?(?![\w%])(?![.,]\d|\s?[:/-]\s?\d)(?!\s?%)"
)
_ALSO = re.compile(r"\s*(?:,|;|va|and|&|hoac|or|hay)\s*(?:so\s+)?(?P<number>\d{1,5})(?![\w%])(?![.,]\d|\s?[:/-]\s?\d)(?!\s?%)")
_COUNTED = re.compile(
    r"\s*(?:-\s*)?(?:(?:nam(?!\s+\d)|thang|tuan|quy(?!\s+(?:dinh|hoach|che|trinh|chuan))|gio|phut|ngay(?!\s*\d)|nhom|noi\s+dung|nhiem\s+vu|muc\s+tieu|chi\s+tieu|giai\s+doan(?!\s*\d)|giai\s+phap"
    r"|buoc|linh\s+vuc|diem|ty|ti|trieu|nghin|ngan|phan\s+tram|dong|usd|don\s+vi|co\s+quan|dia\s+phuong|xa|phuong|huyen|quan|tinh|thanh\s+pho"
    r"|khau|dinh\s+huong|du\s+an|de\s+an|cong\s+trinh|ha|km|m2|nguoi|ho|truong\s+hop|van\s+de|viec|lan|cap|hinh\s+thuc|loai|bo|so(?!\s+(?:voi|sanh))|doi\s+tuong"
    r"|can\s+bo|doan|cuoc|khoan|muc|phan(?!\s+(?:cong|cap|dinh))|phong|ban(?!\s+hanh)|hoat\s+dong|san\s+pham|chuyen\s+de|tieu\s+chi|chuong\s+trinh|ke\s+hoach|nghi\s+quyet"
    r"|years?|months?|weeks?|days?|hours?|quarters?|tasks?|indicators?|groups?|steps?|points?|percent|million|billion|units?|projects?"
    r"|programmes?|programs?|plans?|phases?|stages?|areas?|items?|goals?|targets?|measures?|agencies|departments?|districts?|provinces?"
    r"|people|times)(?!\w))"
)
_ASKS_WHICH = re.compile(r"\s+(?:nao|gi)\b")
_FOR_LONG = re.compile(r"\s*(?:-\s*)?(?:nam|thang|tuan|quy|gio|phut)(?!\w)")
_LONGEST_PLAN = 60
"""Of years, months or weeks a plan has no more: "kế hoạch 5 năm nào" asks for a plan of five years, "kế hoạch 418 năm nào" for the year."""
_FIRST_YEAR, _LAST_YEAR = 1945, 2050
_LONGEST_SHORT = 4
"""Letters of the abbreviation of a type: what is counted is not written so ("QĐ 982 nhiệm vụ nào")."""
_MOST_OF = {"tinh": 63, "thanh pho": 63, "bo": 99, "so": 99, "ban": 99, "phong": 99, "quan": 99, "huyen": 700, "xa": 9999, "phuong": 9999}
"""How many of a kind of body there may be, so that a larger number counts none of them."""
_OF_LEVEL = re.compile(rf"(?P<level>{'|'.join(_MOST_OF)})\s+(?=\w)")
_ISSUERS = (
    (r"thu tuong|the prime minister|prime minister", "TTg"),
    (r"chinh phu|the government", "CP"),
    (r"bo chinh tri|ban bi thu|ban chap hanh trung uong|trung uong|bch trung uong|the politburo|politburo|the secretariat", "TW"),
    (r"quoc hoi|the national assembly", "QH"),
    (r"(?:ban thuong vu |bch |ban chap hanh )?(?:thanh uy|tinh uy)|the (?:city|municipal) party committee", "TU"),
    (r"(?:uy ban nhan dan|ubnd)|the people's committee", "UBND"),
    (r"(?:hoi dong nhan dan|hdnd)|the people's council", "HĐND"),
)
_LETTER_NUMBER = re.compile(r"(?P<number>\d{1,6})/(?P<issuer>[A-ZĐ][A-ZĐ0-9&]{1,12}(?:-[A-ZĐ][A-ZĐa-z0-9&]*){0,3})")
_BY = re.compile(r"(?:\s+(?:nam|of)\s+\d{4})?\s+(?:cua|do|by|of|from)\s+(?:" + "|".join(f"({words})" for words, _ in _ISSUERS) + r")(?!\w)")
_FOOTNOTE = re.compile(r"(?<=[a-zđA-ZĐ])\d$|(?<=^TW)\d+$|(?<=^CP)\d+$|(?<=^TU)\d+$|(?<=TTg)\d+$|(?<=^UBND)\d+$")


def find_document_names(text: str) -> tuple[DocumentName, ...]:
    """The documents that `text` names, in order, without overlaps; `start` and `text` refer to `text` in NFC.

    Case, diacritics and đ do not matter. Counts and years are no names: "chương trình 5 năm", "kế hoạch năm 2021", "plan 2025".
    """
    plain = unicodedata.normalize("NFC", text)
    folded = fold(plain)
    found = [*_full_names(plain, folded)]
    taken = sorted((name.start, name.start + len(name.text)) for name in found)
    for name in _bare_names(plain, folded):
        after = bisect_left(taken, (name.start + len(name.text), 0))
        if after == 0 or taken[after - 1][1] <= name.start:
            found.append(name)
    return tuple(sorted(found, key=lambda name: name.start))


def _full_names(plain: str, folded: str) -> list[DocumentName]:
    names = []
    for match in [*_FULL.finditer(folded), *_SPACED.finditer(folded), *_TURNED.finditer(folded)]:
        groups = match.groupdict()
        word, code, body = groups.get("word"), groups.get("code"), groups.get("body")
        written = plain[match.start("body") : match.end("body")] if body else ""
        if body and not (word or written.upper() == written or written == "TTg"):
            continue  # "12/abc-def" in lower case is no number of a document, unless a type stands before it
        if code and not groups.get("issuer") and not word and plain[match.start("code")].islower():
            continue
        start, end = (match.start("issuer"), match.end("issuer")) if groups.get("issuer") else (0, 0)
        issuer = plain[start:end] or written or None
        kind = _CODE_OF[code] if code else _KIND_OF[_spaced(word)].code if word else _kind_of_body(written)
        names.append(_name(plain, folded, match, kind=kind, issuer=_clean_issuer(issuer), year=groups.get("year")))
    return names


def _kind_of_body(body: str) -> str | None:
    """A number without a type, as in 1518/BNG-NVVH, is that of an official letter; QH15 and TTg say nothing of the type."""
    return "CV" if "-" in body else None


def _clean_issuer(issuer: str | None) -> str | None:
    """Without the digit of a footnote that stood raised behind it ("NQ/TW1"); QH15 keeps its own."""
    if issuer is None or re.match(r"(?:UBTV)?QH\d", issuer, re.IGNORECASE):
        return issuer
    return _FOOTNOTE.sub("", issuer.translate(AS_PRINTED))


def _spaced(word: str) -> str:
    return re.sub(r"\s+", " ", word)


def _name(plain: str, folded: str, match: re.Match[str], *, kind: str | None, issuer: str | None, year: str | None) -> DocumentName:
    day, beside = date_beside(folded, at=match.end())
    if issuer is None and (by := _BY.match(folded, match.end())):
        issuer = next(name for (_, name), group in zip(_ISSUERS, by.groups(), strict=True) if group)
    return DocumentName(
        number=match["number"].lstrip("0") or "0",
        kind=kind,
        year=int(year) if year else beside,
        issuer=issuer,
        text=plain[match.start() : match.end()],
        start=match.start(),
        date=day,
    )


def _bare_names(plain: str, folded: str) -> list[DocumentName]:
    names = []
    for match in _BARE.finditer(folded):
        word = _spaced(match["word"])
        short = len(word) <= _LONGEST_SHORT and _is_serial(
            match["number"], capitals=plain[match.start("word") : match.end("word")].isupper()
        )
        marked = bool(match["mark"] or match["late"])
        if (
            not marked
            and not (short and len(match["number"]) > 1)
            and not _is_number(match["number"], plain, folded, match.end(), verbal=word in _VERBAL or word == "nd", year=match["year"])
        ):
            continue
        kind = _KIND_OF[word].code
        first = _name(plain, folded, match, kind=kind, issuer=None, year=match["year"])
        group = [first]
        at = match.end()
        while (more := _ALSO.match(folded, at)) and _is_number(
            more["number"], plain, folded, more.end(), verbal=word in _VERBAL, year=None
        ):
            start = more.start("number")
            name = _name(plain, folded, more, kind=kind, issuer=None, year=None)
            group.append(dataclasses.replace(name, text=plain[start : more.end()], start=start))
            at = more.end()
        if len(group) > 1 and first.issuer is None:  # "kết luận 182 và 218 của Bộ Chính trị" speaks of both
            group = [dataclasses.replace(name, issuer=name.issuer or group[-1].issuer) for name in group]
        names += group
    return names


def _is_serial(number: str, *, capitals: bool) -> bool:
    """Whether digits behind the abbreviation of a type, in capitals or not, are too many for a count, and no year."""
    return len(number) > (1 if capitals else 2) and not _is_year(number)


def _is_year(number: str) -> bool:
    """Whether digits may be a year that plans speak of: "quyết định 1925", "kế hoạch 2086" have numbers."""
    return len(number) == 4 and _FIRST_YEAR <= int(number) <= _LAST_YEAR


def _is_number(number: str, plain: str, folded: str, end: int, *, verbal: bool, year: str | None) -> bool:
    """Whether a number that no "số" announces is a document's: neither a count ("5 năm") nor a year ("plan 2025")."""
    if year or (number.startswith("0") and len(number) > 1):
        return True
    if _is_year(number):
        return False
    if verbal and len(number) == 1:
        return False
    counted = _COUNTED.match(folded, end)
    if counted is None or _names_issuer(number, plain, folded, end):
        return True
    lasts = _FOR_LONG.match(folded, end) is not None and int(number) <= _LONGEST_PLAN
    return _ASKS_WHICH.match(folded, counted.end()) is not None and not lasts  # "kế hoạch 84 đơn vị nào chủ trì" counts no units


def _names_issuer(number: str, plain: str, folded: str, end: int) -> bool:
    """Whether what seems counted is the body or place that the document is of: "QĐ 326 tỉnh Gia Lai", "308 ha noi", "687 Sở Tư pháp"."""
    after = end
    while folded[after : after + 1].isspace():
        after += 1
    hectares = folded.startswith("ha ", after) and (plain[after + 3 : after + 4].isupper() and plain[after].islower())
    if at_province(folded, at=after) and not hectares:
        return True
    level = _OF_LEVEL.match(folded, after)
    if level is None:
        return False
    if int(number) > _MOST_OF[level["level"]] or at_province(folded, at=level.end()):
        return True
    return plain[level.end() : level.end() + 1].isupper()


def name_of_number(number: str, *, date: datetime.date | None = None) -> DocumentName | None:
    """The name that a printed number stands for ("84/KH-UBND", "Số: 84/KH-UBND"); None where it is none ("/TB-UBND").

    `date` is the day of the document, where known: it gives the year that the number itself seldom holds.
    """
    plain = re.sub(r"^\s*(?:số|so)\s*(?::\s*)?", "", unicodedata.normalize("NFC", number), flags=re.IGNORECASE).strip(" .;,")
    plain = plain.translate(AS_PRINTED)
    names = _full_names(plain, fold(plain))
    if names and names[0].start == 0 and len(names[0].text) == len(plain):
        name = names[0]
    elif re.fullmatch(r"\d{1,6}", plain):
        name = DocumentName(number=plain.lstrip("0") or "0", text=plain)
    elif letter := _LETTER_NUMBER.fullmatch(plain):
        name = DocumentName(number=letter["number"].lstrip("0") or "0", kind="CV", issuer=letter["issuer"], text=plain)
    else:
        return None
    return dataclasses.replace(name, year=name.year or (date.year if date else None), date=name.date or date)


def matches(asked: DocumentName, held: DocumentName) -> bool:
    """Whether `held` may be the document `asked` for: same number, and nothing that both state differs."""
    return (
        asked.number == held.number
        and _kinds_agree(asked, held)
        and (asked.year is None or held.year is None or asked.year == held.year)
        and (asked.date is None or held.date is None or asked.date == held.date)
        and _issuers_agree(asked.issuer, held.issuer)
    )


def _kinds_agree(asked: DocumentName, held: DocumentName) -> bool:
    one, other = (fold(kind) if kind else None for kind in (asked.kind, held.kind))
    if one is None or other is None or one == other:
        return True
    loose = {one, other}
    if loose == {"ct", "ctr"}:  # "CT 03" is written for both chỉ thị and chương trình
        return any(fold(name.text).startswith("ct") and not fold(name.text).startswith("ctr") for name in (asked, held))
    return loose == {"da", "qd"}  # a scheme goes by the number of the decision that approves it: "Đề án 06" is 06/QĐ-TTg


def _issuers_agree(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    first, second = re.split(r"[-/]", fold(one)), re.split(r"[-/]", fold(other))
    shorter = min(len(first), len(second))
    return all(
        a == b or (a.startswith("qh") and b.startswith("qh") and "qh" in (a, b))
        for a, b in zip(first[:shorter], second[:shorter], strict=True)
    )
