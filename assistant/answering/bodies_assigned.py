"""The bodies that a document gives work to: those that lead a task, and those that a heading names over their duties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from assistant.answering.compose import Draft, source_name
from assistant.answering.quote import Quote
from assistant.answering.task_answers import task_evidence
from assistant.answering.whole_document import heading_quote
from ingest.layout.headings import heading_of
from ingest.names.roles import body_heading
from ingest.passage import Passage
from ingest.task import TaskKind
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

_FEWEST = 2
_MOST = 20
"""Bodies that are listed; a plan of a city names some fifteen."""


class _Named(NamedTuple):
    """A body where a document gives it work: as a task of its own, or in the heading over what it has to do."""

    place: int
    name: str
    tasks: int
    quote: Quote


def write_bodies_assigned(draft: Draft, document: DocumentRecord, *, kind: str, index: Index) -> None:
    """Each body whose folded name begins with `kind` once, in the order of the document, with the number of its tasks; nothing where there
    are less than two."""
    passages = index.passages(document.id)
    named = sorted((*_of_tasks(document, passages, index=index), *_of_headings(document, passages, index=index)), key=lambda one: one.place)
    found: dict[str, _Named] = {}
    for one in named:
        if not f"{fold(one.name)} ".startswith(f"{kind} " if kind else ""):
            continue
        key = index.bodies.key(one.name)
        before = found.get(key)
        found[key] = before._replace(tasks=before.tasks + one.tasks) if before else one
    if len(found) < _FEWEST:
        return
    draft.say_plain("bodies_assigned", title=source_name(document, page=None, language=draft.language), count=str(len(found)))
    for one in list(found.values())[:_MOST]:
        draft.say("body_assigned" if one.tasks else "section_heading", one.quote, heading=one.name, count=str(one.tasks))
    if len(found) > _MOST:
        draft.say_plain("bodies_rest", count=str(len(found) - _MOST))


def _of_tasks(document: DocumentRecord, passages: tuple[Passage, ...], *, index: Index) -> Iterator[_Named]:
    held_in = {passage.id: passage for passage in passages}
    for held in index.tasks():
        if held.document.id != document.id or held.task.kind is TaskKind.INDICATOR or held.passage_id not in held_in:
            continue
        for name in index.bodies.split(held.task.lead):
            yield _Named(place=held.task.start, name=name, tasks=1, quote=task_evidence(held, held_in[held.passage_id]))


def _of_headings(document: DocumentRecord, passages: tuple[Passage, ...], *, index: Index) -> Iterator[_Named]:
    seen: set[str] = set()
    for passage in passages:
        heading = body_heading(passage.headings)
        if heading is None or heading in seen:
            continue
        seen.add(heading)
        label = found.label if (found := heading_of(heading)) else ""
        words = heading.removeprefix(label).strip(" .:")
        for name in index.bodies.split(words):
            yield _Named(place=passage.start, name=name, tasks=0, quote=heading_quote(passage, document, heading=heading))
