"""The view of training without a browser: what its addresses answer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import docx
import openpyxl
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.briefing import BriefingLine, LineKind
from assistant.training.quiz_store import FILE, Quizzes
from assistant.web.gate import Gate
from assistant.web.training.guide_html import terms_html
from assistant.web.training.training_texts import TRAINING_TEXTS
from assistant.web.training.training_view import Training
from evals.sets.test_sets import read_test_set
from tests.plans_to_train_on import HEALTH, TEXTS, hold_texts
from vectorstore.index import Index

VI, EN = TRAINING_TEXTS["vi"], TRAINING_TEXTS["en"]
HERE = {"sec-fetch-site": "same-origin"}
MAKER, TAKER = {"plan_visitor": "m" * 43}, {"plan_visitor": "t" * 43}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("training")
    hold_texts(folder / "home", TEXTS, sources=folder / "sources")
    with Index(folder / "home") as opened:
        yield opened


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def maker(index: Index, home: Path) -> TestClient:
    return client_of(index, home, cookies=MAKER)


@pytest.fixture
def taker(index: Index, home: Path) -> TestClient:
    return client_of(index, home, cookies=TAKER)


def client_of(index: Index, home: Path, *, cookies: dict[str, str]) -> TestClient:
    app = FastAPI()
    Training(index, Quizzes(home)).add_to(app)
    app.add_middleware(Gate, hosts=frozenset({"testserver"}))
    return TestClient(app, cookies=cookies)


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def order(client: TestClient, name: str, /, **values: object) -> dict[str, str]:
    answer = client.post(f"/training/{name}", json=values, headers=HERE)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def made(maker: TestClient, index: Index, **values: object) -> str:
    documents = [record.id for record in index.documents()]
    return order(maker, "make", **{"documents": documents, "count": "10", "title": "Bài <b>một</b>", "seed": "5", **values})["quiz"]


def test_a_quiz_is_made_approved_taken_and_its_results_seen(maker: TestClient, taker: TestClient, index: Index) -> None:
    quiz = made(maker, index)
    assert VI.not_open in text_of(taker.get("/training", params={"quiz": quiz}).text)
    assert VI.share_none in text_of(maker.get("/training", params={"quiz": quiz}).text)
    order(maker, "approve", quiz=quiz, question="*", approved="1")
    page = maker.get("/training", params={"quiz": quiz}).text
    assert "Bài <b>" not in page
    assert page.count('class="cite" href="?view=source&amp;passage=') == 10
    attempt = order(taker, "begin", quiz=quiz, name="An <i>")["attempt"]
    asked = taker.get("/training", params={"quiz": quiz, "attempt": attempt}).text
    questions = re.findall(r'data-question="(\w+)"', asked)
    assert len(questions) == 10
    assert 'class="right-answer"' not in asked  # nothing is told before it is asked
    for question in questions:
        order(taker, "answer", attempt=attempt, question=question, choice="0")
    told = taker.get("/training", params={"quiz": quiz, "attempt": attempt}).text
    assert told.count('class="right-answer"') == 10
    order(taker, "finish", attempt=attempt)
    result = text_of(taker.get("/training", params={"quiz": quiz, "attempt": attempt}).text)
    assert re.search(r"\d+/10 câu đúng", result)
    assert VI.read_again in result
    results = text_of(maker.get("/training", params={"quiz": quiz, "show": "results"}).text)
    assert "An <i>" in results
    assert VI.trap in results
    assert VI.people_heading not in text_of(taker.get("/training", params={"quiz": quiz, "show": "results"}).text)


def test_a_quiz_is_downloaded_with_and_without_answers_and_with_results(maker: TestClient, taker: TestClient, index: Index) -> None:
    quiz = made(maker, index, title="=1+1")
    order(maker, "approve", quiz=quiz, question="*", approved="1")
    attempt = order(taker, "begin", quiz=quiz, name="=HYPERLINK(1)")["attempt"]
    order(taker, "finish", attempt=attempt)
    files = {form: maker.get("/training/file", params={"quiz": quiz, "form": form}) for form in
             ("csv", "xlsx", "docx", "answers.docx", "jsonl", "results.csv", "results.xlsx", "results.docx")}  # fmt: skip
    assert {answer.status_code for answer in files.values()} == {200}
    rows = list(csv.reader(io.StringIO(files["csv"].content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 11
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"].content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][1] == rows[1][1]
    answers = [row[2] for row in rows[1:]]
    plain, full = (paragraphs(files[form].content) for form in ("docx", "answers.docx"))
    assert sum(line.startswith("☐") for line in plain) == 40
    assert not any(line.startswith("“") for line in plain)
    assert all(any(answer in line for line in full if re.match(r"\d+\. [A-D]\.", line)) for answer in answers)
    assert "'=HYPERLINK(1)" in files["results.csv"].content.decode("utf-8-sig")
    assert taker.get("/training/file", params={"quiz": quiz, "form": "csv"}).status_code == 404
    assert maker.get("/training/file", params={"quiz": quiz, "form": "exe"}).status_code == 404


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def test_an_approved_quiz_is_read_as_a_test_set(maker: TestClient, index: Index, tmp_path: Path) -> None:
    quiz = made(maker, index, count="30")
    order(maker, "approve", quiz=quiz, question="*", approved="1")
    path = tmp_path / "bo.jsonl"
    path.write_bytes(maker.get("/training/file", params={"quiz": quiz, "form": "jsonl"}).content)
    read = read_test_set(path)
    assert len(read.cases) == 30
    assert not read.faults
    assert {case.evidence[0].document for case in read.cases} == set(TEXTS)
    assert {"lead_unit", "deadline", "product", "number"} <= {case.kind for case in read.cases}


def test_orders_that_cannot_be_done_are_refused_in_a_sentence(maker: TestClient, taker: TestClient, index: Index) -> None:
    quiz = made(maker, index)
    question = re.findall(r'data-question="(\w+)"', maker.get("/training", params={"quiz": quiz}).text)[0]
    for client, name, values, said in (
        (maker, "make", {"documents": []}, VI.choose_documents),
        (maker, "make", {"documents": ["0" * 16]}, VI.none_made),
        (maker, "edit", {"quiz": quiz, "question": question, "text": "Ai?", "answer": "", "wrong": ["a", "b"]}, VI.unfit["empty"]),
        (maker, "edit", {"quiz": quiz, "question": question, "text": "Ai?", "answer": "a", "wrong": ["a", "b"]}, VI.unfit["twice"]),
        (taker, "edit", {"quiz": quiz, "question": question, "text": "Ai?", "answer": "a", "wrong": ["b", "c"]}, VI.unknown),
        (taker, "delete", {"quiz": quiz}, VI.unknown),
        (taker, "begin", {"quiz": quiz, "name": " "}, VI.type_name),
        (taker, "begin", {"quiz": "x", "name": "An"}, VI.unknown),
        (taker, "answer", {"attempt": "x"}, VI.unknown),
    ):
        answer = client.post(f"/training/{name}", json=values, headers=HERE)
        assert (answer.status_code in (400, 404), answer.text) == (True, said), name
    for body in (b"", b"[]", b"nothing", b"[" * 5000, b"\xff\xfe"):
        answer = maker.post("/training/make", content=body, headers=HERE)
        assert (answer.status_code, answer.text) == (400, VI.bad_order)
    assert maker.post("/training/make", json={}).status_code == 403  # from elsewhere


def test_an_edited_answer_that_the_source_lacks_is_said_to_be_so(maker: TestClient, index: Index) -> None:
    quiz = made(maker, index, kinds=["lead"])
    question = re.findall(r'data-question="(\w+)"', maker.get("/training", params={"quiz": quiz}).text)[0]
    said = order(maker, "edit", quiz=quiz, question=question, text="Ai?", answer="Sở Bịa Đặt", wrong=["Sở Y tế", "Sở Tư pháp"])["said"]
    assert said == VI.not_grounded
    assert VI.not_grounded in text_of(maker.get("/training", params={"quiz": quiz}).text)


def test_a_quiz_outlives_the_documents_it_was_made_from(maker: TestClient, index: Index, tmp_path: Path, home: Path) -> None:
    quiz = made(maker, index, count="30")
    other = {"ke-hoach-60.md": HEALTH.replace("Sở Nội vụ", "Sở Tài chính")}
    hold_texts(tmp_path / "later", other, sources=tmp_path / "sources")
    with Index(tmp_path / "later") as later:
        page = text_of(client_of(later, home, cookies=MAKER).get("/training", params={"quiz": quiz}).text)
    assert VI.source_gone in page
    assert VI.source_changed in page
    assert "Lập bản đồ số về cây xanh" in page


def test_the_guide_tells_who_does_what_by_when_with_a_source_for_each_line(maker: TestClient, index: Index) -> None:
    documents = ",".join(record.id for record in index.documents())
    html = maker.get("/training", params={"part": "guide", "of": documents}).text
    text = text_of(html)
    for said in (VI.guide_structure, VI.guide_who, VI.guide_timeline, VI.guide_terms, "Trung tâm kiểm soát bệnh tật", "31/12/2027"):
        assert said in text
    assert '<time datetime="2027-12-31">31/12/2027</time> <span class="when">Tháng 12/2027</span> <strong>Sở Xây dựng</strong>' in html
    assert '<time datetime="2026-06-30">30/06/2026</time> <strong>Sở Tài chính</strong>' in html  # as it is printed
    lines = re.findall(r"<li class=\"level-\d\">.*?</li>|<li><time.*?</li>", html)
    assert len(lines) > 10
    assert all('class="cite"' in line for line in lines)
    assert VI.guide_nothing in text_of(maker.get("/training", params={"part": "guide", "of": "0" * 16}).text)


ROADS = """# Kế hoạch duy tu đường bộ

| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |
|---|---|---|---|
| 1 | Rà soát biển báo trên các tuyến quốc lộ | các sở, ban, ngành | Năm 2024 và các năm tiếp theo |
| 2 | Kiểm định các cầu vượt trong nội thành | Sở Xây dựng | Quý II/2024 |
| 3 | Duy tu các cây cầu treo ở vùng núi | Sở Xây dựng | Năm 2024 và hằng năm |
"""
ARTICLE = "# Thành phố họp bàn về cây xanh\n\nSáng nay Thành phố họp bàn về cây xanh trên các tuyến phố mới mở.\n"


def test_the_guide_gives_no_last_day_to_what_goes_on_and_names_what_has_nothing_to_study(tmp_path: Path) -> None:
    hold_texts(tmp_path / "home", {"duong-bo.md": ROADS, "bai-bao.md": ARTICLE}, sources=tmp_path / "sources")
    with Index(tmp_path / "home") as index:
        maker = client_of(index, tmp_path / "kept", cookies=MAKER)
        documents = ",".join(record.id for record in index.documents())
        html = maker.get("/training", params={"part": "guide", "of": documents}).text
        start = text_of(maker.get("/training", params={"part": "start", "unit": "Sở Xây dựng"}).text)
        alone = [record.id for record in index.documents() if record.name == "bai-bao.md"]
        assert VI.guide_nothing in text_of(maker.get("/training", params={"part": "guide", "of": alone[0]}).text)
    assert '<li><span class="when">Năm 2024 và các năm tiếp theo</span> <strong>Các sở, ban, ngành</strong>' in html
    assert '<time datetime="2024-06-30">30/06/2024</time> <span class="when">Quý II/2024</span>' in html
    assert "<summary>Các sở, ban, ngành" in html
    assert "Không thấy nội dung để ôn trong: “Thành phố họp bàn về cây xanh”" in text_of(html)
    assert VI.guide_title.format(count=2) in text_of(html)
    assert f"Quý II/2024 ({VI.start_passed})" in start
    assert start.count(VI.start_passed) == 1  # what goes on is not over


def test_a_line_of_the_guide_begins_with_its_words_as_they_are_printed() -> None:
    for text, shown in (("-  phấn đấu có máy đo (MĐ)", "Phấn đấu có máy đo (MĐ)"), ("c) Hiện đại hóa máy đo", "c) Hiện đại hóa máy đo")):
        line = BriefingLine(kind=LineKind.TERM, label="MĐ", text=text)
        assert f"“{shown}”" in terms_html([line], heading="", language="vi")


def test_more_documents_than_a_guide_takes_are_counted(maker: TestClient, index: Index) -> None:
    documents = [record.id for record in index.documents()]
    chosen = ",".join(["0" * 16] * 11 + documents)
    text = text_of(maker.get("/training", params={"part": "guide", "of": chosen}).text)
    assert VI.guide_left_out.format(count=1, left=2) in text
    assert VI.guide_title.format(count=1) in text


def test_documents_are_found_by_the_names_of_their_files_too(maker: TestClient) -> None:
    assert '<label data-file="ke-hoach-52.md"><input type="checkbox" name="documents"' in maker.get("/training").text


def test_a_newcomer_is_told_what_the_unit_leads_and_whom_it_works_with(maker: TestClient) -> None:
    text = text_of(maker.get("/training", params={"part": "start", "unit": "so xay dung"}).text)
    assert "Sở Xây dựng: bắt đầu từ đây" in text
    assert "chủ trì 2 việc, phối hợp 2 việc" in text
    assert "Trồng mới một triệu cây xanh" in text
    assert "Sở Tài chính cùng 1 việc" in text
    assert VI.start_nothing.format(unit="Sở Bịa") in text_of(maker.get("/training", params={"part": "start", "unit": "Sở Bịa"}).text)


def test_the_view_speaks_english_and_shows_markup_as_it_is(maker: TestClient) -> None:
    assert EN.make_heading in text_of(maker.get("/training", params={"lang": "en"}).text)
    odd = "\"><script>x</script>'\x00" + "y" * 3000
    for name in ("quiz", "part", "of", "unit", "show", "attempt", "lang"):
        assert "<script" not in maker.get("/training", params={"part": "start", name: odd}).text


def test_a_damaged_file_of_quizzes_is_said_to_be_so(maker: TestClient, home: Path) -> None:
    home.mkdir(parents=True)
    (home / FILE).write_bytes(b"nothing that could be read as quizzes" * 40)
    assert VI.unusable in text_of(maker.get("/training").text)


def test_an_index_without_documents_says_so(tmp_path: Path) -> None:
    with Index(tmp_path / "empty") as index:
        client = client_of(index, tmp_path / "kept", cookies=MAKER)
        for part in ("", "guide"):
            assert VI.no_documents in text_of(client.get("/training", params={"part": part}).text)
