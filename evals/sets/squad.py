"""Sets in the form of SQuAD 1.1 and 2.0, and its two measures: every context is a document, every answer span a spelling of one fact."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from evals.sets.gold import Fault, Place, Reason
from evals.sets.raw_case import RawCase, style_of
from ingest.text.sentences import sentences
from vectorstore.question import language_of

_ARTICLES = {"en": r"\b(?:a|an|the)\b", "vi": r"\b(?:của|là|cái|chiếc|những)\b"}
_FIRST = 30
_BEGINNING = 300
"""The language of the contexts is told from so many characters of so many of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadFile:
    """The contexts of a file by the name that each gets as a document, and its questions in order."""

    contexts: Mapping[str, str]
    cases: tuple[RawCase | Fault, ...]


def squad_file(data: Sequence[object]) -> SquadFile:
    """What the "data" of a SQuAD file holds; a context that comes twice is one document, a part of another form a Fault."""
    names: dict[str, str] = {}
    cases: list[RawCase | Fault] = []
    english = _is_english(data)
    for number, article in enumerate(data):
        place = f"data.{number}"
        paragraphs = article.get("paragraphs") if isinstance(article, dict) else None
        if not isinstance(paragraphs, list):
            cases.append(Fault(place=_at(place), reason=Reason(code="squad_article")))
            continue
        for below, paragraph in enumerate(paragraphs):
            cases.extend(_paragraph(paragraph, place=f"{place}.paragraphs.{below}", names=names, english=english))
    return SquadFile(contexts={name: context for context, name in names.items()}, cases=tuple(cases))


def exact_match(prediction: str, answers: Sequence[str], *, language: str) -> float:
    """1.0 where the prediction is one of the gold answers once both are normalised, else 0.0. `language` is that of the answers.

    As the official scripts do it: English by that of SQuAD (Rajpurkar et al. 2016, 2018, `evaluate-v2.0.py`), Vietnamese by that of MLQA
    (Lewis et al. 2020, `mlqa_evaluation_v1.py`). No gold answers: the right prediction is "".
    """
    said = _tokens(prediction, language=language)
    return float(any(said == answer for answer in _gold(answers, language=language)))


def f1(prediction: str, answers: Sequence[str], *, language: str) -> float:
    """F1 of the words (in Vietnamese syllables) that prediction and gold answer share, 0.0 to 1.0, for the best of the gold answers.

    The scripts are those of `exact_match`. Where either is empty once it is normalised, 1.0 if both are.
    """
    said = _tokens(prediction, language=language)
    return max(_overlap(said, answer) for answer in _gold(answers, language=language))


def _gold(answers: Sequence[str], *, language: str) -> list[list[str]]:
    return [tokens for answer in answers if (tokens := _tokens(answer, language=language))] or [[]]


def _overlap(said: list[str], answer: list[str]) -> float:
    if not said or not answer:
        return float(said == answer)
    shared = (Counter(said) & Counter(answer)).total()
    return 2 * shared / (len(said) + len(answer))


def _tokens(text: str, *, language: str) -> list[str]:
    """In lower case, without punctuation (SQuAD: of ASCII; MLQA: of all Unicode too) and articles, split at white space."""
    lower = unicodedata.normalize("NFC", text).lower()
    everywhere = language != "en"
    bare = "".join(char for char in lower if not (char in string.punctuation or (everywhere and _is_punctuation(char))))
    return re.sub(_ARTICLES[language], " ", bare).split()


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char).startswith("P")


def _is_english(data: Sequence[object]) -> bool:
    """The language of all contexts, told from the beginnings of the first ones: one alone may be little but foreign names."""
    articles = (article for article in data if isinstance(article, dict) and isinstance(article.get("paragraphs"), list))
    paragraphs = (paragraph for article in articles for paragraph in article["paragraphs"] if isinstance(paragraph, dict))
    beginnings = (str(paragraph.get("context", ""))[:_BEGINNING] for paragraph in islice(paragraphs, _FIRST))
    return language_of(" ".join(beginnings)) == "en"


def _paragraph(paragraph: object, *, place: str, names: dict[str, str], english: bool) -> Iterator[RawCase | Fault]:
    context = paragraph.get("context") if isinstance(paragraph, dict) else None
    questions = paragraph.get("qas") if isinstance(paragraph, dict) else None
    if not isinstance(context, str) or not context.strip() or not isinstance(questions, list):
        yield Fault(place=_at(place), reason=Reason(code="squad_paragraph"))
        return
    context = unicodedata.normalize("NFC", context)
    name = names.setdefault(context, f"context-{len(names):04d}.txt")
    for number, item in enumerate(questions):
        where = _at(f"{place}.qas.{number}")
        if isinstance(item, dict):
            yield _case(item, place=where, context=context, name=name, english=english)
        else:
            yield Fault(place=where, reason=Reason(code="squad_question"))


def _case(item: Mapping[str, object], *, place: Place, context: str, name: str, english: bool) -> RawCase | Fault:
    question = item.get("question")
    fields: dict[str, object] = {"id": item.get("id"), "question": question}
    if isinstance(question, str):
        fields["language"] = language_of(question)
        fields["style"] = style_of(question, language=language_of(question), source_is_english=english)
    if item.get("is_impossible") is True:
        return RawCase(place=place, fields={**fields, "answerable": False})
    found = [_span(answer, context=context) for answer in _answers(item)]
    if not found:
        return Fault(place=place, reason=Reason(code="squad_no_answers"))
    for text, start in found:
        if start is None:
            return Fault(place=place, reason=Reason(code="squad_answer_elsewhere", values={"text": text[:60]}))
    spellings = list(dict.fromkeys(text for text, _ in found))
    quotes = dict.fromkeys(_sentence(context, start=start or 0, end=(start or 0) + len(text)) for text, start in found)
    evidence = [{"document": name, "page": None, "quote": quote} for quote in quotes]
    return RawCase(place=place, fields={**fields, "facts": [spellings], "answers": spellings, "evidence": evidence})


def _at(path: str) -> Place:
    return Place(unit="path", at=path)


def _answers(item: Mapping[str, object]) -> list[Mapping[str, object]]:
    answers = item.get("answers")
    return [answer for answer in answers if isinstance(answer, dict)] if isinstance(answers, list) else []


def _span(answer: Mapping[str, object], *, context: str) -> tuple[str, int | None]:
    """(the text of an answer in NFC, where in the context it begins: the place nearest to the one stated; None where nowhere)."""
    text = unicodedata.normalize("NFC", str(answer.get("text", ""))).strip()
    stated = answer.get("answer_start")
    wanted = stated if isinstance(stated, int) else 0
    places = [match.start() for match in re.finditer(re.escape(text), context)] if text else []
    return text, min(places, key=lambda place: abs(place - wanted), default=None)


def _sentence(context: str, *, start: int, end: int) -> str:
    """The sentence, or sentences, of the context that hold the span."""
    held = [(begin, stop) for begin, stop in sentences(context) if begin < end and stop > start]
    return context[held[0][0] : held[-1][1]].strip() if held else context.strip()
