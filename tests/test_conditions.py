"""A source that is of another time, place, number or role than the question says is told as that, and is no answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.built_in import BuiltInAnswerer
from assistant.checking.claimed_roles import roles_in
from assistant.understanding.conditions import conditions_of, without_places
from assistant.understanding.intent import intent_of
from assistant.understanding.task_filter import task_filter
from ingest.names.bodies import load_bodies
from ingest.names.places import places
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.retrieval import Question

PLAN = """ỦY BAN NHÂN DÂN
{place}
Số: {number}/KH-UBND
ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Trồng cây phân tán năm 2026

1. Năm 2026, tỉnh trồng mới 640.000 cây phân tán.
2. Sở Tài chính phối hợp tổ chức lễ phát động trồng cây.
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[BuiltInAnswerer]:
    folder: Path = tmp_path_factory.mktemp("conditions")
    (folder / "sources").mkdir()
    (folder / "sources" / "12-KH-UBND.txt").write_text(PLAN.format(place="TỈNH TRÀ VINH", number=12), encoding="utf-8")
    with Index(folder / "home", embedder=embedder) as index:
        ingest_paths(index, [folder / "sources"])
        yield BuiltInAnswerer(index)


@pytest.mark.parametrize(
    "question",
    ["Năm 2026 tỉnh Trà Vinh trồng mới bao nhiêu cây phân tán?", "Trong năm 2026 tỉnh Trà Vinh trồng mới bao nhiêu cây phân tán?"],
)
def test_what_meets_the_conditions_is_answered(plan: BuiltInAnswerer, question: str) -> None:
    assert "640.000" in plan.answer(question).plain
    assert not plan.answer(question).abstained


@pytest.mark.parametrize(
    ("question", "frame"),
    [
        ("Năm 2026 tỉnh Bến Tre trồng mới bao nhiêu cây phân tán?", "only_place"),
    ],
)
def test_what_does_not_is_told_and_is_no_answer(plan: BuiltInAnswerer, question: str, frame: str) -> None:
    answer = plan.answer(question)
    assert answer.abstained
    assert [one.frame for one in answer.statements][1:] == [frame]
    assert [citation.number for citation in answer.citations] == ["12/KH-UBND"]


def test_who_only_coordinates_is_not_told_as_the_lead(plan: BuiltInAnswerer) -> None:
    answer = plan.answer("Cơ quan nào chủ trì tổ chức lễ phát động trồng cây?")
    assert answer.abstained


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("Những nhiệm vụ nào trong Kế hoạch 84 không do Sở Xây dựng chủ trì?", (("Sở Xây dựng", "lead"),)),
        ("Liệt kê nhiệm vụ của Kế hoạch 84 trừ Sở Y tế", (("Sở Y tế", ""),)),
        ("Nhiệm vụ nào hạn quý IV/2026 mà Sở Tài chính không chủ trì?", (("Sở Tài chính", "lead"),)),
        ("Những nhiệm vụ nào Sở Xây dựng chủ trì?", ()),
    ],
)
def test_bodies_that_a_question_leaves_out(question: str, without: tuple[tuple[str, str], ...]) -> None:
    looked_at = Question(text=question, language="vi", accented=1.0, restored=question, named=("84",))
    found = task_filter(looked_at, register=load_bodies())
    assert found is not None
    assert found.without == without


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Ông Sang ở thị trấn Ngãi Giao phụ trách việc gì?", "Ông Sang phụ trách việc gì?"),
        ("Kế hoạch của tỉnh Sơn La nêu bao nhiêu tấn cà phê?", "Kế hoạch nêu bao nhiêu tấn cà phê?"),
        ("chien dich 45 ngay dem cua Ha Noi keo dai tu khi nao", "chien dich 45 ngay dem keo dai tu khi nao"),
        ("Who leads Hanoi's campaign?", "Who leads campaign?"),
        ("Ai là Chủ tịch UBND thành phố Hà Nội?", "Ai là Chủ tịch UBND thành phố Hà Nội?"),
    ],
)
def test_places_that_are_joined_to_a_question_are_taken_out(question: str, asked: str) -> None:
    assert without_places(question, places(question)) == asked


def sets_a_time(text: str) -> bool:
    question = Question(text=text, language="vi", accented=1.0, restored=text, names=())
    return bool(conditions_of(question, intent_of(question)).times)


@pytest.mark.parametrize(("ending", "sets"), [("trồng cây", True), ("trồng cây, đúng không", False), ("trồng cây phải không", False)])
def test_what_is_asked_to_be_so_sets_no_days(ending: str, sets: bool) -> None:
    assert sets_a_time(f"Năm 2025 tỉnh Trà Vinh {ending}?") is sets


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("Quyết định 2853/QĐ-UBND cùng của UBND TP.HCM tháng 11/2025 ban hành theo đề nghị của sở nào?", False),
        ("Công văn 687/STP-VB của Sở Tư pháp TP.HCM ngày 25/2/2021 gửi đi để làm gì?", False),
        ("Kế hoạch 308/KH-UBND của UBND thành phố Hà Nội giao Sở Y tế làm gì trong tháng 11/2025?", True),
        ("Kế hoạch 308/KH-UBND của UBND thành phố Hà Nội, tháng 11/2025 phải xong việc gì?", True),
    ],
)
def test_a_time_behind_the_issuer_of_a_document_is_when_it_was_issued(text: str, sets: bool) -> None:
    assert sets_a_time(text) is sets


@pytest.mark.parametrize(
    ("text", "assigning"),
    [
        ("UBND thành phố đồng thời phân công đơn vị tham mưu triển khai 8 chương trình.", True),
        ("UBND thành phố giao Sở Xây dựng triển khai chương trình.", False),
        ("UBND thành phố tổ chức triển khai chương trình.", False),
        ("UBND thành phố giao ban hằng tuần về chương trình.", False),
    ],
)
def test_a_body_that_has_units_do_it_which_are_not_named_does_not_lead_it(text: str, assigning: bool) -> None:
    told = roles_in(text, register=load_bodies())
    assert bool(told.assigning) is assigning
    assert not (told.assigning and told.doing)
