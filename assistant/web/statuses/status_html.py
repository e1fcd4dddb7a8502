"""Statuses as HTML: the button that shows one, the form that sets it with its history, those without a task. All text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from assistant.register.status_store import LONGEST_NAME, LONGEST_NOTE
from assistant.register.status_texts import STATUS_TEXTS, StatusTexts, written_time
from assistant.register.task_status import Change, Status, StatusEntry
from vectorstore.retrieval import Language
from vectorstore.tasks import HeldTask

_SHOWN_NOTE = 160
"""Characters of a note in a list; all of it stands in the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusForm:
    """What the form of a task shows: `last` is what is kept, `status`, `note` and `who` what stands in its fields; `said` tells how saving
    went."""

    held: HeldTask
    last: Change
    status: Status
    note: str
    who: str = ""
    history: Sequence[Change] = ()
    said: str = ""
    kind: Literal["", "saved", "problem"] = ""


def place_id(held: HeldTask, *, view: str) -> str:
    """The id of the row in which one view of the page opens the form of a task."""
    return f"status-{view}-{held.document.id}-{held.task.ordinal}"


def status_button(held: HeldTask, change: Change, *, view: str, language: Language) -> str:
    """The status of a task as a button that opens its form, and the note beside it."""
    texts = STATUS_TEXTS[language]
    name = texts.name(change.status)
    title = escape(texts.edit.format(status=name))
    who = texts.said_by.format(who=change.who, at=written_time(change.at)) if change.id else ""
    return (
        f'<button type="button" class="set-status" data-status="{change.status}" aria-expanded="false" title="{title}" aria-label="{title}"'
        f' aria-controls="{place_id(held, view=view)}" data-document="{escape(held.document.id)}" data-ordinal="{held.task.ordinal}">'
        f'{escape(name)}</button><span class="status-note">{escape(_short(change.note))}</span>'
        f'<span class="status-who">{escape(who)}</span>'
    )


def _short(note: str) -> str:
    return note if len(note) <= _SHOWN_NOTE else f"{note[: _SHOWN_NOTE - 1].rstrip()}…"


def form_row(held: HeldTask, *, view: str, columns: int) -> str:
    """The row below a task's, as wide as `columns`, in which its form opens."""
    return f'<tr class="status-row" id="{place_id(held, view=view)}" hidden><td colspan="{columns}"></td></tr>'


def form_html(form: StatusForm, *, language: Language) -> str:
    """The form; what a row shows of the status stands in its data."""
    texts = STATUS_TEXTS[language]
    own = f"{form.held.document.id}-{form.held.task.ordinal}"
    options = "".join(
        f'<option value="{one}"{" selected" if one is form.status else ""}>{escape(texts.name(one))}</option>' for one in Status
    )
    name = texts.name(form.last.status)
    by = texts.said_by.format(who=form.last.who, at=written_time(form.last.at)) if form.last.id else ""
    return (
        f'<form class="status-form" autocomplete="off" data-document="{escape(form.held.document.id)}"'
        f' data-ordinal="{form.held.task.ordinal}"'
        f' data-status="{form.last.status}" data-name="{escape(name)}" data-note="{escape(_short(form.last.note))}" data-by="{escape(by)}"'
        f' data-label="{escape(texts.edit.format(status=name))}" data-failed="{escape(texts.failed)}" aria-label="{escape(texts.heading)}">'
        f'<input type="hidden" name="seen" value="{form.last.id}">'
        f'<div class="field"><label for="set-{own}">{escape(texts.status)}</label>'
        f'<select id="set-{own}" name="status">{options}</select></div>'
        f'<div class="field who"><label for="who-{own}">{escape(texts.who)}</label>'
        f'<input type="text" id="who-{own}" name="who" maxlength="{LONGEST_NAME}" autocomplete="name" value="{escape(form.who)}"></div>'
        f'<div class="field wide"><label for="note-{own}">{escape(texts.note)}</label>'
        f'<textarea id="note-{own}" name="note" rows="2" maxlength="{LONGEST_NOTE}">{escape(form.note)}</textarea></div>'
        f'<div class="wide buttons"><button type="submit" class="primary">{escape(texts.save)}</button>'
        f'<button type="button" class="close-status">{escape(texts.close)}</button>'
        f'<p class="said {form.kind}" role="status">{escape(form.said)}</p></div>'
        f'<p class="quiet wide">{escape(texts.apart)}</p>{_history(form.history, texts=texts)}</form>'
    )


def _history(changes: Sequence[Change], *, texts: StatusTexts) -> str:
    if not changes:
        return f'<p class="quiet wide">{escape(texts.no_history)}</p>'
    lines = "".join(
        f"<li><strong>{escape(texts.name(one.status))}</strong>"
        f' <span class="meta">{escape(texts.said_by.format(who=one.who, at=written_time(one.at)))}</span>'
        + (f"<p>{escape(one.note)}</p>" if one.note else "")
        + "</li>"
        for one in changes
    )
    summary = f"{escape(texts.history)} ({len(changes)})"
    return f'<details class="wide"><summary>{summary}</summary><ol class="history-list">{lines}</ol></details>'


def orphans_html(entries: Sequence[StatusEntry], *, language: Language, most: int = 200) -> str:
    """The statuses whose tasks are not held any more, folded away; "" where there are none."""
    if not entries:
        return ""
    texts = STATUS_TEXTS[language]
    lines = "".join(
        f"<li><strong>{escape(texts.name(one.last.status))}</strong> {escape(one.number)} {escape(one.task)}"
        f' <span class="meta">{escape(one.document_number or one.document_name)} · '
        f"{escape(texts.said_by.format(who=one.last.who, at=written_time(one.last.at)))}</span>"
        + (f"<p>{escape(one.last.note)}</p>" if one.last.note else "")
        + "</li>"
        for one in entries[:most]
    )
    return (
        f'<details class="orphans"><summary>{escape(texts.orphans.format(count=len(entries)))}</summary>'
        f'<p class="quiet">{escape(texts.orphans_hint)}</p><ul>{lines}</ul></details>'
    )
