"""The words with which people judge failed cases, and of the quality over time, from `judging.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    heading: str
    about: str
    none: str
    question: str
    expected: str
    expected_none: str
    answer: str
    cited: str
    cause: str
    verdict: str
    reason: str
    save: str
    take_back: str
    saved: str
    taken_back: str
    carried: str
    case_unknown: str
    unreadable: str
    previous: str
    next: str
    page_of: str
    trend: str
    trend_about: str
    trend_few: str
    trend_set: str
    trend_cut: str
    trend_changed: str
    day: str
    run: str
    cases: str
    note: str
    right: str
    judged: str
    declined: str
    evidence: str
    plot: str


JUDGING_TEXTS: Mapping[Language, JudgingTexts] = in_every_language(JudgingTexts, "judging")
