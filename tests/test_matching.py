import unicodedata
from typing import Literal

import pytest

from evals.scoring.matching import overlap, plain, states

SAME = (
    ("Theo kế hoạch: “**Sở xây dựng** chủ trì” [1]", "Sở Xây dựng"),
    ("công trình thuỷ lợi", "thủy lợi"),
    ("tổng thu 8,300 tỷ đồng", "8.300"),
    ("tổng thu 8300 tỷ đồng", "8.300"),
    ("tổng thu 8 300 tỷ đồng", "8.300"),
    ("tăng 6,5 %", "6.5%"),
    ("chi 1.234,5 tỷ", "1,234.5"),
    ("diện tích 150.000m²", "150.000 m2"),
    ("ngày 31-03-2021", "31/3/2021"),
    ("từ 31.3.2021", "31/3/2021"),
    ("2021-03-31", "31/3/2021"),
    ("ngày 31 tháng 3 năm 2021", "31/3/2021"),
    ("on 31 March 2021", "31/3/2021"),
    ("by March 31, 2021", "31/03/2021"),
    ("từ 10-14/5/2026", "14/5/2026"),
    ("Thời hạn: Tháng 03/2021", "tháng 3 năm 2021"),
    ("in March 2021", "3/2021"),
    ("quý 4/2026", "quý IV năm 2026"),
    ("Q4 2026", "Quý IV/2026"),
    ("cuối Quý IV/2026", "quý IV năm 2026"),
    ("the fourth quarter of 2026", "Quý IV/2026"),
    ("Quý IV/2026", "2026"),
    ("Trong năm 2024", "2024"),
    ("dự kiến 2026", "năm 2026"),
    ("vào ngày 17/3/2021", "17/3"),
    ("vào ngày 17/3/2021", "17 tháng 3"),
    ("trước ngày 01 tháng 12 hằng năm", "1/12"),
    ("trùm lên khoảng 1/3 chữ ký", "1/3"),
    ("tối thiểu 07 đơn vị", "7 đơn vị"),
    ("tối thiểu 7 đơn vị", "07 đơn vị"),
    ("giai đoạn 2027 – 2030", "2027-2030"),
    ("Nghị quyết số 97/NQ-CP", "97"),
    ("Nghị định số 09/2026/NĐ-CP", "09/2026/NĐ-CP"),
    ("số 453 /TB-UBND", "453/TB-UBND"),
    ("giao Sở KH&CN chủ trì", "Sở Khoa học và Công nghệ"),
    ("giao Sở Khoa học và Công nghệ chủ trì", "Sở KH&CN"),
    ("UBND TP. Hà Nội", "Ủy ban nhân dân thành phố Hà Nội"),
    ("the Ministry of Justice leads it", "Bộ Tư pháp"),
)
OTHER = (
    ("đến năm 2025", "25"),
    ("đạt 8.300 USD", "300"),
    ("đạt 8 300 USD", "300"),
    ("đạt 98.300 USD", "8.300"),
    ("tăng 12.5 lần", "12"),
    ("tháng 12/2024", "12"),
    ("ngày 25/12/2025", "25"),
    ("đến 12/2025", "31/12/2025"),
    ("ngày 31/12/2025", "12/2025"),
    ("ngày 31 tháng 12 năm 2025", "tháng 12 năm 2025"),
    ("ngày 20/8/2026", "2/8/2026"),
    ("dự kiến 17/3", "17/3/2021"),
    ("Quý III/2026", "Quý II/2026"),
    ("Quý II/2027", "Quý II/2026"),
    ("Nghị định 10/2026/NĐ-CP", "tháng 10 năm 2026"),
    ("Quỹ 4 tỷ đồng", "quý IV"),
    ("mấy 15 người", "15 May"),
    ("tăng 6,5", "65"),
    ("mạng 5G", "5"),
    ("các lĩnh vực: (3) biểu diễn", "03"),
    ("Sở Xây dựng chủ trì [12].", "12"),
    ("Nghị quyết 97/NQ-CP (6/4/2026, trang 15)", "15"),
    ("Nghị quyết 97/NQ-CP (6/4/2026, trang 15)", "2026"),
    ("Nghị quyết số 29-NQ/TW", "Trung"),
    ("Bộ NN&PTNT chủ trì", "Bộ Nông nghiệp và Môi trường"),
    ("UBND chủ trì", "UBND Thành phố"),
    ("UBND thành phố Hà Nội", "UBND các tỉnh, thành phố"),
    ("", "25"),
    ("bất kỳ", " "),
)


@pytest.mark.parametrize("form", ("NFC", "NFD"))
@pytest.mark.parametrize(("text", "spelling"), SAME)
def test_a_fact_is_stated_in_another_spelling(text: str, spelling: str, form: Literal["NFC", "NFD"]) -> None:
    assert states(unicodedata.normalize(form, text), spelling)
    assert states(text, unicodedata.normalize(form, spelling))


@pytest.mark.parametrize(("text", "spelling"), OTHER)
def test_what_only_looks_like_a_fact_does_not_state_it(text: str, spelling: str) -> None:
    assert not states(text, spelling)


def test_the_three_letters_for_d_with_a_stroke_are_told_apart_where_they_differ() -> None:
    assert states("Quyết định của ĐẢNG ủy", "Đảng ủy")
    assert states("QUYẾT ÐỊNH", "quyết định")  # eth, as some text layers have it
    assert not states("Dang ủy", "Đảng ủy")


def test_a_text_becomes_its_tokens() -> None:
    assert plain("Hạn:  **31-03-2021**, TP. Huế") == "hạn : 2021-03-31 , thành phố huế"


def test_overlap_counts_neighbouring_words_not_words() -> None:
    assert overlap("Sở Y tế chủ trì đề án", within="giao Sở Y tế chủ trì đề án, xong năm 2025") == 1
    assert overlap("Sở Y tế chủ trì đề án", within="đề án do tế bào y khoa trì hoãn, sở chủ quản") < 0.3
    assert overlap("QyĐ", within="Quy định | QyĐ") == 1
    assert overlap("", within="Quy định") == 0
