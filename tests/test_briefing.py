"""Briefings of documents and comparisons of two, from small plans written for it; no model is loaded."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from assistant.answering.citable_units import citable_units
from assistant.answering.explained_terms import explained_terms
from assistant.answering.table_rows import tables_of
from assistant.briefing import Briefing, BriefingLine, LineKind, PartName, briefing_of, comparison_of
from assistant.briefing.briefing_file import briefing_docx
from assistant.briefing.goal_lines import goal_lines
from assistant.briefing.matched_words import paired
from assistant.briefing.structure_lines import structure_lines
from assistant.briefing.sum_lines import sum_lines
from assistant.briefing.task_lines import task_in_full, task_line, tasks_by_lead
from assistant.errors import DocumentUnknown
from ingest.document import DocumentId
from ingest.names.bodies import BodyRegister
from ingest.passage import Passage, PassageKind
from ingest.task import Task, TaskKind
from tests.written_plans import HOSTILE_PLAN, PLAN_2025, PLAN_2026, WARD_PLAN, written_index
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord
from vectorstore.tasks import HeldTask

MAY = datetime.date(2025, 5, 1)
RECORD = DocumentRecord(id="d" * 16, name="a.txt", title="A")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("briefed")
    with written_index(folder, ke_hoach_41=PLAN_2025, ke_hoach_63=PLAN_2026, phuong=WARD_PLAN, thong_bao=HOSTILE_PLAN) as made:
        yield made


def id_of(index: Index, name: str) -> DocumentId:
    return next(record.id for record in index.documents() if record.name.startswith(name))


@pytest.fixture(scope="module")
def briefed(index: Index) -> Briefing:
    return briefing_of(index, id_of(index, "ke-hoach-41"), today=MAY)


def lines(briefed: Briefing, part: PartName) -> tuple[BriefingLine, ...]:
    found = briefed.part(part)
    return found.lines if found else ()


def passage(text: str, *, headings: tuple[str, ...] = (), kind: PassageKind = PassageKind.PROSE, ordinal: int = 0) -> Passage:
    return Passage(
        id=f"{'d' * 16}-{ordinal:04}",
        document_id="d" * 16,
        ordinal=ordinal,
        kind=kind,
        text=text,
        start=0,
        end=len(text),
        headings=headings,
    )


def test_every_line_but_notes_and_leads_is_found_word_for_word_in_the_document(index: Index) -> None:
    for record in index.documents():
        for line in briefing_of(index, record.id, today=MAY).lines():
            if line.kind in (LineKind.NOTE, LineKind.LEAD):
                continue
            assert line.quote is not None, line
            held = index.passage(line.quote.passage.id)
            assert held is not None and held.text[line.quote.start : line.quote.end].strip()


def test_the_header_tells_type_number_day_issuer_signer_office_and_subject(briefed: Briefing) -> None:
    told = {line.kind: line.text for line in lines(briefed, PartName.IDENTITY)}
    assert told == {
        LineKind.TYPE: "Kế hoạch",
        LineKind.NUMBER: "41/KH-UBND",
        LineKind.DATE: "12/2/2025",
        LineKind.ISSUER: "Ủy ban nhân dân thành phố Hà Nội",
        LineKind.SIGNER: "Trần Văn Minh",
        LineKind.OFFICE: "Phó Chủ tịch",
        LineKind.SUBJECT: "Thực hiện Chương trình số 09-CTr/TU về chuyển đổi số năm 2025",
    }


def test_relations_are_told_both_ways_and_lead_to_the_documents_held(index: Index, briefed: Briefing) -> None:
    told = [(line.kind, line.label, line.other) for line in lines(briefed, PartName.RELATIONS) if line.kind is not LineKind.GROUND]
    assert told == [
        (LineKind.IMPLEMENTS, "Chương trình 09-CTr/TU (5/1/2025)", None),
        (LineKind.IMPLEMENTED_BY, "Kế hoạch 7/KH-UBND (3/3/2025)", id_of(index, "phuong")),
    ]
    grounds = [line.text for line in lines(briefed, PartName.RELATIONS) if line.kind is LineKind.GROUND]
    assert grounds == ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;"]


def test_headings_are_told_with_their_depth(briefed: Briefing) -> None:
    told = [(line.level, line.text) for line in lines(briefed, PartName.STRUCTURE)]
    assert told[:4] == [(0, "I. MỤC TIÊU, YÊU CẦU"), (1, "1. Mục tiêu"), (1, "2. Yêu cầu"), (0, "II. NHIỆM VỤ")]


def outlined(*parts: tuple[tuple[str, ...], str]) -> list[tuple[int, str]]:
    """The levels and words of the outline of passages, each given by its headings and its text; rows where " | " divides their cells."""
    passages = [
        passage(text, headings=headings, kind=PassageKind.ROW if " | " in text else PassageKind.PROSE, ordinal=at)
        for at, (headings, text) in enumerate(parts)
    ]
    told, more = structure_lines(RECORD, passages)
    assert not more
    return [(line.level, line.text) for line in told]


def test_points_that_are_no_headings_stand_among_those_counted_with_them_that_are() -> None:
    article, ministry, body = "Điều 2. Tổ chức thực hiện", "1. Bộ Y tế", "2. Trách nhiệm của các bộ, cơ quan ngang bộ;"
    long = "9. Đề nghị các cơ quan báo chí phối hợp với các bộ tuyên truyền " + "rộng rãi " * 20
    assert outlined(
        ((article, ministry), f"{article}\n{ministry}\na) Rà soát quy định.\nb) Báo cáo kết quả.\n{body}\nỦy ban nhân dân các tỉnh"),
        (
            (article, ministry),
            "a) Phối hợp với Bộ Y tế.\nb) Bố trí kinh phí.\nc) Tổng kết.\n5. Không phải điểm kế tiếp.\n3. Các hội tham gia.",
        ),
        ((article, "4. Bộ Nội vụ"), "4. Bộ Nội vụ\na) Hướng dẫn."),
        (
            ("Điều 3. Điều khoản thi hành",),
            "Điều 3. Điều khoản thi hành\n1. Quyết định này có hiệu lực kể từ ngày ký.\n2. Các bộ thi hành.",
        ),
    ) == [(0, article), (1, ministry), (1, body), (1, "3. Các hội tham gia."), (1, "4. Bộ Nội vụ"), (0, "Điều 3. Điều khoản thi hành")]
    (*_, (_, last)) = outlined(((article, "8. Bộ Y tế"), f"8. Bộ Y tế\na) Báo cáo.\n{long}"))
    assert last.startswith("9. Đề nghị") and last.endswith(" …") and len(last.split()) == 21


def test_letters_are_counted_with_or_without_those_that_lists_leave_out() -> None:
    over = "1. Về dữ liệu"
    assert outlined(
        ((over,), f"{over}\na) Nhiệm vụ: Rà soát dữ liệu."),
        ((over, "b) Cơ quan thực hiện:"), "b) Cơ quan thực hiện:\n- Sở Y tế.\nc) Thời gian: năm 2025.\nd) Kinh phí: không.\ne) Khác."),
    ) == [
        (0, over),
        (1, "a) Nhiệm vụ: Rà soát dữ liệu."),
        (1, "b) Cơ quan thực hiện:"),
        *((1, one) for one in ("c) Thời gian: năm 2025.", "d) Kinh phí: không.", "e) Khác.")),
    ]


def test_rows_stand_among_the_groups_that_they_are_counted_with_and_a_single_group_among_rows_does_not() -> None:
    annex, columns = "PHỤ LỤC DANH MỤC NHIỆM VỤ", "TT | Nhiệm vụ | Cơ quan chủ trì"
    groups = [((annex, name), name) for name in ("1. Thể chế", "2. Nhân lực")]
    rows = [((annex, name, columns), f"{number}.1 | Rà soát | Bộ Y tế") for number, name in ((1, "1. Thể chế"), (2, "2. Nhân lực"))]
    last = ((annex, columns), "3. | Xây dựng hệ thống | Bộ Y tế")
    told = [(0, annex), (1, "1. Thể chế"), (1, "2. Nhân lực")]
    assert outlined(groups[0], rows[0], groups[1], rows[1], last) == [*told, (1, "3. Xây dựng hệ thống")]
    section = "I Hoàn thiện thể chế"
    assert outlined(
        ((annex, section), section),
        ((annex, section, columns), "1 | Rà soát | Bộ Y tế"),
        ((annex, section, columns), "2 | Điều chỉnh | Bộ Y tế"),
        ((annex, section, "3 Hoàn thiện tiêu chuẩn"), "3 Hoàn thiện tiêu chuẩn"),
        ((annex, section, "3 Hoàn thiện tiêu chuẩn", columns), "- | Đê điều | Bộ Y tế"),
    ) == [(0, annex), (1, section)]


def test_goals_and_indicators_are_told_apart_and_requirements_are_neither(briefed: Briefing) -> None:
    assert [line.text for line in lines(briefed, PartName.GOALS)] == [
        "- Nâng cao hiệu quả phục vụ người dân và doanh nghiệp trên môi trường số."
    ]
    (indicator,) = lines(briefed, PartName.INDICATORS)
    assert (indicator.label, indicator.value) == ("1. Mục tiêu", "Ít nhất 80%")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Doanh thu xuất khẩu đạt tối thiểu 55 tỷ USD/năm, tăng bình quân 30%/năm.", "tối thiểu 55 tỷ USD/năm; 30%/năm"),
        ("Thực hiện 25 thương vụ với giá trị mỗi thương vụ từ 01 triệu USD trở lên.", "25 thương vụ; từ 01 triệu USD trở lên"),
        ("Phấn đấu đạt 15 bác sĩ/10.000 dân.", "đạt 15 bác sĩ/10.000 dân"),
        ("Hỗ trợ tối đa 3 tỷ đồng/năm/doanh nghiệp khi tính thuế.", "tối đa 3 tỷ đồng/năm/doanh nghiệp"),
        ("Phấn đấu 90% xã/phường có điểm hỗ trợ.", "90%"),
        ("Có 40 doanh nghiệp và/hoặc hợp tác xã tham gia.", "40 doanh nghiệp"),
    ],
)
def test_an_indicator_is_told_with_what_it_is_for(said: str, value: str) -> None:
    _, (indicator,) = goal_lines(RECORD, [passage(said, headings=("1. Mục tiêu",))], [], [])
    assert indicator.value == value


def test_tasks_are_counted_by_lead_and_the_next_deadlines_come_first(index: Index, briefed: Briefing) -> None:
    leads = [(line.label, line.count) for line in lines(briefed, PartName.LEADS) if line.kind is LineKind.LEAD]
    assert leads == [("Sở Khoa học và Công nghệ", 1), ("Sở Nội vụ", 1), ("Sở Tư pháp", 1)]
    assert briefed.task_count == 3
    assert [line.value for line in lines(briefed, PartName.DEADLINES)] == ["Tháng 6/2025", "Quý III/2025", "Tháng 12/2025"]
    later = briefing_of(index, briefed.document.id, today=datetime.date(2025, 10, 1))
    assert [line.value for line in lines(later, PartName.DEADLINES)] == ["Tháng 12/2025"]
    assert briefing_of(index, briefed.document.id, today=datetime.date(2030, 1, 1)).part(PartName.DEADLINES) is None


def test_funding_and_reporting_are_told_with_their_section(briefed: Briefing) -> None:
    (funding,) = lines(briefed, PartName.FUNDING)
    assert funding.label == "III. KINH PHÍ THỰC HIỆN" and "ngân sách Thành phố" in funding.text
    (reporting,) = lines(briefed, PartName.REPORTING)
    assert "trước ngày 15 tháng 12 năm 2025" in reporting.text


def test_terms_are_told_with_their_meaning(briefed: Briefing) -> None:
    told = {line.label: line.value for line in lines(briefed, PartName.TERMS)}
    assert told == {"Kế hoạch": "Kế hoạch chuyển đổi số", "TTHC": "thủ tục hành chính"}


def test_a_total_that_its_parts_do_not_add_up_to_is_told(briefed: Briefing) -> None:
    (wrong,) = lines(briefed, PartName.SUMS)
    assert (wrong.label, wrong.text, wrong.value) == ("chỉ tiêu", "10", "4 + 3 + 2 = 9")


def sums_of(*cells: str, columns: str) -> tuple[BriefingLine, ...]:
    rows = [passage(text, headings=(columns,), kind=PassageKind.ROW, ordinal=at) for at, text in enumerate(cells)]
    return sum_lines(RECORD, rows, tables_of(RECORD, rows))


def test_the_total_of_a_table_is_told_only_where_neither_rows_nor_groups_add_up_to_it() -> None:
    columns = "TT | Nội dung | Kinh phí (triệu đồng) | Tỷ lệ (%)"
    rows = ("1 | Hạ tầng | 1.200 | 60", "2 | Dữ liệu | 500 | 20", "3 | Nhân lực | 300 | 20")
    assert sums_of(*rows, " | Tổng cộng | 2.000 | 99", columns=columns) == ()
    (wrong,) = sums_of(*rows, " | Tổng cộng | 2.100 | 100", columns=columns)
    assert (wrong.label, wrong.text, wrong.value) == ("Tổng cộng, Kinh phí (triệu đồng)", "2.100", "2.000")
    assert sums_of(rows[0], "2 | Dữ liệu |  | 20", " | Tổng cộng | 2.100 | 100", columns=columns) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Phòng, chống rửa tiền, tài trợ khủng bố (PCRT/TTKB) có hiệu quả.", {"PCRT": "Phòng, chống rửa tiền", "TTKB": "tài trợ khủng bố"}),
        ("Theo Lực lượng đặc nhiệm tài chính (FATF) thì phải báo cáo.", {"FATF": "Lực lượng đặc nhiệm tài chính"}),
        ("Theo Nhóm Châu Á - Thái Bình Dương về chống rửa tiền (APG).", {"APG": "Nhóm Châu Á - Thái Bình Dương về chống rửa tiền"}),
        ("Dùng ảnh vệ tinh, máy bay không người lái (UAV) để quan trắc.", {"UAV": ""}),
        ("UBND (Ủy ban nhân dân) các cấp thực hiện.", {"UBND": "Ủy ban nhân dân"}),
        ("Phê duyệt Đề án Trung tâm dữ liệu quốc gia (sau đây gọi tắt là Đề án).", {"Đề án": "Đề án Trung tâm dữ liệu quốc gia"}),
        ("Sắp xếp thôn, làng, ấp (sau đây gọi chung là thôn, tổ dân phố) trong năm.", {"thôn, tổ dân phố": ""}),
        ("Thực hiện giai đoạn (II) và Phụ lục (I) theo Quyết định (QĐ).", {"QĐ": "Quyết định"}),
        ("Trả trong 5 ngày (không kể ngày nghỉ).", {}),
    ],
)  # fmt: skip
def test_abbreviations_and_short_names_are_read_with_what_they_stand_for(text: str, told: dict[str, str]) -> None:
    assert {one.term: one.meaning for one in explained_terms(RECORD, [passage(text)])} == told


def test_definitions_and_tables_of_abbreviations_are_read() -> None:
    defined = passage("1. “Văn bản” là thông tin thành văn.\n2. Hồ sơ là tập hợp các văn bản.", headings=("Điều 3. Giải thích từ ngữ",))
    row = passage("5. | Quy định | QyĐ", headings=("STT | Tên loại văn bản | Chữ viết tắt",), kind=PassageKind.ROW, ordinal=1)
    found = explained_terms(RECORD, [defined, row])
    assert [(one.term, one.meaning, one.short) for one in found] == [
        ("Văn bản", "thông tin thành văn", False),
        ("Hồ sơ", "tập hợp các văn bản", False),
        ("QyĐ", "Quy định", True),
    ]


def test_a_sentence_broken_over_lines_is_one_and_items_stay_apart() -> None:
    text = "Nhóm châu Á\n- Thái Bình Dương về chống rửa tiền;\n- Phát triển kinh tế\n- xã hội của tỉnh.\n- Mục khác."
    units = [" ".join(text[slice(*span)].split()) for span in citable_units(passage(text))]
    assert units == [
        "Nhóm châu Á - Thái Bình Dương về chống rửa tiền;",
        "- Phát triển kinh tế - xã hội của tỉnh.",
        "- Mục khác.",
    ]


def held_task(lead: str, *, ordinal: int, ocr: bool) -> HeldTask:
    record = DocumentRecord(id="d" * 16, name="a.pdf", title="A", ocr=((1, 0.9),) if ocr else ())
    task = Task(ordinal=ordinal, kind=TaskKind.ROW, task=f"Việc {ordinal}", lead=lead, start=0, end=1)
    return HeldTask(task=task, document=record, passage_id="")


@pytest.mark.parametrize(("ocr", "bodies"), [(True, ["Bộ Ngoại giao"]), (False, ["Bộ Ngoại giao", "Bộ Ngoại glao"])])
def test_a_body_that_ocr_misread_is_counted_with_the_one_it_is(ocr: bool, bodies: list[str]) -> None:
    tasks = [held_task("Bộ Ngoại giao", ordinal=at, ocr=ocr) for at in range(4)]
    tasks.append(held_task("Bộ Ngoại glao", ordinal=9, ocr=ocr))
    assert [name for name, _ in tasks_by_lead(tasks, bodies=BodyRegister())] == bodies


def test_a_body_that_is_only_asked_to_do_something_is_named_without_that() -> None:
    tasks = [held_task("Đề nghị Viện kiểm sát nhân dân tối cao", ordinal=0, ocr=False)]
    assert [name for name, _ in tasks_by_lead(tasks, bodies=BodyRegister())] == ["Viện kiểm sát nhân dân tối cao"]


def test_an_item_that_only_names_a_thing_stands_behind_what_is_to_be_done_with_it() -> None:
    over = "I Thể chế > 4 Hoàn thiện tiêu chuẩn kỹ thuật của các công trình."
    item = Task(ordinal=0, kind=TaskKind.ROW, number="-", section=over, task="Công trình\ngiao thông.", start=0, end=9)
    assert task_in_full(item) == "Hoàn thiện tiêu chuẩn kỹ thuật của các công trình: Công trình giao thông."
    for other in (
        replace(item, number="4.1"),
        replace(item, number=""),
        replace(item, section=""),
        replace(item, kind=TaskKind.PROSE),
    ):
        assert task_in_full(other) == "Công trình giao thông."
    assert task_in_full(replace(item, task="Ban hành định mức.")) == "Ban hành định mức."


def test_what_bodies_only_help_with_is_told_by_the_whole_sentence() -> None:
    said = passage("3. Chính phủ đề nghị Mặt trận Tổ quốc phối hợp trong quá trình thực hiện.")
    given = Task(
        ordinal=0,
        kind=TaskKind.PROSE,
        task="phối hợp trong quá trình thực hiện",
        coordinating="Mặt trận Tổ quốc",
        start=3,
        end=len(said.text),
    )
    told = task_line(HeldTask(task=given, document=RECORD, passage_id=said.id), said).text
    assert told == "Chính phủ đề nghị Mặt trận Tổ quốc phối hợp trong quá trình thực hiện."


def test_a_document_that_is_not_held_has_no_briefing(index: Index) -> None:
    for unknown in ("", "0" * 16, "../../etc/passwd"):
        with pytest.raises(DocumentUnknown):
            briefing_of(index, unknown)


def test_a_briefing_is_kept_until_the_index_changes(tmp_path: Path) -> None:
    with written_index(tmp_path, ke_hoach_41=PLAN_2025) as index:
        (record,) = index.documents()
        made = briefing_of(index, record.id, today=MAY)
        assert briefing_of(index, record.id, today=MAY) is made
        assert briefing_of(index, record.id, today=MAY, parts=frozenset((PartName.TERMS,))) is made
        with index.catalogue.database.transaction():
            index.catalogue.delete(record.id)
            index.catalogue.next_generation()
        with pytest.raises(DocumentUnknown):
            briefing_of(index, record.id, today=MAY)


def test_some_parts_are_the_same_as_those_of_the_whole(tmp_path: Path) -> None:
    wanted = frozenset((PartName.STRUCTURE, PartName.INDICATORS, PartName.TERMS))
    with written_index(tmp_path, ke_hoach_41=PLAN_2025) as index:
        (record,) = index.documents()
        some = briefing_of(index, record.id, today=MAY, parts=wanted)
        whole = briefing_of(index, record.id, today=MAY)
        assert all(some.part(name) == whole.part(name) for name in wanted)
        assert some.part(PartName.FUNDING) is None and whole.part(PartName.FUNDING) is not None
        assert some.task_count == whole.task_count


def test_two_years_are_compared_by_header_indicators_and_tasks(index: Index) -> None:
    compared = comparison_of(index, id_of(index, "ke-hoach-41"), id_of(index, "ke-hoach-63"))
    assert [(pair.one.text, pair.other.text) for pair in compared.facts[1:3] if pair.one and pair.other] == [
        ("41/KH-UBND", "63/KH-UBND"),
        ("12/2/2025", "20/1/2026"),
    ]
    (indicator,) = compared.indicators
    assert indicator.one and indicator.other and (indicator.one.value, indicator.other.value) == ("Ít nhất 80%", "Ít nhất 95%")
    assert indicator.changed == ("value",)
    assert [line.text for line in compared.added] == ["Phủ sóng Internet vệ tinh cho các thôn miền núi"]
    assert [line.text for line in compared.dropped] == ["Số hóa hồ sơ hộ tịch tại các quận"]
    assert [pair.changed for pair in compared.changed] == [("deadline",)]
    assert compared.same_tasks == 1


def test_texts_are_paired_one_to_one_by_their_words() -> None:
    ones = ("Xây dựng cơ sở dữ liệu đất đai", "Tập huấn cán bộ cấp xã", "")
    others = ("Tập huấn cho cán bộ ở cấp xã", "Xây dựng cơ sở dữ liệu đất đai năm 2026", "Xây dựng nhà văn hóa", "")
    assert paired(ones, others) == ((0, 1), (1, 0))
    assert paired((), others) == ()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_briefing_is_written_as_a_word_file(index: Index, language: str) -> None:
    made = briefing_of(index, id_of(index, "ke-hoach-41"), today=MAY)
    written = docx.Document(io.BytesIO(briefing_docx(made, language=language)))  # type: ignore[arg-type]
    text = "\n".join(paragraph.text for paragraph in written.paragraphs)
    for words in ("41/KH-UBND", "Ít nhất 80%", "Sở Khoa học và Công nghệ", "thủ tục hành chính", "4 + 3 + 2 = 9"):
        assert words in text
    assert len([paragraph for paragraph in written.paragraphs if paragraph.style and paragraph.style.name == "Heading 1"]) == len(
        made.parts
    )
