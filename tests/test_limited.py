"""Work in a process of its own is ended beyond its limits, together with what it has started, and nothing else is lost."""

from __future__ import annotations

import time
from concurrent.futures import Future

import psutil
import pytest

from ingest.errors import DamagedFile
from ingest.limits.limited import LimitedProcesses, Limits, OverLimit, run_limited
from tests import limited_work as work

pytestmark = pytest.mark.process
AMPLE = Limits(seconds=60)


def limit_of(future: Future[object]) -> str:
    """By which limit the work was ended."""
    with pytest.raises(OverLimit) as caught:
        future.result(timeout=120)
    return caught.value.limit


def test_a_result_comes_back_and_one_process_serves_for_several() -> None:
    with LimitedProcesses(1) as processes:
        assert processes.submit(work.double, 21, limits=AMPLE).result() == 42
        assert processes.submit(work.process, limits=AMPLE).result() == processes.submit(work.process, limits=AMPLE).result()


def test_an_error_comes_back_as_it_was_raised() -> None:
    with pytest.raises(DamagedFile, match="broken: copy it again"):
        run_limited(work.refuse, limits=AMPLE)


def test_what_is_printed_is_no_answer() -> None:
    assert run_limited(work.chatter, limits=AMPLE) == "answer"


def test_work_without_end_is_ended_and_the_next_is_done() -> None:
    with LimitedProcesses(1) as processes:
        endless = processes.submit(work.spin, limits=Limits(seconds=0.5))
        after = processes.submit(work.double, 1, limits=AMPLE)
        assert limit_of(endless) == "time"
        assert after.result(timeout=60) == 2


def test_each_report_gives_more_time() -> None:
    told: list[int] = []
    with LimitedProcesses(1) as processes:
        processes.submit(work.double, 2, limits=AMPLE).result(timeout=60)  # what is imported for the work has been by now
        limits = Limits(seconds=1.5, for_report=1.5)
        assert processes.submit(work.spin_in_pieces, 4, 0.7, limits=limits, on_report=told.append).result(timeout=120) == "done"
    assert told == [1, 2, 3, 4]


def test_work_that_takes_too_much_memory_is_ended() -> None:
    with LimitedProcesses(1) as processes:
        assert limit_of(processes.submit(work.fill, 2000, limits=AMPLE)) == "memory"
        assert limit_of(processes.submit(work.fill, 600, limits=Limits(seconds=60, memory=300 * 2**20))) == "memory"
        assert processes.submit(work.fill, 10, limits=AMPLE).result(timeout=60) == 10


def test_a_process_that_ends_by_itself_is_told_and_replaced() -> None:
    with LimitedProcesses(1) as processes:
        assert limit_of(processes.submit(work.end_at_once, limits=AMPLE)) == "process"
        assert processes.submit(work.double, 2, limits=AMPLE).result(timeout=60) == 4


def test_closing_ends_what_is_going_on_and_what_it_started() -> None:
    with LimitedProcesses(2) as processes:
        going = processes.submit(work.start_and_wait, limits=AMPLE)
        deadline = time.monotonic() + 60
        while not any(one.name() == "sleep" for one in psutil.Process().children(recursive=True)) and time.monotonic() < deadline:
            time.sleep(0.05)
    assert limit_of(going) == "process"
    assert not any(one.name() == "sleep" and one.is_running() for one in psutil.Process().children(recursive=True))


def test_keys_are_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_CHAT_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert "sk-secret" not in str(run_limited(work.environment, limits=AMPLE))
