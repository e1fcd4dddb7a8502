"""A question is parsed once: later stages read what was found, and none reads its text again."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import assistant
from assistant.cli import main
from assistant.understanding.explaining import explained
from assistant.understanding.follow_up import Turn
from assistant.understanding.intent import Ask
from assistant.understanding.parsed_question import ParsedQuestion
from assistant.understanding.understand import understand
from vectorstore.index import Index

PACKAGE = Path(assistant.__file__).parent
_READS = {
    "fold",
    "search",
    "match",
    "fullmatch",
    "findall",
    "finditer",
    "sub",
    "split",
    "bodies_asked",
    "find_document_names",
    "asked_period",
}
"""What would read the text of a question."""


def test_all_that_later_stages_want_to_know_is_read_at_once(sample_index: Index) -> None:
    understood = understand("Những nhiệm vụ nào Sở Công Thương chủ trì theo Kế hoạch 84, hạn quý IV/2022?", history=(), index=sample_index)
    (reading,) = understood.readings
    assert reading.intent.many and reading.intent.wants(Ask.LEAD)
    assert reading.tasks is not None and reading.tasks.query.lead == "Sở Công Thương" and reading.tasks.query.due_to is not None
    assert (reading.manner, reading.numerals) == ("alone", ("84", "2022"))
    assert not understood.parts and not understood.sides


def test_a_header_a_relation_and_a_count_are_fields(sample_index: Index) -> None:
    def first(text: str) -> ParsedQuestion:
        return understand(text, history=(), index=sample_index).readings[0]

    assert first("Ai ký Kế hoạch 84 và ký ngày nào?").header == ("signer", "issue_date")
    assert first("Kế hoạch 84 có bao nhiêu chỉ tiêu chủ yếu?").counted >= {"chi", "tieu"}
    assert first("Ai là Chủ tịch Ủy ban nhân dân Thành phố?").offices == ("chu tich",)


def test_a_message_of_several_questions_has_a_reading_of_each(sample_index: Index) -> None:
    understood = understand("Ai ký Kế hoạch 84? Kế hoạch 85 ban hành ngày nào?", history=(), index=sample_index)
    assert [part.text for part in understood.parts] == ["Ai ký Kế hoạch 84?", "Kế hoạch 85 ban hành ngày nào?"]
    assert [part.readings[0].header for part in understood.parts] == [("signer",), ("issue_date",)]


def test_how_a_follow_up_is_understood_can_be_read(sample_index: Index) -> None:
    history = [Turn(question="Đơn vị nào chủ trì Chương trình 03?", answer="Sở Xây dựng.")]
    said = explained(understand("còn chương trình 04 thì sao?", history=history, index=sample_index))
    for part in ("question: Đơn vị nào chủ trì chương trình 04?", "asks for: lead", "documents named: chương trình 04"):
        assert part in said


def test_the_command_line_explains(sample_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(sample_home))
    assert main(["ask", "--explain", "--json", "Ai ký Kế hoạch 84?"]) == 2
    assert "--explain goes with one question" in capsys.readouterr().err


def test_no_later_stage_reads_the_question_again() -> None:
    """What answers may compare a question's words with others; to find out what it asks is for the package `understanding` alone. The
    checks of a chat model's words, which look for the question's own words in them, stand in `checking` and `chat_model`."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        if {"understanding", "checking", "chat_model"} & set(path.parts):
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and _name(call.func) in _READS and any(map(_is_question, call.args)):
                found.append(f"{path.relative_to(PACKAGE)}:{call.lineno}")
    assert found == []


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def _is_question(argument: ast.expr) -> bool:
    """Whether an argument is the text of a question: `question.restored`, `parsed.question.text`."""
    return isinstance(argument, ast.Attribute) and argument.attr in ("restored", "text") and "question" in ast.unparse(argument.value)
