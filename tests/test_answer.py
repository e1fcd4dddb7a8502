"""An answer consists of statements; its citations are numbered by their order, and its text is what they say."""

from dataclasses import replace

import pytest

from assistant.answering.answer import Answer
from assistant.answering.quote import Quote
from assistant.answering.statement import Run, Statement, filled, marked
from ingest.passage import Passage, PassageKind
from prompts import TemplateError
from tests.written_statements import quote_of
from vectorstore.retrieval import DocumentRecord, HeldPassage

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
HELD = HeldPassage(passage=PASSAGE, document=DocumentRecord(id="d", name="a.txt", title="A"))
LEAD, DEADLINE = quote_of(HELD, "Sở Y tế chủ trì."), quote_of(HELD, "Hạn 30/6.", decisive="30/6")


def answer(*statements: Statement) -> Answer:
    return Answer(question="?", statements=statements, language="vi", mode="extractive", abstained=False)


def short(frame: str, value: str, *quotes: Quote) -> Statement:
    return Statement(frame=frame, values={"value": value}, quotes=quotes)


def test_citations_are_numbered_in_the_order_of_their_first_use() -> None:
    made = answer(short("short_deadline", "30/6", DEADLINE), short("short_lead", "Sở Y tế", LEAD), short("short_lead", "Sở Y tế", DEADLINE))
    assert [(one.n, one.quote) for one in made.citations] == [(1, "Hạn 30/6."), (2, "Sở Y tế chủ trì.")]
    assert [line[-4:] for line in made.text.split("\n")] == ["[1].", "[2].", "[1]."]


def test_a_citation_says_where_its_words_stand() -> None:
    (citation,) = answer(short("short_deadline", "30/6", DEADLINE)).citations
    assert (citation.document, citation.title, citation.page) == ("a.txt", "A", 4)
    assert PASSAGE.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(("start", "end"), [(3, 3), (0, 27), (-1, 4)])
def test_a_quote_that_is_not_in_its_passage_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not in its passage"):
        short("short_lead", "Sở Y tế", replace(LEAD, start=start, end=end))


def test_a_frame_without_a_value_is_refused() -> None:
    with pytest.raises(TemplateError, match="value"):
        _ = answer(Statement(frame="short_lead", quotes=(LEAD,))).text


def test_bold_words_and_marks_are_no_part_of_the_words() -> None:
    made = answer(short("short_lead", "Sở **Y tế** [1]", LEAD))
    (line,) = made.lines
    assert [(run.text, run.bold, run.mark) for run in line.runs] == [
        ("Đơn vị chủ trì: ", False, 0),
        ("Sở **Y tế** [1]", True, 0),
        (" ", False, 0),
        ("", False, 1),
        (".", False, 0),
    ]
    assert made.plain == "Đơn vị chủ trì: Sở **Y tế** [1] [1]."


def test_overlapping_bold_ranges_become_one_and_white_space_is_folded() -> None:
    assert marked(" một  hai\nba ", ((5, 9), (7, 12))) == (Run("một "), Run("hai ba", bold=True))


def test_a_mark_stands_once_for_quotes_of_one_place() -> None:
    assert answer(Statement(frame="claim", values={"said": "Sở Y tế chủ trì"}, quotes=(LEAD, LEAD, DEADLINE))).text.endswith(" [1][2].")


def test_values_may_hold_bold_runs() -> None:
    runs = filled("task_lead", language="vi", values={"value": (Run("Sở A", bold=True), Run(", Sở B"))})
    assert runs == (Run("chủ trì: "), Run("Sở A", bold=True), Run(", Sở B"))


def test_a_passage_knows_the_page_of_each_of_its_characters() -> None:
    assert [PASSAGE.page_of(offset) for offset in (0, 16, 17, 25)] == [3, 3, 4, 4]
