"""One document in several files is held once, its best file cited; another version under its number stays a document of its own."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.sample.docx import set_docx
from evals.sample.manuscript import Line, LineKind, Manuscript
from evals.sample.pdf import set_pdf
from tests.test_sources import put
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.same_text import likeness

LINES = (
    "Ủy ban nhân dân Thành phố ban hành Kế hoạch trồng cây xanh với các nội dung sau:",
    "1. Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập danh mục tuyến phố trồng cây, hoàn thành trước ngày 30 tháng 6 năm 2026.",
    "2. Sở Y tế chủ trì, phối hợp với Sở Du lịch tuyên truyền về cây xanh trong các bệnh viện, hoàn thành trong quý IV năm 2026.",
    "Công ty Công viên Cây xanh cung cấp 15.000 cây giống trong năm 2026.",
    "Trong quá trình thực hiện, nếu có khó khăn, các đơn vị báo cáo Ủy ban nhân dân Thành phố xem xét, giải quyết.",
)


def plan(*lines: str, number: str = "702/KH-UBND") -> Manuscript:
    """A plan of these lines."""
    fields = {
        "issuer": "ỦY BAN NHÂN DÂN|THÀNH PHỐ AN HẢI", "motto": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc",
        "number": f"Số: {number}", "date": "An Hải, ngày 12 tháng 3 năm 2026", "kind": "KẾ HOẠCH", "subject": "Trồng cây xanh năm 2026",
        "recipients": "Các sở, ngành;|Lưu: VT.", "signed": "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH", "signer": "Lê Văn An",
    }  # fmt: skip
    body = tuple(Line(kind=LineKind.PARAGRAPH, text=line) for line in lines)
    return Manuscript(name="ke-hoach", fields=fields, body=body)


@pytest.fixture
def index(tmp_path: Path, embedder: Embedder) -> Iterator[Index]:
    """An empty index."""
    with Index(tmp_path / "home", embedder=embedder) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the plan as DOCX and as PDF."""
    made = tmp_path / "plans"
    made.mkdir()
    set_docx(plan(*LINES), target=made / "ke-hoach.docx")
    set_pdf(plan(*LINES), target=made / "KH 702 ban ky.pdf")
    return made


@pytest.mark.parametrize("first", ["ke-hoach.docx", "KH 702 ban ky.pdf"])
def test_a_plan_as_docx_and_pdf_is_one_document_cited_as_pdf(index: Index, folder: Path, first: str) -> None:
    reports = [ingest_paths(index, [folder / first]), ingest_paths(index, [folder])]
    (record,) = index.documents()
    assert (record.name, record.other_files) == ("KH 702 ban ky.pdf", ("ke-hoach.docx",))
    assert len(index.tasks()) == 2
    assert "The same document as" in " ".join(outcome.reason for report in reports for outcome in report.read)
    again = ingest_paths(index, [folder])
    assert (len(again.unchanged), again.read) == (2, ())


def test_both_in_one_run_are_one_document(index: Index, folder: Path) -> None:
    ingest_paths(index, [folder])
    assert (len(index.documents()), len(index.tasks())) == (1, 2)


@pytest.mark.parametrize(
    ("printed", "changed"),
    [("15.000 cây", "12.000 cây"), ("Sở Y tế chủ trì", "Sở Nội vụ chủ trì"), ("30 tháng 6", "30 tháng 9"), ("cung cấp", "không cung cấp")],
)
def test_a_draft_under_the_same_number_stays_a_document_of_its_own(index: Index, folder: Path, printed: str, changed: str) -> None:
    set_docx(plan(*(line.replace(printed, changed) for line in LINES)), target=folder / "ke-hoach.docx")
    report = ingest_paths(index, [folder])
    assert len(index.documents()) == 2
    assert "Bears the number of" in " ".join(outcome.reason for outcome in report.read)


def test_roles_that_changed_places_are_another_version(index: Index, folder: Path) -> None:
    swapped = LINES[1].replace("Sở Xây dựng", "Sở Z").replace("Sở Tài chính", "Sở Xây dựng").replace("Sở Z", "Sở Tài chính")
    set_docx(plan(LINES[0], swapped, *LINES[2:]), target=folder / "ke-hoach.docx")
    ingest_paths(index, [folder])
    assert len(index.documents()) == 2


def test_one_number_of_two_issuers_or_with_another_text_is_two_documents(index: Index, folder: Path) -> None:
    set_docx(
        plan("Các phường tổ chức hội khỏe tại sân vận động.", "Học sinh các trường tham gia chạy tiếp sức."),
        target=folder / "ke-hoach.docx",
    )
    report = ingest_paths(index, [folder])
    assert len(index.documents()) == 2
    assert not any(outcome.reason for outcome in report.read)


def test_a_moved_file_is_the_same_document_under_its_new_path(index: Index, folder: Path) -> None:
    (folder / "ke-hoach.docx").unlink()
    ingest_paths(index, [folder])
    (before,) = index.documents()
    (folder / "2026").mkdir()
    shutil.move(folder / "KH 702 ban ky.pdf", folder / "2026" / "KH-702.pdf")
    report = ingest_paths(index, [folder])
    (after,) = index.documents()
    assert (after.id, after.name, after.other_files) == (before.id, "KH-702.pdf", ())
    assert (report.read, report.gone) == ((), ())
    assert "Moved from" in report.unchanged[0].reason


