"""Terms of two or three syllables with which questions about plans ask, put right where a slip left a syllable that no document prints:
"chủ tì", "nhiện vụ", "boa giờ"."""

from __future__ import annotations

from assistant.understanding.near_words import ALPHABET, Neighbours, keeps_marks, slips_undone
from ingest.text.vietnamese import could_be_syllable, fold, has_diacritics, tone_form
from vectorstore.diacritics import Restorer, count_syllables

_TERMS = """
chủ trì; phối hợp; nhiệm vụ; công việc; thời hạn; thời gian; hoàn thành; đơn vị nào; cơ quan nào; kế hoạch; nghị quyết; quyết định;
chỉ thị; chương trình; thông báo; văn bản; báo cáo; kinh phí; sản phẩm; kết quả; phụ lục; ban hành; thực hiện; trách nhiệm; phụ trách;
đầu mối; bao nhiêu; bao giờ; khi nào; như thế nào; sở nào; bộ nào; ngành nào; vụ nào; việc nào; năm nào; tháng nào; ngày nào; quý nào;
những nhiệm vụ; những cơ quan; những đơn vị; những việc; những nội dung; người ký; hạn chót; mục tiêu; chỉ tiêu; giải pháp; quy định;
hướng dẫn; thành phố; ủy ban; nhân dân; bổ sung; sửa đổi; thay thế
"""
_PAIRS = [(first, second) for _, first, second in count_syllables([_TERMS])[1]]
_BEHIND = {fold(one): {second for first, second in _PAIRS if fold(first) == fold(one)} for one, _ in _PAIRS}
_BEFORE = {fold(one): {first for first, second in _PAIRS if fold(second) == fold(one)} for _, one in _PAIRS}
"""The syllables of terms behind and before one, folded."""
_FEWEST = 2
"""Letters of a syllable that is looked at."""


def term_meant(word: str, beside: Neighbours, printed: Restorer, *, plain: bool) -> str:
    """The syllable of a term that a syllable beside the rest of it is a slip of; "" where there is none, where several fit, or where the
    documents print the syllable as it stands somewhere."""
    if len(word) < _FEWEST or not word.islower() or not could_be_syllable(word):
        return ""
    folded = fold(word)
    parts = _BEHIND.get(fold(beside.before), set()) | _BEFORE.get(fold(beside.after), set())
    if not parts or any(_is(word, part, plain=plain) for part in parts):
        return ""
    away = set(slips_undone(folded, ALPHABET))
    near = {part for part in parts if fold(part) in away and len(part) > _FEWEST and _same_but_for_the_slip(word, part)}
    if len({fold(part) for part in near}) != 1 or _printed(word, printed):
        return ""
    return fold(min(near)) if plain else min(near, key=lambda part: (_other_marks(word, part), part))


def _same_but_for_the_slip(word: str, part: str) -> bool:
    """Whether a syllable begins like the other and has its diacritics, wherever they stand where two letters are in the wrong order."""
    typed, meant = fold(word), fold(part)
    return typed[0] == meant[0] and (keeps_marks(word, part) or sorted(typed) == sorted(meant))


def _is(word: str, part: str, *, plain: bool) -> bool:
    return fold(word) == fold(part) if plain or not has_diacritics(word) else tone_form(word).lower() == part


def _other_marks(word: str, part: str) -> int:
    return sum(has_diacritics(letter) and letter not in word for letter in part)


def _printed(word: str, printed: Restorer) -> bool:
    """Whether the documents print a syllable anywhere, with the diacritics typed."""
    forms = printed.forms(fold(word))
    return tone_form(word).lower() in forms if has_diacritics(word) else bool(forms)
