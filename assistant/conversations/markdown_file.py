"""A kept conversation as Markdown (CommonMark): what people and documents wrote stays text, whatever signs are in it."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.conversations.outline import Line, Run, Section, Source, outline
from assistant.conversations.store import Conversation
from vectorstore.retrieval import Language

_SIGN = re.compile(r"[\\`*_\[\]<>&~|$^{}@#]|:(?=//)|(?<=(?i:www))\.|(?<=(?i:mailto)):")
"""What has a meaning anywhere in a line, in CommonMark or in what GitHub and Pandoc add to it: code, emphasis, links, HTML, tables,
formulas, and addresses that would become links."""
_BEGINNING = re.compile(r"([+=:-])|(\d{1,9})(?=[.)](?:\s|$))")
"""What makes a list, a rule or a heading of the line that begins so, or of the line above."""


def markdown_of(conversation: Conversation, language: Language, *, zone: datetime.tzinfo | None = None) -> str:
    """The conversation with its sources, captions in `language`, times in `zone` (None: that of this machine)."""
    whole = outline(conversation, language, zone=zone)
    blocks = [f"# {_within(whole.title)}", _line(whole.details)]
    for section in whole.sections:
        blocks += _section(section)
    return "\n\n".join(blocks) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {_within(section.heading)}"
    if section.question:
        yield _line(section.question)
    if section.understood:
        yield f"*{_within(section.understood)}*"
    for listed, lines in groupby(section.lines, key=lambda line: line.level > 0):
        if listed:
            yield "\n".join(f"{'    ' * (line.level - 1)}- {_said(line)}" for line in lines)
        else:
            yield from map(_said, lines)
    for remark in section.remarks:
        yield f"*{_within(remark)}*"
    for one in section.lists:
        yield f"### {_within(one.caption)}"
        for source in one.sources:
            yield from _source(source)


def _source(source: Source) -> Iterator[str]:
    """A line that names the document, and a block quote, its lines ended as in the source."""
    yield _line(f"{source.mark} {source.title}".strip() + (f", {source.details}" if source.details else ""))
    lines = [" ".join(line.split()) for line in f"“{source.quote}”".split("\n") if line.strip()]
    yield "\\\n".join(f"> {_line(line)}" for line in lines)


def _said(line: Line) -> str:
    return _begun("".join(_run(line.runs, place) for place in range(len(line.runs))))


def _run(runs: Sequence[Run], place: int) -> str:
    """A piece of a line; in ** only where CommonMark takes them for bold, which depends on the characters on both sides."""
    run = runs[place]
    text = _within(run.text)
    before = runs[place - 1] if place else Run(text="")
    after = runs[place + 1] if place + 1 < len(runs) else Run(text="")
    bold = run.bold and not before.bold and _flanks(before.text[-1:], run.text[0]) and _flanks(after.text[:1], run.text[-1])
    return f"**{text}**" if bold else text


def _flanks(outside: str, inside: str) -> bool:
    """Whether ** between two characters can belong to the one inside (CommonMark 0.31, section 6.2)."""
    return not _is_sign(inside) or not outside or outside.isspace() or _is_sign(outside)


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _line(text: str) -> str:
    """`text` as a line of its own that shows it as it is."""
    return _begun(_within(text))


def _begun(line: str) -> str:
    return (
        _BEGINNING.sub(lambda sign: rf"\{sign[1]}" if sign[1] else rf"{sign[2]}" + "\\", line, count=1) if _BEGINNING.match(line) else line
    )


def _within(text: str) -> str:
    """`text` as a part of a line that shows it as it is."""
    return _SIGN.sub(r"\\\g<0>", text)
