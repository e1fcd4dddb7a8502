"""`python -m evals reader syllables`: count the syllables of the written questions and passages for restoring diacritics."""

from __future__ import annotations

import gzip
from collections import Counter

from evals.reader.question_sources import OWN, material_read
from ingest.text.common_language import FILE
from ingest.text.vietnamese import has_diacritics
from vectorstore.diacritics import count_syllables

_FEWEST_TIMES = 2
"""Times that a pair of neighbours must stand there to be kept; half of all pairs do, and restore as well as all of them."""
_FEWEST_MARKED = 0.4
"""Of its words must carry diacritics for a text to say how words are written; what was typed bare says nothing of it."""


def write_common_syllables() -> str:
    """Count and write the file; what was written, in one sentence. The same questions give the same file, byte for byte."""
    passages, questions = material_read([OWN])
    asked = [one.question for one in questions if one.language == "vi" and not (one.restored or one.held_out)]
    texts = [*asked, *("\n".join((passage.heading, passage.text)) for passage in passages.values() if not passage.held_out)]
    syllables, pairs = count_syllables(text for text in texts if _is_marked(text))
    counts = Counter({form: count for (_, form), count in syllables.items()})
    counts.update({f"{first} {second}": count for (_, first, second), count in pairs.items() if count >= _FEWEST_TIMES})
    lines = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    data = "".join(f"{words}\t{count}\n" for words, count in lines).encode()
    FILE.write_bytes(gzip.compress(data, mtime=0))
    return f"Written: {len(lines):,} lines from {len(texts):,} texts in {FILE.name}."


def _is_marked(text: str) -> bool:
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return sum(map(has_diacritics, words)) > _FEWEST_MARKED * len(words)
