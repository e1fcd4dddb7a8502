"""The file of settings, `assistant.env`: where it lies, whether it may be trusted, and what it says.

A folder that somebody unpacked or checked out may hold such a file, whose settings would send questions, and a key, to a server of its
author's. So a file that is only found, not named, is read where it is the account's own and closed to everyone else.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

from assistant.errors import SettingsError
from ingest.text.visible_text import visible_name

FILE = "assistant.env"
VARIABLE = "ASSISTANT_ENV"
"""The variable that names another file."""
_MOST_BYTES = 64 * 2**10
_OTHERS = 0o077


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFile:
    """What the file says, by the names of variables in capitals; `path` is None where none is read. `passed_over` says, a sentence each,
    which files were found and not read, and what to do about it."""

    path: Path | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    passed_over: tuple[str, ...] = ()


class _Untrusted(Exception):  # noqa: N818  (says what it is)
    """A file that is not read; the message is one sentence."""


def settings_file(environment: Mapping[str, str], *, home: Path) -> SettingsFile:
    """The file that ASSISTANT_ENV names; else `assistant.env` in the folder `home`, else that in the working directory.

    Raises SettingsError where a named file cannot be read, and where a file is no text of lines NAME=VALUE.
    """
    if named := environment.get(VARIABLE, "").strip():
        path = Path(named)
        try:
            return SettingsFile(path=path, values=_values(_content(path), path=path))
        except (OSError, _Untrusted) as error:
            reason = (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)
            raise SettingsError(f"The file {_name(path)} that {VARIABLE} names cannot be read ({reason}): correct the variable.") from error
    passed_over: list[str] = []
    for path, elsewhere in _found(home):
        try:
            content = _content(path, own=True)
        except FileNotFoundError:
            continue
        except (OSError, _Untrusted) as error:
            reason = (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)
            passed_over.append(
                f"The settings in {_name(path)} are not used, since {reason}: if they are yours, type chmod 600 {_name(path)}"
                f"{elsewhere}, or name the file in {VARIABLE}."
            )
            continue
        return SettingsFile(path=path, values=_values(content, path=path), passed_over=tuple(passed_over))
    return SettingsFile(passed_over=tuple(passed_over))


def _found(home: Path) -> Iterator[tuple[Path, str]]:
    """The places of a file that nobody names, and where else it might be put."""
    yield home / FILE, ""
    if os.name == "posix":  # elsewhere nothing tells whose it is, and who may write it
        yield Path(FILE), f" or move it to {_name(home / FILE)}"


def _content(path: Path, *, own: bool = False) -> bytes:
    """The bytes of the file. Raises OSError, and _Untrusted where it is no file, too large or, with `own`, not this account's alone."""
    # Rights are those of what was opened, not of what lies there a moment later; a pipe is not waited for.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _Untrusted("it is no file")
        if own and os.name == "posix" and status.st_uid != os.geteuid():
            raise _Untrusted("it belongs to another account")
        if own and os.name == "posix" and stat.S_IMODE(status.st_mode) & _OTHERS:
            raise _Untrusted("other accounts may read or write it")
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise _Untrusted(f"it is larger than {_MOST_BYTES // 2**10} kB")
    return content


def _values(content: bytes, *, path: Path) -> dict[str, str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"The file of settings {_name(path)} is no UTF-8 text: save it as UTF-8.") from error
    # Without interpolation: ${OPENAI_API_KEY} in an address would carry a key of the environment to it.
    found = dotenv_values(stream=io.StringIO(text), interpolate=False)
    return {name.upper(): value for name, value in found.items() if value is not None}


def _name(path: Path) -> str:
    return visible_name(str(path))
