"""A document without pages in its own order: headings, paragraphs, lists, tables, a range of it marked. All text is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ingest.names.span import Span
from ingest.passage import Passage, PassageKind

AROUND = 40
"""Passages before and after the place that are shown at first, and that "more" adds: some ten screens."""
_CELL = " | "
_ITEM = re.compile(r"\s*(?:[-–—+•*]|\d{1,2}[.)]|[a-zđ]{1,2}[.)])\s")
_DEEPEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a document's text and its range in its passage. `kind` is "heading", "item", "paragraph", "masthead", "row", or "columns"
    for the line over the rows of a table."""

    kind: str
    passage: Passage
    start: int
    end: int
    level: int = 0


def text_html(passages: Sequence[Passage], *, place: tuple[str, Span] | None, page: str = "") -> str:
    """The passages as HTML, what `place` names (the id of a passage and a range in it) in <mark>. `page` is what stands where another
    page begins, with {page} for its number; "" where a document has none."""
    html: list[str] = []
    table: list[Part] = []
    head: Part | None = None
    shown_page = passages[0].page if passages else None
    for part in _parts(passages):
        number = part.passage.page_of(part.start)
        if table and (part.kind != "row" or _columns(part) != _columns(table[0])):
            html.append(_table(table, head, place=place))
            table, head = [], None
        if page and number is not None and number != shown_page and not table:
            html.append(f'<p class="page-break">{escape(page.format(page=number))}</p>')
            shown_page = number
        if part.kind == "columns":
            head = part
        elif part.kind == "row":
            table.append(part)
        else:
            html.append(_block(part, place=place))
    if table:
        html.append(_table(table, head, place=place))
    return "".join(html)


def _parts(passages: Sequence[Passage]) -> Iterator[Part]:
    for at, passage in enumerate(passages):
        if passage.kind is PassageKind.ROW:
            yield Part(kind="row", passage=passage, start=0, end=len(passage.text))
            continue
        following = passages[at + 1] if at + 1 < len(passages) else None
        columns = following.headings[-1] if following and following.kind is PassageKind.ROW and following.headings else None
        for start, end in _lines(passage.text):
            line = passage.text[start:end]
            if passage.kind is PassageKind.MASTHEAD:
                yield Part(kind="masthead", passage=passage, start=start, end=end)
            elif line == columns and _CELL in line:
                yield Part(kind="columns", passage=passage, start=start, end=end)
            elif (level := _level(line, passage.headings)) > 0:
                yield Part(kind="heading", passage=passage, start=start, end=end, level=level)
            else:
                yield Part(kind="item" if _ITEM.match(line) else "paragraph", passage=passage, start=start, end=end)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _level(line: str, headings: Sequence[str]) -> int:
    """The depth, from 1, of the heading that a line is; 0 for any other line."""
    said = " ".join(line.split())
    return next((min(depth, _DEEPEST) for depth, heading in enumerate(headings, 1) if " ".join(heading.split()) == said), 0)


def _columns(part: Part) -> str:
    """The heading row of the table that a row stands in; "" where it has none."""
    headings = part.passage.headings
    return headings[-1] if headings and _CELL in headings[-1] else ""


def _block(part: Part, *, place: tuple[str, Span] | None) -> str:
    said = _marked(part.passage, (part.start, part.end), place=place)
    if part.kind == "heading":
        return f'<h{part.level + 2} class="text-heading">{said}</h{part.level + 2}>'
    return f'<p class="text-{part.kind}">{said}</p>'


def _table(rows: Sequence[Part], head: Part | None, *, place: tuple[str, Span] | None) -> str:
    """Rows under the names of their columns: as they stand in the text where that is shown, else as the rows remember them."""
    columns = "".join(_cells(head, "th", place=place)) if head else ""
    if not columns and (named := _columns(rows[0])):
        columns = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in named.split(_CELL))
    body = "".join(f"<tr>{''.join(_cells(row, 'td', place=place))}</tr>" for row in rows)
    headed = f"<thead><tr>{columns}</tr></thead>" if columns else ""
    return f'<div class="text-table" tabindex="0"><table>{headed}<tbody>{body}</tbody></table></div>'


def _cells(part: Part, name: str, *, place: tuple[str, Span] | None) -> Iterator[str]:
    start = part.start
    for cell in part.passage.text[part.start : part.end].split(_CELL):
        scope = ' scope="col"' if name == "th" else ""
        yield f"<{name}{scope}>{_marked(part.passage, (start, start + len(cell)), place=place)}</{name}>"
        start += len(cell) + len(_CELL)


def _marked(passage: Passage, span: Span, *, place: tuple[str, Span] | None) -> str:
    """A range of a passage as HTML, what of it the place names in <mark>."""
    start, end = span
    if place is None or place[0] != passage.id:
        return escape(passage.text[start:end])
    first, last = max(start, place[1][0]), min(end, place[1][1])
    if first >= last:
        return escape(passage.text[start:end])
    before, within, after = passage.text[start:first], passage.text[first:last], passage.text[last:end]
    return f"{escape(before)}<mark>{escape(within)}</mark>{escape(after)}"
