"""Questions about one document as a whole: its subject, its sections, how many tasks it has, in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.answer import Answer
from assistant.answering.built_in import BuiltInAnswerer
from assistant.understanding.document_question import DocumentAsk, document_ask
from ingest.names.document_name import find_document_names
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.question import look_at
from vectorstore.retrieval import Question


def asked(text: str) -> DocumentAsk | None:
    return document_ask(Question(text=text, language="vi", accented=1.0, restored=text, names=find_document_names(text)))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("NQ 116 nói về việc gì?", "subject"),
        ("nghi quyet 116 ban hanh ve van de gi", "subject"),
        ("Cho em hỏi Kế hoạch số 84/KH-UBND của UBND thành phố Hà Nội là về cái gì vậy?", "subject"),
        ("Nội dung chính của QĐ 326 của tỉnh Gia Lai là gì?", "subject"),
        ("What is resolution 116 about?", "subject"),
        ("tóm tắt giúp tôi kế hoạch 141 Bắc Ninh", "summary"),
        ("Kế hoạch 84 gồm những nội dung gì?", "summary"),
        ("Tóm tắt Kế hoạch 84/KH-UBND giúp tôi để báo cáo lãnh đạo, nêu rõ các mốc thời gian", "summary"),
        ("Can you summarise plan 84?", "summary"),
        ("QĐ 982 có bao nhiêu nhiệm vụ", "tasks"),
        ("How many tasks does decision 982 have?", "tasks"),
        ("Thông báo 214 của An Giang phân công nhiệm vụ cho những cơ quan, đơn vị nào?", "bodies"),
        ("kh 84 giao viec cho bao nhieu don vi", "bodies"),
        ("những phòng nào được giao nhiệm vụ trong kế hoạch 84", "bodies"),
        ("Which departments does plan 84 give work to?", "bodies"),
        ("Which units are assigned tasks in plan 84?", "bodies"),
    ],
)
def test_questions_about_a_whole_document_are_told(text: str, what: str) -> None:
    ask = asked(text)
    assert ask is not None and ask.what == what


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Điều 2 NQ 97 quy định gì", "article", "2"),
        ("dieu 3 cua nghi quyet 97 noi gi", "article", "3"),
        ("mục III của kế hoạch 139 nói gì?", "section", "iii"),
        ("Phần II kế hoạch 84 có nội dung gì?", "part", "ii"),
        ("What does article 3 of decision 1482 say?", "article", "3"),
        ("Cho tôi xem phụ lục II của NQ 105", "annex", "ii"),
    ],
)
def test_the_section_asked_for_is_told(text: str, kind: str, number: str) -> None:
    assert asked(text) == DocumentAsk(what="section", kind=kind, number=number)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "NQ 116 nói gì về hạ tầng?",
        "Điều 2 NQ 97 giao ai chủ trì?",
        "Kế hoạch 84 có bao nhiêu nhiệm vụ do Sở Y tế chủ trì?",
        "Mục tiêu của kế hoạch 84 là gì?",
        "Kế hoạch 139 do ai ban hành?",
        "QĐ 982 có bao nhiêu doanh nghiệp được hỗ trợ?",
        "Kế hoạch 84 và kế hoạch 85 nói về việc gì?",
        "Kế hoạch 84 thực hiện chương trình nào?",
        "Ai ký kế hoạch 84?",
        "QĐ 982 Bộ Y tế chủ trì việc gì?",
        "Kế hoạch 84 Sở Xây Dựng có bao nhiêu nhiệm vụ?",
        "Kế hoạch 84 của Sở Y tế phải làm gì?",
        "NQ 116 về hạ tầng nói gì?",
        "Kế hoạch 84 giao đơn vị nào chủ trì việc sửa chợ?",
        "Những đơn vị nào được giao nhiệm vụ sửa chợ trong kế hoạch 84?",
        "KH 84 giao cho ai lập dự toán?",
        "Điều 2 NQ 97 của Chính phủ giao việc gì cho Bộ Tư pháp?",
    ],
)
def test_questions_that_ask_more_or_else_are_none_of_these(text: str) -> None:
    assert asked(text) is None


def answer(index: Index, question: str) -> Answer:
    return BuiltInAnswerer(index).answer(question)


def test_the_subject_is_quoted_from_the_header(sample_index: Index) -> None:
    told = answer(sample_index, "Kế hoạch 139 nói về việc gì?")
    assert told.certain and told.citations[0].number == "139/KH-UBND"
    assert told.citations[0].quote.startswith("Triển khai Chương trình hành động số 21-CTr/TU")


def test_an_article_is_quoted_under_its_heading(sample_index: Index) -> None:
    told = answer(sample_index, "dieu 3 quyet dinh 1482 quy dinh gi")
    assert "Điều 3. Cập nhật kết quả" in told.text
    assert "vào thứ Sáu hằng tuần" in told.citations[0].quote


def test_sections_are_counted_by_their_headings(sample_index: Index) -> None:
    told = answer(sample_index, "Quyết định 2716 có bao nhiêu điều?")
    assert told.text.startswith("Quyết định 2716/QĐ-UBND (14/6/2021) có 6 điều:\n- Điều 1. Phạm vi điều chỉnh [1]")


def test_a_summary_has_subject_parts_and_tasks(sample_index: Index) -> None:
    told = answer(sample_index, "tóm tắt kế hoạch 139")
    assert [line.statement.frame for line in told.lines][:3] == ["document_subject", "outline", "section_heading"]
    assert "đọc được 7 việc" in told.text


def test_a_section_that_a_document_does_not_have_is_said_not_to_be_there(sample_index: Index) -> None:
    told = answer(sample_index, "Điều 77 Quyết định 2716 quy định gì?")
    assert told.abstained and told.text.startswith("Quyết định 2716/QĐ-UBND (14/6/2021) chỉ có 6 điều")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Quyết định 2716 có mấy điều, Điều 2 nói gì?", ("có 6 điều", "“Điều 2")),
        ("What is plan 139 about, and who signed it?", ("Triển khai Chương trình hành động", "Signed by: **Trần Sỹ Thanh, Chủ tịch**")),
        ("quyet dinh 2716 ve viec gi, ban hanh ngay nao", ("phối hợp và chế độ báo cáo", "Ngày ban hành: **14/6/2021**")),
    ],
)
def test_several_things_asked_of_one_document_are_each_told(sample_index: Index, question: str, told: tuple[str, str]) -> None:
    text = answer(sample_index, question).text
    assert all(words in text for words in told) and "không tìm thấy" not in text


def test_the_headers_of_two_documents_are_told_one_by_one(sample_index: Index) -> None:
    text = answer(sample_index, "Kế hoạch 139 và Quyết định 2716 do ai ký?").text
    assert text.startswith("Kế hoạch 139/KH-UBND (9/5/2023):\nNgười ký: **Trần Sỹ Thanh, Chủ tịch** [1].\n")
    assert "Quyết định 2716/QĐ-UBND (14/6/2021):\nKhông thấy ghi người ký." in text


_PLAN = """ỦY BAN NHÂN DÂN
TỈNH AN HÒA
Số: 31/KH-UBND
An Hòa, ngày 4 tháng 2 năm 2026

