"""From an answer of the chat to the register: the link shows the very tasks that the question picked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from starlette.datastructures import QueryParams

from assistant.answering.task_answers import LONGEST_LIST
from assistant.assistant import Assistant
from assistant.register.shown_tasks import tasks_shown
from assistant.register.task_address import LONGEST_FILTER, MOST_VALUES, query_string, register_query, shown_by
from assistant.register.task_status import Statuses
from assistant.understanding.task_filter import TaskFilter, picked, task_filter
from assistant.web.bubbles import answer_html
from assistant.web.listed_tasks import ways_on
from ingest.document import Document
from tests.invented_plans import PLANS, WARDS, Day, hold, plan
from tests.invented_plans import _task as task
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.tasks import TaskQuery

TODAY = Day(2026, 7, 1)
MERGED: Document = plan(
    "dau-tu.txt", number="40/KH-UBND", subject="Đầu tư công", date=Day(2025, 1, 5),
    tasks=(
        task("1", "Rà soát vốn đầu tư công về trạm bơm", "Bộ Kế hoạch và Đầu tư", coordinating="Sở Tài chính", deadline="Quý IV/2026",
             deadline_from=Day(2026, 10, 1), deadline_to=Day(2026, 12, 31), product="Nghị định"),
        task("2", "Cân đối ngân sách", "Bộ Tài chính", coordinating="Sở Xây dựng", deadline="Năm 2026",
             deadline_from=Day(2026, 1, 1), deadline_to=Day(2026, 12, 31), product="Báo cáo"),
        task("3", "Bố trí kinh phí nạo vét", "Bộ Tài chính", deadline="Hằng năm", product="Nghị quyết"),
    ),
)  # fmt: skip
MANY = plan("cay-xanh.txt", number="300/KH-UBND", subject="Cây xanh", date=Day(2027, 5, 4), tasks=WARDS[: LONGEST_LIST + 1])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("links")
    with Index(folder / "home", embedder=embedder) as opened:
        hold(opened, *PLANS, MANY, MERGED, folder=folder / "sources")
        yield opened


def shown_in_register(index: Index, query: str) -> list[tuple[str, int]]:
    found = tasks_shown(
        shown_by(QueryParams(query)), index.tasks(), documents=index.documents(), statuses=Statuses(by_task={}), bodies=index.bodies,
        today=TODAY,
    )  # fmt: skip
    return [(held.document.number or "", held.task.ordinal) for held in found]


QUESTIONS = (
    "Những nhiệm vụ nào do Sở Xây dựng chủ trì?",
    "Sở Xây dựng phối hợp những nhiệm vụ nào?",
    "Liệt kê các nhiệm vụ Sở Xây dựng chủ trì hoặc phối hợp",
    "Nhiệm vụ nào Sở Xây dựng chủ trì, phối hợp với Sở Tài chính?",
    "Nhiệm vụ nào đến hạn trong quý IV/2026?",
    "Nhiệm vụ nào phải xong trước 30/9/2026?",
    "Nhiệm vụ nào đến hạn sau ngày 1/1/2028?",
    "Những nhiệm vụ nào quá hạn?",
    "Nhiệm vụ nào do Bộ Tài chính chủ trì?",  # with those of the ministry that it took over
    "Nhiệm vụ hằng năm nào do Bộ Tài chính chủ trì?",
    "Những nhiệm vụ nào về trạm bơm do Bộ Tài chính chủ trì?",
    "Những nghị định nào do Bộ Tài chính chủ trì?",
    "Những nhiệm vụ nào trong Kế hoạch 21/KH-UBND do Sở Xây dựng chủ trì?",
    "Nhiệm vụ nào trong kế hoạch 21/KH-UBND và 135/KH-UBND có hạn trong năm 2026?",
    "Những nhiệm vụ nào trong Kế hoạch 21/KH-UBND không do Sở Xây dựng chủ trì?",
    "Which tasks are led by Sở Xây dựng and due before 30 September 2026?",
    "Công ty Công viên chủ trì những nhiệm vụ nào?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_link_shows_the_very_tasks_that_a_question_picks(index: Index, question: str) -> None:
    wanted = task_filter(look_at(question, index=index), register=index.bodies, today=TODAY)
    assert wanted is not None
    expected = [(held.document.number or "", held.task.ordinal) for held in picked(index.tasks(), wanted, register=index.bodies)]
    assert sorted(shown_in_register(index, register_query(wanted))) == sorted(expected)
    assert expected


def test_a_link_keeps_what_no_field_shows_through_the_form(index: Index) -> None:
    wanted = TaskFilter(
        query=TaskQuery(documents=frozenset(one.id for one in index.documents()), due_from=Day(2026, 10, 1), due_to=Day(2026, 12, 31)),
        bodies=("Bộ Tài chính", "Sở Tài chính"),
        topic=("tram bom", "water pump"),
        kind="nghi dinh",
        only_rows=True,
        without=(("Sở Y tế", ""), ("Sở Nội vụ", "lead")),
    )
    query = register_query(wanted)
    assert query_string(shown_by(QueryParams(query))) == query
    assert shown_in_register(index, query) == [("40/KH-UBND", 0)]


def test_an_address_takes_anything_and_is_limited() -> None:
    odd = "&".join(f"topic={n}" for n in range(500)) + "&lead=" + "x" * 9000 + "&due=never&status=lost&order=up&sort=%00&as_of=%ff"
    shown = shown_by(QueryParams(odd))
    assert (len(shown.asked.topic), len(shown.choice.lead)) == (MOST_VALUES, LONGEST_FILTER)
    assert (shown.due, shown.status, shown.order, shown.sort) == ("", "", "", "")


def test_an_answer_shows_its_tasks_as_a_table_and_leads_on(index: Index) -> None:
    answer = Assistant(index).ask("Công ty Công viên chủ trì những nhiệm vụ nào?")
    html = answer_html(answer, turn=1)
    assert html.count("<tr>") == 1 + 10  # of 21 the first ten
    assert unescape(re.sub("<[^>]*>", " ", html)).count("Kiểm kê cây xanh của khu phố") == 10
    assert 'data-n="10"' in html
    assert '<th scope="col" class="product">' not in html  # none of them has one
    links = [unescape(link) for link in re.findall(r'href="(\?[^"]*)"', ways_on(answer, language="vi"))]
    assert [parse_qs(link[1:])["view"] for link in links] == [["tasks"], ["unit"]]
    assert parse_qs(links[1][1:])["body"] == ["Công ty Công viên"]
    assert len(shown_in_register(index, links[0][1:])) == LONGEST_LIST + 1


def test_an_answer_of_one_or_two_tasks_stays_a_list(index: Index) -> None:
    answer = Assistant(index).ask("Những nhiệm vụ nào trong Kế hoạch 21/KH-UBND do Sở Xây dựng chủ trì?")
    html = answer_html(answer, turn=1)
    assert "<table" not in html and html.count('class="item"') == 2
    assert ways_on(answer, language="en").count("<a ") == 2


def test_an_answer_without_tasks_leads_nowhere(index: Index) -> None:
    assert ways_on(Assistant(index).ask("Cảm ơn"), language="vi") == ""


def test_a_kept_answer_leads_on_as_before(index: Index, tmp_path: Path) -> None:
    from assistant.conversations.stored_answers import restored, stored

    answer = Assistant(index).ask("Công ty Công viên chủ trì những nhiệm vụ nào?")
    again = restored(stored(answer), question=answer.question)
    assert again.listed == answer.listed
    assert answer_html(again, turn=1) == answer_html(answer, turn=1)
