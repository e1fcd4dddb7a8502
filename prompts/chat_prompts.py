"""The prompts for chat models, Vietnamese and English: one file each in `<language>/`, its placeholders checked when it is read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from prompts.templates import TemplateError, fields_of

if TYPE_CHECKING:  # takes a second to import, which no command without a chat model should wait for
    from langchain_core.prompts import ChatPromptTemplate

_FOLDER = Path(__file__).parent
PLACEHOLDERS = {
    "answer": frozenset({"passages", "question"}),
    "rewrite": frozenset({"turns", "question"}),
    "filters": frozenset({"documents", "question"}),
}
"""The prompts there are, and what stands in braces in each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatPrompt:
    """A prompt in one language. `version` rises with every change of its words, so that two runs can be told apart."""

    name: str
    language: str
    version: int
    template: ChatPromptTemplate


@cache
def chat_prompt(name: str, *, language: str) -> ChatPrompt:
    """The prompt of that name. Raises TemplateError, which names the file, where it cannot be read or its placeholders are not those
    of PLACEHOLDERS."""
    path = _FOLDER / language / f"{name}.toml"
    place = f"{language}/{name}.toml"
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        version, system, human = int(read["version"]), str(read["system"]), str(read["human"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise TemplateError(f"The prompt {place} cannot be read ({error}): it needs “version”, “system” and “human”.") from error
    try:
        found = fields_of(system) | fields_of(human)
    except ValueError as error:
        raise TemplateError(f"The prompt {place} has a lone brace ({error}): write {{{{ and }}}} for braces that are text.") from error
    if found != PLACEHOLDERS[name]:
        missing, unknown = PLACEHOLDERS[name] - found, found - PLACEHOLDERS[name]
        said = [f"lacks {', '.join(sorted(missing))}"] if missing else []
        said += [f"has {', '.join(sorted(unknown))}, which nothing fills in"] if unknown else []
        raise TemplateError(f"The prompt {place} {' and '.join(said)}.")
    from langchain_core.prompts import ChatPromptTemplate

    template = ChatPromptTemplate.from_messages([("system", system.strip()), ("human", human.strip())])
    return ChatPrompt(name=name, language=language, version=version, template=template)


def versions() -> dict[str, int]:
    """The version of every prompt by its file: {"vi/answer": 1, ...}."""
    return {f"{language}/{name}": chat_prompt(name, language=language).version for language in ("vi", "en") for name in PLACEHOLDERS}
