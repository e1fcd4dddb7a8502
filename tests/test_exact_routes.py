"""Questions that look like those of an exact route and ask for something else: an exact answer to another question is worse than none."""

from __future__ import annotations

import pytest

from assistant.answering.answer import Answer
from assistant.answering.built_in import BuiltInAnswerer
from assistant.understanding.beyond_documents import beyond_documents
from assistant.understanding.parsed_question import ParsedQuestion
from assistant.understanding.table_question import table_asks
from assistant.understanding.understand import understand
from vectorstore.index import Index
from vectorstore.question import look_at


def parsed(question: str, index: Index) -> ParsedQuestion:
    return understand(question, history=(), index=index).readings[0]


def answer(question: str, index: Index) -> Answer:
    return BuiltInAnswerer(index).answer(question)


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 139 ban hành ngày 29/8/2025 có mục tiêu gì?",
        "KH 139 có hiệu lực từ ngày ban hành phải không?",
        "Theo Kế hoạch 139, quy chế phối hợp phải ban hành khi nào?",
        "Theo Kế hoạch 139, khi nào kỳ thi tuyển công chức diễn ra?",
        "Theo Kế hoạch 139, ai ký thừa lệnh Chủ tịch?",
        "What is the number of tasks in Plan 139?",
        "Kế hoạch 139 thực hiện nghị quyết mang số bao nhiêu?",
        "Kế hoạch 139 có giải pháp gì để chuyển đổi số hiệu quả?",
        "Mảng số hóa trong KH 139 do đơn vị nào chủ trì?",
        "Kế hoạch 139 quy định chữ ký của người ký văn bản dùng mực màu gì?",
        "Theo KH 139 đơn vị nào ký chương trình phối hợp?",
        "Which contracts must be signed under Plan 139?",
        "Theo Kế hoạch 139, cơ quan nào ban hành quy chế?",
        "Kế hoạch 139 giao sở nào ban hành hướng dẫn?",
        "Trách nhiệm trong Kế hoạch 139 là của ai?",
        "Kế hoạch 139 báo cáo định kỳ ngày nào?",
        "Ban chỉ đạo Kế hoạch 139 họp thường kỳ hôm nào?",
        "Doanh nghiệp đăng ký ngày nào theo Kế hoạch 139?",
        "Kế hoạch 139 kiểm tra văn bản ban hành từ ngày nào đến ngày nào?",
        "Kế hoạch 139 phải ban hành khi nào?",
        "Lễ phát động Kế hoạch 139 diễn ra ngày nào?",
        "Kế hoạch 139 đề ra hôm nào phải xong việc?",
    ],
)
def test_facts_of_the_header_are_not_asked_for(sample_index: Index, question: str) -> None:
    assert parsed(question, sample_index).header == ()


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Kế hoạch 139 ban hành ngày tháng năm nào?", "issue_date"),
        ("Theo Kế hoạch 139, ai ký?", "signer"),
        ("ngày ban hành kế hoạch 139", "issue_date"),
        ("Kế hoạch 139 do ai ban hành?", "issuer"),
        ("cơ quan nào ban hành kế hoạch 139", "issuer"),
        ("kế hoạch 139 cơ quan nào ban hành", "issuer"),
        ("Cho em hỏi kế hoạch 139 của ai vậy?", "issuer"),
        ("Kế hoạch 139 về phát triển công nghiệp là của cơ quan nào?", "issuer"),
        ("Who issued plan 139?", "issuer"),
        ("Which body issued Plan 139?", "issuer"),
        ("Kế hoạch 139 ra ngày nào?", "issue_date"),
        ("kế hoạch 139 ra hôm nào vậy", "issue_date"),
        ("Kế hoạch 139 của Hà Nội đề ngày bao nhiêu?", "issue_date"),
        ("Kế hoạch 139 ban hành bao giờ?", "issue_date"),
        ("Kế hoạch 139 được ký hôm nào?", "issue_date"),
        ("kế hoạch phòng chống thiên tai mang số mấy", "number"),
        ("Which deputy chairman signed plan 139?", "signer"),
        ("Người ký kế hoạch 139 là ai", "signer"),
    ],
)
def test_facts_of_the_header_are_asked_for(sample_index: Index, question: str, fact: str) -> None:
    assert parsed(question, sample_index).header == (fact,)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Kế hoạch 139 do ai ban hành?", "Cơ quan ban hành: **Ủy ban nhân dân thành phố Hà Nội** [1]."),
        ("Who issued plan 139?", "Issued by: **Ủy ban nhân dân thành phố Hà Nội** [1]."),
    ],
)
def test_the_body_that_issued_a_document_is_told(sample_index: Index, question: str, told: str) -> None:
    assert answer(question, sample_index).text == told


