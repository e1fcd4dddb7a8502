"""The view of evaluations without a browser: what its addresses answer, and what becomes of what is sent to them."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.follow_up import Turn
from assistant.settings import Settings
from assistant.web import Site, Waiting
from evals.gold import TestSet, TestSetError
from evals.run import header_of, run_cases
from evals.run_file import RunWriter, read_run
from evals.test_sets import read_test_set
from evals.web.evaluations import Evaluations
from evals.web.evaluations_html import going_html
from evals.web.faults_in_vietnamese import place_in_vietnamese, reason_in_vietnamese, sentence_in_vietnamese
from evals.web.problems import problem
from evals.web.running import Going, Phase, Runner
from evals.web.set_shelf import SAMPLE, SetShelf, safe_name
from evals.web.texts import EVALUATION_TEXTS
from evals.web.words import Words
from tests.conftest import TEXTS
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.retrieval import Language

VI, EN = EVALUATION_TEXTS["vi"], EVALUATION_TEXTS["en"]
HERE = {"sec-fetch-site": "same-origin"}
HOSTILE = '<img src=x onerror="run()">'
CASES = (
    {"id": "a", "question": "Đơn vị nào chủ trì nhà ở xã hội?", "facts": [["Sở Xây dựng"]], "evidence": [_evidence := {
        "document": "ke-hoach-84.txt", "page": None, "quote": "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập danh mục dự án"}]},
    {"id": "b", "question": "Nhà máy nào tạm ngừng cấp nước?", "facts": [["sông Đuống"]], "kind": HOSTILE},
    {"id": "c", "question": "Giá vé tàu điện ngầm là bao nhiêu?", "answerable": False},
    {"id": "d", "question": "Ai chủ trì việc này?", "facts": [["Sở Nội vụ"]], "evidence": [{**_evidence, "document": f"{HOSTILE}.pdf"}]},
)  # fmt: skip
SET = "\n".join(json.dumps(case, ensure_ascii=False) for case in CASES).encode()
SQUAD = {"data": [{"paragraphs": [{
    "context": "Cầu Vĩnh Phú dài 1.200 mét, bắc qua sông Lam. Cầu khánh thành năm 2019.",
    "qas": [{"id": "s1", "question": "Cầu Vĩnh Phú dài bao nhiêu mét?", "answers": [{"text": "1.200 mét", "answer_start": 17}]}],
}]}]}  # fmt: skip


class Slow(Assistant):
    """An assistant that answers only when it is let."""

    def __init__(self, index: Index) -> None:
        super().__init__(index)
        self.let = threading.Semaphore(0)

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        assert self.let.acquire(timeout=30)
        return super().ask(question, history=history)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    """An index of the small documents, which no test here changes."""
    folder = tmp_path_factory.mktemp("evaluations")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Index(folder / "home", embedder=embedder) as opened:
        ingest_paths(opened, [folder / name for name in TEXTS])
        yield opened


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a test's sets and runs lie."""
    return tmp_path / "home"


@pytest.fixture
def assistant(held: Index) -> Slow:
    return Slow(held)


@pytest.fixture
def evaluations(assistant: Slow, home: Path) -> Iterator[Evaluations]:
    made = Evaluations(Site(assistant=assistant, settings=Settings(home=home), waiting=Waiting()))
    yield made
    assistant.let.release(50)
    made.runner.close()


@pytest.fixture
def client(evaluations: Evaluations) -> TestClient:
    app = FastAPI()
    evaluations.add_to(app)
    return TestClient(app)


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def uploaded(client: TestClient, data: bytes = SET, *, name: str = "bo-cau-hoi.jsonl") -> str:
    answer = client.post("/evaluations/upload", params={"name": name}, content=data, headers=HERE)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["set"])


def ended(evaluations: Evaluations) -> Going:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if evaluations.runner.going is not None and evaluations.runner.going.over:
            return evaluations.runner.going
        time.sleep(0.02)
    raise AssertionError(f"the run has not ended: {evaluations.runner.going}")


def until_done(evaluations: Evaluations, count: int) -> None:
    until = time.monotonic() + 60
    while evaluations.runner.going is None or evaluations.runner.going.done < count:
        assert time.monotonic() < until
        time.sleep(0.02)


