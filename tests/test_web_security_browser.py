"""Another site in a real browser: whatever it tries, it neither reads from the program nor orders anything, and the page still works."""

from __future__ import annotations

import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from evals.web.evaluation_texts import EVALUATION_TEXTS
from tests.browsing import TEN, Chat, Visit

VI = EVALUATION_TEXTS["vi"]
SET = '{"id":"1","question":"Ai chủ trì?","facts":[["b"]]}'
TRIES = """async (base) => {
  const said = {};
  const json = { method: "POST", credentials: "include", headers: { "Content-Type": "application/json" } };
  const event = JSON.stringify({ data: ["Ai?", "vi", "", null], fn_index: 6, session_hash: "evil", event_data: null, trigger_id: 24 });
  const tries = {
    join: ["/gradio_api/queue/join", { ...json, body: event }],
    run: ["/gradio_api/run/answer", { ...json, body: event }],
    plain: ["/gradio_api/queue/join", { method: "POST", mode: "no-cors", credentials: "include", body: event }],
    page: ["/", { credentials: "include" }],
    register: ["/register?lang=vi", { credentials: "include" }],
    export: ["/register/nhiem-vu.csv", {}],
    conversations: ["/conversations", { credentials: "include" }],
    files: ["/gradio_api/upload", { method: "POST", mode: "no-cors", body: new FormData() }],
    set: ["/evaluations/upload?name=evil.jsonl", { method: "POST", mode: "no-cors", body: SET }],
    stop: ["/evaluations/stop", { method: "POST", mode: "no-cors" }],
  };
  for (const [name, [path, options]] of Object.entries(tries)) {
    try {
      const answer = await fetch(base + path, options);
      said[name] = answer.type === "opaque" ? "opaque" : `${answer.status} ${(await answer.text()).length < 400}`;
    } catch { said[name] = "refused"; }
  }
  return said;
}""".replace("SET", f"'{SET}'")
FRAMED = """async (base) => {
  for (const path of ["/", "/register", "/conversations"]) {
    const frame = document.createElement("iframe");
    frame.src = base + path;
    const done = new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 5000); });
    document.body.append(frame);
    await done;
  }
}"""


@pytest.fixture(scope="module")
def evil_port() -> Iterator[int]:
    """The port of a site that has nothing but an empty page."""

    class Empty(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>evil</title><body></body>")

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Empty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def elsewhere(browser: Browser, chat: Chat, evil_port: int) -> Iterator[Page]:
    """A page of a browser to which three names lead: to the evil site, and to the program as a name server could make them."""
    port = urlsplit(chat.address).port
    rules = f"MAP evil.example 127.0.0.1:{evil_port}, MAP rebind.example 127.0.0.1:{port}, MAP office.example 127.0.0.1:{port}"
    started = browser.browser_type.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"),
        args=[f"--host-resolver-rules={rules}"],
    )
    yield started.new_page()
    started.close()


def sets_of(chat: Chat, page: Page) -> str:
    return page.request.get(f"{chat.address}/evaluations/sets").text()


def test_another_site_reads_and_orders_nothing(elsewhere: Page, chat: Chat, evil_port: int) -> None:
    bases = (chat.address, chat.address.replace("127.0.0.1", "localhost"), "http://office.example")
    for source in ("http://evil.example/", f"http://127.0.0.1:{evil_port}/"):
        for base in bases:
            elsewhere.goto(source)
            said = elsewhere.evaluate(TRIES, base)
            assert set(said.values()) <= {"refused", "opaque"}, (source, base, said)
            assert {name for name, what in said.items() if what == "opaque"} <= {"plain", "files", "set", "stop"}
    assert "evil.jsonl" not in sets_of(chat, elsewhere)


def test_a_name_that_was_pointed_at_this_machine_gets_a_sentence(elsewhere: Page, chat: Chat) -> None:
    answer = elsewhere.goto("http://rebind.example/register?lang=vi")
    assert answer is not None and answer.status == 400
    said = elsewhere.evaluate(TRIES, "")
    assert all(what in ("400 true", "405 true", "refused", "opaque") for what in said.values()), said
    assert "evil.jsonl" not in sets_of(chat, elsewhere)


def test_another_site_shows_nothing_of_ours_in_a_frame_but_may_link_to_the_page(elsewhere: Page, chat: Chat) -> None:
    elsewhere.goto("http://evil.example/")
    elsewhere.evaluate(FRAMED, chat.address)
    for frame in elsewhere.frames[1:]:
        assert frame.locator("#question, #register, .history-head, #history-heading").count() == 0
    elsewhere.evaluate("(base) => { window.location.href = `${base}/?view=tasks`; }", chat.address)
    expect(elsewhere.locator("#register-content table").first).to_be_visible()


def test_the_page_works_behind_the_gate(visit: Visit, tmp_path: Path) -> None:
    refused: list[str] = []
    visit.page.on("response", lambda response: refused.append(f"{response.status} {response.url}") if response.status >= 400 else None)
    blocked: list[str] = []
    visit.page.on("console", lambda said: blocked.append(said.text) if "Content Security Policy" in said.text else None)
    visit.page.reload()
    page = visit.page
    visit.ask(TEN[2])
    page.locator("#turn-1 a.mark").first.click()
    original = page.locator('.source[aria-current] a[href*="source/"]').first
    address = str(original.evaluate("(link) => link.href"))
    assert page.evaluate("(address) => fetch(address).then((answer) => answer.status)", address) == 200
    page.get_by_role("link", name="Nhiệm vụ").click()
    expect(page.locator("#register-content table").first).to_be_visible()
    page.get_by_role("link", name=VI.label).click()
    path = tmp_path / "bộ để xóa.jsonl"
    path.write_text(SET, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.locator("#set-choice option:checked")).to_contain_text(path.name)
    page.get_by_role("button", name=VI.delete).click()
    expect(page.get_by_role("button", name=VI.delete_keep)).to_be_focused()
    page.get_by_role("button", name=VI.delete_keep).click()
    page.get_by_role("button", name=VI.delete).click()
    page.get_by_role("button", name=VI.delete_now, exact=True).click()
    expect(page.locator("#evaluation-news")).to_have_text(VI.deleted.format(name=path.name))
    expect(page.locator("#set-choice option", has_text=path.name)).to_have_count(0)
    assert (refused, blocked) == ([], [])


def test_markup_that_got_into_the_page_would_run_nothing(visit: Visit) -> None:
    visit.page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 1'>");
            const script = document.createElement("script");
            script.textContent = "window.ran = 2";
            document.body.append(script);
        }"""
    )
    visit.page.wait_for_timeout(500)
    assert visit.page.evaluate("window.ran") is None
