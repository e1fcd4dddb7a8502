"""A copy of a PDF without the text that no one sees, for the readers that know nothing of what is seen."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, FloatObject, NameObject, PdfObject, StreamObject

from ingest.readers.left_out import LeftOut, Unseen
from ingest.readers.pdf_layers import Layers
from ingest.readers.pdf_scene import UnseenText
from ingest.readers.pdf_unseen import unseen_texts

logger = logging.getLogger(__name__)

_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
_UNREAD = ("/StructTreeRoot", "/Outlines", "/Names", "/Dests", "/Metadata")
"""Parts that no reader asks for, and that may be larger than the pages."""
_DEEPEST = 4
"""Forms within forms."""

Operation = tuple[Any, bytes]


@contextmanager
def seen_copy(path: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """(the PDF at `path`, or a copy of the same name without what is not seen or struck out, which is gone afterwards; notes on that).

    A file that cannot be opened is given as it is: who reads its text says what is wrong with it.
    """
    unseen = unseen_texts(path)
    with tempfile.TemporaryDirectory(prefix="plan-assistant-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / path.name
        try:
            left_out = _write_copy(path, copy, unseen=unseen)
        except OSError:
            raise
        except Exception as error:  # pypdf answers broken files with any exception
            logger.info("not copied without what is not seen: %s", type(error).__name__)
            left_out = LeftOut()
        yield (copy if left_out.notes else path), left_out.notes


def _write_copy(path: Path, copy: Path, *, unseen: Mapping[int, tuple[UnseenText, ...]]) -> LeftOut:
    """Write the copy where anything is left out of it; what that is."""
    left_out = LeftOut()
    with path.open("rb") as stream:
        reader = pypdf.PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            return left_out
        catalogue = _catalogue(reader)
        if not unseen and not Layers(catalogue):
            return left_out
        for name in _UNREAD:
            catalogue.pop(name, None)
        writer = pypdf.PdfWriter(clone_from=reader)
        layers = Layers(writer.root_object)
        for number, page in enumerate(writer.pages, 1):
            if number in unseen or layers:
                _rewrite(page, writer=writer, layers=layers, unseen=unseen.get(number, ()), left_out=left_out)
        if left_out.notes:
            writer.write(copy)
    return left_out


def _catalogue(reader: pypdf.PdfReader) -> DictionaryObject:
    found = reader.trailer["/Root"].get_object()
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _rewrite(page: pypdf.PageObject, *, writer: pypdf.PdfWriter, layers: Layers, unseen: tuple[UnseenText, ...], left_out: LeftOut) -> None:
    """Take what is not seen out of a page of the copy."""
    contents = page.get("/Contents")
    if contents is None:
        return
    stream = ContentStream(contents, writer, "bytes")
    shown = sum(map(_shows, stream.operations))
    if any(text.of != shown for text in unseen):  # the page was understood in another way: better too much than the wrong words
        logger.info("texts of a page do not match: %d, %d", shown, unseen[0].of)
        unseen = ()
    walk = _Walk(layers=layers, writer=writer, unseen={text.number: text for text in unseen})
    kept = walk.seen(stream, resources=_resources(page))
    if not walk.dropped and not unseen:
        return
    before = len(page.extract_text().split()) if walk.dropped else 0
    stream.operations = kept
    page[NameObject("/Contents")] = writer._add_object(stream)
    for text in unseen:
        left_out.add(text.text, reason=text.reason)
    if walk.dropped:
        for form, operations in walk.forms:
            form.set_data(_data(operations, writer=writer))
        gone = before - len(page.extract_text().split()) - sum(len(text.text.split()) for text in unseen)
        left_out.words[Unseen.LAYER] += max(gone, 0)


@dataclass(slots=True, kw_only=True)
class _Walk:
    """One pass over what a page draws, into its forms."""

    layers: Layers
    writer: pypdf.PdfWriter
    unseen: Mapping[int, UnseenText]
    dropped: int = 0
    forms: list[tuple[StreamObject, list[Operation]]] = field(default_factory=list)

    def seen(self, stream: ContentStream, *, resources: DictionaryObject, depth: int = _DEEPEST) -> list[Operation]:
        """The operations that draw what is seen."""
        kept: list[Operation] = []
        marks: list[bool] = []
        number = -1
        for operands, operator in stream.operations:
            if operator in (b"BDC", b"BMC"):
                marks.append(operator == b"BDC" and self._is_off(operands, resources=resources))
            elif operator == b"EMC" and marks:
                marks.pop()
            number += _shows((operands, operator))
            text = self.unseen.get(number) if depth == _DEEPEST and operator in _SHOWING else None
            if any(marks) and operator in (*_SHOWING, b"Do"):
                self.dropped += 1
                kept.extend(_moves(operands, operator, advance=0.0))
            elif text is not None:
                kept.extend(_moves(operands, operator, advance=text.advance))
            elif operator == b"Do" and self.layers and not self._is_drawn(operands, resources=resources, depth=depth):
                self.dropped += 1
            else:
                kept.append((operands, operator))
        return kept

    def _is_off(self, operands: Any, *, resources: DictionaryObject) -> bool:
        if len(operands) < 2 or operands[0] != "/OC":
            return False
        properties = resources.get("/Properties")
        properties = properties.get_object() if properties is not None else None
        if isinstance(properties, DictionaryObject) and operands[1] in properties:
            return self.layers.hides(properties.raw_get(operands[1]))
        return False

    def _is_drawn(self, operands: Any, *, resources: DictionaryObject, depth: int) -> bool:
        """Whether an object is on a layer that is shown; what is not in a form is taken out of it."""
        objects = resources.get("/XObject")
        objects = objects.get_object() if objects is not None else None
        if not isinstance(objects, DictionaryObject) or not operands or operands[0] not in objects:
            return True
        found = objects[operands[0]].get_object()
        if not isinstance(found, StreamObject):
            return True
        if "/OC" in found and self.layers.hides(found.raw_get("/OC")):
            return False
        if found.get("/Subtype") == "/Form" and depth and not any(form is found for form, _ in self.forms):
            before = self.dropped
            kept = self.seen(ContentStream(found, self.writer, "bytes"), resources=_resources(found) or resources, depth=depth - 1)
            if self.dropped > before:
                self.forms.append((found, kept))
        return True


def _shows(operation: Operation) -> bool:
    """Whether an operation shows any text."""
    operands, operator = operation
    if operator not in _SHOWING or not operands:
        return False
    last: PdfObject = operands[-1]
    parts = last if isinstance(last, ArrayObject) else [last]
    return any(isinstance(part, bytes | str) and len(part) > 0 for part in parts)


def _moves(operands: Any, operator: bytes, *, advance: float) -> Iterator[Operation]:
    """What an operation that shows text does beside: it begins a line, and moves what follows."""
    if operator in (b"'", b'"'):
        if operator == b'"':
            yield [operands[0]], b"Tw"
            yield [operands[1]], b"Tc"
        yield [], b"T*"
    if advance:
        yield [ArrayObject([FloatObject(round(-advance))])], b"TJ"


def _resources(found: DictionaryObject) -> DictionaryObject:
    resources = found.get("/Resources")
    resources = resources.get_object() if resources is not None else None
    return resources if isinstance(resources, DictionaryObject) else DictionaryObject()


def _data(operations: list[Operation], *, writer: pypdf.PdfWriter) -> bytes:
    stream = ContentStream(None, writer)
    stream.operations = operations
    return stream.get_data()
