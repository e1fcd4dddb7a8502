"""What each event of the page does. The rendering is in `bubbles` and `sources`, the steps of answering in `conversation`."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

import gradio as gr

from assistant.exchange import Exchange
from assistant.question_log.asked_question import AskedQuestion
from assistant.web.bubbles import conversation_html
from assistant.web.conversation import Step, clean, steps, too_long
from assistant.web.keeping import Keeper, Talk
from assistant.web.later_documents import LaterDocuments
from assistant.web.layout import Layout, header_html
from assistant.web.marking import asked_question
from assistant.web.scope_html import scope_opener_html
from assistant.web.scope_texts import SCOPE_TEXTS
from assistant.web.source_panel import panel_html
from assistant.web.suggestions import WANTED, Suggestions
from assistant.web.texts import TEXTS, language_of
from assistant.web.view import Site, View
from assistant.web.visitor import owner_of
from assistant.web.writing import Writing, Writings
from vectorstore.retrieval import Language
from vectorstore.scope import ScopeMalformed, scope_written

_AT_ONCE = 80
"""Events of pages at the same time: one more than people may wait for an answer, so that the next is told."""
_WAIT = 90.0
"""Seconds that a page waits, in the background, for suggested questions to be found."""
_FIRST_OF_LONG = 200
"""Characters shown of a question that is too long to be asked."""

Note = Callable[[AskedQuestion], None]
Update = Any
"""A value for a component, or a gradio update."""


class Page:
    """The page over one site. Of a conversation it holds nothing: each open page has its own, kept by gradio and by `keeper`. `note` is
    given what came of each question, for the log."""

    def __init__(self, site: Site, *, keeper: Keeper, suggestions: Suggestions, views: Sequence[View], note: Note | None = None) -> None:
        self._assistant = site.assistant
        self._waiting = site.waiting
        self._stoppable = site.assistant.chat is not None
        self._patience = site.settings.answer_seconds + (site.settings.chat_timeout if site.assistant.chat else 0.0)
        self._keeper = keeper
        self._suggestions = suggestions
        self._views = views
        self._note = note
        self._later = LaterDocuments(site.assistant.index)
        self._writings = Writings()

    def connect(self, layout: Layout) -> None:
        """Ties the events of the components to what they do."""
        common: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": _AT_ONCE}
        script: dict[str, Any] = {"show_progress": "hidden"}
        shown = [layout.talk, layout.wanted, layout.conversation, layout.panel, layout.news]
        labels = [layout.header, layout.new, layout.switch, layout.question, layout.send, layout.stop, layout.caption, layout.hint]
        labels.append(layout.scope_opener)
        state = [layout.language, layout.wanted, layout.talk]
        suggested = [layout.offered, *layout.suggestions]
        answered = [layout.question, *shown, layout.offered]
        with layout.blocks:
            within = "(...values) => [...values.slice(0, -1), planPage.scope()]"
            asked_for = "() => [planPage.language(), planPage.wantedConversation()]"
            opened = layout.blocks.load(
                self.open, [layout.language, layout.wanted], [layout.language, *labels, *shown], js=asked_for, **common
            )
            reopened = layout.reopen.click(
                self.reopen, [layout.language, layout.wanted], shown, js="(language) => [language, planPage.wantedConversation()]", **common
            )
            for event in (opened, reopened):
                event.then(None, [layout.wanted], None, js="(id) => { planPage.opened(id); }", **script)
            switched = layout.switch.click(self.switch, state, [layout.language, *labels, *shown], **common)
            switched.then(None, [layout.language], None, js="(language) => { planPage.remember(language); }", **script)
            gr.on(
                [layout.question.submit, layout.send.click],
                self.answer,
                [layout.question, *state, layout.scope],
                answered,
                js=within,
                trigger_mode="multiple",
                **common,
            )
            for one in layout.suggestions:
                one.click(self.answer, [one, *state, layout.scope], answered, js=within, **common)
            layout.stop.click(self.stop, None, None, **common)
            cleared = layout.new.click(self.clear, [layout.language], shown, **common)
            cleared.then(None, None, None, js="() => { planPage.begin(); }", **script)
            for event in (opened, reopened, switched, cleared):
                event.then(self.suggest, state, suggested, **common)
            layout.blocks.unload(self.close)

    def open(self, language: object, wanted: object, request: gr.Request) -> list[Update]:
        """The page in the language that the browser asks for, with the conversation that its address names."""
        return self._page(language_of(language), self._keeper.reopened(owner_of(request.cookies), str(wanted or "")))

    def reopen(self, language: object, wanted: object, request: gr.Request) -> list[Update]:
        """Another conversation in place of the one that is open; an empty one for none."""
        self._writings.leave(_page_of(request))
        return self._shown(language_of(language), self._keeper.reopened(owner_of(request.cookies), str(wanted or "")))

    def switch(self, language: object, wanted: object, talk: Talk, request: gr.Request) -> list[Update]:
        """The page, its conversation included, in the other language; an answer that is being written goes on in it."""
        other: Language = "vi" if language_of(language) == "en" else "en"
        writing = self._writings.switch(_page_of(request), language=other)
        return self._page(other, self._own(talk, wanted, request), writing=writing)

    def clear(self, language: object, request: gr.Request) -> list[Update]:
        """A new conversation."""
        self._writings.leave(_page_of(request))
        return self._shown(language_of(language), Talk())

    def stop(self, request: gr.Request) -> None:
        """Ends the answer that is being written with what is confirmed so far."""
        self._writings.stop(_page_of(request))

    def close(self, request: gr.Request) -> None:
        """The page was closed: nothing is written for it any more."""
        self._writings.leave(_page_of(request))

    def suggest(self, language: object, wanted: object, talk: Talk) -> list[Update]:
        """The suggested questions, as soon as they are found; none once a conversation has begun."""
        questions = () if wanted or talk.exchanges else self._suggestions.get(language_of(language), wait=_WAIT)
        filled = [gr.update(value=one, visible=True) for one in questions]
        return [gr.update(visible=bool(questions)), *filled, *[gr.update(visible=False)] * (WANTED - len(filled))]

    def answer(
        self, question: object, language: object, wanted: object, talk: Talk, scope: object, request: gr.Request
    ) -> Iterator[list[Update]]:
        """Shows the question, then its answer as it grows; nothing changes for an empty question, or while another is being answered."""
        asked, page = clean(question), _page_of(request)
        writing = self._writings.begin(page, language=language_of(language)) if asked else None
        nothing: list[Update] = [gr.skip()] * 7
        if writing is None:
            yield nothing
            return
        try:
            owner = owner_of(request.cookies)
            talk = self._keeper.asked(owner, self._own(talk, wanted, request), _exchange(asked, language=writing.language))
            box: Update = ""
            for step in self._steps(talk, writing, owner=owner, scope=str(scope or "")):
                talk = replace(talk, exchanges=(*talk.exchanges[:-1], step.exchange))
                if writing.left:
                    yield nothing  # gradio shows the last of these again when all is done
                else:
                    yield [box, *self._shown(writing.language, talk, step=step), gr.update(visible=False)]
                    box = gr.skip()  # emptied once; what is typed meanwhile stays
        finally:
            self._writings.end(page, writing)

    def _steps(self, talk: Talk, writing: Writing, *, owner: str, scope: str) -> Iterator[Step]:
        last = talk.exchanges[-1]
        if last.problem:
            return iter([Step(exchange=last, news=last.problem)])
        began = time.monotonic()

        def keep(one: Exchange) -> None:
            self._keeper.answered(owner, talk, one)
            if self._note:
                conversation = talk.id or secrets.token_hex(16)
                self._note(asked_question(one, conversation=conversation, language=writing.language, seconds=time.monotonic() - began))

        try:
            within = scope_written(scope)
        except ScopeMalformed:
            last = replace(last, problem=SCOPE_TEXTS[writing.language].malformed)
            keep(last)
            return iter([Step(exchange=last, news=last.problem)])
        return steps(
            self._assistant, talk.exchanges, language=writing.language, waiting=self._waiting, stopped=writing.stopped, keep=keep,
            patience=self._patience, scope=within,
        )  # fmt: skip

    def _own(self, talk: Talk, wanted: object, request: gr.Request) -> Talk:
        """The conversation that the page shows: the browser knows which, also after the program was started anew."""
        known = str(wanted or "")
        return talk if talk.id == known else self._keeper.reopened(owner_of(request.cookies), known)

    def _page(self, language: Language, talk: Talk, *, writing: bool = False) -> list[Update]:
        texts = TEXTS[language]
        labels = [
            header_html(language, views=self._views),
            texts.new,
            texts.switch,
            gr.update(label=texts.question_label, placeholder=texts.placeholder),
            texts.send,
            texts.stop,
            f'<h3 id="suggestions-heading">{escape(texts.suggestions)}</h3>',
            f"<p>{escape(texts.hint)}</p>",
            scope_opener_html(language),
        ]
        step = Step(exchange=talk.exchanges[-1], writing=True) if writing and talk.exchanges else None
        return [language, *labels, *self._shown(language, talk, step=step)]

    def _shown(self, language: Language, talk: Talk, *, step: Step | None = None) -> list[Update]:
        documents = self._assistant.index.documents()
        said = conversation_html(
            talk,
            language=language,
            document_count=len(documents),
            said=step.said if step else None,
            writing=step.writing if step else False,
            stoppable=self._stoppable,
        )
        later = partial(self._later.of, language=language)
        panel = panel_html(talk.exchanges, language=language, documents=documents, later=later)
        return [talk, talk.id, said, panel, escape(step.news if step else "")]


def _exchange(asked: str, *, language: Language) -> Exchange:
    problem = too_long(asked, language=language)
    return Exchange(turn=1, question=f"{asked[:_FIRST_OF_LONG]}…" if problem else asked, problem=problem)


def _page_of(request: gr.Request) -> str:
    return str(request.session_hash)
