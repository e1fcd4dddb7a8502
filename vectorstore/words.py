"""Words: whole syllables, numbers, dates and document numbers, ranked with BM25 (SQLite FTS5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ingest.document import Document, DocumentId
from ingest.passage import Passage, PassageId
from ingest.vietnamese import fold, tone_form
from vectorstore.database import Database

_TOKENIZER = "unicode61 remove_diacritics 0 tokenchars '/.-_'"
"""Words arrive separated by spaces, folded where wanted; the tokenizer is only to leave them whole."""
_COLUMNS = f'text, heading, title, tokenize="{_TOKENIZER}"'
SCHEMA = f"""CREATE VIRTUAL TABLE words USING fts5({_COLUMNS});
CREATE VIRTUAL TABLE folded_words USING fts5({_COLUMNS});
"""
_WEIGHTS = "1.0, 0.5, 0.5"
"""Of the columns: passage, headings over it, number and title of the document."""

_TOKEN = re.compile(r"\d+(?:[/.\-–]\w+)+|\w+")
"""A document number, date or decimal as one piece ("84/KH-UBND", "9/5/2023"), or a run of letters and digits."""
_PART = re.compile(r"\w+")
_SPELLED_DATE = re.compile(r"ng[àa]y\s+(\d{1,2})\s+th[áa]ng\s+(\d{1,2})\s+n[ăa]m\s+(\d{4})")


def terms(text: str) -> list[str]:
    """The words of `text` in lower case with their diacritics, the tone mark placed one way.

    A document number gives its parts and itself ("84", "kh", "ubnd", "84/kh-ubnd"), a date spelled out also its short form
    ("9/5/2023"); numbers lose leading zeros, since "03-CTr/TU" and "chương trình 3" are one.
    """
    lowered = tone_form(unicodedata.normalize("NFC", text)).lower()
    found: list[str] = []
    for match in _TOKEN.finditer(lowered):
        parts = [_plain_number(part) for part in _PART.findall(match.group())]
        found.extend(parts)
        if len(parts) > 1:
            found.append(_whole(match.group()))
    found.extend("/".join(_plain_number(part) for part in match.groups()) for match in _SPELLED_DATE.finditer(lowered))
    return found


def folded_terms(text: str) -> list[str]:
    """The words of `text` without diacritics, đ as d."""
    return [fold(term) for term in terms(text)]


def _whole(token: str) -> str:
    return re.sub(r"\d+", lambda digits: _plain_number(digits.group()), token.replace("–", "-"))


def _plain_number(part: str) -> str:
    return (part.lstrip("0") or "0") if part.isdecimal() else part


class Words:
    """The words of all passages: one table with diacritics, one without. Rows have the keys of the table `passages`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, document: Document, *, passages: Sequence[Passage], keys: Sequence[int]) -> None:
        """Hold the words of a document's passages."""
        for table, words in (("words", terms), ("folded_words", folded_terms)):
            title = " ".join(words(f"{document.header.number or ''} {document.title}"))
            rows = [
                (key, " ".join(words(passage.text)), " ".join(words("\n".join(passage.headings))), title)
                for key, passage in zip(keys, passages, strict=True)
            ]
            self._database.run_many(f"INSERT INTO {table}(rowid, text, heading, title) VALUES (?, ?, ?, ?)", rows)

    def delete(self, keys: Sequence[int]) -> None:
        """Forget the words of the passages with these keys."""
        for table in ("words", "folded_words"):
            self._database.run_many(f"DELETE FROM {table} WHERE rowid = ?", [(key,) for key in keys])

    def matching(
        self, words: Sequence[str], *, folded: bool = False, count: int, document_id: DocumentId | None = None
    ) -> list[tuple[PassageId, float]]:
        """(passage id, BM25 score, higher is better) of up to `count` passages holding any of `words`, best first."""
        if not words:
            return []
        table = "folded_words" if folded else "words"
        within, values = "", []
        if document_id is not None:
            rows = self._database.run("SELECT min(key), max(key) FROM passages WHERE document_id = ?", document_id)
            # a document's passages are inserted in one transaction, so that their keys follow each other
            within, values = f" AND {table}.rowid BETWEEN ? AND ?", list(rows[0])
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
        found = self._database.run(
            f"SELECT passages.id, found.score FROM (SELECT rowid AS key, -bm25({table}, {_WEIGHTS}) AS score FROM {table} "
            f"WHERE {table} MATCH ?{within} ORDER BY score DESC, key LIMIT ?) AS found JOIN passages USING (key) "
            "ORDER BY found.score DESC, found.key",
            query,
            *values,
            count,
        )
        return [(passage_id, score) for passage_id, score in found]
