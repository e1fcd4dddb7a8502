"""What kind of file it is, by its content: names lie, and a folder of plans holds PDFs named .doc and web pages named .pdf."""

from __future__ import annotations

import mmap
import re
import zipfile
from enum import StrEnum
from pathlib import Path

from ingest.errors import DamagedFile, FileTooLarge, ProtectedFile, UnreadableFile, UnsupportedFile

_HEAD_BYTES = 8192
_UNPACKED_BYTES = 512 * 2**20
_MARKUP_BYTES = 48 * 2**20
_MOST_MEMBERS = 20_000
"""Of files that are ZIP archives: pictures and all, markup alone, and members. The largest of the corpus unpacks to 9 MB in 60 members."""
_MANIFEST_BYTES = 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_SUFFIXES = frozenset(
    {"", ".txt", ".text", ".md", ".markdown", ".htm", ".html", ".xhtml", ".csv", ".tsv", ".tab", ".eml", ".mht", ".mhtml"}
)
_BINARY_SUFFIXES = frozenset(
    {".pdf", ".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xltm", ".pptx", ".pptm", ".ppsx", ".potx", ".odt", ".ods"}
)
_OFFICE_SUFFIXES = _BINARY_SUFFIXES | {".doc", ".xls", ".ppt", ".msg", ".rtf"}

# (where the mark starts, the mark, what the file is)
_OTHERS = (
    (0, b"GIF8", "a picture of a kind that is not read"),
    (0, b"BM", "a picture of a kind that is not read"),
    (8, b"WEBP", "a picture of a kind that is not read"),
    (4, b"ftyphei", "a picture of a kind that is not read"),
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
    "a picture of a kind that is not read": "save it as PNG, JPG or PDF and ingest that",
    "an archive": "unpack it and ingest the documents that are in it",
    "a binary spreadsheet (.xlsb)": "save it as XLSX and ingest that",
    "a presentation of the old kind (.ppt)": "open it, save it as PPTX or PDF, and ingest that",
    "a message of Outlook (.msg)": "open it in the mail program, save it as EML, and ingest that",
    "an OpenDocument file of a kind that is not read": _SAVE_AS,
    "an old Office file": _SAVE_AS,
}
_NOT_A_DOCUMENT = (
    "only PDF, DOCX, DOC, XLSX, XLS, CSV, PPTX, ODT, ODS, RTF, HTML, TXT, MD, EML, ZIP and scans in PNG, JPG or TIFF are read, "
    "so leave it out"
)


class FileKind(StrEnum):
    """A kind of file that is read; the value is its media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    DOC = "application/msword"
    ODT = "application/vnd.oasis.opendocument.text"
    RTF = "application/rtf"
    XLS = "application/vnd.ms-excel"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    MAIL = "message/rfc822"
    CSV = "text/csv"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    TEXT = "text/plain"


SUFFIXES: dict[FileKind, frozenset[str]] = {
    FileKind.PDF: frozenset({".pdf"}),
    FileKind.DOCX: frozenset({".docx", ".docm", ".dotx", ".dotm"}),
    FileKind.XLSX: frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"}),
    FileKind.PPTX: frozenset({".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"}),
    FileKind.DOC: frozenset({".doc", ".dot"}),
    FileKind.ODT: frozenset({".odt", ".ott"}),
    FileKind.RTF: frozenset({".rtf"}),
    FileKind.XLS: frozenset({".xls", ".xlt"}),
    FileKind.ODS: frozenset({".ods", ".ots"}),
    FileKind.PNG: frozenset({".png"}),
    FileKind.JPEG: frozenset({".jpg", ".jpeg", ".jpe"}),
    FileKind.TIFF: frozenset({".tif", ".tiff"}),
    FileKind.MAIL: frozenset({".eml", ".mht", ".mhtml"}),
    FileKind.CSV: frozenset({".csv", ".tsv", ".tab"}),
    FileKind.HTML: frozenset({".htm", ".html", ".xhtml"}),
    FileKind.MARKDOWN: frozenset({".md", ".markdown"}),
    FileKind.TEXT: frozenset({"", ".txt", ".text"}),
}
"""The suffixes, in lower case, that files of each kind rightly have."""
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_PARTS = {
    FileKind.DOCX: re.compile(
        rb"wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.(?:document|template)\.macroEnabled\w*+\.main\+xml"
    ),
    FileKind.XLSX: re.compile(rb"spreadsheetml\.(?:sheet|template)\.main\+xml|ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml"),
    FileKind.PPTX: re.compile(
        rb"presentationml\.(?:presentation|slideshow|template)\.main\+xml|ms-powerpoint\.(?:presentation|slideshow|template)\.macroEnabled\.main\+xml"
    ),
}
"""The content types of main parts: with and without macros, templates and documents."""
_HEADER_LINES = 200
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}(?=:)")
_MESSAGE_HEADERS = frozenset({"from", "sender", "return-path", "received", "mime-version", "delivered-to"})
_MAIL_HEADERS = frozenset({"to", "subject", "date", "message-id", "content-type", "cc", "bcc"})
_MACHINE_HEADERS = frozenset({"mime-version", "message-id", "received", "return-path", "content-type"})
"""Names of headers: a text with the first two may be a letter typed by a person, who writes none of the third."""
PICTURES = (FileKind.PNG, FileKind.JPEG, FileKind.TIFF)
_PICTURE_MARKS = (
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"II*\0", FileKind.TIFF),
    (b"MM\0*", FileKind.TIFF),
)


def is_paged(path: Path) -> bool:
    """Whether the file at `path` is a PDF or a picture, by its first bytes."""
    with path.open("rb") as stream:
        head = stream.read(1024)
    return b"%PDF-" in head or any(head.startswith(mark) for mark, _ in _PICTURE_MARKS)


def kind_of(path: Path) -> FileKind:
    """The kind of the file at `path`, by its first bytes. Raises UnsupportedFile, ProtectedFile or DamagedFile with advice."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        if (kind := _kind_of_zip(path)) is None:
            raise _unsupported(path, "an archive")
        return kind
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    if head.startswith(b"{\\rtf"):
        return FileKind.RTF
    for mark, kind in _PICTURE_MARKS:
        if head.startswith(mark):
            return kind
    for start, mark, what in _OTHERS:
        if head.startswith(mark, start) and (b"\0" in head or not mark.isalnum()):
            raise _unsupported(path, what)
    return _kind_of_text(path, head=head)


