"""The index holds what it was given, once, and forgets it without a trace."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.layout.cut import cut_passages
from ingest.read import read_document
from vectorstore.embedder import Embedder
from vectorstore.errors import IndexBusy, IndexDamaged, ModelMismatch, ModelNotFound
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.outcomes import Progress
from vectorstore.question import look_at
from vectorstore.search import retrieve

IdOf = Callable[[str], str]


def held_everywhere(index: Index) -> set[str]:
    """The passage ids that the record and Chroma both hold; fails where they differ."""
    ids = index.catalogue.passage_ids()
    assert index._vectors.ids() == ids
    counts = [index.catalogue.database.run(f"SELECT count(*) FROM {table}")[0][0] for table in ("words", "folded_words")]
    assert counts == [len(ids), len(ids)]
    assert index.catalogue.pending() == []
    return ids


def test_documents_and_passages_come_back_as_they_were_read(index: Index, sources: Path, id_of: IdOf) -> None:
    path = sources / "ke-hoach-84.txt"
    document = read_document(path)
    record = index.document(id_of(path.name))
    assert record is not None
    assert (record.id, record.number, record.date, record.title) == (
        document.id,
        document.header.number,
        document.header.date,
        document.title,
    )
    assert index.passages(document.id) == cut_passages(document)
    assert record.passage_count == len(cut_passages(document))
    assert index.references(document.id) == document.references
    original = index.original(document.id)
    assert original is not None
    assert original.read_bytes() == path.read_bytes()
    held_everywhere(index)


def test_what_is_not_held_is_none(index: Index) -> None:
    assert index.document("0" * 16) is None
    assert index.passage("0" * 16 + "-0000") is None
    assert index.original("0" * 16) is None
    assert index.passages("0" * 16) == ()
    assert index.remove("0" * 16) is None


def test_ingesting_again_changes_nothing(index: Index, sources: Path) -> None:
    before, generation = index.documents(), index.catalogue.generation()
    report = ingest_paths(index, [sources])
    assert len(report.unchanged) == 3
    assert not (report.read or report.replaced or report.refused)
    assert (index.documents(), index.catalogue.generation()) == (before, generation)


def test_a_changed_file_replaces_its_old_version(index: Index, sources: Path, id_of: IdOf) -> None:
    old = id_of("thong-bao.txt")
    path = sources / "thong-bao.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("9/5/2023", "16/5/2023"), encoding="utf-8")
    report = ingest_paths(index, [sources])
    assert [outcome.path.name for outcome in report.replaced] == ["thong-bao.txt"]
    assert len(report.unchanged) == 2
    assert index.document(old) is None
    assert index.original(old) is None
    assert len(index.documents()) == 3
    held_everywhere(index)


def test_the_same_bytes_under_a_second_name_are_held_once(index: Index, sources: Path) -> None:
    (sources / "ban-sao.txt").write_bytes((sources / "ke-hoach-84.txt").read_bytes())
    report = ingest_paths(index, [sources])
    copy = next(outcome for outcome in report.unchanged if outcome.path.name == "ban-sao.txt")
    assert copy.reason == "The same content is held as ke-hoach-84.txt."
    assert len(index.documents()) == 3


def test_two_new_files_with_the_same_bytes_are_held_once(tmp_path: Path, embedder: Embedder) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Sở Tài chính báo cáo kết quả trước ngày 15 hằng tháng.", encoding="utf-8")
    with Index(tmp_path / "home", embedder=embedder) as index:
        report = ingest_paths(index, [tmp_path / "a.txt", tmp_path / "b.txt"])
        assert [len(report.read), len(report.unchanged)] == [1, 1]
        held_everywhere(index)


def test_a_file_that_becomes_a_copy_of_another_leaves_only_the_other(index: Index, sources: Path, id_of: IdOf) -> None:
    old = id_of("thong-bao.txt")
    (sources / "thong-bao.txt").write_bytes((sources / "bai-bao.txt").read_bytes())
    report = ingest_paths(index, [sources])
    assert [outcome.document_id for outcome in report.replaced] == [id_of("bai-bao.txt")]
    assert index.document(old) is None
    assert len(index.documents()) == 2
    held_everywhere(index)


def test_files_that_swap_their_contents_are_both_still_held(index: Index, sources: Path) -> None:
    one, other = (sources / "bai-bao.txt").read_bytes(), (sources / "thong-bao.txt").read_bytes()
    (sources / "bai-bao.txt").write_bytes(other)
    (sources / "thong-bao.txt").write_bytes(one)
    ingest_paths(index, [sources])
    ingest_paths(index, [sources])
    kept = {original.read_bytes() for record in index.documents() if (original := index.original(record.id))}
    assert {one, other} <= kept
    held_everywhere(index)


def test_removing_leaves_no_passage_vector_word_or_syllable(index: Index) -> None:
    for record in index.documents():
        assert index.remove(record.id) == record
    assert held_everywhere(index) == set()
    for table in ("refs", "mentions", "syllables", "pairs"):
        assert index.catalogue.database.run(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert index.catalogue.vocabulary.syllable_total() == 0
    assert list((index.home / "originals").iterdir()) == []
    assert retrieve(index, look_at("kế hoạch 84", index=index)).hits == ()


def test_a_bad_file_is_refused_with_a_sentence_and_stops_nothing(tmp_path: Path, embedder: Embedder, sources: Path) -> None:
    (sources / "a-rong.txt").write_bytes(b"")
    (sources / "hong.pdf").write_bytes(b"%PDF-1.7\nbroken")
    with Index(tmp_path / "home", embedder=embedder) as index:
        report = ingest_paths(index, [sources, tmp_path / "khong-co"])
        assert len(report.read) == 3
        assert {outcome.path.name for outcome in report.refused} == {"a-rong.txt", "hong.pdf", "khong-co"}
        assert all(outcome.reason.endswith(".") for outcome in report.refused)


def test_progress_ends_with_every_file_and_passage(tmp_path: Path, embedder: Embedder, sources: Path) -> None:
    seen: list[Progress] = []
    with Index(tmp_path / "home", embedder=embedder) as index:
        report = ingest_paths(index, [sources], on_progress=seen.append)
    passages = sum(outcome.passage_count for outcome in report.read)
    assert (seen[-1].files, seen[-1].file_count, seen[-1].passages, seen[-1].passage_count) == (3, 3, passages, passages)


def test_many_small_files_are_few_calls_of_the_model(tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    real = Embedder.embed_passages

    def counted(self: Embedder, texts: list[str], **options: object) -> np.ndarray:
        calls.append(len(texts))
        return real(self, texts)

    monkeypatch.setattr(Embedder, "embed_passages", counted)
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"Nhiệm vụ {number} giao phòng Kinh tế phường.", encoding="utf-8")
    with Index(tmp_path / "home", embedder=embedder) as index:
        ingest_paths(index, [tmp_path])
        assert len(index.documents()) == 30
    assert calls == [30]


def test_the_fingerprint_says_what_is_held(index: Index, sources: Path, id_of: IdOf, tmp_path: Path) -> None:
    before = index.fingerprint
    ingest_paths(index, [sources])
    assert index.fingerprint == before
    later = tmp_path / "later.txt"
    later.write_text("Thông báo về lịch tiếp công dân của Chủ tịch Ủy ban nhân dân phường.\n", encoding="utf-8")
    ingest_paths(index, [later])
    added = index.fingerprint
    index.remove(id_of("later.txt"))
    assert index.fingerprint == before
    index.remove(id_of("thong-bao.txt"))
    assert len({before, added, index.fingerprint}) == 3
    with Index(index.home) as without_model:
        assert without_model.fingerprint == index.fingerprint


def test_an_index_refuses_another_model(index: Index, embedder: Embedder) -> None:
    class Other(Embedder):
        fingerprint = "another model"
        name = "another"

    with pytest.raises(ModelMismatch, match="ingest again"):
        Index(index.home, embedder=Other(cache=index.home))
    for record in index.documents():
        index.remove(record.id)
    Index(index.home, embedder=Other(cache=index.home)).close()


def test_without_a_model_documents_are_listed_and_removed(index: Index, id_of: IdOf) -> None:
    with Index(index.home) as bare:
        assert bare.documents() == index.documents()
        assert bare.remove(id_of("bai-bao.txt")) is not None
        with pytest.raises(ModelNotFound, match="without an embedding model"):
            retrieve(bare, look_at("nhà ở xã hội", index=bare))
    held_everywhere_after = Index(index.home)
    held_everywhere_after.recover()
    held_everywhere(held_everywhere_after)
    held_everywhere_after.close()


def test_a_damaged_record_is_one_sentence(index: Index) -> None:
    home = index.home
    index.close()
    for file in home.glob("index.sqlite*"):
        file.unlink()
    (home / "index.sqlite").write_bytes(b"not a database, but long enough to be taken for one" * 100)
    with pytest.raises(IndexDamaged, match="delete that folder and ingest the documents again"):
        Index(home)


def test_a_second_writer_is_told_to_wait(index: Index) -> None:
    with Index(index.home) as other, index.writing():
        problems: list[BaseException] = []

        def write() -> None:
            try:
                other.remove(index.documents()[0].id)
            except IndexBusy as error:
                problems.append(error)

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert "is being written by another process" in str(problems[0])


ADDING = """
import sys
from pathlib import Path
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
with Index(Path(sys.argv[1]), embedder=Embedder(cache=Path(sys.argv[2]))) as index:
    ingest_paths(index, [Path(path) for path in sys.argv[3:]])
