"""Headers and signatures as other offices print them, invented: what stands on the paper, and what a reader should take from it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

BODY = """Thực hiện nhiệm vụ được giao, cơ quan ban hành văn bản này với các nội dung chủ yếu như sau để các đơn vị tổ chức thực hiện.
1. Các đơn vị rà soát hồ sơ của mình, báo cáo kết quả trước ngày 15 hằng tháng về bộ phận tổng hợp.
2. Bộ phận tổng hợp theo dõi việc thực hiện, đôn đốc các đơn vị chậm gửi báo cáo và trình lãnh đạo xem xét.
"""
"""What stands between masthead and signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderForm:
    """`top` and `foot` are the lines above and below the text; the rest is what they say, None where they say nothing."""

    name: str
    top: str
    foot: str = ""
    number: str | None
    kind: str | None
    issuer: str | None
    date: datetime.date | None = None
    place: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    subject: str | None = None


FORMS = (
    HeaderForm(
        name="people's council, national assembly style number",
        top="HỘI ĐỒNG NHÂN DÂN\nTỈNH QUẢNG NAM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 05 /2026/NQ-HĐND\nQuảng Nam, ngày 08 tháng 7 năm 2026\nNGHỊ QUYẾT\n"
        "Quy định mức hỗ trợ học phí năm học 2026 - 2027\n\nHỘI ĐỒNG NHÂN DÂN TỈNH QUẢNG NAM\nKHÓA XI, KỲ HỌP THỨ 3",
        foot="CHỦ TỊCH\n\n\nLê Thị Ngọc Mai",
        number="05/2026/NQ-HĐND", kind="Nghị quyết", issuer="Hội đồng nhân dân tỉnh Quảng Nam", date=datetime.date(2026, 7, 8),
        place="Quảng Nam", signer="Lê Thị Ngọc Mai", signer_title="Chủ tịch", subject="Quy định mức hỗ trợ học phí năm học 2026 - 2027",
    ),
    HeaderForm(
        name="standing committee of the National Assembly",
        top="ỦY BAN THƯỜNG VỤ QUỐC HỘI\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"
        "Nghị quyết số: 31/2023/UBTVQH15\nHà Nội, ngày 15 tháng 3 năm 2023\nNGHỊ QUYẾT\nVỀ GIỜ LÀM VIỆC CỦA THƯ VIỆN CÔNG CỘNG\n"
        "ỦY BAN THƯỜNG VỤ QUỐC HỘI",
        foot="TM. ỦY BAN THƯỜNG VỤ QUỐC HỘI\nCHỦ TỊCH\n\nTrịnh Văn Bảo",
        number="31/2023/UBTVQH15", kind="Nghị quyết", issuer="Ủy ban thường vụ Quốc hội", date=datetime.date(2023, 3, 15),
        place="Hà Nội", signer="Trịnh Văn Bảo", signer_title="Chủ tịch", subject="Về giờ làm việc của thư viện công cộng",
    ),
    HeaderForm(
        name="law",
        top="QUỐC HỘI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLuật số: 88/2024/QH15\n"
        "Hà Nội, ngày 27 tháng 11 năm 2024\nLUẬT\nTHƯ VIỆN SỐ\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
        foot="CHỦ TỊCH QUỐC HỘI\n(Đã ký)\nPhan Quốc Huy",
        number="88/2024/QH15", kind="Luật", issuer="Quốc hội", date=datetime.date(2024, 11, 27), place="Hà Nội",
        signer="Phan Quốc Huy", signer_title="Chủ tịch Quốc hội", subject="Thư viện số",
    ),
    HeaderForm(
        name="party committee with a star",
        top="THÀNH ỦY HẢI PHÒNG\n*\nSố 214-QĐ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nHải Phòng, ngày 02 tháng 6 năm 2026\nQUYẾT ĐỊNH\n"
        "về việc thành lập Tổ công tác chuyển đổi số của Thành ủy\n-----",
        foot="Nơi nhận:\n- Các ban đảng Thành ủy;\n- Lưu Văn phòng Thành ủy.\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\n\nĐặng Quang Lâm",
        number="214-QĐ/TU", kind="Quyết định", issuer="Thành ủy Hải Phòng", date=datetime.date(2026, 6, 2), place="Hải Phòng",
        signer="Đặng Quang Lâm", signer_title="Phó Bí thư Thường trực",
        subject="về việc thành lập Tổ công tác chuyển đổi số của Thành ủy",
    ),
    HeaderForm(
        name="party committee of a commune under its superior",
        top="ĐẢNG BỘ TỈNH LÀO CAI\nĐẢNG ỦY XÃ BẮC HÀ\n*\nSố 17 - CT/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\nBắc Hà, ngày 9 tháng 9 năm 2025\n"
        "CHỈ THỊ\nvề tăng cường phòng, chống cháy rừng mùa khô",
        foot="T/M ĐẢNG ỦY\nBÍ THƯ\n\nGiàng A Tủa",
        number="17-CT/ĐU", kind="Chỉ thị", issuer="Đảng ủy xã Bắc Hà", date=datetime.date(2025, 9, 9), place="Bắc Hà",
        signer="Giàng A Tủa", signer_title="Bí thư", subject="về tăng cường phòng, chống cháy rừng mùa khô",
    ),
    HeaderForm(
        name="steering committee",
        top="ỦY BAN NHÂN DÂN TỈNH AN GIANG\nBAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 09/QĐ-BCĐ\nAn Giang, ngày 3 tháng 02 năm 2026\nQUYẾT ĐỊNH\nBan hành Quy chế hoạt động của Ban Chỉ đạo\nTRƯỞNG BAN CHỈ ĐẠO",
        foot="Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.\nTRƯỞNG BAN\nPHÓ CHỦ TỊCH UBND TỈNH\nNgô Thị Bích Thủy",
        number="09/QĐ-BCĐ", kind="Quyết định", issuer="Ban Chỉ đạo chuyển đổi số", date=datetime.date(2026, 2, 3), place="An Giang",
        signer="Ngô Thị Bích Thủy", signer_title="Phó Chủ tịch UBND tỉnh", subject="Ban hành Quy chế hoạt động của Ban Chỉ đạo",
    ),
    HeaderForm(
        name="letter of a department, subject under the number, right column first",
        top="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nCần Thơ, ngày 21 tháng 4 năm 2026\n"
        "UBND THÀNH PHỐ CẦN THƠ\nSỞ NÔNG NGHIỆP VÀ\nMÔI TRƯỜNG\nSố: 1287/SNNMT-TL\n"
        "V/v kiểm tra các cống ngăn mặn\ntrước mùa khô\nKính gửi: Ủy ban nhân dân các xã, phường.",
        foot="Nơi nhận:\n- Như trên;\n- Lưu: VT, TL.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nHuỳnh Tấn Lợi",
        number="1287/SNNMT-TL", kind="Công văn", issuer="Sở Nông nghiệp và Môi trường", date=datetime.date(2026, 4, 21), place="Cần Thơ",
        signer="Huỳnh Tấn Lợi", signer_title="Phó Giám đốc", subject="kiểm tra các cống ngăn mặn trước mùa khô",
    ),
    HeaderForm(
        name="commune, masthead and signature laid side by side",
        top="ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n   XÃ TÂN HIỆP               Độc lập - Tự do - Hạnh phúc\n"
        "Số: 46/KH-UBND            Tân Hiệp, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nTổ chức Tết trồng cây năm 2026",
        foot="Nơi nhận:                         TM. ỦY BAN NHÂN DÂN\n- Đảng ủy xã (để báo cáo);            KT. CHỦ TỊCH\n"
        "- Các ấp;                            PHÓ CHỦ TỊCH\n- Lưu: VT.\n                                    Bùi Thị Hồng Vân",
        number="46/KH-UBND", kind="Kế hoạch", issuer="Ủy ban nhân dân xã Tân Hiệp", date=datetime.date(2026, 1, 5), place="Tân Hiệp",
        signer="Bùi Thị Hồng Vân", signer_title="Phó Chủ tịch", subject="Tổ chức Tết trồng cây năm 2026",
    ),
    HeaderForm(
        name="side by side, spaces lost, as OCR gives it",
        top="ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÀNH PHÓ HUẾ Độc lập - Tự do - Hạnh phúc\nSỞ DU LỊCH\n"
        "Số: 77/TB-SDL Huế, ngày 14 tháng 3 năm 2026\nTHÔNG BÁO\nLịch mở cửa các điểm tham quan dịp lễ",
        foot="Nơi nhận: KT. GIÁM ĐỐC\n- Như trên; PHÓ GIÁM ĐỐC\n- Lưu: VT. Tôn Thất Khánh",
        number="77/TB-SDL", kind="Thông báo", issuer="Sở Du lịch", date=datetime.date(2026, 3, 14), place="Huế",
        signer="Tôn Thất Khánh", signer_title="Phó Giám đốc", subject="Lịch mở cửa các điểm tham quan dịp lễ",
    ),
    HeaderForm(
        name="state corporation",
        top="TẬP ĐOÀN\nĐIỆN LỰC VIỆT NAM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 3021/QĐ-EVN\n"
        "Hà Nội, ngày 30 tháng 12 năm 2025\nQUYẾT ĐỊNH\nVề việc ban hành Quy định về tiết kiệm điện tại trụ sở\n"
        "TỔNG GIÁM ĐỐC TẬP ĐOÀN ĐIỆN LỰC VIỆT NAM",
        foot="KT. TỔNG GIÁM ĐỐC\nPHÓ TỔNG GIÁM ĐỐC\n\nVõ Hoài Phương",
        number="3021/QĐ-EVN", kind="Quyết định", issuer="Tập đoàn Điện lực Việt Nam", date=datetime.date(2025, 12, 30), place="Hà Nội",
        signer="Võ Hoài Phương", signer_title="Phó Tổng Giám đốc", subject="Về việc ban hành Quy định về tiết kiệm điện tại trụ sở",
    ),
    HeaderForm(
        name="no number yet",
        top="ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐỒNG NAI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố:        /KH-UBND\n"
        "Đồng Nai, ngày      tháng 8 năm 2026\nKẾ HOẠCH\nThực hiện Quyết định số 12/QĐ-TTg ngày 03/01/2026 của Thủ tướng Chính phủ",
        number=None, kind="Kế hoạch", issuer="Ủy ban nhân dân thành phố Đồng Nai", place="Đồng Nai",
        subject="Thực hiện Quyết định số 12/QĐ-TTg ngày 03/01/2026 của Thủ tướng Chính phủ",
    ),
    HeaderForm(
        name="government decree with a point in its number",
        top="CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 66.21/2026/NQ-CP\n"
        "Hà Nội, ngày 11 tháng 5 năm 2026\nNGHỊ QUYẾT\nTháo gỡ vướng mắc trong cấp phép xây dựng\nCHÍNH PHỦ",
        foot="TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n\nHoàng Minh Trí",
        number="66.21/2026/NQ-CP", kind="Nghị quyết", issuer="Chính phủ", date=datetime.date(2026, 5, 11), place="Hà Nội",
        signer="Hoàng Minh Trí", signer_title="Phó Thủ tướng", subject="Tháo gỡ vướng mắc trong cấp phép xây dựng",
    ),
    HeaderForm(
        name="dashes of all kinds",
        top="BỘ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc\nSố: 412/QĐ–BNV\nHà Nội, ngày 7 tháng 7 năm 2026\n"
        "QUYẾT ĐỊNH\nVề việc công bố danh mục báo cáo định kỳ\nBỘ TRƯỞNG BỘ NỘI VỤ",
        foot="TUQ. BỘ TRƯỞNG\nCHÁNH VĂN PHÒNG\n\nCao Đức Nghĩa",
        number="412/QĐ-BNV", kind="Quyết định", issuer="Bộ Nội vụ", date=datetime.date(2026, 7, 7), place="Hà Nội",
        signer="Cao Đức Nghĩa", signer_title="Chánh Văn phòng", subject="Về việc công bố danh mục báo cáo định kỳ",
    ),
    HeaderForm(
        name="torn over lines in narrow cells",
        top="ỦY BAN NHÂN\nDÂN\nTỈNH PHÚ THỌ\n-------\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------\nSố:\n"
        "518/QĐ-UBND\nPhú Thọ, ngày 19\ntháng 10 năm 2025\nQUYẾT ĐỊNH\nBAN HÀNH KẾ HOẠCH PHÁT TRIỂN DU LỊCH TỈNH PHÚ THỌ ĐẾN NĂM 2030\n"
        "ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ",
        foot="Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.\nTM. ỦY BAN NHÂN\nDÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nĐinh Công Thắng\nKẾ HOẠCH\n"
        "PHÁT TRIỂN DU LỊCH TỈNH PHÚ THỌ ĐẾN NĂM 2030\n1. Mở rộng đường vào khu di tích.\nCHỦ TỊCH HỘI DU LỊCH\nQuách Văn Tám",
        number="518/QĐ-UBND", kind="Quyết định", issuer="Ủy ban nhân dân tỉnh Phú Thọ", date=datetime.date(2025, 10, 19), place="Phú Thọ",
        signer="Đinh Công Thắng", signer_title="Phó Chủ tịch", subject="Ban hành kế hoạch phát triển du lịch tỉnh Phú Thọ đến năm 2030",
    ),
    HeaderForm(
        name="table rows",
        top="ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\n"
        "Số: 0311/TB-UBND | Đắk Lắk, ngày 28 tháng 11 năm 2025\nTHÔNG BÁO\nVề lịch tiếp công dân tháng 12",
        foot="Nơi nhận: - Như trên; - Lưu: VT. | TL. CHỦ TỊCH CHÁNH VĂN PHÒNG Phạm Thị Út",
        number="0311/TB-UBND", kind="Thông báo", issuer="Ủy ban nhân dân tỉnh Đắk Lắk", date=datetime.date(2025, 11, 28),
        place="Đắk Lắk", signer="Phạm Thị Út", signer_title="Chánh Văn phòng", subject="Về lịch tiếp công dân tháng 12",
    ),
    HeaderForm(
        name="digital signature lines above",
        top="Người ký: Văn phòng\nEmail: vanphong@example.org\nCơ quan: Ủy ban nhân dân tỉnh\nThời gian ký: 02.03.2026 10:15:09 +07:00\n"
        "ỦY BAN NHÂN DÂN\nTỈNH CÀ MAU\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 33/CT-UBND\n"
        "Cà Mau, ngày 02 tháng 3 năm 2026\nCHỈ THỊ\nVề việc tăng cường quản lý tàu cá",
        foot="CHỦ TỊCH\n[Chữ ký số]\nKý bởi: Lữ Văn Tâm\nLữ Văn Tâm",
        number="33/CT-UBND", kind="Chỉ thị", issuer="Ủy ban nhân dân tỉnh Cà Mau", date=datetime.date(2026, 3, 2), place="Cà Mau",
        signer="Lữ Văn Tâm", signer_title="Chủ tịch", subject="Về việc tăng cường quản lý tàu cá",
    ),
    HeaderForm(
        name="rank before the name, two ministries",
        top="BỘ QUỐC PHÒNG - BỘ CÔNG AN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 02/2025/TTLT-BQP-BCA\n"
        "Hà Nội, ngày 16 tháng 9 năm 2025\nTHÔNG TƯ LIÊN TỊCH\nQuy định phối hợp bảo vệ kho lưu trữ",
        foot="KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nThượng tướng Lò Văn Kiên",
        number="02/2025/TTLT-BQP-BCA", kind="Thông tư liên tịch", issuer="Bộ Quốc phòng - Bộ Công an", date=datetime.date(2025, 9, 16),
        place="Hà Nội", signer="Lò Văn Kiên", signer_title="Thứ trưởng", subject="Quy định phối hợp bảo vệ kho lưu trữ",
    ),
    HeaderForm(
        name="telegram",
        top="THỦ TƯỚNG CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 219/CĐ-TTg\n"
        "Hà Nội, ngày 19 tháng 11 năm 2025\nCÔNG ĐIỆN\nVề việc khắc phục hậu quả mưa lũ\nTHỦ TƯỚNG CHÍNH PHỦ điện:",
        foot="KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n\nVi Thị Lan Anh",
        number="219/CĐ-TTg", kind="Công điện", issuer="Thủ tướng Chính phủ", date=datetime.date(2025, 11, 19), place="Hà Nội",
        signer="Vi Thị Lan Anh", signer_title="Phó Thủ tướng", subject="Về việc khắc phục hậu quả mưa lũ",
    ),
    HeaderForm(
        name="university under its ministry",
        top="BỘ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG ĐẠI HỌC VINH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 640/ĐHV-ĐT\nNghệ An, ngày 12 tháng 6 năm 2026\nV/v đăng ký học kỳ hè\nKính gửi: Các khoa, viện.",
        foot="Nơi nhận:\n- Như trên;\n- Lưu: HCTH, ĐT.\nHIỆU TRƯỞNG\n\nGS.TS. Tạ Quang Hiển",
        number="640/ĐHV-ĐT", kind="Công văn", issuer="Trường Đại học Vinh", date=datetime.date(2026, 6, 12), place="Nghệ An",
        signer="Tạ Quang Hiển", signer_title="Hiệu trưởng", subject="đăng ký học kỳ hè",
    ),
    HeaderForm(
        name="report, kind over two lines, annex title after the signature",
        top="UBND QUẬN THANH KHÊ\nPHÒNG KINH TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 88/BC-PKT\n"
        "Thanh Khê, ngày 01 tháng 4 năm 2025\nBÁO CÁO\nKết quả rà soát hộ kinh doanh quý I năm 2025",
        foot="TRƯỞNG PHÒNG\n(đã ký)\nPHỤ LỤC\nDANH SÁCH HỘ KINH DOANH",
        number="88/BC-PKT", kind="Báo cáo", issuer="Phòng Kinh tế", date=datetime.date(2025, 4, 1), place="Thanh Khê",
        signer=None, signer_title="Trưởng phòng", subject="Kết quả rà soát hộ kinh doanh quý I năm 2025",
    ),
    HeaderForm(
        name="old committee abbreviation, name and post in one paragraph",
        top="UỶ BAN NHÂN DÂN\nTỈNH BẮC KẠN\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 15/2003/QĐ-UB\n"
        "Bắc Kạn, ngày 6 tháng 1 năm 2003\nQUYẾT ĐỊNH CỦA UỶ BAN NHÂN DÂN TỈNH BẮC KẠN\nVề việc thu phí chợ",
        foot="TM. UỶ BAN NHÂN DÂN TỈNH KT. CHỦ TỊCH PHÓ CHỦ TỊCH\nNông Thị Sen",
        number="15/2003/QĐ-UB", kind="Quyết định", issuer="Ủy ban nhân dân tỉnh Bắc Kạn", date=datetime.date(2003, 1, 6), place="Bắc Kạn",
        signer="Nông Thị Sen", signer_title="Phó Chủ tịch", subject="Về việc thu phí chợ",
    ),
    HeaderForm(
        name="chairman's decision, decision word as the issuing line",
        top="CHỦ TỊCH NƯỚC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 777/QĐ-CTN\n"
        "Hà Nội, ngày 20 tháng 8 năm 2025\nQUYẾT ĐỊNH\nVề việc tặng thưởng Huân chương\nCHỦ TỊCH\nNƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        foot="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nÂu Thị Mai",
        number="777/QĐ-CTN", kind="Quyết định", issuer="Chủ tịch nước", date=datetime.date(2025, 8, 20), place="Hà Nội",
        signer="Âu Thị Mai", signer_title="Phó Chủ tịch", subject="Về việc tặng thưởng Huân chương",
    ),
)  # fmt: skip
