"""Whether what a source says meets the conditions of the question: its time, places, numbers, names and the role that is asked for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answering.circumstances import Circumstances, any_overlap, circumstances_of
from assistant.answering.compose import Draft
from assistant.answering.quote import Candidate, around
from assistant.answering.selection import trimmed
from assistant.checking.claimed_numbers import states
from assistant.checking.claimed_roles import roles_in
from assistant.checking.claimed_times import Time
from assistant.checking.stated_facts import ground
from assistant.understanding.conditions import Conditions
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.parsed_question import ParsedQuestion
from ingest.names.bodies import BodyRegister
from ingest.names.numbers import Figure
from ingest.names.places import NamedPlace
from ingest.passage import PassageKind
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord

Kind = Literal["time", "place", "number", "name", "role"]
SaysAnywhere = Callable[[DocumentRecord, str], bool]
"""Whether a document says some folded words anywhere."""
_QUANTITIES = (Ask.NUMBER, Ask.MONEY, Ask.SHARE)
_LONG = datetime.timedelta(days=27)
"""A period that is longer than this is more than a day to be counted up to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """A condition that a source does not meet: its `kind`, and what the source has instead, "" where it says nothing of the kind."""

    kind: Kind
    instead: str = ""


def unmet(item: Candidate, parsed: ParsedQuestion, *, says: SaysAnywhere, bodies: BodyRegister) -> Unmet | None:
    """The first condition of the question that what `item` quotes does not meet; None where it meets all."""
    conditions, intent = parsed.conditions, parsed.intent
    if conditions:
        given = circumstances_of(item)
        if not _in_time(conditions, given, item=item, intent=intent):
            return Unmet(kind="time", instead=_printed_times(item, given))
        for place in conditions.places:
            if not _at_place(place, given, document=item.document, says=says):
                return Unmet(kind="place", instead=next((_as_printed(one) for one in given.places), ""))
        if wrong := _wrong_number(conditions, item, says=says, bodies=bodies):
            return wrong
        if not all(_is_named(name, item, says=says) for name in conditions.names):
            return Unmet(kind="name")
    other = _other_role(item, intent, bodies=bodies)
    return None if other is None else Unmet(kind="role", instead=other)


def _in_time(conditions: Conditions, given: Circumstances, *, item: Candidate, intent: Intent) -> bool:
    over = [time for times in given.over_times for time in times]
    asked = conditions.times
    if conditions.titles and not asked:
        told = [*given.own_times, *over]
        return any_overlap(conditions.titles, told) or _issued_within(conditions.titles, given.issued) or not told
    if not asked:
        return True
    if intent.wants(Ask.OFFICE) and not any_overlap(asked, given.own_times):
        return _issued_within(asked, given.issued)
    if given.own_times:
        whole = [time for time in given.own_times if not (intent.wants(*_QUANTITIES) and _is_part(time, asked))]
        by_title = intent.wants(Ask.DATE, Ask.DEADLINE) and any(time.days == one.days for time in over for one in asked)
        return any_overlap(asked, whole) or by_title
    if over:
        return any_overlap(asked, over)
    return given.issued is None or any(time.days[1].year >= given.issued.year - 1 for time in asked)


def _is_part(time: Time, asked: Sequence[Time]) -> bool:
    """Whether a figure of `time` is of a mere part of the year asked about: "6 tháng đầu năm 2025"."""
    first, last = time.days
    return last - first > _LONG and any(
        one.bare and one.days[0] <= first and last < one.days[1] and last.year == one.days[1].year == first.year for one in asked
    )


def say_elsewhere(draft: Draft, others: Sequence[tuple[Candidate, Unmet]], *, threshold: float) -> None:
    """A line on the likeliest source that says what was asked of another time, place or number, or of the other role, if it is as likely
    as an answer has to be."""
    for item, why in others[:1]:
        if item.chance >= threshold and why.instead:
            draft.say(f"only_{why.kind}", trimmed(item), value=why.instead)


