"""Abbreviations and terms that documents explain themselves, each with the sentence that does: "(sau đây gọi tắt là Đề án)",
"tài trợ khủng bố (TTKB)", "“Văn bản” là ...", and tables of abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.citable_units import citable_units
from assistant.answering.quote import Quote
from assistant.answering.table_rows import cell_spans
from ingest.names.body_spellings import JOINING
from ingest.passage import Passage, PassageKind
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, HeldPassage

_LONGEST_TERM = 90
_LONGEST_MEANING = 400
_LONGEST_COLUMN = 6
"""Words in the name of a column that holds abbreviations."""
_LONGEST_SENTENCE = 1500
"""Characters; what is longer was not cut rightly, or is no term."""
_CALLED = re.compile(
    r"\(\s?(?:(?:sau day|sau|duoc|duoi day) ){0,3}(?:goi tat|viet tat|goi chung|goi)(?: (?:tat|chung|chu))?(?: la|:| bang)? "
    r"(?P<term>[^()]{1,90})\)"
)
"""Over folded text: what a document calls something from here on."""
_CAPITALS = re.compile(r"\((?P<term>[A-ZĐ][A-ZĐa-z0-9]{0,11}(?:[&/-][A-ZĐ][A-ZĐa-z0-9]{0,15}){0,5})\)")
_SHORT_BEFORE = re.compile(r"(?<![\w&/-])(?P<term>[A-ZĐ]{2,10}(?:&[A-ZĐ]{1,6})?) \((?P<meaning>[^()]{5,120})\)")
_ROMAN = re.compile(r"[IVXLC]{1,7}")
_DEFINED = re.compile(
    r"(?:(?:\d{1,3}|[a-zđ])[.)]\s{1,3})?(?:[“\"](?P<quoted>[^”\"\n]{2,90})[”\"]|(?P<plain>[^\s“\"(:][^“\"\n(:]{1,89}?))"
    r"(?:\s\([^()\n]{1,120}\))? (?:là|được hiểu là|có nghĩa là|means|mean|is|are)(?: việc)? (?=\S)"
)
_OF_TERMS = re.compile(r"\b(?:giai thich (?:tu ngu|thuat ngu)|tu ngu|thuat ngu|khai niem|definitions?|terms)\b")
_OF_ABBREVIATIONS = re.compile(r"\b(?:viet tat|abbreviations?|acronyms?)\b")
_LISTED = re.compile(r"(?:[-–•+]\s{1,3})?(?P<term>[A-ZĐ][A-ZĐa-z0-9&/-]{1,14})\s{0,3}[:–=-]\s{1,3}(?P<meaning>\S[^\n]{2,200})")
_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[,;:.()“”\"](?:\s[-–+•])?|^[-–+•]\s|\n(?!- )")
_OPENING = frozenset(("", ".", ":", "\n", "-", "–", "+", "•"))
"""What stands before a word that is printed large because it opens a sentence or an item."""
_MOST_BEFORE = 12
"""Words before an abbreviation among which the beginning of its meaning is looked for."""
_SPARE = 4
"""Joining words that an abbreviation passes over, beside its letters: "và", "của", "các"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedTerm:
    """A term or an abbreviation as printed, what it means in the words of the document, "" where only the sentence as a whole tells it,
    and that sentence. `short`: whether it is an abbreviation or a short name, not a defined term."""

    term: str
    meaning: str
    quote: Quote
    short: bool = True


def explained_terms(record: DocumentRecord, passages: Sequence[Passage]) -> tuple[ExplainedTerm, ...]:
    """What a document explains, in its order, each term once: by the first sentence that tells a meaning, else by the first of all."""
    found: dict[str, ExplainedTerm] = {}
    for passage in passages:
        held = HeldPassage(passage=passage, document=record)
        for one in (*_of_table(held), *_of_sentences(held)) if passage.kind is not PassageKind.MASTHEAD else ():
            known = found.get(_key(one.term))
            if known is None or (one.meaning and not known.meaning):
                found[_key(one.term)] = one
    return tuple(found.values())


