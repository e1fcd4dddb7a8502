"""What a chat model is given to read: numbered passages, fenced as data, within its context budget."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.compose import source_name
from assistant.chat_model.connection import ChatModel
from assistant.understanding.follow_up import Turn
from ingest.text.vietnamese import fold
from prompts import templates
from vectorstore.retrieval import DocumentRecord, HeldPassage, Language

CHARACTERS_A_TOKEN = 2.0
"""Counted on 300 passages in Vietnamese: 3.7 with a multilingual vocabulary of 250,000 pieces (XLM-R's), 1.3 with an English one of 49,000
(SmolLM2's); those of most chat models of today lie between. Where a text is longer than was counted on, the model's server cuts it or
refuses, and the built-in answer is shown."""
_FENCE = re.compile(r"<(?=\s*/?\s*passage\b)", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:bo qua|quen|khong (?:lam|tuan) theo|phot lo|lo di|huy bo|gat bo)\s+(?:(?:het|moi|tat ca|nhung|cac|toan bo)\s+){0,3}"
    r"(?:chi dan|huong dan|chi thi|yeu cau|quy tac|lenh|dieu|noi dung|luat|gioi han)"
    r"\s+(?:(?:cua ban|he thong)|(?:o |da |duoc )?(?:tren|truoc|cho)|nay|do|khac)\b"
    r"|\b(?:ignore|disregard|forget|override|bypass|neglect)\s+(?:(?:all|any|the|your|my|of|these|those|every|everything)\s+){0,3}"
    r"(?:(?:previous|prior|above|earlier|system|other|preceding|former|safety)\s+){0,2}"
    r"(?:instructions?|rules|prompts?|directions|guidelines|passages?|context|orders|said|told|above|before)\b"
    r"|\b(?:system|developer|hidden|initial) prompt\b|<\|?/?(?:im_(?:start|end)|system|user|assistant|endoftext)\|?>|\[/?inst\]|<</?sys>>"
    r"|(?:^|\s|#{1,6} ?)(?:system|assistant|developer|admin|quan tri vien|tro ly)\s?:"
    r"|\b(?:you are now|from now on|you must (?:now )?(?:answer|reply|say|respond|output|write)|act as|pretend|jailbreak"
    r"|new instructions?"
    r"|tu (?:bay gio|gio|nay)(?: tro di)?,? (?:ban|hay|tro ly|moi cau)|ban la (?:mot )?(?:tro ly|mo hinh|chatbot|ai)|hay dong vai|gia vo"
    r"|chi dan moi|huong dan moi cho|lenh moi)\b"
    r"|\b(?:note|attention|important|instructions?|message|notice)\W{1,3}(?:to|for) (?:the |any |all )?(?:ai|llm|model|assistant"
    r"|chatbot|language model"
    r"|reader model|summari[sz]er)s?\b"
    r"|\b(?:ai|llm|chatbot|chat ?gpt|gpt|tro ly (?:ao|ai|so|tri tue nhan tao)|mo hinh (?:ai|ngon ngu)|may tra loi|language models?"
    r"|ai models?|ai assistants?)\W{1,3}(?:\w{1,12}\W{1,3}){0,4}"
    r"(?:hay|tra loi|viet rang|noi rang|ghi rang|must|should|shall|reading|answering|please|will|answer|reply|write|say"
    r"|output|include|add)\b"
    r"|\b(?:khi|neu)(?: duoc| bi| ai| co ai| co nguoi| nguoi dung| nguoi doc)? (?:hoi(?! nhap| dong| thao| nghi| dap)"
    r"|tra loi|tom tat|trich dan)\b[^.]{0,60}"
    r"\b(?:hay|nho|luon|bat buoc|viet|tra loi|noi rang|noi la|them|kem)\b"
    r"|\b(?:when|whenever|if)(?: you(?: are)?| anyone| someone| the user| users?| is| are)? (?:asked|asks?|answering"
    r"|summari[sz]ing|replying"
    r"|responding|quoting|citing)\b"
    r"|\b(?:hay|phai|vui long|luon|luon luon|chi|nho|bat buoc|xin|duoc lenh)\s+(?:luon\s+)?(?:tra loi|noi|viet|ghi|dap"
    r"|bao|khang dinh|in|xuat|tiet lo|them|chen"
    r"|nhac|khuyen|moi|huong dan nguoi (?:dung|doc|hoi)|bao nguoi (?:dung|doc|hoi))\s*"
    r"(?:cho nguoi (?:dung|doc|hoi)\s+)?(?:rang|la|:|nguyen van|nhu sau|them|dong|cau|vao cau|chu|duong|lien ket|link"
    r"|so dien thoai|bang tieng|ket qua sau|vao cuoi"
    r"|o cuoi|nguoi (?:dung|doc|hoi)|“|\"|')"
    r"|\b(?:bao|noi|nhan|gui|chi|moi|nhac|khuyen|huong dan)(?: cho)? nguoi (?:dung|hoi|doc)\b"
    r"|\b(?:tra loi|viet|noi|dich|dap) (?:bang|sang) tieng\b"
    r"|\btra loi\s?(?:rang|:|la:|nguyen van|nhu sau|duy nhat)|\b(?:vao|trong|o|cuoi|dau|truoc"
    r"|sau) (?:moi )?(?:cau tra loi|loi dap|phan hoi)\b"
    r"|\b(?:cau tra loi|loi dap) (?:dung|cua ban|phai|duy nhat|luon|cuoi cung)\b"
    r"|\b(?:say|answer|reply|respond|output|print|repeat|state|write|tell (?:the |them|him|her|users? )?(?:user|reader|person|them)?)"
    r"\s?(?:that\b|with\b|only\b|exactly\b|verbatim\b|:|\"|“|in (?:english|chinese|french|russian|japanese)"
    r"|the following|as follows|instead)"
    r"|\b(?:your|the|every|each|all|any) (?:answers?|repl(?:y|ies)|responses?|outputs?)\b"
    r"|\b(?:append|insert|include|add|embed|attach)\b[^.]{0,40}\b(?:link|url|image|sentence|text|phrase|answer|reply"
    r"|response|footer|disclaimer|html|script)\b"
    r"|\b(?:nguoi dung|nguoi hoi|end user|the user|users?)\b[^.]{0,40}\b(?:truy cap|bam|nhap|gui|goi|dang nhap|chuyen"
    r"|tai ve|click|visit|call|send|log ?in"
    r"|enter|download|go to|transfer)\b"
    r"|\b(?:begin|end|start|bat dau|ket thuc)(?: of)? (?:system|instructions?|prompt|chi dan|context|passage)\b"
)
"""Over folded text: an order to the program that reads, which no plan gives to its readers."""
_FEWEST_TURNS = 1
_TURN_CHARACTERS = 600
"""Of one earlier answer; what it was about stands at its beginning."""


def characters_left(chat: ChatModel, *, said: str) -> int:
    """Characters that fit into the model's context beside what else is `said` and its reply; may be negative."""
    return int((chat.context - chat.reply) * CHARACTERS_A_TOKEN) - len(said)


def speaks_to_a_model(hit: HeldPassage) -> bool:
    """Whether a passage gives orders to a program that reads it. A chat model is not given such a passage; a person still finds it."""
    return gives_orders(hit.passage.text)


def gives_orders(text: str) -> bool:
    """Whether words give orders to a program that reads them."""
    return _ORDER.search(" ".join(fold(text).split())) is not None


def fitting(hits: Sequence[HeldPassage], *, characters: int, language: Language) -> tuple[HeldPassage, ...]:
    """As many of the passages, best first, as fit; one that is too long is left out and shorter ones after it still come."""
    taken: list[HeldPassage] = []
    left = characters
    for hit in hits:
        length = len(_fenced(hit, n=len(taken) + 1, language=language)) + 1
        if length <= left:
            taken.append(hit)
            left -= length
    return tuple(taken)


def passages_text(hits: Sequence[HeldPassage], *, language: Language) -> str:
    """The passages, numbered from 1, each in a fence of its own that its text cannot close."""
    return "\n".join(_fenced(hit, n=n, language=language) for n, hit in enumerate(hits, 1))


def _fenced(hit: HeldPassage, *, n: int, language: Language) -> str:
    source = source_name(hit.document, page=hit.passage.page, language=language)
    path = " > ".join(hit.passage.headings)
    heading = f' section="{_attribute(path)}"' if path else ""
    return f'<passage number="{n}" source="{_attribute(source)}"{heading}>\n{_harmless(hit.passage.text)}\n</passage>'


def _harmless(text: str) -> str:
    """The text with what could open or close a fence made plain; nothing else changes, since it is quoted word for word."""
    return _FENCE.sub("\u2039", text)


def _attribute(text: str) -> str:
    return " ".join(_harmless(text).replace('"', "”").split())


def turns_text(turns: Sequence[Turn], *, characters: int, language: Language) -> str:
    """The last turns that fit, oldest first; the very last is always there, cut where it must be."""
    asked, answered = (templates(language)[name] for name in ("asked", "answered"))
    kept: list[str] = []
    for turn in reversed(turns):
        answer = " ".join(turn.answer.replace("**", "").split())[:_TURN_CHARACTERS]
        said = f"{asked}: {' '.join(turn.question.split())}" + (f"\n{answered}: {answer}" if answer else "")
        if len(said) > characters and len(kept) >= _FEWEST_TURNS:
            break
        kept.insert(0, said[: max(characters, 0)])
        characters -= len(said) + 1
    return "\n".join(kept)


def documents_text(documents: Sequence[DocumentRecord], *, characters: int, language: Language) -> str:
    """The documents, numbered from 1, a line each; as many as fit."""
    lines: list[str] = []
    for n, document in enumerate(documents, 1):
        line = f"{n}. {_attribute(source_name(document, page=None, language=language))}"
        if document.number and document.title:
            line += f": {_attribute(document.title)}"
        characters -= len(line) + 1
        if characters < 0:
            break
        lines.append(line)
    return "\n".join(lines)
