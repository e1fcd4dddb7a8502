"""Names of public bodies: one body under several spellings, and a body that has taken over the work of another."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ingest.errors import BadBodyFile
from ingest.names.body_forms import bodies as bodies_by_form
from ingest.names.body_lists import split_cell
from ingest.names.body_spellings import Spelling, places_agree, spelling, stands_for
from ingest.text.vietnamese import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body as the alias file gives it; `became` are the full names of those that have taken over its work, on the day `since`."""

    name: str
    also: tuple[str, ...] = ()
    became: tuple[str, ...] = ()
    since: datetime.date | None = None


class Relation(StrEnum):
    """What one body is to another."""

    SAME = "same"
    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyRegister:
    """The bodies whose other names are known; a name that is not known stands for itself, in any spelling of it."""

    bodies: tuple[Body, ...] = ()
    _exact: dict[tuple[str, ...], Body] = field(init=False, repr=False, default_factory=dict)
    _by_head: dict[str, list[tuple[Spelling, Body]]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for body in self.bodies:
            for name in (body.name, *body.also):
                taken = spelling(name)
                self._exact.setdefault(taken.core, body)
                self._by_head.setdefault(taken.core[0] if taken.core else "", []).append((taken, body))

    def body(self, name: str) -> Body | None:
        """The known body that `name` names, whichever place it is of; None where it is not known."""
        return _body(self, name)

    def key(self, name: str) -> str:
        """One key for all spellings of a body: its full name folded, without joining words, and its place where the name says one."""
        taken, body = spelling(name), self.body(name)
        own = spelling(body.name) if body else taken
        return " ".join((*own.core, *((taken.place or own.place).split())))

    def same(self, one: str, other: str) -> bool:
        """Whether two names are of one body; a body that has taken over another is not the same."""
        first, second = spelling(one), spelling(other)
        if not places_agree(first.place, second.place):
            return False
        known, known_other = self.body(one), self.body(other)
        if known or known_other:
            return known is known_other
        return first.core == second.core or stands_for(first, second.core) or stands_for(second, first.core)

    def relation(self, one: str, other: str) -> Relation | None:
        """What `one` is to `other`: the same body, its predecessor, its successor; None for a body that has nothing to do with it."""
        if self.same(one, other):
            return Relation.SAME
        first, second = self.body(one), self.body(other)
        if not first or not second or not places_agree(spelling(one).place, spelling(other).place):
            return None
        if any(body is second for body in self._after(first)):
            return Relation.PREDECESSOR
        return Relation.SUCCESSOR if any(body is first for body in self._after(second)) else None

    def split(self, cell: str) -> tuple[str, ...]:
        """The single bodies that a cell lists, in its order, without bullets and remarks in brackets."""
        return _split(self, cell)

    def names(self, cell: str, asked: str) -> bool:
        """Whether `cell` (one or more bodies, as printed in a plan) names the body `asked`, in whatever spelling.

        The name of its predecessor or successor counts; a mere "các bộ, ngành" names none, and neither does a longer name
        that contains the one asked for ("Văn phòng Chính phủ" is not "Chính phủ").
        """
        return any(_named_by(self, piece, asked) for piece in self.split(cell))

    def _after(self, body: Body) -> Iterable[Body]:
        """The bodies that come after `body`, all the way."""
        waiting, seen = list(body.became), {body.name}
        while waiting:
            name = waiting.pop(0)
            after = self.body(name)
            if after and after.name not in seen:
                seen.add(after.name)
                waiting += after.became
                yield after


@lru_cache(maxsize=8192)
def _body(register: BodyRegister, name: str) -> Body | None:
    taken = spelling(name)
    if not taken.core:
        return None
    found = register._exact.get(taken.core) or register._exact.get((*taken.core, *taken.place.split()))
    if found or not taken.short:
        return found
    held = register._by_head.get(taken.core[0], ())
    return next((body for full, body in held if stands_for(taken, full.core)), None)


_CLAUSE = re.compile(r"(?:giao|phân công|đề nghị|yêu cầu|chỉ đạo|cho|trình|gửi)\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def _split(register: BodyRegister, cell: str) -> tuple[str, ...]:
    named = []
    for piece in split_cell(cell, known=lambda name: register.body(name) is not None):
        # A clause such as "Giao cho Sở X ..." holds its bodies; anything else is a name, however it looks.
        inner = [piece[start:end] for start, end in bodies_by_form(piece) if start > 0] if _CLAUSE.match(piece) else []
        named += inner or [piece]
    return tuple(named)


@lru_cache(maxsize=65536)
def _named_by(register: BodyRegister, piece: str, asked: str) -> bool:
    """Whether a piece of a cell names `asked`. Kept, since the lists of bodies ask it of every piece and every body, many times over."""
    return register.relation(piece, asked) is not None or (register.body(asked) is None and _lacks_head(asked, piece))


_HEAD_WORDS = re.compile(r"(?:bo|so|cuc|vu|ban|vien|uy ban|hoi dong|tong cuc|chi cuc|van phong|thanh tra) ")


def _lacks_head(asked: str, piece: str) -> bool:
    """Whether `asked` leaves out the head word: "Tài chính" for "Sở Tài chính"."""
    words, whole = " ".join(spelling(asked).core), " ".join(spelling(piece).core)
    head = _HEAD_WORDS.match(whole)
    return bool(words and head) and not _HEAD_WORDS.match(words) and whole[head.end() if head else 0 :] == words


def load_bodies(*, own: Path | None = None) -> BodyRegister:
    """The built-in register, with the bodies of the office's own file `own` added, if it is there; a name in both is the office's.

    Raises BadBodyFile where the file is not as its head says.
    """
    held = {fold(body.name): body for body in _built_in()}
    if own is not None and own.exists():
        try:
            text = own.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise BadBodyFile(f"{own} cannot be read as UTF-8 text: {error}. Save it so, or remove it.") from error
        held |= {fold(body.name): body for body in _read(text, of=str(own))}
        _check_successors(held.values(), of=str(own))
    return BodyRegister(bodies=tuple(held.values()))


@cache
def _built_in() -> tuple[Body, ...]:
    return _read(files("ingest.names").joinpath("bodies.toml").read_text(encoding="utf-8"), of="bodies.toml")


def _read(text: str, *, of: str) -> tuple[Body, ...]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadBodyFile(f"{of} is not TOML: {error}. Its lines look like those in the head of the built-in bodies.toml.") from error
    entries = data.get("body", [])
    unknown = sorted(set(data) - {"body"})
    if unknown or not isinstance(entries, list):
        raise BadBodyFile(f'{of} holds {", ".join(unknown) or "no list"} where only [[body]] is known: begin each body with "[[body]]".')
    return tuple(_entry(entry, of=of, place=place) for place, entry in enumerate(entries, 1))


def _entry(entry: Any, *, of: str, place: int) -> Body:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not spelling(entry["name"]).core:
        raise BadBodyFile(f'Body {place} of {of} has no name: give it a line such as name = "Sở Xây dựng".')
    name = entry["name"]
    unknown = sorted(set(entry) - {"name", "also", "became", "since"})
    if unknown:
        raise BadBodyFile(f"{name} in {of} has {', '.join(unknown)}: only name, also, became and since are known.")
    lists = {key: entry.get(key, []) for key in ("also", "became")}
    for key, names in lists.items():
        if not isinstance(names, list) or not all(isinstance(one, str) and one.strip() for one in names):
            raise BadBodyFile(f'{key} of {name} in {of} is no list of names: write {key} = ["...", "..."].')
    since = entry.get("since")
    if since is not None and type(since) is not datetime.date:
        raise BadBodyFile(f"since of {name} in {of} is no day: write since = 2025-03-01.")
    return Body(name=name, also=tuple(lists["also"]), became=tuple(lists["became"]), since=since)


def _check_successors(bodies: Iterable[Body], *, of: str) -> None:
    register = BodyRegister(bodies=tuple(bodies))
    for body in register.bodies:
        for after in body.became:
            if register.body(after) is None:
                raise BadBodyFile(f"{body.name} in {of} became {after}, which is no [[body]]: give that one too.")
