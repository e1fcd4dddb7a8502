"""What a request that is turned away is told: one sentence, in the language that it asks for, in both where it asks for none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse

from prompts import in_every_language
from vectorstore.retrieval import Language

Reason = Literal["host", "foreign", "method", "unknown", "no_document", "too_large", "too_slow", "busy", "malformed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentences:
    """The sentences in one language. Words in braces are filled in with `str.format`."""

    host: str
    foreign: str
    method: str
    unknown: str
    no_document: str
    too_large: str
    too_slow: str
    busy: str
    malformed: str


_SENTENCES: Mapping[Language, _Sentences] = in_every_language(_Sentences, "refusals")
_STATUS: Mapping[Reason, int] = {
    "host": 400,
    "foreign": 403,
    "method": 405,
    "unknown": 404,
    "no_document": 404,
    "too_large": 413,
    "too_slow": 408,
    "busy": 503,
    "malformed": 400,
}


def refusal(reason: Reason, *, query: bytes = b"", limit: int = 0) -> PlainTextResponse:
    """The answer to a request that is turned away. `query` may name a language as `lang`; `limit` is in bytes."""
    sentence = " / ".join(getattr(_SENTENCES[language], reason) for language in _languages(query))
    # What was not read of the request is not waited for.
    headers = {"Cache-Control": "no-store", "Connection": "close"}
    return PlainTextResponse(sentence.format(limit=_size(limit)), status_code=_STATUS[reason], headers=headers)


def sentences(reason: Reason) -> Mapping[Language, str]:
    """What is said for a reason, by language."""
    return {language: getattr(said, reason) for language, said in _SENTENCES.items()}


def _languages(query: bytes) -> tuple[Language, ...]:
    try:
        asked = parse_qs(query[:2000].decode("latin-1"), max_num_fields=50).get("lang", [""])[-1]
    except ValueError:
        asked = ""
    return tuple(language for language in _SENTENCES if language == asked) or tuple(_SENTENCES)


def _size(count: int) -> str:
    return f"{count / 2**20:.0f} MB" if count >= 2**20 else f"{count / 2**10:.0f} kB"
