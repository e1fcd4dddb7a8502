"""The words of one answer taken out of the page, from `answer_out.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOutTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    numbered: str
    unnumbered: str
    document: str
    date: str
    issuer: str
    page: str
    question: str
    answer: str
    cited_as: str
    quote: str
    out: str
    print: str
    docx: str
    xlsx: str
    share: str
    link: str
    copy_link: str
    take_back: str
    taken_back: str
    too_many: str
    failed: str
    heading: str
    skip: str
    shared_on: str
    gone: str
    as_given: str
    changed: str
    removed: str
    another: str
    replaced: str


ANSWER_OUT_TEXTS: Mapping[Language, AnswerOutTexts] = in_every_language(AnswerOutTexts, "answer_out")
