"""What a PDF holds beside its pages, named: attached files, and what readers have noted on the pages."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject

from ingest.readers.unread_parts import counted, short_name

logger = logging.getLogger(__name__)

_NOTES = frozenset({"/Text", "/FreeText", "/Caret"})
_MARKS = frozenset({"/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Square", "/Circle", "/Polygon", "/Ink", "/Line", "/Stamp"})
"""Annotations that are notes only where they carry words."""
_MOST_ANNOTATIONS = 2000
_MOST_NAMES = 500


def notes_unread(path: Path) -> tuple[str, ...]:
    """A sentence each on the attached files and on the notes on pages, which are not read; none where the PDF tells nothing of them."""
    try:
        with path.open("rb") as stream:
            reader = pypdf.PdfReader(stream)
            if reader.is_encrypted:
                reader.decrypt("")
            files = list(dict.fromkeys((*_attached(reader), *_on_pages(reader, kinds=frozenset({"/FileAttachment"})))))
            remarks = list(_on_pages(reader, kinds=_NOTES | _MARKS))
            is_portfolio = "/Collection" in _dictionary(reader.trailer["/Root"])
    except Exception as error:  # pypdf answers broken files with any exception; the pages have been read without it
        logger.info("parts beside the pages cannot be told: %s", type(error).__name__)
        return ()
    advice = " It is a folder of files: save these out of it and ingest them." if is_portfolio and files else ""
    return tuple(
        filter(
            None,
            (
                counted(len(files), "attached file was", "attached files were", names=files) + advice,
                counted(len(remarks), "note of a reader on a page was", "notes of readers on pages were", names=remarks),
            ),
        )
    )


def _attached(reader: pypdf.PdfReader) -> Iterator[str]:
    """The names of attached files."""
    names = _dictionary(_dictionary(reader.trailer["/Root"]).get("/Names"))
    waiting = [_dictionary(names.get("/EmbeddedFiles"))]
    for _ in range(_MOST_NAMES):
        if not waiting:
            return
        node = waiting.pop()
        waiting += [_dictionary(kid) for kid in _array(node.get("/Kids"))]
        entries = _array(node.get("/Names"))
        yield from (_file_name(_dictionary(entry)) or str(name) for name, entry in zip(entries[::2], entries[1::2], strict=False))


def _on_pages(reader: pypdf.PdfReader, *, kinds: frozenset[str]) -> Iterator[str]:
    """What the annotations of these kinds say, or the names of files they hold; marks without words are none."""
    seen = 0
    for page in reader.pages:
        for entry in _array(page.get("/Annots")):
            seen += 1
            if seen > _MOST_ANNOTATIONS:
                return
            annotation = _dictionary(entry)
            if (kind := str(annotation.get("/Subtype"))) in kinds:
                text = _file_name(_dictionary(annotation.get("/FS"))) or str(annotation.get("/Contents") or "")
                if text.strip() or kind == "/FileAttachment":
                    yield short_name(text)


def _file_name(specification: DictionaryObject) -> str:
    return str(specification.get("/UF") or specification.get("/F") or "")


def _dictionary(value: object) -> DictionaryObject:
    found = value.get_object() if hasattr(value, "get_object") else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _array(value: object) -> ArrayObject:
    found = value.get_object() if hasattr(value, "get_object") else value
    return found if isinstance(found, ArrayObject) else ArrayObject()
