import datetime
import json
import unicodedata
from pathlib import Path

import pytest

from assistant.period_asked import AskedPeriod, asked_period
from ingest.names.deadlines import deadline_period

ISSUED = datetime.date(2026, 4, 6)
TODAY = datetime.date(2026, 5, 20)
TABLES = Path(__file__).parents[2] / "shared" / "qa" / "dev-tables.jsonl"


def days(text: str) -> tuple[datetime.date | None, ...]:
    """ "2026-07-01..2026-09-30", either side empty."""
    return tuple(datetime.date.fromisoformat(side) if side else None for side in text.split(".."))


@pytest.mark.parametrize(
    ("wording", "period"),
    [
        ("Quý III/2026", "2026-07-01..2026-09-30"),
        ("Trong quý lII/2026", "2026-07-01..2026-09-30"),
        ("quy 4 nam 2026", "2026-10-01..2026-12-31"),
        ("Quý I, II/2026", "2026-01-01..2026-06-30"),
        ("Quý III - IV/2026", "2026-07-01..2026-12-31"),
        ("Quý IV/2026 - Quý I/2027", "2026-10-01..2027-03-31"),
        ("Từ quý I đến quý III/2026", "2026-01-01..2026-09-30"),
        ("Năm 2026: quý III", "2026-07-01..2026-09-30"),
        ("cuối quý III/2026", "2026-09-01..2026-09-30"),
        ("Tháng 3/2026", "2026-03-01..2026-03-31"),
        ("tháng 03 năm 2026", "2026-03-01..2026-03-31"),
        ("05/2026", "2026-05-01..2026-05-31"),
        ("Tháng 5-6/2026", "2026-05-01..2026-06-30"),
        ("tháng 6 và tháng 12/2026", "2026-06-01..2026-12-31"),
        ("tháng 2/2028", "2028-02-01..2028-02-29"),
        ("2026", "2026-01-01..2026-12-31"),
        ("trong năm 2026", "2026-01-01..2026-12-31"),
        ("2026 - 2030", "2026-01-01..2030-12-31"),
        ("Giai đoạn 2026–2030", "2026-01-01..2030-12-31"),
        ("từ năm 2026 đến năm 2030", "2026-01-01..2030-12-31"),
        ("6 tháng đầu năm 2026", "2026-01-01..2026-06-30"),
        ("đầu năm 2026", "2026-01-01..2026-03-31"),
        ("cuối năm 2026", "2026-10-01..2026-12-31"),
        ("31/12/2026", "2026-12-31..2026-12-31"),
        ("30/6/2026-31/12/2026", "2026-06-30..2026-12-31"),
        ("Quý II/2026 (trình); Quý IV/2026 (ban hành)", "2026-04-01..2026-12-31"),
        ("Quý II/2026 (theo định hướng biên chế giai đoạn 2026 - 2031)", "2026-04-01..2026-06-30"),
        ("Q3 2026", "2026-07-01..2026-09-30"),
        ("third quarter of 2026", "2026-07-01..2026-09-30"),
        ("December 2026", "2026-12-01..2026-12-31"),
        ("in 2026", "2026-01-01..2026-12-31"),
    ],
)
def test_a_period_is_its_first_to_its_last_day(wording: str, period: str) -> None:
    for form in ("NFC", "NFD"):
        found = deadline_period(unicodedata.normalize(form, wording), issued=ISSUED)
        assert (found.first, found.last, found.recurring) == (*days(period), False)


@pytest.mark.parametrize(
    ("wording", "period"),
    [
        ("trước 30/6/2026", "..2026-06-30"),
        ("Trước ngày 30 tháng 6 năm 2026", "..2026-06-30"),
        ("truoc ngay 30-6-2026", "..2026-06-30"),
        ("chậm nhất là ngày 30/6/2026", "..2026-06-30"),
        ("xong trước tháng 9/2026", "..2026-08-31"),
        ("truoc thang 9/2026", "..2026-08-31"),
        ("đến năm 2030", "..2030-12-31"),
        ("by 30 June 2026", "..2026-06-30"),
        ("before March 2026", "..2026-02-28"),
        ("by the end of 2026", "..2026-12-31"),
        ("before the end of 2026", "..2026-12-31"),
        ("từ năm 2026", "2026-01-01.."),
        ("sau ngày 30/6/2026", "2026-07-01.."),
        ("Trước 30/6/2026 (trình), quý IV/2026", "..2026-12-31"),
    ],
)
def test_the_word_before_a_date_leaves_one_side_open(wording: str, period: str) -> None:
    found = deadline_period(wording)
    assert (found.first, found.last) == days(period)


