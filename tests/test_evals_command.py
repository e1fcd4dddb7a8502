"""`python -m evals`: what it prints and writes, its exit status, and that a killed or interrupted run goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import ANY

import pytest

from evals.__main__ import main
from evals.command_line import evaluation_commands as commands
from evals.running import temporary_index
from evals.running.run_file import read_run
from tests.conftest import copy_small
from tests.scripted_chat import Reply, ScriptedServer
from tests.small_runs import CASES, write_set
from vectorstore.embedder import Embedder

Evals = Callable[..., tuple[str, str]]
LEADS = "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập danh mục dự án nhà ở xã hội"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, small_folder: Path, model_cache: Path) -> Path:
    """The folder of an index of the small documents."""
    home = tmp_path_factory.mktemp("evals") / "home"
    copy_small(small_folder, home, sources=small_folder / "sources")
    (home / "models").symlink_to(model_cache, target_is_directory=True)
    return home


@pytest.fixture
def evals(home: Path, tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Evals:
    """Runs a command in `tmp_path` and gives what it prints on stdout and stderr; fails where its status is not the expected one."""
    monkeypatch.setenv("ASSISTANT_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    for module in (commands, temporary_index):
        monkeypatch.setattr(module, "Embedder", lambda *_, **__: embedder)  # the same model, loaded once

    def run(*arguments: str | Path, status: int = 0) -> tuple[str, str]:
        try:
            assert main([str(argument) for argument in arguments]) == status
        except SystemExit as left:  # how argparse refuses
            assert left.code == status
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return printed.out, printed.err

    return run


def test_a_run_prints_figures_and_keeps_its_result_and_writes_what_is_asked_for(evals: Evals, home: Path, tmp_path: Path) -> None:
    write_set(tmp_path / "set.jsonl")
    page, table, junit = tmp_path / "a.html", tmp_path / "a.csv", tmp_path / "a.xml"
    said, _ = evals("run", "set.jsonl", "--report", page, "--csv", table, "--junit", junit, status=1)  # one question is too long
    assert "Right: all facts" in said
    assert "1 could not be answered" in said
    [kept] = (home / "runs").glob("set-*.jsonl")
    assert str(kept) in said
    assert len(table.read_bytes().splitlines()) > len(CASES)
    assert b"<testsuite" in junit.read_bytes()
    assert "Nhà máy nước mặt sông Đuống" in page.read_text(encoding="utf-8")

    printed, _ = evals("report", kept, "--json")
    assert {"header", "figures", "slices", "cases"} <= set(json.loads(printed))
    (tmp_path / "printed.json").write_text(printed, encoding="utf-8")
    assert [case["score"]["id"] for case in json.loads(printed)["cases"]] == [case["id"] for case in CASES]
    assert "unanswerable" in evals("report", kept)[0]

    said, _ = evals("compare", kept, "printed.json", "--report", "c.html", "--json")
    assert json.loads(said)["shared"] == len(CASES)
    assert json.loads(said)["flips"] == []
    assert (tmp_path / "c.html").exists()
    assert f"{len(CASES)} cases" in evals("compare", kept, "printed.json")[0]


def test_json_is_all_that_stands_on_stdout(evals: Evals, tmp_path: Path) -> None:
    write_set(tmp_path / "set.jsonl", CASES[0])
    out, err = evals("run", "set.jsonl", "--json", "--out", tmp_path / "run.jsonl")
    assert json.loads(out)["cases"][0]["answer"]["abstained"] is False
    assert "run.jsonl" in err
    assert "exists" in evals("run", "set.jsonl", "--out", tmp_path / "run.jsonl", status=2)[1]
    again, _ = evals("run", "set.jsonl", "--json", "--out", tmp_path / "run.jsonl", "--resume")
    assert json.loads(again)["cases"] == json.loads(out)["cases"]


def test_bad_cases_are_refused_or_left_out_and_said(evals: Evals, tmp_path: Path) -> None:
    write_set(tmp_path / "set.jsonl", CASES[0], {"id": "bad"})
    assert "line 2" in evals("run", "set.jsonl", status=2)[1]
    out, err = evals("run", "set.jsonl", "--skip-bad", status=1)
    assert "line 2" in err
    assert "1 could not be read" in out


def test_documents_given_are_read_for_the_run_alone_and_refused_ones_said(evals: Evals, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("Sở Du lịch chủ trì xây dựng Đề án phố đêm, hoàn thành trước ngày 1/2/2024.\n", encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    write_set(tmp_path / "set.jsonl", {"id": 1, "question": "Đơn vị nào chủ trì xây dựng Đề án phố đêm?", "facts": [["Sở Du lịch"]]})
    out, err = evals("run", "set.jsonl", "--json", "--documents", "new.txt", "broken.pdf")
    found = json.loads(out)
    assert (found["header"]["documents"], found["cases"][0]["score"]["facts"]) == (1, 1)
    assert "refused" in err
    assert "broken.pdf" in err


def test_a_squad_set_is_answered_from_its_own_contexts(evals: Evals, tmp_path: Path) -> None:
    context = "Cầu Vĩnh Phú dài 1.250 m, khánh thành ngày 2/9/2015 sau bốn năm thi công."
    question = {
        "id": "q",
        "question": "Cầu Vĩnh Phú dài bao nhiêu?",
        "answers": [{"text": "1.250 m", "answer_start": context.index("1.250")}],
    }
    squad = {"version": "1.1", "data": [{"title": "Cầu", "paragraphs": [{"context": context, "qas": [question]}]}]}
    (tmp_path / "squad.json").write_text(json.dumps(squad), encoding="utf-8")
    found = json.loads(evals("run", "squad.json", "--json", "--ways")[0])
    assert found["header"]["documents"] == 1
    assert found["header"]["settings"]["ways"] is True
    assert {part["value"] for part in found["slices"] if part["name"] == "style"} >= {"unaccented", "half_accented"}
    assert found["figures"]["mrr"]["value"] == 1


def test_a_run_with_the_chat_model_says_which_what_it_wrote_and_where_it_failed(
    evals: Evals, tmp_path: Path, scripted_server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("MODEL", "openai:scripted"), ("BASE_URL", scripted_server.url), ("KEY", "sk-secret"), ("TIMEOUT", "5")):
        monkeypatch.setenv(f"ASSISTANT_CHAT_{name}", value)
    write_set(tmp_path / "set.jsonl", CASES[0], CASES[1])
    built_in = json.loads(evals("run", "set.jsonl", "--json", "--out", "built-in.jsonl")[0])
    assert not scripted_server.requests  # unless it is asked for, a configured model is left alone
    assert built_in["model_use"] is None
    assert "chat" not in built_in["header"]["models"]
    scripted_server.say(f'Danh mục do Sở Xây dựng chủ trì [1: "{LEADS}"]. Hạn là năm 2035 [1: "{LEADS}"].')
    scripted_server.otherwise = Reply(status=500, text="out of memory")
    found = json.loads(evals("run", "set.jsonl", "--model", "--json", "--out", "model.jsonl")[0])
    assert found["cases"][0]["answer"]["mode"] == "model"
    assert [case["score"]["right"] for case in found["cases"]] == [True, True]  # the second by the built-in answer
    assert found["model_use"] == {
        "name": "openai:scripted", "count": 2, "written": 1, "fallbacks": {"model_failed": 1}, "dropped": 1, "dropped_from": 1,
    }  # fmt: skip
    settings = found["header"]["settings"]
    assert (settings["chat_base_url"], settings["chat_temperature"], settings["prompts"]["vi/answer"]) == (scripted_server.url, 0, ANY)
    assert b"sk-secret" not in (tmp_path / "model.jsonl").read_bytes()
    assert "models.chat: - -> openai:scripted" in evals("compare", "built-in.jsonl", "model.jsonl")[0]
    assert "openai:scripted wrote 1 of 2 answers" in evals("report", "model.jsonl")[0]
    assert "the model is another one" in evals("run", "set.jsonl", "--out", "model.jsonl", "--resume", status=2)[1]


def test_wrong_usage_and_input_are_one_sentence_with_status_2(evals: Evals, home: Path, tmp_path: Path) -> None:
    set_path = write_set(tmp_path / "set.jsonl", CASES[0])
    for said, arguments in (
        ("cannot be read", ("run", "nowhere.jsonl")),
        ("There is no index in", ("run", set_path, "--index", tmp_path / "nothing")),
        ("There is no folder", ("run", set_path, "--report", tmp_path / "nothing" / "a.html")),
        ("is a folder", ("run", set_path, "--csv", tmp_path)),
        ("no interrupted run of other.jsonl", ("run", write_set(tmp_path / "other.jsonl", CASES[0]), "--resume")),
        ("is not the result of a run", ("report", set_path)),
        ("is not the result of a run", ("compare", set_path, set_path)),
        ("called nothing", ("gate", "nothing")),
        ("No chat model is configured: set ASSISTANT_CHAT_MODEL", ("run", set_path, "--model")),
    ):
        assert said in evals(*arguments, status=2)[1]
    assert not (tmp_path / "nothing").exists()
    assert "--lower goes with --pin" in evals("gate", "--lower", status=2)[1]
    assert "--pin goes without --model" in evals("gate", "--model", "--pin", status=2)[1]
    evals("run", set_path, "--index", home, "--documents", "x", status=2)


def started(home: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    """`python -m evals` as a process of its own."""
    environment = {**os.environ, "ASSISTANT_HOME": str(home), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "evals", *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_lines(path: Path, *, count: int) -> None:
    until = time.monotonic() + 120
    while not path.exists() or path.read_bytes().count(b"\n") < count:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_killed_run_loses_only_the_case_in_work_and_ctrl_c_says_how_to_go_on(home: Path, tmp_path: Path) -> None:
    cases = [{**CASES[number % 5], "id": f"{number}"} for number in range(120)]
    set_path, out = write_set(tmp_path / "set.jsonl", *cases), tmp_path / "run.jsonl"

    killed = started(home, "run", set_path, "--out", out)
    wait_for_lines(out, count=4)
    killed.kill()
    killed.communicate()
    kept = read_run(out).records
    assert 3 <= len(kept) < len(cases)

    interrupted = started(home, "run", set_path, "--out", out, "--resume")
    wait_for_lines(out, count=len(kept) + 3)
    interrupted.send_signal(signal.SIGINT)
    printed, said = interrupted.communicate(timeout=120)
    assert interrupted.returncode == 130
    assert printed == ""
    assert f"{sys.executable} -m evals run {set_path} --out {out} --resume" in said
    assert "Traceback" not in said
    more = read_run(out).records
    assert more[: len(kept)] == kept
    assert len(kept) < len(more) < len(cases)
