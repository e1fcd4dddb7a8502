"""The list of conversations in a real browser: reopened, searched, renamed, deleted, downloaded, and nobody else's."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Locator, expect

from assistant.web.history_texts import HISTORY_TEXTS
from assistant.web.texts import TEXTS
from tests.browsing import HOSTILE, Chat, Visit

VI = HISTORY_TEXTS["vi"]
QUESTION = "Đơn vị nào chủ trì Chương trình 03?"


@pytest.fixture
def kept(browser: Browser, chat: Chat) -> Iterator[Visit]:
    """A page with two conversations, the second of them open, and the list of them."""
    opened = Visit(browser, chat.address)
    opened.ask(QUESTION)
    opened.page.get_by_role("button", name=TEXTS["vi"].new).click()
    expect(opened.page.locator(".turn")).to_have_count(0)
    opened.ask(f"Đơn vị nào chủ trì Chương trình 04? {HOSTILE}")
    opened.page.locator("#history-opener").click()
    expect(entries(opened)).to_have_count(2)
    yield opened
    opened.close()


def entries(visit: Visit) -> Locator:
    return visit.page.locator("#history .entry")


def act(visit: Visit, entry: Locator, name: str) -> None:
    entry.locator(".more").click()
    entry.get_by_role("button", name=name, exact=True).click()


def test_a_conversation_is_reopened_from_the_list_by_its_address_and_by_going_back(kept: Visit) -> None:
    second = kept.page.url
    expect(entries(kept).first.locator(".open")).to_have_attribute("aria-current", "page")
    kept.page.locator("#history-words").fill("don vi nao CHU TRI chuong trinh 03")
    expect(entries(kept)).to_have_count(1)
    entries(kept).locator(".open").click()
    expect(kept.page.locator("#turn-1 .question")).to_contain_text(QUESTION)
    expect(kept.page.locator("#source-1-1 mark strong").first).to_be_visible()
    first = kept.page.url
    assert first != second
    kept.page.go_back()
    expect(kept.page.locator("#turn-1 .question")).to_contain_text("Chương trình 04")
    kept.page.go_forward()
    expect(kept.page.locator("#turn-1 .question")).to_contain_text(QUESTION)
    kept.page.reload()
    expect(kept.page.locator("#turn-1 .question")).to_contain_text(QUESTION)
    assert kept.page.url == first
    kept.ask("Còn Chương trình 04 thì sao?")
    expect(entries(kept).first).to_contain_text(VI.questions_many.format(count=2))


def test_a_conversation_is_renamed_and_its_title_is_text(kept: Visit) -> None:
    expect(entries(kept).first.locator(".entry-title")).to_contain_text("<script>window.hacked=1")
    act(kept, entries(kept).last, VI.rename)
    kept.page.keyboard.type(f"Nhà ở {HOSTILE[:60]}")
    kept.page.keyboard.press("Enter")
    expect(entries(kept).last.locator(".entry-title")).to_have_text(f"Nhà ở {HOSTILE[:60]}".strip())
    expect(entries(kept).last.locator(".more")).to_be_focused()
    act(kept, entries(kept).last, VI.rename)
    kept.page.keyboard.press("Escape")
    expect(kept.page.locator("#history .renaming:visible")).to_have_count(0)
    assert kept.page.locator("#history :is(script, img, iframe)").count() == 0
    kept.page.locator("#switch").click()
    expect(kept.page.locator("#history-heading")).to_have_text(HISTORY_TEXTS["en"].heading)
    expect(entries(kept)).to_have_count(2)


def test_a_conversation_is_deleted_only_when_that_is_confirmed(kept: Visit) -> None:
    address = kept.page.url
    act(kept, entries(kept).first, VI.delete)
    expect(kept.page.get_by_role("button", name=VI.keep)).to_be_focused()
    kept.page.keyboard.press("Enter")
    expect(entries(kept)).to_have_count(2)
    act(kept, entries(kept).first, VI.delete)
    kept.page.get_by_role("button", name=VI.delete_now, exact=True).click()
    expect(entries(kept)).to_have_count(1)
    expect(kept.page.locator(".welcome")).to_be_visible()
    assert "c=" not in kept.page.url
    kept.page.goto(address)
    expect(kept.page.locator(".welcome .notice")).to_have_text(TEXTS["vi"].conversation_missing)


def test_conversations_are_downloaded_with_their_sources(kept: Visit) -> None:
    written = {}
    entry = entries(kept).last
    entry.locator(".more").click()
    for label in (VI.markdown, VI.docx):
        with kept.page.expect_download() as download:
            entry.get_by_role("link", name=label).click()
        written[label] = Path(download.value.path()).read_bytes()
    assert QUESTION in written[VI.markdown].decode()
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(written[VI.docx])).paragraphs]
    assert any(QUESTION in text for text in paragraphs)
    assert any("84/KH-UBND" in text and "31/" in text for text in paragraphs)


def test_another_browser_sees_and_opens_none_of_them(kept: Visit, browser: Browser, chat: Chat) -> None:
    (mine,) = {str(link.get_attribute("href")) for link in entries(kept).last.locator(".open").all()}
    other = Visit(browser, chat.address, path=f"/{mine}")
    expect(other.page.locator(".welcome .notice")).to_have_text(TEXTS["vi"].conversation_missing)
    assert "c=" not in other.page.url
    other.page.locator("#history-opener").click()
    expect(other.page.locator("#history-results")).to_have_text(VI.none_kept)
    request, own = other.context.request, mine.removeprefix("?c=")
    here = {"Origin": chat.address, "Sec-Fetch-Site": "same-origin"}
    assert request.get(f"{chat.address}/conversations/file?id={own}&form=md").status == 404
    for order in ("rename", "delete"):
        assert request.post(f"{chat.address}/conversations/{order}", form={"id": own, "title": "x"}, headers=here).status == 404
    other.close()
    elsewhere = {"Origin": "http://example.org", "Sec-Fetch-Site": "cross-site"}
    posted = kept.context.request.post(f"{chat.address}/conversations/delete", form={"id": own}, headers=elsewhere)
    assert posted.status == 403
    kept.page.reload()
    expect(entries(kept)).to_have_count(2)


def test_two_tabs_of_one_conversation_both_add_to_it(kept: Visit) -> None:
    other = kept.context.new_page()
    other.goto(kept.page.url)
    expect(other.locator(".turn")).to_have_count(1)
    kept.ask("Đơn vị nào chủ trì Chương trình 05?")
    other.locator("#question textarea").fill("Đơn vị nào chủ trì Chương trình 06?")
    other.keyboard.press("Enter")
    other.locator("#turn-3 .tools").wait_for()
    kept.page.reload()
    questions = kept.page.locator(".turn .question")
    expect(questions).to_have_count(3)
    expect(questions.nth(1)).to_contain_text("Chương trình 05")
    expect(questions.nth(2)).to_contain_text("Chương trình 06")


def test_the_list_is_a_sheet_on_a_telephone_and_leaves_with_escape(phone: Visit) -> None:
    phone.ask(QUESTION)
    opener = phone.page.get_by_role("button", name=VI.heading, exact=True)
    opener.focus()
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator("#history-heading")).to_be_focused()
    expect(phone.page.get_by_role("dialog")).to_be_visible()
    entries(phone).locator(".more").click()
    assert phone.overflow() <= 0
    for control in phone.page.locator("#history :is(button, a, input):visible").all():
        size = control.bounding_box()
        assert size is not None
        assert size["height"] >= 44
    phone.page.keyboard.press("Escape")
    expect(entries(phone).locator(".actions")).to_be_hidden()
    phone.page.keyboard.press("Escape")
    expect(phone.page.locator("#history")).to_be_hidden()
    expect(opener).to_be_focused()
