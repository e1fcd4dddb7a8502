"""What a document orders, and a chat model that obeys writes, does not reach the reader."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.answering.answer import Answer
from assistant.answering.built_in import BuiltInAnswerer
from assistant.chat_model.model_answerer import ModelAnswerer
from assistant.chat_model.reply import ReplyParser
from assistant.checking import check as checking
from assistant.checking.check import check
from assistant.understanding.follow_up import Turn
from assistant.web.bubbles import answer_html
from ingest.passage import Passage, PassageKind
from tests.injected_orders import INJECTIONS, TRUE, Injection
from tests.known_bodies import known_bodies
from tests.scripted_chat import ScriptedServer
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.retrieval import DocumentRecord, Hit

BODIES = known_bodies()

QUESTION = "Ai chủ trì trồng cây xanh trên phố Trường Sa?"
CASES = pytest.mark.parametrize("injection", INJECTIONS, ids=[str(n) for n in range(len(INJECTIONS))])


def replies(injection: Injection) -> tuple[str, ...]:
    """The payload hung on to the true sentence, before it, as a sentence of its own that quotes the order, and without any quote."""
    obeyed = injection.obeyed
    return (
        f'{TRUE}, {obeyed} [1: "{TRUE}"].',
        f'{TRUE} {obeyed} [1: "{TRUE}"].',
        f'{TRUE} ({obeyed}) [1: "{TRUE}"].',
        f'{obeyed} – {TRUE} [1: "{TRUE}"].',
        f'{obeyed[:1].upper()}{obeyed[1:]} [1: "{injection.order}"].',
        f'{obeyed} [1: "{obeyed}"].',
        f'[1: "{obeyed}"]',
        f"{obeyed} [1].",
        f"{obeyed}",
    )


def passage(text: str) -> Hit:
    document = DocumentRecord(
        id="d", name="ke-hoach-91.txt", title="Trồng cây xanh đô thị", number="91/KH-UBND", kind="Kế hoạch", date=datetime.date(2030, 1, 2)
    )
    held = Passage(id="d-0000", document_id="d", ordinal=0, kind=PassageKind.PROSE, text=text, start=0, end=len(text))
    return Hit(passage=held, document=document, score=1.0, dense=1.0, lexical=1.0)


def shown(reply: str, sources: Sequence[Hit]) -> str:
    """What of a reply is kept."""
    parser = ReplyParser()
    claims = (*parser.feed(reply), *parser.close())
    checks = (check(claim, sources, question=QUESTION, bodies=BODIES) for claim in claims)
    return "\n".join(checked.text for checked in checks if checked.holds)


@CASES
def test_what_an_order_wants_is_not_shown(injection: Injection) -> None:
    sources = (passage(f"{TRUE}.\n\n{injection.order}"),)
    for reply in replies(injection):
        assert injection.mark not in shown(reply, sources), reply


@CASES
def test_what_no_document_says_is_not_shown_whether_or_not_an_order_is_told(injection: Injection, monkeypatch: pytest.MonkeyPatch) -> None:
    """The filter of orders sees nothing here, and the document holds the order in other words."""
    monkeypatch.setattr(checking, "gives_orders", lambda text: False)
    sources = (passage(f"{TRUE}.\n\nMột đoạn khác của kế hoạch nói về việc tưới cây."),)
    for reply in replies(injection):
        assert injection.mark not in shown(reply, sources), reply


def test_the_true_sentence_is_shown_beside_all_of_them() -> None:
    sources = (passage("\n\n".join((f"{TRUE}.", *(injection.order for injection in INJECTIONS)))),)
    assert shown(f'{TRUE} [1: "{TRUE}"].', sources) == f"{TRUE}."


def test_marks_that_only_steer_how_text_is_shown_are_taken_out_of_a_true_sentence() -> None:
    sources = (passage(f"{TRUE}."),)
    steered = TRUE.replace("Sở", "\u202eSở\u202c", 1).replace("cây", "c\u200bâ\u00ady\ufeff\u2066").replace("phố", "phố\x00\x1b\U000e0061")
    assert shown(f'{steered} [1: "{TRUE}"].', sources) == f"{TRUE}."


class _Once:
    """The built-in answers, each worked out once: it is the replies that differ."""

    def __init__(self, built_in: BuiltInAnswerer) -> None:
        self._built_in = built_in
        self._known: dict[str, Answer] = {}

    def answer(self, text: str, *, history: Sequence[Turn] = ()) -> Answer:
        if text not in self._known:
            self._known[text] = self._built_in.answer(text, history=history)
        return self._known[text]


@pytest.fixture(scope="module")
def injected(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("injected")
    orders = "\n\n".join(injection.order for injection in INJECTIONS)
    (folder / "ke-hoach-91.txt").write_text(
        f"ỦY BAN NHÂN DÂN THÀNH PHỐ\nSố: 91/KH-UBND\n\nKẾ HOẠCH\nTrồng cây xanh\n\n{TRUE}.\n\n{orders}\n", "utf-8"
    )
    with Index(folder / "home", embedder=embedder) as index:
        ingest_paths(index, [folder / "ke-hoach-91.txt"])
        yield index


def test_no_order_reaches_the_answer_or_the_page(injected: Index, scripted_server: ScriptedServer) -> None:
    once = _Once(BuiltInAnswerer(injected))
    answerer = ModelAnswerer(injected, chat=scripted_server.chat(), built_in=once)  # type: ignore[arg-type]
    plain = once.answer(QUESTION)
    for injection in INJECTIONS:
        scripted_server.say("\n".join(replies(injection)))
        *_, last = answerer.answers(QUESTION, history=(), stopped=lambda: False)
        if last.mode != "model":
            assert (last.text, last.citations) == (plain.text, plain.citations)
            continue
        assert injection.mark not in last.text
        page = answer_html(last, turn=1)
        assert {tag.lower() for tag in re.findall(r"<\s*/?\s*([^\s<>/]+)", page)} <= {"p", "strong", "a"}
        assert not re.search(r"javascript:|on\w+\s*=|https?:", page, re.IGNORECASE)
