"""The words of the view: what goes wrong, and what is wrong with a set, in the language of the page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.sets.gold import TestSetError
from evals.sets.test_sets import read_test_set
from evals.web.evaluations_html import going_html
from evals.web.problems import problem
from evals.web.running import Going, Phase
from evals.web.view_words import Words
from tests.evaluations.site import HOSTILE, SQUAD
from vectorstore.retrieval import Language


def test_an_unforeseen_error_is_one_sentence_without_its_words() -> None:
    languages: tuple[Language, ...] = ("vi", "en")
    for language in languages:
        for error in (RuntimeError("secret"), OSError("secret")):
            assert "secret" not in problem(error, language=language)
    going = Going(set_name=HOSTILE, path=Path("x"), phase=Phase.FAILED, problem=RuntimeError(HOSTILE))
    assert "<img" not in going_html(going, words=Words(language="vi"))


UNANSWERED = {"question": "x", "answerable": False}
BAD_CASES: Sequence[object] = [
    {"id": "1"}, {"id": [1], "question": "?"}, {"id": " ", "question": "x", "facts": [["a"]]}, {"question": "  ", "facts": [["a"]]},
    {"question": "x"}, {"question": "x", "facts": "a"}, {"question": "x", "facts": [[]]},
    {"question": "x", "facts": [["a"]], "forbidden": [" "]},
    {"question": "x", "facts": [["a"]], "language": "fr"}, {"question": "x", "facts": [["a"]], "answerable": False},
    {"question": "x", "facts": [["a"]], "answerable": "perhaps"}, {"question": "x", "evidence": [{"document": " ", "quote": "a"}]},
    {"question": "x", "evidence": [{"document": "t.pdf", "quote": " "}]},
    {"question": "x", "evidence": ["a"]}, {"question": "x", "history": 1}, {"question": "x", "facts": [["\ud800"]]}, 7,
    {"turns": 1}, {"turns": [1]}, {"question": "x", "turns": [{}]}, {"turns": [{**UNANSWERED, "history": [{"question": "y"}]}]},
    {**UNANSWERED, "conversation": [1]}, {**UNANSWERED, "conversation": " "}, {"id": "c", "turns": [UNANSWERED]},
    {"id": "c", "turns": [{**UNANSWERED, "id": "o"}]}, {**UNANSWERED, "conversation": "e"}, {"question": "x", "conversation": "e"},
]  # fmt: skip
BAD_ROWS = [";a;;;", "x;a;;;;y", "x;;;;", "x;a;t.pdf;hai;", "x;a;;;có lẽ", "x;[a;;;", "x;#REF!;;;"]


def test_every_reason_why_a_case_is_bad_is_said_in_the_language_of_the_page(tmp_path: Path) -> None:
    good = {"id": "good", "question": "x", "facts": [["a"]]}
    lines = tmp_path / "a.jsonl"
    lines.write_text("\n".join(json.dumps(case) for case in (good, good, *BAD_CASES)) + "\n{no json", encoding="utf-8")
    table = tmp_path / "a.csv"
    table.write_text("\n".join(["câu hỏi;đáp án;tài liệu;trang;có đáp án", "x;a;;;", *BAD_ROWS]), encoding="utf-8")
    squad = tmp_path / "a.json"
    bad = [7, {"paragraphs": [7, {"context": "abc", "qas": [7, {"question": "x"}, {"question": "x", "answers": [{"text": "z"}]}]}]}]
    squad.write_text(json.dumps({"data": [*SQUAD["data"], *bad]}), encoding="utf-8")
    faults = [fault for path in (lines, table, squad) for fault in read_test_set(path, skip_bad=True).faults]
    assert len(faults) == len(BAD_CASES) - 1 + 2 + len(BAD_ROWS) + 5
    for fault in faults:
        assert fault.reason.worded("vi") != str(fault.reason), fault
        assert fault.place.worded("vi") != str(fault.place) or fault.place.unit == "path", fault


@pytest.mark.parametrize(
    "data",
    [
        b" ", b"question\n", b"question;question\nx;y", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"),
        b'{"data": [{"paragraphs": [{"qas":',
        "câu hỏi".encode("cp1258", "replace") + b"\xff", b'{"id": "a"}', b'question\n"a" b',
    ],
)  # fmt: skip
def test_every_reason_why_a_file_is_bad_is_said_in_the_language_of_the_page(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "tệp.jsonl"
    path.write_bytes(data)
    with pytest.raises(TestSetError) as caught:
        read_test_set(path, skip_bad=True)
    assert problem(caught.value, language="en") == str(caught.value)
    assert problem(caught.value, language="vi") != str(caught.value)
