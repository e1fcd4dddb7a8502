"""The conversation as HTML. All text is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from itertools import groupby

from assistant.answering.answer import Answer, Citation
from assistant.answering.statement import Line, Run
from assistant.conversations.letter_sources import cited_in_letter
from assistant.conversations.store import ConversationId
from assistant.exchange import Exchange
from assistant.web.answer_out_texts import ANSWER_OUT_TEXTS
from assistant.web.briefing_link import briefing_link
from assistant.web.keeping import Talk
from assistant.web.listed_tasks import lists_a_task, task_table, ways_on
from assistant.web.marking_html import marking_html
from assistant.web.scope_texts import SCOPE_TEXTS
from assistant.web.texts import TEXTS, Texts, written_date
from assistant.web.voices import Voice, blocks
from vectorstore.retrieval import Language


def answer_html(answer: Answer, *, turn: int, said: int | None = None) -> str:
    """The lines of an answer, or the first `said` of them, as safe HTML: paragraphs, <strong>, and a link for each [n]; sources that
    disagree as cards side by side, lists of tasks as tables."""
    cited = {citation.n: citation for citation in answer.citations}
    inline = partial(_inline, turn=turn, cited=cited)
    parts: list[str] = []
    for are_tasks, members in groupby(blocks(answer.lines[:said]), key=lists_a_task):
        group = tuple(members)
        lines = tuple(block for block in group if isinstance(block, Line))
        if are_tasks and (table := task_table(lines, language=answer.language, inline=inline)):
            parts.append(table)
        else:
            parts += [_block(block, answer=answer, inline=inline) for block in group]
    return "".join(parts)


def _block(block: Line | tuple[Voice, ...], *, answer: Answer, inline: Callable[[Sequence[Run]], str]) -> str:
    if isinstance(block, Line):
        return f"<p{_item_class(block)}>{inline(block.runs)}</p>"
    return f'<ul class="voices">{"".join(_voice(voice, answer=answer, inline=inline) for voice in block)}</ul>'


def _voice(voice: Voice, *, answer: Answer, inline: Callable[[Sequence[Run]], str]) -> str:
    """One of several sources that disagree, as a card: which document of what day, and what it says."""
    texts = TEXTS[answer.language]
    title, *details = _source_line(voice.citation_in(answer), texts=texts)
    details += [] if voice.quote.document.date else [texts.undated]
    notes = "".join(f"<p>{inline(note.runs)}</p>" for note in voice.notes)
    return (
        f'<li class="voice"><p class="voice-source">{escape(title)}</p><p class="meta">{escape(" · ".join(details))}</p>'
        f"<p>{inline(voice.said(answer))}</p>{notes}</li>"
    )


def _item_class(line: Line) -> str:
    return ' class="item"' if line.level else ""


def _inline(runs: Sequence[Run], *, turn: int, cited: Mapping[int, Citation]) -> str:
    """The runs of one line, all words escaped."""
    return "".join(_mark(cited[run.mark], turn=turn) if run.mark else _words(run) for run in runs)


def _words(run: Run) -> str:
    return f"<strong>{escape(run.text)}</strong>" if run.bold else escape(run.text)


def _mark(citation: Citation, *, turn: int) -> str:
    return (
        f'<a class="mark" href="#source-{turn}-{citation.n}" data-turn="{turn}" data-n="{citation.n}"'
        f' title="{escape(citation.title or citation.document)}">[{citation.n}]</a>'
    )


def plain_text(exchange: Exchange, *, language: Language) -> str:
    """Question, answer and sources as plain text, for the clipboard: each source as an official letter cites it."""
    answer = exchange.answer
    if answer is None:
        return f"{exchange.question}\n\n{exchange.problem}"
    sources = [f"[{c.n}] {cited_in_letter(c, language=language)}: “{' '.join(c.quote.split())}”" for c in answer.citations]
    return "\n\n".join(part for part in (exchange.question, answer.plain, "\n".join(sources)) if part)


def _source_line(citation: Citation, *, texts: Texts) -> tuple[str, ...]:
    when = written_date(citation.date) if citation.date else ""
    where = texts.page.format(page=citation.page) if citation.page else ""
    return tuple(part for part in (citation.title or citation.document, citation.number, when, where) if part)


def conversation_html(
    talk: Talk, *, language: Language, document_count: int, said: int | None = None, writing: bool = False, stoppable: bool = False
) -> str:
    """The whole conversation; a welcome where nothing was asked yet. `said` counts the lines of the last answer that are shown so far;
    while it is `writing`, more of it comes, which the reader may stop where it is `stoppable`. The scripts read the conversation's id
    from here."""
    texts = TEXTS[language]
    if not talk.exchanges:
        return f'<div data-conversation="">{_welcome(texts, talk=talk, document_count=document_count)}</div>'
    *earlier, last = talk.exchanges
    said_of = partial(_said, language=language, conversation=talk.id, kept=talk.kept and bool(talk.id))
    turns = [_turn(one, said_of(one), texts=texts) for one in earlier]
    turns.append(_turn(last, said_of(last, said=said, writing=writing), texts=texts))
    not_kept = "" if talk.kept else f'<p class="quiet not-kept">{escape(texts.not_kept)}</p>'
    state = ' data-writing="stoppable"' if writing and stoppable else ' data-writing=""' if writing or said is not None else ""
    scope = f'data-scope="{escape(last.answer.scope.written)}"' if last.answer else ""
    heading = f'<h2 class="unseen" id="conversation-heading">{escape(texts.conversation)}</h2>'
    return f'<div data-conversation="{escape(talk.id)}" {scope}{state}>{heading}{"".join(turns)}{not_kept}</div>'


def _welcome(texts: Texts, *, talk: Talk, document_count: int) -> str:
    if document_count == 0:
        said = f'<p class="notice">{escape(texts.no_documents)}</p>'
    else:
        held = texts.documents_one if document_count == 1 else texts.documents_many.format(count=document_count)
        said = f'<p>{escape(texts.about)} <span class="held">{escape(held)}</span></p>'
    missing = f'<p class="notice" role="status">{escape(texts.conversation_missing)}</p>' if talk.missing else ""
    return f'<div class="welcome">{missing}<h2 id="conversation-heading">{escape(texts.welcome)}</h2>{said}</div>'


def _turn(exchange: Exchange, said: str, *, texts: Texts) -> str:
    return (
        f'<div class="turn" id="turn-{exchange.turn}">'
        f'<div class="question"><span class="unseen">{escape(texts.you)}: </span>{escape(exchange.question)}</div>'
        f'<div class="answer"><span class="unseen">{escape(texts.assistant)}: </span>{said}</div></div>'
    )


def _said(
    exchange: Exchange, *, language: Language, conversation: ConversationId, kept: bool, said: int | None = None, writing: bool = False
) -> str:
    """What came of a question, as far as it is known; an answer that is `kept` can be marked."""
    texts = TEXTS[language]
    answer = exchange.answer
    if exchange.problem:
        return f'<p class="problem">{escape(exchange.problem)}</p>{_again(exchange, texts=texts)}'
    if answer is None:
        return _busy(texts.searching) if writing else f'<p class="note">{escape(texts.interrupted)}</p>{_again(exchange, texts=texts)}'
    html = (
        f'{_within(answer)}{_understood(answer, texts=texts)}<div class="said">{answer_html(answer, turn=exchange.turn, said=said)}</div>'
    )
    if writing:
        return html + _busy(texts.writing)
    if said is not None and said < len(answer.statements):
        return html
    marking = marking_html(exchange.turn, language=language) if kept else ""
    tools = _tools(exchange, answer, language=language, conversation=conversation)
    ways = ways_on(answer, language=language)
    return f'{html}{ways}{_notes(answer, texts=texts)}{tools}{marking}<div class="next"></div>'


def _busy(said: str) -> str:
    return f'<p class="searching"><span class="dots" aria-hidden="true"></span>{escape(said)}</p>'


def _again(exchange: Exchange, *, texts: Texts) -> str:
    """Below a question without an answer: asking it again; nothing below one of which only the beginning was kept."""
    if exchange.question.endswith("…"):
        return ""
    return f'<div class="tools">{_again_button(exchange.question, texts.again)}</div>'


def _again_button(question: str, label: str, *, more: str = "") -> str:
    return f'<button type="button" class="again"{more} data-question="{_attribute(question)}">{escape(label)}</button>'


def _within(answer: Answer) -> str:
    """Within what was asked, where not in all documents; in the language of the answer, as the words of a scope are."""
    said = SCOPE_TEXTS[answer.language].within
    return f'<p class="within" lang="{answer.language}">{escape(said)} {escape(answer.within)}</p>' if answer.within else ""


def _understood(answer: Answer, *, texts: Texts) -> str:
    """How the question was understood, where that is not how it was typed."""
    if len(answer.understood) <= 1:
        return "".join(f'<p class="understood">{escape(texts.understood)} {escape(one)}</p>' for one in answer.understood)
    parts = "".join(f"<li>{escape(one)}</li>" for one in answer.understood)
    return f'<div class="understood"><p>{escape(texts.understood)}</p><ul>{parts}</ul></div>'


def _notes(answer: Answer, *, texts: Texts) -> str:
    """Below an answer: why it is not what the chat model was to give, and who wrote it."""
    by_model = answer.mode == "model"
    note = texts.notes[answer.note] if answer.note else ""
    if by_model and answer.note and answer.note != "stopped":
        note = texts.cut_short
    if not answer.citations and answer.note == "stopped":  # the answer itself says so
        note = ""
    dropped = texts.dropped_one if answer.dropped == 1 else texts.dropped_many.format(count=answer.dropped) if answer.dropped else ""
    by = " ".join(filter(None, (texts.by_model if by_model else "", dropped)))
    return "".join(f'<p class="note">{escape(line)}</p>' for line in (note, by) if line)


def _tools(exchange: Exchange, answer: Answer, *, language: Language, conversation: ConversationId) -> str:
    """Below an answer: the way to its sources, copying, and what else takes it out of the page."""
    texts = TEXTS[language]
    label, count = (texts.see_sources, len(answer.citations)) if answer.citations else (texts.see_useful, len(answer.useful))
    see = (
        f'<a class="see" href="#sources-{exchange.turn}" data-turn="{exchange.turn}">{escape(label.format(count=count))}</a>'
        if count
        else ""
    )
    everywhere = ""
    if answer.within and answer.abstained:
        asked = answer.understood[0] if len(answer.understood) == 1 else exchange.question
        everywhere = _again_button(asked, SCOPE_TEXTS[language].ask_everywhere, more=' data-scope=""')
    words = f'data-copied="{escape(texts.copied)}" data-label="{escape(texts.copy)}"'
    copied = _attribute(plain_text(exchange, language=language))
    copy = f'<button type="button" class="copy" {words} data-copy="{copied}">{escape(texts.copy)}</button>'
    out = _out(exchange, conversation, language=language)
    return f'<div class="tools">{see}{briefing_link(answer, language=language)}{everywhere}{copy}{out}</div>'


def _out(exchange: Exchange, conversation: ConversationId, *, language: Language) -> str:
    """The ways to take an answer out of the page; none where its conversation is not kept."""
    if not conversation:
        return ""
    texts = ANSWER_OUT_TEXTS[language]
    files = "".join(
        f'<a href="conversations/file?id={escape(conversation)}&amp;turn={exchange.turn}&amp;form={form}&amp;lang={language}" download>'
        f"{escape(label)}</a>"
        for form, label in (("docx", texts.docx), ("xlsx", texts.xlsx))
    )
    buttons = f'<button type="button" class="print">{escape(texts.print)}</button>{files}'
    share = f'<button type="button" class="share">{escape(texts.share)}</button>'
    return (
        f'<details class="out"><summary>{escape(texts.out)}</summary><div class="ways">{buttons}{share}</div>'
        f'<div class="sharing" role="status" data-failed="{escape(texts.failed)}"></div></details>'
    )


def _attribute(text: str) -> str:
    """A text of several lines as the value of an attribute."""
    return escape(text).replace("\n", "&#10;")
