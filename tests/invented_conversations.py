"""An answer and exchanges written for the tests of conversations, with text in them that is Markdown, HTML and worse."""

from __future__ import annotations

import datetime

from assistant.answering.answer import Answer
from assistant.answering.statement import Statement
from assistant.exchange import Exchange
from ingest.names.document_name import DocumentName
from ingest.passage import Passage, PassageKind
from ingest.task import Task, TaskKind
from tests.written_statements import quote_of, said
from vectorstore.retrieval import DocumentRecord, Hit, Question, Retrieval

HOSTILE = (
    "<script>run()</script> <img src=x onerror='run()'> [x](javascript:run()) ![y](http://a.example/p.png) **đậm** `mã` ~~bỏ~~ "
    "$x^2$ {{run}} &amp; www.a.example https://a.example/b [1]: <http://a.example> | a | b |"
)
PLAN = DocumentRecord(
    id="0123456789abcdef",
    name="ke-hoach.pdf",
    title="Kế hoạch <b>nhà ở</b> *xã hội*",
    number="12/KH-UBND",
    kind="Kế hoạch",
    date=datetime.date(2024, 3, 5),
    subject="Phát triển nhà ở",
)
TEXT = f"Sở Xây dựng chủ trì Chương trình số 05.\n{HOSTILE}\nSở Tài chính phối hợp, báo cáo trước ngày 30/6/2024 [2]."


def hit(ordinal: int = 1, text: str = TEXT) -> Hit:
    """A passage of the plan, on pages 7 and 8, in which a task begins."""
    passage = Passage(
        id=f"{PLAN.id}-{ordinal:04}",
        document_id=PLAN.id,
        ordinal=ordinal,
        kind=PassageKind.PROSE,
        text=text,
        start=0,
        end=len(text),
        headings=("Phụ lục <i>I</i>",),
        page=7,
        page_starts=((40, 8),),
    )
    task = Task(ordinal=1, kind=TaskKind.PROSE, task="Chương trình số 05", lead="Sở Xây dựng", start=0, end=38)
    return Hit(passage=passage, document=PLAN, score=0.9, dense=0.9, lexical=4.0, tasks=(task,))


def cited_answer(question: str = "Ai chủ trì chương trình 05?") -> Answer:
    """An answer with two citations out of four passages retrieved, three of which the search found."""
    hits = (hit(), hit(2, "Một đoạn không được trích."), hit(3, "Cũng không."), hit(4, "Thời hạn: tháng 6 năm 2024."))
    name = DocumentName(number="5", kind="CTr", text="chương trình 05")
    asked = Question(text=question, language="vi", accented=1.0, restored=question, names=(name,), named=(PLAN.id,))
    return Answer(
        question=question,
        statements=said(
            "Đơn vị chủ trì: **Sở Xây dựng** [1].\nKế hoạch ghi: “Thời hạn: **tháng 6 năm 2024**.” [2]",
            quote_of(hits[0], TEXT, decisive="Sở Xây dựng"),
            quote_of(hits[3], "Thời hạn: tháng 6 năm 2024.", decisive="tháng 6 năm 2024"),
        ),
        language="vi",
        mode="extractive",
        abstained=False,
        retrieval=Retrieval(question=asked, hits=hits, found_count=3),
        confidence=0.75,
        seconds=0.125,
        understood=("Ai chủ trì chương trình 05 của kế hoạch 12?",),
    )


def abstaining_answer(question: str = "Giá vàng hôm nay?") -> Answer:
    """An answer that found nothing, with a passage that is perhaps useful."""
    asked = Question(text=question, language="vi", accented=1.0, restored=question)
    found = Retrieval(question=asked, hits=(hit(),))
    statements = (Statement(frame="not_found"),)
    return Answer(question=question, statements=statements, language="vi", mode="none", abstained=True, retrieval=found, useful=(hit(),))


def exchange(turn: int = 1, question: str = "Ai chủ trì chương trình 05?") -> Exchange:
    """An exchange that was answered."""
    return Exchange(turn=turn, question=question, answer=cited_answer(question))
