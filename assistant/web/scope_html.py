"""The control of the scope as HTML: the button that opens it, what is chosen, and the form in which it is chosen. All text is escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from assistant.scoped_answers import scope_words
from assistant.web.scope_texts import SCOPE_TEXTS, ScopeTexts
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, Language
from vectorstore.scope import Scope

SCOPE_HTML = '<div id="scope-content"></div>'
"""The place of what is chosen and of the form; `scope.js` fills it."""
_ISSUERS = 40
_LISTED = 60
"""Documents in the list; further ones are found by their words."""
_LONGEST_WORDS = 200
_FUNNEL = "M1.5 2.5h13L9.5 8.5v5l-3-1.5V8.5z"


def scope_opener_html(language: Language) -> str:
    """The button beside the question box."""
    texts = SCOPE_TEXTS[language]
    icon = f'<svg aria-hidden="true" viewBox="0 0 16 16" width="18" height="18"><path d="{_FUNNEL}"/></svg>'
    return (
        f'<button type="button" id="scope-opener" aria-expanded="false" aria-controls="scope-panel" title="{escape(texts.opener_hint)}"'
        f' data-failed="{escape(texts.failed)}">{icon}<span>{escape(texts.opener)}</span></button>'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeShown:
    """What the control shows: the scope chosen, all documents and those within it, and the `words` that find documents in the list."""

    scope: Scope
    documents: Sequence[DocumentRecord]
    within: Sequence[DocumentRecord]
    words: str = ""


def scope_html(shown: ScopeShown, *, language: Language) -> str:
    """What is chosen, and the form."""
    texts = SCOPE_TEXTS[language]
    return f"{_chosen(shown, language=language)}{_form(shown, texts=texts)}"


def _chosen(shown: ScopeShown, *, language: Language) -> str:
    texts = SCOPE_TEXTS[language]
    if shown.scope.is_everything:
        return '<div class="scope-chosen" hidden></div>'
    said = texts.chosen.format(scope=scope_words(shown.scope, shown.within, language=language))
    return (
        f'<div class="scope-chosen"><p role="status">{escape(said)}</p>'
        f'<button type="button" class="scope-clear">{escape(texts.clear)}</button></div>'
    )


def _form(shown: ScopeShown, *, texts: ScopeTexts) -> str:
    scope, documents = shown.scope, shown.documents
    kinds = Counter(one.kind for one in documents if one.kind)
    issuers = Counter(one.issuer for one in documents if one.issuer)
    days = "".join(
        f'<label>{escape(label)}<input type="date" name="{name}" value="{day.isoformat() if day else ""}"></label>'
        for name, label, day in (("from", texts.first, scope.issued_from), ("to", texts.last, scope.issued_to))
    )
    years = "".join(f'<input type="hidden" name="year" value="{year}">' for year in scope.years)
    force = _box("force", "1", texts.in_force, chosen=scope.in_force)
    return (
        f'<form id="scope-panel" role="dialog" aria-labelledby="scope-heading" hidden><div class="scope-head">'
        f'<h2 id="scope-heading" tabindex="-1">{escape(texts.heading)}</h2>'
        f'<button type="button" class="scope-close" aria-label="{escape(texts.close)}">✕</button></div>'
        f"{_boxes('kind', texts.kinds, kinds, chosen=scope.kinds)}{_boxes('issuer', texts.issuers, issuers, chosen=scope.issuers)}"
        f'<fieldset><legend>{escape(texts.period)}</legend><div class="scope-days">{days}{years}</div>{force}</fieldset>'
        f'<fieldset><legend>{escape(texts.documents)}</legend><input type="search" id="scope-words" maxlength="{_LONGEST_WORDS}"'
        f' autocomplete="off" value="{escape(shown.words)}" aria-label="{escape(texts.words)}" placeholder="{escape(texts.words)}">'
        f'<div id="scope-documents">{_listed(shown, texts=texts)}</div></fieldset></form>'
    )


def _boxes(name: str, legend: str, counted: Counter[str], *, chosen: Iterable[str]) -> str:
    """A checkbox for each value, the most usual first."""
    wanted = set(map(fold, chosen))
    values = [one for one, _ in counted.most_common(_ISSUERS)]
    boxes = "".join(_box(name, one, f"{one} ({counted[one]})", chosen=fold(one) in wanted) for one in values)
    return f'<fieldset><legend>{escape(legend)}</legend><div class="scope-boxes">{boxes}</div></fieldset>' if boxes else ""


def _box(name: str, value: str, label: str, *, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    box = f'<input type="checkbox" name="{name}" value="{escape(value)}"{checked}>'
    return f'<label class="scope-box">{box}<span>{escape(label)}</span></label>'


def _listed(shown: ScopeShown, *, texts: ScopeTexts) -> str:
    chosen = set(shown.scope.documents)
    words = fold(shown.words).split()
    matching = [one for one in shown.documents if one.id not in chosen and _says(one, words)]
    first = [one for one in shown.documents if one.id in chosen]
    boxes = "".join(_box("document", one.id, _name(one), chosen=one.id in chosen) for one in [*first, *matching[:_LISTED]])
    said = "" if matching or not words else f'<p class="quiet" role="status">{escape(texts.none_found)}</p>'
    more = texts.more.format(count=len(first) + _LISTED, total=len(shown.documents)) if len(matching) > _LISTED else ""
    return f'{boxes}{said}{f"""<p class="quiet">{escape(more)}</p>""" if more else ""}'


def _name(document: DocumentRecord) -> str:
    day = document.date.strftime("%d/%m/%Y") if document.date else ""
    title = document.title or document.subject or document.name
    return " · ".join(part for part in (document.number or "", day, title if len(title) <= 120 else f"{title[:119].rstrip()}…") if part)


def _says(document: DocumentRecord, words: Sequence[str]) -> bool:
    said = fold(" ".join(filter(None, (document.number, document.title, document.subject, document.name, document.issuer, document.kind))))
    return all(word in said for word in words)
