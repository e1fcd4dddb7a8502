"""The chat page in a real browser, over a real server and an index of the sample documents."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect, sync_playwright

from assistant.assistant import LONGEST_QUESTION, Assistant
from assistant.web.register_texts import REGISTER_TEXTS
from assistant.web.texts import TEXTS
from tests.invented_plans import FLOODS, LONG_PLAN, PLANS, WARDS, hold
from tests.invented_plans import HOSTILE as HOSTILE_TASK
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths

HOSTILE = (
    "<script>window.hacked=1</script><img src=x onerror='window.hacked=2'> **đậm** [x](javascript:window.hacked=3) $x^2$ ${window.hacked=4}"
)
HOSTILE_FILE = f"Thông báo về cầu Vĩnh Phú\n\nTên gọi của cầu Vĩnh Phú trong hồ sơ là {HOSTILE} theo quyết định của thành phố.\n"
TEN = tuple(f"Đơn vị nào chủ trì Chương trình {number:02}?" for number in range(1, 11))
EVENTS = 90_000
"""Milliseconds to wait for anything at most, on a busy machine."""
WARMING = 120_000
"""Milliseconds for the model to be loaded and the suggested questions to be tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A running chat: where it is, and what the assistant answers to the ten questions when asked one after the other."""

    address: str
    expected: dict[str, str]


def shown(text: str) -> str:
    """An answer's text as a reader sees it: without our bold marks, white space aside."""
    return " ".join(text.replace("**", "").split())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_home: Path, model_cache: Path) -> Path:
    """The folder of an index of its own that holds the sample documents; the model is the one unpacked before."""
    folder = tmp_path_factory.mktemp("chat") / "home"
    shutil.copytree(sample_home, folder)
    (folder / "models").symlink_to(model_cache, target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def chat(browser: Browser, home: Path, embedder: Embedder) -> Iterator[Chat]:
    """The real program over the sample documents and one hostile one, once it has warmed up."""
    hostile = home / "cau-vinh-phu.txt"
    hostile.write_text(HOSTILE_FILE, encoding="utf-8")
    with Index(home, embedder=embedder) as index:
        ingest_paths(index, [hostile])
        hold(index, *PLANS, LONG_PLAN, folder=home / "plans")
        assistant = Assistant(index)
        expected = {question: shown(assistant.ask(question).text) for question in TEN}
    with serving(home) as address:
        first = Visit(browser, address)
        first.page.locator("button.suggestion:visible").first.wait_for(timeout=WARMING)
        first.close()
        yield Chat(address=address, expected=expected)


class serving:  # noqa: N801 (reads as a phrase: with serving(home) as address)
    """Runs `assistant chat` on a free port; gives its address."""

    def __init__(self, home: Path) -> None:
        variables = {**os.environ, "ASSISTANT_HOME": str(home), "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "assistant.cli", "chat", "--port", "0"]
        self._process = subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def __enter__(self) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                return found.group()
        raise AssertionError(f"the chat ended with status {self._process.wait()}")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        if self._process.stdout:
            self._process.stdout.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium of this machine. In CI a missing one is a failure; elsewhere the tests are skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        missing = "No Chromium on this machine: install it with “apt-get install chromium”."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found)
        yield started
        started.close()


class Visit:
    """One open page, and what went wrong in it."""

    def __init__(self, browser: Browser, address: str, *, width: int = 1280, height: int = 800, path: str = "/") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, permissions=["clipboard-read", "clipboard-write"])
        self.context.set_default_timeout(EVENTS)
        expect.set_options(timeout=EVENTS)
        self.page: Page = self.context.new_page()
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.goto(f"{address}{path}")
        self.page.locator(".welcome").wait_for(state="attached")

    def _note(self, url: str) -> None:
        if urlparse(url).scheme not in ("data", "blob") and urlparse(url).hostname != "127.0.0.1":
            self.outside.append(url)

    def _dismiss(self, dialog: Dialog) -> None:
        self.errors.append(dialog.message)
        dialog.dismiss()

    @property
    def box(self) -> Locator:
        return self.page.locator("#question textarea")

    def send(self, question: str) -> None:
        self.box.fill(question)
        self.box.press("Enter")

    def ask(self, question: str) -> Locator:
        """Asks and gives the answer, once all of it is there."""
        turns = self.page.locator(".turn").count()
        self.send(question)
        self.page.locator(f"#turn-{turns + 1} .tools").wait_for()
        return self.page.locator(f"#turn-{turns + 1} .answer")

    def overflow(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def close(self) -> None:
        """Nothing may have been loaded from elsewhere, run from a document, or failed."""
        hacked = self.page.evaluate("window.hacked")
        self.context.close()
        assert (self.outside, self.errors, hacked) == ([], [], None)


@pytest.fixture
def visit(browser: Browser, chat: Chat) -> Iterator[Visit]:
    """The page at the width of a desk."""
    opened = Visit(browser, chat.address)
    yield opened
    opened.close()


@pytest.fixture
def phone(browser: Browser, chat: Chat) -> Iterator[Visit]:
    """The page at the width of a telephone."""
    opened = Visit(browser, chat.address, width=390, height=844)
    yield opened
    opened.close()


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
    visits = [Visit(browser, chat.address) for _ in TEN]
    for one, question in zip(visits, TEN, strict=True):
        one.box.fill(question)
    for one in visits:
        one.box.press("Enter")
    for one, question in zip(visits, TEN, strict=True):
        one.page.locator("#turn-1 .tools").wait_for(timeout=3 * EVENTS)
        expect(one.page.locator("#turn-1 .question")).to_contain_text(question)
        paragraphs = one.page.locator("#turn-1 .answer p").all_inner_texts()
        assert shown(" ".join(paragraphs)) == chat.expected[question]
        one.close()


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
    expect(register.page.locator("#register")).to_contain_text(HOSTILE_TASK)
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


def test_an_empty_index_says_how_to_add_documents(browser: Browser, tmp_path: Path, model_cache: Path) -> None:
    (tmp_path / "models").symlink_to(model_cache, target_is_directory=True)
    with serving(tmp_path) as address:
        opened = Visit(browser, address)
        expect(opened.page.locator(".notice")).to_have_text(TEXTS["vi"].no_documents)
        opened.send("Đơn vị nào chủ trì?")
        expect(opened.page.locator(".problem")).to_have_text(TEXTS["vi"].no_documents)
        opened.close()
