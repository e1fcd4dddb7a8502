"""A quote answers only where it holds a value of the kind that is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.quote import Candidate
from assistant.answering.value_held import lacks_value, with_value
from assistant.reading.reading import Reading
from assistant.understanding.intent import intent_of
from assistant.understanding.value_asked import ValueAsked, posts_in, value_asked
from ingest.passage import Passage, PassageKind
from vectorstore.question import language_of
from vectorstore.retrieval import DocumentRecord, HeldPassage, Question


def asked(text: str) -> ValueAsked | None:
    question = Question(text=text, language=language_of(text), accented=1.0, restored=text, names=())
    return value_asked(question, intent_of(question))


def quote(text: str, *, kind: PassageKind = PassageKind.PROSE) -> Candidate:
    passage = Passage(id="p", document_id="d", ordinal=0, kind=kind, text=text, start=0, end=len(text))
    held = HeldPassage(passage=passage, document=DocumentRecord(id="d", name="d.txt", title="Kế hoạch"))
    return Candidate(held=held, start=0, end=len(text), chance=0.9)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sửa bến đò Cửa Đình hết bao nhiêu tiền?", "money"),
        ("Trần giá nhà năm 2027 là bao nhiêu?", "money"),
        ("Không đeo phao thì bị phạt mấy triệu?", "money"),
        ("Đò chở bao nhiêu khách?", "count"),
        ("Đò chạy bao nhiêu triệu lượt một năm?", "count"),
        ("How many ferries run in Bến Gỗ?", "count"),
        ("Bao nhiêu phần trăm hộ có phao?", "share"),
        ("Ai được cử làm trưởng ban quản lý bến?", "person"),
        ("Ai ký Kế hoạch 31?", "signer"),
        ("sđt trực bến là gì?", "contact"),
        ("Gọi số nào để báo đò chìm?", "contact"),
        ("What is the phone number of the ferry office?", "contact"),
        ("Đường dây nóng do ai trực?", None),
        ("Hệ thống thư điện tử của bến do ai quản lý?", None),
        ("Tổng đài điện thoại của bến do đơn vị nào vận hành?", "body"),
        ("Báo cáo gửi qua email hay bản giấy?", None),
        ("Bến đò mở cửa bao nhiêu ngày?", None),  # may be told as "từ thứ Hai đến thứ Bảy"
        ("Đò chở bao nhiêu khách, vé bao nhiêu tiền?", None),
        ("Trong mấy bến của xã thì bến nào lớn nhất?", None),
        ("Sở nào chủ trì, kinh phí bao nhiêu?", None),
    ],
)
def test_the_kind_of_value_is_read_from_the_question(text: str, value: ValueAsked | None) -> None:
    assert asked(text) == value


@pytest.mark.parametrize(
    ("text", "value", "lacks"),
    [
        ("Xã hoàn thành 4.850 căn nhà năm 2026.", "money", True),
        ("Xã chi 34 tỷ đồng cho bến đò.", "money", False),
        ("Bến đò trực 24/24 giờ, trả lời trong 05 ngày.", "contact", True),
        ("Trực bến: 0236 3821 234.", "contact", False),
        ("Phản ánh gửi về bendo@danang.gov.vn.", "contact", False),
        ("Giải ngân 420 tỷ đồng năm 2026.", "share", True),
        ("Tỷ lệ đạt 91,3%.", "share", False),
        ("Kinh phí 3,2 tỷ đồng.", "count", True),
        ("Tỷ lệ đạt 91,3% vào ngày 05/6/2026.", "count", True),
        ("Đón 11,2 triệu lượt khách với 34 tỷ đồng.", "count", False),
        ("Ban quản lý gồm Trưởng ban, Phó Trưởng ban và các ủy viên.", "count", False),  # what is counted may be listed
        ("Lựa chọn kiến trúc sư trưởng cùng Bộ Công an.", "person", True),
        ("Ông Trần Văn Gỗ làm kiến trúc sư trưởng.", "person", False),
        ("Ông Trần Văn Gỗ nói với phóng viên, tăng 11% so với cùng kỳ.", "person", True),  # not the post
        ("Ông Trần Văn Gỗ nói với phóng viên, tăng 11% so với cùng kỳ.", "signer", True),
        ("Kế hoạch do ông Trần Văn Gỗ ký.", "signer", False),
        ("Chương trình 09 về quốc phòng, an ninh, trật tự an toàn xã hội.", "body", True),
        ("Trạm bơm do hợp tác xã vận hành.", "body", False),
        ("Giao BQLDA lập hồ sơ.", "body", False),
    ],
)
def test_a_quote_lacks_or_holds_it(text: str, value: ValueAsked, lacks: bool) -> None:
    assert lacks_value([quote(text)], value, posts=posts_in("kiến trúc sư trưởng")) is lacks


def test_a_cell_may_have_its_unit_in_the_heading() -> None:
    assert not lacks_value([quote("2027 | 64", kind=PassageKind.ROW)], "money")


def test_a_chairman_is_no_vice_chairman() -> None:
    chairman = [quote("1. Chủ tịch Hội đồng: Ông Cao Thanh Gỗ, Giám đốc Sở Xây dựng.")]
    assert lacks_value(chairman, "person", posts=posts_in("Phó Chủ tịch Hội đồng là ai?"))
    assert not lacks_value(chairman, "person", posts=posts_in("Chủ tịch Hội đồng là ai?"))


def test_another_post_may_hold_a_post() -> None:
    assert not lacks_value([quote("Giám đốc Sở Du lịch làm Trưởng ban.")], "person", posts=posts_in("Ai làm Trưởng ban?"))


def test_a_further_sentence_with_the_value_asked_for_is_quoted_with_what_was_found() -> None:
    text = "Hội đua ghe mở ở Bến Gỗ ngày 05/7/2026. Ban tổ chức mời 20 đội. Kinh phí 34 tỷ đồng."
    found = replace(quote(text), end=text.index(" Ban"), holder="Hội đua ghe")
    sum_at = text.index("Kinh")
    reading = Reading(answers=1.0, places=(), weights=((sum_at, len(text), 0.4),))
    pieces = with_value((found,), reading, "money")
    assert [piece.text for piece in pieces] == [found.text, "Kinh phí 34 tỷ đồng."]
    assert with_value((found,), replace(reading, weights=()), "money") == (found,)  # nothing that the reader expects there
    assert with_value((found,), reading, None) == (found,)
