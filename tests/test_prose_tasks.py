"""Tasks read from running text: every form in which plans assign, and what looks like one and is none."""

from __future__ import annotations

import pytest

from ingest.document import Block, BlockKind, Document, Header
from ingest.layout.headings import bullet_of, heading_of
from ingest.task import Task, TaskKind
from ingest.tasks.prose_tasks import prose_tasks

PLAN = "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ AN HÒA\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 17/KH-UBND\nKẾ HOẠCH\nLàm sạch các dòng sông nội đô"
NOTICE = PLAN.replace("KẾ HOẠCH", "THÔNG BÁO").replace("KH-", "TB-")
DECREE = "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 901/2026/NĐ-CP\nNGHỊ ĐỊNH\nVề quản lý chợ nổi"
REPORT = PLAN.replace("KẾ HOẠCH", "BÁO CÁO").replace("KH-", "BC-")


def _block(line: str, *, page: int | None = 1) -> Block:
    """A line as the block that a reader makes of it; "# " before it makes a heading of it."""
    text = line.removeprefix("# ")
    bullet, heading = bullet_of(text), heading_of(text)
    if line.startswith("# "):
        return Block(
            kind=BlockKind.HEADING, text=text, level=heading.level if heading else 5, label=heading.label if heading else "", page=page
        )
    label = bullet or (heading.label if heading else "")
    return Block(kind=BlockKind.LIST_ITEM if label else BlockKind.PARAGRAPH, text=text, label=label, page=page)


def _tasks(*lines: str, masthead: str | None = PLAN) -> tuple[Task, ...]:
    first = [Block(kind=BlockKind.MASTHEAD, text=masthead, page=1)] if masthead else []
    return prose_tasks([*first, *(_block(line) for line in lines)])


def _only(*lines: str, masthead: str | None = PLAN) -> Task:
    found = _tasks(*lines, masthead=masthead)
    assert len(found) == 1, found
    return found[0]


def test_giao_gives_lead_partners_task_and_deadline() -> None:
    task = _only(
        "Giao Sở Du lịch chủ trì, phối hợp với Sở Văn hóa và Thể thao, Công an Thành phố và UBND các quận, huyện, thị xã "
        "xây dựng Đề án phố đi bộ ven hồ, hoàn thành trước ngày 30/6/2026."
    )
    assert task.kind is TaskKind.PROSE
    assert task.lead == "Sở Du lịch"
    assert task.coordinating == "Sở Văn hóa và Thể thao, Công an Thành phố và UBND các quận, huyện, thị xã"
    assert task.task == "xây dựng Đề án phố đi bộ ven hồ"
    assert task.deadline == "trước ngày 30/6/2026"
    assert (task.product, task.number, task.ordinal, task.deadline_to) == ("", "", 0, None)


