"""The bodies that a question names, typed with or without diacritics, in full, by initials, or in English."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.names.bodies import BodyRegister
from ingest.names.body_forms import bodies as bodies_by_form
from ingest.names.body_spellings import SHORT, is_initials
from ingest.names.document_name import find_document_names
from ingest.names.span import Span, contains, overlapped
from ingest.text.vietnamese import fold, has_diacritics, tone_form

_WORD = re.compile(r"[^\W_]+")
_JOINING = frozenset("và va các cac and of the for s".split())
_PLACE = re.compile(
    r"\s+(?:(?:(?:cac\s+)?(?:thanh pho|tp\.?|tinh|thu do)(?![^\W_])(?:\s*,\s*thanh pho)?)"
    r"(?:\s*(?:ha noi|ho chi minh|hcm|hn)(?!\w))?|ha noi|ho chi minh"
    r"|(?:cac\s+)?(?:xa|phuong|quan|huyen)(?:\s*,\s*(?:xa|phuong|quan|huyen|thi xa))+|cap (?:xa|tinh|huyen))(?!\w)"
)
# Whole ministries and departments have no place behind them that the form-based names would not hold.
_HAS_PLACE = (
    "so ",
    "uy ban nhan dan",
    "hoi dong nhan dan",
    "cong an",
    "thanh tra",
    "thanh uy",
    "van phong uy ban",
    "uy ban mat tran",
    "hoi ",
)
_OTHER_WORDS = frozenset("co tru can toan noi dang cuc tien cong phan bai dong chi ho con".split())
"""Before "sở" and "bộ", words that make another word of them: "cơ sở y tế", "cán bộ", "công bố", "hồ sơ"."""
_BEFORE = re.compile(r"(?:\b(?:thanh tra|van phong)|\b(?:hanoi|ha noi)(?: city)?(?:['’]s)?)\s+$")
"""What belongs to a body's name before its known words: "Thanh tra Bộ Tài chính", "Hanoi People's Committee"."""
_NEAR = 60
"""Characters before a body's known words among which they stand."""
_GENERIC = re.compile(
    r"(?:cac\b|nhung\b|chinh phu$|quoc hoi$|thu tuong|bo chinh tri$|ban bi thu$|government$|prime minister$|national assembly$)"
)
_ISSUER = re.compile(r"\s*(?:[,(]\s*)?(?:(?:ngay|nam|dated|of|on)\s+)?(?:[\d/.-]+\s*)?(?:\)\s*)?(?:cua|of|by)\s*")
"""Between a document's name and the body that it is of."""
_BETWEEN = 60


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    printed: str
    plain: str  # in small letters, with one placement of the tone mark
    folded: str


def bodies_asked(text: str, register: BodyRegister) -> tuple[tuple[Span, str], ...]:
    """The bodies by which a question can pick tasks, in its order: where each stands (NFC) and its words there.

    The names that `register` knows are found in any spelling, the longest first; others by their form, which needs their capitals.
    Left out are groups ("các bộ, ngành"), those above that no plan gives tasks to lead (the Government, the Prime Minister), and the
    body that a document is of ("Nghị quyết 97 của Chính phủ").
    """
    plain = unicodedata.normalize("NFC", text)
    folded = fold(plain)
    spans = list(_known(plain, folded, register))
    for start, end in bodies_by_form(plain):
        place = overlapped((start, end), spans)
        inside = spans[place]
        if all(start < span[0] and contains((start, end), span) for span in inside):  # "Thanh tra Bộ Tài chính" is no name of the ministry
            spans[place] = [(start, end)]
    named = sorted((name.start, name.start + len(name.text)) for name in find_document_names(plain))
    return tuple((span, plain[slice(*span)]) for span in spans if not _picks_nothing(folded, span, named))


