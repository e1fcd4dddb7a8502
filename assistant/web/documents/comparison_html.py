"""Two documents compared, as HTML: side by side what both have, below it what one of them has alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import urlencode

from assistant.briefing.briefing import BriefingLine, PartName
from assistant.briefing.briefing_texts import BRIEFING_TEXTS
from assistant.briefing.comparison import Changed, Comparison, Pair
from assistant.web.addresses import briefing_address
from assistant.web.documents.briefing_html import cite, document_name
from assistant.web.documents.documents_texts import DOCUMENTS_TEXTS, DocumentsTexts
from ingest.document import DocumentId
from ingest.task import Task
from vectorstore.retrieval import DocumentRecord, Language


def comparison_address(one: DocumentId, other: DocumentId) -> str:
    """The address of two documents compared."""
    return "?" + urlencode({"view": "documents", "document": one, "other": other})


def comparison_html(compared: Comparison, *, language: Language) -> str:
    """The whole comparison."""
    texts = DOCUMENTS_TEXTS[language]
    one, other = compared.one.document, compared.other.document
    swap = escape(comparison_address(other.id, one.id))
    body = (
        _section("facts", texts.facts, _facts(compared, language=language)),
        _section("compared-indicators", BRIEFING_TEXTS[language].part(PartName.INDICATORS), _indicators(compared, language=language)),
        *_tasks(compared, language=language),
    )
    return (
        f'<article class="briefing comparison"><p class="ways"><a href="?view=documents">← {escape(texts.back)}</a>'
        f' <a href="{swap}">{escape(texts.swap)}</a></p><h2 id="documents-heading" tabindex="-1">{escape(texts.comparison)}</h2>'
        f'<p class="quiet">{escape(texts.matched)}</p>{"".join(body)}</article>'
    )


def _section(name: str, heading: str, body: str) -> str:
    return f'<section class="part" aria-labelledby="{name}"><h3 id="{name}">{escape(heading)}</h3>{body}</section>' if body else ""


def _side_by_side(compared: Comparison, rows: Sequence[tuple[str, str, str]], *, language: Language) -> str:
    """A table of two columns, one a document; each row with what it is about (HTML)."""
    one, other = compared.one.document, compared.other.document
    head = "".join(f'<th scope="col">{_linked(record, language=language)}</th>' for record in (one, other))
    names = [escape(document_name(record, language=language)) for record in (one, other)]
    body = "".join(
        f'<tr><th scope="row">{about}</th><td data-label="{names[0]}">{first}</td><td data-label="{names[1]}">{second}</td></tr>'
        for about, first, second in rows
    )
    return f'<table class="side-by-side"><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>'


def _linked(record: DocumentRecord, *, language: Language) -> str:
    return f'<a href="{escape(briefing_address(record.id))}">{escape(document_name(record, language=language))}</a>'


def _facts(compared: Comparison, *, language: Language) -> str:
    words = BRIEFING_TEXTS[language]
    rows = []
    for pair in compared.facts:
        line = pair.one or pair.other
        caption = escape(words.caption(line.kind)) if line else ""
        rows.append((caption, *_cells(pair, language=language, value=lambda line: line.text)))
    return _side_by_side(compared, rows, language=language)


def _indicators(compared: Comparison, *, language: Language) -> str:
    texts = DOCUMENTS_TEXTS[language]
    if not compared.indicators:
        return f'<p class="quiet">{escape(texts.no_indicators)}</p>'
    rows = []
    for pair in compared.indicators:
        line = pair.one or pair.other
        about = escape(line.label) if line else ""
        mark = f' <em class="changed">{escape(texts.what_value)}</em>' if pair.changed else ""
        rows.append((about + mark, *_cells(pair, language=language, value=lambda line: line.value if line.of_row else line.text)))
    return _side_by_side(compared, rows, language=language)


def _cells(pair: Pair, *, language: Language, value: Callable[[BriefingLine], str]) -> tuple[str, str]:
    texts, words = DOCUMENTS_TEXTS[language], BRIEFING_TEXTS[language]
    shown = [
        f"{escape(value(line))} {cite(line, texts=words)}" if line else f'<span class="quiet">{escape(texts.not_in)}</span>'
        for line in (pair.one, pair.other)
    ]
    return shown[0], shown[1]


def _tasks(compared: Comparison, *, language: Language) -> list[str]:
    texts = DOCUMENTS_TEXTS[language]
    if not compared.one.task_count and not compared.other.task_count:
        return [f'<p class="quiet">{escape(texts.no_tasks)}</p>']
    names = [document_name(one.document, language=language) for one in (compared.one, compared.other)]
    changed = [
        (escape(pair.one.text), *_changed(pair, language=language))
        for pair in compared.changed
        if pair.one is not None and pair.other is not None
    ]
    said = [
        _section(
            "changed", texts.changed.format(count=len(changed)), _side_by_side(compared, changed, language=language) if changed else ""
        ),
        _section("added", texts.added.format(title=names[1], count=len(compared.added)), _list(compared.added, language=language)),
        _section("dropped", texts.dropped.format(title=names[0], count=len(compared.dropped)), _list(compared.dropped, language=language)),
    ]
    if compared.same_tasks:
        said.append(f"<p>{escape(texts.same.format(count=compared.same_tasks))}</p>")
    if compared.shortened:
        said.append(f'<p class="quiet">{escape(texts.shortened)}</p>')
    return said


def _changed(pair: Pair, *, language: Language) -> tuple[str, str]:
    """What each document says of what has changed, with the name of each part."""
    texts, words = DOCUMENTS_TEXTS[language], BRIEFING_TEXTS[language]
    cells = []
    for line in (pair.one, pair.other):
        if line is None or line.task is None:
            cells.append("")
            continue
        said = "".join(
            f"<div><dt>{escape(_what(texts, what))}</dt><dd>{escape(_cell(line.task.task, what) or texts.empty)}</dd></div>"
            for what in pair.changed
        )
        cells.append(f"<dl>{said}</dl>{cite(line, texts=words)}")
    return cells[0], cells[1]


def _what(texts: DocumentsTexts, what: Changed) -> str:
    return str(getattr(texts, f"what_{what}"))


def _cell(task: Task, what: Changed) -> str:
    return "" if what == "value" else str(getattr(task, what))


def _list(lines: Sequence[BriefingLine], *, language: Language) -> str:
    words = BRIEFING_TEXTS[language]
    rows = []
    for line in lines:
        said = (words.lead.format(value=line.label) if line.label else "", words.deadline.format(value=line.value) if line.value else "")
        details = " · ".join(escape(one) for one in said if one)
        rows.append(f'<li>{escape(line.text)} <span class="meta">{details}</span> {cite(line, texts=words)}</li>')
    return f"<ul>{''.join(rows)}</ul>" if rows else ""
