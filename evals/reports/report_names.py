"""What kinds of questions, ways of typing, causes and measures are called, and what each measure means, from `names.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evals.scoring.comparing import Turn
from evals.scoring.human_verdicts import Judgement
from evals.scoring.verdicts import Cause
from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names in one language, each by what the program calls it."""

    kinds: Mapping[str, str]
    styles: Mapping[str, str]
    languages: Mapping[str, str]
    turns: Mapping[str, str]
    modes: Mapping[str, str]
    fallbacks: Mapping[str, str]
    answerable: Mapping[str, str]
    slices: Mapping[str, str]
    causes: Mapping[Cause, str]
    changes: Mapping[Turn, str]
    settings: Mapping[str, str]
    """What runs may differ in; settings and models go by their own names."""
    groups: Mapping[str, str]
    judgements: Mapping[Judgement, str]
    measures: Mapping[str, str]
    meanings: Mapping[str, str]
    """Of the measures, in plain words."""

    def value(self, slice_name: str, value: str) -> str:
        """What the value of a slice is called; itself where nothing calls it otherwise, as a file name."""
        named = {
            "kind": self.kinds, "style": self.styles, "language": self.languages, "turn": self.turns, "answerable": self.answerable,
            "mode": self.modes, "fallback": self.fallbacks,
        }  # fmt: skip
        return named.get(slice_name, {}).get(value, value)


NAMES: Mapping[Language, Names] = in_every_language(Names, "names")

MEASURE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "answers": ("right", "right_judged", "facts_and_cited", "facts", "fact_share", "forbidden", "exact_match", "f1"),
    "citations": ("cited_of_given", "citation_precision", "evidence_cited", "sentences_cited"),
    "declining": ("declined", "declined_precision", "declined_wrongly"),
    "finding": ("evidence_at_1", "evidence_at_3", "evidence_at_5", "evidence_at_10", "mrr", "ndcg"),
    "grades": ("faithfulness", "relevance"),
}
"""Which measures stand together."""
DECIMALS = frozenset(("mrr", "ndcg"))
"""Measures that are no shares: written 0,853 rather than 85,3 %."""
