"""Sets uploaded and chosen: what is kept of them, what is refused, and that nothing sent becomes a path."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from evals.web.evaluations import Evaluations
from evals.web.set_shelf import SAMPLE, SetShelf, safe_name
from tests.evaluations.site import CASES, HERE, HOSTILE, SET, VI, Slow, text_of, uploaded
from tests.scripted_models import scripted


def test_an_uploaded_set_is_read_counted_and_chosen(client: TestClient) -> None:
    kept = uploaded(client)
    html = client.get("/evaluations/sets", params={"set": kept}).text
    assert f'<option value="{kept}" selected>bo-cau-hoi.jsonl' in html
    assert "4 câu hỏi, 3 câu văn bản có nêu, 1 câu văn bản không nêu" in text_of(html).replace(" ,", ",")
    assert VI.over_index.format(count=3) in text_of(html)
    assert f"1 trên 2 văn bản mà bộ câu hỏi dẫn không có trong kho đang dùng, nên câu hỏi về chúng khó mà đúng: {HOSTILE}.pdf." in text_of(
        html
    )
    assert "<img" not in html


def test_conversations_are_counted_and_shown_with_what_may_write_the_answers(client: TestClient, assistant: Slow) -> None:
    talk = {"id": "t", "turns": [CASES[0] | {"id": None}, {"question": "Thời hạn?", "facts": [["30/6/2021"]]}]}
    kept = uploaded(client, SET + b"\n" + json.dumps(talk).encode())
    assert "1 hội thoại (2 lượt)" in text_of(client.get("/evaluations/sets", params={"set": kept}).text)
    assert 'id="by-model"' not in client.get("/evaluations/sets", params={"set": kept}).text
    assistant.chat, _ = scripted("NOT_FOUND")
    shown = client.get("/evaluations/sets", params={"set": kept}).text
    assert '<input type="checkbox" id="by-model">' in shown
    assert VI.by_model.format(model="scripted:test") in text_of(shown)


def test_lines_that_cannot_be_read_are_shown_with_their_reasons(client: TestClient) -> None:
    kept = uploaded(client, SET + b'\n{"id": "e"}\n{"id": "a", "question": "?", "facts": [["x"]]}\n')
    said = text_of(client.get("/evaluations/sets", params={"set": kept}).text)
    assert "2 câu không đọc được và sẽ bị bỏ qua" in said
    assert "dòng 5 : thiếu câu hỏi (“question”)" in said
    assert "dòng 6 : mã “a” trùng với mã ở dòng 1: mỗi câu cần một mã riêng" in said
    assert "row" not in said
    assert "line 5 : “question” must be" in text_of(client.get("/evaluations/sets", params={"set": kept, "lang": "en"}).text)


@pytest.mark.parametrize("data", [b"", b"abc", b"PK\x03\x04 broken", b'{"id": "a"}', b"\xff\xfe\xff\xd8\x00", b"question\n"])
def test_a_file_that_is_no_test_set_is_refused_in_one_sentence_and_not_kept(client: TestClient, home: Path, data: bytes) -> None:
    for language in ("vi", "en"):
        answer = client.post("/evaluations/upload", params={"name": "x.jsonl", "lang": language}, content=data, headers=HERE)
        assert answer.status_code == 400
        assert 20 < len(answer.text) < 300
        assert answer.text.endswith(".")
        assert "\n" not in answer.text
    assert not list((home / "test-sets").glob("*/*"))


def test_what_a_browser_sends_never_becomes_a_path(client: TestClient, home: Path) -> None:
    outside = home.parent / "outside.jsonl"
    for name in ("../../outside.jsonl", "..\\..\\outside.jsonl", "/etc/passwd", ".", "..", "", "\x00", "a" * 999 + ".jsonl", ".hidden"):
        uploaded(client, name=name)
    assert not outside.exists()
    kept = list((home / "test-sets").rglob("*"))
    assert len([path for path in kept if path.is_file()]) == 1  # the same bytes are one set, by its latest name
    for odd in ("../../index.sqlite", "%2e%2e", "*", "a" * 9999, "\x00"):
        assert client.get("/evaluations/sets", params={"set": odd}).status_code == 200
        assert client.get("/evaluations/report", params={"run": odd}).status_code == 404
        assert client.get("/evaluations/file", params={"run": odd, "form": "csv"}).status_code == 404
        assert client.post("/evaluations/start", params={"set": odd}, headers=HERE).status_code == 404


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Bộ câu hỏi số 1.xlsx", "Bộ câu hỏi số 1.xlsx"),
        ("C:\\Users\\a\\dev.jsonl", "dev.jsonl"),
        ("../.././x.csv", "x.csv"),
        ('a<b>"c|.csv', "a b c.csv"),
        ("...", "bo-cau-hoi"),
        ("", "bo-cau-hoi"),
        ("không đuôi", "không đuôi"),
    ],
)
def test_a_file_name_keeps_what_people_read_and_loses_what_systems_refuse(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert len(safe_name(f"{'ộ' * 500}.jsonl").encode()) < 255


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.web.evaluations.LARGEST", 2**20)
    answer = client.post("/evaluations/upload", params={"name": "x.jsonl"}, content=b"x" * (2**20 + 1), headers=HERE)
    assert (answer.status_code, answer.text) == (413, VI.too_large.format(limit=1))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
    ],
)
def test_orders_from_other_sites_are_refused(client: TestClient, evaluations: Evaluations, headers: dict[str, str]) -> None:
    kept = uploaded(client)
    for order in ("upload", "start", "resume", "stop"):
        answer = client.post(f"/evaluations/{order}", params={"set": kept, "name": "x.jsonl"}, content=SET, headers=headers)
        assert (answer.status_code, answer.text) == (403, VI.foreign)
    assert evaluations.runner.going is None
    assert client.get("/evaluations/start", params={"set": kept}).status_code == 405


def test_an_order_with_the_page_s_own_origin_is_taken(client: TestClient) -> None:
    assert client.post("/evaluations/stop", headers={"origin": "http://testserver"}).status_code == 200


def test_the_sample_comes_first_and_an_upload_of_it_is_the_same_set(tmp_path: Path) -> None:
    shelf = SetShelf(tmp_path)
    kept = shelf.keep(SAMPLE.read_bytes(), name="mau.jsonl")
    assert [one.id for one in shelf.sets()] == [kept.id]
    assert shelf.sets()[0].path == SAMPLE
