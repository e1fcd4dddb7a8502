"""Markdown to raw blocks: headings, lists, pipe tables, front matter; link targets and emphasis marks left out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.document import BlockKind
from ingest.errors import EmptyFile
from ingest.layout.headings import is_capitals
from ingest.layout.issuers import begins_like_issuer
from ingest.layout.masthead_lines import MOTTO
from ingest.layout.structure import RawBlock
from ingest.readers.cell_grid import GridCell, table_rows
from ingest.readers.left_out import LeftOut, Unseen
from ingest.readers.loose_tables import loose_blocks, loose_table_at
from ingest.readers.reading import Reading
from ingest.readers.text import decode
from ingest.text.struck_text import without_unseen_marks
from ingest.text.vietnamese import fold, has_diacritics

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s++(\S.*)?)?$")
_CLOSING = re.compile(r"(?:^|(?<=\s))#++$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"\s*+([-*_])\s*+(?:\1\s*+){2,}+$")
_ITEM = re.compile(r"\s*+(?:([-*+•])|(\d{1,4}[.)]))\s++(.*)")
_FENCE = re.compile(r"\s*(```|~~~)")
_FOR = re.compile(r"\A(?:TM|KT|TL|TUQ)\.\s*")
"""For whom somebody signs: "TM. ỦY BAN NHÂN DÂN"."""
_RULE_CELL = re.compile(r"\s*+:?-++:?\s*+")
_EMPHASIS_LEFT = re.compile(r"\*\*([^*]{0,500})\*\*")
"""Bold words as converters of web pages leave them: with a space inside the marks ("**Điều 1. **Ban hành"), or none at all."""
_SLANTED_LEFT = re.compile(r"(?<![\w*])\*(?=[^\s*)])([^*]{1,500})(?<!\()\*(?!\*)")
_STAR_LEFT = re.compile(r"(?<=[^\s(*])\*\Z")
_UNPAIRED = re.compile(r"(?<!\()\*{1,3}(?!\))")
"""Marks of a text that begins with one and has no pairs of them left; "(*)" is a note's mark."""
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]: *(.{0,20})", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
"""A footnote, and what refers to one."""
_CELL_BORDER = re.compile(r"(?<!\\)\|")


def read(path: Path) -> Reading:
    """The blocks of a Markdown file; title and date from its front matter. Raises EmptyFile, DamagedFile."""
    text, notes = decode(path.read_bytes(), name=path.name)
    matter = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    fields = _fields(matter.group(1)) if matter else {}
    body = text.replace("\r\n", "\n")[matter.end() if matter else 0 :]
    body, struck, hidden = without_unseen_marks(_without_comments(body).replace("\0", ""))
    left_out = LeftOut()
    left_out.add(struck, reason=Unseen.STRUCK)
    left_out.add(hidden, reason=Unseen.HIDDEN)
    blocks = read_blocks(_NOTE_MARK.sub("", _NOTE.sub(_named_note, body)))
    if not blocks:
        raise EmptyFile(f"{path.name} holds no text: put the text in and ingest it again, or remove the file.")
    heading = next((block.text for block in blocks if block.level == 1), "")
    stated = _date(fields.get("date", ""))
    return Reading(blocks=blocks, title=fields.get("title", heading), date=stated, notes=(*notes, *left_out.notes), article=None)


def _named_note(note: re.Match[str]) -> str:
    """How a footnote begins, named as such and a paragraph of its own."""
    return f"\n{'Chú thích' if has_diacritics(note[0]) else 'Footnote'} {note[1]}: {note[2]}"


def read_blocks(text: str) -> tuple[RawBlock, ...]:
    """The blocks of a Markdown text without front matter."""
    lines = _without_comments(text).splitlines()
    collector = _Collector()
    number = 0
    fenced = False
    while number < len(lines):
        line = lines[number]
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _FENCE.match(line):
            fenced = not fenced
            collector.flush()
        elif fenced:
            collector.add(BlockKind.PARAGRAPH, line)
        elif (loose := loose_table_at(lines, number)) is not None:
            collector.flush()
            collector.blocks.extend(loose_blocks(loose, plain=plain))
            number = loose.end
            continue
        elif "|" in line and _is_table_rule(following) and not collector.pending:
            number = _read_table(lines, start=number, collector=collector)
            continue
        else:
            number += _read_line(line, following=following, collector=collector)
        number += 1
    collector.flush()
    return tuple(collector.blocks)


@dataclass(slots=True)
class _Collector:
    blocks: list[RawBlock] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH

    def add(self, kind: BlockKind, text: str, *, level: int = 0) -> None:
        if any(map(str.isalnum, text := plain(text))):
            self.blocks.append(RawBlock(kind=kind, text=text, level=level))

    def flush(self) -> None:
        if self.pending:
            self.add(self.kind, " ".join(self.pending))
        self.pending, self.kind = [], BlockKind.PARAGRAPH


