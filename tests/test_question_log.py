"""The log of questions asked and the marks of answers: what is kept, found, limited and deleted; asking never hangs on it."""

from __future__ import annotations

import datetime
import os
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

import assistant.question_log.question_log as question_log
from assistant.answering.answer import Answer
from assistant.answering.statement import Statement
from assistant.assistant import Assistant
from assistant.conversations.store import Conversations
from assistant.errors import QuestionLogUnusable
from assistant.exchange import Exchange
from assistant.question_log.asked_question import SHOWN, AskedQuestion, LogQuery, answer_key
from assistant.question_log.log_database import LogFile
from assistant.question_log.log_writing import LogWriter
from assistant.question_log.question_log import FILE, QuestionLog
from assistant.settings import Settings
from assistant.web import Site, Waiting
from assistant.web.gate import Gate
from assistant.web.keeping import Keeper, Talk
from assistant.web.marking import Marking
from assistant.web.marking_texts import MARKING_TEXTS
from assistant.web.page import Page
from assistant.web.suggestions import Suggestions
from assistant.web.writing import Writing
from vectorstore.embedder import Embedder
from vectorstore.index import Index

NOW = datetime.datetime(2026, 3, 5, 8, 0, tzinfo=datetime.UTC)
OWNER = "a" * 43
HERE = {"sec-fetch-site": "same-origin"}


def asked(question: str, number: int = 1, *, outcome: str = "answered", days: int = 0) -> AskedQuestion:
    return AskedQuestion(
        answer=answer_key("0" * 32, number),
        at=NOW - datetime.timedelta(days=days),
        question=question,
        language="vi",
        outcome=outcome,  # type: ignore[arg-type]
        seconds=0.5,
    )


@pytest.fixture
def log(tmp_path: Path) -> QuestionLog:
    return QuestionLog(tmp_path)


# -- the log


def test_nothing_is_there_before_the_first_question(log: QuestionLog, tmp_path: Path) -> None:
    assert (log.grouped(LogQuery(), first=0, most=9), log.every(LogQuery()), log.count()) == (((), 0, 0), (), 0)
    assert log.marks({1: answer_key("0" * 32, 1)}) == {}
    assert not list(tmp_path.iterdir())


def test_the_same_question_in_other_letters_is_counted_as_one(log: QuestionLog) -> None:
    log.add([asked("Đơn vị nào chủ trì?", 1, days=2), asked("don vi nao CHU TRI", 2, outcome="declined"), asked("Khi nào?", 3, days=1)])
    groups, different, every = log.grouped(LogQuery(), first=0, most=9)
    assert [(one.question, one.count, one.declined) for one in groups] == [("don vi nao CHU TRI", 2, 1), ("Khi nào?", 1, 0)]
    assert (different, every, log.count()) == (2, 3, 3)
    assert groups[0].last == NOW
    assert [one.question for one in log.grouped(LogQuery(), first=1, most=1)[0]] == ["Khi nào?"]


def test_a_mark_is_given_changed_and_taken_back(log: QuestionLog) -> None:
    one = asked("Ai ký?")
    log.add([one])
    log.mark(one, "wrong", "người ký là\nông A\u202e")
    log.add([replace(one, outcome="declined")])  # written late: the mark stays
    assert [(row.mark, row.reason, row.outcome) for row in log.every(LogQuery())] == [("wrong", "người ký là ông A", "declined")]
    assert log.grouped(LogQuery(shown="wrong"), first=0, most=9)[0][0].reasons == ("người ký là ông A",)
    log.mark(one, "right")
    assert {turn: given.mark for turn, given in log.marks({7: one.answer, 8: "x"}).items()} == {7: "right"}
    log.mark(one, None)
    assert log.marks({7: one.answer}) == {}
    assert log.count() == 1


def test_where_nothing_is_to_be_kept_a_mark_is_until_it_is_taken_back(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path, keeps=False)
    log.mark(asked("Ai ký?"), "incomplete", "thiếu ngày")
    assert [one.reason for one in log.every(LogQuery(shown="marked"))] == ["thiếu ngày"]
    log.mark(asked("Ai ký?"), None)
    assert log.count() == 0


