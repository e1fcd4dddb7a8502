"""Whether a question asks what a term or an abbreviation means: "TTKB là viết tắt của gì?", "hồ sơ nghĩa là gì", "what does X mean"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question

_DOC = "§"
"""Stands for the document named."""
_OPENING = re.compile(
    r"(?:cho (?:toi|minh|em) (?:hoi|biet)|xin (?:hoi|cho biet)|hoi|vay|the(?! nao)|please|(?:can|could) you tell me|tell me)[,:]? "
)
_CLOSING = re.compile(r" (?:vay|a|nhi|nhe|day|the|ha|em|voi)$")
_WITHIN = re.compile(rf"(?:^(?:trong|theo|o|tai|in|under) {_DOC},? )|(?: (?:trong|theo|o|tai|cua|in|under|according to) {_DOC}$)")
_WORD = r"(?:(?:cum tu|tu ngu|tu|chu|thuat ngu|khai niem|tu viet tat|chu viet tat|ky hieu|the (?:term|word|abbreviation|acronym)) )?"
_TERM = r"(?P<term>[^\s?,;:][^?,;:]{0,60}?)"
_SHORT = tuple(
    map(
        re.compile,
        (
            rf"{_WORD}{_TERM} (?:la )?(?:cum tu |tu |chu )?viet tat (?:cua |cho )?(?:(?:cum )?tu |chu |cai |ten )?(?:gi|nao|cua gi)",
            rf"{_WORD}{_TERM} viet tat cho (?:gi|cai gi|tu gi)",
            rf"{_WORD}{_TERM} (?:viet |ghi |doc )?day du (?:la |thanh |ra )?(?:gi|the nao|sao)",
            rf"(?:tu |chu )?viet tat {_TERM} (?:la|nghia la|co nghia la) (?:cua )?gi",
            rf"what (?:does|do) {_WORD}{_TERM} stand for",
            rf"{_WORD}{_TERM} stands? for what",
            rf"what is {_WORD}{_TERM} (?:short|an abbreviation|an acronym) (?:for|of)",
            rf"(?:what is )?the (?:full form|long form) of {_WORD}{_TERM}",
        ),
    )
)
_MEANS = tuple(
    map(
        re.compile,
        (
            rf"{_WORD}{_TERM} (?:co )?nghia (?:la )?(?:gi|the nao|sao)",
            rf"(?:y nghia|dinh nghia) (?:cua )?{_WORD}{_TERM}(?: (?:la|nhu) (?:gi|the nao))?",
            rf"giai thich (?:nghia (?:cua )?)?(?:cum tu|tu ngu|tu|chu|thuat ngu|khai niem|tu viet tat|chu viet tat) {_TERM}",
            rf"{_WORD}{_TERM} duoc (?:hieu|giai thich|dinh nghia|quy dinh) (?:la|nhu) (?:gi|the nao)",
            rf"the nao la {_WORD}{_TERM}",
            rf"what (?:does|do) {_WORD}{_TERM} mean",
            rf"(?:what is )?the (?:meaning|definition) of {_WORD}{_TERM}",
            rf"define {_WORD}{_TERM}",
        ),
    )
)
_IS = tuple(map(re.compile, (rf"{_WORD}{_TERM} (?:tuc |co nghia )?la (?:cai )?gi", rf"what is (?:an? |the )?{_TERM}")))
"""What may ask so: of an abbreviation, and of what a document defines or, where one is named, calls so."""
_CAPITALS = re.compile(r"[A-ZĐ][A-ZĐa-z&/-]{0,14}[A-ZĐ]")
_QUOTES = str.maketrans(dict.fromkeys("\"“”‘’'«»", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class TermAsk:
    """The term asked for, as typed. `short`: it is asked what it stands for, so that no other words can answer; `defined`: only what a
    document defines can be meant ("hồ sơ là gì"), not every short name that one uses."""

    term: str
    short: bool = False
    defined: bool = False


def term_ask(question: Question) -> TermAsk | None:
    """The term whose meaning a question asks; None where it asks anything else."""
    if len({name.text for name in question.names}) > 1:
        return None
    text = question.text
    for name in sorted(question.names, key=lambda name: -name.start):
        text = f"{text[: name.start]}{_DOC}{text[name.start + len(name.text) :]}"
    plain = " ".join(text.translate(_QUOTES).replace("?", " ").split()).rstrip(" .!")
    start, end = 0, len(plain)
    folded = fold(plain)
    if opening := _OPENING.match(folded):
        start = opening.end()
    if closing := _CLOSING.search(folded, start):
        end = closing.start()
    while within := _WITHIN.search(folded[start:end]):
        start, end = (start + within.end(), end) if within.start() == 0 else (start, start + within.start())
    return _found(plain[start:end], of_document=_DOC in plain)


def _found(plain: str, *, of_document: bool) -> TermAsk | None:
    folded = fold(plain)
    for patterns, short in ((_SHORT, True), (_MEANS, False), (_IS, False)):
        for pattern in patterns:
            match = pattern.fullmatch(folded)
            term = plain[slice(*match.span("term"))].strip() if match else ""
            if term and _DOC not in term:
                defined = patterns is _IS and not of_document and not _CAPITALS.fullmatch(term)
                return TermAsk(term=term, short=short, defined=defined)
    return None
