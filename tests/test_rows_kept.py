"""No row of a table and no line of an office's own text is taken for what stands around an article."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest

from ingest.document import BlockKind, Document
from ingest.layout.cut import cut_passages
from ingest.read import read_document
from ingest.text.vietnamese import fold

CONTACTS = (
    "Hướng dẫn thu gom rác cồng kềnh",
    "Công ty Môi trường đô thị thu gom rác cồng kềnh (bàn ghế, tủ, nệm) tại nhà cho người dân ở ba quận theo lịch dưới đây, trừ ngày lễ.",
    "Đường dây nóng: 1800 0000, từ 7 giờ đến 21 giờ hằng ngày.",
    "Hotline: 1900 0000",
    "Trụ sở: số 5 phố Trần Cao, quận Bắc Sơn.",
    "Điện thoại: 0225 000 000",
    "Email: rac@example.vn",
    "Liên hệ: bà Lê Vân, phòng Kỹ thuật",
    "Tags: rác, phí, lịch",
    "Từ khóa: thu gom, phí",
    "Xem thêm",
    "Phụ lục 2 nêu mức chi 350 triệu đồng",
    "Tin khác",
    "Cổng thông tin điện tử của thành phố đăng lịch từng phố.",
    "Giấy phép số 12/GP-UBND do Sở Xây dựng cấp cho công ty",
    "Bản quyền của bản đồ thuộc Sở Tài nguyên",
    "Mức phí là 50.000 đồng một lần",
    "Mức phí là 50.000 đồng một lần",
    "Nguồn: ngân sách thành phố 12 tỷ đồng",
    "Trần Thị Hà",
)
"""Lines that also stand around articles, in a text of an office's own."""

TABLES: dict[str, Sequence[Sequence[object]]] = {
    "capitals": [("TT", "QUẬN", "NĂM 2025", "NĂM 2026"), (1, "BẮC SƠN", 120, 150), (2, "NAM HẢI", 240, 275)],
    "capitals without a heading": [("BẮC SƠN", "A", "B", "C"), ("NAM HẢI", "D", "E", "F"), ("TÂN AN", "G", "H", "I")],
    "totals": [("Quận", "2024", "2025", "2026"), ("Bắc Sơn", 120, 135, 150), ("TỔNG CỘNG", 120, 135, 150), ("TỔNG CỘNG", 120, 135, 150)],
    "one column": [("DANH SÁCH",), ("Sở Xây dựng",), ("Sở Xây dựng",), ("HOTLINE",), ("Facebook",), ("Trần Long",), ("HẢI NAM",)],
    "days only": [("15/03/2026",), ("16/03/2026",), ("17/03/2026",), ("17/03/2026",)],
    "days and times": [("Ngày", "Giờ"), ("15/03/2026", "08:41"), ("16/03/2026", "08:41"), ("16/03/2026", "08:41")],
    "figures only": [(1, 2, 3, 4), (5, 6, 7, 8), (5, 6, 7, 8), (9, 10, 11, 12)],
    "figures from the first row on": [("Sở Xây dựng", 120, 135), ("Sở Y tế", 90, 95), ("Sở Y tế", 90, 95), ("Sở Nội vụ", 12, 14)],
    "the first row again": [("Sở Xây dựng", "Đạt", "Tốt"), ("Sở Y tế", "Đạt", "Khá"), ("Sở Xây dựng", "Đạt", "Tốt")],
    "shares from the first row on": [("Bắc Sơn", "12,5%"), ("Nam Hải", "8%"), ("Tân An", "9,25%"), ("Hồ Sen", "11%")],
    "contacts": [
        ("Mục", "Nội dung"),
        ("Hotline:", "1900 0000"),
        ("Trụ sở:", "12 phố Hồ Sen"),
        ("Tags:", "cây"),
        ("Tin khác", "x"),
        ("Chia sẻ", "5"),
    ],
    "stars and bars": [("A * B", "C | D", "E • F", "G"), ("*", "-", "=", "1"), ("X * Y * Z * T", "U", "V", "W")],
}


