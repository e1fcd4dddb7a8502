"""Documents that a text names, and how they stand to the one naming them."""

from __future__ import annotations

import re
from bisect import bisect_right

from ingest.document import Reference, Relation
from ingest.document_name import DocumentName, find_document_names
from ingest.sentences import sentences
from ingest.vietnamese import fold

_CUES = (
    (Relation.REPLACES, re.compile(r"thay the|bai bo|huy bo|het hieu luc")),
    (Relation.AMENDS, re.compile(r"sua doi|bo sung|dieu chinh|dinh chinh")),
    (Relation.IMPLEMENTS, re.compile(r"thuc hien|trien khai|cu the hoa|the che hoa|thi hanh")),
)
_ENDED = re.compile(r"het hieu luc|\bnay thay the|\bbi bai bo|\bduoc bai bo")
_REACH = 90
"""Characters before a name within which a cue still governs it."""
_BREAKS = re.compile(r"[.;:()]\s|\b(?:can cu|theo|tai|kem theo|quy dinh tai|cua)\b")
_QUOTE_LENGTH = 300


def references(text: str, *, own: str | None = None, opening: int | None = None) -> tuple[Reference, ...]:
    """The documents that `text` names by full number, one entry each, in order of their first mention.

    `own` is the number of the document itself, left out. Relations other than "refers" count within the first `opening`
    characters only, where a document says what it is for; further on they speak of other work.
    """
    found: dict[str, Reference] = {}
    folded = fold(text)
    names = [name for name in find_document_names(text) if name.issuer and re.search(r"\d\s?[/-]", name.text)]
    spans = sentences(text) if names else ()
    own_key = fold(own) if own else ""
    for name in names:
        number = printed_number(name)
        key = fold(number)
        if key == own_key:
            continue
        relation = _relation(folded, name, sentence=_sentence(folded, name, spans), opening=opening)
        known = found.get(key)
        if known is None or (known.relation is Relation.REFERS and relation is not Relation.REFERS):
            quote = _quote(text, name, spans)
            found[key] = Reference(number=number, relation=relation, date=name.date or (known.date if known else None), quote=quote)
        elif known.date is None and name.date:
            found[key] = Reference(number=known.number, relation=known.relation, date=name.date, quote=known.quote)
    return tuple(found.values())


def printed_number(name: DocumentName) -> str:
    """The number as printed in the words found ("Nghị quyết số 66-NQ/TW1" gives "66-NQ/TW")."""
    start = re.search(r"\d", name.text)
    number = re.sub(r"\s+", "", name.text[start.start() :]) if start else name.text
    if name.issuer and name.issuer in number:
        number = number[: number.rindex(name.issuer) + len(name.issuer)]
    return number


def _sentence(text: str, name: DocumentName, spans: tuple[tuple[int, int], ...]) -> str:
    start, end = _span(name, spans)
    return text[start:end]


def _span(name: DocumentName, spans: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """The sentence that holds the name, or the name alone where sentences end inside it."""
    at = bisect_right(spans, name.start, key=lambda span: span[0]) - 1
    whole = at >= 0 and name.start < spans[at][1]
    return spans[at] if whole else (name.start, name.start + len(name.text))


def _relation(folded: str, name: DocumentName, *, sentence: str, opening: int | None) -> Relation:
    """By the nearest cue before the name, no stop and no other name's introduction between. A ground ("Căn cứ ...") only refers."""
    if opening != 0 and _ENDED.search(sentence):
        return Relation.REPLACES
    if sentence.startswith("can cu") or (opening is not None and name.start >= opening):
        return Relation.REFERS
    before = folded[max(0, name.start - _REACH) : name.start]
    cues = [(match.end(), relation) for relation, pattern in _CUES for match in pattern.finditer(before)]
    if not cues:
        return Relation.REFERS
    end, relation = max(cues)
    return Relation.REFERS if _BREAKS.search(before, end) else relation


def _quote(text: str, name: DocumentName, spans: tuple[tuple[int, int], ...]) -> str:
    """The sentence that names it, or the words around the name where that is long."""
    start, end = _span(name, spans)
    if end - start <= _QUOTE_LENGTH:
        return text[start:end]
    first = max(start, name.start - _QUOTE_LENGTH // 2)
    last = min(end, name.start + len(name.text) + _QUOTE_LENGTH // 2)
    first = first if first == start else text.find(" ", first) + 1
    return text[first : text.rfind(" ", first, last) if last < end else last]
