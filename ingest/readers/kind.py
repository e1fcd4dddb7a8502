"""What kind of file it is, by its content: names lie, and a folder of plans holds PDFs named .doc and web pages named .pdf."""

from __future__ import annotations

import mmap
import re
import zipfile
from enum import StrEnum
from pathlib import Path

from ingest.errors import DamagedFile, ProtectedFile, UnsupportedFile

_HEAD_BYTES = 8192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".markdown", ".htm", ".html", ".xhtml"})
_BINARY_SUFFIXES = frozenset({".pdf", ".docx", ".xlsx", ".pptx"})
_OFFICE_SUFFIXES = _BINARY_SUFFIXES | {".doc", ".xls", ".ppt", ".rtf", ".odt"}

# (where the mark starts, the mark, what the file is)
_OTHERS = (
    (0, b"{\\rtf", "an RTF document"),
    (0, b"\x89PNG", "an image"),
    (0, b"\xff\xd8\xff", "an image"),
    (0, b"GIF8", "an image"),
    (0, b"BM", "an image"),
    (0, b"II*\0", "an image"),
    (0, b"MM\0*", "an image"),
    (8, b"WEBP", "an image"),
    (4, b"ftyphei", "an image"),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive"),
    (0, b"Rar!", "an archive"),
    (0, b"\x1f\x8b", "an archive"),
    (0, b"SQLite format 3\0", "a database"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ", "a program"),
    (0, b"%!PS", "a PostScript file"),
    (0, b"ID3", "a recording"),
    (4, b"ftyp", "a recording"),
    (0, b"OggS", "a recording"),
    (0, b"RIFF", "a recording"),
)
_SAVE_AS = "open it in a word processor, save it as DOCX or PDF, and ingest that"
_ADVICE = {
    "an image": "run it through OCR software, save the result as PDF or DOCX, and ingest that",
    "an archive": "unpack it and ingest the documents that are in it",
    "a spreadsheet": "save it as PDF and ingest that",
    "a presentation": "save it as PDF and ingest that",
    "a Word document of the old kind (.doc)": _SAVE_AS,
    "an RTF document": _SAVE_AS,
    "an OpenDocument file": _SAVE_AS,
    "an old Office file": _SAVE_AS,
}
_NOT_A_DOCUMENT = "only PDF, DOCX, HTML, TXT and MD are read, so leave it out"


class FileKind(StrEnum):
    """A kind of file that is read; the value is its media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    TEXT = "text/plain"


SUFFIXES: dict[FileKind, frozenset[str]] = {
    FileKind.PDF: frozenset({".pdf"}),
    FileKind.DOCX: frozenset({".docx", ".docm", ".dotx"}),
    FileKind.HTML: frozenset({".htm", ".html", ".xhtml"}),
    FileKind.MARKDOWN: frozenset({".md", ".markdown"}),
    FileKind.TEXT: frozenset({"", ".txt", ".text"}),
}
"""The suffixes, in lower case, that files of each kind rightly have."""


def kind_of(path: Path) -> FileKind:
    """The kind of the file at `path`, by its first bytes. Raises UnsupportedFile, ProtectedFile or DamagedFile with advice."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        raise _refusal_of_ole(path)
    for start, mark, what in _OTHERS:
        if head.startswith(mark, start) and (b"\0" in head or not mark.isalnum()):
            raise _unsupported(path, what)
    return _kind_of_text(path, head=head)


def _kind_of_zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DamagedFile(f"{path.name} is cut off or broken: copy or download it again and ingest it again.") from error
    if "word/document.xml" in names:
        return FileKind.DOCX
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        raise _unsupported(path, "a spreadsheet")
    if "ppt/presentation.xml" in names:
        raise _unsupported(path, "a presentation")
    if "mimetype" in names and "content.xml" in names:
        raise _unsupported(path, "an OpenDocument file")
    if path.suffix.lower() in SUFFIXES[FileKind.DOCX] or "[Content_Types].xml" in names:
        raise DamagedFile(f"{path.name} is a broken Word file, its text is missing: take a fresh copy and ingest it again.")
    raise _unsupported(path, "an archive")


def _refusal_of_ole(path: Path) -> UnsupportedFile | ProtectedFile:
    """What to say of a file in Microsoft's old container: its directory names the streams in UTF-16."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:

        def holds(stream_name: str) -> bool:
            return data.find(stream_name.encode("utf-16-le")) >= 0

        if holds("EncryptedPackage"):
            return ProtectedFile(f"{path.name} needs a password: save a copy without the password and ingest that.")
        if holds("WordDocument"):
            return _unsupported(path, "a Word document of the old kind (.doc)")
        if holds("Workbook"):
            return _unsupported(path, "a spreadsheet")
        if holds("PowerPoint Document"):
            return _unsupported(path, "a presentation")
    return _unsupported(path, "an old Office file")


def _kind_of_text(path: Path, *, head: bytes) -> FileKind:
    suffix = path.suffix.lower()
    sample = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", errors="replace")
    is_html = re.search(r"<(!doctype html|html|head|body)\b", sample, re.IGNORECASE) is not None
    if b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff") and suffix in _OFFICE_SUFFIXES:
        raise _not_what_it_says(path, "something else")
    if suffix in _BINARY_SUFFIXES:
        raise _not_what_it_says(path, "a web page" if is_html else "text or rubbish")
    if re.match(r"(From:|MIME-Version:)", sample) and "multipart/related" in sample:
        raise UnsupportedFile(f"{path.name} is a web archive: save the page again as HTML and ingest that.")
    if is_html and suffix not in SUFFIXES[FileKind.MARKDOWN]:
        return FileKind.HTML
    if re.fullmatch(r"\.[a-z][a-z0-9]{0,4}", suffix) and suffix not in _TEXT_SUFFIXES | _OFFICE_SUFFIXES:
        raise UnsupportedFile(f"{path.name} is not a document ({suffix}): {_NOT_A_DOCUMENT}.")
    if suffix in SUFFIXES[FileKind.HTML] and re.search(r"</?(p|div|table|br|h[1-6]|span)\b[^>]*>", sample, re.IGNORECASE):
        return FileKind.HTML
    return FileKind.MARKDOWN if suffix in SUFFIXES[FileKind.MARKDOWN] else FileKind.TEXT


def _not_what_it_says(path: Path, found: str) -> DamagedFile:
    wanted = path.suffix.lower().lstrip(".").upper()
    return DamagedFile(
        f"{path.name} is no {wanted} file, its content is {found}: take a fresh copy, or give the file its right name, and ingest it again."
    )


def _unsupported(path: Path, what: str) -> UnsupportedFile:
    advice = _ADVICE.get(what) or (
        _SAVE_AS if "Word" in what or "Office" in what or "Document" in what or "RTF" in what else _NOT_A_DOCUMENT
    )
    return UnsupportedFile(f"{path.name} is {what}: {advice}.")
