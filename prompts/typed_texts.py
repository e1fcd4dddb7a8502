"""The words of one part of the program, in every language: a file of `<language>/` read into a dataclass with a field for each of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar, get_args, get_origin, get_type_hints

from prompts.templates import TemplateError

_FOLDER = Path(__file__).parent
Texts = TypeVar("Texts")


def in_every_language(kind: type[Texts], file: str) -> Mapping[Literal["vi", "en"], Texts]:
    """The words by language. A field of `kind` is a text, a tuple of texts, or texts by name; names that are a Literal are checked too.

    Raises TemplateError, which names the file, where it cannot be read, or a word is missing, unknown or of another form.
    """
    return MappingProxyType({"vi": _texts(kind, file, "vi"), "en": _texts(kind, file, "en")})


def _texts(kind: type[Texts], file: str, language: str) -> Texts:
    place = f"{language}/{file}.toml"
    try:
        read = tomllib.loads((_FOLDER / language / f"{file}.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(f"The words {place} cannot be read: {error}.") from error
    declared = get_type_hints(kind)
    _check_names(read.keys(), declared.keys(), place=place)
    return kind(**{name: _formed(value, declared[name], place=f"{place}, {name}") for name, value in read.items()})


def _formed(value: object, declared: object, *, place: str) -> object:
    if declared is str and isinstance(value, str):
        return value
    if get_origin(declared) is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if get_origin(declared) is Mapping and isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        names = get_args(declared)[0]
        if get_origin(names) is Literal:
            _check_names(value.keys(), get_args(names), place=place)
        return MappingProxyType(value)
    raise TemplateError(f"The words {place} are of another form than {declared}.")


def _check_names(found: Iterable[str], wanted: Iterable[str], *, place: str) -> None:
    missing, unknown = set(wanted) - set(found), set(found) - set(wanted)
    if missing or unknown:
        said = [f"lack {', '.join(sorted(missing))}"] if missing else []
        said += [f"have {', '.join(sorted(unknown))}, which nothing shows"] if unknown else []
        raise TemplateError(f"The words {place} {' and '.join(said)}.")
