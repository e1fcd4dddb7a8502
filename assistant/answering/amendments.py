"""What a newer document changes in the very task that an answer is about: "lùi thời hạn từ quý IV/2021 sang quý II/2022"."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.later_changes import changed_by
from assistant.answering.quote import Candidate
from assistant.reading.confidence import confidence_model
from assistant.reading.read_passages import candidates, read_hits
from assistant.reading.reader import Reader
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.parsed_question import ParsedQuestion
from ingest.names.stated_units import time_spans
from ingest.text.vietnamese import fold, syllables
from vectorstore.index import Index
from vectorstore.search import retrieve

_CHANGEABLE = frozenset((Ask.LEAD, Ask.COORDINATING, Ask.DEADLINE, Ask.PRODUCT, Ask.DATE, Ask.NUMBER, Ask.MONEY))
_ROLES = {Ask.LEAD: "chu tri", Ask.COORDINATING: "phoi hop"}
_SAME_TASK = 0.5
"""Share of the words of the shorter of task and change that the other must hold, to be of the same task."""
_READ = 6
"""Passages of the amending document that are read, the nearest to the question."""


def change_of(best: Candidate, *, parsed: ParsedQuestion, index: Index, reader: Reader) -> Candidate | None:
    """The sentence or row of a newer document, one that amends the document of `best`, that says anew what was asked of the same task;
    None where none does."""
    if not _CHANGEABLE & set(parsed.intent.asks):
        return None
    stated = changed_by(best.document.id, index=index)
    record = index.document(stated.document_id) if stated else None
    if record is None:
        return None
    about = replace(parsed, question=replace(parsed.question, named=(record.id,), missing=()))
    hits = [hit for hit in retrieve(index, about.question, k=2 * _READ).hits if hit.document.id == record.id][:_READ]
    threshold = confidence_model().threshold
    read = candidates(read_hits(reader, about.question, hits), about)
    likely = [pieces[0] for pieces in read if pieces[0].chance >= threshold]
    found = [one for one in likely if _of_same_task(one, best) and _says_role(one, parsed.intent) and _is_news(one, best)]
    return _with_news(found[0]) if found else None


def _says_role(unit: Candidate, intent: Intent) -> bool:
    """Whether a unit speaks of the role that is asked for: "bổ sung đơn vị phối hợp" changes nothing in who leads."""
    said = {ask for ask, word in _ROLES.items() if word in fold(unit.text)}
    asked = {ask for ask in _ROLES if intent.wants(ask)}
    return not asked or (bool(said & asked) and said <= asked)


def _is_news(unit: Candidate, best: Candidate) -> bool:
    """Whether the words that answer are others than those that stood before: a notice may name the lead unit and leave it as it was."""
    before = fold(" ".join(best.text.split()))
    words = [fold(" ".join(unit.passage.text[slice(*span)].split())) for span in unit.decisive]
    return not words or any(one not in before for one in words)


def _with_news(unit: Candidate) -> Candidate:
    """The unit with only the last of several words marked, and of these the last day: "từ quý IV/2021 sang quý II/2022"."""
    if not unit.decisive:
        return unit
    start, end = unit.decisive[-1]
    days = time_spans(unit.passage.text[start:end])
    last = (start + days[-1][0], start + days[-1][1]) if days else (start, end)
    return replace(unit, decisive=(last,))


def _of_same_task(unit: Candidate, best: Candidate) -> bool:
    words = frozenset(syllables(fold(unit.text)))
    task = frozenset(syllables(fold(best.task.task if best.task else best.text)))
    return len(words & task) / max(1, min(len(words), len(task))) >= _SAME_TASK
