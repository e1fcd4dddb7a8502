"""Memory of an ingest over its passages, for `make bench`: `python -m evals.bench.bench_ingest_memory --passages 10000`.

The documents are varied from the sample's manuscripts: other numbers, days and bodies, sentences in another order, set as DOCX, PDF and
text. Same seed, same documents.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from evals.bench.bench_measure import environment_of
from evals.bench.bench_progress import say
from evals.sample.docx import set_docx
from evals.sample.manuscript import Line, LineKind, Manuscript, read_manuscript
from evals.sample.pdf import set_pdf

_MANUSCRIPTS = Path(__file__).parents[1] / "sample" / "content" / "typeset"
_PASSAGES_EACH = 9
"""Of one varied document, about."""
_EVERY = 1000
"""Passages from one line of the figures to the next."""
_PLACES = ("An Hải", "Bình Minh", "Cát Linh", "Đông Sơn", "Gia Lạc", "Hòa Xuân", "Khánh Thiện", "Lộc Vừng", "Mỹ Thạnh", "Ninh Giang")
_OFFICES = (
    *("Sở Xây dựng", "Sở Y tế", "Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp", "Sở KH&CN", "Sở GD&ĐT", "Sở NN&PTNT", "Sở VH&TT", "Sở Du lịch"),
    *("Công an Thành phố", "Thanh tra Thành phố", "Văn phòng UBND Thành phố", "Ban Quản lý dự án", "Trung tâm Quản lý hạ tầng"),
)
_OFFICE = re.compile(r"Sở [A-ZĐ]\w+(?: \w+){0,2}|UBND (?:quận|huyện|phường|xã)\b|UBND Thành phố")
_NUMBER = re.compile(r"\d+")
_COUNTED = re.compile(r"^read\b.*[(, ](\d+) passages?\b", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryAt:
    """After so many passages, so many MiB: of the program itself, and of the processes that read for it, together; the most so far."""

    passages: int
    own: float
    readers: float


def main() -> None:
    """Write the documents, ingest them, and print the memory held after every thousand passages."""
    parser = argparse.ArgumentParser(description="Memory of an ingest over its passages.")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-memory-") as work:
        print_ingest_memory(Path(work), passages=options.passages, seed=options.seed)


def print_ingest_memory(work: Path, *, passages: int, seed: int = 1) -> None:
    """Print what an ingest of about so many passages holds, after every thousand of them."""
    say(f"Writing documents of about {passages} passages")
    folder = work / "varied"
    write_varied(folder, count=max(1, passages // _PASSAGES_EACH), seed=seed)
    say("Ingest of them")
    for at in memory_of_ingest(folder, home=work / "memory-home"):
        print(f"Ingest, {at.passages} passages: {at.own:.0f} MiB held at most, and {at.readers:.0f} MiB by what reads", flush=True)


def write_varied(folder: Path, *, count: int, seed: int) -> None:
    """Write `count` documents into `folder`, one in three as DOCX, PDF and text each."""
    folder.mkdir(parents=True)
    chance = random.Random(seed)
    models = [read_manuscript(path) for path in sorted(_MANUSCRIPTS.glob("*.md"))]
    for number in range(count):
        varied = _varied(models[number % len(models)], number=number, chance=chance)
        path = folder / f"{number:05d}-{varied.name}"
        form = number // len(models) % 3
        if form == 0:
            set_docx(varied, target=path.with_suffix(".docx"))
        elif form == 1:
            set_pdf(varied, target=path.with_suffix(".pdf"))
        else:
            lines = (*varied.lines("issuer"), varied.field("number"), varied.field("date"), varied.field("kind"), *_texts(varied))
            path.with_suffix(".txt").write_text("\n\n".join(lines), encoding="utf-8")


def memory_of_ingest(folder: Path, *, home: Path) -> Iterator[MemoryAt]:
    """What the ingest of `folder` into a new index holds, after every thousand passages and at its end."""
    command = [sys.executable, "-m", "assistant.cli", "ingest", str(folder)]
    said = home.with_suffix(".lines")
    with (
        said.open("wb") as lines,
        subprocess.Popen(command, stdout=lines, stderr=subprocess.DEVNULL, env=environment_of(home)) as process,
    ):
        own = readers = 0.0
        told = 0
        while process.poll() is None:
            time.sleep(0.5)
            now, by_readers = _held(process.pid)
            own, readers = max(own, now), max(readers, by_readers)
            passages = _passages(said)
            if passages >= told + _EVERY:
                told = passages - passages % _EVERY
                yield MemoryAt(passages=passages, own=own, readers=readers)
    yield MemoryAt(passages=_passages(said), own=own, readers=readers)


def _held(pid: int) -> tuple[float, float]:
    try:
        process = psutil.Process(pid)
        children = sum(child.memory_info().rss for child in process.children(recursive=True))
        return process.memory_info().rss / 2**20, children / 2**20
    except psutil.Error:
        return 0.0, 0.0


def _passages(said: Path) -> int:
    """The passages held so far, by the lines that the ingest has printed."""
    return sum(map(int, _COUNTED.findall(said.read_text(encoding="utf-8", errors="replace"))))


def _varied(model: Manuscript, *, number: int, chance: random.Random) -> Manuscript:
    fields = {**model.fields, "number": _NUMBER.sub(str(1000 + number), model.field("number"), count=1)}
    return replace(model, fields=fields, body=_lines(model.body, chance=chance), annex=_lines(model.annex, chance=chance))


def _lines(lines: tuple[Line, ...], *, chance: random.Random) -> tuple[Line, ...]:
    found = []
    for line in lines:
        if line.kind in (LineKind.PAGE, LineKind.HEADING):
            found.append(line)
        else:
            cells = tuple(_text(cell, chance=chance) for cell in line.cells)
            found.append(replace(line, text=_text(line.text, chance=chance), cells=cells))
    return tuple(found)


def _text(text: str, *, chance: random.Random) -> str:
    def office(_found: re.Match[str]) -> str:
        return f"{chance.choice(_OFFICES)}{chance.choice((' ', ' thành phố '))}{chance.choice(_PLACES)}"

    said = text.split(". ")
    chance.shuffle(said)
    other = _OFFICE.sub(office, ". ".join(said))
    return _NUMBER.sub(lambda found: "".join(chance.choice("123456789") for _ in found.group()), other)


def _texts(varied: Manuscript) -> list[str]:
    return [" | ".join(line.cells) if line.cells else line.text for line in (*varied.body, *varied.annex) if line.kind is not LineKind.PAGE]


if __name__ == "__main__":
    main()
