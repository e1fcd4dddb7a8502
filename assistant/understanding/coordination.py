"""Things that stand side by side in a question, each of which is asked about: "Hạn của đề án A và của nghị định B khác nhau ra sao?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.asking_part import asks_something
from assistant.understanding.question_words import BODIES, TASKS
from ingest.names.body_forms import bodies
from ingest.names.document_name import find_document_names
from ingest.names.places import places
from ingest.names.span import inside_any
from ingest.text.vietnamese import fold

# Patterns with diacritics are read in small letters as typed: "có" ends what "cơ" does not.
_THING = rf"(?:cai|loai|thu|ben|noi|dang|du an|chuong trinh|de an|van ban|ke hoach|hang muc|nhom|hoat dong|muc|giai|o|{TASKS}|{BODIES})"
_EACH = re.compile(
    rf",? (?:cua |doi voi |o |theo )?(?:(?:tung|moi|ca hai|hai) {_THING}(?: nay| tren| do)?|lan luot|(?:of |for )?each(?: one| of them)?"
    r"|respective(?:ly)?|for both)\b"
)
_EACH_ALIKE = re.compile(r"\b(?P<head>[^\W\d_]{2,})\b.{3,200}?(?P<each>,? (?:tung|moi) (?P=head))\b")
"""What says that something is asked of each of the things named: "chợ A và chợ B mỗi chợ bao nhiêu","""
_APART = re.compile(
    r",? (?:thi |co )?(?:khac|chenh|hon kem|lech|giong|trung|khop)(?: \w+)? nhau(?: (?:nhu )?(?:the nao|ra sao|gi|khong|bao nhieu|o dau|"
    r"(?:o )?(?:cho|diem) nao))?| differ\w*(?: from each other)?$|^how do |^(?:so sanh|compare) |^what is the difference between "
)
"""that they are told apart,"""
_MORE = re.compile(
    rf"\b(?:{_THING} nao|dau(?= (?:la|co|duoc)?)|which(?: one| of \w+ \w+)?)\b.{{0,200}}?\b(?:hon|truoc|sau|som|muon|first|earlier|"
    r"later|sooner|\w+er|more|less)\b|\b(?:nhieu|it|cao|thap|lon|nho|dai|ngan|som|muon)(?: \w+){0,3} hon\b|\b(?:\w+er|more|less) than\b"
)
"""or that one is put before the other."""
_PICKED = re.compile(rf",?(?: thi)? {_THING} nao\b(?=.{{0,80}}?\b(?:hon|truoc|sau)\b)")
_MUCH_MORE = re.compile(r"\b(?:nhiều|ít) (?P<what>\S+(?: \S+){0,3}?) hơn\b", re.IGNORECASE)
_MORE_OF = re.compile(r"\b(?:cao|thấp|lớn|nhỏ|dài|ngắn|nhiều|ít) hơn\b", re.IGNORECASE)
_SOONER = re.compile(
    r"\b(?P<what>xong|hoàn thành|đến hạn|bắt đầu|khai mạc|diễn ra) (?:trước|sau|sớm hơn|muộn hơn)(?=[?.,]|$)", re.IGNORECASE
)
"""What is asked of each where one is put before the other: "nhiều tiền hơn" is "bao nhiêu tiền", "xong trước" "xong khi nào"."""
_TWO = re.compile(r"\b(?:cả hai|hai|both|two) (?P<next>\S+)", re.IGNORECASE)
"""Not of a name: "Hai Bà Trưng"."""
_SURE_JOINT = (
    r"(?:(?:nhiều|ít|cao|thấp|lớn|nhỏ|dài|ngắn|sớm|muộn)(?: \w+){0,3}? hơn(?: hay (?:\w+ ){1,2}hơn)?(?! (?:và|hay|bao|thì|là)\b)"
    r"|(?:\w+er|more|less) than|hay(?: là)?|hoặc|hay|so với|or|vs\.?|versus|than)"
)
_JOINT = re.compile(rf" (?:(?P<sure>{_SURE_JOINT})|và|với|còn|and|with)(?= \S)", re.IGNORECASE)
_ENDS = re.compile(
    r" ?[,:;?]| (?:(?:thì|do|được|là|cùng|phải|đạt|chiếm|có|cần|is|are|was|were|has|have|must|who|when|which|what|how|ai|khi|bao|mấy|chênh"
    r"|khác|diễn ra|mỗi|từng|lần lượt|không)(?=[ ,?:]|$)|trình(?= (?:cấp|lên|ai)\b)"
    r"|(?:nhiều|ít|cao|thấp|lớn|nhỏ|sớm|muộn) (?:\S+ ){0,3}?hơn\b|\S+ nào\b)",
    re.IGNORECASE,
)
"""Where the second thing ends at the latest."""
_BEGINS = re.compile(
    r"[,:;] |(?:^| )(?:của|cho|đối với|giữa|ở|tại|of|for|between|in|at) |(?:^| )(?:hai|cả hai|two) |^(?:so sánh|compare|giữa) ",
    re.IGNORECASE,
)
"""Where the first may begin."""
_OF = re.compile(r"(?:của|cho|đối với|về|of|for|giữa|in|at) ", re.IGNORECASE)
_AT = re.compile(r" (?:ở|tại|trong|của|theo|in|of|under|at) ", re.IGNORECASE)
_SHARED = 7
"""Words of a place or document behind the second thing, at most."""
_TIME = re.compile(
    r"(?:(?:trong|đến|năm|tháng|quý|giai đoạn|the|in|year) )*[\d/ -]+|(?:năm|tháng|quý) (?:nay|trước|sau|tới)", re.IGNORECASE
)
_ITEMS = re.compile(
    r"\b(?:one|mot(?: \w+)?|the first) (?P<one>(?:on|for|about|ve|cho|la) [^,;.:?]{3,90})[,;] ?(?:and |va |con )?"
    r"(?:one|mot(?: \w+)?|the (?:other|second)) (?P<other>(?:on|for|about|ve|cho|la) [^,;.:?]{3,90})[.:;?,]"
)
"""Two things told apart behind what they are: "two programmes: one on trade law, one for training. Who leads each?"."""
_LABELLED = re.compile(r"\b(?:va|and)\b[^,:?]{0,200}: ")
"""Two things before what is asked of them: "A và B: ai chủ trì"."""
_IN_BRACKETS = re.compile(r" ?\((?P<one>[^();]{3,90}); ?(?P<other>[^();]{3,90})\)")
_ALIKE = 3
"""The rank of things that begin alike: "đề án A và đề án B"."""
_MOST = 4
"""Things asked about one by one."""
_LONGEST = 300
"""Characters of a question that is taken apart."""


def side_by_side(text: str) -> tuple[str, ...]:
    """One question for each of two to four things that stand side by side, where each is asked about or they are compared; () where not.
    Words alone do not say whether they are several things: each must have an answer of its own."""
    text = " ".join(text.split()).rstrip(" ?.!")
    folded = fold(text)
    if len(text) > _LONGEST or len(folded) != len(text):
        return ()
    if (items := _ITEMS.search(folded) or _IN_BRACKETS.search(folded)) is not None:
        before, after = text[: items.start()].rstrip(": "), text[items.end() :].strip(" :")
        sides = [f"{before} {text[slice(*items.span(side))]}: {after}" for side in ("one", "other")]
    elif _EACH.search(folded) or _EACH_ALIKE.search(folded) or _APART.search(folded) or _MORE.search(folded):
        sides = _split(text)
    elif _LABELLED.search(folded):  # "và" alone joins words of one thing as often: "thiên tai và khí hậu: ai chủ trì"
        sides = _split(text, least=_ALIKE)
    else:
        return ()
    asked = tuple(map(_of_one, sides))
    return () if any(_only_names(side) for side in asked) else asked


def _only_names(side: str) -> bool:
    """Whether a side is the name of a document and asks nothing of it."""
    return any(len(name.text) + 1 >= len(side) for name in find_document_names(side))


def _split(text: str, *, least: int = 0) -> list[str]:
    """The question without the one thing and without the other; [] where nothing stands side by side that has this rank."""
    named = [*bodies(text), *((name.start, name.start + len(name.text)) for name in find_document_names(text))]
    cuts = [
        _cut(text, joint)
        for joint in _JOINT.finditer(text)
        if not inside_any(joint.span(), named) and text.count("(", 0, joint.start()) == text.count(")", 0, joint.start())
    ]
    if not cuts or max(cut.rank for cut in cuts) < least:
        return []
    best = max(cuts, key=lambda cut: cut.rank)
    before, after = text[: best.begins[0]], text[best.end :]
    edges = zip(best.begins, (*best.begins[1:], best.joint), strict=True)
    things, other = [text[slice(*edge)].strip(" ,") for edge in edges], text[best.other : best.end].strip()
    if len(things) >= _MOST or not all((*things, other)) or _TIME.fullmatch(other) or other[0].isdigit():
        return []  # another year of the same thing stands in one row or sentence with it
    return [*(f"{before}{one}{_place_behind(other)}{after}" for one in things), f"{before}{other}{after}"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """Where the things begin that stand before what joins them to the last, and where that begins and ends. `rank`: how likely they are
    several things."""

    begins: tuple[int, ...]
    joint: int
    other: int
    end: int
    rank: int


def _cut(text: str, joint: re.Match[str]) -> _Cut:
    """The things that a word joins: from what they begin with alike, or from the last pause or preposition before, to what asks."""
    end = found.start() if (found := _ENDS.search(text, joint.end())) else len(text)
    at = joint.end() + len(text[joint.end() :]) - len(text[joint.end() :].lstrip())
    preposition = _OF.match(text, at)
    other = preposition.end() if preposition else at
    head = fold(" ".join(text[other:end].split()[:1]))
    folded = fold(text[: joint.start()])
    alike = [*re.finditer(rf"(?<![^ ,:(]){re.escape(head)}(?![^ ,:)])", folded)] if len(head) > 1 else []
    begins = [found.end() for found in _BEGINS.finditer(text, 0, joint.start())]
    if alike:
        first = [alike.pop().start()]
        while alike and text[: first[0]].rstrip().endswith(",") and not _BEGINS.search(text, alike[-1].end(), first[0] - 2):
            first.insert(0, alike.pop().start())
        return _Cut(begins=tuple(first), joint=joint.start(), other=other, end=end, rank=_ALIKE)
    rank = 2 if joint["sure"] or preposition else 1
    begin = begins[-1] if begins else 0
    words = [*re.finditer(r"\S+", text[begin : joint.start()])]
    many = len(text[other:end].split())
    if len(words) > 2 * many > 0:  # "Sơn La bán xoài hay nhãn": the shorter second one says how long the first is
        begin += words[-many].start()
    return _Cut(begins=(begin,), joint=joint.start(), other=other, end=end, rank=rank)


def _place_behind(other: str) -> str:
    """The place or document behind the second thing, which the first one is of too: " ở Đắk Lắk"."""
    for word in _AT.finditer(other):
        behind = other[word.end() :]
        named = [
            *((place.start, place.end) for place in places(behind)),
            *((name.start, name.start + len(name.text)) for name in find_document_names(behind)),
        ]
        if word.start() > 0 and named and len(behind.split()) <= _SHARED and len(behind) - max(end for _, end in named) <= len(behind) // 2:
            return other[word.start() :]
    return ""


def _of_one(side: str) -> str:
    """A question about one thing without the words that say that there are two."""
    for pattern in (_PICKED, _EACH, _APART, _EACH_ALIKE):
        for found in reversed([*pattern.finditer(fold(side))]):
            start, end = found.span("each" if pattern is _EACH_ALIKE else 0)
            pause = "," if side[start] == "," and asks_something(side[:start]) else ""  # two things asked of it stay two
            side = f"{side[:start]}{pause} {side[end:]}"
    side = _MUCH_MORE.sub(r"bao nhiêu \g<what>", side)
    side = _MORE_OF.sub("" if "bao nhiêu" in side.lower() else "bao nhiêu", side)
    side = _SOONER.sub(r"\g<what> khi nào", side)
    side = re.sub(r"^giữa ", "", side, flags=re.IGNORECASE)
    side = _TWO.sub(
        lambda found: found["next"] if found["next"][0].islower() or any(map(str.isdigit, found["next"])) else found.group(), side, count=1
    )
    return re.sub(r" ([,:;])", r"\1", " ".join(side.split())).strip(" ,:;?") + "?"
