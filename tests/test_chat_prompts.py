"""Prompts are files whose placeholders are checked, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

import prompts.chat_prompts as chat_prompts
from prompts import PLACEHOLDERS, TemplateError, chat_prompt, versions


def test_every_prompt_is_there_in_both_languages_with_a_version() -> None:
    assert set(versions()) == {f"{language}/{name}" for language in ("vi", "en") for name in PLACEHOLDERS}
    assert min(versions().values()) >= 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_filled_in_is_not_read_as_a_template(language: str) -> None:
    hostile = "{question} {0} {{x}} {passages.__class__}"
    system, human = chat_prompt("answer", language=language).template.format_messages(passages=hostile, question="Ai?")
    assert hostile in str(human.content)
    assert hostile not in str(system.content)


@pytest.mark.parametrize(
    ("human", "said"),
    [
        ("{question}", "lacks passages"),
        ("{question} {passages} {date}", "has date, which nothing fills in"),
        ("{question} {passages} {", "lone brace"),
    ],
)
def test_a_prompt_with_other_placeholders_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, human: str, said: str
) -> None:
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "answer.toml").write_text(f'version = 1\nsystem = "x"\nhuman = "{human}"\n', encoding="utf-8")
    monkeypatch.setattr(chat_prompts, "_FOLDER", tmp_path)
    with pytest.raises(TemplateError, match=r"vi/answer\.toml") as error:
        chat_prompt.__wrapped__("answer", language="vi")
    assert said in str(error.value)


@pytest.mark.parametrize("text", ["", "version = 1\n", 'version = "one"\nsystem = "a"\nhuman = "b"\n', "version ="])
def test_a_prompt_that_is_not_whole_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "rewrite.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(chat_prompts, "_FOLDER", tmp_path)
    with pytest.raises(TemplateError, match=r"en/rewrite\.toml"):
        chat_prompt.__wrapped__("rewrite", language="en")