KẾ HOẠCH
Trồng cây xanh ven hồ năm 2026

I. MỤC ĐÍCH
Cây xanh cho các hồ.

Nơi nhận:
- Lưu: VT, PCT Lê Văn Tám.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Văn Tám
"""


@pytest.fixture
def plan_index(tmp_path: Path, embedder: Embedder) -> Iterator[Index]:
    for number, (subject, signer) in enumerate((("Trồng cây xanh ven hồ", "Lê Văn Tám"), ("Nạo vét kênh mương", "Trần Thị Chín"))):
        text = _PLAN.replace("31/", f"{31 + number}/").replace("Trồng cây xanh ven hồ", subject).replace("Lê Văn Tám", signer)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    with Index(tmp_path / "home", embedder=embedder) as index:
        ingest_paths(index, sorted(tmp_path.glob("*.txt")))
        yield index


def test_the_signer_is_told_with_the_post_that_stands_over_the_name(plan_index: Index) -> None:
    told = answer(plan_index, "KH 31 ai ký, giữ chức gì?")
    assert told.text == "Người ký: **Lê Văn Tám, Phó Chủ tịch** [1]."
    assert told.citations[0].quote.startswith("PHÓ CHỦ TỊCH")


@pytest.mark.parametrize(
    ("question", "signer"),
    [
        ("Ai ký kế hoạch trồng cây xanh ven hồ của tỉnh An Hòa?", "Lê Văn Tám"),
        ("ke hoach nao vet kenh muong an hoa 2026 do ai ky", "Trần Thị Chín"),
        ("Who signed An Hòa province's 2026 plan to plant trees around lakes?", "Lê Văn Tám"),
        ("Lãnh đạo nào của tỉnh An Hòa ký kế hoạch nạo vét kênh mương?", "Trần Thị Chín"),
        ("Which deputy chairman signed An Hòa's plan to plant trees around lakes?", "Lê Văn Tám"),
        ("Ai ký kế hoạch phòng cháy rừng của tỉnh An Hòa?", None),
        ("Ai ký kế hoạch nạo vét kênh mương của tỉnh Gia Lai?", None),
        ("Ai ký kế hoạch nạo vét kênh mương của tỉnh An Hòa năm 2025?", None),
        ("Ai ký kế hoạch trồng cây xanh ven hồ của tỉnh Bình Hòa năm 2024?", None),
    ],
)
def test_a_document_that_is_described_is_found_by_its_header(plan_index: Index, question: str, signer: str | None) -> None:
    told = answer(plan_index, question)
    assert (signer in told.text) if signer else "Người ký" not in told.text


_DECISION = """ỦY BAN NHÂN DÂN TỈNH A
Số: 77/QĐ-UBND

