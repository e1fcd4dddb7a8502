"""What is said by its code: a code and values are carried along, and become a sentence where they are shown, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol, runtime_checkable

from prompts.templates import TemplateError, fields_of, templates


@runtime_checkable
class Worded(Protocol):
    """What has words of its own in every language."""

    def worded(self, language: str) -> str:
        """Its words in that language."""
        ...


def message(code: str, values: Mapping[str, object], *, file: str, language: str) -> str:
    """The template `code` of a file filled in; values with words of their own are worded in the same language.

    Raises TemplateError where the template is unknown or a placeholder has no value.
    """
    template = templates(language, file).get(code)
    if template is None:
        raise TemplateError(f"There is no template “{code}” in {language}/{file}.toml.")
    if missing := fields_of(template) - values.keys():
        raise TemplateError(f"The template “{code}” of {language}/{file}.toml needs a value for {', '.join(sorted(missing))}.")
    return template.format_map({name: value.worded(language) if isinstance(value, Worded) else value for name, value in values.items()})


class WordedError(Exception):
    """An error that carries a code and values; `file` is the one of templates that words it. `str(error)` is the sentence in English."""

    file: ClassVar[str]

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def worded(self, language: str) -> str:
        """The sentence in that language."""
        return message(self.code, self.values, file=self.file, language=language)

    def __str__(self) -> str:
        return self.worded("en")
