"""How often syllables and pairs of neighbours stand in plans and in questions on them, beside what an office's own documents print.

Counted in the passages and questions that were written for training the reader (`python -m evals reader syllables`), so that what a
corpus hardly prints ("mấy", "thì", "chuyện gì") is known as people ask it.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.text.vietnamese import fold

FILE = Path(__file__).with_name("common_language.tsv.gz")
"""Lines of "form<TAB>count" and "first second<TAB>count", most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonLanguage:
    """`forms_of` maps folded letters to the forms printed with them and their counts, `pairs` "chủ trì" to its count; `total` is the
    sum of all syllables."""

    forms_of: Mapping[str, Mapping[str, int]]
    pairs: Mapping[str, int]
    total: int

    def forms(self, folded: str) -> Mapping[str, int]:
        """How often each form with these letters stands there."""
        return self.forms_of.get(folded, {})


@cache
def common_language() -> CommonLanguage:
    """The counts that ship with the program: some 50,000 lines, read once."""
    forms: dict[str, dict[str, int]] = {}
    pairs: dict[str, int] = {}
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            words, count = line.rstrip("\n").split("\t")
            if " " in words:
                pairs[words] = int(count)
            else:
                forms.setdefault(fold(words), {})[words] = int(count)
    return CommonLanguage(forms_of=forms, pairs=pairs, total=sum(count for counted in forms.values() for count in counted.values()))
