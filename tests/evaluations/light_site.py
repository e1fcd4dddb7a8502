"""The view of evaluations over an index without documents: for tests that ask nothing, and need no model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web import Site, Waiting
from assistant.web.gate import Gate
from evals.running.run_file import Run, RunWriter
from evals.web.evaluations import Evaluations
from vectorstore.embedder import Embedder
from vectorstore.index import Index

OWNER = "a" * 43


@contextmanager
def light_client(home: Path, **settings: object) -> Iterator[TestClient]:
    """A browser of OWNER's at the view over the folder `home`."""
    with Index(home / "index", embedder=Embedder(cache=home / "models")) as index:
        site = Site(assistant=Assistant(index), settings=Settings(home=home, **settings), waiting=Waiting())  # type: ignore[arg-type]
        evaluations = Evaluations(site)
        app = FastAPI()
        evaluations.add_to(app)
        app.add_middleware(Gate, hosts=frozenset({"testserver"}))
        with TestClient(app, cookies={"plan_visitor": OWNER}) as client:
            yield client
        evaluations.runner.close()


def put_run(run: Run, path: Path) -> Path:
    """Writes a run into its file."""
    with RunWriter(path, run.header) as writer:
        for record in run.records:
            writer.add(record)
    return path
