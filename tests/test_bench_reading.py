"""The score of tables counts a row that is not there, and a cell that is not exact."""

from __future__ import annotations

import json
from pathlib import Path

from evals.bench.bench_reading import RowScore, score_rows

PLAN = """# Kế hoạch chống ngập

| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn |
|---|---|---|---|---|---|
| 1 | Lập bản đồ ngập úng | Sở Xây dựng | Sở Tài chính | Bản đồ | Quý III/2026 |
| 2 | Nạo vét kênh | Sở Xây dựng | | Kênh thông | 2027 |
| 3 | Nạo vét kênh | Sở Y tế | | Kênh thông | 2027 |
"""


def gold(number: str, task: str, lead: str, *rest: str) -> dict[str, str]:
    coordinating, product, deadline = rest
    cells = {"number": number, "task": task, "lead": lead, "coordinating": coordinating, "product": product, "deadline": deadline}
    return {"document": "ke-hoach.md", **cells}


def test_rows_and_cells_are_counted(tmp_path: Path) -> None:
    (tmp_path / "ke-hoach.md").write_text(PLAN, encoding="utf-8")
    rows = (
        gold("1", "Lập  bản đồ\nngập úng", "Sở Xây dựng", "Sở Tài chính", "Bản đồ", "Quý IV/2026"),
        gold("3", "Nạo vét kênh", "Sở Y tế", "", "Kênh thông", "2027"),
        gold("2", "Nạo vét kênh.", "Sở Xây dựng", "", "Kênh thông", "2027"),
        gold("4", "Trồng cây", "Sở Y tế", "", "", ""),
    )
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    score = RowScore(rows=4, found=3, exact=5 + 6 + 5, cells=24)
    assert score_rows(tmp_path / "gold.jsonl", corpus=tmp_path) == {"ke-hoach.md": score, "all": score}
