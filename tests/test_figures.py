import random
import time
from typing import Any

import pytest

from evals.scoring.case_score import CaseScore
from evals.scoring.figures import MEASURES, Figure, Summary, summarise
from evals.scoring.intervals import difference, interval


def scored(**given: Any) -> CaseScore:
    usual = {
        "id": "x", "kind": "deadline", "style": "accented", "language": "vi", "answerable": True, "documents": ("a.pdf",),
        "abstained": False,
        "facts": 1, "facts_needed": 1, "citations": 1, "citations_right": 1, "evidence_cited": 1.0, "sentences": 2, "sentences_cited": 2,
        "ranks": (1,), "reciprocal_rank": 1.0, "ndcg": 1.0, "seconds": 0.1,
    }  # fmt: skip
    return CaseScore(**{**usual, **given})


RIGHT = scored()
MISSING = scored(facts=1, facts_needed=2, citations=4, citations_right=1, sentences_cited=1, ranks=(4,), reciprocal_rank=0.25, ndcg=0.43)
DECLINED = scored(abstained=True, facts=0, citations=0, citations_right=0, evidence_cited=0.0, sentences=0, sentences_cited=0)
UNKNOWN = scored(kind="unanswerable", answerable=False, abstained=True, documents=(), facts=0, facts_needed=0, ranks=(), sentences=0)
INVENTED = scored(kind="unanswerable", answerable=False, documents=(), facts_needed=0, ranks=(), citations_right=0)


def figure(summary: Summary, measure: str) -> Figure:
    return next(item for item in summary.figures if item.measure == measure)


@pytest.mark.parametrize(
    ("measure", "hits", "count"),
    (
        ("facts_and_cited", 1, 3), ("facts", 1, 3), ("fact_share", 1.5, 3), ("cited_of_given", 2, 2), ("citation_precision", 1.25, 2),
        ("evidence_cited", 2, 2), ("sentences_cited", 2.5, 3), ("evidence_at_1", 2, 3), ("evidence_at_3", 2, 3), ("evidence_at_5", 3, 3),
        ("mrr", 2.25, 3), ("declined", 1, 2), ("declined_precision", 1, 2), ("declined_wrongly", 1, 3), ("forbidden", 0, 0), ("f1", 0, 0),
    ),
)  # fmt: skip
def test_a_measure_is_the_mean_over_the_cases_that_count(measure: str, hits: float, count: int) -> None:
    given = [RIGHT, MISSING, DECLINED, UNKNOWN, INVENTED]
    if measure in ("mrr", "evidence_at_1", "evidence_at_3", "evidence_at_5"):
        given = [case if case.answerable else scored(answerable=False, ranks=(), reciprocal_rank=None) for case in given]
    found = figure(summarise(given), measure)
    assert found.count == count
    assert found.hits == pytest.approx(hits)
    if count:
        assert found.value == pytest.approx(hits / count)
        assert found.low is not None and found.value is not None and found.high is not None
        assert 0 <= found.low <= found.value <= found.high <= 1
    else:
        assert (found.value, found.low, found.high) == (None, None, None)


def test_forbidden_words_count_only_where_a_case_lists_some() -> None:
    given = [RIGHT, scored(forbidden_listed=2), scored(forbidden_listed=1, forbidden=("Sở Nội vụ",))]
    found = figure(summarise(given), "forbidden")
    assert (found.hits, found.count) == (1, 2)


def test_slices_hold_the_cases_alike_in_one_thing() -> None:
    both = scored(kind="conflict", style="unaccented", documents=("a.pdf", "b.pdf"))
    summary = summarise([RIGHT, both, UNKNOWN])
    counts = {(item.name, item.value): item.count for item in summary.slices}
    assert counts == {
        ("kind", "conflict"): 1, ("kind", "deadline"): 1, ("kind", "unanswerable"): 1, ("style", "accented"): 2, ("style", "unaccented"): 1,
        ("language", "vi"): 3, ("document", "a.pdf"): 2, ("document", "b.pdf"): 1, ("answerable", "yes"): 2, ("answerable", "no"): 1,
        ("turn", "first"): 3, ("mode", "none"): 3,
    }  # fmt: skip
    assert [item.measure for item in summary.slices[0].figures] == list(MEASURES)


