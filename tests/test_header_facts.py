"""Facts of a header answered from the words that state them."""

from __future__ import annotations

import datetime

import pytest

from assistant.answering.header_facts import from_masthead
from assistant.answering.whole_document import subject_of
from assistant.understanding.header_question import HeaderFact
from ingest.passage import Passage, PassageKind
from vectorstore.retrieval import DocumentRecord

TEXT = (
    "ỦY BAN NHÂN DÂN\nSố: 12/KH–UBND\nHà Nội, ngày 05 thÆng 01 năm 2026\nKẾ HOẠCH\nV/V MỞ RỘNG ĐƯỜNG 5\n"
    "Nơi nhận:\n- Các sở; PHÓ CHỦ TỊCH\n- Lưu: VT. Trần Văn Ánh"
)
RECORD = DocumentRecord(
    id="d", name="a.pdf", title="Kế hoạch 12/KH-UBND", number="12/KH-UBND", kind="Kế hoạch", date=datetime.date(2026, 1, 5),
    issuer="Ủy ban nhân dân thành phố Hà Nội", signer="Trần Văn Ánh", signer_title="Phó Chủ tịch", subject="Về việc mở rộng đường 5",
)  # fmt: skip


def _passage(text: str) -> Passage:
    return Passage(id="p", document_id="d", ordinal=0, kind=PassageKind.MASTHEAD, text=text, start=0, end=len(text))


@pytest.mark.parametrize(
    ("ask", "value", "quoted"),
    [
        ("signer", "Trần Văn Ánh, Phó Chủ tịch", "PHÓ CHỦ TỊCH\n- Lưu: VT. Trần Văn Ánh"),
        ("issue_date", "5/1/2026", "Hà Nội, ngày 05 thÆng 01 năm 2026"),
        ("number", "12/KH-UBND", "Số: 12/KH–UBND"),
        ("issuer", "Ủy ban nhân dân thành phố Hà Nội", "ỦY BAN NHÂN DÂN"),
    ],
)
def test_a_fact_is_quoted_from_the_lines_that_state_it(ask: HeaderFact, value: str, quoted: str) -> None:
    found = from_masthead(ask, RECORD, [_passage(TEXT)])
    assert found is not None
    assert (found[0], found[1].text) == (value, quoted)


def test_a_signer_whose_office_was_not_read_and_whose_first_letter_a_seal_hides_is_told_by_name() -> None:
    found = from_masthead("signer", RECORD, [_passage("Nơi nhận:\nrần Văn Ánh")])
    assert found is not None
    assert (found[0], found[1].text) == ("Trần Văn Ánh", "rần Văn Ánh")
    assert from_masthead("signer", RECORD, [_passage("Nơi nhận:\nTrần Văn Bình")]) is None


def test_a_subject_in_capitals_is_quoted_as_it_is_printed() -> None:
    quote = subject_of(RECORD, [_passage(TEXT)])
    assert quote is not None and quote.text == "V/V MỞ RỘNG ĐƯỜNG 5"
