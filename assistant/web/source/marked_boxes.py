"""Where the words of a quote stand on its pages, as rectangles to be laid over their pictures."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.web.source.aligned_text import cells_of, found_again, letter_count
from assistant.web.source.row_extent import Level
from ingest.names.span import Span
from ingest.placed_words import PlacedWord
from ingest.readers.shown_pages import PageText, Rectangle
from ingest.task import Box

_ALL = 0.97
"""Share of the letters of a quote from which it counts as found whole: a raised mark or a sign may have been read otherwise."""
_PARTLY = 0.3
_GAP = 2.5
"""Heights of a line that may stand between two letters of one rectangle: a wider gap parts columns and cells."""
_LONG_CELL = 16
"""Letters of a cell that may stand outside its row altogether."""
_SAME = 0.8
"""Share of the letters of a cell in its row that are where they were found without knowing the row."""
_EDGE = 5.0
"""Points by which a letter may stand over the edge of its row."""
_SIDE, _ABOVE = 1.0, 0.8
"""Points by which a rectangle reaches beyond the letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A rectangle on a page, as shares (0 to 1) of the page's width and height from its top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The rectangles of a quote, page by page. `share` is how much of its letters they hold, 0 to 1: none are given where it is little."""

    marks: tuple[Mark, ...] = ()
    share: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether the quote was found from end to end."""
        return self.share >= _ALL


def marks_of(text: str, quote: Span, pages: Sequence[PageText], *, row: bool = False, within: Sequence[Box] = ()) -> Marks:
    """The rectangles of the range `quote` of a passage's `text` on the pages that the passage stands on. `row`: it is a row of a table, and
    `within` are the rectangles of the row where they are known."""
    characters, boxes, owners = _joined(pages)
    start, end = quote
    levels = _levels(boxes, owners) if row else ()
    places = found_again(text, characters, levels=levels)
    if within:
        inside = [at for at, box in enumerate(boxes) if box is None or _stands_in(box, owners[at].number, within)]
        places = _of_row(text, found_again(text, "".join(characters[at] for at in inside)), inside, elsewhere=places)
    found = places[start:end]
    wanted = letter_count(text[start:end])
    share = sum(place >= 0 for place in found) / wanted if wanted else 0.0
    if share < _PARTLY:
        return Marks(share=share)
    marks: list[Mark] = []
    for page, rectangle in _rectangles([place for place in found if place >= 0], characters, boxes, owners):
        x0, top, x1, bottom = rectangle
        width, height = max(1.0, page.width), max(1.0, page.height)
        marks.append(
            Mark(
                page=page.number,
                x0=max(0.0, (x0 - _SIDE) / width),
                top=max(0.0, (top - _ABOVE) / height),
                x1=min(1.0, (x1 + _SIDE) / width),
                bottom=min(1.0, (bottom + _ABOVE) / height),
            )
        )
    return Marks(marks=tuple(marks), share=share)


def _stands_in(box: Rectangle, page: int, within: Sequence[Box]) -> bool:
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(
        one.page == page and one.x0 - _EDGE <= across <= one.x1 + _EDGE and one.top - _EDGE <= down <= one.bottom + _EDGE for one in within
    )


def _of_row(text: str, found: Sequence[int], inside: Sequence[int], *, elsewhere: list[int]) -> list[int]:
    """Where the characters of a row stand: `found` among those `inside` its rectangles; cells that are not whole there `elsewhere`, since
    a cell may belong to several rows. All of them elsewhere where the rectangles hold little of the row, as those of a turned page do."""
    places = [inside[place] if place >= 0 else -1 for place in found]
    if sum(place >= 0 for place in places) < _PARTLY * letter_count(text):
        return elsewhere
    for start, end in cells_of(text):
        wanted = letter_count(text[start:end])
        here = [at for at in range(start, end) if places[at] >= 0]
        there = sum(place >= 0 for place in elsewhere[start:end])
        same = sum(places[at] == elsewhere[at] for at in here)
        if len(here) < _ALL * wanted <= there and (same >= _SAME * len(here) if here else wanted >= _LONG_CELL):
            places[start:end] = elsewhere[start:end]
    return places


def page_of_words(words: Sequence[PlacedWord], *, number: int, size: tuple[float, float]) -> PageText:
    """A page read by OCR as its characters: those of a word share its rectangle evenly. `size` is the page's, in points."""
    characters: list[str] = []
    boxes: list[Rectangle | None] = []
    for word in words:
        text = unicodedata.normalize("NFC", word.text)
        step = (word.box.x1 - word.box.x0) / max(1, len(text))
        for at, character in enumerate(text):
            characters.append(character)
            boxes.append((word.box.x0 + at * step, word.box.top, word.box.x0 + (at + 1) * step, word.box.bottom))
        characters.append(" ")
        boxes.append(None)
    return PageText(number=number, width=size[0], height=size[1], text="".join(characters), boxes=tuple(boxes))


def _joined(pages: Sequence[PageText]) -> tuple[str, list[Rectangle | None], list[PageText]]:
    """(the characters of all pages in NFC, with their rectangles, and the page of each)."""
    characters: list[str] = []
    boxes: list[Rectangle | None] = []
    owners: list[PageText] = []
    for page in pages:
        for character, box in _composed(page):
            characters.append(character)
            boxes.append(box)
            owners.append(page)
        characters.append("\n")
        boxes.append(None)
        owners.append(page)
    return "".join(characters), boxes, owners


def _levels(boxes: Sequence[Rectangle | None], owners: Sequence[PageText]) -> list[Level]:
    """How far down which page each character stands."""
    return [(owner.number, (box[1] + box[3]) / 2 if box else 0.0) for box, owner in zip(boxes, owners, strict=True)]


def _composed(page: PageText) -> Iterator[tuple[str, Rectangle | None]]:
    """The characters of a page, marks that stand by themselves put on the letters before them."""
    held, box = "", None
    for character, place in zip(page.text, page.boxes, strict=True):
        if held and unicodedata.combining(character):
            held = unicodedata.normalize("NFC", held + character)[:1]
            continue
        if held:
            yield held, box
        held, box = unicodedata.normalize("NFC", character)[:1], place
    if held:
        yield held, box


def _rectangles(
    places: Sequence[int], characters: str, boxes: Sequence[Rectangle | None], owners: Sequence[PageText]
) -> Iterator[tuple[PageText, Rectangle]]:
    """Letters that stand beside each other in a line, as one rectangle; signs between them belong to it."""
    current: Rectangle | None = None
    last = -1
    for place in places:
        goes_on = last >= 0 and last < place and not any(map(str.isalnum, characters[last + 1 : place]))
        for at in range(last + 1, place + 1) if goes_on else (place,):
            box = boxes[at]
            if box is None:
                continue
            if current is not None and owners[at] is owners[last] and _beside(current, box):
                current = (min(current[0], box[0]), min(current[1], box[1]), max(current[2], box[2]), max(current[3], box[3]))
                continue
            if current is not None:
                yield owners[last], current
            current = box
        last = place
    if current is not None:
        yield owners[last], current


def _beside(line: Rectangle, box: Rectangle) -> bool:
    """Whether a letter stands in the line, near its end."""
    height = max(line[3] - line[1], box[3] - box[1], 1.0)
    level = line[1] - 0.2 * height <= (box[1] + box[3]) / 2 <= line[3] + 0.2 * height
    return level and -0.5 * height <= box[0] - line[2] <= _GAP * height
