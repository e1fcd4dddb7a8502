"""The spreadsheet to fill in is a test set that the program reads; cases become rows that are read back as the same cases."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from evals.sets.gold import Evidence, GoldCase
from evals.sets.set_rows import row_of, row_text
from evals.sets.set_template import examples, template_bytes
from evals.sets.template_texts import COLUMN_NAMES, TEMPLATE_TEXTS
from evals.sets.test_sets import read_test_set
from ingest.task import Task, TaskKind
from tests.invented_conversations import PLAN, hit
from vectorstore.retrieval import Language
from vectorstore.tasks import HeldTask

LANGUAGES: tuple[Language, ...] = ("vi", "en")
ROW = "Chương trình số 05 | Sở Xây dựng | 30/6/2024"
PASSAGE = hit(text=ROW).passage
TASK = Task(
    ordinal=1, kind=TaskKind.ROW, task="Chương trình số 05", lead="Sở Xây dựng", deadline="30/6/2024",
    deadline_to=datetime.date(2024, 6, 30), page=7, start=0, end=len(ROW),
)  # fmt: skip
HELD = HeldTask(task=TASK, document=PLAN, passage_id=PASSAGE.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_read_by_the_program_itself(tmp_path: Path, language: Language) -> None:
    cases = examples([PLAN], [HELD], passage_of=lambda _: PASSAGE, language=language)
    path = tmp_path / "mau.xlsx"
    path.write_bytes(template_bytes(cases, [PLAN], language=language))
    read = read_test_set(path)  # raises where any row of it could not be used
    assert [(case.kind, case.facts, case.evidence) for case in read.cases] == [
        ("lead_unit", (("Sở Xây dựng",),), (Evidence(document=PLAN.name, page=7, quote=ROW),)),
        ("deadline", (("30/6/2024",),), (Evidence(document=PLAN.name, page=7, quote=ROW),)),
    ]
    texts = TEMPLATE_TEXTS[language]
    assert all(case.note == texts.example_note for case in read.cases)
    book = openpyxl.load_workbook(path)
    sheet = book[texts.sheet]
    assert [cell.value for cell in sheet[1]] == list(texts.columns.values())
    assert all(cell.comment for cell in sheet[1])
    assert len(list(book[texts.guide].iter_rows())) == 2 + len(COLUMN_NAMES)
    assert [cell.value for cell in book[texts.documents]["A"]] == [texts.name, PLAN.name]
    offered = {str(one.sqref).split(":")[0] for one in sheet.data_validations.dataValidation}
    assert len(offered) == 3


def test_without_tasks_the_examples_are_of_headers_and_without_documents_there_are_none(tmp_path: Path) -> None:
    def none(_: object) -> None:
        return None

    plan = replace(PLAN, signer="Nguyễn Văn A", page_count=9)
    cases = examples([plan], [HELD], passage_of=none, language="vi")
    assert [(case.kind, case.facts) for case in cases] == [("date", (("05/03/2024",),)), ("person", (("Nguyễn Văn A",),))]
    assert examples([], [], passage_of=none, language="vi") == ()
    path = tmp_path / "mau.xlsx"
    path.write_bytes(template_bytes((), [], language="vi"))
    assert openpyxl.load_workbook(path).sheetnames[0] == TEMPLATE_TEXTS["vi"].sheet


HARD = GoldCase.model_validate(
    {
        "id": "=1+1", "question": "+Ai?\nVà khi nào?", "facts": [["a;b", "c"], ["[d]"]], "forbidden": ["x; y", "z"], "kind": "number",
        "evidence": [{"document": "a.pdf", "page": 3, "quote": '- "mở" ngoặc\tvà tab'}, {"document": "b.txt", "quote": "=B1"}],
        "note": "@ghi chú",
    }
)  # fmt: skip


@pytest.mark.parametrize("case", [HARD, GoldCase(id="7", question="Giá vàng?", answerable=False, kind="unanswerable")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_is_read_back_from_its_row(tmp_path: Path, case: GoldCase, language: Language) -> None:
    texts = TEMPLATE_TEXTS[language]
    pasted = next(csv.reader(io.StringIO(row_text(case, language=language), newline=""), delimiter="\t"))
    assert len(pasted) == len(COLUMN_NAMES)
    file = io.StringIO(newline="")
    csv.writer(file).writerows([list(texts.columns.values()), pasted])
    path = tmp_path / "bo.csv"
    path.write_text(file.getvalue(), encoding="utf-8")
    (read,) = read_test_set(path).cases
    names = ("id", "facts", "forbidden", "evidence", "answerable", "kind", "note")
    assert [getattr(read, name) for name in names] == [getattr(case, name) for name in names]
    assert row_of(case, language=language)[0] == case.id
