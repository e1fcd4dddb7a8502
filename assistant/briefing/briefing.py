"""The nouns of a briefing: its parts, and their lines with the words of the document that each is taken from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.quote import Quote
from ingest.document import DocumentId
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask


class PartName(StrEnum):
    """The parts of a briefing, in the order in which they are shown."""

    IDENTITY = "identity"
    RELATIONS = "relations"
    STRUCTURE = "structure"
    GOALS = "goals"
    INDICATORS = "indicators"
    LEADS = "leads"
    DEADLINES = "deadlines"
    FUNDING = "funding"
    REPORTING = "reporting"
    TERMS = "terms"
    SUMS = "sums"
    NOTES = "notes"


class LineKind(StrEnum):
    """What a line tells, and so how its `label`, `text` and `value` are to be read."""

    TYPE = "type"
    NUMBER = "number"
    DATE = "date"
    ISSUER = "issuer"
    SIGNER = "signer"
    OFFICE = "office"
    SUBJECT = "subject"
    """A fact of the header: `text` states it. A date is day/month/year."""
    GROUND = "ground"
    """A line in which the document states what it is based on: `text`."""
    IMPLEMENTS = "implements"
    AMENDS = "amends"
    REPLACES = "replaces"
    IMPLEMENTED_BY = "implemented_by"
    AMENDED_BY = "amended_by"
    REPLACED_BY = "replaced_by"
    """`label` names the other document, `text` are the words that say so; `other` is its id where it is held."""
    HEADING = "heading"
    """A heading: `text`, its depth below the outermost `level`."""
    GOAL = "goal"
    """Words under a heading of goals: `text`; `label` is the heading."""
    INDICATOR = "indicator"
    """What is to be reached: `label` names it, `value` is what it is to come to, as printed; `text` is the row or the sentence."""
    LEAD = "lead"
    """A body with how many tasks it leads: `label`, `count`; `text` is the name by which the register finds all of them, "" where it would
    not. The lines of the tasks follow."""
    TASK = "task"
    """A task: `text`, its deadline in `value`, its lead in `label`; `task` holds the rest."""
    FUNDING = "funding"
    REPORTING = "reporting"
    """A sentence that provides for it: `text`; `label` is the heading over it."""
    TERM = "term"
    """`label` is a term or an abbreviation, `value` what it means, `text` the sentence that says so."""
    SUM = "sum"
    """A total that its rows do not add up to: `label` names the row and the column, `text` is the total as printed, `value` the sum of the
    rows."""
    NOTE = "note"
    """What is to be known of how the file was read: `text`, an `ingest.note.Note` where it is one. It quotes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingLine:
    """One line, its words as the document prints them, white space folded. `quote` is where they stand: every line has one but a `NOTE`,
    and a `LEAD`, whose tasks have theirs. `count` is a number of tasks, 0 where none are counted."""

    kind: LineKind
    text: str = ""
    label: str = ""
    value: str = ""
    level: int = 0
    count: int = 0
    quote: Quote | None = None
    other: DocumentId | None = None
    task: HeldTask | None = None

    @property
    def of_row(self) -> bool:
        """Whether it gives a row of a table, whose name is its `label`."""
        return self.task is not None or " | " in self.text

    @property
    def is_relation(self) -> bool:
        """Whether it tells how the document stands to another, or what it is based on."""
        return self.kind in _RELATIONS


_RELATIONS = frozenset(
    {LineKind.GROUND, LineKind.IMPLEMENTS, LineKind.AMENDS, LineKind.REPLACES}
    | {LineKind.IMPLEMENTED_BY, LineKind.AMENDED_BY, LineKind.REPLACED_BY}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingPart:
    """A part with its lines, at least one; `more` is how many there are beside them: of long lists the first are kept."""

    name: PartName
    lines: tuple[BriefingLine, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What one document is and says. Parts that it has nothing for are absent. `task_count` counts its tasks, lines of one task once."""

    document: DocumentRecord
    parts: tuple[BriefingPart, ...]
    task_count: int = 0

    def part(self, name: PartName) -> BriefingPart | None:
        """One of its parts, None where the document has nothing for it."""
        return next((part for part in self.parts if part.name is name), None)

    def lines(self, *names: PartName) -> tuple[BriefingLine, ...]:
        """The lines of some parts, in the order of the parts; of all where none is named."""
        return tuple(line for part in self.parts if not names or part.name in names for line in part.lines)
