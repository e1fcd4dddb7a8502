"""Kept conversations as files that people download: Markdown and Word."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from assistant.conversations.docx_file import docx_of
from assistant.conversations.markdown_file import markdown_of
from assistant.conversations.store import Conversation
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Language

__all__ = ["ExportFormat", "ExportedFile", "docx_of", "exported", "markdown_of"]

ExportFormat = Literal["md", "docx"]
_MEDIA_TYPES: dict[ExportFormat, str] = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A file to download; its name is made of ASCII letters, digits and hyphens, so that any system can save it."""

    name: str
    media_type: str
    content: bytes


def exported(
    conversation: Conversation, language: Language, *, as_format: ExportFormat, zone: datetime.tzinfo | None = None
) -> ExportedFile:
    """The conversation as a file, named after its title and its last day: "ai-chu-tri-chuong-trinh-05-2026-11-22.docx"."""
    as_text = as_format == "md"
    content = markdown_of(conversation, language, zone=zone).encode() if as_text else docx_of(conversation, language, zone=zone)
    words = re.sub(r"[^a-z0-9]+", "-", fold(conversation.entry.title))[:_LONGEST_NAME].strip("-") or "hoi-thoai"
    day = conversation.entry.updated.astimezone(zone).date()
    return ExportedFile(name=f"{words}-{day}.{as_format}", media_type=_MEDIA_TYPES[as_format], content=content)
