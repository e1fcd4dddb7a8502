"""The sentences, rows and listed sections of the passages found, each with its signals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.assignment import duty_holder
from assistant.decisive import decisive_spans
from assistant.entities import answers_of
from assistant.evidence import Evidence
from assistant.fitting import fits
from assistant.intent import Ask, Intent
from assistant.names_asked import names_in
from assistant.task_cells import cell_asked, cell_text, task_at
from assistant.terms import Terms
from ingest.abbreviations import bare
from ingest.body_forms import Span
from ingest.document_name import find_document_names, matches
from ingest.passage import PassageKind
from ingest.sentences import sentences
from ingest.task import Task
from ingest.vietnamese import fold
from vectorstore.retrieval import Hit, Question

_NUMERAL = re.compile(r"\d[\d./-]*\d|\d")
_MARK = re.compile(r"\s*(?:[-+•*]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]+)[.)])")
"""What an item of a list begins with."""
_SECTION_COVERED = 0.75
"""Share of a question's words that the heading of a section must say for the section to be quoted whole."""
_LONGEST_SECTION = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What a passage and what stands around it share with the question: the signals that all its units have alike."""

    hit: Hit
    words_around: float
    pairs_around: float
    missed: float
    absent_names: float
    absent_numbers: float
    named: float


def gather(question: Question, intent: Intent, hits: Sequence[Hit], *, terms: Terms) -> list[Evidence]:
    """Every sentence, row and section asked for by its heading, with its signals, the cosine still 0: see `with_cosines`."""
    # A list may run over two passages: the task named in one, its lead and deadline in the next.
    texts = {(hit.document.id, hit.passage.ordinal): hit.passage.text for hit in hits if hit.passage.kind is PassageKind.PROSE}
    found = []
    for hit in hits:
        before = texts.get((hit.document.id, hit.passage.ordinal - 1), "") if hit.passage.kind is PassageKind.PROSE else ""
        setting = _setting(question, hit, before=before, terms=terms)
        for span in _units(hit, intent, question, terms=terms):
            found.append(_evidence(question, intent, setting, span, terms=terms))
    return found


def around(hit: Hit) -> str:
    """What a reader of the passage sees beside it: the document's number, title and date, and the headings."""
    document = hit.document
    date = f"{document.date.day}/{document.date.month}/{document.date.year} năm {document.date.year}" if document.date else ""
    return " ".join(filter(None, (document.number, document.title, document.subject, date, *hit.passage.headings)))


def _setting(question: Question, hit: Hit, *, before: str, terms: Terms) -> _Setting:
    whole = " ".join((around(hit), before, hit.passage.text, _meant(question, hit, hit.passage.text)))
    words = terms.form(whole)
    words_around, pairs_around = terms.coverage(words)
    numerals = {_plain_numeral(numeral) for numeral in _NUMERAL.findall(whole)}
    said = bare(whole)
    absent_names = sum(name not in said for name in names_in(question))
    absent_numbers = sum(numeral not in numerals for numeral in map(_plain_numeral, _NUMERAL.findall(question.restored)))
    return _Setting(
        hit=hit, words_around=words_around, pairs_around=pairs_around, missed=terms.rarest_missed(words),
        absent_names=min(absent_names, 3) / 3, absent_numbers=min(absent_numbers, 3) / 3, named=float(hit.document.id in question.named),
    )  # fmt: skip


def _evidence(question: Question, intent: Intent, setting: _Setting, span: Span, *, terms: Terms) -> Evidence:
    hit = setting.hit
    text = hit.passage.text[slice(*span)]
    announced = _heading_of(hit, span)
    words, pairs = terms.coverage(terms.form(f"{_meant(question, hit, text)} {announced} {text}"))
    decisive, answered = decisive_spans(intent, question, hit, span)
    doer = next((ask for ask in intent.asks if ask in (Ask.LEAD, Ask.ORGANISATION)), None)
    holder = duty_holder(text, hit.passage.headings) if doer and Ask.LEAD not in answered else None
    if doer and holder and fold(holder) not in fold(question.restored):
        answered |= {doer}
    task = task_at(hit, *span)
    asked_cells = [cell for ask in intent.asks if (cell := cell_asked(ask, of_row=hit.passage.kind is PassageKind.ROW))]
    typed = _typed(intent, answered, task)
    signals = (
        words, pairs, setting.words_around, setting.pairs_around, setting.missed, 0.0, hit.dense, hit.score, typed,
        setting.absent_names, setting.absent_numbers, setting.named, setting.named * typed,
        fits(question, intent, text, passage=hit.passage), float(task is not None and any(cell_text(task, ask) for ask in asked_cells)),
    )  # fmt: skip
    return Evidence(
        hit=hit, start=span[0], end=span[1], decisive=decisive, signals=signals, answered=answered, holder=holder, announced=announced
    )


