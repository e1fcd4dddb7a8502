"""A chat model's reply piece by piece, which can be stopped at any moment and is given up when nothing comes in time."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.answering.answer import Note
from assistant.chat_model.connection import ChatModel
from assistant.chat_model.failures import FailureKind, failure_of

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

logger = logging.getLogger(__name__)

_LOOK = 0.1
"""Seconds between two looks at whether the reader has stopped it."""
LONGEST = 10
"""Times the timeout that a reply may take in all: a model that never ends is given up too."""
CHARACTERS_A_TOKEN = 8
"""At most: a server that does not keep to the greatest length of a reply is cut at this many characters a token of it."""

_REASONS = ("finish_reason", "done_reason", "stop_reason")
_CUT = ("length", "max_tokens", "MAX_TOKENS")
"""How providers say that a reply was cut at its greatest length."""
_NOTES: dict[FailureKind, Note] = {"slow": "model_slow", "away": "model_away"}


class GenerationStopped(Exception):  # noqa: N818 (says what happened)
    """A reply ended before its time; `note` says why, None where it only became longer than it may."""

    def __init__(self, note: Note | None) -> None:
        super().__init__(note)
        self.note = note


def pieces(chat: ChatModel, messages: Sequence[BaseMessage], *, stopped: Callable[[], bool] = lambda: False) -> Iterator[str]:
    """The text of the reply as it comes.

    The model is read in a thread of its own, since no provider's stream can be left while it waits for the next word; a thread left
    behind ends with the next word or with the provider's own timeout. Raises GenerationStopped where `stopped` turns true, where
    nothing comes for `chat.timeout` seconds, where the model cannot be reached or fails, and where the reply was cut at its greatest
    length, by its server or here.
    """
    came: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
    left = threading.Event()
    threading.Thread(target=_read, args=(chat, messages, came, left), name="chat-model", daemon=True).start()
    began = time.monotonic()
    try:
        while (piece := _next(came, until=time.monotonic() + chat.timeout, stopped=stopped)) is not None:
            if isinstance(piece, GenerationStopped):
                raise piece
            if isinstance(piece, BaseException):
                raise GenerationStopped(_note_of(piece, chat=chat)) from piece
            if time.monotonic() - began > LONGEST * chat.timeout:
                raise GenerationStopped("model_slow")
            yield piece
    finally:
        left.set()


def _read(
    chat: ChatModel, messages: Sequence[BaseMessage], came: queue.SimpleQueue[str | BaseException | None], left: threading.Event
) -> None:
    try:
        cut, room = False, chat.reply * CHARACTERS_A_TOKEN
        for chunk in chat.model.stream(list(messages)):
            if left.is_set():
                return
            if text := chunk.text:
                came.put(str(text)[:room])
                room -= len(text)
            if room < 0:
                logger.warning("the chat model's reply is longer than it may be")
                came.put(GenerationStopped(None))
                return
            cut = cut or any(chunk.response_metadata.get(name) in _CUT for name in _REASONS)
        came.put(GenerationStopped(None) if cut else None)
    except Exception as error:  # providers raise errors of their own kinds
        came.put(error)


def _next(came: queue.SimpleQueue[str | BaseException | None], *, until: float, stopped: Callable[[], bool]) -> str | BaseException | None:
    while True:
        if stopped():
            raise GenerationStopped("stopped")
        try:
            return came.get(timeout=_LOOK)
        except queue.Empty:
            if time.monotonic() > until:
                logger.warning("the chat model gave nothing in time")
                raise GenerationStopped("model_slow") from None


def _note_of(error: BaseException, *, chat: ChatModel) -> Note:
    failure = failure_of(error, chat=chat)
    logger.warning("the chat model failed (%s): %s", type(error).__name__, failure.sentence)
    return _NOTES.get(failure.kind, "model_failed")
