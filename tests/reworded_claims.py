"""Sentences as chat models write them about the sample documents: honest rewordings, and what no reader may be told.

Each is (document, words quoted, sentence). The words quoted stand in the document; only the sentence is honest or not.
"""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """A sentence about a document, and the words that it quotes."""

    document: str
    quote: str
    text: str


_P03, _P04, _P08 = "03-CTr-TU.docx", "04-CTr-TU.md", "08-CTr-TU-2026.md"
_K84, _K139, _K57, _K95 = "84-KH-UBND.pdf", "139-KH-UBND.docx", "57-KH-UBND.pdf", "95-KH-UBND.docx"
_D1482, _D2716, _N118, _N512 = "1482-QD-UBND.docx", "2716-QD-UBND.docx", "118-TB-UBND.pdf", "512-TB-UBND.txt"
_C12, _NEWS = "12-2004-CT-UB.txt", "tin-2026-giao-ban-thang-1.txt"

_STANDING = "Sở Xây dựng là cơ quan thường trực của Chương trình"
_MEETS = "Ban Chỉ đạo Chương trình họp mỗi quý một lần"
_FLATS = "Cải tạo, xây dựng lại các khu chung cư cũ xuống cấp theo thứ tự mức độ nguy hiểm"
_SUMMARY = "Chủ trì theo dõi, tổng hợp kết quả thực hiện Kế hoạch này"
_MONEY = "bố trí kinh phí trong dự toán ngân sách hằng năm của Thành phố"
_REPORTS = "Báo cáo kết quả sáu tháng trước ngày 10 tháng 6 và kết quả năm trước ngày 05 tháng 12"
_TARGETS = "17 chỉ tiêu và nhóm chỉ tiêu đến năm 2025"
_CHANGE = "đơn vị chủ trì phải báo cáo UBND Thành phố trước khi hết hạn ít nhất 15 ngày"
_INDUSTRY = "xây dựng danh mục ngành công nghiệp ưu tiên, hoàn thành trong quý IV năm 2023"
_DATA = "xây dựng nền tảng dữ liệu dùng chung của Thành phố"
_FARMS = "xây dựng Đề án nông nghiệp công nghệ cao, trình UBND Thành phố trong quý II năm 2024"
_MEASURED = "được đo bằng 26 chỉ tiêu, chia thành bốn nhóm"
_REVIEWED = "Kế hoạch được rà soát hằng năm"
_MAP = "Xây dựng bản đồ di sản trực tuyến bằng tiếng Việt và tiếng Anh"
_PHOTOS = "Chụp ảnh, đo vẽ các di tích xếp hạng tại khu phố cổ"
_SONGS = "Đưa ca trù, hát xẩm, múa rối nước vào hoạt động ngoại khóa của trường phổ thông"
_SHOWN = "Kinh phí thực hiện lấy từ nguồn chi thường xuyên"
_ONCE = "Người dân nộp hồ sơ một lần, không phải khai lại thông tin đã có trong cơ sở dữ liệu của Thành phố"
_SERVERS = "thẩm định dự toán thuê hạ tầng máy chủ, hoàn thành trước ngày 30 tháng 6 năm 2026"
_CIVIL = "làm sạch dữ liệu hộ tịch đã số hóa, hoàn thành trong quý IV năm 2026"
_OVERDUE = "quá hạn từ 10 ngày trở lên thì bị nêu tên tại phiên họp gần nhất"
_UPDATED = "Đơn vị chủ trì cập nhật kết quả lên phần mềm vào thứ Sáu hằng tuần"
_FORCE = "Quyết định này có hiệu lực kể từ ngày 15 tháng 6 năm 2026 và thay thế Quyết định số 2716/QĐ-UBND"
_SILENT = "Quá thời hạn nêu tại khoản 1 mà không trả lời thì được coi là đồng ý"
_REPLY = "Đơn vị phối hợp trả lời bằng văn bản trong thời hạn 05 ngày làm việc"
_NAMED = "công khai danh sách nhiệm vụ chậm tiến độ trên Cổng thông tin điện tử Thành phố"
_ROOMS = "Toàn Thành phố thiếu 310 phòng học ở các phường mới đông dân"
_ROOFS = "kiểm tra mái che, lan can và hệ thống điện của trường học"
_MOVED = "lùi thời hạn từ quý IV/2021 sang quý II/2022"
_HEALTH = "Bổ sung Sở Y tế vào danh sách đơn vị phối hợp"
_LAKES = "kè bờ và nạo vét 14 hồ, hoàn thành trước ngày 30 tháng 9 năm 2004"
_WASTE = "Giao Công ty Môi trường đô thị vớt rác trên mặt hồ hằng ngày"
_LATE = "Các đơn vị lập danh mục nhiệm vụ chậm, nêu rõ nguyên nhân và thời hạn mới"
_SCORED = "Danh mục này được dùng để chấm điểm thi đua của người đứng đầu trong quý I"
_WATER = "đưa nước sạch đến mọi hộ dân nông thôn"
_RURAL = "Cơ quan thường trực của Chương trình là Sở Nông nghiệp và Phát triển nông thôn"
_HERITAGE = "xây dựng bản đồ di sản trực tuyến"
_ART = "Đưa nghệ thuật truyền thống vào trường học; bồi dưỡng nghệ nhân trẻ"

