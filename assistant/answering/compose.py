"""An answer being written: quotes in a short frame, statement by statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.answering.emphasis import emphasised
from assistant.answering.quote import Quote
from assistant.answering.statement import Statement, Value, marked, places_of
from prompts import fields_of, render, templates
from vectorstore.retrieval import DocumentRecord, HeldPassage, Language


def date_text(document: DocumentRecord) -> str:
    """Day/month/year without leading zeros, as Vietnamese offices write it; empty where the date is not known."""
    return f"{document.date.day}/{document.date.month}/{document.date.year}" if document.date else ""


def source_name(document: DocumentRecord, *, page: int | None, language: Language) -> str:
    """How a document is named in an answer: "Kế hoạch 84/KH-UBND (31/3/2021, trang 7)"; an article by its title."""
    kind = (document.kind or "").strip()
    title = f"{kind.capitalize()} {document.number}".strip() if document.number else f"“{document.title or document.name}”"
    details = [date_text(document)] if document.date else []
    if page is not None:
        details.append(render("page", language=language, page=page))
    if not details:
        return render("source_plain", language=language, title=title)
    return render("source", language=language, title=title, details=", ".join(details))


@dataclass(slots=True)
class Draft:
    """An answer being written, statement by statement."""

    language: Language
    statements: list[Statement] = field(default_factory=list)

    def say(self, frame: str, quote: Quote, **values: Value) -> None:
        """A statement that cites a quote; the frame's {source} and {quote} are filled in from it, as often as it is quoted the page from
        the first time."""
        page = places_of(self.statements).get(quote.place, quote).page
        given: dict[str, Value] = {
            "source": source_name(quote.document, page=page, language=self.language),
            "quote": marked(
                quote.text, emphasised(quote.text, [(start - quote.start, end - quote.start) for start, end in quote.decisive])
            ),
            **values,
        }
        used = fields_of(templates(self.language)[frame])
        kept = {name: value for name, value in given.items() if name in used}
        self.statements.append(Statement(frame=frame, values=kept, quotes=(quote,)))

    def say_with(self, cells: Mapping[str, Value], frame: str, quote: Quote, **values: Value) -> None:
        """The same, with `cells` that the frame does not show, for whoever shows the statement otherwise."""
        self.say(frame, quote, **values)
        said = self.statements[-1]
        self.statements[-1] = replace(said, values={**said.values, **cells})

    def say_plain(self, frame: str, **values: Value) -> None:
        """A statement that cites nothing."""
        self.statements.append(Statement(frame=frame, values=values))

    @property
    def cited(self) -> tuple[Quote, ...]:
        """What is cited so far, each place once."""
        return tuple(places_of(self.statements).values())


def nearest(found: Sequence[HeldPassage], *, count: int = 3) -> tuple[HeldPassage, ...]:
    """The passages to show as perhaps useful, at most one and a half of a screen."""
    return tuple(found[:count])