@pytest.mark.parametrize(
    ("sentence", "lead", "coordinating", "deadline", "words"),
    [
        (
            "Sở Xây dựng chủ trì, phối hợp với các cơ quan liên quan lập phương án thoát nước; báo cáo UBND Thành phố "
            "trước ngày 15 tháng 9 năm 2026.",
            "Sở Xây dựng", "các cơ quan liên quan", "trước ngày 15 tháng 9 năm 2026", "lập phương án thoát nước; báo cáo UBND Thành phố",
        ),
        (
            "Thủ tướng Chính phủ giao Bộ Tài chính phối hợp với Bộ Tư pháp nghiên cứu cơ chế thuê tàu hút bùn.",
            "Bộ Tài chính", "Bộ Tư pháp", "", "nghiên cứu cơ chế thuê tàu hút bùn",
        ),
        ("Bộ Công Thương có trách nhiệm công bố giá sàn cá tra hằng quý.", "Bộ Công Thương", "", "hằng quý", "công bố giá sàn cá tra"),
        ("Giao Sở Y tế khám sức khỏe cho thủy thủ.", "Sở Y tế", "", "", "khám sức khỏe cho thủy thủ"),
        (
            "Yêu cầu Sở Ngoại vụ tổng hợp danh sách đoàn vào, gửi Văn phòng UBND Thành phố chậm nhất là ngày 12/6.",
            "Sở Ngoại vụ", "", "chậm nhất là ngày 12/6", "tổng hợp danh sách đoàn vào, gửi Văn phòng UBND Thành phố",
        ),
        (
            "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam Thành phố vận động nhân dân giám sát việc nạo vét.",
            "Ủy ban Mặt trận Tổ quốc Việt Nam Thành phố", "", "", "vận động nhân dân giám sát việc nạo vét",
        ),
        (
            "Giao Ban Quản lý dự án đầu tư xây dựng công trình giao thông chủ trì lập dự án kè bờ tả, trình thẩm định trong quý III/2026.",
            "Ban Quản lý dự án đầu tư xây dựng công trình giao thông", "", "trong quý III/2026", "lập dự án kè bờ tả, trình thẩm định",
        ),
        (
            "Phân công Sở Công Thương làm đầu mối, phối hợp cùng Hội Nông dân Thành phố mở 05 điểm bán nông sản "
            "trong vòng 30 ngày kể từ ngày ký.",
            "Sở Công Thương", "Hội Nông dân Thành phố", "trong vòng 30 ngày kể từ ngày ký", "mở 05 điểm bán nông sản",
        ),
        (
            "Sở Quy hoạch - Kiến trúc chủ trì, Sở Tài chính, Sở Tư pháp phối hợp lập danh mục bến thuyền trước ngày 01/3/2026.",
            "Sở Quy hoạch - Kiến trúc", "Sở Tài chính, Sở Tư pháp", "trước ngày 01/3/2026", "lập danh mục bến thuyền",
        ),
        (
            "Bộ Ngoại giao chủ trì, phối hợp với Bộ Giáo dục và Đào tạo tạo điều kiện cho sinh viên thực tập.",
            "Bộ Ngoại giao", "Bộ Giáo dục và Đào tạo", "", "tạo điều kiện cho sinh viên thực tập",
        ),
    ],
)  # fmt: skip
def test_an_assigning_sentence_is_read_in_its_parts(sentence: str, lead: str, coordinating: str, deadline: str, words: str) -> None:
    task = _only(sentence)
    assert (task.lead, task.coordinating, task.deadline, task.task) == (lead, coordinating, deadline, words)


def test_labelled_lines_belong_to_the_task_above_them() -> None:
    first, second = _tasks(
        "# II. NHIỆM VỤ",
        "# 1. Xây dựng bản đồ số các bến đò",
        "- Đơn vị chủ trì: Sở Giao thông vận tải.",
        "- Đơn vị phối hợp: Sở Tài chính, Tổng công ty Vận tải thủy.",
        "- Thời gian hoàn thành: Quý II/2026.",
        "- Sản phẩm: Bản đồ số dùng chung.",
        "2. Vớt bèo trên các kênh chính.",
        "- Cơ quan thực hiện: UBND các phường ven sông",
        "- Tiến độ: Thường xuyên",
    )
    assert (first.number, first.task, first.lead) == ("1", "Xây dựng bản đồ số các bến đò", "Sở Giao thông vận tải")
    assert (first.coordinating, first.deadline) == ("Sở Tài chính, Tổng công ty Vận tải thủy", "Quý II/2026")
    assert (first.product, first.section) == ("Bản đồ số dùng chung", "II. NHIỆM VỤ")
    assert (second.number, second.task, second.lead, second.deadline) == (
        "2", "Vớt bèo trên các kênh chính", "UBND các phường ven sông", "Thường xuyên",
    )  # fmt: skip


