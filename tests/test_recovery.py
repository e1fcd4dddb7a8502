"""Whatever is killed when: the next start makes SQLite, Chroma and the kept originals agree, and no half document is seen."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tests.test_index import held_everywhere
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.question import look_at
from vectorstore.search import retrieve
from vectorstore.vectors import Vectors

QUESTION = "Đơn vị nào lập danh mục dự án nhà ở xã hội?"


def reopened(index: Index) -> Index:
    """The index as the next start finds it."""
    index.close()
    return Index(index.home, embedder=index.embedder)


def assert_sound(index: Index) -> None:
    """Both stores hold the same passages, every document is whole, and each has its original and no other file is kept."""
    ids = held_everywhere(index)
    assert {passage.id for record in index.documents() for passage in index.passages(record.id)} == ids
    for record in index.documents():
        assert len(index.passages(record.id)) == record.passage_count
    kept = {file.name for file in (index.home / "originals").iterdir()}
    assert kept == set(index.catalogue.originals().values())


def test_passages_missing_in_chroma_are_written_from_the_record(index: Index) -> None:
    index._vectors.delete(sorted(index.catalogue.passage_ids())[:2])
    again = reopened(index)
    assert retrieve(again, look_at(QUESTION, index=again)).hits
    assert_sound(again)
    again.close()


def test_orphans_in_chroma_are_deleted(index: Index) -> None:
    index._vectors.upsert(["feedfeedfeedfeed-0000"], vectors=np.ones((1, index.embedder.dimension), dtype=np.float32))
    again = reopened(index)
    again.recover()
    assert_sound(again)
    again.close()


def test_a_deleted_chroma_folder_is_made_again_without_the_model(index: Index) -> None:
    before = [hit.passage.id for hit in retrieve(index, look_at(QUESTION, index=index)).hits]
    index.close()
    shutil.rmtree(index.home / "chroma")
    with Index(index.home) as bare:
        bare.recover()
        assert_sound(bare)
    again = reopened(index)
    assert [hit.passage.id for hit in retrieve(again, look_at(QUESTION, index=again)).hits] == before
    again.close()


def test_a_damaged_chroma_folder_is_made_again(index: Index) -> None:
    index.close()
    (index.home / "chroma" / "chroma.sqlite3").write_bytes(b"damaged" * 1000)
    again = reopened(index)
    assert retrieve(again, look_at(QUESTION, index=again)).hits
    assert_sound(again)
    again.close()


def test_originals_of_an_interrupted_run_are_swept_away(index: Index) -> None:
    (index.home / "originals" / "0123456789abcdef.txt").write_text("left behind", encoding="utf-8")
    (index.home / "originals" / "0123456789abcdef.pdf.unfinished").write_bytes(b"half")
    again = reopened(index)
    again.recover()
    assert_sound(again)
    again.close()


class Stopped(BaseException):
    """Stands for a process that ends between two statements."""


def test_a_stop_between_commit_and_chroma_is_finished_at_the_next_start(
    tmp_path: Path, embedder: Embedder, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise Stopped

    with Index(tmp_path / "home", embedder=embedder) as index:
        with monkeypatch.context() as patch, pytest.raises(Stopped):
            patch.setattr(Vectors, "upsert", stop)
            ingest_paths(index, [sources])
        assert index.catalogue.pending()
        assert len(index.documents()) == 3
        again = reopened(index)
        assert again.catalogue.pending() == []
        assert_sound(again)
        again.close()


def test_a_stop_before_the_commit_leaves_the_old_version(index: Index, sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise Stopped

    before = index.documents()
    (sources / "thong-bao.txt").write_text("Nội dung mới hoàn toàn của thông báo này.", encoding="utf-8")
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(type(index.catalogue), "next_generation", stop)
        ingest_paths(index, [sources])
    again = reopened(index)
    again.recover()
    assert again.documents() == before
    assert_sound(again)
    again.close()


def test_ctrl_c_while_embedding_leaves_a_sound_index(index: Index, sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = index.documents()
    (sources / "moi.txt").write_text("Một văn bản mới về thoát nước đô thị.", encoding="utf-8")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Embedder, "embed_passages", interrupt)
        ingest_paths(index, [sources])
    assert index.documents() == before
    assert len(ingest_paths(index, [sources]).read) == 1
    assert_sound(index)


@pytest.mark.process
def test_killed_at_any_moment_the_next_start_agrees(tmp_path: Path) -> None:
    sources, home = tmp_path / "sources", tmp_path / "home"
    sources.mkdir()
    for number in range(30):
        text = "\n".join(f"Nhiệm vụ {number}.{line}: Ủy ban nhân dân phường {number} sửa đường {line}." for line in range(20))
        (sources / f"phuong-{number:02}.txt").write_text(text, encoding="utf-8")
    arguments = [sys.executable, "-c", KILLABLE, str(home), str(sources)]
    for delay in (0.0, 0.15, 0.3, 0.6, 1.0):
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == "writing"
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        with Index(home) as index:
            index.recover()
            assert_sound(index)
            for record in index.documents()[:5]:
                index.remove(record.id)
    subprocess.run(arguments, check=True, timeout=120, stdout=subprocess.DEVNULL)
    with Index(home) as index:
        assert len(index.documents()) == 30
        assert_sound(index)


KILLABLE = """
import sys
from pathlib import Path
import numpy as np
import vectorstore.ingestion
from vectorstore.embedder import Embedder
from vectorstore.index import Index

class Quick(Embedder):  # what is stored is under test, not the model, whose loading would take most of the time
    def embed_passages(self, texts, *, on_progress=None):
        vectors = np.random.default_rng(len(texts)).normal(size=(len(texts), 384)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

vectorstore.ingestion.GROUP = 4
with Index(Path(sys.argv[1]), embedder=Quick(cache=Path(sys.argv[1]))) as index:
    print("writing", flush=True)
    vectorstore.ingestion.ingest_paths(index, [Path(sys.argv[2])])
"""
