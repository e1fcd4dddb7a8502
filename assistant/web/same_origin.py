"""Whether a request comes from this very page: the page has no log-in, so any site a browser visits could otherwise send it orders."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request


def same_origin(request: Request) -> bool:
    """Whether the browser says that the request was made by a page of this address.

    Browsers send `Sec-Fetch-Site` to addresses that they trust, this machine among them, and `Origin` with every POST. Neither can be
    set by a script (Fetch standard, forbidden request headers); a request with neither is refused.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host", "")
