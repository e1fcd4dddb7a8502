"""The documents in a real browser: found while typing, opened as a briefing, chosen to be compared."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from assistant.briefing.briefing import PartName
from assistant.briefing.briefing_texts import BRIEFING_TEXTS
from assistant.web.documents.documents_texts import DOCUMENTS_TEXTS
from tests.browsing import Chat, Visit
from tests.invented_plans import LONG_PLAN, PLANS

TEXTS = DOCUMENTS_TEXTS["vi"]


def test_documents_are_found_briefed_and_compared(browser: Browser, chat: Chat) -> None:
    opened = Visit(browser, chat.address, path="/?view=documents")
    page = opened.page
    count = page.locator("#documents-count")
    search = page.get_by_label(TEXTS.words, exact=True)
    search.press_sequentially("cay xanh")
    expect(count).to_have_text("1 tài liệu")
    assert "q=cay+xanh" in page.url
    page.locator(".choose input").check()
    page.get_by_role("button", name=TEXTS.clear).click()
    expect(search).to_be_focused()
    expect(count).not_to_have_text("1 tài liệu")
    page.locator(f".choose input[value='{PLANS[0].id}']").check()
    chosen = page.locator("#documents-chosen")
    expect(chosen.get_by_role("status")).to_have_text(TEXTS.chosen_two.format(one=LONG_PLAN.header.number, other=PLANS[0].header.number))
    page.locator(f"a.open-briefing[href*='{PLANS[0].id}']").click()
    expect(page.get_by_role("heading", level=2, name=str(PLANS[0].header.number))).to_be_visible()
    lead = page.locator(".briefing details").first
    lead.locator("summary").press("Enter")
    expect(lead.locator("a.cite").first).to_be_visible()
    page.evaluate("window.printed = 0; window.print = () => { window.printed += 1; }; null")
    page.get_by_role("button", name=TEXTS.print, exact=True).click()
    assert page.evaluate("window.printed") == 1  # and the script of the chat, which has such a button too, fails at nothing
    name = BRIEFING_TEXTS["vi"].part(PartName.LEADS)
    page.get_by_role("link", name=name, exact=True).press("Enter")
    expect(page.get_by_role("heading", name=name)).to_be_focused()
    page.go_back()
    expect(count).to_be_visible()
    chosen.get_by_role("link", name=TEXTS.compare).click()
    expect(page.get_by_role("heading", level=2, name=TEXTS.comparison)).to_be_visible()
    page.goto(f"{chat.address}/?view=documents&document={'0' * 16}")
    expect(page.get_by_role("alert")).to_have_text(TEXTS.unknown)
    opened.close()
