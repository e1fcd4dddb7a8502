"""Messages (EML) and web archives (MHT) to raw blocks: who wrote to whom, when and about what, then the text."""

from __future__ import annotations

import datetime
import email
import email.policy
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath

from ingest.errors import DamagedFile, EmptyFile, ProtectedFile
from ingest.readers.kind import FileKind
from ingest.readers.message_head import HEADERS, message_head, note_on_attachments
from ingest.readers.reading import Reading

_MOST_PARTS = 1000
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_TABLE = re.compile(rb"<t(?:able|r)\b", re.IGNORECASE)

KINDS = frozenset({FileKind.MAIL})
"""The kinds of files that are messages, with what is attached to them."""

ReadPart = Callable[[bytes, str], Reading]


def read(path: Path, *, read_part: ReadPart) -> Reading:
    """The blocks of a message: its headers, one a line, and its text; of a web archive, those of its page. `read_part` reads a part.

    What is attached is not read here (`attachments_of`). Raises EmptyFile, ProtectedFile, DamagedFile.
    """
    message = _parsed(path)
    if message.get_content_type() in _ENCRYPTED:
        raise ProtectedFile(f"{path.name} is encrypted: open it in the mail program, save its text and what is attached, and ingest these.")
    bodies = list(_bodies(message))
    body = _best(bodies)
    reading = read_part(*body) if body is not None else Reading(blocks=())
    if _is_web_archive(message):
        if not reading.blocks:
            raise EmptyFile(f"{path.name} holds no page: save the page again as HTML and ingest that.")
        return reading
    headers = {name: _header(message, name) for name in HEADERS}
    date = _date(message)
    blocks = (*message_head(headers, date=date), *reading.blocks)
    if not any(map(str.isalnum, "".join(block.text for block in blocks))):
        raise EmptyFile(f"{path.name} holds no message: save it from the mail program again and ingest that.")
    notes = (*reading.notes, *note_on_attachments([name for name, _ in attachments_of(path)]))
    return Reading(blocks=blocks, title=headers["Subject"], date=date.date() if date else None, notes=notes)


def attachments_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of what is attached to a message, pictures that stand in its text and signatures aside. Raises DamagedFile."""
    message = _parsed(path)
    if _is_web_archive(message):
        return
    bodies = {id(part) for part in _body_parts(message)}
    for number, part in enumerate(_parts(message), 1):
        kind = part.get_content_type()
        if (part.is_multipart() and kind != "message/rfc822") or id(part) in bodies or kind in _SIGNATURES:
            continue
        if part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment" and part.get("Content-ID"):
            continue
        name = _name_of(part) or f"{number}{'.eml' if kind == 'message/rfc822' else ''}"
        yield name, _inner_message(part) if kind == "message/rfc822" else _bytes_of(part)


def _parsed(path: Path) -> EmailMessage:
    try:
        with path.open("rb") as stream:
            message = email.message_from_binary_file(stream, policy=email.policy.default)
    except OSError:
        raise
    except Exception as error:  # the parser answers some malformed messages with errors of its own
        raise DamagedFile(f"{path.name} is a broken message: save it from the mail program again and ingest that.") from error
    assert isinstance(message, EmailMessage)
    return message


def _is_web_archive(message: EmailMessage) -> bool:
    return message.get_content_type() == "multipart/related" and message.get("To") is None and message.get("Received") is None


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts in order, those of attached messages aside."""
    waiting = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        yield part
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            waiting += [inner for inner in reversed(part.get_payload()) if isinstance(inner, EmailMessage)]  # type: ignore[arg-type]


def _body_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that say the message's text: plain, HTML, or both."""
    for part in _parts(message):
        if part.get_content_type() in ("text/plain", "text/html") and part.get_content_disposition() != "attachment" and not _name_of(part):
            yield part


def _bodies(message: EmailMessage) -> Iterator[tuple[bytes, str]]:
    for part in _body_parts(message):
        data, charset = _bytes_of(part), part.get_content_charset("utf-8")
        try:
            text = data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            yield data, f"text{'.html' if part.get_content_subtype() == 'html' else '.txt'}"  # told from the bytes
            continue
        yield text.encode("utf-8"), f"text{'.html' if part.get_content_subtype() == 'html' else '.txt'}"


def _best(bodies: list[tuple[bytes, str]]) -> tuple[bytes, str] | None:
    """The form of the text to read: HTML where it holds a table or nothing else does, else plain."""
    filled = [(data, name) for data, name in bodies if data.strip()]
    pages = [body for body in filled if body[1].endswith(".html")]
    plain = [body for body in filled if body not in pages]
    if pages and (not plain or any(_TABLE.search(data) for data, _ in pages)):
        return pages[0]
    return (b"\n\n".join(data for data, _ in plain), plain[0][1]) if plain else None


def _header(message: EmailMessage, name: str) -> str:
    """A header as text, "" where it is missing; one that the parser cannot make out as it stands."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:
        raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        return " ".join(str(raw).split())


def _date(message: EmailMessage) -> datetime.datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date"))
    except (TypeError, ValueError, IndexError):
        return None


def _name_of(part: EmailMessage) -> str:
    try:
        name = part.get_filename() or ""
    except Exception:
        name = ""
    return PurePosixPath(name.replace("\\", "/")).name


def _bytes_of(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _inner_message(part: EmailMessage) -> bytes:
    inner = part.get_payload()
    return inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage) else b""
