"""The list of questions asked on the page: filters, pages, files, and that it is deleted only by an order."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from assistant.question_log.asked_question import AskedQuestion, LogQuery, answer_key
from assistant.question_log.question_log import FILE, QuestionLog
from evals.web.asked_texts import ASKED_TEXTS
from tests.evaluations.light_site import light_client
from tests.evaluations.site import HERE, HOSTILE, text_of

VI, EN = ASKED_TEXTS["vi"], ASKED_TEXTS["en"]
NOW = datetime.datetime.now(datetime.UTC)
FORMULA = '=HYPERLINK("http://a.example")'


def asked(question: str, number: int, **changed: object) -> AskedQuestion:
    one = AskedQuestion(answer=answer_key("c", number), at=NOW, question=question, language="vi", outcome="answered", seconds=0.5)
    return replace(one, **changed)  # type: ignore[arg-type]


@pytest.fixture
def log(tmp_path: Path) -> QuestionLog:
    log = QuestionLog(tmp_path)
    log.add([asked("Ai chủ trì?", 1), asked("ai chu tri", 2), asked(HOSTILE, 3, outcome="declined"), asked(FORMULA, 4)])
    log.mark(asked("Ai chủ trì?", 1), "wrong", HOSTILE)
    return log


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with light_client(tmp_path) as made:
        yield made


def test_the_list_counts_and_escapes(client: TestClient, log: QuestionLog) -> None:
    html = client.get("/evaluations", params={"part": "asked"}).text
    assert "3 câu khác nhau, hỏi 4 lần" in text_of(html)
    assert "1 sai" in text_of(html) and "<img" not in html
    assert 'data-part="asked" aria-current=true' in html
    english = client.get("/evaluations", params={"part": "asked", "lang": "en"}).text
    assert "3 different questions, asked 4 times" in text_of(english)


def test_the_list_is_filtered_and_odd_values_show_all_or_a_sentence(client: TestClient, log: QuestionLog) -> None:
    def said(**query: str) -> str:
        answer = client.get("/evaluations/asked", params=query)
        assert answer.status_code == 200
        return text_of(answer.text)

    assert "1 câu khác nhau" in said(shown="declined")
    assert "1 câu khác nhau, hỏi 1 lần" in said(shown="wrong")
    assert "hỏi 2 lần" in said(words="CHU TRI")
    assert VI.none_found in said(since="2999-01-01")
    assert VI.day_unreadable in said(since="hôm qua")
    assert "hỏi 4 lần" in said(shown="x'; DROP TABLE asked", page="-1")
    assert VI.none_found in said(page="99999")


def test_an_empty_list_and_one_that_is_switched_off_say_so(tmp_path: Path) -> None:
    with light_client(tmp_path, question_log=False) as client:
        said = text_of(client.get("/evaluations", params={"part": "asked"}).text)
    assert VI.none in said and VI.off in said and VI.delete not in said


def test_the_files_hold_every_question_and_no_formula(client: TestClient, log: QuestionLog) -> None:
    answer = client.get("/evaluations/asked/file", params={"form": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == [VI.at, VI.question, VI.outcome, VI.mark, VI.seconds, VI.language, VI.reason]
    assert [row[1] for row in rows[1:]] == [f"'{FORMULA}", HOSTILE, "ai chu tri", "Ai chủ trì?"]
    assert rows[-1][2:4] + rows[-1][6:] == ["có trả lời", "sai", HOSTILE]
    only = client.get("/evaluations/asked/file", params={"form": "csv", "shown": "declined"})
    assert len(only.text.splitlines()) == 2
    book = openpyxl.load_workbook(io.BytesIO(client.get("/evaluations/asked/file", params={"form": "xlsx", "lang": "en"}).content))
    cells = [[cell.value for cell in row] for row in book[EN.sheet].iter_rows()]
    assert cells[1][1] == FORMULA and book[EN.sheet]["B2"].data_type == "s"
    assert isinstance(cells[1][0], datetime.datetime)
    assert client.get("/evaluations/asked/file", params={"until": "x"}).status_code == 400


def test_all_of_it_is_deleted_by_an_order_of_the_page_alone(client: TestClient, log: QuestionLog) -> None:
    assert client.get("/evaluations/asked/clear").status_code == 405
    assert client.post("/evaluations/asked/clear", headers={"origin": "http://evil.example"}).status_code == 403
    assert log.count() == 4
    assert client.post("/evaluations/asked/clear", headers=HERE).text == VI.deleted.format(count=4)
    assert log.every(LogQuery()) == ()


def test_a_file_that_cannot_be_read_is_told(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"damaged " * 100)
    assert VI.unusable in text_of(client.get("/evaluations", params={"part": "asked"}).text)
    for answer in (client.get("/evaluations/asked/file"), client.post("/evaluations/asked/clear", headers=HERE)):
        assert (answer.status_code, answer.text) == (503, VI.unusable)
