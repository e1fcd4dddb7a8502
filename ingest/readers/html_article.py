"""Finds the main article of a saved web page: by its tags where they say so, else by where the prose stands."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

_NEVER_TEXT = (
    "script", "style", "noscript", "template", "svg", "iframe", "nav", "button", "input", "select", "textarea", "object", "audio", "video",
    "head", "menu", "dialog",
)  # fmt: skip
_ROLES = frozenset({"navigation", "complementary", "banner", "contentinfo", "search", "menu", "dialog"})
# Words in class and id names of what stands around articles, in English and in Vietnamese without diacritics.
_AROUND = re.compile(
    r"(?:^|[-_ ])(?:shares?|sharing|socials?|relate[sd]?|relation|recommend\w*|comments?|binh-?luan|lien-?quan|tin-?khac|tin-?moi|"
    r"doc-?them|xem-?them|breadcrumbs?|sidebar|side-bar|navbar|nav|menu|footer|ads?|adv|advert\w*|banner|quang-?cao|newsletter|"
    r"subscribe|popup|modal|cookies?|most-?read|tags?|hashtag|toolbar|pagination|rating|vote|print|likes?|follow)(?:$|[-_ ])",
    re.IGNORECASE,
)
_MOST_OF_PAGE = 0.4
"""A part that holds this share of a page's prose is not what stands around it, whatever its class is called."""
_PROSE_LENGTH = 60
_PROSE_LINKS = 0.3
_ENOUGH = 0.5
_NEARLY_ALL = 0.8
_LITTLE_ELSE = 1.2
_LEAVES = frozenset({"p", "li", "td", "th", "blockquote", "dd", "pre"})
_BOXES = frozenset({"div", "section", "article", "main", "body", "td", "li", "span", "font", "center"})
"""Where text may stand without a paragraph around it, its lines parted by <br>."""
_TOO_DEEP = frozenset({"p", "tr", "tbody", "ul", "ol", "table"})


def find_article(page: BeautifulSoup) -> Tag:
    """The element that holds the main article. Changes `page`: what stands around it (menus, share buttons, comments) is taken out."""
    for element in page.find_all(_NEVER_TEXT):
        element.extract()
    body = page.body or page
    prose = _prose(body)
    most = _MOST_OF_PAGE * prose[id(body)]
    for element in [part for part in body.find_all(True) if prose[id(part)] <= most and _stands_around(part)]:
        element.extract()
    prose = _prose(body)
    best = max(filter(_is_stated_article, body.find_all(True)), key=lambda part: prose[id(part)], default=None)
    if best is not None and prose[id(best)] >= max(1, _ENOUGH * prose[id(body)]):
        return _with_heading(best, body=body)
    return _densest(body, prose=prose)


def _is_stated_article(element: Tag) -> bool:
    return element.name in ("article", "main") or element.get("role") == "main" or element.get("itemprop") == "articleBody"


def _stands_around(element: Tag) -> bool:
    if str(element.get("role", "")).lower() in _ROLES or element.get("aria-hidden") == "true":
        return True
    if element.name in ("aside", "footer") or (element.name == "header" and element.find_parent(["article", "main"]) is None):
        return element.find("h1") is None
    if element.name in ("html", "body", "article", "main", "p", "td", "tr", "tbody", "h1", "h2"):
        return False
    classes = element.get("class")
    names = [str(element.get("id", "")), *(classes if isinstance(classes, list) else [str(classes or "")])]
    return any(_AROUND.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)) for name in names) and element.find("h1") is None


def _prose(body: Tag) -> dict[int, int]:
    """Characters of prose in every element of `body`, by its `id()`: text that is long in one place and not mostly links.

    One pass, from the last element to the first, so that children come before their parents.
    """
    prose: dict[int, int] = {}
    with_leaves: set[int] = set()
    for element in (*reversed(body.find_all(True)), body):
        children = [child for child in element.children if isinstance(child, Tag)]
        if any(id(child) in with_leaves for child in children):
            with_leaves.add(id(element))
        if element.name in _LEAVES and id(element) not in with_leaves:
            with_leaves.add(id(element))
            prose[id(element)] = _prose_of(element)
            continue
        own = sum(len(child.strip()) for child in element.children if isinstance(child, NavigableString))
        inner = sum(prose[id(child)] for child in children)
        prose[id(element)] = inner + (own if own >= _PROSE_LENGTH and element.name in _BOXES else 0)
    return prose


def _prose_of(part: Tag) -> int:
    length = len(part.get_text().strip())
    return length if length >= _PROSE_LENGTH and link_share(part) < _PROSE_LINKS else 0


def _densest(body: Tag, *, prose: dict[int, int]) -> Tag:
    """The deepest element that still holds nearly all of the page's prose."""
    best = body
    while True:
        inner = max((child for child in best.children if isinstance(child, Tag)), key=lambda part: prose[id(part)], default=None)
        if inner is None or inner.name in _TOO_DEEP or prose[id(inner)] < max(1, _NEARLY_ALL * prose[id(body)]):
            return best
        best = inner


def _with_heading(article: Tag, *, body: Tag) -> Tag:
    """`article`, or the box around it where that adds the page's heading or a lead but little else."""
    parent = article.parent
    if parent is None or parent is body or article.find("h1") is not None or parent.find("h1") is None:
        return article
    return parent if len(parent.get_text()) <= _LITTLE_ELSE * len(article.get_text()) else article


def link_share(element: Tag) -> float:
    """The share of an element's characters that are links to elsewhere, 0 to 1; 0 where it has no text."""
    length = len(element.get_text().strip())
    linked = sum(len(link.get_text().strip()) for link in element.find_all("a") if not str(link.get("href", "#")).startswith("#"))
    return min(1.0, linked / length) if length else 0.0


def own_rows(table: Tag) -> list[tuple[Tag, list[Tag]]]:
    """The rows of `table` with their cells, without those of tables inside it."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    return [(row, cells) for row in rows if (cells := row.find_all(["td", "th"], recursive=False))]
