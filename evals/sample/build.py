"""Builds the sample corpus: `python -m evals.sample.build [FOLDER]`. The built files are kept in the project beside this module.

Most are built again to the same bytes. The DOC is made by LibreOffice (Debian: libreoffice-writer) and is left out, or left as it is,
where that is not installed.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from pathlib import Path

from evals.sample.docx import set_docx
from evals.sample.manuscript import read_manuscript
from evals.sample.office import libreoffice, set_doc
from evals.sample.page import set_page
from evals.sample.pdf import set_pdf
from evals.sample.scan import set_scan
from evals.sample.workbook import set_workbook
from ingest.text.legacy_letters import TCVN3

SAMPLE = Path(__file__).parent
DOCUMENTS = SAMPLE / "documents"
_CONTENT = SAMPLE / "content"
_AS_PDF = ("84-KH-UBND", "08-CTr-TU-2021", "57-KH-UBND", "236-TB-UBND")
_AS_SCAN = ("118-TB-UBND",)
_AS_DOC = ("41-HD-SXD",)


def build(target: Path = DOCUMENTS) -> tuple[Path, ...]:
    """Writes every sample document into `target`; returns their paths, by name. Building again gives the same bytes, but of the DOC."""
    target.mkdir(parents=True, exist_ok=True)
    built = [_set(path, target=target) for path in sorted((_CONTENT / "typeset").glob("*.md"))]
    for path in sorted((_CONTENT / "pages").glob("*.md")):
        built.append(target / f"{path.stem}.html")
        set_page(read_manuscript(path), target=built[-1])
    for path in sorted((_CONTENT / "sheets").glob("*.md")):
        built.append(target / f"{path.stem}.xlsx")
        set_workbook(read_manuscript(path), target=built[-1])
    for path in sorted((_CONTENT / "plain").iterdir()):
        built.append(target / path.name)
        shutil.copyfile(path, built[-1])
    for path in sorted((_CONTENT / "legacy").iterdir()):
        built.append(target / path.name)
        built[-1].write_bytes(in_tcvn3(path.read_text(encoding="utf-8")).encode("latin-1"))
    return tuple(sorted(path for path in built if path.exists()))


def _set(path: Path, *, target: Path) -> Path:
    """The document set from a manuscript, in the format that its name asks for."""
    manuscript = read_manuscript(path)
    if path.stem in _AS_DOC:
        built = target / f"{path.stem}.doc"
        if program := libreoffice():
            set_doc(manuscript, target=built, program=program)
        return built
    if path.stem in _AS_PDF + _AS_SCAN:
        built = target / f"{path.stem}.pdf"
        (set_scan if path.stem in _AS_SCAN else set_pdf)(manuscript, target=built)
        return built
    built = target / f"{path.stem}.docx"
    set_docx(manuscript, target=built)
    return built


def in_tcvn3(text: str) -> str:
    """The text as typed in the TCVN3 encoding, read as Latin-1. Capitals with a tone take the small letter's code: it has none for them."""
    codes = {letter: code for code, letter in TCVN3.items()}
    composed = unicodedata.normalize("NFC", text)
    return "".join(codes.get(letter) or codes.get(letter.lower(), letter) for letter in composed)


def main() -> None:
    """Builds into the folder named on the command line, or the one in the project."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    for path in build(target):
        print(f"{path.name}  {path.stat().st_size:,} bytes")
    if libreoffice() is None:
        print(f"LibreOffice is not installed: {', '.join(_AS_DOC)}.doc was not built again.")


if __name__ == "__main__":
    main()
