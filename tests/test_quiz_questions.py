"""Questions made of what documents state: which are made, which are not, and that no wrong answer is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.training.deadline_rivals import is_asked, wrong_deadlines
from assistant.training.printed_words import is_balanced, seems_misread
from assistant.training.question_editing import stands_in
from assistant.training.question_making import QuestionMaker, Wanted
from assistant.training.quiz import QuestionKind, QuizQuestion, Source
from assistant.training.task_phrase import task_phrase
from assistant.training.term_questions import has_initials
from ingest.names.deadlines import deadline_period
from ingest.task import Task, TaskKind
from ingest.text.vietnamese import fold
from tests.plans_to_train_on import HEALTH, TEXTS, TREES, hold_texts
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("training")
    hold_texts(folder / "home", TEXTS, sources=folder / "sources")
    with Index(folder / "home") as opened:
        yield opened


def wanted(index: Index, *, seed: int = 1, count: int = 100, body: str = "", kinds: frozenset[QuestionKind] = frozenset()) -> Wanted:
    documents = tuple(record.id for record in index.documents())
    return Wanted(documents=documents, count=count, seed=seed, language="vi", body=body, kinds=kinds)


@pytest.fixture(scope="module")
def made(index: Index) -> tuple[QuizQuestion, ...]:
    return QuestionMaker(index).questions(wanted(index))


def asked(made: tuple[QuizQuestion, ...], kind: QuestionKind, words: str) -> QuizQuestion:
    return next(one for one in made if one.kind is kind and words in one.text)


def test_every_question_has_three_different_wrong_answers_and_a_source_that_says_the_right_one(made: tuple[QuizQuestion, ...]) -> None:
    assert len(made) > 30
    for one in made:
        assert len({fold(answer) for answer in (one.answer, *one.wrong)}) == 4, one
        assert stands_in(one.answer, one.source), one
        assert not any(fold(wrong) in fold(one.source.quote) for wrong in one.wrong if one.kind is not QuestionKind.INDICATOR), one


def test_questions_ask_for_what_the_rows_say(made: tuple[QuizQuestion, ...]) -> None:
    assert asked(made, QuestionKind.LEAD, "bác sĩ gia đình").answer == "Sở Y tế"
    assert asked(made, QuestionKind.DEADLINE, "phụ cấp cho y tế thôn bản").answer == "15/10/2026"
    assert asked(made, QuestionKind.PRODUCT, "phụ cấp cho y tế thôn bản").answer == "Ý kiến bằng công văn gửi hội đồng"
    assert asked(made, QuestionKind.COORDINATING, "bệnh viện huyện").answer == "Sở Y tế"
    assert asked(made, QuestionKind.INDICATOR, "“Diện tích chè” ở cột “Năm 2027”").answer == "6.500"
    assert asked(made, QuestionKind.DATE, "Quyết định số 77/QĐ-UBND").answer == "9/5/2026"
    assert asked(made, QuestionKind.NUMBER, "Nâng cao năng lực y tế cơ sở").answer == "60/KH-UBND"


def test_a_wrong_body_neither_leads_nor_helps_with_the_task(made: tuple[QuizQuestion, ...]) -> None:
    lead = asked(made, QuestionKind.LEAD, "bản đồ số")
    assert not {"Sở Tài chính", "Sở Khoa học và Công nghệ", "Sở Xây dựng"} & set(lead.wrong)
    assert all(wrong.startswith("Sở ") for wrong in lead.wrong)


def test_nothing_is_asked_of_tasks_that_two_rows_give_in_nearly_the_same_words(made: tuple[QuizQuestion, ...]) -> None:
    assert not any("Thống Nhất" in one.text for one in made)


def test_nothing_is_asked_of_cut_or_general_rows(made: tuple[QuizQuestion, ...]) -> None:
    assert not any("tưới nước tự động" in one.text for one in made)  # ends in "và"
    assert not any("công viên nhỏ" in one.text.lower() for one in made)
    assert not any(one.answer.startswith(("Các ", "các ")) for one in made)


def test_coordinating_units_are_not_asked_for_where_a_cell_names_everybody(made: tuple[QuizQuestion, ...]) -> None:
    assert not any(one.kind is QuestionKind.COORDINATING and "định mức duy trì" in one.text for one in made)


def test_the_same_seed_gives_the_same_questions_and_another_one_others(index: Index) -> None:
    first = QuestionMaker(index).questions(wanted(index, seed=7, count=8))
    assert QuestionMaker(index).questions(wanted(index, seed=7, count=8)) == first
    assert QuestionMaker(index).questions(wanted(index, seed=8, count=8)) != first
    assert len({one.kind for one in first}) > 3


def test_a_body_and_kinds_narrow_what_is_asked(index: Index) -> None:
    maker = QuestionMaker(index)
    of_health = maker.questions(wanted(index, body="so y te"))
    assert of_health
    assert all("Sở Y tế" in one.source.quote for one in of_health)
    only = maker.questions(wanted(index, kinds=frozenset({QuestionKind.DEADLINE})))
    assert {one.kind for one in only} == {QuestionKind.DEADLINE}


def test_questions_are_asked_in_english_of_the_same_facts(index: Index) -> None:
    made = QuestionMaker(index).questions(replace(wanted(index), language="en"))
    assert asked(made, QuestionKind.LEAD, "which body leads the task “Đào tạo bác sĩ gia đình").answer == "Sở Y tế"


def test_what_a_newer_document_amends_is_not_asked_for(tmp_path: Path) -> None:
    notice = HEALTH.replace("60/KH-UBND", "88/TB-UBND").replace("20 tháng 4", "20 tháng 6").replace("KẾ HOẠCH\n", "THÔNG BÁO\n")
    notice = notice[: notice.index("# PHỤ LỤC")].replace(
        "Trung tâm kiểm soát", "Điều chỉnh thời hạn nhiệm vụ đào tạo bác sĩ gia đình cho các trạm y tế xã vùng cao tại Kế hoạch số "
        "60/KH-UBND ngày 20/4/2026 từ quý II/2027 sang quý III/2027.\nTrung tâm kiểm soát",
    ).replace("Nâng cao năng lực y tế cơ sở vùng cao giai đoạn 2026 - 2028", "Sửa đổi Kế hoạch số 60/KH-UBND ngày 20/4/2026")  # fmt: skip
    hold_texts(tmp_path / "home", {"a.md": HEALTH, "b.md": notice, "c.md": TREES}, sources=tmp_path / "sources")
    with Index(tmp_path / "home") as index:
        made = QuestionMaker(index).questions(wanted(index))
    assert any("bệnh viện huyện" in one.text for one in made)
    assert not any("bác sĩ gia đình" in one.text for one in made)


def test_an_index_without_documents_gives_no_questions(tmp_path: Path) -> None:
    with Index(tmp_path) as index:
        assert QuestionMaker(index).questions(wanted(index)) == ()


@pytest.mark.parametrize(
    "deadline", ["Quý IV/2026", "Tháng 12/2027", "trước ngày 30/6/2026", "15 tháng 8 năm 2026", "Năm 2027", "trong tháng 02/2026"]
)
def test_wrong_deadlines_are_written_alike_and_lie_elsewhere(deadline: str) -> None:
    assert is_asked(deadline)
    wrong = wrong_deadlines(deadline, told=["Quý I/2027"])
    assert len(set(wrong)) >= 3
    right, also = deadline_period(deadline), deadline_period("Quý I/2027")
    for one in wrong:
        period = deadline_period(one)
        assert period.last not in (right.last, also.last)
        assert len(one.split()) == len(deadline.split())


@pytest.mark.parametrize("deadline", ["Thường xuyên", "2026 và hằng năm", "Liên tục Tháng 12/2027", "2026 - 2030", "Quý III", ""])
def test_deadlines_that_state_no_one_time_are_not_asked_for(deadline: str) -> None:
    assert not is_asked(deadline)


def held(text: str, *, kind: TaskKind = TaskKind.ROW, sure: float | None = None) -> HeldTask:
    record = DocumentRecord(id="0" * 16, name="a.pdf", title="a", ocr=((1, sure),) if sure is not None else ())
    return HeldTask(task=Task(ordinal=0, kind=kind, task=text, page=1, start=0, end=9), document=record, passage_id="p")


def test_a_long_task_is_cut_at_a_clause() -> None:
    long = (
        "Xây dựng hệ thống cảnh báo sớm ngập lụt tại các xã ven sông của tỉnh với trạm đo tự động, loa phát thanh và bản đồ số, "
        "nhằm bảo vệ người dân trong mùa mưa bão, giảm thiệt hại về nhà cửa, hoa màu và vật nuôi của các hộ dân sống ở vùng trũng thấp "
        "và dọc theo các con suối lớn"
    )
    assert task_phrase(held(long)) == f"{long[: long.index(', nhằm')]}…"


@pytest.mark.parametrize(
    "text",
    [
        "Sửa chữa hệ thống thoát nước của khu dân cư và",
        "Sửa chữa (nâng cấp hệ thống thoát nước của khu dân cư",
        "của khu dân cư, sửa chữa hệ thống thoát nước",
        "Công trình giao thông",
        "'Xây dựng khuôn khổ pháp lý về thu hồi tài sản",
        "Thực hiện các nhiệm vụ được giao tại Kế hoạch này",
        "- Lập danh mục các dự án nhà ở - Thẩm định từng dự án nhà ở",
    ],
)
def test_a_task_that_is_cut_or_means_nothing_alone_is_not_named(text: str) -> None:
    assert task_phrase(held(text)) == ""


def test_words_that_ocr_may_have_misread_are_left_out() -> None:
    text = "Tổ chức tập huấn kỹ năng số cho cán bộ, công chức"
    assert task_phrase(held(text, sure=0.94))
    assert task_phrase(held(text.replace("Tổ chức", "Tô chức"), sure=0.94)) == ""
    assert seems_misread("các tô chức đảng")
    assert not is_balanced("(a “b)”")


@pytest.mark.parametrize(
    ("meaning", "short", "told"),
    [
        ("thủ tục hành chính", "TTHC", True),
        ("Khoa học và Công nghệ", "KH&CN", True),
        ("phòng, chống rửa tiền", "PCRT", True),
        ("Chính phủ điện tử", "EGDI", False),
        ("tổng sản phẩm trong nước", "GDP", False),
    ],
)
def test_an_abbreviation_is_asked_for_where_its_letters_are_those_of_its_meaning(meaning: str, short: str, told: bool) -> None:
    assert has_initials(meaning, short) is told


@pytest.mark.parametrize(
    ("answer", "quote", "stands"),
    [
        ("Sở Xây dựng", "1 | Lập bản đồ | SỞ XÂY\nDỰNG | Quý I", True),
        ("14/6/2021", "Hà Nội, ngày 14 tháng 6 năm 2021", True),
        ("14/6/2021", "Hà Nội, ngày 15 tháng 6 năm 2021", False),
        ("Sở Tài chính", "1 | Lập bản đồ | Sở Xây dựng", False),
    ],
)
def test_an_answer_stands_in_its_source_however_it_is_written(answer: str, quote: str, stands: bool) -> None:
    source = Source(document_id="", document_name="a", title="a", passage_id="p", start=0, end=len(quote), quote=quote)
    assert stands_in(answer, source) is stands
