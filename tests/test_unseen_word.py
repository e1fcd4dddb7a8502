"""Words of a Word file that its reader does not see, or sees struck out, are left out and counted; what can be seen stays."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt, RGBColor

from ingest.document import BlockKind
from ingest.errors import EmptyFile
from ingest.readers import docx as reader
from ingest.readers.reading import Reading

WHITE = RGBColor(255, 255, 255)


def read(word: WordDocument, folder: Path) -> Reading:
    word.save(str(folder / "a.docx"))
    return reader.read(folder / "a.docx", max_characters=100_000)


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


@pytest.mark.parametrize("attribute", ["strike", "double_strike"])
def test_what_replaces_struck_words_stands(tmp_path: Path, attribute: str) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Lắp đặt")
    setattr(paragraph.add_run(" 60 trạm").font, attribute, True)
    paragraph.add_run("85 trạm")
    setattr(word.add_paragraph().add_run("Sở Du lịch chủ trì.").font, attribute, True)
    reading = read(word, tmp_path)
    assert texts(reading) == ["Lắp đặt 85 trạm"]
    assert reading.notes == ("7 words that are struck out were left out.",)


@pytest.mark.parametrize("kind", [WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.PARAGRAPH])
def test_styles_strike_and_hide_too_also_those_based_on_them(tmp_path: Path, kind: WD_STYLE_TYPE) -> None:
    word = docx.Document()
    for name, attribute in (("Gạch", "strike"), ("Ẩn", "hidden")):
        style = word.styles.add_style(name, kind)
        setattr(style.font, attribute, True)
        based = word.styles.add_style(f"{name} con", kind)
        based.base_style = style
        if kind is WD_STYLE_TYPE.CHARACTER:
            word.add_paragraph("Còn lại ").add_run("một hai", style=f"{name} con")
        else:
            word.add_paragraph("một hai", style=f"{name} con")
    word.add_paragraph("Còn lại")
    reading = read(word, tmp_path)
    assert set(texts(reading)) == {"Còn lại"}
    assert reading.notes == ("2 words that are struck out were left out.", "2 words that are hidden were left out.")


def test_a_run_may_turn_off_what_its_style_says(tmp_path: Path) -> None:
    word = docx.Document()
    word.styles.add_style("Gạch", WD_STYLE_TYPE.PARAGRAPH).font.strike = True
    word.styles.add_style("Gạch chữ", WD_STYLE_TYPE.CHARACTER).font.strike = True
    paragraph = word.add_paragraph("cũ ", style="Gạch")
    paragraph.add_run("mới ").font.strike = False
    paragraph.add_run("hai lần là không", style="Gạch chữ")
    off = word.add_paragraph().add_run("không ẩn")
    off.font.hidden = False
    assert texts(read(word, tmp_path)) == ["mới hai lần là không", "không ẩn"]


def test_white_and_tiny_words_are_left_out_and_pale_ones_stay(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph().add_run("trắng").font.color.rgb = WHITE
    word.add_paragraph().add_run("bé tí").font.size = Pt(1)
    word.add_paragraph().add_run("xám nhạt").font.color.rgb = RGBColor(0xD9, 0xD9, 0xD9)
    word.add_paragraph().add_run("chữ nhỏ").font.size = Pt(5)
    word.add_paragraph().add_run("bôi đen").font.highlight_color = WD_COLOR_INDEX.BLACK
    marked = word.add_paragraph().add_run("bôi vàng")
    marked.font.highlight_color, marked.font.color.rgb = WD_COLOR_INDEX.YELLOW, WHITE
    reading = read(word, tmp_path)
    assert texts(reading) == ["xám nhạt", "chữ nhỏ", "bôi vàng"]
    assert reading.notes == ("5 words that have the colour of what is behind them or are too small to be seen were left out.",)


def shaded_table(word: WordDocument, *, fill: str | None, style: str | None) -> None:
    table = word.add_table(2, 3, style=style)
    for number, row in enumerate((("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Mở đường", "Sở Xây dựng"))):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            run = cell.paragraphs[0].add_run(text)
            if number == 0:
                run.font.color.rgb = WHITE
                if fill:
                    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{fill}"/>'))


@pytest.mark.parametrize(
    ("fill", "style", "seen"),
    [
        ("1F4E79", "Table Grid", True),
        (None, "Medium Shading 1 Accent 1", True),
        (None, "Table Grid", False),
        ("FFFFFF", "Table Grid", False),
    ],
)
def test_white_headings_are_seen_on_a_dark_fill_of_the_cell_or_of_the_table_style(
    tmp_path: Path, fill: str | None, style: str, seen: bool
) -> None:
    word = docx.Document()
    shaded_table(word, fill=fill, style=style)
    assert ("TT | Nhiệm vụ | Chủ trì" in texts(read(word, tmp_path))) is seen


def test_white_words_on_a_coloured_page_or_in_a_shape_are_seen(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph().add_run("trên nền tối").font.color.rgb = WHITE
    word.element.insert(0, parse_xml(f'<w:background {nsdecls("w")} w:color="1F3864"/>'))
    assert texts(read(word, tmp_path)) == ["trên nền tối"]


def test_hidden_and_deleted_rows_leave_the_columns_and_numbers_of_the_others(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(4, 3, style="Table Grid")
    for row, words in zip(table.rows, (("TT", "Nhiệm vụ", "Chủ trì"), *(("", f"Việc {n}", f"Sở {n}") for n in "ABC")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].style = word.styles["List Number"]
    for row, tag in ((table.rows[1], "hidden"), (table.rows[2], "del")):
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:{tag} {nsdecls('w')}/>"))
    reading = read(word, tmp_path)
    assert [block.cells for block in reading.blocks if block.kind is BlockKind.TABLE_ROW] == [
        ("TT", "Nhiệm vụ", "Chủ trì"),
        ("1.", "Việc C", "Sở C"),
    ]
    assert reading.notes == ("4 words that are hidden were left out.",)


def test_a_struck_row_is_gone_and_a_struck_cell_gives_way_to_the_new_one(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(3, 3, style="Table Grid")
    for row, words in zip(table.rows, (("TT", "Nhiệm vụ", "Thời hạn"), ("1", "Bỏ", "Quý I"), ("2", "Mở đường", "Quý II")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
            cell.paragraphs[0].runs[0].font.strike = words[1] == "Bỏ" or text == "Quý II"
    table.rows[2].cells[2].paragraphs[0].add_run(" Quý IV")
    assert texts(read(word, tmp_path)) == ["TT | Nhiệm vụ | Thời hạn", "2 | Mở đường | Quý IV"]


def test_tracked_deletions_are_counted_and_moved_words_stand_where_they_went(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Chủ trì: ")._p
    attributes = f'{nsdecls("w")} w:id="1" w:author="a"'
    paragraph.append(parse_xml(f"<w:del {attributes}><w:r><w:delText>Sở Nội vụ</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:moveFrom {attributes}><w:r><w:t>Sở Y tế</w:t></w:r></w:moveFrom>"))
    word.add_paragraph()._p.append(parse_xml(f"<w:moveTo {attributes}><w:r><w:t>Sở Y tế</w:t></w:r></w:moveTo>"))
    reading = read(word, tmp_path)
    assert texts(reading) == ["Chủ trì:", "Sở Y tế"]
    assert reading.notes == ("3 words that were deleted with changes tracked were left out.",)


def test_hidden_paragraphs_are_not_counted_where_others_are_numbered(tmp_path: Path) -> None:
    word = docx.Document()
    for text in ("Một", "Ẩn", "Hai"):
        paragraph = word.add_paragraph(text, style="List Number")
        if text == "Ẩn":
            paragraph.runs[0].font.hidden = True
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:vanish/></w:rPr>"))
    assert texts(read(word, tmp_path)) == ["1. Một", "2. Hai"]


def test_styles_that_are_based_on_each_other_end(tmp_path: Path) -> None:
    word = docx.Document()
    one, other = (word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in ("Một", "Hai"))
    one.base_style, other.base_style = other, one
    word.add_paragraph("chữ", style="Một")
    word.add_paragraph().add_run("gạch").font.strike = True
    assert texts(read(word, tmp_path)) == ["chữ"]
    assert word.styles["Một"].element.find(qn("w:basedOn")) is not None


def test_a_file_without_a_word_that_is_seen_says_so(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph().add_run("Kế hoạch cũ").font.strike = True
    with pytest.raises(EmptyFile, match="no text that is seen"):
        read(word, tmp_path)