QUYẾT ĐỊNH
Về việc trồng cây ven hồ

Điều 1. Cây trồng
Trồng cây sao đen ven hồ.
Điều 3. Kinh phí
Kinh phí lấy từ ngân sách xã.
"""


def test_sections_with_a_gap_in_their_numbers_are_not_counted(tmp_path: Path, embedder: Embedder) -> None:
    path = tmp_path / "qd.txt"
    path.write_text(_DECISION, encoding="utf-8")
    with Index(tmp_path / "home", embedder=embedder) as index:
        ingest_paths(index, [path])
        assert "có 2 điều" not in answer(index, "Quyết định 77 có bao nhiêu điều?").text
        assert "ngân sách xã" in answer(index, "Điều 3 Quyết định 77 quy định gì?").text


_LAW = """CHÍNH PHỦ
Số: 78/NĐ-CP

NGHỊ ĐỊNH
Về việc quản lý bến đò

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi
Nghị định này nói về bến đò.

Chương II
BẾN ĐÒ

Mục 1
MỞ BẾN

Điều 2. Điều kiện mở bến
1. Có bờ kè.
2. Có phao cứu sinh.
3. Có đèn đêm.

Mục 2
ĐÓNG BẾN

Điều 3. Đóng bến
Bến đóng khi có lũ.
"""


def test_articles_are_counted_at_any_depth_and_the_points_of_one_are_listed(tmp_path: Path, embedder: Embedder) -> None:
    path = tmp_path / "nd.txt"
    path.write_text(_LAW, encoding="utf-8")
    with Index(tmp_path / "home", embedder=embedder) as index:
        ingest_paths(index, [path])
        assert "có 3 điều" in answer(index, "Nghị định 78 có bao nhiêu điều?").text
        points = answer(index, "Điều 2 Nghị định 78 nêu mấy điều kiện, là những gì?").text.replace("**", "")
        assert "có 3 ý" in points and "Có đèn đêm" in points


@pytest.mark.parametrize(
    "text",
    [
        "Mục II Kế hoạch 84 gồm mấy nhóm nhiệm vụ, giải pháp? Nêu vắn tắt các nhóm.",
        "Phần I của Kế hoạch 84 đặt ra mấy yêu cầu, là những gì?",
        "how many requirements are there in section 2 of Plan 84?",
    ],
)
def test_the_points_of_a_section_are_asked_for(text: str) -> None:
    ask = asked(text)
    assert ask is not None and ask.what == "points"


def test_who_does_what_in_a_section_is_no_question_for_its_points() -> None:
    assert asked("Mục II Kế hoạch 84 có mấy nhiệm vụ do Sở Y tế làm, ai phối hợp?") is None


def test_an_article_about_a_document_is_not_taken_for_it(tmp_path: Path, embedder: Embedder) -> None:
    article = tmp_path / "tin-ke-hoach-85.txt"
    said = "Kế hoạch số 85/KH-UBND về nhà ở vừa được ban hành.\nI. Phản hồi\nNgười dân hoan nghênh.\n"
    article.write_text(f"Thành phố triển khai kế hoạch 85\n\n{said}", encoding="utf-8")
    with Index(tmp_path / "home", embedder=embedder) as index:
        ingest_paths(index, [article])
        looked = look_at("Kế hoạch 85 có mấy mục?", index=index)
        assert looked.named and not looked.own
        assert not answer(index, "tóm tắt kế hoạch 85").certain


def test_a_draft_without_a_number_is_known_by_the_name_of_its_file(tmp_path: Path, embedder: Embedder) -> None:
    draft = tmp_path / "KH_308-ha-noi.txt"
    draft.write_text(
        "ỦY BAN NHÂN DÂN\nSố:      /KH-UBND\n\nKẾ HOẠCH\nVề trồng cây xanh ven hồ\n\nI. MỤC ĐÍCH\nCây xanh cho các hồ.\n", encoding="utf-8"
    )
    with Index(tmp_path / "home", embedder=embedder) as index:
        ingest_paths(index, [draft])
        assert len(look_at("Kế hoạch 308 nói về việc gì?", index=index).named) == 1
        assert look_at("Kế hoạch 309 nói về việc gì?", index=index).missing


def test_the_groups_of_a_list_of_tasks_are_told_with_their_counts(tmp_path: Path, embedder: Embedder) -> None:
    rows = ["| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |", "|---|---|---|---|", "| I | Trồng cây | | |"]
    rows += [f"| {n} | Trồng cây ở hồ số {n} | Sở Xây dựng | Quý {n}/2026 |" for n in (1, 2)]
    rows += ["| II | Nạo vét | | |", "| 1 | Nạo vét kênh Đông | Sở Tài chính | Quý III/2026 |"]
    text = _PLAN.replace("Nơi nhận", "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n\n" + "\n".join(rows) + "\n\nNơi nhận")
    (tmp_path / "kh.md").write_text(text.replace("\n", "\n\n").replace("|\n\n|", "|\n|"), encoding="utf-8")
    with Index(tmp_path / "home", embedder=embedder) as index:
        ingest_paths(index, [tmp_path / "kh.md"])
        told = answer(index, "Phụ lục KH 31 chia làm mấy phần, phần nào nhiều nhiệm vụ nhất?").text
        assert "thành 2 phần, tất cả 3 nhiệm vụ" in told and "Trồng cây: 2 nhiệm vụ" in told and "Nạo vét: 1 nhiệm vụ" in told
        several = answer(index, "Phụ lục KH 31 có tất cả bao nhiêu nhiệm vụ, trong đó Sở Xây dựng chủ trì bao nhiêu?").text
        assert "có 3 nhiệm vụ" in several and "Có 2 nhiệm vụ" in several


WORK = """ỦY BAN NHÂN DÂN
TỈNH SƠN HÀ
Số: 58/KH-UBND
Sơn Hà, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Sửa chữa chợ quê năm 2026