def test_questions_are_found_by_what_came_of_them_by_day_and_by_words(log: QuestionLog) -> None:
    log.add(
        [asked("Hạn của Đề án 06?", 1, outcome="declined", days=40), asked("Ai chủ trì 100% việc?", 2), asked("lỗi", 3, outcome="failed")]
    )
    log.mark(asked("Ai chủ trì 100% việc?", 2), "wrong")

    def found(query: LogQuery) -> list[str]:
        return [one.question for one in log.every(query)]

    assert found(LogQuery(shown="declined")) == ["Hạn của Đề án 06?"]
    assert found(LogQuery(shown="failed")) == ["lỗi"]
    assert found(LogQuery(shown="wrong")) == found(LogQuery(shown="marked")) == ["Ai chủ trì 100% việc?"]
    assert found(LogQuery(shown="right")) == []
    today = NOW.astimezone().date()
    assert len(found(LogQuery(since=today - datetime.timedelta(days=1)))) == 2
    assert found(LogQuery(until=today - datetime.timedelta(days=1))) == ["Hạn của Đề án 06?"]
    assert len(found(LogQuery(since=datetime.date.min, until=datetime.date.max))) == 3
    assert found(LogQuery(words="de an 06")) == ["Hạn của Đề án 06?"]
    assert found(LogQuery(words="%")) == found(LogQuery())  # no words at all
    for shown in SHOWN:
        assert log.grouped(LogQuery(shown=shown, words="x' OR 1=1 --"), first=0, most=9)[0] == ()


def test_the_oldest_questions_go(log: QuestionLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_log, "MOST", 3)
    for number in range(1, 6):
        log.add([asked(f"câu {number}", number)])
    assert [one.question for one in log.every(LogQuery())] == ["câu 5", "câu 4", "câu 3"]


def test_all_of_it_is_deleted_from_the_disk(log: QuestionLog, tmp_path: Path) -> None:
    log.add([asked("mot cau hoi rieng tu")])
    log.mark(asked("mot cau hoi rieng tu"), "wrong", "ly do rieng tu")
    assert b"rieng tu" in (tmp_path / FILE).read_bytes()
    assert log.clear() == 1
    assert log.count() == 0
    assert b"rieng tu" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_nothing_that_tells_who_asked_is_in_the_file_and_no_other_account_reads_it(log: QuestionLog, tmp_path: Path) -> None:
    conversation = "c" * 32
    log.add([replace(asked("Ai?"), answer=answer_key(conversation, 1))])
    assert conversation.encode() not in (tmp_path / FILE).read_bytes()
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        names = [row[1] for row in file.execute("PRAGMA table_info(asked)")]
    assert names == ["id", "answer", "at", "question", "folded", "language", "outcome", "seconds", "mark", "reason"]
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"no database at all, but long enough for one", None])
def test_a_file_that_is_none_of_ours_is_left_as_it_is(log: QuestionLog, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / FILE
    if content is None:
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("CREATE TABLE somebody (x)")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    for use in (log.count, lambda: log.add([asked("x")]), log.clear):
        with pytest.raises(QuestionLogUnusable, match="move it elsewhere"):
            use()
    assert path.read_bytes() == before


# -- writing behind the back of those who ask


def test_what_is_noted_is_written(log: QuestionLog) -> None:
    writer = LogWriter(log)
    for number in range(300):
        writer.note(asked(f"câu {number}", number))
    writer.wait()
    assert log.count() == 300


def test_asking_goes_on_where_the_log_is_locked_damaged_or_full(log: QuestionLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log.add([asked("x")])
    monkeypatch.setattr(LogFile, "wait", 0.05)
    writer = LogWriter(log)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        for number in range(2, 2_000):  # more than may wait
            writer.note(asked("y", number))
        assert time.monotonic() - began < 1
        writer.wait()
    assert log.count() == 1
    (tmp_path / FILE).write_bytes(b"damaged " * 100)
    writer.note(asked("z", 3_000))
    writer.wait()
    (tmp_path / FILE).unlink()
    writer.note(asked("z", 3_001))
    writer.wait()
    assert log.count() == 1  # the thread is still there


def test_several_threads_write_one_log(log: QuestionLog) -> None:
    def write(first: int) -> None:
        for number in range(first, first + 6):
            log.add([asked(f"câu {number}", number)])

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert log.count() == 18


# -- marks by address

ANSWER = Answer(
    question="Ai ký?", statements=(Statement(frame="not_found"),), language="vi", mode="none", abstained=True, seconds=0.25
)  # fmt: skip


@pytest.fixture
def conversation(tmp_path: Path) -> str:
    kept = Conversations(tmp_path)
    conversation = kept.add(OWNER, None, Exchange(turn=1, question="Ai ký?", answer=ANSWER))
    kept.add(OWNER, conversation, Exchange(turn=2, question="Hỏi dở"))
    return conversation


@pytest.fixture
def client(tmp_path: Path, log: QuestionLog) -> Iterator[TestClient]:
    app = FastAPI()
    Marking(Conversations(tmp_path), log).add_to(app)
    app.add_middleware(Gate, hosts=frozenset({"testserver"}))
    with TestClient(app, cookies={"plan_visitor": OWNER}) as made:
        yield made


def test_an_answer_is_marked_by_the_browser_that_it_belongs_to(client: TestClient, log: QuestionLog, conversation: str) -> None:
    texts = MARKING_TEXTS["vi"]
    order = {"conversation": conversation, "turn": "1", "mark": "wrong", "reason": "<b>sai</b> người"}
    assert client.post("/answers/mark", data=order, headers=HERE).text == texts.saved
    given = client.get("/answers/marks", params={"conversation": conversation})
    assert given.json() == {"1": {"mark": "wrong", "reason": "<b>sai</b> người"}}
    assert [(one.outcome, one.seconds) for one in log.every(LogQuery())] == [("declined", 0.25)]
    other = {"plan_visitor": "b" * 43}
    client.cookies.update(other)
    assert client.get("/answers/marks", params={"conversation": conversation}).json() == {}
    assert client.post("/answers/mark", data=order, headers=HERE).status_code == 404
    client.cookies.update({"plan_visitor": OWNER})
    assert client.post("/answers/mark", data={**order, "mark": ""}, headers=HERE).text == texts.taken_back
    assert client.get("/answers/marks", params={"conversation": conversation}).json() == {}


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"mark": "good"}, 400),
        ({"turn": "x"}, 400),
        ({"turn": "²"}, 400),
        ({"turn": "2"}, 404),
        ({"turn": "3"}, 404),
        ({"conversation": "x"}, 404),
    ],
)
def test_a_mark_that_cannot_be_given_is_refused_in_one_sentence(
    client: TestClient, log: QuestionLog, conversation: str, changed: dict[str, str], status: int
) -> None:
    order = {"conversation": conversation, "turn": "1", "mark": "wrong", "reason": ""} | changed
    answer = client.post("/answers/mark", params={"lang": "en"}, data=order, headers=HERE)
    texts = MARKING_TEXTS["en"]
    assert (answer.status_code, answer.text) == (status, texts.unreadable if status == 400 else texts.unknown)
    assert log.count() == 0


