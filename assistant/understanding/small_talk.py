"""Greetings, thanks, "what can you do", what the program cannot do, and no words at all: a friendly line instead of a search."""

from __future__ import annotations

import re
from typing import Literal

from assistant.understanding.beyond_documents import Beyond, beyond_documents
from ingest.text.vietnamese import fold

SmallTalk = Literal["greeting", "thanks", "goodbye", "help", "nothing_asked"] | Beyond

# Over folded text without punctuation; each must match the whole message, so that "xin chào, đơn vị nào chủ trì ..." is a question.
_ADDRESS = (
    r"(?: (?:ban|anh|chi|em|ad|bot|tro ly|moi nguoi|cac ban|nhe|nha|a|oi|nhieu|rat nhieu|lam|all|there|"
    r"everyone|you|so much|very much|a lot|again))*"
)
_PATTERNS: tuple[tuple[SmallTalk, str], ...] = (
    (
        "greeting",
        rf"(?:xin )?chao(?: buoi (?:sang|trua|chieu|toi))?{_ADDRESS}|(?:hi|hello|hey|alo|good (?:morning|afternoon|evening)){_ADDRESS}",
    ),
    (
        "thanks",
        rf"(?:xin |rat )?(?:cam on|cam ta|thank you|thanks|thank|tks|many thanks){_ADDRESS}|(?:ok|tot|hay|great|"
        rf"tuyet)(?: qua| lam)?(?: (?:cam on|thanks|thank you){_ADDRESS})?",
    ),
    ("goodbye", rf"(?:tam biet|hen gap lai|bye|goodbye|bye bye|see you){_ADDRESS}"),
    (
        "help",
        r"(?:ban|anh|chi|em|tro ly|may|bot)(?: (?:co the|biet|giup))?(?: (?:lam|giup|tra loi))(?: (?:duoc|toi|"
        r"minh))*(?: (?:gi|nhung gi|viec gi|nhung viec gi|cau hoi nao|duoc gi))?(?: vay| the| a)?"
        r"|ban la ai|(?:toi|minh) (?:co the )?hoi (?:duoc )?(?:gi|nhung gi)|(?:huong dan|tro giup|help|"
        r"huong dan su dung|cach dung|cach su dung)"
        r"|what can (?:you|i) (?:do|ask|help with)(?: for me| you| here)?|who are you|how does this work|"
        r"how do i use (?:this|it)|help(?: me)?",
    ),
)


def small_talk(text: str) -> SmallTalk | None:
    """What kind of small talk the whole message is, named like the frame that answers it; None for a question."""
    if not any(character.isalnum() for character in text):
        return "nothing_asked"
    words = " ".join(re.sub(r"[^\w\s]", " ", fold(text)).split())
    for kind, pattern in _PATTERNS:
        if re.fullmatch(pattern, words):
            return kind
    return beyond_documents(text)
