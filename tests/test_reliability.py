"""The drills of `make bench RELIABILITY=1` in a short form, and what they say where something does not hold."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evals.reliability.crowd import many_people
from evals.reliability.drill import Drill, table
from evals.reliability.drills import sample_questions
from evals.reliability.hindrances import hindrances
from evals.reliability.kills import faults_of, killed_at_any_moment
from evals.reliability.malformed import malformed_files
from vectorstore.database import Database
from vectorstore.errors import IndexBusy, IndexUnwritable
from vectorstore.index import Index


def assert_held(drill: Drill) -> None:
    assert (drill.held, drill.faults) == (drill.tried, ())


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_where_a_process_is_killed() -> None:
    assert_held(killed_at_any_moment(count=3))


@pytest.mark.slow
def test_malformed_files_are_read_or_refused_in_one_sentence() -> None:
    assert_held(malformed_files(count=12, suffixes=(".pdf", ".docx", ".xlsx", ".html", ".md", ".txt")))


@pytest.mark.slow
def test_people_who_ask_at_once_get_the_answers_to_their_own_questions(tmp_path: Path, sample_home: Path, model_cache: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    (home / "models").symlink_to(model_cache, target_is_directory=True)
    assert_held(many_people(home=home, questions=sample_questions()[:6], people=4, seconds=5))


@pytest.mark.slow
def test_a_full_disk_and_a_read_only_index_are_said_in_one_sentence() -> None:
    assert_held(hindrances(scenes=("files that may not grow", "the index is read-only"), largest_files=(150_000,)))


def test_the_index_is_told_apart_from_one_that_lost_a_vector(index: Index) -> None:
    index.close()
    assert faults_of(index.home) == []
    (next((index.home / "originals").iterdir())).write_bytes(b"something else")
    assert any("holds something else" in fault for fault in faults_of(index.home))


def test_a_write_that_finds_no_room_says_so_and_the_transaction_is_gone(tmp_path: Path) -> None:
    database = Database(tmp_path / "index.sqlite")
    database.create("CREATE TABLE kept (text TEXT)")
    database.run("PRAGMA max_page_count = 4")
    with pytest.raises(IndexUnwritable, match="space left on the disk"), database.transaction():
        database.run("INSERT INTO kept VALUES (?)", "văn bản " * 100_000)
    assert database.run("SELECT count(*) FROM kept") == [(0,)]
    database.close()


def test_a_file_that_another_process_holds_is_said_to_be_busy(tmp_path: Path) -> None:
    one, other = Database(tmp_path / "index.sqlite"), Database(tmp_path / "index.sqlite")
    one.create("CREATE TABLE kept (text TEXT)")
    other.run("PRAGMA busy_timeout = 10")
    with one.transaction(), pytest.raises(IndexBusy, match="another process"), other.transaction():
        raise AssertionError("two write at once")
    one.close()
    other.close()


def test_faults_stand_below_the_table() -> None:
    said = table([Drill(name="kill -9", tried=3, held=2, figures=(("in all", "5 s"),), faults=("seed 1, kill 2: lost.",))])
    assert said.splitlines()[2:] == ["| kill -9 | 2 of 3 | in all 5 s |", "- kill -9: seed 1, kill 2: lost."]
