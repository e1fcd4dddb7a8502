from typing import Any

import pytest

from evals.scoring.case_score import score, supports
from evals.scoring.cited_sentences import cited_sentences
from evals.sets.gold import GoldCase

CASE = GoldCase.model_validate(
    {
        "id": "x", "question": "Ai?", "facts": [["Sở Y tế"], ["2025"]], "forbidden": ["Sở Nội vụ"],
        "evidence": [{"document": "a.pdf", "page": 2, "quote": "Sở Y tế chủ trì đề án"}],
    }
)  # fmt: skip
UNANSWERABLE = GoldCase.model_validate({"id": "u", "question": "Ai?", "answerable": False, "kind": "unanswerable"})
CITATION = {"document": "a.pdf", "page": 2, "quote": "giao Sở Y tế chủ trì đề án, xong năm 2025"}
PASSAGE = {"document": "a.pdf", "page": 2, "text": "Điều 3. giao Sở Y tế chủ trì đề án, xong năm 2025."}


def answered(text: str, *citations: dict[str, Any], abstained: bool = False) -> dict[str, Any]:
    return {"answer": text, "abstained": abstained, "citations": list(citations), "seconds": 0.5}


def listing(kind: str) -> GoldCase:
    """A case with two items of evidence on one page, each with a fact of its own."""
    evidence = [{"document": "a.pdf", "page": 2, "quote": f"Nhiệm vụ {what}"} for what in ("rà soát quỹ đất công", "sửa chữa đường gom")]
    facts = [["quỹ đất công"], ["đường gom"]]
    return GoldCase.model_validate({"id": "l", "question": "Gì?", "kind": kind, "facts": facts, "evidence": evidence})


def test_a_right_answer_holds_all_facts_and_cites_right_evidence() -> None:
    assert score(CASE, answered("Sở Y tế, năm 2025 [1]", CITATION)).right
    assert not score(CASE, answered("Sở Y tế [1]", CITATION)).right
    assert not score(CASE, answered("Sở Y tế, Sở Nội vụ, 2025 [1]", CITATION)).right
    assert not score(CASE, answered("Sở Y tế, 2025 [1]", {**CITATION, "page": 4})).right
    assert not score(CASE, answered("Sở Y tế, 2025 [1]", {**CITATION, "document": "b.pdf"})).right
    assert not score(CASE, answered("Sở Y tế, 2025 [1]", CITATION, abstained=True)).right


def test_what_a_case_declined_says_is_not_looked_at() -> None:
    scored = score(CASE, answered("Không tìm thấy; Sở Nội vụ, Sở Y tế.", CITATION, abstained=True))
    assert (scored.facts, scored.forbidden, scored.citations, scored.sentences) == (0, (), 0, 0)
    assert score(UNANSWERABLE, answered("Không tìm thấy.", abstained=True)).right
    assert not score(UNANSWERABLE, answered("Sở Y tế [1]", CITATION)).right


def test_a_question_that_failed_is_neither_answered_nor_declined() -> None:
    for case in (CASE, UNANSWERABLE):
        failed = score(case, answered("Sở Y tế, 2025 [1]", CITATION, abstained=True), error="The program failed.")
        assert (failed.abstained, failed.given, failed.right, failed.facts) == (False, False, False, 0)


def test_a_citation_supports_with_the_words_of_the_evidence_or_a_fact_on_its_page() -> None:
    assert supports(CITATION, CASE)
    assert supports({**CITATION, "quote": "3 | Đề án | Sở Y tế | Tháng 9"}, CASE)
    assert supports({**CITATION, "quote": "chủ trì đề án"}, CASE)
    assert not supports({**CITATION, "quote": "Sở Nội vụ chủ trì đề án khác"}, CASE)


def test_a_quote_from_the_page_before_supports_only_where_it_runs_over() -> None:
    assert supports({**CITATION, "page": 1}, CASE)
    assert not supports({**CITATION, "page": 1, "quote": "Sở Y tế báo cáo hằng năm"}, CASE)
    assert not supports({**CITATION, "page": 3}, CASE)


