"""What a person typed, read as it was meant, before anything is understood: raw Telex and VNI, slips, chat words, greetings around it.

Properly typed messages come back as they are. What was typed is still what is shown; what it was read as stands beside the answer where
the reading changed more than characters and courtesies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.understanding.chat_words import without_chat_words
from assistant.understanding.courtesies import without_courtesies
from assistant.understanding.follow_up import Turn
from assistant.understanding.raw_keys import with_keys_read
from assistant.understanding.slips import without_slips
from assistant.understanding.typed_characters import plain_characters, released, spaced, unshouted
from ingest.names.document_name import name_of_number
from vectorstore.diacritics import Restorer, Vocabulary
from vectorstore.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class AsTyped:
    """A message as it was typed, in NFC, and the text that it is read as; `told` where the person should see that."""

    typed: str
    text: str
    told: bool = False


def as_typed(message: str, *, vocabulary: Vocabulary) -> AsTyped:
    """The message read as it was meant; the same where it is typed properly, and where nothing is left of it. `vocabulary` is that of the
    documents."""
    printed = Restorer(vocabulary)
    typed = plain_characters(message)
    plain = released(typed)
    meant = with_keys_read(plain, printed)
    small = unshouted(meant)
    written = without_chat_words(small)
    mended = without_slips(written, printed)
    text = without_courtesies(spaced(mended))
    told = meant != plain or mended != small
    return AsTyped(typed=typed, text=text or message, told=told)


def as_typed_before(turns: Sequence[Turn], *, vocabulary: Vocabulary) -> tuple[Turn, ...]:
    """Earlier turns with their questions read in the same way."""
    return tuple(replace(turn, question=as_typed(turn.question, vocabulary=vocabulary).text) for turn in turns)


def number_alone(text: str, *, index: Index) -> str | None:
    """The number of the one document held that bears a message's only word, a number, as its serial number; None where none or
    several do."""
    number = text.strip(" .?!#").lstrip("0")
    if not number.isdecimal() or len(number) > 6:
        return None
    held = [record.number for record in index.documents() if record.number]
    found = {one for one in held if (name := name_of_number(one)) is not None and name.number == number}
    return found.pop() if len(found) == 1 else None
