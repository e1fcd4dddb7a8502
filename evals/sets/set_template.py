"""The spreadsheet for a test set, to be downloaded and filled in: explained columns, two rows of the index's own documents as examples,
and the names of its files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.register.plain_workbook import put
from assistant.web.suggested_questions import document_named
from assistant.web.texts import TEXTS, written_date
from evals.reports.report_names import NAMES
from evals.sets.gold import Evidence, GoldCase
from evals.sets.set_rows import row_of
from evals.sets.template_texts import COLUMN_NAMES, TEMPLATE_TEXTS, ColumnName, TemplateTexts
from ingest.passage import Passage, PassageId
from ingest.task import TaskKind
from ingest.text.visible_text import cut_line
from vectorstore.retrieval import DocumentRecord, Language
from vectorstore.tasks import HeldTask

_ROWS = 2_000
"""Rows for which lists of values are offered."""
_MOST_DOCUMENTS = 20_000
_WANTED = 2
_LONGEST_TASK = 90
_LONGEST_QUOTE = 300
_WIDTHS: dict[ColumnName, int] = {
    "id": 8, "question": 50, "facts": 32, "forbidden": 20, "answerable": 13, "document": 28, "page": 8, "quote": 50, "document_2": 20,
    "page_2": 8, "quote_2": 30, "kind": 20, "history_question": 24, "history_answer": 24, "note": 30,
}  # fmt: skip
_HEAD = PatternFill("solid", start_color="E3F0F4")


def examples(
    documents: Sequence[DocumentRecord], tasks: Sequence[HeldTask], *, passage_of: Callable[[PassageId], Passage | None], language: Language
) -> tuple[GoldCase, ...]:
    """Two cases of what the index holds, with evidence: who leads a task and when one is due, or else the headers of documents."""
    newest = sorted(documents, key=lambda one: (one.date is not None, one.date), reverse=True) if documents else []
    rows = [held for held in tasks if held.task.kind is TaskKind.ROW] or list(tasks)  # what running text assigns reads oddly in quotes
    short = [held for held in rows if len(held.task.task) <= _LONGEST_TASK] or rows
    led = _of_tasks(short, passage_of=passage_of, language=language, deadline=False)
    due = _of_tasks(reversed(short), passage_of=passage_of, language=language, deadline=True)
    found = chain(islice(led, 1), islice(due, 1), _of_headers(newest, language=language))
    note = TEMPLATE_TEXTS[language].example_note
    return tuple(case.model_copy(update={"id": str(number), "note": note}) for number, case in enumerate(islice(found, _WANTED), 1))


def _of_tasks(
    tasks: Sequence[HeldTask] | Iterator[HeldTask],
    *,
    passage_of: Callable[[PassageId], Passage | None],
    language: Language,
    deadline: bool,
) -> Iterator[GoldCase]:
    template = TEXTS[language].deadline_question if deadline else TEXTS[language].lead_question
    for held in tasks:
        task = held.task
        fact = task.deadline if deadline else task.lead
        if not fact or (deadline and task.deadline_to is None) or (passage := passage_of(held.passage_id)) is None:
            continue
        words = passage.text[max(0, task.start - passage.start) : max(0, task.end - passage.start)] or passage.text
        quote = cut_line(" ".join(words.split()), limit=_LONGEST_QUOTE).rstrip("…")
        subject = f"“{cut_line(task.task, limit=_LONGEST_TASK)}”"
        yield GoldCase(
            id="x",
            question=template.format(subject=subject),
            kind="deadline" if deadline else "lead_unit",
            facts=((fact,),),
            evidence=(Evidence(document=held.document.name, page=task.page, quote=quote),),
        )


def _of_headers(documents: Sequence[DocumentRecord], *, language: Language) -> Iterator[GoldCase]:
    texts = TEMPLATE_TEXTS[language]
    for one in documents:
        if not (name := document_named(one)):
            continue
        place = (Evidence(document=one.name, page=1 if one.page_count else None, quote=one.number or ""),)
        if one.date:
            question = texts.date_question.format(name=name)
            yield GoldCase(id="x", question=question, kind="date", facts=((written_date(one.date),),), evidence=place)
        if one.signer:
            question = texts.signer_question.format(name=name)
            yield GoldCase(id="x", question=question, kind="person", facts=((one.signer,),), evidence=())


def template_bytes(cases: Sequence[GoldCase], documents: Sequence[DocumentRecord], *, language: Language) -> bytes:
    """The workbook: the sheet to fill in with `cases` as examples, how to fill it in, and the files held."""
    texts = TEMPLATE_TEXTS[language]
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = texts.sheet
    _questions(sheet, cases, texts=texts, language=language)
    _guide(book.create_sheet(texts.guide), texts=texts)
    _documents(book.create_sheet(texts.documents), documents[:_MOST_DOCUMENTS], texts=texts)
    kinds = [said for kind, said in NAMES[language].kinds.items() if kind not in ("other", "follow_up")]
    _lists(book.create_sheet(texts.lists), [texts.yes, texts.no], kinds)
    offered = {
        "answerable": f"'{texts.lists}'!$A$1:$A$2",
        "kind": f"'{texts.lists}'!$B$1:$B${len(kinds)}",
        "document": f"'{texts.documents}'!$A$2:$A${min(len(documents), _MOST_DOCUMENTS) + 1}",
    }
    for name, where in offered.items() if documents else list(offered.items())[:2]:
        _offer(sheet, name, where)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _questions(sheet: Worksheet, cases: Sequence[GoldCase], *, texts: TemplateTexts, language: Language) -> None:
    for place, name in enumerate(COLUMN_NAMES, 1):
        _head(sheet, row=1, column=place, text=texts.columns[name], width=_WIDTHS[name])
        sheet.cell(row=1, column=place).comment = Comment(texts.explained[name], "", width=320, height=140)
    for row, case in enumerate(cases, 2):
        for place, text in enumerate(row_of(case, language=language), 1):
            put(sheet, row=row, column=place, text=text)
    sheet.freeze_panes = "C2"


def _guide(sheet: Worksheet, *, texts: TemplateTexts) -> None:
    put(sheet, row=1, column=1, text=texts.title)
    sheet.merge_cells("A1:D1")
    sheet.row_dimensions[1].height = 48
    headings = ((texts.guide_column, 22), (texts.guide_needed, 16), (texts.guide_meaning, 80), (texts.guide_example, 46))
    for place, (text, width) in enumerate(headings, 1):
        _head(sheet, row=2, column=place, text=text, width=width)
    needed = {"question": texts.needed, "facts": texts.needed_or, "quote": texts.needed_or, "answerable": texts.needed_or}
    for row, name in enumerate(COLUMN_NAMES, 3):
        # The column that explains the questions is not to be taken for one of questions: its heading is another one.
        for place, text in enumerate((texts.columns[name], needed.get(name, ""), texts.explained[name], texts.examples[name]), 1):
            put(sheet, row=row, column=place, text=text)


def _documents(sheet: Worksheet, documents: Sequence[DocumentRecord], *, texts: TemplateTexts) -> None:
    for place, (text, width) in enumerate(((texts.name, 40), (texts.number, 20), (texts.about, 70), (texts.pages, 10)), 1):
        _head(sheet, row=1, column=place, text=text, width=width)
    for row, one in enumerate(documents, 2):
        told = (one.name, one.number or "", one.title or one.subject or "", str(one.page_count or ""))
        for place, text in enumerate(told, 1):
            put(sheet, row=row, column=place, text=text)
    sheet.freeze_panes = "A2"


def _lists(sheet: Worksheet, *columns: Sequence[str]) -> None:
    for place, values in enumerate(columns, 1):
        for row, value in enumerate(values, 1):
            put(sheet, row=row, column=place, text=value)
    sheet.sheet_state = "hidden"


def _head(sheet: Worksheet, *, row: int, column: int, text: str, width: int) -> None:
    put(sheet, row=row, column=column, text=text)
    cell = sheet.cell(row=row, column=column)
    cell.font = Font(bold=True)
    cell.fill = _HEAD
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.column_dimensions[get_column_letter(column)].width = width


def _offer(sheet: Worksheet, name: str, where: str) -> None:
    """Offers the values of a range in a column; others may be typed."""
    offered = DataValidation(type="list", formula1=where, allow_blank=True, showErrorMessage=False)
    columns = [place for place, column in enumerate(COLUMN_NAMES, 1) if column in (name, f"{name}_2")]
    for place in columns:
        letter = get_column_letter(place)
        offered.add(f"{letter}2:{letter}{_ROWS}")
    sheet.add_data_validation(offered)
