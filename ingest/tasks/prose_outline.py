"""Where each block of prose stands: under which headings, and under which body whose duties are listed there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Block, BlockKind
from ingest.layout.headings import ARTICLE_LEVEL, COLUMN_HEADING_LEVEL, is_capitals
from ingest.tasks.action_verbs import matching
from ingest.tasks.assignees import names_bodies
from ingest.tasks.assignments import assignment_in, merely_leads
from ingest.tasks.task_labels import after_number
from ingest.text.sentences import sentences

_LONG_CAPITALS = 120
"""A heading in capitals longer than this is the title of an annex, not a section."""
_LONGER_THAN_COLON = 12
"""Characters beyond which a sentence before a list says more than "Cụ thể:"."""
_TRUST = re.compile(
    r"(?:(?:trách nhiệm|nhiệm vụ)(?: thực hiện)?(?: của)?|đối với|giao|đề nghị|yêu cầu|phân công)\s+(?=[^\W\d_])", re.IGNORECASE
)
_LOOSE = re.compile(r"(?:Tổ công tác|Ban Chỉ đạo|Ban Quản lý|Ban chỉ đạo|Văn phòng|Trung tâm|Hội đồng)\s+\S+(?:\s+\S+){0,11}")
_LISTS = re.compile(
    r"(?:cụ thể|sau|sau đây|dưới đây|nhiệm vụ|trách nhiệm|thực hiện|chủ trì|gồm|việc|phối hợp|tập trung|nội dung)\s*:\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One block of prose in its document. `start` is its offset in the document's text, `begin` where its text begins behind its label.

    `section` are the headings above it, outermost first. `holder` is the body whose duty the block states as one of the list under
    that body's name ("" otherwise), as printed there, `helpers` those named there as helping. `lists` is set where the block only
    announces the duties below it.
    """

    block: Block
    start: int
    begin: int
    section: tuple[str, ...]
    holder: str = ""
    helpers: str = ""
    lists: bool = False

    @property
    def number(self) -> str:
        """The block's number as printed, without its punctuation: "a", "2.1", "Điều 3"; "" for a bullet."""
        return self.block.label.strip(" .)(/:-–—+•*▪●◦")


@dataclass(slots=True)
class _Open:
    """A heading or list item that what follows stands under."""

    style: str
    level: int  # of a heading; 0 of a list item
    text: str
    holder: str = ""
    helpers: str = ""
    duties: str | None = None  # the style of the items that list its duties, once the first was met


def places(blocks: Sequence[Block]) -> Iterator[Place]:
    """The blocks of prose, in order: neither rows of tables nor mastheads."""
    opened: list[_Open] = []
    start = 0
    for block in blocks:
        if block.kind is BlockKind.MASTHEAD:
            opened.clear()
        elif block.kind is not BlockKind.TABLE_ROW and block.level < COLUMN_HEADING_LEVEL:
            yield _place(block, start=start, opened=opened)
        start += len(block.text) + 1


def _place(block: Block, *, start: int, opened: list[_Open]) -> Place:
    """The place of the next block; `opened` is brought up to it."""
    style = _style(block)
    _close(opened, block=block, style=style)
    parent = opened[-1] if opened else None
    duty = helpers = ""
    if parent and _continues_holder(parent, block):
        parent.holder = f"{parent.holder}; {' '.join(block.text.split())}".rstrip(" .:;")
        parent.text = f"{parent.text} {' '.join(block.text.split())}"
        return Place(block=block, start=start, begin=0, section=(), lists=True)
    if parent and parent.holder and block.kind is not BlockKind.HEADING and parent.duties in (None, style):
        parent.duties, duty, helpers = style, parent.holder, parent.helpers
    section = tuple(
        one.text for one in opened if (one.level or one.holder) and not (len(one.text) > _LONG_CAPITALS and is_capitals(one.text))
    )
    begin = after_number(block.text) if block.label else 0
    holder, helping = _leader_of(block.text[begin:]) or (holder_of(block.text[begin:], heading=block.kind is BlockKind.HEADING), "")
    if holder or block.kind is not BlockKind.PARAGRAPH:
        level = block.level if block.kind is not BlockKind.PARAGRAPH else 0
        opened.append(_Open(style, level, " ".join(block.text.split()), holder, helping))
    return Place(block=block, start=start, begin=begin, section=section, holder=duty, helpers=helpers, lists=bool(holder))


