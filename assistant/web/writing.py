"""The answers that are being written: one at a time for each open page, until it is whole, stopped, or the page is closed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from vectorstore.retrieval import Language

PageId = str
"""What gradio calls a session: one open page. A reload makes a new one."""


@dataclass(slots=True)
class Writing:
    """An answer being written. `stopped` ends it with what is confirmed so far; `left` also keeps it from being shown, since its
    page shows something else by now. `language` is that of the page, which may be switched meanwhile."""

    language: Language
    _stopped: threading.Event = field(default_factory=threading.Event)
    _left: threading.Event = field(default_factory=threading.Event)

    @property
    def left(self) -> bool:
        """Whether the page has gone on to something else, or was closed."""
        return self._left.is_set()

    def stopped(self) -> bool:
        """Whether the writing is to end."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Ends the writing with what there is."""
        self._stopped.set()

    def leave(self) -> None:
        """Ends the writing, of which nothing more is shown."""
        self._left.set()
        self._stopped.set()


class Writings:
    """The answers being written, by open page. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._going: dict[PageId, Writing] = {}

    def begin(self, page: PageId, *, language: Language) -> Writing | None:
        """A new one for a page; None while one is being written for it."""
        with self._lock:
            if page in self._going:
                return None
            return self._going.setdefault(page, Writing(language=language))

    def end(self, page: PageId, writing: Writing) -> None:
        """Forgets one that is over; one that began since is left alone."""
        with self._lock:
            if self._going.get(page) is writing:
                del self._going[page]

    def stop(self, page: PageId) -> None:
        """Ends what is being written for a page; nothing happens where nothing is."""
        with self._lock:
            if going := self._going.get(page):
                going.stop()

    def leave(self, page: PageId) -> None:
        """The page shows something else from now on: what is being written for it ends unseen, and it may ask anew at once."""
        with self._lock:
            if going := self._going.pop(page, None):
                going.leave()

    def switch(self, page: PageId, *, language: Language) -> bool:
        """The page has another language from now on; whether anything is being written for it."""
        with self._lock:
            going = self._going.get(page)
            if going:
                going.language = language
            return going is not None
