"""Every word of the page, in Vietnamese and in English."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answer import Note
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The words of the page in one language. Words in braces are filled in with `str.format`."""

    title: str
    tagline: str
    skip: str
    skip_to_tasks: str
    views: str
    chat: str
    tasks: str
    switch: str
    """The name of the other language, in that language."""
    new: str
    conversation: str
    welcome: str
    about: str
    documents_one: str
    documents_many: str
    documents_heading: str
    no_documents: str
    placeholder: str
    question_label: str
    send: str
    hint: str
    suggestions: str
    you: str
    assistant: str
    searching: str
    writing: str
    stop: str
    interrupted: str
    understood: str
    by_model: str
    dropped_one: str
    dropped_many: str
    cut_short: str
    notes: Mapping[Note, str]
    not_kept: str
    conversation_missing: str
    sources: str
    sources_one: str
    sources_many: str
    see_sources: str
    no_sources: str
    not_yet: str
    useful: str
    useful_hint: str
    see_useful: str
    source: str
    source_of_task: str
    page: str
    undated: str
    untitled: str
    open_page: str
    open: str
    download: str
    removed: str
    back: str
    copy: str
    copied: str
    too_long: str
    failed: str
    unreachable: str
    busy: str
    too_many: str
    too_slow: str
    unusable: str
    lead_question: str
    deadline_question: str
    signer_question: str
    date_question: str
    subject_question: str


_VI = Texts(
    title="Hỏi đáp văn bản kế hoạch",
    tagline="Câu trả lời ngắn, kèm trích dẫn nguyên văn",
    skip="Chuyển đến ô câu hỏi",
    skip_to_tasks="Chuyển đến bộ lọc nhiệm vụ",
    views="Các phần của trang",
    chat="Hỏi đáp",
    tasks="Nhiệm vụ",
    switch="English",
    new="Cuộc trò chuyện mới",
    conversation="Cuộc trò chuyện",
    welcome="Bạn cần tìm gì trong các văn bản?",
    about="Trợ lý tìm câu trả lời trong các văn bản đã nạp, trích nguyên văn và chỉ rõ trang. "
    "Khi văn bản không nêu, trợ lý nói rõ là không tìm thấy.",
    documents_one="Đang có 1 văn bản.",
    documents_many="Đang có {count} văn bản.",
    documents_heading="Văn bản đã nạp",
    no_documents="Chưa có văn bản nào: hãy chạy lệnh “assistant ingest THƯ_MỤC” để nạp văn bản, rồi tải lại trang này.",
    placeholder="Nhập câu hỏi…",
    question_label="Câu hỏi",
    send="Gửi",
    hint="Hỏi có dấu, không dấu hoặc bằng tiếng Anh đều được. Enter để gửi, Shift + Enter để xuống dòng.",
    suggestions="Câu hỏi gợi ý",
    you="Bạn hỏi",
    assistant="Trợ lý trả lời",
    searching="Đang tìm trong văn bản…",
    writing="Đang viết, từng câu được đối chiếu với nguồn…",
    stop="Dừng",
    interrupted="Câu hỏi này chưa có câu trả lời: việc trả lời đã bị ngắt, hoặc đang diễn ra ở một thẻ khác.",
    understood="Hiểu là:",
    by_model="Soạn bởi mô hình ngôn ngữ, từng câu đã đối chiếu với nguồn.",
    dropped_one="Đã bỏ 1 câu không kiểm chứng được.",
    dropped_many="Đã bỏ {count} câu không kiểm chứng được.",
    cut_short="Mô hình ngôn ngữ ngừng giữa chừng; phần trên đã đối chiếu với nguồn.",
    notes={
        "model_slow": "Mô hình ngôn ngữ trả lời quá chậm, nên đây là câu trả lời có sẵn của trợ lý.",
        "model_away": "Không kết nối được với mô hình ngôn ngữ, nên đây là câu trả lời có sẵn của trợ lý.",
        "model_failed": "Mô hình ngôn ngữ gặp trục trặc, nên đây là câu trả lời có sẵn của trợ lý.",
        "model_unsupported": "Những gì mô hình ngôn ngữ viết không kiểm chứng được, nên đây là câu trả lời có sẵn của trợ lý.",
        "stopped": "Câu trả lời đã được dừng trước khi viết xong.",
    },
    not_kept="Cuộc trò chuyện này hiện không lưu lại được; vẫn có thể hỏi tiếp.",
    conversation_missing="Không có cuộc trò chuyện này trong trình duyệt này: nó đã bị xóa, hoặc thuộc về một trình duyệt khác.",
    sources="Nguồn trích dẫn",
    sources_one="1 nguồn cho câu hỏi “{question}”",
    sources_many="{count} nguồn cho câu hỏi “{question}”",
    see_sources="Xem nguồn ({count})",
    no_sources="Câu trả lời này không dẫn văn bản nào.",
    not_yet="Nguồn của câu trả lời sẽ hiện ở đây, với đoạn trích được tô sáng.",
    useful="Có thể hữu ích",
    useful_hint="Các đoạn gần nhất với câu hỏi; trợ lý không dùng chúng làm căn cứ trả lời.",
    see_useful="Xem đoạn có thể hữu ích ({count})",
    source="Nguồn {n}",
    source_of_task="Nguồn của nhiệm vụ",
    page="trang {page}",
    undated="không rõ ngày",
    untitled="Văn bản không có tên",
    open_page="Mở bản gốc ở trang {page}",
    open="Mở bản gốc",
    download="Tải bản gốc",
    removed="Văn bản này không còn trong chỉ mục",
    back="Về câu trả lời",
    copy="Sao chép",
    copied="Đã sao chép",
    too_long="Câu hỏi dài quá {limit} ký tự: xin rút gọn rồi gửi lại.",
    failed="Xin lỗi, chưa trả lời được câu hỏi này do trục trặc: xin thử lại, nếu vẫn lỗi thì báo người quản trị.",
    unreachable="Không đọc được chỉ mục văn bản: xin báo người quản trị kiểm tra rồi thử lại.",
    too_many="Hiện có nhiều người đang hỏi: xin chờ một lát rồi gửi lại câu hỏi.",
    too_slow="Câu hỏi này mất quá nhiều thời gian nên đã được dừng lại: xin hỏi ngắn gọn hơn, mỗi lần một điều.",
    busy="Văn bản đang được nạp: xin chờ một lát rồi gửi lại câu hỏi.",
    unusable="Câu hỏi này không dùng được: xin viết thành một câu hỏi ngắn rồi gửi lại.",
    lead_question="Đơn vị nào chủ trì {subject}?",
    deadline_question="Thời hạn hoàn thành {subject} là khi nào?",
    signer_question="Ai ký {name}?",
    date_question="{name} được ban hành ngày nào?",
    subject_question="{name} nói về nội dung gì?",
)

