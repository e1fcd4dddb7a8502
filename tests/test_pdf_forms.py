"""What is filled in in the form fields of a PDF is read where it stands on the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from ingest.document import Document
from ingest.read import read_document
from tests.laid_out_pages import Piece, Sheet, make_pdf

HEIGHT = 841.8898


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field with its left upper corner at `x` and `y` from the top of the page. `on` is the state in which a box is drawn crossed."""

    kind: str
    x: float
    y: float
    value: PdfObject | None = None
    flags: int = 0
    on: str = ""
    hidden: int = 4
    width: float = 200
    height: float = 16
    options: tuple[tuple[str, str], ...] = ()
    parent: PdfObject | None = None


def typed(text: str, x: float, y: float, **how: object) -> Field:
    return Field(kind="/Tx", value=TextStringObject(text), x=x, y=y, **how)  # type: ignore[arg-type]


def box(x: float, y: float, *, checked: bool, flags: int = 0) -> Field:
    return Field(kind="/Btn", x=x, y=y, width=12, height=12, on="/Yes", value=NameObject("/Yes" if checked else "/Off"), flags=flags)


def filled(path: Path, *fields: Field, page: int = 0) -> Path:
    """The PDF with the fields on one of its pages."""
    writer = pypdf.PdfWriter(clone_from=path)
    placed = ArrayObject()
    for number, field in enumerate(fields):
        made = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget")})
        made.update({NameObject("/FT"): NameObject(field.kind), NameObject("/Ff"): NumberObject(field.flags)})
        made.update({NameObject("/F"): NumberObject(field.hidden), NameObject("/T"): TextStringObject(f"field{number}")})
        corners = (field.x, HEIGHT - field.y - field.height, field.x + field.width, HEIGHT - field.y)
        made[NameObject("/Rect")] = ArrayObject(map(FloatObject, corners))
        made[NameObject("/DA")] = TextStringObject("/Helv 0 Tf 0 g")
        if field.value is not None:
            made[NameObject("/V")] = field.value
        if field.on:
            made[NameObject("/AS")] = field.value or NameObject("/Off")
        if field.options:
            made[NameObject("/Opt")] = ArrayObject(ArrayObject(map(TextStringObject, pair)) for pair in field.options)
        if field.parent is not None:
            made[NameObject("/Parent")] = writer._add_object(field.parent)
            made.pop("/V", None)
        placed.append(writer._add_object(made))
    writer.pages[page][NameObject("/Annots")] = placed
    form = DictionaryObject({NameObject("/Fields"): ArrayObject(placed)})
    writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
    writer.write(path)
    return path


LABELS = ("1. Đơn vị chủ trì:", "2. Thời hạn hoàn thành:", "3. Số chó, mèo phải tiêm phòng:")


def form(*lines: str, at: float = 180.0) -> Sheet:
    sheet = Sheet()
    sheet.masthead(kind="KẾ HOẠCH", subject="Tiêm phòng dại năm 2026")
    sheet.pieces += [Piece(text=line, x=70, y=at + 24 * row, size=11) for row, line in enumerate(lines)]
    return sheet


def below(document: Document) -> list[str]:
    return [block.text for block in document.blocks[1:]]


@pytest.mark.parametrize("lower", [0, -9, 9, -22], ids=["level", "higher", "lower", "a line higher"])
def test_typed_values_stand_behind_their_labels(tmp_path: Path, lower: float) -> None:
    path = make_pdf(tmp_path / "a.pdf", form(*LABELS))
    values = ("Chi cục Chăn nuôi và Thú y", "30/9/2026", "41.200 con")
    document = read_document(filled(path, *(typed(value, 290, 168 + 24 * row + lower) for row, value in enumerate(values))))
    assert below(document) == [f"{label} {value}" for label, value in zip(LABELS, values, strict=True)]
    assert document.header.subject == "Tiêm phòng dại năm 2026"
    assert document.notes == ()
    (task,) = document.tasks  # what the form is about
    assert (task.task, task.lead, task.deadline) == ("Tiêm phòng dại năm 2026", *values[:2])


