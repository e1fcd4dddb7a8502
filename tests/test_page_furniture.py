"""Running heads and page numbers are told by coming again at the edge of pages; rows and what counts tables or years stay."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.layout.structure import Line, assemble, build_blocks
from ingest.read import read_document
from tests.test_rows_kept import kept


def printed(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for lines in pages:
        for at, line in enumerate(lines):
            canvas.drawString(60, 780 - 20 * at, line)
        canvas.showPage()
    canvas.save()
    return path


def of_pages(*pages: Sequence[str]) -> str:
    """What is left of these pages, in order."""
    lines = [Line(text=line, page=number) for number, page in enumerate(pages, 1) for line in page]
    return "\n".join(block.text for block in assemble(build_blocks(lines)).blocks)


def test_rows_of_figures_at_the_edges_of_pages_are_kept() -> None:
    pages = [[f"{first} {first * 2} {first * 3} {first * 4}" for first in range(start, start + 5)] for start in (11, 31, 51)]
    assert [line for page in pages for line in page if line not in of_pages(*pages).replace("\n", " ")] == []


def test_rows_that_begin_alike_at_the_edges_of_pages_are_kept() -> None:
    pages = [(f"Quan Bac Son {year} 120 135", "Quan Nam Hai 7 9", f"Tong cong {year * 2}") for year in (11, 25, 32)]
    text = of_pages(*pages).replace("\n", " ")
    assert [line for page in pages for line in page if line not in text and not line.startswith("Quan Nam Hai")] == []


def test_numbers_that_do_not_rise_with_the_pages_are_kept() -> None:
    text = of_pages(("Bang so 1", "275"), ("Bang so 2", "240"), ("Bang so 3", "95"))
    assert all(figure in text for figure in ("275", "240", "95"))


@pytest.mark.parametrize("head", ["To {at}", "Phu luc {at}", "Danh sach ho ngheo cua to {at}", "Ket qua nam {year}", "Bang {at}: cay xanh"])
def test_what_counts_tables_or_years_on_pages_is_no_running_head(head: str) -> None:
    heads = [head.format(at=at, year=2023 + at) for at in (1, 2, 3)]
    text = of_pages(
        *((line, f"Noi dung rieng cua trang nay {word}.", "Het") for line, word in zip(heads, ("mot", "hai", "ba"), strict=True))
    )
    assert [line for line in heads if line not in text] == []


@pytest.mark.parametrize(
    "head",
    [
        "CONG BAO/So 302/Ngay 02-06-2026 {at}",
        "{at} CONG BAO/So 302/Ngay 02-06-2026",
        "Bao cao thang - Trang {at}",
        "So Xay dung - {at}",
        "Bao cao | {at}/3",
    ],
)
def test_a_running_head_with_the_number_of_its_page_goes(head: str) -> None:
    heads = [head.format(at=at) for at in (1, 2, 3)]
    text = of_pages(
        *((line, f"Noi dung rieng cua trang nay {word}.", "Het") for line, word in zip(heads, ("mot", "hai", "ba"), strict=True))
    )
    assert [line for line in heads if line in text] == []


def test_pages_of_nothing_but_running_heads_are_no_text() -> None:
    assert build_blocks([Line(text="CONG BAO", page=number) for number in (1, 2, 3)]) == ()


def test_no_blocks_make_an_empty_document() -> None:
    assert assemble(()).blocks == ()


def test_running_heads_and_page_numbers_go_whatever_they_look_like() -> None:
    pages = [
        (f"KE HOACH 15/KH-UBND {at}/3", f"Viec thu {word} do So Xay dung chu tri.", f"- {at} -")
        for at, word in ((1, "nhat"), (2, "hai"), (3, "ba"))
    ]
    text = of_pages(*pages)
    assert "KE HOACH" not in text and "- 2 -" not in text
    assert all(word in text for word in ("nhat", "hai", "ba"))


def test_a_unit_above_each_part_of_a_table_is_kept_where_it_comes_first() -> None:
    first = ("KE HOACH", "Don vi: trieu dong", "Bac Son 120")
    text = of_pages(first, ("Don vi: trieu dong", "Nam Hai 240"), ("Don vi: trieu dong", "Tan An 95"))
    assert "Don vi: trieu dong" in text and "Tan An 95" in text


def test_a_second_table_with_the_same_heading_lower_on_a_page_keeps_it() -> None:
    heading = "TT Noi dung Don vi chu tri Thoi han"
    above = [f"Dong thu {at} cua phan loi noi dau trang nay." for at in range(8)]
    text = of_pages((heading, "1 Trong cay So Xay dung 2026"), (*above, heading, "1 Tia canh Cong ty Cay xanh 2027"))
    assert text.count(heading) == 2


def test_a_pdf_of_figures_keeps_every_row_and_names_its_running_head(tmp_path: Path) -> None:
    pages = [["SO XAY DUNG - BANG SO LIEU", *(f"Quan {quan} {quan * 3} {year}" for quan in range(10, 15))] for year in (2024, 2025, 2026)]
    document = read_document(printed(tmp_path / "a.pdf", pages))
    assert kept(document, [line for page in pages for line in page[1:]]) == []
    assert document.notes == ("Lines left out at the edges of pages: 3 (“SO XAY DUNG - BANG SO LIEU”).",)
