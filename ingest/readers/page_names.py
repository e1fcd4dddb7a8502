"""Pages named in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def name_pages(numbers: Sequence[int], *, verb: tuple[str, str]) -> str:
    """ "Page 4 is …" or "Pages 1-3, 7 are …"; the numbers rise."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    names = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
    return f"Page {names} {verb[0]}" if len(numbers) == 1 else f"Pages {names} {verb[1]}"
