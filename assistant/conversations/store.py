"""Conversations that are kept, so that they can be reopened, renamed, deleted and exported."""

from __future__ import annotations

import datetime
import hashlib
import logging
import re
import secrets
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.conversations.conversation_database import ConversationFile
from assistant.conversations.stored_answers import restored, stored
from assistant.errors import ConversationUnknown, TooManyShared
from assistant.exchange import Exchange
from assistant.kept_file import Connection
from ingest.text.vietnamese import fold, has_diacritics, tone_form
from ingest.text.visible_text import cut_line, visible, writable
from vectorstore.retrieval import Language

logger = logging.getLogger(__name__)

ConversationId = str
"""32 random hexadecimal digits."""
Owner = str
"""Whose a conversation is: a token that one browser made for itself. Kept as its SHA-256, so that the file opens nothing."""

ShareId = str
"""32 random hexadecimal digits, which are all that it takes to read a shared answer."""

FILE = "conversations.sqlite3"
LONGEST_TITLE = 120
"""Characters of a title that a person gives."""
MOST_SHARED = 200
"""Answers that one person shares at the same time."""
_LONGEST_OWN_TITLE = 80
"""Characters of a title made from the first question: about one line of a list."""
_MOST_WORDS = 20
"""Words looked for in the list; further ones are left out of account."""
_ENTRIES = """SELECT id, title, language, created, updated, (SELECT COUNT(*) FROM exchanges WHERE conversation = id),
    (SELECT question FROM exchanges WHERE conversation = id ORDER BY turn LIMIT 1) FROM conversations WHERE owner = ?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationEntry:
    """A line of the list of conversations. `created` and `updated`, the day of its last exchange, are in UTC; `language` is that of its
    first answer. `title` is the beginning of the first question until the conversation is renamed; "" where it has no words."""

    id: ConversationId
    title: str
    created: datetime.datetime
    updated: datetime.datetime
    language: Language
    exchange_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation as it is kept: all its exchanges, by turn."""

    entry: ConversationEntry
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAnswer:
    """A question with its answer, and when it was shared, in UTC."""

    created: datetime.datetime
    exchange: Exchange


