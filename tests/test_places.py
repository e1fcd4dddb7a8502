"""Places are told by the word for their tier or as provinces and large cities, and what only looks like one is none."""

from __future__ import annotations

import pytest

from ingest.names.places import places


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH AN GIANG GIAI ĐOẠN 2026", [("an giang", "province")]),
        ("Phường Hòa Cường phải hoàn thành", [("hoa cuong", "commune")]),
        (
            "phường Tân An, quận 1, TP.HCM và TP. Hà Nội",
            [("tan an", "commune"), ("1", "district"), ("ho chi minh", "province"), ("ha noi", "province")],
        ),
        ("ở hà nội năm 2026", [("ha noi", "province")]),
        ("Da Nang city and Dong Anh district", [("da nang", "province"), ("dong anh", "district")]),
        ("gạo của cả nước", [("", "country")]),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", []),
        ("Học viện Chính trị quốc gia Hồ Chí Minh", []),
        ("Which city plan is it?", []),
        ("Phạm vi toàn tỉnh.\n3. Sở Y tế chủ trì", []),  # a new point, no "tỉnh 3"
        ("của tỉnh. Sở Công Thương chủ trì", []),
        ("Phường 12, Quận 3, TP. Thủ Đức", [("12", "commune"), ("3", "district"), ("thu duc", "any")]),
    ],
)
def test_places_of_a_text(text: str, named: list[tuple[str, str]]) -> None:
    assert [(place.name, place.tier) for place in places(text)] == named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đối tượng tại các xã Thượng Nông, Cao Lạc và Đèo Khế được hưởng bằng 1,2 lần", ["thuong nong", "cao lac", "deo khe"]),
        ("tại 3 xã Ea Ly, Ea Bá, Sở Y tế cử bác sĩ", ["ea ly", "ea ba"]),
        ("phường Tân Lập, Hòa Thuận", ["tan lap"]),
    ],
)
def test_every_place_of_a_list_is_one(text: str, names: list[str]) -> None:
    assert [place.name for place in places(text)] == names
    assert {place.tier for place in places(text)} == {"commune"}