def _continues_holder(parent: _Open, block: Block) -> bool:
    """Whether a paragraph goes on with the names of bodies that the heading above it broke off with ";" or ","."""
    unfinished = bool(parent.holder) and parent.duties is None and parent.text.endswith((";", ","))
    return unfinished and block.kind is BlockKind.PARAGRAPH and names_bodies(block.text)


def _close(opened: list[_Open], *, block: Block, style: str) -> None:
    """Drop what the block no longer stands under: headings of its level or below, list items numbered like it."""
    if block.kind is BlockKind.HEADING:
        while opened and (not opened[-1].level or opened[-1].level >= block.level):
            opened.pop()
        return
    if block.label.lower().startswith("điều"):
        while opened and (not opened[-1].level or opened[-1].level >= ARTICLE_LEVEL):
            opened.pop()
        return
    alike = [at for at, one in enumerate(opened) if one.style == style]
    if alike and (style or holder_of(block.text, heading=False)):
        del opened[alike[-1] :]


def _style(block: Block) -> str:
    """How a block is numbered: digits by their depth, letters, roman numerals, its bullet; "" where it has no number."""
    label = block.label.strip()
    if not label:
        return ""
    bare = label.strip(" .)(/:")
    if all(part.isdecimal() for part in bare.split(".")):
        return f"{'(' if label.startswith('(') else ''}digits{bare.count('.')}"
    if re.fullmatch(r"[IVXLC]+", bare):
        return "roman"
    if re.fullmatch(r"[a-zđ]\d?", bare) and not label.startswith("("):
        return "letter"
    if re.fullmatch(r"[A-ZĐ]", bare):
        return "capital"
    return label if not bare.isalnum() else re.sub(r"[\w]+", "x", label)


def _leader_of(text: str) -> tuple[str, str] | None:
    """Who leads what is listed below, and who helps: "Sở Y tế chủ trì, phối hợp với Sở Tài chính:". None for any other text."""
    form = matching(text)
    found = assignment_in(form) if form.rstrip().endswith(":") else None
    helping = merely_leads(form, found.duty) if found else None
    if found is None or helping is None:
        return None
    lead, others = (" ".join(text[start:end].split()).strip(" ,;:") for start, end in (found.lead, helping))
    return lead, others


def holder_of(text: str, *, heading: bool) -> str:
    """The body that a heading or an opening line names, whose duties follow it; "" where it names none, or more than that.

    "Sở Y tế", "Trách nhiệm của Sở Y tế:", "Sở Y tế có trách nhiệm:" name one.
    """
    form = matching(text)
    bare = form.strip(" .:;,")
    trusted = _TRUST.match(form)
    if trusted:
        bare = form[trusted.end() :].strip(" .:;,")
    begin = form.find(bare)
    if (heading or trusted or form.rstrip().endswith((":", ";"))) and names_bodies(bare):
        return " ".join(text[begin : begin + len(bare)].split())
    if trusted and (heading or form.rstrip().endswith(":")) and _LOOSE.fullmatch(bare):
        return " ".join(text[begin : begin + len(bare)].split())
    if not _LISTS.search(form):
        return ""
    said = [start for start, end in sentences(form) if end - start > _LONGER_THAN_COLON]
    at = said[-1] if said else 0
    found = assignment_in(form[at:])
    if not found or not (heading or found.ordered or found.strong):
        return ""
    return " ".join(text[at + found.lead[0] : at + found.lead[1]].split())