def kept(document: Document, texts: Sequence[str]) -> list[str]:
    """Those of `texts` that the document lacks; of one that comes several times as many as are missing."""
    rest = fold(" ".join(document.text.split()).replace(" | ", " ").replace("|", " "))
    rest = " ".join(rest.split())
    missing = []
    for text in texts:
        wanted = " ".join(fold(text).replace("|", " ").split())
        if wanted in rest:
            rest = rest.replace(wanted, "#", 1)
        else:
            missing.append(text)
    return missing


def make_text(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


def make_word(path: Path, lines: Sequence[str]) -> Path:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(path))
    return path


def make_sheet(path: Path, lines: Sequence[str]) -> Path:
    workbook = openpyxl.Workbook()
    for line in lines:
        workbook.worksheets[0].append([line])
    workbook.save(path)
    return path


def make_rows(path: Path, rows: Sequence[Sequence[object]]) -> None:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.worksheets[0].append(list(row))
    workbook.save(path)


def make_word_table(path: Path, rows: Sequence[Sequence[object]]) -> None:
    word = docx.Document()
    word.add_paragraph("Số liệu của các quận")
    table = word.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = str(text)
    word.save(str(path))


def make_markup(rows: Sequence[Sequence[str]], *, form: str) -> str:
    """A table as Markdown or HTML."""
    if form == "html":
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        return f"<html><body><table>{cells}</table></body></html>"
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join((lines[0], "|---" * len(rows[0]) + "|", *lines[1:]))


def make_page(path: Path, lines: Sequence[str]) -> Path:
    path.write_text(f"<html><body><div>{''.join(f'<p>{line}</p>' for line in lines)}</div></body></html>", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.txt", make_text), ("a.md", make_text), ("a.docx", make_word), ("a.xlsx", make_sheet), ("a.html", make_page)],
)
def test_lines_of_an_office_that_look_like_those_around_articles_are_kept(tmp_path: Path, name: str, make: object) -> None:
    document = read_document(make(tmp_path / name, CONTACTS))  # type: ignore[operator]
    assert kept(document, CONTACTS) == []
    assert document.notes == ()


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_a_workbook_are_kept(tmp_path: Path, name: str) -> None:
    make_rows(tmp_path / "a.xlsx", TABLES[name])
    document = read_document(tmp_path / "a.xlsx")
    assert kept(document, [" ".join(map(str, row)) for row in TABLES[name]]) == []
    assert document.notes == ()
    if name == "days only":
        assert document.header.date is None


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_a_table_in_a_word_file_are_kept(tmp_path: Path, name: str) -> None:
    rows = TABLES[name]
    make_word_table(tmp_path / "a.docx", rows)
    assert kept(read_document(tmp_path / "a.docx"), [" ".join(map(str, row)) for row in rows]) == []


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("form", ["md", "html"])
def test_rows_of_a_table_in_a_text_are_kept(tmp_path: Path, name: str, form: str) -> None:
    rows = [[str(text).replace("|", "/") for text in row] for row in TABLES[name]]
    (tmp_path / f"a.{form}").write_text(make_markup(rows, form=form), encoding="utf-8")
    assert kept(read_document(tmp_path / f"a.{form}"), [" ".join(row) for row in rows]) == []


@pytest.mark.parametrize("form", ["xlsx", "docx", "md", "html"])
@pytest.mark.parametrize("name", ["figures from the first row on", "shares from the first row on"])
def test_a_first_row_of_figures_is_a_row_and_heads_no_others(tmp_path: Path, form: str, name: str) -> None:
    rows = [tuple(map(str, row)) for row in TABLES[name]]
    path = tmp_path / f"a.{form}"
    if form == "xlsx":
        make_rows(path, TABLES[name])
    elif form == "docx":
        make_word_table(path, rows)
    else:
        path.write_text(make_markup(rows, form=form), encoding="utf-8")
    passages = cut_passages(read_document(path))
    assert " ".join(rows[0]) in " ".join(passage.text.replace(" | ", " ") for passage in passages)


def test_a_heading_of_years_stays_one(tmp_path: Path) -> None:
    make_rows(tmp_path / "a.xlsx", [("Quận", 2024, 2025), ("Bắc Sơn", 120, 135), ("Nam Hải", 210, 240)])
    blocks = read_document(tmp_path / "a.xlsx").blocks
    assert [block.kind for block in blocks if "Quận" in block.text] == [BlockKind.HEADING]
