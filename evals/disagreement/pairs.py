"""Pairs of short documents, half of which disagree about the same thing, and whether the program shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.answering.answer import Answer
from assistant.assistant import Assistant
from assistant.reading.reader import Reader
from assistant.settings import Settings
from evals.running.temporary_index import temporary_index
from evals.scoring.matching import states
from evals.sets.gold import TestSetError
from vectorstore.embedder import Embedder

FOLDER = Path(__file__).parent
PARTS = ("tuning", "measuring")
SHOWN = frozenset(("disagree", "disagree_within", "by_time", "changed", "newer"))
"""The frames that set what one source says against another."""


class Pair(BaseModel):
    """One question with the documents that it is put to, as a line of `tuning.jsonl` or `measuring.jsonl` has them.

    `values` are the spellings of each thing that an answer has to say: both sides of a disagreement, or the one right answer; `newest`
    a part of what a later document puts in the place of the rest, which has to be told first.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    language: Literal["vi", "en"]
    kind: str
    disagree: bool
    values: tuple[tuple[str, ...], ...]
    newest: str = ""
    documents: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a pair: whether the answer sets sources against each other, and whether it says every value, the newest first."""

    pair: Pair
    answer: Answer
    shown: bool
    told: bool

    @property
    def right(self) -> bool:
        """Whether a disagreement is shown with both its sides, or none where there is none."""
        return self.shown and self.told if self.pair.disagree else not self.shown


def pairs(part: str) -> tuple[Pair, ...]:
    """The pairs of one of PARTS; () for any other."""
    if part not in PARTS:
        return ()
    path = FOLDER / f"{part}.jsonl"
    return tuple(Pair.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def outcomes(chosen: Sequence[Pair], *, settings: Settings) -> Iterator[Outcome]:
    """What becomes of each pair, read into an index of its own. Raises TestSetError where a document cannot be read."""
    embedder = Embedder(settings.embedding_model, cache=settings.model_cache, threads=settings.threads)
    reader = Reader(embedder)
    for pair in chosen:
        with temporary_index(settings, contexts=pair.documents, embedder=embedder) as index:
            if len(index.documents()) != len(pair.documents):
                raise TestSetError("no_document")
            yield outcome_of(pair, Assistant(index, reader=reader).ask(pair.question))


def outcome_of(pair: Pair, answer: Answer) -> Outcome:
    """How an answer to a pair is to be judged."""
    text = answer.plain
    told = not answer.abstained and all(any(states(text, spelling) for spelling in spellings) for spellings in pair.values)
    if pair.newest:
        places = [text.find(spelling) for spellings in pair.values for spelling in spellings if spelling in text]
        told = told and 0 <= text.find(pair.newest) <= min(places, default=0)
    return Outcome(pair=pair, answer=answer, shown=any(one.frame in SHOWN for one in answer.statements), told=told)


def listing(found: Sequence[Outcome]) -> str:
    """The figures, and a line for each pair that is not right."""
    of = {sign: [one for one in found if one.pair.disagree == sign] for sign in (True, False)}
    lines = [
        f"disagreements shown {sum(one.right for one in of[True])}/{len(of[True])}",
        f"shown where there is none {sum(one.shown for one in of[False])}/{len(of[False])}",
        f"right answer there {sum(one.told for one in of[False])}/{len(of[False])}",
    ]
    return "\n".join([*lines, *(f"  {one.pair.id}: {one.pair.question}" for one in found if not one.right)])
