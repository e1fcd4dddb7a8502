"""Asked within a scope, nothing outside it is read, cited or shown: over every route, in whatever words the scope is stated."""

from __future__ import annotations

import datetime
import inspect

import pytest

from assistant.assistant import Assistant
from assistant.scoped_answers import scope_words
from assistant.understanding.scope_asked import scope_asked
from assistant.web.scope_html import ScopeShown, scope_html
from vectorstore.catalogue import Catalogue
from vectorstore.held_relations import Relations
from vectorstore.index import Index
from vectorstore.mentions import Mentions
from vectorstore.scope import EVERYTHING, Scope, ScopeMalformed, documents_in, scope_written
from vectorstore.scoped_index import ScopedCatalogue, ScopedIndex, ScopedMentions, ScopedRelations, ScopedWords
from vectorstore.words import Words

PLANS = Scope(kinds=("Kế hoạch",))
WHOLE = Scope(
    documents=("0123456789abcdef",),
    kinds=("Kế hoạch",),
    issuers=("UBND & Sở",),
    issued_from=datetime.date(2026, 1, 1),
    issued_to=datetime.date(2026, 12, 31),
    years=(2026,),
    in_force=True,
)
NO_READING = {
    ScopedIndex: {
        "add",
        "add_all",
        "hold_file",
        "release",
        "remove",
        "recover",
        "writing",
        "fingerprint",
        "passages",
        "passage",
        "neighbours",
    },
    ScopedCatalogue: {
        *("meta", "generation", "pending", "set_meta", "next_generation", "insert", "release", "delete", "rename", "note"),
        "settle",
    },
    ScopedWords: {"insert", "delete"},
    ScopedMentions: {"insert"},
    ScopedRelations: {"insert"},
}
"""What writes, what says nothing of documents, and what reads through the catalogue."""
ROUTES = (
    "Nghị quyết nào được Kế hoạch 139 thực hiện?",
    "Kế hoạch 95 nói về nội dung gì?",
    "Ai ký Kế hoạch 57/KH-UBND?",
    "Sở Xây dựng chủ trì những nhiệm vụ nào?",
    "What must come out of installing automatic water level gauges in underpasses?",
)


@pytest.mark.parametrize("scope", [EVERYTHING, PLANS, WHOLE])
def test_a_scope_is_read_as_it_was_written(scope: Scope) -> None:
    assert scope_written(scope.written) == scope


@pytest.mark.parametrize("text", ["color=red", "from=31/12/2026", "year=x", "&&=", "kind=" + "x" * 30_000])
def test_a_scope_that_cannot_be_read_says_so_in_one_sentence(text: str) -> None:
    with pytest.raises(ScopeMalformed, match="choose it anew"):
        scope_written(text)


@pytest.mark.parametrize(
    ("seen", "whole"),
    [(ScopedIndex, Index), (ScopedCatalogue, Catalogue), (ScopedWords, Words), (ScopedMentions, Mentions), (ScopedRelations, Relations)],
)
def test_everything_that_reads_is_restricted(seen: type, whole: type) -> None:
    public = {name for name, _ in inspect.getmembers(whole) if not name.startswith("_")}
    assert public - set(vars(seen)) - NO_READING[seen] == set()


@pytest.mark.parametrize(
    ("text", "scope", "rest"),
    [
        ("chỉ trong các kế hoạch năm 2021, đơn vị nào chủ trì Chương trình 03?", Scope(kinds=("Kế hoạch",), years=(2021,)),
         "Đơn vị nào chủ trì Chương trình 03?"),
        ("Chi trong cac van ban con hieu luc: thoi han la khi nao?", Scope(in_force=True), "Thoi han la khi nao?"),
        ("Who leads Programme 03, only in plans from 2021?", Scope(kinds=("Kế hoạch",), years=(2021,)), "Who leads Programme 03?"),
        ("chỉ tìm trong các văn bản của UBND thành phố Hà Nội năm 2021, Sở Xây dựng làm gì?",
         Scope(issuers=("Ủy ban nhân dân thành phố Hà Nội",), years=(2021,)), "Sở Xây dựng làm gì?"),
        ("Giới hạn trong các thông báo ban hành năm 2021 đến 2023: ai chủ trì?", Scope(kinds=("Thông báo",), years=(2021, 2022, 2023)),
         "Ai chủ trì?"),
    ],
)  # fmt: skip
def test_a_scope_is_stated_in_words(sample_index: Index, text: str, scope: Scope, rest: str) -> None:
    asked = scope_asked(text, index=sample_index)
    assert asked is not None
    assert (asked.scope, asked.rest) == (scope, rest)


