"""Kept conversations as files that people download: Markdown and Word."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.conversations.docx_file import docx_of
from assistant.conversations.markdown_file import markdown_of
from assistant.conversations.store import LONGEST_TITLE, Conversation, cleaned_title
from assistant.conversations.xlsx_file import xlsx_of
from assistant.errors import ConversationUnknown
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import Language

__all__ = ["ExportFormat", "ExportedFile", "answer_alone", "docx_of", "exported", "markdown_of"]

ExportFormat = Literal["md", "docx", "xlsx"]
_MEDIA_TYPES: dict[ExportFormat, str] = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A file to download; its name is made of ASCII letters, digits and hyphens, so that any system can save it."""

    name: str
    media_type: str
    content: bytes


def answer_alone(conversation: Conversation, turn: str) -> Conversation:
    """A conversation of one exchange, titled with its question. Raises ConversationUnknown where there is no such turn."""
    one = next((one for one in conversation.exchanges if str(one.turn) == turn), None)
    if one is None:
        raise ConversationUnknown("There is no such answer in this conversation (any more): open it anew.")
    title = cleaned_title(one.question, limit=LONGEST_TITLE)
    return replace(conversation, entry=replace(conversation.entry, title=title, exchange_count=1), exchanges=(one,))


def exported(
    conversation: Conversation,
    language: Language,
    *,
    as_format: ExportFormat,
    index: Index | None = None,
    zone: datetime.tzinfo | None = None,
) -> ExportedFile:
    """The conversation as a file, named after its title and its last day: "ai-chu-tri-chuong-trinh-05-2026-11-22.docx". A workbook holds
    its last answer, with the tasks that `index` holds of what is cited."""
    if as_format == "md":
        content = markdown_of(conversation, language, zone=zone).encode()
    elif as_format == "docx":
        content = docx_of(conversation, language, zone=zone)
    else:
        content = xlsx_of(conversation.exchanges[-1], language, index=index)
    words = re.sub(r"[^a-z0-9]+", "-", fold(conversation.entry.title))[:_LONGEST_NAME].strip("-") or "hoi-thoai"
    day = conversation.entry.updated.astimezone(zone).date()
    return ExportedFile(name=f"{words}-{day}.{as_format}", media_type=_MEDIA_TYPES[as_format], content=content)
