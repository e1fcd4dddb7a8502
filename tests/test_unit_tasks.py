"""The tasks of one unit as of a day, their order, and the calendar file read back."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace

import pytest
from icalendar import Calendar

from assistant.register.calendar_file import calendar_bytes
from assistant.register.due_day import Due, due_of
from assistant.register.task_choice import BodyCount
from assistant.register.task_order import COLUMNS, in_order
from assistant.register.task_status import Change, Status, StatusEntry, Statuses
from assistant.register.unit_tasks import Role, UnitTasks, names_bodies_in_general, tasks_of_unit
from assistant.register.unit_texts import UNIT_TEXTS
from assistant.web.unit.unit_html import most_tasks
from ingest.task import Task, TaskKind
from tests.invented_plans import FLOODS, HOSTILE, PLANS, SCHOOLS, Day
from tests.known_bodies import known_bodies
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask

RECORD = DocumentRecord(id=PLANS[0].id, name="ke-hoach-21.pdf", title="", number="21/KH-UBND")
TASKS = tuple(HeldTask(task=replace(task, ordinal=place), document=RECORD, passage_id="") for place, task in enumerate((*FLOODS, *SCHOOLS)))
FIRST_OF_JULY = Day(2026, 7, 1)
NOW = datetime.datetime(2026, 7, 1, 8, tzinfo=datetime.UTC)


def said(*statuses: tuple[int, Status, str]) -> Statuses:
    """Statuses of tasks by their place in TASKS, with notes."""
    found = {}
    for number, (place, status, note) in enumerate(statuses, 1):
        change = Change(id=number, status=status, note=note, who="An", at=NOW)
        held = TASKS[place]
        found[(RECORD.id, place)] = StatusEntry(
            id=number, document_id=RECORD.id, document_number="", document_name="", ordinal=place, number="", task=held.task.task,
            lead="", product="", deadline="", last=change,
        )  # fmt: skip
    return Statuses(by_task=found)


def unit(body: str, *, as_of: Day = FIRST_OF_JULY, statuses: Statuses | None = None) -> UnitTasks:
    return tasks_of_unit(body, TASKS, statuses=statuses or said(), bodies=known_bodies(), as_of=as_of)


@pytest.mark.parametrize(
    ("last", "as_of", "expected"),
    [
        (Day(2026, 6, 30), Day(2026, 6, 30), Due.MONTH),  # the last day itself is still in time
        (Day(2026, 6, 30), Day(2026, 7, 1), Due.OVERDUE),
        (Day(2026, 6, 30), Day(2026, 6, 1), Due.MONTH),
        (Day(2026, 6, 30), Day(2026, 5, 31), Due.LATER),
        (Day(2028, 2, 29), Day(2028, 2, 3), Due.MONTH),
        (Day(2027, 6, 30), Day(2026, 6, 30), Due.LATER),
        (None, Day(2026, 6, 30), Due.NONE),
    ],
)
def test_how_a_task_stands_to_a_day(last: Day | None, as_of: Day, expected: Due) -> None:
    task = Task(ordinal=0, kind=TaskKind.ROW, task="x", deadline_to=last, start=0, end=1)
    assert due_of(task, status=Status.TODO, as_of=as_of) is due_of(task, status=Status.DOING, as_of=as_of) is expected
    assert due_of(task, status=Status.DONE, as_of=as_of) is due_of(task, status=Status.DROPPED, as_of=as_of) is Due.FINISHED


def test_what_comes_back_is_not_overdue_once_its_first_time_is_over() -> None:
    task = Task(
        ordinal=0, kind=TaskKind.ROW, task="x", deadline="Năm 2026 và các năm tiếp theo", deadline_to=Day(2026, 12, 31), start=0, end=1
    )
    stands = [due_of(task, status=Status.TODO, as_of=day) for day in (Day(2026, 3, 1), Day(2026, 12, 1), Day(2027, 1, 1))]
    assert stands == [Due.LATER, Due.MONTH, Due.NONE]


def test_a_unit_has_what_it_leads_and_apart_what_it_only_coordinates() -> None:
    found = unit("so xay dung")
    assert [one.held.task.number for one in found.with_role(Role.LEAD)] == ["1", "3"]
    assert [one.held.task.task[:3] for one in found.with_role(Role.COORDINATING)] == ["Rà ", "Xây"]
    assert found.counts(Role.LEAD) == Counter({Due.OVERDUE: 1, Due.NONE: 1})
    assert found.counts(Role.COORDINATING) == Counter({Due.LATER: 2})
    assert [one.held.task.task[:3] for one in found.due(Role.COORDINATING, Due.LATER)] == ["Rà ", "Xây"]
    assert found.to_all == 1  # "UBND các phường" names no body
    assert unit("Sở Xây dựng", as_of=Day(2026, 6, 30)).counts(Role.LEAD)[Due.MONTH] == 1
    assert unit("Sở Du lịch").tasks == ()


def test_what_is_done_is_not_overdue() -> None:
    found = unit("Sở Xây dựng", statuses=said((0, Status.DONE, "")))
    assert found.counts(Role.LEAD) == Counter({Due.FINISHED: 1, Due.NONE: 1})


@pytest.mark.parametrize(
    "cell", ["Các sở, ban, ngành", "UBND cấp xã", "Thủ trưởng các cơ quan", "UBND xã, phường, đặc khu", "UBND các tỉnh"]
)
def test_bodies_in_general_are_no_body(cell: str) -> None:
    assert names_bodies_in_general(cell)


@pytest.mark.parametrize("cell", ["Sở Xây dựng", "UBND phường Thủy Vân", "Ban Quản lý các khu công nghiệp", "Bộ Tài chính", ""])
def test_a_body_with_a_name_is_not_bodies_in_general(cell: str) -> None:
    assert not names_bodies_in_general(cell)


def test_a_body_that_was_merged_is_offered_once_by_the_name_it_has_now() -> None:
    names = ("Bộ Kế hoạch và Đầu tư", "Bộ Tài chính", "các bộ, ngành", "Sở Y tế", "Bộ Thông tin và Truyền thông")
    counted = [BodyCount(name=name, count=9 - place) for place, name in enumerate(names)]
    assert [one.name for one in most_tasks(counted, bodies=known_bodies())] == ["Bộ Tài chính", "Sở Y tế", "Bộ Thông tin và Truyền thông"]


def test_a_calendar_is_read_back_as_it_was_meant() -> None:
    statuses = said((0, Status.DONE, "Xong; xem tệp, trang 2\\n\nBEGIN:VEVENT"), (1, Status.DROPPED, ""))
    found = unit("Sở Xây dựng", statuses=statuses)
    written = calendar_bytes(found.tasks, body="Sở Xây dựng", language="vi", now=NOW)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(written)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == 3  # the task without a day is left out
    done = events[f"{RECORD.id}-0@plan-assistant"]
    assert (done.decoded("dtstart"), done.decoded("dtend")) == (Day(2026, 6, 30), Day(2026, 7, 1))
    assert str(done["summary"]) == "(Xong) Lập bản đồ ngập úng của các phường ven sông Lam"
    assert "Trạng thái: Xong – Xong; xem tệp, trang 2\\n\nBEGIN:VEVENT (An)" in str(done["description"])
    assert "Nguồn: 21/KH-UBND, trang 1 (ke-hoach-21.pdf)" in str(done["description"])
    assert "CATEGORIES:Xong,Chủ trì" in written.replace(b"\r\n ", b"").decode()
    assert str(done["status"]) == "CONFIRMED"
    dropped = events[f"{RECORD.id}-1@plan-assistant"]
    assert (str(dropped["status"]), str(dropped["summary"])[:40]) == ("CANCELLED", "(Không còn áp dụng) [phối hợp] Rà soát c")
    assert str(calendar["x-wr-calname"]) == "Hạn nhiệm vụ: Sở Xây dựng"


def test_a_calendar_takes_any_text_and_speaks_english() -> None:
    hostile = replace(TASKS[4], task=replace(TASKS[4].task, task=f"{HOSTILE}\x0b\ud800" + "dài " * 200, lead="Sở X", coordinating=""))
    found = tasks_of_unit("Sở X", [hostile], statuses=said(), bodies=known_bodies(), as_of=Day(2026, 7, 1))
    written = calendar_bytes(found.tasks, body="Sở X\r\nX-BAD:1", language="en", now=NOW)
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert str(event["summary"]).startswith(HOSTILE[:40])
    assert len(str(event["summary"])) <= 120
    assert f"{UNIT_TEXTS['en'].lead}: Sở X" in str(event["description"])
    assert b"\r\nX-BAD" not in written


def test_tasks_are_sorted_by_any_column_with_blanks_last() -> None:
    def order(column: str, *, down: bool = False) -> list[int]:
        return [held.task.ordinal for held in in_order(TASKS, column, statuses=said((2, Status.DONE, "")), descending=down)]

    assert order("") == order("none of them") == list(range(8))
    assert order("deadline") == [7, 0, 1, 2, 5, 4, 3, 6]
    assert order("deadline", down=True) == [4, 5, 2, 1, 0, 7, 3, 6]
    assert order("number") == [0, 5, 1, 6, 2, 3, 7, 4]
    assert order("status")[-1] == 2
    assert order("product")[-4:] == [3, 6, 7, 4][-4:] or set(order("product")[-3:]) == {3, 6, 7}
    for column in COLUMNS:
        assert sorted(order(column)) == sorted(order(column, down=True)) == list(range(8))


def test_words_are_in_the_order_of_a_vietnamese_dictionary() -> None:
    words = ["Đất đai", "Dân cư", "dệt", "Ưu tiên", "Uỷ ban", "ăn uống", "an toàn", "án phí", "Ấp", "Zalo"]
    tasks = [HeldTask(task=Task(ordinal=0, kind=TaskKind.ROW, task=word, start=0, end=1), document=RECORD, passage_id="") for word in words]
    found = [held.task.task for held in in_order(tasks, "task", statuses=said(), descending=False)]
    assert found == ["án phí", "an toàn", "ăn uống", "Ấp", "Dân cư", "dệt", "Đất đai", "Uỷ ban", "Ưu tiên", "Zalo"]
