"""Questions that pick tasks: "nhiệm vụ nào Bộ Tài chính chủ trì hạn quý IV/2026", "how many tasks are led by X"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.understanding.period_asked import asked_period
from assistant.understanding.question_words import IN_TABLE, LEADS, TASKS
from ingest.names.bodies import BodyRegister
from ingest.names.bodies_asked import bodies_asked
from ingest.names.span import overlaps
from ingest.task import TaskKind
from ingest.text.vietnamese import fold
from vectorstore.glossary import translations
from vectorstore.retrieval import Question
from vectorstore.tasks import HeldTask, TaskQuery, pick_tasks

_KINDS = r"nghi dinh|thong tu|de an|ke hoach|chuong trinh|nghi quyet|quyet dinh|luat|du an|bao cao"
# Folded questions. What is asked for: tasks in general, or those of one kind ("những Nghị định nào"), which then must be named in each.
_OF_TASKS = r"(?:nhiem vu|cong viec|dau viec|(?<!lam )viec|hang muc)"
"""What can only be a task: a text has "nội dung", too, and people "làm việc" with each other."""
_OTHER_CELL = r"(?!(?:san pham|muc tieu|kinh phi|han|thoi (?:han|gian)|ket qua)\b)"
_ASKED_FOR = re.compile(
    rf"\b(?:(?:nhung |cac |bao nhieu |may )?{_OF_TASKS}\b(?: {_OTHER_CELL}\w+){{0,3}}? (?:nao|gi|so may)\b"
    r"|noi dung nao\b(?=.{0,60}\b(?:chu tri|phu trach|phoi hop|duoc giao)\b)"
    rf"|(?:bao nhieu|may) (?:{TASKS}|hang muc)\b"
    rf"|(?:liet ke|danh sach|ke ten|neu|thong ke)(?: tat ca)?(?: cac| nhung)? (?:{TASKS}|hang muc)\b"
    r"|(?:chu tri|phu trach|duoc giao|phoi hop|phai lam|phai thuc hien|dau moi)"
    rf"(?: (?:nhung|cac|lam|thuc hien|chu tri|phoi hop|cu the|{TASKS})){{0,4}} gi\b"
    r"|^tasks?\b|\btasks (?:led|due|assigned|given|of|for|that|which)\b"
    r"|(?:which|what|list|all|show|how many)(?: \w+){0,2}? (?:tasks?|duties|assignments|items)\b"
    r"|what (?:does|must|should|is|will) .{3,60}?\b(?:lead|do|deliver|co-?ordinate|responsible for|in charge of)\b"
    rf"|(?:nhung|cac|bao nhieu|may) (?P<kind>{_KINDS}) (?:nao|gi)\b)"
)
_LINE = re.compile(r"\bdòng\b", re.IGNORECASE)
_IF = re.compile(r"\bnếu\b", re.IGNORECASE)
_LEADS = re.compile(rf"\b{LEADS}\b|\bled\b|\bleads?\b|\bleading\b|\bin charge\b|\bresponsible\b")
_GIVES = re.compile(
    r"(?:theo |trong )?§,? (?:co )?giao (?:cho )?§ (?:phai |can |se )?(?:(?:lam|thuc hien|chu tri) )?(?:nhung |cac )?"
    r"(?:viec |cong viec |nhiem vu )?gi"
)
"""What a document gives a body to do, and nothing more ("Chỉ thị 21 giao Bộ Công an làm gì"); a sign stands for either of them."""
_COORDINATES = re.compile(r"\bphoi hop\b|\bcung voi\b|\bco-?ordinat\w*|\bsupport\w*")
_EITHER = re.compile(
    r"\b(?:chu tri|phoi hop)(?:\s*/\s*|\W+(?:hoac|hay|va|va/hoac)\W+)(?:chu tri|phoi hop)\b(?! voi)|\blead(?:s|ing)? (?:or|and) co-?ordinat"
)
"""Either column; "chủ trì, phối hợp với Sở B" says which is which."""
_EXCLUDES = re.compile(
    r"\b(?:ngoai(?: tru)?|tru(?: ra)?|khong (?:phai )?(?:do|cua|thuoc|la|giao(?: cho)?)|khong phai|except(?: for)?|other than"
    r"|not (?:led |given |assigned |co-?ordinated )?(?:by|to|of)|without)\s+(?:the\s+)?$"
)
"""Before a body whose tasks are left out: "không do Sở X chủ trì", "trừ Sở X","""
_DOES_NOT = re.compile(r"\s+(?:khong|does not|is not)\s+(?:chu tri|phoi hop|phu trach|lead|co-?ordinat)")
"""and behind it: "Sở X không chủ trì"."""
_TOPIC = re.compile(
    r"\b(?:về|liên quan (?:đến|tới)|thuộc lĩnh vực|trong lĩnh vực|about|on|regarding|concerning|related to)\s+(?P<topic>\S.*)",
    re.IGNORECASE,
)
_ENDS_TOPIC = re.compile(
    r"\b(?:do|mà|được|có|hạn|phải|thì|thuộc|theo|trong|của|trước|sau|đến hạn|chủ trì|phối hợp|là|nào|gồm"
    r"|led|due|by|before|in|that|which|does|is|are)\b"
    r"|[?,.;:]",
    re.IGNORECASE,
)
_RECURRING = re.compile(r"\b(?:thuong xuyen|hang (?:nam|quy|thang))\b")
_ALL = re.compile(r"\b(?:bao nhieu|may|tat ca|toan bo|liet ke|danh sach|how many|all|list)\b")
_FARTHEST = 40
"""Characters before a body in which it is left out."""
_FEW = 2
_ANY_TASK = frozenset(
    """
    phu luc danh muc bang ban hanh kem theo trong cua va thi la duoc giao neu ghi gom tat ca toan bo liet ke danh sach bao nhieu may co
    cac nhung nhiem vu cong viec dau hang cho tai nay do trong tam how many tasks task are there in the of list all annex to table what
    """.split()
)
_GENERIC_TOPIC = frozenset("nhiem vu phu luc danh muc noi dung viec cong tac viec tasks task or and time".split())
_TOPIC_SHARE = 0.6
"""Of the words of a topic that a task must say; a task seldom repeats every word of how a person names its field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """What picks tasks: a query, and beyond it `bodies` that may be lead or co-ordinating, a `kind` of document to be made, words of a
    `topic` (alternatives of which one must be said), how often the task comes back, and whether only rows of tables are meant."""

    query: TaskQuery
    bodies: tuple[str, ...] = ()
    kind: str = ""
    topic: tuple[str, ...] = ()
    recurring: str = ""
    only_rows: bool = False
    without: tuple[tuple[str, str], ...] = ()
    """The bodies whose tasks are left out, each with its role, "lead" or "coordinating", "" for either."""
    begins_in_time: bool = True
    """Whether of two days asked for no task may have been given time before the first: "năm 2026" is not "quý IV/2026"."""


