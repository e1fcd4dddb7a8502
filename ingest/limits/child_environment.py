"""What a program that is started for reading is given: an environment without keys and, where the system allows it, no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

_PASSED_ON = frozenset(
    (
        # Where a program's own parts lie.
        *("PATH", "HOME", "TMPDIR", "TMP", "TEMP", "LANG", "LANGUAGE", "TZ"),
        *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TESSDATA_PREFIX", "FONTCONFIG_PATH", "FONTCONFIG_FILE"),
        # Without these none starts on Windows.
        *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "PROGRAMFILES", "PROGRAMDATA"),
    )
)
_LOCALE = "LC_"
_FOLDERS = ("HOME", "TMPDIR", "TMP", "TEMP")
_TRIAL_SECONDS = 10
_UNSHARED = (("--net", "--"), ("--user", "--map-current-user", "--net", "--"))
"""What `unshare` (util-linux) is told for a network of its own, which has no way out: as root, or as anybody
where the system lets people have that."""


def child_environment(folder: Path | None = None, **more: str) -> dict[str, str]:
    """The environment of such a program: where programs, languages and temporary files are, and `more`; no other variable of ours.

    With `folder` that is its home and its place for temporary files.
    """
    passed_on = {name: value for name, value in os.environ.items() if name.upper() in _PASSED_ON or name.upper().startswith(_LOCALE)}
    return passed_on | (dict.fromkeys(_FOLDERS, str(folder)) if folder else {}) | more


def without_network(command: list[str]) -> list[str]:
    """The command so that the program and all that it starts have no network, where the system allows that, else as it is.

    The program keeps its process number: what ends the command ends it.
    """
    return [*_unshared(), *command]


@cache
def _unshared() -> tuple[str, ...]:
    """What a command begins with to have no network; nothing where that cannot be had. Tried once in a process."""
    unshare, true = shutil.which("unshare"), shutil.which("true")
    if sys.platform != "linux" or unshare is None or true is None:
        return ()
    for prefix in ((unshare, *options) for options in _UNSHARED):
        try:
            tried = subprocess.run([*prefix, true], env=child_environment(), capture_output=True, check=False, timeout=_TRIAL_SECONDS)
        except (OSError, subprocess.SubprocessError):
            continue
        if tried.returncode == 0:
            return prefix
    return ()
