"""Every word of the reports, from `templates/texts.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from vectorstore.retrieval import Language

TEMPLATES = Path(__file__).parent / "templates"


@cache
def report_texts(language: Language) -> SimpleNamespace:
    """The words by name in one language; those in braces are filled in with `str.format`."""
    words = tomllib.loads(TEMPLATES.joinpath("texts.toml").read_text(encoding="utf-8"))
    return SimpleNamespace(**{name: said[language] for name, said in words.items()})