def test_of_a_source_without_pages_the_words_are_enough() -> None:
    case = CASE.model_copy(update={"evidence": (CASE.evidence[0].model_copy(update={"page": None}),)})
    assert supports({**CITATION, "page": None}, case)


@pytest.mark.parametrize(("kind", "cited"), (("filter", 0.5), ("list", 0.5), ("conflict", 0.5), ("number", 1.0)))
def test_a_list_needs_each_evidence_other_questions_any(kind: str, cited: float) -> None:
    row = {"document": "a.pdf", "page": 2, "quote": "1 | Nhiệm vụ rà soát quỹ đất công | Sở Tài chính"}
    scored = score(listing(kind), answered("rà soát quỹ đất công [1]", row))
    assert (scored.evidence_cited, scored.citations_right, scored.facts) == (cited, 1, 1)


def test_precision_counts_each_citation() -> None:
    scored = score(CASE, answered("Sở Y tế [1], 2025 [2]", CITATION, {**CITATION, "page": 9}))
    assert (scored.citations, scored.citations_right) == (2, 1)


def test_passages_are_ranked_where_they_were_recorded() -> None:
    other = {**PASSAGE, "text": "Điều 4. Kinh phí do ngân sách bảo đảm."}
    scored = score(CASE, answered("Sở Y tế [1]", CITATION), (other, PASSAGE))
    assert (scored.ranks, scored.reciprocal_rank) == ((2,), 0.5)
    assert score(CASE, answered("Sở Y tế [1]", CITATION)).ranks == ()
    assert score(CASE, answered("Sở Y tế [1]", CITATION), ()).ranks == (None,)
    assert score(UNANSWERABLE, answered("Không", abstained=True), (PASSAGE,)).ranks == ()


def test_reading_is_measured_on_the_decisive_words() -> None:
    case = CASE.model_copy(update={"answers": ("Sở Y tế",)})
    right = score(case, answered("Đơn vị chủ trì: **Sở Y tế** [1].", CITATION))
    assert (right.exact_match, right.f1) == (1.0, 1.0)
    quoted = score(case, answered("Theo a: “giao Sở Y tế chủ trì đề án” [1]", CITATION))
    assert quoted.exact_match == 0.0
    assert quoted.f1 is not None and 0 < quoted.f1 < 1
    assert score(CASE, answered("Sở Y tế [1]", CITATION)).f1 is None


@pytest.mark.parametrize(
    ("text", "counted"),
    (
        ("Đơn vị chủ trì: **Bộ Y tế** [1].\nNhiệm vụ này trong Nghị quyết 97/NQ-CP (6/4/2026, trang 4): “Đề án” [1]", (2, 2)),
        ("Có 2 nhiệm vụ:\n- 1.1. Rà soát. – chủ trì: Bộ Y tế. Nghị quyết 9 [1]\n  - thời hạn: 2026 [2]", (2, 2)),
        ("Theo A: “Một câu. Hai câu. Ba câu.” [1]", (1, 1)),
        ("Theo A: “ghi nhận: “Hai mươi tham luận. Sáu sở.” [1]", (1, 1)),
        ("Thời hạn: **Ban hành trong Quý II/2026. Cập nhật thường xuyên** [1].", (1, 1)),
        ("Bộ Y tế chủ trì [1]. Bộ Tài chính phối hợp. Hạn là 2026 [2].", (3, 2)),
        ("Bộ Y tế chủ trì. [1] Bộ Tài chính phối hợp. [2]", (2, 2)),
        ("The Ministry of Health leads. [1][2] It is due in 2026.", (2, 1)),
        ("Chủ tịch UBND TP. Hà Nội ký [1].", (1, 1)),
        ("", (0, 0)),
    ),
)
def test_sentences_are_counted_with_their_marks(text: str, counted: tuple[int, int]) -> None:
    assert cited_sentences(text) == counted
