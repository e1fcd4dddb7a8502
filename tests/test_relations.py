"""Questions of how documents stand to each other, over a small index and over the sample documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.understanding.follow_up import Turn
from assistant.understanding.relation_question import described_relation
from assistant.understanding.understand import understand
from ingest.names.document_name import DocumentName, find_document_names
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.question import look_at

HEAD = "ỦY BAN NHÂN DÂN THÀNH PHỐ\nSố: {number}\nHà Nội, ngày {day} tháng {month} năm {year}\n\n{kind}\n{subject}\n\n"
TEXTS = {
    "cu.txt": HEAD.format(
        number="12/QĐ-UBND", day="03", month="4", year=2018, kind="QUYẾT ĐỊNH", subject="Quy định về quản lý chợ dân sinh"
    )
    + "Căn cứ Luật Thương mại ngày 14 tháng 6 năm 2005;\nCăn cứ Nghị quyết số 5/NQ-HĐND ngày 2 tháng 3 năm 2018;\n\n"
    "Điều 1. Mỗi chợ dân sinh phải có ban quản lý gồm 5 người.\n\nĐiều 2. Sở Công Thương chủ trì kiểm tra các chợ dân sinh hằng quý.\n",
    "moi.txt": HEAD.format(number="40/QĐ-UBND", day="05", month="6", year=2024, kind="QUYẾT ĐỊNH", subject="Quản lý và phát triển chợ")
    + "Điều 1. Ban quản lý chợ do phường lập.\n\n"
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/QĐ-UBND ngày 03/4/2018.\n",
    "vong.txt": HEAD.format(
        number="71/KH-UBND", day="07", month="8", year=2024, kind="KẾ HOẠCH", subject="Thực hiện Kế hoạch số 72/KH-UBND"
    )
    + "Các phường lập danh sách chợ cần sửa chữa.\n",
    "vong-2.txt": HEAD.format(
        number="72/KH-UBND", day="08", month="8", year=2024, kind="KẾ HOẠCH", subject="Thực hiện Kế hoạch số 71/KH-UBND"
    )
    + "Các quận tổng hợp danh sách chợ cần sửa chữa.\n",
    "mo-dau.txt": HEAD.format(number="73/KH-UBND", day="09", month="8", year=2024, kind="KẾ HOẠCH", subject="Sửa chữa chợ quê")
    + "Thực hiện Nghị quyết số 19/NQ-HĐND ngày 02 tháng 7 năm 2024 về chợ quê, UBND thành phố ban hành Kế hoạch sửa chữa chợ quê "
    "như sau:\n\nI. MỤC ĐÍCH\n\nThực hiện Nghị quyết số 19/NQ-HĐND; các xã ban hành lịch sửa chữa.\n",
}


@pytest.fixture(scope="module")
def markets(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("markets")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Index(folder / "home", embedder=embedder) as index:
        ingest_paths(index, [folder / name for name in TEXTS])
        yield Assistant(index)


@pytest.fixture(scope="module")
def plans(sample_index: Index) -> Assistant:
    return Assistant(sample_index)


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 139 thực hiện chương trình nào?",
        unicodedata.normalize("NFD", "Kế hoạch 139 thực hiện chương trình nào?"),
        "ke hoach 139 thuc hien chuong trinh nao",
        "What does plan 139 implement?",
    ],
)
def test_a_chain_is_answered_to_its_end_with_a_citation_a_step(plans: Assistant, question: str) -> None:
    answer = plans.ask(question)
    first, second = answer.text.splitlines()
    assert "139/KH-UBND" in first and "21-CTr/TU" in first and "[1]" in first
    assert "21-CTr/TU" in second and "29-NQ/TW" in second and "[1]" in second
    assert answer.citations[0].document == "139-KH-UBND.docx"


@pytest.mark.parametrize("question", ["Chương trình 21 được cụ thể hóa bằng kế hoạch nào?", "Which plan implements programme 21?"])
def test_a_chain_is_answered_backwards(plans: Assistant, question: str) -> None:
    assert "139/KH-UBND" in plans.ask(question).text


def test_the_step_of_a_document_not_held_is_told_by_one_that_is(plans: Assistant) -> None:
    answer = plans.ask("Chương trình 21-CTr/TU thực hiện nghị quyết nào?")
    assert "29-NQ/TW" in answer.text and "theo Kế hoạch 139/KH-UBND" in answer.text


def test_a_document_that_gives_no_number_is_answered_by_its_subject_line(plans: Assistant) -> None:
    assert "Nghị quyết Đại hội đại biểu lần thứ XVII" in plans.ask("Kế hoạch 84 thực hiện nghị quyết nào?").citations[0].quote


def test_an_answer_from_an_amended_document_says_so(plans: Assistant) -> None:
    answer = plans.ask("Ai ký Kế hoạch 84/KH-UBND?")
    note = answer.text.splitlines()[-1]
    assert note.startswith("Lưu ý") and "512/TB-UBND" in note and "[2]" in note
    assert answer.citations[1].document == "512-TB-UBND.txt"


@pytest.mark.parametrize(
    "question", ["Mỗi chợ dân sinh phải có ban quản lý gồm bao nhiêu người?", "Ai chủ trì kiểm tra các chợ dân sinh hằng quý?"]
)
def test_an_answer_from_a_replaced_document_says_what_replaced_it_and_where(markets: Assistant, question: str) -> None:
    answer = markets.ask(question)
    assert answer.citations[0].document == "cu.txt"
    note = answer.text.splitlines()[-1]
    assert "12/QĐ-UBND" in note and "40/QĐ-UBND" in note and "thay thế" in note
    (cited,) = (citation for citation in answer.citations if citation.document == "moi.txt")
    assert f"[{cited.n}]" in note and "thay thế Quyết định số 12/QĐ-UBND" in cited.quote


@pytest.mark.parametrize(
    "question",
    [
        "Quyết định 40 về chợ của Hà Nội làm cho văn bản nào hết tác dụng?",
        "quyet dinh 40 ha noi ve cho thay cho van ban nao",
        "Quyết định 40 làm mất hiệu lực quyết định nào?",
    ],
)
def test_what_a_document_replaced_is_found_however_it_is_asked(markets: Assistant, question: str) -> None:
    assert "thay thế Quyết định 12/QĐ-UBND" in markets.ask(question).text


def test_an_answer_from_the_newer_document_has_no_note(markets: Assistant) -> None:
    answer = markets.ask("Quyết định 40/QĐ-UBND ban hành ngày nào?")
    assert answer.citations[0].document == "moi.txt"
    assert "Lưu ý" not in answer.text


@pytest.mark.parametrize(
    "question",
    ["Văn bản nào thay thế Quyết định 12/QĐ-UBND?", "quyet dinh 12 con hieu luc khong", "Has decision 12 been replaced?"],
)
def test_what_replaced_a_document_is_found(markets: Assistant, question: str) -> None:
    answer = markets.ask(question)
    assert "40/QĐ-UBND" in answer.text
    assert len(answer.text.splitlines()) == 1  # no note that says it again


def test_grounds_are_listed_with_a_citation_each(markets: Assistant) -> None:
    answer = markets.ask("Quyết định 12 được ban hành căn cứ vào văn bản nào?")
    cited = [citation.quote for citation in answer.citations if citation.document == "cu.txt"]
    assert [quote.split()[2] for quote in cited] == ["Luật", "Nghị"]


@pytest.mark.parametrize("question", ["Kế hoạch 73 căn cứ vào nghị quyết số mấy?", "kh 73 dua vao nghi quyet nao", "KH 73 căn cứ vào đâu?"])
def test_a_plan_without_a_line_of_grounds_opens_with_what_it_rests_on(markets: Assistant, question: str) -> None:
    (cited,) = markets.ask(question).citations
    assert cited.quote.startswith("Thực hiện Nghị quyết số 19/NQ-HĐND ngày 02")


@pytest.mark.parametrize(
    "question",
    [
        "Căn cứ Quyết định số 12/QĐ-UBND mỗi chợ dân sinh có bao nhiêu người quản lý?",
        "Quyết định 12/QĐ-UBND phân bổ kinh phí dựa trên căn cứ nào?",
    ],
)
def test_a_relation_is_of_the_document_and_not_of_what_it_does(markets: Assistant, question: str) -> None:
    frames = {line.statement.frame for line in markets.ask(question).lines}
    assert not frames & {"grounds", "ground", "step_told", "step_again", "step_subject"}


def test_documents_that_carry_out_each_other_do_not_go_on_for_ever(markets: Assistant) -> None:
    assert len(markets.ask("Kế hoạch 71 thực hiện kế hoạch nào?").citations) == 2


def test_nothing_known_of_a_relation_is_left_to_the_ordinary_answer(markets: Assistant) -> None:
    assert markets.ask("Kế hoạch 9317/KH-UBND thực hiện chương trình nào?").abstained


@pytest.mark.parametrize(
    ("question", "matter", "forward", "kind"),
    [
        ("Nghị quyết 97/NQ-CP sửa đổi, bổ sung nghị quyết nào?", "amends", True, "NQ"),
        ("van ban nao sua doi nghi dinh 110", "amends", False, None),
        ("Nghị định 110/2004/NĐ-CP bị thay thế bởi văn bản nào?", "replaces", False, None),
        ("Để thực hiện chương trình 21, thành phố đã ban hành kế hoạch nào?", "implements", False, "KH"),
        ("Căn cứ ban hành Quyết định 892/QĐ-TTg là gì?", "grounds", True, None),
        ("Quyết định 892 ban hành căn cứ văn bản nào", "grounds", True, None),
        ("What is decision 892 based on?", "grounds", True, None),
        ("Which notice amended plan 84?", "amends", False, "TB"),
        ("Quyết định 892 làm hết hiệu lực những quyết định nào?", "replaces", True, "QĐ"),
        ("Which decisions does the ministry's Decision 892 on training repeal?", "replaces", True, "QĐ"),
    ],
)
def test_questions_of_relations_are_recognised(sample_index: Index, question: str, matter: str, forward: bool, kind: str | None) -> None:
    (reading,) = understand(question, history=(), index=sample_index).readings
    ask = reading.relation
    assert ask is not None and (ask.matter, ask.forward, ask.kind) == (matter, forward, kind)


def test_a_document_may_be_described_and_not_named(sample_index: Index) -> None:
    def described(text: str) -> DocumentName | None:
        return find_document_names("Kế hoạch 84")[0] if text.startswith("Kế hoạch nhà ở của Hà Nội năm 2021") else None

    question = look_at("Kế hoạch nhà ở của Hà Nội năm 2021 thay cho kế hoạch nào trước đó?", index=sample_index)
    ask = described_relation(question, describes=described)
    assert ask is not None and (ask.matter, ask.forward, ask.kind, ask.name.number) == ("replaces", True, "KH", "84")
    assert described_relation(question, describes=lambda text: None) is None
    assert described_relation(look_at("Sở nào triển khai kế hoạch nào?", index=sample_index), describes=described) is None


@pytest.mark.parametrize(
    "question",
    [
        "Đơn vị nào chủ trì Chương trình 03?",
        "Kế hoạch 84 giao đơn vị nào triển khai chương trình 03?",
        "Kế hoạch 84 triển khai dự án nào về nhà ở?",
        "Sở nào thực hiện chương trình 04?",
        "Kế hoạch 84 thực hiện trong thời gian nào?",
        "Which ministry implements resolution 116?",
        "Kế hoạch 139 có thực hiện Chương trình 21 không?",
    ],
)
def test_questions_of_tasks_are_none_of_relations(sample_index: Index, question: str) -> None:
    assert all(reading.relation is None for reading in understand(question, history=(), index=sample_index).readings)


def test_a_follow_up_asks_of_the_document_named_before(sample_index: Index) -> None:
    history = [Turn(question="Kế hoạch 139 do ai ký?")]
    (reading,) = understand("Nó thực hiện chương trình nào?", history=history, index=sample_index).readings
    ask = reading.relation
    assert ask is not None and ask.name.number == "139"
