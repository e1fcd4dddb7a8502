"""A newer document that speaks of the same matter is told under the answer, once; what speaks of something else is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.built_in import BuiltInAnswerer
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths

PLAN = """ỦY BAN NHÂN DÂN XÃ BẾN GỖ
Số: {number}/KH-UBND
Bến Gỗ, ngày {day} tháng {month} năm {year}

KẾ HOẠCH
{subject}

1. {text}
"""


def plan(folder: Path, number: int, *, date: tuple[int, int, int], subject: str, text: str) -> None:
    day, month, year = date
    filled = PLAN.format(number=number, day=f"{day:02}", month=f"{month:02}", year=year, subject=subject, text=text)
    (folder / f"ke-hoach-{number}.txt").write_text(filled, encoding="utf-8")


@pytest.fixture
def plans(tmp_path: Path, embedder: Embedder) -> Iterator[Index]:
    folder = tmp_path / "sources"
    folder.mkdir()
    older = "Trạm bơm Cửa Đình vận hành hai ca mỗi ngày trong mùa lũ, do Hợp tác xã Bến Gỗ trông coi."
    newer = "Trạm bơm Cửa Đình vận hành ba ca mỗi ngày trong mùa lũ, do Đội thủy nông Bến Gỗ trông coi."
    plan(folder, 31, date=(2, 3, 2021), subject="Phòng, chống lũ năm 2021", text=older)
    plan(folder, 47, date=(5, 4, 2024), subject="Phòng, chống lũ năm 2024", text=newer)
    plan(folder, 52, date=(9, 5, 2024), subject="Trồng cây chắn sóng", text="Hợp tác xã Bến Gỗ trồng 400 cây đước ven đê Cửa Đình.")
    with Index(tmp_path / "home", embedder=embedder) as opened:
        ingest_paths(opened, [folder])
        yield opened


def test_an_answer_from_an_older_source_says_that_a_newer_one_speaks_of_the_same(plans: Index) -> None:
    answer = BuiltInAnswerer(plans).answer("How is the Cửa Đình pumping station run in the flood season?")
    assert [citation.number for citation in answer.citations] == ["31/KH-UBND", "47/KH-UBND"]
    *_, note = answer.text.split("\n")
    assert "2/3/2021" in note
    assert "5/4/2024" in note
    assert note.endswith("[2]")


def test_the_newest_source_needs_no_note(plans: Index) -> None:
    answer = BuiltInAnswerer(plans).answer("Trạm bơm Cửa Đình vận hành thế nào trong mùa lũ?")
    assert [citation.number for citation in answer.citations] == ["47/KH-UBND"]


def test_a_document_that_is_named_is_answered_from_without_a_note(plans: Index) -> None:
    answer = BuiltInAnswerer(plans).answer("Theo Kế hoạch 31, trạm bơm Cửa Đình vận hành thế nào trong mùa lũ?")
    assert {citation.number for citation in answer.citations} == {"31/KH-UBND"}
    assert "mới hơn" not in answer.text
