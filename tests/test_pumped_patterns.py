"""Nothing takes unbounded time: every pattern and every function of texts, on texts made to be slow for it; documents and questions too.

Times are of the processor, and so wide that only what grows faster than the text fails.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeGuard

import pytest

from assistant.assistant import Assistant
from ingest.errors import IngestError
from ingest.layout.cut import cut_passages
from ingest.read import read_document
from ingest.tasks.assignments import duty_of
from ingest.tasks.tasks_of import tasks_of
from tests.program_patterns import PACKAGES, modules, patterns, text_functions
from tests.pumped_texts import FRAGMENTS, LENGTH, TooSlowError, processor_time_limit, pumped, slow_text, time_of
from vectorstore.index import Index

_PATTERN_SECONDS = 0.2
"""Twice what a pattern may take on an idle machine."""
_FUNCTION_SECONDS = 2.0
_DOCUMENT_SECONDS = 20.0
_SENTENCES = (
    *("Sở Y tế và Sở Xây dựng, ", "hạn quý IV/2026, ", "84/KH-UBND, ", "Kế hoạch 84 và 85, ", "trước ngày 30/6/2026; ", "của Bộ Y tế. "),
    *("a) Sở Y tế chủ trì. ", "**a** ", "[", "<a>", "|", "tp. ", "\x00", "e\u0323\u0302", "hoàn thành ", "ñy ban ", "12 chỉ tiêu ", "it "),
    *("\n- a", "\n1. Sở Y tế làm. ", "? ", "thay thế Nghị định 1/2020/NĐ-CP "),
)
_NO_TEXTS = frozenset(
    {
        # They take a word of their own out of a few, not a text.
        "ingest.names.dates.month_number",
        "ingest.layout.tables.roman",
        "vectorstore.model_folder.find_model",
        "vectorstore.model_precision.best_precision",
        "prompts.guide_pages.guide_pages",
        "prompts.templates.fields_of",
        "prompts.templates.templates",
        "evals.bench.bench_progress.say",
        "evals.command_line.grade_command.measures_of",
        "evals.command_line.retype_command.ways_of",
        "evals.scoring.quality_gate.located",
        "evals.sample.typeface.font_file",
    }
)


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_no_pattern_takes_longer_than_its_text_is_long(package: str) -> None:
    slow = {}
    for used in patterns():
        if used.name.split(".")[0] == package:
            text = slow_text(used.pattern, anywhere=used.anywhere, allowed=_PATTERN_SECONDS)
            if text is not None:
                slow[used.name] = text
    assert not slow


def test_patterns_of_all_kinds_are_found() -> None:
    """Named ones, those in tuples, and those written where they are used."""
    names = [used.name for used in patterns()]
    assert len(names) > 500
    assert "ingest.names.dates.DAY" in names or "ingest.names.calendar_units.DAY" in names
    assert any("[" in name for name in names)
    assert any(":" in name for name in names)


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_no_function_of_a_text_takes_unbounded_time_or_raises(package: str, capsys: pytest.CaptureFixture[str]) -> None:
    functions = {name: function for name, function in text_functions().items() if name.startswith(f"{package}.")}
    if package == "ingest":
        functions["ingest.tasks.assignments.duty_of"] = partial(duty_of, start=0)
    own: tuple[type[Exception], ...] = tuple(error for module in modules() for error in vars(module).values() if _is_own_error(error))
    faults = [
        f"{name}: {fault}"
        for name, function in functions.items()
        if name not in _NO_TEXTS and (fault := _fault(function, own=own)) is not None
    ]
    capsys.readouterr()
    assert not faults


def _is_own_error(one: object) -> TypeGuard[type[Exception]]:
    return isinstance(one, type) and issubclass(one, Exception) and one.__module__.split(".")[0] in PACKAGES


def _fault(function: Callable[[str], object], *, own: tuple[type[Exception], ...]) -> str | None:
    for fragment in (*FRAGMENTS, *_SENTENCES):
        for length in (1_000, 4_000, LENGTH):
            work = partial(function, pumped("", fragment, length=length))
            try:
                taken = time_of(work, limit=2 * _FUNCTION_SECONDS)
                if taken.processor > _FUNCTION_SECONDS:  # once more: a list may have been read at first, or another process been in the way
                    taken = time_of(work, limit=2 * _FUNCTION_SECONDS)
            except own:
                break
            except Exception as error:
                return f"{error!r:.200} for {fragment!r} over and over"
            if taken.processor > _FUNCTION_SECONDS:
                return f"{taken.processor:.1f} s for {fragment!r} over and over, {length} characters"
            if taken.clock * (LENGTH / length) ** 2 < _FUNCTION_SECONDS:
                break  # even if the time grows with the square
    return None


_PLAN = """ỦY BAN NHÂN DÂN TỈNH A
Số: 9/KH-UBND
Hà Nội, ngày 5 tháng 3 năm 2026
KẾ HOẠCH
Về chỉnh trang đô thị
I. MỤC TIÊU
Mục tiêu là 45 khu chung cư cũ trong năm 2026.
II. NHIỆM VỤ
"""
_DOCUMENTS = {
    "months that are none": "1. Mua sắm thiết bị.\n- Cơ quan chủ trì: Sở Xây dựng.\n- Thời gian hoàn thành: " + "máy và " * 3_000 + ".\n",
    "a line of 200,000 characters": "Sở Y tế, Sở Xây dựng chủ trì trước ngày 30/6/2026, " * 4_000 + "\n",
    "a word of 20,000 letters": "a" * 20_000 + "\n",
    "100,000 short lines": "a b c\n" * 100_000,
    "100,000 blank lines": "\n" * 100_000 + "a b c\n",
    "5,000 digits": "Sở Y tế hoàn thành " + "9" * 5_000 + " nhiệm vụ, hạn ngày " + "1" * 5_000 + "/12/2026.\n",
    "5,000 combining marks": "Sở Y te" + "\u0301" * 5_000 + " chủ trì.\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("body", _DOCUMENTS.values(), ids=_DOCUMENTS)
def test_a_document_made_to_be_slow_is_read_in_seconds(body: str, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(_PLAN + body, encoding="utf-8")
    with processor_time_limit(_DOCUMENT_SECONDS):
        try:
            document = read_document(path)
        except IngestError:
            return
        passages = cut_passages(document)
        tasks_of(document.blocks)
    assert passages


_QUESTIONS = (
    "Nhiệm vụ nào hạn " + "máy và " * 36 + "?",
    "mua " + "máy, " * 24 + "là nhiệm vụ nào?",
    "Chương trình " + "1" * 1_500 + " có bao nhiêu chỉ tiêu?",
)


@pytest.mark.slow
@pytest.mark.parametrize("question", _QUESTIONS, ids=("and", "comma", "digits"))
def test_a_question_made_to_be_slow_is_answered(question: str, sample_index: Index) -> None:
    with processor_time_limit(_DOCUMENT_SECONDS):
        assert Assistant(sample_index).ask(question).text


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(TooSlowError), processor_time_limit(0.05):
        while True:
            pass
