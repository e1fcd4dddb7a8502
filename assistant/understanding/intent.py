"""What a question asks for: a lead unit, a deadline, a number, ... read from its question words, accents or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.understanding.question_words import BODIES_EN, LEADS, TASKS, WHEN, WHO
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Language, Question


class Ask(StrEnum):
    """The kind of thing that a question wants to hear."""

    LEAD = "lead"  # "cơ quan chủ trì"
    COORDINATING = "coordinating"  # "cơ quan phối hợp"
    DEADLINE = "deadline"  # "thời hạn hoàn thành"
    PRODUCT = "product"  # "sản phẩm, kết quả"
    SUBMITTED = "submitted"  # "cấp trình": who the product is put before
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"  # "bao nhiêu phần trăm"
    PERSON = "person"
    SIGNER = "signer"  # "người ký"
    OFFICE = "office"  # who holds an office: a fact that belongs to a time
    DOCUMENT = "document"
    PLACE = "place"
    ORGANISATION = "organisation"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What is asked, in the order of the question; `many` where a list is wanted; `total` where the sum of counts is doubted
    or sources are to be compared ("có khớp nhau không?"); `which` where it picks of several things, one or more of which may be meant
    ("trạm nào xong quý II/2027")."""

    asks: tuple[Ask, ...]
    many: bool = False
    compare: bool = False
    which: bool = False

    def wants(self, *asks: Ask) -> bool:
        """Whether any of these is asked."""
        return any(ask in self.asks for ask in asks)


