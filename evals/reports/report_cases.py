"""What a report shows of each case: plain nouns that a template prints, cut to a length that keeps the page small."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.command_line.json_forms import JsonObject
from evals.running.run_file import CaseRecord
from evals.scoring.case_score import CaseScore, supports
from evals.scoring.comparing import Flip, Turn
from evals.scoring.matching import states
from evals.scoring.ranking import holds
from evals.scoring.verdicts import Cause, cause_of
from evals.sets.earlier_turns import earlier_records
from evals.sets.gold import GoldCase

_LONGEST_ANSWER = 6_000
_LONGEST_QUOTE = 600
_LONGEST_HEADING = 160
_SPELLINGS = 4
_PAGE_OF_PASSAGES = 2_500_000
"""Characters of passages that a page holds; Vietnamese takes about 1.4 bytes a character, and 1,000 cases 5 MB without them."""
_PASSAGE_LENGTHS = (160, 700)
"""The least and the most that is shown of a passage, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text; `strong` where it is emphasised or is what was looked for, `n` where it is the mark of a citation."""

    text: str
    strong: bool = False
    n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A fact or forbidden words: some of its spellings, how many more there are, and whether the answer states it."""

    spellings: tuple[str, ...]
    more: int = 0
    stated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A citation, gold evidence or passage: where it is from, its words, and whether it is (or holds) right evidence."""

    document: str
    page: int | None
    text: tuple[Piece, ...]
    right: bool = False
    n: int | None = None
    heading: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What one run said to a case."""

    score: CaseScore
    cause: Cause | None
    text: tuple[Piece, ...]
    facts: tuple[Wording, ...]
    forbidden: tuple[Wording, ...]
    citations: tuple[Source, ...]
    error: str | None
    failure: str = ""
    understood: tuple[str, ...] = ()
    """The question as the program understood it, where that is not how it was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTurn:
    """A question asked before, and what was answered; `failed` where it could not be answered at all."""

    question: str
    answer: tuple[Piece, ...]
    failed: bool = False
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One case as it is shown. `place` counts from 1 in the order of the set; `said` are the turns before it, oldest first; `turn` and
    `before` are of an earlier run, if any."""

    place: int
    case: GoldCase
    answered: Answered
    evidence: tuple[Source, ...]
    passages: tuple[Source, ...]
    said: tuple[SaidTurn, ...] = ()
    turn: Turn | None = None
    before: Answered | None = None


