import unicodedata

import pytest

from assistant.understanding.intent import Ask, intent_of
from vectorstore.retrieval import Language, Question


def asked(text: str, language: Language = "vi") -> tuple[Ask, ...]:
    return intent_of(Question(text=text, language=language, accented=1.0, restored=text)).asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Đơn vị nào chủ trì Chương trình 03?", (Ask.LEAD,)),
        ("don vi nao chu tri chuong trinh 03", (Ask.LEAD,)),
        ("Sở nào lo việc cấp phép xây dựng?", (Ask.LEAD,)),
        ("Cơ quan nào phối hợp với Sở Y tế?", (Ask.COORDINATING,)),
        ("Bao giờ phải xong đề án cây xanh?", (Ask.DEADLINE,)),
        ("Ai chủ trì và thời hạn thế nào?", (Ask.LEAD, Ask.DEADLINE)),
        ("Ai ký Kế hoạch 84?", (Ask.SIGNER,)),
        ("Có bao nhiêu chỉ tiêu về môi trường?", (Ask.NUMBER,)),
        ("Kinh phí thực hiện là bao nhiêu tỷ đồng?", (Ask.MONEY,)),
        ("Ai là Chủ tịch UBND Thành phố?", (Ask.OFFICE,)),
        ("Kế hoạch 139 thực hiện chương trình nào?", (Ask.DOCUMENT,)),
        ("Hội nghị diễn ra ngày nào?", (Ask.DATE,)),
        ("Bản sao lục là gì?", (Ask.DEFINITION,)),
        ("Tóm tắt kế hoạch này", ()),
    ],
)
def test_vietnamese_question_words_say_what_is_asked(text: str, asks: tuple[Ask, ...]) -> None:
    assert asked(text) == asks
    assert asked(unicodedata.normalize("NFD", text)) == asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Which unit leads programme 03?", (Ask.LEAD,)),
        ("By when must the plan be finished and who is responsible?", (Ask.DEADLINE, Ask.LEAD)),
        ("How many indicators does plan 139 have?", (Ask.NUMBER,)),
        ("Who signed plan 84?", (Ask.SIGNER,)),
        ("Who was the chairman in 2023?", (Ask.OFFICE,)),
    ],
)
def test_english_question_words_say_what_is_asked(text: str, asks: tuple[Ask, ...]) -> None:
    assert asked(text, "en") == asks


@pytest.mark.parametrize("text", ["Liệt kê các nhiệm vụ của Sở Y tế", "Những đơn vị nào phối hợp?", "nhung nhiem vu nao den han quy 3"])
def test_lists_are_told_from_single_answers(text: str) -> None:
    assert intent_of(Question(text=text, language="vi", accented=1.0, restored=text)).many


def test_a_task_asked_for_is_not_a_body_asked_for() -> None:
    assert Ask.ORGANISATION not in asked("Quý III/2026 phải xong những nhiệm vụ nào?")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Phòng Kinh tế nêu những hạn chế nào?", ()),
        ("Hạn mức cấp thẻ vườn là bao nhiêu?", (Ask.NUMBER,)),
        ("Tiến độ trồng rừng thế nào?", (Ask.DEADLINE,)),
        ("Hạn nộp báo cáo là ngày nào?", (Ask.DEADLINE,)),
        ("han nop bao cao la ngay nao", (Ask.DEADLINE,)),
        ("Nhiệm vụ nào giao cho xã?", ()),
        ("Kế hoạch phân công đơn vị chủ trì cho mấy nhóm việc?", (Ask.NUMBER,)),
        ("Thế nào là thời hạn bảo hành?", (Ask.DEFINITION,)),
    ],
)
def test_words_that_look_like_question_words_ask_nothing(text: str, asks: tuple[Ask, ...]) -> None:
    assert asked(text) == asks
    assert asked(unicodedata.normalize("NFD", text)) == asks


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("Vườn ươm được quản lý theo bảy mảng nào?", True),
        ("Kế hoạch gồm những nội dung gì?", True),
        ("Xong trước năm nào?", False),
        ("Ai chủ trì việc trồng rừng?", False),
    ],
)
def test_a_number_of_things_asked_for_by_name_is_a_list(text: str, many: bool) -> None:
    assert intent_of(Question(text=text, language="vi", accented=1.0, restored=text)).many is many