# Patterns over folded text (lower case, no diacritics), so that one list serves both ways of typing. A body is asked for by
# "đơn vị nào", "cơ quan nào", "bộ nào", "sở nào", "ai": with a verb of leading it is the lead, else any organisation.
_VI: tuple[tuple[Ask, str], ...] = (
    (
        Ask.SIGNER,
        r"\b(?:ai|nguoi nao|(?<!cua )nguoi|(?:thu tuong|bo truong|chu tich|giam doc|lanh dao|dong chi|ong|ba|(?<!don )vi) nao)"
        r"(?: (?:cua|ben|o) \w+(?: \w+){0,5}?)? (?:da |thay mat \w+ )?k[yi]\b|"
        r"(?<!cua )\bnguoi k[yi]\b|\bdo ai k[yi]\b|\bk[yi] boi ai\b",
    ),
    (Ask.COORDINATING, rf"\bphoi hop\b(?! voi nhau)|\b(?:cung|voi) {WHO}|\bcung nhung\b"),
    (
        Ask.LEAD,
        rf"\b{LEADS}\b|\bco quan thuong truc\b|"
        rf"\b{WHO} (?:phai )?(?:lo|lam|thuc hien|chi dao|xay dung|soan thao|dam nhan)\b"
        rf"|\bdo {WHO}",
    ),
    (
        Ask.DEADLINE,
        rf"\bthoi han\b|\bhan (?:chot|cuoi|hoan thanh|nop|{WHEN})|\bden han\b|"
        rf"(?<!gioi )(?<!ngan )(?<!trung )(?<!dai )(?<!quyen )(?<!bo )\bhan\b(?! (?:che|han|muc|ngach|dien|quoc))|\btien do\b|"
        rf"\bthoi gian (?:hoan thanh|thuc hien|the nao)\b"
        rf"|\bhan nao\b|\btruoc {WHEN}|\bcham nhat\b|\b(?:xong|hoan thanh|nop|ban hanh|"
        rf"bao cao)\b.{{0,40}}\b{WHEN}|\b{WHEN}.{{0,30}}\b(?:xong|hoan thanh|phai|ban hanh)\b|\bmoc thoi gian\b|"
        rf"\bbao lau\b",
    ),
    (Ask.SUBMITTED, rf"\btrinh (?:len |cho )?{WHO}|\bcap trinh\b|\btrinh cap nao\b"),
    (Ask.PRODUCT, r"\bsan pham\b|\bket qua (?:cuoi cung |dau ra )?(?:la|phai|cua|gi)\b|\bdau ra\b|\bvan ban gi\b"),
    (
        Ask.OFFICE,
        r"\b(?:ai|nguoi nao) (?:duoc (?:\w+ ){1,2})?(?:la|dang la|giu chuc(?: vu)?|lam) (?:chu tich|bi thu|giam doc|truong|bo truong|"
        r"thu tuong|pho|chanh|tong|hieu truong|thu truong|thu ky|chu nhiem|(?:\w+ ){1,2}su truong)|"
        r"\b(?:chu tich|bi thu|giam doc|bo truong|thu tuong|truong (?:ban|phong)|hieu truong|chanh van phong)\b.{0,90}\bla ai\b",
    ),
    (
        Ask.MONEY,
        r"\bbao nhieu (?:ty|trieu|nghin|ngan|dong|tien|usd|do la|kinh phi)\b|\bkinh phi\b.{0,80}\bbao nhieu\b|"
        r"\bbao nhieu\b.{0,30}\b(?:dong|usd)\b|\bmuc von\b|\btong muc dau tu\b",
    ),
    (
        Ask.DOCUMENT,
        r"\b(?:nghi quyet|ke hoach|chuong trinh|quyet dinh|chi thi|nghi dinh|thong tu|thong bao|van ban|de an|luat|"
        r"can cu)(?: \w+){0,2} (?:nao|so may|so bao nhieu)\b|\bvan ban gi\b|\bso may\b|\bso hieu\b|\bmang so\b|"
        r"\bcan cu (?:nao|vao dau|gi)\b",
    ),
    (Ask.SHARE, r"\bphan tram\b|\bbao nhieu ?%|\bmay ?%"),
    (Ask.NUMBER, r"(?<!ngay )(?<!nam )\bbao nhieu\b|\bmay (?!gio|thang\b.{0,3}$)|\bphan tram\b|\bty le\b|\btong so\b|\bso luong\b"),
    (Ask.PLACE, r"\bo dau\b|\bdia diem\b|\b(?:tinh|thanh pho|(?<!co )quan|huyen|xa|phuong|noi) nao\b|\btai dau\b|\bve phia nao\b"),
    (Ask.DATE, rf"\b{WHEN}\b|\bngay ban hanh\b|\btu ngay\b"),
    (Ask.PERSON, r"\bai\b|\b(?:nguoi|ong|ba|dong chi) nao\b"),
    (Ask.ORGANISATION, rf"\b{WHO}\b(?! ky)|\b(?:giao|phan cong)(?: cho)? ai\b"),
    (Ask.DEFINITION, r"\bla gi\b|\bnghia la\b|\bthe nao la\b|\bnhu the nao\b|\bra sao\b|\bthe nao\b"),
)
_EN_WHO = rf"(?:who|which (?:\w+ ){{0,3}}{BODIES_EN})"
_EN: tuple[tuple[Ask, str], ...] = (
    (
        Ask.SIGNER,
        r"\bwho signed\b|\bput (?:his|her|their) (?:name|signature) (?:to|on|under)\b|\bsigned\b.{0,40}\bwho\b|\bsigner\b|"
        r"\bsignatory\b|\bwho\b.{0,60}\bsigned\b"
        r"|\bwhich (?:\w+ ){0,3}(?:chair\w*|secretary|minister|leader|official|director|head|president|governor|chief|person)\b"
        r".{0,60}\bsigned\b",
    ),
    (
        Ask.COORDINATING,
        r"\bco-?ordinat\w*|\bco-?operat\w* with\b|\bin co-?operation\b|\bwith which\b|\bwork(?:s|ing)? with\b|\balongside\b|(?:which|"
        r"what|other) (?:\w+ )?(?:units|bodies|ministries|agencies|departments) (?:must |should |will )?(?:help|assist|support)\b|"
        r"\bsupporting (?:unit|agenc|bod)",
    ),
    (
        Ask.LEAD,
        rf"\blead(?:s|ing)?\b|\bin charge\b|\bresponsib\w+|\bpresid\w+|\b{_EN_WHO} (?:drafts?|develops?|implements?|"
        rf"guides?|prepares?|builds?|runs?|handles?|is assigned|must|should|will|organi[sz]es?)\b|"
        rf"\bstanding agency\b",
    ),
    (
        Ask.DEADLINE,
        r"\bdeadlines?\b|\bdue\b|\bby when\b|\bby what date\b|\bby which\b|\bwhen must\b|\bwhen should\b|"
        r"\bno later than\b|\btime ?frame\b|\b(?:what|which) period\b|\bbefore (?:what|which)\b|"
        r"\bby what\b",
    ),
    (Ask.SUBMITTED, r"\bsubmitted to\b|\bsubmit(?:s|ted)? (?:it |them )?to (?:which|what|whom)\b|\bapproved by (?:which|whom)\b"),
    (
        Ask.PRODUCT,
        r"\b(?:what|which)(?: \w+){0,2} products?\b|\bproducts? (?:of|is|are)\b|\b(?:expected|its|their) products?\b"
        r"|\boutputs?\b|\bdeliverables?\b",
    ),
    (Ask.OFFICE, r"\bwho (?:is|was) (?:the )?(?:\w+ ){0,4}(?:chair\w*|secretary|director|minister|head|president)\b"),
    (
        Ask.MONEY,
        r"\bhow much (?:money|funding|budget)\b|\b(?:what|which|how (?:much|large|big))\b[^,.;?]{0,50}\b(?:budget|costs?|funding|vnd|"
        r"usd)\b",
    ),
    (
        Ask.DOCUMENT,
        r"\bwhich (?:\w+ )?(?:resolution|plan|programme|program|decision|directive|decree|document|law|submission|notice|conclusion|"
        r"circular)s?\b|"
        r"\bwhat (?:\w+ )?(?:resolution|plan|programme|program|decision|directive|decree|document)\b|"
        r"\bnumber of the\b",
    ),
    (Ask.SHARE, r"\bpercent\w*|\bwhat (?:share|proportion)\b"),
    (
        Ask.NUMBER,
        r"\bhow many\b|\bhow much\b|\bpercent\w*|\bwhat (?:number|share|rate)\b|\bwhat(?: is|'s) the (?:\w+ )?(?:number|share|rate|"
        r"ceiling|limit)\b|\bminimum value\b|\btotal\b",
    ),
    (Ask.PLACE, r"\bwhere\b|\bwhich (?:province|city|district|place)\b"),
    (
        Ask.DATE,
        r"(?:^|[,;:?.] ?|\b(?:and|or|but|since|until|from|by|say|says|know|tell me) )when\b|\bwhat date\b|\bwhich (?:year|month|day|"
        r"quarter)\b|\bdate of\b|\bwhat is its date\b|\bwhich year\b",
    ),
    (Ask.PERSON, r"\bwho\b|\bwhich (?:\w+ ){0,4}(?:secretary|chair\w*|director|minister|official|leader|person|vice-\w+)\b(?! of)"),
    (Ask.ORGANISATION, rf"\b{_EN_WHO}\b"),
    (Ask.DEFINITION, r"\bwhat (?:is|are|does)\b|\bdefine[sd]?\b|\bdefinition\b|\bmeaning\b|\bmeans?\b"),
)
_MANY = {
    "vi": rf"\bliet ke\b|\b(?:{TASKS}|de an|du an) (?:nao|gi|so may)\b|"
    r"\bnhung\b.{0,60}\b(?:nao|gi)\b|\bcac\b.{0,60}\b(?:nao|gi)\b|\bgom (?:nhung|cac|gi)\b|"
    r"\b(?:ke|neu) (?:ten|ra|het|du|day du|tron)\b|\bten (?:tung|cac|cua tung)\b|\bgom may\b|\bdanh sach\b|\bneu cac\b|"
    r"\bmoi (?:nhom|ben|don vi)\b|\bnao lo\b.*\bnao lo\b|\bthi sao\b|\bmay\b.{0,80}\bla (?:nhung \w+ |cac \w+ )?gi\b|"
    r"\btung (?:cai|muc|nhom|chi tieu|loai)\b",
    "en": r"\blist\b|\bwhich (?:(?:foreign|other|main|lead|co-?ordinating) )?(?!is\b|was\b|has\b|does\b)\w+s\b|"
    r"\b(?:which|what(?: are the)?) (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) \w+|\bwhat are\b|\bname the\b|"
    r"\ball (?:the )?\w+",
}
_SO_MANY = re.compile(r"\b(?:hai|ba|bốn|năm(?! nào| \d)|sáu|bảy|tám|chín|mười)(?: \w+){1,3} nào\b")
"""Over text with its diacritics, without which "sáu" is "sau" and "năm" may be anything: "theo bảy mảng nào"."""
_HOW_MANY = re.compile(r"\bbao nhieu\b|(?<!ngay )(?<!thang )(?<!quy )(?<!nam )(?<!cap )\bmay\b|\bhow (?:many|much)\b")
_ANY_WHO = re.compile(rf"\b{WHO}\b|\b(?:who|which|whom)\b|\b(?:chu tri|phoi hop|dau moi)(?: chinh)? (?:la )?(?:gi|ai|nao)\b")
_DEFINES = re.compile(r"\bthe nao la\b|\bnghia la gi\b|\bdinh nghia\b|\bkhai niem\b|\bwhat does .+ mean\b|\bdefin(?:e|ition)\b")
_DOUBT = re.compile(r"\bkhong\b\W*$|^(?:do|does|is|are)\b")
_LEADS = re.compile(rf"\b{LEADS}\b")
_WHICH = re.compile(rf"\b(?!{WHEN})(?!{WHO})(?!van ban)[^\W\d_]+ nao\b|\bwhich\b")
_COMPARE = {
    "vi": r"\bkhop\b|\bthong nhat\b|\bmau thuan\b|\bdung so do\b|\bra dung\b|\bso voi\b|\bkhac (?:nhau|gi|o cho)\b|\bco dung\b",
    "en": r"\bagree\b|\bconsisten\w+|\bconflict\b|\bcontradict\w*|\bdiffer\w*|\bcompare\w*|\bmatch\b|\badd up\b",
}


