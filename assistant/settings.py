"""The one place where the environment is read."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError

_PREFIX = "ASSISTANT_"
_FILE = "assistant.env"


class Settings(BaseSettings):
    """Settings, from variables named ASSISTANT_<NAME> or from a file `assistant.env` in the working directory; the variable wins.

    The defaults work on a laptop: data in `.assistant`, the embedding model that comes with the installation, 127.0.0.1:7860.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_file=_FILE, frozen=True, extra="forbid")

    home: Path = Path(".assistant")
    """Folder of the index; ASSISTANT_HOME."""
    embedding_model: str | None = None
    """Name or folder of another sentence-transformers model; ASSISTANT_EMBEDDING_MODEL. None: the one installed with the program."""
    threads: int | None = Field(default=None, ge=1, le=1024)
    """Threads of the embedding model; None leaves the choice to torch."""
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)
    passages: int = Field(default=10, ge=1, le=100)
    """How many passages are retrieved for an answer."""
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

    @property
    def model_cache(self) -> Path:
        """Folder of the unpacked embedding model."""
        return self.home / "models"


def load_settings() -> Settings:
    """The settings. Raises SettingsError, one sentence naming the variable, where one is unknown or ill-typed."""
    names = {f"{_PREFIX}{field.upper()}" for field in Settings.model_fields}
    for name in os.environ:
        if name.startswith(_PREFIX) and name not in names:
            raise SettingsError(f"The setting {name} is not known: remove it, or use one of {', '.join(sorted(names))}.")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper().removeprefix(_PREFIX) if first["loc"] else "?"
        raise SettingsError(f"The setting {_PREFIX}{name} cannot be used ({first['msg'].lower()}): correct it, or remove it.") from error
