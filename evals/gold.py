"""What a question-answer test set holds: cases with the facts of a right answer and the evidence for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.cases import Case


class TestSetError(Exception):
    """A test set cannot be used; the message says where in it, and why."""

    __test__ = False  # not a test, whatever its name begins with


class Evidence(BaseModel):
    """Words of a document that support an answer; `page` counts from 1, None for a source without pages."""

    model_config = ConfigDict(frozen=True)
    document: str
    page: int | None = Field(default=None, ge=1)
    quote: str


class GoldCase(Case):
    """One question with what a right answer holds.

    `facts`: for each fact the spellings, any of which will do, all facts needed; `forbidden`: what a right answer does not hold;
    `answers`: the answer spans of a SQuAD set, for exact match and F1, empty in other sets. A case that is a turn of a `conversation`
    (its name, "" where it stands alone) is asked with what the program itself answered to the turns before it; `turn` counts from 1.
    """

    language: Literal["vi", "en"] = "vi"
    style: str = "accented"
    kind: str = "other"
    answerable: bool = True
    facts: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    answers: tuple[str, ...] = ()
    note: str = Field(default="", repr=False)
    conversation: Annotated[str, BeforeValidator(str)] = ""
    turn: int = Field(default=1, ge=1)

    @property
    def later(self) -> bool:
        """Whether something was asked before it."""
        return self.turn > 1 or bool(self.history)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A case that cannot be used: its `place` in the file ("line 12", "row 3", "data.0.paragraphs.4") and the reason."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSet:
    """The cases of one file, in its order, and what of the file could not be used.

    `name` is the file's; `sha256` of its bytes, in hexadecimal; `contexts` are documents that come with the set (SQuAD): file name -> text.
    """

    __test__ = False  # not a test, whatever its name begins with

    name: str
    sha256: str
    cases: tuple[GoldCase, ...]
    faults: tuple[Fault, ...] = ()
    contexts: Mapping[str, str] = field(default_factory=dict)