def intent_of(question: Question) -> Intent:
    """What the question asks. A question without any question word asks for nothing in particular: `asks` is empty."""
    text = " ".join(fold(question.restored).split())
    patterns = _VI if question.language == "vi" else _EN
    found = [(match.start(), order, ask) for order, (ask, pattern) in enumerate(patterns) if (match := re.search(pattern, text))]
    asks = tuple(ask for *_, ask in sorted(found))
    return Intent(
        asks=_settled(asks, defines=_DEFINES.search(text) is not None, counts=_counts(text, asks), leads=_LEADS.search(text) is not None),
        many=_says(_MANY, text, question.language) or _SO_MANY.search(question.restored.lower()) is not None,
        compare=_says(_COMPARE, text, question.language),
        which=_WHICH.search(text) is not None,
    )


def _counts(text: str, asks: tuple[Ask, ...]) -> bool:
    """Whether a question asks how many, and nowhere who."""
    return bool({Ask.NUMBER, Ask.SHARE, Ask.MONEY} & set(asks)) and _HOW_MANY.search(text) is not None and not _ANY_WHO.search(text)


def doubts(sentence: str) -> bool:
    """Whether a sentence asks only whether what is said agrees, adds up or is the same everywhere, and for nothing else."""
    text = " ".join(fold(sentence).split())
    return any(re.search(pattern, text) for pattern in _COMPARE.values()) and _DOUBT.search(text) is not None


