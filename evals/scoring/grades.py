"""Grades that another model gave the answers of a run, in a file beside the run: a header, and then a line for each grade."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

logger = logging.getLogger(__name__)

MEASURES = ("faithfulness", "relevance")
"""What can be graded."""


class GradesHeader(BaseModel):
    """Who graded: `grader` names the model and the version of deepeval."""

    model_config = ConfigDict(frozen=True)
    format: Literal[1] = 1
    grader: str


class Grade(BaseModel):
    """One grade, from 0 to 1, of the answer with this hash; None where the grader failed, with the `problem`."""

    model_config = ConfigDict(frozen=True)
    id: str
    measure: str
    answer: str
    value: float | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """The grades of a run by case and measure, and how many could not be given."""

    grader: str = ""
    values: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    failed: int = 0

    @property
    def given(self) -> int:
        """How many grades there are."""
        return sum(map(len, self.values.values()))


def path_beside(run: Path) -> Path:
    """Where the grades of a run lie: no name that a run could have."""
    return run.with_name(f"{run.name}.grades")


def hash_of(answer: str) -> str:
    """What tells that an answer is still the one that was graded."""
    return hashlib.sha256(answer.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_grades(path: Path) -> tuple[GradesHeader, list[Grade]] | None:
    """Header and grades, without a last line that was cut off; None where there is no such file, or none that can be used."""
    try:
        first, *lines = path.read_bytes().split(b"\n")
        header = GradesHeader.model_validate_json(first)
        return header, [Grade.model_validate_json(line) for line in lines[:-1] if line.strip()]
    except FileNotFoundError:
        return None
    except (OSError, ValidationError, ValueError) as error:
        logger.warning("grades that cannot be used: %s (%s)", path.name, type(error).__name__)
        return None


def grading_of(path: Path, *, answers: Mapping[str, str]) -> Grading:
    """The grades in a file that are of these answers (by case id): an answer that is no longer the same has none."""
    read = read_grades(path)
    if read is None:
        return Grading()
    header, grades = read
    current = {(grade.id, grade.measure): grade for grade in grades if hash_of(answers.get(grade.id, "")) == grade.answer}
    values: dict[str, dict[str, float]] = {}
    for grade in current.values():
        if grade.value is not None:
            values.setdefault(grade.id, {})[grade.measure] = grade.value
    return Grading(grader=header.grader, values=values, failed=sum(grade.value is None for grade in current.values()))


def written(header: GradesHeader, grades: Iterable[Grade]) -> bytes:
    """The content of a file with these grades."""
    lines = (json.dumps(item.model_dump(), ensure_ascii=False) for item in (header, *grades))
    return "".join(f"{line}\n" for line in lines).encode()
