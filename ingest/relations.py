"""How the documents that one sentence names stand to each other and to the document that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Relation
from ingest.names.document_name import DocumentName

_CUES = (
    (Relation.REPLACES, re.compile(r"\b(?:thay the|bai bo|huy bo)\b")),
    (Relation.AMENDS, re.compile(r"\b(?:sua doi|bo sung|dieu chinh|dinh chinh|gia han)\b")),
    (
        Relation.IMPLEMENTS,
        re.compile(r"\b(?:thuc hien|trien khai|cu the hoa|the che hoa|hien thuc hoa|quy dinh chi tiet|(?<!dieu khoan )thi hanh)\b"),
    ),
)
_LABEL = re.compile(r"\s*(?:(?P<article>dieu \d{1,9}[a-z]?)[.:]?|\d{1,9}(?:\.\d{1,9}){0,9}[.)]|[a-z]\)|[-–+•])\s*")
_OPERATIVE = re.compile(r"(?:ban hanh )?(?:phe duyet )?(?:nay )?(?:sua doi|bo sung|dieu chinh|dinh chinh|gia han|thay the|bai bo|huy bo)\b")
_PURPOSE = re.compile(r"(?:nham |de )?(?:tiep tuc )?(?:cu the hoa|the che hoa|hien thuc hoa)\b")
_GROUND = re.compile(r"\s*(?:can cu|theo de nghi|xet de nghi|xet to trinh)\b")
_THIS = re.compile(r"\bnay\b(?!\s*sinh)")
_ENDED = re.compile(
    r"\b(?:(?:het|khong con|cham dut) hieu luc|(?:duoc|bi) (?:bai bo|huy bo)|duoc thay the (?:boi|bang) [^.;]{0,30}\bnay\b)"
)
_PARTS = re.compile(
    r"\b(?:khoan|diem|dieu \d+|cac dieu|chuong [ivx\d]+|muc [ivx\d]+|phu luc|cum tu|tu ngu|mot so|mot phan|noi dung|nhiem vu|thoi han|bieu|"
    r"mau so)\b"
)
_REACH = 160
"""Characters between a cue and the name that it governs, at most; a law's whole title may stand between."""
_BESIDE = 12
"""The same for "thi hành", which is more often said of the law at large."""
_ANNEXED = re.compile(r"\b(?:kem theo|(?:chinh phu|uy ban nhan dan|thu tuong) tai)\b")
_AWAY = re.compile(
    r"[.;:]\s|\b(?:can cu|(?<!kem )theo|ban hanh kem theo|quy dinh tai|de nghi|to trinh|bao cao(?! ket qua)|gan voi|phoi hop|"
    r"phu hop|dong bo voi|cung voi viec)\b"
)
"""Words after which a cue no longer governs what follows."""
_REVIEW = re.compile(
    r"\b(?:tong ket|so ket|danh gia|kiem tra|giam sat|tinh hinh|ket qua|\d+ nam)"
    r"(?: viec| ket qua| tinh hinh| cong tac| \d+ nam| qua trinh){0,8} ?$"
)
"""Words before "thực hiện" that make it a look back."""
_APART = re.compile(r"[.;:,()]|\b(?:giao|yeu cau|de nghi|cac (?:don vi|so|bo|co quan)|bao cao|theo|tai|phoi hop|phai|can)\b")
"""Words between a document's name and a cue that make somebody else the one who acts."""
_BY_OTHERS = re.compile(r"\b(?:can cu|(?<!kem )theo|de nghi|giao)\b")
_COORDINATE = re.compile(r"(?:,|;|\bva|\bdong thoi|\bhoac)(?: (?:tiep tuc|to chuc|day manh|viec|nham|de|qua do|tu do|gop phan))* ?$")
_LISTED = re.compile(r"(?:[,;]|\bva|\bhoac|\bcung voi)(?: (?:cac|nhung))? ?$")
_BELONGS = re.compile(r"\b(?:tai|cua|kem theo|thuoc|trong)(?: [^\W\d]+){0,8} ?$")
_PASSIVE = re.compile(r"^[^.;:,]{0,80}\b(?:duoc|bi)(?: \w+){0,3} ?$")
_ACTOR = re.compile(r"\b(?:boi|bang|tai|theo)\b[^.;:]{0,60}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """`subject` stands in `relation` to `name`; None stands for the document that says so."""

    name: DocumentName
    subject: DocumentName | None
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence in folded text. `title`: the subject line of the document; `opening`: it stands where a document says what it is for;
    `changing`: it stands in an article that changes or ends other documents; `official`: it is of an administrative document."""

    start: int
    end: int
    folded: str
    """The text of the whole document, folded: positions are those of the names."""
    title: bool = False
    opening: bool = False
    changing: bool = False
    official: bool = True

    @property
    def text(self) -> str:
        """Its own words, folded."""
        return self.folded[self.start : self.end]


def stated_by(sentence: Sentence, names: Sequence[DocumentName]) -> list[Stated]:
    """What a sentence says of each of the documents it names, in order: mere mentions are REFERS."""
    ended = [match.start() + sentence.start for match in _ENDED.finditer(sentence.text)]
    found: list[Stated] = []
    for place, name in enumerate(names):
        before = names[place - 1] if place else None
        start = before.start + len(before.text) if before else _after_label(sentence)
        gap = sentence.folded[start : name.start]
        cue = _cue(gap)
        last = found[-1] if found else None
        if cue is not None:
            said = _governed(sentence, name, before=before, last=last, gap=gap, cue=cue)
        elif last is not None and last.relation is not Relation.REFERS and _goes_on(gap):
            said = Stated(name=name, subject=last.subject, relation=last.relation)
        else:
            said = _by_sentence(sentence, name, gap=gap)
        # "X và Y sửa đổi X hết hiệu lực": what stands before the verb is ended, unless something else is said of it
        if said.relation is Relation.REFERS and _ends_later(sentence, name, ended=ended, gap=gap, last=last):
            relation = Relation.AMENDS if _PARTS.search(gap) else Relation.REPLACES
            said = Stated(name=name, subject=None, relation=relation)
        found.append(said)
    return [_passive(sentence, item, names=names) for item in found]


def _goes_on(gap: str) -> bool:
    """Whether what stands between two names only lists them, with a title or an issuer behind the first."""
    listed = _LISTED.search(gap)
    return listed is not None and _AWAY.search(gap[: listed.start()]) is None


def announces(sentence: Sentence) -> Relation | None:
    """The relation of the documents listed below a sentence that ends in a colon ("Bãi bỏ các văn bản sau đây:")."""
    text = sentence.text
    if not text.rstrip().endswith(":") or not sentence.official:
        return None
    if _ENDED.search(text) and (_THIS.search(text) or sentence.changing or "sau" in text):
        return Relation.AMENDS if _PARTS.search(text) else Relation.REPLACES
    cue = _cue(text)
    if cue is None or cue[2] is Relation.IMPLEMENTS or not _own_may(sentence, cue[2], before_cue=text[: cue[0]]):
        return None
    return Relation.AMENDS if _PARTS.search(text, cue[1]) else cue[2]


def listed_item(sentence: Sentence, name: DocumentName) -> bool:
    """Whether a sentence is an item that opens with the name."""
    return name.start - _after_label(sentence) <= 2 and _after_label(sentence) > sentence.start


def _after_label(sentence: Sentence) -> int:
    label = _LABEL.match(sentence.folded, sentence.start, sentence.end)
    return label.end() if label else sentence.start


def _cue(gap: str) -> tuple[int, int, Relation] | None:
    """(start, end, relation) of the cue that governs what follows `gap`; the nearest, of "sửa đổi, bổ sung" the first word."""
    cues = [(match.start(), match.end(), relation) for relation, pattern in _CUES for match in pattern.finditer(gap)]
    if not cues:
        return None
    start, end, relation = max(cues)
    if len(gap) - end > _REACH or _AWAY.search(gap, end):
        return None
    if relation is Relation.IMPLEMENTS and (_ANNEXED.search(gap, end) or (gap[start:end] == "thi hanh" and len(gap) - end > _BESIDE)):
        return None
    for earlier, stop, same in sorted(cues, reverse=True):
        if same is relation and start - stop <= 5 and earlier < start:
            start = earlier
    if relation is Relation.IMPLEMENTS and _REVIEW.search(gap[:start].rstrip(" ,")):
        return None
    return start, end, relation


def _governed(
    sentence: Sentence, name: DocumentName, *, before: DocumentName | None, last: Stated | None, gap: str, cue: tuple[int, int, Relation]
) -> Stated:
    """What a cue right before a name says: whose deed it is depends on what stands before the cue."""
    start, end, relation = cue
    between = re.sub(r"\([^()]*\)", " ", gap[:start])
    if relation is Relation.REPLACES and _PARTS.search(gap, end):
        relation = Relation.AMENDS
    refers = Stated(name=name, subject=None, relation=Relation.REFERS)
    if before is None:
        return Stated(name=name, subject=None, relation=relation) if _own_may(sentence, relation, before_cue=between) else refers
    if _COORDINATE.search(between) and last is not None and (last.relation is not Relation.REFERS or " va " in f" {between[-12:]}"):
        if last.relation is Relation.REFERS or (last.subject is None and not _own_may(sentence, relation, before_cue=between)):
            return refers
        return Stated(name=name, subject=last.subject, relation=relation)
    plain = re.sub(r"(?<=sua doi),|(?<=bo sung),", "", between.rstrip().removesuffix(","))
    return refers if _APART.search(plain) and not _PASSIVE.search(plain) else Stated(name=name, subject=before, relation=relation)


def _own_may(sentence: Sentence, relation: Relation, *, before_cue: str) -> bool:
    """Whether the document itself may be the one that stands in `relation`: other work is spoken of in the same words."""
    if not sentence.official or _GROUND.match(sentence.text):
        return False
    if sentence.title or _THIS.search(before_cue):
        return True
    label = _LABEL.match(sentence.text)
    if relation is Relation.IMPLEMENTS:  # an item of a list is a purpose where it opens with one, else a task
        return sentence.opening and (label is None or bool(label["article"]) or _PURPOSE.match(sentence.text, label.end()) is not None)
    operative = _OPERATIVE.match(sentence.text, label.end() if label else 0)
    return operative is not None and (sentence.changing or (sentence.opening and (label is None or bool(label["article"]))))


def _by_sentence(sentence: Sentence, name: DocumentName, *, gap: str) -> Stated:
    """A name without a cue of its own is what the head of the sentence changes, if it stands as the place of the change."""
    label = _LABEL.match(sentence.text)
    head = _OPERATIVE.match(sentence.text, label.end() if label else 0)
    if head and _BELONGS.search(gap) and not _AWAY.search(gap[-60:]) and _own_may(sentence, Relation.AMENDS, before_cue=""):
        return Stated(name=name, subject=None, relation=Relation.AMENDS)
    return Stated(name=name, subject=None, relation=Relation.REFERS)


def _ends_later(sentence: Sentence, name: DocumentName, *, ended: Sequence[int], gap: str, last: Stated | None) -> bool:
    if not sentence.official or not any(name.start < at for at in ended) or _BY_OTHERS.search(gap[-60:]):
        return False
    return (bool(_THIS.search(sentence.text)) or sentence.changing) and (last is None or bool(_LISTED.search(gap) or _PARTS.search(gap)))


def _passive(sentence: Sentence, item: Stated, *, names: Sequence[DocumentName]) -> Stated:
    """Turned about where the words are "X được sửa đổi, bổ sung bởi Y"; "X được thực hiện ..., Y" says nothing of Y."""
    subject = item.subject
    if subject is None or item.relation is Relation.REFERS:
        return item
    between = sentence.folded[subject.start + len(subject.text) : item.name.start]
    cue = _cue_start(between, item.relation)
    if cue is None or not _PASSIVE.search(between[:cue]):
        return item
    if not _ACTOR.search(between[cue:]):
        return Stated(name=item.name, subject=None, relation=Relation.REFERS)
    return Stated(name=subject, subject=item.name, relation=item.relation)


def _cue_start(between: str, relation: Relation) -> int | None:
    pattern = next(pattern for kind, pattern in _CUES if kind is relation)
    match = pattern.search(between)
    return match.start() if match else None
