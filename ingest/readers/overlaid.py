"""Blocks without the words whose letters have a stroke laid over them, as people strike out words where a program has no other way."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from ingest.raw import RawBlock
from ingest.readers.left_out import LeftOut, Unseen
from ingest.text.struck_text import without_overlaid


def blocks_without_overlaid(blocks: Sequence[RawBlock]) -> tuple[tuple[RawBlock, ...], tuple[str, ...]]:
    """(the blocks without such words, those of which nothing is left too; notes on what was left out)."""
    left_out = LeftOut()
    return tuple(_seen(blocks, left_out=left_out)), left_out.notes


def _seen(blocks: Sequence[RawBlock], *, left_out: LeftOut) -> Iterator[RawBlock]:
    for block in blocks:
        text, struck = without_overlaid(block.text)
        if not struck:
            yield block
            continue
        left_out.add(struck, reason=Unseen.STRUCK)
        cells = tuple(without_overlaid(cell)[0] for cell in block.cells)
        starts = tuple((len(without_overlaid(block.text[:offset])[0]), page) for offset, page in block.page_starts)
        if any(map(str.isalnum, text)):
            yield dataclasses.replace(block, text=" | ".join(cells) if cells else text, cells=cells, page_starts=starts)
