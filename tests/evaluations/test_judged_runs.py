"""What people do with runs: verdicts on failed cases, names, deleting; and the quality of a set over time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from starlette.testclient import TestClient

from evals.reports.exports import csv_bytes, junit_bytes, run_object
from evals.reports.listing import run_text
from evals.reports.report import report_html
from evals.running.run_file import read_run
from evals.scoring import human_verdicts
from evals.scoring.human_verdicts import give_verdict, kept_verdicts, verdicts_path
from evals.web.evaluation_texts import EVALUATION_TEXTS
from evals.web.judging_texts import JUDGING_TEXTS
from evals.web.run_shelf import KeptRun, RunShelf, Share, run_id
from evals.web.trend import same_sets, trend_html
from evals.web.view_words import Words
from tests.evaluations.light_site import light_client, put_run
from tests.evaluations.site import HERE, text_of
from tests.invented_runs import AFTER, HOSTILE, header, record, run

VI, TEXTS = JUDGING_TEXTS["vi"], EVALUATION_TEXTS["vi"]
WORDS = Words(language="vi")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "runs").mkdir()
    return tmp_path / "runs"


@pytest.fixture
def first(folder: Path) -> Path:
    return put_run(run(), folder / "first.jsonl")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with light_client(tmp_path) as made:
        yield made


def judged(client: TestClient, path: Path, **given: str) -> str:
    answer = client.post("/evaluations/run/judge", params={"run": run_id(path)}, data=given, headers=HERE)
    return f"{answer.status_code} {answer.text}"


# -- verdicts


def test_a_verdict_counts_beside_the_score_and_is_taken_back(client: TestClient, first: Path) -> None:
    before = RunShelf(first.parent).runs()[0]
    assert before.judged is None
    assert judged(client, first, case="lured", judgement="right", reason="bộ ghi sai") == f"200 {VI.saved}"
    assert judged(client, first, case="partly", judgement="unclear") == f"200 {VI.saved}"
    assert judged(client, first, case="silent", judgement="wrong") == f"200 {VI.saved}"
    after = RunShelf(first.parent).runs()[0]
    assert after.shares == before.shares
    right = before.shares["right"]
    assert after.judged == Share(hits=right.hits + 1, count=right.count - 1)
    assert TEXTS.judged in text_of(client.get("/evaluations/runs").text)
    assert judged(client, first, case="lured", take_back="1") == f"200 {VI.taken_back}"
    assert set(read_run(first).verdicts) == {"partly", "silent"}


def test_a_verdict_is_carried_over_where_the_answer_is_the_same_and_only_there(client: TestClient, first: Path) -> None:
    judged(client, first, case="lured", judgement="right", reason="xem trang 9")
    judged(client, first, case="partly", judgement="wrong")
    changed = {**AFTER, "partly": record("partly", "Đơn vị: Sở Tài chính.")}
    second = put_run(run(changed, test_set="đổi tên.jsonl"), first.with_name("second.jsonl"))
    assert {name: one.reason for name, one in read_run(second).verdicts.items()} == {"lured": "xem trang 9"}
    shown = client.get("/evaluations/failed", params={"run": run_id(second)}).text
    assert "xem trang 9" in shown and VI.carried.partition(" (")[0] in text_of(shown)
    other_source = {**AFTER, "lured": AFTER["lured"].model_copy(update={"answer": {**AFTER["lured"].answer, "citations": []}})}
    assert read_run(put_run(run(other_source), first.with_name("third.jsonl"))).verdicts.keys() == {"partly"}


def test_reports_and_files_show_the_verdict_and_both_figures(client: TestClient, first: Path) -> None:
    judged(client, first, case="lured", judgement="right", reason=f"đúng {HOSTILE}")
    read = read_run(first)
    html = report_html(read, language="vi")
    assert "<img src=x" not in html
    assert "Theo người xét: đúng 3 trên 8 câu" in text_of(html)
    assert "A person: right" in text_of(report_html(read, language="en"))
    rows = list(csv.DictReader(io.StringIO(csv_bytes(read).decode("utf-8-sig"))))
    assert {row["id"]: row["verdict"] for row in rows if row["verdict"]} == {"lured": "right"}
    told = json.loads(json.dumps(run_object(read)))
    assert (told["right"]["hits"], told["right_judged"]["hits"]) == (2, 3)
    assert b"Verdict of a person: right" in junit_bytes(read) and b'name="right_judged" value="3 of 8"' in junit_bytes(read)
    assert "With the verdicts of people 3 of 8 are right" in run_text(read)
    assert run_object(run())["right_judged"] is None and "verdicts of people" not in run_text(run())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"case": "lured", "judgement": "good"}, f"400 {VI.unreadable}"),
        ({"case": "lured"}, f"400 {VI.unreadable}"),
        ({"case": "no such case", "judgement": "right"}, f"404 {VI.case_unknown}"),
        ({"judgement": "right"}, f"404 {VI.case_unknown}"),
    ],
)
def test_a_verdict_that_cannot_be_given_is_refused_in_one_sentence(
    client: TestClient, first: Path, given: dict[str, str], said: str
) -> None:
    assert judged(client, first, **given) == said
    assert not verdicts_path(first.parent).exists()


def test_failed_cases_are_shown_a_page_at_a_time_those_not_judged_first(client: TestClient, folder: Path) -> None:
    many = {
        f"x{number}": record("lured", f"Sở {number}", case=AFTER["lured"].case.model_copy(update={"id": f"x{number}"}))
        for number in range(25)
    }
    path = put_run(run(many, keys=tuple(many)), folder / "many.jsonl")
    judged(client, path, case="x0", judgement="wrong")
    pages = [client.get("/evaluations/failed", params={"run": run_id(path), "page": page}).text for page in ("1", "2", "99", "x")]
    assert [page.count("<article") for page in pages] == [20, 5, 5, 20]
    assert 'data-case="x0"' not in pages[0] and 'data-case="x0"' in pages[1]
    right = put_run(run(keys=("right",)), folder / "right.jsonl")
    assert VI.none in text_of(client.get("/evaluations/failed", params={"run": run_id(right)}).text)
    assert client.get("/evaluations/failed", params={"run": "x"}).status_code == 404


def test_verdicts_have_a_limit_and_broken_lines_are_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(human_verdicts, "MOST", 2)
    for number in range(3):
        give_verdict(folder, AFTER["lured"].case, {"answer": str(number), "citations": []}, "right", reason=f"{number}\n\u202e" + "x" * 999)
    assert [one.reason[:2] for one in kept_verdicts(folder).values()] == ["1 ", "2 "]
    assert all(len(one.reason) <= human_verdicts.LONGEST_REASON for one in kept_verdicts(folder).values())
    with verdicts_path(folder).open("ab") as file:
        file.write(b'{"key": 1}\nbroken')
    assert len(kept_verdicts(folder)) == 2
    verdicts_path(folder).write_bytes(b"\xff\xfe")
    assert kept_verdicts(folder) == {}


# -- names and deleting


def test_a_run_is_renamed_and_gets_the_name_of_its_set_back(client: TestClient, first: Path) -> None:
    order = {"run": run_id(first), "name": "  Sau khi <b>nạp</b>\nlại  "}
    assert client.post("/evaluations/run/rename", params=order, headers=HERE).text == TEXTS.renamed.format(name="Sau khi <b>nạp</b> lại")
    listed = client.get("/evaluations/runs").text
    assert "Sau khi &lt;b&gt;nạp&lt;/b&gt; lại" in listed and "bo-cau-hoi.jsonl" in listed
    client.post("/evaluations/run/rename", params={**order, "name": "x" * 500}, headers=HERE)
    assert len(RunShelf(first.parent).runs()[0].name) == 80
    client.post("/evaluations/run/rename", params={**order, "name": " "}, headers=HERE)
    assert RunShelf(first.parent).runs()[0].name == "bo-cau-hoi.jsonl"
    (first.parent / ".titles.json").write_text("[broken", encoding="utf-8")
    assert client.get("/evaluations/runs").status_code == 200


def test_a_run_is_deleted_with_what_lies_beside_it_but_not_while_it_is_written(client: TestClient, first: Path) -> None:
    grades = first.with_name("first.jsonl.grades")
    grades.write_text("{}\n", encoding="utf-8")
    judged(client, first, case="lured", judgement="right")
    order = {"run": run_id(first)}
    with FileLock(first.with_name(".first.jsonl.lock")):
        answer = client.post("/evaluations/run/delete", params=order, headers=HERE)
        assert (answer.status_code, answer.text) == (500, TEXTS.elsewhere)
    assert client.post("/evaluations/run/delete", params=order, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.post("/evaluations/run/delete", params=order, headers=HERE).text == TEXTS.run_deleted.format(name="bo-cau-hoi.jsonl")
    assert not first.exists() and not grades.exists()
    assert client.post("/evaluations/run/delete", params=order, headers=HERE).status_code == 404
    again = put_run(run(), first)
    assert read_run(again).verdicts.keys() == {"lured"}  # of the answer, not of the run


# -- over time


def kept(number: int, *, name: str = "a.jsonl", content: str = "1", judged: Share | None = None, complete: bool = True) -> KeptRun:
    head = header(test_set=name, set_sha256=content * 64, case_count=4, started=datetime(2026, 3, number, tzinfo=UTC))
    shares = {"right": Share(hits=number % 4, count=4), "cited_of_given": Share(hits=1, count=2), "declined": Share(hits=0, count=0)}
    return KeptRun(id=f"{number:016x}", path=Path(f"{number}.jsonl"), header=head, done=4 if complete else 3, shares=shares, judged=judged)


def test_a_set_that_was_renamed_or_has_got_more_cases_is_the_same() -> None:
    runs = [
        kept(1),
        kept(2, content="2"),
        kept(3, name="b.jsonl", content="2"),
        kept(4, name="c.jsonl", content="3"),
        kept(5, complete=False),
    ]
    assert [[run.header.started.day for run in group] for group in same_sets(runs[::-1])] == [[4], [1, 2, 3]]


def test_the_plot_and_the_table_say_the_same() -> None:
    runs = [kept(1), replace(kept(2, content="2"), title=HOSTILE), kept(3, content="2", judged=Share(hits=4, count=4))]
    html = trend_html(runs[::-1], wanted="", words=WORDS)
    assert "<img" not in html and "<script" not in html
    assert html.count("<circle") == 3 + 1 + 2 and html.count("<path") == 3 + 1  # the points, and those of the legend
    said = text_of(html)
    assert VI.trend_changed in said and "75,0" in said and VI.judged in said and VI.declined not in said
    assert VI.trend_few in text_of(trend_html(runs[:1], wanted="", words=WORDS))
    many = [kept(1 + number % 28, content="1") for number in range(60)]
    assert VI.trend_cut.format(count=40) in text_of(trend_html(many, wanted="x", words=WORDS))