def names_term(term: str, asked: str) -> bool:
    """Whether a term is the one asked for: the same letters, whatever the case and the diacritics."""
    return _key(term) == _key(asked)


def _key(term: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(term)))


def _of_sentences(held: HeldPassage) -> Iterator[ExplainedTerm]:
    text = held.passage.text
    headings = fold(" / ".join(held.passage.headings[-2:]))
    listed = held.passage.kind is PassageKind.PROSE and (_OF_TERMS.search(headings) or _OF_ABBREVIATIONS.search(headings))
    if "(" not in text and not listed:  # nothing in brackets, and no list of terms
        return
    for start, end in citable_units(held.passage):
        sentence = text[start:end]
        if len(sentence) > _LONGEST_SENTENCE:
            continue
        quote = Quote(held=held, start=start, end=end)
        if "(" in sentence:
            yield from _called(sentence, quote)
            yield from _in_brackets(sentence, quote)
        if _OF_TERMS.search(headings) and held.passage.kind is PassageKind.PROSE:
            yield from _defined(sentence, quote)
        if _OF_ABBREVIATIONS.search(headings) and (line := _LISTED.fullmatch(sentence)):
            yield ExplainedTerm(term=line["term"], meaning=line["meaning"].rstrip(" ;."), quote=quote)


def _called(sentence: str, quote: Quote) -> Iterator[ExplainedTerm]:
    for match in _CALLED.finditer(fold(sentence)):
        term = sentence[slice(*match.span("term"))].strip(" “”\"'.:,")
        if term and len(term) <= _LONGEST_TERM:
            yield ExplainedTerm(term=" ".join(term.split()), meaning=_named_before(sentence[: match.start()], term), quote=quote)


def _named_before(before: str, term: str) -> str:
    """What a short name stands for: the words before the brackets from where they begin as it does; for an abbreviation those whose
    first letters it has."""
    if _CAPITALS.fullmatch(f"({term})") and (start := _initials_from(before, term)) is not None:
        return _plain(before[start:])
    words = [re.escape(word) for word in fold(term).split()]
    places = [match.start() for match in re.finditer(rf"\b{' '.join(words)}\b", fold(before))]
    # Of several places the last that is not right before the brackets: "Hội đồng thẩm định của Hội đồng (gọi tắt là Hội đồng)".
    longer = [at for at in places if len(before[at:].split()) > len(words)]
    if not longer:
        return ""
    start = longer[-1] - (before[longer[-1] - 1 : longer[-1]] in ("“", '"'))
    return _plain(before[start:])


def _in_brackets(sentence: str, quote: Quote) -> Iterator[ExplainedTerm]:
    for match in _CAPITALS.finditer(sentence):
        term = match["term"]
        if sum(char.isupper() for char in term) < 2 or _ROMAN.fullmatch(term) or any(char.isdigit() for char in term):
            continue
        yield from _parts(sentence[: match.start()], term, quote)
    for match in _SHORT_BEFORE.finditer(sentence):
        whole = _initials_from(match["meaning"], match["term"])
        if whole == 0:
            yield ExplainedTerm(term=match["term"], meaning=_plain(match["meaning"]), quote=quote)


def _parts(before: str, term: str, quote: Quote) -> Iterator[ExplainedTerm]:
    """The abbreviation with its meaning; of several with strokes between ("PCRT/TTKB") each with its own, where all are found."""
    rest = before
    parts: list[ExplainedTerm] = []
    for part in reversed(term.split("/")):
        start = _initials_from(rest, part)
        if start is None:
            parts = []
            break
        parts.append(ExplainedTerm(term=part, meaning=_plain(rest[start:]), quote=quote))
        rest = re.sub(r"(?:[\s,;/]|(?<!\w)(?:và|hoặc|and)(?!\w)){1,8}$", " ", rest[max(0, start - _LONGEST_MEANING) : start])
    if parts:
        yield from reversed(parts)
    elif "/" not in term and _speaks(before):
        yield ExplainedTerm(term=term, meaning=_name_before(before), quote=quote)


