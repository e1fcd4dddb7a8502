"""The trained reader: it reads a question and each of the passages found together, and says which answers and with which words.

How it was trained, on what and how well it does: docs/reader.md. `python -m evals reader` makes its file of weights.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.reading.reading import Reading
from assistant.reading.windows import PADDING, Window, joined, windows
from ingest.names.span import Span
from vectorstore.bundled_model import bundled_model
from vectorstore.embedder import Embedder

if TYPE_CHECKING:
    from assistant.reading.network import ReaderNetwork

logger = logging.getLogger(__name__)

WEIGHTS = Path(__file__).with_name("reader.safetensors")
_BATCH_TOKENS = 2_048
"""Tokens of one batch, padding included: larger ones are no faster on two cores."""
_BELONGS, _GOES_ON = 0.5, 0.4
"""How likely the first and each further token of a place must be part of the answer."""
_LONGEST_SPAN = 60
"""Tokens of an answer that stands in one place, where no token is likely enough by itself."""
_GAP = 12
"""Characters between two places that are one: a comma, a word or two of which the reader was less sure."""
_KEPT = 600
"""Readings kept, the longest unused given up first (some 10 MB): a suggested question that was tried, a question asked again, or one whose
parts were tried first, is not read twice."""
_Logits = NDArray[np.float32]
_Flags = NDArray[np.bool_]


def weights_for(home: Path) -> Path:
    """The weights that an office has trained further and keeps under `home`, else those that ship with the program."""
    own = home / WEIGHTS.name
    return own if own.is_file() else WEIGHTS


class Reader:
    """Reads passages for a question, by a network loaded when it is first used. One is shared by all threads.

    `embedder` knows where the bundled embedding model is unpacked, on which the network stands, and lends its tokenizer; `weights` is the
    file with what training changed in it.
    """

    def __init__(self, embedder: Embedder, *, weights: Path = WEIGHTS) -> None:
        self._embedder = embedder
        self._weights = weights
        self._loading = threading.Lock()
        self._computing = threading.Lock()
        self._loaded: ReaderNetwork | None = None
        self._keeping = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, str], Reading] = OrderedDict()

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> tuple[Reading, ...]:
        """The reading of each passage, given as its heading line and its text, in their order. Raises ModelNotFound."""
        keys = [(question, heading, text) for heading, text in passages]
        with self._keeping:
            known = {key: self._kept[key] for key in keys if key in self._kept}
        new = [key for key in dict.fromkeys(keys) if key not in known]
        known |= dict(zip(new, self._read(question, [(heading, text) for _, heading, text in new]), strict=True))
        with self._keeping:
            for key in keys:
                self._kept[key] = known[key]
                self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return tuple(known[key] for key in keys)

    def _read(self, question: str, passages: Sequence[tuple[str, str]]) -> tuple[Reading, ...]:
        network = self.load()
        with self._embedder.tokenizer() as tokenizer:
            cut = [
                (at, window)
                for at, (heading, text) in enumerate(passages)
                for window in windows(tokenizer, question, heading=heading, text=text)
            ]
        best: dict[int, tuple[float, Window, _Logits, _Logits]] = {}
        for batch in _batches(cut):
            span, tag, answers = self._logits(network, [window for _, window in batch])
            for row, (at, window) in enumerate(batch):
                if at not in best or answers[row] > best[at][0]:
                    best[at] = (float(answers[row]), window, span[row, : len(window.ids)], tag[row, : len(window.ids)])
        return tuple(_reading(*best[at], heading=heading, text=text) for at, (heading, text) in enumerate(passages))

    def load(self) -> ReaderNetwork:
        """The network, loaded by the first thread that asks."""
        if self._loaded is None:
            with self._loading:
                if self._loaded is None:
                    started = time.perf_counter()
                    from assistant.reading.network import loaded_network

                    self._loaded = loaded_network(bundled_model(self._embedder.cache), self._weights, threads=self._embedder.threads)
                    logger.info("reader loaded in %.1f s", time.perf_counter() - started)
        return self._loaded

    def _logits(self, network: ReaderNetwork, batch: Sequence[Window]) -> tuple[_Logits, _Logits, _Logits]:
        import torch

        longest = max(len(window.ids) for window in batch)
        ids = torch.full((len(batch), longest), PADDING)
        types = torch.zeros((len(batch), longest), dtype=torch.long)
        for row, window in enumerate(batch):
            ids[row, : len(window.ids)] = torch.tensor(window.ids)
            types[row, : len(window.ids)] = torch.tensor(window.types)
        # One computation at a time: two that share the cores are slower than one after the other.
        with self._computing, torch.inference_mode():
            span, tag, answers = network(ids, (ids != PADDING).long(), types)
        return span.numpy(), tag.numpy(), answers.numpy()


def _batches(cut: Sequence[tuple[int, Window]]) -> Iterator[list[tuple[int, Window]]]:
    """Windows of like length together, so that little is padded."""
    batch: list[tuple[int, Window]] = []
    for at, window in sorted(cut, key=lambda item: -len(item[1].ids)):
        if batch and (len(batch) + 1) * len(batch[0][1].ids) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append((at, window))
    if batch:
        yield batch


def _reading(answers: float, window: Window, span: _Logits, tag: _Logits, *, heading: str, text: str) -> Reading:
    """What the logits of a window mean in characters of heading line and passage."""
    begin = len(joined(heading, ""))
    inside = np.array([last > first for first, last in window.offsets])
    chance = (1 / (1 + np.exp(-np.clip(tag, -30, 30)))).astype(np.float32)
    above = np.array([last <= begin for _, last in window.offsets])
    runs = list(_runs(chance, inside, above=above)) or [_best_span(span, inside, above=above)]
    ranges = [(window.offsets[first][0], window.offsets[last][1]) for first, last in runs if inside[first]]
    places = _whole_words(joined(heading, text), [(start, end) for start, end in ranges if end > begin or start < begin - 1])
    weights = tuple(
        (start - begin, end - begin, float(weight))
        for (start, end), weight, within in zip(window.offsets, chance, inside, strict=True)
        if within and end > begin and weight > 0.05
    )
    return Reading(
        answers=answers,
        places=tuple((max(start - begin, 0), end - begin) for start, end in places if end > begin),
        heading_places=tuple((start, min(end, begin - 1)) for start, end in places if start < begin - 1),
        weights=weights,
        heading=heading,
    )


def _whole_words(text: str, ranges: Sequence[Span]) -> list[Span]:
    """The ranges without white space around them and grown to whole words; those with nothing but blanks or a comma between, as one."""
    found: list[Span] = []
    for start, end in sorted(ranges):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum() and text[end - 1 : end].isalnum():
            end += 1
        if start >= end:
            continue
        if found and start <= found[-1][1] + _GAP and "\n" not in text[found[-1][1] : start]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _runs(chance: _Logits, inside: _Flags, *, above: _Flags) -> Iterator[Span]:
    """First and last token of each place whose tokens are likely part of the answer. None runs from the heading line, whose tokens are
    `above`, into the text."""
    at = 0
    while at < len(chance):
        if inside[at] and chance[at] > _BELONGS:
            last = at
            while last + 1 < len(chance) and inside[last + 1] and above[last + 1] == above[at] and chance[last + 1] > _GOES_ON:
                last += 1
            yield at, last
            at = last
        at += 1


def _best_span(span: _Logits, inside: _Flags, *, above: _Flags) -> Span:
    """The likeliest first and last token of an answer in one place (Devlin et al. 2019, section 4.3), in heading line or text."""
    start, end = (np.where(inside, span[:, column], -1e4) for column in (0, 1))
    best, found = -np.inf, (0, 0)
    for first in np.argsort(start)[::-1][:10]:
        side = above[first : first + _LONGEST_SPAN] == above[first]
        last = int(first + np.argmax(np.where(side, end[first : first + _LONGEST_SPAN], -np.inf)))
        if start[first] + end[last] > best:
            best, found = float(start[first] + end[last]), (int(first), last)
    return found
