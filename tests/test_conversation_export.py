"""A conversation as Markdown and as Word: everything is there, and what documents wrote does nothing but stand there."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from assistant.answering.statement import Statement
from assistant.conversations.export import docx_of, exported, markdown_of
from assistant.conversations.store import Conversation, ConversationEntry
from assistant.exchange import Exchange
from tests.invented_conversations import HOSTILE, TEXT, abstaining_answer, cited_answer, exchange
from tests.written_statements import said
from vectorstore.retrieval import Language

HANOI = datetime.timezone(datetime.timedelta(hours=7))
BEGUN = datetime.datetime(2026, 11, 21, 22, 30, tzinfo=datetime.UTC)


def conversation(*exchanges: Exchange, title: str = "Nhà ở xã hội") -> Conversation:
    entry = ConversationEntry(
        id="0" * 32, title=title, created=BEGUN, updated=BEGUN, language="vi", exchange_count=len(exchanges)
    )  # fmt: skip
    return Conversation(entry=entry, exchanges=exchanges)


class Page(HTMLParser):
    """What a reader of Markdown shows: the names of the elements, their attributes, and each block of text."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.blocks: list[str] = [""]
        self.bold: list[str] = []
        self.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))
        self.text = "\n".join(" ".join(block.split()) for block in self.blocks if block.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.names.append(tag)
        if tag in ("p", "h1", "h2", "h3", "li", "br", "blockquote"):
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        self.blocks[-1] += data
        if self.names[-1] == "strong":
            self.bold.append(data)
            self.names.append("/strong")


PLAIN = {"h1", "h2", "h3", "p", "em", "strong", "/strong", "blockquote", "br", "ul", "li"}


def word(of: Conversation, language: Language = "vi") -> WordDocument:
    return docx.Document(io.BytesIO(docx_of(of, language, zone=HANOI)))


def saying(text: str) -> Conversation:
    quotes = [citation.source for citation in cited_answer().citations]
    return conversation(replace(exchange(1), answer=replace(cited_answer(), statements=said(text, *quotes))))


def test_markdown_holds_question_answer_and_sources() -> None:
    assert markdown_of(conversation(replace(exchange(1), answer=abstaining_answer())), "vi", zone=HANOI).split("\n\n")[:3] == [
        "# Nhà ở xã hội",
        "Hội thoại ngày 22/11/2026, 05:30 · 1 câu hỏi",
        "## 1. Ai chủ trì chương trình 05?",
    ]
    page = Page(markdown_of(conversation(exchange(1)), "vi", zone=HANOI))
    assert page.text.split("\n")[3:] == [
        "Câu hỏi được hiểu là: Ai chủ trì chương trình 05 của kế hoạch 12?",
        "Đơn vị chủ trì: Sở Xây dựng [1].",
        "Kế hoạch ghi: “Thời hạn: tháng 6 năm 2024.” [2]",
        "Nguồn trích dẫn",
        "[1] Kế hoạch <b>nhà ở</b> *xã hội*, số 12/KH-UBND, ngày 05/03/2024, trang 7",
        *f"“{TEXT}”".split("\n"),
        "[2] Kế hoạch <b>nhà ở</b> *xã hội*, số 12/KH-UBND, ngày 05/03/2024, trang 7",
        "“Thời hạn: tháng 6 năm 2024.”",
    ]
    assert page.bold == ["Sở Xây dựng", "tháng 6 năm 2024"]


def test_captions_are_in_the_language_asked_for() -> None:
    text = markdown_of(conversation(exchange(1), exchange(2)), "en", zone=datetime.UTC)
    assert "Conversation of 21/11/2026, 22:30 · 2 questions" in text
    assert "### Sources" in text
    assert "No. 12/KH-UBND, 05/03/2024, page 7" in text
    assert "Nguồn" not in text


def test_passages_that_are_perhaps_useful_have_their_own_caption() -> None:
    page = Page(markdown_of(conversation(replace(exchange(1), answer=abstaining_answer())), "vi"))
    assert "Có thể hữu ích (câu trả lời không dựa vào các đoạn này)\nKế hoạch <b>nhà ở" in page.text
    assert "Nguồn trích dẫn" not in page.text


def test_how_an_answer_came_about_is_told() -> None:
    stopped = replace(cited_answer(), mode="model", note="stopped", dropped=2)
    fallen_back = replace(cited_answer(), note="model_slow")
    page = Page(markdown_of(conversation(replace(exchange(1), answer=stopped), replace(exchange(2), answer=fallen_back)), "en"))
    first, second = page.text.split("\n2. ")
    assert "A language model wrote this answer" in first
    assert "stopped before its end" in first
    assert "left out because the documents do not say so: 2." in first
    assert "The language model could not answer" in second


def test_a_number_that_the_title_holds_is_said_once() -> None:
    answer = cited_answer()
    (quote, *_) = answer.statements[0].quotes
    document = replace(quote.document, title="Kế hoạch 12/KH-UBND: Phát triển nhà ở")
    named = replace(answer.statements[0], quotes=(replace(quote, held=replace(quote.held, document=document)),))
    page = Page(markdown_of(conversation(replace(exchange(1), answer=replace(answer, statements=(named,)))), "vi"))
    assert "[1] Kế hoạch 12/KH-UBND: Phát triển nhà ở, ngày 05/03/2024, trang 7" in page.text


def test_a_question_without_an_answer_says_why() -> None:
    asked = conversation(Exchange(turn=1, question="Ai?", problem="Chỉ mục <bị hỏng>."), Exchange(turn=2, question="Khi nào?"))
    page = Page(markdown_of(asked, "vi"))
    assert "1. Ai?\nChỉ mục <bị hỏng>.\n2. Khi nào?\nCâu hỏi này chưa được trả lời." in page.text


HOSTILE_LINES = [
    HOSTILE,
    "# đề mục #",
    "## ##",
    "1. một",
    "12) mười hai",
    "1.1 một chấm một",
    "+ cộng",
    "= bằng",
    "===",
    "---",
    ": nghĩa",
    "> trích",
    "```sh",
    "| a | b |",
    "![x][y] [y]: z",
    "a\\*b\\",
    "*nghiêng* _nghiêng_ ***",
    "<!-- ẩn -->",
    "&lt;b&gt; &#42;",
    "WWW.A.EXAMPLE mailto:a@a.example MAILTO:b@a.example",
    "[^1]: chú thích",
    "[ ] việc",
    "\t    thụt vào",
]


@pytest.mark.parametrize("line", HOSTILE_LINES)
def test_markdown_of_people_and_documents_stays_text(line: str) -> None:
    seen = " ".join(line.split())
    statements = (Statement(frame="said", values={"said": line}), *cited_answer().statements)
    answer = replace(cited_answer(), statements=statements, understood=(line,))
    asked = conversation(Exchange(turn=1, question=line, answer=answer), Exchange(turn=2, question="?", problem=line), title=seen)
    page = Page(markdown_of(asked, "vi"))
    assert set(page.names) <= PLAIN
    assert page.text.split("\n")[0] == seen
    assert page.text.count(seen) >= 5


def test_addresses_do_not_become_links_where_readers_look_for_them() -> None:
    text = markdown_of(saying("Xem https://a.example, www.a.example và mailto:a@a.example [1]"), "vi")
    assert not re.search(r"https?://|www\.|mailto:", text)


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("Đơn vị: **Sở A**, **Sở B** [1].", ["Sở A", "Sở B"]),
        ("**“Sở A”** [1]", ["“Sở A”"]),
        ("Theo**“Sở A”**nói [1]", []),  # CommonMark would show the asterisks
        ("Thời hạn:**30/6**.[1]", ["30/6"]),
        ("**một****hai** [1]", ["mộthai"]),
        ("tỷ lệ **50%** [1]", ["50%"]),
        ("**a*b** [1]", ["a*b"]),
        ("2 ** 3 ** 4 [1]", []),
    ],
)
def test_bold_is_bold_wherever_markdown_has_it(text: str, bold: list[str]) -> None:
    page = Page(markdown_of(saying(text), "vi"))
    assert page.bold == bold
    runs = [run.text for paragraph in word(saying(text)).paragraphs for run in paragraph.runs if run.bold and not run.text.startswith("[")]
    assert set(bold) <= set(runs)


