"""The user's guide: pages in Markdown of `<language>/guide/`, the same in every language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from prompts.templates import TemplateError

_FOLDER = Path(__file__).parent
FIRST_PAGE = "index"
"""The page that leads to the others."""
_ORDER = (FIRST_PAGE, "chat", "officials", "trainers", "evaluators")
"""For everybody first, then for those who do one thing; a page that is not named here stands behind."""


@cache
def guide_pages(language: str) -> tuple[str, ...]:
    """The names of the pages in one language, in the order in which they are offered."""
    names = sorted(path.stem for path in (_FOLDER / language / "guide").glob("*.md"))
    return tuple(sorted(names, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER)))


@cache
def guide_page(name: str, *, language: str) -> str:
    """A page as Markdown. Raises TemplateError for one that is not there."""
    if name not in guide_pages(language):
        raise TemplateError(f"There is no page “{name}” in {language}/guide.")
    return (_FOLDER / language / "guide" / f"{name}.md").read_text(encoding="utf-8")
