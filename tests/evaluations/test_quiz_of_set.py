"""A test set as a quiz, and a quiz as a test set that a run can be made of."""

from __future__ import annotations

import json
import re
from pathlib import Path

from starlette.testclient import TestClient

from assistant.training.quiz_store import Quizzes
from assistant.training.quiz_test_set import quiz_test_set
from assistant.web.visitor import owner_of
from evals.sets.quiz_from_set import quiz_from_set
from evals.sets.test_sets import read_test_set
from evals.web.evaluations import Evaluations
from tests.evaluations.site import CASES, HERE, VI, Slow, run_all, uploaded
from vectorstore.index import Index

EVIDENCE = CASES[0]["evidence"]
MORE = tuple(
    {"id": f"m{number}", "question": f"Câu {number}: ai?", "facts": [[fact]], "kind": "lead_unit", "evidence": EVIDENCE}
    for number, fact in enumerate(("Sở Y tế", "Sở Nội vụ", "Sở Tư pháp", "Sở Công Thương"))
)
LEAD = {**CASES[0], "kind": "lead_unit", "forbidden": ["Sở Quy hoạch"]}


def as_lines(*cases: object) -> bytes:
    return "\n".join(json.dumps(case, ensure_ascii=False) for case in cases).encode()


def test_a_case_with_one_fact_and_evidence_becomes_a_question(small_index: Index, tmp_path: Path) -> None:
    path = tmp_path / "bo.jsonl"
    path.write_bytes(as_lines(LEAD, *MORE, *CASES[1:]))
    made = quiz_from_set(read_test_set(path), index=small_index)
    assert len(made) == 6  # without evidence, and without an answer, none is made
    first = made[0]
    assert (first.answer, first.source.document_name, first.approved) == ("Sở Xây dựng", "ke-hoach-84.txt", False)
    assert "Sở Xây dựng chủ trì, phối hợp" in first.source.quote
    assert first.wrong[0] == "Sở Quy hoạch"
    assert len(first.wrong) == 3
    assert not {"Sở Xây dựng", "Sở Tài chính"} & set(first.wrong)


def test_what_a_set_forbids_is_a_wrong_answer_only_where_it_could_be_one(small_index: Index, tmp_path: Path) -> None:
    path = tmp_path / "bo.jsonl"
    forbidden = ["hình như", "17/3/2021", "17 tháng 3 năm 2021", "30 tháng 6 năm 2026"]
    day = {"id": "d", "question": "Ngày nào?", "facts": [["30/6/2026"]], "forbidden": forbidden, "evidence": EVIDENCE}
    path.write_bytes(as_lines({**LEAD, "forbidden": ["Tôi đoán", "Sở Quy hoạch"]}, *MORE, day))
    made = quiz_from_set(read_test_set(path), index=small_index)
    assert "Sở Quy hoạch" in made[0].wrong and "Tôi đoán" not in made[0].wrong
    assert made[-1].wrong == ("17/3/2021",)


def test_a_quiz_is_made_of_a_set_in_the_view(client: TestClient, home: Path) -> None:
    client.cookies.set("plan_visitor", "v" * 43)
    kept = uploaded(client, as_lines(LEAD, *MORE))
    assert 'class="make-quiz"' in client.get("/evaluations/sets", params={"set": kept}).text
    quiz = client.post("/evaluations/quiz", params={"set": kept}, headers=HERE).json()["quiz"]
    (entry,) = Quizzes(home).listed(owner_of({"plan_visitor": "v" * 43}))
    assert (entry.id, entry.title, entry.question_count) == (quiz, "bo-cau-hoi", 5)
    refused = client.post("/evaluations/quiz", params={"set": "0" * 16}, headers=HERE)
    assert (refused.status_code, refused.text) == (404, VI.set_unknown)
    without = uploaded(client, as_lines(CASES[1]))
    assert client.post("/evaluations/quiz", params={"set": without}, headers=HERE).text == VI.quiz_impossible


def test_a_run_can_be_made_of_a_quiz(
    client: TestClient, evaluations: Evaluations, assistant: Slow, small_index: Index, tmp_path: Path
) -> None:
    path = tmp_path / "bo.jsonl"
    path.write_bytes(as_lines(LEAD, *MORE))
    quizzes = Quizzes(tmp_path / "quizzes")
    quiz_id = quizzes.make(
        "m" * 43, title="Bài", language="vi", seed=1, questions=quiz_from_set(read_test_set(path), index=small_index)[:1]
    )
    quizzes.approve("m" * 43, quiz_id, [quizzes.opened(quiz_id).questions[0].id], approved=True)
    kept = uploaded(client, quiz_test_set(quizzes.opened(quiz_id)), name="bai.jsonl")
    run_all(client, evaluations, assistant, kept=kept)
    run = re.findall(r'data-run="(\w+)"', client.get("/evaluations/runs").text)[0]
    found = client.get("/evaluations/file", params={"run": run, "form": "json"}).json()
    assert "Đơn vị nào chủ trì nhà ở xã hội?" in json.dumps(found, ensure_ascii=False)
