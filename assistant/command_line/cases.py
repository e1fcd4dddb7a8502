"""Questions from a file, one JSON object a line: {"id", "question", "history"?}."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.errors import CasesError
from assistant.understanding.follow_up import Turn


class EarlierTurn(BaseModel):
    """One earlier turn of a case."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    question: str
    answer: str = ""


class Case(BaseModel):
    """One question of a file; what else stands in its line is for scoring, and ignored here."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    id: Annotated[str, BeforeValidator(str)]
    question: str = Field(min_length=1)
    history: tuple[EarlierTurn, ...] = ()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The earlier turns, oldest first."""
        return tuple(Turn(question=turn.question, answer=turn.answer) for turn in self.history)


def read_cases(path: Path) -> Iterator[Case | CasesError]:
    """The cases of a file in order, and in the place of a bad line an error that names the line and what is wrong with it.

    Raises CasesError where the file itself cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # `splitlines` would also split at marks that JSON texts may hold
    except OSError as error:
        raise CasesError(f"The questions in {path} cannot be read ({error.strerror}): check the path.") from error
    except UnicodeDecodeError as error:
        raise CasesError(f"The questions in {path} are not UTF-8 text: save the file as UTF-8 and try again.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Case.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            yield CasesError(f"Line {number} of {path.name} is not JSON ({error.msg}): write one object a line.")
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the object"
            yield CasesError(f"Line {number} of {path.name}: {where}: {first['msg'].lower()}; a line needs “id” and “question”.")
