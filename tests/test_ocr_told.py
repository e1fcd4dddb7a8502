"""Where a quote was read by OCR, its source says so, and how sure that is: on the page, in JSON, from the file to the index and back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.answering.answer import Answer
from assistant.command_line.json_forms import answer_object, document_object
from assistant.exchange import Exchange
from assistant.web.source_panel import panel_html
from ingest.document import Block, BlockKind, Document, Header
from ingest.layout.cut import cut_passages
from tests.sample_documents import SCAN, sample_document
from tests.written_statements import quote_of, said
from vectorstore.catalogue import Catalogue
from vectorstore.retrieval import DocumentRecord, HeldPassage, Language

SENTENCES = ("Sở Xây dựng báo cáo trước ngày 30/6/2026.", "Sở Y tế lập danh sách hộ nuôi chó.")
NOTICE = Document(
    id="0123456789abcdef",
    name="thong-bao.pdf",
    media_type="application/pdf",
    title="Thông báo 118/TB-UBND",
    header=Header(number="118/TB-UBND"),
    blocks=(
        Block(kind=BlockKind.PARAGRAPH, text=SENTENCES[0], page=1),
        Block(kind=BlockKind.HEADING, text="II. NHIỆM VỤ CỦA SỞ Y TẾ", page=2, level=4),
        Block(kind=BlockKind.PARAGRAPH, text=SENTENCES[1], page=2),
    ),
    page_count=2,
    ocr=((2, 0.868),),
)


def held(home: Path) -> DocumentRecord:
    """The document as an index has it."""
    catalogue = Catalogue(home / "index.sqlite")
    passages = cut_passages(NOTICE)
    catalogue.insert(
        NOTICE, passages=passages, vectors=np.zeros((len(passages), 4), dtype=np.float32), path=home / NOTICE.name, original="o.pdf"
    )
    (record,) = catalogue.documents()
    catalogue.close()
    return record


def answered(record: DocumentRecord, *, language: Language = "vi") -> Answer:
    """One sentence from each page."""
    passages = cut_passages(NOTICE)
    quotes = [quote_of(next(HeldPassage(passage=one, document=record) for one in passages if text in one.text), text) for text in SENTENCES]
    return Answer(
        question="Ai?",
        language=language,
        mode="extractive",
        abstained=False,
        retrieval=None,
        statements=said("\n".join(f"{SENTENCES[at]} [{at + 1}]" for at in (0, 1)), *quotes),
    )


@pytest.mark.parametrize(
    ("language", "source", "document"),
    [
        ("vi", "đọc bằng OCR, độ tin cậy 87 %", "1 trang đọc bằng OCR, độ tin cậy 87 %"),
        ("en", "read by OCR, 87% sure", "1 page read by OCR, 87% sure"),
    ],
)
def test_the_source_of_a_quote_and_the_document_say_that_they_were_read_by_ocr(
    tmp_path: Path, language: Language, source: str, document: str
) -> None:
    record = held(tmp_path)
    html = panel_html([Exchange(turn=1, question="Ai?", answer=answered(record, language=language))], language=language, documents=[record])
    first, second = html.split('<article class="source"')[1:]
    assert "OCR" not in first
    assert source in second.split("</article>")[0]
    assert document in second.split("</article>")[1]


def test_json_says_how_sure_ocr_was_of_the_page_of_a_quote(tmp_path: Path) -> None:
    record = held(tmp_path)
    assert [one["ocr_confidence"] for one in answer_object(answered(record))["citations"]] == [None, 0.868]
    assert document_object(record, relations=())["ocr"] == [{"page": 2, "confidence": 0.868}]


def test_a_document_with_text_of_its_own_says_nothing_of_ocr() -> None:
    record = DocumentRecord(id="d", name="a.pdf", title="A")
    html = panel_html([], language="vi", documents=[record])
    assert "OCR" not in html
    assert record.ocr_confidence(1) is None


@pytest.mark.ocr
def test_a_scan_is_read_with_the_confidence_of_each_page() -> None:
    document = sample_document(SCAN)
    assert [page for page, _ in document.ocr] == [1, 2]
    assert all(0.8 < confidence <= 1 for _, confidence in document.ocr)
