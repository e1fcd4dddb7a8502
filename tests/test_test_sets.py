import csv
import datetime
import hashlib
import io
import json
import time
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import openpyxl
import pytest

from evals.sets.gold import GoldCase, TestSet, TestSetError
from evals.sets.test_sets import read_test_set

SAMPLE = Path(__file__).parents[1] / "evals" / "sample" / "questions.jsonl"
CASE = {"id": "1", "question": "Cơ quan nào chủ trì Đề án?", "facts": [["Sở Y tế"]]}


def written(tmp_path: Path, text: str, *, encoding: str = "utf-8", name: str = "set") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def lines(*values: object) -> str:
    return "\n".join(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values)


def table(*rows: Sequence[object], delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def workbook(tmp_path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], *, formats: Mapping[str, str] | None = None) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for cell, number_format in (formats or {}).items():
            sheet[cell].number_format = number_format
    book.save(tmp_path / "set.xlsx")
    return tmp_path / "set.xlsx"


def only(held: TestSet) -> GoldCase:
    (case,) = held.cases
    return case


def reasons(held: TestSet) -> dict[str, str]:
    return {str(fault.place): str(fault.reason) for fault in held.faults}


# -- JSON Lines


def test_the_sample_set_is_read_whole_with_the_hash_of_its_bytes() -> None:
    held = read_test_set(SAMPLE)
    assert (held.name, len(held.cases), held.faults, held.contexts) == ("questions.jsonl", 63, (), {})
    assert held.sha256 == hashlib.sha256(SAMPLE.read_bytes()).hexdigest()


