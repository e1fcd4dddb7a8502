"""Answers to parts made one: each citation once, the marks numbered through."""

from __future__ import annotations

import dataclasses

from assistant.answering.answer import Answer
from assistant.answering.merging import merged
from ingest.passage import Passage, PassageKind
from tests.written_statements import quote_of, said
from vectorstore.retrieval import DocumentRecord, Hit, Question, Retrieval

TEXTS = {
    "a": "Xã Đồi Chè trồng 20 vườn [1] theo mùa.",
    "b": "Xã Bến Gỗ trồng 35 vườn.",
}


def hit(key: str) -> Hit:
    text = TEXTS[key]
    passage = Passage(id=f"{key}-0001", document_id=key, ordinal=1, kind=PassageKind.PROSE, text=text, start=0, end=len(text))
    return Hit(passage=passage, document=DocumentRecord(id=key, name=f"{key}.txt", title=key), score=1.0, dense=0.0, lexical=0.0)


def answer(text: str, *keys: str, confidence: float = 0.9) -> Answer:
    question = Question(text="?", language="vi", accented=1.0, restored="?")
    hits = tuple(hit(key) for key in keys)
    return Answer(
        question="?", statements=said(text, *(quote_of(one, one.passage.text) for one in hits)), language="vi", mode="extractive",
        abstained=False, confidence=confidence, retrieval=Retrieval(question=question, hits=hits),
    )  # fmt: skip


def test_citations_are_numbered_through() -> None:
    whole = merged([answer("Một: ... [1]", "a"), answer("Hai: ... [1].", "b")], question="cả hai")
    assert whole.text == "Một: ... [1]\nHai: ... [2]."
    assert [(one.n, one.document_id) for one in whole.citations] == [(1, "a"), (2, "b")]
    assert whole.question == "cả hai"
    assert whole.retrieval is not None
    assert [one.passage.document_id for one in whole.retrieval.hits] == ["a", "b"]


def test_a_place_cited_twice_is_one_citation() -> None:
    whole = merged([answer("Một [1]", "a"), answer("Hai [1] [2]", "b", "a")], question="?")
    assert whole.text == "Một [1]\nHai [2] [1]"
    assert [one.document_id for one in whole.citations] == ["a", "b"]


def test_the_same_line_is_said_once() -> None:
    whole = merged([answer("Nguồn: ... [1]", "a"), answer("Nguồn: ... [1]", "a")], question="?")
    assert whole.text == "Nguồn: ... [1]"


def test_a_whole_is_as_sure_as_its_weakest_part() -> None:
    parts = [answer("Một [1]", "a", confidence=0.9), answer("Hai [1]", "b", confidence=0.6)]
    assert merged(parts, question="?").confidence == 0.6
    alone = merged(parts[:1], question="?")
    assert dataclasses.replace(alone, question="?") == parts[0]
