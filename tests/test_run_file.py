"""The result file of a run is whole at any moment, can be gone on with, and says in one sentence what is wrong with it."""

from __future__ import annotations

import datetime
import json
import unicodedata
from pathlib import Path

import pytest

from evals.running.run_file import CaseRecord, RunFileError, RunWriter, read_run
from evals.running.run_folder import new_path, runs_of, unfinished
from evals.sets.gold import Fault, GoldCase, Place, Reason
from tests.invented_runs import header

FAULT = Fault(place=Place(unit="line", at=4, turn=2), reason=Reason(code="id_taken", values={"id": "7", "place": Place(unit="line", at=3)}))
HEADER = header(case_count=3, faults=(FAULT,), settings={"passages": 10, "embedding_model": None})


def record(key: str) -> CaseRecord:
    question = "Đơn vị nào? " + unicodedata.normalize("NFD", "Quỹ hoà giải") + "\u2028 [1]"
    answer = {"id": key, "question": question, "answer": "Sở Ðất đai [1].\n", "abstained": False, "citations": [], "seconds": 0.5}
    return CaseRecord(case=GoldCase(id=key, question=question, facts=(("Sở Đất đai",),)), answer=answer, passages=({"document": "a.pdf"},))


def written(path: Path, *keys: str) -> Path:
    with RunWriter(path, HEADER) as writer:
        for key in keys:
            writer.add(record(key))
    return path


def test_what_is_written_comes_back_the_same(tmp_path: Path) -> None:
    run = read_run(written(tmp_path / "new" / "run.jsonl", "a", "b"))
    assert run.header == HEADER
    assert run.records == (record("a"), record("b"))
    assert not run.complete
    assert read_run(written(tmp_path / "all.jsonl", "a", "b", "c")).complete


def test_faults_are_read_from_files_of_earlier_programs_too(tmp_path: Path) -> None:
    path = written(tmp_path / "run.jsonl", "a")
    head, _, rest = path.read_text(encoding="utf-8").partition("\n")
    older = {**json.loads(head), "faults": [{"place": "line 4", "reason": "“id” is blank"}]}
    path.write_text(f"{json.dumps(older)}\n{rest}", encoding="utf-8")
    (fault,) = read_run(path).header.faults
    assert (str(fault.place), fault.reason.worded("vi")) == ("line 4", "“id” is blank")
    foreign = {**older, "faults": [{"place": {"unit": "line", "at": 4}, "reason": {"code": "id_taken", "values": {}}}]}
    path.write_text(f"{json.dumps(foreign)}\n{rest}", encoding="utf-8")
    with pytest.raises(RunFileError, match=r"header .* cannot be used"):
        read_run(path)


def test_each_record_is_in_the_file_before_the_next_is_made(tmp_path: Path) -> None:
    with RunWriter(tmp_path / "run.jsonl", HEADER) as writer:
        assert read_run(tmp_path / "run.jsonl").records == ()
        writer.add(record("a"))
        assert read_run(tmp_path / "run.jsonl").records == writer.done == (record("a"),)


def test_cut_off_anywhere_a_file_loses_only_the_record_in_work(tmp_path: Path) -> None:
    whole = written(tmp_path / "whole.jsonl", "a", "b").read_bytes()
    ends = [place + 1 for place, byte in enumerate(whole) if byte == ord("\n")]
    for length in {*range(ends[0], len(whole) + 1, 7), *ends, ends[1] - 1}:
        cut = tmp_path / "cut.jsonl"
        cut.write_bytes(whole[:length])
        kept = len(read_run(cut).records)
        assert kept >= sum(length >= end for end in ends[1:])
    for length in {0, 1, 7, ends[0] - 1, *range(ends[0], len(whole), 40), len(whole) - 1}:
        cut.write_bytes(whole[:length])
        with RunWriter(cut, HEADER, resume=True) as writer:
            known = {item.case.id for item in writer.done}
            for key in ("a", "b", "c"):
                if key not in known:
                    writer.add(record(key))
        assert read_run(cut).records == (record("a"), record("b"), record("c"))


