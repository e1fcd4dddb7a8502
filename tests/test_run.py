"""A run puts the set to the program as users have it, records what came of each case, and stops and goes on without loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.answer import Answer
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.understanding.follow_up import Turn
from evals.running.run import PASSAGES, Progress, asked, header_of, run_cases, score_of, with_ways
from evals.running.run_file import RunFileError, RunWriter, read_run
from evals.sets.earlier_turns import history_of
from evals.sets.typed_ways import without_diacritics
from ingest.text.vietnamese import fold
from tests.small_runs import CASES, PLAN, case_of, run_on_small, small_set
from vectorstore.errors import IndexDamaged
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.question import look_at
from vectorstore.scope import EVERYTHING, Scope
from vectorstore.search import retrieve


def test_every_case_is_recorded_and_counted_in_the_order_of_the_set(small_index: Index, tmp_path: Path) -> None:
    test_set = small_set(tmp_path)
    shown: list[Progress] = []
    run = run_on_small(small_index, test_set, tmp_path / "run.jsonl", on_progress=shown.append)
    assert run.complete
    assert [progress.done for progress in shown] == list(range(len(CASES) + 1))
    assert sorted(progress.right for progress in shown) == [progress.right for progress in shown]
    assert (shown[-1].count, shown[-1].failed) == (len(CASES), 1)
    assert 3 <= shown[-1].right <= 5
    assert run == read_run(tmp_path / "run.jsonl")
    assert [record.case for record in run.records] == list(test_set.cases)
    by_id = {record.case.id: record for record in run.records}
    assert "Sở Xây dựng" in by_id["lead"].answer["answer"]
    assert by_id["lead"].answer["citations"][0]["document"] == PLAN
    assert by_id["absent"].answer["abstained"]
    assert by_id["long"].answer["abstained"]
    assert by_id["long"].error == by_id["long"].answer["answer"]
    assert "longer than 2000 characters" in str(by_id["long"].error)
    assert [key for key, record in by_id.items() if record.error] == ["long"]


def test_the_header_says_what_was_put_to_what(small_index: Index, tmp_path: Path) -> None:
    test_set = small_set(tmp_path)
    header = header_of(small_index, test_set, settings=Settings(passages=7))
    assert (header.test_set, header.case_count, header.set_sha256) == ("small.jsonl", len(CASES), test_set.sha256)
    assert (header.documents, header.index) == (3, small_index.fingerprint)
    assert header.passages == len(small_index.catalogue.passage_ids())
    assert header.settings["passages"] == 7
    assert header.models == {"embedding": small_index.embedder.name}
    assert header.started.utcoffset() is not None


def test_passages_are_of_those_that_the_search_found_and_scores_say_their_order(index: Index, sources: Path) -> None:
    other = sources / "chuong-trinh.txt"
    other.write_text("\n\n".join(f"Điều {number}. Nhà ở xã hội đợt {number} do quận {number} bố trí." for number in range(1, 40)), "utf-8")
    ingest_paths(index, [other])
    case = case_of("lead")
    found = retrieve(index, look_at(case.question, index=index), k=20).hits
    for passages in (1, 20):
        record = asked(Assistant(index, passages=passages), case)
        assert {item["text"] for item in record.passages} <= {hit.passage.text for hit in found[:passages]}
        assert len(record.passages) == min(passages, PASSAGES, len(found))
        scores = [item["score"] for item in record.passages]
        assert scores == sorted(scores, reverse=True)


def test_an_answer_that_searches_nothing_records_what_a_search_finds(small_index: Index) -> None:
    case = case_of("lead").model_copy(update={"question": "Xin chào"})
    record = asked(Assistant(small_index), case)
    assert record.answer["citations"] == []
    assert record.passages


def test_a_run_that_is_stopped_goes_on_with_the_next_case(small_index: Index, tmp_path: Path) -> None:
    test_set = small_set(tmp_path, *CASES[:3])
    header = header_of(small_index, test_set, settings=Settings())
    path = tmp_path / "run.jsonl"
    calls = iter([False, False, True])
    with RunWriter(path, header) as writer:
        run = run_cases(Assistant(small_index), test_set, writer=writer, stop=lambda: next(calls))
    assert [record.case.id for record in run.records] == ["lead", "due"]
    assert not run.complete
    shown: list[Progress] = []
    with RunWriter(path, header, resume=True) as writer:
        whole = run_cases(Assistant(small_index), test_set, writer=writer, on_progress=shown.append)
    assert whole.complete
    assert shown[0].done == 2
    assert whole.records[:2] == run.records
    assert read_run(path) == whole


class Listening(Assistant):
    """Remembers what it was told of the turns before each question."""

    def __init__(self, index: Index) -> None:
        super().__init__(index)
        self.told: list[tuple[str, ...]] = []

    def ask(self, question: str, *, history: Sequence[Turn] = (), scope: Scope = EVERYTHING) -> Answer:
        self.told.append(tuple(turn.question for turn in history))
        assert all(turn.answer for turn in history)
        return super().ask(question, history=history)


TALK: Mapping[str, object] = {
    "id": "talk",
    "turns": [
        {key: value for key, value in CASES[0].items() if key != "id"},
        {"question": "Vì sao " * 400, "facts": [["x"]]},
        {"question": "Thời hạn?", "facts": [["30/6/2021"]], "evidence": CASES[1]["evidence"]},
    ],
}
"""A question, one that cannot be answered at all, and one that can be understood only after the first."""


def test_turns_are_asked_with_what_the_program_answered_before_also_after_an_interruption(small_index: Index, tmp_path: Path) -> None:
    test_set = small_set(tmp_path, CASES[3], TALK)
    header = header_of(small_index, test_set, settings=Settings())
    path = tmp_path / "run.jsonl"
    calls = iter([False, False, False, True])
    with RunWriter(path, header) as writer:
        run_cases(first := Listening(small_index), test_set, writer=writer, stop=lambda: next(calls))
    with RunWriter(path, header, resume=True) as writer:
        run = run_cases(later := Listening(small_index), test_set, writer=writer)
    lead = str(CASES[0]["question"])
    assert first.told == [(), (), (lead,)]
    assert later.told == [(lead,)]  # the question that failed was never answered
    assert [(record.case.id, record.case.turn) for record in run.records] == [
        ("water", 1), ("talk#1", 1), ("talk#2", 2), ("talk#3", 3),
    ]  # fmt: skip
    assert "30" in run.records[-1].answer["answer"] and score_of(run.records[-1]).right
    said = Turn(question=lead, answer=run.records[1].answer["answer"])
    assert history_of(run.records[3].case, run.records[1:3]) == (said,)


def test_a_run_is_not_gone_on_with_once_a_document_was_added(index: Index, tmp_path: Path) -> None:
    test_set = small_set(tmp_path)
    with RunWriter(tmp_path / "run.jsonl", header_of(index, test_set, settings=Settings())):
        pass
    later = tmp_path / "later.txt"
    later.write_text("Sở Nội vụ chủ trì xét duyệt biên chế năm 2024.\n", encoding="utf-8")
    ingest_paths(index, [later])
    with pytest.raises(RunFileError, match="the index has changed"):
        RunWriter(tmp_path / "run.jsonl", header_of(index, test_set, settings=Settings()), resume=True)


def test_a_fault_of_the_program_is_recorded_and_a_broken_index_ends_the_run(
    small_index: Index, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Assistant):
        problem: Exception = ValueError("citation [1] quotes words that are not in its passage")

        def ask(self, question: str, **_: object) -> object:  # type: ignore[override]
            raise self.problem

    record = asked(Broken(small_index), case_of("lead"))
    assert record.error == "The program failed (ValueError): report it with this question."
    assert record.answer["abstained"]
    assert case_of("lead").question not in caplog.text
    monkeypatch.setattr(Broken, "problem", IndexDamaged("The index cannot be read."))
    with pytest.raises(IndexDamaged):
        asked(Broken(small_index), case_of("lead"))


def test_a_conversation_typed_another_way_is_another_conversation(tmp_path: Path) -> None:
    turns = [{"question": text, "facts": [["x"]]} for text in ("Ai chủ trì?", "When?", "Thời hạn?")]
    more = with_ways(small_set(tmp_path, {"id": "c", "turns": turns}, {"id": "d", "turns": turns[1:2]}))
    assert [(case.conversation, case.turn, case.id, case.question) for case in more.cases[4:7]] == [
        ("c-unaccented", 1, "c#1-unaccented", "Ai chu tri?"), ("c-unaccented", 2, "c#2-unaccented", "When?"),
        ("c-unaccented", 3, "c#3-unaccented", "Thoi han?"),
    ]  # fmt: skip
    assert [case.conversation for case in more.cases[7:]] == ["c-half_accented"] * 3
    assert [case.style for case in more.cases[4:7]] == ["unaccented", more.cases[1].style, "unaccented"]


def test_ways_ask_vietnamese_questions_without_and_with_half_of_their_diacritics(tmp_path: Path) -> None:
    english = {"id": "en", "question": "Which unit leads the list?", "language": "en", "facts": [["Sở Xây dựng"]]}
    taken = {"id": "lead-unaccented", "question": "Nhà nào?", "facts": [["x"]]}
    test_set = small_set(tmp_path, *CASES[:3], english, taken)
    more = with_ways(test_set)
    assert more.cases[:5] == test_set.cases
    assert more.sha256 == test_set.sha256
    added = {case.id: case for case in more.cases[5:]}
    assert len(added) == 6  # "homes" and the English one have nothing to lose
    assert len({case.id for case in more.cases}) == len(more.cases)
    bare, half = added["lead-unaccented-2"], added["lead-half_accented"]
    assert (bare.style, bare.question) == ("unaccented", without_diacritics(test_set.cases[0].question))
    assert half.style == "half_accented"
    assert bare.question != half.question != test_set.cases[0].question
    assert fold(half.question) == fold(bare.question)
    assert bare.facts == test_set.cases[0].facts
    assert with_ways(test_set) == more
    assert with_ways(replace(test_set, cases=())).cases == ()