def test_a_heading_that_only_names_a_subject_leaves_the_task_to_its_paragraph() -> None:
    lines = ("- Đơn vị chủ trì: Sở Công Thương.", "- Thời gian: Quý I/2026.")
    named = _only("# a) Xây dựng Quy chế quản lý chợ đêm", "Quy chế quy định giờ họp chợ và mức phí.", *lines)
    told = _only("# a) Về chợ đêm", "Lập danh sách hộ kinh doanh từng dãy.", *lines)
    assert (named.number, named.task) == ("a", "Xây dựng Quy chế quản lý chợ đêm")
    assert (told.task, told.section) == ("Lập danh sách hộ kinh doanh từng dãy", "a) Về chợ đêm")


def test_labelled_lines_under_each_bullet_make_a_task_of_each() -> None:
    first, second = _tasks(
        "# I. Nhiệm vụ trọng tâm",
        "- Rà soát quỹ nhà trên sông.",
        "+ Chủ trì: Sở Xây dựng",
        "+ Hoàn thành: 30/9/2026",
        "- Cấp biển số cho thuyền du lịch.",
        "+ Chủ trì: Trung tâm Đăng kiểm đường thủy; phối hợp: Sở Du lịch",
        "+ Hoàn thành: quý I/2027",
    )
    assert (first.task, first.lead, first.deadline) == ("Rà soát quỹ nhà trên sông", "Sở Xây dựng", "30/9/2026")
    assert (second.task, second.lead, second.coordinating) == (
        "Cấp biển số cho thuyền du lịch", "Trung tâm Đăng kiểm đường thủy", "Sở Du lịch",
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "2. Cải tạo vườn hoa bến cũ (Chủ trì: UBND quận Hoàn Mai; phối hợp: Sở Xây dựng; thời gian: quý IV/2026).",
        "2. Cải tạo vườn hoa bến cũ. Đơn vị chủ trì: UBND quận Hoàn Mai; Đơn vị phối hợp: Sở Xây dựng; Thời gian thực hiện: quý IV/2026.",
        "2. Cải tạo vườn hoa bến cũ; cơ quan chủ trì : UBND quận Hoàn Mai, phối hợp: Sở Xây dựng; thời hạn: quý IV/2026./.",
        "2. Cải tạo vườn hoa bến cũ (UBND quận Hoàn Mai chủ trì, Sở Xây dựng phối hợp; hoàn thành trong quý IV/2026).",
        "2. Cải tạo vườn hoa bến cũ. UBND quận Hoàn Mai chủ trì, Sở Xây dựng phối hợp; thời gian hoàn thành: quý IV/2026.",
        "2. Cải tạo vườn hoa bến cũ: UBND quận Hoàn Mai chủ trì, phối hợp với Sở Xây dựng lập dự án, trình trong quý IV/2026.",
    ],
)
def test_labels_may_stand_in_brackets_or_in_the_same_line(line: str) -> None:
    task = _only("# III. NHIỆM VỤ", line)
    assert (task.number, task.task, task.lead) == ("2", "Cải tạo vườn hoa bến cũ", "UBND quận Hoàn Mai")
    assert (task.coordinating, task.deadline.removeprefix("trong ")) == ("Sở Xây dựng", "quý IV/2026")


def test_a_task_may_itself_be_labelled_and_its_lines_numbered() -> None:
    task = _only(
        "1. Tên nhiệm vụ: Lập bản đồ ngập lụt.",
        "2. Cơ quan chủ trì: Sở Tài nguyên và Môi trường.",
        "3. Cơ quan phối hợp: Các sở, ngành.",
        "4. Kết quả: Bản đồ được phê duyệt.",
        "5. Cấp trình: UBND Thành phố.",
        "6. Thời gian hoàn thành: Quý IV/2026.",
    )
    assert (task.task, task.lead, task.submitted_to) == ("Lập bản đồ ngập lụt", "Sở Tài nguyên và Môi trường", "UBND Thành phố")
    assert (task.product, task.deadline, task.number) == ("Bản đồ được phê duyệt", "Quý IV/2026", "")


