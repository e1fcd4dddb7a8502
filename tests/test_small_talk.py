import unicodedata

import pytest

from assistant.understanding.small_talk import small_talk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Xin chào!", "greeting"), ("chao ban", "greeting"), ("Hello", "greeting"),
        ("Cảm ơn bạn nhiều nhé", "thanks"), ("thank you so much", "thanks"),
        ("Bạn có thể làm gì?", "help"), ("ban lam duoc gi", "help"), ("What can you do?", "help"), ("Tạm biệt", "goodbye"),
    ],
)  # fmt: skip
def test_small_talk_is_recognised(text: str, kind: str) -> None:
    assert small_talk(text) == kind
    assert small_talk(unicodedata.normalize("NFD", text)) == kind


@pytest.mark.parametrize(
    "text", ["Xin chào, đơn vị nào chủ trì Chương trình 03?", "Help plan 84", "Thành phố chào mừng ngày gì?", "Bạn hàng lớn nhất là ai?"]
)
def test_a_question_is_not_small_talk(text: str) -> None:
    assert small_talk(text) is None
