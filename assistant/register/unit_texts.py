"""Every word of the page of one unit and of its calendar file, from `unit.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTexts:
    """The words of the page of one unit in one language. Words in braces are filled in with `str.format`."""

    name: str
    skip: str
    choose: str
    choose_hint: str
    as_of: str
    today: str
    show: str
    begin: str
    most_tasks: str
    none: str
    nearest: str
    heading: str
    lead: str
    coordinating: str
    with_units: str
    coordinating_hint: str
    overdue: str
    month: str
    later: str
    without_day: str
    finished: str
    nothing: str
    deadline: str
    task: str
    printed_lead: str
    product: str
    source: str
    late_days: str
    left_days: str
    due_today: str
    all_in_register: str
    in_register: str
    to_all: str
    to_all_link: str
    calendar: str
    previous_month: str
    next_month: str
    weekdays: tuple[str, ...]
    on_day: str
    ics: str
    ics_left_out: str
    csv: str
    xlsx: str
    failed: str
    calendar_name: str
    calendar_coordinating: str
    calendar_finished: str
    calendar_line: str
    answer_in_register: str
    answer_to_unit: str
    units: str


UNIT_TEXTS: Mapping[Language, UnitTexts] = in_every_language(UnitTexts, "unit")
