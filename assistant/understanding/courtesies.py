"""The question of a message without the greeting before it and the thanks behind: "chào ad, cho em hỏi ai chủ trì ạ" asks "ai chủ trì"."""

from __future__ import annotations

import re

from ingest.text.vietnamese import fold, has_diacritics

# Over folded text, one character for each of the text itself. What is matched ends at a space or a mark.
_WHOM = (
    r"(?:ad|admin|mn|anh chi|anh|chi|em|ban|cac ban|cac anh|cac chi|cac bac|bac|co|chu|thay|sep|moi nguoi|"
    r"ca nha|ca lop|tro ly|bot|a|c|e)"
)
_SELF = r"(?:em|toi|minh|tui|to|chau|con|anh|chi|e|m|a|c|t)"
_ENDS = r"(?=[,.!:;\s–-])"
_A_LITTLE = r"(?:chut|xiu|ti|mot chut|them|nhanh|voi|la|rang)"
_OPENINGS = re.compile(
    r"[\s,.!:;–-]{0,9}+(?:"
    rf"(?:alo|helo|hello|hey|good (?:morning|afternoon|evening))(?: (?:{_WHOM}|there|all|everyone|team|sir|madam)){{0,2}}(?: oi)?{_ENDS}"
    rf"|(?:hi|dear)(?: (?:{_WHOM}|there|all|everyone|team|sir|madam)){{1,2}}(?: oi)?{_ENDS}"
    rf"|(?P<weak>(?:da |vang |a |u )?(?:xin |em |e |minh )?chao(?: buoi (?:sang|trua|chieu|toi))?"
    rf"(?:(?: {_WHOM}){{1,3}}(?: a| nhe| nha| oi)?{_ENDS}|(?=\s?[,.!:;–-]))"
    rf"|(?:da|vang|thua)(?: {_WHOM}){{0,2}}{_ENDS}|(?:hi|dear){_ENDS})"
    rf"|(?:da )?{_WHOM}(?: {_WHOM})? oi{_ENDS}"
    rf"|(?:(?:anh chi|anh|chi|ban|ad|moi nguoi|lam on|vui long) )?(?:cho|giup) {_SELF} (?:xin )?hoi(?: {_A_LITTLE}){{0,2}}{_ENDS}"
    rf"|{_SELF} (?:muon|can|xin|xin phep|dang can) hoi(?: {_A_LITTLE}){{0,2}}{_ENDS}"
    rf"|(?:cho|xin|xin cho) hoi(?: {_A_LITTLE}){{0,2}}{_ENDS}"
    r"|(?:please|kindly|pls|plz)(?=[,\s])"
    r"|(?:can|could|would|will) you (?:please |kindly )?(?:tell|show|let) me(?: know)?(?=[,:\s])"
    r"|(?:please |kindly )?tell me(?=[,:\s])"
    r"|i(?: would like|'d like| want| need) to know(?=[,:\s])"
    r"|(?:may|can|could) i ask(?: you)?(?=[,:\s])"
    r"|(?:excuse me|sorry to bother you|quick question)(?=[,.:\s])"
    r")[\s,.!:;–-]{0,9}+"
)
_CLOSINGS = re.compile(
    r"(?<=[^\s,.!?])[\s,.!?]{1,9}+(?:"
    rf"(?:{_SELF} |xin |rat )?cam on(?: (?:{_WHOM}|nhieu|rat nhieu|truoc|lam|nhe|nha|a)){{0,4}}"
    r"|(?:many )?thanks(?: (?:a lot|in advance|so much|very much|you|all))?|thank you(?: (?:in advance|so much|very much|all))?"
    r"|tks|thks|thx"
    r"|please|pls|plz|voi a|nha a|nhe a|vay a|the a|the nhi|nhi|a"
    r")[\s.!]{0,9}+(?P<mark>\??)[\s.!]{0,9}+$"
)
_POLITE = frozenset(
    """
    dạ vâng thưa chào buổi sáng trưa chiều tối bạn các chị bác cô chú thầy sếp mọi người cả nhà lớp trợ lý ơi ạ nhé hỏi chút xíu tí một
    thêm với là rằng muốn cần phép đang giúp làm ơn vui lòng tôi mình tớ cháu à ừ cảm cám nhiều rất trước lắm nhỉ thế vậy ờ
    """.split()
)
"""The words of these patterns that have diacritics, as typed: "đã" is no "dạ", "chào bán" greets nobody."""
_ROUNDS = 4
"""Greetings and thanks taken away one after the other, before and behind."""
_FEWEST = 2
"""Words of a question that are left at least; what is shorter is a greeting itself, or leans on it."""


def without_courtesies(text: str) -> str:
    """What a message in NFC asks, without greetings, forms of address and thanks around it; all of it where nothing else is said."""
    bare = text
    for _ in range(_ROUNDS):
        opening = _OPENINGS.match(fold(bare))
        if opening is None or not _left(bare[opening.end() :]) or not _greets(bare[: opening.end()], weak=opening["weak"] is not None):
            break
        bare = bare[opening.end() :]
    for _ in range(_ROUNDS):
        closing = _CLOSINGS.search(fold(bare))
        if closing is None or not _left(bare[: closing.start()]) or not _closes(bare[closing.start() :], plain=not has_diacritics(bare)):
            break
        mark = "?" if "?" in bare[closing.start() :] else ""
        bare = bare[: closing.start()] + mark
    return f"{bare[:1].upper()}{bare[1:]}" if text[:1].isupper() else bare


def _left(text: str) -> bool:
    return sum(any(character.isalnum() for character in word) for word in text.split()) >= _FEWEST


def _greets(opening: str, *, weak: bool) -> bool:
    """Whether the words are typed as greetings are; a `weak` one, whose letters may be another word's, shows it by diacritics or a mark."""
    words = [word.strip(",.!:;–- ").lower() for word in opening.split()]
    marked = [word for word in words if has_diacritics(word)]
    return all(word in _POLITE for word in marked) and (not weak or bool(marked) or opening.rstrip()[-1:] in ",.!:;–-")


def _closes(closing: str, *, plain: bool) -> bool:
    """Whether the words are typed as those that close: "ạ", but "a" only in a message without diacritics, and never "nhóm A"."""
    words = [word.strip(",.!? ") for word in closing.split()]
    words = [word for word in words if word]
    if words[-1:] in (["a"], ["à"], ["á"]):
        return plain
    return (
        words[-1:] != ["A"]
        and "nhi" not in map(str.lower, words)
        and all(word.lower() in _POLITE for word in words if has_diacritics(word))
    )
