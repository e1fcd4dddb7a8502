from dataclasses import replace

import pytest

from assistant.answer import Answer, Citation
from ingest.passage import Passage, PassageKind
from vectorstore.retrieval import DocumentRecord, Hit, Question, Retrieval

PASSAGE = Passage(
    id="d-0000",
    document_id="d",
    ordinal=0,
    kind=PassageKind.PROSE,
    text="Sở Y tế chủ trì. Hạn 30/6.",
    start=0,
    end=26,
    page=3,
    page_starts=((17, 4),),
)
RETRIEVAL = Retrieval(
    question=Question(text="?", language="vi", accented=1.0, restored="?"),
    hits=(Hit(passage=PASSAGE, document=DocumentRecord(id="d", name="a.txt", title="A"), score=1.0, dense=0.9, lexical=2.0),),
)
CITATION = Citation(
    n=1,
    passage_id="d-0000",
    document_id="d",
    document="a.txt",
    number=None,
    title="A",
    date=None,
    page=3,
    quote="Sở Y tế chủ trì.",
    start=0,
    end=16,
)


def answer(citation: Citation, text: str = "Theo A: “Sở Y tế chủ trì.” [1]") -> Answer:
    return Answer(question="?", text=text, language="vi", mode="extractive", abstained=False, retrieval=RETRIEVAL, citations=(citation,))


def test_an_answer_with_a_verbatim_quote_is_made() -> None:
    assert answer(CITATION).citations == (CITATION,)


def test_a_quote_that_is_not_in_its_passage_is_refused() -> None:
    with pytest.raises(ValueError, match="not in its passage"):
        answer(replace(CITATION, quote="Sở Nội vụ chủ trì"))


def test_a_citation_of_a_passage_that_was_not_retrieved_is_refused() -> None:
    with pytest.raises(ValueError, match="not retrieved"):
        answer(replace(CITATION, passage_id="d-0009"))


def test_a_mark_without_a_citation_is_refused() -> None:
    with pytest.raises(ValueError, match="does not have"):
        answer(CITATION, text="Theo A: “Sở Y tế chủ trì.” [2]")


def test_a_passage_knows_the_page_of_each_of_its_characters() -> None:
    assert [PASSAGE.page_of(offset) for offset in (0, 16, 17, 25)] == [3, 3, 4, 4]


def test_brackets_in_the_words_of_a_document_are_no_marks() -> None:
    quoted = replace(PASSAGE, text="Theo tài liệu [12], Sở Y tế chủ trì.", end=36)
    hit = replace(RETRIEVAL.hits[0], passage=quoted)
    citation = replace(CITATION, quote=quoted.text, end=36)
    made = Answer(
        question="?",
        text=f"Theo A: “{quoted.text}” [1]",
        language="vi",
        mode="extractive",
        abstained=False,
        retrieval=replace(RETRIEVAL, hits=(hit,)),
        citations=(citation,),
    )
    assert made.citations == (citation,)