def test_dots_to_write_on_are_no_text(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", form("1. Đơn vị chủ trì: ................................................ (ghi rõ tên đơn vị)"))
    assert below(read_document(filled(path, typed("Sở Y tế", 170, 169, width=120)))) == ["1. Đơn vị chủ trì: Sở Y tế (ghi rõ tên đơn vị)"]


def test_boxes_and_buttons_are_read_as_crossed_or_empty(tmp_path: Path) -> None:
    sheet = form("4. Tiêm miễn phí:")
    sheet.pieces += [Piece(text="Có", x=190, y=180, size=11), Piece(text="Không", x=250, y=180, size=11)]
    path = make_pdf(tmp_path / "a.pdf", sheet)
    fields = (box(174, 170, checked=True), box(234, 170, checked=False, flags=1 << 15))
    assert below(read_document(filled(path, *fields))) == ["4. Tiêm miễn phí: ☒ Có ☐ Không"]


def test_chosen_entries_are_read_as_they_are_shown(tmp_path: Path) -> None:
    options = (("q1", "Quý I"), ("q2", "Quý II"), ("q3", "Quý III"))
    path = make_pdf(tmp_path / "a.pdf", form("5. Tiêm vào:"))
    one = Field(kind="/Ch", x=150, y=168, value=TextStringObject("q2"), options=options)
    assert below(read_document(filled(path, one))) == ["5. Tiêm vào: Quý II"]
    several = Field(kind="/Ch", x=150, y=168, value=ArrayObject(map(TextStringObject, ("q1", "q3"))), options=options)
    assert below(read_document(filled(path, several))) == ["5. Tiêm vào: Quý I, Quý III"]


def test_a_value_may_be_that_of_the_field_above(tmp_path: Path) -> None:
    parent = DictionaryObject({NameObject("/T"): TextStringObject("lead"), NameObject("/V"): TextStringObject("Sở Y tế")})
    path = make_pdf(tmp_path / "a.pdf", form(LABELS[0]))
    assert below(read_document(filled(path, Field(kind="/Tx", x=170, y=168, parent=parent)))) == ["1. Đơn vị chủ trì: Sở Y tế"]


def test_lines_of_a_long_field_are_read_in_order_on_any_page(tmp_path: Path) -> None:
    text = "Phát tờ rơi tới từng hộ nuôi chó, mèo.\rLập sổ theo dõi ở mỗi thôn."
    first, second = form(*LABELS), Sheet(pieces=[Piece(text="6. Giải pháp đã làm trong năm 2025:", x=70, y=80, size=11)])
    path = make_pdf(tmp_path / "a.pdf", first, second)
    document = read_document(filled(path, typed(text, 70, 100, height=60, width=400, flags=1 << 12), page=1))
    assert " ".join(below(document)).endswith("6. Giải pháp đã làm trong năm 2025: " + text.replace("\r", " "))


def test_values_in_a_ruled_table_stand_in_their_cells(tmp_path: Path) -> None:
    sheet = form()
    lefts, tops = (60.0, 90.0, 280.0, 430.0, 534.0), (176.0, 200.0, 224.0, 248.0)
    names = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")
    for column, name in enumerate(names):
        sheet.pieces.append(Piece(text=name, x=lefts[column] + 4, y=192))
    for row, task in enumerate(("Tiêm phòng dại đợt một", "Tiêm phòng dại đợt hai")):
        sheet.pieces += [Piece(text=str(row + 1), x=64, y=216 + 24 * row), Piece(text=task, x=94, y=216 + 24 * row)]
    sheet.rules = [(60.0, y, 534.0, y) for y in tops] + [(x, tops[0], x, tops[-1]) for x in lefts]
    values = [typed("Chi cục Thú y", 284, 203, width=140), typed("31/3/2026", 434, 203, width=90)]
    values += [typed("Trạm Thú y", 284, 227, width=140), typed("30/9/2026", 434, 227, width=90)]
    tasks = read_document(filled(make_pdf(tmp_path / "a.pdf", sheet), *values)).tasks
    assert [(task.task, task.lead, task.deadline) for task in tasks] == [
        ("Tiêm phòng dại đợt một", "Chi cục Thú y", "31/3/2026"),
        ("Tiêm phòng dại đợt hai", "Trạm Thú y", "30/9/2026"),
    ]


def test_hidden_fields_and_passwords_are_not_read(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", form(*LABELS))
    fields = (typed("bí mật", 290, 168, hidden=2), typed("mật khẩu", 290, 192, flags=1 << 13), typed("41.200 con", 290, 216))
    assert below(read_document(filled(path, *fields))) == [*LABELS[:2], f"{LABELS[2]} 41.200 con"]


def test_a_form_in_xfa_is_named(tmp_path: Path) -> None:
    path = filled(make_pdf(tmp_path / "a.pdf", form(*LABELS)), typed("Sở Y tế", 290, 168))
    writer = pypdf.PdfWriter(clone_from=path)
    acro_form = writer._root_object["/AcroForm"]
    assert isinstance(acro_form, DictionaryObject)
    acro_form[NameObject("/XFA")] = TextStringObject("<xdp/>")
    writer.write(path)
    assert [note for note in read_document(path).notes if "XFA" in note]
