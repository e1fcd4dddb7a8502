from pathlib import Path

import pytest

from assistant.cases import Case, read_cases
from assistant.errors import CasesError
from evals.gold import GoldCase
from evals.scoring import score, states


def test_a_bad_line_is_reported_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": "a", "question": "Ai?"}\nnot json\n\n{"id": "b"}\n{"id": 4, "question": "Gì?"}\n', encoding="utf-8")
    read = list(read_cases(path))
    assert [case.id if isinstance(case, Case) else "bad" for case in read] == ["a", "bad", "bad", "4"]
    assert "Line 2" in str(read[1])
    assert "Line 4" in str(read[2])
    assert "question" in str(read[2])


def test_a_file_that_is_not_there_or_not_text_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match="cannot be read"):
        list(read_cases(tmp_path / "none.jsonl"))
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(CasesError, match="UTF-8"):
        list(read_cases(tmp_path / "binary.jsonl"))


def test_facts_match_as_whole_words_whatever_the_case() -> None:
    assert states("Theo kế hoạch: “**Sở xây dựng** chủ trì” [1]", "Sở Xây dựng")
    assert not states("đến năm 2025", "25")
    assert not states("đạt 8.300 USD", "300")
    assert states("thuỷ lợi", "thủy lợi")


CASE = GoldCase.model_validate(
    {
        "id": "x", "question": "Ai?", "facts": [["Sở Y tế"], ["2025"]], "forbidden": ["Sở Nội vụ"],
        "evidence": [{"document": "a.pdf", "page": 2, "quote": "Sở Y tế chủ trì đề án"}],
    }
)  # fmt: skip
CITATION = {"document": "a.pdf", "page": 2, "quote": "giao Sở Y tế chủ trì đề án, xong năm 2025"}


def test_a_right_answer_holds_all_facts_and_cites_right_evidence() -> None:
    assert score(CASE, {"answer": "Sở Y tế, 2025 [1]", "abstained": False, "citations": [CITATION]}).right
    assert not score(CASE, {"answer": "Sở Y tế [1]", "abstained": False, "citations": [CITATION]}).right
    assert not score(CASE, {"answer": "Sở Y tế, Sở Nội vụ, 2025", "abstained": False, "citations": [CITATION]}).right
    assert not score(CASE, {"answer": "Sở Y tế, 2025 [1]", "abstained": False, "citations": [{**CITATION, "page": 4}]}).right
    assert not score(CASE, {"answer": "Sở Y tế, 2025 [1]", "abstained": True, "citations": [CITATION]}).right
