"""Documents that a text names, and how they stand to the one naming them and to each other."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import groupby

from ingest.document import Reference, Relation
from ingest.names.document_kinds import KINDS
from ingest.names.document_name import DocumentName, find_document_names
from ingest.names.span import Span, overlaps
from ingest.relations import Sentence, Stated, announces, listed_item, stated_by
from ingest.text.number_signs import AS_PRINTED
from ingest.text.sentences import sentences
from ingest.text.vietnamese import fold

_QUOTE_LENGTH = 300
_RELATION_LENGTH = 600
"""Characters; how long a quote may be, of a mere mention and of a relation, which "hết hiệu lực" may state at the far end."""
_KIND_LINES = frozenset(fold(kind.vietnamese) for kind in KINDS)
_ARTICLE = re.compile(r"^dieu \d+[a-z]?\b[^\n]*", re.MULTILINE)
_CHANGING = re.compile(r"sua doi|bo sung|dieu chinh|thay the|bai bo|huy bo|hieu luc|dieu khoan (?:thi hanh|chuyen tiep)|to chuc thuc hien")
_ARTICLE_REACH = 6000
"""Characters within which a line still belongs to the article whose heading stands before it."""


def references(text: str, *, own: str | None = None, opening: int | None = None, masthead: int = 0) -> tuple[Reference, ...]:
    """The documents that `text` names by full number, in order of their first mention: one entry for each pair of documents.

    `own` is the number of the document itself, left out. Within the first `opening` characters a document says what it carries
    out; 0 says that the text is no administrative document and stands in no relation itself. `masthead` is the length of the
    masthead it opens with, in which lines are broken anywhere. How two other documents stand to each other is given with a
    `subject`.
    """
    text = unicodedata.normalize("NFC", text)
    folded = fold(text)
    spans = _spans(text, folded, masthead=masthead)
    own_key = fold(own) if own else ""
    found: dict[tuple[str, str], Reference] = {}
    for said, span in _statements(folded, find_document_names(text), spans, opening=opening, masthead=masthead):
        number, subject = printed_number(said.name), printed_number(said.subject) if said.subject else ""
        key = fold(number)
        subject = "" if fold(subject) == own_key else subject
        if key in (own_key, fold(subject)) or not _is_full(said.name) or (said.subject is not None and not _is_full(said.subject)):
            continue
        if said.relation is Relation.REFERS and any(known == key for _, known in found):
            _add_date(found, key, said.name)
            continue
        known = found.get((fold(subject), key))
        if known is None or known.relation is Relation.REFERS:
            found[fold(subject), key] = Reference(
                number=number, relation=said.relation, date=said.name.date or (known.date if known else None),
                quote=_quote(text, said, span), subject=subject,
                subject_date=said.subject.date if said.subject and subject else None,
            )  # fmt: skip
        _add_date(found, key, said.name)
    stood = {key for (_, key), reference in found.items() if reference.relation is not Relation.REFERS}
    return tuple(item for (_, key), item in found.items() if item.relation is not Relation.REFERS or key not in stood)


def printed_number(name: DocumentName) -> str:
    """The number as printed in the words found ("Nghị quyết số 66-NQ/TW1" gives "66-NQ/TW")."""
    start = re.search(r"\d", name.text)
    number = re.sub(r"\s+", "", name.text[start.start() :]).translate(AS_PRINTED) if start else name.text
    if name.issuer and name.issuer in number:
        number = number[: number.rindex(name.issuer) + len(name.issuer)]
    return number


def _is_full(name: DocumentName) -> bool:
    return bool(name.issuer and re.search(r"\d\s?[/-]", name.text))


def _add_date(found: dict[tuple[str, str], Reference], key: str, name: DocumentName) -> None:
    for pair, known in found.items():
        if pair[1] == key and known.date is None and name.date:
            found[pair] = dataclasses.replace(known, date=name.date)


def _spans(text: str, folded: str, *, masthead: int) -> tuple[Span, ...]:
    """The sentences, the title of the masthead being one however its lines are broken."""
    title = _title_span(text, folded, masthead=masthead)
    spans = sentences(text)
    if title is None:
        return spans
    return tuple(sorted([title, *(span for span in spans if not overlaps(span, title))]))


def _title_span(text: str, folded: str, *, masthead: int) -> Span | None:
    """What stands in the masthead under the type of the document ("KẾ HOẠCH"), less the name of who issues it below."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text[:masthead])]
    kinds = [place for place, (start, end) in enumerate(lines) if folded[start:end].strip() in _KIND_LINES]
    under = lines[kinds[0] + 1 :] if kinds else []
    while len(under) > 1 and text[slice(*under[-1])].isupper() and not text[slice(*under[0])].isupper():
        under.pop()
    return (under[0][0], under[-1][1]) if under else None


