"""What kinds of questions, ways of typing, causes and measures are called in a report, and what each measure means in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from evals.comparing import Turn
from evals.verdicts import Cause
from vectorstore.retrieval import Language

Name = tuple[str, str]
"""In Vietnamese and in English."""

KINDS: Mapping[str, Name] = {
    "lead_unit": ("Đơn vị chủ trì", "Lead unit"),
    "coordinating_units": ("Đơn vị phối hợp", "Co-ordinating units"),
    "deadline": ("Thời hạn", "Deadline"),
    "product": ("Sản phẩm", "Product"),
    "number": ("Con số", "Figure"),
    "person": ("Người", "Person"),
    "date": ("Ngày tháng", "Date"),
    "document_reference": ("Văn bản liên quan", "Document referred to"),
    "list": ("Liệt kê", "List"),
    "filter": ("Lọc nhiệm vụ", "Filter of tasks"),
    "comparison": ("So sánh", "Comparison"),
    "conflict": ("Nguồn mâu thuẫn", "Sources in conflict"),
    "definition": ("Khái niệm", "Definition"),
    "follow_up": ("Hỏi tiếp", "Follow-up"),
    "several": ("Nhiều ý trong một câu", "Several questions in one"),
    "unanswerable": ("Không có đáp án", "Unanswerable"),
    "other": ("Khác", "Other"),
}
STYLES: Mapping[str, Name] = {
    "accented": ("Có dấu", "With diacritics"),
    "unaccented": ("Không dấu", "Without diacritics"),
    "half_accented": ("Thiếu dấu một phần", "Half the diacritics"),
    "cross_lingual": ("Hỏi tiếng Anh, văn bản tiếng Việt", "English on Vietnamese sources"),
}
LANGUAGES: Mapping[str, Name] = {"vi": ("Tiếng Việt", "Vietnamese"), "en": ("Tiếng Anh", "English")}
TURNS: Mapping[str, Name] = {"first": ("Câu đầu", "First question"), "later": ("Câu hỏi tiếp", "Later question")}
MODES: Mapping[str, Name] = {
    "model": ("Mô hình ngôn ngữ", "Chat model"),
    "extractive": ("Câu trích từ văn bản", "Sentences of documents"),
    "tasks": ("Bảng nhiệm vụ", "Tasks"),
    "none": ("Không tìm thấy, hoặc lời chào", "Nothing found, or small talk"),
}
FALLBACKS: Mapping[str, Name] = {
    "model_slow": ("Mô hình trả lời quá chậm", "The model was too slow"),
    "model_away": ("Không liên lạc được với mô hình", "The model could not be reached"),
    "model_failed": ("Mô hình gặp lỗi", "The model failed"),
    "model_unsupported": ("Lời của mô hình không có căn cứ trong văn bản", "Nothing that the model said held against the documents"),
    "stopped": ("Bị dừng", "Stopped"),
}
ANSWERABLE: Mapping[str, Name] = {
    "yes": ("Văn bản có nêu", "The documents say"),
    "no": ("Văn bản không nêu", "The documents do not say"),
}
SLICES: Mapping[str, Name] = {
    "kind": ("Loại câu hỏi", "Kind of question"),
    "style": ("Cách gõ", "Way of typing"),
    "language": ("Ngôn ngữ câu hỏi", "Language of the question"),
    "turn": ("Câu đầu hay câu hỏi tiếp", "First question or later"),
    "document": ("Văn bản chứa đáp án", "Document with the answer"),
    "answerable": ("Có đáp án hay không", "Answerable or not"),
    "mode": ("Câu trả lời do đâu", "What wrote the answer"),
    "fallback": ("Vì sao không dùng lời của mô hình", "Why the model's words were not used"),
}
VALUES: Mapping[str, Mapping[str, Name]] = {
    "kind": KINDS, "style": STYLES, "language": LANGUAGES, "turn": TURNS, "answerable": ANSWERABLE, "mode": MODES, "fallback": FALLBACKS,
}  # fmt: skip

CAUSE_NAMES: Mapping[Cause, Name] = {
    "error": ("Câu hỏi gặp lỗi", "The question failed"),
    "answered": ("Trả lời dù văn bản không nêu", "Answered though the documents do not say"),
    "declined_unfound": ("Từ chối; bằng chứng không có trong các đoạn tìm được", "Declined; the evidence was not found"),
    "declined_found": ("Từ chối dù bằng chứng đã tìm được", "Declined though the evidence was found"),
    "facts_unfound": ("Thiếu thông tin; bằng chứng không có trong các đoạn tìm được", "Facts missing; the evidence was not found"),
    "facts_found": ("Thiếu thông tin dù bằng chứng đã tìm được", "Facts missing though the evidence was found"),
    "forbidden": ("Nêu điều sai", "States something wrong"),
    "uncited": ("Đủ thông tin nhưng dẫn sai nguồn", "All facts, but the wrong evidence cited"),
}
TURN_NAMES: Mapping[Turn, Name] = {
    "better": ("Trở thành đúng", "Became right"),
    "worse": ("Trở thành sai", "Became wrong"),
    "other": ("Vẫn sai, nhưng khác cách", "Still wrong, another way"),
}

SETTING_NAMES: Mapping[str, Name] = {
    "test_set": ("Bộ câu hỏi", "Test set"),
    "set_sha256": ("Mã băm của bộ câu hỏi", "Hash of the test set"),
    "case_count": ("Số câu", "Cases"),
    "faults": ("Câu không đọc được", "Cases that could not be read"),
    "program": ("Phiên bản chương trình", "Program"),
    "index": ("Dấu vết của kho văn bản", "Fingerprint of the index"),
    "documents": ("Số văn bản", "Documents"),
    "passages": ("Số đoạn", "Passages"),
    "machine": ("Máy", "Machine"),
    "grader": ("Mô hình chấm", "Grader"),
}
"""What runs may differ in; settings and models go by their own names."""

MEASURE_GROUPS: Mapping[str, tuple[Name, tuple[str, ...]]] = {
    "answers": (("Câu trả lời", "Answers"), ("right", "facts_and_cited", "facts", "fact_share", "forbidden", "exact_match", "f1")),
    "citations": (("Trích dẫn", "Citations"), ("cited_of_given", "citation_precision", "evidence_cited", "sentences_cited")),
    "declining": (("Từ chối trả lời", "Declining"), ("declined", "declined_precision", "declined_wrongly")),
    "finding": (
        ("Tìm kiếm", "Search"),
        ("evidence_at_1", "evidence_at_3", "evidence_at_5", "evidence_at_10", "mrr", "ndcg"),
    ),
    "grades": (("Mô hình khác chấm", "Graded by a model"), ("faithfulness", "relevance")),
}
MEANINGS: Mapping[str, Name] = {
    "right": (
        "Trả lời đủ, không sai và dẫn đúng nguồn; hoặc từ chối khi văn bản không nêu.",
        "Answered in full, nothing wrong, right evidence cited; or declined where the documents do not say.",
    ),
    "facts": ("Câu trả lời nêu mọi thông tin cần có.", "The answer states every fact asked for."),
    "fact_share": ("Trung bình nêu được bao nhiêu phần thông tin cần có.", "How much of the facts asked for is stated on average."),
    "facts_and_cited": (
        "Đủ thông tin, không nêu điều sai và có trích dẫn đúng bằng chứng.",
        "All facts, nothing wrong, and right evidence cited.",
    ),
    "forbidden": (
        "Nêu điều mà câu trả lời đúng không được có, như số liệu đã cũ. Càng thấp càng tốt.",
        "States what a right answer must not hold, such as an outdated figure. Lower is better.",
    ),
    "cited_of_given": (
        "Trong các câu đã trả lời: có trích dẫn đúng văn bản, đúng trang, đúng đoạn.",
        "Of the answers given: some citation is of the right document, page and words.",
    ),
    "citation_precision": (
        "Trong các trích dẫn đưa ra, bao nhiêu là đúng bằng chứng.",
        "Of the citations given, how many are of right evidence.",
    ),
    "evidence_cited": ("Trong các bằng chứng cần dẫn, bao nhiêu đã được dẫn.", "Of the evidence that is needed, how much is cited."),
    "sentences_cited": ("Bao nhiêu câu trong câu trả lời có ghi nguồn [n].", "How many sentences of the answer carry a source [n]."),
    "declined": (
        "Văn bản không nêu, và chương trình nói đúng là không tìm thấy.",
        "The documents do not say, and the program says so.",
    ),
    "declined_precision": (
        "Trong các lần từ chối, bao nhiêu lần văn bản quả thật không nêu.",
        "Of the times it declined, how often the documents indeed do not say.",
    ),
    "declined_wrongly": (
        "Văn bản có nêu mà chương trình từ chối. Càng thấp càng tốt.",
        "The documents do say, but the program declined. Lower is better.",
    ),
    "evidence_at_1": ("Đoạn xếp đầu có chứa bằng chứng.", "The first passage found holds the evidence."),
    "evidence_at_3": ("Có bằng chứng trong 3 đoạn đầu.", "The evidence is in the first 3 passages."),
    "evidence_at_5": ("Có bằng chứng trong 5 đoạn đầu.", "The evidence is in the first 5 passages."),
    "evidence_at_10": ("Có bằng chứng trong 10 đoạn đầu.", "The evidence is in the first 10 passages."),
    "mrr": (
        "Bằng chứng đứng thứ mấy: 1 là luôn đứng đầu, 0,5 là thường đứng thứ hai.",
        "How high the evidence ranks: 1 is always first, 0.5 is typically second.",
    ),
    "ndcg": (
        "Thứ tự của các đoạn có bằng chứng so với thứ tự tốt nhất (1).",
        "The order of passages with evidence against the best order (1).",
    ),
    "exact_match": ("Câu trả lời trùng từng chữ với đáp án mẫu.", "The answer is a gold answer word for word."),
    "faithfulness": (
        "Câu trả lời không trái với các đoạn được trích và tìm thấy. Mô hình chấm yếu thì điểm này ít giá trị.",
        "The answer is not against the passages quoted and found. Of a weak grader such grades mean little.",
    ),
    "relevance": (
        "Câu trả lời nói về điều được hỏi. Mô hình chấm yếu thì điểm này ít giá trị.",
        "The answer is about what was asked. Of a weak grader such grades mean little.",
    ),
    "f1": ("Số chữ trùng giữa câu trả lời và đáp án mẫu.", "The overlap of words between the answer and a gold answer."),
}  # fmt: skip
DECIMALS = frozenset(("mrr", "ndcg"))
"""Measures that are no shares: written 0,853 rather than 85,3 %."""


def in_language(name: Name, language: Language) -> str:
    """The name in one language."""
    return name[language == "en"]


def value_name(slice_name: str, value: str, *, language: Language) -> str:
    """What the value of a slice is called; itself where nothing calls it otherwise, as a file name."""
    name = VALUES.get(slice_name, {}).get(value)
    return in_language(name, language) if name else value
