"""The chat page in a real browser: its bar with six views, a lost server, a second tab, and what is printed."""

from __future__ import annotations

from itertools import pairwise

from playwright.sync_api import Browser, expect

from assistant.web.texts import TEXTS
from tests.browsing import Chat, Visit

VI = TEXTS["vi"]
QUESTION = "Đơn vị nào chủ trì Chương trình 03?"
SIX = ("Hỏi đáp", "Nhiệm vụ", "Đơn vị tôi", "Tài liệu", "Đào tạo", "Đánh giá")


def test_the_list_of_conversations_never_lies_over_another_view(phone: Visit) -> None:
    page = phone.page
    page.get_by_role("link", name=VI.tasks).click()
    expect(page.locator("#history-opener")).to_be_hidden()
    page.get_by_role("link", name=VI.chat).click()
    page.locator("#history-opener").click()
    expect(page.locator("#bar")).to_have_attribute("inert", "")
    page.go_back()
    expect(page.locator("#bar")).not_to_have_attribute("inert", "")
    page.get_by_role("link", name=VI.chat).click()
    expect(phone.box).to_be_visible()
    expect(page.locator("#history")).to_be_hidden()


def test_the_bar_holds_six_views_at_every_width(visit: Visit) -> None:
    page = visit.page
    for width in (390, 900, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(
            """(labels) => document.querySelector(".views").replaceChildren(...labels.map((label) => {
              const link = document.createElement("a");
              link.href = "?"; link.textContent = label; link.setAttribute("aria-current", "page");
              return link;
            }))""",
            list(SIX),
        )
        boxes = [box for one in page.locator("#bar :is(.views a, button:visible)").all() if (box := one.bounding_box())]
        assert all(box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes), width
        boxes.sort(key=lambda box: (box["y"] > 50, box["x"]))
        apart = [one["x"] + one["width"] <= other["x"] for one, other in pairwise(boxes) if one["x"] < other["x"]]
        assert all(apart), width
        assert visit.overflow() <= 0


def test_a_lost_server_is_told_in_the_language_of_the_page_which_then_goes_on(visit: Visit) -> None:
    page = visit.page
    visit.ask(QUESTION)
    page.evaluate("document.querySelector('[data-conversation]').dataset.writing = ''")  # as while an answer is being written
    visit.context.set_offline(True)
    expect(page.get_by_role("alert")).to_have_text(VI.lost)
    expect(page.locator("#turn-1 .unfinished")).to_have_text(VI.unfinished)
    expect(page.locator(".toast-body")).to_be_hidden()
    visit.box.fill("Còn Chương trình 04")
    visit.context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("#turn-1 .mark").first).to_be_visible()
    expect(visit.box).to_have_value("Còn Chương trình 04")
    visit.ask("Còn Chương trình 04 thì sao?")


def test_another_tab_is_seen_in_the_list_when_one_comes_back(browser: Browser, chat: Chat) -> None:
    first = Visit(browser, chat.address)
    first.page.locator("#history-opener").click()
    expect(first.page.locator("#history-results")).to_contain_text("Chưa có")
    second = first.context.new_page()
    second.goto(chat.address)
    second.locator("#question textarea").fill(QUESTION)
    second.locator("#question textarea").press("Enter")
    second.locator("#turn-1 .tools").wait_for()
    first.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(first.page.locator("#history .entry")).to_have_count(1)
    first.page.emulate_media(media="print")
    expect(first.page.locator("a.skip")).to_be_hidden()
    first.close()


def test_a_scope_is_chosen_kept_in_the_address_and_given_up(visit: Visit) -> None:
    page = visit.page
    page.locator("#scope-opener").click()
    page.locator("#scope-panel label", has_text="Chương trình").first.click()
    expect(page.locator(".scope-chosen")).to_contain_text("Chương trình; ")
    page.keyboard.press("Escape")
    expect(page.locator("#scope-panel")).to_be_hidden()
    expect(page.locator("#scope-opener")).to_be_focused()
    answer = visit.ask("Ai ký Kế hoạch 84/KH-UBND?")
    expect(answer).to_contain_text("nằm ngoài phạm vi đã chọn")
    page.reload()
    expect(page.locator(".scope-chosen")).to_contain_text("Chương trình; ")
    page.locator("#turn-1 button.again").click()
    page.locator("#turn-2 .see").wait_for()
    expect(page.locator("#turn-2 .within")).to_have_count(0)
    assert "scope=" not in page.url
    visit.ask("Chỉ trong Kế hoạch 84, đơn vị nào chủ trì Chương trình 04?")
    expect(page.locator(".scope-chosen")).to_contain_text("Kế hoạch 84/KH-UBND")
    page.locator(".scope-clear").click()
    expect(visit.box).to_be_focused()
    assert "scope=" not in page.url


def test_a_page_that_nothing_happens_to_does_nothing(visit: Visit) -> None:
    """A script that redraws what it observes would take up a processor of everybody who has the page open."""
    page = visit.page
    for label in SIX:
        page.get_by_role("link", name=label, exact=True).click()
        count = """() => new Promise((done) => {
          let count = 0;
          const observer = new MutationObserver((records) => { count += records.length; });
          observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
          window.setTimeout(() => { observer.disconnect(); done(count); }, 400);
        })"""
        # What is still being filled comes to an end; a loop makes changes at every frame.
        assert any(page.evaluate(count) == 0 for _ in range(20)), label
