"""One answer as a workbook: what was asked and said with its sources, and the tasks that it cites as a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistant.answering.task_cells import task_at
from assistant.conversations.letter_sources import cited_in_letter
from assistant.exchange import Exchange
from assistant.register.task_export import saved, write_row, write_tasks
from prompts import templates
from vectorstore.index import Index
from vectorstore.retrieval import HeldPassage, Language
from vectorstore.tasks import HeldTask

_WIDTHS = {"A": 14, "B": 60, "C": 80}
_NO_SHEET = re.compile(r"[\[\]:*?/\\]")


def xlsx_of(exchange: Exchange, language: Language, *, index: Index | None) -> bytes:
    """A workbook of an exchange: the answer with its sources, and the tasks that it cites, as far as they are still held."""
    words = templates(language, "answer_out")
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    tasks = cited_tasks(exchange, index=index) if index is not None else ()
    if tasks:
        write_tasks(sheet, tasks)
        sheet = book.create_sheet()
    sheet.title = _NO_SHEET.sub(" ", words["answer"])
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    rows: list[tuple[Sequence[str], bool]] = [((words["question"], exchange.question), False)]
    answer = exchange.answer
    said = answer.plain.split("\n") if answer else [exchange.problem]
    rows += [((words["answer"] if place == 0 else "", line), False) for place, line in enumerate(said)]
    if answer is not None and answer.citations:
        rows += [(("", ""), False), (("", words["cited_as"], words["quote"]), True)]
        rows += [((f"[{one.n}]", cited_in_letter(one, language=language), one.quote), False) for one in answer.citations]
    for place, (values, bold) in enumerate(rows, 1):
        write_row(sheet, place, values, bold=bold)
    return saved(book)


def cited_tasks(exchange: Exchange, *, index: Index) -> tuple[HeldTask, ...]:
    """The tasks that stand in what an answer cites, each once, in the order of the citations."""
    found: dict[tuple[str, int], HeldTask] = {}
    for citation in exchange.answer.citations if exchange.answer else ():
        passage, document = index.passage(citation.passage_id), index.document(citation.document_id)
        if passage is None or document is None:
            continue
        held = HeldPassage(passage=passage, document=document, tasks=index.tasks_in(passage.id))
        task = task_at(held, citation.start, citation.end)
        if task is not None:
            found.setdefault((document.id, task.ordinal), HeldTask(task=task, document=document, passage_id=passage.id))
    return tuple(found.values())
