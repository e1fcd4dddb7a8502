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

from assistant.register.status_store import FILE
from assistant.register.status_texts import STATUS_TEXTS
from assistant.web.app import guard
from assistant.web.register import ROWS, Register
from assistant.web.register_texts import REGISTER_TEXTS
from assistant.web.unit.unit_view import Unit
from tests.invented_plans import FLOODS, HOSTILE, LONG_PLAN, PLANS, SCHOOLS, WARDS, hold
from vectorstore.embedder import Embedder
from vectorstore.index import Index

VI = REGISTER_TEXTS["vi"]
ALL = len(FLOODS) + len(SCHOOLS) + len(WARDS)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the index of the invented plans."""
    return tmp_path_factory.mktemp("register") / "home"


@pytest.fixture(scope="module")
def client(home: Path, embedder: Embedder) -> Iterator[TestClient]:
    """The addresses of the register over the invented plans."""
    with Index(home, embedder=embedder) as index:
        hold(index, *PLANS, LONG_PLAN, folder=home.parent / "sources")
        app = FastAPI()
        Register(index).add_to(app)
        Unit(index).add_to(app)
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


def test_a_click_on_a_heading_sorts_up_then_down_then_not(client: TestClient) -> None:
    params = {"document": PLANS[0].id}
    up = client.get("/register", params={**params, "sort": "deadline"}).text
    down = client.get("/register", params={**params, "sort": "deadline", "order": "desc"}).text
    assert (numbers(up), numbers(down)) == (["1", "2", "2.1", "4", "3"], ["4", "2.1", "2", "1", "3"])
    assert 'aria-sort="ascending"><button type="button" class="sort" data-sort="deadline" data-order="desc"' in up
    assert 'aria-sort="descending"><button type="button" class="sort" data-sort="" data-order=""' in down
    assert (up.count('class="group"'), client.get("/register", params=params).text.count('class="group"')) == (0, 2)
    for link in re.findall(r'href="(register/[^"]+)"', down):
        assert "sort=deadline&order=desc" in unescape(link)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"due_from": "quý III/2026", "due_to": "quý III/2026"}, ["2"]),
        ({"due_to": "hết năm 2026"}, ["1", "2", "2.1"]),
        ({"due_from": "2030"}, ["4"]),
        ({"due": "overdue", "as_of": "1/7/2026"}, ["1"]),
        ({"due": "overdue", "as_of": "30/6/2026"}, []),
        ({"due": "month", "as_of": "tháng 9/2026"}, ["2"]),
        ({"due": "later", "as_of": "30/6/2026"}, ["2", "2.1", "4"]),
        ({"due": "none"}, ["3"]),
        ({"unit": "Sở Xây dựng"}, ["1", "2", "3"]),
        ({"status": "done"}, []),
        ({"status": "open"}, ["1", "2", "2.1", "3", "4"]),
    ],
)
def test_tasks_are_picked_by_period_and_by_how_they_stand_to_a_day(client: TestClient, params: dict[str, str], expected: list[str]) -> None:
    assert numbers(client.get("/register", params={"document": PLANS[0].id, **params}).text) == expected


def test_a_status_is_set_seen_and_filtered_by(client: TestClient, tmp_path: Path) -> None:
    task = {"document": PLANS[1].id, "ordinal": "1"}
    state = client.get("/register/state").text
    form = client.get("/register/status", params=task).text
    assert re.search(r'name="seen" value="0"', form)
    order = {**task, "seen": "0", "status": "done", "note": "<b>xong</b>", "who": "An"}
    saved = client.post("/register/status", data=order)
    assert saved.status_code == 200 and 'data-name="Xong"' in saved.text and "&lt;b&gt;xong&lt;/b&gt;" in saved.text
    assert client.get("/register/state").text != state
    later = client.post("/register/status", data={**order, "status": "doing", "who": "Bình"})
    assert later.status_code == 409
    assert "An vừa đổi trạng thái này thành “Xong”" in text_of(later.text)
    assert 'value="doing" selected' in later.text and 'value="Bình"' in later.text  # what Bình typed is still there
    html = client.get("/register", params={"status": "done", "sort": "status"}).text
    assert numbers(html) == ["2"] and "<b>xong" not in html and "An, " in text_of(html)
    exported = client.get("/register/nhiem-vu.csv", params={"status": "done"}).content.decode("utf-8-sig")
    assert "Xong,<b>xong</b>,An" in exported
    found = re.search(r'name="seen" value="(\d+)"', later.text)
    assert found and client.post("/register/status", data={**order, "status": "todo", "note": "", "seen": found[1]}).status_code == 200


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"who": " "}, 400, "Hãy nhập tên"),
        ({"note": "x" * 2001}, 400, "Ghi chú dài quá"),
        ({"status": "lost"}, 400, "Không có trạng thái này"),
        ({"ordinal": "99"}, 404, "không còn"),
        ({"document": ""}, 404, "không còn"),
        ({"seen": "7" * 15}, 409, "vừa đổi"),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_answered_with_a_sentence(
    client: TestClient, change: dict[str, str], status: int, said: str
) -> None:
    order = {"document": PLANS[1].id, "ordinal": "2", "seen": "0", "status": "done", "note": "", "who": "An"}
    answer = client.post("/register/status", data=order | change)
    assert answer.status_code == status
    assert said in text_of(answer.text)


def test_a_unit_has_its_page_and_its_files(client: TestClient) -> None:
    page = client.get("/unit", params={"body": "so xay dung", "as_of": "1/7/2026"}).text
    assert "Sở Xây dựng, tính đến ngày 01/07/2026" in text_of(page)
    assert "1 Quá hạn" in " ".join(text_of(page).split())
    assert "quá 1 ngày" in text_of(page)
    assert re.search(r'class="cite" href="\?view=source&amp;passage=[^"]+&amp;from=0&amp;to=\d+">21/KH-UBND, trang 1<', page)
    assert "Lịch tháng 7/2026" in page
    assert "Lịch tháng 9/2026" in (turned := client.get("/unit", params={"body": "Sở Xây dựng", "month": "2026-09"}).text)
    assert 'aria-label="1 nhiệm vụ hạn ngày 30/09/2026"' in turned
    for name, kind in (("lich.ics", "text/calendar"), ("nhiem-vu.csv", "text/csv"), ("nhiem-vu.xlsx", "application/vnd")):
        answer = client.get(f"/unit/{name}", params={"body": "Sở Xây dựng"})
        assert answer.headers["content-type"].startswith(kind) and answer.content
    links = [unescape(link) for link in re.findall(r'href="(\?view=tasks[^"]*)"', page)]
    assert numbers(client.get(f"/register{links[0].replace('view=tasks&', '')}").text) == ["1", "2", "3", "1"]


def test_a_unit_that_no_task_names_is_said_with_the_nearest(client: TestClient) -> None:
    page = client.get("/unit", params={"body": "Sở Xây lắp <b>"}).text
    assert "Không có nhiệm vụ nào nêu tên “Sở Xây lắp <b>”." in text_of(page) and "<b>" not in page
    assert 'data-body="Sở Xây dựng"' in page
    assert "choose-unit" not in client.get("/unit", params={"body": "Sở Trời ơi"}).text  # “sở” alone is no likeness
    assert VI.day_unreadable in text_of(client.get("/unit", params={"body": "Sở Xây dựng", "as_of": "hôm kia"}).text)
    assert client.get("/unit/lich.ics", params={"body": "x", "as_of": "?"}).status_code == 400
    assert 'class="choose-unit" data-body="Công ty Công viên"' in client.get("/unit").text


def test_orders_come_from_the_page_alone(client: TestClient) -> None:
    app = FastAPI()
    guard(app, hosts=frozenset({"testserver"}))
    app.mount("/", client.app)
    order = {"document": PLANS[1].id, "ordinal": "0", "seen": "0", "status": "done", "who": "An"}
    foreign = TestClient(app).post("/register/status", data=order, headers={"origin": "http://192.0.2.1", "sec-fetch-site": "cross-site"})
    assert foreign.status_code == 403
    assert TestClient(app).get("/register/status", params={"document": PLANS[1].id, "ordinal": "0"}).text.count("<option") == 4


def test_tasks_are_there_without_the_file_of_statuses_and_that_is_said(client: TestClient, home: Path) -> None:
    path = home / FILE
    path.write_bytes(b"not a database" * 200)
    try:
        html = client.get("/register", params={"document": PLANS[0].id}).text
        assert len(numbers(html)) == len(FLOODS) and STATUS_TEXTS["vi"].unusable in text_of(html)
        assert STATUS_TEXTS["vi"].unusable in text_of(client.get("/unit", params={"body": "Sở Xây dựng"}).text)
        for address in ("/register/status", "/register/state", "/unit/lich.ics", "/register/nhiem-vu.csv"):
            answer = client.get(address, params={"document": PLANS[0].id, "ordinal": "0", "body": "Sở Xây dựng"})
            assert (answer.status_code >= 400, STATUS_TEXTS["vi"].unusable) == (True, answer.text)
    finally:
        path.unlink()
