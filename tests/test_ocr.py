"""Scanned pages are read with their tables, turned and askew ones too; digits that are not certain are left out."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pypdf
import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, StreamObject, TextStringObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.document import BlockKind
from ingest.errors import NoTextFound
from ingest.raw import Line
from ingest.read import read_document
from ingest.readers import ocr, ocr_lines, pdf, scans, stamps, tesseract
from ingest.readers.page_images import PageImage, box_on_page, open_pictures, render_pages, straightened, turned
from ingest.readers.ruled_lines import cells_of, dark_pixels, find_rules, skew_of
from ingest.task import Box

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout")
DPI = 200
PLAN = (
    "I. NHIỆM VỤ",
    "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính",
    "lập danh mục dự án nhà ở xã hội của thành phố,",
    "trình Ủy ban nhân dân thành phố trước ngày 30 tháng 6",
    "năm 2027 và công khai trên cổng thông tin điện tử.",
)
MASTHEAD = ("ỦY BAN NHÂN DÂN THÀNH PHỐ", "Số: 84/KH-UBND", "Hà Nội, ngày 31 tháng 3 năm 2027", "KẾ HOẠCH", "Phát triển nhà ở xã hội")
ROWS = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
    ("1", "Lập danh mục dự án nhà ở", "Sở Xây dựng", "12/2027"),
    ("2", "Bố trí vốn cho nhà ở xã hội", "Sở Tài chính", "6/2028"),
)
COLUMNS = (150, 250, 820, 1200, 1500)
"""Where the table's rules stand, in pixels."""


def font_file() -> Path:
    spec = importlib.util.find_spec("font_source_serif_pro")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "files" / "SourceSerifPro-Regular.ttf"


def sheet(lines: Sequence[str], *, top: int = 200, width: int = 1654, height: int = 1100) -> Image.Image:
    """Half a page of A4 as scanned at 200 dpi, with these lines of text."""
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    for at, line in enumerate(lines):
        draw.text((200, top + 62 * at), line, font=ImageFont.truetype(str(font_file()), 38), fill=0)
    return page


def table_sheet() -> Image.Image:
    """A ruled table of three rows under a line of text."""
    page = sheet(("Danh mục nhiệm vụ của thành phố năm 2027",))
    draw = ImageDraw.Draw(page)
    for number, row in enumerate(ROWS):
        for at, cell in enumerate(row):
            draw.text((COLUMNS[at] + 20, 418 + 100 * number), cell, font=ImageFont.truetype(str(font_file()), 36), fill=0)
    for x in COLUMNS:
        draw.line((x, 400, x, 700), fill=0, width=3)
    for y in range(400, 701, 100):
        draw.line((COLUMNS[0], y, COLUMNS[-1], y), fill=0, width=3)
    return page


def image_of(picture: Image.Image) -> PageImage:
    return PageImage(number=1, pixels=np.array(picture, dtype=np.uint8), dpi=DPI)


def scan_file(path: Path, *pages: Image.Image) -> Path:
    """A PDF of pictures and nothing else."""
    pages[0].save(path, "PDF", resolution=DPI, save_all=True, append_images=list(pages[1:]))
    return path


# --- rules and cells, which need no Tesseract --------------------------------------------------------------------------------


