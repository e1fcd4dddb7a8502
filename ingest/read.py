"""A file becomes a Document: `read_document(path)`."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import logging
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ingest.document import Document
from ingest.errors import (
    PASSED_ON,
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    IllegibleText,
    MissingFile,
    NoPermission,
    UnreadableFile,
    UnsupportedFile,
)
from ingest.layout.structure import assemble, plain_parts
from ingest.note import Note, quoted_examples
from ingest.raw import Parts, RawBlock
from ingest.readers import docx, html, mail, markdown, office, pdf, pictures, separated, text, xlsx
from ingest.readers.kind import PICTURES, SUFFIXES, FileKind, kind_of
from ingest.readers.overlaid import blocks_without_overlaid
from ingest.readers.parts import part_reader
from ingest.readers.pdf_unread import notes_unread
from ingest.readers.reading import Reading
from ingest.readers.scans import OnPage
from ingest.text.legacy_text import blocks_in_unicode, in_unicode
from ingest.text.legibility import Legibility, legibility, word_kinds
from ingest.text.mojibake import blocks_undone, undone

logger = logging.getLogger(__name__)

MAX_CHARACTERS = 5_000_000
"""About 2,000 printed pages: more than any one plan, and little enough that one file cannot fill the memory."""
_MAX_BYTES_PER_CHARACTER = 4
"""UTF-8 and UTF-32 take at most four, so a larger file of text is too large before it is decoded."""
MAX_FILE_BYTES = 512 * 2**20
"""For kinds that hold pictures beside their text."""

_MANY_LOST = 0.05
"""Share of the words that hold signs in place of letters; without them, a text that is no Vietnamese may be of another language."""

_READERS: dict[FileKind, Callable[[Path, int], Reading]] = {
    FileKind.DOCX: lambda path, limit: docx.read(path, max_characters=limit, read_part=part_reader(_reading, max_characters=limit)),
    FileKind.XLSX: lambda path, limit: xlsx.read(path, max_characters=limit),
    FileKind.PPTX: lambda path, limit: _slides(path, max_characters=limit),
    **{kind: lambda path, limit: office.read_text(path, max_characters=limit) for kind in (FileKind.DOC, FileKind.ODT, FileKind.RTF)},
    **{kind: lambda path, limit: office.read_sheets(path, max_characters=limit) for kind in (FileKind.XLS, FileKind.ODS)},
    FileKind.MAIL: lambda path, limit: mail.read(path, read_part=part_reader(_reading, max_characters=limit)),
    FileKind.CSV: lambda path, limit: separated.read(path, max_characters=limit),
    FileKind.HTML: lambda path, limit: html.read(path),
    FileKind.MARKDOWN: lambda path, limit: markdown.read(path),
    FileKind.TEXT: lambda path, limit: text.read(path),
}


def read_document(path: Path, *, max_characters: int = MAX_CHARACTERS, on_page: OnPage | None = None) -> Document:
    """The document that the file at `path` holds; its kind is told by its content, not by its name.

    `on_page` is told, while scanned pages are recognised, how many are done and of how many.
    Raises a subclass of UnreadableFile, whose message is one sentence with the file's name and what to do, where the file
    cannot be read, or holds more than `max_characters`.
    """
    started = time.perf_counter()
    try:
        _refuse_unlikely(path)
        kind = kind_of(path)
        _refuse_large(path, kind=kind, max_characters=max_characters)
        digest = _digest(path)
        reading = _reading(path, kind=kind, max_characters=max_characters, on_page=on_page)
        if sum(len(block.text) for block in reading.blocks) > max_characters:
            raise _too_large(path, max_characters=max_characters)
        document = _document(reading, path=path, kind=kind, digest=digest)
    except OSError as error:
        raise _of_os_error(error, path=path) from error
    except RecursionError as error:
        raise DamagedFile(f"{path.name} is nested too deeply to be read: save it again from an editor and ingest that.") from error
    logger.info("read %s: %d blocks, %.2f s", document.id, len(document.blocks), time.perf_counter() - started)
    return document


def _reading(path: Path, *, kind: FileKind, max_characters: int, on_page: OnPage | None = None) -> Reading:
    if kind is FileKind.PDF:
        reading = pdf.read(path, max_characters=max_characters, on_page=on_page)
        return dataclasses.replace(reading, notes=(*reading.notes, *notes_unread(path)))
    if kind in PICTURES:
        return pictures.read(path, on_page=on_page)
    return _READERS[kind](path, max_characters)


def _slides(path: Path, *, max_characters: int) -> Reading:
    from ingest.readers import pptx  # takes a tenth of a second to load, which every process that reads would wait for

    return pptx.read(path, max_characters=max_characters)


def _document(reading: Reading, *, path: Path, kind: FileKind, digest: str) -> Document:
    empty = EmptyFile(f"{path.name} holds no text of its own: put the text in and ingest it again, or remove the file.")
    seen, struck = blocks_without_overlaid(reading.blocks)
    if not any(character.isalnum() for block in seen for character in block.text):
        raise empty
    blocks = blocks_in_unicode(blocks_undone(seen))
    _refuse_illegible(blocks, name=path.name)
    parts, misread = _parts(reading, blocks, name=path.name)
    if not parts.blocks:
        raise empty
    left_out = _left_out(running=reading.running, around=(*reading.around, *parts.around))
    notes = (*reading.notes, *struck, *misread, *left_out, *_conversions(seen, blocks, name=path.name))
    if path.suffix.lower() not in SUFFIXES[kind] and not (kind is FileKind.TEXT and path.suffix.lower() in SUFFIXES[FileKind.HTML]):
        notes = (f"{path.name} is {_KIND_NAMES[kind]} by its content, whatever its name says, and was read as one.", *notes)
    return Document(
        id=digest[:16],
        name=path.name,
        media_type=kind.value,
        title=parts.title or path.stem,
        header=parts.header,
        blocks=parts.blocks,
        references=parts.references,
        tasks=parts.tasks,
        page_count=reading.page_count,
        notes=notes,
        ocr=reading.ocr,
        ocr_words=reading.words,
    )


def _parts(reading: Reading, blocks: tuple[RawBlock, ...], *, name: str) -> tuple[Parts, tuple[Note, ...]]:
    """The parts of a document, and a note where they could not be told apart."""
    title = in_unicode(undone(reading.title))
    try:
        return assemble(blocks, title=title, date=reading.date, article=reading.article), ()
    except PASSED_ON:
        raise
    except Exception:
        logger.info("the parts of a document could not be told apart", exc_info=True)
    said = f"The parts of {name} could not be told apart: its text was read as it stands, without header and tasks."
    return plain_parts(blocks, title=title, date=reading.date), (Note(said, code="plain", values={"name": name}),)


def _left_out(*, running: Sequence[str], around: Sequence[str]) -> Iterator[Note]:
    """Notes on what of a file is no part of its text."""
    if running:
        values: dict[str, str | int] = {"count": len(running), "examples": quoted_examples(running)}
        yield Note("Lines left out at the edges of pages: {count} ({examples}).".format_map(values), code="running", values=values)
    if around:
        values = {"count": len(around), "examples": quoted_examples(sorted(around, key=len, reverse=True))}
        yield Note("Lines left out around the text: {count} ({examples}).".format_map(values), code="around", values=values)


def _refuse_illegible(blocks: Sequence[RawBlock], *, name: str) -> None:
    """Raise IllegibleText where most words are none, since signs stand in them for letters."""
    text = "\n".join(block.text for block in blocks)
    if legibility(text) is Legibility.BROKEN and (kinds := word_kinds(text)).lost >= _MANY_LOST * kinds.total:
        raise IllegibleText(
            f"The letters of {name} were lost when it was saved in another encoding: open the original, save it as UTF-8 or DOCX, "
            "and ingest that."
        )


def _conversions(found: Sequence[RawBlock], blocks: Sequence[RawBlock], *, name: str) -> Iterator[str]:
    """Notes on what was put right between the blocks that a reader found and those that are kept."""
    undone_first = blocks_undone(found)
    if undone_first != tuple(found):
        yield f"{name} holds UTF-8 that a program took for another encoding; it was put right."
    if tuple(blocks) != undone_first:
        said = f"{name} is set in fonts from before Unicode (TCVN3 or VNI) and was converted."
        yield Note(said, code="old_fonts", values={"name": name})


_KIND_NAMES = {
    FileKind.PDF: "a PDF",
    FileKind.DOCX: "a Word document",
    FileKind.XLSX: "a workbook",
    FileKind.PPTX: "a presentation",
    FileKind.DOC: "a Word document of the old kind",
    FileKind.ODT: "an OpenDocument text",
    FileKind.RTF: "an RTF document",
    FileKind.XLS: "a workbook of the old kind",
    FileKind.ODS: "an OpenDocument spreadsheet",
    FileKind.PNG: "a PNG picture",
    FileKind.JPEG: "a JPG picture",
    FileKind.TIFF: "a TIFF picture",
    FileKind.MAIL: "a message",
    FileKind.CSV: "a table kept as text",
    FileKind.HTML: "a web page",
    FileKind.MARKDOWN: "a Markdown text",
    FileKind.TEXT: "plain text",
}


def _refuse_unlikely(path: Path) -> None:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise UnsupportedFile(f"{path.name} is a folder, not a file: ingest the files in it.")
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        raise UnsupportedFile(f"{path.name} is not an ordinary file: copy its content to a file and ingest that.")
    if not status.st_size:
        raise EmptyFile(f"{path.name} is empty: copy or download it again and ingest it again, or remove the file.")


def _refuse_large(path: Path, *, kind: FileKind, max_characters: int) -> None:
    is_text = kind in (FileKind.CSV, FileKind.HTML, FileKind.MARKDOWN, FileKind.TEXT)
    limit = max_characters * _MAX_BYTES_PER_CHARACTER if is_text else MAX_FILE_BYTES
    if path.stat().st_size > limit:
        raise _too_large(path, max_characters=max_characters)


def _too_large(path: Path, *, max_characters: int) -> FileTooLarge:
    size = path.stat().st_size / 2**20
    return FileTooLarge(
        f"{path.name} ({size:,.0f} MB) is larger than one document may be ({max_characters:,} characters): "
        "split it into several files and ingest those."
    )


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _of_os_error(error: OSError, *, path: Path) -> UnreadableFile:
    if isinstance(error, PermissionError):
        return NoPermission(f"{path.name} may not be opened: give yourself permission to read it and ingest it again.")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return MissingFile(f"{path.name} is not there (any more): check the path and ingest it again.")
    if error.errno == errno.ELOOP:
        return MissingFile(f"{path.name} is a link that leads back to itself: ingest the file that it was meant to lead to.")
    if error.errno == errno.ENAMETOOLONG:
        return MissingFile(f"{path.name[:60]}… has too long a name: check the path and ingest it again.")
    return DamagedFile(f"{path.name} could not be read from the disk ({error.strerror or error}): copy it again and ingest the copy.")
