"""Where questions for the reader come from: the project's own, those beside the checkout, and files that an office gives."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.reading.windows import joined
from evals.reader.examples import TrainingPassage, TrainingQuestion, read_passages, read_questions, with_candidates
from evals.scoring.quality_gate import located
from evals.sets.gold import TestSetError

OWN = Path(__file__).with_name("written")
"""Passages and questions written for the project."""
ON_GAZETTE = Path(__file__).with_name("gazette") / "questions.jsonl.gz"
"""Questions written for the project on passages of the Government Gazette; the passages are official texts and no part of it."""
BESIDE = "shared/reader"
"""Where these passages, with further questions, lie beside a developer's checkout."""
SHARE_HELD_OUT = 5
_FEWEST_DOCUMENTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Passages by id, and the questions on them."""

    passages: Mapping[str, TrainingPassage]
    questions: tuple[TrainingQuestion, ...]

    def held_out(self) -> tuple[TrainingQuestion, ...]:
        """The questions on documents that nothing is trained on."""
        return tuple(question for question in self.questions if question.held_out)

    def trained_on(self) -> tuple[TrainingQuestion, ...]:
        """The others."""
        return tuple(question for question in self.questions if not question.held_out)


def project_material() -> Material:
    """What the project holds, with what lies beside it; what is held out there stays so."""
    beside = located(BESIDE)
    passages, questions = material_read([OWN, *filter(None, [beside])])
    further = read_questions(ON_GAZETTE, passages=passages) if beside else []
    return _with_candidates(passages, [*questions, *further])


def material_in(paths: Sequence[Path]) -> Material:
    """What is in folders with passages and questions, or in SQuAD 2.0 files, one document in SHARE_HELD_OUT held out.

    Raises TestSetError, one sentence: where something cannot be read, or there are fewer than two documents.
    """
    passages, questions = material_read(paths)
    documents = sorted({passage.siblings or passage.id for passage in passages.values()})
    if len(documents) < _FEWEST_DOCUMENTS:
        raise TestSetError("reader_one_document")
    out = set(documents[::SHARE_HELD_OUT])
    passages = {
        name: replace(passage, held_out=(passage.siblings or name) in out) for name, passage in passages.items()
    }  # fmt: skip
    return _with_candidates(passages, [replace(one, held_out=passages[one.passage].held_out) for one in questions])


def _with_candidates(passages: Mapping[str, TrainingPassage], questions: Sequence[TrainingQuestion]) -> Material:
    return Material(passages=passages, questions=tuple(with_candidates(questions, passages)))


def material_read(paths: Sequence[Path]) -> tuple[dict[str, TrainingPassage], list[TrainingQuestion]]:
    """What stands in the files, that of the first where several bear one id."""
    passages: dict[str, TrainingPassage] = {}
    questions: dict[str, TrainingQuestion] = {}
    for path in paths:
        own, asked = _squad(path) if path.is_file() else _folder(path)
        passages = {**own, **passages}
        questions = {**{question.id: question for question in asked}, **questions}
    return passages, list(questions.values())


def _folder(path: Path) -> tuple[dict[str, TrainingPassage], list[TrainingQuestion]]:
    files = [
        next((file for ending in ("", ".gz") if (file := path / f"{name}.jsonl{ending}").is_file()), None)
        for name in ("passages", "questions")
    ]
    if None in files:
        raise TestSetError("reader_no_files", path=str(path))
    first, second = (file for file in files if file)
    try:
        passages = read_passages(first)
        return passages, read_questions(second, passages=passages)
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise TestSetError("reader_unreadable", path=str(path), kind=type(error).__name__, error=str(error)) from error


def _squad(path: Path) -> tuple[dict[str, TrainingPassage], list[TrainingQuestion]]:
    """Passages and questions of a SQuAD 2.0 file; a title stands over its contexts as their heading line."""
    try:
        data: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["data"]
        passages: dict[str, TrainingPassage] = {}
        questions: list[TrainingQuestion] = []
        for number, article in enumerate(data):
            for below, paragraph in enumerate(article["paragraphs"]):
                passage = TrainingPassage(
                    id=f"{path}-{number}-{below}", heading=" ".join(str(article.get("title") or "").split()),
                    text=paragraph["context"], held_out=False, siblings=f"{path}-{number}",
                )  # fmt: skip
                passages[passage.id] = passage
                questions += [_of_squad(raw, passage) for raw in paragraph["qas"]]
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise TestSetError("reader_no_squad", name=path.name, kind=type(error).__name__, error=str(error)) from error
    return passages, questions


def _of_squad(raw: Mapping[str, Any], passage: TrainingPassage) -> TrainingQuestion:
    begin = len(joined(passage.heading, ""))
    spans = tuple((begin + one["answer_start"], begin + one["answer_start"] + len(one["text"])) for one in raw["answers"][:1])
    if any(joined(passage.heading, passage.text)[slice(*span)] != one["text"] for span, one in zip(spans, raw["answers"], strict=False)):
        raise ValueError(f"the answer of question {raw['id']} does not stand at its answer_start")
    return TrainingQuestion(
        id=f"{passage.id}-{raw['id']}", passage=passage.id, question=raw["question"], language="vi", kind="other", candidates=(),
        held_out=False,
        spans=() if raw.get("is_impossible") else spans,
    )  # fmt: skip
