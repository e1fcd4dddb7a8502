"""A text that was read from pages found again among the characters that stand on them.

The two differ: white space, hyphens and signs were put right when the document was read, cells and columns were put in another order, a
running head stands between two pages. So stretches of letters and digits that both have are looked for, the long and unmistakable ones
first; what is left between them is looked for only where they say that it stands. What is not found stays unfound.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.web.source.row_extent import Level, row_extent
from ingest.text.vietnamese import fold

_GRAM = 8
"""Letters of the shortest stretch that is looked for by itself."""
_UNMISTAKABLE = 24
"""Letters from which a stretch needs no neighbour to be believed."""
_OWN_GRAMS = 12
"""Of its grams, those that stand nowhere else on the page."""
_NEAR = 400
"""Letters of a page within which a shorter stretch must stand of one that is believed: two or three lines of cells side by side."""
_MOST_PLACES = 60
"""Places of one stretch of _GRAM letters; what stands more often on a page is dots and dashes of a form."""
_LONGEST = 20_000
"""Letters of a text that are looked for; a passage has 2,000."""
_FEW = 6
"""Letters that may be read otherwise between two stretches that are found."""
_SHORT, _BEHIND = 60, 600
"""Letters of what is looked for elsewhere than behind the letters before it, and how far back its row is looked at."""
_SEPARATOR = re.compile(r" \| |\n")


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a text, folded, and where each stands in it."""

    text: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """`length` letters that the text has at `at` and the page at `there`."""

    at: int
    there: int
    length: int


def found_again(text: str, page: str, *, levels: Sequence[Level] = ()) -> list[int]:
    """For each character of `text` where it stands in `page`, -1 where that is not found; both in NFC. Of the row of a table `levels`
    tells how far down which page each character stands, which sets the cells of one row apart from those of others."""
    wanted, held = _letters(text), _letters(page)
    taken = [-1] * len(wanted.text)
    others = _place_stretches(wanted.text, held.text, taken, [levels[place] for place in held.places] if levels else [])
    for piece in _pieces(text, wanted):
        _fill(piece, wanted, held, taken, others)
    found = [-1] * len(text)
    for at, there in enumerate(taken):
        if there >= 0:
            found[wanted.places[at]] = held.places[there]
    return found


def letter_count(text: str) -> int:
    """How many characters of `text` can be found again: its letters and digits."""
    return sum(map(str.isalnum, text))


