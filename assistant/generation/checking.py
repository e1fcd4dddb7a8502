"""Whether a sentence of a chat model holds against the passages that it was given.

A sentence is shown only where its quotes stand in the passages, and what it states (numbers, days, sums, documents, bodies and who of
them leads) stands there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.generation.reply import Claim
from ingest.bodies import BodyRegister
from ingest.body_forms import Span
from vectorstore.retrieval import Hit

Reason = Literal["", "no_citation", "quote_not_found", "numbers", "dates", "documents", "bodies", "roles", "unsupported"]
"""Why a sentence does not hold; "" where it does. `no_citation`: it cites nothing and no passage bears it out; `quote_not_found`: its
quotes stand nowhere and no passage bears it out; `numbers` to `bodies`: it states one that its passages do not; `roles`: it has a body
lead or co-ordinate where the passage says otherwise; `unsupported`: its quote is real, but its words are not those of the passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The words of a passage that bear a sentence out: `hit.passage.text[start:end]`, `decisive` the ranges in the passage, within
    these, of what the sentence takes from them."""

    hit: Hit
    start: int
    end: int
    decisive: tuple[Span, ...] = ()

    @property
    def quote(self) -> str:
        """The words, verbatim."""
        return self.hit.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A sentence with what bears it out, the best first; `evidence` is empty where it does not hold.

    `repaired`: a quote was missing, in another passage than named, or not verbatim, and the right one was found.
    """

    text: str
    evidence: tuple[Proof, ...] = ()
    repaired: bool = False
    reason: Reason = ""

    @property
    def holds(self) -> bool:
        """Whether the sentence may be shown."""
        return not self.reason


def check(claim: Claim, sources: Sequence[Hit], *, question: str, bodies: BodyRegister | None = None) -> Checked:
    """The claim against `sources`, the passages as they were numbered for the model, from 1.

    `question` is the one answered; `bodies` the names that the office knows (`Index.bodies`), else the built-in ones.
    """
    raise NotImplementedError
