"""A row of a table in an answer: the cells asked for, by the names of their columns."""

from __future__ import annotations

import pytest

from assistant.answering.compose import Draft
from assistant.answering.quote import Quote
from assistant.answering.quoted_row import quoted_row, write_quoted_row
from assistant.answering.statement import lines_of
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.parsed_question import ParsedQuestion
from assistant.understanding.table_question import CellWords
from ingest.passage import Passage, PassageKind
from tests.known_bodies import known_bodies
from vectorstore.retrieval import DocumentRecord, HeldPassage, Question

COLUMNS = "TT | Chức năng | Ký hiệu | Diện tích ô đất - m2 | Mật độ xây dựng - % | Tầng cao - tầng | Tầng hầm - tầng"
ROWS = (
    "1 | Đất trường học | K4 | 18.229 | 22,1 | 21 | 2",
    "2 | Đất trường học | K7 | 29.137 | 34,6 | 23 | 1-2",
    "3 | Đất công viên | K9 | 4.100 |  | 1 |",
)
YEARLY = "TT | Sản phẩm | Năm 2026 - Lượng (tấn) | Năm 2026 - Giá trị | Năm 2027 - Lượng (tấn) | Năm 2027 - Giá trị"
DOCUMENT = DocumentRecord(id="d" * 16, name="quy-hoach.pdf", title="Quy hoạch khu A")


def _passages(columns: str, rows: tuple[str, ...]) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            id=f"{DOCUMENT.id}-{at:04}", document_id=DOCUMENT.id, ordinal=at, kind=PassageKind.ROW, text=text, start=0, end=len(text),
            headings=("4. Sử dụng đất", columns), page=3,
        )
        for at, text in enumerate(rows)
    )  # fmt: skip


def _answer(
    words: str,
    *,
    row: int = 1,
    years: str = "",
    columns: str = COLUMNS,
    rows: tuple[str, ...] = ROWS,
    decisive: str = "",
    asks: tuple[Ask, ...] = (),
    clauses: int = 1,
) -> str:
    passages = _passages(columns, rows)
    text = passages[row].text
    marked = ((text.index(decisive), text.index(decisive) + len(decisive)),) if decisive else ()
    quote = Quote(held=HeldPassage(passage=passages[row], document=DOCUMENT), start=0, end=len(text), decisive=marked)
    asked = CellWords(words=frozenset(words.split()), years=frozenset(years.split()))
    question = Question(text=words, language="vi", accented=0.0, restored=words, names=())
    parsed = ParsedQuestion(typed=question, question=question, manner="alone", intent=Intent(asks=asks), cells=asked, clauses=clauses)
    found = quoted_row(quote, parsed=parsed, passages_of=lambda _: passages, bodies=known_bodies())
    if found is None:
        return ""
    draft = Draft(language="vi")
    write_quoted_row(draft, found, before=None)
    return "\n".join(line.text for line in lines_of(draft.statements, language="vi"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("mat do xay dung", "Mật độ xây dựng - %: **34,6%**."),
        ("dien tich", "Diện tích ô đất - m2: **29.137**."),
        ("mat do tang", "Mật độ xây dựng - %: **34,6%**; Tầng cao - tầng: **23**; Tầng hầm - tầng: **1-2**."),
    ],
)
def test_the_cells_asked_for_are_named_by_their_columns(words: str, said: str) -> None:
    assert _answer(words).startswith(f"Đất trường học, K7 – {said}")


def test_where_several_things_are_asked_all_columns_are_shown() -> None:
    every = "Diện tích ô đất - m2: 29.137; Mật độ xây dựng - %: 34,6%; Tầng cao - tầng: 23; Tầng hầm - tầng: **1-2**."
    assert _answer("ham", clauses=2).startswith(f"Đất trường học, K7 – {every}")
    assert _answer("ham", clauses=1).startswith("Đất trường học, K7 – Tầng hầm - tầng: **1-2**.")


def test_where_several_things_are_asked_of_a_year_the_columns_of_other_years_are_not_shown() -> None:
    columns, rows = f"{YEARLY} | Cơ quan theo dõi", ("1 | Chè | 10.200 | 26.700 | 10.500 | 28.000 | Sở Công Thương",)
    said = _answer("luong che theo doi", row=0, years="2027", columns=columns, rows=rows, clauses=2)
    assert "10.500" in said
    assert "Cơ quan theo dõi: Sở Công Thương" in said
    assert "10.200" not in said


def test_a_year_names_its_columns() -> None:
    rows = ("1 | Chè | 10.200 | 26.700 | 10.500 | 28.000", "2 | Xoài | 13.500 | 7.000 | 14.800 | 7.500")
    assert "Năm 2027 - Lượng (tấn): **14.800**." in _answer("luong xoai", years="2027", columns=YEARLY, rows=rows)
    both = _answer("xoai", years="2026", columns=YEARLY, rows=rows)
    assert "13.500" in both and "7.000" in both and "14.800" not in both


def test_where_no_column_is_named_the_whole_row_is_readable() -> None:
    said = _answer("thong tin")
    assert "**" not in said
    assert "Diện tích ô đất - m2: 29.137; Mật độ xây dựng - %: 34,6%; Tầng cao - tầng: 23" in said
    assert "Mật độ xây dựng - %: **34,6%**" in _answer("thong tin", decisive="34,6")  # the one cell that the reader chose


def test_rows_that_the_question_names_too_stand_beside_it() -> None:
    said = _answer("mat do k4 k7")
    assert "K7 – Mật độ xây dựng - %: **34,6%**" in said and "K4 – Mật độ xây dựng - %: **22,1%**" in said


def test_rows_without_names_of_columns_or_of_long_texts_are_quoted() -> None:
    assert _answer("mat do", columns="4.1. Bảng") == ""
    assert _answer("tat ca", rows=(ROWS[0], f"2 | Đất trường học | K7 | {'dài ' * 300} | 34,6 | 23 | 1-2")) == ""


def test_what_is_asked_of_a_task_names_its_column_whatever_that_is_called() -> None:
    columns = "TT | Tên nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Kết quả/Đánh giá | Thời hạn hoàn thành"
    rows = (
        "1 | Kiện toàn Ủy ban | Bộ Ngoại giao | Bộ Nội vụ | Quyết định | 2026",
        "2 | Lập trang tin | Bộ Nội vụ | Bộ Ngoại giao | Trang tin | 2027",
    )
    said = _answer("san pham van ban", columns=columns, rows=rows, asks=(Ask.PRODUCT, Ask.LEAD))
    assert "Cơ quan chủ trì: **Bộ Nội vụ**; Cơ quan phối hợp: Bộ Ngoại giao; Kết quả/Đánh giá: **Trang tin**; Thời hạn" in said
