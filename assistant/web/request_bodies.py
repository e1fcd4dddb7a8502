"""What is sent along with a request, read before anybody looks at it: up to a limit, and for so long."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import Message, Receive

from assistant.web.refusals import Reason

LARGEST_BODY = 2**20
"""Bytes of a body, where no view says otherwise: a question and its conversation have a few thousand."""
_PAUSE = 20.0
"""Seconds without a byte after which a body is given up."""
_SECONDS = 30.0
_SLOWEST = 100_000
"""Bytes a second: a larger body has as much longer as it takes at this rate."""
_LARGE_AT_ONCE = 2
"""Bodies over `LARGEST_BODY` that are held at the same time."""


class BodyRefused(Exception):  # noqa: N818 (says what happened)
    """A body that is too large, too slow, or one too many. `limit` is in bytes."""

    def __init__(self, reason: Reason, *, limit: int) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.limit = limit


class Bodies:
    """Reads the bodies of requests. `larger` gives the limits, in bytes, of addresses that take more than `LARGEST_BODY`."""

    def __init__(self, *, larger: Mapping[str, int]) -> None:
        self._larger = larger
        self._large = 0

    def is_large(self, path: str) -> bool:
        """Whether the address takes large bodies, of which few are taken at once."""
        return path in self._larger

    def begin(self, path: str) -> None:
        """Takes a place for a large body, until `end`. Raises BodyRefused where none is left."""
        if self._large >= _LARGE_AT_ONCE:
            raise BodyRefused("busy", limit=self._larger[path])
        self._large += 1

    def end(self) -> None:
        """Gives a place back."""
        self._large -= 1

    async def read(self, path: str, *, headers: Headers, receive: Receive) -> bytes | None:
        """The whole body; None where the browser has gone. Raises BodyRefused before more than the limit is held."""
        limit = self._larger.get(path, LARGEST_BODY)
        stated = headers.get("content-length", "")
        if stated.isascii() and stated.isdigit() and (len(stated) > 18 or int(stated) > limit):
            raise BodyRefused("too_large", limit=limit)
        body = bytearray()
        try:
            async with asyncio.timeout(_SECONDS + limit / _SLOWEST):
                while True:
                    message = await asyncio.wait_for(receive(), timeout=_PAUSE)
                    if message["type"] == "http.disconnect":
                        return None
                    body += message.get("body", b"")
                    if len(body) > limit:
                        raise BodyRefused("too_large", limit=limit)
                    if not message.get("more_body"):
                        return bytes(body)
        except TimeoutError:
            raise BodyRefused("too_slow", limit=limit) from None


def replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body at once, and after it whatever comes next."""
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return first.pop() if first else await receive()

    return again
