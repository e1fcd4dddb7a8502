"""The sample corpus: marked as such, in several formats, built by its script; the quotes of its questions stand in the documents."""

from __future__ import annotations

import json
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from evals.sample.office import libreoffice
from ingest.document import Block, Document, page_at
from ingest.read import read_document
from ingest.readers import tesseract
from tests.sample_documents import DOC, DOCUMENTS, SCAN, STAMPED, marks_of, sample_document

SAMPLE = Path(__file__).parents[1] / "evals" / "sample"
NAMES = sorted(path.name for path in DOCUMENTS.iterdir())
MARK = "Tài liệu mẫu"
KINDS = {"lead_unit", "coordinating_units", "deadline", "product", "number", "person", "date", "document_reference", "list"} | {
    "filter",
    "comparison",
    "conflict",
    "definition",
    "follow_up",
    "unanswerable",
}


def questions() -> list[dict[str, Any]]:
    lines = (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def folded(text: str) -> str:
    return " ".join(text.split())


def page_numbers(block: Block) -> set[int | None]:
    return {block.page, *(page for _, page in block.page_starts)}


def text_of_page(document: Document, page: int | None) -> str:
    """The characters that stand on the page, in order."""
    pieces = []
    for block in document.blocks:
        if page in page_numbers(block):
            starts = (0, *(start for start, _ in block.page_starts), len(block.text))
            pieces += [block.text[a:b] for a, b in pairwise(starts) if page_at(block.page, block.page_starts, offset=a) == page]
    return folded(" ".join(pieces))


def stands_on_page(document: Document, *, quote: str, page: int | None) -> bool:
    """True where the quote is on the page, or in a block that runs on from or to it."""
    if folded(quote) in text_of_page(document, page):
        return True
    runs_over = [block for block in document.blocks if page in page_numbers(block) | {box.page for box in block.boxes}]
    return any(folded(quote) in folded(block.text) for block in runs_over)


def documents() -> list[Any]:
    return [pytest.param(name, marks=marks_of(name)) for name in NAMES]


def cases_with_evidence() -> list[Any]:
    return [
        pytest.param(case, marks=marks_of(*(evidence["document"] for evidence in case["evidence"])), id=case["id"])
        for case in questions()
        if case["evidence"]
    ]


def raw_text(path: Path) -> str:
    """Everything a person would see in the file, page furniture included."""
    if path.name == SCAN or path.suffix in (".doc", ".xlsx") or path.parts[-1].startswith("12-2004"):
        return sample_document(path.name).text if path.parent == DOCUMENTS else read_document(path).text
    if path.suffix == ".pdf":
        import pypdf

        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    if path.suffix == ".docx":
        import docx

        return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    return path.read_text(encoding="utf-8")


def test_sample_has_a_document_of_every_format() -> None:
    assert len(NAMES) == 22
    assert {Path(name).suffix for name in NAMES} == {".pdf", ".docx", ".doc", ".xlsx", ".html", ".txt", ".md"}


def test_sample_stays_small() -> None:
    assert sum((DOCUMENTS / name).stat().st_size for name in NAMES) < 1_000_000


@pytest.mark.parametrize("name", documents())
def test_document_is_marked_as_a_sample(name: str) -> None:
    assert MARK in raw_text(DOCUMENTS / name)


@pytest.mark.parametrize("name", documents())
def test_document_is_nfc_and_has_no_eth(name: str) -> None:
    text = raw_text(DOCUMENTS / name)
    assert unicodedata.is_normalized("NFC", text)
    assert "Ð" not in text and "ð" not in text


def test_every_page_of_a_sample_pdf_is_marked() -> None:
    import pypdf

    for name in NAMES:
        if name.endswith(".pdf") and name != SCAN:
            assert all(MARK in page.extract_text() for page in pypdf.PdfReader(DOCUMENTS / name).pages)


def test_annex_of_the_plan_runs_over_several_pages_with_its_head_row_repeated() -> None:
    import pypdf

    pages = [folded(page.extract_text()) for page in pypdf.PdfReader(DOCUMENTS / "84-KH-UBND.pdf").pages]
    head = "TT Chương trình / Nhiệm vụ Đơn vị chủ trì Đơn vị phối hợp Sản phẩm Thời hạn"
    assert sum(head in page for page in pages) >= 3


def test_scan_has_no_text_of_its_own_and_says_in_its_properties_that_it_is_a_sample() -> None:
    import pypdf

    scan = pypdf.PdfReader(DOCUMENTS / SCAN)
    assert len(scan.pages) == 2 and not any(page.extract_text().strip() for page in scan.pages)
    assert scan.metadata is not None and MARK in (scan.metadata.title or "")


@pytest.mark.ocr
def test_scan_is_read_with_its_number_and_date() -> None:
    document = sample_document(SCAN)
    assert (document.header.number, str(document.header.date)) == ("118/TB-UBND", "2026-07-06")
    assert "read by OCR" in document.notes[0]


def test_stamped_notice_has_neither_number_nor_day_in_its_text() -> None:
    text = folded(raw_text(DOCUMENTS / STAMPED))
    assert "Số: /TB-UBND" in text and "ngày tháng năm 2026" in text


@pytest.mark.ocr
def test_stamped_number_and_date_are_read() -> None:
    header = sample_document(STAMPED).header
    assert (header.number, str(header.date)) == ("236/TB-UBND", "2026-08-20")


def test_text_in_tcvn3_is_put_into_unicode() -> None:
    raw = (DOCUMENTS / "12-2004-CT-UB.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode()
    assert "Giao Sở Giao thông công chính chủ trì" in sample_document("12-2004-CT-UB.txt").text


def test_annex_has_a_page_turned_on_its_side_and_pages_without_a_head_row() -> None:
    import pypdf

    pages = pypdf.PdfReader(DOCUMENTS / "57-KH-UBND.pdf").pages
    assert len(pages) == 5
    assert [float(page.mediabox.width) > float(page.mediabox.height) for page in pages] == [False, True, True, True, False]
    assert ["Cơ quan chủ trì" in folded(page.extract_text()) for page in pages] == [False, True, False, False, False]


def test_newer_decision_replaces_an_older_one_and_a_plan_carries_out_the_newer_programme() -> None:
    stated = {
        (name, reference.number): reference.relation.value
        for name in ("1482-QD-UBND.docx", "57-KH-UBND.pdf")
        for reference in sample_document(name).references
    }
    assert stated == {("1482-QD-UBND.docx", "2716/QĐ-UBND"): "replaces", ("57-KH-UBND.pdf", "08-CTr/TU"): "implements"}


def test_question_ids_are_unique() -> None:
    ids = [case["id"] for case in questions()]
    assert len(ids) == len(set(ids)) == 63


def test_questions_cover_every_kind_and_style() -> None:
    cases = questions()
    assert {case["kind"] for case in cases} == KINDS
    assert {case["style"] for case in cases} == {"accented", "unaccented", "cross_lingual"}
    assert sum(not case["answerable"] for case in cases) >= 7


@pytest.mark.parametrize("case", questions(), ids=lambda case: case["id"])
def test_question_is_well_formed(case: dict[str, Any]) -> None:
    assert case["answerable"] == (case["kind"] != "unanswerable") == bool(case["facts"]) == bool(case["evidence"])
    assert (case["language"] == "en") == (case["style"] == "cross_lingual")
    assert unicodedata.is_normalized("NFC", json.dumps(case, ensure_ascii=False))
    if case["style"] == "unaccented":
        assert case["question"].isascii()
    if case["kind"] == "follow_up":
        assert case["history"]


@pytest.mark.parametrize("case", cases_with_evidence())
def test_evidence_quotes_stand_in_their_document_on_the_named_page(case: dict[str, Any]) -> None:
    for evidence in case["evidence"]:
        document = sample_document(evidence["document"])
        assert stands_on_page(document, quote=evidence["quote"], page=evidence["page"]), evidence


@pytest.mark.slow
def test_build_script_reproduces_the_documents_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    pytest.importorskip("reportlab", reason="pip install -e .[dev] to build the sample")
    pytest.importorskip("font_source_serif_pro", reason="pip install font-source-serif-pro to build the sample")
    from evals.sample.build import build

    first = build(tmp_path / "first")
    assert [path.name for path in first] == [name for name in NAMES if name != DOC or libreoffice()]
    other = [built for built in first if built.read_bytes() != (DOCUMENTS / built.name).read_bytes()]
    if any(built.name != DOC for built in other):  # by other versions of the libraries
        build(tmp_path / "second")
    for built in other:
        if built.name != DOC:  # LibreOffice writes times into it
            assert built.read_bytes() == (tmp_path / "second" / built.name).read_bytes()
        if built.name != SCAN or tesseract.is_installed():
            assert raw_text(built) == raw_text(DOCUMENTS / built.name)
