"""The words of the list of conversations, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    heading: str
    close: str
    begin: str
    words: str
    count_one: str
    count_many: str
    none_kept: str
    none_found: str
    more: str
    untitled: str
    questions_one: str
    questions_many: str
    actions: str
    rename: str
    title: str
    save: str
    cancel: str
    delete: str
    confirm: str
    delete_now: str
    keep: str
    renamed: str
    deleted: str
    markdown: str
    docx: str
    unknown: str
    unusable: str
    failed: str


HISTORY_TEXTS: Mapping[Language, HistoryTexts] = {
    "vi": HistoryTexts(
        heading="Cuộc trò chuyện",
        close="Đóng danh sách",
        begin="Cuộc trò chuyện mới",
        words="Tìm trong các cuộc trò chuyện",
        count_one="1 cuộc trò chuyện",
        count_many="{count} cuộc trò chuyện",
        none_kept="Chưa có cuộc trò chuyện nào. Mỗi cuộc trò chuyện được lưu lại ở đây, chỉ trình duyệt này xem được.",
        none_found="Không có cuộc trò chuyện nào khớp.",
        more="Đây là {count} cuộc gần nhất; nhập từ để tìm những cuộc cũ hơn.",
        untitled="Không có tên",
        questions_one="1 câu hỏi",
        questions_many="{count} câu hỏi",
        actions="Thao tác với “{title}”",
        rename="Đổi tên",
        title="Tên mới",
        save="Lưu tên",
        cancel="Thôi",
        delete="Xóa",
        confirm="Xóa hẳn “{title}” ({questions})? Không lấy lại được.",
        delete_now="Xóa hẳn",
        keep="Giữ lại",
        renamed="Đã đổi tên thành “{title}”.",
        deleted="Đã xóa “{title}”.",
        markdown="Tải Markdown",
        docx="Tải Word (DOCX)",
        unknown="Không có cuộc trò chuyện này trong trình duyệt này: có thể nó vừa bị xóa ở một thẻ khác.",
        unusable="Hiện không đọc hoặc ghi được các cuộc trò chuyện đã lưu: xin báo người quản trị.",
        failed="Không tải được danh sách: xin kiểm tra kết nối rồi mở lại.",
    ),
    "en": HistoryTexts(
        heading="Conversations",
        close="Close the list",
        begin="New conversation",
        words="Search the conversations",
        count_one="1 conversation",
        count_many="{count} conversations",
        none_kept="No conversations yet. Each one is kept here, and only this browser can see it.",
        none_found="No conversation matches.",
        more="These are the last {count}; type words to find older ones.",
        untitled="Untitled",
        questions_one="1 question",
        questions_many="{count} questions",
        actions="Actions for “{title}”",
        rename="Rename",
        title="New title",
        save="Save the title",
        cancel="Cancel",
        delete="Delete",
        confirm="Delete “{title}” ({questions}) for good? It cannot be brought back.",
        delete_now="Delete for good",
        keep="Keep it",
        renamed="Renamed to “{title}”.",
        deleted="“{title}” was deleted.",
        markdown="Download Markdown",
        docx="Download Word (DOCX)",
        unknown="There is no such conversation in this browser: it may just have been deleted in another tab.",
        unusable="The conversations kept cannot be read or written at the moment: please tell your administrator.",
        failed="The list cannot be loaded: please check the connection and open it again.",
    ),
}
