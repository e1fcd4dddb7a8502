"""A list quoted whole, item by item, where it is what a question asks for: the reader often finds only the likeliest of its items."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.compose import Draft, source_name
from assistant.answering.quote import Candidate, Quote
from assistant.understanding.context_dependence import content_words
from ingest.names.document_name import find_document_names
from ingest.names.named_numbers import named_numbers
from ingest.names.numbers import figures
from ingest.names.span import Span, overlaps
from ingest.names.stated_units import time_spans
from ingest.passage import Passage, PassageKind
from ingest.text.sentences import sentences
from ingest.text.vietnamese import fold
from vectorstore.retrieval import HeldPassage

_MARK = re.compile(r"\s*+(?:\(?(?P<number>\d{1,2})[.)](?!\d)|(?P<letter>[a-zđ])[.)]|(?P<bullet>[-–•*+]))\s++")
_ORDINALS = ("nhất|một", "hai", "ba", "tư|bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINAL = re.compile(
    rf"\s*+(?:(?:[^\W\d_]+ ){{0,3}}?thứ (?P<which>{'|'.join(_ORDINALS)})\b|(?P<first>{'|'.join(_ORDINALS)}) là\b)", re.IGNORECASE
)
"""What an item of running text begins with: "Sự kiện thứ hai là ...", "Một là, ..."."""
_DEPTHS = {"number": 0, "ordinal": 0, "letter": 1, "-": 2, "–": 2, "•": 3, "*": 3, "+": 3}
"""How deep a mark stands below another in what offices write: 1., a), -, +."""
_LABEL = re.compile(r"\s*+(?:\S{1,3}\s++)?(?P<label>[^\W\d_]+(?: [^\W\d_]+)?) \d{1,2}\s*:")
"""What an item is called before its number: "- Chỉ tiêu 1: ..."."""
_SECTION = re.compile(r"\b(?:muc|phan|dieu|khoan|section|part|article)\s++(?P<number>\d{1,3}|[ivx]{1,5})\b")
_ALL = re.compile(
    r"\b(?:ke|neu|liet ke|cho biet)(?: cho| ra| giup)? (?:het|du|day du|tat ca|toan bo|tron)\b|\blist all\b|\ball of (?:them|the)\b"
)
"""Wants the list that an item stands in, whatever it is called."""
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_FEWEST = 2
_MOST = 12
"""Items shown."""
_LONGEST = 420
"""Characters of an item that are shown; of a longer one its first sentences or clauses."""
_MOST_OF_IT = 0.5
"""Share of an item that the words found must be where it is itself the answer."""
_FITS = 0.6
"""Share of the words of a heading that a question says where it asks for what stands under it."""
_BESIDE = 2
"""Words of a question for a whole table that neither its headings nor its document's header say."""
_OF_LISTS = frozenset("danh sach bang bieu phu luc annex table list".split())
"""Words of a heading that only say that a list follows."""
_CUT = re.compile(r"[;,:.]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeList:
    """The items of a list, two at least, and the heading that they stand under, "" for none."""

    heading: str
    items: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a passage: `kind` is its mark, "" where it has none, and `number` what it counts, 0 where it counts nothing."""

    passage: Passage
    start: int
    end: int
    kind: str
    number: int = 0

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


def whole_list(item: Candidate, *, question: str, passages: Sequence[Passage], of_headings: bool = True) -> WholeList | None:
    """The items of the list in which the words found stand, in order, where the question asks for the list: several of its items are
    found, or the question says what stands over it, what each of them is called or how many there are, or asks for all. Of lists within
    each other the innermost that is asked for; None where there is none.

    `passages` are those of the document; `of_headings`: whether a list may be of the headings that the words found stand under, which
    says nothing of a number or a day that is asked for.
    """
    path = item.passage.headings
    for depth in range(len(path), -1 if of_headings else len(path) - 1, -1):
        section = [one for one in passages if one.headings[:depth] == path[:depth] and one.kind is PassageKind.PROSE]
        lines = list(_lines(section, above=path[:depth]))
        within = path[depth] if depth < len(path) else None
        items = _siblings(lines, at) if (at := _place(lines, item, within=within)) is not None else []
        over = " ".join(path[depth - 1].split()) if depth else ""
        if len(items) >= _FEWEST and _is_asked_for(lines, items, item, over=over, question=question):
            return WholeList(heading=over, items=tuple(_quote(one, item) for one in items))
    return None


def whole_table(item: Candidate, *, question: str, passages: Sequence[Passage]) -> list[Candidate]:
    """The rows of the table in which the words found stand, in order, where the question says what stands over it and picks none of them
    by anything else; () where that is not so, or there are too many to show."""
    rows = [one for one in passages if one.kind is PassageKind.ROW and one.headings == item.passage.headings]
    document = item.document
    over = item.passage.headings[-2] if len(item.passage.headings) > 1 else document.title
    named = " ".join(filter(None, (*item.passage.headings, document.title, document.subject, document.issuer)))
    asked = content_words(question)
    if not _FEWEST <= len(rows) <= _MOST or not _says(asked, over) or len(asked - content_words(named)) > _BESIDE:
        return []
    held = [HeldPassage(passage=row, document=document) for row in rows]
    return [Candidate(held=one, start=0, end=len(one.passage.text), chance=item.chance) for one in held]


def _place(lines: Sequence[_Line], item: Candidate, *, within: str | None) -> int | None:
    """Which line of a list is meant: that with the words found, or the heading `within` which they stand."""
    for place, line in enumerate(lines):
        own = (
            " ".join(line.text.split()) == " ".join(within.split()) if within else line.passage.id == item.passage.id and _holds(line, item)
        )
        if line.kind and own:
            return place
    return None


def _is_asked_for(lines: Sequence[_Line], items: Sequence[_Line], item: Candidate, *, over: str, question: str) -> bool:
    if sum(_is_answer(one, item) for one in items) >= _FEWEST:
        return True
    asked = content_words(question)
    named = _SECTION.search(fold(question))
    called = {label["label"].lower() for one in items if (label := _LABEL.match(one.text))}
    return (
        any(_says(asked, text) for text in (over, *_opening(lines, items[0])))
        or (len(called) == 1 and called.pop() in question.lower())
        or bool(named and re.match(rf"(?:dieu |muc |phan )?{named['number']}\b", fold(over)))
        or _ALL.search(fold(question)) is not None
        or len(items) in _counts(question)
    )


def _counts(question: str) -> set[float]:
    """The numbers of things that a question speaks of: "5 lễ hội", but not "Chương trình 03", "tháng 3"."""
    documents = ((name.start, name.start + len(name.text)) for name in find_document_names(question))
    aside = [*documents, *named_numbers(question), *time_spans(question)]
    return {figure.value for figure in figures(question, aside=aside) if figure.counted and not figure.unit}


def write_whole_list(draft: Draft, whole: WholeList) -> None:
    """Each item with its citation, under a line that says how many there are."""
    items, first = whole.items, whole.items[0]
    source = source_name(first.document, page=first.page, language=draft.language)
    titled = " ".join(first.document.title.split()) == whole.heading
    draft.say_plain(
        "list_under" if whole.heading and not titled else "list_of", source=source, heading=whole.heading, count=str(len(items))
    )
    for one in items[:_MOST]:
        draft.say("list_item", one)
    if len(items) > _MOST:
        draft.say_plain("list_more", count=str(len(items) - _MOST))


def _lines(section: Sequence[Passage], *, above: Sequence[str]) -> Iterator[_Line]:
    """The lines of a section that say something, without the headings `above` it; one that goes on in small letters belongs to the one
    before it."""
    headings = {" ".join(heading.split()) for heading in above}
    for passage in section:
        before: _Line | None = None
        for match in re.finditer(r"[^\n]+", passage.text):
            line = _line(passage, *match.span())
            if " ".join(line.text.split()) in headings or not any(map(str.isalnum, line.text)):
                continue
            if before is not None and not line.kind and line.text.lstrip()[:1].islower():
                before = _Line(passage=passage, start=before.start, end=line.end, kind=before.kind, number=before.number)
                continue
            if before is not None:
                yield before
            before = line
        if before is not None:
            yield before


def _line(passage: Passage, start: int, end: int) -> _Line:
    mark = _MARK.match(passage.text, start, end)
    if mark is None and (ordinal := _ORDINAL.match(passage.text, start, end)) is not None:
        named = (ordinal["which"] or ordinal["first"]).lower()
        return _Line(passage=passage, start=start, end=end, kind="ordinal", number=_place_of(named))
    if mark is None:
        return _Line(passage=passage, start=start, end=end, kind="")
    number = int(mark["number"]) if mark["number"] else _LETTERS.find(mark["letter"] or "-") + 1
    kind = "number" if mark["number"] else "letter" if mark["letter"] else mark["bullet"] or ""
    return _Line(passage=passage, start=start, end=end, kind=kind, number=number)


def _place_of(ordinal: str) -> int:
    return next(place for place, names in enumerate(_ORDINALS, 1) if ordinal in names.split("|"))


def _holds(line: _Line, item: Candidate) -> bool:
    spans: Sequence[Span] = item.decisive or ((item.start, item.end),)
    return any(overlaps((line.start, line.end), span) for span in spans)


def _is_answer(line: _Line, item: Candidate) -> bool:
    """Whether the words found are most of a line, and not a name or a day in it."""
    if line.passage.id != item.passage.id:
        return False
    found = sum(max(0, min(end, line.end) - max(start, line.start)) for start, end in item.decisive)
    return found >= _MOST_OF_IT * len(line.text)


def _siblings(lines: Sequence[_Line], at: int) -> list[_Line]:
    """The items beside the one at `at`: those with its mark, up to a line that does not stand below them. What counts must count on without
    a gap, and may have paragraphs between."""
    own = lines[at]
    found = [own]
    for step in (-1, 1):
        place, last = at + step, own.number
        while 0 <= place < len(lines):
            line = lines[place]
            if line.kind == own.kind and (not last or line.number == last + step):
                found.append(line)
                last = line.number
            elif (not line.kind and not own.number) or (line.kind and _DEPTHS[line.kind] <= _DEPTHS[own.kind]):
                break
            place += step
    return sorted(found, key=lambda line: (line.passage.ordinal, line.start))


def _opening(lines: Sequence[_Line], first: _Line) -> list[str]:
    """The line right before a list that opens it with a colon."""
    place = lines.index(first)
    return [lines[place - 1].text] if place and lines[place - 1].text.rstrip().endswith(":") else []


def _says(asked: Collection[str], over: str) -> bool:
    """Whether the words of a question say what stands over a list."""
    words = content_words(over) - _OF_LISTS
    return bool(words) and len(words & set(asked)) >= _FITS * len(words)


def _quote(line: _Line, item: Candidate) -> Quote:
    """An item, the words found marked in it; of a long one what fits: whole sentences, else clauses, and the words found in any case."""
    mark = _MARK.match(line.text)
    # A dash only sets the item off, as the line of the answer does; a number or letter belongs to it.
    start = line.start + (mark.end() if mark and mark["bullet"] else len(line.text) - len(line.text.lstrip()))
    end = line.start + len(line.text.rstrip())
    found = tuple(span for span in item.decisive if start <= span[0] and span[1] <= end) if line.passage.id == item.passage.id else ()
    if end - start > _LONGEST:
        last = max((stop for _, stop in found), default=start)
        sentence_ends = [line.start + stop for _, stop in sentences(line.text)]
        clause_ends = [line.start + cut.start() + 1 for cut in _CUT.finditer(line.text)]
        ends = [stop for stop in sentence_ends if stop - start <= _LONGEST] or [stop for stop in clause_ends if stop - start <= _LONGEST]
        end = max([*ends[-1:], *[stop for stop in sentence_ends if stop >= last > start][:1]], default=start + _LONGEST)
    text = line.passage.text[start:end].rstrip(" ;,")
    held = HeldPassage(passage=line.passage, document=item.document)
    return Quote(held=held, start=start, end=start + len(text), decisive=found)
