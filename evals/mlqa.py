"""Retrieval on question sets in SQuAD form: every context a document, four ways of typing every question, MRR@10.

MLQA-dev (Lewis et al. 2020, CC BY-SA 3.0) is what the figures in README were measured on; it is not part of the project.
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.json_forms import JsonObject

_SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadQuestion:
    """A question and the file of the context that holds its answer."""

    id: str
    question: str
    document: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadSet:
    """Contexts by file name, and the questions on them."""

    contexts: Mapping[str, str]
    questions: tuple[SquadQuestion, ...]


def read_squad(path: Path) -> SquadSet:
    """The contexts (each once, named in reading order) and questions of a SQuAD 1.1 file."""
    contexts: dict[str, str] = {}
    names: dict[str, str] = {}
    questions = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            name = names.setdefault(context, f"context-{len(names):04d}.txt")
            contexts[name] = context
            for item in paragraph["qas"]:
                answers = tuple(answer["text"] for answer in item["answers"])
                questions.append(SquadQuestion(id=item["id"], question=item["question"], document=name, answers=answers))
    return SquadSet(contexts=contexts, questions=tuple(questions))


def without_diacritics(text: str) -> str:
    """As typed without diacritics; letter case kept."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def half_without(text: str, *, seed: int) -> str:
    """With diacritics dropped from each syllable with probability one half."""
    chance = random.Random(seed)
    return re.sub(r"\S+", lambda word: without_diacritics(word.group()) if chance.random() < 0.5 else word.group(), text)


def typed_ways(vietnamese: Sequence[SquadQuestion], english: Sequence[SquadQuestion]) -> dict[str, list[tuple[SquadQuestion, str]]]:
    """The question texts of the four slices: accented, without diacritics, half of them dropped (seeded), English."""
    return {
        "Vietnamese": [(item, item.question) for item in vietnamese],
        "without diacritics": [(item, without_diacritics(item.question)) for item in vietnamese],
        "half without": [(item, half_without(item.question, seed=_SEED + place)) for place, item in enumerate(vietnamese)],
        "English": [(item, item.question) for item in english],
    }


def mean_reciprocal_rank(results: Iterable[JsonObject], relevant: Mapping[str, str], *, k: int = 10) -> float:
    """MRR@k of `assistant search --batch --json` lines, given the relevant document of each question id."""
    total = 0.0
    for result in results:
        documents = [passage["document"] for passage in result["passages"][:k]]
        if relevant[result["id"]] in documents:
            total += 1 / (documents.index(relevant[result["id"]]) + 1)
    return total / len(relevant)
