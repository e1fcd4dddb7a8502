"""What `assistant model` prints of the chat model that was tried."""

from __future__ import annotations

from assistant.chat_model.trial import Trial
from assistant.command_line.json_forms import JsonObject

NONE = """No chat model is configured: answers are the built-in ones, which quote the documents.
To attach one, set ASSISTANT_CHAT_MODEL, for a server of your own with ASSISTANT_CHAT_BASE_URL, and try it with “assistant model”:
  ASSISTANT_CHAT_MODEL=ollama:qwen3:8b
  ASSISTANT_CHAT_MODEL=openai:MODEL  ASSISTANT_CHAT_BASE_URL=http://127.0.0.1:8000/v1
docs/models.md says which extra each needs."""


def trial_text(trial: Trial) -> str:
    """A few lines, each with what was tried first."""
    lines = [f"Model     {trial.name}, {trial.context} tokens of context", f"Where     {trial.where or 'as its package has it'}"]
    if trial.loading is None:
        lines.append("Answers   no")
    else:
        lines.append(f"Answers   yes, the first word after {_seconds(trial.loading)}")
    if trial.first_word is not None:
        pace = f", then {trial.words_a_second:.1f} words a second" if trial.words_a_second else ""
        lines.append(f"Speed     a question with {trial.passages} short passages: the first word after {_seconds(trial.first_word)}{pace}")
    if trial.passages:
        lines.append(f"Cites     {_cites(trial)}")
    return "\n".join([*lines, *filter(None, (trial.problem,))])


def trial_object(trial: Trial) -> JsonObject:
    """The same as a JSON object; times in seconds."""
    return {
        "model": trial.name, "where": trial.where, "context": trial.context, "works": works(trial), "answered": trial.answered,
        "loading": _rounded(trial.loading), "first_word": _rounded(trial.first_word), "words_a_second": _rounded(trial.words_a_second),
        "passages": trial.passages, "cites": trial.cites, "held": trial.held, "dropped": trial.dropped, "problem": trial.problem or None,
    }  # fmt: skip


def works(trial: Trial) -> bool:
    """Whether questions can be put to it. One that does not cite works too: its sentences are dropped, and the built-in answer is shown."""
    return trial.answered and not trial.problem


def _cites(trial: Trial) -> str:
    if trial.cites:
        left = f", {trial.dropped} left out" if trial.dropped else ""
        return f"yes: {trial.held} of its sentences found in the passages{left}"
    return "no: none of its sentences was found in the passages. Questions will get the built-in answers; a larger model may cite."


def _seconds(value: float) -> str:
    return f"{value:.1f} s"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
