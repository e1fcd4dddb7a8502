"""The headers of real documents, where they are at hand, and of the sample's: what is printed on them, read from the paper.

What is written by hand or hidden under a seal may stay unread, never be read wrongly.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from evals.sample.office import libreoffice
from ingest.read import read_document
from ingest.readers.tesseract import is_installed

ROOT = Path(__file__).parents[1]
PLANS, CORPUS, SAMPLE = ROOT.parent / "shared" / "corpus-plans", ROOT.parent / "shared" / "corpus", ROOT / "evals" / "sample" / "documents"
HANOI, HCM, GOVERNMENT = "Ủy ban nhân dân thành phố Hà Nội", "Ủy ban nhân dân thành phố Hồ Chí Minh", "Chính phủ"
PRIME_MINISTER, DEPUTY, VICE, CITY = "Thủ tướng Chính phủ", "Phó Thủ tướng", "Phó Chủ tịch", "Thành phố Hồ Chí Minh"


class Printed(NamedTuple):
    """`unread` are the fields that are no print: written by hand, or under a seal."""

    folder: Path
    name: str
    number: str
    kind: str
    issuer: str
    day: str
    place: str
    signer: str | None
    signer_title: str | None
    title: str
    unread: str = ""


TEXTS = (
    Printed(
        PLANS,
        "o04_",
        "142/QĐ-UBND",
        "Quyết định",
        "Ủy ban nhân dân thị trấn Ngãi Giao",
        "2024-03-29",
        "Ngãi Giao",
        "Nguyễn Xuân Quang",
        "Chủ tịch",
        "Về việc phân công nhiệm vụ đối với Công chức",
    ),
    Printed(
        PLANS,
        "o05_",
        "254/TB-PCTT",
        "Thông báo",
        "Văn phòng thường trực",
        "2022-09-06",
        "Thừa Thiên Huế",
        "Phan Thanh Hùng",
        "Chánh Văn phòng",
        "Cảnh báo, ứng phó với mưa vừa",
    ),
    Printed(
        PLANS,
        "o06_",
        "2858/QĐ-UBND",
        "Quyết định",
        HANOI,
        "2025-06-10",
        "Hà Nội",
        "Dương Đức Tuấn",
        VICE,
        "Về việc phê duyệt đồ án Điều chỉnh cục bộ",
    ),
    Printed(
        PLANS,
        "t01_",
        "141/KH-UBND",
        "Kế hoạch",
        "Ủy ban nhân dân tỉnh Bắc Ninh",
        "2025-11-20",
        "Bắc Ninh",
        "Phạm Văn Thịnh",
        VICE,
        "Nâng cao năng lực cho đội ngũ cán bộ",
    ),
    Printed(
        PLANS,
        "t02_",
        "308/KH-UBND",
        "Kế hoạch",
        HANOI,
        "2025-11-17",
        "Hà Nội",
        "Trương Việt Dũng",
        VICE,
        "Triển khai thực hiện Nghị quyết số 214/NQ-CP",
    ),
    Printed(
        PLANS,
        "t03_",
        "174/KH-UBND",
        "Kế hoạch",
        HCM,
        "2025-11-18",
        CITY,
        "Trần Thị Diệu Thúy",
        VICE,
        "Triển khai các nhiệm vụ trọng tâm cuối năm 2025",
    ),
    Printed(
        PLANS,
        "t04_",
        "0129/KH-UBND",
        "Kế hoạch",
        "Ủy ban nhân dân tỉnh Đắk Lắk",
        "2025-11-21",
        "Đắk Lắk",
        "Hồ Thị Nguyên Thảo",
        VICE,
        "Về việc hỗ trợ nhu yếu phẩm khẩn cấp",
    ),
    Printed(
        PLANS,
        "t05_",
        "2853/QĐ-UBND",
        "Quyết định",
        HCM,
        "2025-11-21",
        CITY,
        "Bùi Minh Thạnh",
        VICE,
        "Ban hành kế hoạch triển khai thực hiện đề án “Nâng cao",
    ),
    Printed(
        PLANS,
        "t06_",
        "2820/QĐ-UBND",
        "Quyết định",
        HCM,
        "2025-11-19",
        CITY,
        "Nguyễn Lộc Hà",
        VICE,
        "Ban hành kế hoạch triển khai Quyết định số 06/QĐ-TTg",
    ),
    Printed(
        PLANS,
        "t07_",
        "2954/QĐ-UBND",
        "Quyết định",
        "Ủy ban nhân dân tỉnh Sơn La",
        "2025-11-20",
        "Sơn La",
        "Nguyễn Thành Công",
        VICE,
        "Về việc ban hành kế hoạch xuất khẩu sản phẩm hàng hóa tỉnh Sơn La",
    ),
    Printed(
        PLANS,
        "t08_",
        "641/TB-VPCP",
        "Thông báo",
        "Văn phòng Chính phủ",
        "2025-11-25",
        "Hà Nội",
        "Trịnh Mạnh Linh",
        "Phó Chủ nhiệm",
        "Kết luận của Phó Thủ tướng Chính phủ Phạm Thị Thanh Trà tại buổi làm việc với thành phố Đà Nẵng",
    ),
    Printed(
        CORPUS,
        "30_2020",
        "30/2020/NĐ-CP",
        "Nghị định",
        GOVERNMENT,
        "2020-03-05",
        "Hà Nội",
        "Nguyễn Xuân Phúc",
        "Thủ tướng",
        "Về công tác văn thư",
    ),
    Printed(
        CORPUS,
        "chi-thi-so-21",
        "21/CT-TTg",
        "Chỉ thị",
        PRIME_MINISTER,
        "2026-05-20",
        "Hà Nội",
        "Phạm Thị Thanh Trà",
        DEPUTY,
        "Về việc sắp xếp thôn, tổ dân phố",
    ),
    Printed(
        CORPUS,
        "nghi-quyet-so-97",
        "97/NQ-CP",
        "Nghị quyết",
        GOVERNMENT,
        "2026-04-06",
        "Hà Nội",
        "Phạm Minh Chính",
        "Thủ tướng",
        "Sửa đổi, bổ sung nhiệm vụ",
    ),
    Printed(
        CORPUS,
        "nghi-quyet-so-100",
        "100/NQ-CP",
        "Nghị quyết",
        GOVERNMENT,
        "2026-04-06",
        "Hà Nội",
        "Bùi Thanh Sơn",
        DEPUTY,
        "Ban hành Chương trình hành động của Chính phủ",
    ),
    Printed(
        CORPUS,
        "nghi-quyet-so-105",
        "105/NQ-CP",
        "Nghị quyết",
        GOVERNMENT,
        "2026-04-08",
        "Hà Nội",
        "Phạm Thị Thanh Trà",
        DEPUTY,
        "Ban hành Chương trình hành động của Chính phủ",
    ),
    Printed(
        CORPUS,
        "nghi-quyet-so-116",
        "116/NQ-CP",
        "Nghị quyết",
        GOVERNMENT,
        "2026-04-29",
        "Hà Nội",
        "Hồ Quốc Dũng",
        DEPUTY,
        "Về Kế hoạch thực hiện Kết luận số 213-KL/TW",
    ),
    Printed(
        CORPUS,
        "nghi-quyet-so-175",
        "175/NQ-CP",
        "Nghị quyết",
        GOVERNMENT,
        "2023-10-30",
        "Hà Nội",
        "Trần Lưu Quang",
        DEPUTY,
        "Phê duyệt Đề án Trung tâm dữ liệu quốc gia",
    ),
    Printed(
        CORPUS,
        "quyet-dinh-so-892",
        "892/QĐ-TTg",
        "Quyết định",
        PRIME_MINISTER,
        "2026-05-20",
        "Hà Nội",
        "Phạm Thị Thanh Trà",
        DEPUTY,
        "Phê duyệt Đề án bồi dưỡng cán bộ",
    ),
    Printed(
        CORPUS,
        "quyet-dinh-so-982",
        "982/QĐ-TTg",
        "Quyết định",
        PRIME_MINISTER,
        "2026-06-04",
        "Hà Nội",
        "Hồ Quốc Dũng",
        DEPUTY,
        "Phê duyệt Đề án hỗ trợ, phát triển các doanh nghiệp",
    ),
    Printed(
        SAMPLE,
        "04-CTr",
        "04-CTr/TU",
        "Chương trình",
        "Thành ủy Hà Nội",
        "2021-03-17",
        "Hà Nội",
        None,
        None,
        "Đẩy mạnh xây dựng nông thôn mới",
    ),
    Printed(
        SAMPLE,
        "08-CTr-TU-2021",
        "08-CTr/TU",
        "Chương trình",
        "Thành ủy Hà Nội",
        "2021-03-17",
        "Hà Nội",
        None,
        None,
        "Phát triển hệ thống an sinh xã hội",
    ),
    Printed(SAMPLE, "12-2004", "12/2004/CT-UB", "Chỉ thị", HANOI, "2004-04-22", "Hà Nội", None, VICE, "Về việc giữ gìn vệ sinh các hồ"),
    Printed(
        SAMPLE,
        "139-KH",
        "139/KH-UBND",
        "Kế hoạch",
        HANOI,
        "2023-05-09",
        "Hà Nội",
        "Trần Sỹ Thanh",
        "Chủ tịch",
        "Triển khai Chương trình hành động số 21-CTr/TU",
    ),
    Printed(SAMPLE, "1482-QD", "1482/QĐ-UBND", "Quyết định", HANOI, "2026-06-02", "Hà Nội", None, VICE, "Ban hành Quy định về theo dõi"),
    Printed(
        SAMPLE,
        "512-TB",
        "512/TB-UBND",
        "Thông báo",
        HANOI,
        "2021-11-15",
        "Hà Nội",
        None,
        "Chánh Văn phòng",
        "Điều chỉnh thời hạn một số nhiệm vụ",
    ),
    Printed(SAMPLE, "57-KH", "57/KH-UBND", "Kế hoạch", HANOI, "2026-04-20", "Hà Nội", None, VICE, "Thực hiện Chương trình số 08-CTr/TU"),
    Printed(
        SAMPLE,
        "84-KH",
        "84/KH-UBND",
        "Kế hoạch",
        HANOI,
        "2021-03-31",
        "Hà Nội",
        "Chu Ngọc Anh",
        "Chủ tịch",
        "Thực hiện Chương trình hành động của Thành ủy",
    ),
)
OLD_WORD = (
    Printed(
        PLANS,
        "o10_",
        "09/2009/CT-UBND",
        "Chỉ thị",
        "Ủy ban nhân dân tỉnh Bình Dương",
        "2009-04-15",
        "Thủ Dầu Một",
        "Nguyễn Văn Hiệp",
        VICE,
        "Về việc đẩy mạnh hoạt động khoa học và công nghệ",
    ),
    Printed(
        SAMPLE,
        "41-HD",
        "41/HD-SXD",
        "Hướng dẫn",
        "Sở Xây dựng",
        "2026-05-18",
        "Hà Nội",
        None,
        "Phó Giám đốc",
        "Sửa chữa mặt đứng nhà phố cũ",
    ),
)
PICTURES = (
    Printed(
        PLANS,
        "o01_",
        "11/CT-UBND",
        "Chỉ thị",
        HANOI,
        "2025-07-24",
        "Hà Nội",
        "Trần Sỹ Thanh",
        "Chủ tịch",
        "Triển khai Chiến dịch “45 ngày đêm",
        unread="date",
    ),
    Printed(
        PLANS,
        "o02_",
        "851/KH-SYT",
        "Kế hoạch",
        "Sở Y tế",
        "2021-02-09",
        CITY,
        "Nguyễn Hoài Nam",
        "Phó Giám đốc",
        "Công tác kiểm tra, rà soát",
        unread="date signer signer_title",
    ),
    Printed(
        PLANS,
        "o03_",
        "687/STP-VB",
        "Công văn",
        "Sở Tư pháp",
        "2021-02-25",
        CITY,
        "Nguyễn Thị Hồng Hạnh",
        "Phó Giám đốc",
        "Về Chương trình hỗ trợ pháp lý liên ngành",
        unread="date signer_title",
    ),
    Printed(
        PLANS,
        "o08_",
        "326/QĐ-UBND",
        "Quyết định",
        "Ủy ban nhân dân tỉnh Gia Lai",
        "2026-01-26",
        "Gia Lai",
        "Nguyễn Tuấn Thanh",
        VICE,
        "Về việc kiện toàn Hội đồng thẩm định",
    ),
    Printed(
        PLANS,
        "o09_",
        "1629/QĐ-UBND",
        "Quyết định",
        "Ủy ban nhân dân tỉnh Lai Châu",
        "2025-06-27",
        "Lai Châu",
        "Lê Văn Lương",
        "Chủ tịch",
        "Về việc công bố Danh mục thủ tục hành chính",
        unread="signer_title",
    ),
    Printed(
        CORPUS,
        "hanoi_tb",
        "453/TB-UBND",
        "Thông báo",
        HANOI,
        "2026-04-29",
        "Hà Nội",
        "Võ Tuấn Anh",
        "Phó Chánh Văn phòng",
        "Về việc treo cờ Tổ quốc",
    ),
    Printed(
        CORPUS,
        "nghi-quyet-so-115",
        "115/NQ-CP",
        "Nghị quyết",
        GOVERNMENT,
        "2026-04-29",
        "Hà Nội",
        "Hồ Quốc Dũng",
        DEPUTY,
        "Về việc chuyển giao Vườn quốc gia Ba Vì",
        unread="date",
    ),
    Printed(
        CORPUS,
        "qd_707",
        "707/QĐ-TTg",
        "Quyết định",
        PRIME_MINISTER,
        "2026-04-22",
        "Hà Nội",
        "Nguyễn Văn Thắng",
        DEPUTY,
        "Về vi",
        unread="date signer signer_title",
    ),
    Printed(
        SAMPLE,
        "118-TB",
        "118/TB-UBND",
        "Thông báo",
        HANOI,
        "2026-07-06",
        "Hà Nội",
        None,
        "Chánh Văn phòng",
        "Kết luận tại cuộc họp về chuẩn bị năm học",
    ),
)


def _check(printed: Printed) -> None:
    path = next(printed.folder.glob(f"{printed.name}*"), None)
    if path is None:
        pytest.skip("the document is not at hand")
    document = read_document(path)
    header = document.header
    wanted = {
        "number": printed.number, "kind": printed.kind, "issuer": printed.issuer, "date": datetime.date.fromisoformat(printed.day),
        "place": printed.place, "signer": printed.signer, "signer_title": printed.signer_title,
    }  # fmt: skip
    read = {field: getattr(header, field) for field in wanted}
    unread = {field for field in printed.unread.split() if read[field] is None}
    assert {field: value for field, value in read.items() if field not in unread} == {
        field: value for field, value in wanted.items() if field not in unread
    }
    assert (header.subject or "").startswith(printed.title)
    assert document.title == f"{printed.kind} {printed.number}: {header.subject}"


@pytest.mark.parametrize("printed", TEXTS, ids=lambda printed: printed.name)
def test_the_header_of_a_document_with_text_is_read(printed: Printed) -> None:
    _check(printed)


@pytest.mark.office
@pytest.mark.skipif(libreoffice() is None, reason="needs LibreOffice")
@pytest.mark.parametrize("printed", OLD_WORD, ids=lambda printed: printed.name)
def test_the_header_of_an_old_word_file_is_read(printed: Printed) -> None:
    _check(printed)


@pytest.mark.ocr
@pytest.mark.slow
@pytest.mark.skipif(not is_installed(), reason="needs Tesseract")
@pytest.mark.parametrize("printed", PICTURES, ids=lambda printed: printed.name)
def test_the_header_of_a_scan_is_read_or_left_blank(printed: Printed) -> None:
    _check(printed)
