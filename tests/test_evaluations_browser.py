"""The view of evaluations in a real browser: as an evaluator uses it, from the upload to the comparison of two runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Route, expect

from assistant.web.marking_texts import MARKING_TEXTS
from assistant.web.texts import TEXTS
from evals.web.adding_texts import ADDING_TEXTS
from evals.web.evaluation_texts import EVALUATION_TEXTS
from evals.web.judging_texts import JUDGING_TEXTS
from tests.browsing import TEN, Chat, Visit

VI, EN = EVALUATION_TEXTS["vi"], EVALUATION_TEXTS["en"]
MARKING, ADDING, JUDGING = MARKING_TEXTS["vi"], ADDING_TEXTS["vi"], JUDGING_TEXTS["vi"]
HOSTILE = "<img src=x onerror='parent.hacked=1'>"
EVIDENCE = {"document": "03-CTr-TU.docx", "page": None, "quote": "Sở Xây dựng là cơ quan thường trực của Chương trình"}
CASES = (
    {"id": "1", "question": TEN[2], "kind": "lead_unit", "facts": [["Sở Xây dựng"]], "evidence": [EVIDENCE]},
    {"id": "2", "question": f"Giá vàng {HOSTILE} hôm nay là bao nhiêu?", "answerable": False},
    {"id": "3", "question": "Đơn vị nào chủ trì Chương trình 03?", "facts": [[HOSTILE]]},
    {"id": "4", "question": ""},
)


@pytest.fixture(scope="module")
def small_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set of three questions and one line that is none."""
    path = tmp_path_factory.mktemp("sets") / "bộ nhỏ.jsonl"
    path.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in CASES), encoding="utf-8")
    return path


@pytest.fixture
def evaluations(browser: Browser, chat: Chat) -> Iterator[Visit]:
    """The view at the width of a desk."""
    opened = Visit(browser, chat.address, path="/?view=evaluations")
    expect(opened.page.locator("#set-choice")).to_be_visible()
    yield opened
    opened.close()


def report_of(visit: Visit) -> FrameLocator:
    return visit.page.frame_locator("#evaluation-report iframe")


def test_a_set_is_uploaded_run_and_its_report_read_and_compared(evaluations: Visit, small_set: Path) -> None:
    page = evaluations.page
    page.locator("input[type=file]").set_input_files(small_set)
    expect(page.locator(".faults")).to_contain_text("dòng 4")
    run = page.get_by_role("button", name=VI.run)
    expect(run).to_be_focused()
    rows = page.locator("#evaluation-runs tbody tr", has_text=small_set.name)
    for count in (1, 2):
        run.press("Enter")
        expect(rows.filter(has_text=re.compile(r"\d/3"))).to_have_count(count)  # how many are right is for the floors to say
        expect(page.locator("#evaluation-news")).to_contain_text("trên 3 câu đúng")
    rows.first.get_by_role("button").press("Enter")
    expect(page.locator("#evaluation-report h3")).to_be_focused()
    expect(report_of(evaluations).locator("h1")).to_contain_text(small_set.name)
    expect(report_of(evaluations).locator("body")).to_contain_text(HOSTILE)
    page.get_by_label(VI.compare).select_option(index=1)
    expect(report_of(evaluations).locator("body")).to_contain_text("0 câu trở thành đúng")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert TEN[2] in Path(download.value.path()).read_text(encoding="utf-8-sig")
    page.reload()
    expect(page.get_by_label(VI.compare)).not_to_have_value("")
    page.go_back()
    expect(page.locator("#evaluation-report h3")).to_have_count(0)
    page.get_by_role("button", name="English").click()
    expect(page.locator("#evaluations h2")).to_have_text(EN.heading)


def test_an_answer_is_marked_added_to_a_set_run_judged_and_plotted(browser: Browser, chat: Chat) -> None:
    visit = Visit(browser, chat.address)
    page = visit.page
    visit.ask(TEN[2])
    wrong = page.locator("#turn-1").get_by_role("button", name=MARKING.marks["wrong"])
    wrong.press("Enter")
    expect(wrong).to_have_attribute("aria-pressed", "true")
    reason = page.locator("#turn-1").get_by_label(MARKING.reason)
    reason.fill("phải là Sở Nội vụ")
    reason.press("Enter")
    expect(page.locator("#turn-1 .mark-said")).to_have_text(MARKING.saved)
    page.reload()
    expect(wrong).to_have_attribute("aria-pressed", "true")
    expect(reason).to_have_value("phải là Sở Nội vụ")

    page.locator("#turn-1 .add-case").press("Enter")
    form = page.locator("#case-dialog")
    expect(form.get_by_label(ADDING.facts)).to_have_value("Sở Xây dựng")
    expect(form.get_by_label(ADDING.document).first).not_to_have_value("")
    form.get_by_label(ADDING.facts).fill("Sở Nội vụ")  # which the answer does not say: it will fail
    form.get_by_label(ADDING.set, exact=True).select_option(label=ADDING.new_set)  # another test's set may be there
    form.get_by_role("button", name=ADDING.look).click()
    expect(form.locator("#case-seen")).to_contain_text("Sở Nội vụ")
    form.get_by_role("button", name=ADDING.save).click()
    form.get_by_role("link", name=ADDING.open_set).click()

    run = page.get_by_role("button", name=VI.run)
    rows = page.locator("#evaluation-runs tbody tr", has_text=ADDING.set_name_default)
    expect(page.locator("#set-read")).to_contain_text("1 câu hỏi")
    page.wait_for_timeout(500)  # the view is filled by several answers of the server: a click on what one of them replaces is lost
    for count in (1, 2):
        run.click()
        expect(page.locator(".going[data-phase=done]")).to_be_visible()
        expect(rows.filter(has_text="0/1")).to_have_count(count)
    rows.first.get_by_role("button").click()
    page.locator("#failed-cases summary").click()
    case = page.locator("#failed-cases article")
    case.get_by_label("đúng", exact=True).check()
    case.get_by_role("button", name=JUDGING.save).click()
    expect(case.locator(".told")).to_have_text(JUDGING.saved)
    expect(rows.filter(has_text=VI.judged)).to_have_count(2)  # the answer is the same in both
    expect(report_of(visit).locator("#figures")).to_contain_text("Theo người xét: đúng 1 trên 1 câu")
    expect(page.locator(".trend g.judged circle")).to_have_count(2)
    expect(page.locator(".trend-table tbody tr")).to_have_count(2)

    page.get_by_role("button", name=VI.part_asked).click()
    expect(page.locator("#asked-results")).to_contain_text("phải là Sở Nội vụ")
    visit.close()


