"""What people ask of an assistant that no document answers: to draft a letter, foretell, translate, send, book; the weather, the news,
a sum. Only where the whole message asks for that; a question about documents with such words goes the usual way."""

from __future__ import annotations

import re
from typing import Literal

from assistant.understanding.question_words import WHO_AT_ALL
from ingest.names.document_name import find_document_names
from ingest.text.vietnamese import fold, has_diacritics, tone_form

Beyond = Literal[
    "cannot_draft",
    "cannot_foretell",
    "cannot_weather",
    "cannot_news",
    "cannot_reckon",
    "cannot_translate",
    "cannot_send",
    "cannot_book",
    "cannot_clock",
    "cannot_remind",
    "cannot_entertain",
]

# Over folded text without marks; each must match the whole message.
_FOR_ME = (
    r"(?: (?:giup|ho|cho|dum)(?: (?:toi|em|minh|anh|chi|voi|t|e))?| gium(?: (?:toi|em|minh))?)"
    r"{0,2}"
)
_POLITELY = (
    r"(?:nho )?(?:(?:ban|anh|chi|em|ad|tro ly|bot) )?(?:(?:hay|vui long|lam on|co the|nho|please|can you|could you|would you|"
    r"will you|i need you to|help me(?: to)?|giup (?:toi|em|minh)) ){0,2}"
)
_TEXT = (
    r"(?:(?:mot |1 )?(?:bai |ban |buc |doan |mau |cai )?(?:phat bieu|dien van|cong van|email|mail|to trinh|bao cao|ke hoach|"
    r"thu(?! (?:tuc|truong|tuong|nhap|vien|hoi|gon|phi|y|do|hut|ky|quy|nghiem|tu|may))|thu moi|"
    r"bien ban|giay moi|don|don xin|bai viet|bai bao|tin bai|van ban|thong cao(?: bao chi)?|loi chao|loi chuc|tho|bai tho|kich ban|slide|"
    r"bai trinh bay|tom tat gui \w{1,12}))"
)
_TEXT_EN = (
    r"(?:(?:me |us )?(?:a |an |the |my |some )?(?:\w{1,15} ){0,2}?(?:letters?|speech|speeches|emails?|e mails?|memos?|reports?|essays?|"
    r"poems?|articles?|invitations?|slides?|presentations?|plans?|press releases?|dispatch(?:es)?|stor(?:y|ies)|code))"
)
_REST = r"(?: [\w%]{1,40}){0,40}"
_DAY = r"(?:hom nay|ngay mai|mai|toi nay|sang mai|chieu nay|tuan nay|tuan toi|tuan sau|cuoi tuan|bay gio|hien tai|hien nay|ngay kia)"
_DAY_EN = r"(?:today|tomorrow|tonight|now|right now|this (?:week|weekend|morning|afternoon|evening)|next week)"
_PLACE = (
    r"(?:(?:o |tai )?(?:ha noi|da nang|hue|hai phong|can tho|sai gon|tp hcm|tp ho chi minh|thanh pho ho chi minh|nha trang|"
    r"da lat|day|minh))"
)
_NUMBER = r"(?:\d[\d .,]{0,30}+)"
_PATTERNS: tuple[tuple[Beyond, str], ...] = (
    ("cannot_draft", rf"{_POLITELY}(?:soan(?: thao)?|viet|lam|thao){_FOR_ME} {_TEXT}{_REST}"),
    ("cannot_draft", rf"{_POLITELY}(?:write|draft|compose|prepare|make) {_TEXT_EN}{_REST}"),
    (
        "cannot_translate",
        rf"{_POLITELY}(?:dich(?! (?:vu|benh|te|hai|chuyen))|phien dich|bien dich|chuyen ngu){_FOR_ME}{_REST} (?:sang|ra|qua) (?:tieng )?"
        rf"(?:anh|viet|phap|trung|nhat|han|nga|duc|english|vietnamese){_REST}",
    ),
    ("cannot_translate", rf"{_POLITELY}translate{_REST}"),
    (
        "cannot_weather",
        rf"(?:du bao )?thoi tiet(?: (?:o|tai) \w{{1,12}}(?: \w{{1,12}}){{0,3}}| \w{{1,12}} \w{{1,12}})?(?: {_DAY})?"
        r"(?: (?:the nao|ra sao|co mua khong))?",
    ),
    (
        "cannot_weather",
        rf"(?:{_DAY} )?(?:{_PLACE} )?(?:troi )?(?:co )?(?:mua|nang|nong|lanh|bao)(?: {_DAY})?(?: {_PLACE})?(?: {_DAY})?"
        r"(?: khong| the nao| khong vay)",
    ),
    (
        "cannot_weather",
        rf"thoi tiet(?: {_DAY})(?: (?:o |tai )?{_PLACE})?(?: (?:the nao|ra sao|co mua khong|nhu the nao))?"
        rf"|nhiet do(?: (?:o |tai )?{_PLACE})? {_DAY}(?: (?:o |tai )?{_PLACE})?(?: (?:la )?(?:bao nhieu|the nao)(?: do)?)?",
    ),
    ("cannot_weather", rf"is it (?:raining|snowing|sunny|hot|cold|windy){_REST}"),
    (
        "cannot_weather",
        r"(?:(?:what|how) (?:is|s) )?(?:the )?weather(?: forecast)?(?: (?:like|in|for|at) \w{1,12}(?: \w{1,12})?)?"
        rf"(?: {_DAY_EN})?",
    ),
    ("cannot_weather", rf"(?:will it|is it going to) (?:rain|snow|be (?:hot|cold|sunny)){_REST}"),
    (
        "cannot_news",
        rf"(?:(?:cho (?:toi|em|minh) )?(?:biet |xem |doc )?)?(?:cac )?(?:tin tuc|tin|ban tin|thoi su)(?: moi)?(?: nhat)? {_DAY}"
        rf"(?: (?:co gi|co gi moi|la gi|the nao|co gi hot))?|{_DAY} co (?:tin|tin tuc) gi(?: moi| hot)?",
    ),
    ("cannot_news", rf"(?:what (?:is|s|are) )?(?:the )?(?:latest |recent )?(?:news|headlines)(?: (?:of|for|from))?(?: {_DAY_EN})?"),
    (
        "cannot_foretell",
        rf"{_POLITELY}(?:du doan|doan|tien doan|du bao){_FOR_ME}(?: xem)? (?:gia (?:vang|xang|usd|do la)|ty gia|ty so|"
        rf"ket qua (?:bong da|tran|xo so)|xo so|chung khoan|co phieu|tuong lai|ai (?:se )?(?:thang|vo dich)){_REST}",
    ),
    (
        "cannot_foretell",
        rf"(?:gia (?:vang|xang|do la|usd|bitcoin)|ty gia)(?: \w{{1,12}})? {_DAY}(?: (?:la )?(?:bao nhieu|the nao|ra sao))?",
    ),
    ("cannot_foretell", rf"{_POLITELY}predict{_REST}|who will win{_REST}|(?:ai|doi nao) se (?:thang|vo dich|doat giai){_REST}"),
    (
        "cannot_reckon",
        rf"(?:{_POLITELY}(?:tinh|cong|calculate|compute|what is|what s){_FOR_ME} )?{_NUMBER}(?:[-+*x×:/÷^] ?{_NUMBER}){{1,20}}+"
        r"(?:=| =)?(?: ?(?:bang|la|ra) ?(?:may|bao nhieu|gi))?",
    ),
    (
        "cannot_reckon",
        rf"(?:{_POLITELY}(?:tinh|calculate|compute|what is|what s){_FOR_ME} )?(?:{_NUMBER}(?:%| %| phan tram| percent) ?(?:cua|of) "
        rf"{_NUMBER}(?: ?(?:trieu|ty|nghin|dong|vnd|million|billion))?|(?:can bac (?:hai|ba) cua|(?:the )?square root of) {_NUMBER}"
        rf"|{_NUMBER}(?:nhan(?: voi)?|chia(?: cho)?|cong(?: voi)?|tru(?: di)?|times|plus|minus|divided by) {_NUMBER})"
        r" ?(?:la |bang |ra )?(?:may|bao nhieu)?",
    ),
    (
        "cannot_clock",
        r"(?:bay gio|hien tai|gio) ?(?:la )?may gio(?: roi)?|may gio roi"
        r"|(?:hom nay|ngay mai|hom qua) (?:la )?(?:thu may|ngay may|ngay bao nhieu|ngay gi)"
        r"|what (?:time|day|date) is it(?: now| today)?|what is (?:the time|today s date|the date today)|what day is today",
    ),
    (
        "cannot_remind",
        rf"{_POLITELY}(?:(?:nhac(?: nho)?|hen gio(?: cho)?) (?:toi|em|minh)|dat bao thuc){_REST}"
        rf"|{_POLITELY}(?:remind me|set (?:a|an) (?:alarm|reminder)){_REST}",
    ),
    (
        "cannot_entertain",
        rf"{_POLITELY}(?:ke{_FOR_ME}(?: nghe)?(?: mot| cho toi)?(?: cau)? chuyen(?: (?:cuoi|vui|ma))?(?: di)?"
        rf"|hat{_FOR_ME}(?: nghe)?(?: mot bai)?(?: di)?"
        rf"|(?:mo|bat|phat) (?:nhac|bai hat){_REST}|ve{_FOR_ME} (?:mot |1 )?(?:buc )?(?:tranh|hinh|anh|bieu do|so do|logo){_REST})",
    ),
    (
        "cannot_entertain",
        rf"{_POLITELY}(?:tell (?:me |us )?(?:a |another )?(?:joke|story)|sing{_REST}|play (?:some |a )?(?:music|song|game)s?"
        rf"|(?:draw|paint|generate|create) (?:me |us )?(?:a |an )?(?:picture|image|chart|graph|diagram|logo){_REST})",
    ),
    (
        "cannot_send",
        rf"{_POLITELY}(?:gui|forward|chuyen tiep){_FOR_ME}(?: [\w%]{{1,20}}){{0,8}}? (?:email|e mail|mail|thu|tin nhan|zalo|sms){_REST}",
    ),
    (
        "cannot_send",
        rf"{_POLITELY}send(?: [\w%]{{1,20}}){{0,6}}? (?:emails?|e mails?|mails?|messages?|letters?|texts?){_REST}"
        rf"|{_POLITELY}(?:email|mail) (?:this|it|him|her|them|to){_REST}",
    ),
    (
        "cannot_book",
        rf"{_POLITELY}dat{_FOR_ME}(?: (?:mot|1))? (?:phong(?: hop)?|lich(?: hop)?|ve|ve may bay|xe|ban|com|do an|khach san|cuoc hen)"
        rf"{_REST}",
    ),
    (
        "cannot_book",
        rf"{_POLITELY}(?:book|reserve|schedule)(?: me| us)?(?: (?:a|an|the|my))?(?: \w{{1,15}})? "
        rf"(?:rooms?|flights?|tickets?|meetings?|tables?|hotels?|taxis?|cars?|appointments?){_REST}",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_ABOUT_DOCUMENTS = re.compile(
    rf"\b(?:{WHO_AT_ALL}|do ai|chu tri|phoi hop|phu trach|dau moi|duoc giao|giao cho|thoi han|han chot|truoc ngay|nhiem vu|"
    r"theo (?:ke hoach|quyet dinh|chi thi|nghi quyet|chuong trinh|thong bao|van ban)|khi nao|bao gio|trach nhiem|"
    r"who|which|deadline|due|lead|leads|unit|units|according to|responsible)\b"
)
"""What only a question about documents says; where it is there, the message is one."""
_OPEN = ("cannot_draft", "cannot_translate", "cannot_remind", "cannot_entertain", "cannot_send", "cannot_book")
"""Orders that go on with any words; with a word that asks they are questions: "Làm thủ tục kết hôn ở đâu?"."""
_ASKS = re.compile(r"\b(?:gì|nào|đâu|sao|bao nhiêu|bao lâu|mấy)\b")
_ASKS_PLAIN = re.compile(r"\b(?:gi|nao|o dau|the nao|bao nhieu|bao lau)\b")
"""The same typed without diacritics, where "may" and "sao" are other words as well."""
_LONGEST = 400


def beyond_documents(text: str) -> Beyond | None:
    """What a message asks of the program that it cannot do; None for whatever may be a question about documents."""
    folded = fold(text)
    if len(folded) > _LONGEST:
        return None
    words = " ".join(re.sub(r"[^\w\s%+*×:/÷^=,.-]|[,.:](?!\d)|(?<!\d)[-/](?!\d| \d)", " ", folded).split())
    for kind, pattern in _COMPILED:
        if pattern.fullmatch(words):
            sure = kind in ("cannot_foretell", "cannot_reckon", "cannot_clock")
            if (not sure and _ABOUT_DOCUMENTS.search(words)) or (kind in _OPEN and _asks(text)):
                return None
            # A document may be what is to be translated; of anything else that names one it may be the answer.
            return None if find_document_names(text) and kind != "cannot_translate" else kind
    return None


def _asks(text: str) -> bool:
    return (_ASKS.search(tone_form(text.lower())) if has_diacritics(text) else _ASKS_PLAIN.search(fold(text))) is not None
