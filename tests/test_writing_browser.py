"""Answers of a chat model growing on the page, in a real browser: shown as they are confirmed, stopped, and built in where it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.conversations.store import Conversations
from assistant.web.texts import TEXTS
from tests.browsing import Chat, Visit, serving
from tests.scripted_chat import Reply, Request, ScriptedServer

QUESTION = "Chương trình 03 đặt ra những mục tiêu gì về nhà ở?"
HOMES = "Phát triển nhà ở xã hội và nhà ở cho công nhân tại các khu công nghiệp"
FLATS = "Cải tạo, xây dựng lại các khu chung cư cũ xuống cấp theo thứ tự mức độ nguy hiểm"
VI = TEXTS["vi"]
SOON = 20_000
"""Milliseconds within which what was stopped is over: far fewer than the model is waited for."""


@pytest.fixture(scope="module")
def address(home: Path, chat: Chat, _running_script: ScriptedServer) -> Iterator[str]:
    """The program with a chat model, over the same folder as the one without."""
    settings = {"CHAT_MODEL": "openai:scripted", "CHAT_BASE_URL": _running_script.url, "CHAT_TIMEOUT": "60"}
    with serving(home, **{f"ASSISTANT_{name}": value for name, value in settings.items()}) as served:
        yield served


@pytest.fixture
def desk(browser: Browser, address: str, scripted_server: ScriptedServer) -> Iterator[Visit]:
    opened = Visit(browser, address)
    yield opened
    opened.close()


def sentences(request: Request) -> list[str]:
    """Two sentences that rest on passages of the prompt, and one between them that rests on nothing."""

    def number_of(words: str) -> int:
        *_, number = re.findall(r'<passage number="(\d+)"', request.prompt.partition(words)[0])
        return int(number)

    return [
        f'Chương trình 03 phát triển nhà ở xã hội và nhà ở cho công nhân tại các khu công nghiệp [{number_of(HOMES)}: "{HOMES}"]. ',
        f'Mỗi năm có 4.321 căn hộ [{number_of(HOMES)}: "{HOMES}"]. ',
        f'Các khu chung cư cũ xuống cấp được cải tạo, xây dựng lại [{number_of(FLATS)}: "{FLATS}"]. ',
    ]


def test_an_answer_grows_and_each_citation_appears_with_its_sentence(desk: Visit, scripted_server: ScriptedServer) -> None:
    scripted_server.otherwise = lambda request: Reply(chunks=(*sentences(request), "Hết."), pause=1.5)
    desk.send(QUESTION)
    expect(desk.page.locator("#stop")).to_be_visible()
    expect(desk.page.locator("#send")).to_be_hidden()
    expect(desk.page.locator("#turn-1 .mark")).to_have_count(1)
    expect(desk.page.locator("#turn-1 .searching")).to_have_text(VI.writing)
    expect(desk.page.locator("#turn-1 .tools")).to_have_count(0)
    desk.page.locator("#turn-1 .mark").click()
    expect(desk.page.locator("#source-1-1")).to_be_focused()
    expect(desk.page.locator("#source-1-1 mark strong")).to_have_text(HOMES)
    expect(desk.page.locator("#turn-1 .mark")).to_have_count(2)
    expect(desk.page.locator("#source-1-1")).to_have_attribute("aria-current", "true")
    expect(desk.page.locator("#source-1-1")).to_be_focused()
    desk.page.locator("#turn-1 .tools").wait_for()
    expect(desk.page.locator("#turn-1 .note")).to_contain_text(VI.by_model)
    expect(desk.page.locator("#turn-1 .answer")).not_to_contain_text("4.321")
    expect(desk.page.locator("#send")).to_be_visible()
    expect(desk.page.locator("#stop")).to_be_hidden()


@pytest.mark.parametrize("way", ["click", "Escape"])
def test_stopping_keeps_what_is_confirmed_and_the_next_question_is_taken(desk: Visit, scripted_server: ScriptedServer, way: str) -> None:
    scripted_server.otherwise = lambda request: Reply(chunks=(sentences(request)[0], "Các khu"), hangs=True)
    desk.send(QUESTION)
    expect(desk.page.locator("#turn-1 .mark")).to_have_count(1)
    if way == "click":
        desk.page.get_by_role("button", name=VI.stop, exact=True).click()
    else:
        desk.page.keyboard.press("Escape")
    desk.page.locator("#turn-1 .tools").wait_for(timeout=SOON)
    expect(desk.page.locator("#turn-1 .note").first).to_have_text(VI.notes["stopped"])
    expect(desk.page.locator("#turn-1 .said")).to_contain_text("nhà ở cho công nhân")
    expect(desk.box).to_be_focused()
    scripted_server.otherwise = Reply(text="NOT_FOUND")
    desk.ask("Đơn vị nào chủ trì Chương trình 03?")


def test_where_the_model_fails_the_built_in_answer_says_so(desk: Visit, scripted_server: ScriptedServer) -> None:
    scripted_server.otherwise = Reply(status=500, text="out of memory")
    answer = desk.ask(QUESTION)
    expect(answer.locator(".note")).to_have_text(VI.notes["model_failed"])
    expect(answer.locator(".said")).to_contain_text(HOMES)
    expect(answer.locator(".mark").first).to_be_visible()


def test_a_closed_page_ends_the_writing_and_what_was_confirmed_is_kept(
    browser: Browser, address: str, home: Path, scripted_server: ScriptedServer
) -> None:
    scripted_server.otherwise = lambda request: Reply(chunks=(sentences(request)[0], "Các khu"), hangs=True)
    opened = Visit(browser, address)
    opened.send(QUESTION)
    expect(opened.page.locator("#turn-1 .mark")).to_have_count(1)
    (owner,) = [cookie["value"] for cookie in opened.context.cookies() if cookie["name"] == "plan_visitor"]
    conversations = Conversations(home)
    (entry,) = conversations.listed(owner)
    opened.close()

    def noted() -> object:
        answer = conversations.opened(owner, entry.id).exchanges[0].answer
        return answer and answer.note

    assert scripted_server.wait_for(lambda: noted() == "stopped", seconds=SOON / 1000)


def test_another_language_or_conversation_may_be_chosen_while_an_answer_grows(desk: Visit, scripted_server: ScriptedServer) -> None:
    scripted_server.otherwise = lambda request: Reply(chunks=(*sentences(request), "Hết."), pause=2.0)
    desk.send(QUESTION)
    expect(desk.page.locator("#turn-1 .mark")).to_have_count(1)
    desk.page.get_by_role("button", name="English").click()
    expect(desk.page.locator("#turn-1 .searching")).to_have_text(TEXTS["en"].writing)
    expect(desk.page.locator("#turn-1 .mark")).to_have_count(2)
    expect(desk.page.locator("#turn-1 .see")).to_have_text(TEXTS["en"].see_sources.format(count=2))
    scripted_server.otherwise = lambda request: Reply(chunks=(sentences(request)[0], "Các"), hangs=True)
    desk.send(QUESTION)
    expect(desk.page.locator("#turn-2 .mark")).to_have_count(1)
    desk.page.get_by_role("button", name=TEXTS["en"].new).click()
    expect(desk.page.locator(".turn")).to_have_count(0)
    scripted_server.otherwise = Reply(text="NOT_FOUND")
    desk.ask("Đơn vị nào chủ trì Chương trình 03?")
    expect(desk.page.locator(".turn")).to_have_count(1)


def test_a_conversation_is_reopened_by_a_program_started_later_and_goes_on(
    browser: Browser, chat: Chat, address: str, scripted_server: ScriptedServer
) -> None:
    scripted_server.otherwise = Reply(text="Đơn vị nào chủ trì Chương trình 04?")
    opened = Visit(browser, chat.address)
    opened.ask("Đơn vị nào chủ trì Chương trình 03?")
    asked_for = opened.page.url.partition("?")[2]
    assert "c=" in asked_for
    later: Page = opened.context.new_page()
    later.goto(f"{address}/?{asked_for}")
    later.locator("#turn-1 .mark").first.click()
    expect(later.locator("#source-1-1 mark strong").first).to_be_visible()
    later.locator("#question textarea").fill("Còn Chương trình 04 thì sao?")
    later.keyboard.press("Enter")
    expect(later.locator("#turn-2 .tools")).to_be_visible()
    expect(later.locator("#turn-2 .understood")).to_contain_text("04")
    opened.close()
