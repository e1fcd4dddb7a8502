"""The head of a message as blocks, in the language of the message: what it is about, then who wrote to whom and when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from ingest.document import BlockKind
from ingest.layout.structure import RawBlock
from ingest.readers.unread_parts import counted
from ingest.text.vietnamese import has_diacritics

HEADERS = ("Subject", "From", "To", "Cc", "Date")
_VIETNAMESE = {"From": "Từ", "To": "Đến", "Cc": "Đồng gửi", "Date": "Ngày gửi"}
"""As mail programs call them."""
_LONGEST = 2000


def message_head(headers: Mapping[str, str], *, date: datetime.datetime | None) -> Iterator[RawBlock]:
    """The subject as a heading, and one line for each other header that is filled: "Từ: An <an@example.org>"."""
    vietnamese = has_diacritics(" ".join(headers.values()))
    for name, value in headers.items():
        if name == "Date" and date is not None:
            value = f"{date:%d/%m/%Y %H:%M}" if vietnamese else f"{date.day} {date:%B %Y %H:%M}"
        if not (value := " ".join(value.split())[:_LONGEST]):
            continue
        if name == "Subject":
            yield RawBlock(kind=BlockKind.HEADING, text=value, level=1)
        else:
            yield RawBlock(kind=BlockKind.PARAGRAPH, text=f"{_VIETNAMESE[name] if vietnamese else name}: {value}")


def note_on_attachments(names: Sequence[str]) -> tuple[str, ...]:
    """A sentence that names what is attached, which is read by itself."""
    said = counted(len(names), "attachment is", "attachments are", names=names, fate="read beside it")
    return (said,) if said else ()
