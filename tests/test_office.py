"""Old Word files, RTF, OpenDocument and old workbooks are read through LibreOffice, and refused in one sentence where that fails."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest

from ingest.errors import DamagedFile, ProtectedFile, UnreadableFile, UnsupportedFile
from ingest.read import read_document
from ingest.readers import office

SOFFICE = shutil.which("soffice")
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One plan of ours, a heading, a sentence and a table, in each format that LibreOffice writes."""
    folder = tmp_path_factory.mktemp("plans")
    word = docx.Document()
    word.add_heading("Phân công nhiệm vụ", level=1)
    word.add_paragraph("Sở Xây dựng chủ trì chỉnh trang đường phố, hoàn thành trước ngày 30 tháng 6 năm 2026.")
    table = word.add_table(rows=2, cols=3, style="Table Grid")
    for row, cells in enumerate([("TT", "Nhiệm vụ", "Đơn vị chủ trì"), ("1", "Trồng cây", "Sở Nông nghiệp")]):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    word.add_paragraph("Các sở báo cáo hằng quý.")  # as in any file of Word's, where no table is the last
    word.save(str(folder / "plan.docx"))
    for suffix in ("doc", "rtf", "odt"):
        command = [SOFFICE or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", suffix]
        subprocess.run([*command, "--outdir", str(folder), str(folder / "plan.docx")], check=True, capture_output=True, timeout=120)
    return {suffix: folder / f"plan.{suffix}" for suffix in ("doc", "rtf", "odt")}


def refusal(path: Path, kind: type[UnreadableFile]) -> str:
    with pytest.raises(kind) as caught:
        read_document(path)
    assert type(caught.value) is kind
    sentence = str(caught.value)
    assert path.name in sentence and "\n" not in sentence and sentence.endswith(".")
    return sentence


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_text_and_tables_of_a_file_that_word_no_longer_writes_are_read(plans: dict[str, Path], suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"- kế hoạch 84%20.{suffix}"  # a name that a command line could take for an option
    shutil.copy(plans[suffix], path)
    document = read_document(path)
    assert (document.name, document.notes) == (path.name, (office.NOTE,))
    assert document.id == hashlib.sha256(path.read_bytes()).hexdigest()[:16]  # of the original file
    assert "Sở Xây dựng chủ trì chỉnh trang đường phố, hoàn thành trước ngày 30 tháng 6 năm 2026." in document.text
    assert "1 | Trồng cây | Sở Nông nghiệp" in document.text
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.office
def test_an_rtf_named_doc_is_read_as_what_it_is(plans: dict[str, Path], tmp_path: Path) -> None:
    shutil.copy(plans["rtf"], tmp_path / "a.doc")
    assert "is an RTF document by its content" in read_document(tmp_path / "a.doc").notes[0]


@pytest.mark.office
def test_files_read_at_the_same_time_do_not_meet_and_leave_nothing(
    plans: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with ThreadPoolExecutor(3) as pool:
        texts = {document.text for document in pool.map(read_document, plans.values())}
    assert len(texts) == 1
    assert list(tmp_path.iterdir()) == []


def test_without_libreoffice_the_sentence_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_PROGRAMS", ("soffice",))
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1\ansi plan}")
    sentence = refusal(tmp_path / "a.rtf", UnsupportedFile)
    assert "apt install libreoffice-writer" in sentence and "save the file as DOCX" in sentence
    (tmp_path / "a.xls").write_bytes(OLE + bytes(1016) + "Workbook".encode("utf-16-le") + bytes(3000))
    sentence = refusal(tmp_path / "a.xls", UnsupportedFile)
    assert "apt install libreoffice-calc" in sentence and "save the file as XLSX" in sentence


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for a program that hangs")
def test_a_file_that_keeps_libreoffice_busy_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\n/bin/sleep 60 &\nwait\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_LONGEST_SECONDS", 0.5)
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1\ansi plan}")
    assert "busy" in refusal(tmp_path / "a.rtf", DamagedFile)


@pytest.mark.office
@pytest.mark.parametrize("share", [0.05, 0.3, 0.6])
def test_an_old_word_file_cut_off_is_refused(plans: dict[str, Path], share: float, tmp_path: Path) -> None:
    data = plans["doc"].read_bytes()
    (tmp_path / "a.doc").write_bytes(data[: int(share * len(data))])
    assert "again" in refusal(tmp_path / "a.doc", DamagedFile) or share > 0.5


@pytest.mark.office
def test_an_old_word_file_whose_text_is_overwritten_is_refused_and_not_read_as_rubbish(plans: dict[str, Path], tmp_path: Path) -> None:
    data = bytearray(plans["doc"].read_bytes())
    start = data.find("Sở Xây".encode("utf-16-le"))
    data[start - 40 : start + 300] = random.Random(5).randbytes(340)
    (tmp_path / "a.doc").write_bytes(data)
    refusal(tmp_path / "a.doc", DamagedFile)


@pytest.mark.office
@pytest.mark.parametrize("name", ["a.doc", "a.rtf"])
def test_rubbish_behind_the_mark_of_an_office_file_is_refused(name: str, tmp_path: Path) -> None:
    mark = OLE + bytes(1016) + "WordDocument".encode("utf-16-le") if name == "a.doc" else rb"{\rtf1"
    (tmp_path / name).write_bytes(mark + random.Random(3).randbytes(5000))
    refusal(tmp_path / name, DamagedFile)


@pytest.mark.office
def test_an_old_word_file_with_a_password_is_refused(plans: dict[str, Path], tmp_path: Path) -> None:
    data = bytearray(plans["doc"].read_bytes())
    data[data.find(b"\xec\xa5") + 11] |= 1  # the bit that says encrypted
    (tmp_path / "a.doc").write_bytes(data)
    assert "password" in refusal(tmp_path / "a.doc", ProtectedFile)


def test_an_open_document_with_a_password_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"\0")
        archive.writestr("META-INF/manifest.xml", '<manifest:encryption-data manifest:checksum="x"/>')
    assert "password" in refusal(tmp_path / "a.odt", ProtectedFile)


@pytest.mark.office
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout")
def test_a_real_old_word_file_is_read() -> None:
    document = read_document(CORPUS / "Phuluc2.doc")
    assert (document.name, document.notes) == ("Phuluc2.doc", (office.NOTE,))
    assert len(document.text) > 6000