def _read_line(line: str, *, following: str, collector: _Collector) -> int:
    """Add one line outside tables and fences; the number of further lines that it used up."""
    heading = _HEADING.match(line)
    item = _ITEM.match(line)
    if not line.strip():
        collector.flush()
    elif heading:
        collector.flush()
        text = _CLOSING.sub("", (heading.group(2) or "").rstrip()).rstrip()
        collector.add(BlockKind.HEADING, text, level=len(heading.group(1)))
    elif _RULE.match(line):
        collector.flush()
    elif item:
        collector.flush()
        collector.kind = BlockKind.LIST_ITEM
        collector.pending.append(f"{item.group(2) or '-'} {item.group(3)}")
    elif not collector.pending and _UNDERLINE.match(following) and not _RULE.match(line):
        collector.add(BlockKind.HEADING, line, level=1 if "=" in following else 2)
        return 1
    else:
        text = re.sub(r"^\s*>+\s?", "", line).strip()
        if collector.pending and _breaks(collector.pending[-1], text):
            collector.flush()
        collector.pending.append(text)
        if line.endswith(("  ", "\\")):  # a hard line break
            collector.flush()
    return 0


def _breaks(before: str, text: str) -> bool:
    """Whether a line in the middle of a paragraph begins another: a masthead or signature has a body, its superior, the national title and
    a post in capitals on lines of their own, which no prose follows on the same line."""
    if any(part.count("**") % 2 for part in (before, text)):
        return False
    if MOTTO.fullmatch(fold(plain(before))):
        return True
    first, second = is_capitals(before), is_capitals(text)
    if first and second:
        return all(map(begins_like_issuer, (_FOR.sub("", plain(before)), plain(text))))  # "TRÊN ĐỊA" of a title goes on with "BÀN TỈNH"
    capitals, other = (before, text) if first else (text, before)
    return first != second and len(capitals.split()) > 1 and any(map(str.islower, other))  # "NĂM" goes on with "2026"


def _is_table_rule(line: str) -> bool:
    """Whether a line is that of dashes between the heading row of a table and its body: "|---|:--:|"."""
    return all(map(_RULE_CELL.fullmatch, line.strip().removeprefix("|").removesuffix("|").split("|")))


def _read_table(lines: Sequence[str], *, start: int, collector: _Collector) -> int:
    """Add the pipe table whose heading row is line `start`; the number of the line after it."""
    collector.flush()
    rows = [_cells(lines[start])]
    number = start + 2
    while number < len(lines) and "|" in lines[number] and lines[number].strip():
        rows.append(_cells(lines[number]))
        number += 1
    collector.blocks.extend(table_rows(rows, marked={0}))
    return number


def _cells(line: str) -> list[GridCell]:
    cells = _CELL_BORDER.split(line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return [GridCell(column=column, text=plain(cell.replace("\\|", "|"))) for column, cell in enumerate(cells)]


def _without_comments(text: str) -> str:
    """`text` without <!-- ... -->; one that is never closed is text."""
    parts, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        parts.append(text[at:begin])
        at = end + len("-->")
    return "".join((*parts, text[at:]))


def plain(text: str) -> str:
    """`text` without Markdown's marks: links and emphasis give their words, pictures nothing."""
    text = re.sub(r"!\[[^\]\[]{0,500}\]\([^)(]{0,2000}\)", "", text)
    text = re.sub(r"\[([^\]\[]{0,500})\]\([^)(\s]{0,2000}(?:\s{1,9}\"[^\"\n]{0,500}\")?\)", r"\1", text)
    text = re.sub(r"<(https?://[^<>\s]{1,2000})>", r"\1", text)
    text = re.sub(r"</?(?:br|b|i|u|em|strong|sup|sub|span|p|div|a)\b[^<>]{0,1000}>", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1", r"\2", text)
    text = _EMPHASIS_LEFT.sub(r"\1", text) if text.count("**") % 2 == 0 else text
    text = re.sub(r"(?<![\w*])\*(?=[^\s*)])(.{1,500}?)(?<=[^\s*(])\*(?![\w*])", r"\1", text)
    text = _SLANTED_LEFT.sub(r"\1", text) if text.count("*") % 2 == 0 else _STAR_LEFT.sub("", text.strip())
    text = _UNPAIRED.sub("", text) if re.match(r"\*{1,3}[^\s*)]", text) else text
    text = re.sub(r"(?<![\w_])_(?=[^\s_])(.{1,500}?)(?<=[^\s_])_(?![\w_])", r"\1", text)
    text = re.sub(r"`([^`]{1,500})`", r"\1", text)
    text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|>])", r"\1", text)
    return " ".join(text.split())


def _fields(matter: str) -> dict[str, str]:
    """The plain `name: value` lines of a front matter."""
    found = re.findall(r"^([A-Za-z_]{1,60}):[ \t]*+(\S.*)$", matter, re.MULTILINE)
    return {name.lower(): value.rstrip().strip("\"'") for name, value in found}


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