I. NHIỆM VỤ

1. Lập danh sách chợ cần sửa. Đơn vị chủ trì: Sở Công Thương. Thời hạn: trước ngày 30/4/2026.

2. Bố trí kinh phí sửa chợ. Đơn vị chủ trì: Sở Tài chính; phối hợp: Sở Công Thương. Thời hạn: quý II/2026.

3. Kiểm tra phòng cháy ở chợ. Đơn vị chủ trì: Sở Công Thương. Thời hạn: tháng 6/2026.

II. TỔ CHỨC THỰC HIỆN

1. Trung tâm Khuyến công tỉnh

- Tư vấn mẫu quầy hàng và tập huấn tiểu thương.

2. Ủy ban nhân dân các xã

- Sửa chữa chợ trên địa bàn xong trước ngày 31/10/2026.
"""


def test_the_bodies_that_a_document_gives_work_to_are_listed_once(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "cho.md").write_text(WORK, encoding="utf-8")
    with Index(tmp_path / "home", embedder=embedder) as index:
        ingest_paths(index, [tmp_path / "cho.md"])
        told = answer(index, "Kế hoạch 58 giao việc cho những đơn vị nào?")
        only = answer(index, "những sở nào được giao nhiệm vụ trong kh 58")
    assert told.certain and "giao việc cho 4 cơ quan" in told.text
    listed = [line.split(" [")[0] for line in told.text.splitlines()[1:]]
    assert listed[0] == "- Sở Công Thương (2 nhiệm vụ)"
    assert [line.split(" (")[0] for line in listed] == [
        "- Sở Công Thương", "- Sở Tài chính", "- Trung tâm Khuyến công tỉnh", "- Ủy ban nhân dân các xã",
    ]  # fmt: skip
    assert len(told.citations) == 4
    assert "giao việc cho 2 cơ quan" in only.text
