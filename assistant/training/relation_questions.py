"""How a document stands to others, as facts to ask for: what it carries out, replaces or amends, by its own words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from assistant.answering.document_relations import evidence_of
from assistant.training.fact import Fact, label_of
from assistant.training.printed_words import is_clean
from assistant.training.quiz import QuestionKind
from ingest.document import Relation
from ingest.names.document_kinds import KINDS
from ingest.names.document_name import DocumentName, name_of_number
from ingest.text.vietnamese import fold
from vectorstore.held_relations import StatedRelation
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

_NEAR = 130
"""Characters before the number of the document that is carried out."""
_CARRIES_OUT = re.compile(r"\b(?:thuc hien|trien khai|cu the hoa|the che hoa)\b")
_CARRIED_OUT = frozenset("NQ CTr KH KL CT QĐ ĐA".split())
"""The kinds of documents that others carry out or change, beside laws and decrees."""
_KINDS = {Relation.IMPLEMENTS: QuestionKind.IMPLEMENTS, Relation.REPLACES: QuestionKind.REPLACES, Relation.AMENDS: QuestionKind.AMENDS}


def relation_facts(document: DocumentRecord, *, index: Index, named: Mapping[str, DocumentName]) -> Iterator[Fact]:
    """One fact for each way in which a document says that it stands to another; `named` are those that could be taken for it."""
    label = label_of(document, among=index.documents())
    own = name_of_number(document.number, date=document.date) if document.number else None
    if not label or own is None:
        return
    stated = [one for one in index.catalogue.relations.of_subject(own) if one.own and one.document_id == document.id]
    changes = any(one.relation is not Relation.IMPLEMENTS for one in stated)
    for relation, kind in _KINDS.items():
        if relation is Relation.IMPLEMENTS and changes:
            continue  # a document that changes another one carries out what that did: which of them is meant, would be a riddle
        first = next(
            (one for one in stated if one.relation is relation and (relation is not Relation.IMPLEMENTS or _is_purpose(one))), None
        )
        if first is not None and (fact := _fact(document, first, kind=kind, label=label, index=index, named_by_all=named)) is not None:
            yield fact


def _is_purpose(stated: StatedRelation) -> bool:
    """Whether the words say near their beginning which document is carried out: further on it is one of several, or a mere hope."""
    quote = " ".join(stated.quote.split())
    return 0 <= quote.find(stated.object.text) <= _NEAR and bool(_CARRIES_OUT.search(fold(quote)[: quote.find(stated.object.text)]))


def _fact(
    document: DocumentRecord,
    stated: StatedRelation,
    *,
    kind: QuestionKind,
    label: str,
    index: Index,
    named_by_all: Mapping[str, DocumentName],
) -> Fact | None:
    quote = evidence_of(stated, index=index)
    answer = _title(stated.object)
    if quote is None or not answer or not _is_whole(stated.object, quote.text) or fold(stated.object.text) in fold(label):
        return None
    if not is_clean(answer, document=document, page=quote.page) and document.ocr_confidence(quote.page) is not None:
        return None
    named = [name for one in index.references(document.id) if (name := name_of_number(one.number, date=one.date)) is not None]
    wrong: dict[str, None] = {}
    for other in _others(named_by_all, like=stated.object, until=document.date):
        title = _title(other)
        taken = (*named, stated.object, stated.subject)
        if title and (other.date is None) is (stated.object.date is None) and not any(other.number == name.number for name in taken):
            wrong.setdefault(title)
    return Fact(kind=kind, values={"document": label}, answer=answer, quote=quote, wrong=tuple(wrong)[:10])


def _title(name: DocumentName) -> str:
    """A document as an answer: "Nghị quyết số 29-NQ/TW ngày 17/11/2022"; "" for one of no known kind."""
    kind = next((kind.vietnamese for kind in KINDS if kind.code == name.kind), "")
    if not kind or "-QĐ/T" in name.text:  # of the Party: a decision or a regulation
        return ""
    date = f" ngày {name.date.day}/{name.date.month}/{name.date.year}" if name.date else ""
    return f"{kind[:1].upper()}{kind[1:].lower()} số {name.text}{date}"


def _is_whole(name: DocumentName, text: str) -> bool:
    """Whether a number stands in the words cited as it is, and not as the beginning of a longer one; of a line in capitals it cannot be
    told how it is written."""
    at = text.find(name.text)
    return at >= 0 and not text.isupper() and not (text[at + len(name.text) : at + len(name.text) + 1].strip(' .,;:)”"') or "")


def named_documents(index: Index) -> Mapping[str, DocumentName]:
    """The documents that the documents held name, by their numbers."""
    named: dict[str, DocumentName] = {}
    for record in index.documents():
        if record.ocr_confidence(None) is not None:
            continue
        for one in index.references(record.id):
            name = name_of_number(one.number, date=one.date)
            if name is not None and (name.date or one.number not in named) and any(char.islower() for char in one.quote):
                named[one.number] = name
    return named


def _others(named: Mapping[str, DocumentName], *, like: DocumentName, until: datetime.date | None) -> Iterator[DocumentName]:
    """Documents of the same kind as `like` first, and of these those that were there on the day `until`."""
    later = {number: bool(until and name.date and name.date > until) for number, name in named.items()}
    order = sorted(named.items(), key=lambda one: (one[1].kind != like.kind, one[1].kind not in _CARRIED_OUT, later[one[0]], one[0]))
    yield from (name for _, name in order)
