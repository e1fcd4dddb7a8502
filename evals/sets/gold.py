"""What a question-answer test set holds: cases with the facts of a right answer and the evidence for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.command_line.cases import Case
from prompts import TemplateError, WordedError, message

_WORDS = "test_sets"
"""The file of `prompts` that words places, reasons and errors."""


class TestSetError(WordedError):
    """A test set cannot be used; the message says where in it, and why."""

    __test__ = False  # not a test, whatever its name begins with
    file = _WORDS


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
class Place:
    """Where in a file a case stands: at line, row or item `at`, from 1, or at a path of a SQuAD file ("data.0.paragraphs.4"); in an object
    with several turns also which of them, from 1; in a table perhaps the `cell` that is meant ("F12"). `str(place)` is English: "line 12,
    turn 2"."""

    unit: Literal["line", "row", "item", "path"]
    at: int | str
    turn: int | None = None
    cell: str = ""

    @property
    def id(self) -> str:
        """What a case there is called that has no id of its own: "line-12"."""
        return f"{self.unit}-{self.at}" + ("" if self.turn is None else f",-turn-{self.turn}")

    def worded(self, language: str) -> str:
        """The place in words of that language."""
        place = message(self.unit, {"at": self.at}, file=_WORDS, language=language)
        if self.cell:
            place = message("cell", {"place": place, "cell": self.cell}, file=_WORDS, language=language)
        return place if self.turn is None else message("turn", {"place": place, "turn": self.turn}, file=_WORDS, language=language)

    def __str__(self) -> str:
        return self.worded("en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a case cannot be used: the `code` of a template, and the values for it. `str(reason)` is English."""

    code: str
    values: Mapping[str, Place | int | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            self.worded("en")
        except TemplateError as error:  # a result file may come from a program with other reasons
            raise ValueError(str(error)) from error

    def worded(self, language: str) -> str:
        """The reason in words of that language."""
        return message(self.code, self.values, file=_WORDS, language=language)

    def __str__(self) -> str:
        return self.worded("en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A case that cannot be used: its place in the file, and the reason."""

    place: Place
    reason: Reason


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
