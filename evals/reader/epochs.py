"""An epoch: every question with the passage it was written on, and with some that do not answer it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

from tokenizers import Tokenizer

from assistant.reading.windows import joined
from evals.reader.examples import Asked, LabelledWindow, TrainingPassage, TrainingQuestion, labelled
from evals.reader.variants import asked, masthead
from ingest.text.vietnamese import fold

_MASTHEADS = 0.12
"""Share of the questions to which the masthead of their document is a passage that does not answer."""
_OTHERS_OF_UNANSWERED = 0.5
"""Share of the questions without an answer that are put to further passages, too."""


def training_windows(
    tokenizer: Tokenizer, questions: Iterable[TrainingQuestion], passages: Mapping[str, TrainingPassage], *, chance: random.Random,
    candidates: int = 1,
) -> list[Asked]:  # fmt: skip
    """Every question with its own passage and `candidates` others, some typed without diacritics, some naming their document."""
    found: list[Asked] = []
    for question in questions:
        own = passages[question.passage]
        words = asked(question.question, language=question.language, number=own.number, chance=chance)
        made: list[LabelledWindow] = labelled(tokenizer, words, own, question.spans)
        head = masthead(own) if chance.random() < _MASTHEADS else None
        if head and not any(fold(answer) in fold(joined(head.heading, head.text)) for answer in _answers(question, own)):
            made += labelled(tokenizer, words, head, ())
        if question.spans or chance.random() < _OTHERS_OF_UNANSWERED:
            for other in _drawn(question.candidates, candidates, chance=chance):
                made += labelled(tokenizer, words, passages[other], ())
        if made:
            found.append(made)
    return found


def _drawn(near: Sequence[str], many: int, *, chance: random.Random) -> list[str]:
    """So many of the passages that do not answer, the nearest likeliest, each once."""
    left = list(near)
    found: list[str] = []
    while left and len(found) < many:
        found.append(left.pop(min(int(chance.expovariate(0.5)), len(left) - 1)))
    return found


def _answers(question: TrainingQuestion, own: TrainingPassage) -> list[str]:
    whole = joined(own.heading, own.text)
    return [whole[slice(*span)] for span in question.spans]