def test_a_copy_keeps_the_document_when_the_first_file_goes(index: Index, folder: Path) -> None:
    (folder / "ke-hoach.docx").unlink()
    shutil.copy(folder / "KH 702 ban ky.pdf", folder / "sao.pdf")
    ingest_paths(index, [folder])
    (folder / "KH 702 ban ky.pdf").unlink()
    report = ingest_paths(index, [folder], prune=True)
    assert ([one.path.name for one in report.removed], len(index.documents())) == (["KH 702 ban ky.pdf"], 1)


def test_files_that_are_gone_are_said_and_taken_out_only_when_asked(index: Index, folder: Path) -> None:
    put(folder / "khac.txt", "Kế hoạch khác: phường tổ chức tổng vệ sinh vào sáng thứ bảy.")
    ingest_paths(index, [folder])
    (folder / "khac.txt").unlink()
    report = ingest_paths(index, [folder])
    assert ([one.path.name for one in report.gone], len(index.documents())) == (["khac.txt"], 2)
    report = ingest_paths(index, [folder], prune=True)
    assert ([one.path.name for one in report.removed], len(index.documents())) == (["khac.txt"], 1)


def test_when_the_signed_file_goes_the_other_one_takes_its_place(index: Index, folder: Path) -> None:
    ingest_paths(index, [folder])
    (folder / "KH 702 ban ky.pdf").unlink()
    ingest_paths(index, [folder], prune=True)
    (record,) = index.documents()
    assert (record.name, record.other_files, len(index.tasks())) == ("ke-hoach.docx", (), 2)


def test_when_the_signed_file_changes_the_other_one_is_read_again(index: Index, folder: Path) -> None:
    ingest_paths(index, [folder])
    set_pdf(plan(*LINES[:3], "Công ty Công viên Cây xanh cung cấp 9.000 cây giống trong năm 2026."), target=folder / "KH 702 ban ky.pdf")
    ingest_paths(index, [folder])
    assert sorted(record.name for record in index.documents()) == ["KH 702 ban ky.pdf", "ke-hoach.docx"]


def test_a_folder_that_came_to_be_empty_is_taken_for_a_disk_that_is_away(index: Index, folder: Path) -> None:
    ingest_paths(index, [folder])
    for path in folder.iterdir():
        path.unlink()
    report = ingest_paths(index, [folder], prune=True)
    assert (len(report.refused), report.removed, len(index.documents())) == (1, (), 1)


def test_removing_a_document_removes_it_with_all_its_files(index: Index, folder: Path) -> None:
    ingest_paths(index, [folder])
    (record,) = index.documents()
    index.remove(record.id)
    assert (index.documents(), index.catalogue.files.all()) == ((), ())


def test_texts_that_formats_tell_otherwise_are_the_same() -> None:
    body = "\n".join(LINES)
    others = (
        body.replace("Thành phố", "thành phố").upper(),
        body.replace("cây xanh", "cây\nxanh"),
        "\n".join(line.removeprefix("1. ").removeprefix("2. ") for line in LINES),
        body + "\nTài liệu lưu hành nội bộ",
        body + "\nKý bởi: Ủy ban nhân dân. Thời gian ký: 12/03/2026 08:11:22",
        body.replace("chủ trì, phối hợp", "chủtrì, phối hợp", 1),
        "\n".join((*LINES[3:], *LINES[:3])),
    )
    assert [likeness(body, other).same for other in others] == [True] * len(others)


def test_texts_that_say_something_else_are_not() -> None:
    body = "\n".join(LINES)
    others = (
        body.replace("15.000", "12.000"),
        body.replace("Sở Y tế", "Sở Nội vụ"),
        body.replace("cung cấp", "không cung cấp"),
        body + "\nSở Nội vụ tổ chức thi đua giữa các phường.",
        body.replace(LINES[4], ""),
        body.replace("quý IV", "quý III"),
    )
    assert [likeness(body, other).same for other in others] == [False] * len(others)
    assert all(likeness(body, other).versions for other in others)
    english = "The Department of Construction leads the survey of trees and reports to the People's Committee before 30 June 2026. " * 3
    assert not likeness(english, english.replace("Construction", "Health", 1)).same


def test_what_came_in_an_archive_is_there_while_the_archive_is(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    with zipfile.ZipFile(folder / "goi.zip", "w") as archive:
        archive.writestr("a.txt", "Phường tổ chức tổng vệ sinh vào sáng thứ bảy hằng tuần.")
    put(folder / "b.txt", "Sở Xây dựng chủ trì lập quy hoạch chi tiết trong năm 2026.")
    ingest_paths(index, [folder], prune=True)
    assert (ingest_paths(index, [folder], prune=True).removed, len(index.documents())) == ((), 2)
    (folder / "goi.zip").unlink()
    assert (len(ingest_paths(index, [folder], prune=True).removed), len(index.documents())) == (1, 1)
