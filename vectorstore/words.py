"""Words: whole syllables, numbers, dates and document numbers, ranked with BM25 (SQLite FTS5)."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence

from ingest.document import Document, DocumentId
from ingest.passage import Passage, PassageId
from ingest.text.vietnamese import fold, tone_form
from vectorstore.database import Database

_TOKENIZER = "unicode61 remove_diacritics 0 tokenchars '/.-_'"
"""Words arrive separated by spaces, folded where wanted; the tokenizer is only to leave them whole."""
_COLUMNS = f'text, heading, title, tokenize="{_TOKENIZER}"'
SCHEMA = f"""CREATE VIRTUAL TABLE words USING fts5({_COLUMNS});
CREATE VIRTUAL TABLE folded_words USING fts5({_COLUMNS});
CREATE VIRTUAL TABLE words_vocabulary USING fts5vocab(words, row);
CREATE VIRTUAL TABLE folded_words_vocabulary USING fts5vocab(folded_words, row);
"""
_WEIGHTS = "1.0, 0.5, 0.5"
"""Of the columns: passage, headings over it, number and title of the document."""
POSTINGS = 6000
"""The rarest words of a question are looked up, as many as stand in so many passages together. A word that stands in every
third passage says next to nothing and costs most of the time: over 10,000 passages all words take 21 ms, these 6 (CPU time)."""

_TOKEN = re.compile(r"\d+(?:[/.\-–]\w+)+|\w+")
"""A document number, date or decimal as one piece ("84/KH-UBND", "9/5/2023"), or a run of letters and digits."""
_PART = re.compile(r"\w+")
_YEAR = re.compile(r"n[ăa]m\s+\d{4}")
_SPELLED_DATE = re.compile(r"ng[àa]y\s+(\d{1,2})\s+th[áa]ng\s+(\d{1,2})\s+n[ăa]m\s+(\d{4})")


def terms(text: str) -> list[str]:
    """The words of `text` in lower case with their diacritics, the tone mark placed one way.

    A document number gives its parts and itself ("84", "kh", "ubnd", "84/kh-ubnd"), a date spelled out also its short form
    ("9/5/2023"); numbers lose leading zeros, since "03-CTr/TU" and "chương trình 3" are one.
    """
    lowered = tone_form(text).lower()
    found: list[str] = []
    for token in _TOKEN.findall(lowered):
        if token.isalpha():
            found.append(token)
            continue
        parts = [_plain_number(part) for part in _PART.findall(token)]
        found.extend(parts)
        if len(parts) > 1:
            found.append(_whole(token))
    if _YEAR.search(lowered):
        found.extend("/".join(_plain_number(part) for part in match.groups()) for match in _SPELLED_DATE.finditer(lowered))
    return found


def folded_terms(text: str) -> list[str]:
    """The words of `text` without diacritics, đ as d."""
    return fold(" ".join(terms(text))).split()


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
        title = " ".join(terms(f"{document.header.number or ''} {document.title}"))
        rows = [
            (key, " ".join(terms(passage.text)), " ".join(terms("\n".join(passage.headings))), title)
            for key, passage in zip(keys, passages, strict=True)
        ]
        self._database.run_many("INSERT INTO words(rowid, text, heading, title) VALUES (?, ?, ?, ?)", rows)
        folded = [(key, *map(fold, columns)) for key, *columns in rows]
        self._database.run_many("INSERT INTO folded_words(rowid, text, heading, title) VALUES (?, ?, ?, ?)", folded)

    def delete(self, keys: Sequence[int]) -> None:
        """Forget the words of the passages with these keys."""
        for table in ("words", "folded_words"):
            self._database.run_many(f"DELETE FROM {table} WHERE rowid = ?", [(key,) for key in keys])

    def matching(
        self,
        words: Sequence[str],
        *,
        folded: bool = False,
        count: int,
        document_id: DocumentId | None = None,
        documents: Collection[DocumentId] | None = None,
    ) -> list[tuple[PassageId, float]]:
        """(passage id, BM25 score, higher is better) of up to `count` passages holding any of `words`, best first: those of one document,
        of several `documents`, or of all."""
        table = "folded_words" if folded else "words"
        within = ""
        values: list[str | int] = []
        if documents is not None:
            held = "SELECT key FROM passages WHERE document_id IN (SELECT value FROM json_each(?))"
            within, values = f" AND {table}.rowid IN ({held})", [json.dumps(sorted(documents))]
        if document_id is not None:
            rows = self._database.run("SELECT min(key), max(key) FROM passages WHERE document_id = ?", document_id)
            # a document's passages are inserted in one transaction, so that their keys follow each other
            within += f" AND {table}.rowid BETWEEN ? AND ?"
            values += list(rows[0])
        chosen = self._rarest(words, table=table)
        if not chosen:
            return []
        query = " OR ".join(f'"{word}"' for word in chosen)
        found = self._database.run(
            f"SELECT passages.id, found.score FROM (SELECT rowid AS key, -bm25({table}, {_WEIGHTS}) AS score FROM {table} "
            f"WHERE {table} MATCH ?{within} ORDER BY score DESC, key LIMIT ?) AS found JOIN passages USING (key) "
            "ORDER BY found.score DESC, found.key",
            query,
            *values,
            count,
        )
        return [(passage_id, score) for passage_id, score in found]

    def _rarest(self, words: Sequence[str], *, table: str) -> list[str]:
        """Those of `words` that are held, rarest first, while they stand in few enough passages together."""
        counted: list[tuple[int, str]] = []
        for word in dict.fromkeys(words):
            rows = self._database.run(f"SELECT doc FROM {table}_vocabulary WHERE term = ?", word)
            counted += [(rows[0][0], word)] if rows else []
        chosen: list[str] = []
        total = 0
        for count, word in sorted(counted):
            total += count
            if chosen and total > POSTINGS:
                break
            chosen.append(word)
        return chosen
