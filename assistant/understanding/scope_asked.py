"""Within which documents a message says to look: "chỉ trong các kế hoạch năm 2026 còn hiệu lực, ...", "only in Directive 21: ..."."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.names.document_kinds import KINDS
from ingest.names.document_name import DocumentName, find_document_names, matches, name_of_number
from ingest.text.vietnamese import fold, has_diacritics
from vectorstore.index import Index
from vectorstore.scope import EVERYTHING, Scope

_FIRST_YEAR, _LAST_YEAR, _MOST_YEARS = 1945, 2100, 30
_ISSUER_WORDS = 10
_LONGEST = 2000
# Over folded text.
_CUE = re.compile(
    r"\b(?:(?P<only>chi)(?P<look> (?:tim|xet|hoi|tra cuu|tra loi|xem|tinh|dua))?(?: vao)? (?:trong|theo|o)(?: pham vi)?|"
    r"gioi han trong(?: pham vi)?|trong pham vi|only (?:in|within|from|among)|(?:limited|restricted) to|(?:look|search) only in)"
    r"(?: (?:cac|nhung|moi|cua|tat ca(?: cac)?|the|all(?: the)?)){0,2} "
)
_PLURAL = re.compile(r"\b(?:cac|nhung|moi|tat ca|documents|all|\w{3,20}s)\b")
_ANY = ("van ban", "tai lieu", "documents", "papers", "texts")
_KIND_WORDS: dict[str, tuple[str, ...]] = {fold(kind.vietnamese): (kind.vietnamese,) for kind in KINDS}
_KIND_WORDS |= {f"{word}{ending}": (kind.vietnamese,) for kind in KINDS for word in kind.english for ending in ("", "s")}
_KIND_WORDS |= dict.fromkeys(_ANY, ())
_KIND = re.compile(rf"({'|'.join(sorted(map(re.escape, _KIND_WORDS), key=len, reverse=True))})\b")
_YEARS = re.compile(
    r" (?:(?:duoc )?ban hanh )?(?:issued )?(?:trong |tu |cua |in |of |for |from )?(?:nam )?(\d{4})"
    r"(?:(?: den(?: nam)? | to |-| - )(\d{4}))?\b(?!/)"
)
_ISSUED_BY = re.compile(r" (?:(?:duoc )?do|cua|(?:issued )?by|of|from) (?=\D)")
_NO_NAME = re.compile(r"[,;:?!()]| (?:trong |tu |ban hanh )?nam \d|\bcon (?:co )?hieu luc|\bin (?:force|\d)|\bfrom \d")
"""Where the name of an issuer ends at the latest."""
_IN_FORCE = re.compile(
    r" (?:(?:hien |dang |van )?con(?: co)? hieu luc(?: thi hanh)?|dang(?: co)? hieu luc|(?:that are |still )?in force)\b"
)
_JOINED = re.compile(r"(?: va |, | and |; )(?:cua )?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeAsked:
    """The scope that a message states, and `rest`, what it asks within it."""

    scope: Scope
    rest: str


def scope_asked(text: str, *, index: Index) -> ScopeAsked | None:
    """What a message says to look in; None where it states no such thing, or asks nothing beside it. Only words that restrict are taken
    for a scope: a document that is merely named is asked about, and read first as it is."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    folded = fold(plain)
    if len(folded) != len(plain) or len(plain) > _LONGEST:
        return None
    for cue in _CUE.finditer(folded):
        if not _restricts(plain, cue):
            continue
        found = _named(plain, cue, index=index) or _described(folded, cue, index=index)
        if found is not None:
            scope, end = found
            before, behind = plain[: cue.start()].rstrip(" ,;:("), plain[end:].lstrip(" ,;:).")
            rest = f"{before} {behind}" if before and behind[:1].isalnum() else before + behind
            asks = sum(character.isalpha() for character in rest) > 2
            return ScopeAsked(scope=scope, rest=f"{rest[:1].upper()}{rest[1:]}") if asks else None
    return None


