"""Who leads, where the text alone does not say it."""

from ingest.names.roles import duty_holder


def test_a_duty_belongs_to_the_body_in_its_heading() -> None:
    assert duty_holder("a) Chủ trì, phối hợp xây dựng đề án;", ["III. TỔ CHỨC THỰC HIỆN", "2. Sở Nội vụ"]) == "2. Sở Nội vụ"
    assert duty_holder("a) Chủ trì, phối hợp xây dựng đề án;", ["III. TỔ CHỨC THỰC HIỆN", "2. Về nhiệm vụ Sở Nội vụ giao các quận"]) is None
