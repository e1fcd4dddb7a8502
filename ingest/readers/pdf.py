"""PDF to raw blocks. Pages are judged one by one: "has text" is not "was read"."""

from __future__ import annotations

import dataclasses
import logging
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import PASSED_ON, DamagedFile, NoTextFound
from ingest.layout.mastheads import with_masthead_first
from ingest.layout.structure import Line, flow
from ingest.note import Note
from ingest.readers.page_images import printed_words, render_pages
from ingest.readers.page_names import name_pages
from ingest.readers.page_shapes import PageShapes, lines_of
from ingest.readers.pdf_fields import with_fields
from ingest.readers.pdf_layout import LaidOutPage, is_parted, laid_out_pages, whole_pages, with_layout
from ingest.readers.pdf_pages import PdfPage, Survey, letters, read_pages, survey
from ingest.readers.pdf_seen_copy import seen_copy
from ingest.readers.pdf_tables import shapes_of
from ingest.readers.reading import Reading
from ingest.readers.scans import INSTALL, MASTHEAD_DPI, OnPage, read_scans, with_masthead, with_scans
from ingest.readers.tesseract import is_installed
from ingest.readers.text_layers import advice, poor_layers

logger = logging.getLogger(__name__)

_SCAN_LETTERS = 150
"""The barest page that was really read (a last page with a signature) has 200 letters; a scanned one under a Gazette's running
head and a typed signature has 60 (corpus: NQ 115, page 2)."""
_READ_LETTERS = 20
_EDGE_LINES = 3
_TORN, _FEW_LINES = 2, 10
"""Lines of a text layer for each printed one. A masthead and a signature have two, an ordinary page has one."""


