"""Which document is meant where it is described and not named: "ai ký kế hoạch rà soát văn bản của Sở Y tế TP.HCM năm 2021"."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from assistant.understanding.question_words import WHEN, WHO_AT_ALL
from ingest.document import DocumentId
from ingest.names.abbreviations import bare
from ingest.names.bodies import BodyRegister
from ingest.names.document_kinds import KINDS
from ingest.names.places import places
from ingest.text.vietnamese import fold, has_diacritics
from vectorstore.glossary import translations
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, Question

_ENOUGH = 0.7
"""Of the weight of the words that describe a document, its header must have this share,"""
_AHEAD = 1.25
"""and this many times what the next document of the kind has."""
_LEAST = 0.1
"""Of the documents whose header has this share, since it need not say whose it is,"""
_MOST_OPENED = 12
"""so many are looked at once more, with their"""
_OPENS = 3
"""first passages: "thông báo treo cờ dịp Đại hội MTTQ" is told by what stands under the header."""
_FEWEST = 3
"""Words and places that describe it, at least."""
_ASKS = re.compile(
    rf"\b(?:{WHO_AT_ALL}|{WHEN}|nguoi|ky|ban hanh|chuc(?: vu| danh)?|giu|tu cach|cuong vi|vai tro|gi|nao|may|bao nhieu|so hieu|so|ngay"
    r"|la|do|(?:ra|de)(?= (?:vao )?(?:ngay|hom|khi|luc|hoi|bao gio))|phat hanh"
    r"|ki|va|voi|cua|ve|cho|tai|o|trong|theo|duoc|da|vay|the|thi|nay|ten|ong|ba|hom|luc|van ban|"
    r"who|signed|sign|signs|what|which|when|was|were|is|are|his|her|post|position|office|capacity|in|on|of|by|the|a|an|and|for|to|it|"
    r"issued|dated|date|number|whose|name|under|put|signature|from|did)\b"
)
_WHICH_POST = re.compile(
    r"\b(?:pho )?(?:giam doc|chu tich|bo truong|thu truong|thu tuong|truong ban|truong phong|chanh van phong|bi thu|cuc truong|lanh dao)"
    r" nao\b"
    r"|\bwhich (?:deputy |vice )?(?:director|chairman|chairwoman|minister|head|chief|leader|secretary)\b"
)
"""The post of which it is asked who holds it describes no document."""


_OF_ANY = frozenset("cua tinh thanh pho tp ubnd hdnd uy ban nhan dan ngay thang nam so ve of the dated from by on province city".split())
"""Words that may stand behind the name of any document."""
_Unit = tuple[frozenset[str], ...]
"""A word that describes the document, or an English term as the sets of Vietnamese words that it may be."""


def described_document(question: Question, *, index: Index, beside: re.Pattern[str] | None = None) -> DocumentId | None:
    """The one document whose header - kind, title, issuer, day - has what the question describes; None where none or several do, or the
    question names a document, or no kind of document. The folded words that `beside` finds are what is asked, and describe nothing."""
    kinds = _kinds_in(question)
    if question.names or not kinds:
        return None
    certain = _certain(question)
    every = {record.id: _words(_header(record), index.bodies) for record in index.documents() if _is_of(record, kinds)}
    units = _units(_asked_away(question, beside), question, without=_words(" ".join(kinds), index.bodies), bodies=index.bodies)
    if len(units) + len(places(question.restored)) < _FEWEST:
        return None
    if found := _likeliest(units, {name: words for name, words in every.items() if certain <= words}):
        return found
    near = [name for share, name in _shares(units, every)[-_MOST_OPENED:] if share >= _LEAST]
    opened = {name: every[name] | _words(_opening(name, index), index.bodies) for name in near}
    return _likeliest(units, {name: words for name, words in opened.items() if certain <= words})


def _likeliest(units: Sequence[_Unit], described: Mapping[DocumentId, Set[str]]) -> DocumentId | None:
    """The one document whose words have what the question describes; None where none does or two may."""
    shares = _shares(units, described)
    if not shares or shares[-1][0] < _ENOUGH or (len(shares) > 1 and shares[-1][0] < _AHEAD * shares[-2][0]):
        return None
    return shares[-1][1]


def _shares(units: Sequence[_Unit], described: Mapping[DocumentId, Set[str]]) -> list[tuple[float, DocumentId]]:
    """Of each document what share of the weight of the units its words have, the least first; rare words weigh more."""
    spread = Counter(word for words in described.values() for word in words)
    weights = [max(math.log(1 + len(described) / (0.5 + min(spread[word] for word in one))) for one in unit) for unit in units]
    return sorted(
        (sum(weight for weight, unit in zip(weights, units, strict=True) if any(one <= words for one in unit)) / sum(weights), name)
        for name, words in described.items()
    )


def _opening(document: DocumentId, index: Index) -> str:
    """The first passages of a document: its masthead, and what it is issued for."""
    return " ".join(passage.text for passage in index.passages(document)[:_OPENS])


def _certain(question: Question) -> set[str]:
    """The words that the header must have whatever else it has: of the places named, and numbers. The plan of another province or year is
    another plan."""
    named = {word for place in places(question.restored) for word in place.name.split()}
    return named | {number.lstrip("0") or number for number in re.findall(r"(?<![\w/.])\d{1,4}(?![\w/.])", question.restored)}


def _kinds_in(question: Question) -> set[str]:
    """The folded names of the kinds of document that a question speaks of."""
    text = fold(question.restored)
    named = {fold(kind.vietnamese): kind.english if question.language == "en" else (fold(kind.vietnamese),) for kind in KINDS}
    return {kind for kind, names in named.items() if any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)}


def is_of_kind(document: DocumentId, phrase: str, *, index: Index) -> bool:
    """Whether a document is of the kind that a phrase opens with, or issues one."""
    kinds = {fold(kind.vietnamese) for kind in KINDS if fold(phrase).startswith(fold(kind.vietnamese))}
    record = index.document(document)
    return record is not None and _is_of(record, kinds)


def _is_of(record: DocumentRecord, kinds: set[str]) -> bool:
    """Whether a document is of one of these kinds, or issues one: "Quyết định về việc ban hành Kế hoạch xuất khẩu"."""
    title = f" {fold(record.title)} "
    return bool(record.kind) and (
        fold(record.kind or "") in kinds or any(f"{verb} {kind} " in title for kind in kinds for verb in ("ban hanh", "phe duyet"))
    )


def _asked_away(question: Question, beside: re.Pattern[str] | None) -> str:
    """A question in small letters, a Vietnamese one folded, without the words that ask."""
    whole = _without_places(question.restored)
    text = _WHICH_POST.sub(" ", fold(whole) if question.language == "vi" else whole.lower())
    return _ASKS.sub(" ", beside.sub(" ", text) if beside else text)


def _without_places(text: str) -> str:
    """A text without the places in it, which `_certain` asks for however they are written ("tphcm")."""
    for place in reversed(places(text)):
        text = f"{text[: place.start]} {text[place.end :]}"
    return text


def _units(described: str, question: Question, *, without: set[str], bodies: BodyRegister) -> list[_Unit]:
    """What describes the document, each word or term once. Of an English question, its terms, names and numbers."""
    text = question.restored
    if question.language == "vi":
        return [(frozenset((word,)),) for word in sorted(_words(described, bodies) - without)]
    terms = [tuple(frozenset(words) for one in term if (words := _words(one, bodies))) for term in translations(described)]
    kept = [unit for unit in terms if unit and not any(one <= without for one in unit)]
    named = {word for word in re.findall(r"[^\W_]+", text)[1:] if has_diacritics(word) or word.isdigit()}
    return list(dict.fromkeys([*kept, *((frozenset((fold(word).lstrip("0"),)),) for word in sorted(named))]))


def header_words(record: DocumentRecord, bodies: BodyRegister) -> frozenset[str]:
    """The folded words of a document's header: kind, title, subject, issuer, day."""
    return frozenset(_words(_header(record), bodies)) | frozenset(re.findall(r"[^\W_]+", fold(_header(record))))


def only_describes(tail: str, record: DocumentRecord, bodies: BodyRegister) -> bool:
    """Whether the folded words behind a document's name only say which it is, since its header has all of them: "của UBND tỉnh Gia Lai",
    but not "của Chính phủ đặt mục tiêu"."""
    left = set(bare(_without_places(tail), bodies).split()) - header_words(record, bodies) - _OF_ANY
    return all(word.isdigit() for word in left)


def _header(record: DocumentRecord) -> str:
    dated = f"ngày {record.date.day} tháng {record.date.month} năm {record.date.year}" if record.date else ""
    return " ".join(filter(None, (record.kind, record.title, record.subject, record.issuer, dated)))


def _words(text: str, bodies: BodyRegister) -> set[str]:
    return {word.lstrip("0") or word for word in bare(text, bodies).split()}
