"""What of a passage is quoted: the sentences, the item or the row that hold the words which the reader found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

from assistant.answering.quote import Candidate
from assistant.answering.task_cells import TASK_ASKS, cell_span
from assistant.chat_model.context import gives_orders
from assistant.reading.reading import Reading
from assistant.understanding.context_dependence import content_words
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.value_asked import posts_in
from ingest.names.body_forms import bodies
from ingest.names.people import people
from ingest.names.roles import body_heading, duty_holder, duty_person
from ingest.names.span import Span, contains, overlaps
from ingest.passage import PassageKind
from ingest.text.sentences import sentences
from vectorstore.retrieval import Hit

_LONGEST_TASK = 1200
LONGEST_JOINED = 700
"""Characters up to which places near each other are quoted as one piece, and a passage whole where several things are asked, since the
reader marks the words for one of them more surely than those for all: with it 183 instead of 173 of 270 questions were right that nobody
who writes the code had read (`python -m evals gate plain fresh-unread held-out held-out-several`)."""
_COLUMNS = " | "
"""Stands between the headings of a table's columns, which head a row and answer nothing."""
_BETWEEN = 1
"""Sentences between two places that are quoted along with them."""
_ITEM = re.compile(r"[-–+•]|[a-zđ][.)]\s")
_POST_LINES = 2
"""Lines of a post over a signature: "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"."""
_MOST = 4
"""Pieces of one passage that are quoted."""


def quotes_of(
    hit: Hit,
    reading: Reading,
    *,
    intent: Intent,
    chance: float,
    asked: frozenset[str] = frozenset(),
    beside: Sequence[Hit] = (),
    several: bool = False,
) -> tuple[Candidate, ...]:
    """The pieces of a passage to be quoted, one at least, that with most of the answer first.

    `asked` are the content words of the question, by which what a heading answers is found under it, in this passage or in those `beside`
    it; `several` says whether several things are asked, and so a short passage is quoted whole.
    """
    text = hit.passage.text
    if hit.passage.kind is PassageKind.ROW:
        cells = tuple(span for ask in intent.asks if (span := cell_span(hit, ask, start=0, end=len(text))))
        told = cells or reading.places
        return (Candidate(held=hit, start=0, end=len(text), decisive=told, chance=chance, holder=_heading(hit, reading)),)
    heading = _heading(hit, reading)
    pieces = _pieces(hit, reading)
    if heading and heading != hit.document.title:
        other, pieces = _under_heading(hit, pieces, heading=heading, reading=reading, asked=asked, beside=beside)
        if other is not hit:
            return (Candidate(held=other, start=pieces[0][0], end=pieces[0][1], chance=chance, holder=heading),)
    spans = [_whole_task(hit, span, intent=intent) for span in pieces]
    if several and hit.passage.kind is PassageKind.PROSE and len(text) <= LONGEST_JOINED:
        spans = [(0, len(text))]
    if hit.passage.kind is PassageKind.MASTHEAD:
        spans = [_title_line(hit)] if heading == hit.document.title else [_with_post(hit, span) for span in spans]
    return tuple(
        Candidate(
            held=hit, start=start, end=end, chance=chance, decisive=_within(reading.places, (start, end)),
            holder=heading or _holder(text[start:end], hit, intent=intent),
        )
        for start, end in dict.fromkeys(spans)
    )  # fmt: skip


def _told(hit: Hit) -> list[Span]:
    """The sentences of a passage without its headings and without what orders a chat model about, all where nothing else is left."""
    text = hit.passage.text
    headings = {" ".join(heading.split()) for heading in hit.passage.headings}
    every = sentences(text)
    told = [span for span in every if " ".join(text[slice(*span)].split()) not in headings and not gives_orders(text[slice(*span)])]
    return told or list(every) or [(0, len(text))]


def _under_heading(
    hit: Hit, pieces: list[Span], *, heading: str, reading: Reading, asked: frozenset[str], beside: Sequence[Hit]
) -> tuple[Hit, list[Span]]:
    """The pieces under a heading that answers, with their passage: whose duty something is stands above, and what it is is the sentence
    that says most of what is asked, here or in a passage `beside` under the same heading, where it says more than the pieces do. A word
    counts the more the fewer of these sentences have it."""
    here = hit.passage
    others = [one for one in beside if one is not hit and _stands_under(one, hit, heading=heading)]
    every = [(one, span, content_words(one.passage.text[slice(*span)]) & asked) for one in (hit, *others) for span in _told(one)]
    spread = Counter(word for _, _, words in every for word in words)
    said = max(_weight(content_words(here.text[slice(*span)]) & asked, spread) for span in pieces)
    best, span, words = max(every, key=lambda one: (_weight(one[2], spread), one[0] is hit, reading.weight_in(*one[1])))
    return (best, [span]) if _weight(words, spread) > said else (hit, pieces)


