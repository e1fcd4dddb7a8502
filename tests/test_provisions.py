"""What nearly every plan provides for - funding, reports, recipients - and sections asked for by the words of their headings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answering.answer import Answer
from assistant.answering.built_in import BuiltInAnswerer
from assistant.answering.provisions import provided
from assistant.understanding.provision_question import ProvisionAsk
from ingest.passage import Passage, PassageKind
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.retrieval import DocumentRecord

_PLAN = """ỦY BAN NHÂN DÂN
TỈNH HÒA SƠN
Số: 41/KH-UBND
Hòa Sơn, ngày 12 tháng 3 năm 2026
KẾ HOẠCH
Phát triển thư viện lưu động tại các xã vùng cao
Kính gửi:
- Các sở, ban, ngành;
- Ủy ban nhân dân các xã vùng cao.
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Đưa sách báo đến người dân ở xa trung tâm.
2. Yêu cầu
Mỗi chuyến xe có ít nhất 500 đầu sách.
II. NHIỆM VỤ
1. Sở Văn hóa, Thể thao và Du lịch chủ trì mua 6 xe thư viện, hoàn thành trước ngày 30 tháng 9 năm 2026.
2. Sở Giáo dục và Đào tạo phối hợp tổ chức ngày hội đọc sách.
III. KINH PHÍ THỰC HIỆN
Kinh phí thực hiện Kế hoạch do ngân sách tỉnh bảo đảm và huy động từ các nhà tài trợ.
IV. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính cân đối, bố trí kinh phí hằng năm cho các đơn vị.
2. Các sở, ban, ngành báo cáo kết quả trước ngày 10 tháng 12 hằng năm về Sở Văn hóa, Thể thao và Du lịch.
"""
_COSTED = _PLAN.replace("41/KH-UBND", "42/KH-UBND").replace("thư viện lưu động", "nhà văn hóa").replace(
    "do ngân sách tỉnh bảo đảm", "là 12 tỷ đồng, do ngân sách tỉnh bảo đảm"
)  # fmt: skip


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("plans")
    for name, text in (("41.txt", _PLAN), ("42.txt", _COSTED)):
        (folder / name).write_text(text, encoding="utf-8")
    with Index(folder / "home", embedder=embedder) as index:
        ingest_paths(index, sorted(folder.glob("*.txt")))
        yield index


def answer(index: Index, question: str) -> Answer:
    return BuiltInAnswerer(index).answer(question)


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 41 tốn bao nhiêu tiền, lấy từ nguồn nào, ai bố trí?",
        "Kinh phí kế hoạch 41 về thư viện lưu động: tổng bao nhiêu, nguồn nào?",
        "kinh phi cua ke hoach 41 bao nhieu, lay o dau",
        "Kế hoạch phát triển thư viện lưu động của Hòa Sơn kinh phí bao nhiêu, lấy từ đâu?",
        "How much does plan 41 cost and where does the money come from?",
    ],
)
def test_the_sources_are_told_and_that_no_sum_is_stated(plans: Index, question: str) -> None:
    told = answer(plans, question)
    assert "ngân sách tỉnh bảo đảm và huy động từ các nhà tài trợ" in told.text
    assert "không nêu số tiền" in told.text or "does not state the amount" in told.text
    assert {citation.number for citation in told.citations} == {"41/KH-UBND"}


@pytest.mark.parametrize("question", ["Kinh phí thực hiện kế hoạch 41 là bao nhiêu tỷ đồng?", "How much does plan 41 cost?"])
def test_where_only_the_sum_is_asked_it_is_declined(plans: Index, question: str) -> None:
    told = answer(plans, question)
    assert told.abstained and told.certain
    assert "không nêu số tiền" in told.text or "does not state the amount" in told.text


def test_a_definition_is_no_section(plans: Index) -> None:
    assert "“2. Yêu cầu”" not in answer(plans, "Theo kế hoạch 41, thế nào là yêu cầu?").text


def test_who_sees_to_the_money_is_told_under_what_names_him(plans: Index) -> None:
    assert "Sở Tài chính cân đối, bố trí kinh phí" in answer(plans, "Kinh phí kế hoạch 41 ai bố trí, nguồn nào?").text


def test_a_sum_that_a_document_states_is_not_denied(plans: Index) -> None:
    told = answer(plans, "Kế hoạch 42 tốn bao nhiêu tiền, lấy từ nguồn nào?").text
    assert "12 tỷ đồng" in told and "không nêu số tiền" not in told


@pytest.mark.parametrize(
    "question", ["Kinh phí mua sắm xe cứu hỏa của kế hoạch 41 là bao nhiêu?", "Kế hoạch 41 dành bao nhiêu tiền cho trạm bơm?"]
)
def test_the_funding_of_something_else_is_not_that_of_the_plan(plans: Index, question: str) -> None:
    assert "III. KINH PHÍ THỰC HIỆN" not in answer(plans, question).text


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("yêu cầu của kế hoạch 41 là gì", "500 đầu sách", "người dân ở xa"),
        ("Mục đích của kế hoạch 41?", "người dân ở xa", "500 đầu sách"),
        ("chế độ báo cáo của kế hoạch 41 thế nào", "trước ngày 10 tháng 12 hằng năm", "mua 6 xe"),
        ("Kế hoạch 41 kính gửi những nơi nào?", "Ủy ban nhân dân các xã vùng cao", "mua 6 xe"),
    ],
)
def test_a_part_is_found_by_what_it_is_called(plans: Index, question: str, said: str, not_said: str) -> None:
    told = answer(plans, question).text.replace("**", "")  # what is marked may be a part of the words
    assert said in told and not_said not in told


def test_the_half_of_a_question_that_nothing_answers_is_said(plans: Index) -> None:
    told = answer(plans, "Mỗi chuyến xe thư viện có ít nhất bao nhiêu đầu sách, và lái xe được trả lương bao nhiêu một tháng?").text
    assert "500" in told and "Lái xe được trả lương bao nhiêu một tháng: không tìm thấy" in told


def test_a_sentence_that_is_broken_over_lines_is_given_whole() -> None:
    text = "9. Ủy ban nhân dân các xã bố trí kinh phí từ ngân sách địa phương (vốn xã hội hóa, tài trợ...)\nđể thực hiện Kế hoạch."
    passage = Passage(id="d-0000", document_id="d", ordinal=0, kind=PassageKind.PROSE, text=text, start=0, end=len(text))
    found = provided(ProvisionAsk(document="d", kind="funding"), DocumentRecord(id="d", name="a.txt", title="A"), [passage])
    assert found is not None and [quote.text for quote in found.sentences] == [text]
