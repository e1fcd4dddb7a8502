"""Who leads and who helps, where a cell or a labelled value says so itself: "Sở A (chủ trì), Sở B (phối hợp)"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.tasks.action_verbs import matching

_LONGEST = 600
"""Characters of a cell that lists bodies; a longer one is a text."""
_CHIEF = r"(?:đồng\s+)?chủ\s+trì|leads?|lead\s+(?:unit|agency)"
_HELPER = r"phối\s+hợp|tham\s+gia|theo\s+dõi|hỗ\s+trợ|co-?ordinat(?:es?|ing)|supports?|supporting|participat(?:es?|ing)|monitor(?:s|ing)?"
_NOUN = r"(?:(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|unit|agency)\s+)?"
_BEFORE = re.compile(
    rf"(?:^|[;,.\n]\s{{0,9}}+|\s[-–+•]\s{{0,9}}+){_NOUN}(?:(?P<chief>{_CHIEF})|(?:{_HELPER}))(?:\s{{1,9}}(?:unit|agency))?\s{{0,9}}+:\s{{0,9}}+",
    re.IGNORECASE,
)
"""A label before its bodies: "phối hợp: "."""
_AFTER = re.compile(
    rf"(?<=\s)\(?\s{{0,9}}+(?:là\s{{1,9}}+)?{_NOUN}(?:(?P<chief>{_CHIEF})|(?:{_HELPER}))\s{{0,9}}(?:\)|(?=[;,.\n)]|$))", re.IGNORECASE
)
"""A word for the part behind its bodies: "(phối hợp)", "phối hợp;"."""
_WITH = re.compile(r"[\s,;]*(?:và\s+)?(?:phối\s+hợp(?:\s+chặt\s+chẽ)?(?:\s+(?:với|cùng))?|cùng(?:\s+với)?)\s+", re.IGNORECASE)


class CellRoles(NamedTuple):
    """The bodies of a cell that lead and those that help, as printed; "" for none."""

    lead: str
    coordinating: str


def roles_in_cell(cell: str) -> CellRoles | None:
    """Who leads and who helps as `cell` says it of each body; None where it says nothing of it.

    A cell in which all that is said is that bodies help names no lead.
    """
    if len(cell) > _LONGEST:
        return None
    form = matching(cell)
    labels, marks = list(_BEFORE.finditer(form)), list(_AFTER.finditer(form))
    parts: dict[bool, list[str]] = {True: [], False: []}
    if labels:
        before = cell[: labels[0].start()]
        parts[True].append(before)
        for at, label in enumerate(labels):
            end = labels[at + 1].start() if at + 1 < len(labels) else len(cell)
            parts[bool(label["chief"])].append(cell[label.end() : end])
    elif marks:
        start = 0
        for mark in marks:
            parts[bool(mark["chief"])].append(cell[start : mark.start()])
            start = mark.end()
        if joined := _WITH.match(form, start):  # "Sở A chủ trì, phối hợp với Sở B"
            parts[False].append(cell[joined.end() :])
        else:
            parts[marks[-1]["chief"] is not None].append(cell[start:])
    else:
        return None
    lead, coordinating = (", ".join(filter(None, (part.strip(" ;,.:()–-\n") for part in parts[chief]))) for chief in (True, False))
    return CellRoles(lead, coordinating) if lead or coordinating else None
