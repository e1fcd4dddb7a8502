"""Which state of the program is measured: its version and a hash of its source, which tells changes within a version apart."""

from __future__ import annotations

import hashlib
import os
import platform
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The project, or where it is installed."""
ANSWERING = ("ingest", "vectorstore", "assistant", "prompts")
"""The packages that an answer depends on."""
READING = ("ingest", "vectorstore")
"""The packages that an index depends on."""
_SOURCE = {".py", ".toml", ".tsv", ".safetensors"}
_WEB = Path("assistant", "web")
"""Shows answers, and has no part in them."""


@cache
def program_version() -> str:
    """The version and the hash of what answers: "0.1.0 (source 3f2a9c0d)"."""
    try:
        number = version("plan-assistant")
    except PackageNotFoundError:  # a checkout that is not installed
        number = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return f"{number} (source {source_hash(ANSWERING)[:8]})"


def source_hash(packages: Iterable[str]) -> str:
    """SHA-256 over the source and the lists of words of these packages, in hexadecimal."""
    found = hashlib.sha256()
    for package in packages:
        for path in sorted((ROOT / package).rglob("*")):
            name = path.relative_to(ROOT)
            if path.suffix in _SOURCE and not name.is_relative_to(_WEB):
                found.update(f"{name.as_posix()}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def machine() -> str:
    """What a run's times depend on: "Linux x86_64, 2 cores, Python 3.11.8"."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
