"""Sources that disagree: the line that says so, and each source with what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.answer import Answer, Citation
from assistant.answering.quote import Quote
from assistant.answering.statement import Line, Run, line_of, places_of

_VOICES = ("voice", "voice_undated")
"""The frames of what single sources say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one source says in a line of an answer, and the lines about it that follow."""

    line: Line
    notes: tuple[Line, ...] = ()

    @property
    def quote(self) -> Quote:
        """The words of the source."""
        return self.line.statement.quotes[0]

    def citation_in(self, answer: Answer) -> Citation:
        """The citation for it in its answer."""
        return next(one for one in answer.citations if one.source.place == self.quote.place)

    def said(self, answer: Answer) -> tuple[Run, ...]:
        """The line without the name of the source, which stands above it."""
        numbers = {place: number for number, place in enumerate(places_of(answer.statements), 1)}
        return line_of(replace(self.line.statement, frame="voice_said"), language=answer.language, numbers=numbers).runs


def blocks(lines: Sequence[Line]) -> tuple[Line | tuple[Voice, ...], ...]:
    """The lines of an answer, or the first of them, those of sources that disagree put together; empty ones left out."""
    found: list[Line | tuple[Voice, ...]] = []
    for line in lines:
        last = found[-1] if found else None
        voices = last if isinstance(last, tuple) else ()
        if line.statement.frame in _VOICES:
            found[len(found) - bool(voices) :] = [(*voices, Voice(line=line))]
        elif voices and line.statement.quotes and line.statement.quotes[0].place == voices[-1].quote.place:
            found[-1] = (*voices[:-1], replace(voices[-1], notes=(*voices[-1].notes, line)))
        elif line.plain.strip():
            found.append(line)
    return tuple(found)
