"""The clauses of a sentence, and the words of each that the sources do not say.

A true sentence with one more clause hung on to it is mostly borne out, and the clause is not. So each is looked at by itself, and none may
bring a word of its own beside those that sentences are built with (`same_meaning.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from assistant.checking.quotes import tokens
from ingest.names.abbreviations import written_out
from ingest.names.bodies import BodyRegister
from ingest.names.span import Span, blanked, overlaps_any
from vectorstore.glossary import translations
from vectorstore.question import language_of

_CUT = re.compile(
    r"[,;:](?=\s|\Z)|[()\[\]{}|“”\"–—]|\s-+\s"
    r"|\s(?:và|nhưng|còn|song|hoặc|nên|để|vì|trong khi|and|but|or|so|while|whereas|because|though|although)(?=\s)",
    re.IGNORECASE,
)
_WORD_EN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CO = re.compile(r"\bco-(?=o)", re.IGNORECASE)
_SHARE = 0.6
"""Share of a clause's content words that the sentence or row itself must say, with what stands above it; the rest may stand elsewhere in
its passage or in the question."""
_PHRASE = 5
_TERM = 4
"""Words of the longest phrase that stands for another, and of the longest English term."""
_YES_OR_NO = frozenset(
    "có không đúng sai vậy rồi phải chưa ạ dạ vâng chắc chắn chẳng thế yes no true false correct right sure indeed not".split()
)
_ENDINGS = ("ies", "ing", "ed", "es", "s", "d", "ly")


def unborne(text: str, source: str, *, around: str, bodies: BodyRegister, aside: Collection[Span] = ()) -> tuple[str, ...]:
    """The content words of `text` that neither `source` nor `around` says, or, where a clause has most of its words from `around`, all that
    `source` does not say of that clause. What stands at `aside` is left out. () where every clause is borne out."""
    english = language_of(text) == "en"
    held, wider = _Held(source, bodies), _Held(f"{source}\n{around}", bodies)
    for start, end in clauses(text, aside=aside):
        clause = blanked(text, aside)[start:end]
        found = list(_english(clause, held, wider) if english else _vietnamese(clause, held, wider))
        strange = [word for word, near, far in found if not near and not far]
        if strange:
            return tuple(strange)
        own = [word for word, near, _ in found if not near]
        if len(own) > (1 - _SHARE) * len(found):
            return tuple(own)
    return ()


def share(text: str, source: str, *, bodies: BodyRegister, aside: Collection[Span] = ()) -> float:
    """The share, 0 to 1, of the content words of a text, without those at `aside`, that a source says; 1 where it has none."""
    found = words_said(text, source, bodies=bodies, aside=aside)
    return sum(said for _, said in found) / len(found) if found else 1.0


def words_said(text: str, source: str, *, bodies: BodyRegister, aside: Collection[Span] = ()) -> tuple[tuple[str, bool], ...]:
    """Each content word or term of a text, without those at `aside`, and whether a source says it, in whatever language."""
    held, plain = _Held(source, bodies), blanked(text, aside)
    found = _english(plain, held, held) if language_of(text) == "en" else _vietnamese(plain, held, held)
    return tuple((word, near) for word, near, _ in found)


def content_size(text: str, *, bodies: BodyRegister, aside: Collection[Span] = ()) -> int:
    """How many words of a text, without those at `aside`, are more than grammar or a mere yes or no."""
    held, plain = _Held("", bodies), blanked(text, aside)
    found = _english(plain, held, held) if language_of(text) == "en" else _vietnamese(plain, held, held)
    return sum(word not in _YES_OR_NO for word, _, _ in found)


def english_terms(text: str) -> tuple[tuple[str, ...], ...]:
    """The Vietnamese words of each term of an English text."""
    words = [match.group().lower() for match in _WORD_EN.finditer(_CO.sub("co", text))]
    found, at = [], 0
    while at < len(words):
        size, ways = _term(words, at)
        if ways:
            found.append(ways)
        at += size
    return tuple(found)


def clauses(text: str, *, aside: Collection[Span] = ()) -> Iterator[Span]:
    """The clauses of a sentence, cut at punctuation, brackets and conjunctions outside the ranges `aside`."""
    start = 0
    for cut in _CUT.finditer(text):
        if overlaps_any(cut.span(), aside):
            continue
        if cut.start() > start:
            yield start, cut.start()
        start = cut.end()
    if start < len(text):
        yield start, len(text)


class _Held:
    """A source made ready to be looked in, its abbreviations in full as those of what is looked for."""

    def __init__(self, text: str, bodies: BodyRegister) -> None:
        self.bodies = bodies
        keys = _keys(text, bodies)
        self.words = frozenset(keys)
        self.row = f" {' '.join(keys)} "

    def says(self, phrase: str) -> bool:
        """Whether the words of a phrase stand there in a row."""
        return f" {phrase} " in self.row


@lru_cache(maxsize=1024)
def _keys(text: str, bodies: BodyRegister | None = None) -> tuple[str, ...]:
    return tuple(token.key for token in tokens(written_out(text, bodies)))


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word == "%"


def _vietnamese(clause: str, held: _Held, wider: _Held) -> Iterator[tuple[str, bool, bool]]:
    """Each content word of a clause, whether the source says it, and whether what stands around the source does."""
    words, frame = _keys(clause, held.bodies), _frame("vietnamese")
    at = 0
    while at < len(words):
        size, near, far = _phrase(words, at, held, wider)
        if size:
            yield from ((word, near, far) for word in words[at : at + size] if not (near is far is True and word in frame))
            at += size
            continue
        word = words[at]
        if word not in frame and not _is_number(word):
            yield word, word in held.words, word in wider.words
        at += 1


def _phrase(words: Sequence[str], at: int, held: _Held, wider: _Held) -> tuple[int, bool, bool]:
    """How many words from `at` on are a phrase that says nothing or for which the source says another, 0 where none are."""
    for size in range(min(_PHRASE, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + size])
        if phrase in _frame_phrases():
            return size, True, True
        others = _alternatives().get(phrase, ())
        if others and any(map(wider.says, others)):
            return size, any(map(held.says, others)), True
    return 0, False, False


def _english(clause: str, held: _Held, wider: _Held) -> Iterator[tuple[str, bool, bool]]:
    plain = _CO.sub("co", written_out(clause, held.bodies))
    words = [match.group().lower().replace("’", "'").removesuffix("'s") for match in _WORD_EN.finditer(plain)]
    frame = _frame("english")
    at = 0
    while at < len(words):
        size, ways = _term(words, at)
        term = " ".join(words[at : at + size])
        ways = (*ways, *(other for way in ways for other in _alternatives().get(way, ())))
        if not (size == 1 and (term in frame or _stem(term) in frame)):
            near, far = (any(map(one.says, ways)) or _says_english(one, words[at : at + size]) for one in (held, wider))
            if not far and size > 1:  # its words one by one
                size, ways = 1, _ways(words[at])
                near, far = (any(map(one.says, ways)) or _says_english(one, words[at : at + 1]) for one in (held, wider))
                if far or not (words[at] in frame or _stem(words[at]) in frame):
                    yield words[at], near, far
            else:
                yield term, near, far
        at += size


def _term(words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
    """The longest English term from `at` on as a number of words, and its Vietnamese words."""
    for size in range(min(_TERM, len(words) - at), 1, -1):
        window = " ".join(words[at : at + size])
        if ways := _words_of(window):
            return size, ways
        found = translations(window)
        if len(found) == 1 and found[0] not in (*translations(" ".join(words[at + 1 : at + size])), *_parts(words[at : at + size - 1])):
            return size, _spelt(found[0])
    return 1, _ways(words[at])


def _parts(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return translations(" ".join(words))


@lru_cache(maxsize=4096)
def _ways(word: str) -> tuple[str, ...]:
    return (*_words_of(word), *(way for found in translations(word) for way in _spelt(found)))


def _words_of(term: str) -> tuple[str, ...]:
    table = _english_words()
    return next((table[form] for form in (term, _stem(term), f"{_stem(term)}e", f"{_stem(term)}y") if form in table), ())


def _spelt(ways: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(_keys(way)) for way in ways)


def _says_english(held: _Held, words: Sequence[str]) -> bool:
    """Whether a source in English, or with an English name, says the words, in whatever form."""
    return all(word in held.words or any(len(word) > 3 and _stem(word) == _stem(other) for other in held.words) for word in words)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if len(word) - len(ending) >= 3 and word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word.removesuffix("e") if len(word) > 4 else word


@cache
def _table() -> dict[str, dict[str, object]]:
    return tomllib.loads(files("assistant.checking").joinpath("same_meaning.toml").read_text(encoding="utf-8"))


@cache
def _frame(language: str) -> frozenset[str]:
    return frozenset(" ".join(_keys(str(_table()[language]["frame"]))).split())


@cache
def _frame_phrases() -> frozenset[str]:
    return frozenset(" ".join(_keys(phrase)) for phrase in _strings(_table()["vietnamese"]["frame_phrases"]))


@cache
def _alternatives() -> dict[str, tuple[str, ...]]:
    """Each phrase with those that may stand for it."""
    found: dict[str, tuple[str, ...]] = {}
    groups = _table()["vietnamese"]["groups"]
    for group in groups if isinstance(groups, list) else ():
        phrases = tuple(" ".join(_keys(phrase)) for phrase in _strings(group))
        for phrase in phrases:
            found[phrase] = (*found.get(phrase, ()), *phrases)
    return found


@cache
def _english_words() -> dict[str, tuple[str, ...]]:
    words = _table()["english"]["words"]
    return {term: _spelt(_strings(ways)) for term, ways in words.items()} if isinstance(words, dict) else {}


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
