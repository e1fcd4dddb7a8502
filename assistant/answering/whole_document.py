"""Answers about one document as a whole: its subject, its sections, how many tasks it has, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answering.compose import Draft, source_name
from assistant.answering.document_outline import outline_of, section_number
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
_FEWEST_POINTS = 2
_BARE = 2
"""Words of a heading that is no more than a number: "Điều 1"."""
_LONGEST_HEADING = 30
"""Words of a sentence that stands for such a heading."""
_WORD: dict[SectionKind, str] = {"article": "dieu", "chapter": "chuong", "part": "phan", "section": "muc", "annex": "phu luc"}
_Path = tuple[str, ...]
"""The headings from the outermost to that of a section: two annexes may both have a "I. MỤC TIÊU"."""


def subject_of(record: DocumentRecord, passages: Sequence[Passage]) -> Quote | None:
    """The words in which a document says what it is about, as its header prints them; None where it has no such line."""
    words = fold(record.subject or "").split()
    if not words:
        return None
    opens = ["ve", "viec"]
    either = [r"(?:ve\s+viec|v/v:?)", *map(re.escape, words[2:])] if words[:2] == opens else list(map(re.escape, words))
    pattern = re.compile(r"\s+".join(either))
    for passage in sorted(passages, key=lambda one: (one.kind is not PassageKind.MASTHEAD, one.ordinal)):
        if found := pattern.search(fold(passage.text)):
            return Quote(held=HeldPassage(passage=passage, document=record), start=found.start(), end=found.end())
    return None


def write_section(draft: Draft, ask: DocumentAsk, record: DocumentRecord, passages: Sequence[Passage]) -> None:
    """What one section says, its first passages quoted, and how many more it has; nothing where there is no one section meant."""
    path = _path_of(ask, passages)
    if path is None:
        return
    quote_passages(draft, [one for one in passages if one.headings[: len(path)] == path], record, heading=path[-1])


def quote_passages(draft: Draft, within: Sequence[Passage], record: DocumentRecord, *, heading: str) -> None:
    """The beginnings of the first passages of a section, under its heading, and how many more it has."""
    quotes = [quote for one in within if (quote := beginning(one, record)) is not None]
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


def write_points(draft: Draft, ask: DocumentAsk, record: DocumentRecord, passages: Sequence[Passage]) -> None:
    """How many points stand in one section, each by its first words; nothing where there is no one section meant, or it has no points."""
    path = _path_of(ask, passages)
    if path is None:
        return
    within = [one for one in passages if one.headings[: len(path)] == path]
    outline = outline_of(within, [one.headings for one in within])
    points = [one for one in outline if len(one.path) == len(path) + 1 and " | " not in one.path[-1]]
    if len(points) < _FEWEST_POINTS:
        return
    source = source_name(record, page=None, language=draft.language)
    draft.say_plain("list_under", source=source, heading=" ".join(path[-1].split()), count=str(len(points)))
    for one in points[:_MOST_SECTIONS]:
        quote = heading_quote(one.passage, record, heading=one.path[-1])
        if one.span is not None:
            quote = Quote(held=quote.held, start=one.span[0], end=one.span[1])
        draft.say("section_heading", quote, heading=_shortened(one.path[-1]))
    if len(points) > _MOST_SECTIONS:
        draft.say_plain("sections_rest", count=str(len(points) - _MOST_SECTIONS))


def lacks_section(ask: DocumentAsk, passages: Sequence[Passage]) -> int:
    """How many sections of the kind asked for a document has, where they are counted from 1 on and the one asked for is not among them
    nor anywhere in its text; 0 where it may have it."""
    found = sections_of(ask.kind, passages)
    if not found or not ask.number or _path_of(ask, passages) is not None:
        return 0
    printed = re.compile(rf"(?:^|\n)\s*+{_WORD[ask.kind]} (?:so )?0?(?:{'|'.join(map(re.escape, ask.numbers))})\b")
    return 0 if any(printed.search(fold(one.text)) for one in passages) else len(found)


def write_outline(draft: Draft, record: DocumentRecord, passages: Sequence[Passage]) -> None:
    """The outermost headings of a document, in its order, where it has several."""
    tops = _firsts((one.headings[:1], one) for one in passages if one.headings and " | " not in one.headings[0])
    if len(tops) > 1:
        draft.say_plain("outline")
        _write_headings(draft, tops, record)


def sections_of(kind: SectionKind, passages: Sequence[Passage]) -> dict[_Path, Passage]:
    """The sections of a kind at the outermost depth that has them, articles at any, since some chapters have sections over theirs;
    each with the first passage in it, in order. None unless their numbers run from 1 on without a gap: where one was not read as
    a heading, or an attached document counts anew, the count would be wrong."""
    pattern = _heading_pattern(kind, r"(?P<number>\d{1,3}|[ivxlc]{1,7})")
    pairs = [
        (depth, one.headings[: depth + 1], one)
        for one in passages
        for depth, heading in enumerate(one.headings)
        if pattern.match(f"{fold(heading)} ")
    ]
    outermost = min((depth for depth, *_ in pairs), default=0)
    found = _firsts((path, one) for depth, path, one in pairs if depth == outermost or kind == "article")
    matches = [pattern.match(f"{fold(path[-1])} ") for path in found]
    numbers = [section_number(match["number"]) for match in matches if match]
    return found if numbers == list(range(1, len(numbers) + 1)) else {}


def _write_headings(draft: Draft, found: dict[_Path, Passage], record: DocumentRecord) -> None:
    for (*_, heading), passage in list(found.items())[:_MOST_SECTIONS]:
        quote = heading_quote(passage, record, heading=heading)
        told = heading if len(heading.split()) > _BARE else _shortened(quote.text)
        draft.say("section_heading", quote, heading=" ".join(told.split()))
    if len(found) > _MOST_SECTIONS:
        draft.say_plain("sections_rest", count=str(len(found) - _MOST_SECTIONS))


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words if len(words) <= _LONGEST_HEADING else (*words[:_LONGEST_HEADING], "…"))


def _firsts(pairs: Iterable[tuple[_Path, Passage]]) -> dict[_Path, Passage]:
    found: dict[_Path, Passage] = {}
    for path, passage in pairs:
        found.setdefault(path, passage)
    return found


def _path_of(ask: DocumentAsk, passages: Sequence[Passage]) -> _Path | None:
    """The one section that bears the number asked for, of several the outermost; None where none does, or two at the same depth."""
    for number in ask.numbers:
        pattern = _heading_pattern(ask.kind, f"0?{re.escape(number)}")
        found = {
            one.headings[: depth + 1]
            for one in passages
            for depth, heading in enumerate(one.headings)
            if pattern.match(f"{fold(heading)} ")
        }
        if found:
            fewest = min(map(len, found))
            outermost = [path for path in found if len(path) == fewest]
            return outermost[0] if len(outermost) == 1 else None
    return None


def _heading_pattern(kind: SectionKind, number: str) -> re.Pattern[str]:
    """A folded heading of a kind, with a space behind it. Parts and sections need no word before their number: "III. Tổ chức thực hiện"."""
    bare = "?" if kind in ("part", "section") else ""
    return re.compile(rf"(?:{_WORD[kind]} (?:so )?){bare}{number}(?=[.:)\s–-])")


def beginning(passage: Passage, record: DocumentRecord) -> Quote | None:
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


def heading_quote(passage: Passage, record: DocumentRecord, *, heading: str) -> Quote:
    """The heading itself in the passage under it; where that does not print it, or prints no more than its number,
    the passage's first sentence."""
    held = HeldPassage(passage=passage, document=record)
    found = re.search(r"\s+".join(map(re.escape, heading.split())), passage.text) if len(heading.split()) > _BARE else None
    start, end = found.span() if found else next(iter(sentences(passage.text)), (0, len(passage.text)))
    return Quote(held=held, start=start, end=end)
