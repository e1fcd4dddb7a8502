"""What a document carries out, amends and replaces, read from its text."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from assistant.command_line.json_forms import relation_object
from ingest.document import Relation
from ingest.layout.references import references
from ingest.layout.structure import assemble, build_blocks
from ingest.raw import Line

OWN = "99/QĐ-UBND"


def stated(text: str, *, opening: int | None = 3500) -> list[tuple[str, Relation, str]]:
    return [(found.subject, found.relation, found.number) for found in references(text, own=OWN, opening=opening)]


@pytest.mark.parametrize(
    "text",
    [
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/QĐ-UBND ngày 3/4/2018.",
        "Quyết định số 12/QĐ-UBND ngày 3/4/2018 hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
        "Điều 4. Hiệu lực thi hành\nQuyết định số 12/QĐ-UBND về nhà ở hết hiệu lực từ ngày 01/7/2024.",
        "Quyết định này bãi bỏ Quyết định số 12/QĐ-UBND.",
        "Điều 2. Bãi bỏ các văn bản sau đây:\na) Quyết định số 12/QĐ-UBND ngày 3/4/2018.",
    ],
)
def test_a_document_that_ends_another_replaces_it(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert stated(unicodedata.normalize(form, text)) == [("", Relation.REPLACES, "12/QĐ-UBND")]


def test_documents_listed_behind_semicolons_are_replaced_with_the_first() -> None:
    text = (
        "Điều 2. Thay thế Quyết định số 12/QĐ-UBND ngày 3/4/2018 của Ủy ban nhân dân tỉnh về quản lý bến đò; Quyết định số 14/QĐ-UBND ngày "
        "5/4/2018 của Ủy ban nhân dân tỉnh về phao cứu sinh; Quyết định số 15/QĐ-UBND ngày 6/4/2018."
    )
    assert stated(text) == [("", Relation.REPLACES, f"{number}/QĐ-UBND") for number in (12, 14, 15)]


@pytest.mark.parametrize(
    "text",
    [
        "Điều 1. Bãi bỏ khoản 2 Điều 3 Quyết định số 12/QĐ-UBND.",
        "Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 12/QĐ-UBND như sau:",
        "Điều 1. Thay thế cụm từ “Sở Xây dựng” bằng cụm từ “Sở Nội vụ” tại Điều 3 Quyết định số 12/QĐ-UBND.",
        "Quy định tại khoản 1 Điều 5 Quyết định số 12/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
        "Điều 2. Điều chỉnh nhiệm vụ số 5 của Phụ lục kèm theo Chương trình của Thành phố tại Quyết định số 12/QĐ-UBND như sau:",
    ],
)
def test_ending_a_part_of_a_document_amends_it(text: str) -> None:
    assert stated(text) == [("", Relation.AMENDS, "12/QĐ-UBND")]


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Quyết định số 12/QĐ-UBND về việc thực hiện nếp sống văn minh;",
        "Sở Nội vụ tham mưu sửa đổi, bổ sung Quyết định số 12/QĐ-UBND trước ngày 30/6/2026.",
        "Kế hoạch tổng kết 10 năm thực hiện Quyết định số 12/QĐ-UBND.",
        "b) Tuyên truyền và triển khai hiệu quả Quyết định số 12/QĐ-UBND.",
        "Các sở thực hiện chế độ báo cáo theo Quyết định số 12/QĐ-UBND.",
    ],
)
def test_grounds_tasks_and_reviews_are_mere_mentions(text: str) -> None:
    assert stated(text) == [("", Relation.REFERS, "12/QĐ-UBND")]


def test_a_chain_in_a_title_is_told_apart() -> None:
    text = "Triển khai Chương trình số 21-CTr/TU ngày 02/02/2023 của Thành ủy thực hiện Nghị quyết số 29-NQ/TW và Kết luận số 30-KL/TW"
    assert stated(text) == [
        ("", Relation.IMPLEMENTS, "21-CTr/TU"),
        ("21-CTr/TU", Relation.IMPLEMENTS, "29-NQ/TW"),
        ("21-CTr/TU", Relation.IMPLEMENTS, "30-KL/TW"),
    ]
    (_, found, _) = references(text, own=OWN)
    assert found.subject_date == datetime.date(2023, 2, 2)
    assert found.quote in text


def test_an_article_says_how_two_other_documents_stand_to_each_other() -> None:
    text = "Kế hoạch số 139/KH-UBND nhằm thực hiện Chương trình số 21-CTr/TU của Thành ủy và Nghị quyết số 29-NQ/TW của Trung ương."
    assert stated(text, opening=0) == [
        ("", Relation.REFERS, "139/KH-UBND"),
        ("139/KH-UBND", Relation.IMPLEMENTS, "21-CTr/TU"),
        ("139/KH-UBND", Relation.IMPLEMENTS, "29-NQ/TW"),
    ]


def test_a_passive_is_turned_about() -> None:
    amended = "Nghị định số 120/2020/NĐ-CP (được sửa đổi, bổ sung tại Nghị định số 283/2025/NĐ-CP) quy định về đơn vị sự nghiệp."
    assert ("283/2025/NĐ-CP", Relation.AMENDS, "120/2020/NĐ-CP") in stated(amended)
    replaced = "Quyết định số 12/QĐ-UBND được thay thế bằng Quyết định số 15/QĐ-UBND ngày 4/5/2020."
    assert ("15/QĐ-UBND", Relation.REPLACES, "12/QĐ-UBND") in stated(replaced, opening=0)


def test_who_acts_between_two_names_is_no_document() -> None:
    text = "Theo Quyết định số 20/QĐ-UBND, các sở triển khai Kế hoạch số 7/KH-UBND."
    assert {relation for _, relation, _ in stated(text)} == {Relation.REFERS}


def test_a_ground_may_state_how_others_stand() -> None:
    text = "Căn cứ Nghị quyết số 153/NQ-CP ngày 31/5/2025 của Chính phủ ban hành Chương trình hành động thực hiện Nghị quyết số 59-NQ/TW;"
    assert stated(text) == [("", Relation.REFERS, "153/NQ-CP"), ("153/NQ-CP", Relation.IMPLEMENTS, "59-NQ/TW")]


def test_a_title_whose_lines_break_before_the_number_is_read_whole() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN", "Số: 99/QĐ-UBND", "Hà Nội, ngày 4 tháng 5 năm 2024", "QUYẾT ĐỊNH", "Ban hành Kế hoạch của Thành phố thực hiện",
        "Kết luận số 210-KL/TW ngày 12 tháng 11 năm 2025", "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.",
    ]  # fmt: skip
    parts = assemble(build_blocks([Line(text=line) for line in lines]))
    assert [(found.relation, found.number) for found in parts.references] == [(Relation.IMPLEMENTS, "210-KL/TW")]
    quote = parts.references[0].quote
    assert quote.startswith("Ban hành Kế hoạch")
    assert quote in "\n".join(block.text for block in parts.blocks)


def test_the_relations_of_a_document_are_printed_as_json() -> None:
    (found,) = references("Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 3/4/2018.", own=OWN)
    printed = relation_object(found, own=OWN)
    assert (printed["subject"], printed["relation"], printed["number"], printed["date"]) == (OWN, "replaces", "12/QĐ-UBND", "2018-04-03")
