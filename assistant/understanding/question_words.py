"""The words that ask, Vietnamese and English, of which the patterns of this package are built. All are read in folded text: lower case,
without diacritics."""

from __future__ import annotations

import re

BODIES = r"(?:don vi|co quan|bo phan|to chuc|bo(?: nganh)?|(?<!tu )(?<!den )so|(?<!van )ban|nganh|uy ban|cap|phong|cuc|(?<!nhiem )vu)"
"""What a body is called; not "từ số", "văn bản", "nhiệm vụ"."""
BODIES_EN = (
    r"(?:units?|body|bodies|ministry|ministries|agency|agencies|departments?|offices?|organi[sz]ations?|committees?|authority|authorities)"
)
WHO = rf"(?:ai|(?:(?:nhung|cac) )?{BODIES} nao)"
"""Who, or which body."""
WHO_AT_ALL = rf"(?:ai|(?:(?:nhung|cac) )?(?:{BODIES}|noi|ben|nguoi) nao)"
"""Who, which body, which side."""
WHEN = (
    r"(?:khi nao|bao gio|luc nao|(?:ngay|thang|nam|quy|giai doan|thoi gian|dip|ky hop|ky) nao|(?:ngay|thang|quy) may"
    r"|(?:ngay|thang|quy|nam) bao nhieu|may gio)"
)
HOW_LONG = r"(?:bao lau(?: mot lan)?|may (?:thang|ngay|nam))"
HOW_MANY = r"(?:\bbao nhieu\b|\bmay\b|\bhow many\b)"
WHAT = r"(?:la )?(?:(?:nhung )?gi|ai|the nao|ra sao|bao nhieu|sao)"
WH_EN = r"(?:who|which|when|what|how)"
LEADS = r"(?:chu tri|phu trach|dau moi|chiu trach nhiem|cam trich|(?:lam|lo|ganh|chiu) chinh)"
"""What the lead unit of a task does."""
TASKS = r"(?:nhiem vu|cong viec|dau viec|viec|noi dung)"
"""What a task is called."""
IN_TABLE = re.compile(r"\b(?:phu luc|danh muc|bang|cot|annex|appendix|table|column)\b")
"""What says that rows of a table are meant, and not what the text around it says."""
