"""What is in archives and messages becomes files of their own, under names that say where they came from, within limits."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest import unpacking
from ingest.member_names import file_of, member_name
from ingest.unpacking import Unpacked, unpack
from tests.test_mail import message

Members = dict[str, bytes]


def archive(members: Members) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return stream.getvalue()


def unpacked(folder: Path, data: bytes, name: str = "a.zip") -> Unpacked:
    path = folder / "file"
    path.write_bytes(data)
    (folder / "out").mkdir()
    found = unpack(path, folder / "out", name)
    assert found is not None
    return found


def names(found: Unpacked) -> list[str]:
    return [member.name for member in found.members]


def test_each_file_of_an_archive_is_one_and_litter_is_none(tmp_path: Path) -> None:
    members = {"KH.txt": b"mot", "2026/": b"", "2026/Phụ lục.txt": b"hai", "__MACOSX/._KH.txt": b"x", "~$KH.docx": b"x", "Thumbs.db": b"x"}
    found = unpacked(tmp_path, archive(members))
    assert names(found) == ["a.zip › KH.txt", "a.zip › 2026 › Phụ lục.txt"]  # noqa: RUF001
    assert [member.path.read_bytes() for member in found.members] == [b"mot", b"hai"]
    assert (found.is_read, found.refused) == (False, ())


@pytest.mark.parametrize("name", ["../../etc/x.txt", "/etc/x.txt", "C:\\Windows\\x.txt", "a/../x.txt", "./x.txt"])
def test_a_name_that_leads_elsewhere_writes_nothing_there(tmp_path: Path, name: str) -> None:
    found = unpacked(tmp_path, archive({name: b"mot"}))
    assert all(member.path.resolve().is_relative_to((tmp_path / "out").resolve()) for member in found.members)
    assert all(".." not in one and "/" not in one and one.endswith("x.txt") for one in names(found))


def test_two_files_of_one_name_have_two(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as target:
            target.writestr("a.txt", "1")
            target.writestr("a.txt", "2")
    assert len(set(names(unpacked(tmp_path, data.getvalue())))) == 2


@pytest.mark.parametrize(("name", "encoding"), [("Kế hoạch.txt", "utf-8"), ("Đê án.txt", "cp1258")])
def test_names_in_old_encodings_are_put_into_unicode(tmp_path: Path, name: str, encoding: str) -> None:
    stored = name.encode(encoding)
    plain = b"x" * (len(stored) - 4) + b".txt"
    assert names(unpacked(tmp_path, archive({plain.decode(): b"mot"}).replace(plain, stored))) == [f"a.zip › {name}"]  # noqa: RUF001


def test_what_is_in_what_is_in_it_is_found_to_a_depth(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"data", maintype="application", subtype="pdf", filename="phu-luc.pdf")
    data = archive({"thu.eml": made.as_bytes()})
    found = unpacked(tmp_path, archive({"trong.zip": data}))
    assert names(found) == ["a.zip › trong.zip › thu.eml", "a.zip › trong.zip › thu.eml › phu-luc.pdf"]  # noqa: RUF001


def test_a_trap_of_archives_in_archives_ends(tmp_path: Path) -> None:
    data = archive({"a.txt": b"mot"})
    for _ in range(6):
        data = archive({"b.zip": data})
    found = unpacked(tmp_path, data)
    assert names(found) == []
    assert "lies in 3 other files" in found.refused[0][1]


def test_limits_of_number_and_size_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members = {f"{number}.txt": b"x" * 900 for number in range(5)}
    monkeypatch.setattr(unpacking, "_MOST_MEMBERS", 2)
    found = unpacked(tmp_path, archive(members))
    assert (len(found.members), "more than may be unpacked" in found.refused[0][1]) == (2, True)
    work = unpacking._Unpacking(folder=tmp_path / "out" / "more", left=1000)
    work.folder.mkdir()
    work.take_out(tmp_path / "file", name="a.zip", kind="archive", depth=1)
    assert (len(work.members), len(work.refused)) == (1, 1)


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": b"mot", "b.txt": b"hai"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    found = unpacked(tmp_path, bytes(data))
    assert (len(found.members), "needs a password" in found.refused[0][1]) == (1, True)


def test_an_archive_without_documents_or_cut_off_is_refused(tmp_path: Path) -> None:
    assert "without documents" in unpacked(tmp_path, archive({"b/": b""})).refused[0][1]


def test_other_files_are_neither_archives_nor_messages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ghi chú: một hai ba", encoding="utf-8")
    assert unpack(tmp_path / "a.txt", tmp_path, "a.txt") is None


def test_a_long_name_is_shortened_and_keeps_its_suffix(tmp_path: Path) -> None:
    name = member_name(f"{'ô' * 200}.zip", [f"{'ệ' * 200}.docx"], taken=())
    assert len(name.encode()) <= 255
    assert name.endswith(".docx")
    (tmp_path / "a.zip").write_bytes(b"")
    assert file_of(tmp_path / member_name("a.zip", ["b.txt"], taken=())) == tmp_path / "a.zip"
