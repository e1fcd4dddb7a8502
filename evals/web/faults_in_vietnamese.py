"""What is wrong with a test set or one of its cases, in Vietnamese: `evals.test_sets` says it in English."""

from __future__ import annotations

import re

_TRUE_OR_FALSE = "“có” hoặc “không”, “true” hoặc “false”"
_NEEDED = {
    "id": "phải là chữ hoặc số nguyên",
    "question": "phải là một câu, không được để trống",
    "history": "phải là danh sách các cặp “question” và “answer”",
    "language": "phải là “vi” hoặc “en”",
    "style": "phải là chữ, ví dụ “accented”",
    "kind": "phải là chữ, ví dụ “lead_unit”",
    "answerable": "phải là true hoặc false",
    "facts": 'phải là danh sách các ý, mỗi ý một danh sách cách viết, ví dụ [["Bộ Tài chính", "BTC"]]',
    "forbidden": 'phải là danh sách chữ, ví dụ ["Sở Nội vụ"]',
    "evidence": "phải là danh sách gồm “document” (tên tệp), “page” (số trang từ 1, hoặc null) và “quote”",
    "answers": "phải là danh sách chữ",
    "note": "phải là chữ",
    "conversation": "phải là chữ hoặc số nguyên",
    "turns": 'phải là danh sách các lượt, mỗi lượt có “question” và “facts”, ví dụ [{"question": "...", "facts": [["..."]]}]',
}
_LONGEST = 1000
"""Characters of a reason or sentence: what a file holds stands in it, and the patterns below go through it more than once."""
_NAMES = {"id": "mã câu hỏi", "question": "câu hỏi", "facts": "đáp án", "evidence": "bằng chứng"}
_REASONS: tuple[tuple[str, str], ...] = (
    (r"it holds lists inside lists .*", "có quá nhiều danh sách lồng nhau: hãy viết như bộ mẫu"),
    (r"it holds half of a character .*", "có một ký tự bị hỏng: hãy gõ lại"),
    (r"“(id|conversation)” is blank", r"“\1” để trống"),
    (
        r"it has a “question” beside its “turns”.*",
        "có “question” bên cạnh “turns”: hãy viết mỗi câu hỏi vào một lượt riêng",
    ),
    (
        r"a turn of a conversation has no “history”.*",
        "một lượt của hội thoại không có “history” riêng: những gì nói trước đó là câu trả lời của chính chương trình",
    ),
    (r"another turn of its conversation cannot be used \((.+)\)", r"một lượt khác của cùng hội thoại không dùng được, ở \1"),
    (r"the id “(.+)” is that of the conversation at (.+) too.*", r"mã “\1” trùng với mã ở \2: mỗi hội thoại cần một mã riêng"),
    (r"“facts” holds a fact without a spelling.*", "“facts” có một ý để trống: như vậy câu trả lời nào cũng đúng"),
    (r"“forbidden” holds an empty text.*", "“forbidden” có một mục để trống: như vậy câu trả lời nào cũng sai"),
    (
        r"it has neither “facts” nor “evidence”.*",
        "không có cả đáp án lẫn bằng chứng nên không chấm được: hãy điền một trong hai, hoặc ghi là văn bản không nêu",
    ),
    (
        r"“answerable” is false, but there are “facts”.*",
        "ghi là văn bản không nêu nhưng lại có đáp án: hãy bỏ đáp án, hoặc ghi là văn bản có nêu",
    ),
    (r"“evidence” (\d+) names no document.*", r"bằng chứng thứ \1 không ghi tên tệp của văn bản"),
    (r"the cell under “(.+)” holds the error (.+)", r"ô ở cột “\1” có lỗi \2"),
    (
        r"the cell under “(.+)” begins like JSON but is not.*",
        r"ô ở cột “\1” bắt đầu như JSON nhưng không phải: hãy dùng dấu nháy thẳng, hoặc chữ thường",
    ),
    (r"a page must be one whole number such as 7, not “(.+)”", r"số trang phải là một số nguyên như 7, không phải “\1”"),
    (r"under “(.+)” stands “(.+)”: write có or không.*", rf"cột “\1” ghi “\2”: hãy ghi {_TRUE_OR_FALSE}"),
    (
        r"the cell under “(.+)” must be JSON: use the columns (\w+)_\.\.\..*",
        r"ô ở cột “\1” phải là JSON: với chữ thường hãy dùng các cột \2_…",
    ),
    (r"the id “(.+)” is that of (.+) too.*", r"mã “\1” trùng với mã ở \2: mỗi câu cần một mã riêng"),
    (r"it is not JSON \((.+)\).*", r"không phải JSON (\1): mỗi dòng phải là một đối tượng JSON"),
    (r'it must be an object, such as \{"id".*', "phải là một đối tượng JSON có “id”, “question” và “facts”"),
    (r"it must be an object, such as .*", "phải là một đối tượng JSON có “question” và “facts”"),
    (r"it must be an object with a list of “paragraphs”", "phải là đối tượng có danh sách “paragraphs”"),
    (r"it must be an object with a “context”.*", "phải là đối tượng có “context” không rỗng và danh sách “qas”"),
    (r"it must be an object with “id”, “question” and “answers”", "phải là đối tượng có “id”, “question” và “answers”"),
    (r"it has no “answers”.*", "không có “answers”: hãy thêm đáp án, hoặc ghi is_impossible"),
    (r"the answer “(.+)” does not stand in its context", r"đáp án “\1” không có trong đoạn văn của nó"),
)
_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        r".+ has two columns for “(.+)”, “(.+)” and “(.+)”: rename or remove one\.",
        r"Hai cột “\2” và “\3” cùng một nội dung: hãy đổi tên hoặc bỏ một cột.",
    ),
    (r".+ holds no questions\b.*", "Tệp này không có câu hỏi nào: hãy kiểm tra lại tệp."),
    (r".+ is empty: .*", "Tệp này rỗng: hãy chọn một tệp có câu hỏi."),
    (
        r".+ is a workbook of an old Excel .*",
        "Đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu: hãy lưu lại thành .xlsx không có mật khẩu.",
    ),
    (r".+ looks like SQuAD but is not whole JSON .*", "Tệp giống SQuAD nhưng bị cắt dở: hãy tải hoặc chép lại tệp gốc."),
    (
        r".+ is neither a workbook .* nor text in UTF-8 \(line (\d+)\).*",
        r"Tệp không phải Excel (.xlsx) cũng không phải chữ UTF-8 (dòng \1): hãy lưu lại thành “CSV UTF-8” hoặc .xlsx.",
    ),
    (r"No sheet of .+ has a column .*", "Không trang tính nào có cột “câu hỏi” hoặc “question”: hãy đặt tên cột như vậy."),
    (
        r".+, row (\d+): a cell is not quoted as CSV asks .*",
        r"Hàng \1 có dấu nháy kép không đóng: hãy đóng lại, và viết đôi dấu nháy ở trong ô.",
    ),
    (
        r".+ is not a workbook that can be read.*|.+ is a broken workbook.*",
        "Tệp Excel này bị hỏng: hãy mở bằng phần mềm bảng tính và lưu lại thành .xlsx.",
    ),
    (
        r".+ has more rows or columns than a test set may.*",
        "Tệp này có quá nhiều hàng hoặc cột: hãy bỏ các hàng và cột trống, hoặc chia thành nhiều tệp.",
    ),
    (
        r".+ has longer contexts with more questions .*",
        "Bộ này có những văn bản quá dài với quá nhiều câu hỏi: hãy chia các văn bản thành nhiều đoạn.",
    ),
    (r".+ more than a test set may.*|.+ has more than \d+ MB.*", "Tệp này quá lớn cho một bộ câu hỏi: hãy chia thành nhiều tệp."),
)


