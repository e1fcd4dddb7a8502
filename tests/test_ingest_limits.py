"""Files made to stop the program are refused with a sentence, others beside them are read, and nothing outside the folder gets in."""

from __future__ import annotations

import os
import socket
import zipfile
import zlib
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from ingest.limits import limited_reading
from ingest.limits.limited import Limits
from ingest.sources import list_sources
from tests.test_sources import put
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.outcomes import IngestReport

PLAN = (
    "ỦY BAN NHÂN DÂN TỈNH A\nSố: 9/KH-UBND\nKẾ HOẠCH\nVề chỉnh trang đô thị\nSở Xây dựng chủ trì lập quy hoạch chi tiết trong năm 2026.\n"
)


def reasons(report: IngestReport) -> dict[str, str]:
    """Why each refused file was."""
    return {outcome.path.name: outcome.reason for outcome in report.refused}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of plans; the index lies elsewhere."""
    made = tmp_path / "plans"
    made.mkdir()
    return made


def endless_pdf(path: Path) -> Path:
    """A PDF of some kB whose one page is drawn with five million operators."""
    drawn = zlib.compress(b"BT /F1 12 Tf (x) Tj ET 0 0 m 9 9 l S\n" * 800_000, 1)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    body, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (table, start)
    path.write_bytes(body)
    return path


def packed(path: Path, members: dict[str, bytes]) -> Path:
    """A ZIP archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_bombs_are_refused_and_the_files_beside_them_are_read(index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited_reading, "_SECONDS", 3.0)
    endless_pdf(folder / "vo-tan.pdf")
    packed(folder / "phong.docx", {"word/document.xml": b"<w:p/>" * 9_000_000, "[Content_Types].xml": b"<Types/>"})
    packed(folder / "kieu.odt", {"mimetype": b"application/vnd.oasis.opendocument.text" + b" " * 520 * 2**20, "content.xml": b"<a/>"})
    put(folder / "ke-hoach-9.txt", PLAN)
    report = ingest_paths(index, [folder])
    assert [outcome.path.name for outcome in report.read] == ["ke-hoach-9.txt"]
    told = reasons(report)
    assert set(told) == {"vo-tan.pdf", "phong.docx", "kieu.odt"}
    assert "takes too" in told["vo-tan.pdf"]
    assert all("split it" in reason for reason in told.values())
    assert not list((index.home / "incoming").iterdir())


def test_pipes_sockets_and_devices_are_refused_by_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s.txt"))
        files, refusals = list_sources([tmp_path, Path("/dev/zero")])
    assert files == ()
    assert sorted(refusal.reason.split(" is ")[1] for refusal in refusals) == [
        "a device: copy its content to a file and ingest that.",
        "a pipe: copy its content to a file and ingest that.",
        "a socket: copy its content to a file and ingest that.",
    ]


def test_a_name_that_comes_to_lead_to_a_pipe_is_not_waited_for(index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder / "a.txt", PLAN)
    listed = list_sources([folder])
    (folder / "a.txt").unlink()
    os.mkfifo(folder / "a.txt")
    monkeypatch.setattr("vectorstore.ingestion.list_sources", lambda _paths: listed)
    assert "is not an ordinary file" in reasons(ingest_paths(index, [folder]))["a.txt"]


def test_links_are_followed_within_the_folder_only(tmp_path: Path) -> None:
    secret = put(tmp_path / "secret" / "assistant.env", "ASSISTANT_CHAT_KEY=sk-1")
    inside = put(tmp_path / "plans" / "2026" / "ke-hoach.txt", PLAN)
    links = tmp_path / "plans"
    (links / "moi.txt").symlink_to(inside)
    (links / "bi-mat.txt").symlink_to(secret)
    (links / "tat-ca").symlink_to(tmp_path / "secret")
    (links / "len.txt").symlink_to(Path("..") / "secret" / "assistant.env")
    (links / "vong").symlink_to(links / "vong")
    files, refusals = list_sources([links])
    assert files == (inside, links / "moi.txt")
    assert sorted(refusal.path.name for refusal in refusals) == ["bi-mat.txt", "len.txt", "tat-ca", "vong"]
    assert sum("leads out of the folder plans" in refusal.reason for refusal in refusals) == 3
    assert list_sources([links / "bi-mat.txt"])[0] == (links / "bi-mat.txt",), "given by its own path it is meant"


def test_the_index_can_be_written_while_files_are_read(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.txt", PLAN)
    lock = FileLock(index.home / "writing.lock")
    free = []
    real = limited_reading.outcome

    def looked(*arguments: object, **named: object) -> object:
        try:
            lock.acquire(timeout=0)
            lock.release()
            free.append(True)
        except Timeout:
            free.append(False)
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("vectorstore.incoming.outcome", looked)
    assert len(ingest_paths(index, [tmp_path / "a.txt"]).read) == 1
    assert free == [True]


def test_the_original_kept_is_what_was_read(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "a.txt", PLAN)
    real = limited_reading.outcome

    def changed(*arguments: object, **named: object) -> object:
        found = real(*arguments, **named)  # type: ignore[arg-type]
        path.write_text("Một nội dung khác hẳn, viết đè lên sau khi đọc.", encoding="utf-8")
        return found

    monkeypatch.setattr("vectorstore.incoming.outcome", changed)
    (read,) = ingest_paths(index, [path]).read
    assert read.document_id is not None
    original = index.original(read.document_id)
    assert original is not None and original.read_text(encoding="utf-8") == PLAN


def test_what_a_killed_run_left_is_taken_away(index: Index, tmp_path: Path) -> None:
    left = put(index.home / "incoming" / "4194399-abc" / "x" / "a.pdf")
    ingest_paths(index, [put(tmp_path / "a.txt", PLAN)])
    assert not left.exists()


def test_limits_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Limits] = []

    class Noted:
        def submit(self, *_: object, limits: Limits, **__: object) -> None:
            seen.append(limits)

    for name, head in (("a.pdf", b"%PDF-1.7 "), ("a.txt", b"")):
        (tmp_path / name).write_bytes(head + b"x" * 2**20)
        limited_reading.read_within_limits(Noted(), tmp_path / name, on_page=lambda done, count: None)  # type: ignore[arg-type]
    assert seen[0].seconds > 100 and 20 < seen[1].seconds < 30
