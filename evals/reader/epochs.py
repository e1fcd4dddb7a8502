"""An epoch: every question with the passage it was written on, and with some that do not answer it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

from tokenizers import Tokenizer

from assistant.reading.windows import joined
from evals.reader.examples import LabelledWindow, TrainingPassage, TrainingQuestion, labelled
from evals.reader.variants import asked, masthead
from ingest.text.vietnamese import fold

_MASTHEADS = 0.12
"""Share of the questions to which the masthead of their document is a passage that does not answer."""


def training_windows(
    tokenizer: Tokenizer, questions: Iterable[TrainingQuestion], passages: Mapping[str, TrainingPassage], *, chance: random.Random,
    candidates: int = 1,
) -> list[LabelledWindow]:  # fmt: skip
    """Every question with its own passage and `candidates` others, some typed without diacritics, some naming their document."""
    found = []
    for question in questions:
        own = passages[question.passage]
        words = asked(question.question, language=question.language, number=own.number, chance=chance)
        found += labelled(tokenizer, words, own, question.spans)
        head = masthead(own) if chance.random() < _MASTHEADS else None
        if head and not any(fold(answer) in fold(joined(head.heading, head.text)) for answer in _answers(question, own)):
            found += labelled(tokenizer, words, head, ())
        near = question.candidates
        if not near or (not question.spans and chance.random() > 0.5):
            continue
        for _ in range(candidates):
            other = passages[near[min(int(chance.expovariate(0.5)), len(near) - 1)]]
            found += labelled(tokenizer, words, other, ())
    return found


def _answers(question: TrainingQuestion, own: TrainingPassage) -> list[str]:
    whole = joined(own.heading, own.text)
    return [whole[slice(*span)] for span in question.spans]
