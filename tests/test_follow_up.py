import unicodedata

import pytest

from assistant.understanding.context_dependence import contrasts, leans_on_history, with_opening
from assistant.understanding.follow_up import Turn, followed
from tests.known_bodies import known_bodies
from tests.pumped_texts import processor_time_limit

BODIES = known_bodies()


def test_a_question_that_stands_alone_is_left_alone() -> None:
    text = "Đơn vị nào chủ trì đề án trồng cây xanh của thành phố?"
    assert followed(text, [Turn(question="Ai ký Kế hoạch 84?")], bodies=BODIES).text == text


def test_a_document_named_in_the_follow_up_takes_the_place_of_the_one_before() -> None:
    made = followed("Còn chương trình 04 thì sao?", [Turn(question="Đơn vị nào chủ trì Chương trình 03?")], bodies=BODIES).text
    assert "03" not in made
    assert made.startswith("Đơn vị nào chủ trì chương trình 04")


def test_short_and_pointing_questions_lean_on_the_turn_before() -> None:
    for text in (
        "Thời hạn?",
        "Ai phối hợp?",
        "chu de cua dien dan do la gi",
        "Ông ấy nói gì về các dự án chậm tiến độ của thành phố?",
        "And who co-ordinates?",
    ):
        assert leans_on_history(text), text


def test_words_that_only_look_like_pointing_do_not_lean() -> None:
    for text in (
        "Tiến độ xây dựng tuyến đường vành đai 4 do ai theo dõi?",
        "Hiện nay có bao nhiêu chỉ tiêu về chế độ báo cáo trong kế hoạch 84?",
    ):
        assert not leans_on_history(text), text


def test_a_chain_of_follow_ups_reaches_back_to_the_first_question() -> None:
    history = [Turn(question="Đơn vị nào chủ trì Chương trình 03?"), Turn(question="Thời hạn?")]
    assert "Chương trình 03" in followed("Ai phối hợp?", history, bodies=BODIES).text


def test_without_history_nothing_changes() -> None:
    assert followed("Thời hạn?", [], bodies=BODIES).text == "Thời hạn?"


def test_the_same_asked_of_another_case_is_told() -> None:
    for text in ("Còn nhóm không thường xuyên thì sao?", "con nhom kia", "Thế còn Phòng Y tế?", "What about phase two?", "And for wards?"):
        assert contrasts(text), text
        assert contrasts(unicodedata.normalize("NFD", text)), text


def test_another_question_is_no_other_case() -> None:
    for text in ("Thời hạn?", "Vậy ai ký?", "Côn Đảo thuộc tỉnh nào?", "Con đường nào dẫn lên đồi?", "Who signs it?"):
        assert not contrasts(text), text


def test_words_with_the_letters_of_an_opening_do_not_lean() -> None:
    for text in ("Côn Đảo có bao nhiêu vườn ươm?", "Thể dục giữa giờ ở trường Đồi Chè kéo dài bao lâu?", "Vày ở Bến Ngà có bao nhiêu hộ?"):
        assert not leans_on_history(text), text


LED = Turn(question="Ai chủ trì Đề án bến đò Cửa Đình theo Kế hoạch 31?", answer="Đơn vị chủ trì: **Sở Xây dựng** [1].")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Ai phối hợp?", "Ai phối hợp Đề án bến đò Cửa Đình theo Kế hoạch 31?"),
        ("Thời hạn?", "Thời hạn của Đề án bến đò Cửa Đình theo Kế hoạch 31?"),
        ("Vậy sản phẩm là gì?", "sản phẩm của Đề án bến đò Cửa Đình theo Kế hoạch 31 là gì?"),
        ("Bao giờ xong?", "Đề án bến đò Cửa Đình theo Kế hoạch 31: Bao giờ xong?"),
        ("ai trình việc này?", "ai trình Đề án bến đò Cửa Đình theo Kế hoạch 31?"),
    ],
)
def test_what_is_asked_more_is_asked_of_the_same(text: str, whole: str) -> None:
    for typed in (text, unicodedata.normalize("NFD", text)):
        assert followed(typed, [LED], bodies=BODIES).text == whole
        assert followed(typed, [LED], bodies=BODIES).manner == "more"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Còn Kế hoạch 45 thì sao?", "Ai chủ trì Đề án bến đò Cửa Đình theo Kế hoạch 45?"),
        ("45 thì sao?", "Ai chủ trì Đề án bến đò Cửa Đình theo Kế hoạch 45?"),
        ("ý tôi là kế hoạch 45", "Ai chủ trì Đề án bến đò Cửa Đình theo kế hoạch 45?"),
        ("nhầm, kế hoạch 45 mới đúng", "Ai chủ trì Đề án bến đò Cửa Đình theo kế hoạch 45?"),
        ("Thế còn Đề án chợ nổi?", "Ai chủ trì Đề án chợ nổi theo Kế hoạch 31?"),
        ("con ke hoach 45 thi sao", "Ai chủ trì Đề án bến đò Cửa Đình theo ke hoach 45?"),
    ],
)
def test_the_same_is_asked_of_another_case(text: str, whole: str) -> None:
    made = followed(text, [LED], bodies=BODIES)
    assert (made.text.rstrip("?"), made.manner) == (whole.rstrip("?"), "other")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Đơn vị đó còn phụ trách chợ nào?", "Sở Xây dựng còn phụ trách chợ nào?"),
        ("don vi do con phu trach cho nao", "Sở Xây dựng con phu trach cho nao"),
        ("Kế hoạch này do ai ký?", "Kế hoạch 31 do ai ký?"),
        ("When was that plan issued?", "When was Kế hoạch 31 issued?"),
    ],
)
def test_a_word_that_points_back_is_replaced_by_what_it_means(text: str, whole: str) -> None:
    assert followed(text, [LED], bodies=BODIES).text == whole


