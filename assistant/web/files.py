"""The files that were ingested, served as they are: looked at by the reader, never run in the page's origin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePath
from urllib.parse import quote

from fastapi import FastAPI
from starlette.responses import FileResponse, PlainTextResponse, Response

from assistant.web.refusals import sentences
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord

SOURCES = "/source/"
_ID = re.compile(r"[0-9a-f]{16}\Z")
_SHOWN: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
"""What a browser shows. Everything else is downloaded: an HTML file shown from here would be a page of this address."""
_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def opens_in_browser(name: str) -> bool:
    """Whether a file of this name is shown by the browser; otherwise it is downloaded."""
    return PurePath(name).suffix.lower() in _SHOWN


def opens_at_page(name: str) -> bool:
    """Whether the browser can open a file of this name at a page."""
    return PurePath(name).suffix.lower() == ".pdf"


def original_address(document: DocumentRecord, *, page: int | None = None) -> str:
    """The address of the original on this server: relative, with `#page=` for a PDF."""
    at_page = f"#page={page}" if page is not None and opens_at_page(document.name) else ""
    return f"{SOURCES.lstrip('/')}{quote(document.id, safe='')}{at_page}"


def add_originals(app: FastAPI, index: Index) -> None:
    """Gives the app the route `/source/<document id>`: only documents that the index holds, whatever the address says."""

    @app.get(f"{SOURCES}{{document_id}}", include_in_schema=False)
    def original(document_id: str) -> Response:
        record = next((one for one in index.documents() if one.id == document_id), None) if _ID.match(document_id) else None
        path = index.original(record.id) if record else None
        if record is None or path is None or not path.is_file():
            return PlainTextResponse(" / ".join(sentences("no_document").values()), status_code=404)
        return _file(path, name=record.name)


def _file(path: Path, *, name: str) -> Response:
    suffix = PurePath(name).suffix.lower()
    # A sandbox without permissions: no scripts, no forms, an origin of its own. The PDF viewer does not work in one, and needs none.
    policy = (
        {"Content-Security-Policy": "frame-ancestors 'self'"}
        if suffix == ".pdf"
        else {"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'self'"}
    )
    return FileResponse(
        path,
        media_type=_SHOWN.get(suffix, "application/octet-stream"),
        filename=name,
        content_disposition_type="inline" if suffix in _SHOWN else "attachment",
        headers={**_HEADERS, **policy},
    )
