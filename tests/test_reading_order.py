"""Columns of prose are read one after the other, tables without ruled lines row by row; what merely stands side by side stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from reportlab.lib.pagesizes import A4, landscape

from ingest.document import BlockKind, Document
from ingest.read import read_document
from tests.laid_out_pages import Piece, Sheet, centred, line_by_line, make_pdf, paragraphs, table

BUSES = (
    "Sở Giao thông vận tải chủ trì mở 5 tuyến xe buýt điện mới từ bến Tân An đi cảng Nam Hải, hoàn thành trước ngày 30/6/2026. "
    "Mỗi tuyến có 12 xe, chạy cách nhau 15 phút.",
    "Các tuyến này nối khu công nghiệp Bắc Sơn với ga An Hải, phục vụ công nhân ba ca, giá vé 8.000 đồng một lượt và 160.000 đồng một "
    "tháng cho học sinh, sinh viên.",
)
STOPS = (
    "Sở Xây dựng chủ trì xây dựng 80 nhà chờ xe buýt trên các trục chính, hoàn thành trước ngày 30/11/2026. Nhà chờ có mái che, ghế ngồi "
    "và bảng điện tử báo giờ xe đến.",
    "Kinh phí làm nhà chờ là 24 tỷ đồng, lấy từ ngân sách thành phố; quảng cáo trên nhà chờ do Trung tâm Quản lý giao thông công cộng cho "
    "thuê, thu khoảng 3 tỷ đồng một năm.",
)
TREES = (
    "Công ty Công viên cây xanh trồng 3.200 cây bóng mát dọc các tuyến xe buýt, ưu tiên cây sao đen và cây dầu, hoàn thành trước ngày "
    "20/12/2026.",
    "Cây trồng cách mép đường ít nhất 1,2 mét; cây chết được thay trong 30 ngày, chi phí do đơn vị trồng cây chịu theo hợp đồng bảo hành.",
)
SUBJECT = "Phát triển xe buýt điện thành phố An Hải năm 2026"

NAMES = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Sản phẩm", "Thời hạn")
LAKE = ("1", "Cải tạo hồ nước công viên Hồ Sen, thay hệ thống lọc và kè đá quanh hồ", "Công ty Công viên cây xanh", "Hồ sạch", "30/6/2026")
LAMPS = ("2", "Lắp 45 đèn chiếu sáng năng lượng mặt trời tại công viên Bến Thóc", "Sở Xây dựng", "45 đèn", "31/8/2026")
HEDGES = ("3", "Trồng hàng rào cây xanh dài 2,4 km quanh công viên Tân An", "Quận Bắc Sơn", "", "15/10/2026")
PATHS = ("4", "Sửa đường dạo", "Ban Quản lý dự án đầu tư xây dựng công viên thành phố An Hải", "Đường dạo", "20/11/2026")
ROWS = (NAMES, LAKE, LAMPS, HEDGES, PATHS)
LEFTS, WIDTHS = (50.0, 90.0, 330.0, 520.0, 660.0), (25.0, 220.0, 150.0, 120.0, 90.0)


def texts(document: Document) -> list[str]:
    """What stands below the masthead."""
    return [block.text for block in document.blocks if block.kind is not BlockKind.MASTHEAD]


def cells(document: Document) -> list[tuple[str, ...]]:
    return [block.cells for block in document.blocks if block.kind is BlockKind.TABLE_ROW]


def columns(*parts: Sequence[str], widths: Sequence[float] = (230, 230), apart: float = 14, y: float = 166, **how: object) -> list[Piece]:
    """Columns from 60 points on, drawn line by line across all of them."""
    x = 60.0
    pieces: list[Piece] = []
    for part, width in zip(parts, widths, strict=True):
        pieces += paragraphs(part, x=x, y=y, width=width, **how)  # type: ignore[arg-type]
        x += width + apart
    return line_by_line(pieces)


def titled(*pieces: Piece) -> Sheet:
    sheet = Sheet()
    sheet.masthead(kind="KẾ HOẠCH", subject=SUBJECT)
    sheet.pieces += pieces
    return sheet


@pytest.mark.parametrize("justified", [False, True])
def test_two_columns_drawn_across_are_read_one_after_the_other(tmp_path: Path, justified: bool) -> None:
    document = read_document(make_pdf(tmp_path / "a.pdf", titled(*columns(BUSES, STOPS, justified=justified))))
    assert texts(document) == [*BUSES, *STOPS]
    assert (document.header.subject, document.header.number) == (SUBJECT, "605/KH-UBND")
    assert [(task.lead, task.deadline) for task in document.tasks] == [("Sở Xây dựng", "trước ngày 30/11/2026")]


def test_three_columns_with_narrow_gutters_are_read_one_after_the_other(tmp_path: Path) -> None:
    sheet = titled(*columns(BUSES, STOPS, TREES, widths=(152, 152, 152), apart=9))
    assert " ".join(texts(read_document(make_pdf(tmp_path / "a.pdf", sheet)))) == " ".join((*BUSES, *STOPS, *TREES))


def test_columns_whose_lines_are_not_level_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = paragraphs(BUSES, x=60, y=166, width=230)
    right = paragraphs(STOPS, x=302, y=169, width=232, size=10.5, leading=14.2)
    document = read_document(make_pdf(tmp_path / "a.pdf", titled(*line_by_line([*left, *right]))))
    assert texts(document) == [*BUSES, *STOPS]


def test_a_narrow_column_beside_a_wide_one_is_read_first(tmp_path: Path) -> None:
    document = read_document(make_pdf(tmp_path / "a.pdf", titled(*columns(TREES, (*BUSES, *STOPS), widths=(140, 320)))))
    assert texts(document) == [*TREES, *BUSES, *STOPS]


def test_lists_with_headings_in_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = (
        "1. Giao thông",
        "- Mở 5 tuyến xe buýt điện từ bến Tân An đi cảng Nam Hải trước ngày 30/6/2026;",
        "- Lắp 120 camera tại 40 nút giao, nối về trung tâm điều hành của Công an thành phố;",
        "2. Cây xanh",
        "- Trồng 3.200 cây bóng mát dọc các tuyến xe buýt, ưu tiên cây sao đen và cây dầu.",
    )
    right = (
        "3. Thoát nước",
        "- Nạo vét 14 km cống trên các tuyến đường hay ngập, xong trước ngày 31/8/2026;",
        "- Thay 600 nắp hố ga bị vỡ bằng nắp gang có khóa chống mất cắp;",
        "4. Chiếu sáng",
        "- Thay 2.400 đèn cao áp bằng đèn LED tiết kiệm điện, giảm 40 % điện năng tiêu thụ.",
    )
    assert texts(read_document(make_pdf(tmp_path / "a.pdf", titled(*columns(left, right))))) == [*left, *right]


def test_headings_across_divide_the_columns_above_from_those_below(tmp_path: Path) -> None:
    heading = "II. NHÀ CHỜ VÀ CÂY XANH TRÊN CÁC TUYẾN TRỤC CHÍNH CỦA THÀNH PHỐ"
    above = columns(BUSES[:1], BUSES[1:])
    below = columns(STOPS, TREES, y=290)
    sheet = titled(*above, centred(heading, middle=297, y=266), *below)
    assert texts(read_document(make_pdf(tmp_path / "a.pdf", sheet))) == [*BUSES, heading, *STOPS, *TREES]


def test_a_paragraph_runs_on_over_columns_and_pages(tmp_path: Path) -> None:
    long = " ".join((*BUSES, *STOPS, *TREES))
    lines = paragraphs([long], x=0, y=0, width=230)
    count = -(-len(lines) // 4)
    sheets = [titled(), Sheet()]
    for at, piece in enumerate(lines):
        column, row = divmod(at, count)
        y = (166 if column < 2 else 70) + 13 * row
        sheets[column // 2].pieces.append(Piece(text=piece.text, x=(60, 304)[column % 2], y=y))
    for number, sheet in enumerate(sheets, 1):
        sheet.pieces = [*line_by_line(sheet.pieces), centred(str(number), middle=297, y=800, size=10)]
    assert texts(read_document(make_pdf(tmp_path / "a.pdf", *sheets))) == [long]


def test_notes_at_the_foot_of_a_column_come_behind_the_columns(tmp_path: Path) -> None:
    note = [Piece(text="1", x=60, y=300, size=5), Piece(text="Theo Quyết định số 12/QĐ-UBND năm 2026.", x=66, y=302, size=7.5)]
    document = read_document(make_pdf(tmp_path / "a.pdf", titled(*line_by_line([*columns(BUSES, (*STOPS, *TREES)), *note]))))
    assert texts(document) == [*BUSES, *STOPS, *TREES, "1 Theo Quyết định số 12/QĐ-UBND năm 2026."]


def test_recipients_and_signature_below_columns_are_no_columns(tmp_path: Path) -> None:
    recipients = ("Nơi nhận:", "- Thường trực Thành ủy;", "- Chủ tịch, các Phó Chủ tịch UBND;", "- Các sở, ban, ngành;", "- Lưu: VT, GT.")
    signature = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Trần Minh Khôi")
    formal = [Piece(text=text, x=60, y=420 + 13 * at, size=9) for at, text in enumerate(recipients)]
    formal += [centred(text, middle=420, y=420 + 14 * at) for at, text in enumerate(signature) if text]
    document = read_document(make_pdf(tmp_path / "a.pdf", titled(*columns(BUSES, STOPS), *formal)))
    assert texts(document) == [*BUSES, *STOPS]
    assert (document.header.signer, document.header.signer_title) == ("Trần Minh Khôi", "Phó Chủ tịch")


GROUNDS = "Căn cứ Quyết định số 12/QĐ-UBND ngày 3 tháng 2 năm 2026, Ủy ban nhân dân thành phố ban hành kế hoạch như sau:"


def test_a_page_without_columns_keeps_the_lines_of_its_text_layer(tmp_path: Path) -> None:
    document = read_document(make_pdf(tmp_path / "a.pdf", titled(*paragraphs((GROUNDS, *BUSES), x=60, y=170, width=474))))
    assert texts(document) == [GROUNDS, *BUSES]
    assert document.blocks[0].text.split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_a_page_on_which_each_word_was_put_by_itself_is_read_line_by_line(tmp_path: Path) -> None:
    prose = paragraphs((GROUNDS, *BUSES, *STOPS), x=60, y=170, width=474, justified=True)
    document = read_document(make_pdf(tmp_path / "a.pdf", titled(*prose)))
    assert " ".join(texts(document)) == " ".join((GROUNDS, *BUSES, *STOPS))
    assert (document.header.subject, document.header.issuer) == (SUBJECT, "Ủy ban nhân dân thành phố An Hải")


def plan(rows: Sequence[Sequence[str]] = ROWS, *, turn: int = 0, **how: object) -> Sheet:
    sheet = Sheet(size=landscape(A4), turn=turn)
    sheet.masthead(kind="KẾ HOẠCH", subject="Nâng cấp công viên năm 2026")
    sheet.pieces += table(rows, lefts=LEFTS, widths=WIDTHS, y=175, **how)[0]  # type: ignore[arg-type]
    return sheet


@pytest.mark.parametrize("how", [{}, {"apart": 0}, {"middle": True}], ids=["spaced", "close", "middle"])
def test_rows_of_a_table_without_lines_come_out_cell_for_cell(tmp_path: Path, how: dict[str, object]) -> None:
    document = read_document(make_pdf(tmp_path / "a.pdf", plan(**how)))  # type: ignore[arg-type]
    assert cells(document) == [*ROWS[1:]]
    assert document.header.subject == "Nâng cấp công viên năm 2026"
    assert [(task.number, task.lead, task.deadline) for task in document.tasks] == [(row[0], row[2], row[4]) for row in ROWS[1:]]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_on_a_turned_page_is_read_upright(tmp_path: Path, turn: int) -> None:
    assert cells(read_document(make_pdf(tmp_path / "a.pdf", plan(turn=turn)))) == [*ROWS[1:]]


def test_rows_drawn_column_by_column_come_out_as_rows(tmp_path: Path) -> None:
    sheet = plan()
    sheet.pieces.sort(key=lambda piece: (sum(left <= piece.x for left in LEFTS) if piece.y > 160 else 0, piece.y))
    assert cells(read_document(make_pdf(tmp_path / "a.pdf", sheet))) == [*ROWS[1:]]


def test_a_table_goes_on_over_pages_with_its_heading_repeated_or_not(tmp_path: Path) -> None:
    last = ("5", *LAKE[1:])
    for at, second in enumerate(((NAMES, HEDGES, PATHS, last), (HEDGES, PATHS, last), (NAMES, HEDGES), (HEDGES,))):
        following = Sheet(size=landscape(A4), pieces=[centred("2", middle=420, y=30), *table(second, lefts=LEFTS, widths=WIDTHS, y=60)[0]])
        document = read_document(make_pdf(tmp_path / f"{at}.pdf", plan((NAMES, LAKE, LAMPS)), following))
        rows = [LAKE, LAMPS, *(row for row in second if row is not NAMES)]
        assert cells(document) == rows
        assert [task.number for task in document.tasks] == [row[0] for row in rows]


def test_a_row_that_the_page_cuts_is_made_whole(tmp_path: Path) -> None:
    rest = ("", "và lắp bảng tên cho từng công viên", "", "", "")
    following = Sheet(size=landscape(A4), pieces=table((rest, HEDGES, PATHS), lefts=LEFTS, widths=WIDTHS, y=60)[0])
    document = read_document(make_pdf(tmp_path / "a.pdf", plan((NAMES, LAKE, LAMPS)), following))
    assert cells(document) == [LAKE, (LAMPS[0], f"{LAMPS[1]} {rest[1]}", *LAMPS[2:]), HEDGES, PATHS]


def test_two_tables_on_a_page_are_two(tmp_path: Path) -> None:
    bodies = (
        ("Đơn vị", "Nhiệm vụ", "Thời hạn"),
        ("Sở Y tế", "Tiêm vắc xin cho 12.000 trẻ", "30/4/2026"),
        ("Sở Nội vụ", "Rà soát 45 vị trí việc làm", "31/5/2026"),
        ("Sở Tài chính", "Cân đối 120 tỷ đồng", "15/6/2026"),
    )
    wards = (
        ("Phường", "Số hộ", "Số khẩu", "Ghi chú"),
        ("An Phú", "1.204", "5.330", ""),
        ("Bình Hòa", "988", "4.120", "Có 2 điểm lẻ"),
        ("Cầu Đất", "2.011", "8.770", ""),
    )
    first, _ = table(bodies, lefts=(60, 180, 430), widths=(110, 240, 90), y=175)
    second, _ = table(wards, lefts=(60, 180, 280, 380), widths=(110, 60, 60, 140), y=310, right=(1, 2))
    document = read_document(make_pdf(tmp_path / "a.pdf", titled(*first, *paragraphs(BUSES[1:], x=60, y=270, width=474), *second)))
    assert cells(document) == [*bodies[1:], *wards[1:]]
    assert BUSES[1] in texts(document)
    assert [(task.lead, task.deadline) for task in document.tasks] == [(row[0], row[2]) for row in bodies[1:]]


def test_names_of_sections_go_across_a_table(tmp_path: Path) -> None:
    sections = ("I. CÔNG VIÊN TRUNG TÂM VÀ CÁC HỒ NƯỚC CỦA THÀNH PHỐ", "II. CÔNG VIÊN VEN BIỂN VÀ ĐƯỜNG DẠO DÀNH CHO NGƯỜI DÂN")
    rows = (NAMES, sections[:1], LAKE, LAMPS, sections[1:], HEDGES, PATHS)
    tasks = read_document(make_pdf(tmp_path / "a.pdf", plan(rows))).tasks
    assert [(task.number, task.section) for task in tasks] == [
        ("1", sections[0]),
        ("2", sections[0]),
        ("3", sections[1]),
        ("4", sections[1]),
    ]


def test_level_lines_part_the_rows(tmp_path: Path) -> None:
    sheet = Sheet(size=landscape(A4))
    pieces, tops = table(ROWS, lefts=LEFTS, widths=WIDTHS, y=80, apart=2)
    sheet.pieces, sheet.rules = pieces, [(46, top - 11, 750, top - 11) for top in tops]
    assert cells(read_document(make_pdf(tmp_path / "a.pdf", sheet))) == [*ROWS[1:]]


def test_figures_that_end_at_one_place_are_columns(tmp_path: Path) -> None:
    rows = (
        ("Xã", "Dân số (người)", "Diện tích (km²)", "Thu ngân sách"),
        ("Tân An", "12.400", "31,2", "48,7"),
        ("Nam Hải", "101.300", "8,4", "1.204,5"),
        ("Hồ Sen", "7.020", "122,0", "12,0"),
    )
    pieces, _ = table(rows, lefts=(70, 180, 290, 400), widths=(90, 90, 90, 120), y=175, right=(1, 2, 3))
    after = paragraphs(BUSES[:1], x=60, y=270, width=474)
    document = read_document(make_pdf(tmp_path / "a.pdf", titled(*pieces, *after)))
    assert cells(document) == [*rows[1:]]
    assert texts(document)[-1] == BUSES[0]


def test_names_and_their_figures_are_a_table_of_two_columns(tmp_path: Path) -> None:
    rows = (("Chỉ tiêu", "Năm 2026"), ("Tỷ lệ che phủ rừng", "42 %"), ("Số km đường nhựa", "118 km"), ("Tỷ lệ hộ nghèo", "1,2 %"))
    document = read_document(make_pdf(tmp_path / "a.pdf", titled(*table(rows, lefts=(70, 330), widths=(240, 120), y=175)[0])))
    assert cells(document) == [*rows[1:]]
    assert document.header.subject == SUBJECT


def test_labels_with_what_stands_behind_them_and_lists_of_contents_are_no_tables(tmp_path: Path) -> None:
    labels = (("Chủ trì:", "Sở Y tế"), ("Phối hợp:", "Công an"), ("Thời hạn:", "30/6/2026"), ("Kinh phí:", "2 tỷ đồng"))
    contents = (("I. Mục tiêu", "2"), ("II. Nhiệm vụ và giải pháp", "3"), ("III. Kinh phí", "9"), ("IV. Tổ chức thực hiện", "12"))
    for name, rows in (("labels", labels), ("contents", contents)):
        pieces, _ = table(rows, lefts=(70, 330), widths=(240, 120), y=175)
        assert cells(read_document(make_pdf(tmp_path / f"{name}.pdf", titled(*pieces)))) == []


def scanned(path: Path) -> Path:
    """The PDF as pictures of its pages."""
    with pypdfium2.PdfDocument(path) as document:
        pictures = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in document]
    target = path.with_name("scan.pdf")
    pictures[0].save(target, resolution=200, save_all=True, append_images=pictures[1:])
    return target


@pytest.mark.ocr
def test_columns_and_tables_without_lines_are_read_in_scans(tmp_path: Path) -> None:
    annex = Sheet(size=landscape(A4), pieces=table(ROWS, lefts=LEFTS, widths=WIDTHS, y=80)[0])
    document = read_document(scanned(make_pdf(tmp_path / "a.pdf", titled(*columns(BUSES, STOPS)), annex)))
    prose = " ".join(text for text in texts(document) if " | " not in text)
    phrases = (
        "Tân An đi cảng Nam Hải, hoàn thành trước ngày 30/6/2026",
        "một tháng cho học sinh",
        "80 nhà chờ xe buýt trên",
        "thuê, thu khoảng",
    )
    assert sorted(map(prose.index, phrases)) == [prose.index(phrase) for phrase in phrases]
    assert [row[1:] for row in cells(document)] == [row[1:] for row in ROWS[1:]]  # Tesseract passes over figures that stand alone


def test_three_signatures_side_by_side_are_no_table(tmp_path: Path) -> None:
    lines = (("NGƯỜI LẬP BIỂU", "KẾ TOÁN TRƯỞNG", "GIÁM ĐỐC"), ("(Ký, ghi rõ họ tên)", "(Ký tên)", "(Ký tên, đóng dấu)"))
    names = (("Lê Thị Hà", "Nguyễn Văn Bình An", "Trần Minh Khôi"),)
    pieces = [
        centred(text, middle=130 + 170 * at, y=400 + 16 * row) for row, line in enumerate(lines + names) for at, text in enumerate(line)
    ]
    document = read_document(make_pdf(tmp_path / "a.pdf", titled(*paragraphs(BUSES, x=60, y=166, width=474), *pieces)))
    assert cells(document) == []
