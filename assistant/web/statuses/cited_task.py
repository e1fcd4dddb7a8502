"""The link from a task to the place in its document that gives it."""

from __future__ import annotations

from html import escape

from assistant.web.addresses import source_address
from ingest.passage import Passage, PassageKind
from vectorstore.tasks import HeldTask


def cite_link(held: HeldTask, passage: Passage, *, words: str) -> str:
    """A citation of the task in the passage that gives it: of the whole row of a table, of the words that assign it in a text. `words` are
    HTML."""
    start, end = max(0, held.task.start - passage.start), min(len(passage.text), held.task.end - passage.start)
    if passage.kind is PassageKind.ROW or start >= end:
        start, end = 0, len(passage.text)
    return f'<a class="cite" href="{escape(source_address(passage.id, start=start, end=end))}">{words}</a>'
