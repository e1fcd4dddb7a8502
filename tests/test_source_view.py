"""The view of a source by its addresses: pages, marks, text and search of what the index holds, and one sentence for what it does not."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.web.addresses import source_address
from assistant.web.app import guard
from assistant.web.later_documents import LaterDocument
from assistant.web.source.document_words import MOST, places_of
from assistant.web.source.page_shelf import WIDTHS, PageShelf, PageUnavailable
from assistant.web.source.shown_text import AROUND, text_html
from assistant.web.source.source_texts import SOURCE_TEXTS
from assistant.web.source.source_view import Source
from assistant.web.source_panel import later_line
from assistant.web.texts import TEXTS
from ingest.document import Block, BlockKind, Document, Header
from ingest.layout.cut import cut_passages
from ingest.passage import Passage
from ingest.placed_words import PlacedWord
from ingest.read import read_document
from ingest.task import Box
from tests.laid_out_pages import Piece, Sheet, make_pdf
from vectorstore.index import Index

HOSTILE = "<script>window.hacked=1</script> <img src=x onerror='window.hacked=2'> & [x](javascript:run())"
TEXTS_VI = SOURCE_TEXTS["vi"]
SENTENCES = (
    "Giao Sở Xây dựng chủ trì lập bản đồ ngập úng của các phường ven sông Lam.",
    "Sở Tài chính bố trí kinh phí thực hiện từ nguồn ngân sách thành phố.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An index and its source views by address."""

    index: Index
    client: TestClient

    def passage(self, name: str, text: str) -> tuple[Passage, int]:
        """The passage of the file that holds `text`, and where."""
        document = next(one for one in self.index.documents() if one.name == name)
        found = next(one for one in self.index.passages(document.id) if text in one.text)
        return found, found.text.index(text)

    def address(self, name: str, text: str) -> str:
        passage, at = self.passage(name, text)
        return source_address(passage.id, start=at, end=at + len(text))


def put(index: Index, document: Document, path: Path) -> None:
    """Hold a document without a model: its passages have vectors of nothing."""
    passages = cut_passages(document)
    name = f"{document.id}{path.suffix}"
    with index.writing(), index.catalogue.database.transaction():
        shutil.copyfile(path, index.home / "originals" / name)
        vectors = np.zeros((len(passages), 2), dtype=np.float32)
        index.catalogue.insert(document, passages=passages, vectors=vectors, path=path, original=name)
        index.catalogue.settle([passage.id for passage in passages])
        index.catalogue.next_generation()


def plan(name: str, *pages: str, media_type: str, words: tuple[PlacedWord, ...] = ()) -> Document:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text, page=number) for number, text in enumerate(pages, 1))
    ocr = tuple((number, 0.9) for number in sorted({word.box.page for word in words}))
    return Document(
        id=hashlib.sha256(name.encode()).hexdigest()[:16],
        name=name,
        media_type=media_type,
        title=f"Kế hoạch {name}",
        header=Header(),
        blocks=blocks,
        page_count=len(pages),
        ocr=ocr,
        ocr_words=words,
    )


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """A PDF of two pages, a damaged one, a scan, a web page and a text of many lines."""
    folder = tmp_path_factory.mktemp("sources")
    sheets = [Sheet(pieces=[Piece(text="Trang", x=60, y=40), Piece(text=text, x=60, y=300)]) for text in SENTENCES]
    sheets[0].masthead(kind="KẾ HOẠCH", subject="Chống ngập")
    pdf, damaged, scan = folder / "a.pdf", folder / "b.pdf", folder / "scan.pdf"
    make_pdf(pdf, *sheets)
    make_pdf(scan, Sheet())
    damaged.write_bytes(b"%PDF-1.4 and nothing more")
    (folder / "c.html").write_text(
        f"<html><body><h1>Thông báo</h1><p>Tên là {HOSTILE.replace('<', '&lt;')}</p></body></html>", encoding="utf-8"
    )
    (folder / "d.md").write_text(
        "# Kế hoạch\n\n" + "\n\n".join(f"{n}. Việc thứ {n}: {HOSTILE} " + "chữ " * 160 for n in range(1, 180)), encoding="utf-8"
    )
    words = tuple(
        PlacedWord(text=word, box=Box(page=1, x0=60 + 40 * at, top=100, x1=95 + 40 * at, bottom=112))
        for at, word in enumerate(SENTENCES[0].split())
    )
    with Index(folder / "home") as index:
        put(index, plan("a.pdf", *SENTENCES, media_type="application/pdf"), pdf)
        put(index, plan("b.pdf", SENTENCES[0], media_type="application/pdf"), damaged)
        put(index, plan("scan.pdf", SENTENCES[0], media_type="application/pdf", words=words), scan)
        for name in ("c.html", "d.md"):
            put(index, read_document(folder / name), folder / name)
        source = Source(index)
        app = FastAPI()
        source.add_to(app)
        guard(app, hosts=frozenset({"testserver"}))
        yield Held(index=index, client=TestClient(app))
        source.close()