def run_all(client: TestClient, evaluations: Evaluations, assistant: Slow, *, kept: str) -> str:
    """Runs a set to its end and gives the id of the run."""
    assert client.post("/evaluations/start", params={"set": kept}, headers=HERE).status_code == 200
    assistant.let.release(len(CASES))
    assert ended(evaluations).phase is Phase.DONE
    return str(re.findall(r'class="open-run" data-run="(\w+)"', client.get("/evaluations/runs").text)[0])


def test_an_uploaded_set_is_read_counted_and_chosen(client: TestClient) -> None:
    kept = uploaded(client)
    html = client.get("/evaluations/sets", params={"set": kept}).text
    assert f'<option value="{kept}" selected>bo-cau-hoi.jsonl' in html
    assert "4 câu hỏi, 3 câu văn bản có nêu, 1 câu văn bản không nêu" in text_of(html).replace(" ,", ",")
    assert VI.over_index.format(count=3) in text_of(html)
    assert f"1 trên 2 văn bản mà bộ câu hỏi dẫn không có trong kho đang dùng, nên câu hỏi về chúng khó mà đúng: {HOSTILE}.pdf." in text_of(
        html
    )
    assert "<img" not in html


def test_lines_that_cannot_be_read_are_shown_with_their_reasons(client: TestClient) -> None:
    kept = uploaded(client, SET + b'\n{"id": "e"}\n{"id": "a", "question": "?", "facts": [["x"]]}\n')
    said = text_of(client.get("/evaluations/sets", params={"set": kept}).text)
    assert "2 câu không đọc được và sẽ bị bỏ qua" in said
    assert "dòng 5 : thiếu câu hỏi (“question”)" in said
    assert "dòng 6 : mã “a” trùng với mã ở dòng 1: mỗi câu cần một mã riêng" in said
    assert "row" not in said
    assert "line 5 : “question” must be" in text_of(client.get("/evaluations/sets", params={"set": kept, "lang": "en"}).text)


@pytest.mark.parametrize("data", [b"", b"abc", b"PK\x03\x04 broken", b'{"id": "a"}', b"\xff\xfe\xff\xd8\x00", b"question\n"])
def test_a_file_that_is_no_test_set_is_refused_in_one_sentence_and_not_kept(client: TestClient, home: Path, data: bytes) -> None:
    for language in ("vi", "en"):
        answer = client.post("/evaluations/upload", params={"name": "x.jsonl", "lang": language}, content=data, headers=HERE)
        assert answer.status_code == 400
        assert 20 < len(answer.text) < 300
        assert answer.text.endswith(".")
        assert "\n" not in answer.text
    assert not list((home / "test-sets").glob("*/*"))


def test_what_a_browser_sends_never_becomes_a_path(client: TestClient, home: Path) -> None:
    outside = home.parent / "outside.jsonl"
    for name in ("../../outside.jsonl", "..\\..\\outside.jsonl", "/etc/passwd", ".", "..", "", "\x00", "a" * 999 + ".jsonl", ".hidden"):
        uploaded(client, name=name)
    assert not outside.exists()
    kept = list((home / "test-sets").rglob("*"))
    assert len([path for path in kept if path.is_file()]) == 1  # the same bytes are one set, by its latest name
    for odd in ("../../index.sqlite", "%2e%2e", "*", "a" * 9999, "\x00"):
        assert client.get("/evaluations/sets", params={"set": odd}).status_code == 200
        assert client.get("/evaluations/report", params={"run": odd}).status_code == 404
        assert client.get("/evaluations/file", params={"run": odd, "form": "csv"}).status_code == 404
        assert client.post("/evaluations/start", params={"set": odd}, headers=HERE).status_code == 404


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Bộ câu hỏi số 1.xlsx", "Bộ câu hỏi số 1.xlsx"),
        ("C:\\Users\\a\\dev.jsonl", "dev.jsonl"),
        ("../.././x.csv", "x.csv"),
        ('a<b>"c|.csv', "a b c.csv"),
        ("...", "bo-cau-hoi"),
        ("", "bo-cau-hoi"),
        ("không đuôi", "không đuôi"),
    ],
)
def test_a_file_name_keeps_what_people_read_and_loses_what_systems_refuse(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert len(safe_name(f"{'ộ' * 500}.jsonl").encode()) < 255


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.web.evaluations.LARGEST", 2**20)
    answer = client.post("/evaluations/upload", params={"name": "x.jsonl"}, content=b"x" * (2**20 + 1), headers=HERE)
    assert (answer.status_code, answer.text) == (413, VI.too_large.format(limit=1))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
    ],
)
def test_orders_from_other_sites_are_refused(client: TestClient, evaluations: Evaluations, headers: dict[str, str]) -> None:
    kept = uploaded(client)
    for order in ("upload", "start", "resume", "stop"):
        answer = client.post(f"/evaluations/{order}", params={"set": kept, "name": "x.jsonl"}, content=SET, headers=headers)
        assert (answer.status_code, answer.text) == (403, VI.foreign)
    assert evaluations.runner.going is None
    assert client.get("/evaluations/start", params={"set": kept}).status_code == 405


