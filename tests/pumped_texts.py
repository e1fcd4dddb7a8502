"""Texts that make a pattern slow where it can be: fragments that its repeats match, over and over, and patterns timed on them."""

from __future__ import annotations

import random
import re
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import product
from types import FrameType
from typing import Any, NamedTuple

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_parse

FRAGMENTS = (
    *("máy và ", "may va ", "1.", "1 ", "1, ", "1-", "12/3 ", " ", "\n", "(", "a", "A", "a ", "a-", "a.", "x, ", ". ", '"', "[1] "),
    *("Sở Y tế, ", "so y te, ", "tháng 3 ", "thang 3 ", "năm 2026, ", "nam 2026 ", "Aa Bb ", "\n \n", "n\u0303", "1", "Bộ ", "the "),
)
"""What real texts hold much of: words, numbers, white space, brackets, marks, letters with a combining mark."""
LENGTH = 20_000
_SHORT, _LONGER = 500, 2_000
"""Characters of the texts that are tried before the full length; the first of fragments only that it holds at least ten of."""
_REPEATED = 6  # a group repeated no more often than this cannot make a text slow by itself


class TooSlowError(Exception):
    """More processor time than allowed."""


@contextmanager
def processor_time_limit(seconds: float) -> Iterator[None]:
    """Raises `TooSlowError` inside once that much processor time is used up; `re` looks for signals while it matches."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class Taken(NamedTuple):
    """Seconds of the processor, which some systems count in steps of four milliseconds only; and by the clock, never fewer than those."""

    processor: float
    clock: float


def time_of(act: Callable[[], object], *, limit: float) -> Taken:
    """How long `act` takes; it is stopped at `limit` seconds of processor time."""
    clock, processor = time.perf_counter(), time.process_time()
    try:
        with processor_time_limit(limit):
            act()
    except TooSlowError:
        pass
    return Taken(time.process_time() - processor, time.perf_counter() - clock)


def pumped(before: str, fragment: str, *, length: int, tail: str = "\x01") -> str:
    """`before`, then `fragment` over and over up to `length` characters, then a tail that is to make what came before lead nowhere."""
    return (before + fragment * (length // max(len(fragment), 1) + 1))[: length - len(tail)] + tail


def _tails(pattern: re.Pattern[Any]) -> tuple[str, ...]:
    """What hardly any pattern matches; behind what matches nearly everything ("[^.;]*", ".*"), also what those mostly stop at."""
    return ("\x01", ";.:\n)\x01") if re.search(r"\[\^|(?<!\\\\)\.[*+{]", str(pattern.pattern)) else ("\x01",)


def fragments_of(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """(before, repeated) out of the pattern itself: what its repeated groups match, behind what stands before them, and the whole."""
    chance = random.Random(7)
    tree = sre_parse.parse(pattern.pattern, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    groups: dict[int, str] = {}
    found: dict[tuple[str, str], None] = {}
    for _ in range(3):
        parts: list[tuple[str, str]] = []
        whole = _written(tree, chance, parts, "", groups)
        found |= dict.fromkeys([("", whole), ("", whole + " "), *parts])
        # The same beginning over and over, each with a long way to go before it is found to lead nowhere.
        found |= dict.fromkeys(("", before + body) for before, body in parts if before)
    return [pair for pair in found if pair[1] and len(pair[1]) < 400]


def _written(tree: Any, chance: random.Random, parts: list[tuple[str, str]], before: str, groups: dict[int, str]) -> str:
    """A text that the parsed pattern may match; `parts` gets (text before, text of the repeated group) of its repeats."""
    text = ""
    for operation, value in tree:
        text += _piece(str(operation), value, chance, parts, before + text, groups)
    return text


def _piece(operation: str, value: Any, chance: random.Random, parts: list[tuple[str, str]], before: str, groups: dict[int, str]) -> str:
    if operation == "LITERAL":
        return chr(value)
    if operation == "NOT_LITERAL":
        return "a" if value != ord("a") else "b"
    if operation == "ANY":
        return chance.choice("a 1")
    if operation == "IN":
        return _member(value, chance)
    if operation == "BRANCH":
        return _written(chance.choice(value[1]), chance, parts, before, groups)
    if operation == "SUBPATTERN":
        groups[value[0]] = text = _written(value[3], chance, parts, before, groups)
        return text
    if operation == "ATOMIC_GROUP":
        return _written(value, chance, parts, before, groups)
    if operation == "GROUPREF":
        return groups.get(value, "")
    if operation in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, body = value
        text = _written(body, chance, parts, before, groups)
        if int(most) > _REPEATED:
            parts.append((before, text))
            other = _written(body, chance, [], before, groups)
            if other != text:
                parts.append((before, text + other))
        times = max(int(least), min(1, int(most)))
        return text * times
    return ""  # what stands before or behind, and the edges of words


def _member(choices: Any, chance: random.Random) -> str:
    """A character of a set: one that stands in it, or one of a few that an excluding set lets through."""
    operations = [(str(operation), value) for operation, value in choices]
    if operations[0][0] == "NEGATE":
        pattern = _is_in(operations[1:])
        return next((char for char in chance.sample("aA 1đ,-", 7) if not pattern(char)), "\u00e8")
    operation, value = chance.choice(operations)
    if operation == "LITERAL":
        return chr(value)
    if operation == "RANGE":
        return chr(chance.choice([value[0], min(value[0] + 1, value[1])]))
    return {"CATEGORY_DIGIT": "1", "CATEGORY_WORD": chance.choice("aB1"), "CATEGORY_SPACE": " "}.get(str(value), ",")


def _is_in(operations: list[tuple[str, Any]]) -> Callable[[str], bool]:
    categories: dict[str, Callable[[str], bool]] = {
        "CATEGORY_DIGIT": str.isdigit,
        "CATEGORY_SPACE": str.isspace,
        "CATEGORY_WORD": lambda char: char.isalnum() or char == "_",
        "CATEGORY_NOT_WORD": lambda char: not (char.isalnum() or char == "_"),
        "CATEGORY_NOT_SPACE": lambda char: not char.isspace(),
        "CATEGORY_NOT_DIGIT": lambda char: not char.isdigit(),
    }

    def holds(char: str) -> bool:
        return any(
            ord(char) == value
            if operation == "LITERAL"
            else value[0] <= ord(char) <= value[1]
            if operation == "RANGE"
            else categories[str(value)](char)
            for operation, value in operations
        )

    return holds


def _all_matches(pattern: re.Pattern[Any], text: Any) -> None:
    for _ in pattern.finditer(text):
        pass


def slow_text(pattern: re.Pattern[Any], *, anywhere: bool, allowed: float) -> str | None:
    """Which of the pumped texts takes the pattern longer than `allowed` seconds of processor time; None where none does.

    It is looked for all over the text where it is used so (`anywhere`), else at the beginning, and made to match the whole.
    Every text is tried short first. What is linear takes a fortieth at a fortieth of the length, so most never need the full length; and
    what takes unbounded time is stopped there as it would be later.
    """
    for before, fragment in [*(("", fragment) for fragment in FRAGMENTS), *fragments_of(pattern)]:
        for use, tail in product((_all_matches if anywhere else re.Pattern.match, re.Pattern.fullmatch), _tails(pattern)):
            if (length := _too_slow(pattern, use, (before, fragment, tail), allowed=allowed)) is not None:
                return f"{before!r} + {fragment!r} over and over, {length} characters"
    return None


def _too_slow(
    pattern: re.Pattern[Any], use: Callable[[re.Pattern[Any], Any], object], parts: tuple[str, str, str], *, allowed: float
) -> int | None:
    before, fragment, tail = parts
    lengths = [_SHORT, _LONGER, LENGTH] if 10 * len(before + fragment) <= _SHORT else [_LONGER, LENGTH]
    for length in lengths:
        text: Any = pumped(before, fragment, length=length, tail=tail)
        if isinstance(pattern.pattern, bytes):
            text = text.encode("utf-8", "surrogatepass")
        for attempt in (1, 2):  # once more where it was slow: another process may have been in the way
            taken = time_of(partial(use, pattern, text), limit=5 * allowed)
            if taken.processor <= allowed:
                break
            if attempt == 2:
                return length
        if taken.clock * (LENGTH / length) ** 2 < allowed:
            return None  # even if the time grows with the square
    return None
