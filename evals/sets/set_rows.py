"""A case as a row of a spreadsheet, in the columns of the template, so that it is read back as the same case."""

from __future__ import annotations

import csv
import io
import json

from assistant.register.spreadsheet_cells import plain_cell
from evals.reports.report_names import NAMES
from evals.sets.gold import Evidence, GoldCase
from evals.sets.template_texts import COLUMN_NAMES, TEMPLATE_TEXTS, ColumnName
from vectorstore.retrieval import Language

_PARTS = (";", "|", "\n")


def row_of(case: GoldCase, *, language: Language) -> tuple[str, ...]:
    """The cells of a case; evidence beyond the second and earlier turns before the last have no column and are left out."""
    texts = TEMPLATE_TEXTS[language]
    cells: dict[ColumnName, str] = {
        "id": case.id,
        "question": case.question,
        "facts": _facts(case.facts),
        "forbidden": _facts([(word,) for word in case.forbidden], flat=True),
        "answerable": texts.yes if case.answerable else texts.no,
        "kind": NAMES[language].value("kind", case.kind) if case.kind != "other" else "",
        "note": case.note,
    }
    for names, evidence in zip((("document", "page", "quote"), ("document_2", "page_2", "quote_2")), case.evidence, strict=False):
        cells.update(zip(names, _place(evidence), strict=True))  # type: ignore[arg-type]  # names of columns
    if case.history:
        cells |= {"history_question": case.history[-1].question, "history_answer": case.history[-1].answer}
    return tuple(cells.get(name, "") for name in COLUMN_NAMES)


def row_text(case: GoldCase, *, language: Language = "vi") -> str:
    """The row as text that a spreadsheet takes from the clipboard: cells apart by tabs, none of them a formula."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter="\t", lineterminator="\n").writerow(map(plain_cell, row_of(case, language=language)))
    return text.getvalue().removesuffix("\n")


def _place(evidence: Evidence) -> tuple[str, str, str]:
    return evidence.document, "" if evidence.page is None else str(evidence.page), evidence.quote


def _facts(facts: tuple[tuple[str, ...], ...] | list[tuple[str]], *, flat: bool = False) -> str:
    """As people write facts; as JSON where one holds what stands between them."""
    if any(word.startswith("[") or any(part in word for part in _PARTS) for fact in facts for word in fact):
        return json.dumps([fact[0] for fact in facts] if flat else facts, ensure_ascii=False)
    return "; ".join(" | ".join(fact) for fact in facts)