def unmet_among(
    answers: Sequence[tuple[Candidate, ...]], parsed: ParsedQuestion, *, says: SaysAnywhere, bodies: BodyRegister
) -> dict[int, tuple[Candidate, Unmet]]:
    """What does not meet the conditions of the question, and why, by its place in `answers`."""
    found = {}
    for at, pieces in enumerate(answers):
        if why := unmet(pieces[0], parsed, says=says, bodies=bodies):
            found[at] = (pieces[0], why)
    return found


def _issued_within(asked: Sequence[Time], issued: datetime.date | None) -> bool:
    return issued is None or any(time.days[0] <= issued <= time.days[1] for time in asked)


def _printed_times(item: Candidate, given: Circumstances) -> str:
    """The periods that a quote itself states, as printed, else the years of those over it."""
    if given.own_times and item.passage.kind is PassageKind.PROSE:
        words = dict.fromkeys(" ".join(item.text[time.start : time.end].split()) for time in given.own_times)
        return ", ".join(words)
    years = sorted({time.days[0].year for time in given.times} | {time.days[1].year for time in given.times})
    return " - ".join(map(str, dict.fromkeys((*years[:1], *years[-1:]))))


def _at_place(asked: NamedPlace, given: Circumstances, *, document: DocumentRecord, says: SaysAnywhere) -> bool:
    """Whether what is said is of a place: by its own words, else by those over it. Of the whole country it is where its own words say so;
    of a ward or district where they name no other."""
    if _among(asked, given.own_places):
        return True
    other = {one.tier for one in given.own_places}
    if "country" in other or (asked.tier in ("district", "commune") and asked.tier in other):
        return False
    over = [one for named in given.over_places for one in named]
    if _among(asked, over):
        return True
    if asked.tier in other or any(one.tier == asked.tier for one in over):
        return False
    return asked.tier == "country" or says(document, asked.name)


def _as_printed(place: NamedPlace) -> str:
    return place.printed.title() if place.printed.isupper() else place.printed


def _among(asked: NamedPlace, named: Sequence[NamedPlace]) -> bool:
    return any(one.name == asked.name for one in named)


def _wrong_number(conditions: Conditions, item: Candidate, *, says: SaysAnywhere, bodies: BodyRegister) -> Unmet | None:
    """A number that the question gives and neither the passage nor another place of its document says."""
    if not conditions.figures:
        return None
    held = ground(f"{around(item.held)}\n{item.passage.text}", register=bodies)
    said = ground(item.text, register=bodies).figures
    for figure in conditions.figures:
        elsewhere = any(says(item.document, form) for form in _printed_forms(figure))
        if not elsewhere and not states(held.figures, figure, around=held.folded):
            like = [one for one in said if one.unit == figure.unit and one.counted[:1] == figure.counted[:1]]
            return Unmet(kind="number", instead=item.text[like[0].start : like[0].end] if like else "")
    return None


def _printed_forms(figure: Figure) -> tuple[str, ...]:
    """How a document may print a number, with what stands around it: 1500 is "1.500" and "1500", 40 is neither in 2040 nor in 40%."""
    whole = figure.value == int(figure.value)
    forms = {f"{figure.value:g}".replace(".", ","), f"{figure.value:,.0f}".replace(",", ".") if whole else f"{figure.value:g}"}
    return tuple(f" {form}{behind}" for form in forms for behind in (("%", " %") if figure.unit == "%" else (" ", ",", ".", ";")))


def _is_named(name: str, item: Candidate, *, says: SaysAnywhere) -> bool:
    near = fold(f"{around(item.held)} {item.document.issuer or ''} {item.document.signer or ''} {item.document.name} {item.passage.text}")
    return name in " ".join(near.split()) or says(item.document, name)


def _other_role(item: Candidate, intent: Intent, *, bodies: BodyRegister) -> str | None:
    """The bodies that prose gives in the other role, where one role is asked for and it gives none in that one; "" where it only says who
    has units do it that it does not name; None elsewhere."""
    leads = intent.wants(Ask.LEAD)
    if leads == intent.wants(Ask.COORDINATING) or item.passage.kind is not PassageKind.PROSE or item.holder or item.task:
        return None
    told = roles_in(item.text, register=bodies)
    asked, others = (told.lead, told.coordinating) if leads else (told.coordinating, told.lead)
    if asked or told.doing or not (others or told.assigning):
        return None
    return ", ".join(others)
