"""Tasks whose lead, deadline and product stand in labelled lines under them, or labelled in the same paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from ingest.document import BlockKind, page_at
from ingest.names.deadline_phrases import deadline_of
from ingest.task import Task, TaskKind
from ingest.tasks.action_verbs import matching, opens_duty
from ingest.tasks.assignees import begins_like_bodies
from ingest.tasks.assignments import assignment_in, duty_of, named_first
from ingest.tasks.cell_roles import roles_in_cell
from ingest.tasks.prose_outline import Place
from ingest.tasks.task_labels import Label, bare_label, is_field, labelled

_WITH = re.compile(
    r"(?:[,;(]\s*|(?<!\s)\s*)(?:và\s+)?phối\s+hợp(?:\s+(?:với|cùng))?(?:\s*:)?\s+|"
    r"(?<!\s)\s*\(phối\s+hợp\s*(?::\s*)?",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?P<lead>[^()]*[^()\s])\s*\(chủ\s+trì\)[\s,;]*+"
    r"(?P<others>(?:[^()]*[^()\s])?)\s*(?:\(phối\s+hợp\)?\s*)?",
    re.IGNORECASE,
)
_LONGEST_LEAD = 400
_MOST_BLOCKS = 12
"""Blocks under "Nhiệm vụ:" that together word one task: more are a programme, and no task."""
_ONLY_COUNTED = re.compile(r"(?:Hoạt động|Nhiệm vụ|Nội dung|Giải pháp|Công việc|Dự án|Hạng mục)\s++(?:số\s++)?[\dIVX]{1,4}", re.IGNORECASE)
"""A heading that only counts ("Hoạt động 2"): what is to be done stands behind its label."""
_OF_TASK = (Label.TASK, Label.CONTENT)


class LabelledTasks(NamedTuple):
    """The tasks read, and the positions (in the sequence of places) of all blocks that they took up."""

    tasks: tuple[Task, ...]
    taken: frozenset[int]


def labelled_tasks(places: Sequence[Place], *, subject: str = "") -> LabelledTasks:
    """The tasks that labelled lines complete: each with the text above its lines. Those that open a document, as in a form that is filled
    in, are about its `subject`."""
    tasks: list[Task] = []
    taken: set[int] = set()
    opening = list(takewhile(lambda place: is_field(place.block.text), places))
    if subject and opening and (task := _task([], opening, subject=subject)):
        tasks.append(task)
        taken.update(range(len(opening)))
    for item in _items(places):
        for owner, lines in _groups(places, [at for at in item if at not in taken]):
            task = _task([places[at] for at in owner], [places[at] for at in lines])
            if task:
                tasks.append(task)
                taken.update(owner, lines)
    return LabelledTasks(tuple(tasks), frozenset(taken))


def _items(places: Sequence[Place]) -> Iterator[list[int]]:
    """Runs of blocks from one numbered block or heading to the next; labelled lines begin none, though they be numbered."""
    item: list[int] = []
    for at, place in enumerate(places):
        opens = place.block.kind is BlockKind.HEADING or any(map(str.isalnum, place.number))
        if item and opens and not is_field(place.block.text) and not _heads_values(place):
            yield item
            item = []
        item.append(at)
    if item:
        yield item


def _heads_values(place: Place) -> bool:
    """Whether a block is a label without a value, whose values stand in the lines under it: it belongs to the task above it."""
    label = bare_label(place.block.text)
    return label is not None and label not in _OF_TASK


def _groups(places: Sequence[Place], item: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """(the blocks of a task's text, the blocks of its labelled lines) of each task of one item.

    One group of lines is about the item as a whole; of several each is about the block above it.
    """
    runs: list[tuple[list[int], list[int]]] = []
    plain: list[int] = []
    headed = False  # under a label of bodies without a value: they follow, one a line
    for at in item:
        bodies = headed and not labelled(places[at].block.text) and begins_like_bodies(places[at].block.text[places[at].begin :])
        headed = bodies or bare_label(places[at].block.text) in (Label.LEAD, Label.COORDINATING)
        if bodies or is_field(places[at].block.text) or _heads_values(places[at]):
            if plain or not runs:
                runs.append((plain, [at]))
                plain = []
            else:
                runs[-1][1].append(at)
        elif labelled(places[at].block.text):
            runs.append(([at], []))
            plain = []
        else:
            plain.append(at)
    single = len(runs) == 1
    for texts, lines in runs:
        if texts:
            yield (_owner(places, texts) if single and lines else texts[-1:]), lines
        elif (first := labelled(places[lines[0]].block.text)) and first[0].label is Label.CONTENT:
            yield lines[:1], lines[1:]


def _owner(places: Sequence[Place], texts: Sequence[int]) -> list[int]:
    """Of the blocks above the labelled lines those that word the task: the numbered one with what continues it, or the one
    paragraph under a heading."""
    first = places[texts[0]]
    if bare_label(first.block.text) in _OF_TASK and 1 < len(texts) <= _MOST_BLOCKS + 1:
        return list(texts[1:])
    if first.block.kind is BlockKind.HEADING:
        named = opens_duty(first.block.text[first.begin :])  # else the heading names a subject
        return list(texts[1:2]) if len(texts) == 2 and not named else [texts[0]]
    owner = [texts[0]]
    for at in texts[1:]:
        if places[at].block.kind is not BlockKind.PARAGRAPH or not places[owner[-1]].block.text.rstrip().endswith((";", ",", ":")):
            break
        owner.append(at)
    return owner


def _task(owner: Sequence[Place], lines: Sequence[Place], *, subject: str = "") -> Task | None:
    """The task of one text, or of the document's `subject`, and its labelled lines; None where nobody leads it."""
    values: dict[Label, str] = {}
    for label, text in (*_values(owner), *_values(lines)):
        values[label] = f"{values[label]}; {text}" if label in values else text
    if not owner and not (Label.LEAD in values and {Label.DEADLINE, Label.PRODUCT, Label.COORDINATING} & values.keys()):
        return None
    first = (*owner, *lines)[0]
    pieces = [] if owner else [subject]
    for place in owner:
        own = labelled(place.block.text)
        named = next((one for one in own if one.label in (Label.TASK, Label.CONTENT)), None)
        text = place.block.text
        pieces.append(text[named.start : named.end] if named else text[place.begin : own[0].begins if own else len(text)])
    words = " ".join(" ".join(pieces).split()).rstrip(" (;,–—-.:/")
    if Label.CONTENT in values and _ONLY_COUNTED.fullmatch(words):
        words = f"{words}: {values[Label.CONTENT]}"
    lead, coordinating, words = _bodies(values, words)
    if not lead or len(lead) > _LONGEST_LEAD or not (begins_like_bodies(lead) or any(map(str.isupper, lead))) or len(words) < 4:
        return None
    stated = deadline_of(words)
    last = (*owner, *lines)[-1]
    return Task(
        ordinal=0,
        kind=TaskKind.PROSE,
        number="" if Label.TASK in values or not owner else first.number,
        section=" > ".join(heading for heading in first.section if bare_label(heading) is None),
        task=words,
        lead=lead,
        coordinating=coordinating,
        product=values.get(Label.PRODUCT, ""),
        deadline=values.get(Label.DEADLINE, words[stated.start : stated.end] if stated else ""),
        submitted_to=values.get(Label.SUBMITTED_TO, ""),
        page=page_at(first.block.page, first.block.page_starts, offset=first.begin),
        start=first.start,
        end=last.start + len(last.block.text),
    )


def _values(places: Sequence[Place]) -> Iterator[tuple[Label, str]]:
    """The labelled values of some blocks in order; a line under a label without a value is its value."""
    above: Label | None = None
    for place in places:
        text = place.block.text
        found = labelled(text)
        above = None if found else bare_label(text) or above
        if above and not found and not bare_label(text):
            yield above, " ".join(text[place.begin :].split()).rstrip(" .;,")
        for one in found:
            yield one.label, " ".join(text[one.start : one.end].split())


def _bodies(values: dict[Label, str], words: str) -> tuple[str, str, str]:
    """(lead, co-ordinating, the task's words): of the labelled values, else of the sentence above them."""
    lead, coordinating = values.get(Label.LEAD, ""), values.get(Label.COORDINATING, "")
    if marked := _MARKED.fullmatch(matching(lead)):
        return lead[: marked.end("lead")], lead[slice(*marked.span("others"))] or coordinating, words
    if lead and (told := roles_in_cell(lead)):
        return told.lead, coordinating or told.coordinating, words
    if lead:
        split = _WITH.search(matching(lead))
        if split:
            coordinating = coordinating or lead[split.end() :].rstrip(" )")
            lead = lead[: split.start()].rstrip(" ,;(")
        return lead, coordinating, words
    form = matching(words)
    if named := named_first(form):
        coordinating = coordinating or (words[slice(*named.coordinating)] if named.coordinating else "")
        return words[slice(*named.lead)], coordinating, words[: named.words].rstrip(" .;,")
    found = assignment_in(form)
    if not found:
        return "", coordinating, words
    duty = duty_of(form, found.duty)
    if duty.coordinating and not coordinating:
        coordinating = words[slice(*duty.coordinating)]
    return words[slice(*found.lead)], coordinating, words[duty.task :]
