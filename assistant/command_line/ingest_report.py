"""What `assistant ingest` says of each file: read, unchanged, replaced or refused, with reasons."""

from __future__ import annotations

from assistant.command_line.json_forms import JsonObject
from ingest.text.visible_text import visible_name, writable
from vectorstore.ingestion import FileOutcome, IngestReport

_FATES = ("read", "replaced", "unchanged", "refused")


def report_object(report: IngestReport) -> JsonObject:
    """The report as a JSON object: for each fate a list of files."""
    return {fate: [_outcome_object(outcome) for outcome in getattr(report, fate)] for fate in _FATES}


def report_text(report: IngestReport) -> str:
    """One line a file that needs attention, and a line of counts."""
    lines = []
    for fate in _FATES:
        for outcome in getattr(report, fate):
            said = " ".join(filter(None, (outcome.reason, *outcome.notes)))
            if said or fate != "unchanged":
                passages = f" ({outcome.passage_count} passages)" if outcome.passage_count else ""
                lines.append(visible_name(f"{fate:9} {outcome.path}{passages}" + (f": {said}" if said else "")))
    counts = ", ".join(f"{len(getattr(report, fate))} {fate}" for fate in _FATES)
    return "\n".join((*lines, f"{counts}."))


def _outcome_object(outcome: FileOutcome) -> JsonObject:
    return {
        "path": writable(str(outcome.path)),
        "document": visible_name(outcome.path.name),
        "id": outcome.document_id,
        "passages": outcome.passage_count,
        "reason": outcome.reason,
        "notes": list(outcome.notes),
    }