def task_filter(question: Question, *, register: BodyRegister, today: datetime.date | None = None) -> TaskFilter | None:
    """What the question picks tasks by; None where it asks for no list of tasks, or for all there are.

    Of documents it names, `query.documents` holds those in the index.
    """
    text = question.restored
    if (given := _given_to(question, register=register)) is not None:
        return TaskFilter(query=TaskQuery(lead=given, documents=frozenset(question.named)))
    # "đồng", "động" and "nếu" are no "dòng" and no "nêu", which look the same folded.
    asked = _ASKED_FOR.search(fold(_LINE.sub("hạng mục", _IF.sub(" ", text))))
    if asked is None:
        return None
    period = asked_period(text, today=today)
    recurring = _RECURRING.search(fold(text))
    query = TaskQuery(
        documents=frozenset(question.named) or None,
        due_from=period.first if period else None,
        due_to=period.last if period else None,
    )
    query, others, without = _with_bodies(query, text, register=register)
    found = TaskFilter(
        query=query,
        bodies=others,
        kind=(asked["kind"] or "").strip(),
        topic=_topic(text[: period.span[0]] if period else text, question, register=register),
        recurring=recurring.group() if recurring and not period else "",
        only_rows=IN_TABLE.search(fold(text)) is not None,
        without=without,
    )
    picks = found.query.lead or found.query.coordinating or found.bodies or period or found.recurring or (found.without and question.named)
    return found if picks or (question.named and found.only_rows and (found.topic or _asks_for_all(question))) else None


def _given_to(question: Question, *, register: BodyRegister) -> str | None:
    """The body of which it is asked what the document named gives it to do; None where more is asked, or something else."""
    text = question.restored
    bodies = bodies_asked(text, register)
    if len(bodies) != 1 or len(question.names) != 1 or not question.named:
        return None
    ((span, name),) = bodies
    (document,) = question.names
    at = fold(text).find(fold(document.text))
    if at < 0 or overlaps((at, at + len(document.text)), span):
        return None
    for start, end in sorted([(at, at + len(document.text)), span], reverse=True):
        text = f"{text[:start]}§{text[end:]}"
    plain = " ".join(fold(text).replace("?", " ").split()).rstrip(" .!")
    return name if _GIVES.fullmatch(plain) else None


def filter_by_bodies(question: Question, *, lead: str, coordinating: str) -> TaskFilter:
    """The tasks of these bodies, of the documents that the question names, due when it says."""
    period = asked_period(question.restored)
    query = TaskQuery(
        lead=lead,
        coordinating=coordinating,
        documents=frozenset(question.named) or None,
        due_from=period.first if period else None,
        due_to=period.last if period else None,
    )
    return TaskFilter(query=query)


