"""A run as JSON, CSV and JUnit XML."""

from __future__ import annotations

import csv
import io
import json
import math

import pytest
from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from assistant.command_line.json_forms import JsonObject
from evals.reports.exports import COLUMNS, csv_bytes, junit_bytes, run_object, what_is_wrong
from evals.reports.listing import run_text
from evals.running.run_file import CaseRecord, Run
from evals.scoring.figures import MEASURES, scores_of
from evals.sets.gold import Evidence, Fault, GoldCase, Place, Reason
from tests.invented_runs import by_model, header, talk
from tests.invented_runs import run as invented

FAULT = Fault(place=Place(unit="line", at=9), reason=Reason(code="missing_question"))
HEADER = header(test_set="đề <1>.jsonl", case_count=5, faults=(FAULT,))
QUOTE = "Sở Xây dựng chủ trì lập danh mục"


def answer(text: str, *, abstained: bool = False, quote: str | None = QUOTE) -> JsonObject:
    citation = {"n": 1, "document": "a.pdf", "number": "84/KH-UBND", "title": "", "date": None, "page": 2, "quote": quote}
    return {
        "answer": text,
        "abstained": abstained,
        "language": "vi",
        "mode": "none",
        "citations": [citation] if quote else [],
        "seconds": 0.5,
    }


def case(key: str, *, question: str = "Đơn vị nào chủ trì?", answerable: bool = True) -> GoldCase:
    facts = (("Sở Xây dựng", "Department of Construction"),) if answerable else ()
    evidence = (Evidence(document="a.pdf", page=2, quote=QUOTE),) if answerable else ()
    return GoldCase(
        id=key, question=question, kind="lead_unit", answerable=answerable, facts=facts, forbidden=("Sở Y tế",), evidence=evidence
    )


FOUND = {"document": "a.pdf", "page": 2, "text": QUOTE}
RUN = Run(
    header=HEADER,
    records=(
        CaseRecord(case=case("right"), answer=answer("Đơn vị chủ trì: **Sở Xây dựng** [1]."), passages=(FOUND,)),
        CaseRecord(case=case("wrong", question='=HYPERLINK("http://x";"y")'), answer=answer("=1+1 Sở Y tế\x00\x1b & <b> [1].")),
        CaseRecord(case=case("made-up", answerable=False), answer=answer("Sở Nội vụ [1].")),
        CaseRecord(case=case("silent"), answer=answer("Không tìm thấy.", abstained=True, quote=None)),
        CaseRecord(case=case("failed"), answer=answer("Quá dài.", abstained=True, quote=None), error="The question is too long."),
    ),
)  # fmt: skip


def suite(run: Run = RUN) -> TestSuite:
    return next(iter(JUnitXml.fromstring(junit_bytes(run).decode().split("\n", 1)[1])))  # reads a suite alone as a list of one


def test_json_holds_the_header_figures_slices_and_each_case_with_its_score() -> None:
    found = json.loads(json.dumps(run_object(RUN), allow_nan=False))
    assert found["header"]["test_set"] == "đề <1>.jsonl"
    assert set(found["figures"]) <= set(MEASURES)
    assert set(found["figures"]["facts_and_cited"]) == {"value", "low", "high", "count", "hits"}
    assert (found["figures"]["facts_and_cited"]["hits"], found["figures"]["facts_and_cited"]["count"]) == (1, 4)
    assert math.isclose(found["figures"]["facts_and_cited"]["value"], 0.25)
    assert {"name", "value", "count", "figures"} == set(found["slices"][0])
    assert [(item["score"]["id"], item["score"]["right"]) for item in found["cases"]] == [
        ("right", True), ("wrong", False), ("made-up", False), ("silent", False), ("failed", False),
    ]  # fmt: skip
    assert found["cases"][0]["answer"]["citations"][0]["quote"] == QUOTE
    assert found["cases"][0]["case"]["facts"] == [["Sở Xây dựng", "Department of Construction"]]
    assert found["cases"][0]["passages"][0]["text"] == QUOTE
    assert found["cases"][4]["error"] == "The question is too long."


