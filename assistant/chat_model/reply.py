"""A chat model's reply as claims: one sentence each, with the passages that it cites and the words that it relies on.

The form asked for is `Sở Xây dựng chủ trì Kế hoạch 84 [2: "Sở Xây dựng chủ trì"] [3: "..."].` What models make of it is read too: other
quotation marks, `[2]`, `[1, 2]`, brackets behind the full stop or before the sentence, lists and Markdown, thoughts in `<think>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.chat_model.citation_marks import MARK, QuotedWords, marked, unfinished
from assistant.checking.characters import visible
from ingest.names.body_forms import UPPER
from ingest.text.sentences import sentences

__all__ = ["Claim", "QuotedWords", "ReplyParser"]

_THOUGHTS = "think|thinking|thought|reasoning"
_THOUGHT_OPENS = re.compile(rf"<({_THOUGHTS})>", re.IGNORECASE)
_THOUGHT_ENDS = re.compile(rf"</(?:{_THOUGHTS})>", re.IGNORECASE)
"""Some servers send the beginning of the thoughts with the prompt, so that only their end is in the reply."""
_TAG_BEGINS = re.compile(r"</?[a-z]{0,9}\Z", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|em|strong|code|p|br|li|ul|ol|span|sup|sub)\s?/?>", re.IGNORECASE)
"""Plain tags that models write for emphasis and lines; any other tag is a part of what is said, and is not borne out."""
_FENCE = re.compile(r"^[ \t]*+(?:```|~~~)[^\n]*+$", re.MULTILINE)
_BULLET = re.compile(r"^(?>\s*+(?:[-–*•+>|]|#{1,6}+|\(?\d{1,2}[.)](?=\s)|[a-zđ]\)(?=\s)))++\s*+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
_LABEL = re.compile(r"^(?:(?:câu\s{1,4}+)?trả\s{1,4}+lời|đáp\s{1,4}+án|(?:final\s{1,4}+)?answer|response)\s*+:\s*+", re.IGNORECASE)
_SOURCE_SAID = r"\(\s*+(?:(?:nguồn|trích(?:\s{1,4}+dẫn)?|theo|xem|source|see)\s*+)?+:?+"
_EMPTY_BRACKETS = re.compile(rf"{_SOURCE_SAID}[,;\s]*+\)", re.IGNORECASE)
_DECLINED = re.compile(r"\W*+\bnot[_ ]?found\b", re.IGNORECASE)
_DECLINED_ALONE = re.compile(r"[\W_]*+not[_ ]?found[\W_]*+", re.IGNORECASE)
_MAY_END = re.compile(r"[.!?…\n\]】;>]")
_LOOKBACK = 12
"""Characters behind the end of a sentence within which the next has begun; a reply is read again only where one may have ended."""
_MARKS = rf"{MARK}(?:[ \t,;]{{0,8}}+{MARK}){{0,40}}+"
_IN_BRACKETS = re.compile(rf"{_SOURCE_SAID}\s*+({_MARKS})\s*+\)", re.IGNORECASE)
_ON_A_LINE = re.compile(rf"\n\s{{0,8}}+(?:[-*•>]\s{{0,8}}+)?+({_MARKS})[ \t]{{0,8}}+[.;]?+[ \t]{{0,8}}+(?=\n|\Z)")
_BEHIND_STOP = re.compile(rf"([.!?…]{{1,6}}+[\"”’»)]{{0,4}}+)[ \t]{{0,8}}+({_MARKS})[ \t]{{0,8}}+[.;]?+")
_BEFORE_SEMICOLON = re.compile(rf"(?<=\S)([ \t]{{0,8}}+{_MARKS})[ \t]{{0,8}}+;")
_BEFORE_CAPITAL = re.compile(rf"(?<=\w)([ \t\"”’»)*]{{0,8}}+{_MARKS})[ \t]{{1,8}}+(?=[\"“*]{{0,4}}+[{UPPER}])")
_ENDED = re.compile(r"[.!?…:;][\"”’»)\]]{0,8}$")
_LONGEST_REPLY = 200_000
_LONGEST_SPOKEN = 16_000
_LONGEST_LINE = 1_000
_MOST_CLAIMS = 60
"""Characters of a reply that are read, thoughts and all; those of what is meant for the reader; those of a line, which is cut there; and
its sentences. One to four short sentences are asked for."""
_LINE = re.compile(rf"[^\n]{{{_LONGEST_LINE}}}")
_FREELY = 300_000
_GROWN = 16
"""Characters that are read again and again, as a sentence may have ended: five times what a long answer takes. A reply that goes beyond is
read again only when it has grown by this part of itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of a reply, without its brackets and Markdown, in NFC, white space folded, and what it cites."""

    text: str
    quotes: tuple[QuotedWords, ...] = ()


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
        self._looked = 0
        self._reread = 0
        self._came: list[str] = []
        self._length = 0
        self._spoken_length = 0

    @property
    def full(self) -> bool:
        """Whether no more of the reply will be read, so that it need not be waited for."""
        return self._length >= _LONGEST_REPLY or self._given >= _MOST_CLAIMS or self._spoken_length >= _LONGEST_SPOKEN

    def feed(self, chunk: str) -> tuple[Claim, ...]:
        """The claims that are whole now, each given once: a sentence is whole when the next one has begun."""
        if self.full:
            return ()
        self._came.append(chunk[: _LONGEST_REPLY - self._length])
        self._length += len(self._came[-1])
        if self._reread > _FREELY and self._length - len(self._reply) <= len(self._reply) // _GROWN:
            return ()
        self._gather()
        looked, self._looked = self._looked, len(self._reply)
        if not _MAY_END.search(self._reply, max(looked - _LOOKBACK, 0)):
            return ()
        self._reread += len(self._reply)
        return self._fresh(_claims(self._spoken(whole=False))[:-1])

    def close(self) -> tuple[Claim, ...]:
        """The claims left at the end of the reply. What was cut off in mid-sentence is left out where other claims were made; a citation
        that was cut off keeps its passage."""
        self._gather()
        spoken = self._spoken(whole=True)
        claims = _claims(spoken)
        left = self._fresh(claims)
        if left and len(claims) > 1 and not left[-1].quotes and not _ENDED.search(left[-1].text):
            left = left[:-1]
        self.declined = bool(_DECLINED.match(spoken)) and not self._cited
        return left

    def _gather(self) -> None:
        """Puts what has come since to what was read."""
        self._reply += "".join(self._came)
        self._came.clear()

    def _spoken(self, *, whole: bool) -> str:
        """What of the reply is meant for the reader and can be read already: no thoughts, no code fences, nothing that has only begun."""
        spoken = _without_thoughts(self._reply)
        ends = [match.end() for match in _THOUGHT_ENDS.finditer(spoken)]
        if ends:
            spoken = spoken[ends[-1] :]
            if not self._thought_aloud:
                self._thought_aloud, self._given, self._cited = True, 0, False
        self._spoken_length = len(spoken)
        if not whole:
            spoken = _TAG_BEGINS.sub("", spoken)
        spoken = _FENCE.sub("", _TAG.sub(" ", visible(spoken[:_LONGEST_SPOKEN])))
        return spoken if whole else spoken[: unfinished(spoken)]

    def _fresh(self, claims: list[Claim]) -> tuple[Claim, ...]:
        fresh = claims[self._given :]
        self._given = max(self._given, len(claims))
        said = tuple(claim for claim in fresh if not _DECLINED_ALONE.fullmatch(claim.text))
        self._cited = self._cited or any(claim.quotes for claim in said)
        return said


def _without_thoughts(reply: str) -> str:
    """A reply without what stands between the tags of thoughts, closed or not yet."""
    lowered, kept, at = reply.lower(), [], 0
    if len(lowered) != len(reply):  # a letter that is two in small
        lowered = reply
    while opening := _THOUGHT_OPENS.search(reply, at):
        kept.append(reply[at : opening.start()])
        closing = f"</{opening[1].lower()}>"
        end = lowered.find(closing, opening.end())
        if end < 0:
            return "".join(kept)
        at = end + len(closing)
    return "".join((*kept, reply[at:]))


def _claims(spoken: str) -> list[Claim]:
    """The sentences of a text with the citations that belong to each."""
    text, cited = marked(spoken)
    text = _LINE.sub("\\g<0>\n", _within_sentences(text))
    found: list[Claim] = []
    for start, end in sentences(text)[:_MOST_CLAIMS]:
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
    words = re.sub(r"\s(?=[.,;:!?…)])", "", " ".join(_LABEL.sub("", words).split()))
    return re.sub(r"(?<![,;])[,;]++(?=[.!?]$)", "", words).strip(" |").lstrip(":–-,; ")