def is_archive(path: Path) -> bool:
    """Whether the file at `path` is a ZIP archive of other files, whole and of a size that one may unpack."""
    with path.open("rb") as stream:
        head = stream.read(4)
    try:
        return head in (b"PK\x03\x04", b"PK\x05\x06") and _kind_of_zip(path) is None
    except UnreadableFile:
        return False


def _kind_of_zip(path: Path) -> FileKind | None:
    """The kind of an Office file; None for an archive of any other files."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            _refuse_bomb(archive, path=path)
            open_document = _open_document(archive, path=path) if {"mimetype", "content.xml"} <= names else None
            stated = _main_kind(archive) if _CONTENT_TYPES in names else None
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DamagedFile(f"{path.name} is cut off or broken: copy or download it again and ingest it again.") from error
    if "word/document.xml" in names or stated is FileKind.DOCX:
        return FileKind.DOCX
    if "xl/workbook.xml" in names or stated is FileKind.XLSX:
        return FileKind.XLSX
    if open_document is not None:
        return open_document
    if "xl/workbook.bin" in names:
        raise _unsupported(path, "a binary spreadsheet (.xlsb)")
    if "ppt/presentation.xml" in names or stated is FileKind.PPTX:
        return FileKind.PPTX
    if path.suffix.lower() in SUFFIXES[FileKind.XLSX] or any(name.startswith("xl/") for name in names):
        raise DamagedFile(f"{path.name} is a broken workbook, its sheets are missing: take a fresh copy and ingest it again.")
    if path.suffix.lower() in SUFFIXES[FileKind.DOCX] or "[Content_Types].xml" in names:
        raise DamagedFile(f"{path.name} is a broken Word file, its text is missing: take a fresh copy and ingest it again.")
    return None


def _main_kind(archive: zipfile.ZipFile) -> FileKind | None:
    """The kind that a file of Office states; its main part need not have the usual name."""
    with archive.open(_CONTENT_TYPES) as member:
        stated = member.read(_MANIFEST_BYTES)
    return next((kind for kind, mark in _MAIN_PARTS.items() if mark.search(stated)), None)


def _refuse_bomb(archive: zipfile.ZipFile, *, path: Path) -> None:
    """Refuse a file that unpacks to far more than it is. What a member states is all that is ever read of it."""
    members = archive.infolist()
    markup = sum(member.file_size for member in members if member.filename.lower().endswith((".xml", ".rels")))
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _UNPACKED_BYTES or markup > _MARKUP_BYTES:
        raise FileTooLarge(f"{path.name} unpacks to more than one document may hold: split it into several files and ingest those.")


def _open_document(archive: zipfile.ZipFile, *, path: Path) -> FileKind:
    """The kind of an OpenDocument file, by the media type that it states. Raises ProtectedFile or UnsupportedFile."""
    with archive.open("mimetype") as member:
        stated = member.read(200).decode("ascii", errors="replace").strip()
    if "META-INF/manifest.xml" in archive.namelist():
        with archive.open("META-INF/manifest.xml") as member:
            if b"encryption-data" in member.read(_MANIFEST_BYTES):
                raise _protected(path)
    for kind in (FileKind.ODT, FileKind.ODS):
        if stated in (kind.value, f"{kind.value}-template"):
            return kind
    raise _unsupported(path, "an OpenDocument file of a kind that is not read")


_WORD_MARKS = (b"\xec\xa5", b"\xdc\xa5")
"""How a Word document's main stream begins (Word 97 and later, Word 6 and 95); bit 8 of the word at 10 says encrypted ([MS-DOC] 2.5.2)."""
_EXCEL_MARK = b"\x09\x08\x10\x00\x00\x06\x05\x00"
"""How the stream of a workbook begins; an encrypted one has the record FilePass (0x2F) behind this first one of 20 bytes ([MS-XLS])."""
_SECTOR = 512


