"""Buttons that rename and delete something, as HTML; the script shows in their place the name to type, or whether it is meant."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from evals.web.evaluation_texts import EvaluationTexts


def renaming_html(name: str, *, order: str, what: Mapping[str, str], longest: int, texts: EvaluationTexts) -> str:
    """A button, and the form in its place; `order` is where it is sent with `what` and the name."""
    data = _data(order, what)
    field = f"rename-{order.replace('/', '-')}"
    return (
        f'<div class="renaming"><button type="button" class="ask-rename" aria-expanded="false">{escape(texts.rename)}</button>'
        f'<form class="rename-form" {data} hidden><div class="field"><label for="{field}">{escape(texts.rename_label)}</label>'
        f'<input type="text" id="{field}" name="name" maxlength="{longest}" value="{escape(name)}" autocomplete="off"></div>'
        f'<p class="two"><button type="submit">{escape(texts.rename_save)}</button>'
        f'<button type="button" class="rename-cancel">{escape(texts.rename_cancel)}</button></p></form></div>'
    )


def deleting_html(label: str, sure: str, *, order: str, what: Mapping[str, str], now: str, keep: str) -> str:
    """A button, and the question whether it is meant, with the order in it."""
    question = f"sure-{order.replace('/', '-')}"
    return (
        f'<div class="deleting"><button type="button" class="ask-delete" aria-expanded="false">{escape(label)}</button>'
        f'<div class="delete-sure" role="group" aria-labelledby="{question}" hidden><p id="{question}">{escape(sure)}</p>'
        f'<p class="two"><button type="button" class="delete-now" {_data(order, what)}>{escape(now)}</button> '
        f'<button type="button" class="delete-keep">{escape(keep)}</button></p></div></div>'
    )


def _data(order: str, what: Mapping[str, str]) -> str:
    return " ".join([f'data-order="{escape(order)}"', *(f'data-{name}="{escape(value)}"' for name, value in what.items())])
