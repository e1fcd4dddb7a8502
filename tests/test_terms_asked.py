"""Questions after the meaning of a term or an abbreviation: told, and answered from where documents explain it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.answering.answer import Answer
from assistant.answering.compose import Draft
from assistant.answering.statement import lines_of
from assistant.answering.term_answers import term_answer
from assistant.understanding.task_filter import task_filter
from assistant.understanding.term_question import TermAsk, term_ask
from assistant.web.briefing_link import briefing_link
from ingest.names.document_name import find_document_names
from tests.written_plans import HOSTILE_PLAN, PLAN_2025, PLAN_2026, written_index
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import Question


def asked(text: str) -> TermAsk | None:
    return term_ask(Question(text=text, language="vi", accented=1.0, restored=text, names=find_document_names(text)))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("TTKB là viết tắt của gì?", "TTKB"),
        ("TTKB la viet tat cua cai gi", "TTKB"),
        ("Cho tôi hỏi chữ TTHC viết tắt cho từ gì ạ?", "TTHC"),
        ("viết tắt TTr là gì", "TTr"),
        ("PCRT viết đầy đủ là gì?", "PCRT"),
        ("FATF stands for what?", "FATF"),
        ("What does “FATF” stand for?", "FATF"),
    ],
)
def test_what_an_abbreviation_stands_for_is_asked(text: str, term: str) -> None:
    assert asked(text) == TermAsk(term=term, short=True)


@pytest.mark.parametrize(
    ("text", "term", "defined"),
    [
        ("UAV nghĩa là gì?", "UAV", False),
        ("“bản trích sao” nghĩa là gì theo NĐ 30/2020/NĐ-CP?", "bản trích sao", False),
        ("giải thích từ ngữ \"hồ sơ\"", "hồ sơ", False),
        ("thế nào là bản gốc văn bản", "bản gốc văn bản", False),
        ("what does M&A mean?", "M&A", False),
        ("APG là gì?", "APG", False),
        ("Đề án là gì trong QĐ 892?", "Đề án", False),
        ("văn bản điện tử là gì", "văn bản điện tử", True),
    ],
)  # fmt: skip
def test_the_meaning_of_a_term_is_asked(text: str, term: str, defined: bool) -> None:
    assert asked(text) == TermAsk(term=term, defined=defined)


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 84 là gì?",
        "Mục tiêu của kế hoạch 139 là gì?",
        "Kế hoạch 84 nghĩa là gì so với kế hoạch 85?",
        "Sở Xây dựng chủ trì việc gì?",
        "TTKB có bao nhiêu nhiệm vụ?",
    ],
)
def test_other_questions_ask_for_no_term(text: str) -> None:
    found = asked(text)
    assert found is None or found.defined


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("terms")
    with written_index(folder, ke_hoach_41=PLAN_2025, ke_hoach_63=PLAN_2026, thong_bao=HOSTILE_PLAN) as made:
        yield made


def said(draft: Draft | None) -> str:
    assert draft is not None
    return "\n".join(line.plain for line in lines_of(draft.statements, language=draft.language))


def test_an_abbreviation_is_answered_with_the_sentence_that_explains_it_once(index: Index) -> None:
    answered = said(term_answer(TermAsk(term="tthc", short=True), documents=(), index=index, language="vi"))
    assert answered.startswith("TTHC là viết tắt của thủ tục hành chính, theo Kế hoạch 63/KH-UBND (20/1/2026)")
    assert answered.count("TTHC là viết tắt") == 1


def test_a_short_name_is_told_with_what_is_called_so(index: Index) -> None:
    answered = said(term_answer(TermAsk(term="ke hoach"), documents=(), index=index, language="vi"))
    assert answered.startswith("Kế hoạch là cách gọi tắt Kế hoạch chuyển đổi số, theo Kế hoạch 63/KH-UBND")


def test_only_the_documents_asked_about_are_looked_through(index: Index) -> None:
    own = next(record.id for record in index.documents() if record.number == "41/KH-UBND")
    answered = said(term_answer(TermAsk(term="TTHC"), documents=(own,), index=index, language="en"))
    assert "stands for thủ tục hành chính, according to Kế hoạch 41/KH-UBND" in answered
    assert term_answer(TermAsk(term="PTBKNL"), documents=(own,), index=index, language="vi") is None


def test_a_term_that_no_document_explains_is_not_answered(index: Index) -> None:
    for term in ("XYZ", "chuyển đổi số", "(", "*"):
        assert term_answer(TermAsk(term=term), documents=(), index=index, language="vi") is None
    assert term_answer(TermAsk(term="Kế hoạch", defined=True), documents=(), index=index, language="vi") is None


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Kế hoạch 41/KH-UBND giao Sở Nội vụ làm gì?", "Sở Nội vụ"),
        ("Theo Kế hoạch 41/KH-UBND, giao cho Sở Nội vụ những nhiệm vụ gì", "Sở Nội vụ"),
        ("Kế hoạch 41/KH-UBND giao Sở Nội vụ làm gì về khiếu nại ở phường?", None),
        ("Kế hoạch 41/KH-UBND giao Sở Nội vụ và Sở Y tế làm gì khi có bão?", None),
    ],
)
def test_what_a_document_gives_a_body_to_do_is_asked_only_where_nothing_more_is(index: Index, text: str, lead: str | None) -> None:
    wanted = task_filter(look_at(text, index=index), register=index.bodies)
    assert (wanted.query.lead if wanted else None) == lead


def test_an_answer_about_one_document_leads_to_its_briefing(index: Index) -> None:
    draft = term_answer(TermAsk(term="PTBKNL"), documents=(), index=index, language="vi")
    assert draft is not None
    answer = Answer(question="PTBKNL?", statements=tuple(draft.statements), language="vi", mode="extractive", abstained=False, certain=True)
    (document,) = {one.document_id for one in answer.citations}
    assert f'href="?view=documents&amp;document={document}"' in briefing_link(answer, language="vi")
    assert briefing_link(replace(answer, certain=False), language="vi") == ""
    assert briefing_link(replace(answer, statements=()), language="vi") == ""
