"""A case as it stands in a file becomes a GoldCase, or a Fault that says in words what is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from evals.sets.gold import Evidence, Fault, GoldCase, Place, Reason
from ingest.text.vietnamese import has_diacritics
from vectorstore.question import language_of

_TELLING = 3
"""A question of fewer words may have none that is written with diacritics ("Ai?")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCase:
    """The fields of one case as its file gives them, and where.

    `turn` counts from 1 in its conversation; `problem`: what is wrong already with how the fields are written; `cells`: in which cell of a
    table each field stands ("facts": "C12"), and each part of evidence ("evidence page 2": "I12").
    """

    place: Place
    fields: Mapping[str, object]
    turn: int = 1
    problem: Reason | None = None
    cells: Mapping[str, str] = field(default_factory=dict)

    def fault(self, reason: Reason) -> Fault:
        """The case as one that cannot be used, at the cell that is to blame, where it stands in a table."""
        cell = self.cells.get(_blamed(reason), "")
        return Fault(place=replace(self.place, cell=cell) if cell and not self.place.cell else self.place, reason=reason)


_BLAMED = {
    "fact_blank": "facts",
    "facts_unanswerable": "facts",
    "nothing_to_judge_by": "facts",
    "nothing_quoted": "evidence quote 1",
    "forbidden_blank": "forbidden",
    "turn_with_history": "history question 1",
    "id_taken": "id",
    "conversation_taken": "conversation",
}
"""The field that a reason is about, where its code does not name it."""


def _blamed(reason: Reason) -> str:
    if reason.code == "evidence_nameless":
        return f"evidence document {reason.values.get('number', 1)}"
    kind, _, name = reason.code.partition("_")
    return name if kind in ("needed", "missing", "blank") else _BLAMED.get(reason.code, "")


def gold_case(raw: RawCase) -> GoldCase | Fault:
    """The case, its texts in NFC; a Fault where it cannot be scored.

    What is left out is filled in: the id from the place ("row-3"), the language and style from the letters of the question, the kind
    of a question that has no answer, or that follows on another one.
    """
    if raw.problem:
        return raw.fault(raw.problem)
    fields = {name: composed(value) for name, value in raw.fields.items() if value is not None and value != "" and name != "turn"}
    if any(map(_has_lone_surrogate, fields.values())):
        return raw.fault(Reason(code="lone_surrogate"))
    fields.setdefault("id", raw.place.id)
    for name in ("id", "conversation"):
        if name in fields and (isinstance(fields[name], bool) or not isinstance(fields[name], str | int)):
            return raw.fault(Reason(code=f"needed_{name}"))
    try:
        case = GoldCase.model_validate(fields)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        return raw.fault(Reason(code=f"needed_{name}" if name in fields else f"missing_{name}"))
    problem = _problem(case)
    return raw.fault(problem) if problem else _completed(case, given=fields, turn=raw.turn)


def composed(value: object) -> object:
    """The value with every text inside it in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [composed(item) for item in value]
    if isinstance(value, Mapping):
        return {name: composed(item) for name, item in value.items()}
    return value


def style_of(question: str, *, language: str, source_is_english: bool) -> str:
    """How a question is typed: "cross_lingual" for an English one unless what answers it is English too."""
    if language == "en":
        return "accented" if source_is_english else "cross_lingual"
    typed_plainly = not has_diacritics(question) and len(question.split()) >= _TELLING
    return "unaccented" if typed_plainly else "accented"


def _completed(case: GoldCase, *, given: Mapping[str, object], turn: int) -> GoldCase:
    language = case.language if "language" in given else language_of(case.question)
    style = case.style
    if "style" not in given:
        source = " ".join(evidence.quote for evidence in case.evidence)
        style = style_of(case.question, language=language, source_is_english=bool(source) and language_of(source) == "en")
    kind = case.kind
    if "kind" not in given and not case.answerable:
        kind = "unanswerable"
    elif "kind" not in given and turn > 1:
        kind = "follow_up"
    return case.model_copy(update={"language": language, "style": style, "kind": kind, "turn": turn})


def _problem(case: GoldCase) -> Reason | None:
    """Why a case of the right form still cannot be scored; None where it can."""
    if not case.question.strip():
        return Reason(code="needed_question")
    for name in ("id", "conversation"):
        if getattr(case, name).isspace():
            return Reason(code=f"blank_{name}")
    if case.conversation and case.history:
        return Reason(code="turn_with_history")
    if not all(case.facts) or not all(word.strip() for fact in case.facts for word in fact):
        return Reason(code="fact_blank")
    if not all(word.strip() for word in case.forbidden):
        return Reason(code="forbidden_blank")
    if not all(evidence.document.strip() for evidence in case.evidence):
        return _nameless(case.evidence)
    if case.answerable and not case.facts and not case.evidence:
        return Reason(code="nothing_to_judge_by")
    if case.answerable and not case.facts and not any(evidence.quote.strip() for evidence in case.evidence):
        return Reason(code="nothing_quoted")
    if not case.answerable and case.facts:
        return Reason(code="facts_unanswerable")
    return None


def _nameless(evidence: tuple[Evidence, ...]) -> Reason:
    number = next(number for number, item in enumerate(evidence, 1) if not item.document.strip())
    return Reason(code="evidence_nameless", values={"number": number})


def _has_lone_surrogate(value: object) -> bool:
    if isinstance(value, str):
        return any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, list):
        return any(map(_has_lone_surrogate, value))
    return isinstance(value, dict) and any(map(_has_lone_surrogate, (*value, *value.values())))
