"""Of what period a sentence speaks: from one day to another it has an end, so that a feast after it is another."""

from __future__ import annotations

import datetime

import pytest

from assistant.answering.circumstances import any_overlap, circumstances_of
from assistant.answering.quote import Quote
from assistant.understanding.conditions import own_times
from ingest.passage import Passage, PassageKind
from vectorstore.retrieval import DocumentRecord, HeldPassage


def said(text: str) -> Quote:
    passage = Passage(id="d-0000", document_id="d", ordinal=0, kind=PassageKind.PROSE, text=text, start=0, end=len(text))
    return Quote(held=HeldPassage(passage=passage, document=DocumentRecord(id="d", name="a.txt", title="A")), start=0, end=len(text))


@pytest.mark.parametrize("to", ["đến hết ngày", "đến ngày", "tới", "-"])
def test_a_period_ends_with_its_last_day(to: str) -> None:
    (period,) = circumstances_of(said(f"Treo cờ từ ngày 10/5/2026 {to} 14/5/2026.")).own_times
    assert period.days == (datetime.date(2026, 5, 10), datetime.date(2026, 5, 14))
    assert any_overlap(own_times("ngày 12/5/2026"), [period])
    assert not any_overlap(own_times("ngày 2/9/2026"), [period])


def test_what_only_begins_has_no_end() -> None:
    told = circumstances_of(said("Thu phí từ ngày 10/5/2026.")).own_times
    assert any_overlap(own_times("ngày 2/9/2026"), told)
