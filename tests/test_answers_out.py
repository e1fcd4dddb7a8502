"""One answer taken out of the page: cited as letters do, as a workbook, and shared as a link that can be taken back."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from openpyxl import load_workbook
from starlette.testclient import TestClient

from assistant.conversations.export import answer_alone, exported
from assistant.conversations.letter_sources import document_in_letter
from assistant.conversations.store import Conversations
from assistant.errors import ConversationUnknown, TooManyShared
from assistant.web.answer_out import shared_view
from assistant.web.answer_out_texts import ANSWER_OUT_TEXTS
from assistant.web.bubbles import plain_text
from tests.invented_conversations import cited_answer, exchange
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

OWNER, OTHER = "a" * 43, "b" * 43
PLAN = DocumentRecord(
    id="0123456789abcdef",
    name="ke-hoach.pdf",
    title="Kế hoạch chỉnh trang đô thị",
    number="84/KH-UBND",
    kind="KẾ HOẠCH",
    issuer="ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
    date=datetime.date(2025, 3, 12),
)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path)


def test_a_source_is_cited_as_in_an_official_letter() -> None:
    issued = replace(PLAN, issuer="Ủy ban nhân dân thành phố Hà Nội")
    assert document_in_letter(issued, language="vi", page=7) == "Kế hoạch số 84/KH-UBND ngày 12/3/2025 của UBND thành phố Hà Nội, trang 7"
    assert document_in_letter(issued, language="en") == "Plan No. 84/KH-UBND of 12/3/2025 by UBND thành phố Hà Nội"
    bare = DocumentRecord(id="1" * 16, name="ghi-chu.txt", title="Ghi chú họp")
    assert document_in_letter(bare, language="vi") == "Tài liệu “Ghi chú họp”"
    copied = plain_text(exchange(), language="vi")
    first = cited_answer().citations[0]
    assert f"[1] {document_in_letter(first.source.document, language='vi', page=first.page)}: “" in copied


def test_a_shared_answer_is_read_by_its_id_alone_until_it_is_taken_back(kept: Conversations) -> None:
    conversation = kept.add(OWNER, None, exchange(1))
    kept.add(OWNER, conversation, exchange(2))
    share = kept.share(OWNER, conversation, 2)
    assert kept.share(OWNER, conversation, 2) == share
    assert kept.shared(share).exchange.turn == 2
    for stranger in (lambda: kept.share(OTHER, conversation, 1), lambda: kept.take_back(OTHER, conversation, 2)):
        with pytest.raises(ConversationUnknown):
            stranger()
    kept.take_back(OWNER, conversation, 2)
    with pytest.raises(ConversationUnknown):
        kept.shared(share)
    again = kept.share(OWNER, conversation, 2)
    assert again != share
    kept.delete(OWNER, conversation)
    with pytest.raises(ConversationUnknown):
        kept.shared(again)


def test_only_answers_are_shared_and_not_without_end(kept: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = kept.add(OWNER, None, exchange(1))
    kept.add(OWNER, conversation, replace(exchange(2), answer=None))
    with pytest.raises(ConversationUnknown):
        kept.share(OWNER, conversation, 2)
    monkeypatch.setattr("assistant.conversations.store.MOST_SHARED", 1)
    kept.share(OWNER, conversation, 1)
    other = kept.add(OWNER, None, exchange(1))
    with pytest.raises(TooManyShared):
        kept.share(OWNER, other, 1)


def test_the_page_shows_a_shared_answer_and_what_has_changed_since(kept: Conversations, tmp_path: Path) -> None:
    conversation = kept.add(OWNER, None, replace(exchange(1), question="Ai <b>chủ trì</b>?"))
    kept.add(OWNER, conversation, replace(exchange(2), question="Bí mật?"))
    app = FastAPI()
    texts = ANSWER_OUT_TEXTS["vi"]
    with Index(tmp_path / "index") as index:
        shared_view(kept, index).add_to(app)
        client = TestClient(app, cookies={"plan_visitor": OWNER})
        line = client.post("/conversations/share?lang=vi", data={"id": conversation, "turn": "1"})
        share = line.text.split('data-id="')[1][:32]
        client.cookies.clear()
        shown = client.get("/shared", params={"id": share, "lang": "vi"})
        assert shown.status_code == 200
        assert "Ai &lt;b&gt;chủ trì&lt;/b&gt;?" in shown.text
        assert texts.changed in shown.text  # nothing is held any more
        assert "Bí mật" not in shown.text
        assert conversation not in shown.text
        assert client.post("/conversations/take-back", data={"id": conversation, "turn": "1"}).status_code == 404
        assert client.get("/shared", params={"id": conversation, "lang": "vi"}).status_code == 404
        for turn in ("", "x", "1" * 9, "²"):
            assert client.post("/conversations/share", data={"id": conversation, "turn": turn}).status_code == 404
        client.cookies.set("plan_visitor", OWNER)
        assert client.post("/conversations/take-back?lang=vi", data={"id": conversation, "turn": "1"}).text == texts.taken_back
        gone = client.get("/shared", params={"id": share, "lang": "vi"})
        assert (gone.status_code, texts.gone in gone.text) == (404, True)


def test_one_answer_is_a_file_of_its_own(kept: Conversations) -> None:
    conversation = kept.add(OWNER, None, exchange(1))
    kept.add(OWNER, conversation, replace(exchange(2), question="=1+1 thì sao?"))
    alone = answer_alone(kept.opened(OWNER, conversation), "2")
    assert len(alone.exchanges) == 1
    written = exported(alone, "vi", as_format="xlsx")
    assert written.name.startswith("1-1-thi-sao-")
    sheet = load_workbook(io.BytesIO(written.content)).active
    assert sheet is not None
    assert (sheet["B1"].value, sheet["B1"].data_type) == ("=1+1 thì sao?", "s")
    assert "[1]" in [row[0].value for row in sheet.iter_rows()]
    with pytest.raises(ConversationUnknown):
        answer_alone(kept.opened(OWNER, conversation), "7")