@pytest.mark.parametrize(
    ("wording", "period"),
    [
        ("15/7", "2026-07-15..2026-07-15"),
        ("trước 15/7", "..2026-07-15"),
        ("Tháng 9", "2026-09-01..2026-09-30"),
        ("15/3", "2027-03-15..2027-03-15"),  # in 2026 it was over when the document was issued
        ("trong 30 ngày kể từ ngày ký", "2026-04-06..2026-05-06"),
        ("Trong 30 ngày kể từ ngày ban hành Kế hoạch này", "2026-04-06..2026-05-06"),
        ("trong 3 tháng kể từ ngày 30/11/2026", "2026-11-30..2027-02-28"),
    ],
)
def test_the_day_of_issue_gives_what_the_wording_leaves_out(wording: str, period: str) -> None:
    found = deadline_period(wording, issued=ISSUED)
    assert (found.first, found.last) == days(period)


@pytest.mark.parametrize(
    ("wording", "period"),
    [
        ("hằng năm", ".."),
        ("Nhiệm vụ thường xuyên", ".."),
        ("Hàng quý", ".."),
        ("Quý IV hằng năm", ".."),
        ("Trước ngày 15/12 hằng năm", ".."),
        ("annually", ".."),
        ("2026 và hằng năm", "2026-01-01..2026-12-31"),
        ("Năm 2026 và các năm tiếp theo", "2026-01-01..2026-12-31"),
    ],
)
def test_what_comes_back_is_recurring_and_may_have_a_first_time(wording: str, period: str) -> None:
    found = deadline_period(wording, issued=ISSUED)
    assert (found.first, found.last, found.recurring) == (*days(period), True)


@pytest.mark.parametrize(
    "wording",
    [
        "",
        "Kỳ họp thứ 10 Quốc hội khóa XV",
        "Theo Kế hoạch số 84/KH-UBND ngày 31/3/2021",
        "sau 30 ngày kể từ ngày Luật có hiệu lực",
        "15 ngày làm việc kể từ ngày ký",
        "31/02/2026",
        "sau ngày 31/12/9999",
        "99/99/9999",
        "3/4 số xã",
        "không thường xuyên",
    ],
)
def test_wording_without_a_day_gives_none(wording: str) -> None:
    found = deadline_period(wording, issued=ISSUED)
    assert (found.first, found.last, found.recurring) == (None, None, False)


def asked(question: str) -> tuple[datetime.date | None, datetime.date | None, str] | None:
    found = asked_period(question, today=TODAY)
    return (found.first, found.last, question[slice(*found.span)]) if isinstance(found, AskedPeriod) else None


@pytest.mark.parametrize(
    ("question", "period", "words"),
    [
        ("Bộ Tài chính chủ trì việc nào hạn quý IV/2026?", "2026-10-01..2026-12-31", "quý IV/2026"),
        ("nhiem vu nao bo y te chu tri han quy iv/2026", "2026-10-01..2026-12-31", "quy iv/2026"),
        ("việc phải xong trước 30/6/2026", "..2026-06-30", "trước 30/6/2026"),
        ("sau 2027 còn việc gì", "2028-01-01..", "sau 2027"),
        ("việc từ tháng 7/2026 đến tháng 9/2026", "2026-07-01..2026-09-30", "từ tháng 7/2026 đến tháng 9/2026"),
        ("trong năm 2026 Sở Y tế làm gì", "2026-01-01..2026-12-31", "năm 2026"),
        ("tasks led by X due before 30 June 2026", "..2026-06-30", "before 30 June 2026"),
        ("tasks due in Q4 2026", "2026-10-01..2026-12-31", "Q4 2026"),
        ("what is due by the end of 2026", "..2026-12-31", "by the end of 2026"),
        ("việc nào trong Kế hoạch 84/KH-UBND ngày 31/3/2021 đến hạn vào tháng 8/2026", "2026-08-01..2026-08-31", "tháng 8/2026"),
        ("quý này có gì đến hạn", "2026-04-01..2026-06-30", "quý này"),
        ("hạn trong quý III", "2026-07-01..2026-09-30", "quý III"),
        ("nhiệm vụ nào quá hạn", "..2026-05-19", "quá hạn"),
    ],
)
def test_a_question_says_which_days_it_asks_for(question: str, period: str, words: str) -> None:
    assert asked(question) == (*days(period), words)


@pytest.mark.parametrize(
    "question",
    [
        "Ai chủ trì?",
        "Nghị quyết 97/NQ-CP ngày 06/4/2026 có những nhiệm vụ nào",
        "Luật Đất đai 2024 giao việc gì",
        "đề án bồi dưỡng cán bộ làm đối ngoại 2026-2031 bộ nào chủ trì",
        "Chiến lược phát triển đô thị đến năm 2030 giao ai chủ trì",
    ],
)
def test_the_date_of_a_document_or_the_years_of_its_title_are_not_asked_for(question: str) -> None:
    assert asked(question) is None


@pytest.mark.skipif(not TABLES.exists(), reason="the test sets do not lie beside this checkout")
def test_every_printed_deadline_with_a_year_has_a_last_day() -> None:
    for line in TABLES.read_text(encoding="utf-8").splitlines():
        wording = json.loads(line)["deadline"]
        assert (deadline_period(wording).last is not None) == any(char.isdigit() for char in wording), wording
