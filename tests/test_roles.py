"""Who leads, where the text alone does not say it."""

from ingest.names.roles import duty_holder, duty_person


def test_a_duty_belongs_to_the_body_in_its_heading() -> None:
    assert duty_holder("a) Chủ trì, phối hợp xây dựng đề án;", ["III. TỔ CHỨC THỰC HIỆN", "2. Sở Nội vụ"]) == "2. Sở Nội vụ"
    assert duty_holder("Chủ trì chở nước ra đảo.", ["5. Bộ Chỉ huy Quân sự tỉnh"]) == "5. Bộ Chỉ huy Quân sự tỉnh"
    assert duty_holder("Chủ trì chở nước ra đảo.", ["5. Sở Y tế hướng dẫn các xã"]) is None
    assert duty_holder("a) Chủ trì, phối hợp xây dựng đề án;", ["III. TỔ CHỨC THỰC HIỆN", "2. Về nhiệm vụ Sở Nội vụ giao các quận"]) is None


def test_what_is_listed_under_a_persons_name_is_for_that_person_to_do() -> None:
    own = "2. Công chức Văn phòng, Bà Lê Thị Đào."
    assert duty_person(["Điều 1. Phân công nhiệm vụ", own, "b) Trực tiếp làm:"]) == own
    assert duty_person(["Điều 1. Phân công nhiệm vụ", "2. Sở Nội vụ"]) is None
    assert duty_person(["Ông Trần Văn Mận và Bà Lê Thị Đào"]) is None  # whose of the two?
    assert duty_person([f"Ông Trần Văn Mận {'đã báo cáo kết quả ' * 8}"]) is None
    assert duty_person(["Về bà con nông dân Đồi Chè"]) is None
