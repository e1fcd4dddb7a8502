"""Any dash and slash in a document's number is the same number, in documents and in questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.understanding.typed_characters import plain_characters
from ingest.names.document_name import find_document_names
from ingest.read import read_document
from ingest.text.number_signs import with_plain_signs
from ingest.text.repair import repair

WRITTEN = [
    "506/KH–UBND", "506/KH—UBND", "506/KH−UBND", "506/KH‑UBND", "506/KH‐UBND", "506/KH‒UBND", "506/KH\u00adUBND", "506/KH﹣UBND",
    "506／KH－UBND", "506∕KH-UBND", "506⁄KH–UBND", "506/KH – UBND", "506 / KH-UBND", "506/KH-\nUBND", "506/KH–\nUBND", "５０６/KH-UBND",
    "506/KH\u200b-UBND",
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_every_sign_gives_one_number(written: str) -> None:
    for text in (f"theo Kế hoạch số {written} ngày 12/3/2026", f"({written})"):
        assert "506/KH-UBND" in repair(text)
        asked = plain_characters(text)
        name = find_document_names(asked)[0]
        assert (name.number, name.kind, name.issuer) == ("506", "KH", "UBND")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("289/2025/NÐ–CP", "289/2025/NĐ-CP"),
        ("21–CTr/TU", "21-CTr/TU"),
        ("66–NQ∕TW", "66-NQ/TW"),
        ("1518/BNG−NVVH", "1518/BNG-NVVH"),
        ("364/TTr–BNG–NVVH", "364/TTr-BNG-NVVH"),
        ("142/QÐ—BNG", "142/QĐ-BNG"),
        ("15∕2026∕QH15", "15/2026/QH15"),
    ],
)
def test_numbers_of_every_form_are_read(written: str, plain: str) -> None:
    assert repair(f"Căn cứ số {written};") == f"Căn cứ số {plain};"


@pytest.mark.parametrize(
    "text", ["giai đoạn 2021–2025", "2 – Sở Y tế", "từ 5–7 ngày", "An Hải – Bắc Sơn", "mục 3 − a", "1⁄2 diện tích", "12–TB", "A4–B5"]
)
def test_other_signs_stay(text: str) -> None:
    assert with_plain_signs(text) == text


def test_the_number_of_a_document_is_whole_wherever_it_is_printed(tmp_path: Path) -> None:
    masthead = "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ AN HẢI\nSố: 506/KH–UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    body = "An Hải, ngày 12 tháng 3 năm 2026\nKẾ HOẠCH\nKinh tế ban đêm\n1. Thực hiện Quyết định số 77/QÐ−UBND ngày 05/01/2026.\n"
    (tmp_path / "a.txt").write_text(masthead + body, encoding="utf-8")
    document = read_document(tmp_path / "a.txt")
    assert document.header.number == "506/KH-UBND" and "Số: 506/KH-UBND" in document.text
    assert [reference.number for reference in document.references] == ["77/QĐ-UBND"]