def _initials_from(before: str, term: str) -> int | None:
    """Where the words begin whose first letters an abbreviation has, up to the end of `before`; joining words may be left out of it."""
    letters = [char for char in fold(term) if char.isalpha()]
    words = list(_WORD.finditer(before, max(0, len(before) - _LONGEST_MEANING)))[-len(letters) - _SPARE :]
    if len(letters) < 2 or (words and before[words[-1].end() :].strip(" “”\"'’‘")):
        return None
    at = len(words)
    for letter in reversed(letters):
        at -= 1
        while at >= 0 and fold(words[at].group())[0] != letter and fold(words[at].group()) in JOINING:
            at -= 1
        if at < 0 or fold(words[at].group())[0] != letter:
            return None
    return words[at].start()


def _speaks(before: str) -> bool:
    """Whether words stand right before the brackets, and not a number or a sign."""
    last = before.rstrip()
    return bool(last) and (last[-1].isalpha() or last[-1] in '”"')


def _name_before(before: str) -> str:
    """The name in the clause before an abbreviation of another language, from its first capital on, behind "của" where another name
    stands before that: "Khuyến nghị của Lực lượng đặc nhiệm tài chính (FATF)"; "" where no capital tells where it begins."""
    clause = max((match.end() for match in _CLAUSE.finditer(before.rstrip())), default=0)
    words = list(_WORD.finditer(before, clause))[-_MOST_BEFORE:]
    opens = before[:clause].rstrip(' “"')[-1:] in _OPENING
    capital = [at for at, word in enumerate(words) if word.group()[0].isupper() and not (opens and word.start() <= clause + 1)]
    owned = [at for at in capital if at and fold(words[at - 1].group()) == "cua"]
    first = next(iter(owned[-1:] or capital), len(words))
    return _plain(before[words[first].start() :]) if len(words) - first > 1 else ""


def _defined(sentence: str, quote: Quote) -> Iterator[ExplainedTerm]:
    match = _DEFINED.match(sentence)
    term = (match["quoted"] or match["plain"] or "").strip() if match else ""
    if match and term and len(term.split()) <= 12:
        meaning = _plain(sentence[match.end() :])
        yield ExplainedTerm(term=term, meaning=meaning, quote=quote, short=False)


def _of_table(held: HeldPassage) -> Iterator[ExplainedTerm]:
    """The row of a table of abbreviations: the cell under "Chữ viết tắt" with the first other cell that holds words."""
    passage = held.passage
    if passage.kind is not PassageKind.ROW or not passage.headings or " | " not in passage.headings[-1]:
        return
    columns = [fold(name).strip() for name in passage.headings[-1].split(" | ")]
    short = next((at for at, name in enumerate(columns) if _OF_ABBREVIATIONS.search(name) and len(name.split()) <= _LONGEST_COLUMN), None)
    if short is None:
        return
    cells = [passage.text[slice(*span)] for span in cell_spans(passage.text)]
    if len(cells) != len(columns) or not cells[short].strip():
        return
    others = [cell for at, cell in enumerate(cells) if at != short and sum(map(str.isalpha, cell)) > 1]
    if others:
        quote = Quote(held=held, start=0, end=len(passage.text))
        yield ExplainedTerm(term=" ".join(cells[short].split()), meaning=_plain(others[0]), quote=quote)


def _plain(words: str) -> str:
    """Words on one line, without the marks at their ends; "" where they are too long to be a meaning."""
    line = " ".join(words.split()).strip(" ,;:.–-")
    if line.startswith("“") and "”" not in line:
        line = line.removeprefix("“")
    if line.endswith("”") and "“" not in line:
        line = line.removesuffix("”")
    return line if len(line) <= _LONGEST_MEANING else ""
