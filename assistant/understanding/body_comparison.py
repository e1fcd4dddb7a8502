"""Whether a question asks which of two bodies has more tasks: "Sở Tư pháp với Sở Nội vụ bên nào chủ trì nhiều hơn?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.understanding.question_words import IN_TABLE, TASKS
from ingest.names.bodies import BodyRegister
from ingest.names.bodies_asked import bodies_asked
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question

_MORE = re.compile(rf"\b(?:nhieu|it)(?: {TASKS})?(?: (?:chu tri|phoi hop))? hon\b|\b(?:more|fewer) tasks?\b")
_LEADS = re.compile(r"\bchu tri\b|\bdau moi\b|\bphu trach\b|\bleads?\b|\bin charge\b")
_COORDINATES = re.compile(r"\bphoi hop\b|\bco-?ordinat\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyComparison:
    """Two bodies whose tasks are counted against each other, as those that each leads or co-ordinates; `only_rows` where those of an annex
    or a table are meant."""

    bodies: tuple[str, str]
    role: Literal["lead", "coordinating"]
    only_rows: bool = False


def body_comparison(question: Question, *, bodies: BodyRegister) -> BodyComparison | None:
    """The bodies compared by how many tasks they have; None where anything else is asked."""
    folded = fold(question.restored)
    leads, coordinates = _LEADS.search(folded), _COORDINATES.search(folded)
    if not _MORE.search(folded) or bool(leads) == bool(coordinates):
        return None
    named = tuple(dict.fromkeys(name for _, name in bodies_asked(question.restored, bodies)))
    if len(named) != 2:
        return None
    in_table = IN_TABLE.search(folded) is not None
    return BodyComparison(bodies=(named[0], named[1]), role="lead" if leads else "coordinating", only_rows=in_table)
