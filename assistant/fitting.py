"""Whether a text holds a thing of the very form that a question asks for: the count of what is counted, a year, a quarter, a day, the
items of a list, a definition."""

from __future__ import annotations

import re

from assistant.entities import numbers
from assistant.intent import Ask, Intent
from ingest.passage import Passage, PassageKind
from ingest.vietnamese import fold, syllables
from vectorstore.glossary import translations
from vectorstore.retrieval import Question

NEUTRAL = 0.5
"""Where no such form is asked for."""
_COUNTED = re.compile(r"(?:\bbao nhieu|(?<!ngay )(?<!thang )(?<!quy )(?<!nam )\bmay|\bhow many)\s+((?:[^\W\d_]+[\s,]*){1,4})")
_DEFINITION = re.compile(
    r"(?:^|(?<=[.;:\n]))\W*(?:(?:[a-zđ]|\d+(?:\.\d+)*)[.)]\s*)?\W*(?P<term>[^.;:\n“”\"]{2,60}?)\W*[:\s]\s*(?:là|được hiểu là|nghĩa là|"
    r"gồm|bao gồm)\s",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?P<kind>truong|hoc vien|dai hoc|cong ty|doanh nghiep|benh vien|tap doan|vien|tinh|thanh pho|xa|phuong|quan|huyen|bo|so|cuc)"
    r"(?:, \w+| hoac \w+| va \w+)? nao\b|\bwhich (?P<kind_en>ministry|ministries|province|provinces|companies|company|schools|"
    r"universities)\b"
)
_KIND_EN = {
    "ministry": "bo", "ministries": "bo", "province": "tinh", "provinces": "tinh", "company": "cong ty", "companies": "cong ty",
    "schools": "truong", "universities": "dai hoc",
}  # fmt: skip
_ITEM = re.compile(r"[;,]|\((?:\d{1,2}|[ivx]+|[a-zđ])\)|\n\s*[-+•]")
_ITEMS = 2
"""Marks between the items of the shortest list: three items have two."""
_REACH = 4
"""Words after a figure within which the thing counted must follow: "33 chỉ tiêu", "5 định hướng lớn"."""
_YEAR = r"(?:19|20)\d\d"
_TIMES = (
    (re.compile(r"\bquy (?:nao|may)\b|\bwhich quarter\b"), re.compile(r"\bquy (?:[ivx]+|\d)\b")),
    (
        re.compile(r"\bnam (?:nao|bao nhieu)\b|\b(?:which|what) year\b"),
        re.compile(rf"(?<![\d/-])(?<!- )(?<!giai doan ){_YEAR}(?!\s*[-–]\s*\d|/)|\d/{_YEAR}\b"),
    ),
    (re.compile(r"\bngay (?:nao|may|bao nhieu)\b|\b(?:what|which) (?:date|day)\b"), re.compile(r"\b\d{1,2}\s*[/-]\s*\d{1,2}\b|"
    r"\bngay \d|\b\d{1,2} thang \d")),
    (re.compile(r"\bthang (?:nao|may)\b|\bwhich month\b"), re.compile(r"\bthang \d|\d{1,2}/\d")),
)  # fmt: skip


def fits(question: Question, intent: Intent, text: str, *, passage: Passage) -> float:
    """The share, 0 to 1, of the forms asked for that `text`, words of `passage`, holds; NEUTRAL where none is asked for."""
    folded = fold(question.restored)
    found = []
    if intent.wants(Ask.NUMBER) and (wanted := _counted(question, folded)):
        in_column = any(counted_cell(passage, " ".join(words)) is not None for words in wanted)
        found.append(1.0 if in_column else _holds_count(text, wanted))
    if intent.wants(Ask.DATE, Ask.DEADLINE):
        said = fold(text)
        found += [float(form.search(said) is not None) for asked, form in _TIMES if asked.search(folded)]
    if intent.wants(Ask.DEFINITION):
        asked = set(syllables(folded))
        if question.language == "en":
            asked = {word for ways in translations(question.text) for phrase in ways for word in fold(phrase).split()}
        found.append(float(_defines(text, asked)))
    if named := _NAMED.search(folded):
        found.append(_names_one(text, kind=_KIND_EN.get(named["kind"] or named["kind_en"], named["kind"] or "")))
    if intent.many:
        found.append(float(len(_ITEM.findall(text)) >= _ITEMS))
    return sum(found) / len(found) if found else NEUTRAL


def _names_one(text: str, *, kind: str) -> float:
    """1 where a text gives something of a kind by its name: "trường" and a capital behind it; else 0."""
    words = re.findall(r"[^\W_]+", text)
    head = kind.split()
    return float(
        any(
            words[place + len(head)][:1].isupper() and [fold(word) for word in words[place : place + len(head)]] == head
            for place in range(len(words) - len(head))
        )
    )


def _defines(text: str, asked: set[str]) -> bool:
    """Whether a text says what something is whose every word the question says: "“Bản sao y” là bản sao đầy đủ"."""
    return any(set(syllables(fold(match["term"]))) <= asked for match in _DEFINITION.finditer(text))


def counted_cell(row: Passage, noun: str) -> int | None:
    """The figure in the column that counts `noun`; None where there is no such column or no figure."""
    columns = [fold(cell).strip() for cell in row.headings[-1].split("|")] if row.kind is PassageKind.ROW and row.headings else []
    place = next((place for place, column in enumerate(columns) if re.fullmatch(rf"so (?:luong )?{re.escape(noun)}", column)), None)
    cells = [cell.strip() for cell in row.text.split("|")]
    return int(cells[place]) if place is not None and len(cells) == len(columns) and cells[place].isdecimal() else None


def _counted(question: Question, folded: str) -> tuple[tuple[str, ...], ...]:
    """The words for the thing counted, folded, one or two for each way to say it; none where the question names no such thing."""
    asked = _COUNTED.search(folded)
    if asked is None:
        return ()
    words = syllables(asked[1])
    if question.language == "en":
        return tuple(tuple(fold(phrase).split()) for ways in translations(" ".join(words[:2]))[:1] for phrase in ways)
    return (tuple(words[:2]),)


def _holds_count(text: str, wanted: tuple[tuple[str, ...], ...]) -> float:
    """1 where a figure stands before the thing counted, 0.5 where before its first word only."""
    best = 0.0
    for _, end in numbers(text):
        following = [fold(word) for word in syllables(text[end : end + 40])][:_REACH]
        for words in wanted:
            if words[0] in following:
                best = max(best, 1.0 if set(words) <= set(following) else NEUTRAL)
    return best
