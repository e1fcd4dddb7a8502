"""Chat models that say what a test tells them to, piece by piece, and keep what they were asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from assistant.chat_model.connection import ChatModel

Piece = str | Exception | threading.Event
"""Text to send, an error to fail with, or something to wait for."""


CUT = "[the reply is cut at its greatest length]"


class ScriptedModel(BaseChatModel):
    """Gives one script after the other, a script for each call; the last again and again."""

    scripts: list[Any]
    asked: list[list[BaseMessage]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _stream(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        script: Sequence[Piece] = self.scripts[min(len(self.asked), len(self.scripts) - 1)]
        self.asked.append(messages)
        for piece in script:
            if isinstance(piece, threading.Event):
                piece.wait(30)
            elif isinstance(piece, Exception):
                raise piece
            elif piece is CUT:
                yield ChatGenerationChunk(message=AIMessageChunk(content="", response_metadata={"finish_reason": "length"}))
            else:
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any
    ) -> ChatResult:
        said = "".join(str(chunk.message.content) for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=said))])

    def prompt(self, call: int = -1) -> str:
        """All that was said in one call."""
        return "\n".join(str(message.content) for message in self.asked[call])


def scripted(*scripts: Sequence[Piece] | str, timeout: float = 30, context: int = 8192) -> tuple[ChatModel, ScriptedModel]:
    """A configured model with these replies, and the model itself to look at afterwards."""
    model = ScriptedModel(scripts=[[script] if isinstance(script, str) else list(script) for script in scripts])
    return ChatModel(model=model, name="scripted:test", timeout=timeout, context=context), model
