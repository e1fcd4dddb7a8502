"""Drill: many people ask the real chat at once. Each gets the answer to the question asked, or is told that too many ask."""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import psutil

from assistant.answering.answer import Answer
from assistant.assistant import Assistant
from assistant.web.bubbles import answer_html
from assistant.web.texts import TEXTS
from evals.bench.bench_progress import say
from evals.reliability.drill import Drill
from evals.reliability.page_client import PageError, Person
from vectorstore.embedder import Embedder
from vectorstore.index import Index

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
_TOLD = {
    "told that too many ask": "too_many",
    "told that it takes too long": "too_slow",
    "told that documents are being added": "busy",
}
"""What the page may say in place of an answer, by the name of its text."""


def many_people(*, home: Path, questions: Sequence[str], people: int = 50, seconds: float = 300.0) -> Drill:
    """`people` ask the chat over the index under `home`, one question after the other for so many seconds, each from another one on.

    A trial is a question. What is shown must be the built-in answer to it, made beforehand, to the letter.
    """
    answers = _answers(home, questions=questions)
    say(f"{len(answers)} answers made beforehand")
    with running_chat(home) as (address, server):
        crowd = _Crowd(address=address, answers=answers, server=server)
        with ThreadPoolExecutor(1) as apart:  # a thread in which no other loop of events is running
            apart.submit(lambda: asyncio.run(crowd.ask(people=people, seconds=seconds))).result()
    times = sorted(crowd.times)
    told = {name: crowd.told[name] for name in _TOLD}
    return Drill(
        name=f"{people} people for {seconds:.0f} s",
        tried=len(times) + len(crowd.faults),
        held=len(times),
        figures=(
            ("answered", str(len(times) - sum(told.values()))),
            *((name, str(count)) for name, count in told.items()),
            ("median", f"{statistics.median(times) if times else 0.0:.1f} s"),
            ("95 in 100", f"{times[int(0.95 * (len(times) - 1))] if times else 0.0:.1f} s"),
            ("longest", f"{max(times, default=0.0):.1f} s"),
            ("memory of the server", f"{crowd.peak / 2**20:.0f} MiB"),
        ),
        faults=tuple(crowd.faults),
    )


@contextmanager
def running_chat(home: Path, **settings: str) -> Iterator[tuple[str, psutil.Process]]:
    """`assistant chat` over the index under `home`, on a free port: its address and its process. Ended afterwards."""
    variables = {**os.environ, "ASSISTANT_HOME": str(home), "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1", **settings}
    command = [sys.executable, "-m", "assistant.cli", "chat", "--port", "0"]
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            found = next((found.group() for line in process.stdout if (found := _ADDRESS.search(line))), None)
            if found is None:
                raise RuntimeError(f"The chat ended with status {process.wait()} before it served.")
            yield found, psutil.Process(process.pid)
        finally:
            process.terminate()
            try:
                process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(home: Path, *, questions: Sequence[str]) -> dict[str, Answer]:
    with Index(home, embedder=Embedder(cache=home / "models")) as index:
        assistant = Assistant(index)
        return {question: assistant.ask(question) for question in questions}


@dataclass(slots=True, kw_only=True)
class _Crowd:
    """People who ask, and what they were shown. Seconds of each question; bytes."""

    address: str
    answers: Mapping[str, Answer]
    server: psutil.Process
    times: list[float] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    peak: int = 0

    async def ask(self, *, people: int, seconds: float) -> None:
        """Until the time is over and everybody has an answer."""
        async with Person(self.address) as first:
            await first.ask(next(iter(self.answers)))  # the models are loaded by then
        watch = asyncio.create_task(self._watch())
        until = time.monotonic() + seconds
        await asyncio.gather(*(self._person(number, until=until) for number in range(people)))
        watch.cancel()

    async def _person(self, number: int, *, until: float) -> None:
        questions = tuple(self.answers)
        place = number * 7
        try:
            async with Person(self.address) as person:
                while time.monotonic() < until:
                    question = questions[place % len(questions)]
                    place += 1
                    began = time.monotonic()
                    fault = self._wrong_with(await person.ask(question), question=question)
                    if fault:
                        self.faults.append(f"person {number}, “{question}”: {fault}")
                    else:
                        self.times.append(time.monotonic() - began)
        except PageError as error:
            self.faults.append(f"person {number}: {error}")

    def _wrong_with(self, shown: str, *, question: str) -> str:
        if escape(question) not in shown and escape(question, quote=False) not in shown:
            return "another question is shown."
        if answer_html(self.answers[question], turn=1) in shown:
            return ""
        for name, text in _TOLD.items():
            if escape(str(getattr(TEXTS["vi"], text))) in shown:
                self.told[name] += 1
                return ""
        others = [other for other, answer in self.answers.items() if other != question and answer_html(answer, turn=1) in shown]
        return f"the answer to “{others[0]}” is shown." if others else "another answer is shown than the program gives alone."

    async def _watch(self) -> None:
        while True:
            with suppress(psutil.Error):
                processes = (self.server, *self.server.children(recursive=True))
                self.peak = max(self.peak, sum(one.memory_info().rss for one in processes))
            await asyncio.sleep(1.0)
