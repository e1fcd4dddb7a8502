"""What people say of tasks: kept with its history, found again when documents are read anew, never overwritten unseen."""

from __future__ import annotations

import csv
import datetime
import io
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import StatusChanged, StatusesUnusable, StatusRefused
from assistant.register.status_store import FILE, LONGEST_NAME, LONGEST_NOTE, StatusStore
from assistant.register.task_export import csv_bytes
from assistant.register.task_status import NOTHING_SAID, Change, Status
from ingest.task import Task
from tests.invented_plans import FLOODS, PLANS, SCHOOLS
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask

RECORD = DocumentRecord(id="a" * 16, name="ke-hoach-21.pdf", title="Kế hoạch", number="21/KH-UBND")
OTHER = DocumentRecord(id="b" * 16, name="truong-hoc.txt", title="Trường học", number="135/KH-UBND")


def of(record: DocumentRecord, *tasks: Task) -> tuple[HeldTask, ...]:
    return tuple(HeldTask(task=replace(task, ordinal=place), document=record, passage_id="") for place, task in enumerate(tasks))


TASKS = of(RECORD, *FLOODS) + of(OTHER, *SCHOOLS)


@pytest.fixture
def store(tmp_path: Path) -> StatusStore:
    return StatusStore(tmp_path)


def say(
    store: StatusStore, held: HeldTask, *, note: str = "", seen: int = 0, tasks: tuple[HeldTask, ...] = TASKS, **said: object
) -> Change:
    status = said.get("status", Status.DOING)
    assert isinstance(status, Status)
    return store.set(held, status=status, note=note, who=str(said.get("who", "An")), seen=seen, tasks=tasks)


def test_nothing_is_said_of_a_task_until_somebody_does_and_no_file_is_made(store: StatusStore, tmp_path: Path) -> None:
    assert store.of(TASKS).of(TASKS[0]) is NOTHING_SAID
    assert (store.version(), list(tmp_path.iterdir())) == (0, [])


def test_a_status_is_kept_with_note_name_time_and_history(store: StatusStore, tmp_path: Path) -> None:
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    first = say(store, TASKS[0], note=" Đã gửi\r\ndự thảo \x00", who="  Nguyễn   Văn A ")
    second = say(store, TASKS[0], status=Status.DONE, seen=first.id, who="B")
    again = StatusStore(tmp_path).of(TASKS)
    assert (again.of(TASKS[0]).status, again.of(TASKS[1])) == (Status.DONE, NOTHING_SAID)
    entry = again.entry_of(TASKS[0])
    assert entry is not None
    assert store.history(entry) == (second, first)
    assert (first.note, first.who) == ("Đã gửi\ndự thảo", "Nguyễn Văn A")
    assert first.at is not None and before <= first.at <= datetime.datetime.now(datetime.UTC)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_the_later_of_two_people_sees_what_the_first_has_said(store: StatusStore, tmp_path: Path) -> None:
    first = say(store, TASKS[0])
    with pytest.raises(StatusChanged):
        say(StatusStore(tmp_path), TASKS[0], status=Status.DONE, who="B")
    assert store.of(TASKS).of(TASKS[0]) == first
    with pytest.raises(StatusChanged):  # nor may somebody claim to have seen what comes later
        say(store, TASKS[0], status=Status.DONE, seen=first.id + 1)
    assert say(store, TASKS[0], status=Status.DONE, seen=first.id).status is Status.DONE


def test_the_same_sent_twice_is_one_change(store: StatusStore) -> None:
    first = say(store, TASKS[0], note="x")
    assert say(store, TASKS[0], note="x") == first
    entry = store.of(TASKS).entry_of(TASKS[0])
    assert entry is not None and len(store.history(entry)) == 1