@pytest.mark.parametrize("askew", [-1.5, 0.0, 0.7])
def test_the_rules_of_a_table_are_found_on_a_page_that_lies_askew(askew: float) -> None:
    picture = table_sheet().rotate(askew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    skew = skew_of(dark_pixels(np.array(picture)))
    assert skew == pytest.approx(-askew, abs=0.11)
    level = straightened(image_of(picture), degrees=skew)
    rules = find_rules(dark_pixels(level.pixels), dpi=DPI)
    assert [rule.at for rule in rules if not rule.level] == pytest.approx(list(COLUMNS), abs=8) or sorted(
        rule.at for rule in rules if not rule.level
    ) == pytest.approx(list(COLUMNS), abs=8)
    assert sorted(rule.at for rule in rules if rule.level) == pytest.approx([400, 500, 600, 700], abs=8)
    assert len(cells_of(rules, dpi=DPI)) == 12


def test_a_cell_over_two_rows_is_one_and_a_rule_with_a_gap_is_whole() -> None:
    picture = table_sheet()
    draw = ImageDraw.Draw(picture)
    draw.rectangle((COLUMNS[0] + 4, 590, COLUMNS[1] - 4, 610), fill=255)  # the rule between the first cells of the last two rows
    draw.rectangle((600, 590, 615, 610), fill=255)
    cells = cells_of(find_rules(dark_pixels(np.array(picture)), dpi=DPI), dpi=DPI)
    assert len(cells) == 11
    tall = max(cells, key=lambda cell: cell.bottom - cell.top)
    assert (tall.x0, tall.top, tall.x1, tall.bottom) == pytest.approx((150, 500, 250, 700), abs=4)


def test_underlines_and_the_frame_of_a_stamp_are_no_table() -> None:
    picture = sheet(PLAN)
    draw = ImageDraw.Draw(picture)
    draw.line((200, 250, 900, 250), fill=0, width=3)
    draw.rectangle((1000, 600, 1300, 720), outline=0, width=4)
    assert find_rules(dark_pixels(np.array(picture)), dpi=DPI) == ()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_place_on_a_turned_page_is_found_again_on_the_page_as_it_is_shown(degrees: int) -> None:
    picture = Image.new("L", (600, 400), 255)
    picture.paste(0, (100, 50, 200, 80))
    upright = turned(image_of(picture), degrees=degrees)
    ys, xs = np.nonzero(upright.pixels == 0)
    scale = 72 / DPI
    box = Box(page=1, x0=xs.min() * scale, top=ys.min() * scale, x1=(xs.max() + 1) * scale, bottom=(ys.max() + 1) * scale)
    shown = box_on_page(box, image=upright)
    assert (shown.x0, shown.top, shown.x1, shown.bottom) == pytest.approx((36, 18, 72, 28.8))


# --- reading -----------------------------------------------------------------------------------------------------------------


@pytest.mark.ocr
@pytest.mark.parametrize("degrees", [0, 90, 180])
def test_a_page_scanned_sideways_or_upside_down_is_read(degrees: int) -> None:
    page = ocr.read_image(image_of(sheet(PLAN * 3).rotate(degrees, expand=True)))
    assert "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính" in page.text
    assert page.confidence > 0.8
    assert all(0 <= word.confidence <= 1 for word in page.words)


@pytest.mark.ocr
def test_words_stand_where_they_are_on_the_page() -> None:
    page = ocr.read_image(image_of(sheet(PLAN)))
    first = next(word for word in page.words if word.text == "Sở")
    assert first.box.page == 1 and first.box.x0 == pytest.approx(200 * 72 / DPI, abs=2)
    assert 262 * 72 / DPI < first.box.top < first.box.bottom < 324 * 72 / DPI


@pytest.mark.ocr
def test_a_table_on_a_scan_is_read_cell_by_cell() -> None:
    page = ocr.read_image(image_of(table_sheet()))
    texts = [line.text for line in page.lines if line.text]
    assert texts == ["Danh mục nhiệm vụ của thành phố năm 2027", *(cell for row in ROWS for cell in row)]
    assert len(page.rules) == 9


@pytest.mark.ocr
def test_a_scanned_plan_is_read_with_its_table_and_says_so(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = scan_file(tmp_path / "ke-hoach.pdf", sheet((*MASTHEAD, *PLAN)), table_sheet())
    reading = pdf.read(path, max_characters=100_000, on_page=lambda done, total: seen.append((done, total)))
    rows = [block.cells for block in reading.blocks if block.cells]
    assert ("1", "Lập danh mục dự án nhà ở", "Sở Xây dựng", "12/2027") in rows
    assert "Pages 1-2 are scans and were read by OCR" in reading.notes[0]
    assert seen == [(1, 2), (2, 2)]


@pytest.mark.ocr
def test_a_printed_number_and_date_on_a_scan_are_taken(tmp_path: Path) -> None:
    document = read_document(scan_file(tmp_path / "a.pdf", sheet((*MASTHEAD, *PLAN))))
    assert document.header.number == "84/KH-UBND"
    assert document.header.date is not None and document.header.date.isoformat() == "2027-03-31"
    assert len(document.notes) == 1


@pytest.mark.ocr
def test_a_picture_without_writing_is_refused_as_a_scan(tmp_path: Path) -> None:
    blot = Image.new("L", (1000, 1400), 255)
    ImageDraw.Draw(blot).ellipse((200, 300, 800, 900), fill=90)
    with pytest.raises(NoTextFound, match="OCR found no writing"):
        read_document(scan_file(tmp_path / "a.pdf", blot))


@pytest.mark.ocr
def test_an_interruption_starts_no_further_page() -> None:
    begun: list[int] = []

    def images() -> Iterator[PageImage]:
        for number in range(1, 40):
            begun.append(number)
            yield PageImage(number=number, pixels=np.full((300, 300), 255, dtype=np.uint8), dpi=DPI)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(ocr.read_images(images(), total=39, on_page=stop))
    assert len(begun) < 20
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ocr")]


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("ngày l6 tháng 1] năm 2027", "ngày 16 tháng 11 năm 2027"),
        ("Tờ trình sỐ 12", "Tờ trình số 12"),
        ("hướng. dẫn áp dụng", "hướng dẫn áp dụng"),
        ("Điều lI và TP. Hà Nội", "Điều lI và TP. Hà Nội"),
        ("~ Sở Tài chính | —", "- Sở Tài chính —"),
    ],
)
def test_only_what_is_surely_misread_is_mended(read: str, mended: str) -> None:
    words = [
        tesseract.Token(text=text, x0=100 * at, x1=100 * at + 80, top=0, bottom=30, confidence=0.9, line=(1, 1, 1))
        for at, text in enumerate(read.split())
    ]
    assert " ".join(token.text for token in ocr_lines.mended(words)) == mended