def _statements(
    folded: str, names: tuple[DocumentName, ...], spans: tuple[Span, ...], *, opening: int | None, masthead: int
) -> Iterator[tuple[Stated, Span]]:
    """What is said of each name, with the sentence that says so."""
    articles = [(match.start(), bool(_CHANGING.search(match.group()))) for match in _ARTICLE.finditer(folded)]

    def sentence_at(span: Span) -> Sentence:
        start, end = span
        article = bisect_right(articles, start, key=lambda item: item[0]) - 1
        changing = article >= 0 and articles[article][1] and start - articles[article][0] < _ARTICLE_REACH
        return Sentence(
            start=start, end=end, folded=folded, title=start < masthead, opening=opening is None or start < opening,
            changing=changing, official=opening != 0,
        )  # fmt: skip

    for at, group in groupby(names, key=lambda name: _sentence_of(name, spans)):
        within = tuple(group)
        span = spans[at] if at >= 0 else (within[0].start, within[0].start + len(within[0].text))
        sentence = sentence_at(span)
        announced = _announced(at, spans, sentence_at) if at > 0 and listed_item(sentence, within[0]) else None
        for place, said in enumerate(stated_by(sentence, within)):
            if announced and place == 0 and said.relation is Relation.REFERS:
                said = dataclasses.replace(said, relation=announced)
            yield said, span


def _announced(at: int, spans: tuple[Span, ...], sentence_at: Callable[[Span], Sentence]) -> Relation | None:
    """What the line that announces a list says of its items, up to a dozen items on."""
    for before in range(at - 1, max(-1, at - 13), -1):
        sentence = sentence_at(spans[before])
        if sentence.text.rstrip().endswith(":"):
            return announces(sentence)
        if not re.match(r"\s*(?:\d+[.)]|[a-z]\)|[-–+•])", sentence.text):
            return None
    return None


def _sentence_of(name: DocumentName, spans: tuple[Span, ...]) -> int:
    """The place of the sentence that holds the name; -1 less its start where sentences end inside it."""
    at = bisect_right(spans, name.start, key=lambda span: span[0]) - 1
    return at if at >= 0 and name.start < spans[at][1] else -1 - name.start


def _quote(text: str, said: Stated, span: Span) -> str:
    """The sentence that says it, or where that is long the words around the name, from the name of the subject on."""
    start, end = span
    longest = _QUOTE_LENGTH if said.relation is Relation.REFERS else _RELATION_LENGTH
    if end - start <= longest:
        return text[start:end]
    first = max(start, said.name.start - longest // 2)
    if said.subject and start <= said.subject.start < said.name.start and said.name.start - said.subject.start < longest:
        start = first = said.subject.start
    last = min(end, said.name.start + len(said.name.text) + _QUOTE_LENGTH // 2)
    first = first if first == start else text.find(" ", first) + 1
    part = text.find("; ", said.name.start, last)  # a list of documents goes on behind
    if said.relation is not Relation.REFERS and last < end and part > 0:
        return text[first:part]
    return text[first : text.rfind(" ", first, last) if last < end else last]
