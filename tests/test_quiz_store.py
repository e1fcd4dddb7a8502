"""Quizzes that are kept: edited, approved, ordered, taken, scored; limits, and files that cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import QuestionUnfit, QuizUnknown, QuizzesFull, QuizzesUnusable
from assistant.training.attempts import choices, question_results, to_read_again
from assistant.training.question_editing import QuestionEdit, edited
from assistant.training.quiz import MOST_QUESTIONS, QuestionKind, QuizQuestion, Source
from assistant.training.quiz_store import FILE, Quizzes

ANNA, BINH = "a" * 43, "b" * 43
SOURCE = Source(
    document_id="0" * 16, document_name="ke-hoach.pdf", title="Kế hoạch 52/KH-UBND (12/3/2026)", passage_id="p-0001",
    start=0, end=60, page=4,
    quote="1 | Lập bản đồ | Sở Xây dựng | Sở Tài chính | ngày 30 tháng 6 năm 2026",
)  # fmt: skip


def question(number: int, *, answer: str = "Sở Xây dựng", approved: bool = True) -> QuizQuestion:
    return QuizQuestion(
        id=f"{number:016x}", kind=QuestionKind.LEAD, text=f"Câu hỏi số {number}?", answer=answer,
        wrong=("Sở Y tế", "Sở Nội vụ", "Sở Tư pháp"), source=SOURCE, approved=approved,
    )  # fmt: skip


@pytest.fixture
def quizzes(tmp_path: Path) -> Quizzes:
    return Quizzes(tmp_path / "home")


def make(quizzes: Quizzes, *questions: QuizQuestion, owner: str = ANNA) -> str:
    return quizzes.make(owner, title=" Bài  một ", language="vi", seed=3, questions=questions)


def test_a_quiz_is_kept_whole_for_whoever_made_it(quizzes: Quizzes, tmp_path: Path) -> None:
    assert quizzes.listed(ANNA) == ()
    quiz_id = make(quizzes, question(1), question(2, approved=False))
    (entry,) = quizzes.listed(ANNA)
    assert (entry.id, entry.title, entry.question_count, entry.approved_count, entry.seed) == (quiz_id, "Bài một", 2, 1, 3)
    assert quizzes.listed(BINH) == ()
    assert quizzes.opened(quiz_id).questions == (question(1), question(2, approved=False))
    assert [one.id for one in quizzes.opened(quiz_id).asked] == [question(1).id]
    path = tmp_path / "home" / FILE
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ANNA.encode() not in path.read_bytes()


def test_only_its_maker_changes_a_quiz_and_sees_its_results(quizzes: Quizzes) -> None:
    quiz_id = make(quizzes, question(1))
    for attempt in (
        lambda: quizzes.change(BINH, quiz_id, title="x", feedback="at_end"),
        lambda: quizzes.approve(BINH, quiz_id, [question(1).id], approved=False),
        lambda: quizzes.remove(BINH, quiz_id, question(1).id),
        lambda: quizzes.delete(BINH, quiz_id),
        lambda: quizzes.attempts(BINH, quiz_id),
        lambda: quizzes.attempts("", quiz_id),
        lambda: quizzes.delete(ANNA, "nothing"),
    ):
        with pytest.raises(QuizUnknown):
            attempt()
    assert quizzes.opened(quiz_id).asked
    with pytest.raises(QuizUnknown):
        make(quizzes, question(1), owner="")


def test_questions_are_put_in_order_and_taken_out(quizzes: Quizzes) -> None:
    quiz_id = make(quizzes, question(1), question(2), question(3))
    quizzes.move(ANNA, quiz_id, question(3).id, by=-1)
    quizzes.move(ANNA, quiz_id, question(1).id, by=-1)
    assert [one.text[-2] for one in quizzes.opened(quiz_id).questions] == ["1", "3", "2"]
    quizzes.remove(ANNA, quiz_id, question(3).id)
    assert quizzes.add(ANNA, quiz_id, [question(1), question(4)]) == 1
    assert [one.text[-2] for one in quizzes.opened(quiz_id).questions] == ["1", "2", "4"]
    with pytest.raises(QuizzesFull):
        quizzes.add(ANNA, quiz_id, [question(number) for number in range(5, 5 + MOST_QUESTIONS)])


def test_an_edit_keeps_the_citation_takes_the_approval_and_says_where_the_source_does_not_hold_the_answer(quizzes: Quizzes) -> None:
    quiz_id = make(quizzes, question(1))

    def change(text: str, answer: str, *wrong: str) -> QuizQuestion:
        edit = QuestionEdit(text=text, answer=answer, wrong=wrong)
        return quizzes.question(ANNA, quiz_id, question(1).id, lambda one: edited(one, edit))

    kept = change("Ai lập bản đồ?", "Sở Tài chính", "Sở Y tế", "Sở Nội vụ")
    assert (kept.source, kept.approved, kept.edited, kept.grounded) == (SOURCE, False, True, True)
    assert not change("Ai lập bản đồ?", "Sở Công Thương", "Sở Y tế", "Sở Nội vụ").grounded
    assert change("Khi nào?", "30/6/2026", "30/7/2026", "30/8/2026").grounded
    assert quizzes.opened(quiz_id).questions[0].answer == "30/6/2026"
    assert edited(question(1), QuestionEdit(text=question(1).text, answer="Sở Xây dựng", wrong=question(1).wrong)).approved


@pytest.mark.parametrize(
    ("text", "answer", "wrong", "reason"),
    [
        ("", "a", ("b", "c"), "empty"),
        ("Ai?", " ", ("b", "c"), "empty"),
        ("Ai?" * 400, "a", ("b", "c"), "too_long"),
        ("Ai?", "a", ("b" * 400, "c"), "too_long"),
        ("Ai?", "Sở Y tế", ("sở y tế.", "c"), "twice"),
        ("Ai?", "a", ("hòa", "hoà"), "twice"),
        ("Ai?", "a", ("b", "c", "d", "e", "f", "g"), "too_many"),
    ],
)
def test_an_edit_that_makes_no_question_is_refused_with_its_reason(text: str, answer: str, wrong: tuple[str, ...], reason: str) -> None:
    with pytest.raises(QuestionUnfit, match=reason):
        edited(question(1), QuestionEdit(text=text, answer=answer, wrong=wrong))


def test_a_question_without_wrong_answers_enough_is_not_approved(quizzes: Quizzes) -> None:
    quiz_id = make(quizzes, replace(question(1, approved=False), wrong=("Sở Y tế",)))
    with pytest.raises(QuestionUnfit, match="too_few"):
        quizzes.approve(ANNA, quiz_id, [question(1).id], approved=True)
    assert not quizzes.opened(quiz_id).asked


def test_a_quiz_is_taken_scored_and_says_what_to_read_again(quizzes: Quizzes) -> None:
    quiz_id = make(quizzes, question(1), question(2), question(3), question(4, approved=False))
    attempt = quizzes.begin(quiz_id, name=" Nguyễn  Văn A ", owner=BINH)
    assert quizzes.answer(attempt.id, question(1).id, "Sở Xây dựng").correct
    assert not quizzes.answer(attempt.id, question(2).id, "Sở Y tế").correct
    assert not quizzes.answer(attempt.id, question(2).id, "Sở Xây dựng").correct  # told at once: the first one stays
    for chosen, asked in (("Sở Khác", question(3).id), ("Sở Xây dựng", question(4).id)):
        with pytest.raises(QuizUnknown):
            quizzes.answer(attempt.id, asked, chosen)
    done = quizzes.finish(attempt.id)
    assert (done.name, done.score, done.finished is not None) == ("Nguyễn Văn A", 1, True)
    assert [one.id for one in to_read_again(quizzes.opened(quiz_id), done)] == [question(2).id, question(3).id]
    with pytest.raises(QuizUnknown):
        quizzes.answer(attempt.id, question(3).id, "Sở Xây dựng")
    assert quizzes.finish(attempt.id) == done


def test_where_answers_are_told_at_the_end_they_may_be_changed_until_then(quizzes: Quizzes) -> None:
    quiz_id = make(quizzes, question(1))
    quizzes.change(ANNA, quiz_id, title="Bài hai", feedback="at_end")
    attempt = quizzes.begin(quiz_id, name="An", owner="")
    quizzes.answer(attempt.id, question(1).id, "Sở Y tế")
    assert quizzes.answer(attempt.id, question(1).id, "Sở Xây dựng").correct
    assert quizzes.finish(attempt.id).score == 1
    assert quizzes.answer(attempt.id, question(1).id, "Sở Y tế").correct  # as it was handed in


def test_results_tell_the_share_right_and_the_wrong_answer_chosen_most(quizzes: Quizzes) -> None:
    quiz_id = make(quizzes, question(1), question(2))
    for name, chosen in (("An", "Sở Xây dựng"), ("Bình", "Sở Y tế"), ("Chi", "Sở Y tế"), ("Dũng", "Sở Nội vụ")):
        attempt = quizzes.begin(quiz_id, name=name, owner=BINH)
        quizzes.answer(attempt.id, question(1).id, chosen)
        quizzes.finish(attempt.id)
    quizzes.begin(quiz_id, name="Em", owner=BINH)  # not handed in
    attempts = quizzes.attempts(ANNA, quiz_id)
    assert [one.name for one in attempts] == ["Em", "Dũng", "Chi", "Bình", "An"]
    first, second = question_results(quizzes.opened(quiz_id), attempts)
    assert (first.answered, first.correct, first.share, first.trap, first.times) == (4, 1, 0.25, "Sở Y tế", 2)
    assert (second.answered, second.share, second.trap) == (0, None, "")
    quizzes.delete_attempt(ANNA, quiz_id, attempts[0].id)
    assert len(quizzes.attempts(ANNA, quiz_id)) == 4
    quizzes.delete_attempt(ANNA, quiz_id, "")
    assert quizzes.attempts(ANNA, quiz_id) == ()


def test_choices_stand_in_an_order_of_their_own_for_each_attempt() -> None:
    orders = {choices(question(1), attempt=f"{number}") for number in range(40)}
    assert len(orders) > 5
    assert all(sorted(order) == sorted((question(1).answer, *question(1).wrong)) for order in orders)
    assert choices(question(1), attempt="x") == choices(question(1), attempt="x")


def test_no_name_and_nothing_approved_begin_no_attempt(quizzes: Quizzes) -> None:
    quiz_id = make(quizzes, question(1, approved=False))
    for name in ("An", " \x00 "):
        with pytest.raises(QuizUnknown):
            quizzes.begin(quiz_id, name=name, owner=BINH)


def test_as_many_quizzes_and_results_are_kept_as_may_be(quizzes: Quizzes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.training.quiz_store.MOST_QUIZZES", 2)
    monkeypatch.setattr("assistant.training.quiz_store.MOST_ATTEMPTS", 2)
    quiz_id = make(quizzes, question(1))
    make(quizzes, *(question(number) for number in range(MOST_QUESTIONS + 20)))
    assert quizzes.listed(ANNA)[0].question_count == MOST_QUESTIONS
    with pytest.raises(QuizzesFull):
        make(quizzes, question(1))
    quizzes.begin(quiz_id, name="An", owner=BINH)
    quizzes.begin(quiz_id, name="Bình", owner=BINH)
    with pytest.raises(QuizzesFull):
        quizzes.begin(quiz_id, name="Chi", owner=BINH)


def test_a_deleted_quiz_leaves_nothing_behind(quizzes: Quizzes, tmp_path: Path) -> None:
    quiz_id = make(quizzes, question(1))
    quizzes.begin(quiz_id, name="Người làm bài", owner=BINH)
    quizzes.delete(ANNA, quiz_id)
    with pytest.raises(QuizUnknown):
        quizzes.opened(quiz_id)
    with closing(sqlite3.connect(tmp_path / "home" / FILE)) as connection:
        for table in ("questions", "attempts", "given"):
            assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be looked at as one" * 20, b"SQLite format 3\x00" + b"\xff" * 4000]
)
def test_a_damaged_file_is_said_to_be_so_and_left_as_it_is(quizzes: Quizzes, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "home" / FILE
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    for use in (lambda: quizzes.listed(ANNA), lambda: make(quizzes, question(1))):
        with pytest.raises(QuizzesUnusable, match="nothing in it was changed"):
            use()
    assert path.read_bytes() == content


def test_a_file_of_a_newer_version_or_of_something_else_is_left_as_it_is(quizzes: Quizzes, tmp_path: Path) -> None:
    make(quizzes, question(1))
    with closing(sqlite3.connect(tmp_path / "home" / FILE)) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(QuizzesUnusable, match="newer version"):
        quizzes.listed(ANNA)


def test_nothing_of_a_deleted_quiz_stays_in_the_files(quizzes: Quizzes, tmp_path: Path) -> None:
    quiz_id = make(quizzes, replace(question(1), text="Ai chủ trì việc nạo vét kênh Vĩnh Tế?"))
    assert "Vĩnh Tế".encode() in _written(tmp_path / "home")
    quizzes.delete(ANNA, quiz_id)
    assert "Vĩnh Tế".encode() not in _written(tmp_path / "home")


def _written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
