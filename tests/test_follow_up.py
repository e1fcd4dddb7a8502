import unicodedata

from assistant.follow_up import Turn, whole_question
from assistant.leaning import contrasts, leans_on_history


def test_a_question_that_stands_alone_is_left_alone() -> None:
    text = "Đơn vị nào chủ trì đề án trồng cây xanh của thành phố?"
    assert whole_question(text, [Turn(question="Ai ký Kế hoạch 84?")]) == text


def test_a_document_named_in_the_follow_up_takes_the_place_of_the_one_before() -> None:
    made = whole_question("Còn chương trình 04 thì sao?", [Turn(question="Đơn vị nào chủ trì Chương trình 03?")])
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
    assert "Chương trình 03" in whole_question("Ai phối hợp?", history)


def test_without_history_nothing_changes() -> None:
    assert whole_question("Thời hạn?", []) == "Thời hạn?"


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
