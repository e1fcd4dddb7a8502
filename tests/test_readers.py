"""Each format becomes blocks in reading order: paragraphs, headings, list items and table rows, with nothing of the wrapping."""

from __future__ import annotations

import datetime
import hashlib
import unicodedata
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.document import BlockKind, Document
from ingest.errors import DamagedFile
from ingest.layout.structure import RawBlock
from ingest.read import read_document
from ingest.readers import docx as docx_reader
from ingest.readers import html, text
from tests.test_bad_files import PROSE, make_docx, make_pdf

PLAN = (
    "Ủy ban nhân dân thành phố giao Sở Xây dựng chủ trì thực hiện Chương trình 03 về chỉnh trang đô thị. "
    "Các sở, ngành phối hợp và báo cáo kết quả vào cuối mỗi quý để tổng hợp."
)


def texts(blocks: tuple[RawBlock, ...], kind: BlockKind | None = None) -> list[str]:
    return [block.text for block in blocks if kind is None or block.kind is kind]


def write(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


# --- every format -------------------------------------------------------------------------------------------------------


def read_again(path: Path) -> tuple[Document, Document]:
    return read_document(path), read_document(path)


def test_the_id_is_the_beginning_of_the_sha256_of_the_bytes(tmp_path: Path) -> None:
    one, again = read_again(write(tmp_path / "a.txt", "abc def"))
    assert one.id == hashlib.sha256(b"abc def").hexdigest()[:16]
    assert one == again
    assert read_document(write(tmp_path / "b.txt", "abc def")).id == one.id
    assert read_document(write(tmp_path / "c.txt", "abc deg")).id != one.id


def test_pages_of_a_pdf_are_counted_from_one_and_kept(tmp_path: Path) -> None:
    document = read_document(make_pdf(tmp_path / "a.pdf", "The first page. " * 20, "The second page. " * 20, "The third page. " * 20))
    assert document.page_count == 3
    first = next(block for block in document.blocks if "first page" in block.text)
    assert first.page == 1
    last = [block for block in document.blocks if "third page" in block.text][-1]
    assert 3 in {last.page, *(page for _, page in last.page_starts)}


def test_a_source_without_pages_has_none(tmp_path: Path) -> None:
    document = read_document(write(tmp_path / "a.txt", PLAN))
    assert document.page_count is None
    assert all(block.page is None for block in document.blocks)


# --- text in several encodings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_in_any_unicode_encoding_reads_the_same(tmp_path: Path, encoding: str) -> None:
    content = f"KẾ HOẠCH\n\n{PLAN}\n" * 20
    assert read_document(write(tmp_path / "a.txt", content, encoding)).text == read_document(write(tmp_path / "b.txt", content)).text


def test_windows_1258_is_recognised_and_noted(tmp_path: Path) -> None:
    content = unicodedata.normalize("NFC", PLAN)
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}  # this encoding writes tones after the letter, ơ ư â ă ê ô whole

    def letter(character: str) -> str:
        decomposed = unicodedata.normalize("NFD", character)
        tones = "".join(mark for mark in decomposed if mark in marks)
        return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in marks)) + tones

    data = "".join(map(letter, content)).encode("cp1258")
    read, notes = text.decode(data, name="cũ.txt")
    assert read == content
    assert "windows-1258" in notes[0]


def test_bytes_of_tcvn3_and_vni_are_recognised_and_noted() -> None:
    for data, encoding in (
        ("ñy ban nh©n d©n thµnh phè, Së X©y dùng chñ tr×".encode("latin-1"), "TCVN3"),
        ("uûy ban nhaân daân thaønh phoá, Sôû Xaây döïng chuû trì".encode("cp1252"), "VNI"),
    ):
        read, notes = text.decode(data, name="cũ.txt")
        assert read == "ủy ban nhân dân thành phố, Sở Xây dựng chủ trì"
        assert encoding in notes[0]


