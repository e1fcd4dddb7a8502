"""What was left out of a file is said in the report and on the page, in the page's language."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup

from assistant.command_line.ingest_report import report_text
from assistant.web.source_panel import panel_html
from ingest.note import Note, as_note, quoted_examples
from ingest.read import read_document
from ingest.readers.left_out import LeftOut, Unseen
from prompts import message, templates
from tests.web_pages import NEWSPAPER
from vectorstore.outcomes import FileOutcome, IngestReport
from vectorstore.rows import document_row, read_record

LINE = "Sở Xây dựng chủ trì trồng 500 cây xanh trước ngày 30/6/2026."


def test_a_note_is_a_sentence_that_can_be_said_in_another_language() -> None:
    note = Note("Lines left out around the text: 2 (“a”).", code="around", values={"count": 2, "examples": "“a\x1b[31m”"})
    assert note == "Lines left out around the text: 2 (“a”)."
    again = pickle.loads(pickle.dumps(note))
    assert (again, again.code, again.values) == (note, "around", {"count": 2, "examples": "“a [31m”"})
    assert as_note(note) is note
    assert (as_note("Page 4 is a scan.").code, as_note("a\nb")) == ("", "a b")


def test_examples_are_the_commonest_lines_each_once_whatever_its_page() -> None:
    lines = ["Trang 1", "CÔNG BÁO/Số 302 70", "CÔNG BÁO/Số 302 71", "x" * 100, "CÔNG BÁO/Số 302 72"]
    assert quoted_examples(lines) == f"“CÔNG BÁO/Số 302 70”, “Trang 1”, “{'x' * 59}…”"
    assert quoted_examples(["a", "b", "c", "d"]).endswith("“c”, …")


def files(folder: Path) -> Iterator[Path]:
    """Files each of which is read with notes."""
    (folder / "bao.html").write_text(NEWSPAPER.html, encoding="utf-8")
    yield folder / "bao.html"
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append([LINE])
    workbook.create_sheet("Nháp").sheet_state = "hidden"
    workbook.save(folder / "an.xlsx")
    yield folder / "an.xlsx"
    (folder / "hong.txt").write_bytes(f"{LINE}\n{LINE}".encode() + b"\xff")
    yield folder / "hong.txt"
    yield Path(__file__).parent.parent / "evals/sample/documents/57-KH-UBND.pdf"


def test_the_page_says_in_each_language_what_the_command_line_says(tmp_path: Path) -> None:
    seen: set[str] = set()
    for path in files(tmp_path):
        for note in map(as_note, read_document(path).notes):
            if note.code:
                seen.add(note.code)
                assert message(note.code, note.values, file="notes", language="en") == note
                assert message(note.code, note.values, file="notes", language="vi") != note
    assert {"around", "hidden_sheets", "bad_characters", "running"} <= seen <= templates("vi", "notes").keys()


def test_notes_are_kept_and_stand_beside_the_document_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "bao.html").write_text(NEWSPAPER.html, encoding="utf-8")
    document = read_document(tmp_path / "bao.html")
    record = read_record(document_row(document, passage_count=3))
    assert [(str(note), as_note(note).code) for note in record.notes] == [(str(note), as_note(note).code) for note in document.notes]
    shown = BeautifulSoup(panel_html([], language="vi", documents=[record]), "lxml").select_one(".documents .reading-notes")
    assert shown is not None
    assert shown.summary is not None and shown.summary.get_text() == "Ghi chú khi đọc tệp (1)"
    assert shown.li is not None and shown.li.get_text().startswith("Đã bỏ các dòng bao quanh nội dung: ")
    english = BeautifulSoup(panel_html([], language="en", documents=[record]), "lxml").select_one(".reading-notes li")
    assert english is not None and english.get_text() == document.notes[0]


def test_a_note_without_other_words_is_shown_in_its_own_and_none_without_notes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    record = read_record(document_row(read_document(tmp_path / "a.txt"), passage_count=1))
    assert "reading-notes" not in panel_html([], language="vi", documents=[record])
    scanned = read_record((*document_row(read_document(tmp_path / "a.txt"), passage_count=1)[:-2], '["Page 4 is a <scan>."]', "[]"))
    assert '<li lang="en">Page 4 is a &lt;scan&gt;.</li>' in panel_html([], language="vi", documents=[scanned])


@pytest.mark.parametrize("count", [1, 2, 1200])
@pytest.mark.parametrize("reason", Unseen)
def test_what_is_not_seen_is_said_in_both_languages(reason: Unseen, count: int) -> None:
    left_out = LeftOut()
    left_out.add("từ " * count, reason=reason)
    (note,) = map(as_note, left_out.notes)
    assert message(note.code, note.values, file="notes", language="en") == note
    assert f": {count} chữ." in message(note.code, note.values, file="notes", language="vi")


@pytest.mark.parametrize("fate", ["read", "replaced"])
def test_the_report_of_ingest_says_what_was_left_out(tmp_path: Path, fate: str) -> None:
    (tmp_path / "bao.html").write_text(NEWSPAPER.html, encoding="utf-8")
    document = read_document(tmp_path / "bao.html")
    outcome = FileOutcome(path=tmp_path / "bao.html", document_id=document.id, notes=document.notes, passage_count=3)
    said = report_text(IngestReport(**{"read": (), "replaced": (), "unchanged": (), "refused": (), fate: (outcome,)}))
    assert "Lines left out around the text: " in said
