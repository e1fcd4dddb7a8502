"""What the header of a document states, as facts to ask for: its number, its day, who issued and who signed it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.answering.header_facts import from_masthead
from assistant.answering.quote import Quote
from assistant.training.fact import Fact, find_words, label_of
from assistant.training.printed_words import SUREST, is_clean, seems_misread
from assistant.training.quiz import QuestionKind
from assistant.training.task_likeness import ALIKE, is_like, pairs_of
from ingest.names.bodies import BodyRegister
from ingest.names.people import people
from ingest.passage import Passage
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, HeldPassage

_LONGEST_SUBJECT = 220
_SERIAL = re.compile(r"\d{1,5}")
_OTHER_SERIALS = (11, -7, 23, -19, 40, 58)
_OTHER_DAYS = (7, -9, 31, -33, 61, 92)
"""How far wrong numbers and days lie from the right ones."""


def header_facts(document: DocumentRecord, *, index: Index) -> Iterator[Fact]:
    """The facts of a document's header that its own words state."""
    among = index.documents()
    label = label_of(document, among=among)
    if not label:
        return
    for fact in (
        _number(document, index=index),
        _date(document, label=label, index=index),
        _issuer(document, label=label, index=index),
        _signer(document, label=label, index=index),
    ):
        if fact is not None:
            yield fact


def _number(document: DocumentRecord, *, index: Index) -> Fact | None:
    """Asked for by the subject, where no other document has one like it and it names no number itself."""
    subject = " ".join((document.subject or "").split()).strip(" .")
    if not document.number or not subject or len(subject) > _LONGEST_SUBJECT or not is_clean(subject, document=document, page=None):
        return None
    if any(char.isdigit() for char in subject.replace("2045", "").replace("2030", "")) and document.number.split("/")[0] in subject:
        return None
    pairs = pairs_of(subject)
    others = [one for one in index.documents() if one.id != document.id and (one.subject or one.title)]
    if any(is_like(pairs, pairs_of(one.subject or one.title), least=ALIKE) for one in others) or len(pairs) < 5:
        return None
    found = from_masthead("number", document, index.passages(document.id))
    if found is None or (document.ocr_confidence(1) or 1) < SUREST:
        return None
    suffix = document.number[len(_serial(document.number)) :]
    held = [one.number for one in others if one.number and one.number != document.number and one.number.endswith(suffix)]
    wrong = dict.fromkeys((*held, *_other_numbers(document.number)))
    kind = (document.kind or "").strip()
    values = {"kind": kind[:1].upper() + kind[1:].lower(), "subject": subject}
    return Fact(kind=QuestionKind.NUMBER, values=values, answer=document.number, quote=found[1], wrong=tuple(wrong))


def _serial(number: str) -> str:
    found = _SERIAL.match(number)
    return found.group() if found else ""


def _other_numbers(number: str) -> Iterator[str]:
    serial = _serial(number)
    for shift in _OTHER_SERIALS if serial else ():
        if int(serial) + shift > 0:
            yield str(int(serial) + shift).zfill(len(serial)) + number[len(serial) :]


def _date(document: DocumentRecord, *, label: str, index: Index) -> Fact | None:
    if document.date is None or " ngày " in label:
        return None
    found = from_masthead("issue_date", document, index.passages(document.id))
    if found is None:
        return None
    answer, quote = found
    printed = fold(" ".join(passage.text for passage in index.passages(document.id)))
    wrong = []
    for shift in _OTHER_DAYS:
        day = document.date + datetime.timedelta(days=shift)
        forms = (
            f"{day.day}/{day.month}/{day.year}",
            f"{day.day:02d}/{day.month:02d}/{day.year}",
            f"{day.day} thang {day.month} nam {day.year}",
        )
        if not any(form in printed for form in forms):
            wrong.append(forms[0])
    return Fact(kind=QuestionKind.DATE, values={"document": label}, answer=answer, quote=quote, wrong=tuple(wrong))


def _issuer(document: DocumentRecord, *, label: str, index: Index) -> Fact | None:
    answer = " ".join((document.issuer or "").split())
    quote = _stated_in_masthead(document, answer, index=index)
    if not answer or quote is None or fold(answer) in fold(label) or not index.bodies.body(answer):
        return None
    others = dict.fromkeys(one.issuer for one in index.documents() if one.issuer and one.ocr_confidence(1) is None)
    wrong = _bodies_apart(answer, others, bodies=index.bodies)
    return Fact(kind=QuestionKind.ISSUER, values={"document": label}, answer=answer, quote=quote, wrong=wrong)


def _bodies_apart(answer: str, others: Iterable[str], *, bodies: BodyRegister) -> tuple[str, ...]:
    """Issuers of the kind of that of the document ("Sở", "Ủy ban nhân dân"), which are neither it, nor each other, nor part of one another
    by name."""
    head = fold(answer).split()[0]
    chosen: list[str] = []
    for other in sorted((one for one in others if fold(one).split()[0] == head), key=fold):
        taken = (answer, *chosen)
        if not any(bodies.relation(other, one) or fold(other) in fold(one) or fold(one) in fold(other) for one in taken):
            chosen.append(other)
    return tuple(chosen[:8])


def _signer(document: DocumentRecord, *, label: str, index: Index) -> Fact | None:
    answer = document.signer or ""
    if not answer or not _is_name(answer) or not _surely(answer, document):
        return None
    found = from_masthead("signer", document, index.passages(document.id))
    others = sorted({one.signer for one in index.documents() if one.signer and one.ocr_confidence(None) is None and _is_name(one.signer)})
    if found is None:
        return None
    named = fold(" ".join(passage.text for passage in _mastheads(document, index=index)))
    wrong = tuple(one for one in others if fold(one) != fold(answer) and fold(one) not in named)
    return Fact(kind=QuestionKind.SIGNER, values={"document": label}, answer=answer, quote=found[1], wrong=wrong)


def _is_name(text: str) -> bool:
    return people(text) == ((0, len(text)),) or (2 <= len(text.split()) <= 5 and all(word[:1].isupper() for word in text.split()))


def _surely(text: str, document: DocumentRecord) -> bool:
    """Whether a name was not read by OCR, or by one that was sure."""
    confidence = document.ocr_confidence(None)
    return confidence is None or confidence >= SUREST or not seems_misread(text)


def _mastheads(document: DocumentRecord, *, index: Index) -> Sequence[Passage]:
    return [passage for passage in index.passages(document.id) if passage.kind == "masthead"]


def _stated_in_masthead(document: DocumentRecord, words: str, *, index: Index) -> Quote | None:
    """The words of the masthead that name a body, in capitals or not."""
    for passage in index.passages(document.id):
        if passage.kind != "masthead":
            continue
        span = find_words(fold(passage.text), fold(words))
        if span is not None:
            held = HeldPassage(passage=passage, document=document)
            return Quote(held=held, start=span[0], end=span[1], decisive=(span,))
    return None
