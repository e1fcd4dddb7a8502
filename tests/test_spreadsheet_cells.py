"""Cells of CSV files that no spreadsheet takes for formulas, and that come back as they were."""

from __future__ import annotations

import csv
import datetime
import io
import random
import time
import unicodedata

import pytest

from assistant.register.spreadsheet_cells import begins_formula, cell_text, csv_file, plain_cell
from evals.sets.spreadsheets import csv_rows

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\tx", "\rx", " =1", "\n=1", "\u00a0=1", "\u3000=1",
    "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "﹦1", "−1",
    "\u200b=1", "\ufeff=1", "\u202e=1", "\u2060\u200d=1", "\x00=1", "\x01=1",
    "\xad=1", "\u3164=1",
    "a;=1+1", "a; =1", "a;\u200b\uff1d1", "a\n=1", "a\r=1", "a\t=1", "a|=1", "a,@x", 'a;"=1"', '"=1', "a;\n=1", ";;=1",
    "=cmd|'/c calc'!A1", '=HYPERLINK("http://127.0.0.1";"x")', "'=1", "''=1", "' =1", "a;'=1",
)  # fmt: skip
HARMLESS = ("", "Sở Y tế", "a=b", "2-1", "x@y.vn", "97/NQ-CP", "'", "it's", "a;b", "Sở A; Sở B", "1 - 2", "“=1”", "a\nb", "a; b = c")
_SEEN = {unicodedata.normalize("NFKC", char)[0] for char in "=+-@\uff1d\uff0b\uff0d\uff20"} | {"\u2212"}


def first_seen(cell: str) -> str:
    """The first character that is neither white space, a quotation mark, nor invisible."""
    return next((char for char in cell if not char.isspace() and char != '"' and unicodedata.category(char) not in ("Cf", "Cc", "Lo")), "")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_hostile_text_begins_a_formula(text: str) -> None:
    cell = plain_cell(text)
    assert cell != text and not cell.startswith(("\t", "\r"))
    assert cell_text(cell) == text


@pytest.mark.parametrize("separator", list(";,\t|\n\r"))
@pytest.mark.parametrize("text", HOSTILE)
def test_no_part_between_separators_is_a_formula_however_the_file_is_cut(text: str, separator: str) -> None:
    line = csv_file([["x", text, f"y;{text}", f"z\n{text}"]]).decode("utf-8-sig")
    for part in line.split(separator):
        assert unicodedata.normalize("NFKC", first_seen(part) or "x")[0] not in _SEEN, (line, part)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert plain_cell(text) == text == cell_text(text)
    assert not begins_formula(text)


def test_any_text_comes_back() -> None:
    drawn = random.Random(7)
    signs = "=+-@\uff1d;,|\t\r\n '\"\u200b\u00a0ab1"
    for _ in range(20_000):
        text = "".join(drawn.choices(signs, k=drawn.randrange(9)))
        assert cell_text(plain_cell(text)) == text
        assert cell_text(plain_cell(plain_cell(text))) == plain_cell(text)


def test_our_own_reader_gives_the_texts_back() -> None:
    texts = [text for text in HOSTILE if text == text.strip() and "\ufeff" not in text and "\x00" not in text and "\r" not in text]
    content = csv_file([["id", "question"], *([str(place), text] for place, text in enumerate(texts))]).decode("utf-8-sig")
    rows = list(csv_rows(content, delimiter=",", name="set.csv"))
    assert [row.cells[1] for row in rows[1:]] == texts


def test_numbers_and_days_stay_what_they_are() -> None:
    content = csv_file([["a", -0.5, 3, None, datetime.date(2026, 6, 30), "\ud800"]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [["a", "-0.5", "3", "", "2026-06-30", "\ufffd"]]


@pytest.mark.parametrize("sign", [" ", "'", ";", "\n", "\u200b", "=", ";=", " ;", "a;"])
def test_the_time_is_that_of_the_length(sign: str) -> None:
    began = time.perf_counter()
    text = sign * (400_000 // len(sign))
    assert cell_text(plain_cell(text + "x")) == text + "x"
    assert time.perf_counter() - began < 20
