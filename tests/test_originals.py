"""The originals as the page serves them: only what the index holds, shown or downloaded, never run in the page's origin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.web.files import add_originals
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths

PAGE = "<html><head><title>Tin</title></head><body><p>Sở Xây dựng chủ trì kế hoạch.</p><script>alert(1)</script></body></html>"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    """An index of a text file and a web page."""
    folder = tmp_path_factory.mktemp("originals")
    sources = folder / "sources"
    sources.mkdir()
    (sources / "kế hoạch.txt").write_text("Kế hoạch của thành phố: Sở Xây dựng chủ trì việc phát triển nhà ở.", encoding="utf-8")
    (sources / "tin.html").write_text(PAGE, encoding="utf-8")
    with Index(folder / "home", embedder=embedder) as index:
        ingest_paths(index, [sources])
        yield index


@pytest.fixture(scope="module")
def client(held: Index) -> TestClient:
    app = FastAPI()
    add_originals(app, held)
    return TestClient(app)


def id_of(index: Index, name: str) -> str:
    return next(record.id for record in index.documents() if record.name == name)


def test_a_text_file_is_shown_as_it_is(client: TestClient, held: Index) -> None:
    response = client.get(f"/source/{id_of(held, 'kế hoạch.txt')}")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["content-disposition"].startswith("inline")
    assert "Sở Xây dựng" in response.content.decode("utf-8")


def test_a_web_page_is_downloaded_and_sandboxed(client: TestClient, held: Index) -> None:
    response = client.get(f"/source/{id_of(held, 'tin.html')}")
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["content-security-policy"].startswith("sandbox")
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["0" * 16, "../index.sqlite", "..%2Findex.sqlite", "..%2f..%2fetc%2fpasswd", "%00", "x" * 3000])
def test_nothing_else_is_served(client: TestClient, name: str) -> None:
    response = client.get(f"/source/{name}")
    assert response.status_code == 404
    assert b"SQLite" not in response.content


def test_a_document_that_was_removed_is_gone(tmp_path: Path, embedder: Embedder) -> None:
    source = tmp_path / "tin.txt"
    source.write_text("Sở Xây dựng chủ trì việc phát triển nhà ở của thành phố.", encoding="utf-8")
    with Index(tmp_path / "home", embedder=embedder) as index:
        ingest_paths(index, [source])
        address = f"/source/{index.documents()[0].id}"
        app = FastAPI()
        add_originals(app, index)
        assert TestClient(app).get(address).status_code == 200
        index.remove(index.documents()[0].id)
        assert TestClient(app).get(address).status_code == 404