def _restricts(plain: str, cue: re.Match[str]) -> bool:
    """Whether the cue is "chỉ", only, and not "chi", to spend: typed without diacritics where it begins what is said, or looks for it."""
    if cue["only"] is None or plain[cue.start() : cue.end("only")].lower() == "chỉ":
        return True
    begins = plain[: cue.start()].rstrip()[-1:] in ("", ",", ";", ":", ".", "?", "(")
    return not has_diacritics(plain) and (begins or cue["look"] is not None)


def _named(plain: str, cue: re.Match[str], *, index: Index) -> tuple[Scope, int] | None:
    """The documents named right behind the cue, as far as they are held."""
    names = _side_by_side(plain, cue.end(), find_document_names(plain))
    if not names:
        return None
    held = [(one.id, name_of_number(one.number, date=one.date)) for one in index.documents() if one.number]
    found = tuple(one for one, own in held if own and any(matches(name, own) for name in names))
    last = names[-1]
    return (Scope(documents=found), last.start + len(last.text)) if found else None


def _side_by_side(plain: str, start: int, names: Sequence[DocumentName]) -> list[DocumentName]:
    """The names that follow each other from `start` on."""
    taken: list[DocumentName] = []
    folded = fold(plain)
    for name in names:
        between = folded[start : name.start] if name.start >= start else "?"
        kind = next((word for word in _KIND_WORDS if between.strip() == word), None)
        if between.strip() and kind is None and not (taken and _JOINED.fullmatch(between)):
            if taken:
                break
            continue
        taken.append(name)
        start = name.start + len(name.text)
    return taken


def _described(folded: str, cue: re.Match[str], *, index: Index) -> tuple[Scope, int] | None:
    """A type of documents with its years, its issuer and whether it is in force, behind the cue."""
    kind = _KIND.match(folded, cue.end())
    if kind is None:
        return None
    scope, end = Scope(kinds=_KIND_WORDS[kind.group(1)]), kind.end()
    issuers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    in_force = False
    for _ in range(3):  # in any order, each once
        if not years and (found := _YEARS.match(folded, end)) and (years := _years(found)):
            end = found.end()
        elif not in_force and (stated := _IN_FORCE.match(folded, end)):
            in_force, end = True, stated.end()
        elif not issuers and (by := _ISSUED_BY.match(folded, end)) and (named := _issuers(folded, by.end(), index=index)):
            issuers, end = named
    scope = Scope(kinds=scope.kinds, issuers=issuers, years=years, in_force=in_force)
    # A type alone is a scope where it is plural: "chỉ trong kế hoạch" may speak of the one before.
    whole = scope != EVERYTHING and (scope != Scope(kinds=scope.kinds) or _PLURAL.search(folded[cue.start() : end]))
    return (scope, end) if whole else None


def _years(found: re.Match[str]) -> tuple[int, ...]:
    first, last = int(found.group(1)), int(found.group(2) or found.group(1))
    within = _FIRST_YEAR <= first <= last <= _LAST_YEAR and last - first < _MOST_YEARS
    return tuple(range(first, last + 1)) if within else ()


def _issuers(folded: str, start: int, *, index: Index) -> tuple[tuple[str, ...], int] | None:
    """The issuers of held documents that the words from `start` name, by the longest name that one bears."""
    printed = {one.issuer for one in index.documents() if one.issuer}
    words = _NO_NAME.split(folded[start : start + 200], maxsplit=1)[0]
    ends = [start + word.end() for word in re.finditer(r"\S+", words)][:_ISSUER_WORDS]
    for end in reversed(ends):
        asked = folded[start:end].rstrip(" ,;:.")
        found = tuple(sorted(one for one in printed if " ".join(fold(one).split()) == asked or index.bodies.names(one, asked)))
        if found:
            return found, start + len(asked)
    return None
