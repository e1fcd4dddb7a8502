"""The conversation of an open page, and how it is kept: the chat goes on where that is not possible."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace

from assistant.conversations.store import Conversation, ConversationId, Conversations, Owner
from assistant.errors import ConversationsUnusable, ConversationUnknown
from assistant.exchange import Exchange

logger = logging.getLogger(__name__)

_SHOWN = 50
"""Exchanges of a conversation that are shown, the last ones; all of them are kept and exported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What an open page shows of a conversation. `id` is "" before the first question, and where it is not `kept`; `missing` says that
    one was asked for which is not there."""

    id: ConversationId = ""
    exchanges: tuple[Exchange, ...] = ()
    kept: bool = True
    missing: bool = False


class Keeper:
    """Keeps conversations as they go on, whatever happens to the file that they are kept in. Turns are numbered by one at a time, so
    that two tabs with the same conversation never write over each other's."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._numbering = threading.Lock()

    def reopened(self, owner: Owner, conversation_id: ConversationId) -> Talk:
        """A conversation to go on with: an empty one for "", and where this owner has none of that id or it cannot be read."""
        try:
            return _talk(self._conversations.opened(owner, conversation_id)) if conversation_id else Talk()
        except (ConversationsUnusable, ConversationUnknown) as error:
            _log(error)
            return Talk(missing=True)

    def asked(self, owner: Owner, talk: Talk, one: Exchange) -> Talk:
        """The conversation as it is kept by now, perhaps gone on with in another tab, with `one` as its next turn; a new one where it
        was deleted."""
        with self._numbering:
            try:
                talk = self._current(owner, talk)
                exchanges = (*talk.exchanges, _next(one, talk))
                kept_as = talk.id or None
                for exchange in exchanges[-1:] if kept_as else exchanges:
                    kept_as = self._conversations.add(owner, kept_as, exchange)
                return Talk(id=kept_as or "", exchanges=exchanges[-_SHOWN:])
            except (ConversationsUnusable, ConversationUnknown) as error:
                _log(error)
                return Talk(exchanges=(*talk.exchanges, _next(one, talk))[-_SHOWN:], kept=False)

    def _current(self, owner: Owner, talk: Talk) -> Talk:
        try:
            return _talk(self._conversations.opened(owner, talk.id)) if talk.id else talk
        except ConversationUnknown:
            return Talk()

    def answered(self, owner: Owner, talk: Talk, one: Exchange) -> None:
        """Keeps what came of a question; nothing happens where its conversation was deleted meanwhile."""
        if not talk.id:
            return
        try:
            self._conversations.add(owner, talk.id, one)
        except (ConversationsUnusable, ConversationUnknown) as error:
            _log(error)


def _next(one: Exchange, talk: Talk) -> Exchange:
    return replace(one, turn=talk.exchanges[-1].turn + 1 if talk.exchanges else 1)


def _talk(conversation: Conversation) -> Talk:
    return Talk(id=conversation.entry.id, exchanges=conversation.exchanges[-_SHOWN:])


def _log(error: Exception) -> None:
    logger.warning("A conversation is not kept: %s", type(error).__name__)
