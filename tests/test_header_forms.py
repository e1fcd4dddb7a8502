"""Headers and signatures of many offices, read from files of plain text and of Word."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from ingest.document import BlockKind, Header
from ingest.layout.structure import assemble
from ingest.raw import RawBlock
from ingest.read import read_document
from tests.header_forms import BODY, FORMS, HeaderForm


def _read(form: HeaderForm, folder: Path) -> Header:
    path = folder / "van-ban.txt"
    path.write_text(f"{form.top}\n\n{BODY}\n{form.foot}\n", encoding="utf-8")
    return read_document(path).header


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_header_of_a_form_is_read(form: HeaderForm, tmp_path: Path) -> None:
    read = _read(form, tmp_path)
    fields = ("number", "kind", "issuer", "date", "place", "signer", "signer_title", "subject")
    assert {field: getattr(read, field) for field in fields} == {field: getattr(form, field) for field in fields}


def test_a_masthead_and_a_signature_in_rows_of_a_table_are_read() -> None:
    """As a reader of web pages gives them, that takes the table which lays out the page for one with data."""

    def row(*cells: str) -> RawBlock:
        return RawBlock(kind=BlockKind.TABLE_ROW, text=" | ".join(cells), cells=cells)

    blocks = [
        row("ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"),
        row("Số: 27/KH-UBND", "Lạng Sơn, ngày 4 tháng 2 năm 2026"),
        RawBlock(kind=BlockKind.PARAGRAPH, text="KẾ HOẠCH"),
        RawBlock(kind=BlockKind.PARAGRAPH, text="TRỒNG RỪNG VÀ BẢO VỆ NGUỒN NƯỚC HUYỆN BẮC SƠN"),
        RawBlock(kind=BlockKind.PARAGRAPH, text="Thực hiện chương trình công tác, huyện Bắc Sơn làm các việc sau:"),
        row("1", "Trồng 200 ha rừng", "Sở Nông nghiệp và Môi trường"),
        row("Nơi nhận: - Như trên; - Lưu: VT.", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hứa Văn Lành"),
    ]
    parts = assemble(blocks)
    header = parts.header
    assert (header.number, header.kind, header.issuer) == ("27/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh Lạng Sơn")
    assert (header.place, header.date, header.signer, header.signer_title) == (
        "Lạng Sơn", datetime.date(2026, 2, 4), "Hứa Văn Lành", "Phó Chủ tịch",
    )  # fmt: skip
    assert header.subject == "Trồng rừng và bảo vệ nguồn nước huyện Bắc Sơn"
    assert [block.text for block in parts.blocks if block.kind is BlockKind.TABLE_ROW] == [blocks[5].text]
