"""Tasks that running text assigns: "Giao Sở X chủ trì ...", a duty listed under the name of a body, a task with its labelled lines.

Precision comes first: a sentence whose bodies cannot be told from its verb gives no task. What is past ("đã chủ trì"), what a law
lays down in general, and who is to carry out a decision are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Block, page_at
from ingest.names.deadline_phrases import deadline_of, deadlines_in
from ingest.task import Task, TaskKind
from ingest.tasks.action_verbs import matching, opens_duty
from ingest.tasks.assignments import Assignment, assignment_in, duty_of, named_first, only_helps
from ingest.tasks.labelled_tasks import labelled_tasks
from ingest.tasks.prose_genre import Genre, genre_of, hands_out
from ingest.tasks.prose_outline import Place, places
from ingest.text.sentences import sentences

__all__ = ["prose_tasks"]

_EXECUTION = re.compile(
    r"chịu\s+trách\s+nhiệm\s+(?:thi\s+hành|(?:tổ\s+chức\s+)?(?:thực\s+hiện|hành)\s+(?:Quyết|Nghị)\s+\w+\s+này)|"
    r"có\s+hiệu\s+lực\s+(?:thi\s+hành|kể\s+từ)|thi\s+hành\s+(?:Quyết|Nghị|Chỉ|Thông|Kế)\s+\w+\s+này"
)
_NOT_A_DUTY = re.compile(r"trong\s+quá\s+trình|theo\s+đó|trong\s+đó|chịu\s+trách\s+nhiệm\s+(?:theo|về|trước)", re.IGNORECASE)
_OF_ITS_OWN = re.compile(r"(?:chủ\s+trì|đồng\s+chủ\s+trì|phối\s+hợp)(?![^\W\d_])", re.IGNORECASE)
_FINISHING = re.compile(r"(?:việc\s+này\s+)?(?:hoàn\s+thành|thời\s+(?:hạn|gian)|xong)(?![^\W\d_])", re.IGNORECASE)
_CALENDAR = re.compile(r"(?:19|20)\d{2}")
_ANNOUNCES = re.compile(r"(?:sau|sau đây|như sau|dưới đây)\s*(?::\s*)?$")
_VAGUE = re.compile(r"[Cc]ác\s+(?:cơ\s+quan|đơn\s+vị)(?:,\s+(?:cơ\s+quan|đơn\s+vị))?")
_SHORTEST_TASK = 8
"""Characters below which what is left of a sentence words no task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A clause or sentence of a block that may assign something; `start` and `end` are its range in the block's text."""

    start: int
    end: int
    assignment: Assignment | None


def prose_tasks(blocks: Sequence[Block], *, subject: str = "") -> tuple[Task, ...]:
    """The tasks that the prose of a document assigns, in order, `ordinal` 0 and no period worked out of the deadline's words.

    `blocks` are all blocks of the document, `subject` is what its header says that it is about; `start` and `end` are ranges in the texts
    of the blocks joined by line feeds.
    """
    genre = genre_of(blocks)
    prose = tuple(places(blocks))
    lined = labelled_tasks(prose, subject=subject)
    found = [*lined.tasks]
    for at, place in enumerate(prose):
        if at not in lined.taken and not place.lists:
            found.extend(_of_block(place, genre=genre))
    if genre is Genre.NORM:  # a rule holds for good; what is to be done by a day is a task even there
        found = [task for task in found if _CALENDAR.search(task.deadline)]
    return tuple(sorted(found, key=lambda task: (task.start, task.end)))


def _of_block(place: Place, *, genre: Genre) -> Iterator[Task]:
    """The tasks of one block: one a sentence, or one a clause where clauses have subjects or deadlines of their own."""
    form = matching(place.block.text)
    if _EXECUTION.search(form):
        return
    context = hands_out(place.section, genre=genre)
    lead, ordered = "", False
    told = genre is not Genre.ARTICLE and context is not False
    pending: Task | None = None
    words: int | None = None  # where a sentence begins that words a task without saying whose it is
    for order, piece in enumerate(_pieces(form, place.begin)):
        text = form[piece.start : piece.end]
        begin, words = (words if piece.assignment else piece.start), (None if piece.assignment else piece.start)
        if told and begin is not None and (named := _named(place, start=begin, end=piece.end)):
            if pending and pending.start < named.start:
                yield pending
            pending, lead = named, ""
            continue
        if piece.assignment:
            passed_on = ordered and form[: piece.start].rstrip().endswith(";")
            accepted = _accepted(piece.assignment, text, genre=genre, context=context or (True if passed_on else context))
            ordered = accepted and (piece.assignment.ordered or passed_on)
            lead = _words(place, piece.start + piece.assignment.lead[0], piece.start + piece.assignment.lead[1]) if accepted else ""
            duty = piece.assignment.duty
        elif order == 0 and place.holder and opens_duty(text) and not _NOT_A_DUTY.match(text) and context is not False:
            lead, duty = place.holder, 0
        elif lead and pending and _FINISHING.match(text) and not pending.deadline and (stated := deadline_of(text)):
            said = _words(place, piece.start + stated.start, piece.start + stated.end)
            pending = replace(pending, deadline=said, end=place.start + piece.end)
            continue
        elif lead and opens_duty(text) and (_OF_ITS_OWN.match(text) or deadlines_in(text)):
            duty = 0
        else:
            continue
        if pending:
            yield pending
        pending = _task(place, piece, lead=lead, duty=duty) if lead else None
    if pending:
        yield pending


