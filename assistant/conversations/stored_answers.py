"""An answer as JSON, with the passages that it shows and no others, and read back: also what another version of the program wrote.

An answer read back shows the same text, citations and highlighted sources, even when its documents have left the index since.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.answering.answer import Answer
from assistant.answering.quote import Quote
from assistant.answering.statement import Statement, lines_of
from assistant.conversations.earlier_answers import with_statements
from prompts import TemplateError
from vectorstore.retrieval import HeldPassage, Retrieval

logger = logging.getLogger(__name__)

_ANSWERS = TypeAdapter(Answer)
_OPTIONAL = frozenset(
    field.name
    for field in dataclasses.fields(Answer)
    if field.default is not dataclasses.MISSING and field.name not in ("retrieval", "useful")
)
"""Fields without which an answer still says and shows the same."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARK = re.compile(r"\[(\d+)\]")


def stored(answer: Answer) -> str:
    """`answer` as JSON, with the passages that it cites but without what else was found and the tasks that begin in them; with its text
    too, for a program that cannot read its statements."""
    data = {**dataclasses.asdict(_shown(answer)), "text": answer.text}
    text = json.dumps(data, default=_written, ensure_ascii=False)
    return _SURROGATE.sub("\ufffd", text)  # a broken text layer may hold them; one for one, so that offsets hold


def restored(text: str, *, question: str) -> Answer:
    """The answer that `stored` wrote, to `question`. Never raises.

    What cannot be read, since another version of the program wrote it, gives an answer with its text alone and no citations; their
    quotes follow as plain text, and marks [1] read (1).
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = text
    try:
        return _answer(with_statements(data))
    except (ValueError, TypeError, RecursionError) as error:
        logger.warning("A stored answer is read as plain text: %s", type(error).__name__)
        return _plain(data, question=question)


def _shown(answer: Answer) -> Answer:
    """The answer without what is not shown."""
    statements = tuple(dataclasses.replace(one, quotes=tuple(map(_bare, one.quotes))) for one in answer.statements)
    retrieval = Retrieval(question=answer.retrieval.question, hits=()) if answer.retrieval else None
    return dataclasses.replace(answer, statements=statements, retrieval=retrieval, useful=tuple(map(_without_tasks, answer.useful)))


def _bare(quote: Quote) -> Quote:
    return Quote(held=_without_tasks(quote.held), start=quote.start, end=quote.end, decisive=quote.decisive)


def _without_tasks(held: HeldPassage) -> HeldPassage:
    return HeldPassage(passage=held.passage, document=held.document)


def _written(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _answer(data: object) -> Answer:
    """The answer in `data`; what else it holds is left out, as are optional fields in a form that is not known."""
    try:
        return _whole(_ANSWERS.validate_python(data))
    except ValidationError as error:
        wrong = {place["loc"][0] for place in error.errors() if place["loc"]}
        if not isinstance(data, dict) or not wrong or not wrong <= _OPTIONAL:
            raise
        return _whole(_ANSWERS.validate_python({name: value for name, value in data.items() if name not in wrong}))


def _whole(answer: Answer) -> Answer:
    """The answer, if each of its statements can be read. Raises ValueError for one of a frame that is not known any more."""
    try:
        lines_of(answer.statements, language=answer.language)
    except (TemplateError, IndexError) as error:
        raise ValueError(str(error)) from error
    return answer


def _plain(data: object, *, question: str) -> Answer:
    fields: dict[str, Any] = data if isinstance(data, dict) else {"text": data}
    said = fields.get("text", data)
    lines = [said if isinstance(said, str) else json.dumps(said, ensure_ascii=False), *_sources(fields.get("citations"))]
    text = _MARK.sub(r"(\1)", "\n".join(lines))
    return Answer(
        question=question,
        statements=tuple(Statement(frame="said", values={"said": line}) for line in text.split("\n")),
        language="en" if fields.get("language") == "en" else "vi",
        mode="none",
        abstained=fields.get("abstained") is True,
    )


def _sources(citations: object) -> Iterator[str]:
    """Each citation on a line: "(1) Kế hoạch nhà ở, 84/KH-UBND, 2021-03-31: “...”"."""
    for citation in citations if isinstance(citations, list) else ():
        if not isinstance(citation, dict):
            continue
        named = (citation.get("title") or citation.get("document"), citation.get("number"), citation.get("date"))
        name = ", ".join(part for part in named if isinstance(part, str) and part)
        quote = citation.get("quote")
        yield f"({citation.get('n', '?')}) {name}" + (f": “{' '.join(quote.split())}”" if isinstance(quote, str) else "")
