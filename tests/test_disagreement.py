"""Sources are set against each other only where they speak of the same thing, place and time."""

from __future__ import annotations

import pytest

from assistant.answering.stated_values import StatedValue, agree
from assistant.assistant import Assistant
from assistant.reading.reader import Reader
from assistant.settings import Settings
from evals.disagreement.pairs import PARTS, Pair, outcome_of, pairs
from evals.running.temporary_index import temporary_index
from ingest.names.bodies import load_bodies
from ingest.names.numbers import figures
from vectorstore.embedder import Embedder

BODIES = load_bodies()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("đạt 8%", "đạt 8,3%", True),
        ("đạt hơn 10%", "đạt 10,65%", True),
        ("ít nhất 70%", "đạt 95%", True),
        ("185 tỷ đồng", "212 tỷ đồng", False),
        ("38 km", "41 km", False),
        ("12 ha", "9 km", True),
    ],
)
def test_figures_that_can_both_hold(one: str, other: str, alike: bool) -> None:
    values = [StatedValue(figure=figures(text)[0]) for text in (one, other)]
    assert agree(values[0], values[1], register=BODIES) is alike


def test_one_body_under_two_names_is_no_disagreement() -> None:
    assert agree(StatedValue(bodies=("Sở KH&ĐT",)), StatedValue(bodies=("Sở Kế hoạch và Đầu tư",)), register=BODIES)
    assert not agree(StatedValue(bodies=("Sở Y tế",)), StatedValue(bodies=("Sở Nội vụ",)), register=BODIES)


def test_half_of_each_part_disagrees() -> None:
    for part in PARTS:
        assert [sum(pair.disagree is sign for pair in pairs(part)) for sign in (True, False)] == [10, 10]


CHOSEN = [pair for pair in pairs("tuning") if pair.id in ("t08", "t09", "t18", "f06", "f12", "f14", "f17")]


@pytest.mark.slow
@pytest.mark.parametrize("pair", CHOSEN, ids=[pair.id for pair in CHOSEN])
def test_a_disagreement_is_shown_where_there_is_one(pair: Pair, embedder: Embedder) -> None:
    with temporary_index(Settings(), contexts=pair.documents, embedder=embedder) as index:
        answer = Assistant(index, reader=Reader(embedder)).ask(pair.question)
    assert outcome_of(pair, answer).right, answer.plain
