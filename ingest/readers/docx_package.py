"""A Word file opened: documents and templates, with macros (which are never run) and without, and of both dialects of the format."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import cast

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part, PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.parts.image import ImagePart

from ingest.readers.strict_office import in_usual_dialect

_MAIN = (
    CONTENT_TYPE.WML_DOCUMENT_MAIN,
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""The content types of a document, one with macros, a template, one with macros: nothing else tells these apart."""


def open_word(path: Path) -> WordDocument:
    """The document of a Word file. Raises whatever python-docx raises for a broken one."""
    with warnings.catch_warnings(), in_usual_dialect(path) as stream:
        warnings.simplefilter("ignore")  # python-docx warns about irregular package parts that it gets over
        part = Package.open(stream).main_document_part
        if not isinstance(part, DocumentPart):
            raise ValueError(f"the main part is {part.content_type}")
        return cast("WordDocument", part.document)


def _class_of_part(content_type: str, relation: str) -> type[Part] | None:
    """What a part is by how it is referred to: a document that is set in says that it is the main part of a file."""
    if relation == RELATIONSHIP_TYPE.A_F_CHUNK:
        return Part
    return ImagePart if relation == RELATIONSHIP_TYPE.IMAGE else None


PartFactory.part_class_selector = _class_of_part
PartFactory.part_type_for.update(dict.fromkeys(_MAIN, DocumentPart))
