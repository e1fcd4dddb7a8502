"""Names of documents in running text: "84/KH-UBND", "kế hoạch 84", "KH số 84", "chuong trinh 03", "programme 03"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentName:
    """How a text names a document. `kind` is the abbreviation of its type (KH, CTr, NQ, QĐ, CT, TB, NĐ, ...) or None.

    `number` is the serial number without leading zeros ("84"); `year` what stands in it ("2020" in 30/2020/NĐ-CP) or beside
    it ("kế hoạch 84 năm 2021"); `issuer` the part after the hyphen ("UBND", "TU", "NQ-TW" gives "TW"); `text` the words as
    found, at `start`.
    """

    number: str
    kind: str | None = None
    year: int | None = None
    issuer: str | None = None
    text: str = ""
    start: int = 0
