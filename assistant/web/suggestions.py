"""Suggested questions made from what the index holds, each tried on the assistant before it is shown."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from assistant.answer import Answer
from assistant.web.texts import TEXTS
from ingest.document_name import find_document_names
from ingest.passage import Passage
from ingest.vietnamese import fold
from vectorstore.retrieval import DocumentRecord, Language

logger = logging.getLogger(__name__)

WANTED = 6
_LEAST_ACCEPTED = 4
_TRIED = 24
"""Candidates tried at most: enough for six good ones where a third is answerable."""
_LONGEST = 110
"""Characters of a question that still fits two lines of a telephone."""
Ask = Callable[[str], Answer]
PassagesOf = Callable[[str], Sequence[Passage]]


def candidates(documents: Sequence[DocumentRecord], *, passages_of: PassagesOf, language: Language) -> tuple[str, ...]:
    """Questions that the documents should answer, best first, one kind after the other so that the first few differ in kind.

    Newer documents come first. Whether they do answer is for `answerable` to find out.
    """
    texts = TEXTS[language]
    newest = sorted(documents, key=lambda one: (one.date is not None, one.date), reverse=True) if documents else []
    named = [(one, name) for one in newest if (name := _name(one))]
    lead = (texts.lead_question.format(subject=subject) for subject in _led(passages_of(one.id) for one in newest))
    signer = (texts.signer_question.format(name=name) for one, name in named if one.signer)
    issued = (texts.date_question.format(name=name) for one, name in named if one.date)
    about = (texts.subject_question.format(name=name) for one, name in named if one.subject)
    in_turn = chain.from_iterable(zip_longest(lead, signer, _skip(issued, 1), _skip(about, 2)))
    return tuple(dict.fromkeys(one for one in in_turn if one and len(one) <= _LONGEST))[:_TRIED]


def _skip(questions: Iterable[str], count: int) -> Iterator[str]:
    """The questions without the first few, so that two kinds do not ask about the same document in a row; those come last."""
    every = list(questions)
    return iter(every[count:] + every[:count])


def _name(document: DocumentRecord) -> str:
    """How a question names a document: "Kế hoạch 84/KH-UBND"; empty where it has no number."""
    return " ".join(part for part in (_capitalised(document.kind or ""), document.number) if part) if document.number else ""


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:].lower() if text.isupper() else text


def _led(documents: Iterable[Sequence[Passage]]) -> Iterator[str]:
    """What some body is said to lead: the programmes and plans named in passages that speak of leading ("chủ trì")."""
    seen: set[tuple[str | None, str]] = set()
    for passage in chain.from_iterable(documents):
        if "chu tri" not in fold(passage.text):
            continue
        for name in find_document_names(passage.text):
            words = " ".join(name.text.split())
            if name.kind and " " in words and (name.kind, name.number) not in seen:
                seen.add((name.kind, name.number))
                yield words[:1].upper() + words[1:]


def answerable(questions: Sequence[str], *, ask: Ask, wanted: int, seconds: float) -> tuple[str, ...]:
    """The questions that get an answer with a citation, the first `wanted` of them; stops after `seconds`."""
    until = time.monotonic() + seconds
    found: list[str] = []
    for question in questions:
        if len(found) == wanted or time.monotonic() > until:
            break
        answer = ask(question)
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
