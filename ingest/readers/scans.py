"""What OCR gives for the pages of a PDF that hold no text: their lines, the shapes of their tables, and notes on how sure it is."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ingest.note import Note
from ingest.placed_words import PlacedWord
from ingest.raw import Line
from ingest.readers import stamps
from ingest.readers.ocr import OcrPage, read_images
from ingest.readers.page_images import PageImage, render_pages
from ingest.readers.page_names import name_pages
from ingest.readers.pdf_pages import StampedText
from ingest.readers.tesseract import TesseractFailed, is_installed
from ingest.text.legibility import word_kinds

logger = logging.getLogger(__name__)

OnPage = Callable[[int, int], None]
"""Called with (scanned pages read, scanned pages to read)."""
INSTALL = "install the Debian packages tesseract-ocr and tesseract-ocr-vie"
MASTHEAD_DPI = 400
"""At which the number and date of a page are looked at closely."""
_FEWEST_LETTERS = 20
_ALIKE = 0.75
_LONG_ENOUGH = 8
"""Letters of a line of the text layer that may be looked for among those that OCR read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scans:
    """The pages that OCR read, by their numbers; those that it was given and made nothing of are not among them."""

    pages: dict[int, OcrPage]
    instead: frozenset[int] = frozenset()
    """Those of the pages whose text layer it was read in place of."""

    @property
    def confidences(self) -> tuple[tuple[int, float], ...]:
        """(page, mean confidence of its words, 0 to 1) of each."""
        return tuple((number, round(page.confidence, 3)) for number, page in sorted(self.pages.items()))

    @property
    def words(self) -> tuple[PlacedWord, ...]:
        """The words of all of them, in the order in which they were read."""
        return tuple(PlacedWord(text=word.text, box=word.box) for _, page in sorted(self.pages.items()) for word in page.words)

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence on which pages were read by OCR and how sure it is; none where there are none."""
        if not self.pages:
            return ()
        letters = sum(len(word.text) for page in self.pages.values() for word in page.words)
        sure = sum(len(word.text) * word.confidence for page in self.pages.values() for word in page.words) / letters
        plain = sorted(self.pages.keys() - self.instead)
        first = name_pages(plain, verb=("is a scan and was", "are scans and were")) if plain else ""
        layered = ("has a text layer that is no readable text and was", "have text layers that are no readable text and were")
        second = name_pages(sorted(self.instead), verb=layered) if self.instead else ""
        named = f"{first} read by OCR, {second.lower()}" if first and second else first or second
        return (f"{named} read by OCR (mean word confidence {sure:.2f}): check names, numbers and dates against the original.",)


def read_scans(path: Path, *, numbers: Sequence[int], on_page: OnPage | None = None) -> Scans:
    """What OCR reads on the pages with these numbers; nothing where Tesseract is not installed."""
    if not numbers or not is_installed():
        return Scans(pages={})
    try:
        return scans_of(render_pages(path, numbers), total=len(numbers), on_page=on_page)
    except OSError as error:  # PDFium opens fewer broken files than pypdf
        logger.info("pages cannot be drawn: %s", error)
        return Scans(pages={})


def scans_of(images: Iterable[PageImage], *, total: int, on_page: OnPage | None = None) -> Scans:
    """What OCR reads on pictures of pages. Raises what drawing them raises."""
    pages = read_images(images, total=total, on_page=on_page)
    return Scans(pages={page.number: page for page in pages if sum(map(str.isalpha, page.text)) >= _FEWEST_LETTERS})


def with_scans(lines: Sequence[Line], scans: Scans) -> tuple[Line, ...]:
    """The lines of all pages, those of scanned ones as OCR read them; what their text layer has too, a running head, stays as it was,
    unless OCR was read instead of the layer."""
    layer: dict[int, list[str]] = {number: [] for number in scans.pages}
    lines = [line for line in lines if line.page not in scans.instead]
    for line in lines:
        if line.page in layer and sum(map(str.isalpha, line.text)) >= _LONG_ENOUGH:
            layer[line.page].append(line.text.strip())
    kept = [line for line in lines if line.page not in scans.pages]
    read = [_corrected(line, by=layer[number]) for number, page in scans.pages.items() for line in page.lines]
    return tuple(sorted((*kept, *read), key=lambda line: line.page or 0))


def _corrected(line: Line, *, by: Collection[str]) -> Line:
    """The line, or that of the text layer that reads nearly the same, unless it has lost diacritics to another language's OCR."""
    accented = word_kinds(line.text).accented
    right = (text for text in by if word_kinds(text).accented >= accented)
    alike = ((SequenceMatcher(None, text, line.text, autojunk=False).ratio(), text) for text in right)
    share, text = max(alike, default=(0.0, ""))
    return dataclasses.replace(line, text=text) if share >= _ALIKE else line


def with_masthead(
    lines: Sequence[Line], *, draw: Callable[[], PageImage], stem: str, scanned: bool, stamped: Sequence[StampedText] = ()
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """(the lines with the number and date of the masthead on page 1, notes on them). `draw` gives that page, `stem` is the file's name,
    `stamped` what signing wrote over the page as text.

    On a scanned page they are read once more, and left blank where that is not certain; the number then is taken from the file's name
    where that gives it ("nghi-quyet-so-115-nq-cp.pdf"). On a page with text, blanks that a stamp fills are filled.
    """
    first = [line.text for line in lines if line.page == 1]
    if not (scanned and stamps.number_line(first) is not None) and not stamps.has_blanks(first):
        return tuple(lines), ()
    written = stamps.digits_of(stamped, lines=first)
    if not scanned:
        first = list(stamps.filled(first, written, keep=True))
    digits = stamps.Digits()
    if scanned or stamps.has_blanks(first):
        if not is_installed():
            note = f"The number or date on page 1 is a picture and was not read: {INSTALL} and ingest the file again."
            return _with_first(lines, first), (note,)
        with suppress(OSError, StopIteration, TesseractFailed):
            digits = stamps.read_digits(draw())
    named = _number_in_name(first, digits=digits, stem=stem) if scanned else ""
    first = list(stamps.filled(first, dataclasses.replace(digits, number=digits.number or named), keep=not scanned))
    notes = _masthead_notes(digits, named=named, scanned=scanned, blank=stamps.has_blanks(first))
    return _with_first(lines, first), tuple(notes)


def _with_first(lines: Sequence[Line], first: Sequence[str]) -> tuple[Line, ...]:
    """The lines with other words for those of page 1."""
    words = iter(first)
    return tuple(dataclasses.replace(line, text=next(words)) if line.page == 1 else line for line in lines)


def _number_in_name(lines: Sequence[str], *, digits: stamps.Digits, stem: str) -> str:
    at = stamps.number_line(lines)
    return stamps.number_in_name(stem, line=lines[at]) if at is not None and not digits.number else ""


def _masthead_notes(digits: stamps.Digits, *, named: str, scanned: bool, blank: bool) -> list[str]:
    notes: list[str] = []
    if named:
        said = f"The number on page 1 is written by hand or unclear; {named} was taken from the file's name."
        notes.append(Note(said, code="number_named", values={"number": named}))
    if blank and scanned:
        said = "The number or date on page 1 is written by hand or unclear: what could not be read for certain is left blank."
        notes.append(Note(said, code="number_blank"))
    if not scanned and digits != stamps.Digits():
        said = "The number or date on page 1 is stamped over its text and was read by OCR: check it against the original."
        notes.append(Note(said, code="number_stamped"))
    return notes
