"""The answers of a run graded by a chat model, one measure after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from evals.running.run_file import CaseRecord, Run
from evals.scoring.deepeval_grader import UngradableError
from evals.scoring.grades import Grade, GradesHeader, hash_of, path_beside, read_grades, written

_MARK = re.compile(r"(?<!\s)\s*+\[\d{1,3}\]")


class Grades(Protocol):
    """Whatever grades: `evals.scoring.deepeval_grader.Grader`."""

    name: str

    def grade(self, measure: str, *, question: str, answer: str, context: Sequence[str]) -> float:
        """A grade from 0 to 1. Raises UngradableError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be graded: which `measures`, of the first `limit` answers (None: of all), and how many `characters` of the passages quoted
    and found the grader is shown."""

    measures: Sequence[str]
    limit: int | None = None
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingProgress:
    """How far grading is: grades `done` of `count`, `failed` of them."""

    done: int
    count: int
    failed: int


def grade_run(
    run: Run,
    path: Path,
    *,
    grader: Grades,
    wanted: Wanted,
    on_progress: Callable[[GradingProgress], None] = lambda progress: None,
    stop: Callable[[], bool] = lambda: False,
) -> GradingProgress:
    """Grade the answers that were given by each measure; the grades are written beside the run at `path`.

    Grades that are there are kept where the grader is the same and the answer too, but for those that failed. A grade that fails is written
    with its problem and stops nothing.
    """
    header = GradesHeader(grader=grader.name)
    file = path_beside(path)
    read = read_grades(file)
    kept = [grade for grade in read[1] if grade.value is not None] if read and read[0] == header else []
    records = [record for record in run.records if _given(record)][: wanted.limit]
    known = {(grade.id, grade.measure, grade.answer) for grade in kept}
    pairs = [(record, measure) for record in records for measure in wanted.measures]
    waiting = [(record, measure) for record, measure in pairs if (record.case.id, measure, _hash(record)) not in known]
    progress = GradingProgress(done=len(pairs) - len(waiting), count=len(pairs), failed=0)
    on_progress(progress)
    file.write_bytes(written(header, kept))
    with file.open("ab") as out:
        for record, measure in waiting:
            if stop():
                break
            grade = _graded(record, measure, grader=grader, characters=wanted.characters)
            out.write(grade.model_dump_json().encode() + b"\n")
            out.flush()
            progress = replace(progress, done=progress.done + 1, failed=progress.failed + (grade.value is None))
            on_progress(progress)
    return progress


def _graded(record: CaseRecord, measure: str, *, grader: Grades, characters: int) -> Grade:
    grade = Grade(id=record.case.id, measure=measure, answer=_hash(record))
    question = "; ".join(record.answer.get("understood") or ()) or record.case.question
    answer = _MARK.sub("", str(record.answer["answer"])).replace("**", "")
    try:
        value = grader.grade(measure, question=question, answer=answer, context=list(_context(record, characters=characters)))
    except UngradableError as error:
        return grade.model_copy(update={"problem": str(error)})
    return grade.model_copy(update={"value": value})


def _context(record: CaseRecord, *, characters: int) -> Iterator[str]:
    """What is quoted, the passages that it is from, and then the other passages found, as far as there is room."""
    quotes = [str(citation["quote"]) for citation in record.answer["citations"]]
    passages = [str(passage["text"]) for passage in record.passages]
    quoted = [text for text in passages if any(quote in text for quote in quotes)]
    for text in dict.fromkeys((*quotes, *quoted, *passages)):
        if len(text) > characters:
            return
        characters -= len(text)
        yield text


def _given(record: CaseRecord) -> bool:
    """Whether there is something to grade: greetings and refusals state nothing."""
    return record.error is None and not record.answer["abstained"] and bool(record.answer["citations"])


def _hash(record: CaseRecord) -> str:
    return hash_of(str(record.answer["answer"]))
