"""Grades by another model through deepeval: the only place where it is used, and where it is kept from calling home.

deepeval tells its makers what is run, looks for keys in `.env` files, offers to log in and leaves folders behind. Here it does none of
these: everything goes to the configured chat model and nowhere else.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from langchain_core.messages import HumanMessage

from assistant.chat_model.connection import ChatModel
from assistant.chat_model.streaming import GenerationStopped, pieces

if TYPE_CHECKING:
    from deepeval.metrics import BaseMetric

_SILENT = {
    "DEEPEVAL_TELEMETRY_OPT_OUT": "1",
    "DEEPEVAL_DISABLE_DOTENV": "1",
    "DEEPEVAL_DISABLE_LEGACY_KEYFILE": "1",
    "DEEPEVAL_UPDATE_WARNING_OPT_IN": "0",
    "CONFIDENT_TRACING_ENABLED": "NO",
}
_KEYS = ("CONFIDENT_API_KEY", "CONFIDENT_BASE_URL", "DEEPEVAL_RESULTS_FOLDER")
_FOLDERS = ("DEEPEVAL_HOME", "DEEPEVAL_CACHE_FOLDER")


class NotInstalledError(Exception):
    """deepeval is not installed; the message says how to."""


class UngradableError(Exception):
    """An answer could not be graded; the message says why in a few words."""


def installed_version() -> str:
    """The version of deepeval. Raises NotInstalledError."""
    try:
        return version("deepeval")
    except PackageNotFoundError as error:
        raise NotInstalledError(
            "Grading needs deepeval, which is not installed: install the extra “grading”, into an environment of its own "
            "(docs/evaluating.md)."
        ) from error


class Grader:
    """Grades answers with a chat model."""

    def __init__(self, chat: ChatModel) -> None:
        """Raises NotInstalledError."""
        self.name = f"{chat.name} (deepeval {installed_version()})"
        self._metrics = _metrics(chat)

    def grade(self, measure: str, *, question: str, answer: str, context: Sequence[str]) -> float:
        """A grade from 0 to 1: of "faithfulness", how much of the answer the context does not contradict; of "relevance", how much of it
        is about the question. Raises UngradableError where the model fails, is slow, or does not answer in the form that is asked for."""
        from deepeval.test_case import LLMTestCase

        metric = self._metrics[measure]()
        case = LLMTestCase(input=question, actual_output=answer, retrieval_context=list(context))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # deepeval's own, about event loops and the like
                value = metric.measure(case, _show_indicator=False)
        except GenerationStopped as stopped:
            raise UngradableError(stopped.note or "reply_cut") from stopped
        except Exception as error:  # what comes of a reply in another form: errors of JSON, of keys, of pydantic, of types
            raise UngradableError(f"unreadable ({type(error).__name__})") from error
        if value is None or not 0 <= value <= 1:
            raise UngradableError("unreadable (no grade)")
        return float(value)


def _metrics(chat: ChatModel) -> Mapping[str, Callable[[], BaseMetric]]:
    _silence()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from deepeval.metrics import AnswerRelevancyMetric, FaithfulnessMetric
        from deepeval.models import DeepEvalBaseLLM

    class Asked(DeepEvalBaseLLM):  # type: ignore[misc]
        """The chat model in the form that deepeval takes."""

        def load_model(self) -> ChatModel:
            return chat

        def get_model_name(self) -> str:
            return chat.name

        def generate(self, prompt: str) -> str:
            return "".join(pieces(chat, [HumanMessage(prompt)]))

        async def a_generate(self, prompt: str) -> str:
            return self.generate(prompt)

    asked = Asked()
    return {
        "faithfulness": lambda: FaithfulnessMetric(model=asked, async_mode=False, include_reason=False),
        "relevance": lambda: AnswerRelevancyMetric(model=asked, async_mode=False, include_reason=False),
    }


def _silence() -> None:
    """Before deepeval is imported, as it reads these then."""
    os.environ.update(_SILENT)
    for name in _KEYS:
        os.environ.pop(name, None)
    folder = os.path.join(tempfile.gettempdir(), "plan-assistant-grading")  # noqa: PTH118 (a variable's value); made only if written to
    os.environ.update(dict.fromkeys(_FOLDERS, folder))
