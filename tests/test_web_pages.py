"""Saved web pages: facts are kept wherever they stand, what stands around them is left out and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import BlockKind, Document
from ingest.note import Note
from ingest.read import read_document
from tests.web_pages import LINK_LIST, NEWSPAPER, PAGES, TABLE_ONLY, WebPage


def read(tmp_path: Path, html: str, *, name: str = "a.html") -> Document:
    path = tmp_path / name
    path.write_text(html, encoding="utf-8")
    return read_document(path)


def plain(text: str) -> str:
    return " ".join(text.replace("|", " ").split()).casefold()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_facts_of_a_page_are_read_and_what_stands_around_them_is_not(tmp_path: Path, page: WebPage) -> None:
    text = plain(read(tmp_path, page.html, name=page.name).text)
    assert [fact for fact in page.facts if plain(fact) not in text] == []
    assert [words for words in page.around if plain(words) in text] == []


def test_what_is_left_out_of_a_page_is_counted_and_quoted(tmp_path: Path) -> None:
    (note,) = read(tmp_path, NEWSPAPER.html).notes
    assert isinstance(note, Note)
    assert note.code == "around"
    assert int(note.values["count"]) > 10
    assert "vàng miếng" in note  # the longest lines come first: a fact would be among them
    assert note.startswith(f"Lines left out around the text: {note.values['count']} (“")


@pytest.mark.parametrize("page", [TABLE_ONLY, LINK_LIST], ids=lambda page: page.name)
def test_nothing_is_said_of_a_page_that_is_read_whole(tmp_path: Path, page: WebPage) -> None:
    assert read(tmp_path, page.html).notes == ()


def test_a_table_in_a_part_that_is_named_like_a_menu_is_read(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in (("QUẬN", "NĂM"), ("BẮC SƠN", "120"), ("NAM HẢI", "240")))
    prose = "Số liệu do Sở Xây dựng tổng hợp cho cả năm. " * 5
    page = f"<body><div class='content'><p>{prose}</p></div><div class='sidebar'><table>{rows}</table></div></body>"
    assert [block.text for block in read(tmp_path, page).blocks if block.kind is BlockKind.TABLE_ROW] == ["BẮC SƠN | 120", "NAM HẢI | 240"]


def test_a_page_of_nothing_but_cards_and_links_is_read_whole(tmp_path: Path) -> None:
    card = "<div class='c'><h3><a href='/{at}'>Kế hoạch {at}/KH-UBND</a></h3><p>Trồng {at}00 cây.</p></div>"
    cards = "".join(card.format(at=at) for at in range(1, 6))
    page = f"<html><head><meta property='og:type' content='article'></head><body>{cards}</body></html>"
    assert [words for words in ("5/KH-UBND", "Trồng 500 cây.") if words not in read(tmp_path, page).text] == []


def test_a_page_in_hundreds_of_boxes_is_read(tmp_path: Path) -> None:
    page = f"<html><body>{'<div>' * 800}<p>Trồng 500 cây.</p>{'</div>' * 800}</body></html>"
    assert read(tmp_path, page).text == "Trồng 500 cây."