def test_an_order_with_the_page_s_own_origin_is_taken(client: TestClient) -> None:
    assert client.post("/evaluations/stop", headers={"origin": "http://testserver"}).status_code == 200


def test_a_run_shows_how_far_it_is_and_ends_in_a_report(client: TestClient, evaluations: Evaluations, assistant: Slow) -> None:
    kept = uploaded(client)
    started = client.post("/evaluations/start", params={"set": kept}, headers=HERE)
    assert 'data-phase="asking"' in started.text
    assistant.let.release(2)
    until_done(evaluations, 2)
    shown = client.get("/evaluations/going").text
    assert "Đã hỏi 2 trên 4 câu" in text_of(shown)
    assert '<progress max="4" value="2"' in shown
    assert "còn khoảng" in text_of(shown)
    refused = client.post("/evaluations/start", params={"set": kept, "lang": "en"}, headers=HERE)
    assert (refused.status_code, refused.text) == (409, EN.already)
    assert VI.resume not in client.get("/evaluations/runs").text
    assistant.let.release(2)
    assert ended(evaluations).phase is Phase.DONE
    assert VI.done.format(name="bo-cau-hoi.jsonl", right=2, count=4) in text_of(client.get("/evaluations/going").text)
    run = re.findall(r'class="open-run" data-run="(\w+)"', client.get("/evaluations/runs").text)[0]
    report = client.get("/evaluations/report", params={"run": run})
    assert "sandbox allow-scripts; default-src 'none'" in report.headers["content-security-policy"]
    assert "bo-cau-hoi.jsonl" in text_of(report.text)
    assert "<img" not in report.text


def test_a_run_that_was_stopped_goes_on_where_it_was(client: TestClient, evaluations: Evaluations, assistant: Slow, home: Path) -> None:
    kept = uploaded(client)
    client.post("/evaluations/start", params={"set": kept}, headers=HERE)
    assistant.let.release(1)
    until_done(evaluations, 1)
    assert VI.stopping in client.post("/evaluations/stop", headers=HERE).text
    assistant.let.release(1)
    assert ended(evaluations).phase is Phase.STOPPED
    listed = client.get("/evaluations/runs").text
    assert "2 trên 4, chưa xong" in text_of(listed)
    run = re.findall(r'class="resume" data-run="(\w+)"', listed)[0]
    assert client.post("/evaluations/resume", params={"run": run}, headers=HERE).status_code == 200
    assistant.let.release(2)
    assert ended(evaluations).phase is Phase.DONE
    (path,) = (home / "runs").glob("*.jsonl")
    assert [record.case.id for record in read_run(path).records] == ["a", "b", "c", "d"]


