"""A task in the few words by which a question names it."""

from __future__ import annotations

import re

from assistant.training.printed_words import is_balanced, is_clean
from ingest.names.body_forms import bodies as bodies_by_form
from ingest.task import TaskKind
from ingest.tasks.action_verbs import opens_duty
from ingest.text.sentences import sentences
from ingest.text.vietnamese import fold
from vectorstore.tasks import HeldTask

_LONGEST = 260
"""Characters of a task in a question: some three lines of a page."""
_SHORTEST_CUT = 60
"""Characters that are left at least where a task is cut at a clause."""
_FEWEST_WORDS = {TaskKind.ROW: 6, TaskKind.INDICATOR: 2, TaskKind.PROSE: 10}
"""A sentence of prose with fewer words is mostly what every body is told ("tổ chức thực hiện Kế hoạch")."""
_LABEL = re.compile(r"\s{0,3}(?:[-–+•*]|\(?\d{1,2}[.)]|[a-zđ]\))\s{1,3}")
_CLAUSE = re.compile(
    r"(?<=[^\s,;])(?:;(?=\s)|,(?=\s(?:nhằm|để|bảo đảm|đảm bảo|góp phần|phục vụ|qua đó|trong đó|đồng thời|phù hợp|trên cơ sở|đáp ứng|"
    r"nhất là|đặc biệt|gắn với|từ đó|tạo điều kiện|làm cơ sở|làm căn cứ)\b))"
)
"""Where what is to be done has been said: behind it stands another thing, or what for. A comma of a list is no such place."""
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:này|nêu trên|nói trên|trên đây|sau đây|dưới đây|đã nêu|được giao|như sau|cụ thể|nêu tại|trong đó)\b|:$|:\s*[-+•]", re.IGNORECASE
)
"""Words that mean something only where they stand."""
_MADE = re.compile(
    r"(?:de an|du an|nghi dinh|nghi quyet|thong tu|luat|phap lenh|quyet dinh|ke hoach|chuong trinh|chien luoc|quy hoach|bo tieu chi|"
    r"bo chi so|bao cao|quy che|quy dinh|huong dan|hoi nghi|le)\b"
)
"""What is made or held, and so names a task without a verb."""
_NO_DUTY = re.compile(r"(?:phoi hop|tham gia|la |theo |trong |tren co so|doi voi|can cu|hang |hằng |truoc )")


def task_phrase(held: HeldTask) -> str:
    """The task as a question names it: its first sentence, cut at a clause and marked so where it is long; "" where what was read of it is
    doubtful, means nothing by itself, or reads like the middle of something."""
    task = held.task
    lines = [line for line in task.task.split("\n") if line.strip()]
    if not lines or (len(lines) > 1 and all(_LABEL.match(line) for line in lines)):  # a list, of which one item is not the task
        return ""
    text = " ".join(task.task.split())
    label = _LABEL.match(f"{text} ")
    text = text[label.end() :] if label else text
    if label and re.search(r"\s[-–+•]\s[^\W\d_]", text):
        return ""
    spans = sentences(text)
    first = text[slice(*spans[0])].rstrip(" .;") if spans else ""
    cut = _cut(first)
    phrase = cut[:1].upper() + cut[1:]
    if not _is_task(phrase, held=held, began_small=text[:1].islower()):
        return ""
    shortened = len(cut) < len(text.rstrip(" .;"))
    return f"{phrase}…" if shortened else phrase


def _cut(text: str) -> str:
    """`text`, where it is long cut at the last clause that fits and leaves no bracket open; "" where there is no such place."""
    if len(text) <= _LONGEST:
        return text
    ends = [found.start() for found in _CLAUSE.finditer(text, _SHORTEST_CUT, _LONGEST)]
    return next((text[:end].rstrip() for end in reversed(ends) if is_balanced(text[:end])), "")


def _is_task(phrase: str, *, held: HeldTask, began_small: bool) -> bool:
    task = held.task
    if not is_clean(phrase, document=held.document, page=task.page) or _POINTS_ELSEWHERE.search(phrase):
        return False
    if len(phrase.split()) < _FEWEST_WORDS[task.kind] or not phrase[0].isalpha():
        return False
    if task.kind is TaskKind.ROW:  # a mere name ("Công trình giao thông") is what a heading over it speaks of
        return not began_small and (opens_duty(phrase) or bool(_MADE.match(fold(phrase))))
    # Of prose only what begins with what is to be done: names of bodies before it show that more than the task was taken.
    heads = any(start == 0 for start, _ in bodies_by_form(phrase))
    return opens_duty(phrase) and not heads and not _NO_DUTY.match(fold(phrase))
