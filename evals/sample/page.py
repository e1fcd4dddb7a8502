"""Sets a manuscript as a saved web page, with the furniture that such pages have: menus, share buttons, related headlines, comments."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from evals.sample.manuscript import SAMPLE_MARK, Line, LineKind, Manuscript

_SKINS = Path(__file__).parent / "content" / "skins"
_PLAIN_FIELDS = ("site", "address", "section", "headline", "author", "published", "shown")


def set_page(manuscript: Manuscript, *, target: Path) -> None:
    """Writes the HTML page in the skin that the manuscript names (newspaper, magazine or portal)."""
    skin = Template((_SKINS / f"{manuscript.field('skin')}.html").read_text(encoding="utf-8"))
    fields = {name: escape(manuscript.field(name)) for name in _PLAIN_FIELDS}
    lead, *rest = manuscript.body
    page = skin.substitute(
        fields,
        mark=SAMPLE_MARK,
        lead=escape(lead.text),
        body=_body(rest),
        figure=_figure(manuscript.field("caption")),
        tags=_items(manuscript.lines("tags")),
        related=_items(manuscript.lines("related")),
        comments=_comments(manuscript.lines("comments")),
    )
    target.write_text(page, encoding="utf-8", newline="\n")


def _body(lines: list[Line]) -> str:
    """Paragraphs, and one table for the rows among them."""
    rows = [line for line in lines if line.kind is LineKind.TABLE_ROW]
    parts: list[str] = []
    for line in lines:
        if line.kind is not LineKind.TABLE_ROW:
            parts.append(f"<p>{escape(line.text)}</p>")
        elif line is rows[0]:
            parts.append(_table(rows))
    return "\n".join(parts)


def _table(rows: list[Line]) -> str:
    """A table whose first row is its head."""
    marked = [_row(row, tag="th" if at == 0 else "td") for at, row in enumerate(rows)]
    return f'<table border="1">\n<thead>\n{marked[0]}\n</thead>\n<tbody>\n' + "\n".join(marked[1:]) + "\n</tbody>\n</table>"


def _row(row: Line, *, tag: str) -> str:
    """One row of cells."""
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row.cells) + "</tr>"


def _figure(caption: str) -> str:
    """A picture, which a saved page has lost, with its caption; nothing without one."""
    return f'<figure><img src="anh.jpg" alt=""><figcaption>{escape(caption)}</figcaption></figure>' if caption else ""


def _items(lines: list[str]) -> str:
    """Linked list items."""
    return "\n".join(f'<li><a href="#">{escape(line)}</a></li>' for line in lines)


def _comments(lines: list[str]) -> str:
    """Readers' comments, each written "name~words"."""
    pairs = (line.partition("~") for line in lines)
    return "\n".join(f'<li class="comment"><b>{escape(name)}</b><p>{escape(words)}</p></li>' for name, _, words in pairs)