def test_latency_leaves_out_what_failed() -> None:
    latency = summarise([scored(seconds=second) for second in (1.0, 2.0, 3.0)] + [scored(seconds=0.0, error="no")]).latency
    assert latency.p50 == 2.0
    assert latency.p95 == pytest.approx(2.9)
    assert summarise([]).latency.p50 is None


def test_measures_say_which_way_is_better() -> None:
    assert {name for name, measure in MEASURES.items() if measure.better == "lower"} == {"forbidden", "declined_wrongly"}
    assert all(measure.name == name for name, measure in MEASURES.items())


def test_an_interval_narrows_with_more_cases_and_is_always_the_same() -> None:
    few, many = interval([1.0, 0.0, 1.0, 1.0] * 5), interval([1.0, 0.0, 1.0, 1.0] * 50)
    assert few == interval([0.0, 1.0, 1.0, 1.0] * 5)
    assert few[0] < many[0] < 0.75 < many[1] < few[1]
    graded = interval([0.25, 0.5, 1.0, 0.0] * 10)
    assert graded == interval([0.0, 1.0, 0.5, 0.25] * 10)
    assert 0.3 < graded[0] < 0.4375 < graded[1] < 0.6


def test_zeros_and_ones_have_the_interval_that_drawing_would_give() -> None:
    chance = random.Random(7)
    values = [1.0] * 33 + [0.0] * 17
    means = sorted(sum(chance.choices(values, k=50)) / 50 for _ in range(4000))
    assert interval(values) == pytest.approx((means[100], means[3899]), abs=0.021)  # one step of 1/50


@pytest.mark.parametrize(
    ("values", "low", "high"), (([1.0] * 20, 0.84, 1.0), ([0.0] * 20, 0.0, 0.16), ([1.0], 0.2, 1.0), ([0.5] * 4, 0.15, 0.85))
)
def test_values_all_alike_are_not_certain(values: list[float], low: float, high: float) -> None:
    assert interval(values) == pytest.approx((low, high), abs=0.01)


def test_a_difference_pairs_each_case_with_itself() -> None:
    before = [0.0] * 20 + [1.0] * 80
    better = difference(before, [1.0] * 15 + [0.0] * 5 + [1.0] * 80)
    assert better.value == pytest.approx(0.15)
    assert 0.05 < better.low < 0.15 < better.high < 0.25
    assert better.p < 0.01
    noise = difference(before, [1.0] * 2 + [0.0] * 20 + [1.0] * 78)
    assert noise.value == pytest.approx(0.0)
    assert noise.low < 0 < noise.high
    assert noise.p > 0.5
    worse = difference([1.0] * 15 + [0.0] * 5 + [1.0] * 80, before)
    assert worse.value == -better.value
    assert worse.p < 0.01


def test_a_difference_of_cases_that_all_changed_alike_is_not_certain() -> None:
    same = difference([1.0, 0.0, 1.0], [1.0, 0.0, 1.0])
    assert (same.value, same.p) == (0.0, 1.0)
    assert same.low == -same.high < 0
    assert difference([0.0], [1.0]).p == 1.0
    assert difference([0.0] * 10, [1.0] * 10).p < 0.01
    assert difference([1.0] * 10, [0.0] * 10).high < -0.6


def test_two_thousand_cases_take_seconds() -> None:
    chance = random.Random(1)
    cases = [
        scored(id=str(number), kind=chance.choice("abcdefghij"), documents=(f"{chance.randrange(20)}.pdf",), facts=chance.randrange(3),
               facts_needed=2, citations=3, citations_right=chance.randrange(4), ranks=(chance.choice((1, 2, 7, None)),))
        for number in range(2000)
    ]  # fmt: skip
    began = time.process_time()
    summarise(cases)
    assert time.process_time() - began < 6  # 1.5 s alone on a machine of 2026
