"""Old Word files, RTF and OpenDocument to raw blocks: LibreOffice makes a DOCX or XLSX of them, which the readers of those read."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import DamagedFile, UnsupportedFile
from ingest.limits.child_environment import child_environment, without_network
from ingest.note import Note
from ingest.readers import docx, xlsx
from ingest.readers.reading import Reading

logger = logging.getLogger(__name__)

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_LONGEST_SECONDS = 120.0
"""A plan of 60 pages takes 2 to 5 s; LibreOffice may also wait for ever, as for an answer that nobody can give."""
_LIBRARIES = {"docx": ("libreoffice-writer", "libswlo.so"), "xlsx": ("libreoffice-calc", "libsclo.so")}
"""What a conversion to each format needs: the Debian package, and the library by which it is told whether it is installed."""
# A new profile: no macro runs, nothing that a document links to is fetched.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop>
<prop oor:name="DisableActiveContent"><value>true</value></prop>
</item>
</oor:items>
"""
_NONSENSE = 0.01
"""Share of characters; random bytes read as UTF-16 give one in eight."""
NOTE = Note("Read through LibreOffice.", code="office")


def read_text(path: Path, *, max_characters: int) -> Reading:
    """The blocks of a DOC, RTF or ODT. Raises UnsupportedFile where LibreOffice is not installed, else what the DOCX reader raises."""
    with _converted(path, to="docx") as copy:
        reading = docx.read(copy, max_characters=max_characters)
    if _is_nonsense("".join(block.text for block in reading.blocks)):
        raise _broken(path, to="docx")
    return dataclasses.replace(reading, notes=(*reading.notes, NOTE))


def read_sheets(path: Path, *, max_characters: int) -> Reading:
    """The blocks of an XLS or ODS. Raises UnsupportedFile where LibreOffice is not installed, else what the XLSX reader raises."""
    with _converted(path, to="xlsx") as copy:
        reading = xlsx.read(copy, max_characters=max_characters)
    return dataclasses.replace(reading, notes=(*reading.notes, NOTE))


@contextlib.contextmanager
def _converted(path: Path, *, to: str) -> Iterator[Path]:
    """A copy of the file in the format `to`, under the original's name so that errors speak of that; gone afterwards."""
    program = _program(path, to=to)
    with tempfile.TemporaryDirectory(prefix="plan-assistant-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source = folder / f"source{path.suffix.lower()}"
        shutil.copyfile(path, source)  # beside the original it would leave a lock file, and a name may begin with "-"
        started = time.perf_counter()
        _run(program, source=source, to=to, folder=folder, original=path)
        logger.info("converted to %s in %.1f s", to, time.perf_counter() - started)
        result = folder / "out" / f"source.{to}"
        if not result.is_file():
            raise _broken(path, to=to)
        copy = result.rename(folder / "out" / path.name)
        yield copy


def _program(path: Path, *, to: str) -> str:
    """LibreOffice's program. Raises UnsupportedFile where it, or its part for this kind of file, is not installed."""
    package, library = _LIBRARIES[to]
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is not None:
        folder = Path(program).resolve().parent
        if (folder / library).exists() or not any(folder.glob("lib*lo.so")):  # elsewhere than on Linux it comes whole
            return program
    raise UnsupportedFile(
        f"{path.name} is read through LibreOffice, of which {package} is not installed: install it (Debian: apt install {package}) "
        f"and ingest it again, or save the file as {to.upper()} and ingest that."
    )


def _run(program: str, *, source: Path, to: str, folder: Path, original: Path) -> None:
    """Convert `source` into `folder`/out, in a process group of its own that is ended whole. Raises DamagedFile where it takes too long."""
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", to, "--outdir", str(folder / "out"), str(source)),
    ]
    with subprocess.Popen(
        without_network(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=child_environment(folder, SAL_USE_VCLPLUGIN="svp"),
        start_new_session=True,
    ) as process:
        try:
            process.communicate(timeout=_LONGEST_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise DamagedFile(
                f"{original.name} kept LibreOffice busy for more than {_LONGEST_SECONDS:.0f} s: "
                f"open it in a word processor or spreadsheet program, save it as {to.upper()} and ingest that."
            ) from error
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _broken(path: Path, *, to: str) -> DamagedFile:
    return DamagedFile(
        f"{path.name} is broken or not what its name says, LibreOffice makes nothing of it: "
        f"take a fresh copy, or open it in an office program, save it as {to.upper()} and ingest that."
    )


def _is_nonsense(text: str) -> bool:
    """Whether bytes were taken for text: code points without a meaning, other than those of symbol fonts (U+F000 to U+F0FF)."""
    strange = sum(unicodedata.category(char) in ("Cn", "Co", "Cs") and not 0xF000 <= ord(char) <= 0xF0FF for char in text)
    return strange > _NONSENSE * len(text)