pytestmark = pytest.mark.process


def test_a_citation_of_a_pdf_opens_its_page_with_the_tools(held: Held) -> None:
    html = held.client.get(f"/viewer{held.address('a.pdf', SENTENCES[1])}").text
    assert 'data-kind="pages" data-pages="2" data-page="2"' in html
    for said in (TEXTS_VI.close, TEXTS_VI.next, TEXTS_VI.zoom_in, TEXTS_VI.search_label, TEXTS["vi"].download, "a.pdf"):
        assert said in html
    assert SOURCE_TEXTS["en"].search_label in held.client.get(f"/viewer{held.address('a.pdf', SENTENCES[1])}&lang=en").text


def test_the_quote_is_marked_where_it_stands_and_each_picture_has_one_of_a_few_widths(held: Held) -> None:
    place = held.client.get(f"/viewer/place{held.address('a.pdf', 'Sở Tài chính bố trí kinh phí')}").json()
    assert place["page"] == 2
    assert place["said"] == {"2": TEXTS_VI.marked.format(page=2)}
    ((x0, top, x1, bottom),) = place["boxes"]["2"]
    assert 0.09 < x0 < 0.11 < x1 < 0.5
    assert 0.33 < top < 300 / 842 < bottom < 0.37
    document = held.passage("a.pdf", SENTENCES[0])[0].document_id
    pictures = [held.client.get(f"/viewer/page?document={document}&number=1&width={width}").content for width in (1, WIDTHS[0])]
    assert pictures[0] == pictures[1]
    assert pictures[0].startswith(b"\xff\xd8")


def test_a_page_that_is_kept_is_given_at_once(held: Held) -> None:
    document = held.passage("a.pdf", SENTENCES[0])[0].document_id
    address = f"/viewer/page?document={document}&number=2&width=1080"
    held.client.get(address)
    started = time.perf_counter()
    assert held.client.get(address).status_code == 200
    assert time.perf_counter() - started < 0.3


def test_a_scan_is_marked_by_the_words_that_ocr_read(held: Held) -> None:
    place = held.client.get(f"/viewer/place{held.address('scan.pdf', 'Sở Xây dựng')}").json()
    ((x0, _, x1, _),) = place["boxes"]["1"]
    assert (round(x0 * 595), round(x1 * 595)) == (99, 216)


def test_an_index_without_the_places_of_words_shows_the_page_alone(held: Held) -> None:
    held.index.catalogue.database.run("ALTER TABLE page_words RENAME TO page_words_aside")
    held.index.catalogue.next_generation()
    try:
        address = held.address("scan.pdf", "Sở Xây dựng")
        assert held.client.get(f"/viewer/place{address}").json() == {
            "page": 1, "boxes": {}, "said": {"1": TEXTS_VI.unmarked.format(page=1)},
        }  # fmt: skip
        document = held.passage("scan.pdf", "Sở Xây dựng")[0].document_id
        assert held.client.get(f"/viewer/page?document={document}&number=1&width=480").status_code == 200
    finally:
        held.index.catalogue.database.run("ALTER TABLE page_words_aside RENAME TO page_words")
        held.index.catalogue.next_generation()


