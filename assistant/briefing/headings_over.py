"""The heading that words stand under, which the passage they are in does not always know: its own may be that of the item before."""

from __future__ import annotations

from ingest.layout.headings import heading_of
from ingest.passage import Passage


def heading_over(passage: Passage, text: str) -> str:
    """The innermost heading over some words of a passage, on one line: the columns of a table are none, nor is an item of the same or a
    lower order as the one that the words begin ("2. ..." does not stand under "1. ..."). "" where there is none."""
    headings = [heading for heading in passage.headings if " | " not in f"{heading} "]
    own = heading_of(text)
    if own is not None and own.label.strip(" -–—+•*▪●◦"):
        while headings and (above := heading_of(headings[-1])) is not None and above.label and above.level >= own.level:
            headings.pop()
    return " ".join(headings[-1].split()) if headings else ""
