"""The list of conversations as HTML. All text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.conversations.store import LONGEST_TITLE, ConversationEntry, ConversationId
from assistant.web.history_texts import HISTORY_TEXTS, HistoryTexts
from vectorstore.retrieval import Language

HISTORY_HTML = '<div id="history-content"></div><p id="history-news" class="unseen" role="status"></p>'
"""The place of the list; `history.js` fills it."""
_LONGEST_WORDS = 200
_LINES = "M2 4h12M2 8h12M2 12h12"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the list shows: the entries found with `words`, the one that is `open`. `full` says that there may be more of them;
    `problem` says why there are none."""

    entries: Sequence[ConversationEntry] = ()
    words: str = ""
    open: ConversationId = ""
    full: bool = False
    problem: str = ""


def opener_html(language: Language) -> str:
    """The button in the bar that opens and folds the list."""
    heading = escape(HISTORY_TEXTS[language].heading)
    icon = f'<svg aria-hidden="true" viewBox="0 0 16 16" width="20" height="20"><path d="{_LINES}"/></svg>'
    return f'<button type="button" id="history-opener" aria-expanded="false" aria-controls="history">{icon}<span>{heading}</span></button>'


def history_html(view: Listed, *, language: Language) -> str:
    """The whole list. The script puts `#history-results` in place of the old one while words are typed."""
    texts = HISTORY_TEXTS[language]
    return (
        f'<div class="history-head"><h2 id="history-heading" tabindex="-1">{escape(texts.heading)}</h2>'
        f'<button type="button" class="close" aria-label="{escape(texts.close)}">✕</button></div>'
        f'<button type="button" class="begin">{escape(texts.begin)}</button>'
        f'<input type="search" id="history-words" value="{escape(view.words)}" maxlength="{_LONGEST_WORDS}" autocomplete="off"'
        f' aria-label="{escape(texts.words)}" placeholder="{escape(texts.words)}">'
        f'<div id="history-results" data-failed="{escape(texts.failed)}">{_results(view, language=language)}</div>'
    )


def _results(view: Listed, *, language: Language) -> str:
    texts = HISTORY_TEXTS[language]
    if view.problem:
        return f'<p class="problem" role="alert">{escape(view.problem)}</p>'
    if not view.entries:
        return f'<p class="quiet" role="status">{escape(texts.none_found if view.words else texts.none_kept)}</p>'
    count = len(view.entries)
    said = texts.count_one if count == 1 else texts.count_many.format(count=count)
    entries = "".join(_entry(one, opened=one.id == view.open, language=language) for one in view.entries)
    more = f'<p class="quiet">{escape(texts.more.format(count=count))}</p>' if view.full else ""
    return f'<p class="quiet" role="status">{escape(said)}</p><ul class="entries">{entries}</ul>{more}'


def _entry(entry: ConversationEntry, *, opened: bool, language: Language) -> str:
    texts = HISTORY_TEXTS[language]
    title = entry.title or texts.untitled
    count = entry.exchange_count
    questions = texts.questions_one if count == 1 else texts.questions_many.format(count=count)
    current = ' aria-current="page"' if opened else ""
    updated = entry.updated.isoformat(timespec="seconds")
    return (
        f'<li class="entry" data-id="{escape(entry.id)}">'
        f'<div class="line"><a class="open" href="?c={escape(entry.id)}"{current}><span class="entry-title">{escape(title)}</span>'
        f'<span class="meta"><time datetime="{updated}">{updated[:10]}</time> · {escape(questions)}</span></a>'
        f'<button type="button" class="more" aria-expanded="false" aria-controls="actions-{escape(entry.id)}"'
        f' aria-label="{escape(texts.actions.format(title=title))}">⋯</button></div>'
        f"{_actions(entry, language=language)}{_rename(entry, texts=texts)}"
        f"{_confirm(entry, title=title, questions=questions, texts=texts)}</li>"
    )


def _actions(entry: ConversationEntry, *, language: Language) -> str:
    texts = HISTORY_TEXTS[language]
    downloads = "".join(
        f'<a href="conversations/file?id={escape(entry.id)}&amp;form={form}&amp;lang={language}" download>{escape(label)}</a>'
        for form, label in (("md", texts.markdown), ("docx", texts.docx))
    )
    return (
        f'<div class="actions" id="actions-{escape(entry.id)}" hidden><button type="button" class="rename">{escape(texts.rename)}</button>'
        f'<button type="button" class="delete">{escape(texts.delete)}</button>{downloads}</div>'
    )


def _rename(entry: ConversationEntry, *, texts: HistoryTexts) -> str:
    return (
        f'<form class="renaming" hidden><input type="text" name="title" value="{escape(entry.title)}" maxlength="{LONGEST_TITLE}"'
        f' aria-label="{escape(texts.title)}" autocomplete="off"><button type="submit" class="save">{escape(texts.save)}</button>'
        f'<button type="button" class="cancel">{escape(texts.cancel)}</button></form>'
    )


def _confirm(entry: ConversationEntry, *, title: str, questions: str, texts: HistoryTexts) -> str:
    asked = f"confirm-{entry.id}"
    return (
        f'<div class="confirming" role="group" aria-labelledby="{escape(asked)}" hidden>'
        f'<p id="{escape(asked)}">{escape(texts.confirm.format(title=title, questions=questions))}</p>'
        f'<button type="button" class="delete-now">{escape(texts.delete_now)}</button>'
        f'<button type="button" class="cancel">{escape(texts.keep)}</button></div>'
    )
