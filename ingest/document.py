"""What a source says: a Document of blocks, with its administrative header and the documents it names."""

from __future__ import annotations

import datetime
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.note import as_note
from ingest.placed_words import PlacedWord
from ingest.task import Box, Task
from ingest.text.visible_text import visible_line, visible_name

DocumentId = str
"""SHA-256 of the file's bytes, the first 16 hexadecimal digits."""


LONGEST_TITLE = 500
"""Characters of a title, and of each part of a header, which are shown in lists and stand before every passage; those of the plans at
hand have up to 289. Longer ones are cut."""


class BlockKind(StrEnum):
    """What part a block plays in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    MASTHEAD = "masthead"
    """The administrative header and the signature: kept, since a question may ask who signed and when."""


class Relation(StrEnum):
    """How a document stands to another one that it names."""

    IMPLEMENTS = "implements"
    AMENDS = "amends"
    REPLACES = "replaces"
    REFERS = "refers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading, paragraph, list item or table row. `page` counts from 1; None where a source has no pages.

    `page_starts` holds (offset in `text`, page) where the block runs on over further pages; offsets rise.
    `level` is the depth of a heading (1 = highest), 0 for any other block; `label` its number as printed ("Điều 3", "I.").
    Of a table's row, `cells` are the texts of its columns, which `text` joins by " | "; `boxes` its rectangles on its pages.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    page_starts: tuple[tuple[int, int], ...] = ()
    level: int = 0
    label: str = ""
    cells: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The administrative header of a document (Decree 30/2020/NĐ-CP, article 8). What is not stated is None."""

    number: str | None = None  # "số, ký hiệu": 84/KH-UBND
    kind: str | None = None  # "tên loại văn bản": Kế hoạch
    issuer: str | None = None  # "cơ quan ban hành": Ủy ban nhân dân thành phố Hà Nội
    date: datetime.date | None = None  # "ngày ban hành"; of an article: the day it appeared
    place: str | None = None
    signer: str | None = None  # "người ký"
    signer_title: str | None = None  # "chức vụ của người ký"
    subject: str | None = None  # "trích yếu nội dung"

    def __post_init__(self) -> None:
        for part in ("number", "kind", "issuer", "place", "signer", "signer_title", "subject"):
            if text := getattr(self, part):
                object.__setattr__(self, part, visible_line(text, limit=LONGEST_TITLE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A document that the text names, and how another one stands to it: `subject` is the number of that one, "" for the document
    itself; `date` and `subject_date` the days beside the two names. `quote` is the words that say so."""

    number: str
    relation: Relation
    date: datetime.date | None = None
    quote: str = ""
    subject: str = ""
    subject_date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one file says. `text` is all blocks joined by line feeds; passages give character ranges in it. Name, title and notes hold
    nothing that a terminal or a page would obey; a title is cut at LONGEST_TITLE characters."""

    id: DocumentId
    name: str
    """The file's name, without its folder, in NFC: some systems keep names taken apart, which nobody types so."""
    media_type: str
    title: str
    header: Header
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...] = ()
    tasks: tuple[Task, ...] = ()
    page_count: int | None = None
    notes: tuple[str, ...] = ()
    """What a reader of this document should know: one sentence each ("Pages 4-6 are scans and were not read."), instances of `Note`."""
    ocr: tuple[tuple[int, float], ...] = ()
    """(page, mean confidence of its words, 0 to 1) of the pages that were read by OCR."""
    ocr_words: tuple[PlacedWord, ...] = field(default=(), repr=False)
    """Where the words of these pages stand."""
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "\n".join(block.text for block in self.blocks))
        object.__setattr__(self, "name", unicodedata.normalize("NFC", visible_name(self.name)))
        object.__setattr__(self, "title", visible_line(self.title, limit=LONGEST_TITLE))
        object.__setattr__(self, "notes", tuple(map(as_note, self.notes)))


def page_at(page: int | None, page_starts: tuple[tuple[int, int], ...], *, offset: int) -> int | None:
    """The page on which the character at `offset` stands, given the first page and where later ones start."""
    after = bisect_right(page_starts, offset, key=lambda start: start[0])
    return page_starts[after - 1][1] if after else page
