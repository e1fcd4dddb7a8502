"""Questions over the cells of tables: one cell, or what is computed over rows; and those that a table must not answer."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import openpyxl
import pytest

from assistant.answering.compose import Draft
from assistant.answering.statement import lines_of
from assistant.answering.table_answers import best_finding, is_unanswered, unanswered_values, write_finding
from assistant.answering.table_cells import cell_number, is_unit, unit_of
from assistant.answering.table_rows import RowKind, Table, cell_spans, tables_of
from assistant.understanding.body_comparison import body_comparison
from assistant.understanding.table_question import table_asks
from ingest.document import BlockKind
from ingest.layout.cut import cut_passages
from ingest.names.document_name import find_document_names
from ingest.passage import Passage
from ingest.read import read_document
from tests.known_bodies import known_bodies
from vectorstore.retrieval import DocumentRecord, HeldPassage, Question

GOODS = """# PHỤ LỤC 02 HÀNG HÓA XUẤT KHẨU CỦA TỈNH PHÚ LÂM

| TT | Sản phẩm | Kế hoạch 2026 - Lượng (Tấn) | Kế hoạch 2026 - Giá trị (Nghìn USD) | Kế hoạch 2028 - Lượng (Tấn) | Kế hoạch 2028 - Giá trị (Nghìn USD) | Kế hoạch 2030 - Lượng (Tấn) | Kế hoạch 2030 - Giá trị (Nghìn USD) |
|---|---|---|---|---|---|---|---|
| | Tổng I + II | | 61.900 | | 78.550 | | 99.000 |
| I | Nông sản | | 56.900 | | 72.050 | | 91.000 |
| 1 | Vải thiều | 9.500 | 11.400 | 11.200 | 13.750 | 14.000 | 18.200 |
| 2 | Gạo nếp | 22.000 | 15.500 | 24.000 | 17.100 | 27.500 | 20.300 |
| 3 | Hồ tiêu | 4.100 | 30.000 | 4.600 | 41.200 | 5.200 | 52.500 |
| II | Sản phẩm công nghiệp | | 5.000 | | 6.500 | | 8.000 |
| 4 | Xi măng | 3.600 | 2.000 | 3.200 | 2.600 | 2.900 | 3.500 |
| 5 | Hàng may mặc | | 3.000 | | 3.900 | | 4.500 |

# PHỤ LỤC 03 TỔ THẨM ĐỊNH DỰ ÁN HỒ SƠN

