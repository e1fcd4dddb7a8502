"""The built-in register of bodies, read once for all tests."""

from __future__ import annotations

from functools import cache

from ingest.names.bodies import BodyRegister, load_bodies


@cache
def known_bodies() -> BodyRegister:
    """The register without an office's own file."""
    return load_bodies()