def test_frames_of_a_tiff_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    sheet(PLAN).save(path, save_all=True, append_images=[table_sheet()], dpi=(DPI, DPI))
    pages = list(open_pictures(path))
    assert [(page.number, page.dpi) for page in pages] == [(1, DPI), (2, DPI)]


# --- without Tesseract -------------------------------------------------------------------------------------------------------


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine where the program is not on the path."""
    monkeypatch.setenv("PATH", "/nowhere")
    tesseract.is_installed.cache_clear()
    yield
    tesseract.is_installed.cache_clear()


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_a_scan_is_refused_with_the_packages_to_install(tmp_path: Path) -> None:
    with pytest.raises(NoTextFound) as caught:
        read_document(scan_file(tmp_path / "a.pdf", sheet(PLAN)))
    assert "tesseract-ocr and tesseract-ocr-vie" in str(caught.value)


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_the_pages_with_text_are_read_and_the_scans_named(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.append(text_file(tmp_path / "text.pdf", (*MASTHEAD, *PLAN)))
    writer.append(scan_file(tmp_path / "scan.pdf", sheet(PLAN)))
    writer.write(tmp_path / "a.pdf")
    document = read_document(tmp_path / "a.pdf")
    assert document.header.number == "84/KH-UBND"
    assert document.notes == ("Page 2 is a scan and was not read: install the Debian packages tesseract-ocr and tesseract-ocr-vie "
                              "and ingest the file again.",)  # fmt: skip


# --- numbers and dates that are no text --------------------------------------------------------------------------------------


def text_file(path: Path, lines: Sequence[str]) -> Path:
    """A PDF page with a text layer."""
    registerFont(TTFont("Serif", font_file()))
    canvas = Canvas(str(path), pagesize=A4)
    for at, line in enumerate(lines):
        canvas.setFont("Serif", 13)
        canvas.drawString(72, 770 - 22 * at, line)
    canvas.save()
    return path


def stamped(path: Path, *, number: str, x: float, y: float) -> Path:
    """The PDF with a signature field that shows the number as a drawing, as signing does: no text is added to the page."""
    drawn = Image.new("L", (30 * len(number) + 4, 72), 255)
    ImageDraw.Draw(drawn).text((4, 4), number, font=ImageFont.truetype(str(font_file()), 56), fill=0)
    writer = pypdf.PdfWriter(clone_from=path)
    width, height = drawn.width * 14 / 60, drawn.height * 14 / 60
    picture = StreamObject()
    picture.set_data(drawn.tobytes())
    picture.update(_names(Type="/XObject", Subtype="/Image", ColorSpace="/DeviceGray"))
    picture.update({NameObject("/Width"): NumberObject(drawn.width), NameObject("/Height"): NumberObject(drawn.height)})
    picture[NameObject("/BitsPerComponent")] = NumberObject(8)
    look = StreamObject()
    look.set_data(f"q {width} 0 0 {height} 0 0 cm /P Do Q".encode())
    look.update(_names(Type="/XObject", Subtype="/Form"))
    look[NameObject("/BBox")] = _numbers(0, 0, width, height)
    pictures = DictionaryObject({NameObject("/P"): writer._add_object(picture)})
    look[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
    field = DictionaryObject(_names(Type="/Annot", Subtype="/Widget", FT="/Sig"))
    field[NameObject("/Rect")] = _numbers(x, y, x + width, y + height)
    field[NameObject("/F")] = NumberObject(4)
    field[NameObject("/T")] = TextStringObject("Signature1")
    field[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(look)})
    placed = writer._add_object(field)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([placed])
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([placed]), NameObject("/SigFlags"): NumberObject(3)})
    writer._root_object[NameObject("/AcroForm")] = form
    writer.write(path)
    return path


def _names(**names: str) -> dict[NameObject, NameObject]:
    return {NameObject(f"/{key}"): NameObject(value) for key, value in names.items()}


def _numbers(*numbers: float) -> ArrayObject:
    return ArrayObject([FloatObject(number) for number in numbers])


@pytest.mark.ocr
def test_a_number_stamped_over_a_page_by_signing_is_filled_in(tmp_path: Path) -> None:
    lines = ("ỦY BAN NHÂN DÂN THÀNH PHỐ", "Số:           /KH-UBND", *MASTHEAD[2:], *PLAN)
    path = stamped(text_file(tmp_path / "a.pdf", lines), number="453", x=98, y=744)
    document = read_document(path)
    assert document.header.number == "453/KH-UBND"
    assert document.header.date is not None and document.header.date.isoformat() == "2027-03-31"
    assert "stamped over its text" in document.notes[0]
    masthead = next(block for block in document.blocks if block.kind is BlockKind.MASTHEAD)
    assert "Số: 453/KH-UBND" in masthead.text


def test_only_blanks_are_filled_in_a_text_layer() -> None:
    lines = ("Số: 12/KH-UBND", "Hà Nội, ngày     tháng 4 năm 2027", "Căn cứ Kế hoạch số 5/KH-UBND ngày 1 tháng 2 năm 2026;")
    read = stamps.Digits(number="13", day="7", month="9", year="2020")
    assert stamps.filled(lines, read, keep=True)[:2] == ("Số: 12/KH-UBND", "Hà Nội, ngày 7 tháng 4 năm 2027")
    assert stamps.filled(lines, read, keep=True)[2] == lines[2]


def test_what_ocr_made_of_handwriting_is_replaced_or_left_blank() -> None:
    lines = ("Số: ‡o £ /QĐ-TTg   Hà Nội, ngày82tháng 4 năm 2027",)
    assert stamps.filled(lines, stamps.Digits(), keep=False) == ("Số: /QĐ-TTg   Hà Nội, ngày  tháng  năm",)
    whole = stamps.Digits(number="84", day="22", month="4", year="2027")
    assert stamps.filled(lines, whole, keep=False) == ("Số: 84/QĐ-TTg   Hà Nội, ngày 22 tháng 4 năm 2027",)


@pytest.mark.parametrize(
    ("stem", "number"),
    [
        ("nghi-quyet-so-84-nq-cp-1234", "84"),
        ("84_NQ_CP", "84"),
        ("nq_84_cp", "84"),
        ("84.NQ-CP.signed", "84"),
        ("van-ban-84", ""),
        ("84-qd-ttg", ""),
    ],
)
def test_a_files_name_gives_the_number_only_beside_the_signs_of_the_masthead(stem: str, number: str) -> None:
    assert stamps.number_in_name(stem, line="Số:    /NQ-CP   Hà Nội, ngày 1 tháng 2 năm 2027") == number


def test_a_line_of_the_text_layer_stands_in_for_what_ocr_made_of_it() -> None:
    line = Line(text="CÔNG BÁO/Só 27l/Ngày 12-05-2027", page=2)
    assert scans._corrected(line, by=["CÔNG BÁO/Số 271/Ngày 12-05-2027"]).text == "CÔNG BÁO/Số 271/Ngày 12-05-2027"
    assert scans._corrected(line, by=["Điều 2. Tổ chức thực hiện"]) is line


# --- real scans --------------------------------------------------------------------------------------------------------------


@needs_corpus
@pytest.mark.ocr
def test_a_real_scan_is_read_and_its_handwritten_number_is_not_guessed() -> None:
    document = read_document(CORPUS / "nghi-quyet-so-115-nq-cp-469452.pdf")
    assert document.header.number == "115/NQ-CP"  # by the file's name; OCR alone reads 445
    assert any("file's name" in note for note in document.notes)
    assert "Vườn quốc gia Ba Vì từ Bộ Nông nghiệp và Môi trường về Ủy ban nhân dân Thành phố Hà Nội" in document.text


@needs_corpus
@pytest.mark.ocr
def test_a_real_stamped_number_and_date_are_read() -> None:
    header = read_document(CORPUS / "hanoi_tb_453_flag.pdf").header
    assert (header.number, str(header.date)) == ("453/TB-UBND", "2026-04-29")


@needs_corpus
@pytest.mark.ocr
def test_the_cells_of_a_real_scanned_table_are_read() -> None:
    page = ocr.read_image(next(render_pages(CORPUS / "qd_707_ttg.pdf", [7])))
    text = " ".join(page.text.split())
    assert "Xây dựng và trình Quốc hội ban hành Luật Phòng, chống phổ biến vũ khí hủy" in text
    assert "Bộ Quốc phòng Các bộ, ngành liên quan 10/2026" in text
    assert len([rule for rule in page.rules if rule.x0 == rule.x1]) == 7
