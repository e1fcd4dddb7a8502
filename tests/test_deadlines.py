import datetime
import json
from pathlib import Path

import pytest

from assistant.understanding.period_asked import AskedPeriod, asked_period
from ingest.names.deadlines import deadline_period

TODAY = datetime.date(2026, 5, 20)
TABLES = Path(__file__).parents[2] / "shared" / "qa" / "dev-tables.jsonl"


def days(text: str) -> tuple[datetime.date | None, ...]:
    """ "2026-07-01..2026-09-30", either side empty."""
    return tuple(datetime.date.fromisoformat(side) if side else None for side in text.split(".."))


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
