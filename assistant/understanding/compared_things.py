"""A question that compares two things, taken apart into one question about each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.coordination import side_by_side
from ingest.names.body_forms import bodies
from ingest.names.span import Span, inside_any
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question

_COMPARES = re.compile(
    r"\bso voi\b|\bso sanh\b|\bkhac (?:nhau|gi|biet|voi|o)\b|\bkhac\b.{3,60}\bo (?:cho|diem)\b|\bben nao\b|^giua\b.{3,80}\bva\b|"
    r"\b(?:nhieu|it|lon|nho|cao|thap|som|muon|dai|"
    r"ngan)\b.{0,60}\bhon\b|\bcompar\w+|\bdiffer\w*|\bversus\b|\bvs\b|\b(?:more|fewer|less|larger|earlier|later|higher|"
    r"lower)\b.{0,40}\bthan\b"
    r"|\bwhich of\b"
)
_CONTRAST = re.compile(
    r"^(?P<one>(?:[^\s,:;?]+\s+){1,6}?)(?:khác(?:\s+(?:gì|biệt))?(?:\s+(?:so\s+)?với)?|"
    r"so\s+với)\s+(?!(?:năm|tháng|quý|kỳ|cùng kỳ|giai đoạn|nhiệm kỳ|trước|đầu|cuối|mức|hiện)\b|\d)"  # another time, not another thing
    r"(?P<other>[^\s,:;?]+(?:\s+[^\s,:;?]+){0,5}?)"
    r"(?P<rest>\s+(?:ở|về|như|chỗ|thế)\b.*|\s*[,:;].*|\s*\?$)",
    re.IGNORECASE,
)
_FILLING = re.compile(r"^\s*(?:(?:ở\s+)?(?:chỗ|điểm)(?:\s+nào)?|ở|về|như\s+thế\s+nào|thế\s+nào|[,:;])\s*", re.IGNORECASE)
# "bên nào có nhiều chỉ tiêu hơn" asks of each how many.
_MORE = re.compile(
    r"(?:(?:bên|cái|nơi|đâu|đơn vị|chương trình|kế hoạch|văn bản|sở|bộ|nghị quyết)\s+nào|là\s+bên\s+nào)\s+(?:(?:được|có|phải|giữ|nêu|"
    r"đặt|giao)\s+)*(?P<does>(?:chủ\s+trì|phối\s+hợp|thực\s+hiện|phụ\s+trách)\s+)?"
    r"(?:nhiều|ít)\s+(?P<noun>[^?,;\s][^?,;]{0,58}?[^?,;\s])\s+hơn(?:\s+hay\s+(?:nhiều|ít)\s+hơn)?",
    re.IGNORECASE,
)
_JOINING = r"(?:(?:so\s+sánh|so\s+với|giữa|với|và|hay|hoặc|hơn|and|or|than|with|versus|vs\.?|between|compared\s+(?:to|with))\s+)"


def questions_apart(question: Question) -> tuple[str, ...]:
    """One question for each of the things compared: documents by name, bodies, or what stands on both sides of "khác", "so với"; () where
    nothing is compared or it cannot be told what."""
    text = question.restored
    if not _COMPARES.search(" ".join(fold(text).split())):
        return side_by_side(text)
    named = [(name.start, name.start + len(name.text)) for name in question.names if text[name.start : name.start + len(name.text)]]
    for spans in (_distinct(text, named), _distinct(text, [span for span in bodies(text) if not inside_any(span, named)])):
        if len(spans) == 2:
            return tuple(_counting(_without(text, spans[1 - place])) for place in range(2))
    if (sides := _CONTRAST.match(text)) is not None:
        rest = _FILLING.sub(" ", sides["rest"])
        return tuple(_counting(f"{sides[side].strip()} {rest.strip()}") for side in ("one", "other"))
    return side_by_side(text)


def _distinct(text: str, spans: Sequence[Span]) -> list[Span]:
    found: dict[str, Span] = {}
    for span in spans:
        found.setdefault(fold(text[slice(*span)]), span)
    return list(found.values())


def _without(text: str, span: Span) -> str:
    """The question without one of the things compared and the word that joins it to the other."""
    before = re.sub(rf"{_JOINING}{{1,4}}$", "", text[: span[0]], flags=re.IGNORECASE)
    after = re.sub(rf"^\s*{_JOINING}", " ", text[span[1] :], flags=re.IGNORECASE)
    after = re.sub(r"^\s*(?:thì(?!\s+sao\b)|,)\s*", " ", after)
    joined = re.sub(rf"^{_JOINING}", "", f"{before} {after}".strip(), flags=re.IGNORECASE)
    return re.sub(r" ([,:])", r"\1", " ".join(joined.split()))


def _counting(text: str) -> str:
    return _MORE.sub(lambda found: f"{found['does'] or 'có '}bao nhiêu {found['noun']}", re.sub(r"[,:]\s*(?=bên\s+nào)", " ", text))
