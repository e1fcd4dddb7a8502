"""The sample documents as they are read, each once for all tests, and what reading one takes beside Python."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.read import read_document

DOCUMENTS = Path(__file__).parents[1] / "evals" / "sample" / "documents"
SCAN, STAMPED, DOC = "118-TB-UBND.pdf", "236-TB-UBND.pdf", "41-HD-SXD.doc"
_READ_WITH = {SCAN: "ocr", STAMPED: "ocr", DOC: "office"}


def marks_of(*names: str) -> list[pytest.MarkDecorator]:
    """The marks of a test that reads these documents."""
    return [getattr(pytest.mark, mark) for mark in sorted({_READ_WITH[name] for name in names if name in _READ_WITH})]


@cache
def sample_document(name: str) -> Document:
    """One of them."""
    return read_document(DOCUMENTS / name)
