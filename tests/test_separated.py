"""Tables kept as text are read as those of a sheet, whatever parts their columns and however they are encoded."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import DamagedFile, EmptyFile
from ingest.read import read_document
from ingest.readers import separated

ROWS = (
    ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"),
    ("1", "Rà soát quỹ đất, nhà ở xã hội", "Sở Quy hoạch - Kiến trúc", "30/6/2026"),
    ("2", "Công khai giá thuê; giá bán", "Sở Tài chính", "15/12/2026"),
)


def written(path: Path, *, separator: str, encoding: str = "utf-8", first: str = "") -> Path:
    lines = [separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in ROWS]
    path.write_bytes(first.encode(encoding) + "\r\n".join(lines).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("suffix", "separator"), [(".csv", ","), (".csv", ";"), (".tsv", "\t"), (".csv", "|")])
def test_each_row_is_a_task_cell_for_cell(tmp_path: Path, suffix: str, separator: str, encoding: str) -> None:
    document = read_document(written(tmp_path / f"a{suffix}", separator=separator, encoding=encoding))
    assert [(task.task, task.lead, task.deadline) for task in document.tasks] == [row[1:] for row in ROWS[1:]]
    assert (document.media_type, document.notes) == ("text/csv", ())


def test_what_parts_the_columns_may_be_stated(tmp_path: Path) -> None:
    document = read_document(written(tmp_path / "a.csv", separator="#", first="sep=#\r\n"))
    assert len(document.tasks) == 2


def test_windows_1258_is_told_and_noted(tmp_path: Path) -> None:
    text = "TT;Nội dung;Kết quả\n1;Các sở và các huyện là đơn vị được giao;12\n2;Không có việc của các phường;3\n"
    data = b"".join(_in_1258(char) for char in text)
    (tmp_path / "a.csv").write_bytes(data)
    document = read_document(tmp_path / "a.csv")
    assert "Các sở và các huyện là đơn vị được giao | 12" in document.text
    assert "windows-1258" in document.notes[0]


def _in_1258(char: str) -> bytes:
    import unicodedata

    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    parts = unicodedata.normalize("NFD", char)
    base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in marks))
    return (base + "".join(part for part in parts if part in marks)).encode("cp1258")


def test_a_cell_of_several_lines_stays_one_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('TT,Việc,Hạn\n1,"Rà soát\nvà báo cáo",2026\n2,Tổng hợp,2027\n', encoding="utf-8")
    assert "1 | Rà soát và báo cáo | 2026" in read_document(tmp_path / "a.csv").text


def test_bad_tables_are_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(" ;;\n ; ;\n", encoding="utf-8")
    with pytest.raises(EmptyFile):
        read_document(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text("a,b\n1," + "x" * 500, encoding="utf-8")
    with pytest.raises(DamagedFile, match="save it as XLSX"):
        separated.read(tmp_path / "b.csv", max_characters=100)
