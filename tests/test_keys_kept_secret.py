"""The key of a provider stands in no error, note or log, however a server or a package quotes it."""

from __future__ import annotations

import logging
from urllib.parse import quote

import pytest
from langchain_core.messages import BaseMessage, HumanMessage
from pydantic import SecretStr

from assistant.chat_model.connection import without_keys
from assistant.chat_model.failures import failure_of
from assistant.chat_model.streaming import GenerationStopped, pieces
from tests.scripted_chat import Reply, ScriptedServer

KEY = "sk-Tuyet/Mat+0123456789=="


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
@pytest.mark.parametrize("said", [f"bad key {KEY}", f"Bearer {KEY}", f"?key={quote(KEY, safe='')}", f"{KEY}\n{KEY}", "x" * 190 + KEY])
def test_a_refusal_that_quotes_the_key_is_told_without_it(
    scripted_server: ScriptedServer, caplog: pytest.LogCaptureFixture, status: int, said: str
) -> None:
    scripted_server.otherwise = Reply(status=status, text=said)
    chat = scripted_server.chat(chat_key=SecretStr(KEY))
    caplog.set_level(logging.INFO)
    with pytest.raises(GenerationStopped) as stop:
        list(pieces(chat, [_question()]))
    assert stop.value.__cause__ is not None
    told = failure_of(stop.value.__cause__, chat=chat).sentence + caplog.text + repr(chat) + repr(stop.value)
    assert scripted_server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    for form in (KEY, quote(KEY, safe=""), KEY[:12], KEY[8:]):
        assert form not in told


def _question() -> BaseMessage:
    return HumanMessage("Ai chủ trì?")


@pytest.mark.parametrize(
    "said",
    [
        "Incorrect API key provided: sk-proj-abc*********wxyz.",
        "invalid x-goog-api-key: AIzaSyA1234567890abcdefghijklmnop",
        "Authorization: Bearer eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.c2lnbmF0dXJl",
        'wrong "api_key": "0123456789abcdef"',
        "https://h/v1?key=0123456789abcdef",
    ],
)
def test_what_looks_like_another_key_is_left_out_too(said: str) -> None:
    told = without_keys(said, key=None)
    assert "..." in told
    assert not any(part in told for part in ("abc*", "wxyz", "AIzaSy", "eyJ", "0123456789abcdef"))


def test_what_holds_no_key_stays_as_it_is() -> None:
    for said in ("model 'qwen3:8b' not found", "the context of 8192 tokens is exceeded", "slow down: 3 requests a minute"):
        assert without_keys(said, key=None) == said
