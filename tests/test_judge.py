"""Rivals of the best unit: what says the same takes nothing from it, and a lead is counted by all signals and by the matter alone."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from assistant.evidence import FEATURES, Evidence
from assistant.judge import MATTER, WIDEST_MARGIN, Weights, judge_for, margin, matter_keys, matter_margin, ranked
from ingest.passage import Passage, PassageKind
from vectorstore.retrieval import DocumentRecord, Hit

PLAN = "Lập bản đồ các vườn ươm cây bóng mát trên toàn địa bàn huyện Đồi Chè trong mùa khô."
ANNEX = "Lập bản đồ các vườn ươm cây bóng mát trên toàn địa bàn huyện Đồi Chè trong mùa khô: Phòng Kinh tế."
OTHER = "Sửa chữa ba cây cầu gỗ bắc qua suối Bến Ngà trước khi nước lũ về đến thung lũng."


def unit(text: str, *, place: str = "a", **signals: float) -> Evidence:
    passage = Passage(id=f"d-{place}", document_id="d", ordinal=1, kind=PassageKind.PROSE, text=text, start=0, end=len(text))
    hit = Hit(passage=passage, document=DocumentRecord(id="d", name="d.txt", title="d"), score=1.0, dense=0.0, lexical=0.0)
    values = tuple(signals.get(name, 0.0) for name in FEATURES)
    return Evidence(hit=hit, start=0, end=len(text), decisive=(), signals=values, answered=frozenset())


def test_what_a_plan_says_again_in_its_annex_is_one_matter() -> None:
    keys = matter_keys([unit(PLAN, place="a"), unit(OTHER, place="b"), unit(ANNEX, place="c")])
    assert keys[0] == keys[2] != keys[1]
    again = unit(unicodedata.normalize("NFD", PLAN), place="d")
    assert len(set(matter_keys([unit(PLAN), again]))) == 1


def test_sentences_of_one_passage_share_its_key() -> None:
    assert len(set(matter_keys([unit(PLAN, place="a"), unit(OTHER, place="a")]))) == 1


def test_a_few_words_alike_mean_nothing() -> None:
    assert len(set(matter_keys([unit("Sở Y tế chủ trì.", place="a"), unit("Sở Y tế chủ trì.", place="b")]))) == 2


def test_a_lead_is_a_share_between_minus_one_and_one() -> None:
    assert margin(0.5, 0.5) == 0.0
    assert margin(0.9, 0.1) == -margin(0.1, 0.9) > 0
    assert margin(1.0, 0.0) == 1.0
    assert margin(0.0, 1.0) == -1.0
    assert matter_margin(1.0, None) == 1.0  # nothing else was found
    assert matter_margin(1.0, 1.0 + WIDEST_MARGIN / 2) == -0.5
    assert matter_margin(0.0, 99.0) == -1.0


def test_the_matter_leaves_out_what_kind_of_thing_a_unit_states() -> None:
    weights = Weights(bias=0.5, weights=(1.0,) * len(FEATURES))
    assert weights.matter(unit(PLAN, words=0.25, cosine=0.5, typed=1.0, task=1.0, fits=1.0).signals) == 0.75
    assert set(FEATURES) > MATTER


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_rival_of_the_same_matter_takes_nothing_and_another_does(language: str) -> None:
    judge = judge_for("en" if language == "en" else "vi")
    best = unit(PLAN, place="a", words=1.0, pairs=0.8, cosine=0.9, passage_cosine=0.8, passage_score=0.9, typed=1.0)
    same = replace(unit(ANNEX, place="b"), signals=best.signals)
    other = replace(unit(OTHER, place="c"), signals=best.signals)

    def sure(*found: Evidence) -> float:
        scored = ranked(found, language="en" if language == "en" else "vi")
        return judge.confidence(scored, among=scored)

    assert sure(best, same) == sure(best)
    assert sure(best, other) < sure(best)


def test_nothing_found_is_no_answer() -> None:
    assert judge_for("vi").confidence([], among=[]) == 0.0
