"""What people say of answers that were scored: right, wrong or unclear, with a reason, kept in the folder of the runs.

A verdict is of an answer, not of a run: it holds in every run in which the same case has the same answer with the same sources, and is so
carried over to the next one.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.command_line.json_forms import JsonObject
from evals.sets.gold import GoldCase
from ingest.text.visible_text import visible_line

logger = logging.getLogger(__name__)

Judgement = Literal["right", "wrong", "unclear"]
JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)
LONGEST_REASON = 500
MOST = 20_000
"""Verdicts kept; the oldest go."""
_FILE = ".verdicts.jsonl"
"""No name that a run could have."""
_WAIT = 10.0
"""Seconds to wait for another writer."""


class HumanVerdict(BaseModel):
    """What a person said of one answer to one case. `key` stands for both; `run` is the file of the run in which it was given."""

    model_config = ConfigDict(frozen=True)
    key: str
    case: str
    judgement: Judgement
    reason: str = ""
    run: str = ""
    at: datetime.datetime


def verdict_key(case: GoldCase, answer: JsonObject) -> str:
    """What tells that a case has the same question, and the answer the same words and sources."""
    cited = [(one.get("document"), one.get("page")) for one in answer.get("citations", ())]
    said = json.dumps([case.id, case.question, str(answer.get("answer", "")), cited])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def verdicts_path(folder: Path) -> Path:
    """Where the verdicts of the runs in a folder lie."""
    return folder / _FILE


def verdicts_of(folder: Path, answers: Iterable[tuple[GoldCase, JsonObject]]) -> dict[str, HumanVerdict]:
    """The verdicts that there are of these cases and answers, by the id of the case."""
    known = kept_verdicts(folder)
    if not known:
        return {}
    return {case.id: verdict for case, answer in answers if (verdict := known.get(verdict_key(case, answer))) is not None}


def give_verdict(folder: Path, case: GoldCase, answer: JsonObject, judgement: Judgement | None, *, reason: str = "", run: str = "") -> None:
    """Keeps a verdict in place of the one that there is; None takes it back. Raises OSError where the folder cannot be written, and
    filelock's Timeout where another process writes for long."""
    path = verdicts_path(folder)
    key = verdict_key(case, answer)
    with FileLock(path.with_name(f"{path.name}.lock"), timeout=_WAIT):
        known = dict(kept_verdicts(folder))
        known.pop(key, None)
        if judgement is not None:
            at = datetime.datetime.now(datetime.UTC)
            said = visible_line(reason, limit=LONGEST_REASON)
            known[key] = HumanVerdict(key=key, case=case.id, judgement=judgement, reason=said, run=run, at=at)
        unfinished = path.with_name(f"{path.name}.unfinished")
        unfinished.write_text("".join(f"{one.model_dump_json()}\n" for one in [*known.values()][-MOST:]), encoding="utf-8")
        unfinished.replace(path)


def kept_verdicts(folder: Path) -> Mapping[str, HumanVerdict]:
    """All verdicts of a folder of runs, by their keys."""
    path = verdicts_path(folder)
    try:
        known = path.stat()
    except OSError:
        return {}
    return _read(path, known.st_mtime_ns, known.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> Mapping[str, HumanVerdict]:
    """The verdicts by their keys, in the order in which they were given; what cannot be read is left out."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        logger.warning("verdicts that cannot be used: %s (%s)", path.name, type(error).__name__)
        return {}
    found: dict[str, HumanVerdict] = {}
    for line in lines:
        try:
            verdict = HumanVerdict.model_validate_json(line)
        except ValidationError:
            continue
        found[verdict.key] = verdict
    return found
