"""Names of people, by the surname that they begin with."""

from __future__ import annotations

import re

from ingest.names.body_forms import LOWER, UPPER
from ingest.names.span import Span
from ingest.text.vietnamese import fold

_CAPITALS = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+)+(?!\w)")
_PLACES = frozenset(
    ("ha noi", "ha nam", "ha giang", "ha tinh", "cao bang", "lam dong", "lang son", "ho chi minh", "duong noi", "ha dong", "ta van")
)
SURNAMES = frozenset(
    """
    nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly chu truong vuong dinh trinh doan mai to ta cao luu
    luong ha thai quach lam tong kieu quan phung dao nghiem khuc la cu bach kim giang chau mac nham ong van ton tieu tang
    """.split()
)


def people(text: str) -> tuple[Span, ...]:
    """Names of people: two to four capitalised words that begin with a Vietnamese surname, at the end of their run of capitals
    ("Hà Nội Trần Sỹ Thanh" gives "Trần Sỹ Thanh")."""
    found = []
    for run in _CAPITALS.finditer(text):
        words = [(run.start() + match.start(), match.group()) for match in re.finditer(r"\S+", run.group())]
        for place, (start, word) in enumerate(words):
            rest = len(words) - place
            if 2 <= rest <= 4 and fold(word) in SURNAMES and fold(text[start : run.end()]) not in _PLACES:
                found.append((start, run.end()))
                break
    return tuple(found)
