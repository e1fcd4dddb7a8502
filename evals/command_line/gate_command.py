"""`python -m evals gate`: every set of floors.json that is on this machine is measured and compared with its floors."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.chat_model.connection import ChatModel
from assistant.register.task_export import write_file
from assistant.settings import Settings
from evals.command_line.evaluation_commands import INTERRUPTED, chat_for, ingesting, run_on, show_refused
from evals.reports.listing import share_text, table
from evals.reports.report_names import NAMES
from evals.running.kept_index import kept_index
from evals.running.program import program_version
from evals.running.run import with_ways
from evals.running.run_file import Run
from evals.scoring.figures import Summary, scores_of, summarise
from evals.scoring.quality_gate import FLOORS, FloorsError, PinnedSet, Verdict, floors_bytes, newly_pinned, read_floors, sha256_of, verdicts
from evals.sets.gold import TestSet
from evals.sets.test_sets import read_test_set
from vectorstore.embedder import Embedder
from vectorstore.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of one set: its run, the figures, and each floor beside them. `changed`: the set is not the one that was pinned."""

    pinned: PinnedSet
    path: Path
    run: Run
    summary: Summary
    verdicts: tuple[Verdict, ...]
    changed: bool = False

    @property
    def failed(self) -> int:
        """Cases that could not be answered at all."""
        return sum(record.error is not None for record in self.run.records)

    @property
    def holds(self) -> bool:
        """Whether the gate lets it pass."""
        return not self.changed and not self.failed and all(verdict.holds for verdict in self.verdicts)


def gate(options: argparse.Namespace, settings: Settings, *, floors: Path = FLOORS) -> int:
    """Measure, compare, and pin where asked for; 1 where a floor does not hold."""
    sets = read_floors(floors)
    if unknown := sorted(set(options.names) - sets.keys()):
        raise FloorsError(f"No set of {floors.name} is called {', '.join(unknown)}: there are {', '.join(sets)}.")
    embedder = Embedder(settings.embedding_model, cache=settings.model_cache, threads=settings.threads)
    chat = chat_for(options, settings)
    ending = "-model.jsonl" if chat else ".jsonl"
    held = True
    for name in options.names or sets:
        pinned = sets[name]
        if pinned.missing:
            print(f"{name}: skipped, since there is no {' and no '.join(pinned.missing)} here.")
            continue
        if not options.pin and has_changed(pinned):
            print(f"{name}: FAILS: the set {pinned.set} has changed. Measure it and pin its floors with --pin.")
            held = False
            continue
        with index_of(pinned, settings=settings, embedder=embedder) as index:
            found = measured(pinned, index=index, settings=settings, path=settings.home / "gate" / f"{name}{ending}", chat=chat)
        if not found.run.complete:
            return INTERRUPTED
        print(verdict_text(name, found, pinning=options.pin))
        if options.pin:
            try:
                sets[name] = pin(found, lower=options.lower)
            except FloorsError as error:
                print(f"  {error}")
                held = False
                continue
            write_file(floors, floors_bytes(sets))
            print(f"  Pinned in {floors}.")
        else:
            held = held and found.holds
    return 0 if held else 1


def has_changed(pinned: PinnedSet) -> bool:
    """Whether the set is another than the one whose floors these are."""
    return bool(pinned.sha256) and pinned.set_path is not None and sha256_of(pinned.set_path) != pinned.sha256


@contextmanager
def index_of(pinned: PinnedSet, *, settings: Settings, embedder: Embedder) -> Iterator[Index]:
    """The index of a set's documents, in ASSISTANT_HOME/gate; sets on the same documents share one."""
    contexts = _set_of(pinned).contexts if pinned.documents == "contexts" else {}
    same = contexts.values() if contexts else pinned.documents
    folder = settings.home / "gate" / hashlib.sha256("\n".join(sorted(same)).encode()).hexdigest()[:8]
    with (
        ingesting() as show,
        kept_index(
            folder, embedder=embedder, contexts=contexts, documents=pinned.document_paths or (), on_progress=show, on_report=show_refused
        ) as index,
    ):
        yield index


def _set_of(pinned: PinnedSet) -> TestSet:
    path = pinned.set_path
    if path is None:
        raise FloorsError(f"There is no {pinned.set} in the project or beside it.")
    test_set = read_test_set(path)
    return with_ways(test_set) if pinned.ways else test_set


def measured(pinned: PinnedSet, *, index: Index, settings: Settings, path: Path, chat: ChatModel | None = None) -> Measured:
    """What comes of a set over the index of its documents. The run is written to `path`, in place of an earlier one."""
    path.unlink(missing_ok=True)
    run = run_on(index, _set_of(pinned), path=path, settings=settings, ways=pinned.ways, chat=chat)
    summary = summarise(scores_of(run))
    return Measured(
        pinned=pinned, path=path, run=run, summary=summary, verdicts=verdicts(pinned, summary), changed=has_changed(pinned)
    )  # fmt: skip


def pin(found: Measured, *, lower: bool) -> PinnedSet:
    """The set with the floors that are measured now. Raises FloorsError where one that stands would be lowered, or a case failed."""
    if found.failed:
        raise FloorsError(f"Not pinned, since {found.failed} cases could not be answered at all.")
    return newly_pinned(found.pinned, found.summary, sha256=found.run.header.set_sha256, measured=program_version(), lower=lower)


def verdict_text(name: str, found: Measured, *, pinning: bool = False) -> str:
    """Whether the floors hold, and each beside what was measured; the measures that have none yet when pinning."""
    said = "holds" if found.holds else "FAILS"
    if not found.verdicts:
        said = "has no floors yet: pin them with --pin" if not pinning else "had no floors"
    lines = [f"{name}: {said}. {len(found.run.records)} cases; every one is in {found.path}."]
    if found.failed:
        lines.append(f"  {found.failed} cases could not be answered at all.")
    rows = [("", "measured", "floor", "slack", "", ""), *map(_verdict_row, found.verdicts)]
    return "\n".join([*lines, *(f"  {line}" for line in table(rows))])


def _verdict_row(verdict: Verdict) -> tuple[str, ...]:
    least = verdict.floor.at_least is not None
    floor = f"{'>=' if least else '<='} {share_text(verdict.measure, verdict.floor.value)}"
    if verdict.figure is None or verdict.slack is None:
        return (NAMES["en"].measures[verdict.measure], "-", floor, "", "", "FAILS: no case counts")
    cases = f"{verdict.slack * verdict.figure.count:+.1f} of {verdict.figure.count} cases"
    value = share_text(verdict.measure, verdict.figure.value)
    return (NAMES["en"].measures[verdict.measure], value, floor, f"{100 * verdict.slack:+.1f}", cases, "" if verdict.holds else "FAILS")