def test_csv_has_a_line_for_each_case_that_excel_reads_and_takes_for_no_formula() -> None:
    content = csv_bytes(RUN)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(COLUMNS)
    by_id = {row["id"]: row for row in rows}
    assert list(by_id) == ["right", "wrong", "made-up", "silent", "failed"]
    assert by_id["right"]["right"] == "yes"
    assert by_id["right"]["cited"] == by_id["right"]["evidence"] == "a.pdf, page 2"
    assert by_id["right"]["evidence_ranks"] == "1"
    assert by_id["wrong"]["question"].startswith("'=HYPERLINK")
    assert by_id["wrong"]["answer"].startswith("'=1+1")
    assert by_id["wrong"]["forbidden"] == "Sở Y tế"
    assert by_id["made-up"]["expected"] == "(the documents do not say)"
    assert by_id["failed"]["error"] == "The question is too long."


def test_junit_counts_failures_and_errors_and_says_what_was_expected() -> None:
    found = suite()
    assert (found.tests, found.failures, found.errors) == (6, 3, 2)
    cases = {str(item.name).split(":")[0]: item for item in found if isinstance(item, TestCase)}
    assert cases["right"].is_passed
    assert cases["right"].time == pytest.approx(0.5)
    [wrong] = cases["wrong"].result
    assert isinstance(wrong, Failure)
    assert "Expected: Sở Xây dựng" in wrong.text
    assert "Answer: =1+1 Sở Y tế & <b> [1]." in wrong.text
    assert QUOTE in wrong.text
    [made_up] = cases["made-up"].result
    assert made_up.message == "answered though the documents do not say"
    [failed] = cases["failed"].result
    assert isinstance(failed, Error)
    assert failed.message == "The question is too long."
    assert "line 9" in cases
    assert cases["line 9"].is_error


def test_what_is_wrong_is_said_in_a_few_words() -> None:
    said = dict(zip([record.case.id for record in RUN.records], map(what_is_wrong, scores_of(RUN)), strict=True))
    assert said == {
        "right": "",
        "wrong": "0 of 1 facts; says Sở Y tế",
        "made-up": "answered though the documents do not say",
        "silent": "declined though the documents say",
        "failed": "could not be answered at all",
    }


def test_a_run_without_cases_is_exported_too() -> None:
    empty = Run(header=HEADER.model_copy(update={"faults": ()}), records=())
    assert run_object(empty)["cases"] == []
    assert json.loads(json.dumps(run_object(empty), allow_nan=False))["figures"] is not None
    assert len(csv_bytes(empty).splitlines()) == 1
    assert JUnitXml.fromstring(junit_bytes(empty).decode().split("\n", 1)[1]).tests == 0


def test_turns_stand_with_the_conversation_that_they_are_of() -> None:
    said = talk(("Ai nạo vét kênh?", "Sở Xây dựng [1]."), ("Thời hạn?", "Không rõ."))
    run = invented({**said, "alone": CaseRecord(case=case("alone"), answer=answer("?"))}, keys=(*said, "alone"))
    rows = list(csv.DictReader(io.StringIO(csv_bytes(run).decode("utf-8-sig"), newline="")))
    assert [(row["conversation"], row["turn"], row["id"]) for row in rows] == [
        ("talk", "1", "talk#1"), ("talk", "2", "talk#2"), ("", "", "alone"),
    ]  # fmt: skip
    assert run_object(run)["cases"][1]["case"]["conversation"] == "talk"
    [failed] = [item for item in suite(run) if isinstance(item, TestCase) and "talk#2" in str(item.name)]
    assert str(failed.result[0].text).startswith("Before: Ai nạo vét kênh?\n  Sở Xây dựng [1].\nExpected: ")


def test_what_the_chat_model_did_is_told_where_there_was_one() -> None:
    run = by_model(invented(keys=("right", "partly", "unfound"), models={"embedding": "e5", "chat": "openai:small"}))
    assert run_object(run)["model_use"] == {
        "name": "openai:small", "count": 3, "written": 1, "fallbacks": {"model_slow": 1}, "dropped": 2, "dropped_from": 1,
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(csv_bytes(run).decode("utf-8-sig"), newline="")))
    assert [(row["mode"], row["fallback"], row["dropped"]) for row in rows[:2]] == [("model", "", "2"), ("tasks", "model_slow", "0")]
    assert "openai:small wrote 1 of 3 answers; 1 were left to the built-in ones (model_slow 1). 2 sentences" in run_text(run)
    assert run_object(invented())["model_use"] is None and "wrote" not in run_text(invented())