def _kind_of_ole(path: Path) -> FileKind:
    """What a file in Microsoft's old container is: its directory names the streams in UTF-16."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:

        def holds(stream_name: str) -> bool:
            return data.find(stream_name.encode("utf-16-le")) >= 0

        if holds("EncryptedPackage"):
            raise _protected(path)
        if holds("WordDocument"):
            start = next((at for at in range(_SECTOR, len(data), _SECTOR) if data[at : at + 2] in _WORD_MARKS), None)
            if start is not None and data[start + 11 : start + 12] and data[start + 11] & 1:
                raise _protected(path)
            return FileKind.DOC
        if holds("Workbook"):
            start = data.find(_EXCEL_MARK)
            if start >= 0 and data[start + 20 : start + 22] == b"\x2f\x00":
                raise _protected(path)
            return FileKind.XLS
        if holds("PowerPoint Document"):
            raise _unsupported(path, "a presentation of the old kind (.ppt)")
        if holds("__properties_version1.0"):
            raise _unsupported(path, "a message of Outlook (.msg)")
        directory = int.from_bytes(data[48:52], "little")
        if len(data) < (directory + 2) * _SECTOR or path.suffix.lower() in SUFFIXES[FileKind.DOC] | SUFFIXES[FileKind.XLS]:
            raise DamagedFile(f"{path.name} is cut off or broken: copy or download it again and ingest it again.")
    raise _unsupported(path, "an old Office file")


def _protected(path: Path) -> ProtectedFile:
    return ProtectedFile(f"{path.name} needs a password: save a copy without the password and ingest that.")


def _kind_of_text(path: Path, *, head: bytes) -> FileKind:
    suffix = path.suffix.lower()
    sample = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", errors="replace")
    is_html = re.search(r"<(!doctype html|html|head|body)\b", sample, re.IGNORECASE) is not None
    if b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff") and suffix in _OFFICE_SUFFIXES:
        raise _not_what_it_says(path, "something else")
    if suffix in _BINARY_SUFFIXES:
        raise _not_what_it_says(path, "a web page" if is_html else "text or rubbish")
    if _is_message(sample, named=suffix in SUFFIXES[FileKind.MAIL]):
        return FileKind.MAIL
    if is_html and suffix not in SUFFIXES[FileKind.MARKDOWN]:
        return FileKind.HTML
    if "mso-application" in sample or "schemas.microsoft.com/office/2006/xmlPackage" in sample:
        raise UnsupportedFile(f"{path.name} is an Office file kept as XML: open it, save it as DOCX or XLSX, and ingest that.")
    if re.fullmatch(r"\.[a-z][a-z0-9]{0,4}", suffix) and suffix not in _TEXT_SUFFIXES | _OFFICE_SUFFIXES:
        raise UnsupportedFile(f"{path.name} is not a document ({suffix}): {_NOT_A_DOCUMENT}.")
    if suffix in SUFFIXES[FileKind.HTML] and re.search(r"</?(p|div|table|br|h[1-6]|span)\b[^>]*>", sample, re.IGNORECASE):
        return FileKind.HTML
    return next((kind for kind in (FileKind.MARKDOWN, FileKind.CSV) if suffix in SUFFIXES[kind]), FileKind.TEXT)


def _is_message(sample: str, *, named: bool) -> bool:
    """Whether a text begins with the headers of a message or of a web archive; of one `named` so, two are enough."""
    lines = sample.lstrip("\ufeff\xef\xbb\xbf\r\n").split("\n")[:_HEADER_LINES]
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    names = {found[0].lower() for line in lines[:end] if (found := _HEADER.match(line))}
    whole = all(_HEADER.match(line) or line[:1].isspace() or line.startswith("From ") for line in lines[:end])
    enough = bool(names & _MESSAGE_HEADERS) and bool(names & _MAIL_HEADERS)
    return enough and (named or (whole and bool(names & _MACHINE_HEADERS)))


def _not_what_it_says(path: Path, found: str) -> DamagedFile:
    wanted = path.suffix.lower().lstrip(".").upper()
    return DamagedFile(
        f"{path.name} is no {wanted} file, its content is {found}: take a fresh copy, or give the file its right name, and ingest it again."
    )


def _unsupported(path: Path, what: str) -> UnsupportedFile:
    return UnsupportedFile(f"{path.name} is {what}: {_ADVICE.get(what, _NOT_A_DOCUMENT)}.")
