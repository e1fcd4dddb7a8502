"""PDF to raw blocks: the only importer of pypdf. Pages are judged one by one: "has text" is not "was read"."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import DictionaryObject, PdfObject, StreamObject

from ingest.errors import DamagedFile, FileTooLarge, NoTextFound, ProtectedFile
from ingest.readers.pdf_layout import with_tables
from ingest.readers.pdf_tables import shapes_of
from ingest.readers.reading import Reading
from ingest.structure import Line, build_blocks

logger = logging.getLogger(__name__)
# pypdf warns about every irregularity that it gets over by itself; what matters to the reader becomes a note here.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_TAIL_BYTES = 65_536
_SCAN_PIXELS = 300_000
"""An A4 page scanned at 72 dpi has 500,000 pixels; stamps, coats of arms and signatures in the corpus stay under 200,000."""
_SCAN_LETTERS = 150
"""The barest page that was really read (a last page with a signature) has 200 letters; a scanned one under a Gazette's running
head and a typed signature has 60 (corpus: NQ 115, page 2)."""
_READ_LETTERS = 20
_FORM_DEPTH = 3
_EDGE_LINES = 3
_PATHS = re.compile(rb"(?<=\s)(re|l|n|f\*?|F|S|s|B\*?|b\*?)(?=\s)")
_FEWEST_RULES = 8
"""A table of two columns and two rows has six lines, or twelve rectangles; a running head and a line for notes have two or three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    text: str
    picture: bool
    """Whether it shows an image large enough to be a scanned page."""
    failed: bool = False
    ruled: bool = False
    """Whether lines enough for a table are drawn on it."""


def read(path: Path, *, max_characters: int) -> Reading:
    """The blocks of a PDF with their pages, and notes that name the pages that were not read.

    Raises NoTextFound where no page was read, ProtectedFile, DamagedFile, FileTooLarge.
    """
    with path.open("rb") as stream:
        _refuse_cut_off(stream, name=path.name)
        pages = _read_pages(_open(stream, name=path.name), name=path.name, max_characters=max_characters)
    unread = _unread_pages(pages)
    _refuse_unread(pages, unread=unread, name=path.name)
    lines = tuple(Line(text=line, page=number) for number, page in enumerate(pages, 1) for line in page.text.splitlines())
    if ruled := [number for number, page in enumerate(pages, 1) if page.ruled and number not in unread]:
        lines = with_tables(lines, shapes_of(path, pages=ruled))
    return Reading(blocks=build_blocks(lines), page_count=len(pages), notes=_notes(pages, unread=unread))


def _refuse_cut_off(stream: BinaryIO, *, name: str) -> None:
    """Every PDF ends with `startxref`; without it pypdf may still find pages, though not all: better no plan than half of one."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL_BYTES))
    tail = stream.read()
    stream.seek(0)
    if b"startxref" not in tail and b"%%EOF" not in tail:
        raise DamagedFile(f"{name} is cut off, the end of the PDF is missing: copy or download it again and ingest it again.")


def _open(stream: BinaryIO, *, name: str) -> pypdf.PdfReader:
    locked = f"{name} needs a password: save a copy without the password and ingest that."
    try:
        reader = pypdf.PdfReader(stream)
        # Many Gazette PDFs are encrypted against changes only: the empty password opens them.
        if reader.is_encrypted and not reader.decrypt(""):
            raise ProtectedFile(locked)
        if not len(reader.pages):
            raise DamagedFile(f"{name} has no pages: take a fresh copy of the file and ingest it again.")
    except (ProtectedFile, DamagedFile):
        raise
    except (FileNotDecryptedError, DependencyError) as error:
        raise ProtectedFile(locked) from error
    except OSError:
        raise
    except Exception as error:  # pypdf answers broken files with any exception, from KeyError to RecursionError
        raise DamagedFile(f"{name} is a broken PDF: copy or download it again, or print it to a new PDF, and ingest that.") from error
    return reader


def _read_pages(reader: pypdf.PdfReader, *, name: str, max_characters: int) -> tuple[_Page, ...]:
    pages: list[_Page] = []
    characters = 0
    for number in range(len(reader.pages)):
        page = _read_page(reader, number=number)
        characters += len(page.text)
        if characters > max_characters:
            raise FileTooLarge(
                f"{name} holds more than {max_characters:,} characters of text (page {number + 1} of {len(reader.pages)}): "
                "split it into several files and ingest those."
            )
        pages.append(page)
    return tuple(pages)


def _read_page(reader: pypdf.PdfReader, *, number: int) -> _Page:
    try:
        page = reader.pages[number]
        text = page.extract_text()
    except Exception as error:  # one broken page, whatever pypdf says about it, must not lose the others
        logger.info("page %d failed: %s", number + 1, type(error).__name__)
        return _Page(text="", picture=False, failed=True)
    return _Page(text=text, picture=_letters(text) < _SCAN_LETTERS * 4 and _has_picture(page), ruled=_is_ruled(page))


def _is_ruled(page: pypdf.PageObject) -> bool:
    """Whether as many lines or rectangles are drawn on the page, or in a form on it, as the smallest table has."""
    try:
        contents = page.get_contents()
        drawn = _drawn(contents.get_data()) if contents is not None else 0
        if drawn < _FEWEST_RULES:
            drawn += sum(_drawn(form.get_data()) for form in _objects(page.get("/Resources"), kind="/Form"))
        return drawn >= _FEWEST_RULES
    except Exception as error:  # broken contents: the text counts alone
        logger.info("contents of a page failed: %s", type(error).__name__)
        return False


def _drawn(content: bytes) -> int:
    """How many lines and rectangles a page's content paints; those that only clip what is printed in them do not count."""
    drawn = waiting = 0
    for operator in _PATHS.findall(content):
        if operator in (b"re", b"l"):
            waiting += 1
        else:
            drawn += waiting if operator != b"n" else 0
            waiting = 0
    return drawn


