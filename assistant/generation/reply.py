"""A chat model's reply as claims: one sentence each, with the passages that it cites and the words that it relies on.

The form asked for is `Sở Xây dựng chủ trì Kế hoạch 84 [2: "Sở Xây dựng chủ trì"] [3: "..."].` What models make of it is read too: other
quotation marks, `[2]`, `[1, 2]`, brackets behind the full stop or before the sentence, lists and Markdown, thoughts in `<think>`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.generation.citation_marks import MARK, Quote, marked, unfinished
from ingest.body_forms import UPPER
from ingest.sentences import sentences

__all__ = ["Claim", "Quote", "ReplyParser"]

_THOUGHT = re.compile(r"<(think|thinking|thought|reasoning)>.*?</\1>", re.IGNORECASE | re.DOTALL)
_THINKING = re.compile(r"<(?:think|thinking|thought|reasoning)>.*\Z", re.IGNORECASE | re.DOTALL)
_THOUGHT_ENDS = re.compile(r"\A.*</(?:think|thinking|thought|reasoning)>", re.IGNORECASE | re.DOTALL)
"""Some servers send the beginning of the thoughts with the prompt, so that only their end is in the reply."""
_TAG_BEGINS = re.compile(r"</?[a-z]{0,9}\Z", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[^\n]*$", re.MULTILINE)
_BULLET = re.compile(r"^(?:\s*(?:[-–*•+>|]|#{1,6}|\(?\d{1,2}[.)](?=\s)|[a-zđ]\)(?=\s)))+\s*")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
_LABEL = re.compile(r"^(?:(?:câu\s+)?trả\s+lời|đáp\s+án|(?:final\s+)?answer|response)\s*:\s*", re.IGNORECASE)
_EMPTY_BRACKETS = re.compile(r"\(\s*(?:(?:nguồn|trích(?:\s+dẫn)?|theo|xem|source|see)\s*)?:?\s*[,;\s]*\)", re.IGNORECASE)
_DECLINED = re.compile(r"\W*\bnot[_ ]?found\b", re.IGNORECASE)
_DECLINED_ALONE = re.compile(r"[\W_]*not[_ ]?found[\W_]*", re.IGNORECASE)
_MAY_END = re.compile(r"[.!?…\n\]】;>]")
_LOOKBACK = 12
"""Characters behind the end of a sentence within which the next has begun; a reply is read again only where one may have ended."""
_MARKS = rf"{MARK}(?:[ \t,;]*{MARK})*"
_IN_BRACKETS = re.compile(rf"\(\s*(?:(?:nguồn|trích(?:\s+dẫn)?|theo|xem|source|see)\s*)?:?\s*({_MARKS})\s*\)", re.IGNORECASE)
_ON_A_LINE = re.compile(rf"\n\s*(?:[-*•>]\s*)?({_MARKS})[ \t]*[.;]?[ \t]*(?=\n|\Z)")
_BEHIND_STOP = re.compile(rf"([.!?…]+[\"”’»)]*)[ \t]*({_MARKS})[ \t]*[.;]?")
_BEFORE_SEMICOLON = re.compile(rf"(?<=\S)([ \t]*{_MARKS})[ \t]*;")
_BEFORE_CAPITAL = re.compile(rf"(?<=\w)([ \t\"”’»)*]*{_MARKS})[ \t]+(?=[\"“*]*[{UPPER}])")
_ENDED = re.compile(r"[.!?…:;][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of a reply, without its brackets and Markdown, in NFC, white space folded, and what it cites."""

    text: str
    quotes: tuple[Quote, ...] = ()


class ReplyParser:
    """Reads a reply as it streams; how it is cut into chunks changes nothing.

    `declined` is true once the whole reply is read and says NOT_FOUND and nothing that cites a passage.
    """

    def __init__(self) -> None:
        self.declined = False
        self._reply = ""
        self._given = 0
        self._thought_aloud = False
        self._cited = False

    def feed(self, chunk: str) -> tuple[Claim, ...]:
        """The claims that are whole now, each given once: a sentence is whole when the next one has begun."""
        self._reply += chunk
        if not _MAY_END.search(self._reply, max(len(self._reply) - len(chunk) - _LOOKBACK, 0)):
            return ()
        return self._fresh(_claims(self._spoken(whole=False))[:-1])

    def close(self) -> tuple[Claim, ...]:
        """The claims left at the end of the reply. What was cut off in mid-sentence is left out where other claims were made; a citation
        that was cut off keeps its passage."""
        spoken = self._spoken(whole=True)
        claims = _claims(spoken)
        left = self._fresh(claims)
        if left and len(claims) > 1 and not left[-1].quotes and not _ENDED.search(left[-1].text):
            left = left[:-1]
        self.declined = bool(_DECLINED.match(spoken)) and not self._cited
        return left

    def _spoken(self, *, whole: bool) -> str:
        """What of the reply is meant for the reader and can be read already: no thoughts, no code fences, nothing that has only begun."""
        spoken = _THOUGHT.sub("", self._reply)
        if _THOUGHT_ENDS.match(spoken):
            spoken = _THOUGHT_ENDS.sub("", spoken)
            if not self._thought_aloud:
                self._thought_aloud, self._given, self._cited = True, 0, False
        spoken = _THINKING.sub("", spoken)
        if not whole:
            spoken = _TAG_BEGINS.sub("", spoken)
        spoken = _FENCE.sub("", unicodedata.normalize("NFC", spoken))
        return spoken if whole else spoken[: unfinished(spoken)]

    def _fresh(self, claims: list[Claim]) -> tuple[Claim, ...]:
        fresh = claims[self._given :]
        self._given = max(self._given, len(claims))
        said = tuple(claim for claim in fresh if not _DECLINED_ALONE.fullmatch(claim.text))
        self._cited = self._cited or any(claim.quotes for claim in said)
        return said


def _claims(spoken: str) -> list[Claim]:
    """The sentences of a text with the citations that belong to each."""
    text, cited = marked(spoken)
    text = _within_sentences(text)
    found: list[Claim] = []
    for start, end in sentences(text):
        piece = text[start:end]
        quotes = tuple(quote for mark in re.findall(MARK, piece) for quote in cited[mark])
        words = _plain(re.sub(MARK, " ", piece))
        if not re.search(r"\w", words):  # nothing but a citation: the words quoted are what is said
            words = next((quote.words for quote in quotes if len(quote.words.split()) > 1), "")
        if words:
            found.append(Claim(text=words, quotes=quotes))
    return found


def _within_sentences(text: str) -> str:
    """`text` with the marks of its citations where the sentences end that they belong to, before the full stop."""
    text = _IN_BRACKETS.sub(r"\1", text)
    text = _ON_A_LINE.sub(r" \1", text)
    text = _BEHIND_STOP.sub(r" \2\1 ", text)
    text = _BEFORE_SEMICOLON.sub(r"\1.\n", text)
    return _BEFORE_CAPITAL.sub(r"\1\n", text)


def _plain(piece: str) -> str:
    """A sentence without bullets, Markdown and what removed citations leave behind, white space folded."""
    words = _EMPTY_BRACKETS.sub("", _EMPHASIS.sub("", _BULLET.sub("", piece.strip())))
    words = re.sub(r"\s+(?=[.,;:!?…)])", "", " ".join(_LABEL.sub("", words).split()))
    return re.sub(r"[,;]+(?=[.!?]$)", "", words).strip(" |").lstrip(":–-,; ")
