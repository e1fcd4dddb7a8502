"""Two plans of an invented city, one of each year, written as files, and an index that holds documents without any model."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ingest.layout.cut import cut_passages
from ingest.read import read_document
from vectorstore.index import Index

PLAN_2025 = """ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI

Số: 41/KH-UBND

Hà Nội, ngày 12 tháng 2 năm 2025

KẾ HOẠCH

Thực hiện Chương trình số 09-CTr/TU về chuyển đổi số năm 2025

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;

Thực hiện Chương trình số 09-CTr/TU ngày 05 tháng 01 năm 2025 của Thành ủy, Ủy ban nhân dân Thành phố ban hành Kế hoạch chuyển đổi số \
(sau đây gọi tắt là Kế hoạch), như sau:

I. MỤC TIÊU, YÊU CẦU

1. Mục tiêu
- Nâng cao hiệu quả phục vụ người dân và doanh nghiệp trên môi trường số.
- Ít nhất 80% hồ sơ thủ tục hành chính (TTHC) được giải quyết trực tuyến trong năm.

2. Yêu cầu
- Triển khai đồng bộ, tiết kiệm, tránh dàn trải trong toàn bộ hệ thống.

II. NHIỆM VỤ

Kế hoạch gồm 10 chỉ tiêu, trong đó có 4 chỉ tiêu về hạ tầng số; 3 chỉ tiêu về dữ liệu; 2 chỉ tiêu về nhân lực.

III. KINH PHÍ THỰC HIỆN

Kinh phí thực hiện được bố trí từ ngân sách Thành phố và các nguồn hợp pháp khác.

IV. TỔ CHỨC THỰC HIỆN

Các đơn vị báo cáo kết quả về Sở Khoa học và Công nghệ trước ngày 15 tháng 12 năm 2025.

PHỤ LỤC

DANH MỤC NHIỆM VỤ

| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn |
|---|---|---|---|---|---|
| 1 | Xây dựng kho dữ liệu dùng chung của Thành phố | Sở Khoa học và Công nghệ | Công an Thành phố | Kho dữ liệu | Tháng 6/2025 |
| 2 | Tập huấn kỹ năng số cho cán bộ cấp xã | Sở Nội vụ | UBND các xã, phường | 20 lớp tập huấn | Quý III/2025 |
| 3 | Số hóa hồ sơ hộ tịch tại các quận | Sở Tư pháp | Sở Tài chính | Báo cáo | Tháng 12/2025 |

TM. ỦY BAN NHÂN DÂN

PHÓ CHỦ TỊCH

Trần Văn Minh
"""
PLAN_2026 = (
    PLAN_2025.replace("41/KH-UBND", "63/KH-UBND")
    .replace("ngày 12 tháng 2 năm 2025", "ngày 20 tháng 1 năm 2026")
    .replace("chuyển đổi số năm 2025", "chuyển đổi số năm 2026")
    .replace("Ít nhất 80%", "Ít nhất 95%")
    .replace("Tháng 6/2025", "Tháng 9/2026")
    .replace("| 3 | Số hóa hồ sơ hộ tịch tại các quận | Sở Tư pháp | Sở Tài chính | Báo cáo | Tháng 12/2025 |", "")
    .replace(
        "| 2 | Tập huấn kỹ năng số cho cán bộ cấp xã | Sở Nội vụ | UBND các xã, phường | 20 lớp tập huấn | Quý III/2025 |",
        "| 2 | Tập huấn kỹ năng số cho cán bộ cấp xã | Sở Nội vụ | UBND các xã, phường | 20 lớp tập huấn | Quý III/2025 |\n"
        "| 3 | Phủ sóng Internet vệ tinh cho các thôn miền núi | Sở Công Thương | Sở Tài chính | Trạm phát | Quý IV/2026 |",
    )
)
WARD_PLAN = """ỦY BAN NHÂN DÂN PHƯỜNG BA ĐÌNH

Số: 7/KH-UBND

Ba Đình, ngày 3 tháng 3 năm 2025

KẾ HOẠCH

Triển khai Kế hoạch số 41/KH-UBND ngày 12 tháng 2 năm 2025 của Ủy ban nhân dân thành phố Hà Nội về chuyển đổi số

Ủy ban nhân dân phường giao Văn phòng theo dõi việc thực hiện.
"""
HOSTILE_PLAN = """Thông báo về <script>alert(1)</script>

Loại "A&B" &lt;img src=x onerror=alert(2)&gt; của phương tiện bay không người lái (PTBKNL) được quản lý theo quy định.
"""


def written_index(folder: Path, **texts: str) -> Index:
    """An index that holds these texts, each as a file of the name given, without vectors of a model: what is looked up needs none."""
    index = Index(folder / "home")
    for name, text in texts.items():
        path = folder / f"{name.replace('_', '-')}.md"
        path.write_text(text, encoding="utf-8")
        document = read_document(path)
        passages = cut_passages(document)
        vectors = np.zeros((len(passages), 4), dtype=np.float32)
        with index.catalogue.database.transaction():
            index.catalogue.insert(document, passages=passages, vectors=vectors, path=path, original=path.name)
            index.catalogue.next_generation()
    return index
