"""Things that stand side by side in a question are each asked about, and nothing else is taken apart."""

from __future__ import annotations

import pytest

from assistant.understanding.coordination import side_by_side


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Hạn của đề án bến đò và của đề án cầu phao trong Kế hoạch 31 khác nhau ra sao?",
            ["Hạn của đề án bến đò trong Kế hoạch 31?", "Hạn của đề án cầu phao trong Kế hoạch 31?"],
        ),
        (
            "Gạo mua bằng tiền quỹ và gạo dân góp ở Đắk Lắk: mỗi loại do ai giữ kho?",
            ["Gạo mua bằng tiền quỹ ở Đắk Lắk: ai giữ kho?", "gạo dân góp ở Đắk Lắk: ai giữ kho?"],
        ),
        (
            "Mức hỗ trợ cho hộ nghèo và hộ cận nghèo lần lượt là bao nhiêu?",
            ["Mức hỗ trợ cho hộ nghèo là bao nhiêu?", "Mức hỗ trợ cho hộ cận nghèo là bao nhiêu?"],
        ),
        (
            "Chợ Gỗ, chợ Đình và chợ Mới mỗi chợ được bao nhiêu tiền?",
            ["Chợ Gỗ được bao nhiêu tiền?", "chợ Đình được bao nhiêu tiền?", "chợ Mới được bao nhiêu tiền?"],
        ),
        (
            "Năm 2030 xã bán xoài hay nhãn nhiều tấn hơn?",
            ["Năm 2030 xã bán xoài bao nhiêu tấn?", "Năm 2030 xã bán nhãn bao nhiêu tấn?"],
        ),
        (
            "Giữa việc lập danh sách hộ nghèo và việc cấp thẻ thì việc nào phải xong trước?",
            ["việc lập danh sách hộ nghèo phải xong khi nào?", "việc cấp thẻ phải xong khi nào?"],
        ),
        (
            "Hai bến Cửa Gỗ và Cửa Đình: bến nào rộng hơn, mỗi bến bao nhiêu mét?",
            ["bến Cửa Gỗ: rộng hơn bao nhiêu mét?", "bến Cửa Đình: rộng hơn bao nhiêu mét?"],
        ),
        (
            "Phường Hai Bà Trưng và phường Cửa Nam: mỗi phường mấy trạm?",
            ["Phường Hai Bà Trưng: mấy trạm?", "phường Cửa Nam: mấy trạm?"],
        ),
        (  # words that end a thing stand in names too: "trình", "nhận", "thấp"
            "Chương trình chứng nhận bến đò và chương trình nhà ở cho người thu nhập thấp: mỗi chương trình bao nhiêu tiền?",
            ["Chương trình chứng nhận bến đò: bao nhiêu tiền?", "chương trình nhà ở cho người thu nhập thấp: bao nhiêu tiền?"],
        ),
        (
            "Đề án bến đò và đề án cầu phao trình cấp nào, mỗi đề án xong khi nào?",
            ["Đề án bến đò trình cấp nào, xong khi nào?", "đề án cầu phao trình cấp nào, xong khi nào?"],
        ),
        ("Tiền cho tập huấn nhiều hơn hay ít hơn tiền cho truyền thông?", ["Tiền cho tập huấn?", "tiền cho truyền thông?"]),
        (
            "Cơ sở dữ liệu về đê điều (NQ 97) và cơ sở dữ liệu về hồ đập (NQ 116): bộ nào chủ trì?",
            ["Cơ sở dữ liệu về đê điều (NQ 97): bộ nào chủ trì?", "cơ sở dữ liệu về hồ đập (NQ 116): bộ nào chủ trì?"],
        ),
        (
            "Plan 31 lists two courses: one on boat safety, one for ticket sellers. Who leads each and when?",
            ["Plan 31 lists courses on boat safety: Who leads and when?", "Plan 31 lists courses for ticket sellers: Who leads and when?"],
        ),
        (
            "How do the deadlines of the ferry survey and the bridge survey differ?",
            ["the deadlines of the ferry survey?", "the deadlines of the bridge survey?"],
        ),
    ],
)
def test_each_of_the_things_is_asked_about(text: str, sides: list[str]) -> None:
    assert list(side_by_side(text)) == sides


@pytest.mark.parametrize(
    "text",
    [
        "Cơ sở dữ liệu về thiên tai và khí hậu: bộ nào chủ trì?",
        "Tổ chức tập huấn và kiểm tra do đơn vị nào chủ trì?",  # one task
        "Ai chủ trì xây dựng và vận hành cơ sở dữ liệu, mỗi năm cập nhật mấy lần?",
        "Công an tỉnh phối hợp với Sở Y tế làm những việc gì?",
        "Sở Giáo dục và Đào tạo chủ trì nhiều nhiệm vụ hơn năm trước không?",  # another time is no other thing
        "Kế hoạch 31 có nhiều hơn 20 nhiệm vụ không?",
        "Kế hoạch 31, Kế hoạch 32 và Kế hoạch 33 khác nhau thế nào?",  # asks nothing of each
        "Số ca sốt xuất huyết năm 2025 so với năm 2026 tăng bao nhiêu?",
        "và " * 200,
        "",
    ],
)
def test_what_is_one_thing_stays_whole(text: str) -> None:
    assert side_by_side(text) == ()
