from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import load_settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("ASSISTANT_HOME", "ASSISTANT_PORT", "ASSISTANT_EMBEDDING_MODEL", "ASSISTANT_THREADS"):
        monkeypatch.delenv(name, raising=False)


def test_the_defaults_need_nothing() -> None:
    settings = load_settings()
    assert (settings.home, settings.host, settings.port, settings.embedding_model) == (Path(".assistant"), "127.0.0.1", 7860, None)


def test_a_variable_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "assistant.env").write_text("ASSISTANT_PORT=1234\nASSISTANT_THREADS=3\n", encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_PORT", "4321")
    assert (load_settings().port, load_settings().threads) == (4321, 3)


def test_an_unknown_variable_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_HOEM", "x")
    with pytest.raises(SettingsError, match="ASSISTANT_HOEM"):
        load_settings()


def test_an_ill_typed_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "seven")
    with pytest.raises(SettingsError, match="ASSISTANT_PORT"):
        load_settings()


def test_an_unknown_name_in_the_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "assistant.env").write_text("ASSISTANT_PROT=1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="ASSISTANT_PROT"):
        load_settings()
