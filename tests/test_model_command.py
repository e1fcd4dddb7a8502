"""`assistant model` tries the chat model that is configured, and says what to do where it does not work."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.chat_model.trial import try_model
from assistant.cli import main
from tests.scripted_chat import Reply, Request, ScriptedServer

CITED = (
    'Sở Công Thương chủ trì lập danh mục chợ cần cải tạo [1: "Sở Công Thương chủ trì, phối hợp với Sở Xây dựng lập danh mục chợ cần '
    'cải tạo"]. Thời hạn là trước ngày 25 tháng 7 năm 2031 [1: "trước ngày 25 tháng 7 năm 2031"].'
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command with some settings: its status, and what it wrote on stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    def called(*arguments: str, **settings: str) -> tuple[int, str, str]:
        for name, value in settings.items():
            monkeypatch.setenv(f"ASSISTANT_CHAT_{name.upper()}", value)
        status = main(["model", *arguments])
        return status, *capsys.readouterr()

    return called


def cites(request: Request) -> Reply:
    """A model that answers from passages when it is given some."""
    return Reply(text=CITED if "<passage" in request.prompt else "Xin chào!", pause=0.01)


def test_without_a_model_it_says_how_to_attach_one(run: Run) -> None:
    status, out, _ = run()
    assert status == 1
    assert "ASSISTANT_CHAT_MODEL=ollama:" in out
    assert "docs/models.md" in out


def test_a_model_that_works_shows_speed_and_citations(run: Run, scripted_server: ScriptedServer) -> None:
    scripted_server.otherwise = cites
    status, out, _ = run(model="openai:scripted", base_url=scripted_server.url)
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == ["Model", "Where", "Answers", "Speed", "Cites"]
    assert "openai:scripted" in out
    assert scripted_server.url in out
    assert "yes: 2 of its sentences" in out


def test_the_same_as_json(run: Run, scripted_server: ScriptedServer) -> None:
    scripted_server.otherwise = cites
    status, out, _ = run("--json", model="ollama:scripted", base_url=scripted_server.ollama_url)
    told = json.loads(out)
    assert status == 0
    assert (told["works"], told["cites"], told["held"], told["dropped"], told["problem"]) == (True, True, 2, 0, None)
    assert told["first_word"] > 0
    assert told["words_a_second"] > 0


def test_a_model_that_answers_without_citing_is_told_apart(run: Run, scripted_server: ScriptedServer) -> None:
    scripted_server.otherwise = Reply(text="Thưa ông bà, đây là một câu hỏi rất hay.")
    status, out, _ = run(model="openai:scripted", base_url=scripted_server.url)
    assert status == 0
    assert "Cites     no" in out
    assert "built-in answers" in out


@pytest.mark.parametrize("name", ["openai:scripted", "ollama:scripted"])
def test_a_model_that_rambles_to_the_greatest_length_works_too(run: Run, scripted_server: ScriptedServer, name: str) -> None:
    scripted_server.otherwise = Reply(text=f"{CITED} Và rồi, và rồi, và", cut=True)
    address = scripted_server.url if name.startswith("openai") else scripted_server.ollama_url
    status, out, _ = run("--json", model=name, base_url=address)
    assert (status, json.loads(out)["held"]) == (0, 2)


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(status=401, text="bad"), "ASSISTANT_CHAT_KEY"),
        (Reply(status=404, text="no such model"), "ASSISTANT_CHAT_MODEL"),
        (Reply(hangs=True), "ASSISTANT_CHAT_TIMEOUT"),
        (Reply(), "without a word"),
        (Reply(thinking="Hm, hm", cut=True), "thinking"),
    ],
    ids=["key", "name", "slow", "silent", "thinking"],
)
def test_a_model_that_does_not_work_says_what_to_do(run: Run, scripted_server: ScriptedServer, reply: Reply, says: str) -> None:
    scripted_server.otherwise = reply
    status, out, _ = run(model="openai:scripted", base_url=scripted_server.url, timeout="0.3")
    assert status == 1
    assert "Answers   no" in out
    assert says in out


def test_settings_that_cannot_be_used_end_in_a_sentence(run: Run) -> None:
    status, _, error = run(model="scripted")
    assert (status, error.count("\n")) == (1, 1)
    status, out, _ = run("--json")
    assert (status, json.loads(out)["works"]) == (1, False)


def test_the_trial_fits_into_the_smallest_context(scripted_server: ScriptedServer) -> None:
    scripted_server.otherwise = cites
    trial = try_model(scripted_server.chat(chat_context=2048))
    assert trial.cites
    assert len(scripted_server.requests[-1].prompt) < 2 * (2048 - 512)