def test_a_run_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    path = written(tmp_path / "run.jsonl", "a")
    with pytest.raises(RunFileError, match=r"exists: go on with its run by --resume"):
        RunWriter(path, HEADER)
    assert read_run(path).records == (record("a"),)
    assert [file.name for file in tmp_path.iterdir()] == ["run.jsonl"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"set_sha256": "cd" * 32}, "the test set has changed"),
        ({"index": "f" * 16}, "the index has changed"),
        ({"settings": {"passages": 5, "embedding_model": None}}, "the settings have changed"),
        ({"models": {"embedding": "bge-m3"}}, "the model is another one"),
        ({"program": "0.2.0 (source 89abcdef)"}, "the program has changed"),
        ({"case_count": 9}, "another number of cases"),
        ({"faults": ()}, "other cases of the set could be read"),
    ],
)
def test_what_is_no_longer_the_same_run_is_not_gone_on_with(tmp_path: Path, change: dict[str, object], said: str) -> None:
    path = written(tmp_path / "run.jsonl", "a")
    with pytest.raises(RunFileError, match=said):
        RunWriter(path, HEADER.model_copy(update=change), resume=True)
    later = HEADER.model_copy(update={"started": datetime.datetime.now(datetime.UTC), "machine": "another"})
    with RunWriter(path, later, resume=True) as writer:
        assert writer.header == HEADER


def test_two_processes_do_not_write_the_same_run(tmp_path: Path) -> None:
    with (
        RunWriter(tmp_path / "run.jsonl", HEADER),
        pytest.raises(RunFileError, match="is being written by another process"),
    ):
        RunWriter(tmp_path / "run.jsonl", HEADER, resume=True)


def test_what_json_prints_is_read_as_a_run_but_not_written_on(tmp_path: Path) -> None:
    run = read_run(written(tmp_path / "run.jsonl", "a", "b"))
    cases = [{**item.model_dump(mode="json"), "score": {"id": item.case.id, "right": True}} for item in run.records]
    printed = {"header": run.header.model_dump(mode="json"), "figures": {}, "slices": [], "cases": cases}
    for name, indent in (("line.json", None), ("lines.json", 2)):
        path = tmp_path / name
        path.write_text(json.dumps(printed, ensure_ascii=False, indent=indent), encoding="utf-8")
        assert read_run(path) == run
        with pytest.raises(RunFileError, match="what --json printed"):
            RunWriter(path, HEADER, resume=True)


def test_what_is_no_run_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    whole = written(tmp_path / "whole.jsonl", "a", "b").read_text(encoding="utf-8").split("\n")
    for content, said in (
        ("", "is not the result of a run"),
        ("# Kế hoạch\n", "is not the result of a run"),
        ("[1]\n", "is not the result of a run"),
        ('{"id": "a", "question": "b"}\n', "is not the result of a run"),
        ('{"set": "x", "figures": {}, "cases": []}', "is not the result of a run"),
        ('{"format": 99}\n', "another version of the program"),
        ('{"format": 1}\n', r"header of the run .* \(test_set: field required"),
        (f"{whole[0]}\nnonsense\n{whole[2]}\n", "Line 2 of the run .* is not a case"),
        (f'{whole[0]}\n{{"case": 1}}\n', "Line 2 of the run .* is not a case"),
        (f"{whole[0]}\n{whole[1]}\n{whole[1]}\n", "has cases twice"),
    ):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(RunFileError, match=said) as caught:
            read_run(path)
        assert "\n" not in str(caught.value)
    with pytest.raises(RunFileError, match="cannot be read"):
        read_run(tmp_path)
    with pytest.raises(RunFileError, match="cannot be written"):
        RunWriter(path / "below" / "run.jsonl", HEADER)


def test_runs_are_named_by_set_and_time_and_the_interrupted_one_is_found(tmp_path: Path) -> None:
    with pytest.raises(RunFileError, match=r"no interrupted run of đề\.jsonl"):
        unfinished(tmp_path, test_set="đề.jsonl")
    first = new_path(tmp_path, test_set="đề.jsonl")
    assert first.name.startswith("đề-20")
    written(first, "a")
    assert unfinished(tmp_path, test_set="đề.jsonl") == first
    written(tmp_path / "đề-2-20990101T000000Z.jsonl", "a")
    second = written(tmp_path / "đề-20990101T000000Z.jsonl", "a", "b", "c")
    assert runs_of(tmp_path, test_set="đề.jsonl") == [second, first]
    with pytest.raises(RunFileError, match="no interrupted run"):
        unfinished(tmp_path, test_set="đề.jsonl")
    third = tmp_path / "đề-20990101T000000Z-2.jsonl"
    third.write_bytes(b'{"form')
    assert unfinished(tmp_path, test_set="đề.jsonl") == third