def test_labels_may_head_lines_of_their_own() -> None:
    """The labels are numbered and hold nothing: task and bodies stand under them."""
    task = _only(
        "# II. NHIỆM VỤ",
        "# 1. Về dữ liệu",
        "# a) Nhiệm vụ:",
        "- Rà soát, hoàn thiện bản đồ ngập của thành phố.",
        "- Công bố bản đồ trên Cổng thông tin điện tử.",
        "# b) Cơ quan thực hiện:",
        "- Đơn vị chủ trì: Sở Xây dựng.",
        "- Đơn vị phối hợp: Các sở, ban, ngành.",
        "c) Thời gian thực hiện: Hoàn thành trong năm 2026.",
    )
    assert task.task == "Rà soát, hoàn thiện bản đồ ngập của thành phố. Công bố bản đồ trên Cổng thông tin điện tử"
    assert (task.lead, task.coordinating, task.deadline) == ("Sở Xây dựng", "Các sở, ban, ngành", "Hoàn thành trong năm 2026")
    assert task.section == "II. NHIỆM VỤ > 1. Về dữ liệu"


def test_bodies_may_stand_one_a_line_under_their_label() -> None:
    task = _only(
        "1. Lập hồ sơ các tuyến kênh cần nạo vét.",
        "- Cơ quan thực hiện:",
        "+ Sở Xây dựng chủ trì, phối hợp với các phường, xã.",
        "- Thời gian: quý II/2026.",
    )
    assert (task.lead, task.coordinating, task.deadline) == ("Sở Xây dựng", "các phường, xã", "quý II/2026")


def test_what_a_heading_only_counts_is_worded_behind_its_label() -> None:
    task = _only("# b) Hoạt động 2", "- Nội dung: Nạo vét kênh Nhà Lê.", "- Cơ quan thực hiện: Sở Xây dựng.")
    assert (task.task, task.lead) == ("Hoạt động 2: Nạo vét kênh Nhà Lê", "Sở Xây dựng")


def test_duties_under_a_body_are_that_bodys() -> None:
    found = _tasks(
        "# IV. TỔ CHỨC THỰC HIỆN",
        "# 1. Sở Y tế",
        "a) Chủ trì, phối hợp với Sở Nội vụ rà soát biên chế trạm y tế đảo, hoàn thành trong năm 2026;",
        "b) Báo cáo UBND Thành phố kết quả định kỳ hằng quý;",
        "c) Kinh phí thực hiện lấy từ dự toán được giao.",
        "# 2. Trách nhiệm của Công an Thành phố:",
        "Kiểm tra bến đò trước ngày 30 tháng 4 hằng năm.",
        "3. Sở Tài chính bố trí kinh phí theo quy định.",
    )
    assert [(task.number, task.lead, task.deadline) for task in found] == [
        ("a", "Sở Y tế", "trong năm 2026"),
        ("b", "Sở Y tế", "định kỳ hằng quý"),
        ("", "Công an Thành phố", "trước ngày 30 tháng 4 hằng năm"),
        ("3", "Sở Tài chính", ""),
    ]
    assert found[0].coordinating == "Sở Nội vụ"
    assert found[0].section == "IV. TỔ CHỨC THỰC HIỆN > 1. Sở Y tế"
    assert found[3].section == "IV. TỔ CHỨC THỰC HIỆN"


def test_who_leads_and_who_helps_may_stand_over_the_list_of_what_is_to_be_done() -> None:
    over = "1. Sở Y tế chủ trì, phối hợp với Sở Tài chính, Ủy ban nhân dân các phường, xã, đặc khu:"
    first, second = _tasks("# III. TỔ CHỨC THỰC HIỆN", over, "- Xây dựng chợ nổi mới.", "- Tổ chức nạo vét kênh trước ngày 30/6/2026.")
    assert [(task.task, task.lead) for task in (first, second)] == [
        ("Xây dựng chợ nổi mới", "Sở Y tế"),
        ("Tổ chức nạo vét kênh", "Sở Y tế"),
    ]
    assert {task.coordinating for task in (first, second)} == {"Sở Tài chính, Ủy ban nhân dân các phường, xã, đặc khu"}
    assert second.deadline == "trước ngày 30/6/2026"