def test_a_document_is_a_scope_where_nothing_else_is_to_be_read(sample_index: Index) -> None:
    asked = scope_asked("Chỉ trong Kế hoạch 84, ai chủ trì Chương trình 04?", index=sample_index)
    assert asked is not None
    assert [sample_index.document(one).number for one in asked.scope.documents] == ["84/KH-UBND"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "trong Chỉ thị 21 có gì?",
        "Chỉ trong kế hoạch này thì sao?",
        "chỉ trong các kế hoạch",
        "Tổng chi trong các chương trình năm 2026 là bao nhiêu?",
        "tong chi trong cac chuong trinh nam 2026 la bao nhieu?",
        "Chị trong các kế hoạch là ai?",
        "Nhiệm vụ nào chỉ trong năm 2026?",
    ],
)
def test_other_words_are_no_scope(sample_index: Index, text: str) -> None:
    assert scope_asked(text, index=sample_index) is None


def test_in_force_is_what_nothing_held_replaces(sample_index: Index) -> None:
    left_out = set(sample_index.documents()) - set(documents_in(Scope(in_force=True), sample_index))
    assert [one.number for one in left_out] == ["2716/QĐ-UBND"]


def test_a_scope_is_said_in_words(sample_index: Index) -> None:
    plans = documents_in(PLANS, sample_index)
    assert scope_words(PLANS, plans, language="vi") == "Kế hoạch; 4 văn bản"
    assert scope_words(PLANS, plans, language="en") == "Plan; 4 documents"
    one = next(one for one in plans if one.number == "84/KH-UBND")
    assert scope_words(Scope(documents=(one.id,)), [one], language="vi") == "Kế hoạch 84/KH-UBND (31/3/2021)"


def test_no_route_cites_or_shows_what_is_outside(sample_index: Index) -> None:
    assistant = Assistant(sample_index)
    scopes = (Scope(kinds=("Chương trình",)), Scope(years=(2021,)), Scope(issuers=("Thành ủy Hà Nội",)), PLANS)
    for number, question in enumerate(ROUTES):
        scope = scopes[number % len(scopes)]
        held = {one.id for one in documents_in(scope, sample_index)}
        answer = assistant.ask(question, scope=scope)
        shown = {one.document_id for one in answer.citations} | {one.document.id for one in answer.useful}
        shown |= {hit.document.id for hit in answer.retrieval.hits} if answer.retrieval else set()
        assert shown <= held, question
        assert answer.scope == scope
        assert answer.within


def test_what_is_outside_is_said_to_be_outside_and_all_may_be_asked(sample_index: Index) -> None:
    assistant = Assistant(sample_index)
    outside = assistant.ask("Ai ký Kế hoạch 84/KH-UBND?", scope=Scope(kinds=("Chương trình",)))
    assert outside.abstained
    assert "84/KH-UBND nằm ngoài phạm vi" in outside.plain
    assert "hỏi lại trong tất cả văn bản" in outside.plain
    assert outside.citations == ()
    empty = assistant.ask("Who signed Plan 84?", scope=Scope(kinds=("Công điện",)))
    assert empty.plain.startswith("No document is within the chosen scope")
    inside = assistant.ask("Ai ký Kế hoạch 84/KH-UBND?", scope=PLANS)
    assert not inside.abstained
    greeted = assistant.ask("Xin chào", scope=PLANS)
    assert greeted.within == ""


def test_the_control_escapes_what_documents_print(sample_index: Index) -> None:
    hostile = Scope(kinds=('<img src=x onerror="run()">',))
    html = scope_html(ScopeShown(scope=hostile, documents=sample_index.documents(), within=(), words='"><b>'), language="vi")
    assert "<img" not in html
    assert "<b>" not in html
