"""Sources that disagree, found again in an answer's text: a line that says so, and below it one line for each source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from prompts import render

_MARK = re.compile(r"\[(\d{1,9})\]")
_FRAMES = ("disagree", "by_time")
"""The lines above sources that disagree; below them each source has a line of its own, "- {source}: “{quote}” [n]"."""
_OPENING = ": “"
_TOLD_BY = 20
"""Characters by which a quote is known again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one source says: `said` is the quote with its mark [n], `notes` the lines about it that follow."""

    citation: Citation
    said: str
    notes: tuple[str, ...] = ()


def blocks(lines: Sequence[str], *, answer: Answer) -> tuple[str | tuple[Voice, ...], ...]:
    """The lines of an answer's text, or of a beginning of it, those of sources that disagree put together."""
    openings = {render(frame, language=answer.language) for frame in _FRAMES}
    found: list[str | tuple[Voice, ...]] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.strip():
            continue
        found.append(line)
        if line.strip() in openings:
            voices, at = _voices(lines, at, answer=answer)
            if voices:
                found.append(voices)
    return tuple(found)


def _voices(lines: Sequence[str], at: int, *, answer: Answer) -> tuple[tuple[Voice, ...], int]:
    """The voices from line `at` on, and the first line after them. A line without its mark is still being said: it is left out."""
    cited = {citation.n: citation for citation in answer.citations}
    voices: list[Voice] = []
    while at < len(lines):
        line = lines[at]
        mark = _last_mark(line)
        if line.startswith("- "):
            if mark in cited:
                voices.append(_voice(line, cited[mark]))
        elif voices and mark == voices[-1].citation.n:
            last = voices.pop()
            voices.append(Voice(citation=last.citation, said=last.said, notes=(*last.notes, line)))
        else:
            break
        at += 1
    return tuple(voices), at


def _last_mark(line: str) -> int:
    marks = _MARK.findall(line)
    return int(marks[-1]) if marks else 0


def _voice(line: str, citation: Citation) -> Voice:
    """The line taken apart: the name of a source may hold a colon and quotation marks of its own."""
    begins = " ".join(citation.quote.split())[:_TOLD_BY].replace("**", "")
    places = [place.end() - 1 for place in re.finditer(_OPENING, line)]
    at = next((place for place in places if line[place + 1 :].replace("**", "").startswith(begins)), places[0] if places else 2)
    return Voice(citation=citation, said=line[at:])
