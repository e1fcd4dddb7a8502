"""The guide to study and the first reading of a newcomer, as HTML, every line with its source. All text is escaped here."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from html import escape

from assistant.answering.compose import source_name
from assistant.briefing import BriefingLine, PartName
from assistant.briefing.task_lines import task_in_full
from assistant.register.due_day import goes_on
from assistant.register.task_choice import BodyCount
from assistant.training.fact import task_quote
from assistant.training.first_reading import FirstReading
from assistant.training.study_guide import MOST_DOCUMENTS, StudyGuide
from assistant.web.addresses import briefing_address
from assistant.web.texts import written_date
from assistant.web.training.cited_html import quote_link
from assistant.web.training.quiz_list_html import bodies_html, documents_html
from assistant.web.training.training_texts import TrainingTexts
from ingest.document import DocumentId
from ingest.task import Task
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, Language
from vectorstore.tasks import HeldTask

_LONGEST_LINE = 600


def guide_form(documents: Sequence[DocumentRecord], *, chosen: Sequence[DocumentId], texts: TrainingTexts, language: Language) -> str:
    """What the guide is made of."""
    if not documents:
        return f'<p class="notice">{escape(texts.no_documents)}</p>'
    return (
        f'<p>{escape(texts.guide_about)}</p><form class="make go" data-go="guide" autocomplete="off">'
        f"{documents_html(documents, chosen=chosen, texts=texts, language=language)}"
        f'<p class="quiet">{escape(texts.guide_most.format(count=MOST_DOCUMENTS))}</p>'
        f'<p><button type="submit" class="primary">{escape(texts.guide_make)}</button></p></form>'
    )


def guide_html(guide: StudyGuide, *, left_out: int, texts: TrainingTexts, language: Language) -> str:
    """The guide: of each document its structure, goals and indicators; of all together who does what, the timeline, the terms. `left_out`
    documents were chosen beyond those that a guide takes."""
    if guide.empty:
        return f'<p class="notice">{escape(texts.guide_nothing)}</p>'
    told = [texts.guide_left_out.format(count=len(guide.briefings), left=left_out)] if left_out else []
    if guide.without:
        without = "; ".join(source_name(document, page=None, language=language) for document in guide.without)
        told.append(texts.guide_without.format(names=without))
    notices = "".join(f'<p class="notice">{escape(one)}</p>' for one in told)
    names = (
        (PartName.STRUCTURE, texts.guide_structure),
        (PartName.GOALS, texts.guide_goals),
        (PartName.INDICATORS, texts.guide_indicators),
    )
    parts = "".join(
        f"<section><h3>{escape(heading)}</h3>{inside}</section>"
        for part, heading in names
        if (inside := "".join(_part(guide, at, part, texts=texts, language=language) for at in range(len(guide.briefings))))
    )
    return (
        f'<div class="guide"><h3 id="guide-title" tabindex="-1">{escape(texts.guide_title.format(count=len(guide.briefings)))}</h3>'
        f'{notices}<p><button type="button" class="print">{escape(texts.guide_print)}</button></p>{parts}'
        f"{_who(guide, texts=texts, language=language)}{_timeline(guide.timeline, texts=texts, language=language)}"
        f"{terms_html(guide.terms, heading=texts.guide_terms, language=language)}</div>"
    )


def _part(guide: StudyGuide, at: int, part: PartName, *, texts: TrainingTexts, language: Language) -> str:
    briefing = guide.briefings[at]
    lines, more = guide.lines(briefing, part)
    if not lines:
        return ""
    rows = "".join(_line(line, part=part, language=language) for line in lines)
    rest = f'<li class="quiet">{escape(texts.guide_more.format(count=more))}</li>' if more else ""
    name = source_name(briefing.document, page=None, language=language)
    named = f'<a href="{escape(briefing_address(briefing.document.id))}">{escape(name)}</a>'
    return f'<h4>{named}</h4><ul class="lines {part.value}">{rows}{rest}</ul>'


def _line(line: BriefingLine, *, part: PartName, language: Language) -> str:
    said = escape(_shortened(line.text))
    if part is PartName.INDICATORS and line.value:
        said = f"<strong>{escape(line.value)}</strong> – {said}"
    cited = f" {quote_link(line.quote, language=language)}" if line.quote else ""
    return f'<li class="level-{min(line.level, 4)}">{said}{cited}</li>'


def _who(guide: StudyGuide, *, texts: TrainingTexts, language: Language) -> str:
    if not guide.tasks:
        return ""
    groups = "".join(
        f'<details open><summary>{escape(lead)} <span class="meta">({len(lines)})</span></summary>'
        f'<ul class="lines">{"".join(_task(line, language=language) for line in lines)}</ul></details>'
        for lead, lines in guide.tasks
    )
    rest = f'<p class="quiet">{escape(texts.guide_more.format(count=guide.more))}</p>' if guide.more else ""
    return f"<section><h3>{escape(texts.guide_who)}</h3>{groups}{rest}</section>"


def _task(line: BriefingLine, *, language: Language) -> str:
    deadline = f' <span class="when">{escape(" ".join(line.value.split()))}</span>' if line.value else ""
    cited = quote_link(line.quote, language=language) if line.quote else ""
    return f"<li>{escape(_shortened(line.text))}{deadline} {cited}</li>"


def _timeline(lines: Sequence[BriefingLine], *, texts: TrainingTexts, language: Language) -> str:
    if not lines:
        return ""
    rows = "".join(
        f"<li>{_when(line.task.task, day=line.task.task.deadline_to)}"
        f"<strong>{escape(line.label)}</strong>: {escape(_shortened(line.text))} "
        f"{quote_link(line.quote, language=language) if line.quote else ''}</li>"
        for line in lines
        if line.task is not None and line.task.task.deadline_to is not None
    )
    return f'<section><h3>{escape(texts.guide_timeline)}</h3><ul class="lines timeline">{rows}</ul></section>'


def _when(task: Task, *, day: datetime.date) -> str:
    """The last day of a task with the words that it was read from, where they say more; the words alone where the task goes on after it."""
    wording = " ".join(task.deadline.split())
    time = "" if goes_on(task) else f'<time datetime="{day}">{escape(written_date(day))}</time> '
    plain = wording in (written_date(day), f"{day.day}/{day.month}/{day.year}")
    return time if plain else f'{time}<span class="when">{escape(wording)}</span> '


def terms_html(terms: Sequence[BriefingLine], *, heading: str, language: Language) -> str:
    """Terms with what they mean, and the sentence that says so."""
    if not terms:
        return ""
    rows = "".join(
        f"<dt>{escape(line.label)}</dt><dd>{f'<strong>{escape(line.value)}</strong>. ' if line.value else ''}"
        f"“{escape(_shortened(line.text))}” {quote_link(line.quote, language=language) if line.quote else ''}</dd>"
        for line in terms
    )
    return f'<section><h3>{escape(heading)}</h3><dl class="terms">{rows}</dl></section>'


def _shortened(text: str) -> str:
    plain = " ".join(text.split()).lstrip("-–+•* ")  # each line is an item here already
    if plain[1:2].isalpha():  # else it is a label: "c) Hiện đại hóa"
        plain = plain[:1].upper() + plain[1:]
    return plain if len(plain) <= _LONGEST_LINE else f"{plain[:_LONGEST_LINE].rsplit(None, 1)[0]} …"


def start_form(unit: str, *, bodies: Sequence[BodyCount], texts: TrainingTexts) -> str:
    """For whom the first reading is."""
    return (
        f'<p>{escape(texts.start_about)}</p><form class="begin go" data-go="start" autocomplete="off"><div class="field">'
        f'<label for="start-unit">{escape(texts.unit)}</label><input type="text" id="start-unit" name="unit" list="training-bodies"'
        f' value="{escape(unit)}" maxlength="200" required>{bodies_html(bodies)}</div>'
        f'<button type="submit" class="primary">{escape(texts.start_make)}</button></form>'
    )


def start_html(reading: FirstReading, *, index: Index, today: datetime.date, texts: TrainingTexts, language: Language) -> str:
    """The first reading for a unit."""
    if not reading.documents:
        return f'<p class="notice">{escape(texts.start_nothing.format(unit=reading.unit))}</p>'
    documents = "".join(
        f'<li><a href="{escape(briefing_address(one.document.id))}">{escape(source_name(one.document, page=None, language=language))}</a> '
        f"{escape(one.document.subject or '')} "
        f'<span class="meta">{escape(texts.start_document_counts.format(lead=one.leads, helps=one.helps))}</span></li>'
        for one in reading.documents
    )
    partners = "".join(
        f'<li>{escape(one.name)} <span class="meta">{escape(texts.start_with_count.format(count=one.count))}</span></li>'
        for one in reading.with_bodies
    )
    more = f'<li class="quiet">{escape(texts.guide_more.format(count=reading.leads_more))}</li>' if reading.leads_more else ""
    leads = _tasks(reading.leads, index=index, today=today, texts=texts, language=language)
    soon = _tasks(reading.next, index=index, today=today, texts=texts, language=language, by_day=True)
    sections = (
        (texts.start_documents, documents),
        (texts.start_next, soon),
        (texts.start_leads, leads + more),
        (texts.start_with, partners),
    )
    body = "".join(
        f'<section><h4>{escape(heading)}</h4><ul class="lines">{rows or f"<li>{escape(texts.start_none)}</li>"}</ul></section>'
        for heading, rows in sections
    )
    return (
        f'<div class="guide"><h3 id="guide-title" tabindex="-1">{escape(texts.start_heading.format(unit=reading.unit))}</h3>'
        f'<p><button type="button" class="print">{escape(texts.guide_print)}</button></p>{body}'
        f"{terms_html(reading.terms, heading=texts.start_terms, language=language)}</div>"
    )


def _tasks(
    tasks: Iterable[HeldTask], *, index: Index, today: datetime.date, texts: TrainingTexts, language: Language, by_day: bool = False
) -> str:
    rows = ""
    for held in tasks:
        task, quote = held.task, task_quote(held, index=index)
        passed = task.deadline_to is not None and task.deadline_to < today and not goes_on(task)
        when = " ".join(task.deadline.split()) + (f" ({texts.start_passed})" if passed else "")
        last = task.deadline_to if by_day and not goes_on(task) else None
        day = f'<time datetime="{last}">{escape(written_date(last))}</time> ' if last else ""
        deadline = f' <span class="when">{escape(when)}</span>' if task.deadline else ""
        cited = quote_link(quote, language=language) if quote else ""
        rows += f"<li>{day}{escape(_shortened(task_in_full(task)))}{deadline} {cited}</li>"
    return rows