def test_a_special_zone_is_a_unit_as_a_ward_is() -> None:
    task = _only("# III. TỔ CHỨC THỰC HIỆN", "1. Ủy ban nhân dân các xã, phường, đặc khu tổ chức nạo vét các kênh nội đồng.")
    assert (task.lead, task.task) == ("Ủy ban nhân dân các xã, phường, đặc khu", "tổ chức nạo vét các kênh nội đồng")


def test_a_duty_with_a_subject_of_its_own_is_that_bodys() -> None:
    _, second = _tasks(
        "# IV. TỔ CHỨC THỰC HIỆN",
        "# 1. Sở Xây dựng",
        "a) Hướng dẫn tiêu chuẩn cầu phao.",
        "b) UBND các xã ven sông phối hợp Sở Xây dựng trong quá trình khảo sát.",
    )
    assert (second.lead, second.coordinating) == ("UBND các xã ven sông", "Sở Xây dựng")


def test_several_bodies_lead_together() -> None:
    first, second = _tasks(
        "# V. TỔ CHỨC THỰC HIỆN",
        "1. Các bộ, cơ quan ngang bộ, UBND các tỉnh, thành phố trực thuộc trung ương: rà soát thủ tục cấp phép bến, "
        "gửi Bộ Xây dựng trước ngày 10 tháng 10 năm 2026.",
        "2. UBND các quận, huyện, thị xã căn cứ Kế hoạch này, xây dựng kế hoạch của địa phương trong tháng 5 năm 2026.",
    )
    assert first.lead == "Các bộ, cơ quan ngang bộ, UBND các tỉnh, thành phố trực thuộc trung ương"
    assert first.task == "rà soát thủ tục cấp phép bến, gửi Bộ Xây dựng"
    assert (second.lead, second.deadline) == ("UBND các quận, huyện, thị xã", "trong tháng 5 năm 2026")


def test_clauses_with_subjects_or_deadlines_of_their_own_are_tasks_of_their_own() -> None:
    found = _tasks(
        "1. Giao Sở Tài chính: bố trí vốn; giao Kho bạc Nhà nước Thành phố hướng dẫn thanh toán.",
        "2. Giao Sở Nội vụ báo cáo sơ bộ trước ngày 05/5/2026; báo cáo chính thức trước ngày 20/5/2026.",
        "3. Giao Giám đốc Sở Xây dựng rà soát các dự án chậm. Hoàn thành trước ngày 20/8/2026.",
    )
    assert [(task.lead, task.deadline) for task in found] == [
        ("Sở Tài chính", ""),
        ("Kho bạc Nhà nước Thành phố", ""),
        ("Sở Nội vụ", "trước ngày 05/5/2026"),
        ("Sở Nội vụ", "trước ngày 20/5/2026"),
        ("Giám đốc Sở Xây dựng", "trước ngày 20/8/2026"),
    ]


def test_an_order_may_follow_what_it_is_about_and_go_on_to_the_next_body() -> None:
    found = _tasks(
        "1. Về phòng chống rét: Giao UBND các huyện miền núi rà soát hộ nghèo; Sở Nội vụ tổng hợp, báo cáo trước ngày 20/12/2026.",
        "2. Các Sở: Xây dựng, Tài chính có trách nhiệm thẩm định dự toán trong tháng 6/2026.",
    )
    assert [(task.lead, task.task) for task in found] == [
        ("UBND các huyện miền núi", "rà soát hộ nghèo"),
        ("Sở Nội vụ", "tổng hợp, báo cáo"),
        ("Các Sở: Xây dựng, Tài chính", "thẩm định dự toán"),
    ]


