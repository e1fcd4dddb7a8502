"""The site that the tests of this folder ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web import Site, Waiting
from assistant.web.gate import Gate
from evals.web.evaluations import Evaluations
from evals.web.set_shelf import LARGEST
from ingest.limits.limited import LimitedProcesses, Limits
from tests.evaluations.site import Slow
from vectorstore.index import Index


@pytest.fixture(scope="package", autouse=True)
def _one_process_for_all_sets() -> Iterator[None]:
    """Sets are read with limits in a process of their own, as in the program, but one for all: starting one takes seconds."""
    with LimitedProcesses(1) as processes, pytest.MonkeyPatch.context() as patched:

        def read(function: Callable[..., Any], *arguments: object, limits: Limits) -> Any:
            return processes.submit(function, *arguments, limits=limits).result()

        patched.setattr("evals.web.set_shelf.run_limited", read)
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a test's sets and runs lie."""
    return tmp_path / "home"


@pytest.fixture
def assistant(small_index: Index) -> Slow:
    return Slow(small_index)


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
    app.add_middleware(Gate, hosts=frozenset({"testserver"}), larger={"/evaluations/upload": LARGEST})
    return TestClient(app)
