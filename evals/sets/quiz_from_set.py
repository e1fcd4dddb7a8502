"""A test set as the questions of a quiz: each case of one fact that its evidence bears out, with wrong answers from the set itself."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence

from assistant.answering.compose import source_name
from assistant.training.deadline_rivals import is_asked, same_time
from assistant.training.fact import find_words
from assistant.training.question_editing import same_form
from assistant.training.quiz import LONGEST_ANSWER, LONGEST_TEXT, MOST_QUESTIONS, WRONG, QuestionKind, QuizQuestion, Source
from evals.sets.gold import GoldCase, TestSet
from ingest.names.body_forms import bodies as bodies_by_form
from ingest.text.vietnamese import fold
from vectorstore.index import Index

_AROUND = 700
"""Characters of a long passage that are cited before and behind the evidence."""


def quiz_from_set(test_set: TestSet, *, index: Index) -> tuple[QuizQuestion, ...]:
    """The questions that can be made of a set, at most MOST_QUESTIONS; none is approved. Left out are turns of conversations, cases
    without an answer, with several facts or without evidence. Where the set gives fewer than three wrong answers, whoever makes the quiz
    adds some."""
    usable = [case for case in test_set.cases if _is_usable(case)]
    questions = [_question(case, usable, index=index) for case in usable[:MOST_QUESTIONS]]
    return tuple({one.id: one for one in questions}.values())


def _is_usable(case: GoldCase) -> bool:
    single = case.answerable and not case.later and len(case.facts) == 1 and bool(case.evidence)
    return single and 0 < len(case.question) <= LONGEST_TEXT and 0 < len(case.facts[0][0]) <= LONGEST_ANSWER


def _question(case: GoldCase, cases: Sequence[GoldCase], *, index: Index) -> QuizQuestion:
    source = _source(case, index=index)
    answer = next((spelling for spelling in case.facts[0] if fold(spelling) in fold(source.quote)), case.facts[0][0])
    made_of = "\n".join((case.id, case.question, answer))
    return QuizQuestion(
        id=hashlib.sha256(made_of.encode()).hexdigest()[:16],
        kind=QuestionKind.OWN,
        text=" ".join(case.question.split()),
        answer=answer,
        wrong=_wrong(case, answer, cases, source=source),
        source=source,
    )


def _wrong(case: GoldCase, answer: str, cases: Sequence[GoldCase], *, source: Source) -> tuple[str, ...]:
    """What the case forbids where it could be an answer, then the answers of other cases of its kind that its own source does not say."""
    others = [one.facts[0][0] for one in cases if one is not case and one.kind == case.kind]
    random.Random(case.id).shuffle(others)
    own = {same_form(spelling) for spelling in case.facts[0]}
    likely = [one for one in case.forbidden if _is_like(one, answer)]
    chosen: dict[str, str] = {}
    for wrong in (*likely, *(one for one in others if fold(one) not in fold(source.quote))):
        form = same_form(wrong)
        part = any(form in one or one in form for one in (*own, *chosen))
        part = part or (is_asked(wrong) and any(same_time(wrong, one) for one in (*case.facts[0], *chosen.values())))
        if form and not part and len(wrong) <= LONGEST_ANSWER:
            chosen[form] = wrong
    return tuple(chosen.values())[:WRONG]


def _is_like(wrong: str, answer: str) -> bool:
    """Whether words could be taken for the answer: a set also forbids turns of speech ("Tôi đoán"), which nobody would choose."""
    if any(start == 0 for start, _ in bodies_by_form(answer)):
        return any(start == 0 for start, _ in bodies_by_form(wrong))
    return any(map(str.isdigit, wrong)) == any(map(str.isdigit, answer))


def _source(case: GoldCase, *, index: Index) -> Source:
    """The evidence as a place of the index; as words alone where the document is not held."""
    for evidence in case.evidence:
        record = next((one for one in index.documents() if one.name == evidence.document), None)
        for passage in index.passages(record.id) if record else ():
            span = find_words(passage.text, evidence.quote)
            if record is None or span is None:
                continue
            start, end = max(0, span[0] - _AROUND), min(len(passage.text), span[1] + _AROUND)
            return Source(
                document_id=record.id,
                document_name=record.name,
                title=source_name(record, page=None, language=case.language),
                passage_id=passage.id,
                start=start,
                end=end,
                page=passage.page_of(span[0]),
                quote=passage.text[start:end],
                around=" / ".join(passage.headings[-3:])[:400],
            )
    first = case.evidence[0]
    return Source(
        document_id="", document_name=first.document, title=first.document, passage_id="", start=0, end=len(first.quote), page=first.page,
        quote=first.quote,
    )  # fmt: skip
