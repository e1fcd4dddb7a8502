"""What went wrong between the program and its chat model, in a sentence that says what to do.

Each provider's package raises errors of its own, and none need be installed: they are told by what they have in common, LangChain's
`ModelError`, the HTTP status that they carry, and the errors of the operating system that they were raised from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.chat_model.connection import ChatModel, without_keys
from assistant.checking.characters import visible

FailureKind = Literal["slow", "away", "key", "unknown", "refused", "broken"]
"""Nothing came in time; it cannot be reached; the key is not taken; model or path is not there; it refused the request or failed at
it; the reply ended in the middle."""
_STATUS: dict[int, FailureKind] = {
    401: "key",
    403: "key",
    404: "unknown",
    405: "unknown",
    408: "slow",
    504: "slow",
    502: "away",
    503: "away",
}
_NAMES: tuple[tuple[FailureKind, re.Pattern[str]], ...] = (
    ("slow", re.compile(r"Timeout|TimedOut")),
    ("broken", re.compile(r"RemoteProtocolError|ReadError|WriteError|IncompleteRead|ChunkedEncodingError|ConnectionReset|BrokenPipe")),
    ("away", re.compile(r"ConnectError|ConnectionError|ConnectionRefused|gaierror|ServiceUnavailable")),
    ("key", re.compile(r"Authentication|PermissionDenied|Unauthorized")),
    ("unknown", re.compile(r"NotFound")),
)
"""What the names of error classes say, where there is no status. Slow before away: openai's timeout is a kind of its connection error."""
_LONGEST_SAID = 200
_READ = 4000
"""Characters of what a server says that are shown, and that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """`sentence` is for the administrator, in English; it holds no key and no question."""

    kind: FailureKind
    sentence: str


def failure_of(error: BaseException, *, chat: ChatModel) -> Failure:
    """What an error raised while a model was asked comes to."""
    status = _status(error)
    kind = _STATUS.get(status) or _kind(error, status=status)
    return Failure(kind=kind, sentence=_sentence(kind, chat=chat, status=status, said=_said(error, chat=chat)))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those that it was raised from, the last one first."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.__cause__ or at.__context__


def _status(error: BaseException) -> int:
    """The HTTP status that it carries, 0 where it carries none."""
    for at in _chain(error):
        for value in (
            getattr(at, "status_code", None),
            getattr(at, "code", None),
            getattr(getattr(at, "response", None), "status_code", None),
        ):
            if isinstance(value, int) and 400 <= value < 600:
                return value
    return 0


def _kind(error: BaseException, *, status: int) -> FailureKind:
    names = [" ".join(kind.__name__ for kind in type(at).__mro__) for at in _chain(error)]
    if status:
        return "refused"
    for kind, pattern in _NAMES:
        if any(pattern.search(name) for name in names):
            return kind
    return "away" if any(isinstance(at, OSError) for at in _chain(error)) else "refused"


def _said(error: BaseException, *, chat: ChatModel) -> str:
    """The first line of what the server gave as its reason, without the key, which some quote."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    said = without_keys(visible(lines[0][:_READ]), key=chat.key)
    return said.strip().rstrip(".")[:_LONGEST_SAID]


def _sentence(kind: FailureKind, *, chat: ChatModel, status: int, said: str) -> str:
    model = f"The chat model {chat.name}{f' at {chat.where}' if chat.where else ''}"
    if kind == "slow":
        advice = "ask again when it has loaded, take a smaller one, or raise ASSISTANT_CHAT_TIMEOUT"
        return f"{model} gave nothing for {chat.timeout:g} s: {advice}."
    if kind == "away":
        advice = (
            "start its server, or correct ASSISTANT_CHAT_BASE_URL" if chat.where else "look whether this machine may reach its provider"
        )
        return f"{model} cannot be reached: {advice}."
    if kind == "key":
        verb = "does not take the key" if chat.key else "asks for a key"
        return f"{model} {verb} ({status or said}): set ASSISTANT_CHAT_KEY."
    if kind == "unknown":
        return (
            f"{model} is not there ({said}): correct the name in ASSISTANT_CHAT_MODEL, or the address in ASSISTANT_CHAT_BASE_URL, which "
            "ends in /v1 for most servers of OpenAI's protocol and has no path for ollama:."
        )
    if kind == "broken":
        return f"{model} broke off its reply: look into the log of its server."
    if status == 429:
        return f"{model} takes no more requests for now ({said}): wait, or look at the limits and the credit of its account."
    return f"{model} refused the request ({said}): correct the settings ASSISTANT_CHAT_..., or look into the log of its server."
