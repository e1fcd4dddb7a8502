"""Bodies that could be taken for the one that leads or helps a task, and that do neither in any document held."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ingest.document import DocumentId
from ingest.names.abbreviations import written_out
from ingest.names.bodies import BodyRegister
from ingest.names.body_forms import bodies as bodies_by_form
from ingest.names.body_spellings import spelling
from ingest.text.vietnamese import fold
from vectorstore.tasks import HeldTask

_UNNAMED = re.compile(
    r"\b(?:cac|nhung|moi|toan the|lien quan|huu quan|dia phuong|don vi|co quan|nganh|cap|to chuc|doanh nghiep|ca nhan|truc thuoc|"
    r"thanh vien|xa, phuong|phuong, xa|tinh, thanh pho|chu tri|phoi hop|dau moi|de nghi|theo)\b|\d|[()|:;+•/]"
)
"""What a cell says in place of the name of one body, or beside it."""
_LONGEST = 80
_FEW = 4


class BodyRivals:
    """The bodies that lead or help somewhere, by their heads ("Bộ", "Sở"): ministries stand beside ministries."""

    def __init__(self, tasks: Sequence[HeldTask], *, bodies: BodyRegister) -> None:
        self._bodies = bodies
        printed: dict[str, Counter[str]] = defaultdict(Counter)
        self._documents: dict[str, Counter[DocumentId]] = defaultdict(Counter)
        for held in tasks:
            for cell in (held.task.lead, held.task.coordinating):
                for piece in bodies.split(cell) if cell else ():
                    name = self.named(piece)
                    if name and (bodies.body(name) or held.document.ocr_confidence(held.task.page) is None):
                        key = bodies.key(name)
                        printed[key][name] += 1
                        self._documents[key][held.document.id] += 1
        self._names = {key: self.in_full(min(found, key=lambda one: (-found[one], one))) for key, found in printed.items()}

    def named(self, piece: str) -> str:
        """The one body that a piece of a cell names and nothing else, as it is shown; "" for "các bộ, ngành", for several, for words that
        are no name."""
        text = " ".join(piece.split()).strip(" .,;-–+•")
        if not text or len(text) > _LONGEST or _UNNAMED.search(fold(text)):
            return ""
        if "," in text and fold(text).startswith(("ubnd", "uy ban", "hdnd", "hoi dong")):  # those of several places
            return ""
        if not self._bodies.body(text) and (bodies_by_form(text) != ((0, len(text)),) or "," in text or text.isupper()):
            return ""
        return text[:1].upper() + text[1:]

    def in_full(self, name: str) -> str:
        """A name as it is shown among answers: that of the register, where it is known and printed with initials or other
        capitals."""
        known = self._bodies.body(name)
        full = written_out(name, self._bodies)
        shown = known.name if known and fold(known.name) == fold(full) else full
        return shown[:1].upper() + shown[1:]

    def only(self, cell: str) -> str:
        """The body of a cell that names exactly one and says nothing else; "" for any other."""
        pieces = self._bodies.split(cell)
        name = self.named(pieces[0]) if len(pieces) == 1 else ""
        return name if fold(name) == fold(" ".join(cell.split()).strip(" .,;-–+•")) else ""

    def all_named(self, cell: str) -> tuple[str, ...]:
        """The bodies of a cell, each by its name; none where one piece names no single body."""
        names = tuple(self.named(piece) for piece in self._bodies.split(cell))
        return names if all(names) else ()

    def wrong(self, answer: str, *, document: DocumentId, told: Iterable[HeldTask], beside: str) -> tuple[str, ...]:
        """Bodies with the head of `answer` ("Sở"), the ones of its document first, without those that the tasks `told` or the words
        `beside` name in any spelling, and without two that are one body, or one that took over from another. Where the documents have
        hardly any with that head, others, too."""
        cells = [cell for held in told for cell in (held.task.lead, held.task.coordinating, held.task.submitted_to) if cell]
        around = fold(" ".join((beside, *(held.task.task for held in told))))
        head = fold(answer).split()[0]
        alike = [key for key, name in self._names.items() if fold(name).split()[0] == head]
        order = sorted(
            alike if len(alike) > _FEW else self._names,
            key=lambda key: (key not in alike, not self._documents[key][document], -sum(self._documents[key].values()), key),
        )
        chosen: list[str] = []
        for key in order:
            name = self._names[key]
            if any(self._related(name, other) for other in (answer, *chosen)) or fold(name) in around:
                continue
            if not any(self._bodies.names(cell, name) for cell in cells):
                chosen.append(name)
            if len(chosen) == 8:
                break
        return tuple(chosen)

    def _related(self, one: str, other: str) -> bool:
        first, second = fold(one), fold(other)
        alike = spelling(one).core == spelling(other).core  # "Công an tỉnh" and "Công an Thành phố"
        return alike or self._bodies.relation(one, other) is not None or first in second or second in first