def place_in_vietnamese(place: str) -> str:
    """Where in a file a case stands: "dòng 12"."""
    for english, vietnamese in (("line", "dòng"), ("row", "hàng"), ("item", "mục")):
        place = re.sub(rf"^{english} (?=\d)", f"{vietnamese} ", place)
    return re.sub(r", turn (?=\d)", ", lượt ", place)


def reason_in_vietnamese(reason: str) -> str:
    """Why a case cannot be used; as it is where it is none of the known reasons."""
    if len(reason) > _LONGEST:
        return f"{reason[:_LONGEST]}…"
    needed = re.fullmatch(r"“(\w+)” (?:must be .+?)( \(it is missing\))?", reason, re.DOTALL)
    if needed and needed[1] in _NEEDED:
        missing = f"thiếu {_NAMES.get(needed[1], '')} (“{needed[1]}”)".replace("  ", " ")
        return missing if needed[2] else f"“{needed[1]}” {_NEEDED[needed[1]]}"
    for pattern, said in _REASONS:
        if found := re.fullmatch(pattern, reason, re.DOTALL):
            return re.sub(r"(?<= ở )\w+ \d+(?:, turn \d+)?(?=:|$)", lambda at: place_in_vietnamese(at[0]), found.expand(said))
    return reason


def sentence_in_vietnamese(sentence: str) -> str | None:
    """Why a whole file cannot be used; None where it is none of the known reasons."""
    if len(sentence) > _LONGEST:
        return None
    if none_of := re.fullmatch(r"No case of .+ can be used \((\d+) read\); the first, ([^:]+): (.+)\.", sentence, re.DOTALL):
        count, place, reason = none_of.groups()
        return f"Không câu nào trong {count} câu dùng được; câu đầu ({place_in_vietnamese(place)}): {reason_in_vietnamese(reason)}."
    for pattern, said in _SENTENCES:
        if found := re.fullmatch(pattern, sentence, re.DOTALL):
            return found.expand(said)
    return None