def _objects(resources: PdfObject | None, *, kind: str) -> Iterator[StreamObject]:
    """The external objects of one kind that `resources` offers."""
    resources = resources.get_object() if resources is not None else None
    objects = resources.get("/XObject") if isinstance(resources, DictionaryObject) else None
    objects = objects.get_object() if objects is not None else None
    for reference in objects.values() if isinstance(objects, DictionaryObject) else ():
        found = reference.get_object()
        if isinstance(found, StreamObject) and found.get("/Subtype") == kind:
            yield found


def _has_picture(page: pypdf.PageObject) -> bool:
    try:
        return any(pixels >= _SCAN_PIXELS for pixels in _pixels(page.get("/Resources"), depth=_FORM_DEPTH))
    except Exception as error:  # broken resources: the text counts alone
        logger.info("resources of a page failed: %s", type(error).__name__)
        return False


def _pixels(resources: PdfObject | None, *, depth: int) -> Iterable[int]:
    """The sizes in pixels of the images that `resources` offers, also inside forms."""
    for image in _objects(resources, kind="/Image"):
        yield int(image.get("/Width", 0)) * int(image.get("/Height", 0))
    if depth:
        for form in _objects(resources, kind="/Form"):
            yield from _pixels(form.get("/Resources"), depth=depth - 1)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _unread_pages(pages: Sequence[_Page]) -> tuple[int, ...]:
    """Numbers of the pages, from 1, whose text is no more than what stands around a scanned picture."""
    heads = _running_heads(pages)
    unread: list[int] = []
    for number, page in enumerate(pages, 1):
        own = sum(_letters(line) for line in page.text.splitlines() if _shape(line) not in heads)
        if page.failed or (page.picture and own < _SCAN_LETTERS):
            unread.append(number)
    return tuple(unread)


def _running_heads(pages: Sequence[_Page]) -> frozenset[str]:
    """Shapes of lines at the top or foot of a page that come on at least three pages, or on both of two."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.text.splitlines() if line.strip()]
        counts.update({_shape(line) for line in lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]})
    return frozenset(shape for shape, count in counts.items() if count >= min(3, max(2, len(pages))))


def _shape(line: str) -> str:
    """A line without its digits and spaces, so that "CÔNG BÁO/Số 302 70" and "71 CÔNG BÁO/Số 302" are the same."""
    return re.sub(r"[\d\s]+", "", line)


def _refuse_unread(pages: Sequence[_Page], *, unread: Sequence[int], name: str) -> None:
    """Raise NoTextFound where nothing but the odd word is left once unread pages are taken away."""
    left = sum(_letters(page.text) for number, page in enumerate(pages, 1) if number not in unread)
    if left >= _READ_LETTERS:
        return
    if all(page.failed for page in pages):
        raise DamagedFile(f"No page of {name} could be read: print it to a new PDF, or save it again, and ingest that.")
    found = "only a running header or a signature, the pages are" if any(_letters(page.text) for page in pages) else "no text, it is"
    raise NoTextFound(
        f"{name} holds {found} a scan: ingest a version with a text layer (DOCX, or PDF saved from the editor), "
        "or run this one through OCR software first."
    )


def _notes(pages: Sequence[_Page], *, unread: Sequence[int]) -> tuple[str, ...]:
    failed = [number for number in unread if pages[number - 1].failed]
    scans = [number for number in unread if not pages[number - 1].failed]
    notes = []
    if scans:
        notes.append(f"{_name_pages(scans, verb=('is a scan and was', 'are scans and were'))} not read: run the file through OCR software.")
    if failed:
        notes.append(f"{_name_pages(failed, verb=('is broken and was', 'are broken and were'))} not read.")
    return tuple(notes)


def _name_pages(numbers: Sequence[int], *, verb: tuple[str, str]) -> str:
    """ "Page 4 is …" or "Pages 1-3, 7 are …"."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    names = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
    return f"Page {names} {verb[0]}" if len(numbers) == 1 else f"Pages {names} {verb[1]}"
