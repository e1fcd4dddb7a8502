"""Whether a question asks how documents stand to each other: which one another carries out, amends, replaces or rests on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ingest.document import Relation
from ingest.names.document_kinds import KINDS
from ingest.names.document_name import DocumentName, find_document_names
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Language, Question

Matter = Literal["implements", "amends", "replaces", "grounds"]
_ANY = ("van ban", "tai lieu", "chu truong", "document", "text", "rule")
_CODE_OF = {word: kind.code for kind in KINDS for word in (fold(kind.vietnamese), *kind.english)}
_THINGS = frozenset({"de an", "du an", "phuong an", "bao cao", "bien ban", "scheme", "report"})
"""Types that are rather the work than the document: "triển khai đề án nào?" asks for tasks."""
_KIND = "|".join(re.escape(word) for word in sorted({*_CODE_OF, *_ANY} - _THINGS, key=len, reverse=True))
_DOC = "§"
"""Stands for the document named."""
_POINTING = re.compile(
    r"\b(?:ke hoach|chuong trinh|nghi quyet|quyet dinh|van ban|nghi dinh|chi thi|thong bao|thong tu|ket luan) (?:nay|do|ay|tren)\b"
    r"|\bno\b|\b(?:this|that|the same) (?:plan|programme|program|resolution|decision|decree|directive|document|notice)\b|\bit\b"
)
_LOOSE = 7
"""Words that may stand before and behind the words of the pattern: more of them ask for something else as well."""

# Over folded text. {v} is the verb, {q} the document asked for, {d} the one named with what may follow its number.
_WHICH_VI = rf"(?:(?:nhung|cac) )?(?P<kind>{_KIND})(?: (?:hanh dong|cong tac|cap tren|moi|cu|phap luat|(?:gi )?cua [^§?]{{2,40}}))?"
_WHICH_VI += r" (?:nao|gi|so may|so bao nhieu)"
_DOC_VI = rf"{_DOC}(?: (?P<tail>(?!(?:duoc|bi|do|boi|va|co|ai|da|hien|nao|gi|can|dua)\b)[^§?]{{2,60}}?))??"
_VERBS_VI: tuple[tuple[Matter, str], ...] = (
    ("implements", r"(?:(?:to chuc |trien khai )?thuc hien|trien khai|cu the hoa|the che hoa|hien thuc hoa|thi hanh|huong dan)"),
    ("amends", r"(?:(?:sua doi|bo sung|dieu chinh)(?:,? (?:va )?(?:sua doi|bo sung|dieu chinh))?)"),
    ("replaces", r"(?:thay the|thay cho|bai bo|huy bo|(?:lam |cham dut )?(?:het|mat) (?:hieu luc(?: thi hanh)?|tac dung))"),
)
_ON_VI = r"(?: (?:la|de|nham|duoc ban hanh|ban hanh|da|se|dang|co|muc dich|ra doi))*"
_FORWARD_VI = (
    r"{d}{on} {v}(?: theo| cho)? {q}",
    r"{q} (?:ma |duoc |bi |do )?{d} {v}",
    r"{d} (?:lam|khien)(?: cho)? {q}(?: bi)? {v}",
)
_BACKWARD_VI = (
    r"{q}{on} {v}(?: cho| mot so dieu cua| noi dung cua)? {d}",
    r"{d}(?: da| hien| se)* (?:duoc|bi)(?: [^§?]{{1,25}})? {v}(?: [^§?]{{1,25}}?)?(?: bang| boi| tai| theo| trong| qua| o)? {q}",
    r"{d}(?: da| hien| hien nay)* (?:duoc|bi|co|do) {q}(?: da)? {v}",
    r"{v} {d}(?:,? [^§?]{{1,40}}?)? (?:la|co|bang|gom|ban hanh|xay dung) {q}",
)
_IN_FORCE_VI = {
    "replaces": r"{d}(?: da| hien| hien nay)* (?:con hieu luc|het hieu luc|(?:duoc|bi) {v})(?: hay| thi hanh)?(?: khong| chua|$)",
    "amends": r"{d}(?: da| hien| hien nay)* (?:duoc|bi) {v}(?: lan nao)?(?: khong| chua|$)",
}
_GROUNDS_VI = (
    rf"{_DOC_VI}(?: (?:duoc|da|ban hanh|xay dung|lap|phe duyet))* (?:can cu|dua tren|dua vao|tren co so)"
    r"(?: can cu| co so)?(?: vao| tren| phap ly)*"
    rf" (?:(?:nhung|cac) )?(?:(?:{_KIND}|luat|can cu|co so|quy dinh)(?: phap luat| phap ly)? )?(?:nao|gi|dau|so may|so bao nhieu)\b",
    rf"(?:can cu|co so)(?: phap ly)?(?: nao)?(?: de| cho viec)?(?: ban hanh| xay dung)?(?: cua)? {_DOC_VI}(?:$| (?:la|gom|bao gom|co)\b)",
)

_WHICH_EN = rf"(?:(?:which|what)(?: [a-z]+){{0,2}}? (?P<kind>{_KIND})s?|which|what)"
_DOC_EN = rf"(?:the )?(?:[^§?']{{2,30}}'s )?{_DOC}(?: (?P<tail>(?:of|dated|from|by|on|about) [^§?]{{2,50}}?))??"
_VERBS_EN: tuple[tuple[Matter, str], ...] = (
    ("implements", r"(?:implement|carry out|carri|carrie|execute|give effect to|put into effect|realise|realize|detail)"),
    ("amends", r"(?:amend|supplement|revise|modify|modifie|adjust)"),
    ("replaces", r"(?:replace|repeal|supersede|abolishe?|annul|revoke)"),
)
_FORM = r"(?:s|d|ed|es|s out|ed out)?"
_FORWARD_EN = (
    r"{q} (?:do|does|did|is|was) {d} (?:meant to |issued to |supposed to )?{v}" + _FORM,
    r"{d} {v}" + _FORM + " {q}",
    r"{q} (?:is|was|are|were|has been|have been) {v}" + _FORM + " by {d}",
)
_BACKWARD_EN = (
    r"{q} (?:that |has |have )?{v}" + _FORM + " {d}",
    r"{q} (?:is|was|has|have) {d}(?: been)? {v}" + _FORM,
    r"{d} (?:is|was|has been) {v}" + _FORM + " (?:by|in|with|through) {q}",
    r"{q} (?:was|were|is|are) issued to {v} {d}",
)
_IN_FORCE_EN = {
    "replaces": r"(?:is|was|has) {d}(?: still| been)* (?:in force|valid|in effect|replaced|repealed|superseded|revoked)",
    "amends": r"(?:is|was|has) {d}(?: been)? (?:amended|supplemented|revised|modified)",
}
_GROUNDS_EN = (
    rf"(?:what|which)[^§?]{{0,40}} (?:is|are|was|were) {_DOC_EN} (?:based on|issued (?:on the basis of|under|pursuant to)|grounded on)",
    rf"(?:legal )?(?:basis|bases|grounds?) (?:of|for)(?: issuing)? {_DOC_EN}$",
)
_LOOKED_IN = re.compile(r"\b(?:trong|theo|tai|in|under)\s*$")
_PURPOSE = re.compile(r"\s*(?:de|khi|cho|trong)\b(?! (?:ban hanh|xay dung|lap)\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationAsk:
    """`forward`: what `name` carries out, amends or replaces is asked for; else what does so to it. `kind` is the abbreviation of the type
    asked for ("chương trình nào"), None for any document; `tail` are the folded words behind the document's name, which must only describe
    it."""

    matter: Matter
    name: DocumentName
    forward: bool
    kind: str | None = None
    tail: str = ""

    @property
    def relation(self) -> Relation:
        """The relation asked for; mere mentions for grounds."""
        return Relation.REFERS if self.matter == "grounds" else Relation(self.matter)


def relation_ask(typed: Question, question: Question) -> RelationAsk | None:
    """What a question, as typed and made whole, wants to know of how documents stand to each other; None where it asks for anything
    else."""
    found = _marked(typed, question)
    if found is None:
        return None
    text, name = found
    language = question.language
    verbs, forward, backward, in_force, grounds = (
        (_VERBS_VI, _FORWARD_VI, _BACKWARD_VI, _IN_FORCE_VI, _GROUNDS_VI)
        if language == "vi"
        else (_VERBS_EN, _FORWARD_EN, _BACKWARD_EN, _IN_FORCE_EN, _GROUNDS_EN)
    )
    for pattern in grounds:
        match = re.search(pattern, text)
        if match and _alone(match) and _of_issuing(match):
            return RelationAsk(matter="grounds", name=name, forward=True, tail=match["tail"] or "")
    for matter, verb in verbs:
        for templates, ahead in ((forward, True), (backward, False)):
            for template in templates:
                match = re.search(_pattern(template, verb=verb, language=language), text)
                if match and _alone(match):
                    groups = match.groupdict()
                    return RelationAsk(
                        matter=matter, name=name, forward=ahead, kind=_code(groups.get("kind")), tail=groups.get("tail") or ""
                    )  # fmt: skip
        still = in_force.get(matter)
        match = re.search(_pattern(still, verb=verb, language=language), text) if still else None
        if match and _alone(match):
            return RelationAsk(matter=matter, name=name, forward=False, tail=match.groupdict().get("tail") or "")
    return None


def described_relation(question: Question, *, describes: Callable[[str], DocumentName | None]) -> RelationAsk | None:
    """The same of a document that is described and not named: "Quyết định phân công nhiệm vụ công chức của xã Đồi Chè thay cho quyết định
    nào trước đó?". `describes` gives the name of the one document that a text in the question's spelling describes."""
    if question.names or question.language != "vi":
        return None
    folded = fold(question.restored)
    for matter, verb in _VERBS_VI:
        match = re.search(rf"{_ON_VI} {verb}(?: theo| cho)? {_WHICH_VI}(?: (?:truoc do|truoc day|cu|da ban hanh))?\s*\??$", folded)
        if match and (name := describes(question.restored[: match.start()])):
            return RelationAsk(matter=matter, name=name, forward=True, kind=_code(match.groupdict().get("kind")))
    return None


