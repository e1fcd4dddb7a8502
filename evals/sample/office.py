"""Sets a manuscript as a Word 97 document, which LibreOffice makes of the DOCX."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from evals.sample.docx import set_docx
from evals.sample.manuscript import Manuscript


def libreoffice() -> str | None:
    """LibreOffice's program; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def set_doc(manuscript: Manuscript, *, target: Path, program: str) -> None:
    """Writes the DOC. LibreOffice puts times and numbers of its own into it: each time its bytes are others, its text is the same."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"{target.stem}.docx"
        set_docx(manuscript, target=source)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "doc:MS Word 97", "--outdir", name, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        shutil.copyfile(source.with_suffix(".doc"), target)
