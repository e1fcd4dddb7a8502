"""One answer taken out of the page, as HTML: the links below an answer, the line with the link of a shared one, and the shared one itself.
All text is escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.answering.answer import Answer
from assistant.conversations.letter_sources import cited_in_letter, document_in_letter
from assistant.conversations.store import SharedAnswer, ShareId
from assistant.web.answer_out_texts import ANSWER_OUT_TEXTS
from assistant.web.bubbles import answer_html
from assistant.web.scope_texts import SCOPE_TEXTS
from assistant.web.texts import TEXTS
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, Language
from vectorstore.scope import is_replaced


def share_html(share_id: ShareId, *, language: Language) -> str:
    """The link of a shared answer, to copy or to take back; the script writes the whole address."""
    texts = ANSWER_OUT_TEXTS[language]
    return (
        f'<p class="note">{escape(texts.link)}</p>'
        f'<input type="text" class="link" readonly data-id="{escape(share_id)}" aria-label="{escape(texts.share)}">'
        f'<button type="button" class="copy-link" data-copied="{escape(TEXTS[language].copied)}">{escape(texts.copy_link)}</button>'
        f'<button type="button" class="take-back">{escape(texts.take_back)}</button>'
    )


def shared_html(shared: SharedAnswer | None, *, language: Language, index: Index) -> str:
    """Question, answer and sources of a shared answer with what has changed since, and nothing else of its conversation; that it is gone
    for None."""
    texts = ANSWER_OUT_TEXTS[language]
    answer = shared.exchange.answer if shared else None
    if shared is None or answer is None:
        return f'<section class="shared"><h2>{escape(texts.heading)}</h2><p class="notice" role="status">{escape(texts.gone)}</p></section>'
    day = shared.created.astimezone()
    said = f"{SCOPE_TEXTS[answer.language].within} {answer.within}"
    within = f'<p class="within" lang="{answer.language}">{escape(said)}</p>' if answer.within else ""
    return (
        f'<section class="shared"><h2>{escape(texts.heading)}</h2>'
        f'<p class="meta">{escape(texts.shared_on.format(date=f"{day.day}/{day.month}/{day.year}"))}</p>'
        f'<div class="turn"><div class="question">{escape(shared.exchange.question)}</div>'
        f'<div class="answer">{within}<div class="said">{answer_html(answer, turn=0)}</div></div></div>'
        f"{_changes(answer, language=language, index=index)}{_sources(answer, language=language)}</section>"
    )


def _sources(answer: Answer, *, language: Language) -> str:
    cards = "".join(
        f'<article class="source" id="source-0-{one.n}" tabindex="-1"><header><span class="number" aria-hidden="true">{one.n}</span>'
        f"<h4>{escape(cited_in_letter(one, language=language))}</h4></header><blockquote>{escape(one.quote)}</blockquote></article>"
        for one in answer.citations
    )
    return f"<h3>{escape(TEXTS[language].sources)}</h3>{cards}" if cards else ""


def _changes(answer: Answer, *, language: Language, index: Index) -> str:
    texts = ANSWER_OUT_TEXTS[language]
    changes = list(_changed(answer, language=language, index=index))
    if not changes:
        return f'<p class="quiet">{escape(texts.as_given)}</p>' if answer.citations else ""
    items = "".join(f"<li>{escape(one)}</li>" for one in changes)
    return f'<div class="notice" role="status"><p>{escape(texts.changed)}</p><ul>{items}</ul></div>'


def _changed(answer: Answer, *, language: Language, index: Index) -> Iterator[str]:
    """What has become of the documents that an answer cites, a sentence each; nothing of those that stand as they did."""
    texts = ANSWER_OUT_TEXTS[language]
    cited = {one.document_id: one.source.document for one in answer.citations}
    for document_id, document in cited.items():
        name = document_in_letter(document, language=language)
        held = index.document(document_id)
        if held is None:
            yield (texts.another if _is_held(document, index) else texts.removed).format(document=name)
        elif is_replaced(held, index=index):
            yield texts.replaced.format(document=name)


def _is_held(document: DocumentRecord, index: Index) -> bool:
    """Whether a document is held in other bytes."""
    return any(one.number == document.number and one.date == document.date for one in index.documents()) if document.number else False
