"""What `assistant ingest` says of each file as it is done, and of all: read, unchanged, replaced or refused, with reasons."""

from __future__ import annotations

from assistant.command_line.json_forms import JsonObject
from ingest.text.visible_text import visible_name, writable
from vectorstore.outcomes import Fate, FileOutcome, IngestReport

_ORDER = (Fate.READ, Fate.REPLACED, Fate.UNCHANGED, Fate.REFUSED, Fate.GONE, Fate.REMOVED)
_SAID_OF_NONE = (Fate.READ, Fate.REPLACED, Fate.UNCHANGED, Fate.REFUSED)


def report_object(report: IngestReport) -> JsonObject:
    """The report as a JSON object: for each fate a list of files."""
    return {fate.value: [_outcome_object(outcome) for outcome in getattr(report, fate.value)] for fate in _ORDER}


def report_text(report: IngestReport) -> str:
    """One line a file that needs attention, and a line of counts."""
    lines = []
    for fate in _ORDER:
        for outcome in getattr(report, fate.value):
            if fate is not Fate.UNCHANGED or outcome.reason or outcome.notes:
                lines.append(outcome_line(fate, outcome))
    return "\n".join((*lines, counts_line(report)))


def outcome_line(fate: Fate, outcome: FileOutcome) -> str:
    """What became of one file, on one line that any terminal may show: its path, what it holds, the seconds it took, what to know of it."""
    counts = [
        _counted(outcome.page_count or 0, "page"), _counted(outcome.passage_count, "passage"), _counted(outcome.task_count, "task"),
        f"{outcome.seconds:.1f} s" if outcome.seconds >= 0.05 else "",
    ]  # fmt: skip
    held = ", ".join(filter(None, counts))
    said = " ".join(filter(None, (outcome.reason, *outcome.notes)))
    return visible_name(f"{fate.value:9} {outcome.path}" + (f" ({held})" if held else "") + (f": {said}" if said else ""))


def counts_line(report: IngestReport) -> str:
    """How many files became what."""
    counts = [(len(getattr(report, fate.value)), fate) for fate in _ORDER]
    return ", ".join(f"{count} {fate.value}" for count, fate in counts if count or fate in _SAID_OF_NONE) + "."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}" if count else ""


def _outcome_object(outcome: FileOutcome) -> JsonObject:
    return {
        "path": writable(str(outcome.path)), "document": visible_name(outcome.path.name), "id": outcome.document_id,
        "pages": outcome.page_count, "passages": outcome.passage_count, "tasks": outcome.task_count, "seconds": round(outcome.seconds, 2),
        "reason": outcome.reason, "notes": list(outcome.notes),
    }  # fmt: skip
