"""Sets uploaded and chosen: what is kept of them, what is refused, and that nothing sent becomes a path."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.web.refusals import sentences
from evals.web import set_shelf
from evals.web.evaluations import Evaluations
from evals.web.problems import problem
from evals.web.set_shelf import SAMPLE, SetShelf, safe_name
from ingest.limits.limited import Limits, OverLimit
from tests.evaluations.site import CASES, EN, HERE, HOSTILE, SET, VI, Slow, text_of, uploaded
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
    for order in ("upload", "start", "resume", "stop", "delete"):
        answer = client.post(f"/evaluations/{order}", params={"set": kept, "name": "x.jsonl"}, content=SET, headers=headers)
        assert answer.status_code == 403
        assert sentences("foreign")["vi"] in answer.text
    assert evaluations.runner.going is None
    for order in ("start", "delete"):
        assert client.get(f"/evaluations/{order}", params={"set": kept}).status_code == 405
    assert kept in client.get("/evaluations/sets").text


def test_a_set_is_deleted_with_its_file_and_the_sample_never(client: TestClient, home: Path) -> None:
    kept = uploaded(client)
    shown = client.get("/evaluations/sets", params={"set": kept, "lang": "en"}).text
    assert EN.delete in shown and 'data-order="delete"' in shown
    said = client.post("/evaluations/delete", params={"set": kept}, headers=HERE)
    assert (said.status_code, said.text) == (200, VI.deleted.format(name="bo-cau-hoi.jsonl"))
    assert list((home / "test-sets").rglob("*")) == []
    assert client.post("/evaluations/delete", params={"set": kept}, headers=HERE).status_code == 404
    sample = SetShelf(home / "test-sets").sets()[0]
    assert EN.delete not in client.get("/evaluations/sets", params={"set": sample.id, "lang": "en"}).text
    assert client.post("/evaluations/delete", params={"set": sample.id}, headers=HERE).status_code == 404
    assert sample.path.is_file()


@pytest.mark.parametrize(("limit", "value"), [("MOST_SETS", 1), ("MOST_BYTES", len(SET) + 10)])
def test_sets_are_kept_up_to_a_number_and_a_size(
    client: TestClient, home: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    first = uploaded(client)
    monkeypatch.setattr(f"evals.web.set_shelf.{limit}", value)
    another = client.post("/evaluations/upload", params={"name": "x.jsonl"}, content=SET + b"\n", headers=HERE)
    assert another.status_code == 400
    assert another.text.startswith(VI.shelf_full.partition(" {")[0])
    assert [one.id for one in SetShelf(home / "test-sets").sets()][1:] == [first]
    assert uploaded(client, name="new-name.jsonl") == first  # what is kept already takes no more room
    assert client.post("/evaluations/delete", params={"set": first}, headers=HERE).status_code == 200
    assert uploaded(client, SET + b"\n") != first


@pytest.mark.process
def test_the_process_that_reads_a_set_does_not_load_the_page() -> None:
    reads = "import pickle, sys; pickle.loads(bytes.fromhex(sys.argv[1])); print('gradio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", reads, pickle.dumps(set_shelf._READ).hex()], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.process
def test_a_set_that_takes_too_long_to_read_is_given_up_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.web.set_shelf._LIMITS", Limits(seconds=0.5))
    shelf = SetShelf(tmp_path / "sets")
    long = b"\n".join(b'{"id": "%d", "question": "Ai?", "facts": [["A"]]}' % number for number in range(400_000))
    with pytest.raises(OverLimit) as caught:
        shelf.keep(long, name="x.jsonl")
    assert problem(caught.value, language="vi") == VI.too_heavy
    assert list((tmp_path / "sets").rglob("*")) == []


def test_an_order_with_the_page_s_own_origin_is_taken(client: TestClient) -> None:
    assert client.post("/evaluations/stop", headers={"origin": "http://testserver"}).status_code == 200


@pytest.mark.process
def test_the_sample_comes_first_and_an_upload_of_it_is_the_same_set(tmp_path: Path) -> None:
    shelf = SetShelf(tmp_path)
    kept = shelf.keep(SAMPLE.read_bytes(), name="mau.jsonl")
    assert [one.id for one in shelf.sets()] == [kept.id]
    assert shelf.sets()[0].path == SAMPLE
