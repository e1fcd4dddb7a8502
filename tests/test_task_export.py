"""The files that tasks are written to, read again."""

from __future__ import annotations

import csv
import datetime
import io
import os
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import FileUnwritable
from assistant.register.task_export import SHEET, csv_bytes, headings, source_text, write_file, xlsx_bytes
from ingest.task import Task, TaskKind
from tests.invented_plans import FLOODS, PLANS, SCHOOLS
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask

HEADINGS = headings()


def held(task: Task, *, name: str = "ke-hoach-21.pdf", number: str | None = "21/KH-UBND") -> HeldTask:
    return HeldTask(task=task, document=DocumentRecord(id=PLANS[0].id, name=name, title="", number=number), passage_id="")


TASKS = [held(task) for task in FLOODS]


def rows_of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_source_says_document_number_and_page() -> None:
    assert source_text(TASKS[0]) == "21/KH-UBND, trang 1 (ke-hoach-21.pdf)"
    assert source_text(held(SCHOOLS[0], name="truong.txt")) == "21/KH-UBND (truong.txt)"
    assert source_text(held(FLOODS[0], number=None)) == "trang 1 (ke-hoach-21.pdf)"
    assert source_text(held(SCHOOLS[0], name="truong.txt", number=None)) == "truong.txt"


def test_csv_begins_with_the_mark_that_excel_looks_for() -> None:
    content = csv_bytes(TASKS)
    assert content.startswith("\ufeffVăn bản,Mục,TT,Nhiệm vụ,Cơ quan chủ trì,".encode())
    assert csv_bytes([]).decode("utf-8-sig").count("\r\n") == 1


def test_csv_holds_texts_whole_and_days_as_days() -> None:
    rows = rows_of_csv(csv_bytes(TASKS))
    assert [row["Nhiệm vụ"] for row in rows[:4]] == [task.task for task in FLOODS[:4]]
    assert (rows[1]["Thời hạn"], rows[1]["Từ ngày"], rows[1]["Đến ngày"]) == ("Quý III/2026", "2026-07-01", "2026-09-30")
    assert rows[3]["Đến ngày"] == ""
    assert rows[0]["Nguồn"] == "21/KH-UBND, trang 1 (ke-hoach-21.pdf)"


def test_no_cell_of_csv_is_a_formula() -> None:
    hostile = [
        held(Task(ordinal=0, kind=TaskKind.ROW, task=text, start=0, end=0)) for text in ("=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1")
    ]
    for content in (csv_bytes(TASKS), csv_bytes(hostile)):
        for row in rows_of_csv(content):
            assert not [cell for cell in row.values() if cell.strip()[:1] in tuple("=+-@")]
    assert rows_of_csv(csv_bytes(TASKS))[4]["Cơ quan chủ trì"] == "'+ Văn phòng"


def test_xlsx_has_headings_that_stay_filter_and_wrap() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(TASKS)))
    assert book.sheetnames == [SHEET]
    sheet = book[SHEET]
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert all(cell.font.bold for cell in sheet[1])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:P6")
    assert sheet.column_dimensions["D"].width == 60
    assert sheet["D2"].alignment.wrap_text


def test_xlsx_holds_days_as_days_and_every_text_as_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(TASKS)))[SHEET]
    columns = dict(zip(HEADINGS, "ABCDEFGHIJKLMNOP", strict=True))
    day = sheet[f"{columns['Đến ngày']}2"]
    assert (day.value, day.is_date, day.number_format) == (datetime.datetime(2026, 6, 30), True, "dd/mm/yyyy")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert cell.value is None or cell.data_type == ("d" if isinstance(cell.value, datetime.datetime) else "s")
    formula = sheet[f"{columns['Nhiệm vụ']}6"]
    assert (formula.value, formula.data_type, formula.quotePrefix) == (FLOODS[4].task, "s", True)
    assert sheet[f"{columns['TT']}4"].value == "2.1"


def test_xlsx_takes_what_a_cell_cannot_hold() -> None:
    odd = [Task(ordinal=0, kind=TaskKind.ROW, task=text, start=0, end=0) for text in ("a\x00b\x0bc\ud800\ufffe", "x" * 40_000, "#N/A")]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([held(task) for task in odd])))[SHEET]
    assert [sheet["D2"].value, len(str(sheet["D3"].value)), sheet["D4"].data_type] == ["abc", 32_767, "s"]
    assert csv_bytes([held(odd[0])])


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "nhiệm vụ.csv"
    write_file(path, b"one")
    write_file(path, b"two")
    assert path.read_bytes() == b"two"

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FileUnwritable, match="no space left"):
        write_file(path, b"three")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no device to write to")
def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    write_file(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()
