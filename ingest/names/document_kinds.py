"""Types of documents: their abbreviation in document numbers, and how Vietnamese and English text names them.

Abbreviations after Decree 30/2020/NĐ-CP, annex III (state bodies) and Guide 36-HD/VPTW (bodies of the Party).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """One type. `short` are abbreviations safe before a bare number ("NQ 97"), folded; `english` and `verbal` likewise.

    `verbal` types double as verbs or plain nouns ("quyết định 3 nội dung"): a bare small number after them is rather a count.
    """

    code: str
    vietnamese: str
    english: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    verbal: bool = False


KINDS = (
    DocumentKind(code="KH", vietnamese="Kế hoạch", english=("plan",), short=("kh",)),
    DocumentKind(
        code="CTr", vietnamese="Chương trình", english=("work programme", "action programme", "programme", "program"), short=("ctr",)
    ),
    DocumentKind(code="NQ", vietnamese="Nghị quyết", english=("resolution",), short=("nq",)),
    DocumentKind(code="QĐ", vietnamese="Quyết định", english=("decision",), short=("qd",), verbal=True),
    DocumentKind(code="CT", vietnamese="Chỉ thị", english=("directive", "instruction"), short=("ct",)),
    DocumentKind(code="NĐ", vietnamese="Nghị định", english=("decree",), short=("nd",)),
    DocumentKind(code="TB", vietnamese="Thông báo", english=("notice", "announcement", "notification"), short=("tb",), verbal=True),
    DocumentKind(code="KL", vietnamese="Kết luận", english=("conclusion",), short=("kl",), verbal=True),
    DocumentKind(code="TT", vietnamese="Thông tư", english=("circular",)),
    DocumentKind(code="TTr", vietnamese="Tờ trình", english=("submission",), short=("ttr",)),
    DocumentKind(code="CV", vietnamese="Công văn", english=("official letter", "official dispatch", "letter"), short=("cv",)),
    DocumentKind(code="CĐ", vietnamese="Công điện", english=("official telegram", "telegram")),
    DocumentKind(code="BC", vietnamese="Báo cáo", english=("report",), verbal=True),
    DocumentKind(code="HD", vietnamese="Hướng dẫn", english=("guidance", "guideline"), verbal=True),
    DocumentKind(code="QĐ", vietnamese="Quy định", english=("regulation",), verbal=True),
    DocumentKind(code="QC", vietnamese="Quy chế", verbal=True),
    DocumentKind(code="ĐA", vietnamese="Đề án", english=("scheme",)),
    DocumentKind(code="DA", vietnamese="Dự án"),
    DocumentKind(code="PA", vietnamese="Phương án", verbal=True),
    DocumentKind(code="L", vietnamese="Luật", english=("law",), verbal=True),
    DocumentKind(code="PL", vietnamese="Pháp lệnh", english=("ordinance",)),
    DocumentKind(code="BB", vietnamese="Biên bản"),
    DocumentKind(code="NQLT", vietnamese="Nghị quyết liên tịch"),
    DocumentKind(code="TTLT", vietnamese="Thông tư liên tịch"),
)

CODES = tuple(dict.fromkeys((*(kind.code for kind in KINDS), "GM", "GP", "HDLT", "LCT", "ĐL", "TC")))
"""Abbreviations as printed in numbers."""
