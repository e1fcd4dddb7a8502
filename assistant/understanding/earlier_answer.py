"""What an earlier answer told: read from its statements, or from its text where a conversation is given as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.answer import Answer
from assistant.answering.statement import Line, plain

_FREE = ("claim", "said")
"""Frames of sentences that a chat model wrote, or that were kept as text: what they tell is read from their words."""
_QUOTED = re.compile(r"“([^“”]+)”")
_ITEM = re.compile(r"^\s*(?:[-•*+]|\d{1,3}[.)])\s+(?:(?P<number>\d[\w.]{0,5})\.?\s+)?(?P<task>\S.*)$")
_BEHIND_TASK = re.compile(r"\s–\s.*|(?<!\])(?:\[\d{1,6}\])+\.?$")
_NAMED = re.compile(r"^(?:Nhiệm vụ này trong|The task in) .*?: “(?P<task>[^“”]+)”", re.MULTILINE)
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer as what may be pointed back at: its words without bold, the bold ones, the tasks that it lists or names, and the words of
    documents that it quotes, white space folded."""

    plain: str = ""
    bold: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


def told_of(answer: Answer) -> Told:
    """What the statements of an answer tell."""
    lines = answer.lines
    listed = [task for line in lines for task in _listed(line)]
    named = [plain(line.statement.values["task"]) for line in lines if line.statement.frame == "task_named"]
    return Told(
        plain=answer.plain,
        bold=tuple(run.text for line in lines for run in line.runs if run.bold),
        tasks=tuple(listed or named),
        quotes=tuple(" ".join(words.split()) for words in (*_QUOTED.findall(answer.plain), *listed)),
    )


def told_in(text: str) -> Told:
    """What an answer tells that is given as text, in the words and with the marks of `Answer.text`."""
    text = unicodedata.normalize("NFC", text)
    bare = text.replace("**", "")
    listed = [task for line in bare.split("\n") for task in _item(line)]
    return Told(
        plain=bare,
        bold=tuple(_BOLD.findall(text)),
        tasks=tuple(listed or [found["task"] for found in _NAMED.finditer(bare)]),
        quotes=tuple(" ".join(words.split()) for words in (*_QUOTED.findall(bare), *listed)),
    )


def _listed(line: Line) -> Iterator[str]:
    if line.statement.frame == "task_line":
        yield plain(line.statement.values["task"])
    elif line.statement.frame in _FREE:
        yield from _item(line.plain)


def _item(line: str) -> Iterator[str]:
    """The task that a line lists, less what is said of it behind a dash, and its citations."""
    if (found := _ITEM.match(line)) and "“" not in line:
        yield _BEHIND_TASK.sub("", found["task"], count=1).rstrip()
