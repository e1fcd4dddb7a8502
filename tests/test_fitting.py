"""Whether a text holds a thing of the form asked for: a count of what is counted, a time, a name, a definition, items."""

from __future__ import annotations

import unicodedata

import pytest

from assistant.fitting import NEUTRAL, counted_cell, fits
from assistant.intent import intent_of
from ingest.passage import Passage, PassageKind
from vectorstore.retrieval import Language, Question


def passage(text: str, *, columns: str = "") -> Passage:
    kind, headings = (PassageKind.ROW, (columns,)) if columns else (PassageKind.PROSE, ())
    return Passage(id="d-0001", document_id="d", ordinal=1, kind=kind, text=text, start=0, end=len(text), headings=headings)


def fit(question: str, text: str, *, language: Language = "vi", columns: str = "") -> float:
    asked = Question(text=question, language=language, accented=1.0, restored=question)
    return fits(asked, intent_of(asked), text, passage=passage(text, columns=columns))


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("Có mấy chợ đầu mối?", "Xây 4 chợ đầu mối ở phía bắc.", 1.0),
        ("Có mấy chợ đầu mối?", "4. Chợ đầu mối phía bắc", 0.0),  # its place in the list
        ("Có mấy chợ đầu mối?", "4 | Chợ đầu mối | Sở Công Thương", 0.0),
        ("Có bao nhiêu vườn ươm?", "Lập mười hai vườn ươm trong mùa xuân.", 1.0),
        ("Có bao nhiêu vườn ươm?", "Chăm sóc một số vườn ươm trong những năm qua.", 0.0),
        ("Có bao nhiêu vườn ươm?", "Có 3 vườn hoa và nhiều cây xanh.", 0.5),
        ("Có bao nhiêu vườn ươm?", "Có 15 trạm bơm.", 0.0),
    ],
)
def test_a_count_is_of_what_is_counted(question: str, text: str, share: float) -> None:
    assert fit(question, text) == share
    assert fit(unicodedata.normalize("NFC", unicodedata.normalize("NFD", question)), text) == share


def test_a_column_that_counts_holds_the_count() -> None:
    columns = "Mã | Tên chương trình | Số chỉ tiêu"
    assert fit("Có bao nhiêu chỉ tiêu?", "21 | Làng nghề xanh | 17", columns=columns) == 1.0
    assert counted_cell(passage("21 | Làng nghề xanh | 17", columns=columns), "chi tieu") == 17
    assert counted_cell(passage("21 | Làng nghề xanh | chưa đặt", columns=columns), "chi tieu") is None
    assert counted_cell(passage("21 | Làng nghề xanh | 17", columns=columns), "du an") is None
    assert counted_cell(passage("21 | Làng nghề xanh | 17"), "chi tieu") is None  # prose has no columns


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("Phải xong quý nào?", "Xong trong quý III/2027.", 1.0),
        ("Phải xong quý nào?", "Xong trong tháng 9/2027.", 0.0),
        ("Phải xong năm nào?", "Xong năm 2027.", 1.0),
        ("Phải xong năm nào?", "Thực hiện giai đoạn 2026 - 2030.", 0.0),
        ("phai xong nam nao", "Xong năm 2027.", 1.0),
        ("Họp ngày nào?", "Họp ngày 5 tháng 3 tại hội trường.", 1.0),
        ("Họp ngày nào?", "Họp trong năm 2027.", 0.0),
        ("Nghiệm thu tháng mấy?", "Nghiệm thu trong tháng 8.", 1.0),
    ],
)
def test_a_time_is_of_the_unit_asked_for(question: str, text: str, share: float) -> None:
    assert fit(question, text) == share


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("Trường nào mở lớp?", "Trường Trung cấp Vườn Đồi mở lớp.", 1.0),
        ("Trường nào mở lớp?", "Các trường mở lớp trong hè.", 0.0),
        ("truong nao mo lop", "Trường Trung cấp Vườn Đồi mở lớp.", 1.0),
    ],
)
def test_a_thing_of_a_kind_is_told_by_its_name(question: str, text: str, share: float) -> None:
    assert fit(question, text) == share


def test_a_definition_says_what_the_very_thing_asked_is() -> None:
    assert fit("Thẻ vườn là gì?", "“Thẻ vườn” là giấy ghi tên cây trồng.") == 1.0
    assert fit("Thẻ vườn là gì?", "1. Thẻ vườn gồm tên cây và ngày trồng.") == 1.0
    assert fit("Thẻ vườn là gì?", "Người trồng nộp thẻ vườn cho hợp tác xã.") == 0.0
    assert fit("Thẻ vườn là gì?", "Sổ kho là sổ ghi hàng nhập.") == 0.0


def test_a_list_has_items() -> None:
    assert fit("Nêu các loại cây được trồng", "Trồng xoan, lim, sấu.") == 1.0
    assert fit("Nêu các loại cây được trồng", "Trồng cây theo mùa.") == 0.0


def test_forms_are_asked_for_in_english_too() -> None:
    assert fit("How many indicators are there?", "Kế hoạch nêu 21 chỉ tiêu.", language="en") == 1.0
    assert fit("How many indicators are there?", "Kế hoạch nêu 21 xã.", language="en") == 0.0
    assert fit("Which year is it?", "Nghiệm thu năm 2027.", language="en") == 1.0
    assert fit("Which ministry helps?", "Bộ Xây dựng giúp.", language="en") == 1.0


@pytest.mark.parametrize("question", ["Ai chủ trì?", "Có bao nhiêu?", "Tóm tắt tài liệu", "Thời hạn?"])
def test_where_no_form_is_asked_for_nothing_is_said(question: str) -> None:
    assert fit(question, "Sở Xây dựng chủ trì, xong năm 2027.") == NEUTRAL