def test_who_does_it_may_be_labelled_by_the_doing_alone_but_what_is_done_is_no_body() -> None:
    first, second = _tasks(
        "# 1. Lắp đặt phao tiêu",
        "- Thực hiện: Công ty Quản lý đường thủy; thời hạn: 30/11/2026.",
        "# 2. Mua xuồng cứu hộ",
        "- Đơn vị thực hiện: Sở Tài chính (chủ trì), Sở Xây dựng (phối hợp).",
        "# 3. Dạy bơi",
        "- Thực hiện: Mở lớp tại các trường tiểu học.",
    )
    assert (first.lead, first.deadline) == ("Công ty Quản lý đường thủy", "30/11/2026")
    assert (second.lead, second.coordinating) == ("Sở Tài chính", "Sở Xây dựng")


def test_the_subject_behind_an_opening_clause_leads() -> None:
    first, second = _tasks(
        "# V. TỔ CHỨC THỰC HIỆN",
        "1. Trên cơ sở đề xuất của các sở, ngành và UBND các xã, Sở Nội vụ tham mưu khen thưởng.",
        "2. Hằng năm, Sở Tài chính cân đối kinh phí, trình HĐND Thành phố.",
    )
    assert (first.lead, second.lead, second.deadline) == ("Sở Nội vụ", "Sở Tài chính", "Hằng năm")


def test_bodies_that_are_asked_behind_an_opening_clause_are_named_from_the_first_on() -> None:
    task = _only(
        "# V. TỔ CHỨC THỰC HIỆN",
        "Trong quá trình thực hiện, nếu có khó khăn đề nghị các Sở, ban, ngành, UBND xã, phường kịp thời phản ánh về Sở Nội vụ.",
    )
    assert task.lead == "các Sở, ban, ngành, UBND xã, phường"


@pytest.mark.parametrize(
    "line",
    [
        "Điều 4. Chánh Văn phòng UBND Thành phố, Giám đốc các Sở, Thủ trưởng các đơn vị chịu trách nhiệm thi hành Quyết định này./.",
        "Năm 2025, Sở Y tế đã chủ trì, phối hợp với Sở Nội vụ kiểm tra 12 trạm y tế.",
        "Sở Khoa học và Công nghệ chủ trì hội nghị giao ban sáng thứ Hai.",
        "Đơn vị chủ trì là cơ quan chịu trách nhiệm chính về tiến độ.",
        "Mỗi nhiệm vụ chỉ giao một đơn vị chủ trì; đơn vị phối hợp có trách nhiệm góp ý.",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Theo đề nghị của Giám đốc Sở Xây dựng.",
        "Bộ Ngoại giao và Sở Giáo dục và Đào tạo vui mừng trước kết quả này.",
        "Ban Chỉ đạo Chương trình họp mỗi quý một lần.",
        "UBND Thành phố tập trung chỉ đạo 12 nhóm việc sau:",
        "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh kịp thời.",
    ],
)
def test_what_only_looks_like_an_assignment_is_none(line: str) -> None:
    assert _tasks("# V. TỔ CHỨC THỰC HIỆN", line) == ()


def test_principles_and_goals_assign_nothing() -> None:
    assert _tasks("# I. MỤC TIÊU", "1. Sở Xây dựng chủ trì, phối hợp với các sở xây dựng thành phố ven sông.") == ()


def test_an_article_assigns_nothing_by_telling_of_what_bodies_do() -> None:
    story = (
        "Sở Du lịch chủ trì lễ khai mạc tuần lễ áo dài.",
        "Theo ông Nam, Sở Xây dựng rà soát lại các bến.",
        "Sở Y tế làm đầu mối tổng hợp.",
    )
    assert _tasks(*story, masthead=None) == ()


def test_a_law_gives_tasks_only_where_it_sets_a_day() -> None:
    rule = "1. Bộ Xây dựng chủ trì, phối hợp với Bộ Công an hướng dẫn đăng ký chợ nổi."
    assert _tasks("# Điều 9. Trách nhiệm", rule, masthead=DECREE) == ()
    assert _only("# Điều 9. Trách nhiệm", rule[:-1] + " trước ngày 01/7/2027.", masthead=DECREE).lead == "Bộ Xây dựng"


