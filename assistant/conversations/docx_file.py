"""A kept conversation as a Word file, with its sources."""

from __future__ import annotations

import datetime

from docx.document import Document as WordDocument

from assistant.conversations.outline import Section, Source, outline
from assistant.conversations.store import Conversation
from assistant.word_pages import new_word_file, word_bytes
from vectorstore.retrieval import Language


def docx_of(conversation: Conversation, language: Language, *, zone: datetime.tzinfo | None = None) -> bytes:
    """A DOCX file of the conversation with its sources, captions in `language`, times in `zone` (None: that of this machine)."""
    whole = outline(conversation, language, zone=zone)
    word = new_word_file(whole.title, language=language)
    properties = word.core_properties
    properties.created = conversation.entry.created.astimezone(datetime.UTC).replace(tzinfo=None)
    properties.modified = conversation.entry.updated.astimezone(datetime.UTC).replace(tzinfo=None)
    word.add_paragraph(whole.title, style="Title")
    word.add_paragraph().add_run(whole.details).italic = True
    for section in whole.sections:
        _write(word, section)
    return word_bytes(word)


def _write(word: WordDocument, section: Section) -> None:
    word.add_heading(section.heading, level=1)
    if section.question:
        word.add_paragraph(section.question)
    if section.understood:
        word.add_paragraph().add_run(section.understood).italic = True
    for line in section.lines:
        paragraph = word.add_paragraph(style=("Normal", "List Bullet", "List Bullet 2")[line.level])
        for run in line.runs:
            paragraph.add_run(run.text).bold = run.bold or None
    for remark in section.remarks:
        word.add_paragraph().add_run(remark).italic = True
    for one in section.lists:
        word.add_heading(one.caption, level=2)
        for source in one.sources:
            _write_source(word, source)


def _write_source(word: WordDocument, source: Source) -> None:
    named = word.add_paragraph()
    named.paragraph_format.keep_with_next = True
    if source.mark:
        named.add_run(f"{source.mark} ").bold = True
    named.add_run(f"{source.title}, {source.details}" if source.details else source.title)
    word.add_paragraph(f"“{source.quote}”", style="Quote")