def test_the_places_of_words_go_with_their_document(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(path, Sheet())
    word = PlacedWord(text="Lam", box=Box(page=3, x0=1.04, top=2, x1=3, bottom=4))
    with Index(tmp_path / "home") as index:
        document = plan("a.pdf", "Sông Lam", media_type="application/pdf", words=(word,))
        put(index, document, path)
        (kept,) = index.catalogue.page_words.of(document.id, 3)
        assert (kept.text, kept.box.x0, kept.box.bottom) == ("Lam", 1.0, 4.0)
        with index.catalogue.database.transaction():
            index.catalogue.delete(document.id)
        assert index.catalogue.page_words.of(document.id, 3) == ()


def test_a_page_that_cannot_be_drawn_is_said_and_its_text_can_be_read(held: Held) -> None:
    address = held.address("b.pdf", SENTENCES[0])
    document = held.passage("b.pdf", SENTENCES[0])[0].document_id
    answer = held.client.get(f"/viewer/page?document={document}&number=1&width=480")
    assert (answer.status_code, answer.text) == (422, TEXTS_VI.damaged)
    assert held.client.get(f"/viewer/place{address}").json()["boxes"] == {}
    assert f"<mark>{SENTENCES[0]}</mark>" in held.client.get(f"/viewer/text{address}").text


@pytest.mark.parametrize("number", ["0", "3", "-1", "x", "9" * 40, ""])
def test_a_page_that_is_not_there_is_said(held: Held, number: str) -> None:
    document = held.passage("a.pdf", SENTENCES[0])[0].document_id
    answer = held.client.get(f"/viewer/page?document={document}&number={number}&width=99999999999")
    assert (answer.status_code, answer.text) == (404, TEXTS_VI.no_page)


@pytest.mark.parametrize(
    "query", ["", "?passage=", "?passage=0123456789abcdef-0001", "?passage=../../etc/passwd", f"?passage={'a' * 5000}"]
)
@pytest.mark.parametrize("path", ["", "/place", "/text", "/page", "/search"])
def test_a_place_that_is_not_held_is_said_in_one_sentence(held: Held, path: str, query: str) -> None:
    answer = held.client.get(f"/viewer{path}{query}")
    assert (answer.status_code, answer.text) == (404, TEXTS_VI.no_place)


def test_a_range_that_is_none_means_the_whole_passage(held: Held) -> None:
    passage, _ = held.passage("b.pdf", SENTENCES[0])
    for query in ("", "&from=5&to=2", "&from=x&to=", f"&from=0&to={10**7}", "&from=99999999&to=99999999"):
        assert f"<mark>{passage.text}</mark>" in held.client.get(f"/viewer/text?passage={passage.id}{query}").text


def test_a_web_page_is_text_here_and_runs_nothing(held: Held) -> None:
    address = held.address("c.html", "Tên là")
    html = held.client.get(f"/viewer{address}").text + held.client.get(f"/viewer/text{address}").text
    assert "<mark>Tên là</mark>" in html
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<img" not in html


def test_a_long_document_is_shown_around_the_place_with_more_on_demand(held: Held) -> None:
    passage, _ = held.passage("d.md", "Việc thứ 90:")
    html = held.client.get(f"/viewer/text?passage={passage.id}").text
    assert html.count('data-side="before"') == html.count('data-side="after"') == 1
    assert "Việc thứ 1:" not in html
    more = held.client.get(f"/viewer/text?document={passage.document_id}&first=0&last=100000").text
    assert "Việc thứ 1:" in more
    assert f'data-side="after" data-first="{AROUND}"' in more
    assert "<script" not in html + more


def test_words_are_found_with_and_without_diacritics_and_are_only_text(held: Held) -> None:
    document = held.passage("a.pdf", SENTENCES[0])[0].document_id
    for words in ("BẢN ĐỒ  ngập", "ban do ngap"):
        html = held.client.get("/viewer/search", params={"document": document, "words": words}).text
        assert "<mark>bản đồ ngập</mark>" in html
        assert 'href="?view=source&amp;passage=' in html
        assert "trang 1" in html
    assert "<mark>" not in held.client.get("/viewer/search", params={"document": document, "words": "bản đồ sông"}).text
    odd = held.client.get("/viewer/search", params={"document": document, "words": f"(.*)+ {HOSTILE}"}).text
    assert "&lt;script&gt;" in odd
    assert "<script" not in odd
    many = held.passage("d.md", "Việc thứ 1:")[0].document_id
    assert f"{MOST}" in held.client.get("/viewer/search", params={"document": many, "words": "chữ"}).text


def test_too_many_pages_at_once_are_told_to_come_later(held: Held) -> None:
    shelf = PageShelf(held.index)
    shelf._turn.acquire()
    for _ in range(11):
        shelf._turn.acquire()
    document = held.index.document(held.passage("a.pdf", SENTENCES[0])[0].document_id)
    assert document is not None
    with pytest.raises(PageUnavailable, match="busy"):
        shelf.picture(document, 1, width=480)
    shelf.close()


def test_headings_lists_and_tables_keep_their_form() -> None:
    blocks = (
        Block(kind=BlockKind.HEADING, text="I. Nhiệm vụ", level=1),
        Block(kind=BlockKind.PARAGRAPH, text="Giao các sở việc sau:"),
        Block(kind=BlockKind.LIST_ITEM, text="- Lập bản đồ;"),
        Block(kind=BlockKind.HEADING, text="TT | Việc <b>", level=9),
        Block(kind=BlockKind.TABLE_ROW, text="1 | Nạo vét <i>", cells=("1", "Nạo vét <i>")),
        Block(kind=BlockKind.TABLE_ROW, text="2 | ", cells=("2", "")),
    )
    document = Document(id="0" * 16, name="a.md", media_type="text/markdown", title="", header=Header(), blocks=blocks)
    passages = cut_passages(document)
    row = next(one for one in passages if "Nạo vét" in one.text)
    html = text_html(passages, place=(row.id, (4, 7)))
    assert '<h3 class="text-heading">I. Nhiệm vụ</h3>' in html
    assert '<p class="text-item">- Lập bản đồ;</p>' in html
    assert '<th scope="col">TT</th><th scope="col">Việc &lt;b&gt;</th>' in html
    assert "<td>1</td><td><mark>Nạo</mark> vét &lt;i&gt;</td>" in html
    assert html.count("<tr>") == 3
    above = next(one for one in passages if "TT | Việc" in one.text)
    at = above.text.index("Việc <b>")
    assert '<th scope="col"><mark>Việc</mark> &lt;b&gt;</th>' in text_html(passages, place=(above.id, (at, at + 4)))


def test_what_replaced_a_document_is_a_link_to_the_words_that_say_so() -> None:
    later = LaterDocument(name="Kế hoạch <9>/KH", replaces=True, address="?view=source&passage=x")
    assert later_line(None, texts=TEXTS["vi"]) == ""
    assert '<a class="cite" href="?view=source&amp;passage=x">' in later_line(later, texts=TEXTS["vi"])
    assert "Kế hoạch &lt;9&gt;/KH" in later_line(later, texts=TEXTS["vi"])


def test_a_long_search_takes_little_time() -> None:
    passages = [
        Passage(
            id=f"p-{n}",
            document_id="p",
            ordinal=n,
            kind=cut_passages(plan("x", "Lam", media_type="x"))[0].kind,
            text="a " * 1000,
            start=0,
            end=2000,
        )
        for n in range(100)
    ]
    started = time.perf_counter()
    places_of("a " * 99 + "b", passages)
    assert time.perf_counter() - started < 2
