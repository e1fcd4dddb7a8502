"""A question is looked at before anything is searched: its language, its diacritics, the documents that it names."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

from ingest.document import DocumentId
from ingest.names.document_kinds import KINDS
from ingest.names.document_name import DocumentName, find_document_names, matches, name_of_number
from ingest.names.file_names import names_of_file
from ingest.text.vietnamese import could_be_syllable, fold, has_diacritics
from vectorstore.diacritics import Restorer
from vectorstore.index import Index
from vectorstore.retrieval import Language, Question

_PIECE = re.compile(r"[^\s,;:!?()\[\]“”\"]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH_WORDS = """
a about after all also an and any are as at be been before between by can could did do does due each for from give had has have
how if in into is it its least list many may me more most much must name no not of on or other out over should show so
some such tell than that the their them then there these they this those to under until up was were what when where which who
whom whose why will with within would you
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""Words that English sentences are built with."""
_ANNEX = re.compile(r"(?:phu luc|bieu mau|mau so|annex|appendix)\b")
"""How a file is titled that holds only what is attached to a document: "Phụ lục III (Kèm theo Nghị định số 30/2020/NĐ-CP)"."""
_ATTACHED = 1.0
"""How much such a file must speak of the document: once in its opening."""
_KIND_OF = {fold(kind.vietnamese): kind.code for kind in KINDS}
_NAMED_AT_MOST = 5
"""Documents about one that is not held itself."""


def look_at(text: str, *, index: Index) -> Question:
    """What `text` asks in: language, share of diacritics, restored form, and the documents named, held or missing."""
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    language = language_of(composed)
    restored, accented = composed, 1.0
    if language == "vi":
        restoration = Restorer(index.catalogue.vocabulary).restore(composed)
        restored, accented = restoration.text, restoration.accented
    names = find_document_names(composed)
    named, own, missing = _held(names, index=index)
    return Question(
        text=composed, language=language, accented=accented, restored=restored, names=names, named=named, own=own, missing=missing
    )  # fmt: skip


def language_of(text: str) -> Language:
    """ "en" where more of the words can only be English than can be Vietnamese, typed with or without diacritics.

    A word of English grammar counts twice unless it is spelt like a syllable ("to", "can"); names in capitals (UBND, KPI)
    and numbers count for nothing, and a capitalised word inside a sentence little, since names keep their language.
    """
    english = vietnamese = 0.0
    for number, word in enumerate(_words(text)):
        lowered = word.lower()
        weight = 0.4 if number and word[0].isupper() else 1.0
        if has_diacritics(word):
            vietnamese += 1.5 * weight
        elif lowered in _ENGLISH:
            english += 0.6 if could_be_syllable(word) else 2.0
        elif could_be_syllable(word):
            vietnamese += weight
        else:
            english += weight
    return "en" if english > vietnamese else "vi"


def _words(text: str) -> list[str]:
    words = [
        match.group() for piece in _PIECE.finditer(text) if not re.search(r"\d", piece.group()) for match in _WORD.finditer(piece.group())
    ]
    return [word for word in words if len(word) == 1 or not word[1:].isupper() or (text.isupper() and _is_plain(word))]


def _is_plain(word: str) -> bool:
    """Not an abbreviation, for all that it is in capitals."""
    return word.lower() in _ENGLISH or could_be_syllable(word) or len(word) > 5


def _held(
    names: tuple[DocumentName, ...], *, index: Index
) -> tuple[tuple[DocumentId, ...], tuple[DocumentId, ...], tuple[DocumentName, ...]]:
    """The documents that `names` name with the annexes kept as files of their own, or that are about one named, best first; those of them
    that bear a name themselves; and the names found nowhere."""
    named: dict[DocumentId, None] = {}
    missing: list[DocumentName] = []
    bearing: dict[DocumentId, None] = {}
    own = _own_names(index) if names else ()
    annexes = [record.id for record in index.documents() if names and not record.number and _ANNEX.match(fold(record.title))]
    for name in names:
        found = [document_id for document_id, held in own if matches(name, held)]
        bearing.update(dict.fromkeys(found))
        prominence = index.catalogue.mentions.prominence(name)
        if found:
            found += [document_id for document_id in annexes if prominence.get(document_id, 0) >= _ATTACHED]
            prominence = {}
        ranked = sorted(prominence, key=lambda document_id: (-prominence[document_id], document_id))
        about = [document_id for document_id in ranked if prominence[document_id] >= max(1.0, prominence[ranked[0]] / 3)]
        named.update(dict.fromkeys(found or about[:_NAMED_AT_MOST]))
        if not found and not ranked:
            missing.append(name)
    return tuple(named), tuple(bearing), tuple(missing)


def _own_names(index: Index) -> tuple[tuple[DocumentId, DocumentName], ...]:
    """Each document's name for itself, from its number; of one that prints none, as a draft does, or none that could be read, from the name
    of its file where that tells the type that the document prints ("kh308-ha-noi.docx"): an article may be named after the plan that it is
    about."""
    found = []
    for record in index.documents():
        if record.number:
            name = name_of_number(record.number, date=record.date)
        else:
            code = _KIND_OF.get(fold(record.kind or "").strip())
            named = [name for name in names_of_file(PurePath(record.name).stem) if code and name.kind == code]
            name = named[0] if len(named) == 1 else None
        if name is not None:
            found.append((record.id, name))
    return tuple(found)
