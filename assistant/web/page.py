"""What each event of the page does. The rendering is in `bubbles` and `sources`, the steps of answering in `conversation`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import gradio as gr

from assistant.exchange import Exchange
from assistant.web.bubbles import conversation_html
from assistant.web.conversation import steps
from assistant.web.layout import Layout, header_html
from assistant.web.sources import panel_html
from assistant.web.suggestions import WANTED, Suggestions
from assistant.web.texts import TEXTS, language_of
from assistant.web.view import Site, View
from vectorstore.retrieval import Language

_AT_ONCE = 16
"""Questions answered at the same time; more wait their turn."""
_WAIT = 90.0
"""Seconds that a page waits, in the background, for suggested questions to be found."""

Conversation = tuple[Exchange, ...]
Update = Any
"""A value for a component, or a gradio update."""


class Page:
    """The page over one site. Holds nothing of a conversation: each open page has its own, kept by gradio."""

    def __init__(self, site: Site, *, suggestions: Suggestions, views: Sequence[View]) -> None:
        self._assistant = site.assistant
        self._waiting = site.waiting
        self._suggestions = suggestions
        self._views = views

    def connect(self, layout: Layout) -> None:
        """Ties the events of the components to what they do."""
        common: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": _AT_ONCE}
        shown = [layout.conversation, layout.panel, layout.news]
        labels = [layout.header, layout.new, layout.switch, layout.question, layout.send, layout.caption, layout.hint]
        state = [layout.language, layout.exchanges]
        everything = [layout.language, *labels, *shown]
        suggested = [layout.offered, *layout.suggestions]
        answered = [layout.question, layout.exchanges, *shown, layout.offered]
        with layout.blocks:
            opened = layout.blocks.load(self.open, [layout.language], everything, js="() => [planPage.language()]", **common)
            switched = layout.switch.click(self.switch, state, everything, **common)
            switched.then(None, [layout.language], None, js="(language) => { planPage.remember(language); }", show_progress="hidden")
            typed = [layout.question.submit, layout.send.click]
            asked = [gr.on(typed, self.answer, [layout.question, *state], answered, trigger_mode="once", **common)]
            asked += [one.click(self.answer, [one, *state], answered, **common) for one in layout.suggestions]
            cleared = layout.new.click(self.clear, [layout.language], [layout.exchanges, *shown], cancels=asked, **common)
            cleared.then(None, None, None, js="() => { planPage.focusQuestion(); }", show_progress="hidden")
            for event in (opened, switched, cleared):
                event.then(self.suggest, state, suggested, **common)

    def open(self, language: object) -> list[Update]:
        """The page in the language that the browser asks for."""
        return self._page(language_of(language), ())

    def switch(self, language: object, exchanges: Conversation) -> list[Update]:
        """The page, its conversation included, in the other language."""
        return self._page("vi" if language_of(language) == "en" else "en", exchanges)

    def clear(self, language: object) -> list[Update]:
        """A new conversation."""
        return [(), *self._shown(language_of(language), (), text=None, news="")]

    def suggest(self, language: object, exchanges: Conversation) -> list[Update]:
        """The suggested questions, as soon as they are found; none once a conversation has begun."""
        questions = () if exchanges else self._suggestions.get(language_of(language), wait=_WAIT)
        filled = [gr.update(value=one, visible=True) for one in questions]
        return [gr.update(visible=bool(questions)), *filled, *[gr.update(visible=False)] * (WANTED - len(filled))]

    def answer(self, question: object, language: object, exchanges: Conversation) -> Iterator[list[Update]]:
        """Shows the question, then its answer sentence by sentence; an empty question changes nothing."""
        own = language_of(language)
        box: Update = ""
        for step in steps(self._assistant, question, exchanges=exchanges, language=own, waiting=self._waiting):
            shown = self._shown(own, step.exchanges, text=step.text, news=step.news)
            yield [box, step.exchanges, *shown, gr.update(visible=False)]
            box = gr.skip()  # emptied once; what is typed meanwhile stays
        if box == "":
            yield [gr.skip()] * 6

    def _page(self, language: Language, exchanges: Conversation) -> list[Update]:
        texts = TEXTS[language]
        labels = [
            header_html(language, views=self._views),
            texts.new,
            texts.switch,
            gr.update(label=texts.question_label, placeholder=texts.placeholder),
            texts.send,
            f'<h3 id="suggestions-heading">{escape(texts.suggestions)}</h3>',
            f"<p>{escape(texts.hint)}</p>",
        ]
        return [language, *labels, *self._shown(language, exchanges, text=None, news="")]

    def _shown(self, language: Language, exchanges: Conversation, *, text: str | None, news: str) -> list[Update]:
        documents = self._assistant.index.documents()
        return [
            conversation_html(exchanges, language=language, document_count=len(documents), text=text),
            panel_html(exchanges, language=language, documents=documents),
            escape(news),
        ]
