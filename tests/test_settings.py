import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import load_settings
from assistant.settings_file import settings_file

posix = pytest.mark.skipif(os.name != "posix", reason="rights to files are those of POSIX")


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith("ASSISTANT_")]:
        monkeypatch.delenv(name)


def written(path: Path, *lines: str, mode: int = 0o600) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path.chmod(mode)
    return path


def test_the_defaults_need_nothing() -> None:
    settings = load_settings()
    assert (settings.home, settings.host, settings.port, settings.embedding_model) == (Path(".assistant"), "127.0.0.1", 7860, None)


def test_a_variable_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written(tmp_path / "assistant.env", "ASSISTANT_PORT=1234", "ASSISTANT_THREADS=3")
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
    written(tmp_path / "assistant.env", "ASSISTANT_PROT=1")
    with pytest.raises(SettingsError, match=r"ASSISTANT_PROT in assistant\.env"):
        load_settings()


@posix
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o602])
def test_a_file_that_others_may_read_or_write_is_not_used_and_that_is_said(
    tmp_path: Path, mode: int, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "assistant.env", "ASSISTANT_PORT=1234", mode=mode)
    assert load_settings().port == 7860
    [said] = capsys.readouterr().err.splitlines()
    assert "assistant.env are not used" in said and "chmod 600 assistant.env" in said and ".assistant/assistant.env" in said


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_the_file_of_another_account_is_not_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.chown(written(tmp_path / "assistant.env", "ASSISTANT_PORT=1234"), 65534, -1)
    assert load_settings().port == 7860
    assert "belongs to another account" in capsys.readouterr().err


@posix
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "assistant.env", mode=0o600)
    assert load_settings().port == 7860
    assert "it is no file" in capsys.readouterr().err


def test_the_file_in_the_home_is_read_before_that_in_the_working_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written(tmp_path / "assistant.env", "ASSISTANT_PORT=1")
    written(tmp_path / "home" / "assistant.env", "ASSISTANT_PORT=2")
    assert load_settings().port == 1
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    assert load_settings().port == 2


def test_the_file_that_is_named_is_read_and_no_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written(tmp_path / "assistant.env", "ASSISTANT_THREADS=3")
    monkeypatch.setenv("ASSISTANT_ENV", str(written(tmp_path / "office.env", "ASSISTANT_PORT=5", mode=0o644)))
    assert (load_settings().port, load_settings().threads) == (5, None)
    monkeypatch.setenv("ASSISTANT_ENV", "none.env")
    with pytest.raises(SettingsError, match=r"none\.env that ASSISTANT_ENV names cannot be read"):
        load_settings()


def test_a_large_or_broken_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_ENV", "large.env")
    written(tmp_path / "large.env", *["# " + "x" * 1000] * 100)
    with pytest.raises(SettingsError, match="larger than 64 kB"):
        load_settings()
    (tmp_path / "large.env").write_bytes(b"ASSISTANT_HOME=\xff\xfe")
    with pytest.raises(SettingsError, match="no UTF-8"):
        load_settings()


CHAT = "ASSISTANT_CHAT_MODEL=openai:x"
URL = "ASSISTANT_CHAT_BASE_URL=http://127.0.0.1:7887/v1"


def test_an_address_in_a_file_does_not_get_the_key_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written(tmp_path / "assistant.env", CHAT, URL)
    monkeypatch.setenv("ASSISTANT_CHAT_KEY", "secret-of-the-office")
    with pytest.raises(
        SettingsError, match="ASSISTANT_CHAT_KEY in the environment, ASSISTANT_CHAT_MODEL, ASSISTANT_CHAT_BASE_URL in"
    ) as said:
        load_settings()
    assert "secret-of-the-office" not in str(said.value)


def test_an_address_in_the_environment_does_not_get_the_key_of_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written(tmp_path / "assistant.env", CHAT, "ASSISTANT_CHAT_KEY=k")
    monkeypatch.setenv("ASSISTANT_CHAT_BASE_URL", "http://127.0.0.1:1/v1")
    with pytest.raises(SettingsError, match="are split"):
        load_settings()


def test_an_address_does_not_fetch_variables_of_other_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret-of-the-office")
    written(tmp_path / "assistant.env", CHAT, "ASSISTANT_CHAT_BASE_URL=http://127.0.0.1:1/${OPENAI_API_KEY}")
    assert load_settings().chat_base_url == "http://127.0.0.1:1/${OPENAI_API_KEY}"


def test_the_chat_model_is_read_whole_from_one_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written(tmp_path / "assistant.env", CHAT, URL, "ASSISTANT_CHAT_KEY=k")
    found = load_settings()
    assert (found.chat_model, found.chat_base_url) == ("openai:x", "http://127.0.0.1:7887/v1")
    assert found.chat_key and found.chat_key.get_secret_value() == "k"
    for name, value in (("MODEL", "openai:y"), ("BASE_URL", "http://127.0.0.1:1/v1"), ("KEY", "other")):
        monkeypatch.setenv(f"ASSISTANT_CHAT_{name}", value)
    found = load_settings()
    assert (found.chat_model, found.chat_base_url) == ("openai:y", "http://127.0.0.1:1/v1")
    assert found.chat_key and found.chat_key.get_secret_value() == "other"


def test_a_model_set_to_nothing_turns_that_of_the_file_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written(tmp_path / "assistant.env", CHAT, URL, "ASSISTANT_CHAT_KEY=k", "ASSISTANT_PORT=3")
    monkeypatch.setenv("ASSISTANT_CHAT_MODEL", "")
    found = load_settings()
    assert (found.chat_model, found.chat_base_url, found.chat_key, found.port) == (None, None, None, 3)


@pytest.mark.process
@posix
def test_the_command_line_goes_on_without_a_file_that_it_may_not_use(tmp_path: Path) -> None:
    written(tmp_path / "assistant.env", CHAT, URL, mode=0o644)
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "model", "--json"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1 and '"model": null' in done.stdout and "are not used" in done.stderr


@posix
def test_names_in_sentences_cannot_steer_a_terminal(tmp_path: Path) -> None:
    found = settings_file({}, home=written(tmp_path / "h\x1b[31m" / "assistant.env", "X=1", mode=0o644).parent)
    assert found.path is None and stat.S_IMODE((tmp_path / "h\x1b[31m" / "assistant.env").stat().st_mode) == 0o644
    assert "\x1b" not in "".join(found.passed_over) and len(found.passed_over) == 1
