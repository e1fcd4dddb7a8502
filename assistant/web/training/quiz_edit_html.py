"""A quiz as its maker sees it: its questions to be read, edited, approved and put in order. All text is escaped here."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from assistant.training.held_sources import SourceState
from assistant.training.quiz import LONGEST_ANSWER, LONGEST_TEXT, LONGEST_TITLE, WRONG, QuestionId, Quiz, QuizQuestion
from assistant.web.training.cited_html import link, source_html
from assistant.web.training.training_texts import TrainingTexts
from vectorstore.retrieval import Language


def quiz_head_html(quiz: Quiz, *, opened: str, texts: TrainingTexts) -> str:
    """The title of a quiz, its link, and the way between its questions and its results."""
    one = quiz.entry
    tabs = (("", texts.tab_questions), ("results", texts.tab_results))
    links = "".join(
        link(label, quiz=one.id, show=show).replace("<a ", "<a aria-current=page " if show == opened else "<a ", 1) for show, label in tabs
    )
    counts = texts.counts.format(approved=one.approved_count, count=one.question_count, attempts=one.attempt_count)
    return (
        f'<p>{link(texts.back)}</p><h3 id="quiz-title" tabindex="-1">{escape(one.title)}</h3>'
        f'<p class="meta" role="status">{escape(counts)}</p>'
        f'{_share(quiz, texts=texts)}<nav class="parts" aria-label="{escape(texts.quiz_parts)}">{links}</nav>'
    )


def _share(quiz: Quiz, *, texts: TrainingTexts) -> str:
    if not quiz.asked:
        return f'<p class="notice">{escape(texts.share_none)}</p>'
    quiz_id = quiz.entry.id
    return (
        f'<div class="share"><div class="field"><label for="share-link">{escape(texts.share)}</label>'
        f'<input type="text" id="share-link" readonly data-quiz="{quiz_id}"></div>'
        f'<button type="button" class="copy" data-said="{escape(texts.copied)}">{escape(texts.copy)}</button>'
        f"{link(texts.try_it, kind='button', quiz=quiz_id, show='take')}"
        f"{link(texts.cards, kind='button', quiz=quiz_id, show='cards')}</div>"
    )


def questions_html(quiz: Quiz, *, states: Mapping[QuestionId, SourceState], texts: TrainingTexts, language: Language) -> str:
    """The questions, what can be downloaded, the settings, and how the quiz is deleted."""
    quiz_id = quiz.entry.id
    asked = "".join(
        _question(quiz, one, number=number, state=states[one.id], texts=texts, language=language)
        for number, one in enumerate(quiz.questions, 1)
    )
    waiting = any(not one.approved for one in quiz.questions)
    every = _button(texts.approve_all, order="approve", quiz=quiz_id, question="*", approved="1") if waiting else ""
    return (
        f'<div class="bar"><h4>{escape(texts.questions_heading)}</h4>{every}</div><ol class="questions">{asked}</ol>'
        f"{_files(quiz, texts=texts)}{_settings(quiz, texts=texts)}{_delete(quiz, texts=texts)}"
    )


def _question(quiz: Quiz, one: QuizQuestion, *, number: int, state: SourceState, texts: TrainingTexts, language: Language) -> str:
    wrong = "".join(f"<li>{escape(text)}</li>" for text in one.wrong)
    marks = [texts.approved if one.approved else texts.unapproved, texts.kind_names[one.kind], *([texts.edited_mark] if one.edited else [])]
    warning = "" if one.grounded else f'<p class="problem">{escape(texts.not_grounded)}</p>'
    few = "" if len(one.wrong) >= 2 else f'<p class="problem">{escape(texts.too_few)}</p>'
    return (
        f'<li class="quiz-question{" approved" if one.approved else ""}" id="question-{one.id}">'
        f'<p class="meta">{escape(" · ".join(marks))}</p>'
        f'<p class="asked">{escape(one.text)}</p><p class="right-answer"><span class="tick" aria-hidden="true">✓</span>'
        f'<span class="unseen">{escape(texts.right_answer)}: </span>{escape(one.answer)}</p><ul class="wrong">{wrong}</ul>{warning}{few}'
        f"{source_html(one.source, state=state, answer=one.answer, texts=texts, language=language)}"
        f'<div class="actions">{_actions(quiz, one, number=number, texts=texts)}</div>{_form(quiz, one, number=number, texts=texts)}</li>'
    )


def _actions(quiz: Quiz, one: QuizQuestion, *, number: int, texts: TrainingTexts) -> str:
    on = {"quiz": quiz.entry.id, "question": one.id}

    def named(action: str) -> str:
        return texts.of_question.format(action=action, number=number)

    approve = texts.unapprove if one.approved else texts.approve
    kind = "" if one.approved else "primary"
    buttons = [_button(approve, order="approve", kind=kind, label=named(approve), approved="" if one.approved else "1", **on)]
    if number > 1:
        buttons.append(_button(texts.up, order="move", label=named(texts.up), by="-1", **on))
    if number < len(quiz.questions):
        buttons.append(_button(texts.down, order="move", label=named(texts.down), by="1", **on))
    buttons.append(_button(texts.remove, order="remove", label=named(texts.remove), **on))
    return "".join(buttons)


def _form(quiz: Quiz, one: QuizQuestion, *, number: int, texts: TrainingTexts) -> str:
    fields = "".join(
        _field(f"wrong-{at}-{one.id}", "wrong", texts.wrong_answer.format(number=at + 1), text=one.wrong[at] if at < len(one.wrong) else "")
        for at in range(max(WRONG, len(one.wrong)))
    )
    name = texts.of_question.format(action=texts.edit, number=number)
    return (
        f'<details class="edit"><summary aria-label="{escape(name)}">{escape(texts.edit)}</summary>'
        f'<form data-order="edit" data-quiz="{quiz.entry.id}" data-question="{one.id}" autocomplete="off"><div class="field">'
        f'<label for="text-{one.id}">{escape(texts.question_text)}</label>'
        f'<textarea id="text-{one.id}" name="text" rows="3" maxlength="{LONGEST_TEXT}">{escape(one.text)}</textarea></div>'
        f"{_field(f'answer-{one.id}', 'answer', texts.right_answer, text=one.answer)}{fields}"
        f'<p><button type="submit" class="primary">{escape(texts.save)}</button></p></form></details>'
    )


def _field(place: str, name: str, label: str, *, text: str) -> str:
    return (
        f'<div class="field"><label for="{place}">{escape(label)}</label>'
        f'<input type="text" id="{place}" name="{name}" value="{escape(text)}" maxlength="{LONGEST_ANSWER}"></div>'
    )


def _files(quiz: Quiz, *, texts: TrainingTexts) -> str:
    forms = [("csv", texts.file_csv), ("xlsx", texts.file_xlsx)]
    if quiz.asked:
        forms += [("docx", texts.file_paper), ("answers.docx", texts.file_answers), ("jsonl", texts.file_test_set)]
    return f'<div class="files"><h4>{escape(texts.files)}</h4><div>{file_links(quiz, forms)}</div></div>'


def file_links(quiz: Quiz, forms: list[tuple[str, str]]) -> str:
    """Links to files of a quiz, by form and label."""
    return "".join(
        f'<a class="button" href="training/file?quiz={quiz.entry.id}&amp;form={form}" download>{escape(label)}</a>' for form, label in forms
    )


def _settings(quiz: Quiz, *, texts: TrainingTexts) -> str:
    one = quiz.entry
    choices = "".join(
        f'<label><input type="radio" name="feedback" value="{value}"{" checked" if value == one.feedback else ""}> {escape(label)}</label>'
        for value, label in (("at_once", texts.at_once), ("at_end", texts.at_end))
    )
    return (
        f'<details class="more"><summary>{escape(texts.settings)}</summary>'
        f'<form data-order="change" data-quiz="{one.id}" autocomplete="off">'
        f'<div class="field"><label for="quiz-name">{escape(texts.title)}</label>'
        f'<input type="text" id="quiz-name" name="title" value="{escape(one.title)}" maxlength="{LONGEST_TITLE}"></div>'
        f'<fieldset class="kinds"><legend>{escape(texts.feedback)}</legend>{choices}</fieldset>'
        f'<p><button type="submit" class="primary">{escape(texts.save)}</button></p></form></details>'
    )


def _delete(quiz: Quiz, *, texts: TrainingTexts) -> str:
    sure = texts.delete_sure.format(title=quiz.entry.title)
    return (
        f'<details class="more delete"><summary>{escape(texts.delete)}</summary><p>{escape(sure)}</p>'
        f"<p>{_button(texts.delete_now, order='delete', quiz=quiz.entry.id, kind='danger')}</p></details>"
    )


def _button(text: str, *, order: str, kind: str = "", label: str = "", **data: str) -> str:
    values = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    named = f' aria-label="{escape(label)}"' if label else ""
    return f'<button type="button" class="order {kind}" data-order="{order}"{values}{named}>{escape(text)}</button>'
