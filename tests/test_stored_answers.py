"""An answer that was kept shows the same as before, and one that cannot be read any more still says what it said."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.answering.answer import Answer, Citation
from assistant.answering.compose import Draft
from assistant.answering.quote import Quote
from assistant.answering.statement import Statement
from assistant.conversations.stored_answers import restored, stored
from ingest.passage import PassageKind
from tests.invented_conversations import HOSTILE, PLAN, TEXT, abstaining_answer, cited_answer, hit

QUESTION = "Ai chủ trì chương trình 05?"


def again(answer: Answer) -> Answer:
    return restored(stored(answer), question="another question")


def quoting(text: str) -> Answer:
    """An answer that quotes the whole of a passage."""
    draft = Draft(language="vi")
    draft.say("quoted", Quote(held=hit(text=text), start=0, end=len(text)))
    return Answer(question=QUESTION, statements=tuple(draft.statements), language="vi", mode="extractive", abstained=False)


def test_an_answer_comes_back_with_the_passages_that_it_cites_and_no_others() -> None:
    answer = cited_answer()
    back = again(answer)
    assert answer.retrieval is not None
    assert back.retrieval == replace(answer.retrieval, hits=(), found_count=None)
    assert [one.passage_id[-4:] for one in back.citations] == ["0001", "0004"]
    assert [one.quote for one in back.citations] == [one.quote for one in answer.citations]
    assert (back.text, back.understood, back.confidence) == (answer.text, answer.understood, answer.confidence)
    first = back.citations[0].held
    assert (first.passage, first.document, first.tasks) == (hit().passage, PLAN, ())
    assert first.passage.kind is PassageKind.PROSE


def test_an_answer_kept_twice_is_written_the_same() -> None:
    assert stored(again(cited_answer())) == stored(cited_answer())


def test_passages_that_are_perhaps_useful_come_back() -> None:
    back = again(abstaining_answer())
    assert back.abstained
    assert [one.passage.text for one in back.useful] == [TEXT]
    assert back.retrieval is not None
    assert back.retrieval.hits == ()


def test_an_answer_without_a_retrieval_comes_back() -> None:
    greeting = Answer(question="Chào", statements=(Statement(frame="greeting"),), language="vi", mode="none", abstained=False)
    assert again(greeting) == greeting


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        unicodedata.normalize("NFC", "Ủy ban Hoà Bình, đường Ðà Nẵng"),
        unicodedata.normalize("NFD", "Ủy ban Hoà Bình, đường Ðà Nẵng"),
        "\x00\x1f điều khiển \u2028 \u202e ngược",
        "theo điều 3 [12] và [1] của văn bản",
        "😀 ngoài mặt phẳng cơ bản",
    ],
)
def test_words_of_documents_come_back_to_the_letter(text: str) -> None:
    back, before = again(quoting(text)), quoting(text)
    assert (back.text, back.citations[0].quote) == (before.text, text)
    assert back.citations[0].decisive == before.citations[0].decisive


def test_halves_of_characters_become_one_sign_each() -> None:
    back = again(quoting("nửa \ud83d ký tự \udc00 thôi"))
    assert back.citations[0].quote == "nửa \ufffd ký tự \ufffd thôi"
    assert back.citations[0].decisive == ()


def changed(change: Callable[[dict[str, Any]], object]) -> Answer:
    """A stored answer, changed as another version of the program may write it, and read."""
    data = json.loads(stored(replace(cited_answer(), note="stopped")))
    change(data)
    return restored(json.dumps(data), question=QUESTION)


def test_what_a_newer_program_adds_is_left_out() -> None:
    back = changed(lambda data: (data.update(feeling="sure"), data["statements"][0].update(colour="red"), data["retrieval"].update(x=1)))
    assert back == replace(again(cited_answer()), note="stopped")


def test_what_an_older_program_did_not_write_has_its_default() -> None:
    back = changed(lambda data: [data.pop(name) for name in ("note", "understood", "dropped", "confidence", "certain", "seconds")])
    assert (back.note, back.understood, back.dropped) == (None, (), 0)
    assert len(back.citations) == 2


def test_a_note_that_is_not_known_costs_nothing_else() -> None:
    back = changed(lambda data: data.update(note="model_tired", understood={"parts": []}))
    assert (back.note, back.understood) == (None, ())
    assert len(back.citations) == 2


def earlier(change: Callable[[dict[str, Any]], object] = lambda data: None) -> str:
    """The same answer as it was kept when an answer was a text with citations."""
    answer = cited_answer()
    assert answer.retrieval is not None
    data = json.loads(stored(answer))
    hits = [{**one["held"], "score": 0.9, "dense": 0.9, "lexical": 4.0} for line in data["statements"] for one in line["quotes"]]
    del data["statements"], data["certain"]
    data["retrieval"] = {**data["retrieval"], "hits": hits, "found_count": 1}
    data["text"] = answer.text
    data["citations"] = [
        {
            "n": one.n, "passage_id": one.passage_id, "document_id": one.document_id, "document": one.document, "number": one.number,
            "title": one.title, "date": one.date and one.date.isoformat(), "page": one.page, "quote": one.quote, "start": one.start,
            "end": one.end, "decisive": one.decisive,
        }
        for one in answer.citations
    ]  # fmt: skip
    change(data)
    return json.dumps(data, ensure_ascii=False)


def test_an_answer_that_was_kept_as_text_with_citations_shows_the_same() -> None:
    back = restored(earlier(), question=QUESTION)
    answer = again(cited_answer())
    assert (back.text, back.citations, back.understood) == (answer.text, answer.citations, answer.understood)
    assert [run.text for line in back.lines for run in line.runs if run.bold] == ["Sở Xây dựng", "tháng 6 năm 2024"]


def test_asterisks_and_brackets_of_a_document_stay_words_in_an_answer_kept_as_text() -> None:
    def quoted(data: dict[str, Any]) -> None:
        data["text"] = f"Văn bản ghi: “{' '.join(TEXT.split())}” [1]"

    back = restored(earlier(quoted), question=QUESTION)
    assert [run.bold for line in back.lines for run in line.runs if "đậm" in run.text] == [False]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(mode="oracle"),
        lambda data: data["retrieval"]["hits"].clear(),
        lambda data: data["retrieval"]["hits"][0]["passage"].update(text="khác"),
        lambda data: data["retrieval"]["hits"][0]["passage"].pop("kind"),
        lambda data: data["citations"][0].update(start="đầu"),
        lambda data: data.update(retrieval=None),
        lambda data: data.pop("abstained"),
    ],
)
def test_what_cannot_be_read_becomes_plain_text_with_its_sources(change: Callable[[dict[str, Any]], object]) -> None:
    back = restored(earlier(change), question=QUESTION)
    assert (back.question, back.citations, back.retrieval, back.mode) == (QUESTION, (), None, "none")
    shown, *sources = back.text.split("\n(1) ")
    assert shown.startswith("Đơn vị chủ trì: **Sở Xây dựng** (1).\nKế hoạch ghi: “Thời hạn: **tháng 6 năm 2024**.” (2)")
    assert sources[0].startswith(
        "Kế hoạch <b>nhà ở</b> *xã hội*, 12/KH-UBND, 2024-03-05: “Sở Xây dựng chủ trì Chương trình số 05. <script>"
    )
    assert sources[0].endswith("\n(2) Kế hoạch <b>nhà ở</b> *xã hội*, 12/KH-UBND, 2024-03-05: “Thời hạn: tháng 6 năm 2024.”")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["statements"][0].update(frame="a frame of tomorrow"),
        lambda data: data["statements"][0]["values"].clear(),
        lambda data: data["statements"][0].update(quotes=[]),
        lambda data: data["statements"][0]["quotes"][0].update(end=10**6),
    ],
)
def test_statements_that_cannot_be_read_say_what_they_said(change: Callable[[dict[str, Any]], object]) -> None:
    back = changed(change)
    assert (back.question, back.citations, back.mode) == (QUESTION, (), "none")
    assert "Sở Xây dựng" in back.text or "tháng 6 năm 2024" in back.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("{", "{"),
        ("null", "null"),
        ("5", "5"),
        ('"chữ [2]"', "chữ (2)"),
        ('{"text": "Có", "citations": {"n": 1}, "language": "en"}', "Có"),
        ('{"text": "Có", "citations": [null, {"quote": 5}, {"n": 3, "title": {}, "quote": "lời"}]}', "Có\n(?) \n(3) : “lời”"),
        ('{"answer": {"text": "kiểu mới"}}', '{"answer": {"text": "kiểu mới"}}'),
    ],
)
def test_whatever_is_in_the_file_gives_an_answer(text: str, shown: str) -> None:
    back = restored(text, question=QUESTION)
    assert (back.question, back.text) == (QUESTION, shown)


def test_deeply_nested_text_gives_an_answer() -> None:
    assert restored("[" * 100_000, question=QUESTION).text.startswith("[[[")


def test_every_citation_keeps_every_field() -> None:
    one = cited_answer().citations[0]
    back = again(cited_answer()).citations[0]
    names = [name for name, value in vars(Citation).items() if isinstance(value, property) and name != "held"]
    assert {name: getattr(back, name) for name in names} == {name: getattr(one, name) for name in names}
    assert {name for name in names if getattr(one, name) in (None, "")} == set()
