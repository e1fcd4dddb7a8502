"""A model that is configured can be asked; one that cannot says why in a sentence; the key stays where it is."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.chat_model.connection import ChatModel, connect
from assistant.chat_model.failures import failure_of
from assistant.errors import ChatModelError
from assistant.settings import Settings
from tests.chat_server import ChatServer
from tests.scripted_chat import Reply, ScriptedServer

KEY = "sk-never-to-be-seen-4711"
PROTOCOLS = ("openai", "ollama")


@pytest.fixture(autouse=True)
def _nothing_of_other_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OLLAMA_HOST", "OLLAMA_API_KEY", "LANGSMITH_GATEWAY"):
        monkeypatch.delenv(name, raising=False)


def ask(server: ScriptedServer, protocol: str, **changes: Any) -> ChatModel:
    """A model of the scripted server, in one of its two protocols."""
    if protocol == "ollama":
        changes = {"chat_model": "ollama:scripted", "chat_base_url": server.ollama_url} | changes
    return server.chat(**changes)


def words(chat: ChatModel, question: str = "Ai chủ trì?") -> list[str]:
    return [text for chunk in chat.model.stream(question) if (text := str(chunk.text))]


def failing(chat: ChatModel) -> tuple[str, str]:
    """Kind and sentence of the failure that a question ends in."""
    with pytest.raises(Exception) as raised:  # each package has its own
        words(chat)
    failure = failure_of(raised.value, chat=chat)
    return failure.kind, failure.sentence


def test_no_model_is_configured_by_default() -> None:
    assert connect(Settings()) is None


def test_a_real_model_streams_word_by_word(chat_server: ChatServer) -> None:
    said = words(chat_server.chat(), "What is the capital of France? Answer in one sentence.")
    assert len(said) > 3
    assert "Paris" in "".join(said)


def test_a_real_server_says_that_it_does_not_know_the_model(chat_server: ChatServer) -> None:
    kind, sentence = failing(chat_server.chat(chat_model="openai:another-model"))
    assert kind in ("unknown", "refused"), sentence
    assert "openai:another-model" in sentence


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_words_come_as_they_are_said(scripted_server: ScriptedServer, protocol: str) -> None:
    scripted_server.say(Reply(text="Sở Xây dựng chủ trì.", pause=0.02, thinking="Để xem"))
    assert words(ask(scripted_server, protocol)) == ["Sở ", "Xây ", "dựng ", "chủ ", "trì."]


def test_the_bounds_are_told_in_openais_protocol(scripted_server: ScriptedServer) -> None:
    chat = ask(scripted_server, "openai", chat_context=4096, chat_temperature=0.5)
    words(chat)
    body = scripted_server.requests[0].body
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("scripted", 1024, 0.5)
    assert (chat.context, chat.reply, chat.where) == (4096, 1024, scripted_server.url)


def test_the_bounds_are_told_in_ollamas_protocol(scripted_server: ScriptedServer) -> None:
    words(ask(scripted_server, "ollama", chat_context=4096))
    body = scripted_server.requests[0].body
    assert body["options"] == {"num_ctx": 4096, "num_predict": 1024, "temperature": 0.0}
    assert body["think"] is False


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_key_is_sent_and_shown_nowhere(scripted_server: ScriptedServer, protocol: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    scripted_server.say(Reply(status=400, text=f"no such thing for {KEY}"), "Chào")
    settings = scripted_server.settings(chat_key=KEY)
    chat = ask(scripted_server, protocol, chat_key=KEY)
    _, sentence = failing(chat)
    words(chat)
    assert scripted_server.requests[-1].headers["authorization"] == f"Bearer {KEY}"
    seen = "\n".join((repr(settings), str(settings.model_dump()), repr(chat), repr(chat.model), str(chat.model), sentence))
    assert KEY not in seen
    assert KEY not in "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith(("openai", "httpcore")))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_key_of_another_program_does_not_go_to_a_server_of_ones_own(
    scripted_server: ScriptedServer, protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OLLAMA_API_KEY"):
        monkeypatch.setenv(name, KEY)
    words(ask(scripted_server, protocol))
    assert KEY not in str(scripted_server.requests[0].headers)


def test_variables_of_other_programs_lead_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://elsewhere.example/v1")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_x")
    chat = connect(Settings.model_validate({"chat_model": "openai:gpt-4.1-mini", "chat_key": KEY}))
    assert chat is not None
    assert (chat.where, getattr(chat.model, "openai_api_base", None)) == ("https://api.openai.com/v1",) * 2


def test_nothing_is_traced_to_others(scripted_server: ScriptedServer) -> None:
    import langsmith
    from langsmith.utils import tracing_is_enabled

    langsmith.configure(enabled=True)
    assert tracing_is_enabled() is True
    scripted_server.chat()
    assert tracing_is_enabled() is False


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (Reply(status=401, text="bad key"), "key", "ASSISTANT_CHAT_KEY"),
        (Reply(status=403, text="not yours"), "key", "ASSISTANT_CHAT_KEY"),
        (Reply(status=404, text="model 'x' not found"), "unknown", "ASSISTANT_CHAT_MODEL"),
        (Reply(status=429, text="slow down"), "refused", "slow down"),
        (Reply(status=400, text="too long"), "refused", "too long"),
        (Reply(status=500, text="boom"), "refused", "boom"),
        (Reply(status=503, text="loading"), "away", "ASSISTANT_CHAT_BASE_URL"),
        (Reply(text="a b c", broken=True), "broken", "log"),
        (Reply(text="a b c", hangs=True), "slow", "ASSISTANT_CHAT_TIMEOUT"),
        (Reply(delay=30), "slow", "ASSISTANT_CHAT_TIMEOUT"),
    ],
    ids=["401", "403", "404", "429", "400", "500", "503", "broken", "hangs", "silent"],
)
def test_a_failure_says_what_to_do(scripted_server: ScriptedServer, protocol: str, reply: Reply, kind: str, says: str) -> None:
    scripted_server.otherwise = reply
    found, sentence = failing(ask(scripted_server, protocol, chat_timeout=0.3))
    assert (found, says in sentence) == (kind, True), sentence


@pytest.mark.parametrize("name", ["openai:m", "ollama:m"])
def test_a_server_that_is_not_running_is_away(name: str, unused_port: int) -> None:
    chat = connect(Settings(chat_model=name, chat_base_url=f"http://127.0.0.1:{unused_port}/v1", chat_timeout=5))
    assert chat is not None
    kind, sentence = failing(chat)
    assert kind == "away"
    assert f"127.0.0.1:{unused_port}" in sentence


@pytest.fixture
def unused_port() -> Iterator[int]:
    """A port that nobody listens on: it is taken, and not opened."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_leaving_a_reply_ends_the_request(scripted_server: ScriptedServer) -> None:
    scripted_server.say(Reply(text="một hai ba", hangs=True))
    stream = scripted_server.chat(chat_timeout=30).model.stream("Đếm đi")
    assert any(chunk.text for chunk in stream)
    del stream  # nobody reads on
    assert scripted_server.wait_for(lambda: scripted_server.requests[0].left)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"chat_model": "gpt-4.1-mini"}, "provider:model"),
        ({"chat_model": "openai:"}, "provider:model"),
        ({"chat_model": "nobody:x"}, "nobody:x"),
        ({"chat_model": "openai:gpt-4.1-mini"}, "ASSISTANT_CHAT_KEY"),
        ({"chat_model": "anthropic:claude-x", "chat_key": KEY}, 'pip install "plan-assistant[anthropic]"'),
        ({"chat_model": "groq:x", "chat_key": KEY}, "pip install langchain-groq"),
        ({"chat_model": "openai:x", "chat_base_url": "127.0.0.1:8000"}, "http://127.0.0.1:8000/v1"),
        ({"chat_model": "openai:x", "chat_base_url": "ftp://h/v1"}, "ASSISTANT_CHAT_BASE_URL"),
        ({"chat_model": "openai:x", "chat_base_url": "http://[x/v1"}, "ASSISTANT_CHAT_BASE_URL"),
        ({"chat_model": "openai:x", "chat_base_url": f"http://me:{KEY}@h/v1"}, "ASSISTANT_CHAT_KEY"),
        ({"chat_model": "openai:x", "chat_base_url": f"http://h/v1?key={KEY}"}, "ASSISTANT_CHAT_KEY"),
    ],
)
def test_settings_that_cannot_be_used_say_so_in_a_sentence(settings: dict[str, str], says: str) -> None:
    with pytest.raises(ChatModelError) as raised:
        connect(Settings.model_validate(settings))
    sentence = str(raised.value)
    assert says in sentence
    assert KEY not in sentence
    assert "\n" not in sentence


def test_the_address_of_a_request_is_taken_for_that_of_its_server() -> None:
    chat = connect(Settings(chat_model="openai:x", chat_base_url="http://127.0.0.1:8000/v1/chat/completions"))
    assert chat is not None
    assert chat.where == "http://127.0.0.1:8000/v1"
