"""Runs and comparisons as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from evals.reports.report_figures import judged_figure
from evals.reports.report_names import DECIMALS, NAMES
from evals.running.model_use import ModelUse, model_use
from evals.running.run_file import Run
from evals.scoring.comparing import Change, Comparison, Flip, Turn
from evals.scoring.figures import Figure, Slice, Summary, scores_of, summarise
from evals.scoring.grades import MEASURES as GRADED

_BY_KIND = {
    "facts_and_cited": "right", "facts": "facts", "cited_of_given": "cited", "evidence_at_5": "found@5", "declined": "declined",
    "declined_wrongly": "wrongly",
}  # fmt: skip
"""The columns of the table by slice: measure -> heading."""
_SLICES = ("kind", "style", "language", "turn")
_BY_MODEL = ("mode", "fallback")
"""The slices that say something where a chat model was to write."""
_TURNS: dict[Turn, str] = {
    "worse": "Became wrong",
    "better": "Became right",
    "other": "Still wrong, but answered or declined where it was not",
}
_LONGEST = 100
"""Characters shown of a question."""


def run_text(run: Run) -> str:
    """The figures of a run with their intervals, and the main ones by slice."""
    scores = scores_of(run)
    summary = summarise(scores)
    failed = sum(score.error is not None for score in scores)
    lines = [_headline(run, failed=failed)]
    if summary.latency.p50 is not None and summary.latency.p95 is not None:
        lines.append(f"An answer took {summary.latency.p50:.2f} s (median); 95 in 100 took at most {summary.latency.p95:.2f} s.")
    if use := model_use(run, scores):
        lines.append(_model_text(use))
    if run.grading.grader:
        lines.append(_grading_text(run))
    if (judged := judged_figure(scores)) and judged.value is not None:
        unclear = sum(score.verdict == "unclear" for score in scores)
        lines.append(
            f"With the verdicts of people {judged.hits:.0f} of {judged.count} are right ({share_text(judged.measure, judged.value)}); "
            f"{sum(bool(score.verdict) for score in scores)} were judged, {unclear} of them found unclear and not counted."
        )
    rows = [_figure_row(figure) for figure in summary.figures if figure.value is not None]
    lines += ["", *table([("", "value", "95 % interval", "cases"), *rows])]
    for name in (*_SLICES, *(_BY_MODEL if use else ())):
        parts = [part for part in summary.slices if part.name == name]
        if len(parts) > 1:
            lines += ["", *table([(f"by {name}", "cases", *_BY_KIND.values()), *map(_slice_row, parts)])]
    return "\n".join(lines)


def _headline(run: Run, *, failed: int) -> str:
    header = run.header
    done = f"{len(run.records)} cases" if run.complete else f"{len(run.records)} of {header.case_count} cases, the run is not finished"
    said = [f"{header.test_set}: {done}", f"{header.documents} documents"]
    said += [f"{failed} could not be answered"] if failed else []
    said += [f"{len(header.faults)} could not be read"] if header.faults else []
    return f"{', '.join(said)}."


def graded_text(run: Run, summary: Summary) -> str:
    """The grades of a run with their intervals, and who gave them."""
    rows = [_figure_row(figure) for figure in summary.figures if figure.measure in GRADED and figure.count]
    return "\n".join([_grading_text(run), *(table([("", "value", "95 % interval", "answers"), *rows]) if rows else ())])


def _grading_text(run: Run) -> str:
    failed = f"; {run.grading.failed} could not be given" if run.grading.failed else ""
    return f"Graded by {run.grading.grader}: {run.grading.given} grades{failed}."


def _model_text(use: ModelUse) -> str:
    reasons = ", ".join(f"{name} {number}" for name, number in use.fallbacks.items())
    said = f"{use.name} wrote {use.written} of {use.count} answers"
    said += f"; {use.left} were left to the built-in ones ({reasons})" if reasons else ""
    return f"{said}. {use.dropped} sentences of it were dropped, in {use.dropped_from} answers."


def share_text(measure: str, value: float | None) -> str:
    """A value as it is quoted: 83.6 %, and .836 for the measures of ranking."""
    if value is None:
        return "-"
    return f"{value:.3f}".removeprefix("0") if measure in DECIMALS else f"{100 * value:.1f} %"


def _figure_row(figure: Figure) -> tuple[str, ...]:
    low, high = share_text(figure.measure, figure.low), share_text(figure.measure, figure.high)
    interval = f"{low.removesuffix(' %')} to {high}"
    hits = "" if figure.measure in DECIMALS else f"{figure.hits:.1f}".removesuffix(".0") + " of "
    return (NAMES["en"].measures[figure.measure], share_text(figure.measure, figure.value), interval, f"{hits}{figure.count}")


def _slice_row(part: Slice) -> tuple[str, ...]:
    values = {figure.measure: figure.value for figure in part.figures}
    return (part.value, str(part.count), *(share_text(measure, values.get(measure)) for measure in _BY_KIND))


def comparison_text(comparison: Comparison) -> str:
    """What got better and worse from one run to another, and the cases that changed."""
    lines = [f"{comparison.shared} cases that both runs have; the differences are of these."]
    if not comparison.same_set:
        lines.append("The test set is not the same file in both.")
    lines += [f"{setting.name}: {setting.before or '-'} -> {setting.after or '-'}" for setting in comparison.settings]
    for said, ids in (("before", comparison.only_before), ("after", comparison.only_after)):
        lines += [f"Only in the run {said}: {_some(ids)}."] if ids else []
    lines += [f"Asked otherwise, and so left out: {_some(comparison.reworded)}."] if comparison.reworded else []
    rows = [_change_row(change) for change in comparison.measures]
    lines += ["", *table([("", "before", "after", "difference, 95 % interval", ""), *rows])]
    moved = [_change_row(part.change, name=f"{part.name} {part.value}") for part in comparison.slices if part.change.difference]
    lines += ["", *table([("right, by slice", "before", "after", "difference, 95 % interval", ""), *moved])] if moved else []
    for turn, said in _TURNS.items():
        flips = comparison.turned(turn)
        lines += ["", f"{said}: {len(flips)}", *map(_flip_line, flips)] if flips else []
    return "\n".join(lines)


def _change_row(change: Change, *, name: str = "") -> tuple[str, ...]:
    measure = change.measure.name
    values = (name or NAMES["en"].measures[measure], share_text(measure, change.before), share_text(measure, change.after))
    if change.difference is None or change.low is None or change.high is None:
        return (*values, "-", "")
    said = {"better": "better", "worse": "WORSE", "noise": "no more than noise" if change.difference else "the same"}[change.verdict]
    points = [f"{100 * part:+.1f}" for part in (change.difference, change.low, change.high)]
    return (*values, f"{points[0]} ({points[1]} to {points[2]})", said)


def _flip_line(flip: Flip) -> str:
    question = " ".join(flip.after.case.question.split())
    return f"  {flip.after.case.id}: {question[:_LONGEST]}{'…' if len(question) > _LONGEST else ''}"


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:10]) + (f" and {len(ids) - 10} more" if len(ids) > 10 else "")


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with the columns under each other, the first one and text to the left, values to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return ["  ".join((row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:]))).rstrip() for row in rows]
