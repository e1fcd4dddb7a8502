"""The pages of a PDF as its text layer has them: with `pdf_layers` and `pdf_seen_copy`, the only importer of pypdf."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import DictionaryObject, PdfObject, StreamObject

from ingest.errors import DamagedFile, FileTooLarge, ProtectedFile
from ingest.readers.page_shapes import Word
from ingest.readers.pdf_fields import field_words, is_xfa
from ingest.readers.raised_figures import Piece, piece_of, rises, text_of

logger = logging.getLogger(__name__)
# pypdf warns about every irregularity that it gets over by itself; what matters to the reader becomes a note here.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_TAIL_BYTES = 65_536
_SCAN_PIXELS = 300_000
"""An A4 page scanned at 72 dpi has 500,000 pixels; stamps, coats of arms and signatures in the corpus stay under 200,000."""
_FORM_DEPTH = 3
_PATHS = re.compile(rb"(?<=\s)(re|l|n|f\*?|F|S|s|B\*?|b\*?)(?=\s)")
_FEWEST_RULES = 8
"""A table of two columns and two rows has six lines, or twelve rectangles; a running head and a line for notes have two or three."""
_FILLS = re.compile(rb"(?<=\s)(?:f\*?|B\*?|b\*?)(?=\s)")
_FEWEST_OUTLINES = 150
"""Filled shapes: a short page has 300 letters; diagrams and coats of arms without any text beside them have fewer."""
_SHOWS = re.compile(rb"[)>\]]\s?+(?:Tj|TJ)(?=\s)")
_FEWEST_SHOWN = 8
"""Pieces of text printed, a line or a word each: a short page has a dozen lines; a page number or a stamp has one or two."""
_RUNNING_HEAD = 20
_MOST_FIELDS = 100
_LITTLE_TEXT = 600
"""Letters on a page that is surely no scan, so that its pictures need not be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StampedText:
    """Words in a form field, as signing puts number and day in. `x` and `y` are where its rectangle begins, from the left and from the
    foot of the page, as shares of its width and height."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """One page: its text layer, and what else is on it."""

    text: str
    picture: bool
    """Whether it shows an image large enough to be a scanned page."""
    failed: bool = False
    stamped: tuple[StampedText, ...] = ()
    """Of the first page: what signing has written over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is told of a file before its pages are read: the numbers, from 1, of the pages with lines or rectangles enough for a table
    drawn on them, what form fields show on which pages, and whether the form is in XFA."""

    ruled: tuple[int, ...]
    fields: Mapping[int, tuple[Word, ...]]
    xfa: bool


def survey(path: Path) -> Survey:
    """What stands on the pages beside their text. Raises ProtectedFile, DamagedFile."""
    with path.open("rb") as stream:
        _refuse_cut_off(stream, name=path.name)
        reader = _open(stream, name=path.name)
        ruled, fields = [], {}
        for number in range(1, len(reader.pages) + 1):
            if _is_ruled(reader, number=number):
                ruled.append(number)
            if words := _fields(reader, number=number):
                fields[number] = words
        return Survey(ruled=tuple(ruled), fields=fields, xfa=is_xfa(reader))


def _fields(reader: pypdf.PdfReader, *, number: int) -> tuple[Word, ...]:
    try:
        page = reader.pages[number - 1]
    except Exception as error:  # one broken page; reading it will say so
        logger.info("page %d failed: %s", number, type(error).__name__)
        return ()
    return field_words(page)


def read_pages(path: Path, *, max_characters: int, known: Mapping[int, str]) -> tuple[PdfPage, ...]:
    """The pages of the PDF at `path`; `known` has the text of pages, by number from 1, that was found otherwise and need not be looked for.

    Raises ProtectedFile, DamagedFile, FileTooLarge.
    """
    with path.open("rb") as stream:
        _refuse_cut_off(stream, name=path.name)
        return _read_pages(_open(stream, name=path.name), name=path.name, max_characters=max_characters, known=known)


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


def _read_pages(reader: pypdf.PdfReader, *, name: str, max_characters: int, known: Mapping[int, str]) -> tuple[PdfPage, ...]:
    pages: list[PdfPage] = []
    characters = 0
    for number in range(len(reader.pages)):
        page = _read_page(reader, number=number, known=known.get(number + 1))
        characters += len(page.text)
        if characters > max_characters:
            raise FileTooLarge(
                f"{name} holds more than {max_characters:,} characters of text (page {number + 1} of {len(reader.pages)}): "
                "split it into several files and ingest those."
            )
        pages.append(page)
    return tuple(pages)


def _read_page(reader: pypdf.PdfReader, *, number: int, known: str | None) -> PdfPage:
    try:
        page = reader.pages[number]
        text = _text_of(page) if known is None else known
    except Exception as error:  # one broken page, whatever pypdf says about it, must not lose the others
        logger.info("page %d failed: %s", number + 1, type(error).__name__)
        return PdfPage(text="", picture=False, failed=True)
    return PdfPage(
        text=text,
        picture=letters(text) < _LITTLE_TEXT and (_has_picture(page) or (letters(text) < _RUNNING_HEAD and _is_outlined(page))),
        stamped=_stamped(page) if number == 0 else (),
    )


def _text_of(page: pypdf.PageObject) -> str:
    """The text layer of a page, without the raised marks of notes."""
    pieces: list[Piece] = []
    text = page.extract_text(visitor_text=lambda text, cm, tm, _, size: pieces.append(piece_of(text, cm, tm, size)))
    if not any(piece.size < pieces[0].size or piece.text.strip().isdigit() for piece in pieces):
        return text
    contents = page.get_contents()
    return text_of(pieces, lifted=contents is not None and rises(contents.get_data()))


def _stamped(page: pypdf.PageObject) -> tuple[StampedText, ...]:
    """What the form fields of a page show as text."""
    found: list[StampedText] = []
    try:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        for annotation in list(page.get("/Annots") or ())[:_MOST_FIELDS]:
            field = annotation.get_object()
            shown = (field.get("/AP") or {}).get("/N") if field.get("/Subtype") == "/Widget" else None
            form = shown.get_object() if shown is not None else None
            text = " ".join(page.extract_xform_text(form).split()) if isinstance(form, StreamObject) else ""  # type: ignore[arg-type]
            if text:
                left, bottom = (float(field["/Rect"][at]) for at in (0, 1))
                x, y = (left - float(page.mediabox.left)) / width, (bottom - float(page.mediabox.bottom)) / height
                found.append(StampedText(text=text, x=x, y=y))
    except Exception as error:  # broken fields: the text counts alone
        logger.info("form fields of a page failed: %s", type(error).__name__)
    return tuple(found)


def _is_outlined(page: pypdf.PageObject) -> bool:
    """Whether a page without text shows some all the same: as outlines, so many filled shapes that they are its letters, or in fonts that
    say of no glyph which letter it is."""
    try:
        contents = page.get_contents()
        drawn = contents.get_data() if contents is not None else b""
        if len(_FILLS.findall(drawn)) >= _FEWEST_OUTLINES:
            return True
        forms = (form.get_data() for form in _objects(page.get("/Resources"), kind="/Form"))
        return sum(len(_SHOWS.findall(content)) for content in (drawn, *forms)) >= _FEWEST_SHOWN
    except Exception as error:  # broken contents: the text counts alone
        logger.info("contents of a page failed: %s", type(error).__name__)
        return False


def _is_ruled(reader: pypdf.PdfReader, *, number: int) -> bool:
    """Whether as many lines or rectangles are drawn on a page, or in a form on it, as the smallest table has."""
    try:
        page = reader.pages[number - 1]
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


def letters(text: str) -> int:
    """How many letters a text has."""
    return sum(map(str.isalpha, text))
