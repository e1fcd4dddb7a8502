"""The headers of real documents, where they are at hand, and of the sample's: what is printed on them, read from the paper.

What is written by hand or hidden under a seal may stay unread, never be read wrongly.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import NamedTuple

import pytest

from evals.sample.office import libreoffice
from ingest.read import read_document
from ingest.readers.tesseract import is_installed

ROOT = Path(__file__).parents[1]
PLANS, CORPUS, SAMPLE = ROOT.parent / "shared" / "corpus-plans", ROOT.parent / "shared" / "corpus", ROOT / "evals" / "sample" / "documents"
FOLDERS = {"plans": PLANS, "corpus": CORPUS, "sample": SAMPLE}


class Printed(NamedTuple):
    """A line of `real_headers.jsonl`: `read` is how the file is read, "text", "old_word" or "picture"; `unread` are the fields that are no
    print: written by hand, or under a seal."""

    read: str
    folder: str
    name: str
    number: str
    kind: str
    issuer: str
    day: str
    place: str
    signer: str | None
    signer_title: str | None
    title: str
    unread: str = ""


PRINTED = [Printed(**json.loads(line)) for line in Path(__file__).with_name("real_headers.jsonl").read_text(encoding="utf-8").splitlines()]


def _read_as(how: str) -> list[Printed]:
    return [printed for printed in PRINTED if printed.read == how]


def _check(printed: Printed) -> None:
    path = next(FOLDERS[printed.folder].glob(f"{printed.name}*"), None)
    if path is None:
        pytest.skip("the document is not at hand")
    document = read_document(path)
    header = document.header
    wanted = {
        "number": printed.number, "kind": printed.kind, "issuer": printed.issuer, "date": datetime.date.fromisoformat(printed.day),
        "place": printed.place, "signer": printed.signer, "signer_title": printed.signer_title,
    }  # fmt: skip
    read = {field: getattr(header, field) for field in wanted}
    unread = {field for field in printed.unread.split() if read[field] is None}
    assert {field: value for field, value in read.items() if field not in unread} == {
        field: value for field, value in wanted.items() if field not in unread
    }
    assert (header.subject or "").startswith(printed.title)
    assert document.title == f"{printed.kind} {printed.number}: {header.subject}"


@pytest.mark.parametrize("printed", _read_as("text"), ids=lambda printed: printed.name)
def test_the_header_of_a_document_with_text_is_read(printed: Printed) -> None:
    _check(printed)


@pytest.mark.office
@pytest.mark.skipif(libreoffice() is None, reason="needs LibreOffice")
@pytest.mark.parametrize("printed", _read_as("old_word"), ids=lambda printed: printed.name)
def test_the_header_of_an_old_word_file_is_read(printed: Printed) -> None:
    _check(printed)


@pytest.mark.ocr
@pytest.mark.slow
@pytest.mark.skipif(not is_installed(), reason="needs Tesseract")
@pytest.mark.parametrize("printed", _read_as("picture"), ids=lambda printed: printed.name)
def test_the_header_of_a_scan_is_read_or_left_blank(printed: Printed) -> None:
    _check(printed)
