"""Every pattern of the program, and how it is used: those that modules hold, and those written where they are used."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
import warnings
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from tests.known_bodies import known_bodies

PACKAGES = ("ingest", "vectorstore", "prompts", "assistant", "evals")
_AT_ONE_PLACE = {"match", "fullmatch"}
_FUNCTIONS = {"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
_DEPTH = 5
_FREE = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


class Used(NamedTuple):
    """A pattern, where it stands, and whether it is looked for all over a text rather than matched at one place."""

    name: str
    pattern: re.Pattern[Any]
    anywhere: bool


@cache
def modules() -> tuple[ModuleType, ...]:
    """All modules of the program but those that run something when they are imported."""
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the libraries that some of them import
        for package in PACKAGES:
            found.append(importlib.import_module(package))
            for entry in pkgutil.walk_packages(found[-1].__path__, f"{package}."):
                if not entry.name.endswith("__main__"):
                    found.append(importlib.import_module(entry.name))
    return tuple(found)


@cache
def patterns() -> tuple[Used, ...]:
    """Each pattern once, by the first place where it stands; used anywhere if it is anywhere."""
    found: dict[tuple[Any, int], Used] = {}
    for used in (used for module in modules() for used in (*_held(module), *_inline(module))):
        key = (used.pattern.pattern, used.pattern.flags)
        first = found.setdefault(key, used)
        found[key] = first._replace(anywhere=first.anywhere or used.anywhere)
    return tuple(found.values())


def _held(module: ModuleType) -> Iterator[Used]:
    for name, value in vars(module).items():
        if not name.startswith("__"):
            for path, pattern in _inside(value, name, depth=0):
                yield Used(f"{module.__name__}.{path}", pattern, path != name or _looked_for(module, name))


def _inside(value: Any, path: str, *, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns in a value of a module: itself, what tuples, lists, sets, mappings and dataclasses hold, defaults of functions."""
    if isinstance(value, re.Pattern):
        yield path, value
    elif depth < _DEPTH:
        parts: list[tuple[str, Any]] = []
        if isinstance(value, tuple | list | set | frozenset):
            parts = [(f"[{place}]", part) for place, part in enumerate(value)]
        elif isinstance(value, dict):
            parts = [(f"[{place}]", part) for place, pair in enumerate(value.items()) for part in pair]
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            parts = [(f".{field.name}", getattr(value, field.name)) for field in dataclasses.fields(value)]
        for name, part in parts:
            yield from _inside(part, path + name, depth=depth + 1)


@cache
def _tree(module: ModuleType) -> ast.Module:
    assert module.__file__ is not None
    return ast.parse(Path(module.__file__).read_text(encoding="utf-8"))


@cache
def _uses() -> dict[str, set[str]]:
    """Name of a module's variable -> the methods that are called on it anywhere; "" where it is used otherwise."""
    found: dict[str, set[str]] = {}
    for module in modules():
        tree = _tree(module)
        called = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                attribute = called.get(id(node), "")
                if attribute != "pattern":  # as part of another, which is looked at itself
                    found.setdefault(f"{module.__name__}.{node.id}", set()).add(attribute)
    return found


def _looked_for(module: ModuleType, name: str) -> bool:
    pattern = getattr(module, name)
    names = [f"{other.__name__}.{name}" for other in modules() if getattr(other, name, None) is pattern]
    used = set[str]().union(*(_uses().get(full, set()) for full in names))
    return not used or not used <= _AT_ONE_PLACE


def _inline(module: ModuleType) -> Iterator[Used]:
    """Patterns given to functions of `re` as constants, or as expressions of the module's own constants."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            if node.func.value.id != "re" or node.func.attr not in _FUNCTIONS or not node.args:
                continue
            try:
                written = _value(module, node.args[0])
                flags = next((_value(module, word.value) for word in node.keywords if word.arg == "flags"), 0)
                place = {"sub": 4, "subn": 4, "split": 3}.get(node.func.attr, 2)
                flags = _value(module, node.args[place]) if len(node.args) > place else flags
            except NameError:
                continue  # made of what only the function knows
            if isinstance(written, str | bytes):
                name = f"{module.__name__}:{node.lineno}"
                yield Used(name, re.compile(written, flags), node.func.attr not in _AT_ONE_PLACE)


def _value(module: ModuleType, expression: ast.expr) -> Any:
    return eval(compile(ast.Expression(expression), module.__name__, "eval"), dict(vars(module)))


def text_functions() -> dict[str, Callable[[str], object]]:
    """The public functions of the program that take one text, and nothing else that has no default but the bodies that are known."""
    found: dict[str, Callable[[str], object]] = {}
    for module in modules():
        for name, value in vars(module).items():
            if name.startswith("_") or not inspect.isroutine(value) or getattr(value, "__module__", "") != module.__name__:
                continue
            parameters = [*inspect.signature(value).parameters.values()]
            first, others = parameters[:1], parameters[1:]
            known = {one.name: known_bodies() for one in others if "BodyRegister" in str(one.annotation)}
            given = [one for one in others if one.default is one.empty and one.kind not in _FREE and one.name not in known]
            if first and first[0].annotation in ("str", str) and not given:
                found[f"{module.__name__}.{name}"] = partial(value, **known) if known else value
    return found
