import math
from typing import Any

import ir_measures
import pytest

from evals.scoring.ranking import evidence_within, holds, needed, ranking_measures, ranks_of
from evals.sets.gold import GoldCase

QUOTES = ("Xây dựng Đề án thu gom nước thải trên các sông nội đô", "Lập danh mục nhà xưởng cũ có thể chuyển đổi công năng")


def case(kind: str = "deadline", *, page: int | None = 4) -> GoldCase:
    evidence = [{"document": "a.pdf", "page": page, "quote": quote} for quote in QUOTES]
    return GoldCase.model_validate({"id": "x", "question": "?", "kind": kind, "evidence": evidence})


def passage(text: str, *, document: str = "a.pdf", page: int | None = 4) -> dict[str, Any]:
    return {"document": document, "page": page, "text": text}


OTHER = passage("Kinh phí thực hiện do ngân sách thành phố bảo đảm theo quy định")
FIRST, SECOND = (passage(f"7 | {quote} | Sở Xây dựng") for quote in QUOTES)


def test_any_evidence_will_do_but_of_a_list_filter_or_conflict_each_is_needed() -> None:
    assert len(needed(case("deadline"))) == 1
    assert [len(needed(case(kind))) for kind in ("list", "filter", "conflict")] == [2, 2, 2]
    assert needed(GoldCase.model_validate({"id": "u", "question": "?", "answerable": False})) == ()
    assert ranks_of(case(), (OTHER, SECOND, FIRST)) == (2,)
    assert ranks_of(case("filter"), (OTHER, SECOND, FIRST)) == (3, 2)


def test_a_passage_holds_evidence_in_its_document_on_its_page_or_the_next_to_it() -> None:
    evidence = case().evidence[0]
    assert holds(FIRST, evidence)
    assert holds({**FIRST, "page": 3}, evidence) and holds({**FIRST, "page": 5}, evidence)
    assert not holds({**FIRST, "page": 6}, evidence)
    assert not holds({**FIRST, "document": "b.pdf"}, evidence)
    assert holds({**FIRST, "page": 9}, case(page=None).evidence[0])


def test_a_neighbouring_row_with_most_of_the_words_does_not_hold_it() -> None:
    evidence = case().evidence[0]
    assert not holds(passage("8 | Xây dựng Đề án thu gom nước thải tại các làng nghề ven đô"), evidence)
    assert holds(passage("7 | Xây dựng Đề án thu gom\nnước thải trên các  sông nội đô | 2026"), evidence)


def test_only_the_first_ten_passages_count() -> None:
    assert ranks_of(case(), (*[OTHER] * 10, FIRST)) == (None,)


def test_measures_of_one_item() -> None:
    assert ranking_measures((1,)) == (1.0, 1.0)
    assert ranking_measures((4,)) == pytest.approx((0.25, 1 / math.log2(5)))
    assert ranking_measures((None,)) == (0.0, 0.0)


def test_measures_of_several_items_agree_with_their_definition() -> None:
    gains = 1 / math.log2(3) + 1 / math.log2(6)
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert ranking_measures((5, None, 2)) == pytest.approx((0.5, gains / ideal))


def test_a_passage_that_holds_two_items_is_the_best_there_can_be() -> None:
    assert ranking_measures((1, 1)) == (1.0, 1.0)


def test_evidence_within_is_recall() -> None:
    ranks = (5, None, 2, 1)
    relevant = {"q": {f"rank {rank}" if rank else "missing": 1 for rank in ranks}}
    listed = {"q": {f"rank {rank}": float(-rank) for rank in range(1, 11)}}
    for k in (1, 3, 5, 10):
        measure = ir_measures.R @ k
        assert evidence_within(ranks, k=k) == pytest.approx(ir_measures.calc_aggregate([measure], relevant, listed)[measure])
    assert evidence_within((), k=3) is None