def _says(patterns: dict[Language, str] | dict[str, str], text: str, language: Language) -> bool:
    return re.search(patterns[language], text) is not None


def _settled(asks: tuple[Ask, ...], *, defines: bool, counts: bool, leads: bool) -> tuple[Ask, ...]:
    """Without the vaguer kinds where a sharper one says the same: "đơn vị nào chủ trì" asks for a lead, not any body, "ai làm giám đốc" for
    a person, not who does something; and without whom a question that only counts speaks of ("phân công đơn vị chủ trì cho mấy chương
    trình")."""
    drop: set[Ask] = {Ask.DEADLINE, Ask.DATE} if defines else set()
    if counts:
        drop |= {Ask.LEAD, Ask.COORDINATING}
    if Ask.OFFICE in asks and not leads:
        drop |= {Ask.LEAD}
    if {Ask.LEAD, Ask.COORDINATING, Ask.SUBMITTED, Ask.SIGNER} & (set(asks) - drop):
        drop |= {Ask.ORGANISATION, Ask.PERSON, Ask.OFFICE}
    if Ask.DEADLINE in asks:
        drop |= {Ask.DATE}
    if Ask.MONEY in asks or Ask.SHARE in asks:
        drop |= {Ask.NUMBER}
    if Ask.OFFICE in asks:
        drop |= {Ask.PERSON, Ask.ORGANISATION}
    if len(set(asks) - drop) > 1:
        drop |= {Ask.DEFINITION}
    return tuple(ask for ask in asks if ask not in drop)
