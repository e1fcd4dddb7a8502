"""Abbreviations that a document explains, as facts to ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.explained_terms import ExplainedTerm, explained_terms
from assistant.training.fact import Fact, label_of
from assistant.training.printed_words import is_clean
from assistant.training.quiz import QuestionKind
from ingest.document import DocumentId
from ingest.names.body_spellings import JOINING
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

_SHORT = re.compile(r"[A-ZĐ][A-ZĐ&-]{1,11}")
_LONGEST = 120
_JOINING = frozenset(map(fold, JOINING)) | {"cua"}


class TermFacts:
    """The abbreviations that the documents held explain. Looks at each document once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lines: dict[DocumentId, tuple[ExplainedTerm, ...]] = {}

    def of(self, document: DocumentRecord) -> Iterator[Fact]:
        """The abbreviations of one document, those alone that no other one held writes out in other words."""
        label = label_of(document, among=self._index.documents())
        own = self._terms(document.id) if label else ()
        if not own:
            return
        others = [line for record in self._index.documents() if record.id != document.id for line in self._terms(record.id)]
        for line in own:
            if any(one.term == line.term and fold(one.meaning) != fold(line.meaning) for one in (*own, *others)):
                continue
            wrong: dict[str, str] = {}
            for other in sorted(
                (*own, *others), key=lambda one: (abs(len(one.term) - len(line.term)), one.term[0] != line.term[0], one.term)
            ):
                if other.term != line.term and fold(other.meaning) != fold(line.meaning):
                    wrong.setdefault(fold(other.meaning), other.meaning)
            values = {"document": label, "subject": line.term}
            yield Fact(kind=QuestionKind.TERM, values=values, answer=line.meaning, quote=line.quote, wrong=tuple(wrong.values())[:8])

    def _terms(self, document_id: DocumentId) -> tuple[ExplainedTerm, ...]:
        if document_id not in self._lines:
            record = self._index.document(document_id)
            lines = explained_terms(record, self._index.passages(document_id)) if record else ()
            self._lines[document_id] = tuple(
                line
                for line in lines
                if record
                and _SHORT.fullmatch(line.term)
                and len(line.meaning) <= _LONGEST
                and has_initials(line.meaning, line.term)
                and is_clean(line.meaning, document=record, page=line.quote.page)
            )
        return self._lines[document_id]


def has_initials(meaning: str, short: str) -> bool:
    """Whether an abbreviation is made of the first letters of its meaning, joining words ("và", "của") aside: "TTHC" is of "thủ tục hành
    chính", "GDP" is not of "tổng sản phẩm trong nước", and the words before "(EGDI)" may be of anything."""
    letters = [char for char in fold(short) if char.isalpha()]
    words = list(re.findall(r"[^\W\d_]+", fold(meaning)))
    plain = [word[0] for word in words if word not in _JOINING]
    return letters in ([word[0] for word in words], plain)
