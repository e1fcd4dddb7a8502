"""A briefing as HTML. All text is escaped here; every line links to its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from itertools import groupby
from urllib.parse import urlencode

from assistant.briefing.briefing import Briefing, BriefingLine, BriefingPart, LineKind, PartName
from assistant.briefing.briefing_texts import BRIEFING_TEXTS, BriefingTexts, note_words
from assistant.web.addresses import briefing_address, source_address
from assistant.web.documents.documents_texts import DOCUMENTS_TEXTS, DocumentsTexts
from assistant.web.files import opens_in_browser, original_address
from assistant.web.source_panel import lang_of, title_of
from assistant.web.texts import TEXTS
from ingest.document import DocumentId
from vectorstore.retrieval import DocumentRecord, Language

_BULLETS = "-–—+•* "
"""How items are marked; the list here has marks of its own."""


def briefing_html(briefing: Briefing, *, language: Language) -> str:
    """The whole briefing with its way back, files and parts."""
    texts, words = DOCUMENTS_TEXTS[language], BRIEFING_TEXTS[language]
    parts = "".join(_part(part, briefing, language=language) for part in briefing.parts)
    links = "".join(
        f'<li><a href="#briefing-{part.name.value}" data-part="{part.name.value}">{escape(words.part(part.name))}</a></li>'
        for part in briefing.parts
    )
    return (
        f'<article class="briefing" data-document="{escape(briefing.document.id)}">'
        f'<p class="ways"><a href="?view=documents">← {escape(texts.back)}</a></p>'
        f'<h2 id="documents-heading" tabindex="-1">{escape(document_name(briefing.document, language=language))}</h2>'
        f"{_files(briefing.document, texts=texts, language=language)}"
        f'<p class="quiet">{escape(words.made_from)}</p>'
        f'<nav class="contents" aria-label="{escape(texts.contents)}"><ul>{links}</ul></nav>{parts}</article>'
    )


def document_name(record: DocumentRecord, *, language: Language) -> str:
    """What a document is called over its briefing: type and number, else its title."""
    if record.number:
        return f"{(record.kind or '').capitalize()} {record.number}".strip()
    return title_of(record, texts=TEXTS[language])


def cite(line: BriefingLine, *, texts: BriefingTexts) -> str:
    """The link to the words of a line; "" where it quotes nothing."""
    if line.quote is None:
        return ""
    quote, place = line.quote, texts.place(line)
    address = source_address(quote.passage.id, start=quote.start, end=quote.end)
    return f'<a class="cite" href="{escape(address)}" title="{escape(texts.see_source.format(place=place))}">{escape(place)}</a>'


def tasks_address(document: DocumentId, *, lead: str = "") -> str:
    """The address of the register with the tasks of a document, of one lead where given."""
    return "?" + urlencode({"view": "tasks", "document": document, **({"lead": lead} if lead else {})})


def _files(record: DocumentRecord, *, texts: DocumentsTexts, language: Language) -> str:
    opens = opens_in_browser(record.name)
    target, label = (' target="_blank" rel="noopener"', texts.open_original) if opens else (" download", texts.download_original)
    query = escape(urlencode({"document": record.id, "lang": language}))
    return (
        f'<p class="files"><a class="button" href="{escape(original_address(record))}"{target}>{escape(label)}</a>'
        f'<a class="button" href="documents/tom-luoc.docx?{query}" download>{escape(texts.word_file)}</a>'
        f'<button type="button" class="button print">{escape(texts.print)}</button>'
        f'<a class="button" href="?view=documents" data-choose="{escape(record.id)}" data-name="{escape(record.number or record.name)}">'
        f"{escape(texts.compare_with)}</a></p>"
    )


def _part(part: BriefingPart, briefing: Briefing, *, language: Language) -> str:
    words = BRIEFING_TEXTS[language]
    name = part.name.value
    heading = f'<h3 id="briefing-{name}" tabindex="-1">{escape(words.part(part.name))}</h3>'
    return (
        f'<section class="part {name}" aria-labelledby="briefing-{name}">{heading}{_BODIES[part.name](part, briefing, language)}</section>'
    )


def _header(part: BriefingPart, briefing: Briefing, language: Language) -> str:
    texts = BRIEFING_TEXTS[language]
    rows = "".join(
        f"<div><dt>{escape(texts.caption(line.kind))}</dt><dd>{escape(line.text)} {cite(line, texts=texts)}</dd></div>"
        for line in part.lines
    )
    return f"<dl>{rows}</dl>"


def _relations(part: BriefingPart, briefing: Briefing, language: Language) -> str:
    texts = BRIEFING_TEXTS[language]
    groups = []
    for kind, lines in groupby(part.lines, key=lambda line: line.kind):
        rows = "".join(f"<li>{_related(line)} {cite(line, texts=texts)}</li>" for line in lines)
        groups.append(f"<h4>{escape(texts.caption(kind))}</h4><ul>{rows}</ul>")
    return f"{''.join(groups)}{_more(part, texts.more)}"


def _related(line: BriefingLine) -> str:
    """The other document, a link to its briefing where it is held, and the words that say so."""
    if line.kind is LineKind.GROUND:
        return escape(line.text)
    name = (
        f'<a href="{escape(briefing_address(line.other))}">{escape(line.label)}</a>'
        if line.other
        else f"<strong>{escape(line.label)}</strong>"
    )
    return f"{name}: “{escape(line.text)}”"


def _outline(part: BriefingPart, briefing: Briefing, language: Language) -> str:
    texts = BRIEFING_TEXTS[language]
    rows = "".join(f'<li class="level-{min(line.level, 3)}">{escape(line.text)} {cite(line, texts=texts)}</li>' for line in part.lines)
    return f'<ul class="outline">{rows}</ul>{_more(part, texts.more)}'


def _quoted(part: BriefingPart, briefing: Briefing, language: Language) -> str:
    """Quoted sentences under the headings that they stand under."""
    texts = BRIEFING_TEXTS[language]
    groups = []
    for heading, lines in groupby(part.lines, key=lambda line: "" if line.kind is LineKind.INDICATOR and line.of_row else line.label):
        rows = "".join(f"<li>{_sentence(line)} {cite(line, texts=texts)}</li>" for line in lines)
        groups.append(f"{f'<h4>{escape(heading)}</h4>' if heading else ''}<ul>{rows}</ul>")
    return f"{''.join(groups)}{_more(part, texts.more)}"


def _sentence(line: BriefingLine) -> str:
    """The words of a line, those that tell an amount bold; of a row of a table its name and its values."""
    if line.kind is LineKind.INDICATOR and line.of_row:
        return f"{escape(line.label)}: <strong>{escape(line.value)}</strong>"
    quote = line.quote
    if quote is None or not quote.decisive:
        return escape(line.text.lstrip(_BULLETS))
    said, at = [], quote.start
    for start, end in sorted(quote.decisive):
        if start >= at:
            said += [escape(quote.passage.text[at:start]), f"<strong>{escape(quote.passage.text[start:end])}</strong>"]
            at = end
    return "".join([*said, escape(quote.passage.text[at : quote.end])]).lstrip(_BULLETS)


def _leads(part: BriefingPart, briefing: Briefing, language: Language) -> str:
    texts = BRIEFING_TEXTS[language]
    groups: list[str] = []
    for lead, tasks in _by_lead(part.lines):
        rows = "".join(_task(line, texts, with_lead=False) for line in tasks)
        count = f'<span class="count">{escape(texts.tasks(lead.count))}</span>'
        way = ""
        if lead.count > len(tasks):
            address = escape(tasks_address(briefing.document.id, lead=lead.text))
            way = f'<p><a href="{address}">{escape(DOCUMENTS_TEXTS[language].all_tasks)}</a></p>'
        groups.append(f"<details><summary>{escape(lead.label or texts.no_lead)} {count}</summary><ul>{rows}</ul>{way}</details>")
    every = escape(tasks_address(briefing.document.id))
    total = f'<p>{escape(texts.tasks(briefing.task_count))}. <a href="{every}">{escape(DOCUMENTS_TEXTS[language].all_tasks)}</a></p>'
    return f"{total}{''.join(groups)}{_more(part, texts.more_leads)}"


def _by_lead(lines: Iterable[BriefingLine]) -> list[tuple[BriefingLine, list[BriefingLine]]]:
    found: list[tuple[BriefingLine, list[BriefingLine]]] = []
    for line in lines:
        if line.kind is LineKind.LEAD:
            found.append((line, []))
        elif found:
            found[-1][1].append(line)
    return found


def _task(line: BriefingLine, texts: BriefingTexts, *, with_lead: bool = True) -> str:
    said = (
        texts.lead.format(value=line.label) if with_lead and line.label else "",
        texts.deadline.format(value=line.value) if line.value else "",
    )
    details = " · ".join(escape(one) for one in said if one)
    told = f' <span class="meta">{details}</span>' if details else ""
    return f"<li>{escape(line.text)}{told} {cite(line, texts=texts)}</li>"


def _due(part: BriefingPart, briefing: Briefing, language: Language) -> str:
    texts = BRIEFING_TEXTS[language]
    return f"<ul>{''.join(_task(line, texts) for line in part.lines)}</ul>{_more(part, texts.more_due)}"


def _terms(part: BriefingPart, briefing: Briefing, language: Language) -> str:
    """Terms with what they mean, and the sentence that says so."""
    texts = BRIEFING_TEXTS[language]
    rows = "".join(
        f"<div><dt>{escape(line.label)}</dt><dd>{f'<strong>{escape(line.value)}</strong>' if line.value else ''}"
        f"{_sentence_of_term(line)} {cite(line, texts=texts)}</dd></div>"
        for line in part.lines
    )
    return f"<dl>{rows}</dl>{_more(part, texts.more)}"


def _sentence_of_term(line: BriefingLine) -> str:
    return "" if line.value and line.value in line.text and line.text.startswith(line.label) else f"<q>{escape(line.text)}</q>"


def _sums(part: BriefingPart, briefing: Briefing, language: Language) -> str:
    texts = BRIEFING_TEXTS[language]
    rows = "".join(
        f"<li><strong>{escape(line.label)}</strong>: {escape(texts.total.format(total=line.text, sum=line.value))}"
        f" {cite(line, texts=texts)}</li>"
        for line in part.lines
    )
    return f"<ul>{rows}</ul>{_more(part, texts.more)}"


def _notes(part: BriefingPart, briefing: Briefing, language: Language) -> str:
    worded = (note_words(line.text, language=language) for line in part.lines)
    return f"<ul>{''.join(f'<li{lang_of(said_in, language)}>{escape(said)}</li>' for said, said_in in worded)}</ul>"


def _more(part: BriefingPart, said: str) -> str:
    return f'<p class="quiet">{escape(said.format(count=part.more))}</p>' if part.more else ""


_Body = Callable[[BriefingPart, Briefing, Language], str]
_BODIES: dict[PartName, _Body] = {
    PartName.IDENTITY: _header,
    PartName.RELATIONS: _relations,
    PartName.STRUCTURE: _outline,
    **dict.fromkeys((PartName.GOALS, PartName.INDICATORS, PartName.FUNDING, PartName.REPORTING), _quoted),
    PartName.LEADS: _leads,
    PartName.DEADLINES: _due,
    PartName.TERMS: _terms,
    PartName.SUMS: _sums,
    PartName.NOTES: _notes,
}
