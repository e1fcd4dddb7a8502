"""The cell of a task that a question asks for, where it stands, and where it stands behind the passage."""

from __future__ import annotations

import pytest

from assistant.answering.task_cells import cell_asked, cell_span, same_task, task_at, told_beyond
from assistant.understanding.intent import Ask
from ingest.passage import Passage, PassageKind
from ingest.task import Task, TaskKind
from vectorstore.retrieval import DocumentRecord, Hit

ROW = "7 | Trồng rừng phòng hộ ven suối | Phòng Kinh tế | Phòng Nội vụ | Báo cáo | Quý III/2027"
PROSE = "Giao Phòng Kinh tế chủ trì, phối hợp với Phòng Nội vụ trồng rừng ven suối, xong trong quý III/2027."


def row_task(**fields: str) -> Task:
    values = {
        "number": "7", "task": "Trồng rừng phòng hộ ven suối", "lead": "Phòng Kinh tế", "coordinating": "Phòng Nội vụ",
        "product": "Báo cáo", "deadline": "Quý III/2027", **fields,
    }  # fmt: skip
    return Task(
        ordinal=0, kind=TaskKind.ROW, number=values["number"], task=values["task"], lead=values["lead"],
        coordinating=values["coordinating"], product=values["product"], deadline=values["deadline"], start=0, end=len(ROW),
    )  # fmt: skip


def prose_task(text: str, *, end: int | None = None, deadline: str = "quý III/2027") -> Task:
    return Task(
        ordinal=0, kind=TaskKind.PROSE, task="trồng rừng ven suối", lead="Phòng Kinh tế", coordinating="Phòng Nội vụ",
        deadline=deadline, start=0, end=len(text) if end is None else end,
    )  # fmt: skip


def hit(text: str, *tasks: Task, kind: PassageKind = PassageKind.PROSE) -> Hit:
    passage = Passage(id="d-0001", document_id="d", ordinal=1, kind=kind, text=text, start=0, end=len(text))
    return Hit(passage=passage, document=DocumentRecord(id="d", name="d.txt", title="d"), score=1.0, dense=0.0, lexical=0.0, tasks=tasks)


@pytest.mark.parametrize(
    ("ask", "in_row", "in_prose"),
    [
        (Ask.LEAD, Ask.LEAD, Ask.LEAD),
        (Ask.DEADLINE, Ask.DEADLINE, Ask.DEADLINE),
        (Ask.ORGANISATION, Ask.LEAD, None),
        (Ask.PERSON, Ask.LEAD, None),
        (Ask.DATE, Ask.DEADLINE, None),
        (Ask.MONEY, None, None),
    ],
)
def test_a_vaguer_question_asks_for_a_cell_of_a_row_only(ask: Ask, in_row: Ask | None, in_prose: Ask | None) -> None:
    assert cell_asked(ask, of_row=True) == in_row
    assert cell_asked(ask, of_row=False) == in_prose


@pytest.mark.parametrize(
    ("ask", "value"),
    [(Ask.LEAD, "Phòng Kinh tế"), (Ask.COORDINATING, "Phòng Nội vụ"), (Ask.DEADLINE, "Quý III/2027"), (Ask.SUBMITTED, None)],
)
def test_cells_of_a_row_are_found(ask: Ask, value: str | None) -> None:
    span = cell_span(hit(ROW, row_task(), kind=PassageKind.ROW), ask, start=0, end=len(ROW))
    assert (ROW[slice(*span)] if span else None) == value


def test_a_body_that_the_task_itself_names_is_not_taken_for_its_lead() -> None:
    text = "7 | Gửi số liệu cho Phòng Kinh tế | Phòng Kinh tế"
    task = row_task(task="Gửi số liệu cho Phòng Kinh tế")
    assert cell_span(hit(text, task, kind=PassageKind.ROW), Ask.LEAD, start=0, end=len(text)) == (text.rindex("Phòng"), len(text))


def test_in_prose_a_body_leads_only_where_the_words_say_so() -> None:
    led = cell_span(hit(PROSE, prose_task(PROSE)), Ask.LEAD, start=0, end=len(PROSE))
    assert led is not None
    assert PROSE[slice(*led)] == "Phòng Kinh tế"
    told = "Phòng Kinh tế hướng dẫn các xã trồng rừng ven suối."
    assert cell_span(hit(told, prose_task(told)), Ask.LEAD, start=0, end=len(told)) is None


def test_a_deadline_over_the_page_is_told_beyond_the_passage() -> None:
    first = "2. Trồng rừng ven suối do Phòng Kinh tế chủ trì;"
    going_on = hit(first, prose_task(first, end=len(first) + 60))
    place = {"start": 0, "end": len(first)}
    assert told_beyond(going_on, Ask.DEADLINE, **place)
    assert not told_beyond(going_on, Ask.LEAD, **place)  # said here
    assert not told_beyond(going_on, Ask.PRODUCT, **place)  # said nowhere
    assert not told_beyond(hit(first, prose_task(first)), Ask.DEADLINE, **place)  # the task ends here
    assert not told_beyond(hit(ROW, row_task(), kind=PassageKind.ROW), Ask.SUBMITTED, start=0, end=len(ROW))


def test_of_several_tasks_in_a_range_none_is_meant() -> None:
    two = hit(PROSE, prose_task(PROSE), prose_task(PROSE))
    assert task_at(two, 0, len(PROSE)) is None
    assert task_at(hit(PROSE, prose_task(PROSE)), 0, len(PROSE)) is not None
    assert task_at(hit(PROSE), 0, len(PROSE)) is None


def test_lines_of_one_task_differ_in_product_and_deadline_only() -> None:
    assert same_task(row_task(), row_task(product="Đề án", deadline="Năm 2028"))
    assert not same_task(row_task(), row_task(lead="Phòng Nội vụ"))
    assert not same_task(row_task(), row_task(number="8"))
