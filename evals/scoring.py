"""What of a gold case an answer got right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.json_forms import JsonObject
from evals.gold import GoldCase
from ingest.vietnamese import tone_form

_OVERLAP = 0.5
"""A cited quote supports when it holds at least half of the words of the gold quote, or a whole fact, on the same page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseScore:
    """How one answer did. Counts are of this case; None stands where a measure does not apply to it."""

    id: str
    kind: str
    style: str
    language: str
    answerable: bool
    documents: tuple[str, ...] = ()
    """File names of the gold evidence, each once."""
    abstained: bool
    facts: int = 0
    """How many of the `facts_needed` the answer states; none where it was declined."""
    facts_needed: int = 0
    forbidden: tuple[str, ...] = ()
    """The forbidden words that the answer states."""
    citations: int = 0
    citations_right: int = 0
    evidence_cited: float = 0.0
    """0 to 1: whether any gold evidence is cited, or the share of it where a right answer needs all."""
    sentences: int = 0
    sentences_cited: int = 0
    ranks: tuple[int | None, ...] = ()
    """For each gold evidence that is needed the rank, from 1, of the first of the ten passages that holds it; None for none."""
    reciprocal_rank: float | None = None
    ndcg: float | None = None
    exact_match: float | None = None
    f1: float | None = None
    seconds: float = 0.0
    error: str | None = None

    @property
    def cited(self) -> bool:
        """Whether some citation is of right evidence."""
        return self.citations_right > 0

    @property
    def right(self) -> bool:
        """All facts, nothing forbidden and right evidence; or declined where there is no answer."""
        if not self.answerable:
            return self.abstained
        return not self.abstained and self.facts == self.facts_needed and not self.forbidden and self.cited


def score(case: GoldCase, answer: JsonObject, passages: Sequence[JsonObject] = (), error: str | None = None) -> CaseScore:
    """The score of an answer object and the passages found for it, best first (see `assistant.json_forms`)."""
    text = answer["answer"]
    abstained = bool(answer["abstained"])
    found = [any(states(text, spelling) for spelling in spellings) for spellings in case.facts]
    right = [supports(citation, case) for citation in answer["citations"]]
    return CaseScore(
        id=case.id, kind=case.kind, style=case.style, language=case.language, answerable=case.answerable, abstained=abstained,
        documents=tuple(dict.fromkeys(evidence.document for evidence in case.evidence)),
        facts=0 if abstained else sum(found), facts_needed=len(found),
        forbidden=() if abstained else tuple(word for word in case.forbidden if states(text, word)),
        citations=len(right), citations_right=sum(right), evidence_cited=float(any(right)),
        seconds=float(answer.get("seconds") or 0.0), error=error,
    )  # fmt: skip


def states(text: str, spelling: str) -> bool:
    """Whether a text says a fact: case, white space, marks of emphasis and old tone placement aside, and as whole words."""
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(_plain(spelling))}(?!\w)(?![.,]\d)", _plain(text)) is not None


def supports(citation: JsonObject, case: GoldCase) -> bool:
    """Whether a citation is of the document and page of some gold evidence and holds its words or a fact."""
    for evidence in case.evidence:
        if citation["document"] != evidence.document:
            continue
        near = evidence.page is None or citation["page"] is None or 0 <= evidence.page - citation["page"] <= 1
        if near and (
            _overlap(citation["quote"], evidence.quote) or any(states(citation["quote"], word) for fact in case.facts for word in fact)
        ):
            return True
    return False


def share(scores: Sequence[CaseScore], *, of: str) -> tuple[int, int]:
    """How many of the cases that count have the property: `facts` and `cited` and `right` of the answerable, `declined` of the
    unanswerable, `declined_wrongly` of the answerable."""
    answerable = [item for item in scores if item.answerable]
    unanswerable = [item for item in scores if not item.answerable]
    counts = {
        "facts": (sum(item.facts == item.facts_needed and not item.abstained for item in answerable), len(answerable)),
        "facts_and_cited": (sum(item.right for item in answerable), len(answerable)),
        "cited_of_given": (sum(item.cited for item in answerable if not item.abstained), sum(not item.abstained for item in answerable)),
        "declined": (sum(item.abstained for item in unanswerable), len(unanswerable)),
        "declined_wrongly": (sum(item.abstained for item in answerable), len(answerable)),
    }
    return counts[of]


MEASURES = ("facts", "facts_and_cited", "cited_of_given", "declined", "declined_wrongly")


def _plain(text: str) -> str:
    return " ".join(tone_form(text.lower()).replace("**", "").replace("–", "-").split())


def _overlap(quote: str, gold: str) -> bool:
    words, wanted = set(_plain(quote).split()), _plain(gold).split()
    return sum(word in words for word in wanted) >= _OVERLAP * len(wanted)
