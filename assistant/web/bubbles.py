"""The conversation as HTML. All text is escaped here; only our own **bold** and [n] marks become elements."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html import escape

from assistant.answer import Answer, Citation
from assistant.exchange import Exchange
from assistant.web.keeping import Talk
from assistant.web.texts import TEXTS, Texts, written_date
from assistant.web.voices import Voice, blocks
from vectorstore.retrieval import Language

_MARK = re.compile(r"\[(\d{1,9})\]")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_PIECE_END = re.compile(r"(?<=\])[ \t]+(?![\[ \t])|\n+|(?<=[.!?…])[ \t]+(?=\S)")


def answer_html(answer: Answer, *, turn: int, text: str | None = None) -> str:
    """The answer's text (or a beginning of it, `text`) as safe HTML: paragraphs, <strong>, and a link for each [n]; sources that
    disagree as cards side by side."""
    shown = answer.text if text is None else text
    quotes = _quotes(answer)
    cited = {citation.n: citation for citation in answer.citations}
    inline = partial(_inline, turn=turn, cited=cited, quotes=quotes)
    parts = []
    for block in blocks(shown.split("\n"), answer=answer):
        if isinstance(block, str):
            parts.append(f"<p{_item_class(block)}>{inline(block)}</p>")
        else:
            parts.append(f'<ul class="voices">{"".join(_voice(voice, answer=answer, inline=inline) for voice in block)}</ul>')
    return "".join(parts)


def _voice(voice: Voice, *, answer: Answer, inline: Callable[[str], str]) -> str:
    """One of several sources that disagree, as a card: which document of what day, and what it says."""
    texts = TEXTS[answer.language]
    title, *details = _source_line(voice.citation, texts=texts)
    details += [] if voice.citation.date else [texts.undated]
    notes = "".join(f"<p>{inline(note)}</p>" for note in voice.notes)
    return (
        f'<li class="voice"><p class="voice-source">{escape(title)}</p><p class="meta">{escape(" · ".join(details))}</p>'
        f"<p>{inline(voice.said)}</p>{notes}</li>"
    )


def _quotes(answer: Answer) -> tuple[str, ...]:
    """What the documents themselves wrote, on one line as answers quote it."""
    return tuple(" ".join(citation.quote.split()) for citation in answer.citations)


def _item_class(line: str) -> str:
    return ' class="item"' if line.startswith(("- ", "• ", "– ")) else ""


def _inline(line: str, *, turn: int, cited: dict[int, Citation], quotes: tuple[str, ...]) -> str:
    """One line: bold first, then marks, each piece of text between them escaped."""
    parts: list[str] = []
    after = 0
    for bold in _BOLD.finditer(line):
        if any(bold[0] in quote for quote in quotes):  # the document itself wrote the asterisks: they are text
            continue
        parts.append(_marks(line[after : bold.start()], turn=turn, cited=cited))
        parts.append(f"<strong>{_marks(bold[1], turn=turn, cited=cited)}</strong>")
        after = bold.end()
    parts.append(_marks(line[after:], turn=turn, cited=cited))
    return "".join(parts)


def _marks(text: str, *, turn: int, cited: dict[int, Citation]) -> str:
    parts: list[str] = []
    after = 0
    for mark in _MARK.finditer(text):
        citation = cited.get(int(mark[1]))
        if citation is None:
            continue
        parts.append(escape(text[after : mark.start()]))
        parts.append(
            f'<a class="mark" href="#source-{turn}-{citation.n}" data-turn="{turn}" data-n="{citation.n}"'
            f' title="{escape(citation.title or citation.document)}">[{citation.n}]</a>'
        )
        after = mark.end()
    parts.append(escape(text[after:]))
    return "".join(parts)


def beginnings(text: str) -> tuple[str, ...]:
    """The text after its first sentence, after its second, ... and whole: what is shown one after the other while it streams.

    A sentence ends after its marks [n], at a full stop, or with its line; never inside **bold**.
    """
    ends = (end.start() for end in _PIECE_END.finditer(text) if text.count("**", 0, end.start()) % 2 == 0)
    return (*(text[:end] for end in ends if text[:end].strip()), text)


def plain_text(exchange: Exchange, *, language: Language) -> str:
    """Question, answer and sources as plain text, for the clipboard."""
    answer = exchange.answer
    if answer is None:
        return f"{exchange.question}\n\n{exchange.problem}"
    texts = TEXTS[language]
    quotes = _quotes(answer)
    said = _BOLD.sub(lambda bold: bold[0] if any(bold[0] in quote for quote in quotes) else bold[1], answer.text)
    sources = [f"[{c.n}] {', '.join(_source_line(c, texts=texts))}: “{c.quote}”" for c in answer.citations]
    return "\n\n".join(part for part in (exchange.question, said, "\n".join(sources)) if part)


def _source_line(citation: Citation, *, texts: Texts) -> tuple[str, ...]:
    when = written_date(citation.date) if citation.date else ""
    where = texts.page.format(page=citation.page) if citation.page else ""
    return tuple(part for part in (citation.title or citation.document, citation.number, when, where) if part)


def conversation_html(
    talk: Talk, *, language: Language, document_count: int, text: str | None = None, writing: bool = False, stoppable: bool = False
) -> str:
    """The whole conversation; a welcome where nothing was asked yet. `text` is the part of the last answer said so far; while it is
    `writing`, more of it comes, which the reader may stop where it is `stoppable`. The scripts read the conversation's id from here."""
    texts = TEXTS[language]
    if not talk.exchanges:
        return f'<div data-conversation="">{_welcome(texts, talk=talk, document_count=document_count)}</div>'
    *earlier, last = talk.exchanges
    turns = [_turn(one, _said(one, language=language), texts=texts) for one in earlier]
    turns.append(_turn(last, _said(last, language=language, text=text, writing=writing), texts=texts))
    not_kept = "" if talk.kept else f'<p class="quiet not-kept">{escape(texts.not_kept)}</p>'
    state = ' data-writing="stoppable"' if writing and stoppable else ' data-writing=""' if writing or text is not None else ""
    return (
        f'<div data-conversation="{escape(talk.id)}"{state}><h2 class="unseen" id="conversation-heading">{escape(texts.conversation)}</h2>'
        f"{''.join(turns)}{not_kept}</div>"
    )


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


