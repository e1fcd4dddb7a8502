"""Every word of the reports, from `report.toml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace

from prompts import templates
from vectorstore.retrieval import Language

TEMPLATES = Path(__file__).parent / "templates"


@cache
def report_texts(language: Language) -> SimpleNamespace:
    """The words by name in one language, as templates of Jinja ask for them; those in braces are filled in with `str.format`."""
    return SimpleNamespace(**templates(language, "report"))
