"""The one place where the environment is read."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import SettingsError
from assistant.settings_file import VARIABLE, SettingsFile, settings_file
from ingest.text.visible_text import visible_line, visible_name

_PREFIX = "ASSISTANT_"
_CHAT = ("chat_model", "chat_base_url", "chat_key")
"""Settings that belong together: a key goes to the address that stands beside it, and nowhere else."""
_HOST_NAME = re.compile(r"[A-Za-z0-9_.:\[\]-]{1,253}\Z")


class Settings(BaseSettings):
    """Settings, from variables named ASSISTANT_<NAME>; `load_settings` also reads the file `assistant.env`.

    The defaults work on a laptop: data in `.assistant`, the embedding model that comes with the installation, 127.0.0.1:7860.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="forbid")

    home: Path = Path(".assistant")
    """Folder of the index; ASSISTANT_HOME."""
    embedding_model: str | None = None
    """Name or folder of another sentence-transformers model; ASSISTANT_EMBEDDING_MODEL. None: the one installed with the program."""
    threads: int | None = Field(default=None, ge=1, le=1024)
    """Threads of the embedding model; None leaves the choice to torch."""
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)
    web_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Further names that the page is reached by, separated by commas: "plans.example, plans"; ASSISTANT_WEB_HOSTS. Those of this machine
    and the address listened on are known."""
    passages: int = Field(default=10, ge=1, le=100)
    """How many passages are retrieved for an answer."""
    answer_seconds: float = Field(default=60, gt=0, le=3600)
    """Seconds after which a question in the chat is given up, so that it holds up no other."""
    question_log: bool = True
    """Whether questions asked in the chat are kept, without who asked, for evaluators; ASSISTANT_QUESTION_LOG=off."""
    chat_model: str | None = None
    """Chat model, `provider:name`: "ollama:qwen3:8b", "openai:gpt-4.1-mini"; ASSISTANT_CHAT_MODEL. None: the built-in answers."""
    chat_base_url: str | None = None
    """Address of the model's server; None: the provider's own, for Ollama this machine."""
    chat_key: SecretStr | None = None
    """Key of the model's server. Never shown, logged or written."""
    chat_timeout: float = Field(default=60, gt=0, le=3600)
    """Seconds without a word from the chat model, after which the built-in answer is given."""
    chat_temperature: float = Field(default=0, ge=0, le=2)
    """0: the likeliest words, so that one question has one answer."""
    chat_context: int = Field(default=8192, ge=2048, le=10_000_000)
    """Tokens of the chat model's context, prompt and reply together."""

    @field_validator("chat_model", "chat_base_url", "chat_key", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        """A line left empty in the file, `ASSISTANT_CHAT_KEY=`, sets nothing."""
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("web_hosts", mode="before")
    @classmethod
    def _separated_by_commas(cls, value: object) -> object:
        """The names in a text. Raises ValueError where one is none, such as an address with http://."""
        names = tuple(name.strip() for name in value.split(",") if name.strip()) if isinstance(value, str) else value
        if isinstance(names, tuple) and not all(isinstance(name, str) and _HOST_NAME.match(name) for name in names):
            raise ValueError("give names of hosts alone, without http:// and path, separated by commas")
        return names

    @property
    def model_cache(self) -> Path:
        """Folder of the unpacked embedding model."""
        return self.home / "models"


def load_settings() -> Settings:
    """The settings, from variables and from the file `assistant.env` (see `assistant.settings_file`); a variable wins. The chat model, its
    address and its key come from one of the two together.

    A file that is there and may not be used is told of on stderr. Raises SettingsError, one sentence naming the variable, where one is
    unknown or ill-typed, or where the chat model's are split.
    """
    environment = {name.upper(): value for name, value in os.environ.items() if name.upper().startswith(_PREFIX)}
    _check_names(environment, also=VARIABLE)
    home = environment.get(f"{_PREFIX}HOME") or Settings.model_fields["home"].default
    file = settings_file(environment, home=Path(home))
    for sentence in file.passed_over:
        print(sentence, file=sys.stderr)
    _check_names(file.values, where=file.path)
    try:
        return Settings(**_from_file(file, environment=environment))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper().removeprefix(_PREFIX) if first["loc"] else "?"
        raise SettingsError(f"The setting {_PREFIX}{name} cannot be used ({first['msg'].lower()}): correct it, or remove it.") from error


def _check_names(values: Mapping[str, str], *, also: str = "", where: Path | None = None) -> None:
    names = {_variable(field) for field in Settings.model_fields}
    for name in values:
        if name not in names and name != also:
            shown = visible_line(name, limit=100) + (f" in {visible_name(str(where))}" if where else "")
            raise SettingsError(f"The setting {shown} is not known: remove it, or use one of {', '.join(sorted(names))}.")


def _from_file(file: SettingsFile, *, environment: Mapping[str, str]) -> dict[str, Any]:
    """The settings that are the file's. Raises SettingsError where the chat model's stand in part in it, in part in the environment."""
    given: dict[str, Any] = {
        field: file.values[name]
        for field in Settings.model_fields
        if field not in _CHAT and (name := _variable(field)) in file.values and name not in environment
    }
    in_file = {field: value for field in _CHAT if (value := file.values.get(_variable(field), "")).strip()}
    if not environment.get(_variable("chat_model"), "none").strip():  # set to nothing: no chat model, whatever the file says
        return given | dict.fromkeys(_CHAT)
    in_environment = {field for field in _CHAT if environment.get(_variable(field), "").strip()}
    if not in_environment:
        return given | in_file
    if not in_file.keys() <= in_environment:
        here, there = (", ".join(_variable(field) for field in _CHAT if field in part) for part in (in_environment, in_file))
        raise SettingsError(
            f"The settings of the chat model are split: {here} in the environment, {there} in {visible_name(str(file.path))}. Put model, "
            "address and key in one of the two, so that the key goes to the server that it is for."
        )
    return given


def _variable(field: str) -> str:
    return f"{_PREFIX}{field.upper()}"
