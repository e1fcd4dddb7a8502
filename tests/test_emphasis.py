"""Bold words of a quote: whole words, numbers with their unit, whole days; no stray words beside what answers."""

from __future__ import annotations

import pytest

from assistant.answering.emphasis import emphasised


def _spans(marked: str) -> tuple[str, list[tuple[int, int]]]:
    pieces, spans, at = marked.split("**"), [], 0
    for place, piece in enumerate(pieces):
        if place % 2:
            spans.append((at, at + len(piece)))
        at += len(piece)
    return "".join(pieces), spans


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("hồ sơ **xây** dựng: **trong 03 tháng**.", ["trong 03 tháng"]),
        ("nộp trong 01 **năm** kể từ", ["01 năm"]),
        ("từ ngày 10**/5/2026** đến", ["ngày 10/5/2026"]),
        ("trước ngày 05 tháng **7 năm 2026**.", ["ngày 05 tháng 7 năm 2026"]),
        ("**toàn bộ công trình.** b) **Sau 2 năm**", ["toàn bộ công trình", "Sau 2 năm"]),
        ("| 01÷23 | **1-2 | 71.838(1)**", ["1-2 | 71.838(1)"]),
        ("do **Trần Sỹ** Thanh **ký**", ["Trần Sỹ Thanh ký"]),
        ("là **Phú**, không phải nơi khác", ["Phú"]),
        ("không có gì", []),
    ],
)
def test_what_stands_out(found: str, shown: list[str]) -> None:
    text, spans = _spans(found)
    assert [text[slice(*span)] for span in emphasised(text, spans)] == shown
