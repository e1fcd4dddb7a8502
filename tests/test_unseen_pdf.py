"""Text of a PDF that no one sees, or that is struck out, is left out and counted; what can be seen stays, and what OCR read in a scan."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdf
import pytest
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, PdfObject, RectangleObject, TextStringObject
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.readers import pdf
from ingest.readers.reading import Reading
from tests.ruled_pages import Page, make_pdf

FONT, SIZE = "SourceSerifPro", 12
HEIGHT = A4[1]
BODY = (
    "Ủy ban nhân dân Thành phố giao các sở, ngành thực hiện những việc sau đây.",
    "Sở Xây dựng chủ trì lắp đặt biển chỉ dẫn tại các trạm xe đạp công cộng.",
    "Sở Tài chính bố trí kinh phí, báo cáo kết quả trước ngày 30 tháng 9 năm 2026.",
)
OLD = "Kinh phí cũ là 9,9 tỷ đồng"
Drawing = Callable[[Canvas], None]


def make(path: Path, draw: Drawing) -> Path:
    """A page with three lines of text and what `draw` draws on it."""
    registerFont(TTFont(FONT, files("font_source_serif_pro") / "files" / "SourceSerifPro-Regular.ttf"))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont(FONT, SIZE)
    for number, line in enumerate(BODY):
        canvas.drawString(70, HEIGHT - 80 - 20 * number, line)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return path


def code(canvas: Canvas, operator: str) -> None:
    """Write an operator that reportlab has no name for."""
    canvas._code.append(operator)  # type: ignore[attr-defined]


def old(canvas: Canvas, *, x: float = 70, y: float = 500, text: str = OLD, size: float = SIZE) -> None:
    canvas.setFont(FONT, size)
    canvas.drawString(x, y, text)


def read(path: Path) -> Reading:
    return pdf.read(path, max_characters=100_000)


def text(reading: Reading) -> str:
    return "\n".join(block.text for block in reading.blocks)


def picture(*, opaque: bool = True, pixels: int = 300) -> ImageReader:
    noise = np.random.default_rng(0).integers(0, 255, (pixels, pixels, 3 if opaque else 4), dtype=np.uint8)
    if not opaque:
        noise[:, :, 3] = 60
    stream = BytesIO()
    Image.fromarray(noise).save(stream, "PNG")
    return ImageReader(stream)


def white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    old(canvas)


def white_on_white_box(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.rect(60, 480, 400, 40, stroke=1, fill=1)
    old(canvas)


def black_on_black(canvas: Canvas) -> None:
    canvas.rect(60, 480, 400, 40, fill=1)
    old(canvas)


def black_bar(canvas: Canvas) -> None:
    old(canvas)
    canvas.rect(60, 480, 400, 40, fill=1)


def white_box(canvas: Canvas) -> None:
    old(canvas)
    canvas.setFillGray(1)
    canvas.rect(60, 480, 400, 40, stroke=0, fill=1)


def under_picture(canvas: Canvas) -> None:
    old(canvas)
    canvas.drawImage(picture(), 60, 450, 400, 100)


def invisible(canvas: Canvas) -> None:
    code(canvas, "3 Tr")
    old(canvas)


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    old(canvas)


def tiny(canvas: Canvas) -> None:
    old(canvas, size=0.8)


def below_page(canvas: Canvas) -> None:
    old(canvas, y=-40)


def right_of_page(canvas: Canvas) -> None:
    old(canvas, x=A4[0] + 20)


def clipped_away(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(0, 0, 50, 50)
    canvas.clipPath(path, stroke=0)
    old(canvas)
    canvas.restoreState()


@pytest.mark.parametrize(
    "draw",
    [
        white,
        white_on_white_box,
        black_on_black,
        black_bar,
        white_box,
        under_picture,
        invisible,
        transparent,
        tiny,
        below_page,
        right_of_page,
        clipped_away,
    ],
)
def test_what_is_not_seen_is_left_out(tmp_path: Path, draw: Drawing) -> None:
    reading = read(make(tmp_path / "a.pdf", draw))
    assert "9,9" not in text(reading)
    assert all(line in text(reading) for line in BODY)
    assert len(reading.notes) == 1
    assert reading.notes[0].startswith("7 words that ")


def grey(canvas: Canvas) -> None:
    canvas.setFillGray(0.85)
    old(canvas)


def white_on_dark(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.3, 0.5)
    canvas.rect(60, 480, 400, 40, fill=1)
    white(canvas)


def white_on_thick_line(canvas: Canvas) -> None:
    canvas.setLineWidth(30)
    canvas.line(60, 503, 460, 503)
    white(canvas)


def white_on_picture(canvas: Canvas) -> None:
    canvas.drawImage(picture(), 60, 450, 400, 100)
    white(canvas)


def marked(canvas: Canvas) -> None:
    old(canvas)
    canvas.setFillAlpha(0.4)
    canvas.setFillColorRGB(1, 1, 0)
    canvas.rect(60, 480, 400, 40, stroke=0, fill=1)


def partly_covered(canvas: Canvas) -> None:
    old(canvas)
    canvas.rect(60, 480, 50, 40, fill=1)


def boxed(canvas: Canvas) -> None:
    old(canvas)
    canvas.rect(60, 480, 400, 40, stroke=1, fill=0)


def under_glass(canvas: Canvas) -> None:
    old(canvas)
    canvas.drawImage(picture(opaque=False), 60, 450, 400, 100, mask="auto")


def underlined(canvas: Canvas) -> None:
    old(canvas)
    canvas.line(70, 498, 70 + stringWidth(OLD, FONT, SIZE), 498)


def outlined(canvas: Canvas) -> None:
    code(canvas, "1 Tr")
    white(canvas)


def crossed_by_a_long_rule(canvas: Canvas) -> None:
    old(canvas)
    canvas.line(20, 503, 560, 503)


def small(canvas: Canvas) -> None:
    old(canvas, size=4)


@pytest.mark.parametrize(
    "draw",
    [
        grey,
        white_on_dark,
        white_on_thick_line,
        white_on_picture,
        marked,
        partly_covered,
        boxed,
        under_glass,
        underlined,
        outlined,
        crossed_by_a_long_rule,
        small,
    ],
)
def test_what_is_seen_stays(tmp_path: Path, draw: Drawing) -> None:
    reading = read(make(tmp_path / "a.pdf", draw))
    assert OLD in text(reading)
    assert reading.notes == ()


def test_text_outside_the_crop_box_is_left_out(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=make(tmp_path / "whole.pdf", old))
    writer.pages[0].cropbox = RectangleObject((0, 600, A4[0], HEIGHT))
    writer.write(tmp_path / "a.pdf")
    reading = read(tmp_path / "a.pdf")
    assert "9,9" not in text(reading)
    assert reading.notes == ("7 words that stand outside the page were left out.",)


@pytest.mark.parametrize("under", [True, False])
def test_what_ocr_read_in_a_scan_stays(tmp_path: Path, *, under: bool) -> None:
    """Programs that make scans searchable write the words invisibly over the picture, or under it."""

    def scan(canvas: Canvas) -> None:
        if under:
            old(canvas)
            canvas.drawImage(picture(), 0, 0, *A4)
        else:
            canvas.drawImage(picture(), 0, 0, *A4)
            invisible(canvas)

    reading = read(make(tmp_path / "a.pdf", scan))
    assert OLD in text(reading)
    assert not any("left out" in note for note in reading.notes)


def test_invisible_words_over_letters_drawn_as_outlines_stay(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for at in range(40):
            canvas.circle(75 + 4 * at, 504, 1.5, fill=1)
        invisible(canvas)

    assert OLD in text(read(make(tmp_path / "a.pdf", draw)))


def test_a_box_that_a_reviewer_laid_over_words_covers_them(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=make(tmp_path / "whole.pdf", old))
    black = ArrayObject([FloatObject(0), FloatObject(0), FloatObject(0)])
    box = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Square"), "/C": black, "/IC": black}
    items = {**box, "/Rect": RectangleObject((60, 490, 400, 520)), "/F": NumberObject(4)}
    annotation = DictionaryObject({NameObject(key): value for key, value in items.items()})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])
    writer.write(tmp_path / "a.pdf")
    reading = read(tmp_path / "a.pdf")
    assert "9,9" not in text(reading)
    assert reading.notes == ("7 words that are covered by what is drawn over them were left out.",)


# --- struck out ------------------------------------------------------------------------------------------------------------


def struck(canvas: Canvas, *, as_box: bool = False) -> None:
    """A sentence of three parts in one line, the middle one struck out."""
    x = 70.0
    for part in ("Lắp đặt tổng số ", "60 trạm, ", "85 trạm."):
        canvas.setFont(FONT, SIZE)
        canvas.drawString(x, 500, part)
        width = stringWidth(part, FONT, SIZE)
        if part.startswith("60") and as_box:
            canvas.rect(x, 503, width - 3, 0.6, stroke=0, fill=1)
        elif part.startswith("60"):
            canvas.line(x, 503.2, x + width - 3, 503.2)
        x += width


@pytest.mark.parametrize("as_box", [False, True])
def test_a_line_through_words_strikes_them_out(tmp_path: Path, as_box: bool) -> None:
    reading = read(make(tmp_path / "a.pdf", lambda canvas: struck(canvas, as_box=as_box)))
    assert "Lắp đặt tổng số 85 trạm." in " ".join(text(reading).split())
    assert reading.notes == ("2 words that are struck out were left out.",)


def test_words_that_follow_in_one_line_keep_their_place(tmp_path: Path) -> None:
    """Where a program shows one part of a line after the other, without saying where each begins."""

    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(70, 500)
        line.setFont(FONT, SIZE)
        for part in ("Lắp đặt tổng số ", "60 trạm,", " 85 trạm."):
            line.textOut(part)
        canvas.drawText(line)
        start = 70 + stringWidth("Lắp đặt tổng số ", FONT, SIZE)
        canvas.line(start, 503.2, start + stringWidth("60 trạm,", FONT, SIZE), 503.2)

    reading = read(make(tmp_path / "a.pdf", draw))
    assert "Lắp đặt tổng số 85 trạm." in " ".join(text(reading).split())


def test_words_that_a_reviewer_struck_out_are_left_out(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=make(tmp_path / "whole.pdf", old))
    right = 70 + stringWidth(OLD, FONT, SIZE)
    quads = ArrayObject(FloatObject(at) for at in (70, 512, right, 512, 70, 496, right, 496))
    note = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/StrikeOut"), "/QuadPoints": quads}
    rectangle = RectangleObject((70, 496, right, 512))
    annotation = DictionaryObject({NameObject(key): value for key, value in {**note, "/Rect": rectangle}.items()})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])
    writer.write(tmp_path / "a.pdf")
    reading = read(tmp_path / "a.pdf")
    assert "9,9" not in text(reading)
    assert reading.notes == ("7 words that are struck out were left out.",)


def white_in_table(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    old(canvas, x=200, y=420)


def test_tables_keep_their_rows_and_columns_where_words_are_not_seen(tmp_path: Path) -> None:
    rows = (("TT", "Nhiệm vụ", "Thời hạn"), ("1", "Mở đường", "Quý I"), ("2", "Trồng cây", "Quý II"), ("3", "Sơn vạch", "Quý III"))
    made = make_pdf(tmp_path / "whole.pdf", Page(widths=(40.0, 260.0, 110.0), rows=rows))
    before = read(made)
    reader = pypdf.PdfReader(made)
    overlay = make(tmp_path / "over.pdf", white_in_table)
    stamp = pypdf.PdfReader(overlay).pages[0]
    writer = pypdf.PdfWriter(clone_from=reader)
    writer.pages[0].merge_page(stamp)
    writer.write(tmp_path / "a.pdf")
    after = read(tmp_path / "a.pdf")
    assert [block.cells for block in after.blocks if block.cells] == [block.cells for block in before.blocks if block.cells]
    assert "9,9" not in text(after)


# --- layers ----------------------------------------------------------------------------------------------------------------


def name(value: str) -> NameObject:
    return NameObject(value)


def dictionary(**items: PdfObject) -> DictionaryObject:
    return DictionaryObject({name(f"/{key}"): value for key, value in items.items()})


def with_layer(source: Path, path: Path, *, configure: Callable[[PdfObject, PdfObject], DictionaryObject], rule: str = "") -> Path:
    """The PDF with what stands between /OC /L0 BDC and EMC on a layer, or under a rule about two layers."""
    writer = pypdf.PdfWriter(clone_from=source)
    layers = [writer._add_object(dictionary(Type=name("/OCG"), Name=TextStringObject(label))) for label in ("Cũ", "Mới")]
    chosen = configure(*layers)
    writer.root_object[name("/OCProperties")] = dictionary(OCGs=ArrayObject(layers), D=chosen)
    member: PdfObject = layers[0]
    if rule in ("/And", "/Or", "/Not"):
        operands = layers[:1] if rule == "/Not" else layers
        member = writer._add_object(dictionary(Type=name("/OCMD"), VE=ArrayObject([name(rule), *operands])))
    elif rule:
        member = writer._add_object(dictionary(Type=name("/OCMD"), OCGs=ArrayObject(layers), P=name(rule)))
    resources = writer.pages[0]["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    resources[name("/Properties")] = dictionary(L0=member)
    forms = resources.get("/XObject", DictionaryObject()).get_object()
    assert isinstance(forms, dict)
    for form in forms.values():
        form.get_object()[name("/OC")] = member
    writer.write(path)
    return path


def on_layer(canvas: Canvas) -> None:
    code(canvas, "/OC /L0 BDC")
    code(canvas, "/Span BMC")
    old(canvas)
    code(canvas, "EMC")
    code(canvas, "EMC")


def in_form(canvas: Canvas) -> None:
    canvas.beginForm("f")
    old(canvas)
    canvas.endForm()
    canvas.doForm("f")


def off(old_layer: PdfObject, _: PdfObject) -> DictionaryObject:
    return dictionary(OFF=ArrayObject([old_layer]))


def all_off(_: PdfObject, new_layer: PdfObject) -> DictionaryObject:
    return dictionary(BaseState=name("/OFF"), ON=ArrayObject([new_layer]))


def off_on_screens(old_layer: PdfObject, _: PdfObject) -> DictionaryObject:
    layer = old_layer.get_object()
    assert isinstance(layer, DictionaryObject)
    layer[name("/Usage")] = dictionary(View=dictionary(ViewState=name("/OFF")))
    usage = dictionary(Event=name("/View"), Category=ArrayObject([name("/View")]), OCGs=ArrayObject([old_layer]))
    return dictionary(AS=ArrayObject([usage]))


def on(_: PdfObject, new_layer: PdfObject) -> DictionaryObject:
    return dictionary(OFF=ArrayObject([new_layer]))


@pytest.mark.parametrize("draw", [on_layer, in_form])
@pytest.mark.parametrize(
    ("configure", "rule", "hidden"),
    [
        (off, "", True),
        (all_off, "", True),
        (off_on_screens, "", True),
        (on, "", False),
        (off, "/AllOn", True),
        (off, "/AnyOn", False),
        (off, "/AllOff", True),
        (off, "/AnyOff", False),
        (off, "/And", True),
        (off, "/Or", False),
        (on, "/Not", True),
        (off, "/Not", False),
    ],
)
def test_layers_that_are_switched_off_are_left_out(
    tmp_path: Path, draw: Drawing, configure: Callable[[PdfObject, PdfObject], DictionaryObject], rule: str, hidden: bool
) -> None:
    path = with_layer(make(tmp_path / "whole.pdf", draw), tmp_path / "a.pdf", configure=configure, rule=rule)
    reading = read(path)
    assert ("9,9" in text(reading)) is not hidden
    assert reading.notes == (("7 words that stand on layers that are switched off were left out.",) if hidden else ())
    assert all(line in text(reading) for line in BODY)


def test_a_pdf_that_is_locked_against_changes_only_is_read_without_what_is_not_seen(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=make(tmp_path / "whole.pdf", white))
    writer.encrypt("", owner_password="x", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    assert "9,9" not in text(read(tmp_path / "a.pdf"))