def test_a_run_of_a_set_that_is_gone_or_of_another_index_is_not_gone_on_with(
    client: TestClient, evaluations: Evaluations, held: Index, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(SET)
    test_set, settings = read_test_set(path), Settings(home=home)
    runs = home / "runs"
    with RunWriter(runs / "set-1.jsonl", header_of(held, test_set, settings=settings).model_copy(update={"index": "another"})):
        pass
    run = re.findall(r'class="resume" data-run="(\w+)"', client.get("/evaluations/runs").text)[0]
    answer = client.post("/evaluations/resume", params={"run": run}, headers=HERE)
    assert (answer.status_code, answer.text) == (409, VI.set_gone)
    uploaded(client)
    assert client.post("/evaluations/resume", params={"run": run}, headers=HERE).status_code == 200
    assert ended(evaluations).phase is Phase.FAILED
    assert VI.changed in text_of(client.get("/evaluations/going").text)


def test_runs_of_the_command_line_are_in_the_list_and_others_left_out(
    client: TestClient, held: Index, home: Path, assistant: Slow, tmp_path: Path
) -> None:
    path = tmp_path / "dòng lệnh.jsonl"
    path.write_bytes(SET)
    test_set = read_test_set(path)
    assistant.let.release(len(CASES))
    with RunWriter(home / "runs" / "any name.jsonl", header_of(held, test_set, settings=Settings(home=home))) as writer:
        run_cases(assistant, test_set, writer=writer)
    (home / "runs" / "notes.json").write_text("{}", encoding="utf-8")
    (home / "runs" / "torn.jsonl").write_bytes(b"\x00")
    listed = client.get("/evaluations", params={"lang": "en"}).text
    assert listed.count('class="open-run"') == 1
    assert "dòng lệnh.jsonl" in text_of(listed)


def test_two_runs_are_compared_and_downloaded(client: TestClient, evaluations: Evaluations, assistant: Slow) -> None:
    kept = uploaded(client)
    first = run_all(client, evaluations, assistant, kept=kept)
    second = run_all(client, evaluations, assistant, kept=kept)
    part = client.get("/evaluations/run", params={"run": second}).text
    assert f'<option value="{first}">' in part
    assert 'sandbox="allow-scripts"' in part
    both = {"run": second, "against": first}
    assert client.get("/evaluations/report", params=both).text != client.get("/evaluations/report", params={"run": second}).text
    files = {form: client.get("/evaluations/file", params={**both, "form": form}) for form in ("html", "csv", "json", "xml")}
    for form, answer in files.items():
        assert re.fullmatch(rf"attachment; filename\*=UTF-8''bo-cau-hoi-[\w-]+\.{form}", answer.headers["content-disposition"])
    assert len(files["json"].json()["cases"]) == len(ElementTree.fromstring(files["xml"].content).findall(".//testcase")) == len(CASES)
    assert str(CASES[2]["question"]) in files["csv"].content.decode("utf-8-sig")
    assert client.get("/evaluations/file", params={**both, "form": "exe"}).status_code == 404


def test_a_set_with_documents_of_its_own_is_answered_from_those(client: TestClient, evaluations: Evaluations, held: Index) -> None:
    kept = uploaded(client, json.dumps(SQUAD).encode(), name="squad.json")
    assert VI.contexts.format(count=1) in text_of(client.get("/evaluations/sets", params={"set": kept}).text)
    client.post("/evaluations/start", params={"set": kept}, headers=HERE)
    going = ended(evaluations)
    assert (going.phase, going.right) == (Phase.DONE, 1)
    assert read_run(going.path).header.documents == 1
    assert len(held.documents()) == 3


def test_a_run_lets_people_who_chat_go_first(assistant: Slow, home: Path) -> None:
    waiting = Waiting()
    runner = Runner(Site(assistant=assistant, settings=Settings(home=home), waiting=waiting))
    case = read_test_set(SAMPLE).cases[0]
    assistant.let.release(1)
    with waiting.one():
        runner.start(TestSet(name="x", sha256="0" * 64, cases=(case,)), path=home / "runs" / "x.jsonl")
        time.sleep(0.3)
        assert runner.going is not None
        assert runner.going.done == 0
        assert assistant.let.acquire(blocking=False)  # what lets it answer has not been taken yet
    assistant.let.release()
    runner.close()


def test_the_sample_comes_first_and_an_upload_of_it_is_the_same_set(tmp_path: Path) -> None:
    shelf = SetShelf(tmp_path)
    kept = shelf.keep(SAMPLE.read_bytes(), name="mau.jsonl")
    assert [one.id for one in shelf.sets()] == [kept.id]
    assert shelf.sets()[0].path == SAMPLE


def test_an_empty_index_says_how_to_add_documents(tmp_path: Path, assistant: Slow) -> None:
    with Index(tmp_path, embedder=assistant.index.embedder) as empty:
        evaluations = Evaluations(Site(assistant=Assistant(empty), settings=Settings(home=tmp_path), waiting=Waiting()))
        app = FastAPI()
        evaluations.add_to(app)
        client = TestClient(app)
        answer = client.post("/evaluations/start", params={"set": uploaded(client)}, headers=HERE)
    assert answer.status_code == 409
    assert "assistant ingest" in answer.text


def test_both_languages_have_the_same_blanks_to_fill() -> None:
    for name in VI.__dataclass_fields__:
        texts = [str(getattr(one, name)) for one in (VI, EN)]
        assert len({tuple(sorted(re.findall(r"{\w+}", text))) for text in texts}) == 1, name


def test_an_unforeseen_error_is_one_sentence_without_its_words() -> None:
    languages: tuple[Language, ...] = ("vi", "en")
    for language in languages:
        for error in (RuntimeError("secret"), OSError("secret"), TestSetError("secret")):
            said = problem(error, language=language)
            assert (language == "en" and isinstance(error, TestSetError)) or "secret" not in said
    going = Going(set_name=HOSTILE, path=Path("x"), phase=Phase.FAILED, problem=RuntimeError(HOSTILE))
    assert "<img" not in going_html(going, words=Words(language="vi"))


UNANSWERED = {"question": "x", "answerable": False}
BAD_CASES: Sequence[object] = [
    {"id": "1"}, {"id": [1], "question": "?"}, {"id": " ", "question": "x", "facts": [["a"]]}, {"question": "  ", "facts": [["a"]]},
    {"question": "x"}, {"question": "x", "facts": "a"}, {"question": "x", "facts": [[]]},
    {"question": "x", "facts": [["a"]], "forbidden": [" "]},
    {"question": "x", "facts": [["a"]], "language": "fr"}, {"question": "x", "facts": [["a"]], "answerable": False},
    {"question": "x", "facts": [["a"]], "answerable": "perhaps"}, {"question": "x", "evidence": [{"document": " ", "quote": "a"}]},
    {"question": "x", "evidence": ["a"]}, {"question": "x", "history": 1}, {"question": "x", "facts": [["\ud800"]]}, 7,
    {"turns": 1}, {"turns": [1]}, {"question": "x", "turns": [{}]}, {"turns": [{**UNANSWERED, "history": [{"question": "y"}]}]},
    {**UNANSWERED, "conversation": [1]}, {**UNANSWERED, "conversation": " "}, {"id": "c", "turns": [UNANSWERED]},
    {"id": "c", "turns": [{**UNANSWERED, "id": "o"}]}, {**UNANSWERED, "conversation": "e"}, {"question": "x", "conversation": "e"},
]  # fmt: skip
BAD_ROWS = [";a;;;", "x;;;;", "x;a;t.pdf;hai;", "x;a;;;có lẽ", "x;[a;;;", "x;#REF!;;;"]


def test_every_reason_why_a_case_is_bad_is_said_in_vietnamese(tmp_path: Path) -> None:
    good = {"id": "good", "question": "x", "facts": [["a"]]}
    lines = tmp_path / "a.jsonl"
    lines.write_text("\n".join(json.dumps(case) for case in (good, good, *BAD_CASES)) + "\n{no json", encoding="utf-8")
    table = tmp_path / "a.csv"
    table.write_text("\n".join(["câu hỏi;đáp án;tài liệu;trang;có đáp án", "x;a;;;", *BAD_ROWS]), encoding="utf-8")
    squad = tmp_path / "a.json"
    bad = [7, {"paragraphs": [7, {"context": "abc", "qas": [7, {"question": "x"}, {"question": "x", "answers": [{"text": "z"}]}]}]}]
    squad.write_text(json.dumps({"data": [*SQUAD["data"], *bad]}), encoding="utf-8")
    faults = [fault for path in (lines, table, squad) for fault in read_test_set(path, skip_bad=True).faults]
    assert len(faults) == len(BAD_CASES) - 1 + 2 + len(BAD_ROWS) + 5
    for fault in faults:
        assert reason_in_vietnamese(fault.reason) != fault.reason, fault
        assert place_in_vietnamese(fault.place) != fault.place or fault.place.startswith("data."), fault


@pytest.mark.parametrize(
    "data",
    [
        b" ", b"question\n", b"question;question\nx;y", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"),
        b'{"data": [{"paragraphs": [{"qas":',
        "câu hỏi".encode("cp1258", "replace") + b"\xff", b'{"id": "a"}', b'question\n"a" b',
    ],
)  # fmt: skip
def test_every_reason_why_a_file_is_bad_is_said_in_vietnamese(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "tệp.jsonl"
    path.write_bytes(data)
    with pytest.raises(TestSetError) as caught:
        read_test_set(path, skip_bad=True)
    assert sentence_in_vietnamese(str(caught.value)) is not None, caught.value
