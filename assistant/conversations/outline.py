"""A kept conversation taken apart for writing it into a file: its title, and for each question the answer's lines and sources."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.answer import Answer, Citation
from assistant.conversations.store import Conversation, cleaned_title
from assistant.exchange import Exchange
from ingest.text.visible_text import visible
from prompts import in_every_language
from vectorstore.retrieval import HeldPassage, Language

_LONGEST_HEADING = 200
"""Characters of a question that make a heading; the whole of a longer one follows below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a line, bold or not."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an answer. `level` is 0 for a paragraph, 1 for an item of a list, 2 for one below an item."""

    runs: tuple[Run, ...]
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a document says. `mark` is "[1]", "" for a passage that the answer does not rest on; `details` are its number, date and page;
    `quote` its words, line feeds included."""

    mark: str
    title: str
    details: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """The sources under one caption."""

    caption: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One exchange. `remarks`, below the answer, are sentences about how it came about."""

    heading: str
    question: str
    """The whole question where the heading is cut, else ""."""
    understood: str
    """How the question was understood, a sentence; "" where that is as it was typed."""
    lines: tuple[Line, ...]
    remarks: tuple[str, ...]
    lists: tuple[SourceList, ...]
    """What is cited, and what is perhaps useful; none of them empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A conversation ready to be written; every text can be seen and printed, and none is escaped for any format yet."""

    title: str
    details: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    untitled: str
    begun: str
    continued: str
    one: str
    many: str
    understood: str
    unanswered: str
    by_model: str
    dropped: str
    no_model: str
    stopped: str
    sources: str
    useful: str
    number: str
    date: str
    page: str


_WORDS = in_every_language(_Words, "export")


def outline(conversation: Conversation, language: Language, *, zone: datetime.tzinfo | None = None) -> Outline:
    """The conversation taken apart, its captions in `language`; its times in `zone`, None: that of this machine."""
    words, entry = _WORDS[language], conversation.entry
    begun, ended = (moment.astimezone(zone).strftime("%d/%m/%Y, %H:%M") for moment in (entry.created, entry.updated))
    count = len(conversation.exchanges)
    when = (words.begun if begun == ended else words.continued).format(begun=begun, ended=ended)
    return Outline(
        title=_on_one_line(entry.title) or words.untitled,
        details=f"{when} · {words.one if count == 1 else words.many.format(count=count)}",
        sections=tuple(_section(one, words=words) for one in conversation.exchanges),
    )


def _section(exchange: Exchange, *, words: _Words) -> Section:
    answer = exchange.answer
    question = cleaned_title(exchange.question, limit=len(exchange.question) + 1)
    heading = cleaned_title(question, limit=_LONGEST_HEADING)
    return Section(
        heading=f"{exchange.turn}. {heading}",
        question=question if heading != question else "",
        understood=_understood(answer, words=words) if answer else "",
        lines=tuple(_lines(answer)) if answer else (Line(runs=(Run(text=_on_one_line(exchange.problem) or words.unanswered),)),),
        remarks=tuple(_remarks(answer, words=words)) if answer else (),
        lists=tuple(_lists(answer, words=words)) if answer else (),
    )


def _lists(answer: Answer, *, words: _Words) -> Iterator[SourceList]:
    if answer.citations:
        yield SourceList(caption=words.sources, sources=tuple(_cited(one, words=words) for one in answer.citations))
    if answer.useful:
        yield SourceList(caption=words.useful, sources=tuple(_useful(one, words=words) for one in answer.useful))


def _understood(answer: Answer, *, words: _Words) -> str:
    return words.understood.format(question="; ".join(map(_on_one_line, answer.understood))) if answer.understood else ""


def _remarks(answer: Answer, *, words: _Words) -> Iterator[str]:
    if answer.mode == "model":
        yield words.by_model
    if answer.note == "stopped":
        yield words.stopped
    elif answer.note:
        yield words.no_model
    if answer.dropped and answer.mode == "model":
        yield words.dropped.format(count=answer.dropped)


def _lines(answer: Answer) -> Iterator[Line]:
    for line in answer.lines:
        runs = [Run(text=visible(f"[{run.mark}]" if run.mark else run.text), bold=run.bold) for run in line.without_bullet]
        if runs:
            runs[0] = Run(text=runs[0].text.lstrip(), bold=runs[0].bold)
            runs[-1] = Run(text=runs[-1].text.rstrip(), bold=runs[-1].bold)
        if kept := tuple(run for run in runs if run.text):
            yield Line(runs=kept, level=line.level)


def _cited(citation: Citation, *, words: _Words) -> Source:
    title = _on_one_line(citation.title or citation.document)
    details = _details(citation.number, date=citation.date, page=citation.page, title=title, words=words)
    return Source(mark=f"[{citation.n}]", title=title, details=details, quote=visible(citation.quote).strip())


def _useful(held: HeldPassage, *, words: _Words) -> Source:
    document, passage = held.document, held.passage
    title = _on_one_line(document.title or document.subject or document.name)
    details = _details(document.number, date=document.date, page=passage.page, title=title, words=words)
    return Source(mark="", title=title, details=details, quote=visible(passage.text).strip())


def _details(number: str | None, *, date: datetime.date | None, page: int | None, title: str, words: _Words) -> str:
    """Number, date and page, as far as they are known; a number that the title holds is not said twice."""
    known = _on_one_line(number or "")
    parts = (
        words.number.format(number=known) if known and known not in title else "",
        words.date.format(date=f"{date.day:02}/{date.month:02}/{date.year}") if date else "",
        words.page.format(page=page) if page else "",
    )
    return ", ".join(part for part in parts if part)


def _on_one_line(text: str) -> str:
    return " ".join(visible(text).split())
