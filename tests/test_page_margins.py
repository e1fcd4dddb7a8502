"""What of a masthead stands in the margins of pages is read once; the rest of the margins is named, page numbers aside."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from ingest.document import Document
from ingest.layout.page_margins import read_margins
from ingest.layout.structure import Line, assemble, build_blocks
from ingest.read import read_document
from tests.word_parts import MASTHEAD, plan, saved

TITLE = ("KẾ HOẠCH", "Chống ngập khu vực trung tâm năm 2026")
ITEMS = (
    "1. Nạo vét 42 km cống thoát nước trên địa bàn quận Bắc Sơn.",
    "2. Công ty Thoát nước chủ trì, hoàn thành trước ngày 31/5/2026.",
)
ISSUER = "Ủy ban nhân dân thành phố An Hải"
DAY = datetime.date(2026, 4, 20)


def with_header(*lines: str, footer: tuple[str, ...] = (), masthead: tuple[str, ...] = TITLE) -> WordDocument:
    word = plan(*ITEMS, masthead=masthead)
    for part, texts in ((word.sections[0].header, lines), (word.sections[0].footer, footer)):
        for text in texts:
            part.add_paragraph(text)
    return word


def read(word: WordDocument, folder: Path) -> Document:
    return read_document(saved(word, folder / "a.docx"))


def test_a_masthead_in_the_header_of_the_pages_opens_the_document(tmp_path: Path) -> None:
    lines = ("ỦY BAN NHÂN DÂN THÀNH PHỐ AN HẢI", "Số: 304/KH-UBND", "An Hải, ngày 20 tháng 4 năm 2026", "Trang 1/5")
    document = read(with_header(*lines), tmp_path)
    header = document.header
    assert (header.number, header.issuer, header.date, header.subject) == ("304/KH-UBND", ISSUER, DAY, TITLE[1])
    assert (document.text.count("304/KH-UBND"), document.notes) == (1, ())


def test_a_masthead_laid_out_by_a_table_in_the_header_of_the_first_page(tmp_path: Path) -> None:
    word = plan(*ITEMS, masthead=TITLE)
    section = word.sections[0]
    section.different_first_page_header_footer = True
    table = section.first_page_header.add_table(rows=2, cols=2, width=Cm(16))
    texts = ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ AN HẢI", f"{MASTHEAD[3]}\n{MASTHEAD[4]}", "Số: 304/KH-UBND", "An Hải, ngày 20 tháng 4 năm 2026")
    for cell, text in zip(table._cells, texts, strict=True):
        cell.text = text
    section.header.paragraphs[0].text = "Kế hoạch số 304/KH-UBND"
    document = read(word, tmp_path)
    assert (document.header.number, document.header.issuer, document.header.date) == ("304/KH-UBND", ISSUER, DAY)
    assert document.notes == ('Headers and footers of the pages were left out: "Kế hoạch số 304/KH-UBND".',)


def test_the_header_of_a_first_page_that_is_switched_off_is_not_read(tmp_path: Path) -> None:
    word = plan(*ITEMS, masthead=TITLE)
    word.sections[0].first_page_header.paragraphs[0].text = "Số: 999/KH-UBND"
    assert read(word, tmp_path).header.number is None


@pytest.mark.parametrize("blank", ["Số:        /KH-UBND", None])
def test_a_number_in_the_margin_fills_in_a_masthead_without(tmp_path: Path, blank: str | None) -> None:
    masthead = tuple(line for line in (*MASTHEAD[:2], blank, *MASTHEAD[3:]) if line)
    document = read(with_header("Số: 304/KH-UBND", masthead=masthead), tmp_path)
    assert (document.header.number, document.header.issuer) == ("304/KH-UBND", ISSUER)
    assert (document.header.date, document.header.subject) == (datetime.date(2026, 3, 12), MASTHEAD[-1])


@pytest.mark.parametrize(
    "line", ["Kế hoạch số 304/KH-UBND ngày 20/4/2026 của UBND thành phố An Hải", "304/KH-UBND", "KH 304/KH-UBND – Trang 2/7"]
)
def test_a_running_line_with_the_number_of_the_document_states_it(tmp_path: Path, line: str) -> None:
    document = read(with_header(footer=(line,)), tmp_path)
    assert (document.header.number, document.header.kind) == ("304/KH-UBND", "Kế hoạch")
    assert document.header.date == (DAY if "20/4/2026" in line else None)


@pytest.mark.parametrize("line", ["Phụ lục kèm theo Kế hoạch số 12/KH-UBND", "Thực hiện Nghị quyết số 15/NQ-HĐND", "DỰ THẢO LẦN 3"])
def test_a_running_line_that_is_no_masthead_is_named(tmp_path: Path, line: str) -> None:
    document = read(with_header(line, "2", footer=("Trang 1",)), tmp_path)
    assert (document.header.number, document.header.subject) == (None, TITLE[1])
    assert document.notes == (f'Headers and footers of the pages were left out: "{line}".',)
    assert line not in document.text


def test_what_the_text_says_itself_is_neither_repeated_nor_named(tmp_path: Path) -> None:
    document = read(with_header(MASTHEAD[2], MASTHEAD[-1], "- 2 -", masthead=MASTHEAD), tmp_path)
    assert (document.text.count(MASTHEAD[2]), document.notes) == (1, ())


def test_who_issues_may_stand_in_the_margin_alone(tmp_path: Path) -> None:
    document = read(with_header("ỦY BAN NHÂN DÂN THÀNH PHỐ AN HẢI"), tmp_path)
    assert (document.header.issuer, document.header.subject) == (ISSUER, TITLE[1])


def test_words_across_the_page_are_named(tmp_path: Path) -> None:
    word = plan(*ITEMS)
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="BẢN NHÁP"/></v:shape>'
    word.sections[0].header.paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{shape}</w:pict></w:r>"))
    assert read(word, tmp_path).notes == ('Headers and footers of the pages were left out: "BẢN NHÁP (across the page)".',)


def test_many_lines_are_counted_and_long_ones_cut() -> None:
    margins = read_margins([[f"Dòng chữ {chr(97 + number)} ở đầu trang" for number in range(9)], ["x" * 200]], body=ITEMS)
    assert margins.note.endswith('"Dòng chữ e ở đầu trang" and 5 more lines.')
    assert "x" * 81 not in read_margins([["x" * 200]], body=ITEMS).note


HEAD = (
    f"<table><tr><td>{MASTHEAD[0]}<br>{MASTHEAD[1]}</td><td>{MASTHEAD[3]}<br>{MASTHEAD[4]}</td></tr>"
    "<tr><td>Số: 304/KH-UBND</td><td>An Hải, ngày 20 tháng 4 năm 2026</td></tr></table>"
)


@pytest.mark.parametrize("around", ["<header>{}</header>", '<div class="banner">{}</div>', "<div>{}</div>"])
def test_the_masthead_above_the_main_part_of_a_web_page_belongs_to_it(tmp_path: Path, around: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in (*TITLE, *ITEMS, *ITEMS))
    page = f'<html><head><meta charset="utf-8"></head><body><nav>Trang chủ</nav>{around.format(HEAD)}<main>{text}</main></body></html>'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    header = read_document(tmp_path / "a.html").header
    assert (header.number, header.issuer, header.date, header.subject) == ("304/KH-UBND", ISSUER, DAY, TITLE[1])


def test_the_numbers_of_a_portal_are_no_masthead(tmp_path: Path) -> None:
    text = "".join(f"<p>{line} Các sở, ngành phối hợp thực hiện đúng tiến độ.</p>" for line in ITEMS * 2)
    head = "<header>Cổng thông tin. Giấy phép số: 12/GP-TTĐT</header>"
    page = f"<html><body>{head}<article><h1>Tin chống ngập</h1>{text}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert read_document(tmp_path / "a.html").header.number is None


def test_a_masthead_that_runs_over_the_pages_of_a_pdf_is_kept_once() -> None:
    head = ("ỦY BAN NHÂN DÂN THÀNH PHỐ AN HẢI", "Số: 304/KH-UBND", "An Hải, ngày 20 tháng 4 năm 2026")
    lines = [
        Line(text=text, page=page)
        for page in (1, 2, 3)
        for text in (*head, *(TITLE if page == 1 else ()), *(f"{page}.{item} Nạo vét cống số {item}." for item in range(1, 9)), f"{page}")
    ]
    parts = assemble(build_blocks(lines))
    assert (parts.header.number, parts.header.issuer, parts.header.date, parts.header.subject) == ("304/KH-UBND", ISSUER, DAY, TITLE[1])
    assert sum("304/KH-UBND" in block.text for block in parts.blocks) == 1
