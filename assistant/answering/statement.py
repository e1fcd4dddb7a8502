"""The noun Statement: one thing that an answer says, as a frame of words with values and quotes in it; and how it is read, a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answering.quote import Place, Quote
from ingest.names.span import Span, merged
from prompts import TemplateError, frame_pieces
from vectorstore.retrieval import Language

_ITEM = re.compile(r"(?P<indent>\s{0,8})[-•–]\s{1,8}")
_BOLD = "**"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words, bold or not; or, with `mark`, the number of a citation in the place of words."""

    text: str = ""
    bold: bool = False
    mark: int = 0


Value = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One line of an answer. `frame` names a template of `prompts/<language>/frames.toml`, `values` fill it, and its {mark} stands for the
    citations of `quotes`. Marks inside a value count the quotes of the statement from 1.

    Raises ValueError where a quote holds no words of its passage.
    """

    frame: str
    values: Mapping[str, Value] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()

    def __post_init__(self) -> None:
        for quote in self.quotes:
            if not 0 <= quote.start < quote.end <= len(quote.passage.text):
                raise ValueError(f"the frame {self.frame} quotes words that are not in its passage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A statement as it is read; marks in its runs are the numbers of citations."""

    statement: Statement
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The line with ** around bold words and [n] for marks."""
        return "".join(f"[{run.mark}]" if run.mark else f"{_BOLD}{run.text}{_BOLD}" if run.bold else run.text for run in _joined(self.runs))

    @property
    def plain(self) -> str:
        """The same without **."""
        return "".join(f"[{run.mark}]" if run.mark else run.text for run in self.runs)

    @property
    def level(self) -> int:
        """0 for a paragraph, 1 for an item of a list, 2 for one below an item."""
        item = _ITEM.match(self.plain)
        return 0 if item is None else 2 if item["indent"] else 1

    @property
    def without_bullet(self) -> tuple[Run, ...]:
        """The runs without the dash that an item begins with."""
        item = _ITEM.match(self.runs[0].text) if self.runs else None
        if item is None:
            return self.runs
        first = self.runs[0]
        return (Run(first.text[item.end() :], bold=first.bold), *self.runs[1:])


def places_of(statements: Sequence[Statement]) -> dict[Place, Quote]:
    """The places cited, in the order of their first use, which numbers them from 1; each with the quote that cites it first."""
    found: dict[Place, Quote] = {}
    for statement in statements:
        for quote in statement.quotes:
            found.setdefault(quote.place, quote)
    return found


def lines_of(statements: Sequence[Statement], *, language: Language) -> tuple[Line, ...]:
    """Every statement as a line. Raises TemplateError where a frame is unknown or a value is missing."""
    numbers = {place: number for number, place in enumerate(places_of(statements), 1)}
    return tuple(line_of(statement, language=language, numbers=numbers) for statement in statements)


def line_of(statement: Statement, *, language: Language, numbers: Mapping[Place, int]) -> Line:
    """One statement as a line, its citations by their `numbers`."""
    marks = tuple(numbers[quote.place] for quote in statement.quotes)
    runs = _numbered(filled(statement.frame, language=language, values=statement.values, marks=len(marks)), marks)
    return Line(statement=statement, runs=tuple(_joined(runs)))


def filled(frame: str, *, language: Language, values: Mapping[str, Value], marks: int = 0) -> tuple[Run, ...]:
    """A frame with its values in it; {mark} gives as many marks, counted from 1. Raises TemplateError where a value is missing."""
    runs: list[Run] = []
    bold = False
    for words, name in frame_pieces(frame, language=language):
        for place, part in enumerate(words.split(_BOLD)):
            bold = bold != (place > 0)
            runs += [Run(part, bold=bold)] if part else []
        if name == "mark":
            runs += [Run(mark=number) for number in range(1, marks + 1)]
        elif name and name not in values:
            raise TemplateError(f"The template “{frame}” ({language}) needs a value for {name}.")
        elif name:
            value = values[name]
            given = (Run(value),) if isinstance(value, str) else value
            runs += [Run(run.text, bold=bold or run.bold, mark=run.mark) for run in given if run.text or run.mark]
    return tuple(runs)


def marked(text: str, bold: Sequence[Span]) -> tuple[Run, ...]:
    """A text on one line, some ranges of it bold; overlapping ranges become one."""
    runs: list[Run] = []
    last = 0
    for start, end in merged(bold):
        runs += [Run(text[last:start]), Run(text[start:end], bold=True)]
        last = end
    return tuple(_on_one_line((*runs, Run(text[last:]))))


def plain(value: Value) -> str:
    """The words of a value."""
    return value if isinstance(value, str) else "".join(run.text for run in value)


def _numbered(runs: Sequence[Run], marks: Sequence[int]) -> Iterator[Run]:
    """Marks as numbers of citations, side by side each once."""
    beside: set[int] = set()
    for run in runs:
        if not run.mark:
            beside = set()
            yield run
        elif (number := marks[run.mark - 1]) not in beside:
            beside.add(number)
            yield Run(mark=number)


def _joined(runs: Sequence[Run] | Iterator[Run]) -> Iterator[Run]:
    """Runs side by side of one kind as one."""
    held: Run | None = None
    for run in runs:
        if held is not None and not held.mark and not run.mark and held.bold == run.bold:
            held = Run(held.text + run.text, bold=held.bold)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


def _on_one_line(runs: Sequence[Run]) -> Iterator[Run]:
    """White space folded into one space, over the borders of runs too, and none at either end."""
    spaced = True
    kept: list[Run] = []
    for run in runs:
        text = re.sub(r"\s+", " ", run.text)
        text = text.removeprefix(" ") if spaced else text
        if text:
            spaced = text.endswith(" ")
            kept.append(Run(text, bold=run.bold))
    if kept:
        kept[-1] = Run(kept[-1].text.rstrip(), bold=kept[-1].bold)
    return (run for run in kept if run.text)
