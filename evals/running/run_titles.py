"""The names that people give to runs, in a file in the folder of the runs: the result files keep theirs, which others point to."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock

from ingest.text.visible_text import visible_line

logger = logging.getLogger(__name__)

LONGEST_TITLE = 80
_FILE = ".titles.json"
_WAIT = 10.0


def titles_path(folder: Path) -> Path:
    """Where the names of the runs in a folder lie."""
    return folder / _FILE


def read_titles(folder: Path) -> Mapping[str, str]:
    """The names by result file; none where the file is not there or cannot be used."""
    try:
        read = json.loads(titles_path(folder).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        logger.warning("names of runs that cannot be used (%s)", type(error).__name__)
        return {}
    return {str(name): str(title) for name, title in read.items()} if isinstance(read, dict) else {}


def give_title(path: Path, title: str) -> None:
    """Names the run of a result file; "" takes the name away. Raises OSError where the folder cannot be written."""
    folder = path.parent
    with FileLock(titles_path(folder).with_name(f"{_FILE}.lock"), timeout=_WAIT):
        there = {name: given for name, given in read_titles(folder).items() if name != path.name and (folder / name).exists()}
        if cut := visible_line(title, limit=LONGEST_TITLE):
            there[path.name] = cut
        unfinished = titles_path(folder).with_name(f"{_FILE}.unfinished")
        unfinished.write_text(json.dumps(there, ensure_ascii=False, indent=0), encoding="utf-8")
        unfinished.replace(titles_path(folder))
