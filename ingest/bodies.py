"""Names of public bodies: one body under several spellings, and a body that has taken over the work of another."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.vietnamese import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRegister:
    """The bodies whose other names are known; a name that is not known stands for itself."""

    def names(self, cell: str, asked: str) -> bool:
        """Whether `cell` (one or more bodies, as printed in a plan) names the body `asked`, in whatever spelling."""
        return fold(asked) in fold(cell)
