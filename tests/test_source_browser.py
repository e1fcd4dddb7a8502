"""The way from a citation to the page that it cites and back, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from assistant.web.source.source_texts import SOURCE_TEXTS
from assistant.web.texts import TEXTS
from tests.browsing import TEN, Chat, Visit

SOURCE = SOURCE_TEXTS["vi"]


def test_a_citation_opens_its_page_beside_the_answer_and_back_leads_to_it(visit: Visit) -> None:
    answer = visit.ask(TEN[2]).inner_text()
    visit.page.locator("#turn-1 .mark").first.click()
    visit.page.locator(".source:visible .see-place").first.click()
    box = visit.page.locator(".sheet-marks .box").first
    expect(box).to_be_in_viewport()
    expect(visit.page.locator(".viewer-news")).to_contain_text("được đánh dấu")
    expect(visit.page.locator("#turn-1 .answer")).to_be_in_viewport()  # the answer stays beside
    alone = str(visit.page.locator(".copy-link").get_attribute("data-copy"))
    number = visit.page.locator(".page-number")
    first = number.input_value()
    visit.page.locator(".sheet-frame").focus()
    visit.page.keyboard.press("ArrowRight" if first == "1" else "ArrowLeft")
    expect(number).not_to_have_value(first)
    expect(visit.page.locator(".to-page")).to_have_text(SOURCE.begins.format(page=first))
    visit.page.locator(".to-page").click()
    expect(box).to_be_in_viewport()
    wide = visit.page.locator(".sheet").evaluate("sheet => sheet.clientWidth")
    visit.page.locator(".sheet-frame").focus()
    visit.page.keyboard.press("+")
    assert visit.page.locator(".sheet").evaluate("sheet => sheet.clientWidth") > wide
    visit.page.get_by_label(SOURCE.search_label).fill("uy ban")
    visit.page.get_by_label(SOURCE.search_label).press("Enter")
    visit.page.locator(".hit").first.click()
    expect(visit.page.locator(".hit[aria-current]")).to_have_count(1)
    visit.page.go_back()
    expect(visit.page.locator("#source-view .viewer")).to_have_count(0)
    expect(visit.page.locator(".source:visible .see-place").first).to_be_visible()
    assert visit.page.locator("#turn-1 .answer").inner_text().startswith(answer)  # and perhaps questions to go on with
    visit.page.goto(alone)
    expect(box).to_be_in_viewport()
    visit.page.get_by_role("button", name=SOURCE.close).click()
    expect(visit.box).to_be_visible()


def test_a_source_fills_a_telephone_and_escape_leads_back_to_the_link(phone: Visit) -> None:
    phone.ask(TEN[2])
    link = phone.page.locator(".source:visible .see-place").first
    link.click()
    expect(phone.page.locator(".sheet-marks .box").first).to_be_in_viewport()
    expect(phone.page.locator("#turn-1")).to_be_hidden()
    assert phone.overflow() <= 0
    for control in phone.page.locator("#source-view :is(button, input, summary, .download):visible").all():
        size = control.bounding_box()
        assert size is not None
        assert size["height"] >= 44
    phone.page.keyboard.press("Escape")
    expect(phone.page.locator("#turn-1")).to_be_visible()
    expect(link).to_be_focused()
    assert "view=" not in phone.page.url


def test_the_source_of_a_file_from_outside_is_text_and_runs_nothing(visit: Visit, chat: Chat) -> None:
    visit.ask("Tên gọi của cầu Vĩnh Phú trong hồ sơ là gì?")
    visit.page.locator(".source:visible .see-place").first.click()
    expect(visit.page.locator(".text-sheet mark").first).to_be_in_viewport()
    expect(visit.page.locator(".text-sheet")).to_contain_text("<script>window.hacked=1</script>")
    visit.page.goto(f"{chat.address}/?view=source&passage=0123456789abcdef-0001&from=0&to=5")
    expect(visit.page.get_by_role("alert")).to_have_text(SOURCE.no_place)


def test_a_task_of_the_register_opens_its_page_and_back_finds_the_list_as_it_was(visit: Visit) -> None:
    visit.page.get_by_role("link", name=TEXTS["vi"].tasks).click()
    visit.page.locator(".open-source").first.click()
    visit.page.locator(".task-source .see-place").first.click()
    expect(visit.page.locator(".sheet img, .text-sheet").first).to_be_visible()
    assert re.search(r"[?&]view=source&", visit.page.url)
    visit.page.get_by_role("button", name=SOURCE.close).click()
    expect(visit.page.locator(".task-source .see-place").first).to_be_visible()
