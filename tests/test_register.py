"""The register of tasks without a browser: what its addresses answer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.web.register import ROWS, Register
from assistant.web.register_texts import REGISTER_TEXTS
from tests.invented_plans import FLOODS, HOSTILE, LONG_PLAN, PLANS, SCHOOLS, WARDS, hold
from vectorstore.embedder import Embedder
from vectorstore.index import Index

VI = REGISTER_TEXTS["vi"]
ALL = len(FLOODS) + len(SCHOOLS) + len(WARDS)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[TestClient]:
    """The addresses of the register over the invented plans."""
    folder = tmp_path_factory.mktemp("register")
    with Index(folder / "home", embedder=embedder) as index:
        hold(index, *PLANS, LONG_PLAN, folder=folder / "sources")
        app = FastAPI()
        Register(index).add_to(app)
        yield TestClient(app)


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def numbers(html: str) -> list[str]:
    return re.findall(rf'<td data-label="{VI.number}">([^<]*)</td>', html)


def test_all_tasks_are_counted_and_shown_page_by_page(client: TestClient) -> None:
    first = client.get("/register").text
    assert f"{ALL} nhiệm vụ, đang xem 1–{ROWS}" in text_of(first)
    second = client.get("/register", params={"page": "2"}).text
    assert numbers(first) + numbers(second) == [task.number for task in (*WARDS, *FLOODS, *SCHOOLS)]
    assert client.get("/register", params={"page": "99"}).text == second
    for odd in ("0", "-1", "x", "٣", "9" * 30):
        assert client.get("/register", params={"page": odd}).text == first


def test_filters_leave_what_they_ask_for_and_stay_filled_in(client: TestClient) -> None:
    html = client.get("/register", params={"lead": "so xay dung", "document": PLANS[0].id, "due_to": "30/6/2026"}).text
    assert numbers(html) == ["1"]
    assert "1 nhiệm vụ" in text_of(html)
    assert 'value="so xay dung"' in html
    assert 'value="30/6/2026"' in html
    assert f'<option value="{PLANS[0].id}" selected>' in html


def test_bodies_to_choose_from_come_with_their_counts(client: TestClient) -> None:
    leads = client.get("/register").text.split('id="lead-bodies"')[1].split("</datalist>")[0]
    assert f'<option value="Công ty Công viên" label="{len(WARDS)} nhiệm vụ">' in leads
    assert '<option value="Sở Xây dựng" label="2 nhiệm vụ">' in leads


def test_the_source_of_a_task_is_its_passage_with_the_task_highlighted(client: TestClient) -> None:
    html = client.get("/register/source", params={"document": PLANS[0].id, "ordinal": "0"}).text
    assert re.search(r"<mark>1 \| Lập bản đồ.*Trước 30/6/2026</mark>", html)
    assert f'href="source/{PLANS[0].id}#page=1"' in html


@pytest.mark.parametrize("params", [{}, {"document": "0" * 16, "ordinal": "0"}, {"document": PLANS[0].id, "ordinal": "99"}])
def test_a_task_that_is_not_held_has_no_source(client: TestClient, params: dict[str, str]) -> None:
    assert client.get("/register/source", params=params).status_code == 404


def test_files_hold_exactly_the_tasks_found(client: TestClient) -> None:
    html = client.get("/register", params={"text": "khảo sát"}).text
    links = {unescape(link) for link in re.findall(r'href="(register/[^"]+)"', html)}
    assert len(links) == 2
    for link in links:
        response = client.get(f"/{link}")
        assert 'attachment; filename="nhiem-vu' in response.headers["content-disposition"]
        if ".csv" in link:
            rows = [row[2] for row in csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""))][1:]
        else:
            sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
            rows = [str(row[2]) for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert rows == numbers(html) == ["1", "2", "2.1"]
    everything = client.get("/register/nhiem-vu.csv").content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(everything, newline="")))) == ALL + 1


def test_what_cannot_be_asked_is_said_in_one_sentence(client: TestClient) -> None:
    for params, said in (({"due_to": "32/13/2026"}, VI.day_unreadable), ({"document": "KH 99"}, VI.document_unknown)):
        html = client.get("/register", params=params).text
        assert said in text_of(html)
        assert numbers(html) == []
        assert client.get("/register/nhiem-vu.xlsx", params=params).status_code == 400
    assert VI.none_found in text_of(client.get("/register", params={"text": "xyz"}).text)
    assert REGISTER_TEXTS["en"].none_found in text_of(client.get("/register", params={"text": "xyz", "lang": "en"}).text)


def test_markup_of_documents_and_filters_is_shown_as_it_is_written(client: TestClient) -> None:
    html = client.get("/register", params={"document": PLANS[0].id}).text
    assert HOSTILE in unescape(html)
    assert "<img" not in html
    odd = "\"><script>x</script>'\x00" + "y" * 900
    for name in ("text", "lead", "coordinating", "document", "due_from", "due_to", "lang", "page"):
        assert "<script" not in client.get("/register", params={name: odd}).text


def test_an_index_without_tasks_says_so(tmp_path: Path) -> None:
    app = FastAPI()
    with Index(tmp_path) as index:
        Register(index).add_to(app)
        html = TestClient(app).get("/register", params={"lang": "en"}).text
    assert "assistant ingest" in text_of(html)
