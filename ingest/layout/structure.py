"""From what a reader found to the parts of a document: header, blocks, references, title.

A reader of a format that gives only lines (PDF, TXT) calls `flow(lines)` first; one that knows paragraphs, headings and
table rows (DOCX, HTML, MD) makes its `RawBlock`s itself. Both then call `assemble`.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata
from collections.abc import Collection, Sequence

from ingest.document import Block, BlockKind, Header
from ingest.layout.article import as_article
from ingest.layout.boilerplate import shows_article, without_boilerplate
from ingest.layout.flow import build_blocks, flow
from ingest.layout.formal_rows import without_formal_rows
from ingest.layout.header import parse_header
from ingest.layout.headings import ANNEX_LEVEL
from ingest.layout.levels import as_blocks
from ingest.layout.mastheads import formal_parts
from ingest.layout.references import references
from ingest.layout.signature import recipients_end, signature_end, signer_of
from ingest.raw import Line, Parts, RawBlock
from ingest.tasks.table_sections import with_table_headings
from ingest.tasks.tasks_of import tasks_of
from ingest.text.repair import repair

__all__ = ["Line", "Parts", "RawBlock", "assemble", "build_blocks", "flow", "plain_parts"]

_OPENING = 3500
"""Characters within which a document says what it implements, amends or replaces: masthead, grounds, first articles."""


def assemble(raw: Sequence[RawBlock], *, title: str = "", date: datetime.date | None = None, article: bool | None = None) -> Parts:
    """The parts of a document from its raw blocks: text repaired, header and references read, and what stands around an article left out.

    `title` and `date` are what the format itself states (HTML title, meta date), used where the text states none. `article` says whether
    the text is an article saved from a site; None: its own lines tell.
    """
    words = _words(raw)
    repaired = list(with_table_headings([clean for block in raw if (clean := _repaired(block, vocabulary=words)).text.strip()]))
    marked = repaired if any(block.kind is BlockKind.MASTHEAD for block in repaired) else _with_mastheads(repaired)
    official = _masthead_lines(marked)
    if official is None:
        saved = shows_article(marked) if article is None else article
        kept, around = without_boilerplate(marked) if saved else (tuple(filter(_is_worded, marked)), ())
        named = as_article(kept, title=title, saved=saved)
        blocks, header, name = as_blocks(named.blocks), Header(date=named.date or date), named.title or title
    else:
        around = ()
        blocks, header = as_blocks(marked), parse_header(official, signature=_signature_lines(marked), sentences=_sentences_of(marked))
        header = dataclasses.replace(header, date=header.date or date)
        name = _title(header) or title
    text = "\n".join(block.text for block in blocks)
    masthead = len(blocks[0].text) if official and blocks else 0
    found = references(text, own=header.number, opening=_OPENING if official else 0, masthead=masthead)
    tasks = tasks_of(blocks, issued=header.date, subject=header.subject or "")
    return Parts(title=name, header=header, blocks=blocks, references=found, tasks=tasks, around=around)


def plain_parts(raw: Sequence[RawBlock], *, title: str = "", date: datetime.date | None = None) -> Parts:
    """The blocks as they stand, with what the format states: for a text whose parts cannot be told apart."""
    blocks = (Block(kind=block.kind, text=" | ".join(block.cells) or block.text, page=block.page, cells=block.cells) for block in raw)
    return Parts(title=title, header=Header(date=date), blocks=tuple(block for block in blocks if block.text.strip()))


def _is_worded(block: RawBlock) -> bool:
    """Whether a block says anything: a line of dots or a drawn rule does not."""
    return any(map(str.isalnum, block.text))


def _words(raw: Sequence[RawBlock]) -> Collection[str]:
    text = unicodedata.normalize("NFC", "\n".join(block.text for block in raw)).lower()
    return frozenset(re.findall(r"[^\W\d_]+", text))


def _repaired(block: RawBlock, *, vocabulary: Collection[str]) -> RawBlock:
    """The block with its text repaired and its page starts moved along: found again by counting what is not white space."""
    if block.cells:
        cells = tuple(" ".join(repair(cell, vocabulary=vocabulary).split()) for cell in block.cells)
        return dataclasses.replace(block, text=" | ".join(cells) if any(cells) else "", cells=cells)
    text = repair(block.text, vocabulary=vocabulary).strip()
    if not block.page_starts:
        return dataclasses.replace(block, text=text)
    places = [at for at, char in enumerate(text) if not char.isspace()]
    starts = []
    for offset, page in block.page_starts:
        before = sum(not char.isspace() for char in repair(block.text[:offset], vocabulary=vocabulary))
        if before < len(places):
            starts.append((places[before], page))
    return dataclasses.replace(block, text=text, page_starts=tuple(starts))


def _with_mastheads(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks with masthead, recipients and signature marked, where the format gives no lines but paragraphs."""
    blocks = without_formal_rows(blocks)
    marked: list[RawBlock] = []
    at = 0
    rows = {place for place, block in enumerate(blocks) if block.kind is BlockKind.TABLE_ROW}
    for part in formal_parts([block.text for block in blocks], rows=rows):
        marked.extend(blocks[at : part.start])
        plain = blocks[part.start : part.title]
        if plain:
            marked.append(
                RawBlock(
                    kind=BlockKind.MASTHEAD,
                    text=_filled(plain),
                    page=plain[0].page,
                )
            )
        heading = blocks[part.title : part.end]
        if heading:
            text = " ".join(block.text for block in heading)
            marked.append(RawBlock(kind=BlockKind.HEADING, text=text, level=ANNEX_LEVEL, page=heading[0].page))
        at = part.end
    return [*marked, *blocks[at:]]


def _filled(blocks: Sequence[RawBlock]) -> str:
    return "\n".join(block.text for block in blocks if any(map(str.isalnum, block.text)))


def _masthead_lines(blocks: Sequence[RawBlock]) -> list[str] | None:
    """The lines of the masthead that opens the document; None for an article or any other text."""
    first = next((block for block in blocks[:3] if block.kind is BlockKind.MASTHEAD), None)
    return first.text.split("\n") if first else None


def _signature_lines(blocks: Sequence[RawBlock]) -> list[str]:
    """The lines of the first signature, or of the recipients where it stands beside them: what is annexed may be signed again."""
    for block in blocks:
        lines = block.text.split("\n") if block.kind is BlockKind.MASTHEAD else []
        for at in range(len(lines)):
            if signature_end(lines, at=at):
                return lines[at:]
            if recipients_end(lines, at=at) and any(signer_of(lines[at:])):
                return lines[at:]
    return []


def _sentences_of(blocks: Sequence[RawBlock]) -> str:
    return "\n".join(block.text for block in blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM))


def _title(header: Header) -> str:
    """ "Kế hoạch 84/KH-UBND: thực hiện ...", as far as the header states it."""
    named = " ".join(part for part in (header.kind, header.number) if part)
    if not header.subject:
        return named
    if not header.number and header.subject.startswith("Về "):
        return f"{named} {header.subject[:1].lower()}{header.subject[1:]}".strip()
    return f"{named}: {header.subject}" if named else header.subject
