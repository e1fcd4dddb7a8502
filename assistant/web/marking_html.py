"""The buttons below an answer with which it is marked, as HTML; which of them is pressed, `marks.js` finds out."""

from __future__ import annotations

from html import escape

from assistant.question_log.asked_question import LONGEST_REASON
from assistant.web.marking_texts import MARKING_TEXTS
from vectorstore.retrieval import Language


def marking_html(turn: int, *, language: Language) -> str:
    """The buttons for the answer of a turn, and the line for a reason, seen once there is a mark."""
    texts = MARKING_TEXTS[language]
    buttons = "".join(
        f'<button type="button" class="mark-as" data-mark="{mark}" aria-pressed="false">{escape(said)}</button>'
        for mark, said in texts.marks.items()
    )
    return (
        f'<div class="marking" data-turn="{turn}" data-failed="{escape(texts.unreachable)}">'
        f'<div class="marks" role="group" aria-label="{escape(texts.ask)}">'
        f'<span aria-hidden="true">{escape(texts.ask)}</span>{buttons}</div>'
        f'<form class="mark-reason" hidden><label for="mark-reason-{turn}">{escape(texts.reason)}</label>'
        f'<input id="mark-reason-{turn}" name="reason" type="text" maxlength="{LONGEST_REASON}" autocomplete="off"'
        f' placeholder="{escape(texts.reason_hint)}"><button type="submit">{escape(texts.save)}</button></form>'
        '<p class="mark-said quiet" role="status"></p></div>'
    )
