"""HTML to raw blocks: saved news articles and documents put out as web pages. Only this and the other `html_` modules import bs4."""

from __future__ import annotations

import codecs
import dataclasses
import datetime
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from ingest.document import BlockKind
from ingest.errors import PASSED_ON, EmptyFile
from ingest.layout.structure import RawBlock
from ingest.names.dates import first_day
from ingest.readers.cell_grid import GridCell, table_rows
from ingest.readers.html_article import WebArticle, find_article, states_article, without_unseen
from ingest.readers.html_parts import BLOCKS, is_data_table, is_defined, is_scrap_of_way, link_share, own_rows, page_fields
from ingest.readers.html_visibility import take_out_unseen
from ingest.readers.inner_tables import rows_in_cell
from ingest.readers.reading import Reading
from ingest.readers.text import decode
from ingest.readers.unread_parts import counted
from ingest.text.legibility import Legibility, legibility
from ingest.text.raised import as_raised, settled
from ingest.text.vietnamese import fold

logger = logging.getLogger(__name__)

_SET = ("a", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LONGEST_HEADING = 250
_ALL_LINK = 0.9
_LONGEST_SCRAP = 100
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*+=\s*+(?:["']\s*+)?([A-Za-z0-9_\-]+)""")
_DATE_FIELDS = (
    "article:published_time", "datepublished", "og:article:published_time", "pubdate", "publishdate", "publish-date", "publication_date",
    "dc.date.issued", "dc.date", "date",
)  # fmt: skip
_DATE_LINE_LENGTH = 60
_STRUCK = re.compile(r"<(/?)(?:s|strike)(?=[\s>])", re.IGNORECASE)
"""The parser ends these before a paragraph, which browsers show struck out; <del> it leaves around one."""
_TAG = re.compile(r"<[^<>]{0,2000}>")


def read(path: Path) -> Reading:
    """The blocks of the main article of a web page, its title and the day it appeared. Raises EmptyFile, DamagedFile."""
    text, notes = _decode(path.read_bytes(), name=path.name)
    text = _STRUCK.sub(r"<\1del", text)
    page = _parsed(text)
    _settle_raised(page)
    date, stated = _stated_date(page), states_article(page)
    unseen = take_out_unseen(page)
    title = _title(page)
    frames = [(frame, frame.parent) for frame in page.find_all(["iframe", "frame", "object", "embed"])]
    body = without_unseen(page)
    article = _article(body, stated=stated, title=title)
    unseen_notes = (*unseen.notes_on(article.element), *_notes_on_frames(frames, article=article.element))
    date = date or _date_line(page, title=title)
    walk = _Walk(links=not article.stated)
    found = tuple(walk.blocks(article.element))
    blocks = tuple(block for block in found if not is_scrap_of_way(block.text))
    blocks = _from_heading(blocks, title=title) if article.stated else blocks
    around: tuple[str, ...]
    scraps = (Counter(block.text for block in found) - Counter(block.text for block in blocks)).elements()
    around = (*scraps, *_texts_around(article, body=body), *walk.left_out)
    if not any(map(str.isalnum, "".join(block.text for block in blocks))):  # a page of nothing but links, a list of them
        page = _parsed(text)
        _settle_raised(page)
        take_out_unseen(page)
        blocks = tuple(_Walk(links=True).blocks(without_unseen(page)))
        around = ()
    if not blocks:
        raise EmptyFile(f"{path.name} shows no text of its own: open the page in a browser, save it as PDF and ingest that.")
    return Reading(blocks=blocks, title=title, date=date, notes=(*notes, *unseen_notes), article=article.stated or None, around=around)


def _parsed(text: str) -> BeautifulSoup:
    return BeautifulSoup(re.sub(r"\A\s*+<\?xml[^>]*+>", "", text), "lxml")


def _article(body: Tag, *, stated: bool, title: str) -> WebArticle:
    """The matter of a page; all of it where that cannot be made out."""
    try:
        return find_article(body, stated=stated, title=title)
    except PASSED_ON:
        raise
    except Exception:
        logger.info("the matter of a page could not be made out", exc_info=True)
    return WebArticle(element=body, stated=False)


def _texts_around(article: WebArticle, *, body: Tag) -> Iterator[str]:
    """The lines of what stands around an article. Changes `body`: the article is taken out."""
    parts = article.around
    if article.element is not body:
        article.element.extract()
        parts = (body, *parts)
    for part in parts:
        yield from (block.text for block in _Walk(links=True).blocks(part))


def _settle_raised(page: BeautifulSoup) -> None:
    """Join raised figures to the text before them as the powers of its units, and take out the marks of notes."""
    raised = page.find_all("sup")
    for mark in raised:
        if (text := as_raised(_words(mark))) != _words(mark):
            mark.replace_with(text)
    if raised:
        page.smooth()
        for found in page.find_all(string=True):
            if (text := settled(str(found))) != found and not isinstance(found, PreformattedString):
                found.replace_with(text)


def _from_heading(blocks: tuple[RawBlock, ...], *, title: str) -> tuple[RawBlock, ...]:
    """The blocks of an article from the heading that is its title on, where only scraps stand before it: the section, a date."""
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.text.casefold() == title.casefold():
            return blocks[number:]
        if len(block.text) > _LONGEST_SCRAP or block.kind is BlockKind.TABLE_ROW:
            break
    return blocks


def _decode(data: bytes, *, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a page: UTF-8 where it is that, whatever it says; else the encoding it states, where it makes words; else as any text."""
    try:
        data.decode()
    except UnicodeDecodeError:
        stated = _CHARSET.search(data[:4096])
        try:
            if stated and (codec := codecs.lookup(stated.group(1).decode("ascii"))).name != "utf-8":
                text = data.decode(codec.name, errors="replace")
                if legibility(_TAG.sub(" ", text)) is Legibility.READABLE:
                    return text, ()
        except LookupError:
            pass  # a charset that does not exist: told from the bytes, below
    return decode(data, name=name)


class _Walk:
    """One pass over an article, in reading order; text outside any paragraph is gathered until the next block begins."""

    def __init__(self, *, links: bool) -> None:
        """With `links`, paragraphs and items that only lead elsewhere are taken for text."""
        self._links = links
        self.left_out: list[str] = []
        self._inline: list[str] = []

    def blocks(self, root: Tag) -> Iterator[RawBlock]:
        yield from self._inside(root, kind=BlockKind.PARAGRAPH)
        yield from self._flush(BlockKind.PARAGRAPH)

    def _inside(self, parent: Tag, *, kind: BlockKind, level: int = 0) -> Iterator[RawBlock]:
        for child in parent.children:
            yield from self._element(child, kind=kind, level=level)

    def _element(self, element: PageElement, *, kind: BlockKind, level: int) -> Iterator[RawBlock]:
        if isinstance(element, NavigableString):
            if not isinstance(element, PreformattedString):  # comments and the like
                self._inline.append(re.sub(r"\s+", " ", str(element)))
        elif not isinstance(element, Tag):
            return
        elif element.name == "br":
            yield from self._flush(kind, level=level)
        elif element.name not in BLOCKS:
            yield from self._inside(element, kind=kind, level=level)
        else:
            term = element.find_previous_sibling(True) if element.name == "dd" else None
            if term is None or not (term.name == "dt" and is_defined(term)):
                yield from self._flush(kind, level=level)
            yield from self._block(element, kind=kind)

    def _block(self, element: Tag, *, kind: BlockKind) -> Iterator[RawBlock]:
        level = _HEADINGS.get(element.name, 0)
        if element.name == "table" and is_data_table(element):
            yield from _rows(element)
        elif element.name in ("ul", "ol"):
            yield from self._list(element)
        elif element.name in ("p", "dd", "dt") and self._only_leads_elsewhere(element):
            return  # a headline that leads elsewhere
        elif element.name == "dt" and is_defined(element):
            self._inline.append(f"{_words(element).rstrip(' :')}: ")  # the definition goes on with it
        else:
            kind = BlockKind.HEADING if level else kind
            yield from self._inside(element, kind=kind, level=level)
            yield from self._flush(kind, level=level)

    def _list(self, element: Tag) -> Iterator[RawBlock]:
        start = str(element.get("start", "1"))
        number = int(start) if start.isdigit() else 1
        for item in element.children:
            if not isinstance(item, Tag):
                continue
            if item.name != "li":
                yield from self._element(item, kind=BlockKind.LIST_ITEM, level=0)
            elif not self._only_leads_elsewhere(item):
                self._inline.append(f"{number}. " if element.name == "ol" else "- ")
                yield from self._item(item)
                number += 1

    def _only_leads_elsewhere(self, element: Tag) -> bool:
        leads = not self._links and link_share(element) >= _ALL_LINK
        if leads and (text := _words(element)):
            self.left_out.append(text)
        return leads

    def _item(self, item: Tag) -> Iterator[RawBlock]:
        """A list item, its mark being gathered already: a paragraph right at its start belongs to the mark."""
        for child in item.children:
            if isinstance(child, Tag) and child.name in ("p", "div") and len(self._inline) == 1:
                yield from self._inside(child, kind=BlockKind.LIST_ITEM)
                yield from self._flush(BlockKind.LIST_ITEM)
            elif not (isinstance(child, NavigableString) and not child.strip()):
                yield from self._element(child, kind=BlockKind.LIST_ITEM, level=0)
        yield from self._flush(BlockKind.LIST_ITEM)

    def _flush(self, kind: BlockKind, *, level: int = 0) -> Iterator[RawBlock]:
        text = " ".join("".join(self._inline).split())
        self._inline.clear()
        if text and not re.fullmatch(r"-|\d+\.", text):
            is_heading = kind is BlockKind.HEADING and len(text) <= _LONGEST_HEADING
            kind = BlockKind.PARAGRAPH if kind is BlockKind.HEADING and not is_heading else kind
            yield RawBlock(kind=kind, text=text, level=level if is_heading else 0)


def _rows(table: Tag) -> Iterator[RawBlock]:
    """The caption and the rows of a table of data. A cell that spans rows counts for each of them."""
    caption = table.find("caption")
    if isinstance(caption, Tag) and (text := _words(caption)):
        yield RawBlock(kind=BlockKind.PARAGRAPH, text=text)
    rows = own_rows(table)
    marked = {
        number
        for number, (row, cells) in enumerate(rows)
        if row.find_parent("thead") is not None or all(cell.name == "th" for cell in cells)
    }
    running: dict[int, tuple[int, GridCell]] = {}  # column -> rows left, the cell that runs on
    yield from table_rows([_grid_cells(cells, running=running) for _, cells in rows], marked=marked)


def _grid_cells(cells: Sequence[Tag], *, running: dict[int, tuple[int, GridCell]]) -> list[GridCell]:
    """The cells of a row with those that run on into it from above, which `running` holds and passes on."""
    row: list[GridCell] = []
    column = 0
    waiting = list(cells)
    while waiting or column in running:
        if column in running:
            left, found = running.pop(column)
            found = dataclasses.replace(found, continued=True)
        else:
            cell = waiting.pop(0)
            left = _span(cell, "rowspan")
            found = GridCell(column=column, text=_cell_text(cell).replace(" | ", " "), span=_span(cell, "colspan"))
        if left > 1:
            running[column] = (left - 1, found)
        row.append(found)
        column += found.span
    return row


def _cell_text(cell: Tag) -> str:
    """The words of a cell, parts of a word in one piece however they are set; a table in it as what its rows say."""
    for table in cell.find_all("table"):
        if isinstance(table.parent, Tag) and table.find_parent("table") is cell.find_parent("table"):
            rows = [[_cell_text(inner) for inner in cells] for _, cells in own_rows(table)]
            table.replace_with(f" {rows_in_cell(rows)} ")
    for part in cell.find_all(_SET):
        part.unwrap()
    cell.smooth()
    return _words(cell)


def _notes_on_frames(frames: Sequence[tuple[Tag, Tag | None]], *, article: Tag) -> tuple[str, ...]:
    """A sentence on what an article shows out of other files; `frames` are those of the page, each with what it stood in."""
    held = [frame for frame, around in frames if around is not None and (around is article or article in around.parents)]
    names = [str(frame.get("title") or frame.get("src") or frame.get("data") or "") for frame in held]
    said = counted(len(held), "frame with another page or file was", "frames with other pages or files were", names=names)
    return (said,) if said else ()


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(max(int(value), 1), 1000) if value.isdigit() else 1


def _words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def _title(page: BeautifulSoup) -> str:
    """The page's title, without the site's name: the first heading where the stated title repeats it."""
    stated = _meta(page_fields(page), ("og:title", "twitter:title")) or (_words(page.title) if page.title else "")
    for heading in page.find_all("h1"):
        text = _words(heading)
        if text and (not stated or text.casefold() in stated.casefold()):
            return text
    without_site = re.split(r"(?<!\s)\s++[|–—-]\s++(?=[^|–—-]{2,40}$)", stated)[0]
    return without_site if len(without_site) >= len(stated) // 2 else stated


def _meta(fields: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((fields[name] for name in names if name in fields), "")


def _stated_date(page: BeautifulSoup) -> datetime.date | None:
    """The day the page says it appeared: in its meta fields, its JSON-LD, or the first <time>."""
    linked = re.search(r'"datePublished"\s*+:\s*+"([^"]{1,100})"', " ".join(script.get_text() for script in page.find_all("script")))
    times = [str(time.get("datetime") or _words(time)) for time in page.find_all("time")[:1]]
    for text in (_meta(page_fields(page), _DATE_FIELDS), linked.group(1) if linked else "", *times):
        if (date := first_day(fold(text))) is not None:
            return date
    return None


def _date_line(page: BeautifulSoup, *, title: str) -> datetime.date | None:
    """The date of a short line by itself ("Thứ tư, 31/03/2021 14:17"), the first one after the title if there is one."""
    lines = [line for line in (" ".join(text.split()) for text in page.stripped_strings) if line]
    start = next((number for number, line in enumerate(lines) if title and line.casefold() == title.casefold()), 0)
    for line in lines[start:] + lines[:start]:
        if len(line) <= _DATE_LINE_LENGTH and (date := first_day(fold(line))) is not None:
            return date
    return None
