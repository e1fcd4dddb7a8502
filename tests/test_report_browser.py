"""The pages of a run and of a comparison in a real browser, opened as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from evals.reports.report import comparison_html, report_html
from evals.scoring.comparing import compare
from tests.invented_runs import BEFORE, FAULTS, run

CONTRAST = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, place) => sum + c * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  for (const one of document.querySelectorAll("body *:not(script):not(style):not(svg *)")) {
    if (![...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) || !one.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(ground(one))];
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) faint.add(one.className + ": " + one.textContent.trim().slice(0, 40));
  }
  return [...faint];
}"""
"""Texts whose contrast on their ground is below 4.5 : 1."""
SMALL = """[...document.querySelectorAll("button, select, input, summary")]
  .filter((one) => one.checkVisibility() && one.offsetHeight < 44).length"""
"""How many controls are too low to be touched."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with run.html and comparison.html."""
    folder = tmp_path_factory.mktemp("pages")
    later = run(faults=FAULTS)
    folder.joinpath("run.html").write_text(report_html(later, against=run(BEFORE), language="en"), encoding="utf-8")
    folder.joinpath("comparison.html").write_text(comparison_html(compare(run(BEFORE), later)), encoding="utf-8")
    return folder


@pytest.fixture
def wide(browser: Browser, pages: Path) -> Iterator[Page]:
    """The page of the run on a wide screen; nothing may be loaded, run out of a document, or go wrong in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page, wrong = opened(context, pages / "run.html")
    yield page
    assert page.evaluate("window.hacked") is None
    context.close()
    assert wrong == []


def opened(context: BrowserContext, path: Path) -> tuple[Page, list[str]]:
    """A file opened, and what goes wrong in it."""
    page, wrong = context.new_page(), list[str]()
    page.on("request", lambda request: None if request.url.startswith(path.as_uri()) else wrong.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.goto(path.as_uri())
    return page, wrong


def shown(page: Page) -> list[str]:
    """The ids of the cases that are shown."""
    return list(page.locator(".case:visible .under .findable").all_text_contents())


def test_filters_leave_the_cases_asked_for(wide: Page) -> None:
    assert len(shown(wide)) == 8
    wide.get_by_label("Show", exact=True).select_option("failed")
    expect(wide.locator("#shown")).to_have_text("6 of 8 cases shown")
    wide.get_by_role("combobox", name="Kind of question").select_option("deadline")
    assert shown(wide) == ["partly"]
    wide.get_by_label("Show", exact=True).select_option("right")
    expect(wide.locator("#shown")).to_have_text("No case matches the filters.")
    wide.get_by_role("button", name="Clear filters").click()
    expect(wide.locator("#shown")).to_have_text("8 of 8 cases shown")
    wide.get_by_label("Show", exact=True).select_option("worse")
    assert shown(wide) == ["silent"]


def test_search_finds_words_typed_without_diacritics(wide: Page) -> None:
    wide.get_by_label("Search questions and answers").fill("KENH hoa  binh dai")
    expect(wide.locator("#shown")).to_have_text("1 of 8 cases shown")
    assert shown(wide) == ["none"]
    wide.get_by_label("Search questions and answers").fill("cầu đường")
    expect(wide.locator("#shown")).to_have_text("No case matches the filters.")


def test_a_row_of_a_table_leads_to_its_cases_by_keyboard(wide: Page) -> None:
    wide.get_by_role("link", name="Answered though the documents do not say").focus()
    wide.keyboard.press("Enter")
    expect(wide.get_by_label("Where it was lost")).to_be_focused()
    assert shown(wide) == ["lured"]
    wide.get_by_role("button", name="Open those shown").click()
    expect(wide.locator("#case-6 .said-answer")).to_be_visible()


def test_a_case_opens_by_keyboard_and_its_marks_lead_to_the_citation(wide: Page) -> None:
    case = wide.locator("#case-2")
    case.locator("summary").focus()
    wide.keyboard.press("Enter")
    case.locator("a.mark").click()
    expect(wide.locator("#c2-1")).to_be_focused()
    expect(wide.locator("#c2-1")).to_be_in_viewport()


def test_an_address_with_a_case_opens_it(browser: Browser, pages: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{(pages / 'run.html').as_uri()}#case-5")
    expect(page.locator("#case-5 .said-answer")).to_be_in_viewport()
    context.close()


def test_without_a_script_everything_can_be_read(browser: Browser, pages: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / "run.html").as_uri())
    assert page.locator(".case:visible").count() == 8 and not page.locator(".filters").is_visible()
    page.locator("#case-2 summary").click()
    expect(page.locator("#case-2 .said-answer")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["run.html", "comparison.html"])
def test_page_fits_every_width_and_can_be_read_in_either_light(browser: Browser, pages: Path, name: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
    page, wrong = opened(context, pages / name)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate(CONTRAST) == []
    for width in (1280, 900, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL) == 0
    context.close()
    assert wrong == []