def _stands_under(one: Hit, other: Hit, *, heading: str) -> bool:
    """Whether prose stands under the very heading that another passage has: "b) Trực tiếp thực hiện" comes under each of two persons."""
    path = other.passage.headings[: other.passage.headings.index(heading) + 1]
    same = one.document.id == other.document.id and one.passage.headings[: len(path)] == path
    return same and one.passage.kind is PassageKind.PROSE


def _weight(words: frozenset[str], spread: Mapping[str, int]) -> float:
    return sum(1 / max(spread.get(word, 1), 1) for word in words)


def _pieces(hit: Hit, reading: Reading) -> list[Span]:
    """The runs of sentences that hold the words found, those near each other as one; where the words stand in the heading alone, the
    likeliest sentence under it."""
    alone = _told(hit)
    held = [at for at, (start, end) in enumerate(alone) if any(first < end and last > start for first, last in reading.places)]
    if not held:
        held = [max(range(len(alone)), key=lambda at: reading.weight_in(*alone[at]))]
    runs: list[list[int]] = []
    for at in held:
        near = runs and at - runs[-1][-1] <= _BETWEEN + 1 and alone[at][1] - alone[runs[-1][0]][0] <= LONGEST_JOINED
        if near:
            runs[-1].append(at)
        else:
            runs.append([at])
    found = [(alone[run[0]][0], alone[run[-1]][1]) for run in runs]
    return sorted(found, key=lambda span: -reading.weight_in(*span))[:_MOST]


def _title_line(hit: Hit) -> Span:
    """The sentence of a masthead that has most of the title's words, where the title answers; the other lines say nothing of it."""
    text, title = hit.passage.text, content_words(hit.document.title)
    return max(sentences(text) or [(0, len(text))], key=lambda span: len(content_words(text[slice(*span)]) & title))


def _with_post(hit: Hit, span: Span) -> Span:
    """A piece of a signature with the lines of the post right above the name: "CHỦ TỊCH" over "Chu Ngọc Anh" says whose name it is."""
    text = hit.passage.text
    if not people(text[slice(*span)]):
        return span
    above = [one for one in sentences(text) if one[1] <= span[0]][-_POST_LINES:]
    posts = list(takewhile(lambda line: posts_in(text[slice(*line)]) and not people(text[slice(*line)]), reversed(above)))
    return (posts[-1][0], span[1]) if posts else span


def _whole_task(hit: Hit, span: Span, *, intent: Intent) -> Span:
    """The whole of the task that a piece belongs to, where a cell of a task is asked for: "Đơn vị chủ trì: ..." stands lines below it."""
    if not intent.wants(*TASK_ASKS):
        return span
    for task in hit.tasks:
        start, end = max(task.start - hit.passage.start, 0), min(task.end - hit.passage.start, len(hit.passage.text))
        if contains((start, end), span) and end - start <= _LONGEST_TASK:
            return start, end
    return span


def _heading(hit: Hit, reading: Reading) -> str | None:
    """The heading or title in which the reader found words that answer, the innermost; None where it found none."""
    for start, end in reversed(reading.heading_places):
        words = reading.heading[start:end].strip(" ·>")
        for heading in (*reversed(hit.passage.headings), hit.document.title):
            if words and _COLUMNS not in heading and words in " ".join(heading.split()):
                return heading
    return None


def _holder(duty: str, hit: Hit, *, intent: Intent) -> str | None:
    """The heading of the body or the person whose duty an item is; of a body too where it is asked for and the words name none."""
    headings = hit.passage.headings
    asked = body_heading(headings) if intent.wants(Ask.LEAD, Ask.ORGANISATION) and not bodies(duty) else None
    return duty_holder(duty, headings) or (duty_person(headings) if _ITEM.match(duty) else None) or asked


def _within(places: Sequence[Span], span: Span) -> tuple[Span, ...]:
    return tuple((max(first, span[0]), min(last, span[1])) for first, last in places if overlaps((first, last), span))
