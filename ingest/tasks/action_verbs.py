"""The verbs with which plans word what a body is to do, and which tell where the names of bodies end."""

from __future__ import annotations

import re

from ingest.names.roles import CHIEF
from ingest.text.vietnamese import tone_form

# Verbs (and the adverbs before them) that begin duties in plans, decisions and directives; names of bodies have these words with a capital.
_VERBS = """
    ban hành | biên soạn | biểu dương | bàn giao | bám sát | báo cáo | bảo tồn | bảo vệ | bảo đảm | bố trí | bồi dưỡng | bổ sung | chi
    trả | chia sẻ | cho ý kiến | chuyển | chuẩn bị | chuẩn hóa | chăm lo | chấn chỉnh | chấp hành | chỉ đạo | chỉnh trang | chịu trách
    nhiệm | chủ trì | chủ động | cung cấp | cân đối | công bố | công khai | công nhận | cùng | căn cứ | cơ cấu | cưỡng chế | cải cách |
    cải thiện | cải tạo | cấp | cập nhật | cắm mốc | cụ thể hóa | củng cố | cử | di dời | duy trì | dự báo | giao | giám sát | giúp |
    giải ngân | giải phóng | giải quyết | giảm | giới thiệu | giữ | góp ý | gắn | gửi | hiện đại hóa | hoàn chỉnh | hoàn thiện | hoàn
    thành | huy động | hình thành | hướng dẫn | hướng tới | hạ ngầm | hỗ trợ | hợp tác | khai thác | khen thưởng | khuyến khích | khôi
    phục | khảo sát | khẩn trương | khắc phục | khởi công | kiểm kê | kiểm soát | kiểm tra | kiện toàn | kêu gọi | ký kết | kết nối |
    kết thúc | kịp thời | làm rõ | làm tốt | lãnh đạo | lấy ý kiến | lập | lắp | lắp đặt | lồng ghép | lựa chọn | mua sắm | mở | mở rộng
    | nghiêm túc | nghiên cứu | nghiệm thu | ngăn chặn | nhân rộng | nhắc nhở | niêm yết | nâng cao | nâng cấp | nêu cao | nạo vét | nắm
    | phát hiện | phát huy | phát hành | phát triển | phát động | phân bổ | phân công | phê duyệt | phòng ngừa | phối hợp | phổ biến |
    quan tâm | quyết toán | quán triệt | quản lý | quảng bá | rà soát | rút kinh nghiệm | rút ngắn | sơ kết | sắp xếp | số hóa | sớm |
    sử dụng | sửa đổi | tham gia | tham mưu | tham vấn | thanh toán | thanh tra | theo chức năng | theo dõi | theo nhiệm vụ | theo phạm
    vi | theo thẩm quyền | thi công | thiết kế | thiết lập | thu hút | thu hồi | thu thập | thành lập | tháo gỡ | thí điểm | thông báo |
    thông tin | thúc đẩy | thường xuyên | thẩm tra | thẩm định | thống kê | thống nhất | thực hiện | tiến hành | tiếp nhận | tiếp thu |
    tiếp tục | trao đổi | treo | triển khai | trong phạm vi | truyền thông | trên cơ sở | trình | trồng | trực tiếp | tu bổ | tuyên
    truyền | tuyển dụng | tuân thủ | tuần tra | tích cực | tích hợp | tôn tạo | tăng | tăng cường | tạo | tập huấn | tập trung | tổ chức
    | tổng hợp | tổng kết | vận hành | vận động | xem xét | xác định | xây dựng | xúc tiến | xử lý | xử phạt | yêu cầu | đa dạng hóa |
    điều chỉnh | điều tra | đo đạc | đào tạo | đánh giá | đôn đốc | đăng ký | đăng tải | đưa | đảm bảo | đấu giá | đấu thầu | đầu mối |
    đầu tư | đẩy mạnh | đẩy nhanh | đề nghị | đề xuất | định hướng | định kỳ | đối chiếu | đối soát | đồng bộ | đồng chủ trì | đổi mới |
    động viên | ưu tiên | ứng dụng
"""


def _pattern(words: str) -> str:
    """An alternation of the words, the longest first, whatever white space stands in them."""
    alternatives = sorted((" ".join(word.split()) for word in words.split("|")), key=len, reverse=True)
    return "(?:" + "|".join(word.replace(" ", r"\s+") for word in alternatives) + ")"


ACTION = (
    r"(?!giao\s+(?:thông|dịch|lưu|tiếp)|cấp\s+(?:nước|thoát|xã|huyện|tỉnh|cao|cứu|bách|ủy)|trình\s+(?:độ|diễn|tự)|lập\s+(?:pháp|trình|trường))"
    + _pattern(_VERBS)
)
"""A pattern of any such verb."""
STRONG = (
    rf"(?:(?:đồng\s+)?chủ\s+trì|(?:là|làm)\s+(?:cơ\s+quan\s+|đơn\s+vị\s+)?{CHIEF}|"
    r"(?:có|chịu)\s+trách\s+nhiệm|có\s+nhiệm\s+vụ)"
)
"""A pattern of the verbs that make somebody answerable wherever they stand."""
_OPENS_DUTY = re.compile(rf"(?:{STRONG}|{ACTION}|theo|trong|đối với|h[ằà]ng\s+(?:năm|quý|tháng)|trước|chậm nhất)(?![^\W\d_])")


_OPENING = 80
"""Characters within which a duty's first verb stands."""


def matching(text: str) -> str:
    """`text` with its tone marks placed one way, for patterns; offsets hold (a text that is not NFC is left as it is)."""
    form = tone_form(text)
    return form if len(form) == len(text) else text


def opens_duty(text: str) -> bool:
    """Whether `text` begins with what somebody is to do ("Chủ trì, phối hợp ...", "Rà soát ...")."""
    form = matching(text[:_OPENING]).lstrip(' "“')
    return bool(_OPENS_DUTY.match(form[:1].lower() + form[1:]))