def test_a_run_is_found_again_after_a_reload_and_goes_on_after_a_stop(evaluations: Visit, tmp_path: Path) -> None:
    page = evaluations.page
    long = tmp_path / "bộ dài.jsonl"  # what was read for earlier questions is kept, and a set asked before is over in seconds
    cases = ({"id": str(n), "question": f"Chương trình {n} có bao nhiêu chỉ tiêu?", "answerable": False} for n in range(100, 500))
    long.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in cases), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(long)
    run = page.get_by_role("button", name=VI.run)
    expect(run).to_be_focused()
    run.click()
    expect(page.locator(".going[data-phase=asking]")).to_be_visible()
    page.reload()
    expect(page.locator(".going .state")).to_contain_text("400")
    page.get_by_role("link", name=TEXTS["vi"].chat).click()
    evaluations.ask(TEN[2])
    with page.expect_response(lambda response: "/evaluations" in response.url):  # the view is filled anew when it is opened
        page.get_by_role("link", name=VI.label).click()
    stop = page.locator(".going .stop")
    stop.wait_for()
    page.wait_for_timeout(500)
    stop.focus()
    expect(page.locator(".going progress")).not_to_have_attribute("value", "0")
    expect(stop).to_be_focused()  # what is new of the run takes nothing away from under the reader
    page.keyboard.press("Enter")
    expect(page.locator(".going[data-phase=stopped]")).to_be_visible()
    resume = page.get_by_role("button", name=VI.resume).first
    resume.press("Enter")
    expect(page.locator(".going[data-phase=asking]")).to_be_visible()
    page.locator("#evaluation-runs .open-run").first.click()  # the report of a run that is going is of what has been asked so far
    unfinished = report_of(evaluations).get_by_text("/400").or_(report_of(evaluations).get_by_text("trên 400 câu")).first
    so_far = unfinished.inner_text()
    page.wait_for_timeout(1_000)
    page.locator(".going .stop").click()
    expect(page.locator(".going[data-phase=stopped]")).to_be_visible()
    expect(unfinished).not_to_have_text(so_far)


def test_the_set_before_is_not_run_while_another_one_is_read(evaluations: Visit, small_set: Path) -> None:
    page = evaluations.page
    run = page.get_by_role("button", name=VI.run)
    upload = re.compile("/evaluations/upload")
    held: list[Route] = []
    page.route(upload, lambda route: held.append(route))  # playwright takes no method of a list
    page.locator("input[type=file]").set_input_files(small_set)
    expect(page.locator(".upload[aria-busy]")).to_be_visible()
    expect(run).to_have_attribute("aria-disabled", "true")
    held.pop().abort()
    expect(page.locator("#evaluation-sets .problem[role=alert]:visible")).to_be_visible()
    expect(run).not_to_have_attribute("aria-disabled", "true")
    page.unroute(upload)
    page.locator("input[type=file]").set_input_files(small_set)
    expect(run).to_be_focused()
    expect(run).not_to_have_attribute("aria-disabled", "true")


def test_what_goes_wrong_is_said_where_the_reader_looks(evaluations: Visit, tmp_path: Path) -> None:
    page = evaluations.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#set-choice")).to_be_focused()
    bad = tmp_path / "anh.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    page.locator("input[type=file]").set_input_files(bad)
    said = page.locator("#evaluation-sets .problem[role=alert]:visible")
    expect(said).to_be_in_viewport()
    expect(said).not_to_be_empty()
    expect(page.locator(".upload")).to_contain_text(VI.upload)


def test_evaluations_fit_a_telephone(phone: Visit, small_set: Path) -> None:
    page = phone.page
    page.get_by_role("link", name=VI.label).click()
    page.locator("input[type=file]").set_input_files(small_set)
    page.get_by_role("button", name=VI.run).click()
    expect(page.locator(".going[data-phase=done]")).to_be_visible()
    page.locator(".going .open-run").click()
    expect(report_of(phone).locator("h1")).to_be_visible()
    assert phone.overflow() <= 0
    for control in page.locator("#evaluations :is(button, select, .upload, a, summary):visible, .views a").all():
        size = control.bounding_box()
        assert size is not None
        assert size["height"] >= 44