class Conversations:
    """The conversations kept in the folder `home`. Several threads and processes may use one folder; opening it touches no file.

    Every method raises ConversationsUnusable where the file is damaged, made by a newer version of the program, busy for long, or
    may not be written, and ConversationUnknown for an id that is not one of `owner`'s. Both say in one sentence what to do.
    """

    def __init__(self, home: Path) -> None:
        self._file = ConversationFile(home / FILE)

    def listed(self, owner: Owner, words: str = "", limit: int = 200) -> tuple[ConversationEntry, ...]:
        """The conversations of `owner`, at most `limit`, the one last spoken in first.

        With `words` those in whose title and questions all of them stand, the last perhaps as the beginning of a word. One typed
        without diacritics stands for any, with them only for itself; case and placement of the tone mark do not matter.
        """
        wanted = _patterns(words)
        with self._file.reading() as connection:
            if connection is None:
                return ()
            order = f"{_ENTRIES} ORDER BY updated DESC, rowid DESC LIMIT ?"
            rows = connection.execute(order, (_key(owner), -1 if wanted else max(0, limit))).fetchall()
            questions = _questions(connection, owner=owner) if wanted else {}
        entries = map(_entry, rows)
        if not wanted:
            return tuple(entries)
        return tuple(one for one in entries if _says((one.title, *questions.get(one.id, ())), wanted))[: max(0, limit)]

    def opened(self, owner: Owner, conversation_id: ConversationId) -> Conversation:
        """The whole conversation; each answer as it was given, whatever has become of its documents since."""
        with self._file.reading() as connection:
            entry = _entry_of(connection, owner=owner, conversation_id=conversation_id)
            assert connection is not None  # else there was no entry
            select = "SELECT turn, question, problem, answer FROM exchanges WHERE conversation = ? ORDER BY turn"
            rows = connection.execute(select, (conversation_id,)).fetchall()
        return Conversation(entry=entry, exchanges=tuple(map(_exchange, rows)))

    def exchange(self, owner: Owner, conversation_id: ConversationId, turn: int) -> Exchange:
        """One turn of a conversation; ConversationUnknown also where it has no such turn."""
        with self._file.reading() as connection:
            _entry_of(connection, owner=owner, conversation_id=conversation_id)
            assert connection is not None  # else there was no entry
            select = "SELECT turn, question, problem, answer FROM exchanges WHERE conversation = ? AND turn = ?"
            row = connection.execute(select, (conversation_id, turn)).fetchone()
        if row is None:
            raise ConversationUnknown("This conversation has no such turn (any more): open it again.")
        return _exchange(row)

    def turns(self, owner: Owner, conversation_id: ConversationId) -> tuple[int, ...]:
        """The numbers of the turns of a conversation, in their order."""
        with self._file.reading() as connection:
            _entry_of(connection, owner=owner, conversation_id=conversation_id)
            assert connection is not None  # else there was no entry
            select = "SELECT turn FROM exchanges WHERE conversation = ? ORDER BY turn"
            return tuple(turn for (turn,) in connection.execute(select, (conversation_id,)))

    def add(self, owner: Owner, conversation_id: ConversationId | None, exchange: Exchange) -> ConversationId:
        """Keeps `exchange`, on the disk when this returns; None begins a conversation. The id of the conversation.

        A turn that is there already is replaced, so that a question can be kept when it is asked and again when it is answered.
        """
        if not owner:
            raise ConversationUnknown("A conversation without an owner is not kept: allow this site to keep data in the browser.")
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")
        language = exchange.answer.language if exchange.answer else None
        with self._file.writing() as connection:
            if conversation_id is None:
                conversation_id = secrets.token_hex(16)
                begin = "INSERT INTO conversations (id, owner, created, updated) VALUES (?, ?, ?, ?)"
                connection.execute(begin, (conversation_id, _key(owner), now, now))
            else:
                _entry_of(connection, owner=owner, conversation_id=conversation_id)
            values = (conversation_id, exchange.turn, writable(exchange.question), writable(exchange.problem))
            answer = stored(exchange.answer) if exchange.answer else None
            keep = "INSERT OR REPLACE INTO exchanges (conversation, turn, question, problem, answer) VALUES (?, ?, ?, ?, ?)"
            connection.execute(keep, (*values, answer))
            spoken = "UPDATE conversations SET updated = ?, language = COALESCE(language, ?) WHERE id = ?"
            connection.execute(spoken, (now, language, conversation_id))
        return conversation_id

    def rename(self, owner: Owner, conversation_id: ConversationId, title: str) -> ConversationEntry:
        """The conversation's line with its new title: white space folded, control characters left out, cut at LONGEST_TITLE characters.
        An empty title gives back the one made from the first question."""
        with self._file.writing() as connection:
            _entry_of(connection, owner=owner, conversation_id=conversation_id)
            cleaned = cleaned_title(title, limit=LONGEST_TITLE) or None
            connection.execute("UPDATE conversations SET title = ? WHERE id = ?", (cleaned, conversation_id))
            return _entry_of(connection, owner=owner, conversation_id=conversation_id)

    def delete(self, owner: Owner, conversation_id: ConversationId) -> ConversationEntry:
        """Deletes the conversation for good, its bytes overwritten; the line of what was deleted."""
        with self._file.writing() as connection:
            entry = _entry_of(connection, owner=owner, conversation_id=conversation_id)
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
        self._file.overwrite_deleted()
        logger.info("Deleted a conversation of %d exchanges", entry.exchange_count)
        return entry

    def share(self, owner: Owner, conversation_id: ConversationId, turn: int) -> ShareId:
        """Lets whoever has the id that this gives read one answer, and nothing else of its conversation; the same id again for an answer
        that is shared already. Raises ConversationUnknown where there is no such answer, TooManyShared where MOST_SHARED are."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        with self._file.writing() as connection:
            _entry_of(connection, owner=owner, conversation_id=conversation_id)
            place = (conversation_id, turn)
            if known := connection.execute("SELECT id FROM shared WHERE conversation = ? AND turn = ?", place).fetchone():
                return str(known[0])
            answered = "SELECT 1 FROM exchanges WHERE conversation = ? AND turn = ? AND answer IS NOT NULL"
            if not connection.execute(answered, place).fetchone():
                raise ConversationUnknown("There is no such answer in this conversation (any more): open it anew.")
            own = "SELECT COUNT(*) FROM shared JOIN conversations ON conversations.id = conversation WHERE owner = ?"
            if connection.execute(own, (_key(owner),)).fetchone()[0] >= MOST_SHARED:
                raise TooManyShared(f"{MOST_SHARED} answers are shared already: take one back first.")
            share_id = secrets.token_hex(16)
            connection.execute("INSERT INTO shared VALUES (?, ?, ?, ?)", (share_id, *place, now))
        return share_id

    def take_back(self, owner: Owner, conversation_id: ConversationId, turn: int) -> None:
        """Nobody else reads the answer from now on; nothing happens where it is not shared."""
        with self._file.writing() as connection:
            _entry_of(connection, owner=owner, conversation_id=conversation_id)
            connection.execute("DELETE FROM shared WHERE conversation = ? AND turn = ?", (conversation_id, turn))

    def shared(self, share_id: ShareId) -> SharedAnswer:
        """One answer that somebody shared. Raises ConversationUnknown where it never was, was taken back, or its conversation was
        deleted."""
        select = (
            "SELECT created, shared.turn, question, problem, answer FROM shared JOIN exchanges"
            " ON exchanges.conversation = shared.conversation AND exchanges.turn = shared.turn WHERE shared.id = ?"
        )
        with self._file.reading() as connection:
            row = connection and connection.execute(select, (writable(share_id),)).fetchone()
        if not row:
            raise ConversationUnknown("This answer is not shared (any more): ask whoever sent the link.")
        return SharedAnswer(created=datetime.datetime.fromisoformat(row[0]), exchange=_exchange(row[1:]))


def cleaned_title(text: str, *, limit: int) -> str:
    """`text` on one line in NFC, without what cannot be seen; at most `limit` characters, cut between words where there are any."""
    return cut_line(" ".join(unicodedata.normalize("NFC", visible(text)).split()), limit=limit)


def _key(owner: Owner) -> str:
    return hashlib.sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()


def _entry_of(connection: Connection | None, *, owner: Owner, conversation_id: ConversationId) -> ConversationEntry:
    row = connection and connection.execute(f"{_ENTRIES} AND id = ?", (_key(owner), writable(conversation_id))).fetchone()
    if not row:
        raise ConversationUnknown("This conversation is not kept here (any more): choose another from the list, or begin a new one.")
    return _entry(row)


def _questions(connection: Connection, *, owner: Owner) -> dict[ConversationId, list[str]]:
    select = "SELECT conversation, question FROM exchanges JOIN conversations ON id = conversation WHERE owner = ?"
    found = defaultdict(list)
    for conversation_id, question in connection.execute(select, (_key(owner),)):
        found[conversation_id].append(question)
    return found


def _entry(row: Sequence[Any]) -> ConversationEntry:
    conversation_id, title, language, created, updated, count, question = row
    return ConversationEntry(
        id=conversation_id,
        title=title or cleaned_title(question or "", limit=_LONGEST_OWN_TITLE),
        created=datetime.datetime.fromisoformat(created),
        updated=datetime.datetime.fromisoformat(updated),
        language="en" if language == "en" else "vi",
        exchange_count=count,
    )


def _exchange(row: Sequence[Any]) -> Exchange:
    turn, question, problem, answer = row
    return Exchange(turn=turn, question=question, problem=problem, answer=None if answer is None else restored(answer, question=question))


def _patterns(words: str) -> tuple[re.Pattern[str], ...]:
    """A pattern for each word, over texts as `_says` reads them; the last also meets the beginning of a word."""
    parts = _accented(visible(words)).split()[:_MOST_WORDS]
    readings = [word if has_diacritics(word) else fold(word) for word in parts]
    return tuple(
        re.compile(rf"(?<!\w){re.escape(word)}" + ("" if place == len(parts) else r"(?!\w)")) for place, word in enumerate(readings, 1)
    )


def _says(texts: Sequence[str], words: Sequence[re.Pattern[str]]) -> bool:
    said = "\n".join(texts)
    # A word with diacritics is found in the first half only, one without them in the second.
    both = f"{_accented(said)}\n{fold(said)}"
    return all(word.search(both) for word in words)


def _accented(text: str) -> str:
    """`text` in one spelling, diacritics kept."""
    return tone_form(text).casefold().replace("ð", "đ")