def _said(exchange: Exchange, *, language: Language, text: str | None = None, writing: bool = False) -> str:
    """What came of a question, as far as it is known."""
    texts = TEXTS[language]
    answer = exchange.answer
    if exchange.problem:
        return f'<p class="problem">{escape(exchange.problem)}</p>'
    if answer is None:
        return _busy(texts.searching) if writing else f'<p class="note">{escape(texts.interrupted)}</p>'
    said = f'{_understood(answer, texts=texts)}<div class="said">{answer_html(answer, turn=exchange.turn, text=text)}</div>'
    if writing:
        return said + _busy(texts.writing)
    if text is not None and text != answer.text:
        return said
    return said + _notes(answer, texts=texts) + _tools(exchange, answer, language=language)


def _busy(said: str) -> str:
    return f'<p class="searching"><span class="dots" aria-hidden="true"></span>{escape(said)}</p>'


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


def _tools(exchange: Exchange, answer: Answer, *, language: Language) -> str:
    """Below an answer: the way to its sources, and copying."""
    texts = TEXTS[language]
    label, count = (texts.see_sources, len(answer.citations)) if answer.citations else (texts.see_useful, len(answer.useful))
    see = (
        f'<a class="see" href="#sources-{exchange.turn}" data-turn="{exchange.turn}">{escape(label.format(count=count))}</a>'
        if count
        else ""
    )
    copied = escape(plain_text(exchange, language=language), quote=True).replace("\n", "&#10;")
    return (
        f'<div class="tools">{see}<button type="button" class="copy" data-copied="{escape(texts.copied)}" data-label="{escape(texts.copy)}"'
        f' data-copy="{copied}">{escape(texts.copy)}</button></div>'
    )
