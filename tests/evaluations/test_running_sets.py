"""Runs of a set begun, watched, stopped and gone on with, listed, compared and downloaded."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web import Site, Waiting
from evals.running.run import header_of, run_cases
from evals.running.run_file import RunWriter, read_run
from evals.sets.gold import TestSet
from evals.sets.test_sets import read_test_set
from evals.web.evaluations import Evaluations
from evals.web.running import Phase, Runner
from evals.web.set_shelf import SAMPLE
from tests.evaluations.site import CASES, EN, HERE, SET, SQUAD, VI, Slow, ended, run_all, text_of, until_done, uploaded
from tests.scripted_models import scripted
from vectorstore.index import Index


def test_a_run_shows_how_far_it_is_and_ends_in_a_report(client: TestClient, evaluations: Evaluations, assistant: Slow) -> None:
    kept = uploaded(client)
    started = client.post("/evaluations/start", params={"set": kept}, headers=HERE)
    assert 'data-phase="asking"' in started.text
    assistant.let.release(2)
    until_done(evaluations, 2)
    shown = client.get("/evaluations/going").text
    assert "Đã hỏi 2 trên 4 câu" in text_of(shown)
    assert '<progress max="4" value="2"' in shown
    assert "còn khoảng" in text_of(shown)
    refused = client.post("/evaluations/start", params={"set": kept, "lang": "en"}, headers=HERE)
    assert (refused.status_code, refused.text) == (409, EN.already)
    assert VI.resume not in client.get("/evaluations/runs").text
    assistant.let.release(2)
    assert ended(evaluations).phase is Phase.DONE
    assert VI.done.format(name="bo-cau-hoi.jsonl", right=3, count=4) in text_of(client.get("/evaluations/going").text)
    run = re.findall(r'class="open-run" data-run="(\w+)"', client.get("/evaluations/runs").text)[0]
    report = client.get("/evaluations/report", params={"run": run})
    assert "sandbox allow-scripts; default-src 'none'" in report.headers["content-security-policy"]
    assert "bo-cau-hoi.jsonl" in text_of(report.text)
    assert "<img" not in report.text


def test_a_run_that_was_stopped_goes_on_where_it_was(client: TestClient, evaluations: Evaluations, assistant: Slow, home: Path) -> None:
    kept = uploaded(client)
    client.post("/evaluations/start", params={"set": kept}, headers=HERE)
    assistant.let.release(1)
    until_done(evaluations, 1)
    assert VI.stopping in client.post("/evaluations/stop", headers=HERE).text
    assistant.let.release(1)
    assert ended(evaluations).phase is Phase.STOPPED
    listed = client.get("/evaluations/runs").text
    assert "2 trên 4, chưa xong" in text_of(listed)
    run = re.findall(r'class="resume" data-run="(\w+)"', listed)[0]
    assert client.post("/evaluations/resume", params={"run": run}, headers=HERE).status_code == 200
    assistant.let.release(2)
    assert ended(evaluations).phase is Phase.DONE
    (path,) = (home / "runs").glob("*.jsonl")
    assert [record.case.id for record in read_run(path).records] == ["a", "b", "c", "d"]


def test_a_run_of_a_set_that_is_gone_or_of_another_index_is_not_gone_on_with(
    client: TestClient, evaluations: Evaluations, small_index: Index, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(SET)
    test_set, settings = read_test_set(path), Settings(home=home)
    runs = home / "runs"
    with RunWriter(runs / "set-1.jsonl", header_of(small_index, test_set, settings=settings).model_copy(update={"index": "another"})):
        pass
    run = re.findall(r'class="resume" data-run="(\w+)"', client.get("/evaluations/runs").text)[0]
    answer = client.post("/evaluations/resume", params={"run": run}, headers=HERE)
    assert (answer.status_code, answer.text) == (409, VI.set_gone)
    uploaded(client)
    assert client.post("/evaluations/resume", params={"run": run}, headers=HERE).status_code == 200
    assert ended(evaluations).phase is Phase.FAILED
    assert VI.changed in text_of(client.get("/evaluations/going").text)


@pytest.mark.parametrize("by_model", [False, True])
def test_the_chat_model_of_the_page_writes_the_answers_only_where_it_is_asked_to(small_index: Index, home: Path, by_model: bool) -> None:
    chat, model = scripted("NOT_FOUND")
    site = Site(assistant=Assistant(small_index, chat=chat), settings=Settings(home=home), waiting=Waiting())
    evaluations, app = Evaluations(site), FastAPI()
    evaluations.add_to(app)
    client = TestClient(app)
    client.post("/evaluations/start", params={"set": uploaded(client), **({"model": "1"} if by_model else {})}, headers=HERE)
    assert ended(evaluations).phase is Phase.DONE
    (path,) = (home / "runs").glob("*.jsonl")
    run = read_run(path)
    assert run.header.models.get("chat") == ("scripted:test" if by_model else None)
    assert bool(model.asked) is by_model
    assert ("scripted:test" in client.get("/evaluations/runs").text) is by_model
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    kept = re.findall(r'class="resume" data-run="(\w+)"', client.get("/evaluations/runs").text)[0]
    assert client.post("/evaluations/resume", params={"run": kept}, headers=HERE).status_code == 200
    assert ended(evaluations).phase is Phase.DONE
    assert read_run(path).header == run.header


def test_a_set_with_documents_of_its_own_is_answered_from_those(client: TestClient, evaluations: Evaluations, small_index: Index) -> None:
    kept = uploaded(client, json.dumps(SQUAD).encode(), name="squad.json")
    assert VI.contexts.format(count=1) in text_of(client.get("/evaluations/sets", params={"set": kept}).text)
    client.post("/evaluations/start", params={"set": kept}, headers=HERE)
    going = ended(evaluations)
    assert (going.phase, going.right) == (Phase.DONE, 1)
    assert read_run(going.path).header.documents == 1
    assert len(small_index.documents()) == 3


def test_a_run_lets_people_who_chat_go_first(assistant: Slow, home: Path) -> None:
    waiting = Waiting()
    runner = Runner(Site(assistant=assistant, settings=Settings(home=home), waiting=waiting))
    case = read_test_set(SAMPLE).cases[0]
    assistant.let.release(1)
    with waiting.one():
        runner.start(TestSet(name="x", sha256="0" * 64, cases=(case,)), path=home / "runs" / "x.jsonl")
        time.sleep(0.3)
        assert runner.going is not None
        assert runner.going.done == 0
        assert assistant.let.acquire(blocking=False)  # what lets it answer has not been taken yet
    assistant.let.release()
    runner.close()


def test_an_empty_index_says_how_to_add_documents(tmp_path: Path, assistant: Slow) -> None:
    with Index(tmp_path, embedder=assistant.index.embedder) as empty:
        evaluations = Evaluations(Site(assistant=Assistant(empty), settings=Settings(home=tmp_path), waiting=Waiting()))
        app = FastAPI()
        evaluations.add_to(app)
        client = TestClient(app)
        answer = client.post("/evaluations/start", params={"set": uploaded(client)}, headers=HERE)
    assert answer.status_code == 409
    assert "assistant ingest" in answer.text


def test_runs_of_the_command_line_are_in_the_list_and_others_left_out(
    client: TestClient, small_index: Index, home: Path, assistant: Slow, tmp_path: Path
) -> None:
    path = tmp_path / "dòng lệnh.jsonl"
    path.write_bytes(SET)
    test_set = read_test_set(path)
    assistant.let.release(len(CASES))
    with RunWriter(home / "runs" / "any name.jsonl", header_of(small_index, test_set, settings=Settings(home=home))) as writer:
        run_cases(assistant, test_set, writer=writer)
    (home / "runs" / "notes.json").write_text("{}", encoding="utf-8")
    (home / "runs" / "torn.jsonl").write_bytes(b"\x00")
    listed = client.get("/evaluations", params={"lang": "en"}).text
    assert listed.count('class="open-run"') == 1
    assert "dòng lệnh.jsonl" in text_of(listed)


def test_two_runs_are_compared_and_downloaded(client: TestClient, evaluations: Evaluations, assistant: Slow) -> None:
    kept = uploaded(client)
    first = run_all(client, evaluations, assistant, kept=kept)
    second = run_all(client, evaluations, assistant, kept=kept)
    part = client.get("/evaluations/run", params={"run": second}).text
    assert f'<option value="{first}">' in part
    assert 'sandbox="allow-scripts"' in part
    both = {"run": second, "against": first}
    assert client.get("/evaluations/report", params=both).text != client.get("/evaluations/report", params={"run": second}).text
    files = {form: client.get("/evaluations/file", params={**both, "form": form}) for form in ("html", "csv", "json", "xml")}
    for form, answer in files.items():
        assert re.fullmatch(rf"attachment; filename\*=UTF-8''bo-cau-hoi-[\w-]+\.{form}", answer.headers["content-disposition"])
    assert len(files["json"].json()["cases"]) == len(ElementTree.fromstring(files["xml"].content).findall(".//testcase")) == len(CASES)
    assert str(CASES[2]["question"]) in files["csv"].content.decode("utf-8-sig")
    assert client.get("/evaluations/file", params={**both, "form": "exe"}).status_code == 404
