from pathlib import Path

import pytest

from assistant.command_line.cases import Case, read_cases
from assistant.errors import CasesError


def test_a_bad_line_is_reported_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": "a", "question": "Ai?"}\nnot json\n\n{"id": "b"}\n{"id": 4, "question": "Gì?"}\n', encoding="utf-8")
    read = list(read_cases(path))
    assert [case.id if isinstance(case, Case) else "bad" for case in read] == ["a", "bad", "bad", "4"]
    assert "Line 2" in str(read[1])
    assert "Line 4" in str(read[2])
    assert "question" in str(read[2])


def test_a_question_may_hold_marks_that_end_a_line_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes('{"id": "a", "question": "Ai\u2028chủ trì\u0085 việc này?"}\r\n{"id": "b", "question": "Gì?"}'.encode())
    assert [(case.id, case.question) for case in read_cases(path) if isinstance(case, Case)] == [
        ("a", "Ai\u2028chủ trì\u0085 việc này?"), ("b", "Gì?"),
    ]  # fmt: skip


def test_a_file_that_is_not_there_or_not_text_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match="cannot be read"):
        list(read_cases(tmp_path / "none.jsonl"))
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(CasesError, match="UTF-8"):
        list(read_cases(tmp_path / "binary.jsonl"))
