"""A person at the page, without a browser: sends what the page sends, and reads the answers from gradio's queue."""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Self

import httpx

PATIENCE = 180.0
"""Seconds for which a person waits for an answer: the program gives up after 60."""
_CONFIGURATION = "window.gradio_config = "


class PageError(Exception):
    """The page did not answer as it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """The event of the page that sends a question: its number, what triggers it, and where the conversation stands among what it gives."""

    number: int
    trigger: int
    place: int


class Person:
    """One visitor with a cookie of their own; the page is opened when `async with` is entered. Every method raises PageError."""

    def __init__(self, address: str) -> None:
        same_page = {"Origin": address, "Sec-Fetch-Site": "same-origin", "Referer": f"{address}/"}
        timeout = httpx.Timeout(PATIENCE, connect=30.0)
        self._client = httpx.AsyncClient(base_url=address, headers=same_page, timeout=timeout, trust_env=False)
        self._event = _Event(number=0, trigger=0, place=0)

    async def __aenter__(self) -> Self:
        response = await self._client.get("/")
        if response.status_code != 200 or _CONFIGURATION not in response.text:
            raise PageError(f"The page came with status {response.status_code}.")
        self._event = _event_of(response.text)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def ask(self, question: str, *, language: str = "vi") -> str:
        """The HTML of a new conversation of this person, in which the question is answered."""
        session = secrets.token_hex(6)
        asked = {
            "data": [question, language, "", None, ""],
            "event_data": None,
            "fn_index": self._event.number,
            "trigger_id": self._event.trigger,
            "session_hash": session,
        }
        try:
            joined = await self._client.post("/gradio_api/queue/join", json=asked)
            if joined.status_code != 200:
                raise PageError(f"A question was turned away with status {joined.status_code}.")
            event_id = joined.json()["event_id"]
            async for message in self._messages(session):
                if message.get("msg") == "process_completed" and message.get("event_id") == event_id:
                    if not message.get("success"):
                        raise PageError("A question ended in an error.")
                    return str(message["output"]["data"][self._event.place])
        except httpx.HTTPError as error:
            raise PageError(f"The connection failed ({type(error).__name__}).") from error
        raise PageError("The stream of answers ended without one.")

    async def _messages(self, session: str) -> AsyncIterator[dict[str, Any]]:
        async with self._client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
            if stream.status_code != 200:
                raise PageError(f"The stream of answers came with status {stream.status_code}.")
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line[5:])


def _event_of(page: str) -> _Event:
    configuration, _ = json.JSONDecoder().raw_decode(page, page.index(_CONFIGURATION) + len(_CONFIGURATION))
    ids = {one["props"].get("elem_id"): one["id"] for one in configuration["components"]}
    for one in configuration["dependencies"]:
        if [ids["question"], "submit"] in one["targets"]:
            return _Event(number=one["id"], trigger=ids["question"], place=one["outputs"].index(ids["conversation"]))
    raise PageError("The page has no event that sends a question.")
