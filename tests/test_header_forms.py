"""Headers and signatures of many offices, read from files of plain text and of Word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.header_forms import BODY, FORMS, HeaderForm
from ingest.document import Header
from ingest.read import read_document


def _read(form: HeaderForm, folder: Path) -> Header:
    path = folder / "van-ban.txt"
    path.write_text(f"{form.top}\n\n{BODY}\n{form.foot}\n", encoding="utf-8")
    return read_document(path).header


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_header_of_a_form_is_read(form: HeaderForm, tmp_path: Path) -> None:
    read = _read(form, tmp_path)
    fields = ("number", "kind", "issuer", "date", "place", "signer", "signer_title", "subject")
    assert {field: getattr(read, field) for field in fields} == {field: getattr(form, field) for field in fields}
