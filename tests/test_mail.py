"""Messages are read with who wrote to whom and when; what is attached is a document of its own; a web archive is the page in it."""

from __future__ import annotations

import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.errors import ProtectedFile
from ingest.read import read_document
from ingest.readers.mail import attachments_of

TEXT = "Sở Xây dựng đề nghị bổ sung 12 trạm bơm vào Kế hoạch chống ngập năm 2026."
SUBJECT = "Góp ý dự thảo Kế hoạch chống ngập"


def message(text: str = TEXT, **headers: str) -> EmailMessage:
    made = EmailMessage()
    stated = {
        "From": "Nguyễn Văn An <an@example.org>",
        "To": "Văn phòng <vp@example.org>",
        "Date": "Mon, 20 Apr 2026 08:30:00 +0700",
        "Subject": SUBJECT,
        "Message-ID": "<1@example.org>",
    }
    for name, value in (stated | headers).items():
        made[name] = value
    made.set_content(text)
    return made


def saved(made: EmailMessage, folder: Path, name: str = "a.eml") -> Path:
    (folder / name).write_bytes(made.as_bytes(policy=SMTP))
    return folder / name


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


@pytest.mark.parametrize("name", ["a.eml", "a.txt"])
def test_a_message_says_what_it_is_about_who_wrote_it_to_whom_and_when(tmp_path: Path, name: str) -> None:
    document = read_document(saved(message(), tmp_path, name))
    head = ["Từ: Nguyễn Văn An <an@example.org>", "Đến: Văn phòng <vp@example.org>", "Ngày gửi: 20/04/2026 08:30"]
    assert lines(document) == [SUBJECT, *head, TEXT]
    assert (document.title, document.header.date, document.media_type) == (SUBJECT, datetime.date(2026, 4, 20), "message/rfc822")


def test_a_message_in_english_has_english_names(tmp_path: Path) -> None:
    made = message("We will add 12 pumps in 2026.", From="An <an@example.org>", To="Office <vp@example.org>", Subject="Pumps in 2026")
    assert lines(read_document(saved(made, tmp_path)))[1:4] == [
        "From: An <an@example.org>",
        "To: Office <vp@example.org>",
        "Date: 20 April 2026 08:30",
    ]


def test_a_table_is_read_from_the_page_of_a_message_and_other_text_once(tmp_path: Path) -> None:
    made = message()
    rows = "<tr><td>TT</td><td>Nhiệm vụ</td><td>Thời hạn</td></tr><tr><td>1</td><td>Rà soát</td><td>2026</td></tr>"
    made.add_alternative(f'<html><body><p>{TEXT}</p><table border="1">{rows}</table></body></html>', subtype="html")
    assert lines(read_document(saved(made, tmp_path)))[-3:] == [TEXT, "TT | Nhiệm vụ | Thời hạn", "1 | Rà soát | 2026"]
    plain = message()
    plain.add_alternative(f"<html><body><p>{TEXT}</p></body></html>", subtype="html")
    assert lines(read_document(saved(plain, tmp_path, "b.eml"))).count(TEXT) == 1


def test_what_is_attached_is_named_and_taken_out_and_pictures_in_the_text_are_not(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"data", maintype="application", subtype="pdf", filename="Phụ lục 1.pdf")
    made.add_attachment(message("Thư trước.", Subject="Thư cũ"))
    made.add_attachment(b"png", maintype="image", subtype="png", disposition="inline", cid="<x@y>")
    path = saved(made, tmp_path)
    found = list(attachments_of(path))
    assert [name for name, _ in found] == ["Phụ lục 1.pdf", "4.eml"]
    assert found[0][1] == b"data"
    assert b"Subject: " in found[1][1]
    assert "2 attachments are read beside it" in read_document(path).notes[0]


@pytest.mark.parametrize("charset", ["utf-8", "x-unknown", "us-ascii"])
def test_a_message_whose_charset_is_wrong_is_told_from_its_bytes(tmp_path: Path, charset: str) -> None:
    head = f"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\n"
    (tmp_path / "a.eml").write_bytes(f"{head}Content-Transfer-Encoding: 8bit\r\n\r\n{TEXT}\r\n".encode())
    assert TEXT in read_document(tmp_path / "a.eml").text


def test_a_web_archive_is_the_page_in_it(tmp_path: Path) -> None:
    page = f"<html><body><p>{TEXT}</p></body></html>"
    head = "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
    part = f"--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n--B--\r\n"
    (tmp_path / "a.mht").write_bytes((head + part).encode())
    assert lines(read_document(tmp_path / "a.mht")) == [TEXT]
    assert list(attachments_of(tmp_path / "a.mht")) == []


def test_an_encrypted_message_is_refused_with_advice(tmp_path: Path) -> None:
    made = message()
    made.replace_header("Content-Type", "application/pkcs7-mime; smime-type=enveloped-data")
    with pytest.raises(ProtectedFile, match="is encrypted"):
        read_document(saved(made, tmp_path))


def test_a_letter_typed_by_a_person_is_no_message(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"To: Văn phòng\nFrom: An\nDate: 20/4/2026\n\n{TEXT}", encoding="utf-8")
    assert read_document(tmp_path / "a.txt").media_type == "text/plain"
