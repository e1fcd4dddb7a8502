"""The words around quotes, Vietnamese and English: named templates in `<language>/*.toml`, checked when they are read."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent
LANGUAGES = ("vi", "en")


class TemplateError(Exception):
    """A template is missing, or its placeholders are not those asked for; the message names both."""


def fields_of(template: str) -> frozenset[str]:
    """The names of the placeholders in a template: {"number"} for "Plan {number}"."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


@cache
def templates(language: str, file: str = "frames") -> Mapping[str, str]:
    """All templates of one file in one language, by name. Raises TemplateError for a language or file that is not there."""
    path = _FOLDER / language / f"{file}.toml"
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(f"The templates {language}/{file}.toml cannot be read: {error}.") from error
    return MappingProxyType({name: str(text) for name, text in read.items()})


@cache
def frame_pieces(name: str, *, language: str) -> tuple[tuple[str, str], ...]:
    """A template as pieces: words, and the name of the placeholder behind them, "" at the end. Raises TemplateError for an unknown one."""
    return tuple((words, field or "") for words, field, _, _ in string.Formatter().parse(_template(name, language=language)))


def render(name: str, *, language: str, **values: object) -> str:
    """The template filled in. Raises TemplateError where the template is unknown or a placeholder has no value."""
    template = _template(name, language=language)
    missing = fields_of(template) - values.keys()
    if missing:
        raise TemplateError(f"The template “{name}” ({language}) needs a value for {', '.join(sorted(missing))}.")
    return template.format_map(values)


def _template(name: str, *, language: str) -> str:
    template = templates(language).get(name)
    if template is None:
        raise TemplateError(f"There is no template “{name}” in {language}/frames.toml.")
    return template
