"""The view of documents without a browser: what its addresses answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.briefing.briefing import PartName
from assistant.briefing.briefing_texts import BRIEFING_TEXTS
from assistant.web.documents.document_choice import DocumentChoice, shelf_of
from assistant.web.documents.documents_texts import DOCUMENTS_TEXTS
from assistant.web.documents.documents_view import ROWS, Documents
from tests.written_plans import HOSTILE_PLAN, PLAN_2025, PLAN_2026, WARD_PLAN, written_index
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

VI = DOCUMENTS_TEXTS["vi"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("documents")
    with written_index(folder, ke_hoach_41=PLAN_2025, ke_hoach_63=PLAN_2026, phuong=WARD_PLAN, thong_bao=HOSTILE_PLAN) as made:
        yield made


@pytest.fixture(scope="module")
def client(index: Index) -> TestClient:
    app = FastAPI()
    Documents(index).add_to(app)
    return TestClient(app)


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def listed(client: TestClient, **params: str) -> list[str]:
    """The names of the files in the list, in its order."""
    html = client.get("/documents", params=params).text
    return re.findall(r"<span>([^<]+\.md)</span>", html)


def id_of(index: Index, name: str) -> str:
    return next(record.id for record in index.documents() if record.name.startswith(name))


def test_all_documents_are_listed_the_newest_first(client: TestClient) -> None:
    assert listed(client) == ["ke-hoach-63.md", "phuong.md", "ke-hoach-41.md", "thong-bao.md"]
    assert "4 tài liệu" in text_of(client.get("/documents").text)
    assert listed(client, sort="number") == ["phuong.md", "ke-hoach-41.md", "ke-hoach-63.md", "thong-bao.md"]
    assert listed(client, sort="nonsense") == listed(client)


@pytest.mark.parametrize(
    ("params", "files"),
    [
        ({"q": "chuyen doi so"}, ["ke-hoach-63.md", "phuong.md", "ke-hoach-41.md"]),
        ({"q": "chuyển đổi số năm 2026"}, ["ke-hoach-63.md"]),
        ({"q": "chuyện đổi"}, []),
        ({"q": "41/KH"}, ["phuong.md", "ke-hoach-41.md"]),
        ({"q": "ba dinh"}, ["phuong.md"]),
        ({"q": "ke-hoach-6"}, ["ke-hoach-63.md"]),
        ({"year": "2025"}, ["phuong.md", "ke-hoach-41.md"]),
        ({"type": "Kế hoạch", "year": "2026"}, ["ke-hoach-63.md"]),
        ({"issuer": "Ủy ban nhân dân thành phố Hà Nội"}, ["ke-hoach-63.md", "ke-hoach-41.md"]),
        ({"file": "thong"}, ["thong-bao.md"]),
        ({"q": "(", "type": "\x00<b>"}, []),
    ],
)
def test_filters_leave_what_they_ask_for(client: TestClient, params: dict[str, str], files: list[str]) -> None:
    assert listed(client, **params) == files


def test_what_the_address_asks_for_stays_in_the_filters(client: TestClient) -> None:
    html = client.get("/documents", params={"q": "<b>", "type": "Sắc lệnh", "year": "2025"}).text
    assert 'value="&lt;b&gt;"' in html
    assert '<option value="Sắc lệnh" selected>' in html
    assert '<option value="2025" selected>' in html
    assert VI.none_found in text_of(html)


def test_a_long_list_comes_page_by_page() -> None:
    records = [
        DocumentRecord(id=f"{at:016}", name=f"van-ban-{at}.pdf", title=f"Văn bản {at}", number=f"{at}/KH-UBND") for at in range(5000)
    ]
    shelf = shelf_of(records, [])
    assert len(shelf.pick(DocumentChoice())) == 5000
    assert [one.number for one in shelf.pick(DocumentChoice(q="4999"))] == ["4999/KH-UBND"]
    assert ROWS < 5000


def test_no_page_is_beyond_the_last(client: TestClient) -> None:
    for page in ("0", "-1", "x", "99", "9" * 30, "٣"):
        assert client.get("/documents", params={"page": page}).text == client.get("/documents").text


def test_a_briefing_links_every_line_to_its_source(client: TestClient, index: Index) -> None:
    html = client.get("/documents/briefing", params={"document": id_of(index, "ke-hoach-41")}).text
    shown = text_of(html)
    for part in (PartName.IDENTITY, PartName.RELATIONS, PartName.GOALS, PartName.INDICATORS, PartName.TERMS, PartName.SUMS):
        assert BRIEFING_TEXTS["vi"].part(part) in shown
    cited = re.findall(r'class="cite" href="([^"]+)"', html)
    assert len(cited) > 20
    for address in cited:
        found = re.fullmatch(r"\?view=source&amp;passage=([0-9a-f]{16}-\d{4})&amp;from=(\d+)&amp;to=(\d+)", address)
        assert found is not None, address
        passage = index.passage(found[1])
        assert passage is not None and 0 <= int(found[2]) < int(found[3]) <= len(passage.text)


def test_a_briefing_leads_to_related_documents_the_register_and_a_word_file(client: TestClient, index: Index) -> None:
    own = id_of(index, "ke-hoach-41")
    html = client.get("/documents/briefing", params={"document": own}).text
    assert f'href="?view=documents&amp;document={id_of(index, "phuong")}"' in html
    assert f'href="?view=tasks&amp;document={own}"' in html
    assert f'href="documents/tom-luoc.docx?document={own}&amp;lang=vi" download' in html
    answer = client.get("/documents/tom-luoc.docx", params={"document": own})
    assert answer.content[:2] == b"PK" and answer.headers["content-disposition"].startswith("attachment")


def test_an_address_may_name_a_document_by_its_number(client: TestClient, index: Index) -> None:
    by_id = client.get("/documents/briefing", params={"document": id_of(index, "ke-hoach-41")}).text
    for named in ("41/KH-UBND", "kế hoạch 41", "ke-hoach-41.md"):
        assert client.get("/documents/briefing", params={"document": named}).text == by_id


def test_words_of_documents_are_never_markup(client: TestClient, index: Index) -> None:
    html = client.get("/documents").text + client.get("/documents/briefing", params={"document": id_of(index, "thong-bao")}).text
    assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_two_documents_are_compared_side_by_side(client: TestClient, index: Index) -> None:
    one, other = id_of(index, "ke-hoach-41"), id_of(index, "ke-hoach-63")
    html = client.get("/documents/comparison", params={"document": one, "other": other}).text
    shown = text_of(html)
    assert "Ít nhất 80%" in shown and "Ít nhất 95%" in shown
    assert VI.added.format(title="Kế hoạch 63/KH-UBND", count=1) in shown
    assert VI.dropped.format(title="Kế hoạch 41/KH-UBND", count=1) in shown
    assert "Tháng 6/2025" in shown and "Tháng 9/2026" in shown
    assert html.count('class="cite"') > 10


def test_documents_that_are_not_held_are_told_in_one_sentence(client: TestClient, index: Index) -> None:
    own = id_of(index, "ke-hoach-41")
    for path, params in (
        ("/documents/briefing", {"document": "0" * 16}),
        ("/documents/briefing", {}),
        ("/documents/briefing", {"document": "../" * 200}),
        ("/documents/tom-luoc.docx", {"document": "x"}),
        ("/documents/comparison", {"document": own, "other": "0" * 16}),
    ):
        answer = client.get(path, params=params)
        assert (answer.status_code, answer.text) == (404, VI.unknown)
    same = client.get("/documents/comparison", params={"document": own, "other": own, "lang": "en"})
    assert (same.status_code, same.text) == (400, DOCUMENTS_TEXTS["en"].same_document)


def test_a_document_removed_meanwhile_is_gone_from_the_list_and_has_no_briefing(tmp_path: Path) -> None:
    with written_index(tmp_path, ke_hoach_41=PLAN_2025, ke_hoach_63=PLAN_2026) as index:
        app = FastAPI()
        Documents(index).add_to(app)
        client = TestClient(app)
        removed = id_of(index, "ke-hoach-63")
        assert client.get("/documents/briefing", params={"document": removed}).status_code == 200
        with index.catalogue.database.transaction():
            index.catalogue.delete(removed)
            index.catalogue.next_generation()
        assert listed(client) == ["ke-hoach-41.md"]
        assert client.get("/documents/briefing", params={"document": removed}).status_code == 404


def test_an_empty_index_says_what_to_do(tmp_path: Path) -> None:
    with written_index(tmp_path) as index:
        app = FastAPI()
        Documents(index).add_to(app)
        assert "notice" in TestClient(app).get("/documents").text