def cells_of(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of the cells of a row, and of the lines of any text."""
    start = 0
    for match in _SEPARATOR.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _letters(text: str) -> _Letters:
    folded = fold(text)[: len(text)]
    places = tuple(at for at, character in enumerate(folded) if character.isalnum())[:_LONGEST]
    return _Letters("".join(folded[at] for at in places), places)


def _place_stretches(wanted: str, page: str, taken: list[int], levels: Sequence[Level]) -> set[int]:
    """Fill in where the stretches of `wanted` stand in `page`: first those of words that stand nowhere else, then the longest; of several
    places the one beside what is placed. Gives the letters of the page that belong to other rows."""
    whole = page.find(wanted) if wanted else -1
    if whole >= 0 and page.find(wanted, whole + 1) < 0:
        taken[:] = range(whole, whole + len(wanted))
        return set()
    used = bytearray(len(page))
    grams = _grams(page)
    stretches = sorted(_stretches(wanted, page, grams), key=lambda one: (-one.length, one.at, one.there))
    sure = [one for one in stretches if one.length >= _UNMISTAKABLE and _own_grams(one, page, grams) >= _OWN_GRAMS]
    for one in sure:
        _take(one, taken, used)
    placed = sorted((one.at, one.there) for one in sure)
    believed = set(sure)
    counts = _counted(stretches)
    row = row_extent(levels, (range(one.there, one.there + one.length) for one in sure))
    rest = [one for one in stretches if one not in believed and not row.misses((one.there, one.there + one.length - 1))]
    for one in sorted(rest, key=lambda one: (-one.length, row.beyond(one.there), _distance(one, placed))):
        if _believable(one, placed, alone=counts[one.at, one.length] == 1) and _take(one, taken, used):
            placed.insert(bisect_right(placed, (one.at, one.there)), (one.at, one.there))
    return row.others()


def _counted(stretches: Sequence[_Stretch]) -> dict[tuple[int, int], int]:
    counts: dict[tuple[int, int], int] = {}
    for one in stretches:
        counts[one.at, one.length] = counts.get((one.at, one.length), 0) + 1
    return counts


def _grams(page: str) -> dict[str, list[int]]:
    grams: dict[str, list[int]] = {}
    for there in range(len(page) - _GRAM + 1):
        grams.setdefault(page[there : there + _GRAM], []).append(there)
    return grams


def _own_grams(one: _Stretch, page: str, grams: dict[str, list[int]]) -> int:
    """How many of its grams stand nowhere else on the page."""
    return sum(len(grams[page[at : at + _GRAM]]) == 1 for at in range(one.there, one.there + one.length - _GRAM + 1))


def _stretches(wanted: str, page: str, grams: dict[str, list[int]]) -> Iterator[_Stretch]:
    """Every stretch that both have and that cannot be made longer."""
    for at in range(len(wanted) - _GRAM + 1):
        places = grams.get(wanted[at : at + _GRAM], ())
        if len(places) > _MOST_PLACES:
            continue
        for there in places:
            if at and there and wanted[at - 1] == page[there - 1]:
                continue
            length = _GRAM
            while at + length < len(wanted) and there + length < len(page) and wanted[at + length] == page[there + length]:
                length += 1
            yield _Stretch(at, there, length)


def _distance(one: _Stretch, placed: Sequence[tuple[int, int]]) -> int:
    """How far a stretch would stand from where the nearest placed ones let expect it; 0 where none is placed."""
    if not placed:
        return 0
    at = bisect_right(placed, (one.at, one.there))
    return min(abs((one.there - there) - (one.at - start)) for start, there in placed[max(0, at - 1) : at + 1])


def _believable(one: _Stretch, placed: Sequence[tuple[int, int]], *, alone: bool) -> bool:
    if not placed:
        return alone or one.length >= _UNMISTAKABLE
    return one.length >= _UNMISTAKABLE or min(abs(one.there - there) for _, there in placed) <= _NEAR + one.length


def _take(one: _Stretch, taken: list[int], used: bytearray) -> bool:
    """Fill in a stretch, less what is filled in already at its ends; whether any of it was."""
    first, last = 0, one.length
    while first < last and (taken[one.at + first] >= 0 or used[one.there + first]):
        first += 1
    while last > first and (taken[one.at + last - 1] >= 0 or used[one.there + last - 1]):
        last -= 1
    inner = range(first, last)
    if last - first < _GRAM or any(taken[one.at + step] >= 0 or used[one.there + step] for step in inner):
        return False
    for step in inner:
        taken[one.at + step] = one.there + step
        used[one.there + step] = 1
    return True


def _pieces(text: str, wanted: _Letters) -> Iterator[range]:
    """The letters of each cell and line of `text`, as ranges of `wanted`."""
    start = at = 0
    for _, end in cells_of(text):
        while at < len(wanted.places) and wanted.places[at] < end:
            at += 1
        if at > start:
            yield range(start, at)
        start = at


def _fill(piece: range, wanted: _Letters, held: _Letters, taken: list[int], others: set[int]) -> None:
    """Look for what of a piece is not placed yet in the gaps that its placed letters leave, word by word; `others` are letters of the page
    that it is none of."""
    gaps: list[tuple[int, int]] = []
    for at in piece:
        if taken[at] < 0:
            if gaps and gaps[-1][1] == at:
                gaps[-1] = (gaps[-1][0], at + 1)
            else:
                gaps.append((at, at + 1))
    used = others.union(there for there in taken if there >= 0)
    for start, end in gaps:
        before = taken[start - 1] if start and taken[start - 1] >= 0 else None
        after = taken[end] if end < len(taken) and taken[end] >= 0 else None
        _fill_gap((start, end), (before, after), wanted, held, taken, used)
        if all(taken[at] < 0 for at in range(start, end)):
            _fill_apart((start, end), wanted, held, taken, used)


def _fill_gap(
    gap: tuple[int, int], beside: tuple[int | None, int | None], wanted: _Letters, held: _Letters, taken: list[int], used: set[int]
) -> None:
    (start, end), (before, after) = gap, beside
    if before is not None and after is not None and _misread(end - start, after - before - 1):
        for at in range(start, end):
            taken[at] = before + 1 + (at - start) * (after - before - 1) // (end - start)
        return
    room = 2 * (end - start) + 16
    words = list(_words(start, end, wanted))
    if before is not None:
        last = min(len(held.text), before + 1 + room)
        last = after if after is not None and before < after < last else last
        cursor = before + 1
        for first_letter, last_letter in words:
            there = _free_word(wanted.text[first_letter:last_letter], held, used, within=(cursor, last), forward=True)
            cursor = _put(first_letter, last_letter, there, taken, used) if there >= 0 else cursor
    if after is not None:
        cursor = after
        for first_letter, last_letter in reversed([word for word in words if taken[word[0]] < 0]):
            there = _free_word(wanted.text[first_letter:last_letter], held, used, within=(max(0, after - room), cursor), forward=False)
            if there >= 0:
                _put(first_letter, last_letter, there, taken, used)
                cursor = there


def _fill_apart(gap: tuple[int, int], wanted: _Letters, held: _Letters, taken: list[int], used: set[int]) -> None:
    """Look for a short cell, or the end of one, behind each part of the cells before: where a row runs over two pages, so do its cells,
    and what comes next may stand on either."""
    start, end = gap
    if end - start > _SHORT:
        return
    for at in range(start - 1, max(0, start - _BEHIND), -1):
        if taken[at] >= 0 and (at + 1 == start or taken[at + 1] != taken[at] + 1):
            within = (taken[at] + 1, taken[at] + 1 + end - start + _GRAM)
            there = _free_word(wanted.text[start:end], held, used, within=within, forward=True)
            if there >= 0:
                _put(start, end, there, taken, used)
                return


def _misread(wanted: int, between: int) -> bool:
    """Whether so many letters of the text stand for so many of the page between two that were found: read otherwise, or joined."""
    return between > 0 and wanted <= _FEW and between <= _FEW and abs(wanted - between) <= 2


def _free_word(word: str, held: _Letters, used: set[int], *, within: tuple[int, int], forward: bool) -> int:
    """Where a whole word stands in a part of the page that nothing else was found in; the nearest to its beginning, or its end; or -1."""
    first, last = within
    search = held.text.find if forward else held.text.rfind
    there = search(word, first, last)
    while there >= 0 and (not _whole(there, len(word), held) or any(step in used for step in range(there, there + len(word)))):
        first, last = (there + 1, last) if forward else (first, there + len(word) - 1)
        there = search(word, first, last)
    return there


def _put(first: int, last: int, there: int, taken: list[int], used: set[int]) -> int:
    """Fill in one word; gives where the page goes on behind it."""
    for step in range(last - first):
        taken[first + step] = there + step
        used.add(there + step)
    return there + last - first


def _words(start: int, end: int, letters: _Letters) -> Iterator[tuple[int, int]]:
    """The words of a range of letters, told by what stands between them in the text."""
    first = start
    for at in range(start + 1, end + 1):
        if at == end or letters.places[at] != letters.places[at - 1] + 1:
            yield first, at
            first = at


def _whole(there: int, length: int, letters: _Letters) -> bool:
    """Whether the letters stand by themselves in the page, not inside a longer word or number."""
    last = there + length
    starts = there == 0 or letters.places[there - 1] + 1 < letters.places[there]
    ends = last == len(letters.places) or letters.places[last - 1] + 1 < letters.places[last]
    return starts and ends
