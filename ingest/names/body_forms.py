"""Names of public bodies by their form: head words ("Sở", "Ủy ban nhân dân") and the capitalised words that belong to them."""

from __future__ import annotations

import re

from ingest.names.span import Span

UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LOWER = "a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
CAPITALISED = f"[{UPPER}][{LOWER}{UPPER}]*(?:&[{UPPER}]+)*"
_SECOND = r"(?:Thương|Nội|Nam|Nẵng|Minh|Phòng|Thơ|Ninh|Giang|Dương|Đô|Quốc|Long|Sơn|Bình|Định|Châu)"  # of "Công Thương" and of towns
# Head words that begin the name of a Vietnamese public body; what follows belongs to the name while it is capitalised.
HEAD = (
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|Ủy ban|Uỷ ban|UBND|HĐND|UBMTTQ|Hội đồng nhân dân|Hội đồng|Tổng cục|"
    r"Chi cục|Cục|Vụ|Thanh tra|Văn phòng|"
    r"Ban Thường vụ|Ban Chỉ đạo|Ban Tổ chức|Ban Tuyên giáo|Ban|Bộ chỉ huy|Bộ Tư lệnh|Bộ|Sở|Viện|Trung tâm|"
    r"Ngân hàng|Kiểm toán|Công an|Đài|Tập đoàn|"
    r"Tổng công ty|Công ty|Quỹ|Đại học|Trường|Học viện|Bảo hiểm|Mặt trận|Liên đoàn|Liên minh|Hội|Đoàn|Tòa án|"
    r"Toà án|Viện kiểm sát|Thông tấn xã|Kho bạc|"
    r"Thành ủy|Tỉnh ủy|Đảng ủy|Quận ủy|Huyện ủy|Thư viện|Bệnh viện|Báo|Phòng)"
)
# "Tài chính", "Xây dựng": the second syllable of a word in a name is mostly small; these small ones begin what the body does.
_ACTS = (
    r"(?:chủ|phối|và|là|đã|phải|sẽ|trình|ban|báo|tại|về|cho|để|có|do|của|với|trong|theo|hướng|tổ|thực|tham|rà|căn|được|đang|cần|khi|sau|"
    r"trước|từ|đến|vào|nêu|cùng|gửi|giao|yêu|đề|chịu|làm|như|hoặc|các|những|này|đó|năm|ngày|tháng|quý|hoàn|chỉ|cho|ký|phê|khóa|khoá|"
    r"lần|số|nhiệm|tiếp|tập|chậm|nghiên|kịp|thường|hằng|hàng|vừa|lo|xem|nếu|còn|cũng|không|bằng)"
)
_CELL = (
    r"(?:Kế hoạch(?! và)|Báo cáo|Quyết định|Văn bản|Đề án|Nghị|Quý|Tháng|Năm|Các|Chương trình|Luật|Thông tư|"
    r"Hằng|Thường xuyên|Giai đoạn|Trước)"
)
_PART = (
    rf"(?!(?:{HEAD}|Thủ tướng|Quốc hội|{_CELL})\b)(?:Ngoại\s+giao|Giao\s+thông(?:\s+vận\s+tải)?|"
    rf"Phát\s+triển\s+nông\s+thôn|{CAPITALISED}(?:\s+{_SECOND})?(?:\s+(?!{_ACTS}\b)[{LOWER}]+)?)"
)
_JOINED = r"(?:\s+(?:và|-|–|&)\s*|\s*[-–&]\s*|,\s+)"
# After a mere space only these go on with a name; anything else begins another cell of a row or the next thing said.
_TAIL = (
    r"(?:\s+(?:nước ngoài|nhân dân|Việt Nam|Hà Nội|[Tt]hành phố(?:\s+Hà Nội)?|Thủ đô|Trung ương|Nhà nước|"
    r"Chính phủ|Quốc hội|Thành ủy|quốc gia|xã hội))*"
)
_BODY = re.compile(
    r"\b(?P<whole>Thủ tướng(?: Chính phủ)?|Chính phủ|Quốc hội|Bộ Chính trị|Ban Bí thư|Bộ Công an|Thành ủy(?: Hà Nội)?|Tỉnh ủy|Đảng ủy)\b"
    rf"|\b{HEAD}(?P<rest>(?:\s+(?:nhân dân|nhà nước|nước|tỉnh|thành phố|TP\.?|các|cấp|xã|phường|đặc khu|quận|huyện|thị xã|hữu quan"
    r"|liên quan)"
    r"(?:,(?=\s+(?:tỉnh|thành phố|thị xã|quận|huyện|phường|xã|đặc khu|ngành)))?)*"
    rf"(?:(?:\s+|,\s+){_PART}(?:{_JOINED}{_PART})*)?{_TAIL})"
    r"|\b(?P<many>[Cc]ác\s+(?:[Bb]ộ|[Ss]ở|[Bb]an|cơ quan|đơn vị|địa phương|ngành)(?:,\s+(?:ban|ngành|"
    r"cơ quan(?:\s+ngang bộ)?|địa phương|đơn vị|bộ))*"
    r"(?:\s+(?:ngang bộ|liên quan|có liên quan|hữu quan))?)"
)


def bodies(text: str) -> tuple[Span, ...]:
    """Names of public bodies: "Sở Xây dựng", "Bộ Văn hóa, Thể thao và Du lịch", "các bộ, ngành"; never a bare head word such as "Ban"."""
    found = (match for match in _BODY.finditer(text) if match["whole"] or match["many"] or (match["rest"] or "").strip(" ,"))
    return tuple((match.start(), match.start() + len(match.group().rstrip(" ,"))) for match in found)
