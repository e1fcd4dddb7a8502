"""Which of the passages read make the answer, and how much of a long sentence is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answering.quote import Candidate, around
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.parsed_question import ParsedQuestion
from ingest.names.document_name import DocumentName, find_document_names, matches
from ingest.passage import PassageKind
from ingest.text.vietnamese import fold

LONGEST = 420
"""Characters of prose quoted whole; of a longer sentence only the clauses that carry the answer."""
LONGEST_LIST = 1200
"""The same where a list or an explanation is asked for: its items are the answer."""
_MOST_LISTED = 8
_LIST_SHARE = 0.6
"""Where a list is asked for, a further row of the table joins when its chance is at least this share of the best one's,"""
_SECOND_SHARE = 0.6
"""and where several things are asked, a further passage of the document."""
_OTHER_SHARE = 0.3
"""Of the first row's chance the row of the other of two things must have; fewer of the question's words are its own."""
_OWN_PAIRS = 2
"""Pairs of neighbouring words of the question that either row must have and the other lack."""
_IN_FRAME = (Ask.SIGNER, Ask.OFFICE, Ask.PERSON, Ask.DATE, Ask.DEADLINE, Ask.DOCUMENT, Ask.PLACE, Ask.ORGANISATION, Ask.DEFINITION)
"""What a masthead or a signature may state."""
_ATTACHED = re.compile(r"\s*\((?:ban hành )?kèm theo [^()]{5,300}\)[\s.]*", re.IGNORECASE)
_CLAUSE = re.compile(r";\s+|(?<=[^\d]),\s+(?=(?:trong đó|đồng thời|và|cụ thể|including)\b)")


def choose(answers: Sequence[tuple[Candidate, ...]], *, parsed: ParsedQuestion) -> list[Candidate]:
    """The pieces that answer, the weightiest first: those of the first passage; up to eight rows of its table where a list is
    asked for; the row of the other of two things; and where several things are asked, the passage of its document that is nearly as
    likely."""
    intent = parsed.intent
    best, rest = answers[0], answers[1:]
    if parsed.two and best[0].passage.kind is PassageKind.ROW and (other := _other_row(best[0], rest, parsed)) is not None:
        return [*best, other]
    if (intent.many or (intent.which and parsed.conditions.times)) and best[0].passage.kind is PassageKind.ROW:
        rows = [pieces[0] for pieces in rest if _same_table(pieces[0], best[0]) and pieces[0].chance >= _LIST_SHARE * best[0].chance]
        return in_reading_order([*best, *rows[: _MOST_LISTED - 1]])
    row = best[0].passage.kind is PassageKind.ROW  # a column for each thing asked
    if not row and (len(intent.asks) > 1 or intent.compare or intent.many):
        for pieces in rest[:1]:
            if pieces[0].document.id == best[0].document.id and pieces[0].chance >= _SECOND_SHARE * best[0].chance:
                return [*best, *pieces]
    return list(best)


def only_frames(item: Candidate, intent: Intent) -> bool:
    """Whether a quote is of masthead, recipients or signature, or only says with what a document is issued, where things are asked that no
    frame of a document states."""
    frame = item.passage.kind is PassageKind.MASTHEAD and bool(intent.asks)
    return (frame or _ATTACHED.fullmatch(item.text) is not None) and not intent.wants(*_IN_FRAME)


def speaks_of(item: Candidate, names: Sequence[DocumentName]) -> bool:
    """Whether a passage, or what stands over it, names one of these documents, or there are none: what is asked of one plan is not
    answered from what another says of itself."""
    said = find_document_names(f"{around(item.held)}\n{item.passage.text}") if names else ()
    return not names or any(matches(name, one) for name in names for one in said)


def _other_row(best: Candidate, rest: Sequence[tuple[Candidate, ...]], parsed: ParsedQuestion) -> Candidate | None:
    """The row of the second of two things that a question is after: the likeliest that has words of it which the first row lacks, and
    which the first row has of it where it lacks them."""
    told = _pairs_in(best) & parsed.pairs
    for pieces in rest:
        row = pieces[0]
        found = _pairs_in(row) & parsed.pairs
        if row.passage.kind is not PassageKind.ROW or row.chance < _OTHER_SHARE * best.chance:
            continue
        if len(found - told) >= _OWN_PAIRS and len(told - found) >= _OWN_PAIRS:
            return row
    return None


def _pairs_in(item: Candidate) -> set[str]:
    words = re.findall(r"[^\W_]+", fold(item.passage.text))
    return {f"{one} {other}" for one, other in pairwise(words)}


def trimmed(item: Candidate, *, longest: int = LONGEST) -> Candidate:
    """The piece itself, or of prose longer than `longest` characters the clauses with the words that answer, and of those before and then
    behind them as many as fit."""
    text = item.text
    if len(text) <= longest or item.passage.kind is not PassageKind.PROSE or not item.decisive:
        return item
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    first = max(cut for cut in cuts if cut <= item.decisive[0][0] - item.start)
    last = min(cut for cut in cuts if cut >= item.decisive[-1][1] - item.start)
    for cut in reversed([cut for cut in cuts if cut < first]):
        first = cut if last - cut <= longest else first
    for cut in [cut for cut in cuts if cut > last]:
        last = cut if cut - first <= longest else last
    end = item.start + len(text[:last].rstrip(" ;,"))
    kept = tuple((start, min(stop, end)) for start, stop in item.decisive if start < end)
    return replace(item, start=item.start + first, end=end, decisive=kept)


def _same_table(item: Candidate, best: Candidate) -> bool:
    return item.document.id == best.document.id and item.passage.kind is PassageKind.ROW


def in_reading_order(pieces: Sequence[Candidate]) -> list[Candidate]:
    """Pieces of one document in its order; of several as they come."""
    if len({item.document.id for item in pieces}) > 1:
        return list(pieces)
    return sorted(pieces, key=lambda item: (item.passage.ordinal, item.start))