def _marked(typed: Question, question: Question) -> tuple[str, DocumentName] | None:
    """The folded question with the one document that it names as a sign, and that document."""
    names = typed.names
    if not names and len({(name.number, name.kind) for name in question.names}) == 1:
        text, times = _POINTING.subn(_DOC, fold(typed.text), count=1)
        return (_plain(text), question.names[0]) if times else None
    if not names or len({name.number for name in names}) != 1:
        return None
    text = typed.text
    for name in reversed(find_document_names(text)):
        text = f"{text[: name.start]}{_DOC}{text[name.start + len(name.text) :]}"
    return _plain(fold(text)), names[0]


def _plain(folded: str) -> str:
    return " ".join(folded.replace("?", " ").strip(" .!").split())


def _pattern(template: str, *, verb: str, language: Language) -> str:
    which, document = (_WHICH_VI, _DOC_VI) if language == "vi" else (_WHICH_EN, _DOC_EN)
    return rf"\b{template.format(v=verb, q=which, d=document, on=_ON_VI)}(?!\w)".replace(rf"\b{_DOC}", rf"(?:^|(?<=\s)){_DOC}")


def _alone(match: re.Match[str]) -> bool:
    """Whether little else is asked beside what the pattern has read."""
    before, behind = match.string[: match.start()].split(), match.string[match.end() :].split()
    return len(before) <= _LOOSE and (len(behind) <= _LOOSE or behind[0] in ("cua", "va", "of", "and"))


def _of_issuing(match: re.Match[str]) -> bool:
    """Whether it is the document that rests on something, and not what it says of something else: "dựa vào đâu để xếp hạng các xã"."""
    return not _LOOKED_IN.search(match.string[: match.start()]) and not _PURPOSE.match(match.string[match.end() :])


def _code(kind: str | None) -> str | None:
    return _CODE_OF.get(" ".join(kind.split())) if kind else None
