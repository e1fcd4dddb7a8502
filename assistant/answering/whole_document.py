"""Answers about one document as a whole: its subject, its sections, how many tasks it has, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answering.compose import Draft, source_name
from assistant.answering.quote import Quote
from assistant.understanding.document_question import DocumentAsk, SectionKind
from ingest.passage import Passage, PassageKind
from ingest.text.sentences import sentences
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, HeldPassage

_MOST_PASSAGES = 5
_LONGEST = 900
_LONGEST_IN_ALL = 2400
"""Passages of a section that are quoted, characters of each, whole sentences, and of all together."""
_MOST_SECTIONS = 12
_BARE = 2
"""Words of a heading that is no more than a number: "Điều 1"."""
_LONGEST_HEADING = 30
"""Words of a sentence that stands for such a heading."""
_WORD: dict[SectionKind, str] = {"article": "dieu", "chapter": "chuong", "part": "phan", "section": "muc", "annex": "phu luc"}
_ROMAN_HEADING = re.compile(r"(?:phan |muc )?[ivx]{1,5}[.:)]? ")
_OWN_WORD: dict[SectionKind, re.Pattern[str]] = {
    "article": re.compile(r"dieu \d+"), "chapter": re.compile(r"chuong [ivxlc\d]+"), "annex": re.compile(r"phu luc\b"),
    "part": _ROMAN_HEADING, "section": _ROMAN_HEADING,
}  # fmt: skip


def subject_of(record: DocumentRecord, passages: Sequence[Passage]) -> Quote | None:
    """The words in which a document says what it is about, as its header prints them; None where it has no such line."""
    words = (record.subject or "").split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    for passage in sorted(passages, key=lambda one: (one.kind is not PassageKind.MASTHEAD, one.ordinal)):
        if found := pattern.search(passage.text):
            return Quote(held=HeldPassage(passage=passage, document=record), start=found.start(), end=found.end())
    return None


def write_section(draft: Draft, ask: DocumentAsk, record: DocumentRecord, passages: Sequence[Passage]) -> None:
    """What one section says, its first passages quoted, and how many more it has; nothing where there is no one section meant."""
    heading = _heading_of(ask, passages)
    if heading is None:
        return
    within = [one for one in passages if heading in one.headings]
    quotes = [quote for one in within if (quote := _beginning(one, record, heading=heading)) is not None]
    said = 0
    for place, quote in enumerate(quotes):
        if place and (place == _MOST_PASSAGES or said + len(quote.text) > _LONGEST_IN_ALL):
            draft.say_plain("section_rest", count=str(len(quotes) - place))
            break
        said += len(quote.text)
        if place:
            draft.say("section_next", quote)
        else:
            draft.say("section", quote, heading=" ".join(heading.split()))


def write_sections(draft: Draft, ask: DocumentAsk, record: DocumentRecord, passages: Sequence[Passage]) -> None:
    """How many sections of a kind a document has, each by its heading; nothing where it has none."""
    if found := sections_of(ask.kind, passages):
        title = source_name(record, page=None, language=draft.language)
        draft.say_plain(f"sections_{ask.kind}", title=title, count=str(len(found)))
        _write_headings(draft, found, record)


def write_outline(draft: Draft, record: DocumentRecord, passages: Sequence[Passage]) -> None:
    """The outermost headings of a document, in its order, where it has several."""
    tops = _firsts((one.headings[0], one) for one in passages if one.headings and " | " not in one.headings[0])
    if len(tops) > 1:
        draft.say_plain("outline")
        _write_headings(draft, tops, record)


def sections_of(kind: SectionKind, passages: Sequence[Passage]) -> dict[str, Passage]:
    """The sections of a kind by their headings, each with the first passage in it, in the order of the document. Articles, chapters and
    annexes are headed by their word; parts and sections by Roman numbers, the outermost that there are."""
    own = _OWN_WORD[kind]
    pairs = [(depth, heading, one) for one in passages for depth, heading in enumerate(one.headings) if own.match(f"{fold(heading)} ")]
    outermost = min((depth for depth, *_ in pairs), default=0)
    alike = [(heading, one) for depth, heading, one in pairs if kind in ("article", "chapter", "annex") or depth == outermost]
    return _firsts(alike)


def _write_headings(draft: Draft, found: dict[str, Passage], record: DocumentRecord) -> None:
    for heading, passage in list(found.items())[:_MOST_SECTIONS]:
        quote = _line_of(passage, record, heading=heading)
        told = heading if len(heading.split()) > _BARE else _shortened(quote.text)
        draft.say("section_heading", quote, heading=" ".join(told.split()))
    if len(found) > _MOST_SECTIONS:
        draft.say_plain("sections_rest", count=str(len(found) - _MOST_SECTIONS))


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words if len(words) <= _LONGEST_HEADING else (*words[:_LONGEST_HEADING], "…"))


def _firsts(pairs: Iterable[tuple[str, Passage]]) -> dict[str, Passage]:
    found: dict[str, Passage] = {}
    for heading, passage in pairs:
        found.setdefault(heading, passage)
    return found


def _heading_of(ask: DocumentAsk, passages: Sequence[Passage]) -> str | None:
    """The one heading that bears the number asked for, of several the outermost; None where none does, or two at the same depth."""
    for number in ask.numbers:
        pattern = _heading_pattern(ask.kind, number)
        found: dict[str, int] = {}
        for one in passages:
            for depth, heading in enumerate(one.headings):
                if pattern.match(f"{fold(heading)} "):
                    found.setdefault(heading, depth)
        outermost = [heading for heading, depth in found.items() if depth == min(found.values())]
        if outermost:
            return outermost[0] if len(outermost) == 1 else None
    return None


def _heading_pattern(kind: SectionKind, number: str) -> re.Pattern[str]:
    word = _WORD[kind]
    bare = kind in ("part", "section")  # "III. Tổ chức thực hiện" needs no word before it
    return re.compile(rf"(?:{word} (?:so )?){'?' if bare else ''}0?{re.escape(number)}(?=[.:)\s–-])")


def _beginning(passage: Passage, record: DocumentRecord, *, heading: str) -> Quote | None:
    """The first sentences of a passage, without the headings that it begins with; a row as a whole."""
    held = HeldPassage(passage=passage, document=record)
    if passage.kind is PassageKind.ROW:
        return Quote(held=held, start=0, end=len(passage.text))
    headings = {" ".join(one.split()) for one in passage.headings}
    spans = [span for span in sentences(passage.text) if " ".join(passage.text[slice(*span)].split()) not in headings]
    if not spans:
        return None
    start, end = spans[0]
    for span in spans[1:]:
        end = span[1] if span[1] - start <= _LONGEST else end
        if span[1] - start > _LONGEST:
            break
    return Quote(held=held, start=start, end=end)


def _line_of(passage: Passage, record: DocumentRecord, *, heading: str) -> Quote:
    """The heading itself in the passage under it; where that does not print it, or prints no more than its number,
    the passage's first sentence."""
    held = HeldPassage(passage=passage, document=record)
    found = re.search(r"\s+".join(map(re.escape, heading.split())), passage.text) if len(heading.split()) > _BARE else None
    start, end = found.span() if found else next(iter(sentences(passage.text)), (0, len(passage.text)))
    return Quote(held=held, start=start, end=end)
