"""The bodies that a clause assigns something to: phrases that are nothing but names of bodies, and the verbs that follow them.

A plan names bodies by rule (Decree 30/2020/NĐ-CP, annex II): a head word ("Sở", "Ủy ban nhân dân", "các bộ"), then words of which
each begins with a capital, or whose first syllable does ("Tài chính"). So a phrase is checked from its beginning up to the verb
after it; one word that does not belong there, and the phrase is no list of bodies.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.layout.headings import is_capitals
from ingest.names.proper_names import in_sentence_case
from ingest.names.span import Span
from ingest.tasks.action_verbs import ACTION, STRONG, matching

_HEAD = (
    r"(?:Ủy ban|UBND|UBMTTQ|UB MTTQ|HĐND|Hội đồng|Tổng cục|Chi cục|Cục|Vụ|Thanh tra|Văn phòng|Ban|Bộ|Sở|Viện|Trung tâm|Ngân hàng|Kiểm toán|"
    r"Công an|Đài|Tập đoàn|Tổng [Cc]ông ty|Công ty|Quỹ|Đại học|Trường|Học viện|Bảo hiểm|Mặt trận|Liên đoàn|Liên minh|Hội|Hiệp hội|Đoàn|"
    r"Thành đoàn|Tỉnh đoàn|Tòa án|Viện kiểm sát|Thông tấn xã|Kho bạc|Thuế|Hải quan|Thành ủy|Tỉnh ủy|Đảng ủy|Đảng đoàn|Quận ủy|Huyện ủy|"
    r"Thư viện|Bệnh viện|Báo|Tạp chí|Phòng|Tổ công tác|Tổ giúp việc|Ban [Cc]hỉ đạo|Ban quản lý|Hội đồng thẩm định|Cổng|Nhà hát|"
    r"Bảo tàng|Bưu điện|Quân khu|Cảng vụ|Hạt|Đội)"
)
_OFFICE = (
    r"(?:(?:Phó\s+)?(?:Chủ tịch|Tổng Giám đốc|Giám đốc|Bộ trưởng|Thủ trưởng|Chánh Văn phòng|Chánh Thanh tra|Trưởng ban|Trưởng phòng|"
    r"Cục trưởng|Vụ trưởng|Viện trưởng|Chi cục trưởng|Tổng Thanh tra|Thống đốc|Người đứng đầu|Hiệu trưởng))"
)
_MANY = (
    r"(?:(?:[Cc]ác\s+)?(?:[Bb]ộ|[Ss]ở|[Bb]an)(?:\s*,\s*|\s+và\s+)(?:[Bb]an|ngành|cơ quan|địa phương)|"
    r"[Cc]ác\s+(?:[Bb]ộ|[Ss]ở|[Bb]an|cơ quan|đơn vị|địa phương|ngành|cấp|quận|huyện|phường|xã|đặc khu|thị xã|tỉnh|thành phố|trường|"
    r"tổ chức|"
    r"doanh nghiệp|hiệp hội|hội|Hội|đoàn thể|chủ đầu tư|thành viên|Thành viên|Khu|Tổng công ty|Tập đoàn|Cục|Vụ|UBND|Ủy ban|Ban)"
    r"|[Mm]ột số\s+(?:bộ|sở|cơ quan|đơn vị)|"
    r"(?:[Cc]hính quyền|[Cc]ơ quan|[Đđ]ơn vị|[Dd]oanh nghiệp)\s+(?:địa phương|liên quan|có liên quan|chức năng|các cấp)"
    r"|[Bb]ộ\s+trưởng|địa phương|chủ đầu tư|tổ chức\s+(?:liên quan|chính trị)|lực lượng|nhà đầu tư)"
)
_START = re.compile(rf"(?:{_HEAD}|{_OFFICE}|{_MANY})(?![^\W\d_])")
_HEADED = re.compile(rf"(?:{_HEAD}|{_OFFICE})(?![^\W\d_])")
_BARE = re.compile(rf"(?:{_HEAD}|{_OFFICE})(?:\s+(?:này|đó|trên|là))?")
_ISSUERS = re.compile(r"(?:Thủ tướng|Chính phủ|Quốc hội|Chủ tịch nước|Bộ Chính trị|Ban Bí thư)\b")
# Small words that stand in the names of bodies, and around them in a list of bodies.
_SMALL = frozenset(
    """
    và các của thuộc trực tỉnh thành phố trung ương thị xã quận huyện phường đặc thôn khu vực tổ dân nhân nhà nước ngành sở ban bộ cục vụ
    cơ quan đơn vị địa phương ngang liên có hữu chức năng cấp mọi toàn một số chính quyền tổ hội đoàn thể quốc gia quốc tế xã kinh tế
    nông nghiệp công nghiệp nghệ chế xuất cao đô khoa học du lịch thương mại đầu tư nước ngoài trị hiệp tập tổng ty doanh báo chí thông
    tấn trên địa bàn lực lượng vũ trang phụ nữ thanh niên cựu chiến binh đại học viện trường cao đẳng trưởng đứng đầu người thủ khác
    sự viên chủ hộ gia đình cộng đồng bảo hiểm tập trung kho bạc thuế hải quan chuyên môn ngoài lao động đảng đoàn ủy
    cá khối mặt trận tâm pháp khu vực sát kiểm toán dữ liệu ven sông biển đảo nội miền núi
    """.split()
)
_NEVER = frozenset(
    "đã đang sẽ vừa cũng được bị không chưa từng là do để về cho khi nếu theo tại phải cần rằng như mà thì vẫn còn do vì".split()
)
_JOINERS = frozenset("và các của thuộc với cùng - – & một số trên".split())
_ROOMY = re.compile(r"(?:Ban Quản lý|Trung tâm|Văn phòng|Tổ công tác|Tổ|Hội|Quỹ|Tổng công ty|Công ty|Viện|Trường|Hiệp hội)\s")

_VERB = re.compile(rf"(?:(?:cần|phải|sẽ|cùng)\s+)?(?P<verb>(?P<strong>{STRONG})|{ACTION})(?![^\W\d_])")
_FURTHEST = 420
"""Characters within which the verb of a clause follows the bodies before it: no list of bodies in the corpus is longer."""


class Assignees(NamedTuple):
    """Bodies (`start` to `end`) and where the verb after them begins; `strong` where that verb alone makes them answerable."""

    start: int
    end: int
    verb: int
    strong: bool


# Names that their object ends: "Trung tâm Quản lý giao thông công cộng".
_UNFINISHED = re.compile(
    r"(?:Ban|Trung tâm|Cục|Viện|Công ty|Quỹ|Văn phòng|Phòng|Hội)\s+"
    r"(?:Quản lý|Phát triển|Bảo vệ|Hỗ trợ|Xúc tiến|Dịch vụ|Kiểm soát|Kiểm định|Bảo tồn)$"
)
_LISTED = re.compile(r"^([Cc]ác\s+(?:[Ss]ở|[Bb]ộ)(?:,\s+(?:ban,\s+)?ngành)?)\s*:\s+")  # "các Sở: Xây dựng, Tài chính"


def is_bodies(phrase: str) -> bool:
    """Whether `phrase` is one body or a list of bodies and nothing else ("Sở Y tế và UBND các quận, huyện"); never "Ban" alone."""
    if len(phrase) > 2 * _FURTHEST:
        return False
    text = re.sub(r"\([^()]*\)", " ", matching(phrase)).strip(" ,;")
    text = _LISTED.sub(r"\1 ", text)
    opening = _START.match(text)
    if not opening or len(text) > _FURTHEST or _BARE.fullmatch(text) or _UNFINISHED.search(text):
        return False
    after_capital, words = False, re.findall(r"[^\s,;]+|[,;]", text)
    head = opening.group().split()
    for word in words[len(head) :] if _HEADED.match(text) else words:
        if word in ",;–-&":
            after_capital = False
        elif word[0].isupper():
            after_capital = True
        elif word in _NEVER or not (word in _SMALL or (after_capital and word.isalpha())):
            return False
        else:
            after_capital = False
    return words[-1] not in _JOINERS or words[-2:] == ["trực", "thuộc"]


def names_bodies(phrase: str) -> bool:
    """`is_bodies` of a heading or a labelled cell, where nothing but a body is expected: it may be set in capitals."""
    text = phrase.strip(" .:;,")
    return is_bodies(in_sentence_case(text) if is_capitals(text) and " " in text else text)


def begins_like_bodies(text: str) -> bool:
    """Whether `text` begins with a word that begins the name of a body."""
    return _START.match(matching(text)) is not None


def assignees_at(text: str, start: int, *, ordered: bool = False) -> Assignees | None:
    """The bodies whose names begin at `start` of `text` (a `matching` text), where a verb follows them; None otherwise.

    After an order ("giao ...") a long name in small letters is believed before fewer verbs than "chủ trì" alone.
    """
    opening = _START.match(text, start)
    if not opening or _ISSUERS.match(text, start) or (opening.group()[0].islower() and not _MAY_OPEN.match(text, start)):
        return None
    for verb in _VERB.finditer(text, start + 2, min(len(text), start + _FURTHEST)):
        end = len(text[: verb.start()].rstrip(" ,"))
        if (
            _splits_a_name(text, verb.start())
            or end >= verb.start()
            or end <= start
            or (text[end : end + 1] == "," and not _MAY_STAND_OFF.match(verb["verb"]))
        ):
            continue
        phrase = text[start:end]
        if _AMBIGUOUS.match(verb["verb"]) and _GENERIC.fullmatch(phrase):
            continue
        roomy = _is_roomy(phrase)
        if is_bodies(phrase) and roomy and not verb["strong"] and _strong_later(text, start, verb.end()):
            continue
        if is_bodies(phrase) or (roomy and (verb["strong"] or (ordered and _CLEAR.match(verb["verb"])))):
            return Assignees(start, end, verb.start("verb"), verb["strong"] is not None)
    return None


_MAY_OPEN = re.compile(r"(?:các|một số|bộ|sở|ban|chính quyền)\b")
_MAY_STAND_OFF = re.compile(r"(?:theo|căn|trong|trên|chủ\s+trì)\b")


_GENERIC = re.compile(r"[Cc]ác\s+\S+(?:,\s+\S+)?(?:\s+\S+)?")
# After "các bộ" these describe which ones are meant, rather than what they are to do: "các bộ quản lý cơ sở dữ liệu".
_AMBIGUOUS = re.compile(
    r"(?:quản\s+lý|sử\s+dụng|tham\s+gia|cấp|giữ|thực\s+hiện|cùng|thông\s+tin|đầu\s+tư|vận\s+hành|chủ\s+trì)(?![^\W\d_])"
)


# Verbs that stand in no name.
_CLEAR = re.compile(
    r"(?:khẩn\s+trương|chủ\s+động|tiếp\s+tục|tập\s+trung|đẩy\s+nhanh|hoàn\s+thành|hoàn\s+thiện|phối\s+hợp|rà\s+soát|khảo\s+sát|báo\s+cáo|tham\s+mưu|"
    r"nghiên\s+cứu|hướng\s+dẫn|đôn\s+đốc|tổng\s+hợp|sớm|lập)(?![^\W\d_])"
)
# Second syllables of names that are verbs too: "Bộ Ngoại giao", "Sở Giáo dục và Đào tạo", "Ban Chỉ đạo Chương trình".
_NAME_BEFORE = re.compile(r"(?:Ngoại|Đào|Sáng|Kiến|Chế|Cải|Chương|Công|Quy|Trung|Cao|Sơ|Độc|Cung|Trợ|Khu)\s+$")
_ONE_SYLLABLE = re.compile(r"(?:giao|tạo|trình|cấp|lập)(?![^\W\d_])")


def _splits_a_name(text: str, at: int) -> bool:
    return bool(_ONE_SYLLABLE.match(text, at) and _NAME_BEFORE.search(text, 0, at))


def _strong_later(text: str, start: int, at: int) -> bool:
    """Whether what looks like a verb is a part of a longer name: "Ban Quản lý dự án | đầu tư ... chủ trì"."""
    later = re.compile(rf"\s{STRONG}(?![^\W\d_])").search(text, at, start + _FURTHEST)
    return bool(later and _is_roomy(text[start : later.start()]))


def _is_roomy(phrase: str) -> bool:
    """Whether one long name in small letters can be meant: "Ban Quản lý dự án đầu tư xây dựng công trình giao thông"."""
    words = phrase.split()
    return bool(_ROOMY.match(phrase)) and len(words) <= 14 and not _NEVER.intersection(words) and not re.search(r"[,;:.()\d]", phrase)


def bodies_from(text: str, start: int) -> Span | None:
    """(end of the bodies, where the clause goes on) of a list of bodies at `start` that a verb, a preposition or a stop ends; or None."""
    if not _START.match(text, start):
        return None
    for stop in _AFTER_BODIES.finditer(text, start + 2, min(len(text), start + _FURTHEST)):
        end = len(text[: stop.start()].rstrip(" ,"))
        if (
            end > start
            and not _splits_a_name(text, stop.start())
            and is_bodies(text[start:end])
            and (text[end : end + 1] != "," or not _continues(text, stop.start()))
        ):
            return end, stop.start()
        if end > start and _CLEAR.match(text, stop.start()) and _is_roomy(text[start:end]):
            return end, stop.start()
    if len(text) - start <= _FURTHEST and is_bodies(text[start:].rstrip(" .;:/")):
        return len(text.rstrip(" .;:/")), len(text)
    told = bodies_by_form(text, start)
    return (told, told + 1) if told else None


def bodies_by_form(text: str, start: int) -> int | None:
    """Where a list of bodies at `start` ends, told by its own words before a verb that is not known; None where they do not tell.

    A name that ends in the field of a ministry or department ("Sở Y tế | khám ...") or in a small word ("các phường | đo ...") ends
    there; of any other the next word may be a part ("Hội Chữ thập | ...").
    """
    for word in re.finditer(r"\s(?=[^\W\d_])", text[start : start + _FURTHEST]):
        end = start + word.start()
        following = re.match(r"[^\W\d_]+", text[end + 1 :])
        if not following or following.group()[0].isupper() or following.group() in _SMALL | _NEVER:
            continue
        if is_bodies(text[start:end]) and (text[end - 1] == ")" or _WHOLE_NAME.search(text, start, end)):
            return end
    return None


_AFTER_BODIES = re.compile(
    rf"(?<=[\s,])(?:{STRONG}|{ACTION}|để|nhằm|trong|theo|tại|khi|từ|thường|trước|về|đối với|sau khi)(?![^\W\d_])|[;:.](?=\s|$)"
)


_WHOLE_NAME = re.compile(
    r"(?:Y tế|Tài chính|Xây dựng|Nội vụ|Tư pháp|Ngoại vụ|Du lịch|Thông tin|Truyền thông|Văn hóa|Thể thao|Nông nghiệp|nông thôn|Môi trường|"
    r"Khoa học|Công nghệ|Giáo dục|Đào tạo|Xã hội|Đầu tư|Kiến trúc|vận tải|Quốc phòng|Ngoại giao|Dân tộc|Tôn giáo|Thành phố|thành phố|"
    r"Chính phủ|Thành ủy|Tỉnh ủy|Thành đoàn|nhân dân|liên quan|địa phương|phường|quận|huyện|thị xã|xã|đặc khu|đơn vị|ngành)$"
)


def _continues(text: str, at: int) -> bool:
    """Whether the word at `at` stands after a comma as one more body: "cơ quan, tổ chức liên quan"."""
    noun = re.match(r"tổ\s+chức\s+", text[at:])
    return bool(noun and (_SECOND_NOUN.match(text, at + noun.end()) or _VERB.match(text, at + noun.end())))


_SECOND_NOUN = re.compile(r"liên|có liên|chính trị|khác|và|để|trong|theo")
