"""Suggested questions come from what the documents hold, and only those that the program answers rightly are shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from assistant.answering.answer import Answer
from assistant.assistant import Assistant
from assistant.exchange import Exchange
from assistant.web.suggested_questions import Suggested, first_questions, is_right, next_questions
from assistant.web.suggestions import Suggestions, answered_rightly
from assistant.web.view import Waiting
from tests.invented_conversations import PLAN, abstaining_answer, cited_answer
from vectorstore.index import Index


def test_first_questions_are_of_goals_tasks_and_deadlines_of_different_documents(sample_index: Index) -> None:
    found = list(islice(first_questions(sample_index, language="vi"), 12))
    asked = [one.question for one in found]
    assert any("mục tiêu" in one for one in asked)
    assert any("chủ trì những nhiệm vụ nào trong" in one for one in asked)
    assert any("đến hạn trong quý" in one for one in asked)
    assert any(one.startswith("Thời hạn hoàn thành") for one in asked)
    assert not any("ký" in one.split() for one in asked)
    assert len({one.document for one in found[:6]}) >= 3
    assert all(len(one) <= 110 for one in asked)
    assert "Which tasks" in " ".join(one.question for one in islice(first_questions(sample_index, language="en"), 12))


def test_next_questions_go_on_with_the_task_and_the_document_of_the_answer(sample_index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = Assistant(sample_index)
    question = "Đơn vị nào chủ trì Chương trình 03?"
    answer = assistant.ask(question)
    found = list(next_questions(question, answer, index=sample_index, language="vi"))
    asked = [one.question for one in found]
    assert not any(one.startswith("Đơn vị nào phối hợp thực hiện Chương trình") for one in asked)  # the answer tells all cells of the task
    assert any("trong Kế hoạch 84/KH-UBND đến hạn" in one for one in asked)
    assert not any(one.startswith("Đơn vị nào chủ trì Chương trình") for one in asked)  # told already
    monkeypatch.setattr("assistant.web.suggestions._TRIED_NEXT", 2)
    suggestions = Suggestions(assistant, waiting=Waiting())
    shown = suggestions.after(Exchange(turn=1, question=question, answer=answer), conversation="c", language="vi")
    assert 1 <= len(shown) <= 3
    assert set(shown) <= set(asked)


def test_an_answer_is_right_where_it_cites_the_document_and_says_the_words() -> None:
    answer = cited_answer()
    assert is_right(Suggested(question="Ai?", document=PLAN.id, words="so xay dung"), answer)
    assert not is_right(Suggested(question="Ai?", document=PLAN.id, words="so y te"), answer)
    assert not is_right(Suggested(question="Ai?", document="another", words="so xay dung"), answer)
    assert not is_right(Suggested(question="Ai?", document=PLAN.id, goals=True), answer)
    assert not is_right(Suggested(question="Ai?", document=PLAN.id), abstaining_answer())


def test_only_what_is_answered_rightly_is_shown_and_no_more_than_wanted() -> None:
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return cited_answer() if "đúng" in question else abstaining_answer()

    def tried() -> Iterator[Suggested]:
        for text in ("đúng 1", "sai", "đúng 2", "đúng 3"):
            yield Suggested(question=text, document=PLAN.id, words="so xay dung")

    assert answered_rightly(tried(), ask=ask, wanted=2, seconds=60) == ("đúng 1", "đúng 2")
    assert asked == ["đúng 1", "sai", "đúng 2"]
    assert answered_rightly(tried(), ask=ask, wanted=4, seconds=0) == ("đúng 1",)


def test_nothing_is_suggested_after_an_answer_without_sources(sample_index: Index) -> None:
    suggestions = Suggestions(Assistant(sample_index), waiting=Waiting())
    for answer in (None, abstaining_answer()):
        assert suggestions.after(Exchange(turn=1, question="Ai?", answer=answer), conversation="c", language="vi") == ()
