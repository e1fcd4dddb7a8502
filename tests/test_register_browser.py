"""The register of tasks in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.web.register_texts import REGISTER_TEXTS
from assistant.web.texts import TEXTS
from tests.browsing import Chat, Visit
from tests.invented_plans import FLOODS, HOSTILE, LONG_PLAN, PLANS, WARDS

REGISTER = REGISTER_TEXTS["vi"]


@pytest.fixture
def register(browser: Browser, chat: Chat) -> Iterator[Visit]:
    """The register of tasks of the invented plan 21, at the width of a desk."""
    opened = Visit(browser, chat.address, path=f"/?view=tasks&document={PLANS[0].id}")
    expect(opened.page.locator("#register-count")).to_have_text(f"{len(FLOODS)} nhiệm vụ")
    yield opened
    opened.close()


def test_tasks_are_filtered_while_typing_and_the_address_keeps_the_filters(visit: Visit) -> None:
    visit.page.get_by_role("link", name=TEXTS["vi"].tasks).click()
    expect(visit.box).to_be_hidden()
    count = visit.page.locator("#register-count")
    visit.page.get_by_label(REGISTER.lead, exact=True).press_sequentially("so xay dung")
    visit.page.get_by_label(REGISTER.document, exact=True).select_option(PLANS[0].id)
    expect(count).to_have_text("2 nhiệm vụ")
    expect(visit.page.locator("tr.task")).to_have_count(2)
    visit.page.get_by_label(REGISTER.due_to, exact=True).fill("30/6/2026")
    visit.page.get_by_label(REGISTER.due_to, exact=True).press("Enter")
    expect(count).to_have_text("1 nhiệm vụ")
    visit.page.reload()
    expect(count).to_have_text("1 nhiệm vụ")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name=REGISTER.csv).click()
    written = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert FLOODS[0].task in written
    assert written.count("21/KH-UBND, trang") == 1
    visit.page.get_by_role("button", name=REGISTER.clear).click()
    expect(visit.page.get_by_label(REGISTER.words, exact=True)).to_be_focused()
    expect(count).to_contain_text("đang xem 1–50")
    assert "lead=" not in visit.page.url
    visit.page.go_back()
    expect(visit.box).to_be_visible()


def test_a_task_opens_its_source_with_the_keyboard(register: Visit) -> None:
    register.page.keyboard.press("Tab")
    register.page.keyboard.press("Enter")
    expect(register.page.get_by_label(REGISTER.words, exact=True)).to_be_focused()
    opener = register.page.locator(".open-source").nth(3)
    opener.focus()
    register.page.keyboard.press("Enter")
    source = register.page.locator(".task-source .source:visible")
    expect(source).to_be_focused()
    expect(source).to_be_in_viewport(ratio=0.5)
    expect(source.locator("mark")).to_contain_text("Nạo vét kênh Hòa Bình")
    assert str(source.locator(".original").get_attribute("href")).endswith("#page=2")
    address = str(source.locator(".original").evaluate("link => link.href"))
    assert register.context.request.get(address).headers["content-type"] == "application/pdf"
    register.page.keyboard.press("Escape")
    expect(source).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_long_list_of_tasks_is_turned_page_by_page(register: Visit) -> None:
    register.page.get_by_label(REGISTER.document, exact=True).select_option(LONG_PLAN.id)
    rows = register.page.locator("tr.task")
    expect(rows).to_have_count(50)
    register.page.get_by_role("button", name=REGISTER.next).click()
    expect(rows).to_have_count(len(WARDS) - 50)
    expect(register.page.locator("#register-count")).to_have_text(f"{len(WARDS)} nhiệm vụ, đang xem 51–{len(WARDS)}")
    expect(register.page.locator("#register-results")).to_be_focused()
    expect(rows.first).to_be_in_viewport()


def test_the_register_speaks_both_languages_and_runs_nothing(register: Visit) -> None:
    expect(register.page.locator("#register")).to_contain_text(HOSTILE)
    register.page.get_by_role("button", name="English").click()
    expect(register.page.locator("#register h2")).to_have_text(REGISTER_TEXTS["en"].heading)
    expect(register.page.locator("#register-count")).to_have_text(f"{len(FLOODS)} tasks")
    assert register.page.locator("#register :is(script, img, iframe)").count() == 0


def test_the_register_fits_a_telephone(phone: Visit) -> None:
    phone.page.get_by_role("link", name=TEXTS["vi"].tasks).click()
    phone.page.get_by_label(REGISTER.words, exact=True).fill("sông Lam")
    expect(phone.page.locator("#register-count")).to_have_text("1 nhiệm vụ")
    phone.page.locator(".open-source").click()
    expect(phone.page.locator(".task-source .source")).to_be_focused()
    assert phone.overflow() <= 0
    for control in phone.page.locator("button:visible, input:visible, select:visible, .views a, .download").all():
        size = control.bounding_box()
        assert size is not None
        assert size["height"] >= 44
