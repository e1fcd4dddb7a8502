"""A test set typed in other ways: the same questions in raw Telex or VNI, with slips, or as an office chat puts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.sets.gold import GoldCase
from evals.sets.keyboard import WAYS, Way

_ANY_LANGUAGE: tuple[Way, ...] = ("slips",)
"""Ways in which English questions are typed too; the others are of Vietnamese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retyped:
    """The cases typed in other ways, the cases of one way after those of another, and how many questions have nothing to type otherwise."""

    cases: tuple[GoldCase, ...]
    unchanged: int


def retyped(cases: Sequence[GoldCase], *, ways: Sequence[Way], seed: int) -> Retyped:
    """Each case once a way, its style the name of the way and its id ending in it. A question that nothing changes in is left out, unless
    it is a turn of a conversation, whose other turns need it."""
    made = [one for way in ways for one in _in_one_way(cases, way=way, seed=seed)]
    kept = tuple(case for case, changed in made if changed or case.conversation)
    return Retyped(cases=kept, unchanged=sum(not changed for _, changed in made))


def _in_one_way(cases: Sequence[GoldCase], *, way: Way, seed: int) -> Iterator[tuple[GoldCase, bool]]:
    for place, case in enumerate(cases):
        typed = WAYS[way](case.question, seed + place) if case.language == "vi" or way in _ANY_LANGUAGE else case.question
        conversation = case.conversation and f"{case.conversation}-{way}"
        update: dict[str, object] = {"id": f"{case.id}-{way}", "question": typed, "style": way, "conversation": conversation}
        yield case.model_copy(update=update), typed != case.question
