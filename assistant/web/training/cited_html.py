"""Citations of the view of training as HTML, and its parts. All text is escaped here."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from assistant.answering.compose import source_name
from assistant.answering.quote import Quote
from assistant.training.held_sources import SourceState
from assistant.training.quiz import Source
from assistant.training.quiz_sheets import place_text
from assistant.web.addresses import source_address
from assistant.web.source_panel import highlighted
from assistant.web.training.training_texts import TrainingTexts
from vectorstore.retrieval import Language

_LONGEST_QUOTE = 700
"""Characters of a quote that is shown; the source shows the rest."""
PARTS = ("quizzes", "guide", "start")


def address(**values: str | None) -> str:
    """An address inside the view; what is None or "" is left out."""
    return "?" + urlencode({"view": "training", **{name: value for name, value in values.items() if value}})


def link(label: str, *, kind: str = "", **values: str) -> str:
    """A link inside the view."""
    named = f' class="{kind}"' if kind else ""
    return f'<a href="{escape(address(**values))}"{named}>{escape(label)}</a>'


def source_html(source: Source, *, state: SourceState, answer: str, texts: TrainingTexts, language: Language) -> str:
    """Where the answer of a question stands: a link to the place, the words with the answer marked, and what has become of the document."""
    place = escape(place_text(source.title, source.page, language=language))
    where = escape(source_address(source.passage_id, start=source.start, end=source.end))
    named = f'<a class="cite" href="{where}">{place}</a>' if state == "held" else f"<span>{place}</span>"
    told = {"held": "", "changed": texts.source_changed, "gone": texts.source_gone}[state]
    notice = f'<p class="notice">{escape(told)}</p>' if told else ""
    around = f'<p class="path">{escape(source.around)}</p>' if source.around else ""
    return (
        f'<div class="from"><p>{escape(texts.source)}: {named}</p>{notice}{around}'
        f"<blockquote>{_marked(source.quote, source.said or answer)}</blockquote></div>"
    )


def _marked(quote: str, answer: str) -> str:
    at = quote.find(answer)
    if at < 0:
        return escape(quote[:_LONGEST_QUOTE])
    first = max(0, min(at - _LONGEST_QUOTE // 2, len(quote) - _LONGEST_QUOTE))
    last = max(first + _LONGEST_QUOTE, at + len(answer))
    return highlighted(quote[first:last], quote=(at - first, at - first + len(answer)), decisive=())


def quote_link(quote: Quote, *, language: Language, label: str = "") -> str:
    """A link to words of a document, by its number and page."""
    document = quote.document
    shown = label or place_text(document.number or source_name(document, page=None, language=language), quote.page, language=language)
    return f'<a class="cite" href="{escape(source_address(quote.passage.id, start=quote.start, end=quote.end))}">{escape(shown)}</a>'


def page_html(inner: str, *, part: str, texts: TrainingTexts) -> str:
    """The view: its parts, and one of them."""
    labels = dict(zip(PARTS, (texts.part_quizzes, texts.part_guide, texts.part_start), strict=True))
    current = {part: " aria-current=page"}
    links = "".join(
        f'<a href="{escape(address(part=name if name != "quizzes" else ""))}"{current.get(name, "")}>{escape(label)}</a>'
        for name, label in labels.items()
    )
    return (
        f'<h2 id="training-heading" tabindex="-1">{escape(texts.heading)}</h2><p class="quiet">{escape(texts.about)}</p>'
        f'<nav class="parts" aria-label="{escape(texts.parts)}">{links}</nav>'
        f'<p id="training-problem" class="problem" role="alert" hidden></p>{inner}'
    )
