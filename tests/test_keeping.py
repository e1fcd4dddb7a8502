"""The conversation of an open page: kept with each question, numbered across tabs, and gone on with where it cannot be kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from assistant.conversations.store import FILE, Conversations
from assistant.exchange import Exchange
from assistant.web.keeping import Keeper, Talk
from assistant.web.visitor import mark_visitors, owner_of
from assistant.web.writing import Writings

OWNER, OTHER = "o" * 43, "p" * 43


def asked(question: str) -> Exchange:
    return Exchange(turn=1, question=question)


@pytest.fixture
def conversations(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path)


@pytest.fixture
def keeper(conversations: Conversations) -> Keeper:
    return Keeper(conversations)


def test_a_question_is_kept_when_it_is_asked_and_again_when_it_is_answered(keeper: Keeper) -> None:
    talk = keeper.asked(OWNER, Talk(), asked("Ai chủ trì?"))
    assert keeper.reopened(OWNER, talk.id).exchanges == (asked("Ai chủ trì?"),)
    keeper.answered(OWNER, talk, Exchange(turn=1, question="Ai chủ trì?", problem="Bận."))
    assert [one.problem for one in keeper.reopened(OWNER, talk.id).exchanges] == ["Bận."]


def test_tabs_of_one_conversation_never_take_the_same_turn(keeper: Keeper) -> None:
    talk = keeper.asked(OWNER, Talk(), asked("Ai chủ trì?"))
    with ThreadPoolExecutor(8) as tabs:
        found = list(tabs.map(lambda n: keeper.asked(OWNER, talk, asked(f"Câu {n}")), range(16)))
    assert sorted(one.exchanges[-1].turn for one in found) == list(range(2, 18))
    assert len(keeper.reopened(OWNER, talk.id).exchanges) == 17


def test_nobody_else_reopens_or_goes_on_with_a_conversation(keeper: Keeper) -> None:
    talk = keeper.asked(OWNER, Talk(), asked("Ai chủ trì?"))
    assert keeper.reopened(OTHER, talk.id) == Talk(missing=True)
    theirs = keeper.asked(OTHER, talk, asked("Khi nào?"))
    assert theirs.id != talk.id
    assert [one.question for one in theirs.exchanges] == ["Khi nào?"]
    assert len(keeper.reopened(OWNER, talk.id).exchanges) == 1


def test_a_conversation_deleted_in_another_tab_stays_deleted(keeper: Keeper, conversations: Conversations) -> None:
    talk = keeper.asked(OWNER, Talk(), asked("Ai chủ trì?"))
    conversations.delete(OWNER, talk.id)
    keeper.answered(OWNER, talk, asked("Ai chủ trì?"))
    assert conversations.listed(OWNER) == ()
    anew = keeper.asked(OWNER, talk, asked("Khi nào?"))
    assert anew.id not in ("", talk.id)
    assert [one.turn for one in anew.exchanges] == [1]


def test_the_chat_goes_on_where_nothing_can_be_kept_and_is_kept_once_it_can(keeper: Keeper, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    talk = keeper.asked(OWNER, Talk(), asked("Ai chủ trì?"))
    assert (talk.id, talk.kept, talk.exchanges) == ("", False, (asked("Ai chủ trì?"),))
    keeper.answered(OWNER, talk, talk.exchanges[-1])
    (tmp_path / FILE).unlink()
    later = keeper.asked(OWNER, talk, asked("Khi nào?"))
    assert later.kept
    assert [one.question for one in keeper.reopened(OWNER, later.id).exchanges] == ["Ai chủ trì?", "Khi nào?"]


def test_a_browser_without_cookies_may_ask_and_nothing_is_kept(keeper: Keeper, conversations: Conversations) -> None:
    talk = keeper.asked("", Talk(), asked("Ai chủ trì?"))
    assert (talk.id, talk.kept, len(talk.exchanges)) == ("", False, 1)
    assert conversations.listed("") == ()


def test_each_browser_gets_a_token_that_scripts_cannot_read_and_keeps_it() -> None:
    app = FastAPI()
    app.get("/")(lambda: PlainTextResponse("trang"))
    app.get("/register")(lambda: PlainTextResponse("phần"))
    mark_visitors(app)
    client = TestClient(app)
    assert "set-cookie" not in client.get("/register").headers
    given = client.get("/").headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert part in given
    assert "Secure" not in given
    token = owner_of(client.cookies)
    assert len(token) == 43
    client.get("/")
    assert owner_of(client.cookies) == token
    assert "Secure" in TestClient(app, base_url="https://plans.example").get("/").headers["set-cookie"]


@pytest.mark.parametrize("token", ["", "short", "x" * 44, "đ" * 43, "a" * 42 + "\n"])
def test_a_token_that_is_none_of_ours_owns_nothing(token: str) -> None:
    assert owner_of({"plan_visitor": token}) == ""


def test_a_page_has_one_answer_written_at_a_time_until_it_shows_something_else() -> None:
    writings = Writings()
    first = writings.begin("page", language="vi")
    assert first is not None
    assert writings.begin("page", language="vi") is None
    assert writings.begin("other page", language="vi") is not None
    writings.stop("page")
    assert (first.stopped(), first.left) == (True, False)
    writings.leave("page")
    assert first.left
    second = writings.begin("page", language="vi")
    assert second is not None
    writings.end("page", first)
    assert writings.switch("page", language="en")
    assert (second.language, second.stopped()) == ("en", False)
    writings.end("page", second)
    assert not writings.switch("page", language="vi")
    writings.stop("page")