def _asks_for_all(question: Question) -> bool:
    """Whether a question asks how many tasks a document has, or for all of them, and says nothing of which."""
    text = question.restored
    for name in sorted(question.names, key=lambda name: -name.start):
        text = f"{text[: name.start]} {text[name.start + len(name.text) :]}"
    folded = fold(text)
    left = [word for word in re.findall(r"[a-z]+", folded) if word not in _ANY_TASK]
    return _ALL.search(folded) is not None and len(left) <= _FEW


def picked(tasks: Sequence[HeldTask], wanted: TaskFilter, *, register: BodyRegister) -> tuple[HeldTask, ...]:
    """The tasks that pass the filter, in their order; those of a body that was merged come behind those that print the name asked for."""
    found = [
        held
        for held in pick_tasks(tasks, wanted.query, bodies=register)
        if _begins_in_time(held, wanted.query)
        and all(register.names(held.task.lead, body) or register.names(held.task.coordinating, body) for body in wanted.bodies)
        and not any(_has_role(held, body, role, register=register) for body, role in wanted.without)
        and (not wanted.kind or wanted.kind in fold(f"{held.task.task} {held.task.product}"))
        and (wanted.recurring in fold(held.task.deadline))
        and (not wanted.only_rows or held.task.kind is not TaskKind.PROSE)
        and (not wanted.topic or any(_is_about(held, topic) for topic in wanted.topic))
    ]
    asked = [name for name in (wanted.query.lead, wanted.query.coordinating, *wanted.bodies) if name]
    return tuple(sorted(found, key=lambda held: not all(_prints(held, name, register=register) for name in asked)))


def _has_role(held: HeldTask, body: str, role: str, *, register: BodyRegister) -> bool:
    """Whether a body leads or co-ordinates a task, or where `role` is "" does either."""
    cells = {"lead": (held.task.lead,), "coordinating": (held.task.coordinating,)}.get(role, (held.task.lead, held.task.coordinating))
    return any(register.names(cell, body) for cell in cells)


def _prints(held: HeldTask, name: str, *, register: BodyRegister) -> bool:
    """Whether a task names a body itself, not one that it has become or that has become it."""
    return any(register.same(piece, name) for cell in (held.task.lead, held.task.coordinating) for piece in register.split(cell))


def _begins_in_time(held: HeldTask, query: TaskQuery) -> bool:
    """Whether a task asked for between two days is given no time before the first: "năm 2026" is not "quý IV/2026"."""
    begins = held.task.deadline_from
    return query.due_from is None or query.due_to is None or begins is None or query.due_from <= begins


def _with_bodies(query: TaskQuery, text: str, *, register: BodyRegister) -> tuple[TaskQuery, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The query with the bodies that a question names as leading and as co-ordinating, the bodies of which it says neither, and those that
    it leaves out, with their role."""
    folded = fold(text)
    cues = [(match.start(), match.end(), "lead") for match in _LEADS.finditer(folded)]
    cues += [(match.start(), match.end(), "coordinating") for match in _COORDINATES.finditer(folded)]
    cues = [] if _EITHER.search(folded) else cues
    others, without = [], []
    for (start, end), name in bodies_asked(text, register):
        role = min(cues, key=lambda cue: max(cue[0] - end, start - cue[1]))[2] if cues else ""
        if _EXCLUDES.search(folded[max(0, start - _FARTHEST) : start]) or _DOES_NOT.match(folded, end):
            without.append((name, role))
        elif role == "lead" and not query.lead:
            query = replace(query, lead=name)
        elif role == "coordinating" and not query.coordinating:
            query = replace(query, coordinating=name)
        else:
            others.append(name)
    return query, tuple(others), tuple(without)


def _topic(text: str, question: Question, *, register: BodyRegister) -> tuple[str, ...]:
    """The folded words of a question's `text` that say what the tasks are about, in each of their translations; () where it names no
    topic. An English topic that is in no glossary is looked for as it is: nothing found is better than every task."""
    found = _TOPIC.search(text)
    if found is None:
        return ()
    end = _ENDS_TOPIC.search(found["topic"])
    words = found["topic"][: end.start()] if end else found["topic"]
    named = any(name.text in words for name in question.names)
    if named or bodies_asked(words, register) or not set(fold(words).split()) - _GENERIC_TOPIC:
        return ()
    if question.language == "en":
        return tuple(fold(word) for alternatives in translations(words) for word in alternatives) or (fold(words),)
    return (fold(words),)


def _is_about(held: HeldTask, topic: str) -> bool:
    said = set(re.findall(r"\w+", fold(f"{held.document.title} {held.task.section} {held.task.task} {held.task.product}")))
    words = re.findall(r"\w+", topic)
    return sum(word in said for word in words) >= _TOPIC_SHARE * len(words)
