"""Every word around the lines of a briefing, from `briefing.toml`, and how notes on a file are worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.briefing.briefing import BriefingLine, LineKind, PartName
from ingest.note import as_note
from prompts import in_every_language, message, templates
from vectorstore.retrieval import Language

_Part = Literal[
    "identity", "relations", "structure", "goals", "indicators", "leads", "deadlines", "funding", "reporting", "terms", "sums", "notes"
]
_Line = Literal[
    "type",
    "number",
    "date",
    "issuer",
    "signer",
    "office",
    "subject",
    "ground",
    "implements",
    "amends",
    "replaces",
    "implemented_by",
    "amended_by",
    "replaced_by",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingTexts:
    """The words of a briefing in one language. Words in braces are filled in with `str.format`."""

    heading: str
    made_from: str
    page: str
    source: str
    see_source: str
    tasks_one: str
    tasks_many: str
    no_lead: str
    deadline: str
    lead: str
    total: str
    more: str
    more_leads: str
    more_due: str
    page_count: str
    parts: Mapping[_Part, str]
    lines: Mapping[_Line, str]

    def part(self, name: PartName) -> str:
        """The name of a part."""
        return next(words for key, words in self.parts.items() if key == name.value)

    def caption(self, kind: LineKind) -> str:
        """What a line is called that tells a fact of the header or a relation."""
        return next(words for key, words in self.lines.items() if key == kind.value)

    def tasks(self, count: int) -> str:
        """How many tasks."""
        return self.tasks_one if count == 1 else self.tasks_many.format(count=count)

    def place(self, line: BriefingLine) -> str:
        """Where the words of a line stand: its page, or that there is a source; "" where it quotes nothing."""
        if line.quote is None:
            return ""
        return self.page.format(page=line.quote.page) if line.quote.page is not None else self.source


BRIEFING_TEXTS: Mapping[Language, BriefingTexts] = in_every_language(BriefingTexts, "briefing")


def note_words(text: str, *, language: Language) -> tuple[str, Language]:
    """A note on how a file was read, and the language that it is in: English where it has no words in the one asked for."""
    note = as_note(text)
    if note.code in templates(language, "notes"):
        return message(note.code, note.values, file="notes", language=language), language
    return str(note), "en"
