"""Folders that are watched: the index follows what is new, changed, moved and gone, and takes nothing that is still being written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.command_line.folder_watch import _Watch
from tests.test_ingest_limits import PLAN
from tests.test_sources import put
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.outcomes import Fate


@pytest.fixture
def index(tmp_path: Path, embedder: Embedder) -> Iterator[Index]:
    """An empty index."""
    with Index(tmp_path / "home", embedder=embedder) as made:
        yield made


class Looking:
    """A watch over a folder whose clock the test sets; what it told."""

    def __init__(self, index: Index, folder: Path) -> None:
        self.told: list[tuple[Fate, str]] = []
        self.later = 0.0
        import time

        self.watch = _Watch(
            index=index,
            paths=[folder],
            on_outcome=lambda fate, one: self.told.append((fate, one.path.name)),
            now=lambda: time.time() + self.later,
        )

    def twice(self) -> list[tuple[Fate, str]]:
        """Two looks, long after all was written, and what was told."""
        self.told.clear()
        self.later = 60.0
        self.watch.look()
        self.watch.look()
        return list(self.told)


def test_the_index_follows_the_folder(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    path = put(folder / "a.txt", PLAN)
    put(folder / "hong.pdf", "%PDF-1.4 broken")
    looking = Looking(index, folder)
    assert sorted(looking.twice()) == [(Fate.READ, "a.txt"), (Fate.REFUSED, "hong.pdf")]
    assert looking.twice() == []
    path.write_text(PLAN + "Thêm một câu nữa.", encoding="utf-8")
    assert looking.twice() == [(Fate.REPLACED, "a.txt")]
    path.rename(folder / "b.txt")
    assert looking.twice() == [(Fate.UNCHANGED, "b.txt")]
    assert [record.name for record in index.documents()] == ["b.txt"]
    put(folder / "c.txt", "Phường tổ chức tổng vệ sinh vào sáng thứ bảy hằng tuần.")
    (folder / "b.txt").unlink()
    assert sorted(looking.twice()) == [(Fate.READ, "c.txt"), (Fate.REMOVED, "b.txt")]
    assert [record.name for record in index.documents()] == ["c.txt"]


def test_a_file_that_is_being_written_is_waited_for(index: Index, tmp_path: Path) -> None:
    path = put(tmp_path / "plans" / "a.txt", PLAN)
    looking = Looking(index, tmp_path / "plans")
    looking.watch.look()
    looking.watch.look()
    assert looking.told == []
    looking.later = 60.0
    looking.watch.look()
    assert [fate for fate, _name in looking.told] == [Fate.READ]
    with path.open("a", encoding="utf-8") as written:
        written.write("Còn viết tiếp")
    looking.told.clear()
    looking.watch.look()
    with path.open("a", encoding="utf-8") as written:
        written.write(" cho đến hết.")
    looking.watch.look()
    assert looking.told == []


def test_a_folder_that_is_away_takes_nothing_out_and_is_said_once(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    put(folder / "a.txt", PLAN)
    looking = Looking(index, folder)
    looking.twice()
    folder.rename(tmp_path / "away")
    assert {fate for fate, _name in looking.twice()} == {Fate.REFUSED}
    assert looking.twice() == []
    assert len(index.documents()) == 1
    (tmp_path / "away").rename(folder)
    assert looking.twice() in ([], [(Fate.UNCHANGED, "a.txt")])
