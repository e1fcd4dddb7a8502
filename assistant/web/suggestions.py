"""Suggested questions made from what the index holds, each tried on the assistant before it is shown."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from assistant.answering.answer import Answer
from assistant.web.texts import TEXTS
from ingest.names.document_name import find_document_names
from ingest.names.roles import CHIEF
from ingest.passage import Passage, PassageKind
from ingest.text.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, Language

logger = logging.getLogger(__name__)

WANTED = 6
_LEAST_ACCEPTED = 4
_TRIED = 24
"""Candidates tried at most: enough for six good ones where a third is answerable."""
_LONGEST = 110
"""Characters of a question that still fits two lines of a telephone."""
_FEWEST_WORDS = 4
"""Words of a task that says enough to ask for it."""
# Over folded headings of columns.
_TASK = re.compile(r"\b(?:nhiem vu|noi dung|cong viec|chuong trinh|de an|task)\b")
_LEAD = re.compile(rf"\b(?:{fold(CHIEF)}|phu trach|lead)\b")
_DEADLINE = re.compile(r"\b(?:thoi han|tien do|thoi gian|hoan thanh|deadline)\b")
Ask = Callable[[str], Answer]
PassagesOf = Callable[[str], Sequence[Passage]]


def candidates(documents: Sequence[DocumentRecord], *, passages_of: PassagesOf, language: Language) -> tuple[str, ...]:
    """Questions that the documents should answer, best first, one kind after the other so that the first few differ in kind.

    Newer documents come first. Whether they do answer is for `answerable` to find out.
    """
    texts = TEXTS[language]
    newest = sorted(documents, key=lambda one: (one.date is not None, one.date), reverse=True) if documents else []
    with_names = [(one, name) for one in newest if (name := named(one))]
    rows = [row for one in newest for passage in passages_of(one.id) if (row := _task(passage))]
    led = (texts.lead_question.format(subject=task) for task, columns in _spread(rows) if _LEAD.search(columns))
    due = (texts.deadline_question.format(subject=task) for task, columns in _spread(rows) if _DEADLINE.search(columns))
    signer = (texts.signer_question.format(name=name) for one, name in with_names if one.signer)
    issued = (texts.date_question.format(name=name) for one, name in with_names if one.date)
    about = (texts.subject_question.format(name=name) for one, name in with_names if one.subject)
    in_turn = chain.from_iterable(zip_longest(led, signer, _skip(due, 1), _skip(about, 1), _skip(issued, 2)))
    return tuple(dict.fromkeys(one for one in in_turn if one and len(one) <= _LONGEST))[:_TRIED]


def _skip(questions: Iterable[str], count: int) -> Iterator[str]:
    """The questions without the first few, so that two kinds do not ask about the same document in a row; those come last."""
    every = list(questions)
    return iter(every[count:] + every[:count])


def named(document: DocumentRecord) -> str:
    """How a question names a document: "Kế hoạch 84/KH-UBND"; empty where it has no number."""
    return " ".join(part for part in (_capitalised(document.kind or ""), document.number) if part) if document.number else ""


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:].lower() if text.isupper() else text


def _task(passage: Passage) -> tuple[str, str] | None:
    """What a table row is about, and the folded headings of the columns that it fills; None for a row no question is made of.

    It is the cell under "nhiệm vụ", "nội dung" or the like; a document that the cell begins with stands for the whole of it.
    """
    columns = _cells(fold(passage.headings[-1])) if passage.kind is PassageKind.ROW and passage.headings else []
    cells = _cells(passage.text)
    place = next((at for at, column in enumerate(columns) if _TASK.search(column)), None)
    if place is None or len(cells) != len(columns):
        return None
    filled = " | ".join(column for column, cell in zip(columns, cells, strict=True) if cell)
    task = cells[place].rstrip(" .;,")
    name = next(iter(find_document_names(task)), None)
    if name and name.kind and not task[: name.start].strip():
        return task[: name.start + len(name.text)], filled
    return (f"“{task}”", filled) if len(task.split()) >= _FEWEST_WORDS else None


def _cells(row: str) -> list[str]:
    return [" ".join(cell.split()) for cell in row.split("|")]


def _spread(rows: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The rows from all over the tables rather than the first few, which are often alike."""
    step = max(1, len(rows) // WANTED)
    return chain.from_iterable(rows[start::step] for start in range(step))


def answerable(questions: Sequence[str], *, ask: Ask, wanted: int, seconds: float) -> tuple[str, ...]:
    """The questions that get an answer with a citation, the first `wanted` of them.

    Stops `seconds` after the first answer, which may have to wait for the embedding model to be loaded.
    """
    until: float | None = None
    found: list[str] = []
    for question in questions:
        if len(found) == wanted or (until is not None and time.monotonic() > until):
            break
        answer = ask(question)
        until = until or time.monotonic() + seconds
        if not answer.abstained and answer.citations:
            found.append(question)
    return tuple(found)


class Suggestions:
    """Suggested questions in both languages, found in the background once `start` is called."""

    def __init__(self, ask: Ask, *, seconds: float = 20.0) -> None:
        self._ask = ask
        self._seconds = seconds
        self._found: dict[Language, tuple[str, ...]] = {}
        self._ready = threading.Event()

    def start(self, documents: Sequence[DocumentRecord], *, passages_of: PassagesOf) -> None:
        """Looks for questions in a thread of its own, which never keeps the program from ending."""
        threading.Thread(target=self._look, args=(documents, passages_of), name="suggestions", daemon=True).start()

    def _look(self, documents: Sequence[DocumentRecord], passages_of: PassagesOf) -> None:
        started = time.monotonic()
        try:
            languages: tuple[Language, ...] = ("vi", "en")
            for language in languages:
                tried = candidates(documents, passages_of=passages_of, language=language)
                self._found[language] = answerable(tried, ask=self._ask, wanted=WANTED, seconds=self._seconds)
        except Exception as error:  # a page without suggestions is better than none
            logger.warning("No suggested questions: %s", type(error).__name__)
        finally:
            self._ready.set()
            logger.info("Suggested questions: %s in %.1f s", {k: len(v) for k, v in self._found.items()}, time.monotonic() - started)

    def get(self, language: Language, *, wait: float) -> tuple[str, ...]:
        """The questions for a language; waits up to `wait` seconds for them. Vietnamese ones where English has too few."""
        self._ready.wait(wait)
        own = self._found.get(language, ())
        other = self._found.get("vi", ()) if len(own) < _LEAST_ACCEPTED else ()
        return tuple(dict.fromkeys([*own, *other]))[:WANTED]