def read(path: Path, *, max_characters: int, on_page: OnPage | None = None) -> Reading:
    """The blocks of a PDF with their pages, scanned ones read by OCR, and notes that name the pages that were not read.

    `on_page` is told how many scanned pages are done, of how many. Raises NoTextFound where no page was read, ProtectedFile,
    DamagedFile, FileTooLarge.
    """
    with seen_copy(path) as (seen, unseen_notes):
        surveyed = survey(seen)
        drawn = _drawn(seen, surveyed, max_characters=max_characters)
        pages = read_pages(seen, max_characters=max_characters, known={number: page.text for number, page in drawn.laid_out.items()})
        laid_out = drawn.laid_out | whole_pages(shapes_of(seen, pages=_torn_pages(pages, drawn)))
    poor = _unread_pages(pages)
    layers = poor_layers(pages, but=poor)
    tried = read_scans(path, numbers=sorted((*poor, *layers.found)), on_page=on_page)
    scans = layers.settled(tried)
    unread = tuple(number for number in poor if number not in scans.pages)
    lost = layers.lost(scans, tried=tried)
    if not scans.pages:
        _refuse_unread(pages, unread=unread, lost=lost, name=path.name)
    layer = [Line(text=line, page=number) for number, page in enumerate(pages, 1) if number not in lost for line in page.text.splitlines()]
    lines = with_scans(layer, scans)
    laid_out = {number: page for number, page in laid_out.items() if number not in (*poor, *lost) and number not in scans.pages}
    scanned = _made_out(page.shapes for page in scans.pages.values())
    laid_out.update(scanned or {})
    lines, masthead_notes = with_masthead(
        with_masthead_first(with_layout(lines, laid_out) if laid_out else lines),
        draw=lambda: next(render_pages(path, [1], dpi=MASTHEAD_DPI)),
        stem=path.stem,
        scanned=1 in scans.pages,
        stamped=pages[0].stamped,
    )
    unfilled = [number for number in surveyed.fields if number not in laid_out]
    flowed = flow(lines)
    loose = Note(f"Tables of {path.name} were read as running text.", code="loose_tables", values={"name": path.name})
    misread = drawn.misread or scanned is None
    notes = (*((loose,) if misread else ()), *scans.notes, *masthead_notes, *unseen_notes, *_notes(pages, unread=unread))
    notes = (*notes, *layers.notes(scans, lost=lost), *_form_notes(surveyed, unfilled=unfilled, name=path.name))
    return Reading(
        blocks=flowed.blocks, page_count=len(pages), notes=notes, running=flowed.running, ocr=scans.confidences, words=scans.words
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """What the places of words and rules tell about the pages of a PDF: those that hold tables or columns, and how many lines are printed
    on each of the others that could be looked at."""

    laid_out: dict[int, LaidOutPage]
    line_counts: dict[int, int]
    misread: bool
    """Whether tables could not be made out."""


def _drawn(path: Path, surveyed: Survey, *, max_characters: int) -> _Drawn:
    """A page is read either by the places of its words or as running text, since each takes half of the time: what may hold tables or
    columns is told beforehand, by the lines drawn on it and by where its words stand."""

    def bounded(shapes: Iterable[PageShapes]) -> Iterator[PageShapes]:
        characters = 0
        for page in shapes:
            characters += sum(len(word.text) for word in page.words)
            if characters > max_characters:  # reading the pages will say so
                return
            yield dataclasses.replace(page, words=with_fields(page.words, surveyed.fields, number=page.number))

    numbers = sorted({*surveyed.ruled, *surveyed.fields})
    line_counts: dict[int, int] = {}
    parted: set[int] = set()
    try:
        for number, words in printed_words(path, but=tuple(numbers)):
            line_counts[number] = len(lines_of(words))
            if is_parted(words):
                parted.add(number)
    except OSError as error:
        logger.info("places of words cannot be told: %s", error)
    goes_on = {number + 1 for number in parted} & line_counts.keys()  # a table may, with a row or two
    numbers = sorted({*numbers, *parted, *goes_on})
    shapes = bounded(shapes_of(path, pages=numbers)) if numbers else ()
    made_out = _made_out(shapes, whole=surveyed.fields)
    return _Drawn(laid_out=made_out or {}, line_counts=line_counts, misread=made_out is None)


def _torn_pages(pages: Sequence[PdfPage], drawn: _Drawn) -> list[int]:
    """Numbers of the pages whose text layer has many more lines than are printed, since each word was put on the page by itself."""
    counts = {number: sum(map(bool, map(str.strip, page.text.splitlines()))) for number, page in enumerate(pages, 1)}
    return [
        number
        for number, printed in drawn.line_counts.items()
        if number not in drawn.laid_out and counts.get(number, 0) > _TORN * printed + _FEW_LINES
    ]


def _made_out(pages: Iterable[PageShapes], *, whole: Collection[int] = ()) -> dict[int, LaidOutPage] | None:
    """The pages with their tables; None where these cannot be made out."""
    try:
        return laid_out_pages(pages, whole=whole)
    except PASSED_ON:
        raise
    except Exception:  # a fault of ours, met on one odd table: its words are still worth reading
        logger.info("the tables of a PDF could not be made out", exc_info=True)
        return None


def _unread_pages(pages: Sequence[PdfPage]) -> tuple[int, ...]:
    """Numbers of the pages, from 1, whose text is no more than what stands around a scanned picture."""
    heads = _running_heads(pages)
    unread: list[int] = []
    for number, page in enumerate(pages, 1):
        own = sum(letters(line) for line in page.text.splitlines() if _shape(line) not in heads)
        if page.failed or (page.picture and own < _SCAN_LETTERS):
            unread.append(number)
    return tuple(unread)


def _running_heads(pages: Sequence[PdfPage]) -> frozenset[str]:
    """Shapes of lines at the top or foot of a page that come on at least three pages, or on both of two."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.text.splitlines() if line.strip()]
        counts.update({_shape(line) for line in lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]})
    return frozenset(shape for shape, count in counts.items() if count >= min(3, max(2, len(pages))))


def _shape(line: str) -> str:
    """A line without its digits and spaces, so that "CÔNG BÁO/Số 302 70" and "71 CÔNG BÁO/Số 302" are the same."""
    return re.sub(r"[\d\s]+", "", line)


def _refuse_unread(pages: Sequence[PdfPage], *, unread: Sequence[int], lost: Sequence[int], name: str) -> None:
    """Raise NoTextFound where nothing but the odd word is left once the pages that were not read are taken away."""
    left = sum(letters(page.text) for number, page in enumerate(pages, 1) if number not in (*unread, *lost))
    if left >= _READ_LETTERS:
        return
    if all(page.failed for page in pages):
        raise DamagedFile(f"No page of {name} could be read: print it to a new PDF, or save it again, and ingest that.")
    if lost:
        raise NoTextFound(f"{name} has a text layer whose letters cannot be told{advice()}.")
    found = "only a running header or a signature, the pages are" if any(letters(page.text) for page in pages) else "no text, it is"
    raise NoTextFound(
        f"{name} holds {found} a scan{_why_unread()}, or ingest a version with a text layer (DOCX, or PDF saved from the editor)."
    )


def _why_unread() -> str:
    if is_installed():
        return " since OCR found no writing on it: scan it again, straight and sharp"
    return f": {INSTALL} and ingest the file again"


def _notes(pages: Sequence[PdfPage], *, unread: Sequence[int]) -> tuple[str, ...]:
    failed = [number for number in unread if pages[number - 1].failed]
    scans = [number for number in unread if not pages[number - 1].failed]
    notes = []
    if scans:
        notes.append(f"{name_pages(scans, verb=('is a scan and was', 'are scans and were'))} not read{_why_unread()}.")
    if failed:
        notes.append(f"{name_pages(failed, verb=('is broken and was', 'are broken and were'))} not read.")
    return tuple(notes)


def _form_notes(surveyed: Survey, *, unfilled: Sequence[int], name: str) -> Iterator[str]:
    if surveyed.xfa:
        yield (
            f"{name} is a form in XFA: what is filled in was read only where it stands on the pages as well. "
            "Print it to a new PDF in the program that shows it, and ingest that."
        )
    if unfilled:
        verb = ("holds a form, what is filled in there was", "hold forms, what is filled in there was")
        yield f"{name_pages(unfilled, verb=verb)} not read: print the file to a new PDF and ingest that."
