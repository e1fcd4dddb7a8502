"""Finds the main article of a saved web page: by its tags where they say so, else by where the prose stands."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

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


def find_article(page: BeautifulSoup) -> Tag:
    """The element that holds the main article. Changes `page`: what stands around it (menus, share buttons, comments) is taken out."""
    for element in page.find_all(_NEVER_TEXT):
        element.decompose()
    body = page.body or page
    whole = _prose(body)
    for element in body.find_all(True):
        if not element.decomposed and _stands_around(element) and _prose(element) <= _MOST_OF_PAGE * whole:
            element.decompose()
    whole = _prose(body)
    stated = page.find_all(["article", "main"]) + page.select("[role=main], [itemprop=articleBody]")
    best = max(stated, key=_prose, default=None)
    if best is not None and _prose(best) >= _ENOUGH * whole and _prose(best):
        return _around(best, body=body)
    return _densest(body, whole=whole)


def _stands_around(element: Tag) -> bool:
    if str(element.get("role", "")).lower() in _ROLES or element.has_attr("hidden") or element.get("aria-hidden") == "true":
        return True
    if re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", str(element.get("style", "")), re.IGNORECASE):
        return True
    if element.name in ("aside", "footer") or (element.name == "header" and element.find_parent(["article", "main"]) is None):
        return element.find("h1") is None
    if element.name in ("html", "body", "article", "main", "p", "td", "tr", "tbody", "h1", "h2"):
        return False
    classes = element.get("class")
    names = [str(element.get("id", "")), *(classes if isinstance(classes, list) else [str(classes or "")])]
    return any(_AROUND.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)) for name in names) and element.find("h1") is None


def _prose(element: Tag) -> int:
    """Characters of prose in `element`: text of its paragraphs, cells and items that are long and not mostly links."""
    total = 0
    for part in element.find_all(["p", "li", "td", "th", "blockquote", "dd", "pre"]):
        if part.find(["p", "li", "td", "table"]) is None:
            total += _prose_of(part)
    for part in (element, *element.find_all(["div", "section", "article", "main"])):  # text right in a box, lines parted by <br>
        own = sum(len(text.strip()) for text in part.find_all(string=True, recursive=False))
        total += own if own >= _PROSE_LENGTH else 0
    return total


def _prose_of(part: Tag) -> int:
    length = len(part.get_text().strip())
    return length if length >= _PROSE_LENGTH and link_share(part) < _PROSE_LINKS else 0


def _densest(body: Tag, *, whole: int) -> Tag:
    """The deepest element that still holds nearly all of the page's prose."""
    best = body
    while True:
        inner = max((child for child in best.find_all(True, recursive=False)), key=_prose, default=None)
        if inner is None or inner.name in ("p", "tr", "tbody", "ul", "ol", "table") or _prose(inner) < max(1, _NEARLY_ALL * whole):
            return best
        best = inner


def _around(article: Tag, *, body: Tag) -> Tag:
    """`article`, or the box around it where that adds the page's heading or a lead but no other article."""
    if article.find("h1") is not None or article.parent in (None, body):
        return article
    parent = article.parent
    if parent is not None and parent.find("h1") is not None and len(parent.get_text()) <= 1.2 * len(article.get_text()):
        return parent
    return article


def link_share(element: Tag) -> float:
    """The share of an element's characters that are links to elsewhere, 0 to 1; 0 where it has no text."""
    length = len(element.get_text().strip())
    linked = sum(len(link.get_text().strip()) for link in element.find_all("a") if not str(link.get("href", "#")).startswith("#"))
    return min(1.0, linked / length) if length else 0.0


def own_rows(table: Tag) -> list[tuple[Tag, list[Tag]]]:
    """The rows of `table` with their cells, without those of tables inside it."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    return [(row, cells) for row in rows if (cells := row.find_all(["td", "th"], recursive=False))]