_EN = Texts(
    title="Ask the plan documents",
    tagline="Short answers with verbatim quotes",
    skip="Skip to the question box",
    skip_to_tasks="Skip to the filters of tasks",
    views="Parts of the page",
    chat="Chat",
    tasks="Tasks",
    switch="Tiếng Việt",
    new="New conversation",
    conversation="Conversation",
    welcome="What would you like to find in the documents?",
    about="The assistant looks for the answer in the documents it holds, quotes them word for word and names the page. "
    "Where the documents do not say, it tells you so.",
    documents_one="It holds 1 document.",
    documents_many="It holds {count} documents.",
    documents_heading="Documents",
    no_documents="There are no documents yet: run “assistant ingest FOLDER” to add some, then reload this page.",
    placeholder="Type a question…",
    question_label="Question",
    send="Send",
    hint="Ask in English or Vietnamese, with or without accents. Enter sends, Shift + Enter starts a new line.",
    suggestions="Suggested questions",
    you="You asked",
    assistant="The assistant answered",
    searching="Searching the documents…",
    writing="Writing, each sentence is checked against the sources…",
    stop="Stop",
    interrupted="This question has no answer yet: answering was interrupted, or is going on in another tab.",
    understood="Understood as:",
    by_model="Written by a language model, each sentence checked against its sources.",
    dropped_one="1 sentence that could not be verified was left out.",
    dropped_many="{count} sentences that could not be verified were left out.",
    cut_short="The language model broke off; what stands above is checked against its sources.",
    notes={
        "model_slow": "The language model took too long, so this is the assistant's built-in answer.",
        "model_away": "The language model cannot be reached, so this is the assistant's built-in answer.",
        "model_failed": "The language model failed, so this is the assistant's built-in answer.",
        "model_unsupported": "What the language model wrote could not be verified, so this is the assistant's built-in answer.",
        "stopped": "The answer was stopped before it was complete.",
    },
    not_kept="This conversation cannot be kept at the moment; you can go on asking.",
    conversation_missing="There is no such conversation in this browser: it was deleted, or belongs to another browser.",
    sources="Sources",
    sources_one="1 source for “{question}”",
    sources_many="{count} sources for “{question}”",
    see_sources="See sources ({count})",
    no_sources="This answer cites no document.",
    not_yet="The sources of an answer appear here, with the quoted words highlighted.",
    useful="Perhaps useful",
    useful_hint="The passages nearest to the question; the answer does not rest on them.",
    see_useful="See perhaps useful passages ({count})",
    source="Source {n}",
    source_of_task="Source of the task",
    page="page {page}",
    undated="date not known",
    untitled="Untitled document",
    open_page="Open the original at page {page}",
    open="Open the original",
    download="Download the original",
    removed="This document is no longer in the index",
    back="Back to the answer",
    copy="Copy",
    copied="Copied",
    too_long="The question is longer than {limit} characters: please shorten it and send it again.",
    failed="Sorry, something went wrong with this question: please try again, and tell your administrator if it happens again.",
    unreachable="The index of documents cannot be read: please ask your administrator to check it, then try again.",
    too_many="Many people are asking right now: please wait a moment and send the question again.",
    too_slow="This question took too long and was given up: please ask more briefly, for one thing at a time.",
    busy="Documents are being added: please wait a moment and send the question again.",
    unusable="This question cannot be used: please write one short question and send it again.",
    lead_question="Which unit leads {subject}?",
    deadline_question="What is the deadline of {subject}?",
    signer_question="Who signed {name}?",
    date_question="When was {name} issued?",
    subject_question="What is {name} about?",
)

TEXTS: Mapping[Language, Texts] = {"vi": _VI, "en": _EN}
DEFAULT_LANGUAGE: Language = "vi"


def language_of(value: object) -> Language:
    """The page's language for what a browser sent; Vietnamese for anything that is not a language of the page."""
    return "en" if value == "en" else DEFAULT_LANGUAGE


def written_date(date: datetime.date) -> str:
    """A date as Vietnamese documents write it, day first: 05/03/2024."""
    return date.strftime("%d/%m/%Y")
