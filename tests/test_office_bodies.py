"""The bodies that an office adds in its own bodies.toml count wherever a question is understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.understanding.follow_up import Turn, followed
from assistant.understanding.several_questions import questions_in
from ingest.errors import BadBodyFile
from ingest.names.abbreviations import written_out
from ingest.names.bodies import BodyRegister, load_bodies
from vectorstore.index import Index
from vectorstore.question import look_at

OWN = """
[[body]]
name = "Ban Quản lý dự án Hạ tầng ven sông"
also = ["Ban QLHTVS"]

[[body]]
name = "Tổ xung kích Bến Gỗ"
also = ["xung kích Bến Gỗ"]
"""


@pytest.fixture
def own(tmp_path: Path) -> BodyRegister:
    path = tmp_path / "bodies.toml"
    path.write_text(OWN, encoding="utf-8")
    return load_bodies(own=path)


def test_their_abbreviations_are_written_out(own: BodyRegister) -> None:
    assert written_out("Ban QLHTVS làm gì?", own) == "Ban Quản lý dự án Hạ tầng ven sông làm gì?"
    assert written_out("Ban QLHTVS làm gì?", load_bodies()) == "Ban QLHTVS làm gì?"


def test_a_follow_up_asks_the_same_of_them(own: BodyRegister) -> None:
    history = [Turn(question="Sở Y tế chủ trì những nhiệm vụ gì?")]
    made = followed("còn tổ xung kích bến gỗ?", history, bodies=own)
    assert (made.text, made.manner) == ("tổ xung kích bến gỗ chủ trì những nhiệm vụ gì?", "other")


def test_a_message_about_two_of_them_is_taken_apart(own: BodyRegister, tmp_path: Path) -> None:
    with Index(tmp_path) as index:
        question = look_at("Tổ xung kích Bến Gỗ và Sở Y tế chủ trì những nhiệm vụ gì?", index=index)
    assert len(questions_in(question, own)) == 2
    assert questions_in(question, load_bodies()) == ()


def test_an_open_index_knows_them_and_says_what_is_wrong_with_their_file(tmp_path: Path) -> None:
    (tmp_path / "bodies.toml").write_text(OWN, encoding="utf-8")
    with Index(tmp_path) as index:
        assert index.bodies.body("Ban QLHTVS") is not None
    (tmp_path / "bodies.toml").write_text("[[body]]\nalso = []\n", encoding="utf-8")
    with Index(tmp_path) as index, pytest.raises(BadBodyFile, match="has no name"):
        assert index.bodies
