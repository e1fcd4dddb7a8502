"""The corpus' own vocabulary: how often each syllable and each pair of neighbours is printed, kept with the passages."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.passage import Passage
from vectorstore.database import Database
from vectorstore.diacritics import count_syllables

SCHEMA = """CREATE TABLE syllables (folded TEXT, form TEXT, count INTEGER, PRIMARY KEY (folded, form)) WITHOUT ROWID;
CREATE TABLE pairs (folded TEXT, first TEXT, second TEXT, count INTEGER, PRIMARY KEY (folded, first, second)) WITHOUT ROWID;
"""


class CorpusVocabulary:
    """Counts in the database, changed in the transaction that changes the passages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forms(self, folded: str) -> dict[str, int]:
        """How often each form with these letters is printed."""
        return dict(self._database.run("SELECT form, count FROM syllables WHERE folded = ? ORDER BY form", folded))

    def pairs(self, folded: str) -> dict[tuple[str, str], int]:
        """How often each pair of neighbours with these letters ("chu tri") is printed."""
        rows = self._database.run("SELECT first, second, count FROM pairs WHERE folded = ?", folded)
        return {(first, second): count for first, second, count in rows}

    def syllable_total(self) -> int:
        """All syllables printed."""
        return int(self._database.run("SELECT value FROM meta WHERE name = 'syllables'")[0][0])

    def add(self, passages: Sequence[Passage]) -> None:
        """Count the syllables of `passages` in."""
        self._change(passages, sign=1)

    def subtract(self, passages: Sequence[Passage]) -> None:
        """Count the syllables of `passages` out; what is printed nowhere any more is forgotten."""
        self._change(passages, sign=-1)
        for table in ("syllables", "pairs"):
            self._database.run(f"DELETE FROM {table} WHERE count <= 0")

    def _change(self, passages: Sequence[Passage], *, sign: int) -> None:
        syllables, pairs = count_syllables(passage.text for passage in passages)
        self._database.run_many(
            "INSERT INTO syllables VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
            [(*key, sign * count) for key, count in syllables.items()],
        )
        self._database.run_many(
            "INSERT INTO pairs VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
            [(*key, sign * count) for key, count in pairs.items()],
        )
        self._database.run("UPDATE meta SET value = CAST(value AS INTEGER) + ? WHERE name = 'syllables'", sign * syllables.total())
