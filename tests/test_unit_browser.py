"""The page of one unit in a real browser: the way of an official from what is overdue to a status and a calendar file."""

from __future__ import annotations

from pathlib import Path

from icalendar import Calendar
from playwright.sync_api import Browser, expect

from assistant.register.status_texts import STATUS_TEXTS
from assistant.register.unit_texts import UNIT_TEXTS
from assistant.web.register_texts import REGISTER_TEXTS
from tests.browsing import Chat, Visit
from tests.invented_plans import FLOODS, PLANS

UNIT, STATUS = UNIT_TEXTS["vi"], STATUS_TEXTS["vi"]


def test_from_what_is_overdue_to_a_status_that_others_see_and_a_calendar(visit: Visit, phone: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name=UNIT.name).click()
    page.get_by_label(UNIT.as_of, exact=True).fill("quý II/2026")
    page.get_by_label(UNIT.choose, exact=True).fill("so xay dung")
    page.keyboard.press("Enter")
    expect(page.locator(".of-whom")).to_have_text(UNIT.heading.format(body="Sở Xây dựng", day="30/06/2026"))
    page.get_by_label(UNIT.as_of, exact=True).fill("1/7/2026")
    page.get_by_role("button", name=UNIT.show).click()
    expect(page.locator(".of-whom")).to_contain_text("01/07/2026")
    tops = page.locator(".tiles").first.locator(".tile").evaluate_all("tiles => tiles.map(tile => tile.getBoundingClientRect().top)")
    assert len(tops) == 5 and len(set(tops)) == 1  # side by side, whatever other parts of the page call their classes
    tile = page.locator(".tile.overdue").first
    count = int(tile.locator("strong").inner_text())
    tile.click()
    expect(page.locator("#unit-lead-overdue")).to_be_focused()
    expect(page.locator("#unit-lead-overdue tr.task")).to_have_count(count)
    overdue = page.locator("#unit-lead-overdue tr.task", has_text=FLOODS[0].task)
    assert "view=source&passage=" in str(overdue.locator("a.cite").get_attribute("href"))

    # somebody else has the same task open in the register, on a telephone
    phone.page.goto(f"{page.url.split('?')[0]}?view=tasks&document={PLANS[0].id}")
    other = phone.page.locator("tr.task", has_text=FLOODS[0].task)
    expect(other.locator(".set-status")).to_have_text(STATUS.todo)

    overdue.locator(".set-status").click()
    form = page.locator(".status-form")
    form.get_by_label(STATUS.status).select_option("done")
    form.get_by_label(STATUS.note).fill("Đã trình <img src=x onerror='window.hacked=9'>")
    form.get_by_role("button", name=STATUS.save).click()
    expect(form.locator(".said")).to_have_text(STATUS.name_wrong.format(limit=80))
    form.get_by_label(STATUS.who).fill("Nguyễn Văn A")
    form.get_by_role("button", name=STATUS.save).click()
    expect(form.locator(".said")).to_have_text(STATUS.saved.format(status=STATUS.done))
    expect(tile).to_have_text(f"{count - 1} {UNIT.overdue}")
    expect(overdue.locator(".set-status")).to_have_text(STATUS.done)

    phone.page.evaluate("window.dispatchEvent(new Event('focus'))")  # the list of the other tab is not stale
    expect(other.locator(".set-status")).to_have_text(STATUS.done)
    expect(other.locator(".status-note")).to_have_text("Đã trình <img src=x onerror='window.hacked=9'>")
    assert phone.overflow() <= 0

    with page.expect_download() as download:
        page.get_by_role("link", name=UNIT.ics).click()
    events = Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert f"({STATUS.done}) {FLOODS[0].task}" in [str(event["summary"]) for event in events]
    page.get_by_role("link", name="Nhiệm vụ", exact=True).click()
    page.get_by_role("link", name=UNIT.name).click()  # the browser remembers the unit
    expect(page.locator(".of-whom")).to_contain_text("Sở Xây dựng")


def test_two_people_do_not_overwrite_each_other_unseen(browser: Browser, chat: Chat) -> None:
    path = f"/?view=tasks&document={PLANS[1].id}&sort=number"
    visits = [Visit(browser, chat.address, path=path), Visit(browser, chat.address, path=path, width=390, height=844)]
    for visit, name in zip(visits, ("An", "Bình"), strict=True):
        visit.page.locator(".set-status").first.click()
        form = visit.page.locator(".status-form")
        form.get_by_label(STATUS.note).fill(f"Của {name}")
        form.get_by_label(STATUS.who).fill(name)
    for visit in visits:
        visit.page.get_by_role("button", name=STATUS.save).click()
    said = visits[1].page.locator(".said.problem")
    expect(said).to_contain_text("An vừa đổi")
    expect(visits[1].page.get_by_label(STATUS.note)).to_have_value("Của Bình")
    expect(visits[1].page.locator(".status-note").first).to_have_text("Của An")
    visits[1].page.keyboard.press("Escape")  # nor is what was typed thrown away by a key
    visits[1].page.get_by_role("button", name=STATUS.save).click()
    expect(visits[1].page.locator(".said")).to_have_text(STATUS.saved.format(status=STATUS.todo))
    assert visits[1].overflow() <= 0
    for visit in visits:
        visit.close()


def test_the_register_is_sorted_by_its_headings_and_prints_as_a_table(browser: Browser, chat: Chat) -> None:
    visit = Visit(browser, chat.address, path=f"/?view=tasks&document={PLANS[0].id}")
    first = visit.page.locator("tr.task td:first-child").first
    heading = visit.page.get_by_role("button", name=REGISTER_TEXTS["vi"].deadline, exact=True)
    heading.click()
    expect(visit.page.locator("th[aria-sort=ascending]")).to_have_text(REGISTER_TEXTS["vi"].deadline)
    heading.click()
    expect(first).to_have_text("4")
    expect(heading).to_be_focused()
    assert "sort=deadline&order=desc" in visit.page.url
    visit.page.set_viewport_size({"width": 700, "height": 900})  # the width of a sheet
    assert first.evaluate("cell => getComputedStyle(cell).display") == "grid"
    visit.page.emulate_media(media="print")
    assert first.evaluate("cell => getComputedStyle(cell).display") == "table-cell"
    visit.close()
