"""Floors under the quality of answers: for each set what was reached, pinned in a file with a hash of the set."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from evals.running.program import ROOT
from evals.scoring.figures import MEASURES, Figure, Summary

FLOORS = Path(__file__).with_name("floors.json")
ALLOWED_CASES = 2
"""Cases that may go wrong before a floor that `pin` made gives way: on another processor the embedding rounds otherwise, and the order of
two passages with nearly the same score with it."""
ALLOWED_SHARE = 0.01
"""The same for large sets, as a share."""
_PINNED = (
    *("facts", "facts_and_cited", "cited_of_given", "evidence_at_5", "mrr", "declined", "declined_wrongly", "forbidden"),
    *("exact_match", "f1"),
)
"""The measures that get a floor where cases count for them."""
_CLOSE = 1e-9


class FloorsError(Exception):
    """The floors cannot be used or changed; the message is one sentence."""


class Floor(BaseModel):
    """The least or the most that a measure may be, from 0 to 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    at_least: float | None = Field(default=None, ge=0, le=1)
    at_most: float | None = Field(default=None, ge=0, le=1)

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a floor has either at_least or at_most")
        return self

    @property
    def value(self) -> float:
        """The number itself."""
        return self.at_least if self.at_least is not None else self.at_most or 0.0

    def slack(self, value: float) -> float:
        """How far `value` is on the good side; negative where it is on the other."""
        return value - self.value if self.at_least is not None else self.value - value


class PinnedSet(BaseModel):
    """A test set with its floors. `set` and `documents` are paths from the project or, as "shared/…", beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    set: str
    documents: tuple[str, ...] | Literal["contexts"]
    """What is ingested; "contexts": the documents that come with the set."""
    ways: bool = False
    """Whether the questions are asked without diacritics, too."""
    sha256: str = ""
    """Of the set when it was pinned; "" before."""
    measured: str = ""
    """The program that the floors were measured on."""
    floors: dict[str, Floor] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _are_known(self) -> Self:
        for name, floor in self.floors.items():
            if name not in MEASURES:
                raise ValueError(f"there is no measure {name}")
            if (MEASURES[name].better == "higher") != (floor.at_least is not None):
                raise ValueError(f"{name} is better {MEASURES[name].better}: its floor is the other of at_least and at_most")
        return self

    @property
    def set_path(self) -> Path | None:
        """Where the set is; None where it is not."""
        return located(self.set)

    @property
    def document_paths(self) -> tuple[Path, ...] | None:
        """What is to be ingested, none where the set brings it along; None where some of it is missing."""
        if self.documents == "contexts":
            return ()
        found = tuple(map(located, self.documents))
        return None if None in found else tuple(path for path in found if path)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not on this machine."""
        named = () if self.documents == "contexts" else self.documents
        return tuple(name for name in (self.set, *named) if located(name) is None)


def located(name: str) -> Path | None:
    """The file or folder of that name in the project or beside it; None where there is none."""
    return next((path for path in (ROOT / name, ROOT.parent / name) if path.exists()), None)


_FILE = TypeAdapter(dict[str, PinnedSet])


def read_floors(path: Path = FLOORS) -> dict[str, PinnedSet]:
    """The sets by name. Raises FloorsError."""
    try:
        return _FILE.validate_json(path.read_bytes())
    except OSError as error:
        raise FloorsError(f"The floors {path} cannot be read ({(error.strerror or str(error)).lower()}).") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise FloorsError(f"The floors {path} cannot be used: {'.'.join(map(str, first['loc']))}: {first['msg'].lower()}.") from error


def floors_bytes(pinned: Mapping[str, PinnedSet]) -> bytes:
    """The content of the file for these sets."""
    return (json.dumps(_FILE.dump_python(dict(pinned), mode="json", exclude_none=True), ensure_ascii=False, indent=1) + "\n").encode()


def sha256_of(path: Path) -> str:
    """The hash that pins a set."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A measure beside its floor. `figure` is None where no case counts for it any more, which does not hold the floor."""

    measure: str
    floor: Floor
    figure: Figure | None

    @property
    def slack(self) -> float | None:
        """How far the measure is on the good side of its floor, as a share."""
        return None if self.figure is None or self.figure.value is None else self.floor.slack(self.figure.value)

    @property
    def holds(self) -> bool:
        """Whether the floor holds."""
        return self.slack is not None and self.slack >= -_CLOSE


def verdicts(pinned: PinnedSet, summary: Summary) -> tuple[Verdict, ...]:
    """Each floor of the set with what was measured."""
    figures = {figure.measure: figure for figure in summary.figures}
    return tuple(Verdict(measure=name, floor=floor, figure=figures.get(name)) for name, floor in pinned.floors.items())


def newly_pinned(pinned: PinnedSet, summary: Summary, *, sha256: str, measured: str, lower: bool = False) -> PinnedSet:
    """The set with floors from what was measured: two cases, or one percent where that is more, on the safe side of it.

    A floor that stands and is stricter stays, unless `lower`. Raises FloorsError where one that stands is not reached, unless `lower`.
    """
    fallen = [verdict.measure for verdict in verdicts(pinned, summary) if not verdict.holds]
    if fallen and not lower:
        raise FloorsError(f"Not pinned, since this is below the floors that stand ({', '.join(fallen)}): give --lower to lower them.")
    floors = {figure.measure: _floor(figure) for figure in _to_pin(pinned, summary.figures)}
    for name, floor in pinned.floors.items():
        if not lower and (name not in floors or floors[name].slack(floor.value) > 0):
            floors[name] = floor
    order = [name for name in MEASURES if name in floors]
    return pinned.model_copy(update={"floors": {name: floors[name] for name in order}, "sha256": sha256, "measured": measured})


def _to_pin(pinned: PinnedSet, figures: Iterable[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.count and (figure.measure in _PINNED or figure.measure in pinned.floors)]


def _floor(figure: Figure) -> Floor:
    """A floor below, or a ceiling above, by what is allowed; rounded to the loose side in the fourth decimal."""
    value = figure.value or 0.0
    allowed = max(ALLOWED_CASES / figure.count, ALLOWED_SHARE)
    if MEASURES[figure.measure].better == "higher":
        return Floor(at_least=max(0.0, math.floor((value - allowed) * 10_000 + _CLOSE) / 10_000))
    return Floor(at_most=min(1.0, math.ceil((value + allowed) * 10_000 - _CLOSE) / 10_000))
