"""Every task that the sample documents give is read, each cell whole: annexes over pages, a workbook, a scan, labelled lines, prose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.task import Task, TaskKind
from tests.sample_documents import SCAN, marks_of, sample_document

SAMPLE = Path(__file__).parents[1] / "evals" / "sample"
CELLS = ("number", "task", "lead", "coordinating", "product", "deadline")
Gold = dict[str, Any]

_DIGIT = "a single digit alone in its cell is not always read by OCR"
NOT_YET = {
    (SCAN, 2, "2"): _DIGIT,
    (SCAN, 2, "3"): _DIGIT,
    ("12-2004-CT-UB.txt", None, "2"): "an order to a company with a verb that is in no list",
}
"""Rows (document, page, number) that are not read as they stand, and why."""


def gold() -> list[Gold]:
    return [json.loads(line) for line in (SAMPLE / "tasks.jsonl").read_text(encoding="utf-8").splitlines()]


def rows() -> list[Any]:
    """The rows, those marked that need a program or that are not read yet."""
    params = []
    for row in gold():
        key = (row["document"], row["page"], row["number"])
        marks = marks_of(row["document"])
        if key in NOT_YET:
            marks.append(pytest.mark.xfail(reason=NOT_YET[key], strict=True))
        params.append(pytest.param(row, marks=marks, id=f"{row['document']}-{row['number']}-{row['task'][:20]}"))
    return params


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def cells_of(task: Task) -> tuple[str, ...]:
    return tuple(folded(getattr(task, cell)) for cell in CELLS)


@pytest.mark.parametrize("row", rows())
def test_row_is_read_with_its_cells_exactly(row: Gold) -> None:
    wanted = tuple(folded(row[cell]) for cell in CELLS)
    document = sample_document(row["document"])
    near = [task for task in document.tasks if folded(task.task)[:20] == wanted[1][:20]]
    assert wanted in [cells_of(task) for task in near], [cells_of(task) for task in near]
    assert row["page"] in [task.page for task in near if cells_of(task) == wanted]


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("57-KH-UBND.pdf", TaskKind.ROW, 12),
        ("84-KH-UBND.pdf", TaskKind.ROW, 41),
        ("theo-doi-thoat-nuoc-2026.xlsx", TaskKind.ROW, 5),
        ("theo-doi-thoat-nuoc-2026.xlsx", TaskKind.INDICATOR, 4),
        ("95-KH-UBND.docx", TaskKind.PROSE, 5),
        pytest.param(SCAN, TaskKind.ROW, 3, marks=marks_of(SCAN)),
    ],
)
def test_nothing_else_is_taken_for_a_task(name: str, kind: TaskKind, count: int) -> None:
    assert sum(task.kind is kind for task in sample_document(name).tasks) == count


def test_task_that_runs_over_a_page_has_a_rectangle_on_each() -> None:
    task = next(task for task in sample_document("57-KH-UBND.pdf").tasks if task.number == "3")
    assert [box.page for box in task.boxes] == [3, 4]


def test_typed_dates_and_periods_can_be_compared() -> None:
    due = {task.number: str(task.deadline_to) for task in sample_document("theo-doi-thoat-nuoc-2026.xlsx").tasks if task.deadline}
    assert due == {"1": "2026-06-30", "2": "2026-09-15", "3": "2026-12-31", "4": "2026-10-31", "5": "None"}
