"""What the parts of a web page are made of: text, prose, links, tables of data, the words of an imprint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from ingest.layout.boilerplate import heads_others, is_imprint
from ingest.readers.inner_tables import lays_out
from ingest.text.vietnamese import fold

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_NO_LINE = ("p", "div", "ul", "ol", "table", "dl", "br")
_PROSE_LENGTH = 60
_PROSE_LINKS = 0.3
_LEAVES = frozenset({"p", "li", "td", "th", "blockquote", "dd", "pre"})
_BOXES = frozenset({"div", "section", "article", "main", "body", "td", "li", "span", "font", "center"})
"""Where text may stand without a paragraph around it, its lines parted by <br>."""
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|odt|ods|rtf|zip|rar|pptx?)(?:$|[?#])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Of one element: characters of text, of prose (long in one place and not mostly links) and of links to other pages; the number of
    these; whether a first heading, a table of data or a line of an imprint stands in it, and whether it begins with "Tin liên quan"."""

    length: int = 0
    prose: int = 0
    linked: int = 0
    links: int = 0
    has_title: bool = False
    has_table: bool = False
    has_imprint: bool = False
    heads_others: bool = False
    has_leaf: bool = False
    begins: str = ""

    @property
    def link_share(self) -> float:
        """The share of its characters that are links to elsewhere, 0 to 1; 0 where it has no text."""
        return self.linked / self.length if self.length else 0.0


def measured(body: Tag) -> Mapping[int, Measure]:
    """The measures of `body` and every element in it, by `id()`: one pass from the last to the first, children before parents."""
    measures: dict[int, Measure] = {}
    for element in (*reversed(body.find_all(True)), body):
        measures[id(element)] = _measure(element, measures=measures)
    return measures


def _measure(element: Tag, *, measures: Mapping[int, Measure]) -> Measure:
    inner = [measures[id(child)] for child in element.children if isinstance(child, Tag)]
    strings = [str(child).strip() for child in element.children if _is_text(child)]
    own = sum(map(len, strings))
    length = own + sum(one.length for one in inner)
    is_link = element.name == "a" and _leads_out(element)
    linked = length if is_link else sum(one.linked for one in inner)
    leaf = element.name in _LEAVES and not any(one.has_leaf for one in inner)
    if leaf:
        prose = length if length >= _PROSE_LENGTH and linked < _PROSE_LINKS * length else 0
    else:
        prose = sum(one.prose for one in inner) + (own if own >= _PROSE_LENGTH and element.name in _BOXES else 0)
    begins = _beginning(element, measures=measures)
    return Measure(
        length=length,
        prose=prose,
        linked=linked,
        links=int(is_link and length > 0) or sum(one.links for one in inner),
        has_title=element.name == "h1" or any(one.has_title for one in inner),
        has_table=any(one.has_table for one in inner) or (element.name == "table" and linked < length / 2 and is_data_table(element)),
        has_imprint=any(one.has_imprint for one in inner) or any(is_imprint(text) for text in strings),
        heads_others=heads_others(begins),
        has_leaf=element.name in _LEAVES or any(one.has_leaf for one in inner),
        begins=begins,
    )


def _is_text(child: object) -> bool:
    return isinstance(child, NavigableString) and not isinstance(child, PreformattedString)


def _beginning(element: Tag, *, measures: Mapping[int, Measure]) -> str:
    """The first words of an element that stand together."""
    for child in element.children:
        text = measures[id(child)].begins if isinstance(child, Tag) else str(child).strip() if _is_text(child) else ""
        if text:
            return text[:200]
    return ""


def _leads_out(link: Tag) -> bool:
    """Whether a link leads to another page: not to a place in this one, a telephone or a file that belongs to it."""
    address = str(link.get("href", "#top"))
    return not re.match(r"#.|tel:|mailto:", address, re.IGNORECASE) and not _FILE.search(address)


def link_share(element: Tag) -> float:
    """The share of an element's characters that are links to elsewhere, 0 to 1; 0 where it has no text."""
    length = len(element.get_text().strip())
    linked = sum(len(link.get_text().strip()) for link in element.find_all("a") if _leads_out(link))
    return min(1.0, linked / length) if length else 0.0


def own_rows(table: Tag) -> list[tuple[Tag, list[Tag]]]:
    """The rows of `table` with their cells, without those of tables inside it."""
    rows = [row for row in table.find_all("tr") if next((above for above in row.parents if above.name == "table"), None) is table]
    cells = ([cell for cell in row.children if isinstance(cell, Tag) and cell.name in ("td", "th")] for row in rows)
    return [(row, found) for row, found in zip(rows, cells, strict=True) if found]


def is_data_table(table: Tag) -> bool:
    """Whether a table holds data rather than laying out the page: a heading cell or lines, or at least three rows of columns."""
    rows = own_rows(table)
    widths = [len(cells) for _, cells in rows]
    if len(rows) < 2 or max(widths) < 2 or table.get("role") == "presentation":
        return False
    inner = [len(one.get_text()) for one in table.find_all("table") if one.find_parent("table") is table]
    names_columns = all(cell.name == "th" for cell in rows[0][1]) and len(rows[0][1]) > 1
    first_row = [" ".join(cell.get_text(" ").split()) for cell in rows[0][1]]
    if inner and not names_columns and lays_out(len(table.get_text()), inner, first_row=first_row):
        return False
    lines = str(table.get("border", "0")).strip() not in ("", "0")
    headed = any(cell.name == "th" for _, cells in rows for cell in cells)
    return lines or headed or sum(width >= 2 for width in widths) >= 3


def is_defined(term: Tag) -> bool:
    """Whether a term of a list is a label whose one definition is short enough to stand on its line."""
    before, after = term.find_previous_sibling(True), term.find_next_sibling(True)
    alone = before is None or before.name == "dd"
    return bool(term.get_text().strip()) and alone and after is not None and after.name == "dd" and after.find(_NO_LINE) is None


def page_fields(page: BeautifulSoup) -> Mapping[str, str]:
    """The fields that a page states in its head, by name in small letters; of several of one name the first that is filled."""
    fields: dict[str, str] = {}
    for tag in page.find_all("meta"):
        content = " ".join(str(tag.get("content", "")).split())
        for key in ("property", "name", "itemprop"):
            name = str(tag.get(key, "")).lower()
            if name and content:
                fields.setdefault(name, content)
    return fields


def is_scrap_of_way(text: str) -> bool:
    """Whether a line is the way to the page: "Trang chủ / Chỉ đạo"."""
    return bool(re.match(r"(?:trang\s+chu|home)\b", fold(text.strip())))
