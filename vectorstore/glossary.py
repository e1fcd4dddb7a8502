"""The Vietnamese words for the terms of an English text.

An embedding brings an English question near Vietnamese passages, but not near enough to tell two plans of one city
apart; the words that the passages use do. `glossary.tsv` lists English terms of administration and of general knowledge,
one a line: the term in British spelling, its words as a dictionary lists them, a tab, and its Vietnamese words, the most
usual first.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from ingest.text.english import FUNCTION_WORDS

FILE = Path(__file__).with_name("glossary.tsv")
"""The glossary: UTF-8 in NFC, its lines sorted by term."""

_SPELLINGS = {
    **{"program": "programme", "center": "centre", "theater": "theatre", "meter": "metre", "kilometer": "kilometre", "liter": "litre"},
    **{"fiber": "fibre", "defense": "defence", "offense": "offence", "labor": "labour", "color": "colour", "honor": "honour"},
    **{"harbor": "harbour", "neighbor": "neighbour", "neighborhood": "neighbourhood", "behavior": "behaviour", "favor": "favour"},
    **{"catalog": "catalogue", "dialog": "dialogue", "plow": "plough", "gray": "grey", "enrollment": "enrolment"},
    **{"fulfill": "fulfil", "fertilizer": "fertiliser", "archeology": "archaeology", "encyclopedia": "encyclopaedia", "aging": "ageing"},
    **{"sulfur": "sulphur", "aluminum": "aluminium", "airplane": "plane", "airplanes": "plane", "jewelry": "jewellery", "tire": "tyre"},
}
"""American spellings that no rule makes British."""

_IRREGULAR = {
    **{"children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth", "mice": "mouse"},
    **{"criteria": "criterion", "phenomena": "phenomenon", "data": "data", "media": "media", "annexes": "annex", "appendices": "appendix"},
    **{"indices": "index", "analyses": "analysis", "bases": "basis", "crises": "crisis", "built": "build", "held": "hold", "led": "lead"},
    **{"paid": "pay", "spent": "spend", "taught": "teach", "sent": "send", "met": "meet", "became": "become", "began": "begin"},
    **{"begun": "begin", "chosen": "choose", "chose": "choose", "gave": "give", "given": "give", "took": "take", "taken": "take"},
    **{"wrote": "write", "written": "write", "sold": "sell", "bought": "buy", "won": "win", "fought": "fight", "lost": "lose"},
    **{"made": "make", "grew": "grow", "grown": "grow", "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall"},
    **{"went": "go", "gone": "go", "came": "come", "kept": "keep", "brought": "bring", "drew": "draw", "drawn": "draw", "broke": "break"},
    **{"spoke": "speak", "spoken": "speak", "sang": "sing", "sung": "sing", "flew": "fly", "knew": "know", "known": "know", "ran": "run"},
    **{"saw": "see", "seen": "see", "sought": "seek", "stood": "stand", "told": "tell", "wore": "wear", "lent": "lend", "laid": "lay"},
    **{"overseen": "oversee", "oversaw": "oversee", "undertaken": "undertake", "undertook": "undertake", "withdrew": "withdraw"},
}
"""Inflected forms that no rule takes back."""

_PIECE = re.compile(r"[^\W\d_]+|\S")
_DROPPED = frozenset("-‑–,\"'“”()")
"""Marks that a term may go across: hyphens, the commas in names of ministries, quotes, brackets."""


@cache
def glossary() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The glossary's terms, as words in lower case, each with its Vietnamese words; read from the file once."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    entries = (line.split("\t") for line in lines if line)
    return {tuple(_words(term)): tuple(vietnamese.split("; ")) for term, vietnamese in entries}


def translations(text: str) -> tuple[tuple[str, ...], ...]:
    """For each term of an English text that the glossary has, in order, its Vietnamese words, the most usual first.

    Of terms that begin at one word the longest counts. Inflected and American forms count as the term; stop words on their
    own, numbers, what is written with digits (84/KH-UBND) and unknown words give nothing.
    """
    words = list(_words(text))
    found, place = [], 0
    while place < len(words):
        term = _longest_term(words, place)
        if term is None:
            place += 1
            continue
        found.append(glossary()[term])
        place += len(term)
    return tuple(found)


def is_english(word: str) -> bool:
    """Whether a word stands in the glossary, inflected or not, or is one that English sentences are built with."""
    lowered = word.lower()
    return lowered in FUNCTION_WORDS or any(form in _vocabulary() for form in _forms(lowered))


def _longest_term(words: Sequence[str], place: int) -> tuple[str, ...] | None:
    """The longest term of the glossary that begins at this word; None where none does."""
    if not any(form in _first_words() for form in _known_forms(words[place])):
        return None
    for length in range(min(_longest(), len(words) - place), 0, -1):
        window = words[place : place + length]
        if length == 1 and window[0] in FUNCTION_WORDS:
            return None
        for term in itertools.product(*(_known_forms(word) for word in window)):
            if term in glossary():
                return term
    return None


def _words(text: str) -> Iterator[str]:
    """The words of a text in lower case, without the possessive 's; "#" where there is a number, so that no term goes across."""
    text = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("&", " and ")
    for chunk in re.sub(r"\bco-(?=o)", "co", text).split():
        if any(character.isdigit() for character in chunk):
            yield "#"
        else:
            yield from (piece for piece in _PIECE.findall(re.sub(r"(?<=\w)'s\b", "", chunk)) if piece not in _DROPPED)


@cache
def _first_words() -> frozenset[str]:
    """What terms begin with."""
    return frozenset(term[0] for term in glossary())


@cache
def _longest() -> int:
    """How many words the longest term has."""
    return max(map(len, glossary()))


@cache
def _vocabulary() -> frozenset[str]:
    """Every word that some term has."""
    return frozenset(itertools.chain.from_iterable(glossary()))


@lru_cache(maxsize=1024)
def _known_forms(word: str) -> tuple[str, ...]:
    """Those forms of a word, itself first, that some term of the glossary has."""
    return tuple(form for form in dict.fromkeys(_forms(word)) if form in _vocabulary())


def _forms(word: str) -> Iterator[str]:
    """The word, and the words that it may be an inflected or American form of, likely ones first."""
    for form in (word, *_lemmas(word)):
        yield form
        yield _SPELLINGS.get(form, form)
        yield re.sub(r"(?<=[iy])z(?=e|ation)", "s", form)


def _lemmas(word: str) -> Iterator[str]:
    """What an English word may be an inflected form of; not every one is a word."""
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    for suffix, endings in (("ies", ("y",)), ("ied", ("y",)), ("ves", ("f", "fe")), ("es", ("", "is")), ("s", ("",)), ("ing", ("", "e"))):
        if word.endswith(suffix) and not word.endswith("ss"):
            yield from (word.removesuffix(suffix) + ending for ending in endings)
    if word.endswith("ed"):
        yield from (word[:-2], word[:-1])
    stem = re.sub(r"(?:ed|ing)$", "", word)
    if stem != word and len(stem) > 2 and stem[-1] == stem[-2]:
        yield stem[:-1]
