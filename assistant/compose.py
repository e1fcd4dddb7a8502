"""The text of an answer: quotes in a short frame, each with its citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import Citation
from assistant.evidence import Evidence
from ingest.names.span import Span, merged
from prompts import render
from vectorstore.retrieval import DocumentRecord, Hit, Language


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
    """An answer being written: its lines and the citations they use, numbered in the order of their first use."""

    language: Language
    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    """The passages cited, one for each citation."""

    def cite(self, item: Evidence) -> Citation:
        """The citation of a unit, made on first use."""
        for citation in self.citations:
            if (citation.passage_id, citation.start, citation.end) == (item.hit.passage.id, item.start, item.end):
                return citation
        citation = citation_of(item, n=len(self.citations) + 1)
        self.citations.append(citation)
        self.hits.append(item.hit)
        return citation

    def say(self, template: str, item: Evidence, **values: object) -> None:
        """One line from a template, with {source}, {quote} and {mark} of a unit filled in."""
        citation = self.cite(item)
        self.lines.append(
            render(
                template,
                language=self.language,
                source=source_name(item.hit.document, page=citation.page, language=self.language),
                quote=marked(citation.quote, [(start - item.start, end - item.start) for start, end in item.decisive]),
                mark=f"[{citation.n}]",
                **values,
            )
        )

    def say_plain(self, template: str, **values: object) -> None:
        """One line from a template that cites nothing."""
        self.lines.append(render(template, language=self.language, **values))

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


def citation_of(item: Evidence, *, n: int) -> Citation:
    """The verbatim quote of a unit with everything needed to find it again."""
    return citation_at(item.hit, (item.start, item.end), decisive=item.decisive, n=n)


def citation_at(hit: Hit, span: Span, *, decisive: tuple[Span, ...], n: int) -> Citation:
    """The citation of a range of characters in a passage; `decisive` are ranges in the passage, inside it."""
    passage, document = hit.passage, hit.document
    start, end = span
    # A task and its deadline may stand on two pages: the page is that of the words that answer.
    at = min((first for first, _ in decisive), default=start)
    return Citation(
        n=n, passage_id=passage.id, document_id=document.id, document=document.name, number=document.number, title=document.title,
        date=document.date, page=passage.page_of(at), quote=passage.text[start:end], start=start, end=end, decisive=decisive,
    )  # fmt: skip


def marked(quote: str, decisive: Sequence[Span]) -> str:
    """The quote on one line, its decisive words between ** and **. Overlapping ranges become one."""
    pieces, last = [], 0
    for start, end in merged(decisive):
        pieces += [quote[last:start], "**", quote[start:end], "**"]
        last = end
    return " ".join("".join((*pieces, quote[last:])).split())


def nearest(hits: Sequence[Hit], *, count: int = 3) -> tuple[Hit, ...]:
    """The passages to show as perhaps useful, at most one and a half of a screen."""
    return tuple(hits[:count])