def test_a_person_is_meant_by_a_pronoun() -> None:
    turn = Turn(question="Ai phát biểu khai mạc hội chợ?", answer="Theo “Hội chợ”: “Chủ tịch xã **Trần Văn Bưởi** khai mạc” [1]")
    assert followed("Ông ấy đề nghị gì?", [turn], bodies=BODIES).text == "Trần Văn Bưởi đề nghị gì?"


def test_a_time_and_a_body_take_the_place_of_their_like() -> None:
    turn = Turn(question="Nhiệm vụ nào Sở Du lịch chủ trì có hạn quý III/2026?")
    assert followed("không, quý IV/2026 cơ", [turn], bodies=BODIES).text == "Nhiệm vụ nào Sở Du lịch chủ trì có hạn quý IV/2026?"
    assert followed("còn Sở Tài chính?", [turn], bodies=BODIES).text == "Nhiệm vụ nào Sở Tài chính chủ trì có hạn quý III/2026?"


LISTED = Turn(
    question="Sở Du lịch chủ trì những nhiệm vụ nào?",
    answer="Có 2 nhiệm vụ:\n- 4. Mở tuyến đò đêm – thời hạn: Quý I/2026. KH 31 [1]\n- 5. Lập bản đồ bến – thời hạn: Quý II/2026. KH 31 [2]",
)


def test_a_task_of_a_list_is_meant_by_its_place() -> None:
    assert followed("Nhiệm vụ thứ hai do ai phối hợp?", [LISTED], bodies=BODIES).text == "lập bản đồ bến do ai phối hợp?"
    assert followed("Who co-ordinates the first one?", [LISTED], bodies=BODIES).text == "Who co-ordinates mở tuyến đò đêm?"
    assert followed("nhiệm vụ cuối cùng hạn khi nào?", [LISTED], bodies=BODIES).text == "lập bản đồ bến hạn khi nào?"


def test_a_list_is_narrowed_also_after_another_question() -> None:
    between = Turn(question="Nhiệm vụ thứ hai do ai phối hợp?", answer="Đơn vị phối hợp: **Sở Y tế** [1].")
    made = followed("trong đó việc nào hạn quý II/2026?", [LISTED, between], bodies=BODIES)
    assert made.text == "Sở Du lịch chủ trì những nhiệm vụ nào, việc nào hạn quý II/2026?"
    assert made.manner == "narrows"


def test_a_question_in_another_language_is_about_the_task_that_was_named() -> None:
    told = "Đơn vị chủ trì: **Sở Du lịch** [1].\nNhiệm vụ này trong Kế hoạch 31 (2/3/2021, trang 2): “Mở tuyến đò đêm” [1]"
    made = followed("and who co-ordinates?", [Turn(question="Ai chủ trì tuyến đò đêm?", answer=told)], bodies=BODIES)
    assert made.text == "mở tuyến đò đêm: who co-ordinates?"
    assert made.quoted == ("Mở tuyến đò đêm",)


def test_greetings_between_and_new_topics_are_not_dragged_along() -> None:
    assert followed("Thời hạn?", [LED, Turn(question="Cảm ơn bạn", answer="Rất vui được giúp.")], bodies=BODIES).text.startswith(
        "Thời hạn của Đề án"
    )
    assert followed("Chuyển sang chuyện khác: ai giữ chìa khóa đình?", [LED], bodies=BODIES).text == "ai giữ chìa khóa đình?"
    for text in ("Ai ký Kế hoạch 52?", "Trạm bơm Cửa Đình vận hành mấy ca?", "Hệ thống đê Bến Gỗ dài bao nhiêu?"):
        assert followed(text, [LED], bodies=BODIES).manner == "alone", text


