"""No row of a table and no line of an office's own text is taken for what stands around an article or on every page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.document import BlockKind, Document
from ingest.layout.cut import cut_passages
from ingest.layout.structure import Line, assemble, build_blocks
from ingest.raw import RawBlock
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


# -- pages


def printed(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for lines in pages:
        for at, line in enumerate(lines):
            canvas.drawString(60, 780 - 20 * at, line)
        canvas.showPage()
    canvas.save()
    return path


def of_pages(*pages: Sequence[str]) -> str:
    """What is left of these pages, in order."""
    lines = [Line(text=line, page=number) for number, page in enumerate(pages, 1) for line in page]
    return "\n".join(block.text for block in assemble(build_blocks(lines)).blocks)


def test_rows_of_figures_at_the_edges_of_pages_are_kept() -> None:
    pages = [[f"{first} {first * 2} {first * 3} {first * 4}" for first in range(start, start + 5)] for start in (11, 31, 51)]
    assert [line for page in pages for line in page if line not in of_pages(*pages).replace("\n", " ")] == []


def test_rows_that_begin_alike_at_the_edges_of_pages_are_kept() -> None:
    pages = [(f"Quan Bac Son {year} 120 135", "Quan Nam Hai 7 9", f"Tong cong {year * 2}") for year in (11, 25, 32)]
    text = of_pages(*pages).replace("\n", " ")
    assert [line for page in pages for line in page if line not in text and not line.startswith("Quan Nam Hai")] == []


def test_numbers_that_do_not_rise_with_the_pages_are_kept() -> None:
    text = of_pages(("Bang so 1", "275"), ("Bang so 2", "240"), ("Bang so 3", "95"))
    assert all(figure in text for figure in ("275", "240", "95"))


@pytest.mark.parametrize("head", ["To {at}", "Phu luc {at}", "Danh sach ho ngheo cua to {at}", "Ket qua nam {year}", "Bang {at}: cay xanh"])
def test_what_counts_tables_or_years_on_pages_is_no_running_head(head: str) -> None:
    heads = [head.format(at=at, year=2023 + at) for at in (1, 2, 3)]
    text = of_pages(
        *((line, f"Noi dung rieng cua trang nay {word}.", "Het") for line, word in zip(heads, ("mot", "hai", "ba"), strict=True))
    )
    assert [line for line in heads if line not in text] == []


@pytest.mark.parametrize(
    "head",
    [
        "CONG BAO/So 302/Ngay 02-06-2026 {at}",
        "{at} CONG BAO/So 302/Ngay 02-06-2026",
        "Bao cao thang - Trang {at}",
        "So Xay dung - {at}",
        "Bao cao | {at}/3",
    ],
)
def test_a_running_head_with_the_number_of_its_page_goes(head: str) -> None:
    heads = [head.format(at=at) for at in (1, 2, 3)]
    text = of_pages(
        *((line, f"Noi dung rieng cua trang nay {word}.", "Het") for line, word in zip(heads, ("mot", "hai", "ba"), strict=True))
    )
    assert [line for line in heads if line in text] == []


def test_pages_of_nothing_but_running_heads_are_no_text() -> None:
    assert build_blocks([Line(text="CONG BAO", page=number) for number in (1, 2, 3)]) == ()


def test_no_blocks_make_an_empty_document() -> None:
    assert assemble(()).blocks == ()


def test_running_heads_and_page_numbers_go_whatever_they_look_like() -> None:
    pages = [
        (f"KE HOACH 15/KH-UBND {at}/3", f"Viec thu {word} do So Xay dung chu tri.", f"- {at} -")
        for at, word in ((1, "nhat"), (2, "hai"), (3, "ba"))
    ]
    text = of_pages(*pages)
    assert "KE HOACH" not in text and "- 2 -" not in text
    assert all(word in text for word in ("nhat", "hai", "ba"))


def test_a_unit_above_each_part_of_a_table_is_kept_where_it_comes_first() -> None:
    first = ("KE HOACH", "Don vi: trieu dong", "Bac Son 120")
    text = of_pages(first, ("Don vi: trieu dong", "Nam Hai 240"), ("Don vi: trieu dong", "Tan An 95"))
    assert "Don vi: trieu dong" in text and "Tan An 95" in text


def test_a_second_table_with_the_same_heading_lower_on_a_page_keeps_it() -> None:
    heading = "TT Noi dung Don vi chu tri Thoi han"
    above = [f"Dong thu {at} cua phan loi noi dau trang nay." for at in range(8)]
    text = of_pages((heading, "1 Trong cay So Xay dung 2026"), (*above, heading, "1 Tia canh Cong ty Cay xanh 2027"))
    assert text.count(heading) == 2


def test_a_pdf_of_figures_keeps_every_row_and_names_its_running_head(tmp_path: Path) -> None:
    pages = [["SO XAY DUNG - BANG SO LIEU", *(f"Quan {quan} {quan * 3} {year}" for quan in range(10, 15))] for year in (2024, 2025, 2026)]
    document = read_document(printed(tmp_path / "a.pdf", pages))
    assert kept(document, [line for page in pages for line in page[1:]]) == []
    assert document.notes == ("Lines left out at the edges of pages: 3 (“SO XAY DUNG - BANG SO LIEU”).",)


# -- saved articles

OPENING = (
    "Phường Hồ Sen đổi lịch thu gom rác",
    "05/03/2026 08:41",
    "Chia sẻ",
    "(HSO) - Từ tháng tư, phường Hồ Sen đổi lịch thu gom rác cồng kềnh của mười hai tổ dân phố, theo thông báo của phường ngày 2/3.",
)
HEADLINES = ("Thành phố khởi công cầu vượt sông", "Họp báo quý I về kinh tế", "Giá vàng tăng mạnh sáng nay")
BODY = (
    "Người dân mang rác ra trước cửa từ 5 giờ đến 6 giờ sáng; phường bố trí hai xe cho các ngõ nhỏ và một xe dự phòng trong những ngày đầu."
)


def article(*after: str) -> tuple[str, tuple[str, ...]]:
    """(the text of an article with these lines behind its opening, the lines that were left out)."""
    parts = assemble([RawBlock(kind=BlockKind.PARAGRAPH, text=text) for text in (*OPENING, *after)])
    assert OPENING[3] in [block.text for block in parts.blocks]
    return "\n".join(block.text for block in parts.blocks), parts.around


@pytest.mark.parametrize(
    "fact",
    [
        "Mức phí: 50.000 đồng một lần",
        "Mức phí là 50.000 đồng một lần.",
        "1. Tổ 1: sáng thứ Ba",
        "- Tổ 1: sáng thứ Ba;",
        BODY,
        "Điều 2. Tổ trưởng chịu trách nhiệm",
    ],
)
def test_an_article_goes_on_behind_a_box_of_other_headlines(fact: str) -> None:
    text, around = article("Xem thêm", *HEADLINES, fact, BODY[::-1])
    assert fact in text
    assert set(HEADLINES) <= set(around)


def test_contacts_at_the_end_of_an_article_are_facts_and_an_imprint_is_none() -> None:
    text, around = article(BODY, "Đường dây nóng: 1800 0000", "Tổng biên tập: Phạm Hùng", "Trụ sở: 12 phố Hồ Sen")
    assert "1800 0000" in text
    assert around == ("Chia sẻ", "Tổng biên tập: Phạm Hùng", "Trụ sở: 12 phố Hồ Sen")


def test_a_sentence_that_begins_like_an_imprint_is_none() -> None:
    said = "Cổng thông tin điện tử thành phố đăng lịch của từng ngõ."
    assert said in article(BODY, said)[0]


def test_rows_behind_other_headlines_are_kept() -> None:
    rows = [
        RawBlock(kind=BlockKind.TABLE_ROW, text=f"{name} | {value}", cells=(name, value))
        for name, value in (("TỔ 1", "THỨ BA"), ("TỔ 1", "THỨ BA"))
    ]
    opening = [RawBlock(kind=BlockKind.PARAGRAPH, text=text) for text in (*OPENING, BODY, "Tin liên quan")]
    assert [block.cells for block in assemble([*opening, *rows]).blocks][-2:] == [("TỔ 1", "THỨ BA")] * 2
