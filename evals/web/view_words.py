"""Words, numbers and times as the reader's language writes them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from evals.reports.report_numbers import count
from evals.web.evaluation_texts import EVALUATION_TEXTS, EvaluationTexts
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language, and numbers and times as it writes them."""

    language: Language

    @property
    def texts(self) -> EvaluationTexts:
        """The words."""
        return EVALUATION_TEXTS[self.language]

    def number(self, value: float) -> str:
        """A count, its thousands set off."""
        return count(value, language=self.language)

    def moment(self, at: datetime.datetime) -> str:
        """A day and time of day, by the clock of the machine that serves the page."""
        return at.astimezone().strftime("%d/%m/%Y %H:%M" if self.language == "vi" else "%Y-%m-%d %H:%M")

    def day(self, at: datetime.datetime) -> str:
        """A day alone."""
        return at.astimezone().strftime("%d/%m/%Y" if self.language == "vi" else "%Y-%m-%d")

    def time(self, seconds: float) -> str:
        """A stretch of time, in seconds below a minute and a half."""
        if seconds < 90:
            return self.texts.seconds.format(count=max(1, round(seconds)))
        return self.texts.minutes.format(count=round(seconds / 60))
