"""A test set is put to the program as users have it, case by case."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pydantic import JsonValue

from assistant.assistant import Assistant
from assistant.chat_model.connection import ChatModel
from assistant.command_line.json_forms import JsonObject, answer_object, passage_object
from assistant.errors import AssistantError, EmptyIndex, QuestionError
from assistant.settings import Settings
from evals.running.model_use import CHAT
from evals.running.program import machine, program_version
from evals.running.run_file import CaseRecord, Run, RunHeader, RunWriter
from evals.scoring.case_score import CaseScore, score
from evals.sets.earlier_turns import history_of, remember, said_so_far
from evals.sets.gold import GoldCase, TestSet
from evals.sets.typed_ways import half_without, without_diacritics
from prompts import versions
from vectorstore.errors import VectorStoreError
from vectorstore.index import Index

logger = logging.getLogger(__name__)

PASSAGES = 10
"""Passages recorded of each case: what MRR@10 and nDCG@10 look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: cases `done` of `count`, and how many of those are `right` or could not be answered at all (`failed`)."""

    done: int
    count: int
    right: int
    failed: int


WAYS = ("unaccented", "half_accented")
"""The styles that `with_ways` adds."""
_SEED = 7

OnProgress = Callable[[Progress], None]


def header_of(index: Index, test_set: TestSet, *, settings: Settings, ways: bool = False, chat: ChatModel | None = None) -> RunHeader:
    """The header of a run of the set, beginning now. `ways`: whether the set has been given further ways of typing; `chat`: the model
    that writes the answers, None for the built-in ones."""
    held = index.documents()
    said: dict[str, JsonValue] = {"passages": settings.passages, "embedding_model": settings.embedding_model, "threads": settings.threads}
    return RunHeader(
        test_set=test_set.name,
        set_sha256=test_set.sha256,
        case_count=len(test_set.cases),
        faults=test_set.faults,
        program=program_version(),
        settings={**said, "ways": ways, **(_chat_settings(chat, settings) if chat else {})},
        models={"embedding": index.embedder.name, **({CHAT: chat.name} if chat else {})},
        index=index.fingerprint,
        documents=len(held),
        passages=sum(document.passage_count for document in held),
        started=datetime.datetime.now(datetime.UTC),
        machine=machine(),
    )


def _chat_settings(chat: ChatModel, settings: Settings) -> dict[str, JsonValue]:
    """What the words of a chat model depend on; nothing secret."""
    return {
        "chat_base_url": chat.where,
        "chat_temperature": settings.chat_temperature,
        "chat_context": chat.context,
        "chat_timeout": chat.timeout,
        "prompts": {**versions()},
    }


def with_ways(test_set: TestSet) -> TestSet:
    """The set with each Vietnamese question twice more: typed without diacritics, and with half of them, as styles of their own.

    Questions that have no diacritics to lose are asked once, unless other turns of their conversation have some. Earlier turns that stand
    in the set stay as they are.
    """
    taken = {case.id for case in test_set.cases}
    added: list[GoldCase] = []
    places = {case.id: place for place, case in enumerate(test_set.cases)}
    for _, group in groupby(test_set.cases, key=lambda case: case.conversation or case.id):
        cases = list(group)
        if any(_loses(case) for case in cases):
            for style in WAYS:
                added += [_typed(case, style=style, seed=_SEED + places[case.id], taken=taken) for case in cases]
    return replace(test_set, cases=(*test_set.cases, *added))


def _loses(case: GoldCase) -> bool:
    return case.language == "vi" and without_diacritics(case.question) != case.question


def _typed(case: GoldCase, *, style: str, seed: int, taken: set[str]) -> GoldCase:
    """The case typed in another way, if it can be, with an id that is not taken."""
    key = f"{case.id}-{style}"
    while key in taken:
        key += "-2"
    taken.add(key)
    changed: dict[str, object] = {"id": key, "conversation": case.conversation and f"{case.conversation}-{style}"}
    if _loses(case):
        text = without_diacritics(case.question) if style == "unaccented" else half_without(case.question, seed=seed)
        changed |= {"question": text, "style": style}
    return case.model_copy(update=changed)


def run_cases(
    assistant: Assistant,
    test_set: TestSet,
    *,
    writer: RunWriter,
    on_progress: OnProgress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Run:
    """Ask every case that `writer` does not have yet, and write what comes of each at once.

    `stop` is asked before each case; where it says so, the run so far comes back. A case whose question cannot be answered is
    recorded with its error; the turns of a conversation after it are asked without it. Raises VectorStoreError where the index cannot be
    used, RunFileError where the file cannot be written.
    """
    known = {record.case.id for record in writer.done}
    scores = [score_of(record) for record in writer.done]
    waiting = [case for case in test_set.cases if case.id not in known]
    said = said_so_far(writer.done)
    show = on_progress or (lambda progress: None)
    show(_progress(scores, count=len(test_set.cases)))
    if waiting:
        _warm(assistant)
    for case in waiting:
        if stop():
            break
        record = asked(assistant, case, said=said.get(case.conversation, ()))
        writer.add(record)
        remember(record, said)
        scores.append(score_of(record))
        show(_progress(scores, count=len(test_set.cases)))
    return Run(header=writer.header, records=writer.done)


def asked(assistant: Assistant, case: GoldCase, *, said: Sequence[CaseRecord] = ()) -> CaseRecord:
    """What comes of one case: the answer, and the passages that it was looked for in, those found by the search alone. `said`: what came
    of the turns before it in its conversation, oldest first."""
    try:
        answer = assistant.ask(case.question, history=history_of(case, said))
    except AssistantError as error:
        return _unanswered(case, str(error), failure=_FAILURES.get(type(error), "program"))
    except VectorStoreError:
        raise
    except Exception as error:  # one case stops no run, whatever it meets
        logger.exception("case %s could not be answered", case.id)
        said_of_it = f"The program failed ({type(error).__name__}): report it with this question."
        return _unanswered(case, said_of_it, failure="program")
    hits = answer.retrieval.found if answer.retrieval else assistant.search(case.question, k=PASSAGES).hits
    return CaseRecord(
        case=case, answer=answer_object(answer, case_id=case.id), passages=tuple(passage_object(hit) for hit in hits[:PASSAGES])
    )


def score_of(record: CaseRecord) -> CaseScore:
    """The score of what came of a case."""
    return score(record.case, record.answer, record.passages, record.error)


def _warm(assistant: Assistant) -> None:
    """Load the models and open the vectors, as a program that has been running for a while has: it is no part of an answer's time."""
    assistant.load()
    assistant.index.nearest(assistant.index.embedder.embed_queries(["khởi động"])[0], count=1)


_FAILURES: Mapping[type[AssistantError], str] = {QuestionError: "question", EmptyIndex: "no_documents"}


def _unanswered(case: GoldCase, error: str, *, failure: str) -> CaseRecord:
    """The record of a question that could not be answered at all; the answer says why."""
    answer: JsonObject = {
        "id": case.id, "question": case.question, "answer": error, "abstained": True, "language": case.language,
        "mode": "none", "citations": [], "seconds": 0.0,
    }  # fmt: skip
    return CaseRecord(case=case, answer=answer, error=error, failure=failure)


def _progress(scores: list[CaseScore], *, count: int) -> Progress:
    failed = sum(item.error is not None for item in scores)
    return Progress(done=len(scores), count=count, right=sum(item.right for item in scores), failed=failed)