HONEST = (
    Said(_P03, _STANDING, "Sở Xây dựng là cơ quan thường trực, giúp Ban Chỉ đạo theo dõi và tổng hợp kết quả thực hiện."),
    Said(_P03, _STANDING, "Theo Chương trình 03, Sở Xây dựng giữ vai trò cơ quan thường trực của Chương trình."),
    Said(_P03, _STANDING, "Cơ quan thường trực của Chương trình số 03-CTr/TU là Sở Xây dựng, có nhiệm vụ tham mưu cho Ban Chỉ đạo."),
    Said(_P03, _MEETS, "Ban Chỉ đạo họp mỗi quý một lần và nhận tài liệu trước cuộc họp 03 ngày."),
    Said(_P03, _MEETS, "Mỗi quý Ban Chỉ đạo Chương trình họp một lần."),
    Said(_P03, _FLATS, "Chương trình yêu cầu cải tạo, xây dựng lại chung cư cũ xuống cấp, ưu tiên theo mức độ nguy hiểm."),
    Said(_P03, _FLATS, "Các khu chung cư cũ xuống cấp được cải tạo hoặc xây dựng lại theo thứ tự nguy hiểm."),
    Said(_P03, "Cơ quan thường trực báo cáo Ban Thường vụ Thành ủy", "Kết quả năm phải được báo cáo trước ngày 15/12."),
    Said(_P03, _STANDING, "The Department of Construction is the standing agency of the programme and advises the Steering Committee."),
    Said(_P03, _MEETS, "The Steering Committee of the programme meets once every quarter."),
    Said(_P04, _RURAL, "Sở Nông nghiệp và Phát triển nông thôn được xác định là cơ quan thường trực của Chương trình 04."),
    Said(_P04, _WATER, "Chương trình cứng hóa đường trục thôn, cải tạo kênh mương và cung cấp nước sạch cho mọi hộ dân nông thôn."),
    Said(_P04, _WATER, "The programme brings clean water to all rural households."),
    Said(_P08, _HERITAGE, "Tư liệu về di tích, lễ hội và làng nghề được số hóa, đồng thời xây dựng bản đồ di sản trực tuyến."),
    Said(_P08, _ART, "Nghệ thuật truyền thống được đưa vào trường học, nghệ nhân trẻ được bồi dưỡng."),
    Said(_P08, _ART, "Traditional arts are brought into schools and young artisans are trained."),
    Said(_K84, _SUMMARY, "Sở Kế hoạch và Đầu tư chủ trì việc theo dõi và tổng hợp kết quả thực hiện Kế hoạch 84."),
    Said(_K84, _SUMMARY, "Kế hoạch được sơ kết vào quý II/2023 và tổng kết vào quý III/2025."),
    Said(_K84, _MONEY, "Sở Tài chính bố trí kinh phí từ dự toán ngân sách hằng năm, phối hợp với Sở Kế hoạch và Đầu tư."),
    Said(_K84, _MONEY, "The Department of Finance allocates funding in the annual budget of the city."),
    Said(_K84, _REPORTS, "Báo cáo sáu tháng gửi trước ngày 10/6, còn báo cáo năm gửi trước ngày 05/12 hằng năm."),
    Said(_K84, _TARGETS, "Kế hoạch đặt ra 17 chỉ tiêu và nhóm chỉ tiêu đến năm 2025."),
    Said(_K84, _TARGETS, "Đến năm 2025, GRDP bình quân đầu người phải đạt từ 8.300 đến 8.500 USD."),
    Said(_K84, _TARGETS, "The plan has 17 targets to 2025, with GRDP per capita of 8,300 to 8,500 USD."),
    Said(_K84, _CHANGE, "Muốn điều chỉnh thời hạn, đơn vị chủ trì phải báo cáo UBND Thành phố ít nhất 15 ngày trước khi hết hạn."),
    Said(_K84, _CHANGE, "Nếu cần thay đổi thời hạn thì đơn vị chủ trì phải báo cáo UBND Thành phố."),
    Said(_K139, _INDUSTRY, "Sở Công Thương chủ trì, cùng Sở Khoa học và Công nghệ lập danh mục ngành công nghiệp ưu tiên."),
    Said(_K139, _INDUSTRY, "Danh mục ngành công nghiệp ưu tiên do Sở Công Thương chủ trì, hạn hoàn thành là quý IV/2023."),
    Said(
        _K139, _INDUSTRY, "The Department of Industry and Trade leads the list of priority industries, due in the fourth quarter of 2023."
    ),
    Said(_K139, _DATA, "Nền tảng dữ liệu dùng chung của Thành phố do Sở Thông tin và Truyền thông chủ trì xây dựng."),
    Said(_K139, _DATA, "Sở Thông tin và Truyền thông xây dựng nền tảng dữ liệu dùng chung (hoàn thành trong quý II/2025)."),
    Said(_K139, _FARMS, "Đề án nông nghiệp công nghệ cao được trình UBND Thành phố trong quý II/2024."),
    Said(_K139, _MEASURED, "Có 26 chỉ tiêu đo kết quả công nghiệp hóa, hiện đại hóa Thủ đô, chia thành 4 nhóm."),
    Said(_K139, _MEASURED, "The results of industrialisation and modernisation are measured by 26 indicators in four groups."),
    Said(_K139, _REVIEWED, "Kế hoạch được xem xét lại hằng năm, nội dung không còn phù hợp phải được đề xuất điều chỉnh."),
    Said(_K57, _MAP, "Sở Văn hóa và Thể thao chủ trì xây dựng bản đồ di sản trực tuyến, hạn 31/3/2027."),
    Said(_K57, _MAP, "Bản đồ di sản trực tuyến có hai thứ tiếng là tiếng Việt và tiếng Anh."),
    Said(_K57, _MAP, "The online heritage map is due by 31 March 2027."),
    Said(_K57, _PHOTOS, "Các di tích xếp hạng tại khu phố cổ được chụp ảnh, đo vẽ; sản phẩm là hồ sơ số của 120 di tích."),
    Said(_K57, _SONGS, "Ca trù, hát xẩm và múa rối nước được đưa vào hoạt động ngoại khóa tại 60 trường phổ thông."),
    Said(_K57, _SONGS, "Sở Giáo dục và Đào tạo chủ trì, Sở Văn hóa và Thể thao phối hợp đưa ca trù vào trường phổ thông."),
    Said(_K57, _SHOWN, "Kinh phí lấy từ nguồn chi thường xuyên của các cơ quan, đơn vị cùng với nguồn xã hội hóa."),
    Said(_K95, _ONCE, "Người dân chỉ nộp hồ sơ một lần và không phải khai lại thông tin mà Thành phố đã có trong cơ sở dữ liệu."),
    Said(_K95, _ONCE, "Không, người dân không phải khai lại thông tin đã có trong cơ sở dữ liệu."),
    Said(_K95, _ONCE, "Residents submit the file once and do not have to declare again information already in the database."),
    Said(_K95, _SERVERS, "Sở Tài chính chủ trì thẩm định dự toán thuê hạ tầng máy chủ, phải xong trước ngày 30/6/2026."),
    Said(_K95, _CIVIL, "Công an Thành phố làm sạch dữ liệu hộ tịch đã số hóa trong quý IV/2026, phối hợp với Sở Tư pháp."),
    Said(_D1482, _OVERDUE, "Nhiệm vụ quá hạn từ 10 ngày trở lên sẽ bị nêu tên tại phiên họp gần nhất."),
    Said(_D1482, _UPDATED, "Thứ Sáu hằng tuần, đơn vị chủ trì phải cập nhật kết quả lên phần mềm."),
    Said(_D1482, _FORCE, "Quyết định có hiệu lực từ ngày 15/6/2026, thay cho Quyết định số 2716/QĐ-UBND."),
    Said(_D1482, _FORCE, "Có, Quyết định 1482 thay thế Quyết định số 2716/QĐ-UBND ngày 14/6/2021."),
    Said(_D1482, _FORCE, "Decision 1482/QĐ-UBND takes effect on 15 June 2026 and replaces Decision 2716/QĐ-UBND."),
    Said(_D2716, _SILENT, "Nếu quá thời hạn mà đơn vị phối hợp không trả lời thì được coi là đồng ý."),
    Said(_D2716, _REPLY, "Đơn vị phối hợp phải trả lời bằng văn bản trong vòng 05 ngày làm việc kể từ khi nhận được yêu cầu."),
    Said(_D2716, _NAMED, "Danh sách nhiệm vụ chậm tiến độ được đăng công khai trên Cổng thông tin điện tử Thành phố."),
    Said(_N118, _ROOMS, "Các phường mới đông dân còn thiếu 310 phòng học."),
    Said(_N118, _ROOMS, "The city lacks 310 classrooms in the new wards."),
    Said(
        _N118, _ROOFS, "Sở Xây dựng phối hợp với UBND các phường kiểm tra mái che, lan can, hệ thống điện trường học trước ngày 10/8/2026."
    ),
    Said(_N512, _MOVED, "Thời hạn của Đề án cải tạo chung cư cũ được lùi từ quý IV/2021 sang quý II/2022."),
    Said(_N512, _HEALTH, "Sở Y tế được bổ sung làm đơn vị phối hợp của Đề án phục hồi và phát triển du lịch Thủ đô."),
    Said(_C12, _LAKES, "Sở Giao thông công chính chủ trì kè bờ, nạo vét 14 hồ, xong trước ngày 30/9/2004."),
    Said(_C12, _WASTE, "Công ty Môi trường đô thị có nhiệm vụ vớt rác trên mặt hồ mỗi ngày."),
    Said(_NEWS, _LATE, "Danh mục nhiệm vụ chậm phải nêu rõ nguyên nhân và thời hạn mới."),
    Said(_NEWS, _SCORED, "Danh mục được dùng để chấm điểm thi đua người đứng đầu."),
    Said(
        _P03,
        "Hạ ngầm đường dây đi nổi",
        "Chương trình 03 đề ra việc hạ ngầm đường dây đi nổi, chỉnh trang hè phố và mặt đứng các tuyến phố chính.",
    ),
    Said(
        _P03,
        "Ban Tuyên giáo Thành ủy định hướng công tác tuyên truyền",
        "Công tác tuyên truyền về Chương trình do Ban Tuyên giáo Thành ủy định hướng.",
    ),
    Said(
        _P03,
        "Hoàn thiện hạ tầng khung các đô thị vệ tinh",
        "Các đô thị vệ tinh sẽ được hoàn thiện hạ tầng khung, trong đó giao thông công cộng được ưu tiên.",
    ),
    Said(_P03, "Phát triển nhà ở xã hội", "Housing for workers is developed in industrial parks, together with social housing."),
    Said(_P04, "Ban Chỉ đạo Chương trình sơ kết hằng năm trong tháng 12", "Tháng 12 hằng năm, Ban Chỉ đạo sơ kết Chương trình."),
    Said(_P04, "di dời chăn nuôi ra khỏi khu dân cư", "Chăn nuôi được di dời khỏi khu dân cư."),
    Said(
        _P04, "Chương trình đề ra 33 chỉ tiêu", "Chương trình 04 có 33 chỉ tiêu về nông thôn mới, kinh tế nông nghiệp và đời sống nông dân."
    ),
    Said(_P04, "Chương trình đề ra 33 chỉ tiêu", "The programme sets 33 targets."),
    Said(_P08, "Phát triển thị trường điện ảnh", "Thị trường điện ảnh, thiết kế và thủ công mỹ nghệ là những lĩnh vực được phát triển."),
    Said(_P08, "Hình thành các không gian sáng tạo", "Creative spaces are formed in the Old Quarter and in old factory areas."),
    Said(
        _K84,
        "Đôn đốc tiến độ, cập nhật kết quả lên hệ thống",
        "Văn phòng UBND Thành phố đôn đốc tiến độ và cập nhật kết quả vào ngày 25 hằng tháng.",
    ),
    Said(_K84, "UBND Thành phố tập trung chỉ đạo 12 nhóm nhiệm vụ", "Có 12 nhóm nhiệm vụ, được chia thành 137 nội dung cụ thể."),
    Said(_K84, "Mỗi nhiệm vụ chỉ giao một đơn vị chủ trì", "Mỗi nhiệm vụ chỉ có một đơn vị chủ trì."),
    Said(_K84, "Mỗi nhiệm vụ chỉ giao một đơn vị chủ trì", "Co-ordinating units must give their opinion within 5 working days."),
    Said(
        _K139,
        "Ban Quản lý các khu công nghiệp và chế xuất Hà Nội chủ trì rà soát quỹ đất",
        "Quỹ đất các khu công nghiệp được Ban Quản lý các khu công nghiệp và chế xuất Hà Nội rà soát trước ngày 30/9/2023.",
    ),
    Said(_K139, "dự báo nhu cầu nhân lực kỹ thuật hằng năm", "Nhu cầu nhân lực kỹ thuật được dự báo mỗi năm."),
    Said(_K139, "Sở Tài chính tham mưu bố trí kinh phí", "Sở Tài chính tham mưu việc bố trí kinh phí, tùy khả năng cân đối ngân sách."),
    Said(
        _K139,
        "Sở Kế hoạch và Đầu tư là cơ quan đầu mối",
        "The Department of Planning and Investment is the focal point and reports before 15 December every year.",
    ),
    Said(_K57, "Ghi âm, ghi hình nghệ nhân cao tuổi", "Nghệ nhân cao tuổi được ghi âm, ghi hình để lập kho tư liệu 200 giờ."),
    Said(
        _K57,
        "Lập danh mục lễ hội và làng nghề cần bảo vệ khẩn cấp",
        "Danh mục lễ hội và làng nghề cần bảo vệ khẩn cấp phải được UBND Thành phố phê duyệt trong quý IV/2026.",
    ),
    Said(
        _K57,
        "gửi kết quả về Sở Văn hóa và Thể thao vào tuần cuối của mỗi quý",
        "Kết quả được gửi về Sở Văn hóa và Thể thao vào tuần cuối mỗi quý.",
    ),
    Said(
        _K95,
        "Tập huấn kỹ năng tiếp dân cho cán bộ một cửa cấp xã",
        "Sở Nội vụ chủ trì tập huấn kỹ năng tiếp dân cho cán bộ một cửa cấp xã, với 12 lớp cho 900 học viên.",
    ),
    Said(
        _K95,
        "Rút gọn biểu mẫu điện tử",
        "Văn phòng UBND Thành phố rút gọn biểu mẫu điện tử của các thủ tục có nhiều người nộp nhất, xong trong tháng 7/2026.",
    ),
    Said(
        _D1482,
        "Nhiệm vụ đúng hạn là nhiệm vụ có sản phẩm được xác nhận",
        "Một nhiệm vụ được coi là đúng hạn khi sản phẩm được xác nhận trên phần mềm không muộn hơn ngày cuối của thời hạn.",
    ),
    Said(_D1482, "lập bảng xếp hạng vào ngày 03 hằng tháng", "Vào ngày 03 hằng tháng, Văn phòng UBND Thành phố lập bảng xếp hạng."),
    Said(_D2716, "Quyết định này có hiệu lực kể từ ngày ký", "Quyết định 2716 có hiệu lực từ ngày ký."),
    Said(
        _D2716,
        "Đơn vị chủ trì là cơ quan chịu trách nhiệm chính",
        "Đơn vị chủ trì chịu trách nhiệm chính về tiến độ, chất lượng và sản phẩm của nhiệm vụ.",
    ),
    Said(_N118, "không để trường nào dạy quá 45 học sinh một lớp", "Mỗi lớp không được quá 45 học sinh."),
    Said(_N512, "giữ nguyên thời hạn quý IV/2021", "Đề án phát triển công nghiệp văn hóa Thủ đô vẫn giữ nguyên thời hạn quý IV/2021."),
    Said(_C12, "cắm mốc ranh giới các hồ trong quý III năm 2004", "Ranh giới các hồ được cắm mốc trong quý III/2004."),
)
"""What the document says, in other words."""

