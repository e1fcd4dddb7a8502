"""How well and how fast documents are read, for `make bench`: the gold rows of annex tables, pages a second, seconds a scanned page."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pypdf

from ingest.document import Document
from ingest.errors import UnreadableFile
from ingest.read import read_document
from ingest.readers.tesseract import is_installed
from ingest.task import Task

_CELLS = ("number", "task", "lead", "coordinating", "product", "deadline")
_LONG_PAGES = 67
"""Of the longest Gazette PDF with tables among the plans that this was made for."""
_SAME_ROW = 0.9
"""Of the letters of a task, for a row to count as found where its text is not the same to the letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowScore:
    """Of a document's gold rows: how many there are, how many were found, how many of their cells are exact, of how many.

    A cell of a row that was not found counts as wrong.
    """

    rows: int
    found: int
    exact: int
    cells: int


def print_reading(sets: Path) -> None:
    """Print what can be measured with the documents in `sets`/corpus and the rows in `sets`/qa; a line says what is missing."""
    corpus, gold = sets / "corpus", sets / "qa" / "dev-tables.jsonl"
    if not corpus.is_dir():
        print(f"No documents in {corpus}: reading not measured.")
        return
    load = os.getloadavg()[0]
    print(f"Reading (load of the machine before: {load:.1f})")
    if gold.exists():
        for name, score in score_rows(gold, corpus=corpus).items():
            print(f"Table rows, {name}: {score.found} of {score.rows} found, {score.exact} of {score.cells} cells exact")
    else:
        print(f"No gold rows in {gold}: tables not scored.")
    paths = sorted(corpus.glob("*.pdf"))
    _print_speed(paths)
    _print_scans(paths)


def score_rows(gold: Path, *, corpus: Path) -> dict[str, RowScore]:
    """The score of each document's rows, and of "all". A gold row is an object with document, page and the six cells."""
    wanted: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for line in gold.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            wanted[row["document"]].append(row)
    scores = {name: _score(read_document(corpus / name).tasks, rows=rows) for name, rows in wanted.items()}
    return {**scores, "all": _sum(list(scores.values()))}


def _sum(scores: Sequence[RowScore]) -> RowScore:
    totals = (sum(getattr(score, name) for score in scores) for name in ("rows", "found", "exact", "cells"))
    rows, found, exact, cells = totals
    return RowScore(rows=rows, found=found, exact=exact, cells=cells)


def _score(tasks: Sequence[Task], *, rows: Sequence[dict[str, str]]) -> RowScore:
    """Rows matched by their task's text, then by the nearest of the same number; each task stands for one row."""
    left = list(tasks)
    found = exact = 0
    for row in sorted(rows, key=lambda row: _matching(row, left) is None):
        task = _matching(row, left) or _nearest(row, left)
        if task is not None:
            left.remove(task)
            found += 1
            exact += sum(_folded(getattr(task, cell)) == _folded(row[cell]) for cell in _CELLS)
    return RowScore(rows=len(rows), found=found, exact=exact, cells=len(rows) * len(_CELLS))


def _matching(row: dict[str, str], tasks: Sequence[Task]) -> Task | None:
    """The task with the same text, the one that agrees in most other cells where several have it."""
    same = [task for task in tasks if _folded(task.task) == _folded(row["task"])]
    return max(same, key=lambda task: sum(_folded(getattr(task, cell)) == _folded(row[cell]) for cell in _CELLS), default=None)


def _nearest(row: dict[str, str], tasks: Sequence[Task]) -> Task | None:
    numbered = [task for task in tasks if task.number == row["number"]]
    ratios = [(SequenceMatcher(None, _folded(task.task), _folded(row["task"]), autojunk=False).ratio(), task) for task in numbered]
    ratio, task = max(ratios, key=lambda pair: pair[0], default=(0.0, None))
    return task if ratio >= _SAME_ROW else None


def _folded(text: str) -> str:
    return " ".join(text.split())


def _print_speed(paths: Sequence[Path]) -> None:
    pages, seconds, processor, tabled = 0, 0.0, 0.0, []
    with _without_ocr():
        for path in paths:
            began, busy = time.perf_counter(), time.process_time()
            document = _read(path)
            if document is None:  # a scan: it takes no time to refuse, so it does not count
                continue
            seconds += time.perf_counter() - began
            processor += time.process_time() - busy
            pages += document.page_count or 0
            rows = {block.page for block in document.blocks if block.cells and block.page is not None}
            tabled += [(path, page) for page in sorted(rows)]
        used = f"{pages} pages, {seconds:.1f} s, {processor:.1f} s of processor time"
        print(f"PDF pages with text, without OCR: {pages / seconds:.1f} a second ({used})")
        if tabled:
            with tempfile.TemporaryDirectory() as folder:
                _print_long(Path(folder) / "bang.pdf", pages=tabled)


def _print_long(path: Path, *, pages: Sequence[tuple[Path, int]]) -> None:
    """The time of one PDF of 67 pages, all with tables, put together from those of the corpus."""
    writer = pypdf.PdfWriter()
    readers = {source: pypdf.PdfReader(source) for source, _ in pages}
    for at in range(_LONG_PAGES):
        source, page = pages[at % len(pages)]
        writer.add_page(readers[source].pages[page - 1])
    writer.write(path)
    began, busy = time.perf_counter(), time.process_time()
    document = read_document(path)
    seconds, processor = time.perf_counter() - began, time.process_time() - busy
    used = f"{seconds:.1f} s, {processor:.1f} s of processor time, {len(document.tasks)} tasks"
    print(f"One PDF of {document.page_count} table pages, without OCR: {used}")


def _print_scans(paths: Sequence[Path]) -> None:
    if not is_installed():
        print("Tesseract with its Vietnamese model is not installed: scanned pages not measured.")
        return
    with _without_ocr():
        scans = [path for path in paths if _read(path) is None]
    for path in scans:
        read: list[int] = []
        began = time.perf_counter()
        document = read_document(path, on_page=lambda _, total, read=read: read.append(total))  # type: ignore[misc]
        seconds = time.perf_counter() - began
        pages = read[-1] if read else 0
        each = f", {seconds / pages:.1f} s a page" if pages else ""
        print(f"Scan {path.name}: {pages} of {document.page_count} pages by OCR in {seconds:.1f} s{each}")


def _read(path: Path) -> Document | None:
    try:
        return read_document(path)
    except UnreadableFile:
        return None


@contextmanager
def _without_ocr() -> Iterator[None]:
    """As on a machine where Tesseract is not on the path."""
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = ""
    is_installed.cache_clear()
    try:
        yield
    finally:
        os.environ["PATH"] = path
        is_installed.cache_clear()


if __name__ == "__main__":
    print_reading(Path(__file__).parents[3] / "shared")
