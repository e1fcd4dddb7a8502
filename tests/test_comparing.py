"""Two runs compared: what changed case by case, measure by measure, and what the runs do not share."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from evals.running.run_file import CaseRecord, Run
from evals.scoring.comparing import Change, Comparison, compare
from evals.scoring.figures import MEASURES, scores_of
from tests.invented_runs import AFTER, BEFORE, CASES, by_model, citation, gold, record, run, talk


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(run(BEFORE, settings={"passages": 8}), run(AFTER, settings={"passages": 5, "judge": "new"}))


def change(comparison: Comparison, name: str) -> Change:
    return next(item for item in comparison.measures if item.measure.name == name)


def many(*, right: range, count: int, given: range | None = None) -> Run:
    """A run of so many alike cases, of which some are right; where `given` is there, only those are answered at all."""
    records = {}
    for place in range(count):
        case = gold(f"q{place}", f"Câu {place}?")
        said = given is None or place in given
        cited = [citation()] if place in right else [citation(quote="khác", page=9)]
        text = "Sở Xây dựng [1]." if said else "Không tìm thấy."
        records[case.id] = record(case.id, text, abstained=not said, citations=cited if said else (), case=case)
    return run(records, keys=tuple(records))


def test_cases_that_became_wrong_come_first_then_right_then_other(comparison: Comparison) -> None:
    turns = [(flip.turn, flip.after.case.id) for flip in comparison.flips]
    assert turns == [("worse", "silent"), ("better", "right"), ("other", "unfound"), ("other", "hostile")]


def test_a_flip_holds_both_answers_and_both_scores(comparison: Comparison) -> None:
    (flip,) = comparison.turned("worse")
    assert flip.score_before.right and not flip.score_after.right
    assert "Sở Xây dựng" in flip.before.answer["answer"] and flip.after.answer["abstained"]


def test_a_case_wrong_in_both_runs_in_the_same_way_has_not_changed(comparison: Comparison) -> None:
    assert {"partly", "lured", "none", "broken"}.isdisjoint(flip.after.case.id for flip in comparison.flips)


def test_settings_that_differ_are_named_with_both_values(comparison: Comparison) -> None:
    assert [(item.name, item.before, item.after) for item in comparison.settings] == [
        ("settings.passages", "8", "5"),
        ("settings.judge", "", '"new"'),
    ]


def test_runs_of_other_sets_are_compared_on_cases_with_the_same_question() -> None:
    reworded = AFTER["partly"].model_copy(update={"case": CASES["partly"].model_copy(update={"question": "Câu khác?"})})
    added = record("added", "Không tìm thấy.", abstained=True, case=gold("added", "Câu mới?"))
    later = run({**AFTER, "partly": reworded, "added": added}, keys=("right", "partly", "none", "added"), set_sha256="0" * 64)
    found = compare(run(BEFORE, keys=("right", "partly", "none", "lured")), later)
    assert (found.same_set, found.shared, found.reworded) == (False, 2, ("partly",))
    assert (found.only_before, found.only_after) == (("lured",), ("added",))
    assert change(found, "right").count == 2


def test_a_question_with_other_earlier_turns_is_another_question() -> None:
    alone = AFTER["silent"].model_copy(update={"case": CASES["silent"].model_copy(update={"history": ()})})
    assert compare(run(BEFORE, keys=("silent",)), run({"silent": alone}, keys=("silent",))).reworded == ("silent",)


def test_turns_are_compared_whatever_was_answered_before_them_but_not_where_something_else_was_asked() -> None:
    said = talk(("Ai nạo vét kênh?", "Sở Xây dựng [1]."), ("Thời hạn?", "Không rõ."))
    other_answer = talk(("Ai nạo vét kênh?", "Không rõ."), ("Thời hạn?", "Sở Xây dựng [1]."))
    other_question = talk(("Ai dọn kênh?", "Sở Xây dựng [1]."), ("Thời hạn?", "Sở Xây dựng [1]."))
    before, after, elsewhere = (run(records, keys=tuple(records)) for records in (said, other_answer, other_question))
    found = compare(before, after)
    assert (found.shared, found.reworded) == (2, ())
    assert [(flip.turn, flip.after.case.id) for flip in found.flips] == [("worse", "talk#1"), ("better", "talk#2")]
    assert [record.answer["answer"] for record in found.flips[1].earlier] == ["Không rõ."]
    assert compare(before, elsewhere).reworded == ("talk#1", "talk#2")
    assert {part.value for part in found.slices if part.name == "turn"} == {"first", "later"}


def test_what_wrote_an_answer_is_no_group_to_compare_by() -> None:
    found = compare(run(BEFORE), by_model(run(AFTER)))
    assert {part.name for part in found.slices}.isdisjoint(("mode", "fallback"))


def test_both_answers_are_scored_by_the_facts_of_the_later_set() -> None:
    stricter = CASES["partly"].model_copy(update={"facts": (("Sở Xây dựng",),)})
    found = compare(
        run(BEFORE, keys=("partly",)), run({"partly": AFTER["partly"].model_copy(update={"case": stricter})}, keys=("partly",))
    )  # fmt: skip
    assert found.flips == () and change(found, "right").before == 1


def test_runs_without_shared_cases_compare_nothing() -> None:
    found = compare(run(BEFORE, keys=("right",)), run(AFTER, keys=("none",)))
    assert (found.shared, found.measures, found.flips, found.slices) == (0, (), (), ())


def test_a_run_compared_with_itself_has_not_changed() -> None:
    found = compare(run(AFTER), run(AFTER))
    assert found.flips == () and found.settings == ()
    assert {item.verdict for item in found.measures} == {"noise"} and {item.difference for item in found.measures} == {0.0}


@pytest.mark.parametrize(("right", "verdict"), [(range(0, 45), "better"), (range(0, 21), "noise"), (range(0, 2), "worse")])
def test_only_a_difference_beyond_noise_is_called_better_or_worse(right: range, verdict: str) -> None:
    found = change(compare(many(right=range(0, 20), count=60), many(right=right, count=60)), "right")
    assert found.verdict == verdict
    assert found.low is not None and found.high is not None and found.difference is not None
    assert found.low <= found.difference <= found.high


def test_fewer_wrong_refusals_are_better_though_the_figure_falls() -> None:
    found = compare(many(right=range(0, 60), count=60, given=range(0, 30)), many(right=range(0, 60), count=60))
    refused = change(found, "declined_wrongly")
    assert refused.difference == -0.5 and refused.verdict == "better"


def test_values_stand_for_each_run_though_other_cases_count_in_it() -> None:
    """Of 30 answers all were right, then of 60 two thirds: the added ones must not be left out."""
    found = change(compare(many(right=range(0, 40), count=60, given=range(0, 30)), many(right=range(0, 40), count=60)), "cited_of_given")
    assert found.before == 1 and found.after == pytest.approx(2 / 3) and found.count == 60
    assert found.verdict == "worse"


def test_the_interval_of_a_measure_with_changing_cases_is_that_of_resampled_cases() -> None:
    before, after = many(right=range(0, 40), count=90, given=range(0, 60)), many(right=range(0, 60), count=90, given=range(10, 90))
    found = change(compare(before, after), "cited_of_given")
    value_of = MEASURES["cited_of_given"].value_of
    old, new = (np.array([value_of(score) for score in scores_of(item)], dtype=float) for item in (before, after))
    drawn = np.random.default_rng(0).integers(0, 90, (4000, 90))
    low, high = np.quantile(np.nanmean(new[drawn], axis=1) - np.nanmean(old[drawn], axis=1), (0.025, 0.975))
    assert found.low is not None and found.high is not None
    assert math.isclose(found.low, low, abs_tol=0.02) and math.isclose(found.high, high, abs_tol=0.02)


def test_slices_hold_the_share_of_right_cases_of_each_group(comparison: Comparison) -> None:
    unanswerable = next(part for part in comparison.slices if (part.name, part.value) == ("answerable", "no"))
    assert (unanswerable.change.before, unanswerable.change.after, unanswerable.change.count) == (0.5, 0.5, 2)


def test_a_run_that_is_not_finished_is_compared_on_what_it_has() -> None:
    whole = run(BEFORE)
    records: tuple[CaseRecord, ...] = whole.records[:3]
    assert compare(replace(whole, records=records), run(AFTER)).shared == 3
