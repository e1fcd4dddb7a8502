"""Training in a real browser: a quiz is made, approved, shared, taken by somebody else, and its results are seen."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from assistant.web.training.training_texts import TRAINING_TEXTS
from tests.browsing import Chat, Visit

VI = TRAINING_TEXTS["vi"]


def test_a_quiz_is_made_approved_shared_taken_and_its_results_are_seen(browser: Browser, chat: Chat) -> None:
    maker = Visit(browser, chat.address, path="/?view=training")
    page = maker.page
    listed, find = page.locator(".choose-documents .list label:visible"), page.get_by_label(VI.find_document)
    find.fill("cau-vinh-phu.txt")
    expect(listed).to_have_count(1)  # by the name of its file, which is not shown
    find.fill("")
    page.get_by_role("button", name=VI.choose_all).click()
    page.get_by_label(VI.title, exact=True).fill("Bài thử")
    page.get_by_label(VI.count, exact=True).select_option("5")
    page.get_by_role("button", name=VI.make).click()
    expect(page.locator("li.quiz-question")).to_have_count(5)
    expect(page.locator("#quiz-title")).to_be_focused()
    first = page.locator("li.quiz-question").first
    first.locator(".edit summary").click()
    first.get_by_label(VI.question_text).fill("Câu đã sửa?")
    first.get_by_role("button", name=VI.save).click()
    expect(first.locator(".asked")).to_have_text("Câu đã sửa?")
    first.get_by_role("button", name=VI.of_question.format(action=VI.down, number=1)).click()
    expect(page.locator("li.quiz-question .asked").nth(1)).to_have_text("Câu đã sửa?")
    page.get_by_role("button", name=VI.approve_all).click()
    link = page.locator("#share-link")
    expect(link).to_have_value(f"{page.url.split('?')[0]}?view=training&quiz={link.get_attribute('data-quiz')}")

    taker = Visit(browser, chat.address, width=390, height=844, path=f"/{link.input_value().rpartition('/')[2]}")
    taker.page.get_by_label(VI.your_name).fill("Lê An <b>")
    taker.page.get_by_role("button", name=VI.begin).click()
    expect(taker.page.locator("form[data-order=answer] input").first).to_have_css("appearance", "auto")  # round: one of several
    for number in range(1, 6):
        form = taker.page.locator("form[data-order=answer]").first
        form.locator("input").first.focus()
        taker.page.keyboard.press("Space")
        taker.page.keyboard.press("Enter")
        expect(taker.page.locator("li.told")).to_have_count(number)
    assert taker.overflow() <= 0
    assert str(taker.page.locator("li.told a.cite").first.get_attribute("href")).startswith("?view=source&passage=")
    taker.page.get_by_role("button", name=VI.finish).click()
    expect(taker.page.locator(".score")).to_contain_text("/5")
    taker.page.reload()
    expect(taker.page.locator(".score")).to_contain_text("/5")
    for control in taker.page.locator("#training button:visible, #training input:visible, #training .parts a").all():
        size = control.bounding_box()
        assert size is not None
        assert size["height"] >= 44
    taker.close()

    page.get_by_role("link", name=VI.tab_results).click()
    expect(page.locator("table.results").first).to_contain_text("Lê An <b>")
    page.get_by_role("button", name="English").click()
    expect(page.locator("#training-heading")).to_have_text(TRAINING_TEXTS["en"].heading)
    expect(page.locator("table.results").first).to_contain_text("of 5")
    maker.close()