def _named(place: Place, *, start: int, end: int) -> Task | None:
    """The task of a stretch of a block that words it first and says who does it behind that; None where it does not."""
    text = place.block.text[start:end]
    named = named_first(matching(text))
    if not named or len(_folded(text[: named.words])) < _SHORTEST_TASK:
        return None
    stated = deadline_of(matching(text))
    return Task(
        ordinal=0,
        kind=TaskKind.PROSE,
        number=place.number,
        section=" > ".join(place.section),
        task=_folded(text[: named.words]),
        lead=_folded(text[slice(*named.lead)]),
        coordinating=_folded(text[slice(*named.coordinating)]) if named.coordinating else "",
        deadline=_folded(text[stated.start : stated.end]) if stated else "",
        page=page_at(place.block.page, place.block.page_starts, offset=start),
        start=place.start + start,
        end=place.start + end,
    )


def _accepted(found: Assignment, text: str, *, genre: Genre, context: bool | None) -> bool:
    """Whether an assignment found in a sentence is one, in a document of this genre and a section of this kind."""
    if context is False or _ANNOUNCES.search(text) or (text.rstrip().endswith(":") and not (found.ordered or found.strong)):
        return False
    if genre is Genre.ARTICLE:  # an article tells of assignments: only the wording of one will do
        leads = re.match(r"(?:đồng\s+)?chủ\s+trì", text[found.duty :]) is not None
        has_terms = bool(deadlines_in(text)) or "phối hợp" in text[found.duty :]
        if found.ordered:
            return re.match(r"giao|phân\s+công", text, re.IGNORECASE) is not None or (leads and has_terms)
        return leads and has_terms and found.lead[0] == 0
    if genre is Genre.REPORT and not (found.ordered or (found.strong and context)):
        return False
    vague = _VAGUE.fullmatch(text[slice(*found.lead)]) is not None
    return found.ordered or found.strong or (context is True and not vague)


def _pieces(form: str, begin: int) -> Iterator[_Piece]:
    """The sentences of a block, cut at semicolons where what follows has a subject or, like what precedes, a deadline of its own."""
    for start, end in sentences(form[begin:]):
        start, end = start + begin, end + begin
        at = start
        for stop in re.finditer(r"[;:]\s+", form[start:end]):
            cut, after = start + stop.start(), start + stop.end()
            if cut <= at or _brackets_open(form[at:cut]):
                continue
            stop_after = form.find("; ", after, end)
            rest = form[after : stop_after if stop_after >= 0 else end]
            own = assignment_in(rest)
            if stop.group()[0] == ":":  # "Về dự án cầu Vàm: giao Sở Xây dựng ..."
                if own and own.ordered and not assignment_in(form[at:cut]):
                    at = after
                continue
            timed = opens_duty(rest) and not _FINISHING.match(rest) and deadlines_in(rest) and deadlines_in(form[at:cut])
            if (own and (own.ordered or own.strong or rest[:1].isupper())) or timed:
                yield _Piece(start=at, end=cut, assignment=assignment_in(form[at:cut]))
                at = after
        yield _Piece(start=at, end=end, assignment=assignment_in(form[at:end]))


def _brackets_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _task(place: Place, piece: _Piece, *, lead: str, duty: int) -> Task:
    """The task that a piece words, `duty` being the offset in it from which it says what is to be done. Who only helps leads nothing."""
    text = place.block.text[piece.start : piece.end]
    form = matching(text)
    parts = duty_of(form, duty)
    stated = deadline_of(form)
    end = len(text)
    if stated and stated.cut > parts.task and not text[stated.end_cut :].strip(" .;,/"):
        end = stated.cut
    words = _folded(text[parts.task : end])
    if len(words) < _SHORTEST_TASK:
        words = _folded(text)
    coordinating = _folded(text[slice(*parts.coordinating)]) if parts.coordinating else ""
    if not coordinating and lead == place.holder:
        coordinating = place.helpers
    if only_helps(form, duty):
        lead, coordinating = "", ", ".join(filter(None, (lead, coordinating)))
    return Task(
        ordinal=0,
        kind=TaskKind.PROSE,
        number=place.number,
        section=" > ".join(place.section),
        task=words,
        lead=lead,
        coordinating=coordinating,
        deadline=_folded(text[stated.start : stated.end]) if stated else "",
        page=page_at(place.block.page, place.block.page_starts, offset=piece.start),
        start=place.start + piece.start,
        end=place.start + piece.end,
    )


def _words(place: Place, start: int, end: int) -> str:
    return _folded(place.block.text[start:end])


def _folded(text: str) -> str:
    return " ".join(text.split()).strip(" ;,:/").removesuffix(".").rstrip(" ./;,")
