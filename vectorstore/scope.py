"""The noun Scope: within which documents is asked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from ingest.document import DocumentId, Relation
from ingest.names.document_name import name_of_number
from ingest.text.vietnamese import fold
from vectorstore.errors import VectorStoreError
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

_MOST = 500
"""Values of one kind that a scope may name, and documents in it."""
_LONGEST = 20_000
"""Characters of a written scope."""


class ScopeMalformed(VectorStoreError):  # noqa: N818 (the tree's names say what happened)
    """A written scope cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Within which documents is asked: all that is given must hold, and what is empty asks for nothing.

    `documents` are ids; `kinds` and `issuers` are as the documents print them, in any case and with or without diacritics;
    `issued_from` and `issued_to` are the first and last day of issue. `years`: what was issued in one of them or is named after it, as a
    plan for 2026 that was issued in December 2025 is. `in_force`: only what no held document says it replaces.
    """

    documents: tuple[DocumentId, ...] = ()
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    issued_from: datetime.date | None = None
    issued_to: datetime.date | None = None
    years: tuple[int, ...] = ()
    in_force: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether it leaves nothing out."""
        return self == EVERYTHING

    @property
    def written(self) -> str:
        """The scope as it stands in an address; "" for everything."""
        parts = [("document", one) for one in self.documents]
        parts += [("kind", one) for one in self.kinds] + [("issuer", one) for one in self.issuers]
        parts += [(name, day.isoformat()) for name, day in (("from", self.issued_from), ("to", self.issued_to)) if day]
        parts += [("year", str(one)) for one in self.years]
        return urlencode(parts + ([("force", "1")] if self.in_force else []))


EVERYTHING = Scope()


def scope_written(text: str) -> Scope:
    """The scope that `Scope.written` wrote. Raises ScopeMalformed, one sentence, where it cannot be read."""
    try:
        if len(text) > _LONGEST:
            raise ValueError("too long")
        parts = parse_qsl(text, keep_blank_values=False, strict_parsing=bool(text), max_num_fields=2 * _MOST)
        unknown = {name for name, _ in parts} - {"document", "kind", "issuer", "from", "to", "year", "force"}
        if unknown:
            raise ValueError(f"{min(unknown)} is not known")
        given = {name: tuple(dict.fromkeys(value for key, value in parts if key == name)) for name, _ in parts}
        return Scope(
            documents=given.get("document", ()),
            kinds=given.get("kind", ()),
            issuers=given.get("issuer", ()),
            issued_from=datetime.date.fromisoformat(given["from"][-1]) if "from" in given else None,
            issued_to=datetime.date.fromisoformat(given["to"][-1]) if "to" in given else None,
            years=tuple(map(int, given.get("year", ()))),
            in_force=given.get("force", ("0",))[-1] == "1",
        )
    except ValueError as error:
        raise ScopeMalformed(f"The scope in the address cannot be read ({error}): choose it anew, or ask in all documents.") from error


def documents_in(scope: Scope, index: Index) -> tuple[DocumentRecord, ...]:
    """The documents of the index that are within a scope, by name."""
    chosen, kinds, issuers = set(scope.documents), _folded(scope.kinds), _folded(scope.issuers)
    tests: list[Callable[[DocumentRecord], bool]] = []
    if chosen:
        tests.append(lambda one: one.id in chosen)
    if kinds:
        tests.append(lambda one: _one_line(one.kind) in kinds)
    if issuers:
        tests.append(lambda one: _one_line(one.issuer) in issuers)
    if (first := scope.issued_from) is not None:
        tests.append(lambda one: one.date is not None and one.date >= first)
    if (last := scope.issued_to) is not None:
        tests.append(lambda one: one.date is not None and one.date <= last)
    if scope.years:
        tests.append(lambda one: any(_is_of_year(one, year) for year in scope.years))
    found = [one for one in index.documents() if all(test(one) for test in tests)]
    return tuple(one for one in found if not scope.in_force or not is_replaced(one, index=index))


def _is_of_year(document: DocumentRecord, year: int) -> bool:
    named = re.search(rf"\bnam {year}\b", _one_line(f"{document.title} {document.subject or ''}"))
    return bool(named) or (document.date is not None and document.date.year == year)


def is_replaced(document: DocumentRecord, *, index: Index) -> bool:
    """Whether a held document that is not older says of itself that it replaces this one."""
    name = name_of_number(document.number, date=document.date) if document.number else None
    if name is None:
        return False
    return any(
        stated.own and stated.relation is Relation.REPLACES and stated.document_id != document.id and not _is_older(newer, document)
        for stated in index.catalogue.relations.of_object(name)
        if (newer := index.document(stated.document_id)) is not None
    )


def _is_older(one: DocumentRecord, other: DocumentRecord) -> bool:
    return one.date is not None and other.date is not None and one.date < other.date


def _folded(values: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_one_line, values))


def _one_line(text: str | None) -> str:
    return " ".join(fold(text or "").split())