def test_a_mark_that_cannot_be_kept_is_told(client: TestClient, tmp_path: Path, conversation: str) -> None:
    (tmp_path / FILE).write_bytes(b"damaged " * 100)
    answer = client.post("/answers/mark", data={"conversation": conversation, "turn": "1", "mark": "right"}, headers=HERE)
    assert (answer.status_code, answer.text) == (503, MARKING_TEXTS["vi"].unusable)
    assert client.get("/answers/marks", params={"conversation": conversation}).json() == {}


def test_no_other_site_marks(client: TestClient, conversation: str) -> None:
    order = {"conversation": conversation, "turn": "1", "mark": "right"}
    assert client.post("/answers/mark", data=order, headers={"origin": "http://evil.example"}).status_code == 403


# -- from the chat


def test_what_came_of_a_question_is_noted_with_the_time_that_it_took(tmp_path: Path) -> None:
    noted: list[AskedQuestion] = []
    with Index(tmp_path, embedder=Embedder(cache=tmp_path / "models")) as index:
        assistant = Assistant(index)
        site = Site(assistant=assistant, settings=Settings(home=tmp_path), waiting=Waiting())
        keeper = Keeper(Conversations(tmp_path))
        page = Page(site, keeper=keeper, suggestions=Suggestions(assistant, waiting=site.waiting), views=(), note=noted.append)
        talk = keeper.asked(OWNER, Talk(), Exchange(turn=1, question="Ai ký?"))
        list(page._steps(talk, Writing(language="en"), owner=OWNER, scope=""))
        list(page._steps(Talk(exchanges=talk.exchanges, kept=False), Writing(language="vi"), owner="", scope=""))  # not kept, but noted
    assert [(one.question, one.outcome, one.language) for one in noted] == [("Ai ký?", "failed", "en"), ("Ai ký?", "failed", "vi")]
    assert noted[0].answer == answer_key(talk.id, 1) != noted[1].answer
    assert all(0 < one.seconds < 60 for one in noted)
