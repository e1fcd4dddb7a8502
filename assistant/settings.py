"""The one place where the environment is read."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError
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
