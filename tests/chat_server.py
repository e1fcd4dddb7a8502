"""Fixtures of chat models for tests: a scripted server for exact behaviour."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scripted_chat import RunningServer, ScriptedServer


@pytest.fixture(scope="session")
def _running_script() -> Iterator[ScriptedServer]:
    with RunningServer() as server:
        yield server


@pytest.fixture
def scripted_server(_running_script: ScriptedServer) -> Iterator[ScriptedServer]:
    """A model server that says what the test tells it to (`tests/scripted_chat.py`); one socket for all tests, emptied after each."""
    yield _running_script
    _running_script.reset()
