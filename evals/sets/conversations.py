"""Conversations in a set: which of its cases are turns of one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from evals.sets.gold import Fault, GoldCase, Place, Reason
from evals.sets.raw_case import RawCase

Raw = RawCase | Fault
Group = tuple[Raw, ...]
_LONGEST_NAME = 60
"""Characters of a conversation's name in a sentence about it."""


def grouped(raw_cases: Iterable[Raw]) -> list[Group]:
    """The cases of a set in its order: alone, or all turns of a conversation, oldest first, where the first of them stands.

    The turns of a conversation are in an object with “turns”, or are cases that name the same “conversation”; they come back with its name,
    their numbers, and ids ("c1#2") where they have none.
    """
    groups: dict[tuple[str, Place | str], list[Raw]] = {}
    for raw in raw_cases:
        if isinstance(raw, RawCase) and raw.fields.get("turns") is not None:
            groups["object", raw.place] = list(_turns(raw))
        elif name := _name_of(raw):
            groups.setdefault(("named", name), []).append(raw)
        else:
            groups["alone", raw.place] = [raw]
    taken: dict[str, Place] = {}
    return [_named(group, taken) for group in groups.values()]


def left_out(group: Iterable[GoldCase | Fault], *, places: Iterable[Place]) -> Iterator[GoldCase | Fault]:
    """What was read of the turns of a conversation, each with its place; none of them, where one cannot be used: the later ones would be
    asked of another conversation. Those that cannot be used come first."""
    read = list(zip(group, places, strict=True))
    bad = [item for item, _ in read if isinstance(item, Fault)]
    if not bad:
        yield from (item for item, _ in read)
        return
    yield from bad
    reason = Reason(code="other_turn", values={"place": bad[0].place})
    yield from (Fault(place=place, reason=reason) for item, place in read if isinstance(item, GoldCase))


def _turns(raw: RawCase) -> Iterator[Raw]:
    """A case for each turn of an object, with the fields that stand outside; one Fault where it is none."""
    shared: Mapping[str, object] = {name: value for name, value in raw.fields.items() if name not in ("turns", "id")}
    turns, name = raw.fields["turns"], raw.fields.get("id", raw.place.id)
    if not isinstance(turns, list) or not turns:
        yield Fault(place=raw.place, reason=Reason(code="needed_turns"))
    elif isinstance(name, bool) or not isinstance(name, str | int):
        yield Fault(place=raw.place, reason=Reason(code="needed_id"))
    elif shared.get("question") is not None:
        yield Fault(place=raw.place, reason=Reason(code="question_beside_turns"))
    else:
        for number, turn in enumerate(turns, 1):
            place = replace(raw.place, turn=number)
            if isinstance(turn, dict):
                yield RawCase(place=place, fields={**shared, **turn, "conversation": name})
            else:
                yield Fault(place=place, reason=Reason(code="turn_no_object"))


def _name_of(raw: Raw) -> str:
    """The name of the conversation that a case says it is of; "" where it is of none."""
    name = raw.fields.get("conversation") if isinstance(raw, RawCase) else None
    return unicodedata.normalize("NFC", str(name)).strip() if isinstance(name, str | int) and not isinstance(name, bool) else ""


def _named(group: Iterable[Raw], taken: dict[str, Place]) -> Group:
    """The turns with their name and numbers; one Fault where the name is `taken`, which says by which place."""
    turns: list[Raw] = []
    for number, raw in enumerate(group, 1):
        name = _name_of(raw)
        if name and (first := taken.setdefault(name, raw.place)) != raw.place and number == 1:
            reason = Reason(code="conversation_taken", values={"id": name[:_LONGEST_NAME], "place": first})
            return (Fault(place=raw.place, reason=reason),)
        if isinstance(raw, RawCase) and name:
            given = {field: value for field, value in raw.fields.items() if value is not None and value != ""}
            turns.append(replace(raw, turn=number, fields={"id": f"{name}#{number}", **given, "conversation": name}))
        else:
            turns.append(raw)
    return tuple(turns)
