"""Passages: within one section, never inside a word, every character once, pages right."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from ingest.document import Block, BlockKind, Document, Header
from ingest.layout.cut import cut_passages, sentences
from ingest.layout.headings import COLUMN_HEADING_LEVEL
from ingest.passage import PassageKind
from ingest.read import read_document


def _document(*blocks: Block) -> Document:
    return Document(id="0123456789abcdef", name="a.pdf", media_type="application/pdf", title="", header=Header(), blocks=blocks)


def _heading(text: str, level: int, page: int = 1) -> Block:
    return Block(kind=BlockKind.HEADING, text=text, level=level, page=page)


def _paragraph(text: str, page: int = 1, starts: tuple[tuple[int, int], ...] = ()) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text, page=page, page_starts=starts)


def _row(text: str, page: int = 1, starts: tuple[tuple[int, int], ...] = ()) -> Block:
    return Block(kind=BlockKind.TABLE_ROW, text=text, page=page, page_starts=starts)


SENTENCE = "Sở Xây dựng chủ trì, phối hợp với các đơn vị liên quan tổ chức thực hiện nhiệm vụ số {} trong quý II. "
LONG = "".join(SENTENCE.format(number) for number in range(40)).strip()


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_character_is_in_exactly_one_passage() -> None:
    document = _document(_heading("I. MỤC TIÊU", 4), _paragraph(LONG), _row("1 " + LONG), _paragraph("Hết."), _heading("Phụ lục", 1))
    passages = cut_passages(document)
    assert "".join(_squeezed(passage.text) for passage in passages) == _squeezed(document.text)
    assert all(passage.text == document.text[passage.start : passage.end] for passage in passages)
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    assert passages[3].id == "0123456789abcdef-0003"
    assert all(before.end <= after.start for before, after in itertools.pairwise(passages))


def test_prose_is_cut_at_sentence_ends_near_the_size() -> None:
    passages = cut_passages(_document(_paragraph(LONG)), size=400)
    assert all(len(passage.text) <= 500 and passage.text.endswith(".") for passage in passages)
    assert all(len(passage.text) > 250 for passage in passages[:-1])


def test_a_sentence_without_an_end_is_cut_between_words() -> None:
    words = " ".join(f"từ{number}" for number in range(900))
    passages = cut_passages(_document(_paragraph(words)))
    assert " ".join(passage.text for passage in passages) == words
    enumeration = "; ".join(f"nhiệm vụ thứ {number} của kế hoạch" for number in range(90))
    assert all(passage.text[-1] == ";" for passage in cut_passages(_document(_paragraph(enumeration)))[:-1])


def test_a_passage_never_crosses_a_section_and_carries_its_headings() -> None:
    document = _document(
        _heading("I. MỤC TIÊU", 4), _heading("1. Mục đích", 7), _paragraph("Một."), _heading("2. Yêu cầu", 7), _paragraph("Hai."),
        _paragraph("Ba."), _heading("II. NHIỆM VỤ", 4), _paragraph("Bốn."),
    )  # fmt: skip
    passages = cut_passages(document)
    assert [passage.headings for passage in passages] == [
        ("I. MỤC TIÊU", "1. Mục đích"),
        ("I. MỤC TIÊU", "2. Yêu cầu"),
        ("II. NHIỆM VỤ",),
    ]
    assert [passage.text for passage in passages] == ["I. MỤC TIÊU\n1. Mục đích\nMột.", "2. Yêu cầu\nHai.\nBa.", "II. NHIỆM VỤ\nBốn."]


def test_a_row_is_a_passage_with_its_section_and_its_column_headings() -> None:
    columns = "TT Nhiệm vụ Cơ quan chủ trì"
    document = _document(
        _heading("Phụ lục I", 1), _heading(columns, COLUMN_HEADING_LEVEL), _heading("I Hoàn thiện thể chế", 4),
        _row("1 Rà soát Bộ Tư pháp"),
        _row("2 " + LONG[:1500]), _heading("II Chuyển đổi số", 4), _row("1 Xây dựng nền tảng"), _heading("Phụ lục II", 1), _row("1 Khác"),
    )  # fmt: skip
    rows = [passage for passage in cut_passages(document) if passage.kind is PassageKind.ROW]
    assert [row.headings for row in rows] == [
        ("Phụ lục I", "I Hoàn thiện thể chế", columns),
        ("Phụ lục I", "I Hoàn thiện thể chế", columns),
        ("Phụ lục I", "II Chuyển đổi số", columns),
        ("Phụ lục II",),
    ]
    assert len(rows[1].text) == len("2 " + LONG[:1500].strip())


def test_the_heading_row_of_a_table_is_no_passage_of_its_own() -> None:
    columns = "TT Nhiệm vụ Cơ quan chủ trì"
    document = _document(_heading("II. PHÂN CÔNG", 4), _paragraph("Như sau:"), _heading(columns, COLUMN_HEADING_LEVEL), _row("1 Rà soát"))
    passages = cut_passages(document)
    assert [passage.text for passage in passages] == [f"II. PHÂN CÔNG\nNhư sau:\n{columns}", "1 Rà soát"]
    assert passages[1].headings == ("II. PHÂN CÔNG", columns)


def test_passage_keeps_its_page_across_a_page_break() -> None:
    text = "1 Rà soát thể chế trong lĩnh vực đất đai"
    document = _document(_paragraph("Mở đầu."), _row(text, page=4, starts=((text.index("lĩnh"), 5),)), _row("2 Báo cáo", page=5))
    first = cut_passages(document)[1]
    assert (first.page, first.page_of(text.index("soát")), first.page_of(text.index("vực"))) == (4, 4, 5)
    joined = cut_passages(_document(_paragraph("Một.", page=1), _paragraph("Hai.", page=2), _paragraph("Ba.", page=2)))[0]
    assert joined.page_starts == ((5, 2),)


def test_an_article_whose_sentence_runs_on_opens_a_section() -> None:
    block = Block(kind=BlockKind.PARAGRAPH, text="Điều 2. Nghị quyết này có hiệu lực thi hành kể từ ngày ký.", label="Điều 2", page=1)
    passages = cut_passages(_document(_paragraph("Mở đầu."), block))
    assert [passage.headings for passage in passages] == [(), ("Điều 2",)]


def test_masthead_is_one_passage() -> None:
    blocks = [Block(kind=BlockKind.MASTHEAD, text=text, page=1) for text in ("ỦY BAN NHÂN DÂN", "Số: 1/KH-UBND")]
    passages = cut_passages(_document(*blocks, _paragraph("Nội dung.")))
    assert [passage.kind for passage in passages] == [PassageKind.MASTHEAD, PassageKind.PROSE]


def test_sentences_end_neither_at_abbreviations_nor_in_numbers() -> None:
    text = (
        "GRDP đạt 8.300 USD. UBND TP. Hà Nội giao P.T.T. Huyền, v.v. Các sở báo cáo.\n1. Mục đích của kế hoạch. 2.5 lần; tăng 3%; "
        "giảm 1%. “Phải làm ngay.” Ông nói."
    )
    assert [text[start:end] for start, end in sentences(text)] == [
        "GRDP đạt 8.300 USD.",
        "UBND TP. Hà Nội giao P.T.T. Huyền, v.v. Các sở báo cáo.",
        "1. Mục đích của kế hoạch.",
        "2.5 lần; tăng 3%; giảm 1%.",
        "“Phải làm ngay.”",
        "Ông nói.",
    ]


CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.mark.process
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents is not here")
@pytest.mark.parametrize("name", ["000_6a2e0ee8ea23870a.txt", "004_a7bdaa30356df5e2.txt", "30_2020_ND_CP.docx", "hanoi_tb_453_flag.pdf"])
def test_real_documents_are_cut_without_loss_and_without_crumbs(name: str) -> None:
    document = read_document(CORPUS / name)
    passages = cut_passages(document)
    assert "".join(_squeezed(passage.text) for passage in passages) == _squeezed(document.text)
    assert max(len(passage.text) for passage in passages) <= 1400
    assert sum(len(passage.text) < 40 for passage in passages) <= 2 + len(passages) // 10


def test_sentences_hold_all_words() -> None:
    found = sentences(LONG)
    assert len(found) == 40
    assert _squeezed("".join(LONG[start:end] for start, end in found)) == _squeezed(LONG)
