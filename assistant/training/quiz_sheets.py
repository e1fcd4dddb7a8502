"""A quiz and its results as tables: the same rows as CSV files and as sheets of a workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.register.plain_workbook import UNWRITABLE
from assistant.register.spreadsheet_cells import begins_formula, csv_file
from assistant.training.attempts import Attempt, question_results
from assistant.training.quiz import MOST_WRONG, Quiz
from prompts import in_every_language
from vectorstore.retrieval import Language

_LONGEST = 32_767
"""Characters that a cell of XLSX holds."""
_DAY = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizFileTexts:
    """The words of the files of a quiz."""

    quiz: str
    by_person: str
    by_question: str
    number: str
    question: str
    answer: str
    wrong: str
    source: str
    quote: str
    approved: str
    yes: str
    no: str
    name: str
    day: str
    score: str
    of: str
    answered: str
    correct: str
    share: str
    trap: str
    trap_times: str
    wrong_ones: str
    answers: str
    page: str
    name_line: str
    unfinished: str


FILE_TEXTS: Mapping[Language, QuizFileTexts] = in_every_language(QuizFileTexts, "quiz_files")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A name, headings with the widths of their columns in characters, and rows."""

    name: str
    headings: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str | int]]


def place_text(title: str, page: int | None, *, language: Language) -> str:
    """Where something stands: "Kế hoạch 84/KH-UBND (31/3/2021), trang 7"."""
    return f"{title}, {FILE_TEXTS[language].page.format(page=page)}" if page else title


def quiz_table(quiz: Quiz, *, language: Language) -> Table:
    """All questions of a quiz with their answers and sources."""
    texts = FILE_TEXTS[language]
    wrong = [(f"{texts.wrong} {number}", 34) for number in range(1, MOST_WRONG + 1)]
    headings = [
        (texts.number, 6),
        (texts.question, 70),
        (texts.answer, 34),
        *wrong,
        (texts.approved, 10),
        (texts.source, 40),
        (texts.quote, 80),
    ]
    rows: list[Sequence[str | int]] = [
        (
            number,
            one.text,
            one.answer,
            *one.wrong,
            *("" for _ in range(MOST_WRONG - len(one.wrong))),
            texts.yes if one.approved else texts.no,
            place_text(one.source.title, one.source.page, language=language),
            one.source.quote,
        )
        for number, one in enumerate(quiz.questions, 1)
    ]
    return Table(name=texts.quiz, headings=headings, rows=rows)


def result_tables(quiz: Quiz, attempts: Sequence[Attempt], *, language: Language) -> tuple[Table, Table]:
    """The results by person and by question; of people the numbers of the questions that they had wrong, too."""
    texts = FILE_TEXTS[language]
    numbers = {one.id: number for number, one in enumerate(quiz.asked, 1)}
    people = [
        (
            one.name,
            one.begun.astimezone().strftime(_DAY),
            one.score,
            len(quiz.asked),
            ", ".join(str(numbers[given.question]) for given in one.given if not given.correct and given.question in numbers)
            if one.finished
            else texts.unfinished,
        )
        for one in attempts
    ]
    asked = [
        (
            number,
            result.question.text,
            result.question.answer,
            result.answered,
            result.correct,
            f"{round(100 * result.share)} %" if result.share is not None else "",
            result.trap,
            result.times,
        )
        for number, result in enumerate(question_results(quiz, attempts), 1)
    ]
    person = [(texts.name, 30), (texts.day, 18), (texts.score, 10), (texts.of, 10), (texts.wrong_ones, 40)]
    question = [(texts.number, 6), (texts.question, 70), (texts.answer, 34), (texts.answered, 12), (texts.correct, 10), (texts.share, 10)]
    return (
        Table(name=texts.by_person, headings=person, rows=people),
        Table(name=texts.by_question, headings=[*question, (texts.trap, 34), (texts.trap_times, 12)], rows=asked),
    )


def csv_of(*tables: Table) -> bytes:
    """The tables under each other, parted by an empty line."""
    rows: list[Sequence[str | int]] = []
    for table in tables:
        rows += [[], [table.name]] if rows else []
        rows += [[heading for heading, _ in table.headings], *table.rows]
    return csv_file(rows)


def xlsx_of(*tables: Table) -> bytes:
    """The tables as the sheets of a workbook, every text as text, headings that stay in view."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    for place, table in enumerate(tables):
        sheet = first if place == 0 else book.create_sheet()
        sheet.title = table.name
        for column, (heading, width) in enumerate(table.headings, 1):
            cell = _put(sheet, 1, column, heading)
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="E3F0F4")
            sheet.column_dimensions[get_column_letter(column)].width = width
        for row, values in enumerate(table.rows, 2):
            for column, value in enumerate(values, 1):
                _put(sheet, row, column, value)
        sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _put(sheet: Worksheet, row: int, column: int, value: str | int) -> Cell:
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)  # no cells are merged
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, int):
        cell.value = value
    elif value:
        text = UNWRITABLE.sub("", value)[:_LONGEST]
        cell.value = text
        cell.data_type = "s"  # else "=…" becomes a formula and "#N/A" an error
        cell.quotePrefix = begins_formula(text)
    return cell