| STT | Họ và tên | Đơn vị công tác | Nhiệm vụ trong Tổ thẩm định |
|---|---|---|---|
| 1 | Ông Tạ Văn Quý | Sở Xây dựng | Tổ trưởng |
| 2 | Bà Lò Thị Sen | Sở Tài chính | Tổ phó |
| 3 | Ông Chu Đình Hải | Sở Tư pháp | Thành viên |
| 4 | Bà Đỗ Thu Vân | Sở Xây dựng | Thành viên, thư ký |
"""  # noqa: E501


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> tuple[Table, ...]:
    path = tmp_path_factory.mktemp("tables") / "phu-lam.md"
    path.write_text(GOODS, encoding="utf-8")
    return tables_in(path)


def tables_in(path: Path) -> tuple[Table, ...]:
    document = read_document(path)
    record = DocumentRecord(id=document.id, name=document.name, title=document.title)
    return tables_of(record, cut_passages(document))


def asked(text: str, *, accented: float = 1.0, restored: str = "") -> Question:
    return Question(text=text, language="vi", accented=accented, restored=restored or text, names=find_document_names(text))


def _held(document: DocumentRecord, passage: Passage) -> HeldPassage:
    return HeldPassage(passage=passage, document=document)


def answered(text: str, tables: tuple[Table, ...], *, named: bool = True) -> str:
    """The answer as it is read; "?" before it where it only says what is not stated, "" where no table answers."""
    for ask in table_asks(asked(text), bodies=known_bodies()):
        found = best_finding(tables, ask, bodies=known_bodies(), named=named)
        if found is not None and is_unanswered(found):
            values = unanswered_values(found, language="vi")
            return f"? {found.what} {values['row']} {values['years']} {values['column']}"
        if found is not None:
            draft = Draft(language="vi")
            write_finding(draft, found, held=partial(_held, found.words.table.document))
            return "\n".join(line.plain for line in lines_of(draft.statements, language="vi"))
    return ""


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("Giá trị xuất khẩu hồ tiêu năm 2028 là bao nhiêu?", ["Hồ tiêu", "41.200", "Nghìn USD"], ["4.600"]),
        ("Năm 2026 xuất khẩu bao nhiêu tấn gạo nếp, trị giá bao nhiêu?", ["22.000", "15.500"], ["24.000"]),
        ("Vải thiều hay gạo nếp có giá trị năm 2030 cao hơn?", ["18.200", "20.300", "Gạo nếp."], []),
        ("Sản phẩm nào có giá trị xuất khẩu năm 2030 cao nhất?", ["5 dòng", "Hồ tiêu", "52.500"], ["99.000", "91.000"]),
        ("Sản phẩm công nghiệp nào có giá trị lớn nhất năm 2030?", ["may mặc", "4.500"], ["Hồ tiêu"]),
        ("Sản phẩm nào xuất khẩu từ 20 triệu USD trở lên năm 2030?", ["2 trong 5", "Gạo nếp", "Hồ tiêu"], ["Vải thiều", "Nông sản"]),
        ("Sản phẩm nào có lượng năm 2030 dưới 5.000 tấn?", ["Xi măng", "2.900"], ["Hồ tiêu", "may mặc"]),
        ("Sản phẩm nào có lượng giảm qua các năm?", ["Xi măng", "3.600", "3.200", "2.900"], ["Hồ tiêu"]),
        ("Tổng giá trị xuất khẩu năm 2026 là bao nhiêu?", ["61.900"], ["56.900"]),
        ("Hồ tiêu chiếm bao nhiêu phần trăm tổng giá trị xuất khẩu năm 2030?", ["53 %", "52.500", "99.000"], []),
        ("Gạo nếp đứng thứ mấy về giá trị năm 2030?", ["thứ 2", "20.300"], []),
        ("Sản phẩm nào chưa có lượng năm 2030?", ["1 trong 5", "may mặc"], ["Xi măng"]),
        ("Phụ lục 02 có bao nhiêu sản phẩm?", ["5 dòng", "Vải thiều"], ["Tổng I"]),
        ("Tổ thẩm định dự án Hồ Sơn có bao nhiêu thành viên?", ["4 dòng", "Tạ Văn Quý"], []),
        ("Tổ thẩm định dự án Hồ Sơn có bao nhiêu người?", ["4 dòng"], []),
        ("Tổ thẩm định dự án Hồ Sơn có mấy tổ phó?", ["1 dòng", "Lò Thị Sen"], []),
        ("Bà Lò Thị Sen giữ nhiệm vụ gì trong Tổ thẩm định?", ["Tổ phó"], ["Sở Tài chính"]),
        ("Những ai ở Sở Xây dựng trong Tổ thẩm định?", ["Tạ Văn Quý", "Đỗ Thu Vân"], ["Chu Đình Hải"]),
        ("Phụ lục 03 có những cột nào?", ["4 cột", "Đơn vị công tác"], []),
    ],
)
def test_a_question_is_answered_from_cells(text: str, said: list[str], unsaid: list[str], tables: tuple[Table, ...]) -> None:
    answer = answered(text, tables)
    assert all(one in answer for one in said), answer
    assert not any(one in answer for one in unsaid), answer


@pytest.mark.parametrize(
    "text",
    [
        "Giá trị xuất khẩu cà phê năm 2028 là bao nhiêu?",  # no such row
        "Lợi nhuận xuất khẩu hồ tiêu năm 2028 là bao nhiêu?",  # no such column
        "Giá trị xuất khẩu hồ tiêu của tỉnh Nam Giang năm 2028?",  # another place
        "Hồ tiêu năm 2028 xuất khẩu bao nhiêu héc ta?",  # another unit
        "Tổ thẩm định họp mấy lần một năm?",  # nothing that the rows are
        "Bà Lò Thị Sen sinh năm nào?",
        "Sở Xây dựng có mấy phó giám đốc?",
        "Hồ tiêu là gì?",  # asks for no cell
        "Nhiệm vụ của Tổ thẩm định là gì?",
    ],
)
def test_a_table_that_does_not_account_for_every_word_answers_nothing(text: str, tables: tuple[Table, ...]) -> None:
    assert answered(text, tables) == ""


def test_a_year_that_the_table_has_not_and_an_empty_cell_are_said(tables: tuple[Table, ...]) -> None:
    assert answered("Giá trị xuất khẩu hồ tiêu năm 2027 là bao nhiêu?", tables).startswith("? no_year Hồ tiêu 2026, 2028, 2030")
    assert answered("Lượng hàng may mặc năm 2030 là bao nhiêu tấn?", tables).startswith("? blank Hàng may mặc")


def test_no_table_is_counted_whose_titles_the_question_does_not_speak_of(tables: tuple[Table, ...]) -> None:
    assert answered("Có bao nhiêu sản phẩm?", tables, named=False) == ""


def test_a_question_typed_without_diacritics_is_answered_though_some_were_put_back_wrongly(tables: tuple[Table, ...]) -> None:
    question = asked("luong gao nep nam 2026 bao nhieu tan", accented=0.0, restored="lương gào nếp năm 2026 bao nhiêu tấn")
    found = [best_finding(tables, ask, bodies=known_bodies(), named=True) for ask in table_asks(question, bodies=known_bodies())]
    assert [one is not None for one in found] == [False, True]


def test_groups_and_totals_are_told_from_items(tables: tuple[Table, ...]) -> None:
    kinds = [row.kind for row in tables[0].rows]
    assert kinds == [RowKind.TOTAL, RowKind.GROUP, *[RowKind.ITEM] * 3, RowKind.GROUP, *[RowKind.ITEM] * 2]
    assert tables[0].rows[-1].groups == ("Sản phẩm công nghiệp",)


def test_more_than_ten_rows_are_not_listed(tmp_path: Path) -> None:
    path = tmp_path / "bang.md"
    rows = "\n".join(f"| {at} | Hạng mục {chr(96 + at)} | {at} |" for at in range(1, 16))
    path.write_text(f"# DANH MỤC CÔNG TRÌNH\n\n| TT | Tên hạng mục | Kinh phí (triệu đồng) |\n|---|---|---|\n{rows}\n", encoding="utf-8")
    answer = answered("Danh mục công trình có bao nhiêu hạng mục?", tables_in(path))
    assert "15 dòng" in answer and answer.count("\n- ") == 10 and "Và 5 dòng nữa" in answer


@pytest.mark.parametrize(
    ("text", "value"),
    [("104.360", 104360), ("34,6", 34.6), ("1.250,5", 1250.5), ("39.202(1)", 39202), ("0,125", 0.125), ("65 %", 65), ("05", 5)],
)
def test_numbers_are_read_as_vietnamese_tables_write_them(text: str, value: float) -> None:
    assert cell_number(text) == value


@pytest.mark.parametrize("text", ["", "Không", "01÷21", "Quý IV/2026", "15/9/2026", "03-CTr/TU"])
def test_other_cells_are_no_numbers(text: str) -> None:
    assert cell_number(text) is None


def test_units_are_told_with_their_scale() -> None:
    assert (unit_of("Nghìn USD").name, unit_of("Nghìn USD").scale) == ("usd", 1000)
    assert is_unit("tấn") and is_unit("triệu đồng") and not is_unit("dòng") and not is_unit("Sở Y tế")
    assert is_unit("dong") and is_unit("hộ") and not is_unit("động") and not is_unit("còn") and not is_unit("họ")


def test_an_empty_cell_at_either_end_of_a_row_is_one() -> None:
    text = "| Tổng |  | 12 |"
    assert [text[slice(*span)] for span in cell_spans(text)] == ["", "Tổng", "", "12", ""]


def test_rows_of_a_workbook_that_hold_mostly_figures_are_kept(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2026", "Năm 2027"],
        ["I", "XÃ HỘI"],
        [1, "Tỷ lệ hộ nghèo", "%", "5,9", "5,1"],
        [2, "Số xã", "xã", 40, 41],
    ):
        sheet.append(row)
    workbook.save(tmp_path / "chi-tieu.xlsx")
    document = read_document(tmp_path / "chi-tieu.xlsx")
    assert [block.cells[1] for block in document.blocks if block.kind is BlockKind.TABLE_ROW] == ["Tỷ lệ hộ nghèo", "Số xã"]
    assert any(block.kind is BlockKind.HEADING and "XÃ HỘI" in block.text for block in document.blocks)


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Sở Tư pháp với Sở Nội vụ bên nào chủ trì nhiều hơn?", True),
        ("Bộ Tài chính và Bộ Tư pháp, bên nào phối hợp nhiều nhiệm vụ hơn trong Nghị quyết 97?", True),
        ("Sở Tư pháp chủ trì nhiều hơn 5 nhiệm vụ không?", False),
        ("Sở Tài chính và Sở Tư pháp, bên nào có nhiều viên chức hơn?", False),
    ],
)
def test_two_bodies_whose_tasks_are_counted_are_told(text: str, *, compared: bool) -> None:
    assert (body_comparison(asked(text), bodies=known_bodies()) is not None) == compared
