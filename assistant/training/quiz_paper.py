"""A quiz on paper, as a Word file: the questions with room to mark an answer, with or without what is right, and the results."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument

from assistant.register.plain_workbook import UNWRITABLE
from assistant.training.attempts import Attempt, choices
from assistant.training.quiz import Quiz
from assistant.training.quiz_sheets import FILE_TEXTS, Table, place_text, result_tables
from assistant.word_pages import new_word_file, word_bytes
from vectorstore.retrieval import Language

_LETTERS = "ABCDEF"


def quiz_paper(quiz: Quiz, *, language: Language, with_answers: bool) -> bytes:
    """The approved questions, their answers in an order that is always the same; at the end, where it is ordered, the right ones with
    their sources."""
    texts, title = FILE_TEXTS[language], quiz.entry.title
    word = new_word_file(title, language=language)
    word.add_paragraph(_clean(title), style="Title")
    word.add_paragraph(texts.name_line)
    for number, question in enumerate(quiz.asked, 1):
        asked = word.add_paragraph()
        asked.paragraph_format.keep_with_next = True
        asked.add_run(f"{number}. ").bold = True
        asked.add_run(_clean(question.text))
        for letter, choice in zip(_LETTERS, choices(question, attempt=quiz.entry.id), strict=False):
            line = word.add_paragraph(f"☐ {letter}. {_clean(choice)}")
            line.paragraph_format.left_indent = word.styles["Quote"].paragraph_format.left_indent
    if with_answers:
        word.add_heading(texts.answers, level=1)
        for number, question in enumerate(quiz.asked, 1):
            at = choices(question, attempt=quiz.entry.id).index(question.answer)
            line = word.add_paragraph()
            line.add_run(f"{number}. {_LETTERS[at]}. {_clean(question.answer)} ").bold = True
            line.add_run(f"({_clean(place_text(question.source.title, question.source.page, language=language))})")
            word.add_paragraph(f"“{_clean(question.source.quote)}”", style="Quote")
    return word_bytes(word)


def results_paper(quiz: Quiz, attempts: Sequence[Attempt], *, language: Language) -> bytes:
    """The results by person and by question."""
    word = new_word_file(quiz.entry.title, language=language)
    word.add_paragraph(_clean(quiz.entry.title), style="Title")
    for table in result_tables(quiz, attempts, language=language):
        word.add_heading(table.name, level=1)
        _add(word, table)
    return word_bytes(word)


def _add(word: WordDocument, table: Table) -> None:
    made = word.add_table(rows=1, cols=len(table.headings), style="Table Grid")
    for cell, (heading, _) in zip(made.rows[0].cells, table.headings, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    for row in table.rows:
        for cell, value in zip(made.add_row().cells, row, strict=True):
            cell.text = _clean(str(value))


def _clean(text: str) -> str:
    return UNWRITABLE.sub("", text)
