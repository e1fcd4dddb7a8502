"""Which tests `make check` leaves out is told by fixtures and marks, and a test that was told wrongly fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import subprocess, sys
from pathlib import Path
import pytest
from vectorstore.embedder import Embedder

@pytest.fixture
def model_cache(tmp_path):
    return tmp_path

@pytest.fixture
def page(browser):
    return browser

@pytest.fixture
def browser():
    return None

def test_light(): ...
def test_git(): subprocess.run(["git", "--version"])
def test_by_fixture(model_cache): subprocess.run([sys.executable, "--version"])
def test_by_fixture_of_fixture(page): ...
@pytest.mark.process
def test_by_mark(): subprocess.run([sys.executable, "--version"])

def test_forgotten_program(): subprocess.run([sys.executable, "--version"])
def test_forgotten_model(tmp_path):
    with pytest.raises(Exception):
        Embedder("nobody/no-such-model", cache=tmp_path).embed_query("xin chào")
"""


@pytest.mark.process
def test_light_tests_are_told_from_the_others_and_watched(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(TESTS, encoding="utf-8")
    variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTEST_ADDOPTS": ""}
    command = [sys.executable, "-m", "pytest", "-p", "tests.needs", "-p", "no:cacheprovider", "-p", "no:xdist", "-rfp", "-q"]

    def told(*options: str) -> list[str]:
        done = subprocess.run([*command, *options, str(tmp_path)], cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
        return done.stdout.splitlines()

    collected = [line.split("::test_")[1] for line in told("-m", "light", "--collect-only") if "::test_" in line]
    assert collected == ["light", "git", "forgotten_program", "forgotten_model"]
    lines = [line.split(" - ")[0].split("::test_") for line in told() if line.startswith(("PASSED", "FAILED"))]
    assert [name for outcome, name in lines if outcome.startswith("FAILED")] == ["forgotten_program", "forgotten_model"]
    assert len(lines) == 7
