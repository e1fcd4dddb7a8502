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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("soạn giúp tôi công văn trả lời Sở Tài chính", "cannot_draft"), ("Draft an official dispatch for the meeting", "cannot_draft"),
        ("nhờ bạn viết một đoạn tóm tắt gửi báo chí", "cannot_draft"), ("viet cho toi mot bai phat bieu khai mac", "cannot_draft"),
        ("Hôm nay Hà Nội có mưa không?", "cannot_weather"), ("nhiet do hom nay bao nhieu", "cannot_weather"),
        ("Thời tiết ngày mai ở Đà Nẵng thế nào?", "cannot_weather"), ("Is it raining today?", "cannot_weather"),
        ("15% của 2 triệu là bao nhiêu?", "cannot_reckon"), ("can bac hai cua 144 la may", "cannot_reckon"),
        ("calculate 12 times 9", "cannot_reckon"), ("what is 15% of 200?", "cannot_reckon"),
        ("Dịch Kế hoạch 84 sang tiếng Anh", "cannot_translate"), ("Can you translate Plan 84 to English?", "cannot_translate"),
        ("bây giờ là mấy giờ?", "cannot_clock"), ("hom nay la thu may", "cannot_clock"), ("what time is it?", "cannot_clock"),
        ("nhắc tôi nộp báo cáo lúc 3 giờ chiều", "cannot_remind"), ("remind me to send the report", "cannot_remind"),
        ("kể chuyện cười đi", "cannot_entertain"), ("ve cho toi mot buc tranh", "cannot_entertain"), ("tell me a joke", "cannot_entertain"),
        ("ai sẽ vô địch World Cup?", "cannot_foretell"),
    ],
)  # fmt: skip
def test_what_no_document_answers_is_told_by_its_kind(text: str, kind: str) -> None:
    assert small_talk(text) == kind
    assert small_talk(unicodedata.normalize("NFD", text)) == kind


@pytest.mark.parametrize(
    "text",
    [
        "15% của vốn đầu tư là bao nhiêu?",
        "Nhiệt độ hôm nay phải báo cáo cho ai?",
        "Nhắc nhở các đơn vị chậm tiến độ do ai thực hiện?",
        "Bản dịch Kế hoạch 84 do đơn vị nào thực hiện?",
        "Kế hoạch vẽ bản đồ số do ai chủ trì?",
        "Hội nghị khai mạc mấy giờ ngày 12/3?",
        "Ai sẽ chủ trì Chương trình 03?",
    ],
)
def test_a_question_with_such_words_stays_a_question(text: str) -> None:
    assert small_talk(text) is None
