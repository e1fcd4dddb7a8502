"""A run in the forms that other programs read: JSON, CSV for a spreadsheet, JUnit XML for a build server."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import asdict

from junitparser import Error, Failure, TestCase, TestSuite

from assistant.command_line.json_forms import JsonObject
from assistant.register.plain_workbook import UNWRITABLE
from assistant.register.spreadsheet_cells import Cell, csv_file
from evals.reports.report_figures import judged_figure, right_figure
from evals.running.model_use import model_use
from evals.running.run_file import CaseRecord, Run
from evals.scoring.case_score import CaseScore
from evals.scoring.comparing import Change, Comparison
from evals.scoring.figures import Figure, Summary, scores_of, summarise
from evals.scoring.verdicts import JUDGED, RIGHT
from evals.sets.earlier_turns import earlier_records
from evals.sets.gold import Fault, GoldCase

Value = Callable[[CaseRecord, CaseScore], Cell]


def run_object(run: Run) -> JsonObject:
    """The run as a JSON object: the header, the figures of all cases and of each slice, and each case with its score."""
    scores = scores_of(run)
    summary = summarise(scores)
    return {
        "header": run.header.model_dump(mode="json"),
        **_summary_object(summary),
        "right": _figures_object([right_figure(scores)])[RIGHT.name],
        "right_judged": _figures_object([judged])[JUDGED.name] if (judged := judged_figure(scores)) else None,
        "model_use": asdict(use) if (use := model_use(run, scores)) else None,
        "cases": [
            {**record.model_dump(mode="json"), "score": {**asdict(score), "right": score.right, "cited": score.cited}}
            for record, score in zip(run.records, scores, strict=True)
        ],
    }


def _summary_object(summary: Summary) -> JsonObject:
    return {
        "figures": _figures_object(summary.figures),
        "slices": [
            {"name": part.name, "value": part.value, "count": part.count, "figures": _figures_object(part.figures)}
            for part in summary.slices
        ],
        "latency": asdict(summary.latency),
    }


def _figures_object(figures: Sequence[Figure]) -> JsonObject:
    return {
        figure.measure: {"value": figure.value, "low": figure.low, "high": figure.high, "count": figure.count, "hits": figure.hits}
        for figure in figures
    }


def comparison_object(comparison: Comparison) -> JsonObject:
    """A comparison as a JSON object: what differs in the runs, each measure in both, and the cases that changed with both answers."""
    return {
        "before": comparison.before.model_dump(mode="json"),
        "after": comparison.after.model_dump(mode="json"),
        "shared": comparison.shared,
        "measures": {change.measure.name: _change_object(change) for change in comparison.measures},
        "slices": [
            {"name": part.name, "value": part.value, "measure": part.change.measure.name, **_change_object(part.change)}
            for part in comparison.slices
        ],
        "flips": [
            {
                "id": flip.after.case.id, "turn": flip.turn, "question": flip.after.case.question,
                "before": flip.before.answer, "after": flip.after.answer,
            }
            for flip in comparison.flips
        ],
        "settings": [asdict(setting) for setting in comparison.settings],
        "only_before": list(comparison.only_before),
        "only_after": list(comparison.only_after),
        "reworded": list(comparison.reworded),
    }  # fmt: skip


def _change_object(change: Change) -> JsonObject:
    return {
        "before": change.before, "after": change.after, "difference": change.difference, "low": change.low, "high": change.high,
        "p": change.p, "count": change.count, "verdict": change.verdict,
    }  # fmt: skip


def expected_text(case: GoldCase) -> str:
    """What a right answer says: the facts, each in its first spelling, or that there is no answer."""
    if not case.answerable:
        return "(the documents do not say)"
    return "; ".join(spellings[0] for spellings in case.facts if spellings) or "; ".join(case.answers[:1])


COLUMNS: dict[str, Value] = {
    "conversation": lambda record, score: record.case.conversation,
    "turn": lambda record, score: record.case.turn if record.case.conversation else None,
    "id": lambda record, score: score.id,
    "question": lambda record, score: record.case.question,
    "language": lambda record, score: score.language,
    "style": lambda record, score: score.style,
    "kind": lambda record, score: score.kind,
    "answerable": lambda record, score: _said(score.answerable),
    "right": lambda record, score: _said(score.right),
    "verdict": lambda record, score: score.verdict,
    "verdict_reason": lambda record, score: score.verdict_reason,
    "expected": lambda record, score: expected_text(record.case),
    "answer": lambda record, score: record.answer["answer"],
    "mode": lambda record, score: score.mode,
    "fallback": lambda record, score: score.fallback,
    "dropped": lambda record, score: score.dropped,
    "understood": lambda record, score: "; ".join(record.answer.get("understood") or ()),
    "declined": lambda record, score: _said(score.abstained),
    "facts": lambda record, score: score.facts,
    "facts_needed": lambda record, score: score.facts_needed,
    "forbidden": lambda record, score: "; ".join(score.forbidden),
    "citations": lambda record, score: score.citations,
    "citations_right": lambda record, score: score.citations_right,
    "cited": lambda record, score: "; ".join(_place(citation) for citation in record.answer["citations"]),
    "evidence": lambda record, score: "; ".join(_place(evidence.model_dump()) for evidence in record.case.evidence),
    "evidence_ranks": lambda record, score: "; ".join("-" if rank is None else str(rank) for rank in score.ranks),
    "exact_match": lambda record, score: score.exact_match,
    "f1": lambda record, score: score.f1,
    "seconds": lambda record, score: score.seconds,
    "error": lambda record, score: record.error,
    "note": lambda record, score: record.case.note,
}
"""The columns of the CSV file: heading -> what stands there for a case."""


def csv_bytes(run: Run) -> bytes:
    """A CSV file as `assistant.register.spreadsheet_cells` writes them: headings, then a line for each case."""
    lines = zip(run.records, scores_of(run), strict=True)
    return csv_file([list(COLUMNS), *([value(record, score) for value in COLUMNS.values()] for record, score in lines)])


def _said(yes: bool) -> str:
    return "yes" if yes else "no"


def _place(source: JsonObject) -> str:
    return f"{source['document']}, page {source['page']}" if source["page"] else str(source["document"])


def junit_bytes(run: Run) -> bytes:
    """JUnit XML: one suite, a test case for each case and for each that could not be read, with what was expected and what came."""
    suite = TestSuite(_writable(run.header.test_set))
    suite.timestamp = run.header.started.isoformat(timespec="seconds")
    for name, value in (("program", run.header.program), ("index", run.header.index), *run.header.models.items()):
        suite.add_property(name, _writable(value))
    earlier, scores = earlier_records(run.records), scores_of(run)
    if judged := judged_figure(scores):
        suite.add_property(JUDGED.name, f"{judged.hits:.0f} of {judged.count}")
    cases = [_test_case(record, score, earlier[record.case.id]) for record, score in zip(run.records, scores, strict=True)]
    suite.add_testcases([*cases, *map(_unread, run.header.faults)])
    written = io.BytesIO()
    suite.write(written)
    return written.getvalue()


def _test_case(record: CaseRecord, score: CaseScore, earlier: Sequence[CaseRecord]) -> TestCase:
    case = TestCase(_writable(f"{score.id}: {record.case.question}"), _writable(f"{score.kind}.{score.style}"), score.seconds)
    if record.error:
        case.result = [Error(_writable(record.error), "unanswered")]
    elif not score.right:
        failure = Failure(_writable(what_is_wrong(score)), "wrong")
        before = "".join(f"Before: {said.case.question}\n  {said.answer['answer']}\n" for said in earlier)
        came = f"Expected: {expected_text(record.case)}\nAnswer: {record.answer['answer']}\nCited: {_cited(record)}"
        judged = f"\nVerdict of a person: {score.verdict} ({score.verdict_reason or '-'})" if score.verdict else ""
        failure.text = _writable(before + came + judged)
        case.result = [failure]
    return case


def _unread(fault: Fault) -> TestCase:
    case = TestCase(_writable(str(fault.place)), "unreadable", 0.0)
    case.result = [Error(_writable(str(fault.reason)), "unreadable")]
    return case


def what_is_wrong(score: CaseScore) -> str:
    """In a few words why a case is not right; "" where it is."""
    if score.right:
        return ""
    if score.error:
        return "could not be answered at all"
    if not score.answerable:
        return "answered though the documents do not say"
    if score.abstained:
        return "declined though the documents say"
    wrong = [f"{score.facts} of {score.facts_needed} facts"] if score.facts < score.facts_needed else []
    wrong += [f"says {', '.join(score.forbidden)}"] if score.forbidden else []
    return "; ".join(wrong) or "no citation of right evidence"


def _cited(record: CaseRecord) -> str:
    return "; ".join(f"{_place(citation)}: {' '.join(citation['quote'].split())}" for citation in record.answer["citations"]) or "nothing"


def _writable(text: str) -> str:
    return UNWRITABLE.sub("", text)
