"""A view: one of the parts of the page that the bar at its top leads to, beside the chat."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from fastapi import FastAPI

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web.timed import MOST_WAITING, TooManyWaiting
from vectorstore.retrieval import Language

CHAT = "chat"
"""The name of the view that is always there, and that the page opens with."""
_NAME = re.compile(r"[a-z]+\Z")


class Waiting:
    """How many people wait for an answer in the chat. Work in the background lets them go first."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._count = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """One more waits until the block ends. Raises TooManyWaiting where MOST_WAITING do."""
        with self._free:
            if self._count >= MOST_WAITING:
                raise TooManyWaiting(f"{self._count} people wait for an answer: try again in a moment.")
            self._count += 1
        try:
            yield
        finally:
            with self._free:
                self._count -= 1
                self._free.notify_all()

    def until_nobody(self, *, seconds: float) -> bool:
        """Returns when nobody waits, at the latest after `seconds`; whether nobody does."""
        with self._free:
            return self._free.wait_for(lambda: self._count == 0, timeout=seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What a view is built over: the assistant that the page asks, the settings of the program, and who waits for an answer."""

    assistant: Assistant
    settings: Settings
    waiting: Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A part of the page. `name`, small letters, names it in the address (`?view=name`); `label` and `skip` are its link in the bar, none
    where it is "", and the link that skips to its first control. `html` stands in the page from the start; `script` tells
    `planPage.addView` how it is filled (see `views.js`), from routes that `add_to` gives the app. `largest_bodies` gives the bytes that a
    body may have at addresses which take files. `close` ends what it does in the background.

    An installed package offers more of them as functions `(Site) -> View` under the entry point group of `installed_views`.
    """

    name: str
    label: Mapping[Language, str]
    skip: Mapping[Language, str]
    html: str
    css: str
    script: str
    add_to: Callable[[FastAPI], None]
    largest_bodies: Mapping[str, int] = field(default_factory=dict)
    close: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        if not _NAME.match(self.name) or self.name == CHAT:
            raise ValueError(f"A view cannot be named {self.name!r}: use small letters, and not “{CHAT}”.")


MakeView = Callable[[Site], View]