def test_of_many_at_once_one_is_first_and_the_others_are_told(tmp_path: Path) -> None:
    outcomes: list[str] = []

    def try_it(name: str) -> None:
        try:
            say(StatusStore(tmp_path), TASKS[0], who=name)
            outcomes.append("kept")
        except StatusChanged:
            outcomes.append("told")

    threads = [threading.Thread(target=try_it, args=(f"Người {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept", *["told"] * 7]


@pytest.mark.parametrize("who", ["", "  ", "\u200b", "x" * (LONGEST_NAME + 1)])
def test_a_status_needs_a_name_that_can_be_shown(store: StatusStore, who: str) -> None:
    with pytest.raises(StatusRefused) as refused:
        say(store, TASKS[0], who=who)
    assert refused.value.reason == "name"
    with pytest.raises(StatusRefused, match="shorten"):
        say(store, TASKS[0], note="x" * (LONGEST_NOTE + 1))
    assert store.version() == 0


def test_a_document_read_otherwise_keeps_the_statuses_of_its_tasks(store: StatusStore) -> None:
    said = say(store, TASKS[1])
    new_row = replace(FLOODS[0], number="0", task="Lập danh mục")
    for again in (
        of(RECORD, new_row, *FLOODS),  # a row more is read now
        of(RECORD, *FLOODS[1:]),
        of(RECORD, replace(FLOODS[1], number="2a", task="Rà   soát các trạm bơm tiêu úng")),
        of(replace(RECORD, id="c" * 16), *FLOODS),  # a new edition of the same number
        of(replace(RECORD, id="c" * 16, name="ban-moi.docx"), new_row, *FLOODS),
    ):
        statuses = store.of(again)
        assert [held.task.task.split()[0:2] for held in again if statuses.of(held) == said] == [["Rà", "soát"]]
        assert statuses.orphaned == ()


def test_a_status_whose_task_is_gone_is_named_and_comes_back(store: StatusStore) -> None:
    say(store, TASKS[1])
    changed = of(replace(RECORD, id="c" * 16), replace(FLOODS[1], task="Rà soát mọi công trình"))
    statuses = store.of(changed)
    assert (statuses.by_task, [(one.document_number, one.task) for one in statuses.orphaned]) == (
        {},
        [("21/KH-UBND", "Rà soát các trạm bơm tiêu úng")],
    )
    assert store.of(of(OTHER, FLOODS[1])).orphaned != ()  # the same words of another document are another task
    assert store.of(TASKS).orphaned == ()


def test_two_editions_side_by_side_do_not_share_a_status(store: StatusStore) -> None:
    say(store, TASKS[1])
    newer = of(replace(RECORD, id="c" * 16), *FLOODS)
    statuses = store.of(newer + TASKS)
    assert statuses.of(TASKS[1]).id and statuses.of(newer[1]) is NOTHING_SAID


def test_lines_of_one_task_keep_their_own_statuses(store: StatusStore) -> None:
    lines = of(RECORD, FLOODS[0], replace(FLOODS[0], product="Báo cáo"), FLOODS[1])
    first = say(store, lines[0], tasks=lines, note="một")
    second = say(store, lines[1], tasks=lines, note="hai")
    moved = of(RECORD, FLOODS[2], *(one.task for one in lines))
    statuses = store.of(moved)
    assert [statuses.of(moved[1]), statuses.of(moved[2])] == [first, second]


def test_what_is_said_of_a_new_edition_goes_on_with_the_history(store: StatusStore) -> None:
    first = say(store, TASKS[1])
    newer = of(replace(RECORD, id="c" * 16), *FLOODS)
    with pytest.raises(StatusChanged):
        say(store, newer[1], tasks=newer, who="B")
    say(store, newer[1], tasks=newer, status=Status.DONE, seen=first.id)
    statuses = store.of(newer)
    entry = statuses.entry_of(newer[1])
    assert entry is not None and [one.status for one in store.history(entry)] == [Status.DONE, Status.DOING]
    assert statuses.by_task[(newer[1].document.id, 1)].document_id == "c" * 16


def test_exports_have_columns_of_their_own_for_what_people_say(store: StatusStore) -> None:
    say(store, TASKS[0], note="=1+1", who="An")
    rows = list(csv.DictReader(io.StringIO(csv_bytes(TASKS, statuses=store.of(TASKS)).decode("utf-8-sig"), newline="")))
    assert [rows[0][name] for name in ("Trạng thái", "Ghi chú", "Người cập nhật")] == ["Đang làm", "'=1+1", "An"]
    assert [rows[1][name] for name in ("Trạng thái", "Ghi chú", "Người cập nhật", "Cập nhật lúc")] == ["Chưa làm", "", "", ""]
    assert rows[0]["Nhiệm vụ"] == FLOODS[0].task


def test_a_file_that_cannot_be_used_is_named_and_left_alone(store: StatusStore, tmp_path: Path) -> None:
    path = tmp_path / FILE
    for content in (b"no database at all" * 100, b""):
        path.write_bytes(content)
        if not content:  # made, but never written
            assert store.of(TASKS).by_task == {}
            continue
        with pytest.raises(StatusesUnusable, match="damaged"):
            store.of(TASKS)
        assert path.read_bytes() == content
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    with pytest.raises(StatusesUnusable, match="newer version"):
        store.of(TASKS)


def test_plans_of_the_tests_have_the_tasks_that_are_meant() -> None:
    assert [task.number for task in PLANS[0].tasks] == [held.task.number for held in TASKS[: len(FLOODS)]]
