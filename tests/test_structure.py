"""Lines and raw blocks to documents: paragraphs, rows, headings and mastheads, furniture left out, pages right."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from ingest.document import Block, BlockKind
from ingest.layout.headings import COLUMN_HEADING_LEVEL, heading_of
from ingest.layout.levels import as_blocks
from ingest.layout.structure import Line, RawBlock, assemble, build_blocks


def _pages(*pages: Sequence[str]) -> list[Line]:
    return [Line(text=text, page=number) for number, page in enumerate(pages, 1) for text in page]


def _blocks(*pages: Sequence[str]) -> tuple[Block, ...]:
    return assemble(build_blocks(_pages(*pages))).blocks


def _texts(blocks: Sequence[Block], kind: BlockKind) -> list[str]:
    return [block.text for block in blocks if block.kind is kind]


HEAD = "CÔNG BÁO/Số 12/Ngày 02-02-2026 {}"


def test_a_sentence_cut_by_the_page_runs_on_and_knows_both_pages() -> None:
    blocks = _blocks(
        [
            HEAD.format(7),
            "",
            "a) Sở Xây dựng chủ trì, phối hợp với các sở, ngành rà soát quy hoạch đô thị, trong",
            "đó ưu tiên các khu vực",
        ],
        [HEAD.format(8), "", "trung tâm của thành phố.", "b) Sở Nội vụ báo cáo."],
    )
    assert len(blocks) == 2
    text = (
        "a) Sở Xây dựng chủ trì, phối hợp với các sở, ngành rà soát quy hoạch đô thị, trong đó ưu tiên các khu vực trung tâm của thành phố."
    )
    assert (blocks[0].text, blocks[0].page, blocks[0].page_starts) == (text, 1, ((text.index("trung tâm"), 2),))
    assert blocks[1].page == 2


def _row(*cells: str) -> Line:
    text = " | ".join(cells)
    return Line(text=text, page=1, row=RawBlock(kind=BlockKind.TABLE_ROW, text=text, cells=cells, page=1))


def test_a_masthead_or_signature_ends_before_a_row_of_a_table() -> None:
    masthead = ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 5/KH-UBND", "KẾ HOẠCH", "Phòng, chống úng ngập"]
    rows = [_row("1", "Lập bản đồ úng ngập", "Sở Xây dựng"), _row("2", "Nạo vét kênh", "SỞ Y TẾ")]
    signature = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    lines = [*_pages(masthead), *rows, *_pages(signature), _row("3", "Đỗ Văn Ánh", ""), *_pages(["Đỗ Văn Ánh"])]
    blocks = assemble(build_blocks(lines)).blocks
    assert [block.cells[0] for block in blocks if block.kind is BlockKind.TABLE_ROW] == ["1", "2", "3"]
    assert _texts(blocks, BlockKind.MASTHEAD) == ["\n".join(masthead), "\n".join(signature)]


COLUMNS = "TT Tên nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Thời hạn"


def test_rows_stay_whole_over_pages_and_the_heading_row_is_kept_once() -> None:
    blocks = _blocks(
        [
            HEAD.format(1),
            "Phụ lục I",
            "DANH MỤC NHIỆM VỤ",
            "(Kèm theo Kế hoạch số 5/KH-UBND)",
            COLUMNS,
            "I Hoàn thiện thể chế",
            "1 Rà soát quy định về đất đai",
            "2 thửa trở lên",
            "Sở Tư pháp",
            "2  ",
            "Đề án về cải tạo",
            "chung cư cũ",
        ],
        [HEAD.format(2), COLUMNS, "Sở Xây dựng", "Quý IV/2026", "II Chuyển đổi số", "1 Xây dựng nền tảng Sở Khoa học và Công nghệ", "2026"],
    )
    rows = [block for block in blocks if block.kind is BlockKind.TABLE_ROW]
    assert [row.text for row in rows] == [
        "1 Rà soát quy định về đất đai 2 thửa trở lên Sở Tư pháp",
        "2 Đề án về cải tạo chung cư cũ Sở Xây dựng Quý IV/2026",
        "1 Xây dựng nền tảng Sở Khoa học và Công nghệ 2026",
    ]
    assert rows[1].page_starts == ((rows[1].text.index("Sở"), 2),)
    headings = [(block.text, block.level) for block in blocks if block.kind is BlockKind.HEADING]
    assert [text for text, _ in headings] == ["Phụ lục I DANH MỤC NHIỆM VỤ", COLUMNS, "I Hoàn thiện thể chế", "II Chuyển đổi số"]
    assert headings[1][1] == COLUMN_HEADING_LEVEL


def test_a_row_that_only_names_the_rows_below_it_is_a_heading() -> None:
    blocks = _blocks([COLUMNS, "1. Rà soát thể chế", "1.1 Sửa đổi quy định Bộ Tư pháp", "1.2 Báo cáo", "2. Đầu tư", "2.1 Xây cầu"])
    assert _texts(blocks, BlockKind.HEADING)[1:] == ["1. Rà soát thể chế", "2. Đầu tư"]
    assert _texts(blocks, BlockKind.TABLE_ROW) == ["1.1 Sửa đổi quy định Bộ Tư pháp", "1.2 Báo cáo", "2.1 Xây cầu"]


def test_a_footnote_waits_for_the_row_that_runs_over_the_page() -> None:
    blocks = _blocks(
        [
            HEAD.format(1),
            COLUMNS,
            "1 Thực hiện Nghị quyết số 66-",
            "NQ/TW1",
            "Bộ Tư pháp",
            "2 Sửa đổi quy định về",
            "",
            "1 Nghị quyết về pháp luật.",
        ],
        [HEAD.format(2), "đất đai Bộ Nội vụ", "3 Báo cáo Bộ Y tế"],
    )
    assert [block.text for block in blocks][1:] == [
        "1 Thực hiện Nghị quyết số 66-NQ/TW1 Bộ Tư pháp",
        "2 Sửa đổi quy định về đất đai Bộ Nội vụ",
        "1 Nghị quyết về pháp luật.",
        "3 Báo cáo Bộ Y tế",
    ]


def test_a_whole_plan_gets_header_title_sections_and_signature() -> None:
    parts = assemble(
        build_blocks(
            _pages(
                [
                    "ỦY BAN NHÂN DÂN",
                    "THÀNH PHỐ HÀ NỘI",
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                    "Độc lập - Tự do - Hạnh phúc",
                    "Số: 9/KH-UBND",
                    "Hà Nội, ngày 5 tháng 6 năm 2025",
                    "KẾ HOẠCH",
                    "Thực hiện Chương trình số 03-CTr/TU",
                    "____",
                    "I. MỤC TIÊU",
                    "1. Mục đích",
                    "Nâng cao chất lượng đô thị.",
                    "2. Yêu cầu",
                    "Bảo đảm tiến độ.",
                    "II. TỔ CHỨC THỰC HIỆN",
                    "1. Sở Xây dựng",
                    "a) Chủ trì việc A.",
                ],
                ["b) Báo cáo.", "Nơi nhận:", "- Thành ủy;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Đức"],
            )
        )
    )
    assert parts.title == "Kế hoạch 9/KH-UBND: Thực hiện Chương trình số 03-CTr/TU"
    assert (parts.header.signer, parts.header.signer_title, parts.header.date) == ("Nguyễn Văn Đức", "Chủ tịch", datetime.date(2025, 6, 5))
    assert _texts(parts.blocks, BlockKind.HEADING) == [
        "I. MỤC TIÊU",
        "1. Mục đích",
        "2. Yêu cầu",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Xây dựng",
    ]
    assert [reference.number for reference in parts.references] == ["03-CTr/TU"]
    assert [block.kind for block in parts.blocks][-2:] == [BlockKind.MASTHEAD, BlockKind.MASTHEAD]


def _article(*texts: str) -> list[RawBlock]:
    return [RawBlock(kind=BlockKind.PARAGRAPH, text=text) for text in texts]


BODY = (
    "Ủy ban nhân dân thành phố vừa ban hành Kế hoạch số 84/KH-UBND, phân công đơn vị phụ trách và giao tiến độ theo từng quý, từng năm. "
    * 2
)


HEADLINES = ("Thành phố khởi công cầu vượt sông", "Họp báo quý I về kinh tế")


@pytest.mark.parametrize(
    "after",
    [
        ("Tin cùng chuyên mục", *HEADLINES),
        ("Đọc thêm", "Tin khác", HEADLINES[0], HEADLINES[0], BODY + "x", HEADLINES[1], HEADLINES[1], BODY + "y"),
        ("CỔNG THÔNG TIN ĐIỀU HÀNH UBND THÀNH PHỐ", "Trụ sở: 12 phố Hồ Sen", "Điện thoại: 0225 000 000"),
        ("TIN LIÊN QUAN", *(f"- {headline}" for headline in HEADLINES), "Tổng biên tập: Phạm Hùng"),
        ("Phiên bản di động",),
    ],
)
def test_nothing_after_an_article_is_kept(after: tuple[str, ...]) -> None:
    raw = _article(
        "Chia sẻ",
        "Hà Nội giao nhiệm vụ",
        "Lan Anh",
        "31-03-2021 14:17",
        "![](anh.jpg) |",
        BODY,
        "Chú thích ảnh |",
        *after,
    )
    parts = assemble(raw)
    assert parts.around[-len(after) :] == tuple(text.strip() for text in after)
    assert [block.text for block in parts.blocks] == ["Hà Nội giao nhiệm vụ", "Lan Anh", "31-03-2021 14:17", BODY.strip(), "Chú thích ảnh"]
    assert (parts.title, parts.header.date, parts.header.number) == ("Hà Nội giao nhiệm vụ", datetime.date(2021, 3, 31), None)
    assert [block.kind for block in parts.blocks][:3] == [BlockKind.HEADING, BlockKind.MASTHEAD, BlockKind.MASTHEAD]


def test_a_text_without_a_title_keeps_what_the_format_states() -> None:
    parts = assemble(_article(BODY), title="Tên tệp", date=datetime.date(2020, 1, 2))
    assert (parts.title, parts.header.date) == ("Tên tệp", datetime.date(2020, 1, 2))


def test_roman_sections_stand_below_the_article_they_are_in() -> None:
    raw = _article("Điều 1. Phê duyệt Đề án", "I. MỤC TIÊU", BODY, "Điều 2. Tổ chức thực hiện", BODY)
    levels = {block.text: block.level for block in assemble(raw, title="x").blocks if block.kind is BlockKind.HEADING}
    assert levels["I. MỤC TIÊU"] > levels["Điều 2. Tổ chức thực hiện"]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Phụ lục II", "Phụ lục II"),
        ("Chương I", "Chương I"),
        ("CHƯƠNG II QUY ĐỊNH CHUNG", "CHƯƠNG II"),
        ("Điều 3. Hiệu lực", "Điều 3"),
        ("I. MỤC TIÊU", "I."),
        ("1. Mục đích", "1."),
        ("1.2. Yêu cầu", "1.2."),
        ("đ) Sở Xây dựng", "đ)"),
        ("(1) Bộ Công an", "(1)"),
    ],
)
def test_headings_and_labels_are_told(line: str, label: str) -> None:
    found = heading_of(line)
    assert found is not None and found.label == label


@pytest.mark.parametrize(
    "line",
    [
        "Điều 3 của Luật Tổ chức Chính phủ",
        "Phụ lục này quy định",
        "Mục tiêu đến năm 2030",
        "1.000 doanh nghiệp",
        "Phần lớn các sở",
        "2026 - 2030",
        "Mục 2 Điều này",
        "10 chương trình",
        "ông đi",
    ],
)
def test_sentences_are_no_headings(line: str) -> None:
    assert heading_of(line) is None


def test_a_short_numbered_line_heads_the_count_that_begins_below_it_though_it_ends_with_a_stop() -> None:
    first = ["1. Công chức Văn phòng, Ông Trần Văn Mận.", "a) Giữ kho.", "b) Giữ sổ."]
    second = ["2. Công chức Văn phòng, Bà Lê Thị Đào.", "a) Trông cổng.", "3. Báo cáo hằng quý.", "4. Họp giao ban."]
    assert _texts(_blocks([*first, *second]), BlockKind.HEADING) == [first[0], second[0]]


def _plain(*texts: str) -> tuple[Block, ...]:
    return as_blocks([RawBlock(kind=BlockKind.PARAGRAPH, text=text, page=at) for at, text in enumerate(texts, 1)])


def test_a_heading_that_breaks_off_within_a_list_of_bodies_is_one() -> None:
    first, second = "2. Trách nhiệm của các bộ, cơ quan ngang bộ;", "Ủy ban nhân dân các tỉnh, thành phố"
    heading, item = _plain(first, second, "a) Phối hợp với Bộ Công an.")
    assert (heading.kind, heading.text, item.kind) == (BlockKind.HEADING, f"{first} {second}", BlockKind.LIST_ITEM)
    assert (heading.page, heading.page_starts) == (1, ((len(first) + 1, 2),))
    for apart in (
        (first, second, "Phối hợp với Bộ Công an."),
        (first, "Phần mềm được nâng cấp", "a) Phối hợp với Bộ Công an."),
        (first.rstrip(";") + ".", second, "a) Phối hợp với Bộ Công an."),
    ):
        assert [block.text for block in _plain(*apart)] == list(apart)


def test_a_title_in_capitals_that_breaks_off_goes_on() -> None:
    first, second = "IV. MỐI QUAN HỆ GIỮA TRUNG TÂM VỚI", "CÁC CƠ QUAN, TỔ CHỨC"
    assert next(block.text for block in _plain(first, second, "1. Về đồng bộ dữ liệu", "Các bộ đồng bộ.")) == f"{first} {second}"
    assert [block.text for block in _plain("IV. QUAN HỆ", second, "Các bộ đồng bộ.")][:2] == ["IV. QUAN HỆ", second]


def test_a_long_sentence_goes_on_behind_a_dash_that_begins_no_list() -> None:
    first = "1. Duy trì tốc độ tăng trưởng xuất khẩu " + "và khai thác lợi thế của các sản phẩm chủ lực " * 5 + "để phát triển kinh tế"
    second = "- xã hội của tỉnh theo hướng tăng trưởng xanh."
    assert [block.text for block in _plain(first, second, "2. Thu hút đầu tư.")] == [f"{first} {second}", "2. Thu hút đầu tư."]
    short = "1. Duy trì tốc độ tăng trưởng xuất khẩu"
    for apart in ((first, second, "- Thu hút đầu tư."), (f"{first}:", second, "2. Thu hút đầu tư."), (short, second, "2. Thu hút đầu tư.")):
        assert [block.text for block in _plain(*apart)] == list(apart)
