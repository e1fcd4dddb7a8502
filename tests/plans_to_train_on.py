"""Invented plans from which quizzes are made, and an index of them that needs no embedding model."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from ingest.layout.cut import cut_passages
from ingest.read import read_document
from vectorstore.index import Index

TREES = """ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI
Số: 52/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 12 tháng 3 năm 2026

KẾ HOẠCH
Phát triển cây xanh và công viên trên địa bàn thành phố giai đoạn 2026 - 2030

Thực hiện Nghị quyết số 18-NQ/TU ngày 05/01/2026 của Thành ủy Hà Nội về phát triển cây xanh, Ủy ban nhân dân Thành phố ban hành Kế hoạch.

# PHỤ LỤC NHIỆM VỤ

| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn |
|---|---|---|---|---|---|
| 1 | Lập bản đồ số về cây xanh đường phố của các quận nội thành | Sở Xây dựng | Sở Tài chính; Sở Khoa học và Công nghệ | Bản đồ số trên nền tảng dùng chung | Quý III/2026 |
| 2 | Trồng mới một triệu cây xanh dọc các tuyến đường vành đai | Sở Xây dựng | Sở Nông nghiệp và Môi trường | Số cây trồng mới được nghiệm thu | Tháng 12/2027 |
| 3 | Xây dựng định mức duy trì thảm cỏ và vườn hoa trong công viên | Sở Tài chính | các đơn vị liên quan | Bộ định mức áp dụng từ đầu năm ngân sách | 30/6/2026 |
| 4 | Tuyên truyền trong trường học về bảo vệ cây xanh và thú hoang | Sở Giáo dục và Đào tạo | Sở Y tế | Chuỗi bài học ngoại khóa | Quý IV/2026 |
| 5 | Rà soát quỹ đất để mở rộng công viên Thống Nhất về phía nam | Sở Quy hoạch - Kiến trúc | Sở Xây dựng | Danh mục khu đất kèm bản vẽ | Quý I/2027 |
| 6 | Rà soát quỹ đất để mở rộng công viên Thống Nhất về phía bắc | Sở Nội vụ | Sở Xây dựng | Danh mục khu đất kèm bản vẽ | Quý II/2027 |
| 7 | Sửa chữa hệ thống tưới nước tự động tại các vườn ươm của thành phố và | Sở Công Thương | Sở Tư pháp | Hệ thống tưới chạy ổn định | Năm 2026 |
| 8 | Các công viên nhỏ | Các sở, ban, ngành | Sở Tư pháp | Nhiều sản phẩm khác nhau | Thường xuyên |

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Minh Khôi
"""  # noqa: E501
HEALTH = """ỦY BAN NHÂN DÂN TỈNH LÀO CAI
Số: 60/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lào Cai, ngày 20 tháng 4 năm 2026

KẾ HOẠCH
Nâng cao năng lực y tế cơ sở vùng cao giai đoạn 2026 - 2028

Thực hiện Nghị quyết số 33-NQ/TU ngày 02/02/2026 của Tỉnh ủy Lào Cai về y tế cơ sở, Ủy ban nhân dân tỉnh ban hành Kế hoạch.
Trung tâm kiểm soát bệnh tật (TTKSBT) hướng dẫn các xã về công tác tiêm chủng.

# PHỤ LỤC NHIỆM VỤ

| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn |
|---|---|---|---|---|---|
| 1 | Đào tạo bác sĩ gia đình cho các trạm y tế xã vùng cao | Sở Y tế | Sở Nội vụ | Lớp đào tạo có chứng chỉ hành nghề | Quý II/2027 |
| 2 | Sắp xếp lại biên chế của các bệnh viện huyện sau sáp nhập | Sở Nội vụ | Sở Y tế | Phương án vị trí việc làm từng khoa | Tháng 9/2026 |
| 3 | Thẩm định dự thảo nghị quyết về phụ cấp cho y tế thôn bản | Sở Tư pháp | Sở Tài chính | Ý kiến bằng công văn gửi hội đồng | 15/10/2026 |
| 4 | Phủ sóng khám chữa bệnh từ xa đến mọi trạm y tế biên giới | Sở Khoa học và Công nghệ | Sở Y tế | Đường truyền và thiết bị hội chẩn | Quý IV/2027 |
| 5 | Kiểm tra việc niêm yết giá thuốc tại các chợ phiên vùng biên | Sở Công Thương | Sở Y tế | Biên bản từng phiên chợ | Tháng 8/2026 |

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Quang Huy
"""  # noqa: E501
TEA = """ỦY BAN NHÂN DÂN TỈNH SƠN LA
Số: 77/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sơn La, ngày 09 tháng 5 năm 2026

QUYẾT ĐỊNH
Về việc phê duyệt vùng nguyên liệu chè và cà phê của tỉnh đến năm 2028

Quyết định này thay thế Quyết định số 45/QĐ-UBND ngày 01/3/2022 của Ủy ban nhân dân tỉnh.

# PHỤ LỤC CHỈ TIÊU

| TT | Chỉ tiêu | Đơn vị tính | Năm 2026 | Năm 2027 | Năm 2028 |
|---|---|---|---|---|---|
| 1 | Diện tích chè | ha | 6.132 | 6.500 | 7.100 |
| 2 | Sản lượng chè búp tươi | tấn | 56.182 | 64.213 | 70.040 |
| 3 | Diện tích cà phê | ha | 26.120 | 27.000 | 27.500 |

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Vũ Hải Đăng
"""
TEXTS = {"ke-hoach-52.md": TREES, "ke-hoach-60.md": HEALTH, "quyet-dinh-77.md": TEA}


def hold_texts(home: Path, texts: dict[str, str], *, sources: Path) -> None:
    """An index of some texts in `home`, as the program reads them; its vectors are all nothing, so that nothing can be searched for."""
    sources.mkdir(parents=True, exist_ok=True)
    with Index(home) as index:
        for name, text in texts.items():
            path = sources / name
            path.write_text(_apart(text), encoding="utf-8")
            document = read_document(path)
            passages = cut_passages(document)
            with index.catalogue.database.transaction():
                nothing = np.zeros((len(passages), 4), dtype=np.float32)
                index.catalogue.insert(document, passages=passages, vectors=nothing, path=path, original=name)
                index.catalogue.next_generation()


def _apart(text: str) -> str:
    """Every line that is no row of a table as a paragraph of its own, which Markdown would join."""
    return re.sub(r"(?m)^([^|\n].*)$", r"\n\1\n", text)
