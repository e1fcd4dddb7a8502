"""Builds the sample corpus: `python -m evals.sample.build [FOLDER]`. The built files are kept in the project beside this module."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from evals.sample.docx import set_docx
from evals.sample.manuscript import read_manuscript
from evals.sample.page import set_page
from evals.sample.pdf import set_pdf

SAMPLE = Path(__file__).parent
DOCUMENTS = SAMPLE / "documents"
_CONTENT = SAMPLE / "content"
_AS_PDF = ("84-KH-UBND", "08-CTr-TU-2021")


def build(target: Path = DOCUMENTS) -> tuple[Path, ...]:
    """Writes every sample document into `target`; returns their paths, by name. Building again gives the same bytes."""
    target.mkdir(parents=True, exist_ok=True)
    built: list[Path] = []
    for path in sorted((_CONTENT / "typeset").glob("*.md")):
        as_pdf = path.stem in _AS_PDF
        built.append(target / f"{path.stem}{'.pdf' if as_pdf else '.docx'}")
        (set_pdf if as_pdf else set_docx)(read_manuscript(path), target=built[-1])
    for path in sorted((_CONTENT / "pages").glob("*.md")):
        built.append(target / f"{path.stem}.html")
        set_page(read_manuscript(path), target=built[-1])
    for path in sorted((_CONTENT / "plain").iterdir()):
        built.append(target / path.name)
        shutil.copyfile(path, built[-1])
    return tuple(sorted(built))


def main() -> None:
    """Builds into the folder named on the command line, or the one in the project."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    for path in build(target):
        print(f"{path.name}  {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
