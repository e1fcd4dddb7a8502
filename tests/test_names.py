"""What a text names, against the tables beside the readers: `ingest/names/examples/*.tsv`, each a text and what it names."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from ingest import names
from ingest.names.abbreviations import written_out
from ingest.names.bodies_asked import bodies_asked
from ingest.names.body_forms import bodies
from ingest.names.calendar_units import LEAP, CalendarUnit
from ingest.names.deadline_phrases import deadline_of
from ingest.names.deadlines import deadline_period
from ingest.names.document_name import DocumentName, find_document_names
from ingest.names.numbers import Figure, figures, money, numbers
from ingest.names.people import people
from ingest.names.proper_names import in_sentence_case
from ingest.names.roles import Role, assigned
from ingest.names.span import Span
from ingest.names.stated_units import stated_units, time_spans
from tests.known_bodies import known_bodies

FOLDER = Path(names.__path__[0]) / "examples"
ISSUED = datetime.date(2026, 4, 6)
Reader = Callable[[str], list[str]]


def _words(read: Callable[[str], tuple[Span, ...]]) -> Reader:
    return lambda text: [text[slice(*span)] for span in read(text)]


def _document(name: DocumentName) -> str:
    said = (f"{name.kind or '?'} {name.number}" + (f"/{name.year}" if name.year else ""), name.issuer, name.date and name.date.isoformat())
    return " ".join(part for part in said if part)


def _period(wording: str) -> list[str]:
    found = deadline_period(wording, issued=ISSUED)
    days = f"{found.first or ''}..{found.last or ''}" if found.first or found.last else ""
    return [said] if (said := f"{days}{' recurring' if found.recurring else ''}".strip()) else []


def _unit(text: str, unit: CalendarUnit) -> str:
    days = unit.days(unit.year or LEAP)
    assert days is not None
    first, last = (f"{day:%Y-%m-%d}" if unit.year else f"{day:%m-%d}" for day in days)
    return f"{text[unit.start : unit.end]} = {first if unit.exact else f'{first}..{last}'}"


def _figure(text: str, figure: Figure) -> str:
    bound = {-1: "at most ", 0: "", 1: "at least "}[figure.bound]
    return f"{text[figure.start : figure.end]} = {bound}{figure.value * figure.scale:g} {figure.unit}".strip()


def _changed(change: Callable[[str], str]) -> Reader:
    return lambda text: [] if change(text) == unicodedata.normalize("NFC", text) else [change(text)]


READERS: dict[str, Reader] = {
    "abbreviations": _changed(lambda text: written_out(text, known_bodies())),
    "bodies_asked": lambda text: [words for _, words in bodies_asked(text, known_bodies())],
    "bodies_by_form": _words(bodies),
    "body_lists": lambda text: list(known_bodies().split(text)),
    "coordinating": _words(lambda text: assigned(Role.COORDINATING, text)),
    "days": lambda text: [_unit(text, unit) for unit in stated_units(text)],
    "deadline_words": lambda text: [text[found.start : found.end]] if (found := deadline_of(text)) else [],
    "deadlines": _period,
    "documents": lambda text: [_document(name) for name in find_document_names(text)],
    "figures": lambda text: [_figure(text, figure) for figure in figures(text)],
    "leads": _words(lambda text: assigned(Role.LEAD, text)),
    "money": _words(money),
    "numbers": _words(numbers),
    "people": _words(people),
    "time_spans": _words(time_spans),
    "sentence_case": _changed(in_sentence_case),
}
COMPOSES = {"abbreviations", "bodies_asked", "body_lists", "deadlines", "documents"}
"""The readers that take text in NFD too; the others read what was repaired, which is in NFC."""


class Example(NamedTuple):
    """A text and what it names; `typed` also without diacritics where the table says "any form"."""

    table: str
    text: str
    named: tuple[str, ...]
    any_form: bool


def _examples(path: Path) -> Iterator[Example]:
    any_form = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            assert line in ("[any form]", "[as printed]"), line
            any_form = line == "[any form]"
        elif line and not line.startswith("# "):
            text, *named = (part.replace("\\n", "\n") for part in line.split("\t"))
            yield Example(path.stem, text, tuple(named), any_form)


EXAMPLES = tuple(example for path in sorted(FOLDER.glob("*.tsv")) for example in _examples(path))


def _without_diacritics(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D").replace("Ð", "D"))
    return "".join(mark for mark in parts if not unicodedata.combining(mark))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.table}: {example.text[:40]}")
def test_a_text_names_what_its_table_says(example: Example) -> None:
    read = READERS[example.table]
    assert tuple(read(example.text)) == example.named
    if example.table in COMPOSES:
        assert tuple(read(unicodedata.normalize("NFD", example.text))) == example.named
    if example.any_form:
        assert tuple(map(_without_diacritics, read(_without_diacritics(example.text)))) == tuple(map(_without_diacritics, example.named))


def test_every_reader_has_a_table_with_texts_that_name_nothing() -> None:
    assert {example.table for example in EXAMPLES} == set(READERS)
    assert {example.table for example in EXAMPLES if not example.named} == set(READERS)
