"""Slides are pages: titles are headings, tables rows, the speaker's notes are marked; what is no text is named."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from ingest.document import BlockKind, Document
from ingest.errors import DamagedFile, EmptyFile
from ingest.read import read_document

PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
HEADING = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")
ROWS = (("1", "Rà soát quỹ đất", "Sở Xây dựng", "30/6/2026"), ("2", "Công khai giá thuê", "Sở Tài chính", "15/12/2026"))


def presentation() -> Any:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Kế hoạch nhà ở xã hội"
    frame = slide.placeholders[1].text_frame
    frame.text = "Năm 2026 khởi công 3.200 căn hộ."
    paragraph = frame.add_paragraph()
    paragraph.text, paragraph.level = "Trong đó quận Bắc Sơn 1.400 căn.", 1
    slide.notes_slide.notes_text_frame.text = "Số liệu đến tháng 3."
    return made


def with_table(made: Any) -> Any:
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Phân công"
    table = slide.shapes.add_table(3, 4, 0, 0, 9_000_000, 900_000).table
    for row, texts in enumerate((HEADING, *ROWS)):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    return table


def saved(made: Any, folder: Path, name: str = "a.pptx") -> Path:
    made.save(str(folder / name))
    return folder / name


def shown(document: Document) -> list[tuple[str, int | None, str]]:
    return [(block.kind.value, block.page, block.text) for block in document.blocks]


def test_each_slide_is_a_page_under_its_title(tmp_path: Path) -> None:
    made = presentation()
    with_table(made)
    document = read_document(saved(made, tmp_path))
    assert shown(document)[:5] == [
        ("heading", 1, "Kế hoạch nhà ở xã hội"),
        ("paragraph", 1, "Năm 2026 khởi công 3.200 căn hộ."),
        ("list_item", 1, "Trong đó quận Bắc Sơn 1.400 căn."),
        ("paragraph", 1, "Ghi chú của người trình bày: Số liệu đến tháng 3."),
        ("heading", 2, "Phân công"),
    ]
    assert [(task.task, task.lead, task.deadline, task.page) for task in document.tasks] == [(*row[1:], 2) for row in ROWS]
    assert (document.page_count, document.notes) == (2, ())


def test_merged_cells_count_for_each_of_their_rows(tmp_path: Path) -> None:
    made = presentation()
    table = with_table(made)
    table.cell(2, 2).text = ""
    table.cell(1, 2).merge(table.cell(2, 2))
    rows = [block.cells for block in read_document(saved(made, tmp_path)).blocks if block.kind is BlockKind.TABLE_ROW]
    assert [row[2] for row in rows[-2:]] == ["Sở Xây dựng", "Sở Xây dựng"]


def test_hidden_slides_charts_and_large_pictures_are_named(tmp_path: Path) -> None:
    made = presentation()
    made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = "Ẩn đi"
    made.slides[1]._element.set("show", "0")
    make: Any = CategoryChartData
    data = make()
    data.categories = ["I", "II"]
    data.add_series("Căn", (1, 2))
    made.slides[0].shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 900_000, 900_000, data)
    for size in (4_000_000, 500_000):
        made.slides[0].shapes.add_picture(io.BytesIO(PICTURE), 0, 0, size, size)
    document = read_document(saved(made, tmp_path))
    assert "Ẩn đi" not in document.text
    assert document.notes == ("Slide 2 is hidden and was left out.", "1 chart was not read.", "1 large picture was not read.")


def test_text_in_groups_and_diagrams_is_read(tmp_path: Path) -> None:
    made = presentation()
    box = made.slides[0].shapes.add_group_shape().shapes.add_textbox(0, 0, 900_000, 900_000)
    box.text_frame.text = "Trong nhóm hình"
    assert ("paragraph", 1, "Trong nhóm hình") in shown(read_document(saved(made, tmp_path)))


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        (".ppsx", b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml"),
        (".potx", b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"),
        (".pptm", b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"),
    ],
)
def test_shows_templates_and_those_with_macros_are_read(tmp_path: Path, suffix: str, content_type: bytes) -> None:
    path = saved(presentation(), tmp_path)
    usual = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / f"b{suffix}", "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, old.read(member).replace(usual, content_type))
    document = read_document(tmp_path / f"b{suffix}")
    assert (document.blocks[0].text, document.notes) == ("Kế hoạch nhà ở xã hội", ())


def test_empty_and_broken_ones_are_refused_in_a_sentence(tmp_path: Path) -> None:
    made = pptx.Presentation()
    made.slides.add_slide(made.slide_layouts[6])
    with pytest.raises(EmptyFile, match="save it as PDF"):
        read_document(saved(made, tmp_path))
    with zipfile.ZipFile(tmp_path / "b.pptx", "w") as archive:
        archive.writestr("ppt/presentation.xml", "rubbish")
    with pytest.raises(DamagedFile, match="broken presentation"):
        read_document(tmp_path / "b.pptx")
