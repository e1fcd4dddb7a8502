"""Whether a text states the number that a claim states, with its unit and bound."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.names.numbers import Figure, has_scale_and_unit
from ingest.text.vietnamese import is_vietnamese_syllable

_LOOSE_NOUNS = frozenset("nhóm mục phần loại điểm số thứ việc lần đơn cơ trên đến tới".split())
_NOUN = 2
"""Words behind a number that name what is counted: "khâu đột", "chỉ tiêu"."""


def states(held: Sequence[Figure], wanted: Figure, *, around: str = "") -> bool:
    """Whether a text with the numbers `held` states `wanted`; a number without its unit, as in the cell of a table, has the one that
    stands in the folded text `around` it."""
    return any(_same(figure, wanted, around) for figure in held)


def counts_otherwise(held: Sequence[Figure], wanted: Figure, *, told: Sequence[Figure]) -> bool:
    """Whether a text counts what `wanted` counts and gets another number ("5 khâu đột phá" where it has three), which is none of `told`;
    of several counts of a thing ("7 chỉ tiêu về kinh tế, 9 chỉ tiêu về văn hóa") that one is meant whose following words agree most."""
    if len(wanted.counted) < _NOUN:
        return False
    alike = [figure for figure in held if figure.counted[:_NOUN] == wanted.counted[:_NOUN]]
    if all(figure.value != wanted.value for figure in alike):
        also = {other.value for other in told if other.counted[:_NOUN] == wanted.counted[:_NOUN]}
        return any(figure.value not in also for figure in alike)
    shared = {figure: len(set(figure.counted[_NOUN:]) & set(wanted.counted[_NOUN:])) for figure in alike}
    return max(shared.values()) > max(number for figure, number in shared.items() if figure.value == wanted.value)


def _same(held: Figure, wanted: Figure, around: str) -> bool:
    if held.bound * wanted.bound < 0 or _counts_another(held, wanted):
        return False
    whole = held.value * held.scale, wanted.value * wanted.scale
    if abs(whole[0] - whole[1]) <= 1e-9 * max(whole):
        return _units_agree(held, wanted, around)
    if held.value != wanted.value:
        return False
    if wanted.scale == 1.0:  # a mere "8.300" does not say that it is no "8.300 tỷ"
        return not wanted.unit
    return held.scale == 1.0 and not held.unit and has_scale_and_unit(around, wanted)


def _counts_another(held: Figure, wanted: Figure) -> bool:
    """Whether both say in Vietnamese what they count, and it is not the same: "310 phòng học", "310 trường học"."""
    if not (wanted.counted and held.counted and is_vietnamese_syllable(wanted.counted[0])):
        return False
    return wanted.counted[0] not in (*held.counted[:_NOUN], *_LOOSE_NOUNS)


def _units_agree(held: Figure, wanted: Figure, around: str) -> bool:
    if not wanted.unit or held.unit == wanted.unit:
        return True
    return not held.unit and ((wanted.unit == "vnd" and held.scale > 1.0) or has_scale_and_unit(around, wanted))
