"""A small test set on the small documents of conftest, for the tests of runs and what is made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from assistant.assistant import Assistant
from assistant.settings import Settings
from evals.running.run import OnProgress, header_of, run_cases
from evals.running.run_file import Run, RunWriter
from evals.sets.gold import GoldCase, TestSet
from evals.sets.test_sets import read_test_set
from vectorstore.index import Index

PLAN = "ke-hoach-84.txt"
Case = Mapping[str, object]
CASES: tuple[Case, ...] = (
    {
        "id": "lead", "question": "Đơn vị nào chủ trì lập danh mục dự án nhà ở xã hội?", "kind": "lead_unit", "facts": [["Sở Xây dựng"]],
        "evidence": [{"document": PLAN, "quote": "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập danh mục dự án nhà ở xã hội"}],
    },
    {
        "id": "due", "question": "Danh mục dự án nhà ở xã hội phải trình trước ngày nào?", "kind": "deadline", "facts": [["30/6/2021"]],
        "evidence": [{"document": PLAN, "quote": "trình Ủy ban nhân dân thành phố trước ngày 30 tháng 6 năm 2021"}],
    },
    {
        "id": "homes", "question": "ke hoach 84 dat muc tieu bao nhieu can nha o xa hoi", "style": "unaccented", "kind": "number",
        "facts": [["1.500"]], "evidence": [{"document": "bai-bao.txt", "quote": "hoàn thành 1.500 căn nhà ở xã hội"}],
    },
    {
        "id": "water", "question": "Khi nào Nhà máy nước mặt sông Đuống tạm ngừng cấp nước?", "kind": "date", "facts": [["9/5/2023"]],
        "evidence": [{"document": "thong-bao.txt", "quote": "tạm ngừng cấp nước vào ngày 9/5/2023"}],
    },
    {"id": "absent", "question": "Kế hoạch 999/KH-UBND giao đơn vị nào chủ trì?", "kind": "unanswerable", "answerable": False},
    {"id": "wrong", "question": "Đơn vị nào rà soát quỹ đất dành cho nhà ở xã hội?", "kind": "lead_unit", "facts": [["Sở Y tế"]]},
    {"id": "long", "question": "Vì sao " * 400, "kind": "other", "facts": [["x"]]},
)  # fmt: skip
"""Questions that are answered, one that must be declined, one whose gold fact is wrong, and one too long to be asked at all."""


def write_set(path: Path, *cases: Case) -> Path:
    """A set in a file, of `cases` or else of all of CASES."""
    path.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases or CASES), encoding="utf-8")
    return path


def small_set(folder: Path, *cases: Case) -> TestSet:
    """The same, read."""
    return read_test_set(write_set(folder / "small.jsonl", *cases))


def run_on_small(index: Index, test_set: TestSet, path: Path, *, on_progress: OnProgress | None = None) -> Run:
    """A whole run of the set, written to `path`."""
    with RunWriter(path, header_of(index, test_set, settings=Settings())) as writer:
        return run_cases(Assistant(index), test_set, writer=writer, on_progress=on_progress)


def case_of(key: str) -> GoldCase:
    """One of CASES."""
    return GoldCase.model_validate(next(case for case in CASES if case["id"] == key))
