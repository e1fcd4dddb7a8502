"""A chat model's reply as claims: one sentence each, with the passages that it cites and the words that it relies on.

The form asked for is `Sở Xây dựng chủ trì Kế hoạch 84 [2: "Sở Xây dựng chủ trì"] [3: "..."].`
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage cited, by its number from 1, and the words relied on; "" where only [2] was given."""

    passage: int
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of a reply, without its brackets and Markdown, white space folded, and what it cites."""

    text: str
    quotes: tuple[Quote, ...] = ()


class ReplyParser:
    """Reads a reply as it streams.

    `declined` says that the reply is nothing but NOT_FOUND.
    """

    def __init__(self) -> None:
        self.declined = False

    def feed(self, chunk: str) -> tuple[Claim, ...]:
        """The claims that are whole now, each given once."""
        raise NotImplementedError

    def close(self) -> tuple[Claim, ...]:
        """The claims left at the end of the reply; a sentence that was cut off has no claim unless its citation is whole."""
        raise NotImplementedError