def test_the_first_bad_line_stops_unless_it_may_be_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, lines(CASE, "", {**CASE, "id": "2", "facts": ["Sở Y tế"]}, "not json", {**CASE, "id": "4"}))
    with pytest.raises(TestSetError, match=r"^set, line 3: “facts” must be a list of lists of spellings, such as \[\[.*\]\]\.$"):
        read_test_set(path)
    held = read_test_set(path, skip_bad=True)
    assert [case.id for case in held.cases] == ["1", "4"]
    assert [str(fault.place) for fault in held.faults] == ["line 3", "line 4"]
    assert "not JSON" in str(held.faults[1].reason)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"question": " "}, "“question” must be a text that is not empty"),
        ({"question": None}, "“question” must be a text that is not empty (it is missing)"),
        ({"id": [1]}, "“id” must be a text or a whole number"),
        ({"language": "fr"}, "“language” must be “vi” or “en”"),
        ({"answerable": "perhaps"}, "“answerable” must be true or false"),
        ({"facts": "Sở Y tế"}, "“facts” must be a list of lists"),
        ({"facts": [[""]]}, "a fact without a spelling"),
        ({"facts": [[]]}, "a fact without a spelling"),
        ({"forbidden": [""]}, "“forbidden” holds an empty text"),
        ({"facts": []}, "neither “facts” nor “evidence”"),
        ({"facts": [], "evidence": [{"document": "a.pdf", "quote": ""}]}, "its “evidence” no “quote”"),
        ({"answerable": False}, "“answerable” is false, but there are “facts”"),
        ({"evidence": [{"document": "a.pdf", "page": 0, "quote": "x"}]}, "“evidence” must be a list of objects"),
        ({"evidence": [{"document": " ", "quote": "x"}]}, "“evidence” 1 names no document"),
        ({"history": ["Ai?"]}, "“history” must be a list of objects"),
        ({"note": "\ud800"}, "half of a character"),
    ],
)
def test_what_is_wrong_with_a_case_is_said_in_words(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    path = written(tmp_path, json.dumps({**CASE, **changed}))
    with pytest.raises(TestSetError) as caught:
        read_test_set(path)
    assert str(caught.value).startswith("set, line 1: ") or str(caught.value).startswith("set, item 1: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_id_may_not_come_twice(tmp_path: Path) -> None:
    held = read_test_set(written(tmp_path, lines(CASE, CASE)), skip_bad=True)
    assert len(held.cases) == 1
    assert reasons(held) == {"line 2": "the id “1” is that of line 1 too: give each question its own"}


def test_texts_are_composed_and_a_line_separator_inside_one_ends_no_line(tmp_path: Path) -> None:
    case = {**CASE, "facts": [["Sở Y\u2028tế"]], "evidence": [{"document": "Kế hoạch.pdf", "quote": "Đề án"}]}
    read = only(read_test_set(written(tmp_path, unicodedata.normalize("NFD", lines(case)))))
    assert read.question == CASE["question"]
    assert read.facts == (("Sở Y\u2028tế",),)
    assert read.evidence[0].document == "Kế hoạch.pdf"


def test_what_is_left_out_is_told_from_the_question(tmp_path: Path) -> None:
    questions = ("Đơn vị nào chủ trì?", "don vi nao chu tri", "Who leads the programme?")
    asked = [{"question": text, "facts": [["Sở Y tế"]]} for text in questions] + [{"question": "Bao nhiêu tiền?", "answerable": False}]
    cases = read_test_set(written(tmp_path, lines(*asked))).cases
    assert [case.id for case in cases] == ["line-1", "line-2", "line-3", "line-4"]
    assert [(case.language, case.style) for case in cases[:3]] == [("vi", "accented"), ("vi", "unaccented"), ("en", "cross_lingual")]
    assert [case.kind for case in cases] == ["other", "other", "other", "unanswerable"]


def test_a_list_of_cases_and_a_single_one_are_sets_too(tmp_path: Path) -> None:
    assert only(read_test_set(written(tmp_path, json.dumps([CASE])))).id == "1"
    assert only(read_test_set(written(tmp_path, json.dumps(CASE, indent=2)))).id == "1"


# -- spreadsheets


def test_a_table_with_the_columns_of_the_sample_gives_the_same_cases(tmp_path: Path) -> None:
    values = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    names = list(values[0])
    rows = [
        [value[name] if isinstance(value[name], str) else json.dumps(value[name], ensure_ascii=False) for name in names] for value in values
    ]
    cases = read_test_set(SAMPLE).cases
    assert read_test_set(written(tmp_path, table(names, *rows))).cases == cases
    assert read_test_set(workbook(tmp_path, {"Sheet1": [names, *rows]})).cases == cases


VIETNAMESE = ("STT", "Câu hỏi", "Đáp án", "Không được có", "Tài liệu", "Trang", "Trích dẫn", "Trả lời được?", "Ghi chú")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_person_types_in_a_spreadsheet_is_understood(tmp_path: Path, delimiter: str, encoding: str) -> None:
    typed = (
        "7",
        "Ai chủ trì, hạn nào?",
        "Sở Y tế | SYT; 31/3/2026",
        "Sở Nội vụ",
        "a.pdf",
        "trang 7",
        'giao "Sở Y tế", xong; 31/3',
        "Có",
        "khó",
    )
    text = table(VIETNAMESE, typed, delimiter=delimiter)
    case = only(read_test_set(written(tmp_path, text, encoding=encoding)))
    assert (case.id, case.question, case.answerable, case.note) == ("7", "Ai chủ trì, hạn nào?", True, "khó")
    assert (case.facts, case.forbidden) == ((("Sở Y tế", "SYT"), ("31/3/2026",)), ("Sở Nội vụ",))
    (evidence,) = case.evidence
    assert (evidence.document, evidence.page, evidence.quote) == ("a.pdf", 7, 'giao "Sở Y tế", xong; 31/3')


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_headings_count_without_case_diacritics_and_remarks(tmp_path: Path, form: Literal["NFC", "NFD"]) -> None:
    heading = ["CÂU HỎI", "dap an (mỗi ý một dòng)", "Evidence_Document", "evidence-page", "Evidence Quote"]
    text = unicodedata.normalize(form, table(heading, ["Đường nào?", "- Đường A\n- Đường B|B", "a.pdf", "p. 3", "q"]))
    case = only(read_test_set(written(tmp_path, text)))
    assert case.facts == (("Đường A",), ("Đường B", "B"))
    assert (case.evidence[0].document, case.evidence[0].page) == ("a.pdf", 3)


def test_more_evidence_and_an_earlier_turn_take_more_columns(tmp_path: Path) -> None:
    heading = ("question", "đáp án 1", "đáp án 2", "evidence_document", "evidence2_document", "evidence2_page", "câu hỏi trước", "loại")
    case = only(read_test_set(written(tmp_path, table(heading, ("Còn gì?", "A", "B", "a.txt", "b.pdf", "2", "Ai chủ trì?", "Danh sách")))))
    assert case.facts == (("A",), ("B",))
    assert [(evidence.document, evidence.page) for evidence in case.evidence] == [("a.txt", None), ("b.pdf", 2)]
    assert (case.history[0].question, case.kind) == ("Ai chủ trì?", "list")
    again = table(("question", "facts", "tài liệu", "trang", "tài liệu", "trang"), ("Gì vậy?", "A", "a.pdf", "1", "b.pdf", "2"))
    assert [evidence.page for evidence in only(read_test_set(written(tmp_path, again))).evidence] == [1, 2]


@pytest.mark.parametrize(("typed", "meant"), [("không", False), ("Có", True), ("FALSE", False), ("1", True), ("no", False), ("Sai", False)])
def test_answerable_may_be_said_in_many_ways(tmp_path: Path, typed: str, meant: bool) -> None:
    text = table(("question", "answerable", "facts"), ("Gì vậy?", typed, "A" if meant else ""))
    assert only(read_test_set(written(tmp_path, text))).answerable is meant


def test_a_set_with_a_long_cell_is_read_and_a_small_one_narrows_no_other_reader(tmp_path: Path) -> None:
    long = "Nạo vét kênh. " * 20_000  # longer than a cell may be unless one says so
    assert only(read_test_set(written(tmp_path, table(("question", "facts", "note"), ("Ai nạo vét?", "Sở Xây dựng", long))))).note
    assert only(read_test_set(written(tmp_path, table(("question", "facts"), ("Ai?", "A"))))).facts == (("A",),)
    assert [len(cell) for row in csv.reader([long]) for cell in row] == [len(long)]


def test_bad_rows_are_reported_by_the_number_that_the_spreadsheet_shows(tmp_path: Path) -> None:
    heading = ("question", "facts", "page", "document", "answerable")
    rows = [
        ("Bộ câu hỏi",), heading, ("Gì?", "A"), (), ("Gì?", "#N/A"), ("Gì?", "A", "bảy", "a.pdf"), ("Gì?", "A", "", "", "có lẽ"),
        ("Gì?", "[“A”]"), ("Gì?", '["A"]'), ("", "A"), ("Gì?", "A", "3"), ("Ở đâu", " tại đâu?", "A", "", "", "x"), ("Gì?",),
    ]  # fmt: skip
    held = read_test_set(written(tmp_path, table(*rows)), skip_bad=True)
    assert [case.id for case in held.cases] == ["row-3"]
    told = reasons(held)
    cells = ("B5", "C6", "E7", "B8", "B9", "A10", "D11", "F12", "B13")
    assert list(told) == [f"row {cell[1:]}, cell {cell}" for cell in cells]
    expected = (
        "#N/A",
        "“bảy”",
        "“có lẽ”",
        "straight quotation marks",
        "list of lists",
        "(it is missing)",
        "no document",
        "more cells",
        "neither",
    )
    for said, reason in zip(expected, told.values(), strict=True):
        assert said in reason


def test_a_workbook_is_read_as_it_is_shown_from_the_first_sheet_with_questions(tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [
        ("BỘ CÂU HỎI NGHIỆM THU",),
        ("Mã", "Câu hỏi", "Đáp án", "Trang", "Tài liệu", "Trả lời được"),
        (1, "Hạn nào?", datetime.date(2026, 6, 30), 7.0, "a.pdf", True),
        (2.0, "Tỷ lệ nào?", 0.85),
        (),
        ("3", "Vốn bao nhiêu?", 8300000),
        (None, "Bao nhiêu trạm?", 12),
        (5, "Ai ký?", None, None, None, False),
    ]
    path = workbook(tmp_path, {"Hướng dẫn": [("Điền vào trang sau",)], "Câu hỏi": rows}, formats={"C4": "0%", "C6": "#,##0"})
    cases = read_test_set(path).cases
    assert [case.id for case in cases] == ["1", "2", "3", "row-7", "5"]
    assert [case.facts for case in cases] == [(("30/06/2026",),), (("85%",),), (("8.300.000",),), (("12",),), ()]
    assert (cases[0].evidence[0].page, cases[0].answerable, cases[4].answerable) == (7, True, False)


def test_the_name_of_a_file_says_nothing_about_what_it_is(tmp_path: Path) -> None:
    rows = (("question", "facts"), ("Gì vậy?", "A"))
    book = workbook(tmp_path, {"a": rows}).rename(tmp_path / "set.csv")
    assert only(read_test_set(book)).facts == (("A",),)
    assert only(read_test_set(written(tmp_path, table(*rows), name="set.xlsx"))).facts == (("A",),)
    assert only(read_test_set(written(tmp_path, lines(CASE), name="set.csv"))).id == "1"


# -- conversations

TURNS: Sequence[dict[str, object]] = (
    {"question": "Cơ quan nào chủ trì Đề án?", "facts": [["Sở Y tế"]]},
    {"question": "Thời hạn?", "facts": [["2026"]]},
    {"question": "Kinh phí là bao nhiêu?", "answerable": False},
)


def test_the_turns_of_a_conversation_are_cases_with_what_they_share(tmp_path: Path) -> None:
    shared = {"language": "vi", "kind": "lead_unit", "evidence": [{"document": "a.pdf", "page": 2, "quote": "Sở Y tế chủ trì"}]}
    held = read_test_set(written(tmp_path, lines({"id": "c", **shared, "turns": TURNS[:2]}, {"id": 7, "turns": TURNS})))
    assert [(case.id, case.conversation, case.turn) for case in held.cases] == [
        ("c#1", "c", 1), ("c#2", "c", 2), ("7#1", "7", 1), ("7#2", "7", 2), ("7#3", "7", 3),
    ]  # fmt: skip
    assert [case.kind for case in held.cases] == ["lead_unit", "lead_unit", "other", "follow_up", "unanswerable"]
    assert [case.later for case in held.cases] == [False, True, False, True, True]
    assert held.cases[1].evidence[0].quote == "Sở Y tế chủ trì" and held.cases[1].facts == (("2026",),)
    assert {case.history for case in held.cases} == {()}


def test_rows_that_name_one_conversation_are_its_turns_in_their_order(tmp_path: Path) -> None:
    rows = table(("Hội thoại", "Mã", "Câu hỏi", "Đáp án"), ("h1", "", "Ai chủ trì?", "A"), ("", "", "Ai nữa?", "B"),
                 (unicodedata.normalize("NFD", "hộ"), "riêng", "Ai?", "D"), ("h1", "", "Thời hạn?", "C"))  # fmt: skip
    held = read_test_set(written(tmp_path, rows))
    assert [(case.id, case.conversation, case.turn, case.facts[0][0]) for case in held.cases] == [
        ("h1#1", "h1", 1, "A"), ("h1#2", "h1", 2, "C"), ("row-3", "", 1, "B"), ("riêng", "hộ", 1, "D"),
    ]  # fmt: skip


def test_a_conversation_is_left_out_whole_where_a_turn_of_it_cannot_be_used(tmp_path: Path) -> None:
    rows = table(("conversation", "question", "facts", "page"), ("h", "Ai?", "A", ""), ("h", "Khi nào?", "B", "hai"), ("k", "Ai?", "C", ""))
    held = read_test_set(written(tmp_path, rows), skip_bad=True)
    assert [case.id for case in held.cases] == ["k#1"]
    assert reasons(held) == {
        "row 3, cell D3": "a page must be one whole number such as 7, not “hai”",
        "row 2": "another turn of its conversation cannot be used (row 3, cell D3)",
    }
    with pytest.raises(TestSetError, match=r"set, row 3, cell D3: a page must be"):
        read_test_set(written(tmp_path, rows))


@pytest.mark.parametrize(
    ("changed", "place", "said"),
    [
        ({"turns": []}, "line 2", "“turns” must be a list of objects"),
        ({"turns": "Ai?"}, "line 2", "“turns” must be a list of objects"),
        ({"turns": ["Ai?"]}, "line 2, turn 1", "it must be an object, such as"),
        ({"turns": [{"question": "Ai?"}]}, "line 2, turn 1", "neither “facts” nor “evidence”"),
        ({"turns": [{"facts": [["A"]]}]}, "line 2, turn 1", "“question” must be a text that is not empty (it is missing)"),
        ({"question": "Ai?", "turns": TURNS}, "line 2", "it has a “question” beside its “turns”"),
        ({"turns": [{**TURNS[0], "history": [{"question": "Ai?"}]}]}, "line 2, turn 1", "no “history” of its own"),
        ({"id": True, "turns": TURNS}, "line 2", "“id” must be a text or a whole number"),
        ({"id": "c", "turns": [{**TURNS[0], "id": "x"}]}, "line 2, turn 1", "the id “c” is that of the conversation at line 1, turn 1 too"),
        ({"id": "d", "turns": [{**TURNS[0], "id": "c#1"}]}, "line 2, turn 1", "the id “c#1” is that of line 1, turn 1 too"),
        ({"conversation": ["c"], **TURNS[0]}, "line 2", "“conversation” must be a text or a whole number"),
        ({"conversation": " ", **TURNS[0]}, "line 2", "“conversation” is blank"),
    ],
)
def test_what_is_wrong_with_a_conversation_is_said_with_its_place(
    tmp_path: Path, changed: dict[str, object], place: str, said: str
) -> None:
    held = read_test_set(written(tmp_path, lines({"id": "c", "turns": TURNS[:1]}, {"id": "2", **changed})), skip_bad=True)
    assert [case.id for case in held.cases] == ["c#1"]
    assert said in reasons(held)[place]


# -- files that are none


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"question,facts\n", "holds no questions"),
        (b'{"data": []}', "holds no questions"),
        (b"a,b\n1,2\n", "is not a test set: it must be JSON Lines, a CSV or XLSX table"),
        (b'{"a": 1}\n{"b": 2}\n', "No case of set can be used (2 read); the first, line 1: “question”"),
        ("question,facts\nĐâu?,Ở đó\n".encode("cp1258", "replace"), "in Excel as “CSV UTF-8” or as .xlsx"),
        (b"\0\1question", "is no text"),
        (b'question,facts\nA?,"b\nC?,d\n', "set, row 2: a cell is not quoted as CSV asks"),
        ("question,Câu hỏi\na,b\n".encode(), "two columns for “question”, “question” and “Câu hỏi”"),
        (b"PK\x03\x04 and nothing more", "is a broken workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "save it as .xlsx"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_file_that_is_no_set_is_one_clear_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "set"
    path.write_bytes(content)
    with pytest.raises(TestSetError) as caught:
        read_test_set(path, skip_bad=True)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_workbooks_that_cannot_be_read_are_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(TestSetError, match=r"No sheet of set\.xlsx has a column “question”"):
        read_test_set(workbook(tmp_path, {"a": [("tên", "tuổi")]}))
    with pytest.raises(TestSetError, match="is not a workbook that can be read"):
        read_test_set(next((SAMPLE.parent / "documents").glob("*.docx")))
    whole = workbook(tmp_path, {"a": [("question", "facts"), ("Gì?", "A")]}).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TestSetError, match="is a broken workbook"):
        read_test_set(tmp_path / "cut.xlsx")


def test_a_file_that_is_missing_or_far_too_large_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(TestSetError, match="cannot be read"):
        read_test_set(tmp_path / "none.jsonl")
    with pytest.raises(TestSetError, match="cannot be read"):
        read_test_set(tmp_path)
    with (tmp_path / "huge.jsonl").open("wb") as huge:
        huge.truncate(257 * 2**20)  # takes no room on the disk
    with pytest.raises(TestSetError, match="more than 256 MB"):
        read_test_set(tmp_path / "huge.jsonl")


# -- files that were made to keep a reader busy


def test_a_heading_of_brackets_and_lines_of_nothing_are_read_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    brackets = only(read_test_set(written(tmp_path, f"question,facts,{'(' * 200_000}\nAi?,A,\n")))
    assert brackets.facts == (("A",),)
    for text in ("x" + "\n" * 200_000 + "x", "x\n" + " " * 400_000, "x\n" + "\t \n" * 100_000):
        with pytest.raises(TestSetError, match="is not a test set"):
            read_test_set(written(tmp_path, text))
    assert time.monotonic() - began < 20  # minutes where a pattern goes through a text once for each of its characters


@pytest.mark.parametrize("row", ["2000000000", "600000"])
def test_a_workbook_with_a_row_far_below_is_refused_at_once(tmp_path: Path, row: str) -> None:
    path = workbook(tmp_path, {"Sheet1": [("question", "facts"), ("Ai?", "A")]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = f'<row r="{row}"><c r="A{row}"><v>1</v></c></row></sheetData>'.encode()
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(TestSetError, match="more rows or columns"):
        read_test_set(path)


def test_a_table_of_nothing_but_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TestSetError, match="more rows or columns"):
        read_test_set(written(tmp_path, "question,facts\n" + "," * 10_000_001))


def test_long_contexts_with_many_questions_each_are_refused(tmp_path: Path) -> None:
    asked = [{"id": str(number), "question": "Ai?", "answers": [{"text": "a" * 20, "answer_start": 0}]} for number in range(2000)]
    squad = {"data": [{"paragraphs": [{"context": "a" * 200_000, "qas": asked}]}]}
    with pytest.raises(TestSetError, match="longer contexts"):
        read_test_set(written(tmp_path, json.dumps(squad)))


def test_lists_inside_lists_and_ids_without_end_are_faults_of_their_lines(tmp_path: Path) -> None:
    nested = '{"id": "n", "question": "Ai?", "facts": [["A"]], "note": ' + "[" * 700 + "]" * 700 + "}"
    long = {**CASE, "id": "” is that of " * 20_000}
    held = read_test_set(written(tmp_path, "\n".join((lines(CASE), nested, lines(long, long)))), skip_bad=True)
    assert reasons(held).keys() == {"line 2", "line 4"}
    assert all(len(reason) < 500 for reason in reasons(held).values())
    assert all(len(fault.reason.worded("vi")) < 500 for fault in held.faults)