def test_a_chain_of_five_turns_stays_with_the_last_case() -> None:
    turns = [LED, Turn(question="Thời hạn?"), Turn(question="Còn Đề án chợ nổi?"), Turn(question="Ai phối hợp?")]
    assert followed("sản phẩm?", turns, bodies=BODIES).text == "sản phẩm của Đề án chợ nổi theo Kế hoạch 31?"


def test_one_body_takes_the_place_of_all_that_stood_side_by_side() -> None:
    for earlier in ("Sở Xây dựng và Sở Y tế chủ trì những nhiệm vụ gì?", "Sở Xây dựng, Sở Tư pháp và Sở Y tế chủ trì những nhiệm vụ gì?"):
        assert followed("thế còn Sở Nội vụ?", [Turn(question=earlier)], bodies=BODIES).text == "Sở Nội vụ chủ trì những nhiệm vụ gì?"


def test_a_long_conversation_is_followed_in_no_time() -> None:
    """Each turn leans on the one before it, and each is worked out once."""
    turns = [LED, *(Turn(question=f"Còn Đề án chợ nổi số {number}?", answer="- Lắp đèn\n- Sửa kè") for number in range(40))]
    with processor_time_limit(2.0):
        made = followed("còn việc thứ hai thì ai làm?", turns, bodies=BODIES)
    assert "sửa kè" in made.text


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("Còn bà Sáng?", "Bà Sáng ở thị trấn Ngãi Giao được phân công việc gì?"),
        ("còn bà sáng thì sao?", "Bà sáng ở thị trấn Ngãi Giao được phân công việc gì?"),
        ("Còn Lê Thị Sáng?", "Lê Thị Sáng ở thị trấn Ngãi Giao được phân công việc gì?"),
    ],
)
def test_a_person_takes_the_place_of_the_person_asked_about(typed: str, whole: str) -> None:
    history = [Turn(question="Ông Nguyễn Văn Sang ở thị trấn Ngãi Giao được phân công việc gì?")]
    made = followed(typed, history, bodies=BODIES).text
    assert f"{made[:1].upper()}{made[1:]}" == whole


def test_a_thing_does_not_take_the_place_of_a_person() -> None:
    history = [Turn(question="Ông Nguyễn Văn Sang ở thị trấn Ngãi Giao được phân công việc gì?")]
    assert "xe máy ở thị trấn" not in followed("Còn xe máy?", history, bodies=BODIES).text


def test_a_question_that_says_enough_is_read_by_itself() -> None:
    history = [Turn(question="Thiệt hại do mưa lũ ước bao nhiêu tiền?")]
    follow = followed("Vậy kinh phí hỗ trợ nhu yếu phẩm lấy từ nguồn nào?", history, bodies=BODIES)
    assert follow.text == "kinh phí hỗ trợ nhu yếu phẩm lấy từ nguồn nào?"
    assert "mưa lũ" in follow.behind


@pytest.mark.parametrize("text", ["Thế năm 2029 thì được bao nhiêu?", "còn năm 2029 thì sao?"])
def test_another_year_takes_the_place_of_one_that_looks_like_a_part_of_a_title(text: str) -> None:
    asked = Turn(question="Kế hoạch xuất khẩu cà phê Bến Gỗ năm 2026 đạt bao nhiêu tấn?", answer="34.500 tấn.")
    assert followed(text, [asked], bodies=BODIES).text.startswith("Kế hoạch xuất khẩu cà phê Bến Gỗ năm 2029 đạt bao nhiêu tấn")


@pytest.mark.parametrize(
    ("restored", "typed", "meant"),
    [
        ("thể năm 2029 thì bao nhiêu", "the nam 2029 thi bao nhieu", "thế năm 2029 thì bao nhiêu"),
        ("con sở y tế thì sao", "con so y te thi sao", "còn sở y tế thì sao"),
        ("thể con sở y tế", "the con so y te", "thế còn sở y tế"),
        ("Thẻ năm nay", "Thẻ năm nay", "Thẻ năm nay"),  # typed with its diacritics
        ("đò chạy mấy chuyến", "do chay may chuyen", "đò chạy mấy chuyến"),
        ("", "", ""),
    ],
)
def test_the_word_that_opens_a_follow_up_is_what_it_means_there(restored: str, typed: str, meant: str) -> None:
    assert with_opening(restored, typed) == meant