"""


def test_an_open_index_sees_what_another_process_adds_and_removes(index: Index, model_cache: Path, tmp_path: Path) -> None:
    question = "Ai sửa chữa cầu vượt Nguyễn Chí Thanh?"
    assert "cau-vuot.txt" not in {hit.document.name for hit in retrieve(index, look_at(question, index=index)).hits}
    new = tmp_path / "cau-vuot.txt"
    new.write_text("Ban Quản lý dự án giao thông sửa chữa cầu vượt Nguyễn Chí Thanh trong quý III.", encoding="utf-8")
    subprocess.run([sys.executable, "-c", ADDING, index.home, model_cache, new], check=True, timeout=120)
    found = retrieve(index, look_at(question, index=index)).hits
    assert found[0].document.name == "cau-vuot.txt"
    vector = index.embedder.embed_queries([question])[0]
    assert found[0].passage.id in index.nearest(vector, count=2)
    index.remove(found[0].document.id)
    held_everywhere(index)


def test_ten_threads_search_while_one_adds(index: Index, sources: Path) -> None:
    problems: list[BaseException] = []
    names: set[str] = set()

    def ask() -> None:
        try:
            for _ in range(5):
                found = retrieve(index, look_at("cap nuoc sach tai Thuy Van", index=index))
                names.add(found.hits[0].document.name)
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for number in range(3):
        (sources / f"them-{number}.txt").write_text(f"Văn bản thêm số {number} về giao thông.", encoding="utf-8")
        ingest_paths(index, [sources])
    for thread in threads:
        thread.join()
    assert problems == []
    assert names == {"thong-bao.txt"}


def test_neighbours_are_those_before_and_after(index: Index, id_of: IdOf) -> None:
    passages = index.passages(id_of("ke-hoach-84.txt"))
    around = index.neighbours(passages[0], reach=len(passages))
    assert around == passages[1:]
    assert index.neighbours(replace(passages[0], document_id="0" * 16)) == ()
