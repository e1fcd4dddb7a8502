"""One judge says of every layer and file whether it is readable: its cases, and that plain Vietnamese and English pass."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.text.legibility import Legibility, is_more_legible, legibility

PLAN = (
    "Ủy ban nhân dân các quận vận động 640 hộ sản xuất đấu nối vào hệ thống thu gom nước thải. Sở Tài chính bố trí kinh phí 18,5 tỷ đồng "
    "từ ngân sách Thành phố, mã K4, H5N1, 20km đường, mạng 5G, theo Nghị quyết số 190/2025/QH15."
)
ENGLISH = "The People's Committee of the city has approved a plan for drainage, and the funds are allocated from the city budget for 2026."
LAYER = (  # what an English model of Tesseract reads on a Vietnamese page
    "1. S6 Tai nguyén va Mi trudng cht tri x4y dung 7 tram xt ly nuéc thai lang nghé, hoan thanh truéc ngay 30/11/2026. 2. Uy ban nhan dan "
    "cdc quan van dong 640 hé san xuat dau néi vao hé thong thu gom nuéc thai. 3. S& Tai chinh bé tri kinh phi 18,5 ty déng tir ngan sdch."
)
BAD = "VA Chuong h6 trq ph6p lf li6n nghiQp nho vd wa triiSn khai cria Chucrng trinh ho4t dQng h6 tr0 doanh nghi6p nh6 va vira " * 3


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_vietnamese_and_english_are_readable(form: str) -> None:
    for text in (PLAN, ENGLISH, f"{PLAN} {ENGLISH}", PLAN.replace("đ", "ð"), PLAN.upper(), "Phụ lục II", "", "12 345 6,7 | 8.900"):
        assert legibility(unicodedata.normalize(form, text)) is Legibility.READABLE  # type: ignore[arg-type]


def test_vietnamese_typed_without_diacritics_is_told_apart() -> None:
    bare = "Uy ban nhan dan cac quan van dong 640 ho san xuat dau noi vao he thong thu gom nuoc thai, hoan thanh truoc ngay 30/11/2026."
    assert legibility(bare) is Legibility.BARE
    assert is_more_legible(PLAN, bare) and is_more_legible(bare, LAYER)


@pytest.mark.parametrize(
    "text",
    [
        LAYER,
        BAD,
        PLAN.encode().decode("cp1252", errors="replace"),
        PLAN.encode().decode("latin-1"),
        "".join(char if char.isascii() else "\ufffd" for char in PLAN),
        "".join(char if char.isascii() else "\x15" for char in PLAN),
        "".join(char if char.isascii() else chr(0xE000 + ord(char) % 512) for char in PLAN),
        "".join(char for char in PLAN if char.isascii()),
        "".join(char if char.isascii() else " " for char in PLAN),
        "".join(chr(ord(char) + 3) if char.isascii() else "q" for char in PLAN),
        "".join(char if char.isascii() else chr(0xC0 + ord(char) % 64) for char in PLAN),
    ],
)
def test_lost_letters_and_other_languages_ocr_are_told(text: str) -> None:
    assert legibility(text) is Legibility.BROKEN
    assert is_more_legible(PLAN, text) and not is_more_legible(text, PLAN)


def test_other_scripts_say_nothing() -> None:
    assert legibility("北京市人民政府关于进一步加强城市排水工作的意见 " * 20) is Legibility.READABLE
    assert legibility("ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ " * 20) is Legibility.READABLE
