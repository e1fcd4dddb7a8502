"""The parts of the page and where they stand; how they look is in `style.css`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.web.history_html import HISTORY_HTML, opener_html
from assistant.web.keeping import Talk
from assistant.web.suggestions import WANTED
from assistant.web.texts import DEFAULT_LANGUAGE, TEXTS
from assistant.web.view import CHAT, View
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The components that events read and write. `talk`, `wanted` (the id of the conversation) and `language` are not seen; they belong
    to one open page each. The scripts press `reopen` to have another conversation shown."""

    blocks: gr.Blocks
    talk: gr.State
    wanted: gr.Textbox
    language: gr.Textbox
    reopen: gr.Button
    header: gr.HTML
    new: gr.Button
    switch: gr.Button
    conversation: gr.HTML
    offered: gr.Column
    caption: gr.HTML
    suggestions: tuple[gr.Button, ...]
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    hint: gr.HTML
    panel: gr.HTML
    news: gr.HTML


def lay_out(views: Sequence[View]) -> Layout:
    """The page: a bar, the conversations kept, the one that is open with the question box, its sources beside or below it; in their
    place one of the views."""
    texts = TEXTS[DEFAULT_LANGUAGE]
    parts: dict[str, Any] = {}
    with gr.Blocks(title=texts.title, analytics_enabled=False, fill_width=True) as blocks:
        parts["talk"] = gr.State(Talk())
        parts["wanted"] = gr.Textbox("", visible=False)
        parts["language"] = gr.Textbox(DEFAULT_LANGUAGE, visible=False)
        parts["reopen"] = gr.Button("", elem_id="reopen", visible="hidden")
        with gr.Row(elem_id="bar"):
            parts["header"] = _html("title", header_html(DEFAULT_LANGUAGE, views=views))
            parts["new"] = gr.Button(texts.new, elem_id="new", scale=0, min_width=0)
            parts["switch"] = gr.Button(texts.switch, elem_id="switch", scale=0, min_width=0)
        with gr.Row(elem_id="columns"):
            _html("history", HISTORY_HTML)
            with gr.Column(elem_id="talk", min_width=0):
                parts |= _talk()
            parts["panel"] = _html("panel")
        for view in views:
            gr.HTML(view.html, elem_id=place_of(view), elem_classes="view", apply_default_css=False)
        parts["news"] = _html("news")
    return Layout(blocks=blocks, **parts)


def _talk() -> dict[str, Any]:
    """The column of the conversation, with suggestions and the question box below it."""
    texts = TEXTS[DEFAULT_LANGUAGE]
    parts: dict[str, Any] = {"conversation": _html("conversation")}
    with gr.Column(elem_id="suggestions", min_width=0, visible=False) as parts["offered"]:
        parts["caption"] = _html("suggestions-title")
        parts["suggestions"] = tuple(gr.Button("", elem_classes="suggestion", visible=False) for _ in range(WANTED))
    with gr.Column(elem_id="composer", min_width=0):
        with gr.Row(elem_id="entry"):
            label, placeholder = texts.question_label, texts.placeholder
            parts["question"] = gr.Textbox(label=label, placeholder=placeholder, max_lines=6, elem_id="question", container=False)
            parts["send"] = gr.Button(texts.send, variant="primary", elem_id="send", scale=0, min_width=0)
            parts["stop"] = gr.Button(texts.stop, elem_id="stop", scale=0, min_width=0)
        parts["hint"] = _html("hint")
    return parts


def _html(elem_id: str, value: str = "") -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False)


def place_of(view: View) -> str:
    """The id of the element that holds a view."""
    return f"view-{view.name}"


def header_html(language: Language, *, views: Sequence[View]) -> str:
    """The skip link, the name of the page and the way between its views. The scripts read the language of the page from here."""
    texts = TEXTS[language]
    labels = {CHAT: texts.chat} | {view.name: view.label[language] for view in views}
    links = "".join(f'<a href="?view={name}" data-view="{name}">{escape(label)}</a>' for name, label in labels.items() if label)
    skips = {CHAT: texts.skip} | {view.name: view.skip[language] for view in views}
    skip = " ".join(f'data-{name}="{escape(said)}"' for name, said in skips.items())
    return (
        f'<div data-language="{language}" data-title="{escape(texts.title)}">'
        f'<a class="skip" href="#question" {skip}>{escape(texts.skip)}</a>'
        f"{opener_html(language)}"
        f'<div class="name"><h1>{escape(texts.title)}</h1><p>{escape(texts.tagline)}</p></div>'
        f'<nav class="views" aria-label="{escape(texts.views)}">{links}</nav></div>'
    )