def test_a_report_gives_tasks_only_where_it_says_what_is_next() -> None:
    line = "1. Sở Xây dựng chủ trì, phối hợp với Sở Y tế phun thuốc diệt muỗi."
    assert _tasks("# I. KẾT QUẢ", line, masthead=REPORT) == ()
    assert _only("# II. NHIỆM VỤ TRỌNG TÂM QUÝ TỚI", line, masthead=REPORT).coordinating == "Sở Y tế"


def test_a_notice_asks_without_a_section_that_says_so() -> None:
    found = _tasks(
        "UBND Thành phố đề nghị các sở, ban, ngành và các hộ gia đình treo đèn từ ngày 10/5/2026 đến hết ngày 14/5/2026.",
        "UBND các phường kiểm tra việc treo đèn; Thủ trưởng các cơ quan, đơn vị chỉ đạo thực hiện ở cơ quan mình.",
        masthead=NOTICE,
    )
    assert [task.lead for task in found] == [
        "các sở, ban, ngành và các hộ gia đình", "UBND các phường", "Thủ trưởng các cơ quan, đơn vị",
    ]  # fmt: skip
    assert found[0].deadline == "từ ngày 10/5/2026 đến hết ngày 14/5/2026"


def test_old_and_new_placement_of_tone_marks_are_both_read_and_kept_as_printed() -> None:
    old = _only("Sở Văn hoá và Thể thao, Uỷ ban nhân dân các phường có trách nhiệm kiểm kê thuỷ đình trước quý IV năm 2026.")
    assert (old.lead, old.task) == ("Sở Văn hoá và Thể thao, Uỷ ban nhân dân các phường", "kiểm kê thuỷ đình")


def test_odd_punctuation_and_white_space_do_not_hide_an_assignment() -> None:
    task = _only(
        "- Giao Sở TN&MT  chủ trì , phối hợp với Sở KH&CN (Phòng Quản lý công nghệ)  lắp trạm đo;   hoàn thành : trước 30-6-2026 ./."
    )
    assert (task.lead, task.coordinating) == ("Sở TN&MT", "Sở KH&CN (Phòng Quản lý công nghệ)")
    assert task.deadline == "trước 30-6-2026"


@pytest.mark.parametrize("unit", ["(Sở Y tế chủ trì ", "Theo đề nghị của Sở Y tế, các bộ, ", "Đơn vị chủ trì: Sở Y tế; ", "Lập bản đồ; "])
def test_a_text_without_stops_gives_few_tasks_and_an_answer(unit: str) -> None:
    assert len(_tasks("# IV. TỔ CHỨC THỰC HIỆN", unit * (30_000 // len(unit)))) <= 1


def test_text_ranges_and_pages_are_those_of_the_sentence() -> None:
    opening = "Giao Sở Y tế khám sức khỏe cho thủy thủ. "
    text = opening + "Giao Sở Nội vụ chủ trì cấp thẻ cho họ trước ngày 02/9/2026."
    blocks = (
        Block(kind=BlockKind.MASTHEAD, text=PLAN, page=1),
        Block(kind=BlockKind.TABLE_ROW, text="1 | Giao Sở Y tế chủ trì khám | Sở Y tế", page=2),
        Block(kind=BlockKind.PARAGRAPH, text=text, page=2, page_starts=((len(opening), 3),)),
    )
    document = Document(id="0", name="a.txt", media_type="text/plain", title="", header=Header(), blocks=blocks)
    first, second = prose_tasks(blocks)
    assert document.text[first.start : first.end] == opening.strip()
    assert document.text[second.start : second.end] == text.removeprefix(opening)
    assert (first.page, second.page) == (2, 3)


@pytest.mark.parametrize("words", ["trước 15 giờ thứ Tư hằng tuần", "trước 16h00 hằng ngày", "trước 11 giờ 30 ngày 12/9/2026"])
def test_an_hour_and_a_weekday_belong_to_the_deadline(words: str) -> None:
    assert _only("# III. TỔ CHỨC THỰC HIỆN", f"1. Sở Y tế tổng hợp báo cáo số giếng khoan {words}.").deadline == words
