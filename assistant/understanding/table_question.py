"""Whether a question asks for cells of a table, or for what is computed over its rows: how many, the highest, those above a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answering.table_cells import is_unit
from ingest.names.abbreviations import written_out
from ingest.names.bodies import BodyRegister
from ingest.names.numbers import Figure, figures
from ingest.names.span import Span, inside_any
from ingest.text.vietnamese import fold, tone_form
from vectorstore.glossary import translations
from vectorstore.retrieval import Question

TableWhat = Literal[
    "cells", "rows", "count", "highest", "lowest", "compare", "sum", "share", "rank", "lacking", "having", "falling", "rising", "columns"
]
Wanted = Literal["time", "person", "place", "money"]

_EACH_YEAR = r"(?: (?:dan|deu|lien tuc|qua|theo|hang|moi|tung|cac|nhung|nam|ca)){1,5}"
_NAMED = r"(?: (?!(?:nhat|nao|hon|cao|lon|nhieu|thap|nho|it|ngan|re|som)\b)\w+){0,4}"
"""What may stand between a word and "nhất"; of two such words that nearest to it is meant: "đạt kim ngạch thấp nhất"."""
_ASKS: tuple[tuple[TableWhat, str], ...] = (
    (
        "columns",
        r"\b(?:nhung|cac|bao nhieu|may|gom)(?: \w+)? cot\b(?: (?:nao|gi))?|\bcot (?:nao|gi)\b|\b(?:which|what|how many) columns\b",
    ),
    ("falling", rf"\bgiam{_EACH_YEAR}|\bmoi nam (?:mot |deu )?giam\b|\bdeu giam\b"),
    ("rising", rf"\btang{_EACH_YEAR}|\bmoi nam (?:mot |deu )?tang\b|\bdeu tang\b"),
    ("share", r"\bchiem (?:bao nhieu|may)(?: (?:phan tram|%))?|\bty trong\b"),
    ("rank", r"\b(?:dung|xep)(?: hang)? thu (?:may|bao nhieu)\b|\bxep hang (?:may|bao nhieu)\b"),
    (
        "lacking",
        r"\b(?:chua|khong) (?:co|ghi|neu|duoc ghi|duoc giao|giao|bo tri|duoc bo tri)\b|\b(?:bo|de|con) trong\b|\bcon thieu\b",
    ),
    ("having", r"\bda (?:co|ghi|duoc ghi)\b"),
    ("highest", rf"\b(?P<of>cao|lon|nhieu|dai|dong|rong|dat|muon)(?P<noun>{_NAMED}) nhat\b(?! (?:la )?\d)"),
    ("lowest", rf"\b(?P<of>thap|nho|it|ngan|re|som)(?P<noun>{_NAMED}) nhat\b(?! (?:la )?\d)"),
)
_ASKED = tuple((what, re.compile(pattern)) for what, pattern in _ASKS)
_MEANT = {
    **{"nao": "nào", "may": "mấy", "dau": "đâu", "gi": "gì", "ai": "ai", "sao": "sao", "hon": "hơn", "nhat": "nhất", "giam": "giảm"},
    **{"tang": "tăng", "cao": "cao", "lon": "lớn", "thap": "thấp", "it": "ít", "tren": "trên", "duoi": "dưới"},
    **{"bao": "bao", "chiem": "chiếm", "cot": "cột", "tong": "tổng", "chua": "chưa", "khong": "không", "dai": "dài"},
}
_LIKE = re.compile(rf"\b(?:{'|'.join(_MEANT)})\b")
"""Words that ask or compare, which without their diacritics look like others: "nạo vét", "máy", "trồng", "tầng"."""
_MANY = re.compile(r"\bbao nhieu\b|\bbao nhiu\b|\bmay\b")
_COMPARES = re.compile(
    r"\b(?:nhieu|cao|lon|it|thap|nho|dai|ngan|dat|re|rong)(?: \w+){0,3} hon\b|\bso voi\b|\bso sanh\b|\bkhac nhau\b|\bchenh\w*\b"
)
_SUM = re.compile(r"\btong(?: (?:so|cong|muc))?\b|\bcong lai\b|\btat ca la bao nhieu\b")
_COUNTS = re.compile(r"\b(?P<many>bao nhieu|may)\b(?=\s(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+){0,5}|%))")
_LISTS = re.compile(
    r"\b(?:liet ke|ke ten|ke ra|danh sach|neu ten)\b(?: (?:tat ca|toan bo))?(?: (?:cac|nhung))?|\bnhung ai\b|\bgom (?:nhung )?ai\b"
)
_WHICH = re.compile(r"\b(?P<noun>(?:[^\W\d_]++ ){1,5})(?<!nam )(?<!the )(?<!khi )(?<!luc )nao\b")
_OVER_YEARS = re.compile(r"\bnam nao\b|\b(?:which|what) year\b")
_WANTS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    ("time", re.compile(r"\bkhi nao\b|\bbao gio\b|\bbao lau\b|\bmay ngay\b|\bbao nhieu ngay\b|\bluc nao\b|\bhan nao\b")),
    ("person", re.compile(r"\bai\b|\b(?:ong|ba|nguoi|dong chi) nao\b")),
    ("place", re.compile(r"\bo dau\b|\btai dau\b|\bnoi nao\b|\bcho nao\b")),
    ("money", re.compile(r"\bbao nhieu tien\b|\bnhieu tien\b|\bit tien\b|\bmay dong\b|\bmay tien\b|\bgia bao nhieu\b")),
)
_OTHER_ASKS = re.compile(r"\b(?:gi|nao|ai|dau|sao|the nao|khi|may lan|vi sao|tai sao|nhu the)\b")
_YEAR = re.compile(
    r"(?:\b(?:den het|den cuoi|cuoi|dau|den|tu|trong|vao|het)\s)?(?:\bnam\s)?(?<![\d./-])(?P<year>(?:19|20)\d\d)(?![\d/]|[.,-]\d)"
)
_PERIOD = re.compile(r"\b(?:giai doan|thoi ky|nhiem ky)\s(?P<first>(?:19|20)\d\d)\s?[-–]\s?(?P<last>(?:19|20)\d\d)")
_TITLE_PERIOD = re.compile(r"(?<![\d./])(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?![\d/])")
_FROM = re.compile(r"\b(?:tu|it nhat|toi thieu|khong duoi|khong it hon|khong thap hon|dat|at least)(?: (?:la|muc|khoang)){0,2}\s?$")
_ABOVE = re.compile(r"(?<!khong )\b(?:tren|hon|vuot|qua|more than|above|over)(?: (?:la|muc|moc)){0,2}\s?$")
_BELOW = re.compile(
    r"(?<!khong )\b(?:duoi|it hon|thap hon|nho hon|chua den|chua toi|kem|below|under|less than)(?: (?:la|muc|moc)){0,2}\s?$"
)
_UP_TO = re.compile(r"\b(?:khong qua|khong vuot qua|khong tren|khong hon|toi da|nhieu nhat|den|at most|up to)(?: (?:la|muc)){0,2}\s?$")
_OR_MORE = re.compile(r"\s?(?:tro len|tro di|or more)")
_OR_LESS = re.compile(r"\s?(?:tro xuong|tro lai|or less)")
_AND = re.compile(r"\s?(?:den|toi|va|-|–|to|and)\s?$")
_BETWEEN = re.compile(r"\b(?:tu|giua|khoang|trong khoang|from|between)\s?$")
_NEXT_WORD = re.compile(r"\s*+([^\W\d_]+)")
_WORD = re.compile(r"[^\W_]+(?:/[^\W_]+){0,3}|%")
_JOINED = re.compile(r"\b(?:va|hay|hoac|voi|lan|cung|and|or|so voi)\b|[,;]")
_ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FREE = frozenset(
    """là bao nhiêu mấy thì của ở trong tại theo đến vào năm được có đạt cho với và hay hoặc những các nào gì mỗi từng khi sao thế này đó
    do ra còn khoảng hỏi xin biết tôi mình em anh chị vậy ạ à nhỉ nhé bằng cái thứ số mức cùng về trên từ để như ghi nêu đặt phải sẽ đã hãy
    giúp cột dòng bảng ô hàng tính đang chỉ mà ai ông bà hơn nhất bên giữ làm mất dành lấy thuộc nằm chiếm qua mãi mới loại đâu bị lại nhau
    nhiu bn bán mua đem nhiều ít cao thấp lớn nhỏ dài ngắn tổng đâu rồi nữa lúc mỗi thu""".split()
)
"""Words that say nothing of which row or column is meant, though they may stand in its name."""
_HOW_MUCH = re.compile(r"\bbao (?:nhieu|nhiu|lau)\b")
_FREE_PHRASES = re.compile(
    r"\b(?:kế hoạch|quy định|phụ lục|ban hành|kèm theo|danh sách|danh mục|liệt kê|kể tên|dự kiến|lần lượt|tổng cộng|tổng số|tất cả|toàn bộ"
    r"|đồng chí|phần trăm|đóng góp|số liệu|so sánh|hiện nay|cho biết|bao nhiêu|bao nhiu|bao lâu|trị giá)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWord:
    """A word of a question; `free` where nothing has to stand for it in the table."""

    text: str
    free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A value that rows are picked by, as it is written; `unit` folded, "" where none is; `scale` what "triệu" makes of it."""

    low: float | None = None
    high: float | None = None
    strict: bool = False
    scale: float = 1.0
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAsk:
    """What is asked of a table. `words` say which rows and columns; `noun` is what is counted, or of which one is sought ("mặt hàng" of
    "mặt hàng nào"); `exact` says whether diacritics count; `wants` what kind of cell is asked for; `joined` whether several things may
    be named."""

    what: TableWhat
    words: tuple[AskedWord, ...]
    exact: bool
    noun: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    bound: Bound | None = None
    wants: tuple[Wanted, ...] = ()
    over_years: bool = False
    joined: bool = False
    measured: bool = False
    """Whether "bao nhiêu" stands before `noun`."""
    quantity: bool = False
    """Whether a number is asked for: "bao nhiêu", "mấy", or a value of which nothing else is asked."""
    sequence: tuple[str, ...] = ()
    """All words in order, for what cells say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellWords:
    """The folded words of a question that may name a column, of an English one in Vietnamese, and the years that it asks for."""

    words: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()


NO_CELL_WORDS = CellWords()


def cell_words(question: Question, asks: Sequence[TableAsk]) -> CellWords:
    """What a question says that may name a column; `asks` are what it asks of tables."""
    if asks:
        said = (*(word.text for word in asks[0].words if not word.free), *asks[0].noun)
        return CellWords(words=frozenset(map(fold, said)), years=frozenset(asks[0].years))
    told = {fold(word) for terms in translations(question.text) for word in terms[0].split()}
    return CellWords(words=frozenset(told) - {fold(word) for word in _FREE}, years=frozenset(_ANY_YEAR.findall(question.text)))


def table_asks(question: Question, *, bodies: BodyRegister) -> tuple[TableAsk, ...]:
    """What a question asks of a table, if it does, in the ways to read it: with its diacritics, and, typed without, also folded, since some
    may have been put back wrongly. Whether a table answers is seen later. English questions ask none: their words are not in the cells."""
    if question.language != "vi":
        return ()
    text = " ".join(written_out(_without_names(question), bodies).replace("?", " ").split())
    return tuple(_ask(text, exact=exact) for exact in ((True,) if question.accented >= _ACCENTED else (True, False)))


def _ask(text: str, *, exact: bool) -> TableAsk:
    folded = _LIKE.sub(lambda match: _or_blank(match, text), fold(text))
    spans: list[Span] = []
    bound = _bound(text, folded, spans, figures(text))
    what = _what(folded, spans, bound)
    years = _years(folded, spans)
    found = _counted(folded)
    counts = found if found and what not in ("rows", "highest", "lowest", "falling", "rising", "lacking", "having") else None
    noun = counts or _WHICH.search(folded)
    said = text if exact else folded
    return TableAsk(
        what=what,
        words=tuple(_words(text, spans, exact=exact)),
        exact=exact,
        noun=tuple(tone_form(said[slice(*noun.span("noun"))]).casefold().split()) if noun else (),
        years=years,
        bound=bound,
        wants=tuple(name for name, pattern in _WANTS if pattern.search(folded)),
        over_years=_OVER_YEARS.search(folded) is not None,
        joined=_JOINED.search(folded) is not None,
        measured=counts is not None,
        quantity=_MANY.search(folded) is not None or not _OTHER_ASKS.search(folded),
        sequence=tuple(tone_form(word).casefold() for word in _WORD.findall(said)),
    )


_ACCENTED = 0.5
"""Share of syllables with diacritics from which on a question counts as typed with them."""


def _or_blank(match: re.Match[str], text: str) -> str:
    """A word that asks or compares as it is; one that only looks like it when folded blanked."""
    folded, printed = match.group(), tone_form(text[slice(*match.span())]).casefold()
    return folded if printed in (folded, _MEANT[folded]) else "_" * len(folded)


def _counted(folded: str) -> re.Match[str] | None:
    """Where "bao nhiêu" or "mấy" stands, with the words behind it."""
    return min(_COUNTS.finditer(folded), key=lambda match: match["many"] == "may", default=None)


def _without_names(question: Question) -> str:
    """The question without the documents that it names."""
    text = question.restored
    for name in sorted(question.names, key=lambda name: -name.start):
        text = f"{text[: name.start]} {text[name.start + len(name.text) :]}"
    return text


def _what(folded: str, spans: list[Span], bound: Bound | None) -> TableWhat:
    """What is computed; the words that say so are added to `spans`."""
    for what, pattern in _ASKED:
        if found := pattern.search(folded):
            # Of "nhiều chỉ tiêu nhất" the words between say which column.
            spans.append(found.span("of") if "of" in found.groupdict() else found.span())
            return what
    if bound is not None:
        return "rows"
    if found := _COMPARES.search(folded):
        return "compare"
    if found := _SUM.search(folded):
        spans.append(found.span())
        return "sum"
    lists = _LISTS.search(folded)
    if lists:
        spans.append(lists.span())
    if lists or (_WHICH.search(folded) and "bao nhieu" not in folded):
        return "rows"
    return "count" if _counted(folded) else "cells"


def _years(folded: str, spans: list[Span]) -> tuple[str, ...]:
    """The years asked for; a period ("giai đoạn 2026 - 2030") names a table or a document rather than a year."""
    taken = [found.span() for pattern in (_PERIOD, _TITLE_PERIOD) for found in pattern.finditer(folded)]
    found = [match for match in _YEAR.finditer(folded) if not inside_any(match.span("year"), taken)]
    spans += [match.span() for match in found]
    return tuple(dict.fromkeys(match["year"] for match in found))


def _bound(text: str, folded: str, spans: list[Span], stated: Sequence[Figure]) -> Bound | None:
    """The value that picks rows: "từ 30 triệu USD trở lên", "dưới 5.000", "từ 10 đến 20 ha"."""
    of_value = [one for one in stated if not one.spelt and not (_YEAR.fullmatch(folded[one.start : one.end]) or 1900 <= one.value <= 2100)]
    for place, figure in enumerate(of_value):
        before = folded[max(0, figure.start - 40) : figure.start]
        following = of_value[place + 1] if place + 1 < len(of_value) else None
        unit, end = _unit_of(figure, text)
        if following and _BETWEEN.search(before) and _AND.search(folded[figure.end : following.start]):
            unit, end = _unit_of(following, text)
            start = figure.start - len(_BETWEEN.search(before).group())  # type: ignore[union-attr]
            spans.append((start, end))
            scale = following.scale if figure.scale == 1.0 else figure.scale
            return Bound(low=figure.value, high=following.value * following.scale / scale, scale=scale, unit=unit)
        after = _OR_MORE.match(folded, end) or _OR_LESS.match(folded, end)
        sides = ((_FROM, "low", False), (_UP_TO, "high", False), (_ABOVE, "low", True), (_BELOW, "high", True))
        side = next(((found, name, strict) for pattern, name, strict in sides if (found := pattern.search(before))), None)
        if after:
            low = bool(_OR_MORE.match(folded, end))
            side = (side[0] if side else None, "low" if low else "high", False)  # type: ignore[assignment]
            end = after.end()
        if side:
            spans.append((figure.start - (len(side[0].group()) if side[0] else 0), end))
            low_side = side[1] == "low"
            return Bound(
                low=figure.value if low_side else None,
                high=None if low_side else figure.value,
                strict=side[2],
                scale=figure.scale,
                unit=unit,
            )
    return None


def _unit_of(figure: Figure, text: str) -> tuple[str, int]:
    """The unit behind a number, and where it ends."""
    if figure.unit or not figure.counted:
        return figure.unit, figure.end
    word = _NEXT_WORD.match(text, figure.end)
    return (fold(word[1]), word.end()) if word and is_unit(word[1]) else ("", figure.end)


def _words(text: str, spans: Sequence[Span], *, exact: bool) -> list[AskedWord]:
    """The words outside `spans`, in order, each once."""
    found: dict[str, AskedWord] = {}
    phrases = [match.span() for match in (*_FREE_PHRASES.finditer(text), *_HOW_MUCH.finditer(fold(text)))]
    for match in _WORD.finditer(text):
        if inside_any(match.span(), spans):
            continue
        word = tone_form(match.group()).casefold()
        plain = word in _FREE or inside_any(match.span(), phrases) or (word.isdecimal() and len(word) == 1)
        key = word if exact else fold(word)
        known = found.get(key)  # a word that also stands where it means something is not free
        found[key] = AskedWord(text=key, free=plain and (known is None or known.free))
    return list(found.values())
