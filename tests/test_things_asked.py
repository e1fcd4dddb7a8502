"""The several things that one question asks: told apart, made whole, and each answered where one answer leaves it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answering.answer import Answer
from assistant.answering.built_in import BuiltInAnswerer
from assistant.answering.each_thing import Part, with_each
from assistant.answering.quote import Quote
from assistant.answering.statement import Statement
from assistant.understanding.intent import Intent
from assistant.understanding.parsed_question import ParsedQuestion, Understood
from assistant.understanding.things_asked import ThingAsked, things_asked
from ingest.document import DocumentId
from ingest.names.document_name import find_document_names
from ingest.passage import Passage, PassageKind
from tests.written_statements import quote_of
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, HeldPassage, Language, Question


def question(text: str, *, language: Language = "vi") -> Question:
    return Question(text=text, language=language, accented=1.0, restored=text, names=find_document_names(text))


def wholes(text: str, *, language: Language = "vi") -> list[str]:
    return [thing.whole for thing in things_asked(question(text, language=language))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Hội chợ Bến Gỗ: khai mạc ngày nào, ai trông xe ở cổng chợ, vé vào cửa bao nhiêu?",
            [
                "Hội chợ Bến Gỗ: khai mạc ngày nào?",
                "Hội chợ Bến Gỗ: ai trông xe ở cổng chợ?",
                "Hội chợ Bến Gỗ: vé vào cửa bao nhiêu?",
            ],
        ),
        (
            "Mấy giờ các thôn và các xóm nộp sổ, và mấy giờ thì xã Đồi Chè gửi huyện?",  # "và các xóm" asks nothing
            ["Mấy giờ các thôn và các xóm nộp sổ?", "mấy giờ thì xã Đồi Chè gửi huyện?"],
        ),
        ("Ai chủ trì Đề án bến đò, bao giờ xong?", ["Ai chủ trì Đề án bến đò?", "Đề án bến đò: bao giờ xong?"]),
        ("Trạm bơm Cửa Đình vận hành mấy ca?", []),
        (
            "Phường mở cửa mấy buổi tối, vì sao nghỉ thứ Sáu, có làm thủ tục đất đai không?",
            [
                "Phường mở cửa mấy buổi tối?",
                "Phường mở cửa mấy buổi tối, vì sao nghỉ thứ Sáu?",
                "có làm thủ tục đất đai không?",
            ],
        ),
        ("Hộp thư bà Vóc gồm những chùa nào?", []),  # "chùa" is not "chưa"
        ("Xã Đồi Chè có mấy vườn, là những vườn nào?", []),  # one thing: how many, and their names
        ("Xã Đồi Chè có mấy vườn, ao cá, là những gì?", []),
    ],
)
def test_things_are_made_whole_with_what_they_are_about(text: str, parts: list[str]) -> None:
    assert wholes(text) == parts


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "How big is the Quy Nhon site, whom does it house and why was it late?",
            ["How big is the Quy Nhon site", "Whom does it house", "Why was it late"],
        ),
        (
            "Who drafts the criteria, with whom, and how often are they read?",
            ["Who drafts the criteria", "With whom", "How often are they read"],
        ),
        ("Which unit tells communes how to count the trees?", []),
    ],
)
def test_english_questions_come_apart_at_every_word_that_asks(text: str, asked: list[str]) -> None:
    assert [thing.asked for thing in things_asked(question(text, language="en"))] == asked


def test_what_says_itself_what_it_is_about_is_told_from_what_does_not() -> None:
    things = things_asked(question("Ai chủ trì Đề án bến đò, bao giờ xong, và tỉnh nào cấp tiền mua phao cứu sinh?"))
    assert [thing.by_itself for thing in things] == [True, False, True]


def test_of_a_document_that_is_named_it_is_asked_by_its_name() -> None:
    things = things_asked(replace(question("Tóm tắt giúp Kế hoạch 31: về việc gì, ai ký?"), own=("ke-hoach-31",)))
    assert [thing.of_document for thing in things] == ["Tóm tắt giúp Kế hoạch 31: về việc gì?", "Kế hoạch 31 ai ký?"]


PLACES = ("Hội chợ khai mạc ngày 5/3/2026.", "Đội 2 trông xe ở cổng chợ.", "Xã Bến Gỗ bán vé.", "Hội chợ có 40 gian.")


def held(at: int, document: str = "hoi-cho") -> Quote:
    text = PLACES[at]
    passage = Passage(id=f"{document}-{at}", document_id=document, ordinal=at, kind=PassageKind.PROSE, text=text, start=0, end=len(text))
    return quote_of(HeldPassage(passage=passage, document=DocumentRecord(id=document, name=f"{document}.txt", title=document)), text)


def answer(*quotes: Quote) -> Answer:
    statements = tuple(Statement(frame="quoted", values={"source": "Hội chợ", "quote": quote.text}, quotes=(quote,)) for quote in quotes)
    return Answer(question="?", statements=statements, language="vi", mode="extractive", abstained=not quotes)


def asked(text: str, best: Answer, answers: dict[str, Part]) -> tuple[Answer, list[Sequence[DocumentId]]]:
    """The answer made whole, and the documents that each thing was asked of; `answers` by the last words of what is asked, other things
    are told by what is quoted."""
    seen: list[Sequence[DocumentId]] = []

    def ask(thing: ThingAsked, documents: Sequence[DocumentId], quoted: Sequence[Quote]) -> Part:
        seen.append(tuple(documents))
        return next((part for end, part in answers.items() if thing.asked.endswith(end)), TOLD)

    whole = question(text)
    reading = ParsedQuestion(typed=whole, question=whole, manner="alone", intent=Intent(asks=()))
    return with_each(best, Understood(text=text, readings=(reading,)), ask=ask), seen


ASKED = "Hội chợ Bến Gỗ: khai mạc ngày nào, ai trông xe ở cổng chợ, vé vào cửa bao nhiêu?"
NOTHING = Part(answer=answer())
TOLD = Part(answer=answer(), told=True)


def test_what_an_answer_leaves_open_is_asked_of_its_document_and_said_or_named() -> None:
    made, documents = asked(ASKED, answer(held(0)), {"cổng chợ": Part(answer=answer(held(1))), "bao nhiêu": NOTHING})
    assert made.text.split("\n") == [
        f"Theo Hội chợ: “{PLACES[0]}” [1]",
        f"Cùng văn bản đó: “{PLACES[1]}” [2]",
        "Vé vào cửa bao nhiêu: không tìm thấy trong các tài liệu hiện có.",
    ]
    assert documents == [("hoi-cho",)] * 3


def test_what_the_quotes_tell_already_is_not_said_again() -> None:
    best = answer(held(0), held(1))
    made, _ = asked(ASKED, best, {"cổng chợ": Part(answer=answer(held(1)))})
    assert made == best


def test_where_the_quote_answers_a_later_thing_the_first_is_asked_too() -> None:
    found = {"ngày nào": Part(answer=answer(held(0))), "cổng chợ": Part(answer=answer(held(1)))}
    made, _ = asked(ASKED, answer(held(1)), found)
    assert [citation.quote for citation in made.citations] == [PLACES[0], PLACES[1]]


def test_where_each_thing_has_a_place_of_its_own_what_was_quoted_for_all_is_left_out() -> None:
    found = {end: Part(answer=answer(held(at))) for at, end in enumerate(("ngày nào", "cổng chợ", "bao nhiêu"))}
    made, _ = asked(ASKED, answer(held(3)), found)
    assert [citation.quote for citation in made.citations] == list(PLACES[:3])


def test_another_document_does_not_complete_an_answer() -> None:
    elsewhere = Part(answer=answer(held(1, "bao")))
    made, _ = asked(ASKED, answer(held(0)), {"cổng chợ": elsewhere})
    assert "Ai trông xe ở cổng chợ: không tìm thấy" in made.text


def test_where_the_whole_has_no_answer_its_parts_may_from_one_document() -> None:
    found = {"ngày nào": NOTHING, "cổng chợ": Part(answer=answer(held(1))), "bao nhiêu": Part(answer=answer(held(2)))}
    made, documents = asked(ASKED, answer(), found)
    assert not made.abstained
    assert [citation.quote for citation in made.citations] == [PLACES[1], PLACES[2]]
    assert made.text.endswith("Khai mạc ngày nào: không tìm thấy trong các tài liệu hiện có.")
    assert documents == [(), (), ("hoi-cho",)]
    nothing = answer()
    assert asked(ASKED, nothing, {"ngày nào": NOTHING, "cổng chợ": NOTHING, "bao nhiêu": NOTHING})[0] == nothing


def test_a_thing_that_leans_on_the_first_is_not_asked_where_that_is_not_found() -> None:
    nothing = answer()
    found = {"bến đò": NOTHING, "xong": Part(answer=answer(held(0)))}
    assert asked("Ai chủ trì Đề án bến đò, bao giờ xong?", nothing, found)[0] == nothing


def test_a_thing_that_leans_on_the_first_is_not_called_unfound_where_the_quote_has_one_of_its_kind() -> None:
    best = answer(held(0))
    assert asked("Ai mở hội chợ Bến Gỗ, ngày nào?", best, {"ngày nào": NOTHING})[0] == best


def test_what_is_settled_stays() -> None:
    tasks = replace(answer(held(0)), mode="tasks", certain=True)
    assert asked(ASKED, tasks, {})[0] == tasks
    certain = replace(answer(), certain=True)
    assert asked(ASKED, certain, {})[0] == certain


def test_several_things_of_one_document_are_answered_together(sample_index: Index) -> None:
    made = BuiltInAnswerer(sample_index).answer("Kế hoạch 139/KH-UBND: ai ký, ai giữ chìa khóa đình làng Cửa Đình?")
    assert "Trần Sỹ Thanh" in made.text
    assert "Ai giữ chìa khóa đình làng Cửa Đình: không tìm thấy" in made.text


def test_the_cells_of_a_task_are_not_completed_but_where_the_same_is_asked_of_something_else() -> None:
    text = "Hạn nộp sổ của thôn Bến Gỗ là khi nào, hạn nộp sổ của thôn Cửa Đình là khi nào, ai chủ trì?"
    told = replace(answer(held(0)), mode="tasks")
    made, documents = asked(text, told, {"Cửa Đình là khi nào": Part(answer=answer(held(1)))})
    assert [citation.quote for citation in made.citations] == [PLACES[0], PLACES[1]]
    assert len(documents) == 1


def test_of_an_answer_to_a_part_only_what_is_new_is_said() -> None:
    made, _ = asked(ASKED, answer(held(0)), {"cổng chợ": Part(answer=answer(held(1), held(0))), "bao nhiêu": NOTHING})
    assert [line for line in made.text.split("\n") if "“" in line] == [
        f"Theo Hội chợ: “{PLACES[0]}” [1]",
        f"Cùng văn bản đó: “{PLACES[1]}” [2]",
    ]


def test_that_there_is_no_sum_is_said_once() -> None:
    best = answer(held(0))
    noted = replace(best, statements=(*best.statements, Statement(frame="no_amount")))
    made, _ = asked("Hội chợ Bến Gỗ: khai mạc ngày nào, kinh phí bao nhiêu?", noted, {"bao nhiêu": NOTHING})
    assert made.text.split("\n")[1:] == ["Kinh phí bao nhiêu: không tìm thấy trong các tài liệu hiện có."]
