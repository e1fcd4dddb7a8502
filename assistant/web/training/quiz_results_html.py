"""The results of a quiz by person and by question, as HTML. All text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.training.attempts import Attempt, question_results
from assistant.training.quiz import Quiz
from assistant.web.training.quiz_edit_html import file_links
from assistant.web.training.training_texts import TrainingTexts

_SHOWN = 500
"""People in the table; the files have all."""


def results_html(quiz: Quiz, attempts: Sequence[Attempt], *, texts: TrainingTexts) -> str:
    """Both tables, the files, and how results are deleted."""
    if not attempts:
        return f'<p class="notice">{escape(texts.no_results)}</p>'
    files = file_links(
        quiz, [("results.csv", texts.results_csv), ("results.xlsx", texts.results_xlsx), ("results.docx", texts.results_docx)]
    )
    every = (
        f'<details class="more delete"><summary>{escape(texts.delete_results)}</summary><p><button type="button" class="order danger" '
        f'data-order="delete-result" data-quiz="{quiz.entry.id}" data-attempt="">{escape(texts.delete_now)}</button></p></details>'
    )
    return f'{_people(quiz, attempts, texts=texts)}{_asked(quiz, attempts, texts=texts)}<div class="files"><div>{files}</div></div>{every}'


def _people(quiz: Quiz, attempts: Sequence[Attempt], *, texts: TrainingTexts) -> str:
    rows = "".join(
        f'<tr><td data-label="{escape(texts.name)}">{escape(one.name)}</td>'
        f'<td data-label="{escape(texts.begun)}">{one.begun.astimezone().strftime("%d/%m/%Y %H:%M")}</td>'
        f'<td data-label="{escape(texts.score)}">{escape(_score(one, quiz, texts=texts))}</td>'
        f'<td><button type="button" class="order" data-order="delete-result" data-quiz="{quiz.entry.id}" data-attempt="{one.id}"'
        f' aria-label="{escape(texts.delete_result)}: {escape(one.name)}">{escape(texts.delete_one)}</button></td></tr>'
        for one in attempts[:_SHOWN]
    )
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in (texts.name, texts.begun, texts.score)) + "<td></td>"
    return f"<h4>{escape(texts.people_heading)}</h4>{_table(head, rows)}"


def _score(one: Attempt, quiz: Quiz, *, texts: TrainingTexts) -> str:
    score = texts.score_of.format(score=one.score, count=max(len(quiz.asked), len(one.given)))
    return score if one.finished else f"{score}, {texts.unfinished}"


def _asked(quiz: Quiz, attempts: Sequence[Attempt], *, texts: TrainingTexts) -> str:
    rows = ""
    for number, one in enumerate(question_results(quiz, attempts), 1):
        share = f"{round(100 * one.share)}" if one.share is not None else ""
        said = texts.share_of.format(share=share, correct=one.correct, answered=one.answered) if share else "–"
        trap = texts.trap_times.format(answer=one.trap, times=one.times) if one.trap else "–"
        rows += (
            f'<tr><td data-label="{escape(texts.question)}">{number}. {escape(one.question.text)}</td>'
            f'<td data-label="{escape(texts.share_right)}">{escape(said)}</td>'
            f'<td data-label="{escape(texts.trap)}">{escape(trap)}</td></tr>'
        )
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in (texts.question, texts.share_right, texts.trap))
    return f"<h4>{escape(texts.asked_heading)}</h4>{_table(head, rows)}"


def _table(head: str, rows: str) -> str:
    return f'<table class="results"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
