"""What programs that read files are given: no keys, no network."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.limits.child_environment import child_environment, without_network
from ingest.readers import tesseract


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ASSISTANT_CHAT_KEY", "OPENAI_API_KEY", "AWS_SECRET_ACCESS_KEY", "SSH_AUTH_SOCK", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "secret-of-the-office")
    monkeypatch.setenv("LC_TIME", "vi_VN.UTF-8")


def test_keys_are_not_passed_on() -> None:
    found = child_environment()
    assert "secret-of-the-office" not in found.values()
    assert found["PATH"] == os.environ["PATH"] and found["LC_TIME"] == "vi_VN.UTF-8"


def test_a_job_has_its_own_folder_and_what_it_asks_for(tmp_path: Path) -> None:
    found = child_environment(tmp_path, OMP_THREAD_LIMIT="1")
    assert {found[name] for name in ("HOME", "TMPDIR", "TMP", "TEMP")} == {str(tmp_path)}
    assert found["OMP_THREAD_LIMIT"] == "1"


@pytest.mark.process
@pytest.mark.skipif(os.name != "posix", reason="the program is a shell script")
def test_tesseract_is_started_without_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    program = tmp_path / "tesseract"
    program.write_text(f'#!/bin/sh\nenv > "{tmp_path}/given"\ncat > /dev/null\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert tesseract.recognise(np.zeros((4, 4), np.uint8), dpi=300, layout=7) == ()
    given = (tmp_path / "given").read_text()
    assert "secret-of-the-office" not in given and "OMP_THREAD_LIMIT=1" in given


@pytest.mark.process
def test_a_command_runs_with_or_without_a_network() -> None:
    done = subprocess.run(without_network([sys.executable, "-c", "print(6 * 7)"]), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "42"


@pytest.mark.process
def test_a_command_without_a_network_reaches_nobody() -> None:
    if without_network([]) == []:
        pytest.skip("this system gives no process a network of its own")
    with socket.create_server(("127.0.0.1", 0)) as server:
        script = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=5)"
        subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
        done = subprocess.run(without_network([sys.executable, "-c", script]), check=False, capture_output=True)
    assert done.returncode != 0 and (b"unreachable" in done.stderr or b"refused" in done.stderr)


@pytest.mark.process
@pytest.mark.skipif(shutil.which("sleep") is None, reason="no program to wait with")
def test_the_number_of_the_process_is_that_of_the_program() -> None:
    with subprocess.Popen(without_network(["sleep", "30"])) as process:
        process.kill()
        assert process.wait(timeout=10) != 0
