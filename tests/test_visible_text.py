"""Names and titles that would steer a terminal, break a line of a log, or turn the direction of a page."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.document import LONGEST_TITLE, Document, Header
from ingest.errors import DamagedFile
from ingest.plain_logs import log_to_stderr
from ingest.read import read_document
from ingest.text.visible_text import visible, visible_line, visible_name

ROOT = Path(__file__).parents[1]
EVIL = "a\x1b]0;owned\x07\x1b[2J\x9b31m\u202egpj.exe\u2066\nINFO forged"


def harmless(text: str) -> bool:
    return not any(
        ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u061c\u200e\u200f\u202a\u202e\u2066\u2069\u2028" for char in text
    )


def document(**changes: object) -> Document:
    fields: dict[str, object] = {"id": "0" * 16, "name": "a.txt", "media_type": "text/plain", "title": "", "header": Header(), "blocks": ()}
    return Document(**(fields | changes))  # type: ignore[arg-type]


def test_what_can_be_seen_stays() -> None:
    assert visible_name("Kế  hoạch 84 (bản 2).pdf") == "Kế  hoạch 84 (bản 2).pdf"
    assert visible("một\r\nhai\u2028ba") == "một\nhai\nba"
    assert visible_line(" một \n hai ", limit=9) == "một hai"
    assert visible_name("\udcff.pdf") == "\ufffd.pdf"


def test_a_document_has_no_name_title_or_note_that_steers_anything() -> None:
    found = document(name=EVIL, title=EVIL, notes=(EVIL,), header=Header(subject=EVIL, signer=EVIL))
    for text in (found.name, found.title, *found.notes, found.header.subject or "", found.header.signer or ""):
        assert text and harmless(text)


def test_a_long_title_is_cut_between_words() -> None:
    found = document(title="nhà ở " * 400_000, header=Header(subject="x" * 2_000_000))
    assert len(found.title) <= LONGEST_TITLE and found.title.endswith("nhà ở…")
    assert len(found.header.subject or "") == LONGEST_TITLE


def test_a_page_with_a_title_of_two_megabytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "trang.html"
    sentence = "Sở Xây dựng chủ trì lập danh mục dự án nhà ở xã hội."
    path.write_text(f"<html><head><title>{'dài ' * 500_000}</title></head><body><p>{sentence}</p></body></html>", encoding="utf-8")
    assert len(read_document(path).title) <= LONGEST_TITLE


def test_an_error_says_the_name_of_a_file_in_plain_text() -> None:
    assert harmless(str(DamagedFile(f"{EVIL} is broken: copy it again.")))


@pytest.mark.process
def test_a_line_of_the_log_is_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    script = (
        "import logging, sys; sys.path.insert(0, sys.argv[1]); from ingest.plain_logs import log_to_stderr\n"
        "log_to_stderr(logging.INFO); logger = logging.getLogger('x'); evil = sys.argv[2]\n"
        "logger.info('read %s', evil)\n"
        "try: raise ValueError(evil)\n"
        "except ValueError: logger.exception('failed')\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(ROOT), EVIL], capture_output=True, text=True, check=True)
    lines = done.stderr.splitlines()
    assert harmless("".join(lines))
    assert "read a" in lines[0] and "INFO forged" in lines[0] and "failed" in lines[1] and "Traceback" in lines[2]


def test_a_process_that_logs_already_goes_on_as_it_did() -> None:
    before = list(logging.getLogger().handlers)
    assert before  # those of the test runner
    log_to_stderr(logging.INFO)
    assert logging.getLogger().handlers == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_the_command_line_names_a_file_in_plain_text(tmp_path: Path, model_cache: Path) -> None:
    folder, home = tmp_path / "files", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    (home / "models").symlink_to(model_cache)
    sentence = "Sở Xây dựng chủ trì lập danh mục dự án nhà ở xã hội trước ngày 30/6/2026.\n"
    (folder / "kế\x1b[2Jhoạch\n84.txt").write_text(f"Kế hoạch\n{sentence}", encoding="utf-8")
    (folder / "hỏng\x1b]0;x\x07.pdf").write_bytes(b"%PDF-1.7 broken")
    variables = {**os.environ, "ASSISTANT_HOME": str(home), "PYTHONPATH": str(ROOT)}

    def said(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "assistant.cli", *arguments], cwd=tmp_path, env=variables, capture_output=True, check=False
        )
        text = done.stdout.decode() + done.stderr.decode()
        assert "Traceback" not in text
        assert harmless(text.replace("\n", "")), ascii(text)
        return text

    assert "kế [2Jhoạch 84.txt" in said("ingest", str(folder))
    assert "kế [2Jhoạch 84.txt" in said("documents")
    listed = json.loads(said("documents", "--json"))
    assert len(listed) == 1
    assert "Sở Xây dựng" in said("ask", "Ai chủ trì lập danh mục dự án nhà ở xã hội?")
    json.loads(said("ingest", "--json", str(folder)).splitlines()[0])  # behind it what takes long is said
    assert "Removed" in said("remove", "kế [2Jhoạch 84.txt")
