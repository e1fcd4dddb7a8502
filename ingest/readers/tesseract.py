"""Tesseract as a program beside ours: pixels in, words out. The only caller of it.

It is run as a process of its own over a pipe, with one thread each: pages are read side by side, and a process can be ended at once.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

import numpy as np

from ingest.limits.child_environment import child_environment, without_network
from ingest.readers.page_images import Pixels

_PROGRAM = "tesseract"
_LANGUAGE = "vie"
SECOND_LANGUAGE = "eng"
"""A model that reads digits as well and knows no Vietnamese; Debian installs it with the program."""
_SECONDS = 120
"""A page takes two; one that takes this long is noise from edge to edge."""
_ORIENTATION = re.compile(r"^Rotate: (\d+)$", re.M)
_ORIENTATION_CONFIDENCE = re.compile(r"^Orientation confidence: ([\d.]+)$", re.M)
_WORD = "5"


class TesseractFailed(Exception):  # noqa: N818  (says what happened)
    """Tesseract ended with an error, or took too long, on one picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word as Tesseract found it: pixels from the top left, `confidence` 0 to 1, `line` tells (block, paragraph, line)."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


@cache
def is_installed() -> bool:
    """Whether Tesseract is on the path and has its Vietnamese model."""
    if shutil.which(_PROGRAM) is None:
        return False
    listed = subprocess.run([_PROGRAM, "--list-langs"], capture_output=True, text=True, check=False, env=child_environment())
    return _LANGUAGE in (listed.stdout + listed.stderr).split()


def recognise(pixels: Pixels, *, dpi: float, layout: int, language: str = "") -> tuple[Token, ...]:
    """The words on a picture, in Tesseract's order. `layout` is its page segmentation mode: 3 a page, 4 one column, 7 one line.
    `language` is the model, the Vietnamese one if "".

    Raises TesseractFailed.
    """
    table = _run(pixels, "-l", language or _LANGUAGE, "--oem", "1", "--psm", str(layout), "tsv", dpi=dpi)
    tokens = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != _WORD or not cells[11].strip():
            continue
        block, paragraph, line = map(int, cells[2:5])
        left, top, width, height = map(int, cells[6:10])
        tokens.append(
            Token(
                text=cells[11].strip(),
                x0=left,
                top=top,
                x1=left + width,
                bottom=top + height,
                confidence=max(0.0, float(cells[10]) / 100),
                line=(block, paragraph, line),
            )
        )
    return tuple(tokens)


def upright_turn(pixels: Pixels, *, dpi: float) -> int | None:
    """By how many degrees clockwise the picture must be turned for its writing to stand upright; None where that is not plain."""
    try:
        said = _run(pixels, "--psm", "0", dpi=dpi)
    except TesseractFailed:  # too little writing, or no model for this
        return None
    found, sure = _ORIENTATION.search(said), _ORIENTATION_CONFIDENCE.search(said)
    return int(found[1]) if found and sure and float(sure[1]) > 0 else None


def _run(pixels: Pixels, *arguments: str, dpi: float) -> str:
    header = b"P5 %d %d 255\n" % (pixels.shape[1], pixels.shape[0])  # a PGM, which needs no encoder
    command = [_PROGRAM, "stdin", "stdout", "--dpi", str(round(dpi)), *arguments]
    try:
        done = subprocess.run(
            without_network(command),
            input=header + np.ascontiguousarray(pixels).tobytes(),
            capture_output=True,
            check=True,
            timeout=_SECONDS,
            env=child_environment(OMP_THREAD_LIMIT="1"),
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise TesseractFailed(f"{type(error).__name__} on {pixels.shape[1]} x {pixels.shape[0]} pixels") from error
    return done.stdout.decode("utf-8", errors="replace")
