"""Whether what is quoted holds a value of the kind that is asked for: a number of homes is no answer to a question for their price."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.quote import Candidate
from assistant.checking.claimed_times import times
from assistant.checking.contacts import contacts
from assistant.reading.reading import Reading
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.value_asked import ValueAsked, posts_in
from ingest.names.body_forms import bodies
from ingest.names.document_name import find_document_names
from ingest.names.numbers import Figure, figures, money
from ingest.names.people import people
from ingest.names.span import overlaps, overlaps_any
from ingest.passage import PassageKind
from ingest.text.sentences import sentences
from ingest.text.vietnamese import tone_form

_MONEY = ("vnd", "usd", "eur")
_LARGE = 1e3
"""A million or more of nothing else is of money: "hơn 500 triệu"."""
_SIGNS = re.compile(r"\bk[ýí]\b|\bsign", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:[Đđ]ơn vị|[Cc]ơ quan|Sở|Bộ|Ban|Ủy ban|Uỷ ban|Phòng|Cục|Chi cục|Vụ|Viện|[Tt]rung tâm|[Tt]rường|[Bb]ệnh viện|[Cc]ông ty"
    r"|[Tt]ập đoàn|Hội|Đoàn|Tỉnh đoàn|Thành đoàn|Liên đoàn|Văn phòng|Thanh tra|Công an|Quân|Tòa|[Nn]gân hàng|Kho bạc|Báo|Đài"
    r"|[Xx]ã(?! hội)|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Tt]ỉnh|[Tt]hành phố|[Dd]oanh nghiệp|[Tt]ổ chức|[Hh]ợp tác xã|[Cc]hủ đầu tư"
    r"|[Nn]hà thầu|[A-ZĐ]{3,})\b"
)
"""Words of which one stands in whatever names a body, however it is called. Of 44 answers to such questions in some 1,900, most of them not
read, 2 had none of these, both to what nothing answers; without this list 3 right ones would be lost."""
_NUMBERS = ("money", "share", "count")
_LIKELY = 0.3
"""Words of the answer, as the sum of their chances, that the reader expects in a further sentence."""
_TIME = ("day", "week", "month", "year", "hour", "minute")


def lacks_amount(pieces: Sequence[Candidate], intent: Intent) -> bool:
    """Whether a sum of money is asked for, if among other things, and prose states none."""
    return intent.wants(Ask.MONEY) and lacks_value(pieces, "money")


def lacks_value(pieces: Sequence[Candidate], asked: ValueAsked | None, *, posts: frozenset[str] = frozenset()) -> bool:
    """Whether quotes hold nothing of the kind that is asked for: of the holder of one of the folded `posts` not the post, or neither a name
    nor another post; no body in their words or headings; of a signer not that anything was signed; no number to call and no address
    where these are asked for. A cell may have its unit in its column's heading; what is counted may be listed, not told as a number."""
    if asked is None:
        return False
    if asked == "person":
        said = "\n".join(f"{piece.holder or ''}\n{piece.text}" for piece in pieces)
        named = posts_in(said)
        return (bool(posts) and not posts & named) or (not people(said) and not named - posts)
    if asked == "signer":
        return not any(piece.passage.kind is PassageKind.MASTHEAD or _SIGNS.search(tone_form(piece.text)) for piece in pieces)
    if asked == "body":
        return not any(_names_body(piece) for piece in pieces)
    if asked == "contact":
        return not any(contacts(piece.text) for piece in pieces)
    if any(piece.passage.kind is not PassageKind.PROSE for piece in pieces):
        return False
    texts = [piece.text for piece in pieces]
    return not any(_holds(text, asked) for text in texts) and (asked != "count" or any(map(_figures, texts)))


def with_value(pieces: tuple[Candidate, ...], reading: Reading, asked: ValueAsked | None) -> tuple[Candidate, ...]:
    """The quotes of a passage with the likeliest further sentence of it that holds the value asked for, where they hold none: "Kinh phí 34
    tỷ đồng" stands two sentences behind the fair that it pays for."""
    first = pieces[0]
    if asked not in _NUMBERS or first.passage.kind is not PassageKind.PROSE or not lacks_value(pieces, asked):
        return pieces
    text = first.passage.text
    apart = [span for span in sentences(text) if not any(overlaps(span, (piece.start, piece.end)) for piece in pieces)]
    able = [(reading.weight_in(*span), span) for span in apart if _holds(text[slice(*span)], asked)]
    weight, (start, end) = max(able, default=(0.0, (0, 0)))
    return (*pieces, replace(first, start=start, end=end, decisive=(), holder=None)) if weight >= _LIKELY else pieces


def _names_body(piece: Candidate) -> bool:
    """Whether words quoted, or what stands over them in the document, name a body; its title says who issued it."""
    over = [heading for heading in piece.passage.headings if heading != piece.document.title]
    told = "\n".join((*over, piece.holder or "", piece.text))
    return bool(bodies(told)) or _BODY.search(told) is not None


def _holds(text: str, asked: str) -> bool:
    sums = money(text)
    return any(_kind(figure, sums) == asked for figure in _figures(text))


def _figures(text: str) -> tuple[Figure, ...]:
    named = [(name.start, name.start + len(name.text)) for name in find_document_names(text)]
    return figures(text, aside=[*named, *((time.start, time.end) for time in times(text))])


def _kind(figure: Figure, sums: Sequence[tuple[int, int]]) -> str:
    if figure.unit in _MONEY or overlaps_any((figure.start, figure.end), sums):
        return "money"
    if figure.scale > _LARGE and not figure.counted:
        return "money"
    return "share" if figure.unit == "%" else "time" if figure.unit in _TIME else "count"
