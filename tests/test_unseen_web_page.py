"""Words of a web page or of a Markdown text that are not shown, or are struck out, are left out and counted; what can be seen stays."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ingest.document import BlockKind
from ingest.readers import html
from ingest.readers.reading import Reading

AROUND = "<p>Ủy ban nhân dân Thành phố giao các sở, ngành thực hiện những việc sau đây trong năm 2026, có báo cáo từng quý.</p>"


def read(body: str, folder: Path, *, head: str = "") -> Reading:
    article = f"<article><h1>Kế hoạch</h1>{AROUND * 3}{body}</article>"
    page = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{article}</body></html>"
    (folder / "a.html").write_text(page, encoding="utf-8")
    return html.read(folder / "a.html")


def last(reading: Reading) -> str:
    return reading.blocks[-1].text


@pytest.mark.parametrize(
    "opening",
    [
        "<s>",
        "<del>",
        "<strike>",
        '<span style="text-decoration: Line-Through">',
        '<span style="text-decoration-line:underline line-through">',
    ],
)
def test_what_replaces_struck_words_stands(tmp_path: Path, opening: str) -> None:
    closing = f"</{opening.strip('<>').split()[0]}>"
    reading = read(f"<p>Số hóa {opening}30 <b>điểm</b>{closing} <ins>48 điểm</ins>.</p>{opening}<p>Cả một đoạn.</p>{closing}", tmp_path)
    assert last(reading) == "Số hóa 48 điểm."
    assert reading.notes == ("5 words that are struck out were left out.",)


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        'style="display:none"',
        'style="DISPLAY : none !important"',
        'style="visibility: hidden"',
        'style="font-size:0"',
        'style="font-size: 0.0px"',
        'style="position:absolute;left:-9999px"',
        'style="mso-hide:all"',
        'style="color:#FFFFFF"',
        'class="an"',
        'id="an"',
    ],
)
def test_what_is_not_shown_is_left_out(tmp_path: Path, attribute: str) -> None:
    head = "<style>/* .x{display:none} */ p.an, .b > #an { color: red; display: none }</style>" if "an" in attribute else ""
    reading = read(f"<div class='b'><p>Thấy.</p><p {attribute}>Kinh phí <b>cũ</b> là 4 tỷ đồng.</p></div>", tmp_path, head=head)
    assert last(reading) == "Thấy."
    assert len(reading.notes) == 1
    assert reading.notes[0].startswith("7 words that ")


@pytest.mark.parametrize(
    ("head", "attribute"),
    [
        ("<style>.an{display:none} .an.mo{display:block}</style>", 'class="an mo"'),
        ("<style>.an{display:none}</style>", 'class="an" style="display:block"'),
        ("<style>@media print {.an{display:none}} @media (max-width: 600px) {.an{display:none}}</style>", 'class="an"'),
        ("<style>.an:hover{display:none} .an::after{display:none}</style>", 'class="an"'),
        ('<style media="print">.an{display:none}</style>', 'class="an"'),
        ("<style>body{background:#003}</style>", 'style="color:white"'),
        ("", 'style="color:#ccc"'),
        ("", 'style="background:#036;color:#fff"'),
        ("", 'style="font-size:0"><span style="font-size:16px"'),
        ("", 'style="text-decoration:underline"'),
    ],
)
def test_what_is_shown_stays(tmp_path: Path, head: str, attribute: str) -> None:
    reading = read(f"<p>Trước.</p><p {attribute}>Vẫn thấy.</p>", tmp_path, head=head)
    assert last(reading) == "Vẫn thấy."
    assert reading.notes == ()


def table(*rows: str) -> str:
    return f"<table border='1'><tr><th>TT</th><th>Việc</th><th>Ghi chú</th><th>Hạn</th></tr>{''.join(rows)}</table>"


def cells(reading: Reading) -> list[tuple[str, ...]]:
    return [block.cells for block in reading.blocks if block.kind is BlockKind.TABLE_ROW]


def test_struck_and_hidden_cells_shift_no_column(tmp_path: Path) -> None:
    rows = (
        "<tr><td>1</td><td>Mở đường</td><td style='visibility:hidden'>mật</td><td>Quý I</td></tr>",
        "<tr hidden><td>2</td><td>Bỏ</td><td>mật</td><td>Quý II</td></tr>",
        "<tr><td>3</td><td>Trồng cây</td><td>còn</td><td style='text-decoration:line-through'>Quý III</td></tr>",
        "<tr style='text-decoration:line-through'><td>4</td><td>Thuê</td><td></td><td>Quý IV</td></tr>",
    )
    assert cells(read(table(*rows), tmp_path)) == [
        ("TT", "Việc", "Ghi chú", "Hạn"),
        ("1", "Mở đường", "", "Quý I"),
        ("3", "Trồng cây", "còn", ""),
    ]


@pytest.mark.parametrize("head", ["<style>td:nth-child(3), th:nth-child(3) {display:none}</style>", ""])
def test_a_hidden_column_is_gone_with_its_heading(tmp_path: Path, head: str) -> None:
    body = table("<tr><td>1</td><td>Mở đường</td><td>mật</td><td>Quý I</td></tr>")
    if not head:
        body = body.replace("<th>Ghi", "<th hidden>Ghi").replace("<td>mật", "<td hidden>mật")
    assert cells(read(body, tmp_path, head=head)) == [("TT", "Việc", "Hạn"), ("1", "Mở đường", "Quý I")]


def test_a_page_that_is_hidden_until_a_script_shows_it_is_read(tmp_path: Path) -> None:
    reading = read("<p>Hạn cuối.</p>", tmp_path, head="<style>article{visibility:hidden}</style>")
    assert last(reading) == "Hạn cuối."
    assert reading.notes == ("Nearly all of the page is hidden until a script shows it; it was read all the same.",)


def test_white_words_beside_a_dark_heading_are_left_out(tmp_path: Path) -> None:
    heading = "<p style='BACKGROUND:#036'><b style='color:#fff'>Thấy rõ</b></p>"
    reading = read(f"<p style='color:white'>9,9 tỷ</p>{heading}", tmp_path)
    assert last(reading) == "Thấy rõ"
    assert "9,9" not in "".join(block.text for block in reading.blocks)


def test_hidden_menus_around_a_stated_article_are_not_counted(tmp_path: Path) -> None:
    reading = read("<p>Hạn cuối.</p>", tmp_path, head="<meta property='og:type' content='article'>")
    page = (tmp_path / "a.html").read_text(encoding="utf-8").replace("<article>", "<div style='display:none'>Trang chủ</div><article>")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert html.read(tmp_path / "a.html") == reading


def test_many_rules_and_elements_take_little_time(tmp_path: Path) -> None:
    rules = "".join(f".a{n % 50} .b{n} {{display:none}} .a{n % 50} {{display:block}}" for n in range(3000))
    body = "".join(f"<div class='a{n % 50} b{n}'><p style='color:#fff'>Dòng {n}</p></div>" for n in range(2000))
    started = time.perf_counter()
    read(body, tmp_path, head=f"<style>{rules}{'/*' * 5000}{'{' * 5000}</style>")
    assert time.perf_counter() - started < 20
