"""A site with the view of evaluations, without a browser: what is sent to it, and how a test waits for what comes of it."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Sequence
from html import unescape

from starlette.testclient import TestClient

from assistant.answering.answer import Answer
from assistant.assistant import Assistant
from assistant.understanding.follow_up import Turn
from evals.web.evaluation_texts import EVALUATION_TEXTS
from evals.web.evaluations import Evaluations
from evals.web.running import Going, Phase
from vectorstore.index import Index
from vectorstore.scope import EVERYTHING, Scope

VI, EN = EVALUATION_TEXTS["vi"], EVALUATION_TEXTS["en"]
HERE = {"sec-fetch-site": "same-origin"}
HOSTILE = '<img src=x onerror="run()">'
CASES = (
    {"id": "a", "question": "Đơn vị nào chủ trì nhà ở xã hội?", "facts": [["Sở Xây dựng"]], "evidence": [_evidence := {
        "document": "ke-hoach-84.txt", "page": None, "quote": "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập danh mục dự án"}]},
    {"id": "b", "question": "Nhà máy nào tạm ngừng cấp nước vào ngày 9/5/2023?", "facts": [["sông Đuống"]], "kind": HOSTILE},
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

    def ask(self, question: str, *, history: Sequence[Turn] = (), scope: Scope = EVERYTHING) -> Answer:
        assert self.let.acquire(timeout=30)
        return super().ask(question, history=history)


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