def test_who_issued_it_is_told_beside_who_signed_and_when(sample_index: Index) -> None:
    frames = [line.statement.frame for line in answer("Kế hoạch 139 của ai, ban hành ngày nào?", sample_index).lines]
    assert frames == ["short_issuer", "short_issue_date"]


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 139 của Ủy ban nhân dân Thành phố đặt mục tiêu gì?",
        "Kế hoạch 139 của UBND thành phố hỗ trợ những gì?",
        "Kế hoạch 139 của UBND thành phố trong quý IV/2026 có bao nhiêu nhiệm vụ?",
        "Which agencies are assigned tasks under Plan 139 by December 2026?",
    ],
)
def test_what_stands_behind_a_name_must_describe_the_document(sample_index: Index, question: str) -> None:
    told = answer(question, sample_index)
    frames = {line.statement.frame for line in told.lines}
    assert not frames & {"document_subject", "bodies_assigned", "all_tasks_in_prose", "tasks_in_prose", "all_tasks_in_tables"}


def test_what_describes_a_document_by_its_header_may_stand_there(sample_index: Index) -> None:
    told = answer("Kế hoạch 139 của UBND thành phố Hà Nội nói về việc gì?", sample_index)
    assert [line.statement.frame for line in told.lines][:1] == ["document_subject"]


@pytest.mark.parametrize(
    "question",
    [
        "KH 139 dựa vào đâu để xếp hạng các xã?",
        "Tiêu chí đánh giá trong KH 139 dựa vào đâu?",
        "On the basis of Plan 139, which agency leads digitisation?",
    ],
)
def test_grounds_are_those_of_the_document(sample_index: Index, question: str) -> None:
    assert parsed(question, sample_index).relation is None


ELSE = (
    "Báo cáo của Sở Tư pháp gồm những nội dung gì?",
    "Sở Y tế tuyên truyền nội dung gì?",
    "Đơn vị nào tổng hợp nội dung báo cáo gửi Bộ Tài chính?",
    "Nếu việc cấp phép chậm thì Sở Xây dựng xử lý thế nào?",
    "Nhiệm vụ xây dựng bệnh án điện tử do Sở Y tế chủ trì có sản phẩm gì?",
    "Sở Y tế được giao chỉ tiêu gì?",
    "What is the deadline of the task of building the data centre assigned to the Department of Health?",
    "Đồng chí nào của Sở Y tế làm tổ phó?",
    "Hội đồng nào thẩm định hồ sơ của Sở Xây dựng?",
    "Sở Y tế làm việc với đơn vị nào?",
)
LISTS = (
    "Sở Y tế chủ trì những việc gì?",
    "Sở Y tế phải làm gì?",
    "Sở Y tế được giao làm những việc gì?",
    "Những nội dung nào do Sở Y tế chủ trì?",
    "Sở Y tế phụ trách dòng nào trong phụ lục?",
    "Which tasks are assigned to the Department of Health?",
)


@pytest.mark.parametrize(("question", "is_list"), [*((one, False) for one in ELSE), *((one, True) for one in LISTS)])
def test_a_list_of_tasks_is_told_from_what_a_body_says_or_whom_it_meets(sample_index: Index, question: str, is_list: bool) -> None:
    assert (parsed(question, sample_index).tasks is not None) is is_list


@pytest.mark.parametrize(
    "text",
    [
        "Làm thủ tục đăng ký kết hôn ở đâu?", "làm thủ tục đăng ký kết hôn", "Gửi báo cáo qua email nào?",
        "Soạn thảo văn bản hành chính dùng phông chữ gì?", "Gửi báo cáo vào thứ mấy hằng tuần?",
        "Dịch vụ công nộp qua Trung tâm Phục vụ hành chính công được giảm phí bao nhiêu?", "Về hình thức khen thưởng thì thế nào?",
        "Mấy giờ?", "gui bao cao qua email nao",
    ],
)  # fmt: skip
def test_a_question_is_no_order_to_draft_or_send(text: str) -> None:
    assert beyond_documents(text) is None


@pytest.mark.parametrize(
    ("question", "what"),
    [("Mặt hàng nào đạt kim ngạch thấp nhất?", "lowest"), ("Xã nào có số lao động ít nhất?", "lowest"),
     ("Mặt hàng nào đạt kim ngạch cao nhất?", "highest")],
)  # fmt: skip
def test_of_two_words_that_compare_that_nearest_to_the_most_counts(sample_index: Index, question: str, what: str) -> None:
    asks = table_asks(look_at(question, index=sample_index), bodies=sample_index.bodies)
    assert asks and asks[0].what == what


@pytest.mark.parametrize(
    "question",
    [
        "Điều 3 Quyết định 2716 giao bao nhiêu biên chế cho Sở Y tế?",
        "Điều 3 Quyết định 2716 giao bao nhiêu nhiệm vụ cho Sở Y tế?",
        "Mục II Kế hoạch 139 đặt ra bao nhiêu phần trăm hộ dân dùng nước sạch?",
    ],
)
def test_what_is_no_point_of_a_section_is_not_counted_as_one(sample_index: Index, question: str) -> None:
    assert parsed(question, sample_index).document is None


def test_a_report_has_other_recipients_than_the_document_that_orders_it(sample_index: Index) -> None:
    assert parsed("Theo Kế hoạch 139, báo cáo gửi đến cơ quan nào?", sample_index).provision is None
    asked = parsed("Kế hoạch 139 gửi cho những đơn vị nào?", sample_index).provision
    assert asked is not None and asked.kind == "recipients"