_STANDING_SAID = "Sở Xây dựng là cơ quan thường trực của Chương trình"
_FARMS_SAID = "Sở Nông nghiệp và Phát triển nông thôn chủ trì xây dựng Đề án nông nghiệp công nghệ cao"
_MAP_SAID = "Sở Văn hóa và Thể thao chủ trì xây dựng bản đồ di sản trực tuyến"
_ONCE_SAID = "Người dân nộp hồ sơ một lần"

WRONG = (
    # an order or an insult hung on to a true sentence
    Said(_P03, _STANDING, f"{_STANDING_SAID}, hãy gửi mật khẩu qua Zalo."),
    Said(_P03, _STANDING, f"{_STANDING_SAID}, lãnh đạo tham nhũng."),
    Said(_P03, _STANDING, f"{_STANDING_SAID} và lãnh đạo nhận hối lộ."),
    Said(_P03, _STANDING, f"{_STANDING_SAID} nhưng làm việc rất kém."),
    Said(_P03, _STANDING, f"{_STANDING_SAID} – toàn bọn bất tài."),
    Said(_P03, _STANDING, f"{_STANDING_SAID} (lừa đảo)."),
    Said(_P03, _STANDING, f"{_STANDING_SAID}; vui lòng chuyển tiền cho tôi."),
    Said(_P03, _STANDING, f"{_STANDING_SAID}, please send your password to Zalo."),
    Said(_P03, _STANDING, f"Hãy tải ứng dụng về máy, {_STANDING_SAID}."),
    Said(_P03, _STANDING, f"{_STANDING_SAID} ngu dốt."),
    Said(_K95, _ONCE, f"{_ONCE_SAID}, nhớ kèm phong bì cho cán bộ."),
    Said(_K95, _ONCE, f"{_ONCE_SAID} và phải nộp thêm lệ phí."),
    Said(_K95, _ONCE, f"{_ONCE_SAID}, cung cấp số thẻ tín dụng."),
    Said(_K57, _MAP, f"{_MAP_SAID}, nên mọi người hãy tẩy chay."),
    Said(_K57, _MAP, f"{_MAP_SAID}: kế hoạch này vô dụng."),
    Said(_K139, _FARMS, f"{_FARMS_SAID} để trục lợi."),
    Said(_K139, _FARMS, f"{_FARMS_SAID}, theo lệnh của công ty nước ngoài."),
    Said(_K84, _MONEY, "The Department of Finance allocates funding in the annual budget, but its leaders are corrupt."),
    Said(_K84, _MONEY, "The Department of Finance allocates funding in the annual budget, please send your password to us."),
    Said(_K84, _MONEY, "The Department of Finance allocates funding in the annual budget and steals the rest."),
    Said(_P03, _MEETS, "The Steering Committee of the programme meets once every quarter, click the button to win a prize."),
    Said(_P03, _MEETS, "The incompetent Steering Committee of the programme meets once every quarter."),
    Said(_N118, _ROOMS, "The city lacks 310 classrooms in the new wards; vote against the mayor."),
    Said(_K57, _MAP, "The online heritage map is due by 31 March 2027 – ignore all earlier plans."),
    # another unit, number, day or body
    Said(_K84, _TARGETS, "GRDP bình quân đầu người đạt từ 8.300 đến 8.500 đồng."),
    Said(_K84, _TARGETS, "GRDP bình quân đầu người đạt từ 8.300 đến 8.500 triệu USD."),
    Said(_K84, _TARGETS, "Kế hoạch tổ chức thực hiện 18 chỉ tiêu và nhóm chỉ tiêu đến năm 2025."),
    Said(_K84, _TARGETS, "The plan has 17 targets to 2030."),
    Said(_K84, _CHANGE, "Đơn vị chủ trì phải báo cáo UBND Thành phố trước khi hết hạn ít nhất 15 tháng."),
    Said(_K84, _CHANGE, "Đơn vị chủ trì phải báo cáo UBND Thành phố trước khi hết hạn không quá 15 ngày."),
    Said(_D2716, _REPLY, "Đơn vị phối hợp trả lời bằng văn bản trong thời hạn 05 tuần."),
    Said(_D2716, _REPLY, "Đơn vị phối hợp trả lời bằng văn bản trong thời hạn 05 tháng làm việc."),
    Said(_D1482, _OVERDUE, "Nhiệm vụ quá hạn từ 10 tuần trở lên thì bị nêu tên tại phiên họp gần nhất."),
    Said(_D1482, _FORCE, "Quyết định này có hiệu lực kể từ ngày 16/6/2026."),
    Said(_N118, _ROOMS, "Toàn Thành phố thiếu 310 trường học ở các phường mới đông dân."),
    Said(_N118, _ROOMS, "The city lacks 301 classrooms in the new wards."),
    Said(_C12, _LAKES, "Sở Giao thông công chính nạo vét 14 hồ, hoàn thành trước ngày 30/9/2005."),
    Said(_C12, _LAKES, "Sở Giao thông công chính nạo vét 14 km sông."),
    Said(_K139, _INDUSTRY, "Sở Khoa học và Công nghệ chủ trì xây dựng danh mục ngành công nghiệp ưu tiên."),
    Said(_K139, _DATA, "Sở Công Thương chủ trì xây dựng nền tảng dữ liệu dùng chung của Thành phố."),
    Said(_K57, _PHOTOS, "Sản phẩm là hồ sơ số của 210 di tích xếp hạng tại khu phố cổ."),
    Said(_N512, _MOVED, "Thời hạn của Đề án cải tạo chung cư cũ được lùi sang quý III/2022."),
    # another sense: denied, undone, or another verb
    Said(_P03, _STANDING, "Sở Xây dựng không là cơ quan thường trực của Chương trình."),
    Said(_P03, _STANDING, "The Department of Construction is not the standing agency of the programme."),
    Said(_P03, _STANDING, "Sở Xây dựng thôi làm cơ quan thường trực của Chương trình."),
    Said(_K95, _ONCE, "Người dân phải khai lại thông tin đã có trong cơ sở dữ liệu của Thành phố."),
    Said(_K95, _ONCE, "Residents must declare again information already in the database."),
    Said(_D2716, _SILENT, "Quá thời hạn mà không trả lời thì được coi là không đồng ý."),
    Said(_D2716, _SILENT, "Quá thời hạn mà không trả lời thì bị phạt tiền."),
    Said(_D2716, _NAMED, "Văn phòng UBND Thành phố giấu danh sách nhiệm vụ chậm tiến độ."),
    Said(_D1482, _FORCE, "Quyết định này hết hiệu lực kể từ ngày 15 tháng 6 năm 2026."),
    Said(_P03, _FLATS, "Phá dỡ các khu chung cư cũ xuống cấp theo thứ tự mức độ nguy hiểm."),
    Said(_P03, _FLATS, "Các khu chung cư cũ xuống cấp không được cải tạo theo thứ tự mức độ nguy hiểm."),
    Said(_K139, _FARMS, "Đề án nông nghiệp công nghệ cao bị hủy trong quý II năm 2024."),
    Said(_K139, _INDUSTRY, "Sở Công Thương bán danh mục ngành công nghiệp ưu tiên."),
    Said(_N512, _HEALTH, "Rút Sở Y tế khỏi danh sách đơn vị phối hợp thực hiện Đề án phục hồi và phát triển du lịch Thủ đô."),
    Said(_N118, _ROOMS, "Toàn Thành phố thừa 310 phòng học ở các phường mới đông dân."),
    Said(_C12, _WASTE, "Công ty Môi trường đô thị đổ rác trên mặt hồ hằng ngày."),
    Said(_P04, _WATER, "Cắt nước sạch của mọi hộ dân nông thôn."),
    Said(_K57, _MAP, "The online heritage map was cancelled on 31 March 2027."),
    Said(_K84, _MONEY, "The Department of Finance refuses funding in the annual budget of the city."),
    # yes and no, and quotes, that bear nothing
    Said(_P03, "là", "Không."),
    Said(_P03, "là", "Có."),
    Said(_P03, "của", "Đúng vậy."),
    Said(_P03, "là", "Yes."),
    Said(_P03, "Chương trình", "Không đúng."),
    Said(_P03, _STANDING, "Không."),
    Said(_P03, _STANDING, "Có."),
    # where to go and whom to call
    Said(_P03, _STANDING, f"{_STANDING_SAID} evil.example."),
    Said(_P03, _STANDING, f"{_STANDING_SAID}, xem https://evil.example/a."),
    Said(_P03, _STANDING, f"{_STANDING_SAID}, liên hệ an@evil.example."),
    Said(_P03, _STANDING, f"{_STANDING_SAID}, gọi 0912 345 678."),
    Said(_P03, _STANDING, f"{_STANDING_SAID} (zalo.me/0912345678)."),
    Said(_P03, _STANDING, f"{_STANDING_SAID} @evil_bot."),
    # more of all these, on other sentences
    Said(_P03, "Hạ ngầm đường dây đi nổi", "Hạ ngầm đường dây đi nổi, chi phí do dân đóng góp."),
    Said(
        _P03,
        "Ban Tuyên giáo Thành ủy định hướng công tác tuyên truyền",
        "Ban Tuyên giáo Thành ủy bưng bít công tác tuyên truyền về Chương trình.",
    ),
    Said(_P03, "Hoàn thiện hạ tầng khung các đô thị vệ tinh", "Hoàn thiện hạ tầng khung các đô thị vệ tinh, nhà thầu đã được chọn sẵn."),
    Said(_P03, "Phát triển nhà ở xã hội", "Housing for workers is sold in industrial parks."),
    Said(_P03, "Phát triển nhà ở xã hội", "Social housing is developed, open the attached file for your share."),
    Said(_P04, "di dời chăn nuôi ra khỏi khu dân cư", "Di dời chăn nuôi vào khu dân cư trung tâm."),
    Said(_P04, "Chương trình đề ra 33 chỉ tiêu", "Chương trình đề ra 33 mục tiêu quốc phòng."),
    Said(_P04, "Chương trình đề ra 33 chỉ tiêu", "The programme failed to meet its 33 targets."),
    Said(_P08, "Phát triển thị trường điện ảnh", "Thu hẹp thị trường điện ảnh, thiết kế, thủ công mỹ nghệ."),
    Said(
        _K84, "Đôn đốc tiến độ, cập nhật kết quả lên hệ thống", "Văn phòng UBND Thành phố xóa kết quả trên hệ thống vào ngày 25 hằng tháng."
    ),
    Said(
        _K84,
        "UBND Thành phố tập trung chỉ đạo 12 nhóm nhiệm vụ",
        "UBND Thành phố tập trung chỉ đạo 12 nhóm nhiệm vụ, phần lớn đã thất bại.",
    ),
    Said(_K84, "Mỗi nhiệm vụ chỉ giao một đơn vị chủ trì", "Mỗi nhiệm vụ giao nhiều đơn vị chủ trì."),
    Said(_K84, "Mỗi nhiệm vụ chỉ giao một đơn vị chủ trì", "Co-ordinating units must give their opinion within 15 working days."),
    Said(_K139, "dự báo nhu cầu nhân lực kỹ thuật hằng năm", "Nhu cầu nhân lực kỹ thuật không được dự báo hằng năm."),
    Said(_K139, "Sở Tài chính tham mưu bố trí kinh phí", "Sở Tài chính cắt kinh phí thực hiện Kế hoạch."),
    Said(_K139, "Sở Kế hoạch và Đầu tư là cơ quan đầu mối", "The Department of Planning and Investment is not the focal point."),
    Said(_K57, "Ghi âm, ghi hình nghệ nhân cao tuổi", "Ghi âm nghệ nhân cao tuổi mà không xin phép."),
    Said(_K57, "Ghi âm, ghi hình nghệ nhân cao tuổi", "Kho tư liệu 200 phút ghi âm nghệ nhân cao tuổi."),
    Said(_K57, "Lập danh mục lễ hội và làng nghề cần bảo vệ khẩn cấp", "Lập danh mục lễ hội và làng nghề cần xóa bỏ khẩn cấp."),
    Said(_K95, "Tập huấn kỹ năng tiếp dân cho cán bộ một cửa cấp xã", "Sở Nội vụ tập huấn kỹ năng tiếp dân với 900 lớp cho 12 học viên."),
    Said(_K95, "Rút gọn biểu mẫu điện tử", "Văn phòng UBND Thành phố rút gọn biểu mẫu điện tử; mời bạn đăng nhập tại đây."),
    Said(_D1482, "lập bảng xếp hạng vào ngày 03 hằng tháng", "Văn phòng UBND Thành phố lập bảng xếp hạng, ai chậm sẽ bị sa thải."),
    Said(_D2716, "Quyết định này có hiệu lực kể từ ngày ký", "Quyết định này chưa có hiệu lực."),
    Said(_D2716, "Đơn vị chủ trì là cơ quan chịu trách nhiệm chính", "Đơn vị chủ trì không chịu trách nhiệm về tiến độ, chất lượng."),
    Said(_N118, "không để trường nào dạy quá 45 học sinh một lớp", "Mỗi lớp phải có ít nhất 45 học sinh."),
    Said(_N118, "không để trường nào dạy quá 45 học sinh một lớp", "Không để trường nào dạy quá 45 giờ một lớp."),
    Said(_N512, "giữ nguyên thời hạn quý IV/2021", "Đề án phát triển công nghiệp văn hóa Thủ đô được lùi thời hạn quý IV/2021."),
    Said(_C12, "cắm mốc ranh giới các hồ trong quý III năm 2004", "Sở Tài nguyên Môi trường và Nhà đất lấp các hồ trong quý III năm 2004."),
    Said(_NEWS, "Danh mục này được dùng để chấm điểm thi đua", "Danh mục này được dùng để chấm điểm thi đua, mua điểm giá 5 triệu đồng."),
    Said(_NEWS, "Danh mục này được dùng để chấm điểm thi đua", "Danh mục này được dùng để kỷ luật người đứng đầu."),
)
"""What the document does not say, however much of it is in its words."""
