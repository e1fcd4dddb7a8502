"""The chat page in a real browser, over a real server and an index of the sample documents."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.assistant import LONGEST_QUESTION
from assistant.web.texts import TEXTS
from tests.browsing import EVENTS, HOSTILE, TEN, Chat, Visit, serving, shown


@pytest.mark.parametrize(
    "question", ["Đơn vị nào chủ trì Chương trình 03?", "don vi nao chu tri chuong trinh 03", "Which unit leads programme 03?"]
)
def test_an_answer_names_the_unit_and_its_mark_leads_to_the_highlighted_quote(visit: Visit, question: str) -> None:
    answer = visit.ask(question)
    expect(answer).to_contain_text("Sở Xây dựng")
    answer.locator(".mark", has_text="[1]").first.click()
    source = visit.page.locator("#source-1-1")
    expect(source).to_be_focused()
    expect(source).to_have_attribute("aria-current", "true")
    expect(source).to_be_in_viewport(ratio=0.5)
    expect(source.locator("mark")).to_be_visible()
    expect(source.locator("mark strong").first).to_be_visible()


def test_a_source_opens_its_original(visit: Visit) -> None:
    visit.ask(TEN[2])
    for link in visit.page.locator("#sources-1 .original").all():
        response = visit.context.request.get(str(link.evaluate("link => link.href")))
        assert response.status == 200
        assert response.headers["content-type"].split(";")[0] in ("application/pdf", "text/plain", "application/octet-stream")


def test_the_page_is_usable_with_the_keyboard_alone(visit: Visit) -> None:
    visit.page.keyboard.press("Tab")
    expect(visit.page.locator("a.skip")).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(visit.box).to_be_focused()
    visit.page.keyboard.press("Enter")  # an empty question does nothing
    visit.page.get_by_role("button", name=TEXTS["vi"].send).press("Enter")
    visit.box.focus()
    visit.page.keyboard.type("Đơn vị nào chủ trì")
    visit.page.keyboard.press("Shift+Enter")
    visit.page.keyboard.type("Chương trình 03?")
    visit.page.keyboard.press("Enter")
    visit.page.locator("#turn-1 .tools").wait_for()
    expect(visit.page.locator(".turn")).to_have_count(1)
    visit.page.locator("#turn-1 .mark").first.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#source-1-1")).to_be_focused()
    visit.page.locator("#source-1-1 .back").focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#turn-1 .mark").first).to_be_focused()


def test_what_is_new_is_told_to_screen_readers(visit: Visit) -> None:
    news = visit.page.locator("#news")
    expect(news).to_have_attribute("aria-live", "polite")
    visit.ask(TEN[2])
    expect(news).not_to_be_empty()


def test_html_in_documents_and_questions_is_shown_and_never_run(visit: Visit) -> None:
    question = f"Tên gọi của cầu Vĩnh Phú trong hồ sơ là gì? {HOSTILE}"
    visit.send(question)
    visit.page.locator("#turn-1 .tools").wait_for()
    expect(visit.page.locator("#turn-1 .question")).to_contain_text(HOSTILE)
    expect(visit.page.locator("#panel .answer-sources")).to_contain_text(
        "<script>window.hacked=1</script><img src=x onerror='window.hacked=2'>"
    )
    assert visit.page.locator("#conversation :is(script, img, iframe), #panel :is(script, img, iframe)").count() == 0
    assert visit.page.locator("a[href^='javascript']").count() == 0


def test_the_telephone_shows_everything_without_scrolling_sideways(phone: Visit) -> None:
    assert phone.overflow() <= 0
    answer = phone.ask(TEN[2])
    assert phone.overflow() <= 0
    expect(phone.box).to_be_in_viewport()
    answer.locator(".mark").first.click()
    expect(phone.page.locator("#source-1-1")).to_be_in_viewport(ratio=0.3)
    phone.page.locator("#source-1-1 .back").click()
    expect(answer.locator(".mark").first).to_be_in_viewport()
    phone.ask(TEN[3])
    answers = [one.bounding_box() for one in (phone.page.locator("#turn-2 .answer"), phone.page.locator("#panel"))]
    assert answers[0] is not None
    assert answers[1] is not None
    assert answers[0]["y"] + answers[0]["height"] <= answers[1]["y"]  # the sources stand below the answer, not over it
    for control in phone.page.locator("button:visible, .see:visible").all():
        size = control.bounding_box()
        assert size is not None
        assert size["height"] >= 44


def test_the_language_can_be_switched_and_is_remembered(visit: Visit) -> None:
    expect(visit.page.locator("h1")).to_have_text(TEXTS["vi"].title)
    visit.ask(TEN[2])
    visit.page.get_by_role("button", name="English").click()
    expect(visit.page.locator("h1")).to_have_text(TEXTS["en"].title)
    expect(visit.page.locator("html")).to_have_attribute("lang", "en")
    expect(visit.page.locator("#turn-1 .answer")).to_contain_text("Sở Xây dựng")
    assert "lang=en" in visit.page.url
    visit.page.goto(visit.page.url.split("?")[0])
    expect(visit.page.locator("h1")).to_have_text(TEXTS["en"].title)
    expect(visit.box).to_have_attribute("placeholder", TEXTS["en"].placeholder)


def test_a_suggested_question_is_answered(visit: Visit) -> None:
    suggestions = visit.page.locator("button.suggestion:visible")
    suggestions.first.wait_for()
    assert 1 <= suggestions.count() <= 6
    text = suggestions.first.inner_text()
    suggestions.first.click()
    visit.page.locator("#turn-1 .tools").wait_for()
    expect(visit.page.locator("#turn-1 .question")).to_contain_text(text)
    expect(visit.page.locator("#turn-1 .mark").first).to_be_visible()
    expect(suggestions).to_have_count(0)


def test_a_new_conversation_starts_empty(visit: Visit) -> None:
    visit.ask(TEN[2])
    visit.page.get_by_role("button", name=TEXTS["vi"].new).click()
    expect(visit.page.locator(".turn")).to_have_count(0)
    expect(visit.page.locator(".welcome")).to_be_visible()
    visit.ask(TEN[3])
    expect(visit.page.locator(".turn")).to_have_count(1)


def test_an_earlier_answer_keeps_its_own_sources(visit: Visit) -> None:
    visit.ask(TEN[2])
    visit.ask(TEN[3])
    expect(visit.page.locator("#sources-1")).to_be_hidden()
    visit.page.locator("#turn-1 .mark").first.click()
    expect(visit.page.locator("#source-1-1")).to_be_visible()
    expect(visit.page.locator("#sources-2")).to_be_hidden()


def test_an_answer_is_copied_with_its_sources(visit: Visit) -> None:
    visit.ask(TEN[2])
    visit.page.locator("#turn-1 .copy").click()
    expect(visit.page.locator("#turn-1 .copy")).to_have_text(TEXTS["vi"].copied)
    copied = str(visit.page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith(TEN[2])
    assert "\n[1] " in copied


def test_a_question_that_is_too_long_gets_a_friendly_sentence(visit: Visit) -> None:
    visit.send("dài " * (LONGEST_QUESTION // 3))
    expect(visit.page.locator(".problem")).to_have_text(TEXTS["vi"].too_long.format(limit=LONGEST_QUESTION))


def test_ten_people_at_once_get_their_own_answers(browser: Browser, chat: Chat) -> None:
    with ExitStack() as opened:  # a page left open would take of the machine for as long as the tests run
        visits = [Visit(browser, chat.address) for _ in TEN]
        for one in visits:
            opened.callback(one.close)
            # ten moving signs of waiting, drawn without a graphics card, take more of the machine than the answers
            one.page.emulate_media(reduced_motion="reduce")
        for one, question in zip(visits, TEN, strict=True):
            one.box.fill(question)
        for one in visits:
            one.box.press("Enter")
        for one, question in zip(visits, TEN, strict=True):
            one.page.locator("#turn-1 .tools").wait_for(timeout=3 * EVENTS)
            expect(one.page.locator("#turn-1 .question")).to_contain_text(question)
            paragraphs = one.page.locator("#turn-1 .said p").all_inner_texts()
            assert shown(" ".join(paragraphs)) == chat.expected[question]


def test_an_empty_index_says_how_to_add_documents(browser: Browser, tmp_path: Path, model_cache: Path) -> None:
    (tmp_path / "models").symlink_to(model_cache, target_is_directory=True)
    with serving(tmp_path) as address:
        opened = Visit(browser, address)
        expect(opened.page.locator(".notice")).to_have_text(TEXTS["vi"].no_documents)
        opened.send("Đơn vị nào chủ trì?")
        expect(opened.page.locator(".problem")).to_have_text(TEXTS["vi"].no_documents)
        opened.close()
