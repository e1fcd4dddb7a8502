"""An answer of the chat that becomes a case of a test set: what is filled in, seen, refused and saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import MappingProxyType

import pytest
from starlette.testclient import TestClient

from assistant.conversations.store import Conversations
from assistant.exchange import Exchange
from evals.sets.case_drafts import draft_case, draft_line, draft_of
from evals.sets.gold import Evidence, GoldCase, Reason
from evals.sets.test_sets import read_test_set
from evals.web.adding_texts import ADDING_TEXTS
from evals.web.set_shelf import SetShelf
from tests.evaluations.light_site import OWNER, light_client
from tests.evaluations.site import HERE, text_of
from tests.invented_conversations import HOSTILE, PLAN, abstaining_answer, cited_answer, exchange

VI = ADDING_TEXTS["vi"]
FIRST = exchange(1)
SECOND = Exchange(turn=2, question="Thế hạn?", answer=cited_answer("Thế hạn?"))
DECLINED = Exchange(turn=3, question="Giá vàng hôm nay?", answer=abstaining_answer())


# -- what is filled in


def test_emphasised_words_become_facts_and_citations_evidence() -> None:
    draft = draft_of(FIRST, note="xem lại")
    assert (draft.question, draft.answerable, draft.facts) == (FIRST.question, True, ("Sở Xây dựng", "tháng 6 năm 2024"))
    assert [(one.document, one.page) for one in draft.evidence] == [(PLAN.name, 7), (PLAN.name, 7)]
    assert draft.evidence[1].quote == "Thời hạn: tháng 6 năm 2024."
    assert (draft.note, draft.follows) == ("xem lại", False)


def test_an_answer_that_was_declined_becomes_a_question_without_an_answer() -> None:
    draft = draft_of(DECLINED, before=[FIRST])
    assert (draft.answerable, draft.facts, draft.evidence, draft.follows) == (False, (), (), False)
    case = draft_case(draft, id="x")
    assert isinstance(case, GoldCase)
    assert (case.answerable, case.kind) == (False, "unanswerable")


def test_a_follow_up_takes_the_turns_before_it_along() -> None:
    draft = draft_of(SECOND, before=[FIRST])
    assert draft.follows  # it was understood in another way than it was typed
    case = draft_case(draft, id="x")
    assert isinstance(case, GoldCase)
    assert [turn.question for turn in case.history] == [FIRST.question]
    alone = draft_case(replace(draft, follows=False), id="x")
    assert isinstance(alone, GoldCase)
    assert alone.history == ()


def test_a_draft_that_cannot_be_scored_says_why() -> None:
    draft = draft_of(FIRST)
    assert draft_case(replace(draft, facts=(), evidence=()), id="x") == Reason(code="nothing_to_judge_by")
    assert draft_case(replace(draft, question=" \n"), id="x") == Reason(code="missing_question")
    nameless = replace(draft, evidence=(Evidence(document=" ", page=None, quote="x"),))
    assert draft_case(nameless, id="x") == Reason(code="evidence_nameless", values={"number": 1})


def test_what_is_saved_is_read_back_as_the_same_case(tmp_path: Path) -> None:
    draft = replace(
        draft_of(SECOND, before=[FIRST]), facts=("Sở Xây dựng | Sở XD", " ", "|", "30/6;x"), forbidden=("Sở Nội vụ",), note=HOSTILE
    )
    case = draft_case(draft, id="chat-1")
    path = tmp_path / "bộ.jsonl"
    path.write_bytes(draft_line(draft, id="chat-1"))
    assert read_test_set(path).cases == (case,)
    assert isinstance(case, GoldCase)
    assert case.facts == (("Sở Xây dựng", "Sở XD"), ("|",), ("30/6;x",))


# -- on the page


@pytest.fixture
def conversation(tmp_path: Path) -> str:
    kept = Conversations(tmp_path)
    conversation = kept.add(OWNER, None, FIRST)
    kept.add(OWNER, conversation, SECOND)
    kept.add(OWNER, conversation, DECLINED)
    return conversation


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with light_client(tmp_path) as made:
        yield made


def filled(conversation: str, changed: Mapping[str, str] = MappingProxyType({}), **more: str) -> dict[str, str]:
    given = {
        "conversation": conversation, "turn": "1", "question": "Ai chủ trì?", "answerable": "yes", "facts": "Sở Xây dựng\n30/6/2024",
        "use-1": "1", "document-1": PLAN.name, "page-1": "7", "quote-1": "Sở Xây dựng chủ trì", "document-2": "unused.pdf",
        "set": "new", "name": "Bộ <b>mới</b>",
    }  # fmt: skip
    return {**given, **changed, **more}


def test_the_form_is_filled_in_and_escaped(client: TestClient, conversation: str) -> None:
    html = client.get("/evaluations/case", params={"conversation": conversation, "turn": "1"}).text
    assert "<script>run()" not in html and "<img" not in html
    assert HOSTILE in unescape(html)
    assert 'name="use-2"' in html and 'name="follows"' not in html
    later = client.get("/evaluations/case", params={"conversation": conversation, "turn": "2", "lang": "en"}).text
    assert 'name="follows" value="1" checked' in later
    declined = client.get("/evaluations/case", params={"conversation": conversation, "turn": "3"}).text
    assert 'value="no" checked' in declined and 'class="if-stated" hidden' in declined


def test_a_case_is_seen_saved_in_a_new_set_and_added_to_it(client: TestClient, conversation: str, tmp_path: Path) -> None:
    seen = client.post("/evaluations/case/look", data=filled(conversation), headers=HERE)
    assert "Sở Xây dựng; 30/6/2024" in text_of(seen.text) and "<b>" not in seen.text and "unused" not in seen.text
    assert not (tmp_path / "test-sets").exists()  # nothing is kept before it is saved
    first = client.post("/evaluations/case/save", data=filled(conversation), headers=HERE).json()
    shelf = SetShelf(tmp_path / "test-sets")
    made = shelf.find(first["set"])
    assert made is not None and made.extendable
    assert first["said"] == VI.saved.format(name=made.name, count=1)
    order = filled(conversation, set=first["set"], set_name=made.name, follows="1", turn="2", question="Thế hạn?")
    second = client.post("/evaluations/case/save", data=order, headers=HERE).json()
    third = client.post("/evaluations/case/save", data=order, headers=HERE).json()  # by the name: the id is another one by now
    sets = shelf.sets()
    assert [one.id for one in sets[1:]] == [third["set"]]
    assert second["set"] != third["set"]
    read = read_test_set(sets[1].path)
    assert len(read.cases) == len({case.id for case in read.cases}) == 3
    assert [len(case.history) for case in read.cases] == [0, 1, 1]
    assert "3 câu hỏi" in text_of(client.get("/evaluations/sets", params={"set": third["set"]}).text)


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"facts": "", "use-1": ""}, 400, "không có cả đáp án lẫn bằng chứng"),
        ({"page-1": "bảy"}, 400, "số trang của bằng chứng 1"),
        ({"page-1": "0"}, 400, "số trang của bằng chứng 1"),
        ({"document-1": " "}, 400, "không ghi tên tệp"),
        ({"question": " "}, 400, "question"),
        ({"name": "  "}, 400, VI.set_name_missing),
        ({"set": "0" * 16, "set_name": "không có.jsonl"}, 400, VI.nowhere),
        ({"set": "../../x"}, 400, VI.nowhere),
        ({"note": "x" * 200_000}, 400, VI.too_much),
        ({"follows": "1", "conversation": "0" * 32}, 404, "Không còn câu trả lời này"),
    ],
)
def test_a_case_that_cannot_be_saved_is_refused_in_one_sentence(
    client: TestClient, conversation: str, tmp_path: Path, changed: dict[str, str], status: int, said: str
) -> None:
    for order in ("look", "save"):
        answer = client.post(f"/evaluations/case/{order}", data=filled(conversation, changed), headers=HERE)
        assert (answer.status_code, said in answer.text, len(answer.text) < 300) == (status, True, True), answer.text
    assert not list((tmp_path / "test-sets").glob("*/*"))


def test_answers_of_other_browsers_and_orders_of_other_sites_are_refused(client: TestClient, conversation: str) -> None:
    assert client.post("/evaluations/case/save", data=filled(conversation), headers={"origin": "http://evil.example"}).status_code == 403
    for asked in ({"conversation": conversation, "turn": "9"}, {"conversation": "x", "turn": "1"}, {}):
        assert client.get("/evaluations/case", params=asked).status_code == 404
    client.cookies.update({"plan_visitor": "b" * 43})
    assert client.get("/evaluations/case", params={"conversation": conversation, "turn": "1"}).status_code == 404


def test_only_sets_in_lines_are_gone_on_with(tmp_path: Path) -> None:
    shelf = SetShelf(tmp_path)
    for name, content in {
        "a.csv": b"question,facts\nAi?,A\n",
        "b.jsonl": b'[{"question": "Ai?", "facts": [["A"]]}]',
        "c.jsonl": b"{broken",
    }.items():
        folder = tmp_path / f"{len(name) + len(content):016x}"
        folder.mkdir()
        (folder / name).write_bytes(content)
    assert [one.extendable for one in shelf.sets()] == [False] * 4
