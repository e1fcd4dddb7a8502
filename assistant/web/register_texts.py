"""Every word of the register of tasks, in Vietnamese and in English; those that it shares with the chat are in `texts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTexts:
    """The words of the register in one language. Words in braces are filled in with `str.format`."""

    heading: str
    filters: str
    words: str
    document: str
    every_document: str
    lead: str
    coordinating: str
    any_body: str
    times: str
    due_from: str
    due_to: str
    clear: str
    count_one: str
    count_many: str
    range: str
    csv: str
    xlsx: str
    number: str
    task: str
    product: str
    deadline: str
    source: str
    show_source: str
    pages: str
    previous: str
    next: str
    none_found: str
    none_held: str
    day_unreadable: str
    document_unknown: str
    failed: str


_VI = RegisterTexts(
    heading="Nhiệm vụ trong các văn bản",
    filters="Lọc nhiệm vụ",
    words="Từ trong nhiệm vụ",
    document="Văn bản",
    every_document="Tất cả văn bản",
    lead="Chủ trì",
    coordinating="Phối hợp",
    any_body="Cơ quan bất kỳ",
    times="{count} nhiệm vụ",
    due_from="Hạn từ ngày",
    due_to="Hạn đến ngày",
    clear="Xóa bộ lọc",
    count_one="1 nhiệm vụ",
    count_many="{count} nhiệm vụ",
    range="đang xem {first}–{last}",
    csv="Tải CSV",
    xlsx="Tải Excel",
    number="TT",
    task="Nhiệm vụ",
    product="Sản phẩm",
    deadline="Thời hạn",
    source="Nguồn",
    show_source="Xem nguồn của nhiệm vụ này",
    pages="Các trang của danh sách",
    previous="Trang trước",
    next="Trang sau",
    none_found="Không có nhiệm vụ nào khớp với bộ lọc: hãy bớt điều kiện.",
    none_held="Các văn bản đã nạp không có bảng nhiệm vụ nào.",
    day_unreadable="Ngày không đọc được: hãy viết như 30/6/2026.",
    document_unknown="Không có văn bản này trong các văn bản đã nạp.",
    failed="Chưa tải được danh sách nhiệm vụ: xin thử lại.",
)

_EN = RegisterTexts(
    heading="Tasks in the documents",
    filters="Filter tasks",
    words="Words in the task",
    document="Document",
    every_document="All documents",
    lead="Lead",
    coordinating="Co-ordinating",
    any_body="Any body",
    times="{count} tasks",
    due_from="Due from",
    due_to="Due up to",
    clear="Clear filters",
    count_one="1 task",
    count_many="{count} tasks",
    range="showing {first}–{last}",
    csv="Download CSV",
    xlsx="Download Excel",
    number="No.",
    task="Task",
    product="Product",
    deadline="Deadline",
    source="Source",
    show_source="Show the source of this task",
    pages="Pages of the list",
    previous="Previous page",
    next="Next page",
    none_found="No task matches these filters: ask for less.",
    none_held="The documents held give no tasks.",
    day_unreadable="The day cannot be read: write it like 30/6/2026.",
    document_unknown="This document is not held.",
    failed="The list of tasks could not be loaded: please try again.",
)

REGISTER_TEXTS: Mapping[Language, RegisterTexts] = {"vi": _VI, "en": _EN}