def _picks_nothing(folded: str, span: Span, documents: list[Span]) -> bool:
    """Whether a body is a group, or one above, or stands in the name of a document or behind it as its issuer; `documents` in order."""
    if _GENERIC.match(folded[slice(*span)]):
        return True
    before = bisect_right(documents, span[0], key=lambda document: document[0])
    if not before:
        return False
    _, end = documents[before - 1]
    return span[0] < end or (span[0] - end < _BETWEEN and bool(_ISSUER.fullmatch(folded, end, span[0])))


def _known(plain: str, folded: str, register: BodyRegister) -> Iterator[Span]:
    """The names of the register in a text, with the place behind them."""
    words = [_Word(m.start(), m.end(), m.group(), tone_form(m.group().lower()), fold(m.group())) for m in _WORD.finditer(plain)]
    accented = has_diacritics(plain)
    at = 0
    while at < len(words):
        size, name = max(
            ((_aligned(words, at, full, accented=accented), full) for full in _names_from(register, words[at])),
            default=(0, ()),
            key=lambda found: found[0],
        )
        if not size:
            at += 1
            continue
        if at and name[0] in ("sở", "bộ") and words[at - 1].folded in _OTHER_WORDS:
            at += 1
            continue
        end = words[at + size - 1].end
        place = _PLACE.match(folded, end) if fold(" ".join(name) + " ").startswith(_HAS_PLACE) else None
        end = place.end() if place else end
        before = _BEFORE.search(folded, max(0, words[at].start - _NEAR), words[at].start)
        yield before.start() if before else words[at].start, end
        while at < len(words) and words[at].start < end:
            at += 1


def _names_from(register: BodyRegister, word: _Word) -> tuple[tuple[str, ...], ...]:
    """The names, as words, that may begin with `word`: by their first word, or an abbreviation that stands for the first words."""
    names = _by_first(register)
    return (*names.get(word.folded, ()), *(names.get(fold(SHORT[word.plain].split()[0]), ()) if word.plain in SHORT else ()))


@lru_cache(maxsize=16)
def _by_first(register: BodyRegister) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for body in register.bodies:
        for name in (body.name, *body.also):
            words = tuple(word for word in map(_lowered, _WORD.findall(name)) if word.lower() not in _JOINING)
            if words:
                found.setdefault(fold(words[0]), {})[words] = None
                if len(words) > 4 and fold(" ".join(words)).endswith((" viet nam", " ha noi")):
                    found[fold(words[0])][words[:-2]] = None
    return {first: tuple(names) for first, names in found.items()}


def _lowered(word: str) -> str:
    """In small letters and one tone placement, but an abbreviation that reads like a word as it is ("MOST")."""
    return word if word.isupper() and len(word) > 1 else tone_form(word.lower())


def _aligned(words: list[_Word], at: int, full: tuple[str, ...], *, accented: bool) -> int:
    """How many words from `at` spell the name `full`, 0 where they do not."""
    place, taken = at, 0
    while taken < len(full):
        if place >= len(words):
            return 0
        step = _step(words[place], full, taken, first=place == at, accented=accented)
        if not step and (place == at or words[place].plain not in _JOINING):
            return 0
        place, taken = place + 1, taken + step
    return place - at


def _step(word: _Word, full: tuple[str, ...], taken: int, *, first: bool, accented: bool) -> int:
    """How many words of the name from `taken` this word of the text stands for."""
    held = full[taken]
    if held.isupper() and len(held) > 1:  # an abbreviation of its own: "MOST" in capitals, "vpcp" as typed
        typed = word.printed == held or (word.folded == fold(held) and is_initials(word.folded))
        return 1 if typed else 0
    if word.plain == held or (word.folded == fold(held) and (not accented or word.plain == word.folded)):
        return 1
    if word.plain in SHORT:
        spelt = SHORT[word.plain].split()
        if [fold(one) for one in spelt] == [fold(one) for one in full[taken : taken + len(spelt)]]:
            return len(spelt)
    rest = full[taken : taken + len(word.folded)]
    initials = not first and word.plain not in SHORT and is_initials(word.printed) and "".join(fold(one)[0] for one in rest) == word.folded
    return len(rest) if initials else 0
