"""The documents that a file is named after: "kh308-ha-noi.docx", "o01_scan_chithi11_hanoi", "cv687_sotuphap", "qd_707_ttg"."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.names.document_kinds import CODES, KINDS
from ingest.names.document_name import DocumentName
from ingest.text.vietnamese import fold

_CODES = {fold(code): code for code in CODES if len(code) > 1}
_KIND_OF = {**_CODES, **{fold(kind.vietnamese).replace(" ", ""): kind.code for kind in KINDS}}
_MOST_PARTS = 3
"""Syllables of the name of a type: "nghi-quyet", "thong-tu-lien-tich" goes by its last."""
_LONGEST = 6


@lru_cache(maxsize=16384)
def names_of_file(stem: str) -> tuple[DocumentName, ...]:
    """Each document that the name of a file names, by type and number, with the issuer where its sign follows; `stem` is the name without
    its suffix. A number without a type beside it names none: it may be a day, a part or a copy."""
    parts = re.findall(r"\d+|[^\W\d_]+", fold(stem))
    found: dict[tuple[str, str], DocumentName] = {}
    for at, part in enumerate(parts):
        if not part.isdigit() or len(part) > _LONGEST:
            continue
        before = _kind_before(parts[:at])
        after = _CODES.get(parts[at + 1]) if at + 1 < len(parts) else None
        after = after or (_CODES.get(parts[at + 2]) if at + 2 < len(parts) and re.fullmatch(r"(?:19|20)\d\d", parts[at + 1]) else None)
        kind = before or after
        number = part.lstrip("0")
        year = len(part) == 4 and part[:2] in ("19", "20") and (not after or (at > 0 and parts[at - 1].isdigit()))
        if kind and number and not year:
            found.setdefault((kind, number), DocumentName(number=number, kind=kind, text=f"{kind} {number}"))
    return tuple(found.values())


def _kind_before(parts: list[str]) -> str | None:
    """The type that stands before a number, an "so" between them: "chithi", "chi thi so", "kh"."""
    words = parts[:-1] if parts and parts[-1] == "so" else parts
    for width in range(min(_MOST_PARTS, len(words)), 0, -1):
        if (joined := "".join(words[-width:])) in _KIND_OF:
            return _KIND_OF[joined]
    return None