def test_bytes_of_another_old_encoding_are_refused_with_advice() -> None:
    with pytest.raises(DamagedFile, match=r"nhat\.txt .* UTF-8"):
        text.decode("都市の排水計画を策定し、実施する".encode("shift_jis"), name="nhat.txt")


def test_a_character_cut_in_two_does_not_refuse_the_text() -> None:
    data = (PLAN * 20).encode()[:-1] + "ị".encode()[:2]
    read, notes = text.decode(data, name="a.txt")
    assert read.startswith(PLAN)
    assert "1 characters of a.txt could not be read" in notes[0]


# --- DOCX ------------------------------------------------------------------------------------------------------------------


def blocks_of(path: Path) -> tuple[RawBlock, ...]:
    return docx_reader.read(path, max_characters=1_000_000).blocks


def test_word_paragraphs_and_tables_keep_the_order_of_the_body(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("Kế hoạch", level=1)
    word.add_paragraph("Trước bảng.")
    table = word.add_table(rows=3, cols=3, style="Table Grid")
    for row, cells in enumerate([("STT", "Nhiệm vụ", "Chủ trì"), ("1", "Chỉnh trang", "Sở Xây dựng"), ("2", "Trồng cây", "")]):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    word.add_paragraph("Sau bảng.")
    word.sections[0].header.paragraphs[0].text = "Đầu trang"
    word.save(str(tmp_path / "a.docx"))
    assert [(block.kind.value, block.level, block.column_heading, block.text) for block in blocks_of(tmp_path / "a.docx")] == [
        ("heading", 1, False, "Kế hoạch"),
        ("paragraph", 0, False, "Trước bảng."),
        ("table_row", 0, True, "STT | Nhiệm vụ | Chủ trì"),
        ("table_row", 0, False, "1 | Chỉnh trang | Sở Xây dựng"),
        ("table_row", 0, False, "2 | Trồng cây | "),
        ("paragraph", 0, False, "Sau bảng."),
    ]


def test_a_cell_over_columns_stands_in_the_first_and_a_cell_over_rows_in_each_row(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=4, cols=3, style="Table Grid")
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(1, 0).merge(table.cell(1, 2)).text = "I. Đô thị"
    table.cell(2, 2).merge(table.cell(3, 2)).text = "Sở Xây dựng"
    word.save(str(tmp_path / "a.docx"))
    blocks = blocks_of(tmp_path / "a.docx")
    assert [block.cells for block in blocks] == [
        ("00", "01", "02"), ("I. Đô thị", "", ""), ("20", "21", "Sở Xây dựng"), ("30", "31", "Sở Xây dựng"),
    ]  # fmt: skip
    assert texts(blocks) == [" | ".join(block.cells) for block in blocks]


def test_a_heading_of_two_rows_becomes_one_in_word_and_in_web_pages(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=4, cols=4, style="Table Grid")
    rows = [
        ("TT", "Nhiệm vụ", "Thời gian", ""),
        ("", "", "Quý I", "Quý II"),
        ("1", "Rà soát quy hoạch", "x", ""),
        ("2", "Lập đề án", "", "x"),
    ]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    table.cell(0, 0).merge(table.cell(1, 0)).text = "TT"
    table.cell(0, 1).merge(table.cell(1, 1)).text = "Nhiệm vụ"
    table.cell(0, 2).merge(table.cell(0, 3)).text = "Thời gian"
    word.save(str(tmp_path / "a.docx"))
    page = """<table border="1"><tr><td rowspan="2">TT</td><td rowspan="2">Nhiệm vụ</td><td colspan="2">Thời gian</td></tr>
    <tr><td>Quý I</td><td>Quý II</td></tr><tr><td>1</td><td>Rà soát quy hoạch</td><td>x</td><td></td></tr>
    <tr><td>2</td><td>Lập đề án</td><td></td><td>x</td></tr></table>"""
    for blocks in (blocks_of(tmp_path / "a.docx"), html.read(write(tmp_path / "a.html", page)).blocks):
        assert [(block.column_heading, block.cells) for block in blocks] == [
            (True, ("TT", "Nhiệm vụ", "Thời gian - Quý I", "Thời gian - Quý II")),
            (False, ("1", "Rà soát quy hoạch", "x", "")),
            (False, ("2", "Lập đề án", "", "x")),
        ]


def test_a_cell_over_all_columns_of_a_web_table_leaves_the_others_empty(tmp_path: Path) -> None:
    page = """<table border="1"><tr><th>TT</th><th>Nhiệm vụ</th><th>Chủ trì</th></tr><tr><td colspan="3">I. Giao thông</td></tr>
    <tr><td>1</td><td colspan="2">Mở đường</td></tr></table>"""
    blocks = html.read(write(tmp_path / "a.html", page)).blocks
    assert [block.cells for block in blocks] == [("TT", "Nhiệm vụ", "Chủ trì"), ("I. Giao thông", "", ""), ("1", "Mở đường", "")]


def test_borders_a_hair_apart_make_no_column_of_their_own(tmp_path: Path) -> None:
    """Word counts a grid column wherever one row's border differs; here rows begin their second cell at 1 or at 2, never at both."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    rows = [[(1, "TT"), (2, "Nhiệm vụ"), (1, "Chủ trì")], [(2, "1"), (1, "Mở đường"), (1, "Sở Xây dựng")]]
    written = "".join("<w:tr>" + "".join(cell.format(*each) for each in row) + "</w:tr>" for row in rows)
    word = docx.Document()
    table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblStyle w:val='TableGrid'/></w:tblPr><w:tblGrid/>{written}</w:tbl>")
    word.element.body.insert(0, table)
    word.save(str(tmp_path / "a.docx"))
    assert [block.cells for block in blocks_of(tmp_path / "a.docx")] == [("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Mở đường", "Sở Xây dựng")]


def test_the_first_row_of_a_continued_table_is_no_heading(tmp_path: Path) -> None:
    page = """<table border="1"><tr><td>7</td><td>Mở đường</td></tr><tr><td>8</td><td>Trồng cây</td></tr></table>"""
    assert [block.column_heading for block in html.read(write(tmp_path / "a.html", page)).blocks] == [False, False]


def test_a_table_that_only_lays_out_the_masthead_gives_paragraphs(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nSố: 84/KH-UBND"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    word.save(str(tmp_path / "a.docx"))
    blocks = blocks_of(tmp_path / "a.docx")
    assert texts(blocks, BlockKind.PARAGRAPH) == ["ỦY BAN NHÂN DÂN", "Số: 84/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_automatic_numbers_are_written_out_as_word_prints_them(tmp_path: Path) -> None:
    word = docx.Document()
    numbering = word.part.numbering_part.element
    for element in list(numbering):
        numbering.remove(element)
    numbering.extend(list(parse_xml(NUMBERING)))
    for number, depth, words in [
        (1, 0, "Phạm vi"), (1, 1, "Một"), (1, 2, "chữ"), (1, 2, "chữ"), (1, 1, "Hai"), (1, 2, "chữ"), (1, 0, "Đối tượng"),
        (2, 0, "Chung"), (2, 1, "gạch"), (2, 0, "Riêng"), (3, 0, "Năm"),
    ]:  # fmt: skip
        properties = word.add_paragraph(words)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'))
    word.save(str(tmp_path / "a.docx"))
    assert texts(blocks_of(tmp_path / "a.docx")) == [
        "Điều 1. Phạm vi", "1.1. Một", "a) chữ", "b) chữ", "1.2. Hai", "a) chữ", "Điều 2. Đối tượng",
        "I. Chung", "- gạch", "II. Riêng", "Điều 5. Năm",
    ]  # fmt: skip


def test_rows_numbered_automatically_keep_their_numbers(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=3, cols=2, style="Table Grid")
    for row, words in enumerate(["Tên loại", "Nghị quyết", "Quyết định"]):
        table.cell(row, 1).text = words
        if row:
            table.cell(row, 0).paragraphs[0].style = word.styles["List Number"]
    word.save(str(tmp_path / "a.docx"))
    assert texts(blocks_of(tmp_path / "a.docx")) == [" | Tên loại", "1. | Nghị quyết", "2. | Quyết định"]


def test_insertions_count_and_deletions_do_not(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Chủ trì: ")._p
    for tag, inner, words in [("del", "delText", "Sở Nội vụ"), ("ins", "t", "Sở Xây dựng")]:
        paragraph.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a"><w:r><w:{inner}>{words}</w:{inner}></w:r></w:{tag}>'))
    word.save(str(tmp_path / "a.docx"))
    assert texts(blocks_of(tmp_path / "a.docx")) == ["Chủ trì: Sở Xây dựng"]


def test_text_inside_content_controls_is_read(tmp_path: Path) -> None:
    word = docx.Document()
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    word.element.body.insert(0, control)
    assert word.element.body[0].tag == qn("w:sdt")
    word.save(str(tmp_path / "a.docx"))
    assert texts(blocks_of(tmp_path / "a.docx")) == ["Trong khung"]


def test_a_line_break_in_a_word_paragraph_parts_it(tmp_path: Path) -> None:
    assert texts(blocks_of(make_docx(tmp_path / "a.docx", "CHÍNH PHỦ\nSố: 30/2020/NĐ-CP"))) == ["CHÍNH PHỦ", "Số: 30/2020/NĐ-CP"]


# --- HTML ------------------------------------------------------------------------------------------------------------------

PAGE = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Giao việc cho các sở | Báo Đô thị</title>
<meta property="og:title" content="Giao việc cho các sở"><meta property="article:published_time" content="2021-03-31T14:17:00+07:00">
<style>p {{ color: red }}</style><script>var x = "không đọc";</script></head><body class="has-sidebar">
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/kt">Kinh tế</a></li></ul></nav>
<div class="wrapper"><div class="detail-content"><h1>Giao việc cho các sở</h1><div class="author">Trần Long</div>
<div class="social-share"><a href="#">Chia sẻ</a> Facebook Zalo</div>
<p>{PLAN}</p><p>{PLAN}</p><!-- chú thích -->
<h2>Phân công</h2><ol><li>Việc một</li><li>Việc hai</li></ol><ul><li><p>Việc ba</p></li></ul>
<table border="1"><tr><th>STT</th><th>Nhiệm vụ</th><th>Chủ trì</th></tr>
<tr><td>1</td><td>Chỉnh trang</td><td rowspan="2">Sở Xây dựng</td></tr><tr><td>2</td><td>Cây xanh</td></tr>
<tr><td colspan="3">II. Khác</td></tr></table>
<p>{PLAN}</p></div>
<div class="related-news"><h3>Tin liên quan</h3>
<p><a href="/1">Thành phố khởi công cầu mới vào cuối năm nay theo kế hoạch đã duyệt</a></p></div>
<div id="comments"><p>Bạn đọc bình luận rằng kế hoạch này rất hay và nên làm sớm để người dân được hưởng lợi.</p></div></div>
<footer>Giấy phép số 1 do Bộ cấp ngày 01/01/2010</footer></body></html>"""


def test_the_article_of_a_saved_page_is_read_without_what_stands_around_it(tmp_path: Path) -> None:
    reading = html.read(write(tmp_path / "a.html", PAGE))
    assert (reading.title, reading.date) == ("Giao việc cho các sở", datetime.date(2021, 3, 31))
    assert [(block.kind.value, block.column_heading, block.text) for block in reading.blocks] == [
        ("heading", False, "Giao việc cho các sở"),
        ("paragraph", False, "Trần Long"),
        ("paragraph", False, PLAN),
        ("paragraph", False, PLAN),
        ("heading", False, "Phân công"),
        ("list_item", False, "1. Việc một"),
        ("list_item", False, "2. Việc hai"),
        ("list_item", False, "- Việc ba"),
        ("table_row", True, "STT | Nhiệm vụ | Chủ trì"),
        ("table_row", False, "1 | Chỉnh trang | Sở Xây dựng"),
        ("table_row", False, "2 | Cây xanh | Sở Xây dựng"),
        ("table_row", False, "II. Khác |  | "),
        ("paragraph", False, PLAN),
    ]


@pytest.mark.parametrize("tag", ["article", "main"])
def test_the_article_is_found_by_its_tag_among_other_prose(tmp_path: Path, tag: str) -> None:
    other = "<div><p>" + "Một đoạn văn xuôi dài ở bên cạnh, không thuộc bài báo chính của trang này. " * 2 + "</p></div>"
    menu = "".join(f'<a href="/{at}">Mục {at}</a>' for at in range(6))
    page = f"<html><body>{menu}{other}<{tag}><p>{PLAN}</p><p>{PLAN}</p><p>{PLAN}</p></{tag}>{other}</body></html>"
    assert texts(html.read(write(tmp_path / "a.html", page)).blocks) == [PLAN] * 3


def test_lines_parted_by_br_are_paragraphs_and_inline_tags_are_not(tmp_path: Path) -> None:
    page = "<html><body><div>Ủy ban <b>nhân</b> <i>dân</i><br>Số: 84/KH-UBND<br/><br>Kế&nbsp;hoạch</div></body></html>"
    assert texts(html.read(write(tmp_path / "a.html", page)).blocks) == ["Ủy ban nhân dân", "Số: 84/KH-UBND", "Kế hoạch"]


def test_a_date_line_gives_the_day_where_no_field_does(tmp_path: Path) -> None:
    page = f"<html><body><h1>Tin</h1><div>Thứ tư, 31/03/2021 - 14:17</div><p>{PLAN} Hạn 30/06/2022.</p></body></html>"
    assert html.read(write(tmp_path / "a.html", page)).date == datetime.date(2021, 3, 31)


@pytest.mark.parametrize(("encoding", "stated"), [("utf-8", "utf-8"), ("utf-8", "iso-8859-1"), ("utf-16", "utf-16"), ("utf-8-sig", "")])
def test_a_page_is_decoded_by_what_it_is_not_by_what_it_says(tmp_path: Path, encoding: str, stated: str) -> None:
    page = f'<html><head><meta charset="{stated}"></head><body><p>{PLAN}</p></body></html>'
    assert texts(html.read(write(tmp_path / "a.html", page, encoding)).blocks) == [PLAN]


def test_a_page_of_xhtml_reads_without_a_warning(tmp_path: Path) -> None:
    page = f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{PLAN}</p></body></html>'
    assert texts(html.read(write(tmp_path / "a.xhtml", page)).blocks) == [PLAN]


def test_the_way_to_a_page_printed_above_its_title_is_left_out(tmp_path: Path) -> None:
    page = f"<html><body><div>Trang chủ / Chỉ đạo</div><h1>Giao việc cho các sở</h1><p>{PLAN}</p></body></html>"
    assert texts(html.read(write(tmp_path / "a.html", page)).blocks) == ["Giao việc cho các sở", PLAN]


def test_markup_in_text_stays_text(tmp_path: Path) -> None:
    page = "<html><body><p>Nhập &lt;script&gt;alert(1)&lt;/script&gt; vào ô</p></body></html>"
    assert texts(html.read(write(tmp_path / "a.html", page)).blocks) == ["Nhập <script>alert(1)</script> vào ô"]


def test_a_page_nested_very_deeply_does_not_crash(tmp_path: Path) -> None:
    page = "<html><body>" + "<div>" * 5000 + PROSE + "</div>" * 5000 + "</body></html>"
    path = write(tmp_path / "a.html", page)
    try:
        assert "programme 03" in read_document(path).text
    except DamagedFile as error:
        assert "nested too deeply" in str(error)
