"""The conversation as HTML. All text is escaped here; only our own **bold** and [n] marks become elements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from assistant.answer import Answer, Citation
from assistant.exchange import Exchange
from assistant.web.texts import TEXTS, Texts, written_date
from vectorstore.retrieval import Language

_MARK = re.compile(r"\[(\d+)\]")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_PIECE_END = re.compile(r"(?<=\])[ \t]+(?![\[ \t])|\n+|(?<=[.!?…])[ \t]+(?=\S)")


def answer_html(answer: Answer, *, turn: int, text: str | None = None) -> str:
    """The answer's text (or a beginning of it, `text`) as safe HTML: paragraphs, <strong>, and a link for each [n]."""
    shown = answer.text if text is None else text
    quotes = _quotes(answer)
    cited = {citation.n: citation for citation in answer.citations}
    paragraphs = (_inline(line, turn=turn, cited=cited, quotes=quotes) for line in shown.split("\n") if line.strip())
    return "".join(f"<p{_item_class(line)}>{line}</p>" for line in paragraphs)


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


def conversation_html(exchanges: Sequence[Exchange], *, language: Language, document_count: int, text: str | None = None) -> str:
    """The whole conversation; a welcome where nothing was asked yet. `text` is the part of the last answer said so far."""
    texts = TEXTS[language]
    if not exchanges:
        return _welcome(texts, document_count=document_count)
    last = exchanges[-1].turn
    turns = (_exchange(one, language=language, text=text if one.turn == last else None) for one in exchanges)
    return f'<h2 class="unseen" id="conversation-heading">{escape(texts.conversation)}</h2>{"".join(turns)}'


def _welcome(texts: Texts, *, document_count: int) -> str:
    if document_count == 0:
        said = f'<p class="notice">{escape(texts.no_documents)}</p>'
    else:
        held = texts.documents_one if document_count == 1 else texts.documents_many.format(count=document_count)
        said = f'<p>{escape(texts.about)} <span class="held">{escape(held)}</span></p>'
    return f'<div class="welcome"><h2 id="conversation-heading">{escape(texts.welcome)}</h2>{said}</div>'


def _exchange(exchange: Exchange, *, language: Language, text: str | None) -> str:
    texts = TEXTS[language]
    answer = exchange.answer
    if answer is not None:
        said = answer_html(answer, turn=exchange.turn, text=text)
        said += "" if text is not None and text != answer.text else _tools(exchange, answer, language=language)
    elif exchange.problem:
        said = f'<p class="problem">{escape(exchange.problem)}</p>'
    else:
        said = f'<p class="searching"><span class="dots" aria-hidden="true"></span>{escape(texts.searching)}</p>'
    return (
        f'<div class="turn" id="turn-{exchange.turn}">'
        f'<div class="question"><span class="unseen">{escape(texts.you)}: </span>{escape(exchange.question)}</div>'
        f'<div class="answer"><span class="unseen">{escape(texts.assistant)}: </span>{said}</div></div>'
    )


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
