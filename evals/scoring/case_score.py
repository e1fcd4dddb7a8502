"""What of a gold case an answer got right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.command_line.json_forms import JsonObject
from evals.scoring.cited_sentences import cited_sentences
from evals.scoring.matching import overlap, states
from evals.scoring.ranking import needed, ranking_measures, ranks_of
from evals.sets import squad
from evals.sets.gold import Evidence, GoldCase
from ingest.text.vietnamese import has_diacritics

_SHARED = 0.85
"""A cited quote and the gold quote overlap when either holds this share of the other's pairs of neighbouring words. Rows of one annex and
sentences of one list share whole phrases: on the development set the quotes of right evidence have 0.88 or more, wrong rows up to 0.82."""
_DECISIVE = re.compile(r"\*\*(.+?)\*\*")
_MARK = re.compile(r"(?<!\s)\s*+\[\d{1,3}\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseScore:
    """How one answer did. Counts are of this case; None stands where a measure does not apply to it."""

    id: str
    kind: str
    style: str
    language: str
    answerable: bool
    later: bool = False
    """Whether something was asked before it."""
    documents: tuple[str, ...] = ()
    """File names of the gold evidence, each once."""
    abstained: bool
    facts: int = 0
    """How many of the `facts_needed` the answer states; none where it was declined."""
    facts_needed: int = 0
    forbidden: tuple[str, ...] = ()
    """The forbidden words that the answer states, of the `forbidden_listed`."""
    forbidden_listed: int = 0
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
    mode: str = "none"
    """What wrote the answer: "model", a chat model; "extractive", sentences; "tasks"; "none" where nothing was found or asked."""
    fallback: str = ""
    """Why a configured chat model did not write it, as `assistant.answering.answer.Note` has it."""
    dropped: int = 0
    """Sentences of the chat model that were left out, because the passages do not bear them out."""
    error: str | None = None
    grades: Mapping[str, float] = field(default_factory=dict)
    """What another model thought of the answer, by measure, 0 to 1; empty unless it was asked."""

    verdict: str = ""
    """What a person said of the answer: "right", "wrong" or "unclear"; "" where nobody said anything. It changes no other figure."""
    verdict_reason: str = ""

    @property
    def given(self) -> bool:
        """Whether an answer was given: neither declined nor failed."""
        return not self.abstained and self.error is None

    @property
    def cited(self) -> bool:
        """Whether some citation is of right evidence."""
        return self.citations_right > 0

    @property
    def right(self) -> bool:
        """All facts, nothing forbidden and right evidence, where the set gives any; or declined where there is no answer."""
        if not self.answerable:
            return self.abstained
        return self.given and self.facts == self.facts_needed and not self.forbidden and (self.cited or not self.documents)


def score(case: GoldCase, answer: JsonObject, passages: Sequence[JsonObject] | None = None, error: str | None = None) -> CaseScore:
    """The score of an answer object and the passages found for it, best first (see `assistant.command_line.json_forms`).

    Without `passages` (None) nothing is said of their ranks. A question that failed with `error` counts as neither answered nor declined.
    """
    given = not answer["abstained"] and error is None
    text, citations = (answer["answer"], answer["citations"]) if given else ("", [])
    sentences, sentences_cited = cited_sentences(text)
    ranks = ranks_of(case, passages) if passages is not None and case.answerable else ()
    reciprocal_rank, ndcg = ranking_measures(ranks) if ranks else (None, None)
    exact_match, f1 = _reading(case, text, citations)
    return CaseScore(
        id=case.id, kind=case.kind, style=case.style, language=case.language, answerable=case.answerable, later=case.later,
        documents=tuple(dict.fromkeys(evidence.document for evidence in case.evidence)),
        abstained=bool(answer["abstained"]) and error is None,
        facts=sum(any(states(text, spelling) for spelling in spellings) for spellings in case.facts), facts_needed=len(case.facts),
        forbidden=tuple(word for word in case.forbidden if states(text, word)), forbidden_listed=len(case.forbidden),
        citations=len(citations), citations_right=sum(supports(citation, case) for citation in citations),
        evidence_cited=_evidence_cited(case, citations), sentences=sentences, sentences_cited=sentences_cited,
        ranks=ranks, reciprocal_rank=reciprocal_rank, ndcg=ndcg, exact_match=exact_match, f1=f1,
        seconds=float(answer.get("seconds") or 0.0), error=error,
        mode=str(answer.get("mode") or "none"), fallback=str(answer.get("note") or ""), dropped=int(answer.get("dropped") or 0),
    )  # fmt: skip


def supports(citation: JsonObject, case: GoldCase) -> bool:
    """Whether a citation is of the document and page of some gold evidence and holds its words or a fact.

    A quote that begins on the page before supports only with the evidence's own words, for which it must run over the page break: a
    fact alone ("2026", "Bộ Tài chính") is likely to stand on that page for another reason.
    """
    facts = tuple(word for fact in case.facts for word in fact)
    return any(_supports(citation, evidence, facts) for evidence in case.evidence)


def _supports(citation: JsonObject, evidence: Evidence, facts: Iterable[str]) -> bool:
    page, quote = citation["page"], citation["quote"]
    pages_before = 0 if evidence.page is None or page is None else evidence.page - page
    if citation["document"] != evidence.document or pages_before not in (0, 1):
        return False
    if max(overlap(evidence.quote, within=quote), overlap(quote, within=evidence.quote)) >= _SHARED:
        return True
    return pages_before == 0 and any(states(quote, word) for word in facts)


def _evidence_cited(case: GoldCase, citations: Sequence[JsonObject]) -> float:
    """The share of the needed evidence that is cited. Where all of it is, a fact counts only for the evidence that states it."""
    items = needed(case)
    if len(items) == 1:
        return float(any(supports(citation, case) for citation in citations))
    cited = 0
    for (evidence,) in items:
        own = tuple(word for fact in case.facts for word in fact if states(evidence.quote, word))
        cited += any(_supports(citation, evidence, own) for citation in citations)
    return cited / len(items) if items else 0.0


def _reading(case: GoldCase, text: str, citations: Sequence[JsonObject]) -> tuple[float | None, float | None]:
    """(exact match, F1) of what the answer marks as decisive, or else of what it quotes, with the gold spans; None without these."""
    if not case.answers:
        return None, None
    decisive = _DECISIVE.findall(text)
    said = " ".join(decisive) if decisive else str(citations[0]["quote"]) if citations else _MARK.sub("", text)
    language = "vi" if any(has_diacritics(words) for words in (*case.answers, *(evidence.quote for evidence in case.evidence))) else "en"
    return squad.exact_match(said, case.answers, language=language), squad.f1(said, case.answers, language=language)
