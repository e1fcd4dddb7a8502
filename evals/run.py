"""A test set is put to the program as users have it, case by case."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.json_forms import JsonObject, answer_object, passage_object
from assistant.settings import Settings
from evals.gold import GoldCase, TestSet
from evals.program import machine, program_version
from evals.run_file import CaseRecord, Run, RunHeader, RunWriter
from evals.scoring import CaseScore, score
from evals.typed_ways import half_without, without_diacritics
from vectorstore.errors import VectorStoreError
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import Hit
from vectorstore.search import retrieve

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


def header_of(index: Index, test_set: TestSet, *, settings: Settings, ways: bool = False) -> RunHeader:
    """The header of a run of the set, beginning now. `ways`: whether the set has been given further ways of typing."""
    held = index.documents()
    return RunHeader(
        test_set=test_set.name,
        set_sha256=test_set.sha256,
        case_count=len(test_set.cases),
        faults=test_set.faults,
        program=program_version(),
        settings={"passages": settings.passages, "embedding_model": settings.embedding_model, "threads": settings.threads, "ways": ways},
        models={"embedding": index.embedder.name},
        index=index.fingerprint,
        documents=len(held),
        passages=sum(document.passage_count for document in held),
        started=datetime.datetime.now(datetime.UTC),
        machine=machine(),
    )


def with_ways(test_set: TestSet) -> TestSet:
    """The set with each Vietnamese question twice more: typed without diacritics, and with half of them, as styles of their own.

    Questions that have no diacritics to lose are asked once. Earlier turns stay as they are.
    """
    taken = {case.id for case in test_set.cases}
    added = []
    for place, case in enumerate(test_set.cases):
        if case.language == "vi" and without_diacritics(case.question) != case.question:
            texts = (without_diacritics(case.question), half_without(case.question, seed=_SEED + place))
            for style, text in zip(WAYS, texts, strict=True):
                key = f"{case.id}-{style}"
                while key in taken:
                    key += "-2"
                taken.add(key)
                added.append(case.model_copy(update={"id": key, "question": text, "style": style}))
    return replace(test_set, cases=(*test_set.cases, *added))


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
    recorded with its error. Raises VectorStoreError where the index cannot be used, RunFileError where the file cannot be written.
    """
    known = {record.case.id for record in writer.done}
    scores = [score_of(record) for record in writer.done]
    waiting = [case for case in test_set.cases if case.id not in known]
    show = on_progress or (lambda progress: None)
    show(_progress(scores, count=len(test_set.cases)))
    if waiting:
        _warm(assistant.index)
    for case in waiting:
        if stop():
            break
        record = asked(assistant, case)
        writer.add(record)
        scores.append(score_of(record))
        show(_progress(scores, count=len(test_set.cases)))
    return Run(header=writer.header, records=writer.done)


def asked(assistant: Assistant, case: GoldCase) -> CaseRecord:
    """What comes of one case: the answer, and the passages that it was looked for in, those found by the search alone."""
    try:
        answer = assistant.ask(case.question, history=case.turns)
    except AssistantError as error:
        return _unanswered(case, str(error))
    except VectorStoreError:
        raise
    except Exception as error:  # one case stops no run, whatever it meets
        logger.exception("case %s could not be answered", case.id)
        return _unanswered(case, f"The program failed ({type(error).__name__}): report it with this question.")
    hits = answer.retrieval.found if answer.retrieval else _searched(assistant.index, case.question)
    return CaseRecord(
        case=case, answer=answer_object(answer, case_id=case.id), passages=tuple(passage_object(hit) for hit in hits[:PASSAGES])
    )


def score_of(record: CaseRecord) -> CaseScore:
    """The score of what came of a case."""
    return score(record.case, record.answer, record.passages, record.error)


def _warm(index: Index) -> None:
    """Load the model and open the vectors, as a program that has been running for a while has: it is no part of an answer's time."""
    index.nearest(index.embedder.embed_queries(["khởi động"])[0], count=1)


def _searched(index: Index, question: str) -> tuple[Hit, ...]:
    return retrieve(index, look_at(question, index=index), k=PASSAGES).hits


def _unanswered(case: GoldCase, error: str) -> CaseRecord:
    """The record of a question that could not be answered at all; the answer says why."""
    answer: JsonObject = {
        "id": case.id, "question": case.question, "answer": error, "abstained": True, "language": case.language,
        "mode": "none", "citations": [], "seconds": 0.0,
    }  # fmt: skip
    return CaseRecord(case=case, answer=answer, error=error)


def _progress(scores: list[CaseScore], *, count: int) -> Progress:
    failed = sum(item.error is not None for item in scores)
    return Progress(done=len(scores), count=count, right=sum(item.right for item in scores), failed=failed)
