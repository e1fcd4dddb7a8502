"""What stands around the text of a saved article is left out, and no fact with it."""

from __future__ import annotations

import pytest

from ingest.document import BlockKind
from ingest.layout.structure import assemble
from ingest.raw import RawBlock

OPENING = (
    "Phường Hồ Sen đổi lịch thu gom rác",
    "05/03/2026 08:41",
    "Chia sẻ",
    "(HSO) - Từ tháng tư, phường Hồ Sen đổi lịch thu gom rác cồng kềnh của mười hai tổ dân phố, theo thông báo của phường ngày 2/3.",
)
HEADLINES = ("Thành phố khởi công cầu vượt sông", "Họp báo quý I về kinh tế", "Giá vàng tăng mạnh sáng nay")
BODY = (
    "Người dân mang rác ra trước cửa từ 5 giờ đến 6 giờ sáng; phường bố trí hai xe cho các ngõ nhỏ và một xe dự phòng trong những ngày đầu."
)


def article(*after: str) -> tuple[str, tuple[str, ...]]:
    """(the text of an article with these lines behind its opening, the lines that were left out)."""
    parts = assemble([RawBlock(kind=BlockKind.PARAGRAPH, text=text) for text in (*OPENING, *after)])
    assert OPENING[3] in [block.text for block in parts.blocks]
    return "\n".join(block.text for block in parts.blocks), parts.around


@pytest.mark.parametrize(
    "fact",
    [
        "Mức phí: 50.000 đồng một lần",
        "Mức phí là 50.000 đồng một lần.",
        "1. Tổ 1: sáng thứ Ba",
        "- Tổ 1: sáng thứ Ba;",
        BODY,
        "Điều 2. Tổ trưởng chịu trách nhiệm",
    ],
)
def test_an_article_goes_on_behind_a_box_of_other_headlines(fact: str) -> None:
    text, around = article("Xem thêm", *HEADLINES, fact, BODY[::-1])
    assert fact in text
    assert set(HEADLINES) <= set(around)


def test_contacts_at_the_end_of_an_article_are_facts_and_an_imprint_is_none() -> None:
    text, around = article(BODY, "Đường dây nóng: 1800 0000", "Tổng biên tập: Phạm Hùng", "Trụ sở: 12 phố Hồ Sen")
    assert "1800 0000" in text
    assert around == ("Chia sẻ", "Tổng biên tập: Phạm Hùng", "Trụ sở: 12 phố Hồ Sen")


def test_a_sentence_that_begins_like_an_imprint_is_none() -> None:
    said = "Cổng thông tin điện tử thành phố đăng lịch của từng ngõ."
    assert said in article(BODY, said)[0]


def test_rows_behind_other_headlines_are_kept() -> None:
    rows = [
        RawBlock(kind=BlockKind.TABLE_ROW, text=f"{name} | {value}", cells=(name, value))
        for name, value in (("TỔ 1", "THỨ BA"), ("TỔ 1", "THỨ BA"))
    ]
    opening = [RawBlock(kind=BlockKind.PARAGRAPH, text=text) for text in (*OPENING, BODY, "Tin liên quan")]
    assert [block.cells for block in assemble([*opening, *rows]).blocks][-2:] == [("TỔ 1", "THỨ BA")] * 2


MENU = "Trang chủ | Thời sự | Kinh tế | Du lịch | Bạn đọc | Liên hệ tòa soạn"
STEPS = "Báo Hồ Sen điện tử > Du lịch > Tin trong tỉnh"


def test_the_menu_over_an_article_is_not_its_title() -> None:
    parts = assemble([RawBlock(kind=BlockKind.PARAGRAPH, text=text) for text in (MENU, STEPS, *OPENING)])
    assert parts.title == OPENING[0]
    assert {MENU, STEPS} <= set(parts.around)


@pytest.mark.parametrize("line", ["Kế hoạch | Phường Hồ Sen | Năm 2026", "Thứ Năm, 05/03/2026 | 08:41 | Hồ Sen | GMT+7"])
def test_a_line_of_few_items_or_of_the_day_is_no_menu(line: str) -> None:
    parts = assemble([RawBlock(kind=BlockKind.PARAGRAPH, text=text) for text in (line, *OPENING)])
    assert line not in parts.around
