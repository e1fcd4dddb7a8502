import pytest

from ingest.names.body_forms import bodies
from ingest.names.dates import dates
from ingest.names.document_name import find_document_names
from ingest.names.numbers import money, numbers
from ingest.names.people import people
from ingest.names.roles import Role, assigned, duty_holder


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bộ Văn hóa, Thể thao và Du lịch, Bộ Tài chính chủ trì", ["Bộ Văn hóa, Thể thao và Du lịch", "Bộ Tài chính"]),
        ("Sở Quy hoạch - Kiến trúc phối hợp Công an Thành phố", ["Sở Quy hoạch - Kiến trúc", "Công an Thành phố"]),
        ("các bộ, cơ quan ngang bộ và Ngân hàng Nhà nước Việt Nam", ["các bộ, cơ quan ngang bộ", "Ngân hàng Nhà nước Việt Nam"]),
        ("Sở Y tế báo cáo trước ngày 30/6", ["Sở Y tế"]),
        ("một bộ phận không nhỏ của ban công", []),
    ],
)
def test_names_of_bodies_are_whole(text: str, found: list[str]) -> None:
    assert words(text, bodies(text)) == found


def test_people_are_found_behind_their_office_and_town() -> None:
    text = "Chủ tịch UBND thành phố Hà Nội Trần Sỹ Thanh và đồng chí Nguyễn Văn An dự họp tại Hà Nội."
    assert words(text, people(text)) == ["Trần Sỹ Thanh", "Nguyễn Văn An"]


def test_dates_periods_and_recurring_times_are_found() -> None:
    text = "Quý IV/2026; tháng 9/2026; trước ngày 01 tháng 12 hằng năm; 31/3/2021; giai đoạn 2026 - 2030; thường xuyên"
    assert words(text, dates(text)) == [
        "Quý IV/2026",
        "tháng 9/2026",
        "ngày 01 tháng 12",
        "hằng năm",
        "31/3/2021",
        "giai đoạn 2026 - 2030",
        "thường xuyên",
    ]


def test_numbers_are_not_dates_nor_document_numbers() -> None:
    text = "Kế hoạch số 84/KH-UBND ngày 31/3/2021 nêu 17 chỉ tiêu, 8/10 chương trình, 8.300 USD và hai mươi tham luận, 50% - 60%"
    assert words(text, numbers(text)) == ["17", "8/10", "8.300", "hai mươi", "50% - 60%"]
    assert [name.text for name in find_document_names(text)] == ["Kế hoạch số 84/KH-UBND"]


def test_money_has_its_unit() -> None:
    text = "tối đa 3 tỷ đồng/năm, kim ngạch 55 tỷ USD, 120 cán bộ"
    assert words(text, money(text)) == ["3 tỷ đồng", "55 tỷ USD"]


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính thực hiện.", ["Sở Xây dựng"]),
        ("Cơ quan chủ trì: Sở Nội vụ.", ["Sở Nội vụ"]),
        ("Cơ quan thường trực của Chương trình là Sở Công Thương.", ["Sở Công Thương"]),
        ("UBND Thành phố phân công đơn vị chủ trì 8/10 chương trình công tác của Thành ủy.", []),
    ],
)
def test_a_body_leads_only_where_the_text_ties_it_to_leading(text: str, leads: list[str]) -> None:
    assert words(text, assigned(Role.LEAD, text)) == leads


def test_who_coordinates_is_not_who_leads() -> None:
    text = "Sở Y tế chủ trì, phối hợp với Sở Tài chính hoàn thành trong quý II."
    assert words(text, assigned(Role.COORDINATING, text)) == ["Sở Tài chính"]


def test_a_duty_belongs_to_the_body_in_its_heading() -> None:
    assert duty_holder("a) Chủ trì, phối hợp xây dựng đề án;", ["III. TỔ CHỨC THỰC HIỆN", "2. Sở Nội vụ"]) == "2. Sở Nội vụ"
    assert duty_holder("a) Chủ trì, phối hợp xây dựng đề án;", ["III. TỔ CHỨC THỰC HIỆN", "2. Về nhiệm vụ Sở Nội vụ giao các quận"]) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Một số nhiệm vụ còn chậm", []),
        ("một trong các vườn ươm", []),
        ("trong những năm qua", []),
        ("trong năm nhóm việc", []),  # far more often a year
        ("4. Rà soát vườn ươm", []),
        ("4 | Rà soát vườn ươm | Phòng Kinh tế", []),
        ("1. Có 5 vườn ươm", ["5"]),
        ("Điều 6. Trồng rừng", []),
        ("(3) Trồng rừng", []),
        ("xong trong 30 ngày làm việc", ["30"]),
        ("Quý III/2027 và giai đoạn 2026 - 2030", []),
        ("mười hai vườn ươm, tăng 8,5%", ["mười hai", "8,5%"]),
    ],
)
def test_the_place_of_an_item_and_vague_words_are_no_numbers(text: str, found: list[str]) -> None:
    assert words(text, numbers(text)) == found


def test_the_place_in_an_order_is_no_count() -> None:
    text = "Điều chỉnh nhiệm vụ tại số thứ tự thứ 5, họp lần thứ 3, giao 12 nhiệm vụ"
    assert [text[slice(*span)] for span in numbers(text)] == ["12"]
