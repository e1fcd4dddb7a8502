"""A table of questions becomes cases: which column holds what, by English and Vietnamese headings, and what people type in cells."""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from openpyxl.utils import get_column_letter

from evals.reports.report_names import NAMES
from evals.sets.gold import Place, Reason, TestSetError
from evals.sets.raw_case import RawCase
from evals.sets.spreadsheets import Row
from ingest.text.vietnamese import fold

logger = logging.getLogger(__name__)

HEADING_ROWS = 20
"""The heading is looked for in so many first rows: a title or a line of instructions may stand above it."""

_LONGEST_HEADING = 200
"""Characters of a heading, remarks in brackets included; what is longer heads nothing."""

_LONGEST_SAID = 40
"""Characters of a cell in a sentence about it."""

_HEADINGS = {
    "id": "id, case id, ma, ma cau hoi, stt, tt, no, #",
    "question": "question, query, cau hoi, noi dung cau hoi, hoi",
    "facts": "facts, fact, answer, answers, expected answer, expected, gold answer, right answer, dap an, dap an dung, cau tra loi, "
    "tra loi, cau tra loi dung, y dung, du kien, y can co",
    "forbidden": "forbidden, wrong, wrong answer, khong duoc co, dap an sai, cau tra loi sai, y sai, cam",
    "evidence": "evidence, can cu",
    "evidence document": "evidence document, document, file, file name, source, tai lieu, van ban, tep, ten tep, nguon, ten tai lieu, "
    "tai lieu nguon",
    "evidence page": "evidence page, page, page number, trang, so trang, trang so",
    "evidence quote": "evidence quote, quote, quotation, trich dan, doan trich, trich, cau trich, bang chung, nguyen van",
    "conversation": "conversation, conversation id, dialogue, hoi thoai, ma hoi thoai, cuoc hoi thoai, cuoc tro chuyen",
    "history": "history, lich su, hoi thoai truoc",
    "history question": "history question, previous question, earlier question, cau hoi truoc",
    "history answer": "history answer, previous answer, earlier answer, cau tra loi truoc, tra loi truoc",
    "language": "language, lang, ngon ngu, tieng",
    "style": "style, cach go, kieu go",
    "kind": "kind, type, question type, loai, loai cau hoi, dang, dang cau hoi",
    "answerable": "answerable, has answer, tra loi duoc, co tra loi duoc, co tra loi duoc khong, co dap an, co dap an khong, "
    "co trong tai lieu",
    "note": "note, notes, comment, ghi chu",
}
_FIELD_OF = {name.strip(): field for field, names in _HEADINGS.items() for name in names.split(",")}
_LISTS = ("facts", "forbidden")
_LANGUAGES = {"vi": "vi", "vn": "vi", "viet": "vi", "tieng viet": "vi", "vietnamese": "vi"}
_LANGUAGES |= {"en": "en", "anh": "en", "tieng anh": "en", "english": "en"}
_STYLES = {"co dau": "accented", "khong dau": "unaccented"}
_TRUTHS = dict.fromkeys("true yes y co 1 dung".split(), True) | dict.fromkeys("false no n khong 0 sai".split(), False)
_KINDS = {
    "co quan chu tri": "lead_unit", "don vi chu tri": "lead_unit", "chu tri": "lead_unit", "phoi hop": "coordinating_units",
    "co quan phoi hop": "coordinating_units", "don vi phoi hop": "coordinating_units", "thoi han": "deadline", "han": "deadline",
    "san pham": "product", "so": "number", "so lieu": "number", "con so": "number", "nguoi": "person", "ngay": "date", "ngay thang": "date",
    "van ban": "document_reference", "so hieu van ban": "document_reference", "danh sach": "list", "liet ke": "list", "loc": "filter",
    "so sanh": "comparison", "mau thuan": "conflict", "dinh nghia": "definition", "hoi tiep": "follow_up", "cau hoi tiep": "follow_up",
    "nhieu y": "several",
    "khong co dap an": "unanswerable", "khong tra loi duoc": "unanswerable",
}  # fmt: skip
_KINDS |= {fold(said): kind for names in NAMES.values() for kind, said in names.kinds.items() if kind != "other"}
_ERRORS = frozenset("#N/A #REF! #NAME? #VALUE! #DIV/0! #NULL! #NUM!".split())
_PAGE = re.compile(r"(?:trang|tr\.?|page|p\.?)?\s*(\d{1,6})", re.IGNORECASE)
_BULLET = re.compile(r"^[-–•*+]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that is understood: its place from 0, what it holds, and of which piece of evidence or earlier turn (from 1)."""

    place: int
    field: str
    number: int
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows below a heading. `width`: how many cells the heading has, if no row may have more; None where rows may."""

    columns: tuple[Column, ...]
    width: int | None
    rows: Iterable[Row]


def table_of(rows: Iterable[Row], *, name: str, ragged: bool) -> Table | None:
    """The table of questions in the rows; None where none of the first rows heads one. `ragged`: rows may be wider than the heading.

    Raises TestSetError where two columns hold the same.
    """
    remaining = iter(rows)
    for row in islice(remaining, HEADING_ROWS):
        if not (columns := columns_of(row)):
            continue
        _refuse_twice(columns, name=name)
        unused = [
            cell[:_LONGEST_HEADING] for place, cell in enumerate(row.cells) if cell and all(column.place != place for column in columns)
        ]
        if unused:
            logger.warning("%s: columns that are not used: %s", name, ", ".join(unused[:HEADING_ROWS]))
        return Table(columns=columns, width=None if ragged else len(row.cells), rows=remaining)
    return None


def columns_of(row: Row) -> tuple[Column, ...]:
    """The columns that the cells of a row name; () unless one of them is for questions."""
    columns = tuple(_columns(row.cells))
    return columns if any(column.field == "question" for column in columns) else ()


def cases_of(table: Table) -> Iterator[RawCase]:
    """A case for each row in which any of the columns is filled, with its problem where a cell of it cannot be read."""
    for row in table.rows:
        place = Place(unit="row", at=row.number)
        cells = [(column, row.cells[column.place]) for column in table.columns if any(row.cells[column.place : column.place + 1])]
        if not cells:
            continue
        if table.width is not None and any(row.cells[table.width :]):
            beyond = next(at for at, cell in enumerate(row.cells) if cell and at >= table.width)
            place = replace(place, cell=_cell_name(beyond, row))
            yield RawCase(place=place, fields=_conversation(cells), problem=Reason(code="row_too_long"))
            continue
        try:
            yield RawCase(place=place, fields=_fields(cells), cells=_cell_names(table, row))
        except _CellError as error:
            place = replace(place, cell=_cell_name(error.column.place, row))
            yield RawCase(place=place, fields=_conversation(cells), problem=error.reason)


def _cell_name(place: int, row: Row) -> str:
    return f"{get_column_letter(place + 1)}{row.number}"


def _cell_names(table: Table, row: Row) -> dict[str, str]:
    """Where each field of a row stands; one that has several columns in the first of them."""
    names: dict[str, str] = {}
    for column in table.columns:
        name = _cell_name(column.place, row)
        names.setdefault(column.field, name)
        names.setdefault(f"{column.field} {column.number}", name)
    return names


def _conversation(cells: Sequence[tuple[Column, str]]) -> dict[str, object]:
    """The conversation that a row belongs to, which cannot be asked without it."""
    return {column.field: text for column, text in cells if column.field == "conversation"}


class _CellError(Exception):
    """Says what is wrong with a cell."""

    def __init__(self, code: str, column: Column, **values: str) -> None:
        super().__init__(code)
        self.reason = Reason(code=code, values=values)
        self.column = column


def _columns(headings: Sequence[str]) -> Iterator[Column]:
    seen: Counter[str] = Counter()
    for place, heading in enumerate(headings):
        if len(heading) > _LONGEST_HEADING:
            continue
        words = re.sub(r"\((?!\d{1,9}\))[^()]{0,200}\)", " ", heading)  # "Đáp án (cách nhau bằng ;)"
        words = " ".join(re.sub(r"[^\w#]|_", " ", fold(words)).split())
        number = re.search(r"\d+", words)
        field = _FIELD_OF.get(words) or _FIELD_OF.get(" ".join(re.sub(r"\d+", " ", words).split()))
        if field:
            seen[field] += 1
            yield Column(place=place, field=field, number=int(number.group()[:4]) if number else seen[field], heading=heading)


def _refuse_twice(columns: Sequence[Column], *, name: str) -> None:
    """Evidence and facts may take several columns; of anything else two columns are a mistake."""
    first: dict[tuple[str, int], Column] = {}
    for column in columns:
        parts = " " in column.field
        other = first.setdefault((column.field, column.number if parts else 0), column)
        if other is not column and column.field not in _LISTS:
            raise TestSetError("column_twice", name=name, field=column.field, first=other.heading, second=column.heading)


def _fields(cells: Sequence[tuple[Column, str]]) -> dict[str, object]:
    """The fields of a case out of the filled cells of its row. Raises _CellError."""
    fields: dict[str, object] = {}
    parts: dict[str, dict[int, dict[str, object]]] = {"evidence": {}, "history": {}}
    for column, text in cells:
        if text in _ERRORS:
            raise _CellError("cell_error", column, heading=column.heading, text=text)
        whole, _, part = column.field.partition(" ")
        if part:
            parts[whole].setdefault(column.number, {})[part] = _page(column, text) if part == "page" else text
        elif column.field in _LISTS:
            fields[column.field] = [*_listed(fields.get(column.field)), *_split(column, text)]
        else:
            fields[column.field] = _VALUES.get(column.field, _as_is)(column, text)
    for whole, pieces in parts.items():
        if pieces:
            numbered = [{**_BLANK[whole], **piece} for _, piece in sorted(pieces.items())]
            fields[whole] = [*_listed(fields.get(whole)), *numbered]
    return fields


_BLANK: Mapping[str, Mapping[str, object]] = {
    "evidence": {"document": "", "page": None, "quote": ""},
    "history": {"question": "", "answer": ""},
}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _split(column: Column, text: str) -> list[object]:
    """Facts stand apart by semicolons or line breaks, the spellings of one by "|"; the same for what is forbidden."""
    if text.startswith("["):
        return _listed(_json(column, text))
    lines = [_BULLET.sub("", line.strip()) for line in re.split(r"[;\n]", text)]
    facts = [[word.strip() for word in line.split("|") if word.strip()] for line in lines]
    return [fact for fact in facts if fact] if column.field == "facts" else list(chain.from_iterable(facts))


def _json(column: Column, text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _CellError("cell_no_json", column, heading=column.heading) from error


def _page(column: Column, text: str) -> int:
    found = _PAGE.fullmatch(text)
    if found is None:
        raise _CellError("cell_no_page", column, text=text[:_LONGEST_SAID])
    return int(found.group(1))


def _as_is(_: Column, text: str) -> object:
    return text


def _truth(column: Column, text: str) -> object:
    value = _TRUTHS.get(fold(text))
    if value is None:
        raise _CellError("cell_no_truth", column, heading=column.heading, text=text[:_LONGEST_SAID])
    return value


def _objects(column: Column, text: str) -> object:
    if not text.startswith(("[", "{")):
        raise _CellError("cell_needs_json", column, heading=column.heading, field=column.field)
    value = _json(column, text)
    return [value] if isinstance(value, dict) else value


_VALUES: Mapping[str, Callable[[Column, str], object]] = {
    "answerable": _truth,
    "language": lambda _, text: _LANGUAGES.get(fold(text), text),
    "style": lambda _, text: _STYLES.get(fold(text), text),
    "kind": lambda _, text: _KINDS.get(fold(text), text),
    "evidence": _objects,
    "history": _objects,
}
