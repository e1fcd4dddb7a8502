"""Answers that were kept before they consisted of statements: their text, taken apart at its marks, becomes statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_MARK = re.compile(r"\[(\d{1,6})\]")

Json = dict[str, Any]


def with_statements(data: object) -> object:
    """A stored answer with statements; as it is where it has them. Raises ValueError or TypeError where it is not what was ever stored."""
    if not isinstance(data, dict) or "statements" in data or not isinstance(data.get("text"), str):
        return data
    citations: list[Json] = list(data.get("citations") or ())
    found = {hit["passage"]["id"]: hit for hit in ((data.get("retrieval") or {}).get("hits") or ())}
    quotes = {int(one["n"]): _quote(one, found[one["passage_id"]]) for one in citations if one["passage_id"] in found}
    if len(quotes) < len(citations):
        raise ValueError("an answer cites passages that it does not hold")
    words = [" ".join(str(one["quote"]).split()) for one in citations]
    lines = [_statement(line, quotes=quotes, words=words) for line in data["text"].split("\n")]
    rest = {name: value for name, value in data.items() if name not in ("text", "citations", "retrieval")}
    return {**rest, "statements": lines, "certain": data.get("confidence") == 1.0 and data.get("mode") != "model"}


def _quote(citation: Mapping[str, Any], hit: Mapping[str, Any]) -> Json:
    if hit["passage"]["text"][citation["start"] : citation["end"]] != citation["quote"]:
        raise ValueError("an answer quotes words that are not in its passage")
    held = {"passage": hit["passage"], "document": hit["document"]}
    return {"held": held, "start": citation["start"], "end": citation["end"], "decisive": citation.get("decisive") or ()}


def _statement(line: str, *, quotes: Mapping[int, Json], words: Sequence[str]) -> Json:
    """One line; bold and marks that a document itself wrote are its words."""
    used: list[int] = []
    runs: list[Json] = []
    after = 0
    for bold in _BOLD.finditer(line):
        if any(bold[0] in quote for quote in words):
            continue
        runs += [*_runs(line[after : bold.start()], quotes, used), *({**run, "bold": True} for run in _runs(bold[1], quotes, used))]
        after = bold.end()
    runs += _runs(line[after:], quotes, used)
    return {"frame": "said", "values": {"said": runs}, "quotes": [quotes[number] for number in used]}


def _runs(text: str, quotes: Mapping[int, Json], used: list[int]) -> Iterator[Json]:
    """Words and marks; a mark counts the quotes that are `used` in its line."""
    after = 0
    for mark in _MARK.finditer(text):
        number = int(mark[1])
        if number not in quotes:
            continue
        if number not in used:
            used.append(number)
        yield from ({"text": words} for words in (text[after : mark.start()],) if words)
        yield {"mark": used.index(number) + 1}
        after = mark.end()
    yield from ({"text": words} for words in (text[after:],) if words)
