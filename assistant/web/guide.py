"""The user's guide as a view of the page: Markdown that ships with the program, shown in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from fastapi import FastAPI
from markdown_it import MarkdownIt
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.web.texts import language_of
from assistant.web.view import HELP, View
from prompts import FIRST_PAGE, guide_page, guide_pages, in_every_language
from vectorstore.retrieval import Language

_FRESH = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
_HERE = Path(__file__).parent
_PAGE = re.compile(r'href="(?:\./)?([a-z][a-z0-9-]{0,60})(?:\.(?:vi|en))?\.md(#[\w-]{1,100})?"')
"""A link from one page of the guide to another, by its file."""
_HEADING = re.compile(r"^# (\S.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideTexts:
    """The words around the guide in one language."""

    label: str
    skip: str
    pages: str
    unknown: str
    failed: str


GUIDE_TEXTS: Mapping[Language, GuideTexts] = in_every_language(GuideTexts, "guide")


def guide_view() -> View:
    """The view behind the question mark in the bar."""

    def add_to(app: FastAPI) -> None:
        app.get("/guide", include_in_schema=False)(_page)

    failed = " ".join(f'data-failed-{language}="{escape(texts.failed)}"' for language, texts in GUIDE_TEXTS.items())
    return View(
        name=HELP,
        label={language: texts.label for language, texts in GUIDE_TEXTS.items()},
        skip={language: texts.skip for language, texts in GUIDE_TEXTS.items()},
        html=f'<div id="guide" {failed}></div>',
        css=(_HERE / "guide.css").read_text(encoding="utf-8"),
        script=(_HERE / "guide.js").read_text(encoding="utf-8"),
        add_to=add_to,
    )


def _page(request: Request) -> Response:
    """A page of the guide with the list of all pages, as HTML."""
    language = language_of(request.query_params.get("lang"))
    name = request.query_params.get("page", "") or FIRST_PAGE
    known = name in guide_pages(language)
    return HTMLResponse(guide_html(name, language=language), status_code=200 if known else 404, headers=_FRESH)


@cache
def _shown(name: str, language: Language) -> str:
    """A page as HTML: no markup of its own, no pictures, links to other pages inside this one."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    html = str(markdown.render(guide_page(name, language=language)))
    return _PAGE.sub(lambda link: f'href="?view={HELP}&amp;page={link.group(1)}" data-page="{link.group(1)}"', html)


def guide_html(name: str, *, language: Language) -> str:
    """The list of pages and the one of this name; one sentence in its place where there is none."""
    texts = GUIDE_TEXTS[language]
    pages = guide_pages(language)
    links = "".join(
        f'<li><a href="?view={HELP}&amp;page={one}" data-page="{one}"{_current(one == name)}>{escape(_title(one, language))}</a></li>'
        for one in pages
    )
    body = _shown(name, language) if name in pages else f'<p class="notice" role="status">{escape(texts.unknown)}</p>'
    return (
        f'<nav aria-label="{escape(texts.pages)}"><ul>{links}</ul></nav>'
        f'<article id="guide-page" tabindex="-1" lang="{language}">{body}</article>'
    )


def _current(current: bool) -> str:
    return ' aria-current="page"' if current else ""


@cache
def _title(name: str, language: Language) -> str:
    found = _HEADING.search(guide_page(name, language=language))
    return found.group(1).strip() if found else name