def test_lists_stay_lists() -> None:
    text = "Có 2 nhiệm vụ:\n- 1.1 Sở **A** [1]\n  - thời hạn [2]\n- Sở B [1]\n1. Kết luận [1]"
    page = Page(markdown_of(saying(text), "vi"))
    assert [name for name in page.names if name in ("ul", "li")] == ["ul", "li", "ul", "li", "li"]
    assert "1. Kết luận [1]" in page.text.split("\n")
    styles = [paragraph.style.name for paragraph in word(saying(text)).paragraphs if paragraph.style]
    assert [name for name in styles if "List" in name] == ["List Bullet", "List Bullet 2", "List Bullet"]


def test_a_long_question_has_a_short_heading_and_stands_below_in_full() -> None:
    question = "Đơn vị nào chủ trì việc này " * 20
    page = Page(markdown_of(conversation(Exchange(turn=1, question=question)), "vi"))
    _, _, heading, whole, *_ = page.text.split("\n")
    assert heading.endswith("…")
    assert len(heading) < 210
    assert whole == question.strip()


def test_word_has_headings_fonts_and_everything_that_markdown_has() -> None:
    of = conversation(exchange(1), replace(exchange(2), answer=abstaining_answer()))
    document = word(of)
    paragraphs = document.paragraphs
    headings = [(p.style.name, p.text) for p in paragraphs if p.style and p.style.name in ("Title", "Heading 1", "Heading 2")]
    assert headings[:3] == [("Title", "Nhà ở xã hội"), ("Heading 1", "1. Ai chủ trì chương trình 05?"), ("Heading 2", "Nguồn trích dẫn")]
    quotes = [p.text for p in paragraphs if p.style and p.style.name == "Quote"]
    assert quotes == [f"“{TEXT}”", "“Thời hạn: tháng 6 năm 2024.”", f"“{TEXT}”"]
    shown = " ".join(" ".join(p.text.split()) for p in paragraphs)
    assert shown == " ".join(Page(markdown_of(of, "vi", zone=HANOI)).text.split())
    for name in ("Normal", "Title", "Heading 1", "Quote"):
        fonts = document.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
        assert not [attribute for attribute in fonts.attrib if "Theme" in attribute]
    assert document.core_properties.title == "Nhà ở xã hội"
    assert document.core_properties.author == document.core_properties.comments == ""
    assert document.core_properties.created is not None
    assert document.core_properties.created.replace(tzinfo=datetime.UTC) == BEGUN


@pytest.mark.parametrize("text", [*HOSTILE_LINES, "\x00\x0b\x1b \ufffe\uffff \u202e ngược \ud800", "a\r\nb\u2028c"])
def test_word_takes_any_text(text: str) -> None:
    of = conversation(Exchange(turn=1, question=text, problem=text), title=text)
    content = docx_of(of, "en")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"hyperlink" not in parts.read("word/document.xml")
    shown = "".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
    assert "\u202e" not in shown + markdown_of(of, "en")
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff]", shown + markdown_of(of, "en"))


def test_files_are_named_after_the_conversation() -> None:
    file = exported(conversation(exchange(1), title="Đơn vị nào chủ trì “../KH 84”?"), "vi", as_format="docx", zone=HANOI)
    assert (file.name, file.content[:2]) == ("don-vi-nao-chu-tri-kh-84-2026-11-22.docx", b"PK")
    file = exported(conversation(exchange(1), title="???"), "vi", as_format="md", zone=HANOI)
    assert (file.name, file.content[:2]) == ("hoi-thoai-2026-11-22.md", b"# ")
    assert len(exported(conversation(title="chữ " * 100), "vi", as_format="md").name) < 80
