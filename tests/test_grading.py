"""Grades by another model lie beside the run, are shown with their intervals, and fail one by one."""

from __future__ import annotations

import importlib.util
import json
import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.reports.listing import graded_text, run_text
from evals.reports.report import report_html
from evals.running.run_file import Run, RunWriter, read_run
from evals.scoring.comparing import compare
from evals.scoring.deepeval_grader import Grader, NotInstalledError, UngradableError
from evals.scoring.figures import scores_of, summarise
from evals.scoring.grades import path_beside
from evals.scoring.grading import GradingProgress, Wanted, grade_run
from tests.chat_server import ChatServer
from tests.invented_runs import AFTER, run
from tests.scripted_chat import Reply, ScriptedServer
from tests.scripted_models import scripted

INSTALLED = importlib.util.find_spec("deepeval") is not None
needs_deepeval = pytest.mark.skipif(not INSTALLED, reason="deepeval is not installed")
BOTH = ("faithfulness", "relevance")


class Told:
    """A grader that gives what it is told to, and keeps what it was shown."""

    def __init__(self, *grades: float | str, name: str = "told") -> None:
        self.name = name
        self.grades = list(grades)
        self.shown: list[tuple[str, str, str, Sequence[str]]] = []

    def grade(self, measure: str, *, question: str, answer: str, context: Sequence[str]) -> float:
        self.shown.append((measure, question, answer, context))
        grade = self.grades[(len(self.shown) - 1) % len(self.grades)]
        if isinstance(grade, str):
            raise UngradableError(grade)
        return grade


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A run of eight cases in a file, of which three were answered with citations."""
    made = run(AFTER)
    with RunWriter(tmp_path / "run.jsonl", made.header) as writer:
        for record in made.records:
            writer.add(record)
    return tmp_path / "run.jsonl"


def graded(
    path: Path, grader: Told, *, measures: Sequence[str] = BOTH, limit: int | None = None, characters: int = 8000
) -> GradingProgress:
    return grade_run(read_run(path), path, grader=grader, wanted=Wanted(measures=measures, limit=limit, characters=characters))


def figures(made: Run) -> dict[str, tuple[float | None, int]]:
    return {figure.measure: (figure.value, figure.count) for figure in summarise(scores_of(made)).figures if figure.measure in BOTH}


def test_answers_that_were_given_are_graded_and_shown_with_the_run(kept: Path) -> None:
    assert figures(read_run(kept)) == {"faithfulness": (None, 0), "relevance": (None, 0)}
    came = graded(kept, grader := Told(1.0, 0.5))
    assert came == GradingProgress(done=8, count=8, failed=0)
    made = read_run(kept)
    assert figures(made) == {"faithfulness": (1.0, 4), "relevance": (0.5, 4)}
    measure, question, answer, context = grader.shown[0]
    assert (measure, question, answer) == ("faithfulness", "Đơn vị nào nạo vét kênh Hòa Bình?", "Đơn vị chủ trì: Sở Xây dựng.")
    assert context[0].startswith("Nạo vét kênh Hòa Bình") and context[1].startswith("Danh mục nhiệm vụ") and len(context) == 3
    assert "Graded by told: 8 grades." in run_text(made)
    assert "Faithfulness (graded by a model)  100.0 %" in graded_text(made, summarise(scores_of(made)))
    page = report_html(made, language="en")
    assert "Graded by told: 8 grades, 0 could not be given." in page and "Graded by a model" in page
    assert "Graded" not in report_html(run(AFTER), language="en")
    assert [setting.after for setting in compare(run(AFTER), made).settings] == ["told"]


def test_grades_that_fail_are_counted_and_tried_again(kept: Path) -> None:
    assert graded(kept, Told("model_slow", 0.75), measures=("faithfulness",)).failed == 2
    made = read_run(kept)
    assert (made.grading.given, made.grading.failed) == (2, 2)
    assert figures(made)["faithfulness"] == (0.75, 2)
    assert "2 could not be given" in run_text(made)
    again = Told(0.25)
    assert graded(kept, again, measures=("faithfulness",)) == GradingProgress(done=4, count=4, failed=0)
    assert len(again.shown) == 2  # those that were given stay
    assert figures(read_run(kept))["faithfulness"] == (0.5, 4)


def test_another_grader_begins_anew_and_a_torn_line_is_left_out(kept: Path) -> None:
    graded(kept, Told(1.0))
    other = Told(0.0, name="other")
    assert graded(kept, other, limit=1) == GradingProgress(done=2, count=2, failed=0)
    made = read_run(kept)
    assert (made.grading.grader, made.grading.given) == ("other", 2)
    file = path_beside(kept)
    file.write_bytes(file.read_bytes()[:-5])
    assert read_run(kept).grading.given == 1
    file.write_bytes(b"torn")
    assert read_run(kept).grading.given == 0


def test_a_grade_of_an_answer_that_is_no_longer_the_same_counts_for_nothing(kept: Path) -> None:
    graded(kept, Told(1.0))
    kept.write_bytes(kept.read_bytes().replace("Đơn vị chủ trì: **Sở".encode(), "Chủ trì: **Sở".encode()))
    assert figures(read_run(kept))["faithfulness"] == (1.0, 3)


def test_grading_that_is_stopped_goes_on(kept: Path) -> None:
    calls = iter([False, False, False, True])
    made = read_run(kept)
    wanted = Wanted(measures=BOTH, characters=8000)
    came = grade_run(made, kept, grader=Told(1.0), wanted=wanted, stop=lambda: next(calls))
    assert came == GradingProgress(done=3, count=8, failed=0)
    rest = Told(1.0)
    assert grade_run(made, kept, grader=rest, wanted=wanted).done == 8
    assert len(rest.shown) == 5


def test_the_grader_is_shown_no_more_than_it_can_read(kept: Path) -> None:
    graded(kept, grader := Told(1.0), characters=120)
    assert all(sum(map(len, context)) <= 120 for _, _, _, context in grader.shown)


@pytest.mark.skipif(INSTALLED, reason="deepeval is installed")
def test_without_deepeval_it_is_said_how_to_get_it() -> None:
    with pytest.raises(NotInstalledError, match="extra “grading”"):
        Grader(scripted("?")[0])


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory and home, no network but loopback, and keys that deepeval must not use."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CONFIDENT_API_KEY", "confident_us_xxx")
    (tmp_path / ".env").write_text("DEEPEVAL_TELEMETRY_OPT_OUT=0\nOPENAI_API_KEY=sk-from-a-file\n", encoding="utf-8")
    connect: Callable[..., object] = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> object:
        assert isinstance(address, str | bytes) or (isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1", "localhost")), address
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)
    return tmp_path


def verdicts(*said: str) -> str:
    return json.dumps({"verdicts": [{"verdict": word, "reason": ""} for word in said]})


@needs_deepeval
def test_deepeval_grades_by_the_configured_model_and_does_nothing_else(alone: Path) -> None:
    truths, claims = json.dumps({"truths": ["Sở Xây dựng chủ trì"]}), json.dumps({"claims": ["Sở Xây dựng chủ trì", "Sở Y tế phối hợp"]})
    chat, model = scripted(truths, claims, verdicts("yes", "no"), json.dumps({"statements": ["Sở Xây dựng chủ trì."]}), verdicts("yes"))
    grader = Grader(chat)
    assert grader.name.startswith("scripted:test (deepeval ")
    asked = {"question": "Ai chủ trì?", "answer": "Sở Xây dựng chủ trì, Sở Y tế phối hợp.", "context": ["Sở Xây dựng chủ trì"]}
    assert grader.grade("faithfulness", **asked) == 0.5  # type: ignore[arg-type]
    assert grader.grade("relevance", **asked) == 1.0  # type: ignore[arg-type]
    assert len(model.asked) == 5
    assert "Sở Y tế phối hợp" in model.prompt(1) and "Ai chủ trì?" in model.prompt(4)
    assert sorted(path.name for path in alone.iterdir()) == [".env"]
    assert os.environ.get("OPENAI_API_KEY") != "sk-from-a-file"
    assert "CONFIDENT_API_KEY" not in os.environ


@needs_deepeval
@pytest.mark.parametrize(
    "reply", ["I think it is fine.", '{"truths": 7}', "", '{"verdicts": [{}]}', Reply(status=500, text="no"), Reply(hangs=True)]
)
def test_a_model_that_cannot_grade_fails_in_order(alone: Path, scripted_server: ScriptedServer, reply: str | Reply) -> None:
    scripted_server.otherwise = reply if isinstance(reply, Reply) else Reply(text=reply)
    grader = Grader(scripted_server.chat(chat_timeout=0.5))
    for measure in BOTH:
        with pytest.raises(UngradableError):
            grader.grade(measure, question="Ai?", answer="Sở Y tế chủ trì.", context=["Sở Y tế chủ trì."])


def test_the_command_says_what_it_needs_and_grades_by_the_configured_model(
    kept: Path, scripted_server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grade", str(kept)]) == 2
    assert "No chat model is configured to grade with" in capsys.readouterr().err
    monkeypatch.setenv("ASSISTANT_CHAT_MODEL", "openai:scripted")
    monkeypatch.setenv("ASSISTANT_CHAT_BASE_URL", scripted_server.url)
    scripted_server.say(json.dumps({"statements": ["Sở Xây dựng chủ trì."]}), verdicts("yes"), "I do not know.")
    came = main(["grade", str(kept), "--measures", "relevance", "--limit", "2"])
    printed = capsys.readouterr()
    if not INSTALLED:
        assert came == 2 and "deepeval, which is not installed" in printed.err
        return
    assert came == 1
    assert "1 grades; 1 could not be given" in printed.out and "those of a small one mean little" in printed.out
    with pytest.raises(SystemExit):
        main(["grade", str(kept), "--measures", "beauty"])


@needs_deepeval
@pytest.mark.slow
def test_a_real_model_that_is_far_too_small_grades_or_fails_in_order(kept: Path, chat_server: ChatServer) -> None:
    """It cannot grade: nothing but the order of what happens is shown."""
    chat = chat_server.chat(chat_timeout=20)
    few = chat.model.model_copy(update={"extra_body": {"max_tokens": 40}})
    wanted = Wanted(measures=("relevance",), limit=1, characters=400)
    came = grade_run(read_run(kept), kept, grader=Grader(replace(chat, model=few)), wanted=wanted)
    assert (came.done, came.count) == (1, 1)
    assert read_run(kept).grading.given + read_run(kept).grading.failed == 1