def _meant(question: Question, hit: Hit, text: str) -> str:
    """The names in the question of documents that are meant here: this very document, or one that the text names in its own way
    ("Chương trình 05" meets "Chương trình số 05-CTr/TU")."""
    if not question.names:
        return ""
    said = find_document_names(text)
    here = hit.document.id in question.named
    return " ".join(name.text for name in question.names if here or any(matches(name, other) for other in said))


def _units(hit: Hit, intent: Intent, question: Question, *, terms: Terms) -> Iterator[Span]:
    """The ranges of what can be quoted from a passage: its sentences, the whole of a table row, or all that stands under the heading
    that the question asks for ("ba khâu đột phá là gì?")."""
    text = hit.passage.text
    if hit.passage.kind is PassageKind.ROW:
        yield 0, len(text)
        return
    alone = [span for span in sentences(text) if not _is_heading(hit, text[slice(*span)])]
    yield from alone
    yield from _labelled(hit, alone)
    if intent.many or intent.wants(Ask.DEFINITION):
        yield from _announced(hit, alone)
    section = _section(hit)
    if section and (intent.many or not set(intent.asks) - {Ask.DEFINITION}):
        heading = f"{_meant(question, hit, text)} {hit.passage.headings[-1]}"
        if terms.coverage(terms.form(heading))[0] >= _SECTION_COVERED:
            yield section


def _labelled(hit: Hit, alone: Sequence[Span]) -> Iterator[Span]:
    """The tasks of a passage that more than one sentence gives: "Đơn vị chủ trì: ...", "Thời gian hoàn thành: ..." under the task."""
    for task in hit.tasks:
        start, end = max(task.start - hit.passage.start, 0), min(task.end - hit.passage.start, len(hit.passage.text))
        if sum(start < span[1] and span[0] < end for span in alone) > 1 and end - start <= _LONGEST_SECTION:
            yield start, end


def _announced(hit: Hit, alone: Sequence[Span]) -> Iterator[Span]:
    """Each sentence that announces items ("theo 3 cấp độ:") with the items behind it."""
    for place, (start, end) in enumerate(alone[:-1]):
        if not hit.passage.text[start:end].rstrip().endswith(":"):
            continue
        mark = _MARK.match(hit.passage.text[slice(*alone[place + 1])])
        last = end
        for following in alone[place + 1 :]:
            item = _MARK.match(hit.passage.text[slice(*following)])
            if (
                mark
                and item
                and not _same_mark(mark, item)
                and last > alone[place + 1][0]
                and _same_mark(item, _MARK.match(hit.passage.text[start:end]))
            ):
                break
            if following[1] - start > _LONGEST_SECTION:
                break
            last = following[1]
        if last > end:
            yield start, last


def _same_mark(one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    return one is not None and other is not None and re.sub(r"\w+", "x", one.group()) == re.sub(r"\w+", "x", other.group())


def _section(hit: Hit) -> Span | None:
    """What a passage says under its innermost heading, where it says more than one sentence and not too much to quote."""
    text = hit.passage.text
    if not hit.passage.headings:
        return None
    heading = " ".join(hit.passage.headings[-1].split())
    spans = [span for span in sentences(text) if not _is_heading(hit, text[slice(*span)])]
    start = spans[0][0] if spans else 0
    if len(spans) < 2 or len(text) - start > _LONGEST_SECTION or not heading:
        return None
    return start, spans[-1][1]


def _heading_of(hit: Hit, span: Span) -> str:
    """The heading of a whole section, which says what its items are; nothing for a single sentence."""
    return hit.passage.headings[-1] if hit.passage.kind is PassageKind.PROSE and span == _section(hit) else ""


def _is_heading(hit: Hit, text: str) -> bool:
    """Whether a unit is nothing but one of the headings that the passage stands under: it announces, it does not answer."""
    words = " ".join(text.split())
    return any(words == " ".join(heading.split()) for heading in hit.passage.headings)


def _typed(intent: Intent, answered: frozenset[Ask], task: Task | None) -> float:
    """Share of the kinds asked for, among those with a form of their own, that the unit holds; 0.5 where none has one."""
    formed = [ask for ask in intent.asks if answers_of(ask, "") is not None or (task and cell_text(task, ask))]
    return sum(ask in answered for ask in formed) / len(formed) if formed else 0.5


def _plain_numeral(numeral: str) -> str:
    """Without leading zeros, so that 06/4/2026 meets 6/4/2026."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", numeral).strip("./-")