def case_views(records: Sequence[CaseRecord], scores: Sequence[CaseScore], *, flips: Mapping[str, Flip]) -> list[CaseView]:
    """Every case, failed ones first, else in the order of the set."""
    least, most = _PASSAGE_LENGTHS
    passages = sum(len(record.passages) for record in records)
    length = min(most, max(least, _PAGE_OF_PASSAGES // max(passages, 1)))
    pairs = zip(records, scores, strict=True)
    earlier = earlier_records(records)
    views = [
        _view(place, record, score, flips.get(record.case.id), said=said_turns(record.case, earlier[record.case.id]), length=length)
        for place, (record, score) in enumerate(pairs, 1)
    ]
    return sorted(views, key=lambda view: view.answered.score.right)


def said_turns(case: GoldCase, earlier: Sequence[CaseRecord]) -> tuple[SaidTurn, ...]:
    """The turns before a question: those that stand in the set, or what the program said in the conversation."""
    if case.history:
        return tuple(SaidTurn(question=turn.question, answer=tuple(answer_pieces(turn.answer))) for turn in case.history)
    return tuple(
        SaidTurn(
            question=record.case.question,
            answer=tuple(answer_pieces(str(record.answer.get("answer", "")))),
            failed=bool(record.error),
            failure=record.failure,
        )
        for record in earlier
    )


def _view(place: int, record: CaseRecord, score: CaseScore, flip: Flip | None, *, said: tuple[SaidTurn, ...], length: int) -> CaseView:
    return CaseView(
        place=place,
        case=record.case,
        answered=answered(record, score),
        evidence=tuple(
            Source(document=item.document, page=item.page, text=_cut(item.quote, _LONGEST_QUOTE)) for item in record.case.evidence
        ),
        passages=tuple(_passage(passage, record.case, rank=rank, length=length) for rank, passage in enumerate(record.passages, 1)),
        said=said,
        turn=flip.turn if flip else None,
        before=answered(flip.before, flip.score_before) if flip else None,
    )


def answered(record: CaseRecord, score: CaseScore) -> Answered:
    """What a run said to a case, held against what the case expects."""
    text = str(record.answer.get("answer", ""))
    given = text if score.given else ""
    return Answered(
        score=score,
        cause=cause_of(score),
        text=tuple(answer_pieces(text)),
        facts=tuple(_wording(fact, given) for fact in record.case.facts),
        forbidden=tuple(_wording((word,), given) for word in record.case.forbidden),
        citations=tuple(_citation(citation, record.case) for citation in record.answer.get("citations", ())),
        error=record.error,
        failure=record.failure,
        understood=tuple(map(str, record.answer.get("understood") or ())),
    )


def answer_pieces(text: str) -> Iterator[Piece]:
    """An answer as stretches: **emphasised** words, marks [n], and the rest."""
    for part in re.split(r"(\*\*(?=\S).+?(?<=\S)\*\*)", _shortened(text, _LONGEST_ANSWER)):
        strong = len(part) > 4 and part.startswith("**") and part.endswith("**")
        for bit in re.split(r"(\[\d{1,3}\])", part[2:-2] if strong else part):
            if re.fullmatch(r"\[\d{1,3}\]", bit):
                yield Piece(text=bit, n=int(bit[1:-1]))
            elif bit:
                yield Piece(text=bit, strong=strong)


def _wording(spellings: Sequence[str], text: str) -> Wording:
    stated = [spelling for spelling in spellings if text and states(text, spelling)]
    shown = list(dict.fromkeys((*stated[:1], *spellings)))
    return Wording(spellings=tuple(shown[:_SPELLINGS]), more=max(0, len(shown) - _SPELLINGS), stated=bool(stated))


def _citation(citation: JsonObject, case: GoldCase) -> Source:
    return Source(
        document=citation["document"],
        page=citation["page"],
        text=_cut(citation["quote"], _LONGEST_QUOTE),
        right=supports(citation, case),
        n=citation["n"],
        heading=_shortened(citation.get("title") or citation.get("number") or ""),
    )


def _passage(passage: JsonObject, case: GoldCase, *, rank: int, length: int) -> Source:
    quotes = [evidence.quote for evidence in case.evidence if holds(passage, evidence)]
    return Source(
        document=passage["document"],
        page=passage["page"],
        text=_around(passage["text"], quotes, length=length),
        right=bool(quotes),
        n=rank,
        heading=_shortened(passage.get("heading") or ""),
        score=passage.get("score"),
    )


def _around(text: str, quotes: Sequence[str], *, length: int) -> tuple[Piece, ...]:
    """So much of a passage as fits, about the first of the quotes that stands in it word for word."""
    for quote in quotes:
        words = [re.escape(word) for word in quote.split()]
        found = re.search(r"\s+".join(words), text, re.IGNORECASE) if words else None
        if found:
            break
    else:
        return _cut(text, length)
    room = max(length - (found.end() - found.start()), 80)
    before, after = text[: found.start()], text[found.end() :]
    if len(before) > room // 2:
        before = "… " + before[-(room // 2) :].partition(" ")[2]
    return Piece(text=before), Piece(text=found.group(), strong=True), *_cut(after, room - len(before))


def _cut(text: str, length: int) -> tuple[Piece, ...]:
    return (Piece(text=_shortened(text, length)),)


def _shortened(text: str, length: int = _LONGEST_HEADING) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
