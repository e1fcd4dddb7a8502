"""Questions for the reader: read from files, put beside passages that answer and passages that do not, and cut into labelled windows."""

from __future__ import annotations

import datetime
import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from tokenizers import Tokenizer

from assistant.reading.windows import Window, heading_line, joined, windows
from ingest.names.span import Span
from ingest.text.vietnamese import fold, syllables

_NEAR = 30
"""Passages looked at for those that do not answer,"""
_CANDIDATES = 6
"""and how many of them are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPassage:
    """A passage as the reader is given it: the line it stands under, and its text. `siblings` is shared by passages easily confused;
    `number`, `title` and `date` are its document's."""

    id: str
    heading: str
    text: str
    held_out: bool
    siblings: str | None = None
    number: str | None = None
    title: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingQuestion:
    """A question on a passage. `spans` are the answers' ranges in the heading line and text joined; none where it does not answer.
    `candidates` are the ids of passages that do not answer it, the nearest first. `restored`: its diacritics were put back by the program,
    some of them wrongly."""

    id: str
    passage: str
    question: str
    language: str
    kind: str
    spans: tuple[Span, ...]
    candidates: tuple[str, ...]
    held_out: bool
    restored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledWindow:
    """A window with what is to be learnt: places of the first answer's first and last token (0, 0 where there is none), and the tokens
    of all answers."""

    window: Window
    start: int
    end: int
    tagged: tuple[int, ...]


Asked = Sequence[LabelledWindow]
"""The windows of the passages that one question is asked of, one at least."""


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_passages(path: Path) -> dict[str, TrainingPassage]:
    """Passages by id, from JSON Lines, packed with gzip or not."""
    found = {}
    for raw in _lines(path):
        date = datetime.date.fromisoformat(raw["date"]) if raw.get("date") else None
        if "head" in raw:
            heading = raw["head"]
        else:
            heading = heading_line(number=raw["number"], title=raw["title"], date=date, headings=raw["headings"])
        found[raw["id"]] = TrainingPassage(
            id=raw["id"], heading=heading, text=raw["text"], held_out=raw.get("split") == "validation", siblings=raw.get("group"),
            number=raw.get("number"), title=raw.get("title") or "", date=date,
        )  # fmt: skip
    return found


def read_questions(path: Path, *, passages: Mapping[str, TrainingPassage]) -> list[TrainingQuestion]:
    """Questions whose answer the reader can see: one in a heading that the heading line cuts off is left out."""
    found = []
    for place, raw in enumerate(_lines(path)):
        passage = passages[raw["passage"]]
        begin = len(joined(passage.heading, ""))
        spans = [(begin + span["start"], begin + span["end"]) for span in raw["spans"]]
        for words in raw.get("head_spans", ()):
            at = passage.heading.find(shown(words))
            if at >= 0:
                spans.append((at, at + len(shown(words))))
        if not spans and (raw["spans"] or raw.get("head_spans")):
            continue
        found.append(
            TrainingQuestion(
                id=raw.get("id", f"{path.name}-{place}"), passage=passage.id, question=raw["question"], language=raw["language"],
                kind=raw["kind"], spans=tuple(spans), candidates=tuple(one for one in raw.get("candidates", ()) if one in passages),
                held_out=raw.get("split") == "validation", restored=raw.get("form") == "restored",
            )
        )  # fmt: skip
    return found


def shown(words: str) -> str:
    """Words of a heading as the heading line shows them: a date in ISO form as it is printed there."""
    return f"{words[8:]}/{words[5:7]}/{words[:4]}" if re.fullmatch(r"\d{4}-\d\d-\d\d", words) else " ".join(words.split())


def with_candidates(questions: Sequence[TrainingQuestion], passages: Mapping[str, TrainingPassage]) -> list[TrainingQuestion]:
    """The questions, those without candidates given the passages whose words are nearest (TF-IDF): siblings first, and none that holds an
    answer's words. Passages held out are candidates of questions held out alone, and the other way round."""
    given = {question.id: question for question in questions}
    for held_out in (False, True):
        pool = [passage for passage in passages.values() if passage.held_out is held_out]
        asking = [question for question in questions if question.held_out is held_out and not question.candidates]
        if not pool or not asking:
            continue
        words = TfidfVectorizer(tokenizer=_words, lowercase=False, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True)
        table = words.fit_transform(f"{passage.heading} {passage.text}" for passage in pool)
        for at in range(0, len(asking), 256):
            part = asking[at : at + 256]
            scores = (words.transform(question.question for question in part) @ table.T).toarray()
            for question, row in zip(part, scores, strict=True):
                near = [pool[place] for place in row.argsort()[::-1][:_NEAR]]
                given[question.id] = replace(question, candidates=_fit(question, near, passages=passages)[:_CANDIDATES])
    return list(given.values())


def _fit(question: TrainingQuestion, near: Sequence[TrainingPassage], *, passages: Mapping[str, TrainingPassage]) -> tuple[str, ...]:
    own = passages[question.passage]
    whole = joined(own.heading, own.text)
    answers = [fold(whole[slice(*span)]) for span in question.spans]
    siblings_first = sorted(near, key=lambda passage: not (own.siblings and passage.siblings == own.siblings))
    return tuple(
        passage.id
        for passage in siblings_first
        if passage.id != own.id and not any(answer in fold(joined(passage.heading, passage.text)) for answer in answers)
    )


def _words(text: str) -> list[str]:
    return [fold(word) for word in syllables(text)]


def labelled(tokenizer: Tokenizer, question: str, passage: TrainingPassage, spans: Sequence[Span]) -> list[LabelledWindow]:
    """The windows of a passage with their labels; those that cut an answer in two teach nothing and are left out."""
    found = []
    for window in windows(tokenizer, question, heading=passage.heading, text=passage.text):
        hits = [[place for place, (a, b) in enumerate(window.offsets) if b > begin and a < last] for begin, last in spans]
        whole = [
            hit
            for hit, (begin, last) in zip(hits, spans, strict=True)
            if hit and window.offsets[hit[0]][0] <= begin + 1 and window.offsets[hit[-1]][1] >= last - 1
        ]
        if len(whole) < sum(bool(hit) for hit in hits):
            continue
        start, end = (whole[0][0], whole[0][-1]) if whole else (0, 0)
        found.append(LabelledWindow(window=window, start=start, end=end, tagged=tuple(sorted({place for hit in whole for place in hit}))))
    return found if not spans or any(one.tagged for one in found) else []
