"""A question that describes a document in passing is asked of that document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.understanding.described_phrase import described_phrases
from assistant.understanding.understand import understand
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.question import language_of
from vectorstore.retrieval import Question

_FLOODS = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN

Số: 512/KH-UBND

Lâm Sơn, ngày 4 tháng 3 năm 2026

# KẾ HOẠCH

## Phòng, chống lũ quét và sạt lở đất năm 2026

Điều 1. Sở Xây dựng chủ trì, phối hợp với Sở Tài chính rà soát các ngầm tràn, hoàn thành trước ngày 15/5/2026.

Điều 2. Sở Y tế chủ trì, phối hợp với các xã dự trữ thuốc phòng dịch sau lũ, hoàn thành trước ngày 30/5/2026.
"""
_SCHOOLS = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN

Số: 87/KH-UBND

Lâm Sơn, ngày 9 tháng 1 năm 2026

# KẾ HOẠCH

## Phát triển thư viện trường học vùng cao năm 2026

Điều 1. Sở Giáo dục và Đào tạo chủ trì mua 500 đầu sách cho mỗi trường, hoàn thành trước ngày 20/8/2026.

Điều 2. Sở Xây dựng chủ trì sửa chữa 40 phòng đọc, hoàn thành trước ngày 30/9/2026.
"""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("plans")
    (folder / "lu-quet.md").write_text(_FLOODS, encoding="utf-8")
    (folder / "thu-vien.md").write_text(_SCHOOLS, encoding="utf-8")
    with Index(folder / "home", embedder=embedder) as opened:
        ingest_paths(opened, [folder / "lu-quet.md", folder / "thu-vien.md"])
        yield opened


def phrases(text: str) -> list[str]:
    question = Question(text=text, language=language_of(text), accented=1.0, restored=text)
    found = list(described_phrases(question))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Y tế được giao gì trong kế hoạch lũ quét của Lâm Sơn?", ["kế hoạch lũ quét của Lâm Sơn"]),
        ("Điều 2 quyết định về thư viện trường học quy định gì?", ["quyết định về thư viện trường học"]),
        ("kh thư viện vùng cao hạn báo cáo?", ["kế hoạch thư viện vùng cao hạn báo cáo"]),
        ("Theo kế hoạch định kỳ của Hà Nội, ai báo cáo?", ["kế hoạch định kỳ của Hà Nội"]),
        ("Kế hoạch 84 giao ai làm?", []),
        ("Kế hoạch này giao ai làm?", ["kế hoạch này"]),
        ("Sở nào chủ trì?", []),
        ("Who leads in Lam Son's flood plan for 2026?", ["Lam Son's flood plan for 2026"]),
    ],
)
def test_the_words_that_describe_a_document_are_told(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Sở Xây dựng làm những việc gì trong kế hoạch phòng chống lũ quét của Lâm Sơn?", {"lu-quet.md"}),
        ("so xay dung lam gi trong ke hoach thu vien truong hoc vung cao", {"thu-vien.md"}),
        ("Which tasks does the Department of Construction lead in the 2026 plan for developing school libraries?", {"thu-vien.md"}),
        ("Sở Xây dựng làm những việc gì?", set()),
        ("Sở Xây dựng làm những việc gì trong kế hoạch này?", set()),
        ("Trong kế hoạch trồng rừng ngập mặn ven biển thì ai chủ trì?", set()),
    ],
)
def test_a_described_document_is_the_one_that_is_asked(plans: Index, question: str, names: set[str]) -> None:
    named = understand(question, history=(), index=plans).readings[0].question.named
    assert {record.name for record in plans.documents() if record.id in named} == names


def test_the_day_of_a_described_document_is_told_and_not_that_of_one_beside(plans: Index) -> None:
    for question in ("Kế hoạch phòng chống lũ quét của Lâm Sơn ra ngày nào?", "Kế hoạch lũ quét Lâm Sơn năm 2026 ký hôm nào?"):
        assert "4/3/2026" in Assistant(plans).ask(question).text
    assert "4/3/2026" not in Assistant(plans).ask("Tờ trình xin ban hành kế hoạch phòng chống lũ quét của Lâm Sơn đề ngày nào?").text


def test_tasks_and_articles_are_those_of_the_document_described(plans: Index) -> None:
    told = Assistant(plans).ask("Sở Xây dựng được giao những việc gì trong kế hoạch phòng chống lũ quét của Lâm Sơn?").text
    assert "ngầm tràn" in told and "phòng đọc" not in told
    # the year that describes the plan asks for no deadline in it
    told = Assistant(plans).ask("Sở Y tế làm những việc gì trong kế hoạch phòng chống lũ quét, sạt lở đất năm 2026?").text
    assert "dự trữ thuốc" in told
    article = Assistant(plans).ask("Điều 2 của kế hoạch phòng chống lũ quét và sạt lở đất quy định gì?").text
    assert "Sở Y tế" in article.replace("**", "") and "phòng đọc" not in article
