"""Search finds the passage that answers, however the question is typed, and the named document's passages first."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.search import retrieve
from vectorstore.words import folded_terms, terms

IdOf = Callable[[str], str]


def names(index: Index, question: str, *, k: int = 10) -> list[str]:
    return [hit.document.name for hit in retrieve(index, look_at(question, index=index), k=k).hits]


@pytest.mark.parametrize(
    "question",
    [
        "Khi nào tạm ngừng cấp nước ở phường Thủy Vân?",
        "khi nao tam ngung cap nuoc o phuong thuy van",
        "khi nào tam ngưng cấp nuoc ở phuong Thuỷ Vân",
        "When is the water supply in Thủy Vân suspended?",
        "ngày 9 tháng 5 năm 2023 có việc gì?",
        "09/05/2023",
    ],
)
def test_the_answering_document_comes_first_however_the_question_is_typed(index: Index, question: str) -> None:
    assert names(index, question)[0] == "thong-bao.txt"


@pytest.mark.parametrize("question", ["KH 84: cấp nước sạch", "nước sạch theo kế hoạch số 84", "water supply in plan 84"])
def test_passages_of_the_named_document_come_first(index: Index, id_of: IdOf, question: str) -> None:
    found = names(index, question)
    own = len(index.passages(id_of("ke-hoach-84.txt")))
    assert found[:own] == ["ke-hoach-84.txt"] * own
    assert len(found) > own


def test_hits_are_ranked_by_score_and_carry_both_scores(index: Index) -> None:
    # an English question is searched midway between its words and the Vietnamese ones
    searched = {"nhà ở xã hội": ["nhà ở xã hội"], "kế hoạch 84": ["kế hoạch 84"], "social housing": ["social housing", "nhà ở xã hội"]}
    for question, forms in searched.items():
        hits = retrieve(index, look_at(question, index=index)).hits
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        mean = index.embedder.embed_queries(forms).mean(axis=0)
        vector = mean / np.linalg.norm(mean)
        ids, vectors = index.catalogue.vectors([hit.passage.id for hit in hits])
        cosines = dict(zip(ids, vectors @ vector, strict=True))
        assert all(hit.dense == pytest.approx(float(cosines[hit.passage.id]), abs=1e-5) for hit in hits)
        assert all(hit.lexical >= 0 for hit in hits)
    assert max(hit.lexical for hit in retrieve(index, look_at("nước sạch", index=index)).hits) > 0


def test_the_same_question_gives_the_same_hits(index: Index) -> None:
    question = look_at("nhà ở xã hội", index=index)
    assert retrieve(index, question) == retrieve(index, question)


def test_k_limits_the_hits(index: Index) -> None:
    assert len(names(index, "nhà ở xã hội", k=2)) == 2


@pytest.mark.parametrize("question", ["", "?", '"', "NEAR(a, b)", "* OR text:x", "'; DROP TABLE documents; --", "a\x00b"])
def test_odd_questions_are_only_text(index: Index, question: str) -> None:
    assert len(names(index, question)) <= 10
    assert len(index.documents()) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kế hoạch số 84/KH-UBND", ["kế", "hoạch", "số", "84", "kh", "ubnd", "84/kh-ubnd"]),
        ("03-CTr/TU", ["3", "ctr", "tu", "3-ctr/tu"]),
        ("ngày 09/05/2023", ["ngày", "9", "5", "2023", "9/5/2023"]),
        ("ngày 9 tháng 5 năm 2023", ["ngày", "9", "tháng", "5", "năm", "2023", "9/5/2023"]),
        ("Thuỷ Đống", ["thủy", "đống"]),
    ],
)
def test_numbers_and_dates_are_words_whole_and_in_parts(text: str, words: list[str]) -> None:
    assert terms(text) == words


def test_folded_words_lose_diacritics_and_stay_whole() -> None:
    assert folded_terms("Đống Đa, Thuỷ: 30/2020/NĐ-CP") == ["dong", "da", "thuy", "30", "2020", "nd", "cp", "30/2020/nd-cp"]
