"""A quiz as somebody takes it: the questions, what was right, and what to read again; and its cards. All text is escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.training.attempts import Attempt, choices, to_read_again
from assistant.training.held_sources import SourceState
from assistant.training.quiz import LONGEST_NAME, QuestionId, Quiz, QuizQuestion
from assistant.training.quiz_sheets import place_text
from assistant.web.addresses import source_address
from assistant.web.training.cited_html import link, source_html
from assistant.web.training.training_texts import TrainingTexts
from vectorstore.retrieval import Language

States = Mapping[QuestionId, SourceState]


def begin_html(quiz: Quiz, *, texts: TrainingTexts) -> str:
    """Where a name is typed and the quiz begun."""
    title = f'<h3 id="quiz-title" tabindex="-1">{escape(quiz.entry.title)}</h3>'
    if not quiz.asked:
        return f'{title}<p class="notice">{escape(texts.not_open)}</p>'
    return (
        f"{title}<p>{escape(texts.begin_about.format(count=len(quiz.asked)))}</p>"
        f'<form class="begin" data-order="begin" data-quiz="{quiz.entry.id}"><div class="field">'
        f'<label for="taker">{escape(texts.your_name)}</label>'
        f'<input type="text" id="taker" name="name" maxlength="{LONGEST_NAME}" autocomplete="name" required></div>'
        f'<button type="submit" class="primary">{escape(texts.begin)}</button>'
        f"{link(texts.cards, kind='button', quiz=quiz.entry.id, show='cards')}</form>"
    )


def taking_html(quiz: Quiz, attempt: Attempt, *, states: States, texts: TrainingTexts, language: Language) -> str:
    """All questions; where answers are told at once, what was right of those answered."""
    listed = "".join(
        _asked(quiz, one, attempt, number=number, states=states, texts=texts, language=language) for number, one in enumerate(quiz.asked, 1)
    )
    left = sum(attempt.to(one.id) is None for one in quiz.asked)
    said = f'<p class="quiet">{escape(texts.finish_left.format(count=left))}</p>' if left else ""
    return (
        f'<h3 id="quiz-title" tabindex="-1">{escape(quiz.entry.title)}</h3><p class="meta">{escape(attempt.name)}</p>'
        f'<ol class="questions taking">{listed}</ol>{said}'
        f'<p><button type="button" class="order primary" data-order="finish" data-attempt="{attempt.id}">'
        f"{escape(texts.finish)}</button></p>"
    )


def _asked(
    quiz: Quiz, one: QuizQuestion, attempt: Attempt, *, number: int, states: States, texts: TrainingTexts, language: Language
) -> str:
    given = attempt.to(one.id)
    if given is not None and quiz.entry.feedback == "at_once":
        return _told(one, attempt, number=number, of=len(quiz.asked), state=states[one.id], texts=texts, language=language)
    options = "".join(
        f'<label><input type="radio" name="choice" value="{at}" required{" checked" if given and given.chosen == choice else ""}> '
        f"<span>{escape(choice)}</span></label>"
        for at, choice in enumerate(choices(one, attempt=attempt.id))
    )
    at_once = quiz.entry.feedback == "at_once"
    send = f'<button type="submit" class="primary">{escape(texts.answer)}</button>' if at_once else ""
    heading = texts.question_number.format(number=number, count=len(quiz.asked))
    return (
        f'<li class="quiz-question" id="question-{one.id}"><form data-order="answer" data-attempt="{attempt.id}" data-question="{one.id}"'
        f'{"" if at_once else " data-at-once-kept"}><fieldset class="choices"><legend><span class="meta">{escape(heading)}</span> '
        f'<span class="asked">{escape(one.text)}</span></legend>{options}</fieldset>{send}</form></li>'
    )


def _told(
    one: QuizQuestion, attempt: Attempt, *, number: int, of: int, state: SourceState, texts: TrainingTexts, language: Language
) -> str:
    """A question with what was answered, what is right, and where that stands."""
    given = attempt.to(one.id)
    verdict = texts.unanswered if given is None else texts.right if given.correct else texts.wrong
    kind = "right" if given is not None and given.correct else "wrong"
    chosen = f'<p class="chosen">{escape(texts.you_chose)}: {escape(given.chosen)}</p>' if given is not None and not given.correct else ""
    heading = texts.question_number.format(number=number, count=of)
    return (
        f'<li class="quiz-question told {kind}" id="question-{one.id}" tabindex="-1"><p class="meta">{escape(heading)} · '
        f'<strong class="verdict">{escape(verdict)}</strong></p><p class="asked">{escape(one.text)}</p>{chosen}'
        f'<p class="right-answer"><span class="tick" aria-hidden="true">✓</span>{escape(texts.the_answer)}: {escape(one.answer)}</p>'
        f"{source_html(one.source, state=state, answer=one.answer, texts=texts, language=language)}</li>"
    )


def result_html(quiz: Quiz, attempt: Attempt, *, states: States, texts: TrainingTexts, language: Language) -> str:
    """The score, what to read again, and every question with what was right."""
    asked = quiz.asked
    score = sum(given.correct for one in asked if (given := attempt.to(one.id)) is not None)
    told = "".join(
        _told(one, attempt, number=number, of=len(asked), state=states[one.id], texts=texts, language=language)
        for number, one in enumerate(asked, 1)
    )
    return (
        f'<h3 id="quiz-title" tabindex="-1">{escape(texts.result_heading.format(name=attempt.name))}</h3>'
        f'<p class="score" role="status">{escape(texts.result.format(score=score, count=len(asked)))}</p>'
        f"{_read_again(quiz, to_read_again(quiz, attempt), texts=texts, language=language)}"
        f'<p><button type="button" class="again" data-quiz="{quiz.entry.id}">{escape(texts.again)}</button></p>'
        f'<h4>{escape(quiz.entry.title)}</h4><ol class="questions taking">{told}</ol>'
    )


def _for(numbers: Sequence[str], texts: TrainingTexts) -> str:
    return f'<span class="meta">{escape(texts.read_for.format(numbers=", ".join(numbers)))}</span>'


def _read_again(quiz: Quiz, questions: Sequence[QuizQuestion], *, texts: TrainingTexts, language: Language) -> str:
    if not questions:
        return f'<p class="notice">{escape(texts.read_nothing)}</p>'
    numbers = {one.id: number for number, one in enumerate(quiz.asked, 1)}
    places: dict[str, str] = {}
    of: dict[str, list[str]] = {}
    for one in questions:
        source = one.source
        where = source_address(source.passage_id, start=source.start, end=source.end)
        places.setdefault(where, place_text(source.title, source.page, language=language))
        of.setdefault(where, []).append(str(numbers[one.id]))
    rows = "".join(
        f'<li><a class="cite" href="{escape(where)}">{escape(place)}</a> {_for(of[where], texts)}</li>' for where, place in places.items()
    )
    return f'<section class="again"><h4>{escape(texts.read_again)}</h4><ul>{rows}</ul></section>'


def cards_html(quiz: Quiz, *, states: States, texts: TrainingTexts, language: Language) -> str:
    """The approved questions as cards: the question, and behind it the answer with its source."""
    cards = "".join(
        f'<li class="card"><p class="asked">{escape(one.text)}</p><details><summary>{escape(texts.flip)}</summary>'
        f'<p class="right-answer"><span class="tick" aria-hidden="true">✓</span>{escape(one.answer)}</p>'
        f"{source_html(one.source, state=states[one.id], answer=one.answer, texts=texts, language=language)}</details></li>"
        for one in quiz.asked
    )
    return (
        f'<h3 id="quiz-title" tabindex="-1">{escape(quiz.entry.title)}: {escape(texts.cards)}</h3>'
        f'<p class="quiet">{escape(texts.cards_hint)}</p>'
        f'<ol class="cards">{cards}</ol>'
    )
