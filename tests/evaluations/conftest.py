"""The site that the tests of this folder ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web import Site, Waiting
from evals.web.evaluations import Evaluations
from tests.conftest import TEXTS
from tests.evaluations.site import Slow
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths


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
