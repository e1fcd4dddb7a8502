"""Finds what of a saved web page is its matter: all that does not show itself to stand around it, or the article that the page states.

Menus, headlines of others, comments and the imprint are told by what they are made of (links, an imprint's words) together with what
the page calls them; a name alone removes nothing that holds facts, for a plan may stand in a part called "print" or "related".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from ingest.readers.html_parts import BLOCKS, Measure, is_data_table, link_share, measured, page_fields

_NEVER_TEXT = (
    "script", "style", "noscript", "template", "svg", "iframe", "button", "input", "select", "textarea", "object", "audio", "video", "head",
)  # fmt: skip
_ROLES = frozenset({"navigation", "complementary", "banner", "contentinfo", "search", "menu", "dialog"})
_TAGS_AROUND = frozenset({"nav", "menu", "dialog", "aside", "footer"})
# Words in class and id names of what stands around articles, in English and in Vietnamese without diacritics.
_AROUND = re.compile(
    r"(?:^|[-_ ])(?:relate[sd]?|relation|recommend\w{0,10}|lien-?quan|tin-?khac|tin-?moi|doc-?them|xem-?them|sidebar|side-bar|"
    r"navbar|nav|navigation|menu|footer|header|banner|most-?read|tags?|hashtag|print|follow)(?:$|[-_ ])",
    re.IGNORECASE,
)
_WIDGET = re.compile(
    r"(?:^|[-_ ])(?:shares?|sharing|socials?|breadcrumbs?|ads?|adv|advert\w{0,10}|quang-?cao|newsletter|subscribe|popup|modal|cookies?|"
    r"toolbar|pagination|rating|vote|likes?)(?:$|[-_ ])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"(?:^|[-_ ])(?:comments?|binh-?luan|y-?kien)(?:$|[-_ ])", re.IGNORECASE)
_NEVER_AROUND = frozenset(
    {"html", "body", "article", "main", "p", "td", "th", "tr", "tbody", "thead", "h1", "h2", "li", "a", "span", "b", "i", "strong", "em"}
)
_MOST_OF_PAGE = 0.4
"""A part that holds this share of a page's prose is not what stands around it, whatever its class is called."""
_LINKED, _HALF_LINKED, _ALL_LINKED = 0.3, 0.5, 0.9
_SHORTEST_WIDGET = 120
_LONGEST_IMPRINT = 2000
_MENU_ITEM = 25
"""Characters of a link in a menu; a headline has more."""
_FEWEST_MENU_ITEMS = 3
_PROSE_BESIDE = 200
"""Characters of prose on a page beside which a part made of links alone leads elsewhere; without it the links are what the page is for."""
_LINKS_OF_SITE = 5
"""Links to other pages; a page with fewer is an office's own, whose <header> and <footer> are those of its text."""
_FEWEST_CARDS = 3
_ENOUGH = 0.5
_NEARLY_ALL = 0.8
_BOXES = frozenset({"div", "section", "form", "center"})
_TOO_DEEP = frozenset({"p", "tr", "tbody", "ul", "ol", "table"})
_STATED_TYPE = re.compile(r'"@type"\s*+:\s*+"(?:News|Report|Blog)?(?:Article|Posting)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class WebArticle:
    """The element that holds the matter of a page. `stated` says that the page calls it an article; `around` are the parts taken out."""

    element: Tag
    stated: bool
    around: tuple[Tag, ...] = ()


def without_unseen(page: BeautifulSoup) -> Tag:
    """The page's body, or the innermost element that holds all of it. Changes `page`: scripts and fields to fill in are taken out."""
    for element in page.find_all(_NEVER_TEXT):
        element.extract()
    body: Tag = page.body or page
    while len(inner := [child for child in body.children if isinstance(child, Tag) or str(child).strip()]) == 1:
        if not isinstance(inner[0], Tag) or inner[0].name not in _BOXES:
            break
        body = inner[0]
    return body


def states_article(page: BeautifulSoup) -> bool:
    """Whether a page says of itself that it is an article: in its fields, its linked data."""
    fields = page_fields(page)
    if fields.get("og:type", "").lower() == "article" or any(
        name in fields for name in ("article:published_time", "pubdate", "publishdate")
    ):
        return True
    return any(_STATED_TYPE.search(script.get_text()) for script in page.find_all("script", type="application/ld+json"))


def find_article(body: Tag, *, stated: bool, title: str) -> WebArticle:
    """The element of `body` that holds its matter; `stated` says that the page calls itself an article, called `title`.

    Changes `body`: what stands around the matter is taken out.
    """
    measures = measured(body)
    of_site = stated or measures[id(body)].links >= _LINKS_OF_SITE
    around = tuple(_take_out_around(body, measures=measures, stated=stated))
    measures = measured(body) if around else measures
    best = max(filter(_is_stated, body.find_all(True)), key=lambda part: measures[id(part)].prose, default=None)
    if best is not None and (not of_site or measures[id(best)].prose < max(1, _ENOUGH * measures[id(body)].prose)):
        best = None
    if best is None and not stated:
        return WebArticle(element=body, stated=False, around=around)
    element = best if best is not None else _densest(body, measures=measures)
    heading = next((found for found in body.find_all("h1") if title and _words(found) and _words(found) in title.casefold()), None)
    tables = [table for table in body.find_all("table") if is_data_table(table) and measures[id(table)].link_share < _HALF_LINKED]
    for other in filter(None, (heading, *tables)):
        element = _around_both(element, other, body=body)
    return WebArticle(element=element, stated=stated or (best is not None and best.name == "article"), around=around)


def _take_out_around(body: Tag, *, measures: Mapping[int, Measure], stated: bool) -> Iterator[Tag]:
    """The parts of `body` that stand around its matter, each taken out of it."""
    cards = _cards(body) if stated else []
    if measures[id(body)].prose - sum(measures[id(card)].prose for card in cards) >= _PROSE_BESIDE:
        for card in cards:
            yield card.extract()
    most = _MOST_OF_PAGE * measures[id(body)].prose
    gone: set[int] = set()
    for element in body.find_all(True):
        if id(element.parent) in gone:
            gone.add(id(element))
        elif element.get("aria-hidden") == "true" or _stands_around(element, measures=measures, body=body, most=most, stated=stated):
            gone.add(id(element))
            yield element.extract()


def _cards(body: Tag) -> list[Tag]:
    """Parts that show other articles, three or more alike side by side, each under a headline that leads to it."""
    found: list[Tag] = []
    for parent in (body, *body.find_all(["div", "section", "main"])):
        alike: defaultdict[tuple[str, str], list[Tag]] = defaultdict(list)
        for child in (part for part in parent.children if isinstance(part, Tag) and part.name in ("div", "article", "section")):
            alike[child.name, " ".join(_names(child))].append(child)
        for parts in alike.values():
            headed = [part for part in parts if _leads_by_headline(part)] if len(parts) >= _FEWEST_CARDS else []
            found += headed if len(headed) >= _FEWEST_CARDS else []
    return found


def _leads_by_headline(part: Tag) -> bool:
    headings = part.find_all(["h2", "h3", "h4"], limit=2)
    return len(headings) == 1 and link_share(headings[0]) >= _ALL_LINKED


def _stands_around(element: Tag, *, measures: Mapping[int, Measure], body: Tag, most: float, stated: bool) -> bool:
    own = measures[id(element)]
    if own.has_title or own.has_table or element.name in _NEVER_AROUND or not own.length:
        return False
    if _leads_elsewhere(element, own, whole=measures[id(body)], stated=stated):
        return True
    if own.prose > most:
        return False
    names = _names(element)
    if any(_COMMENTS.search(name) for name in names):
        return True
    linked = own.link_share >= _LINKED
    if any(_WIDGET.search(name) for name in names):
        return linked or own.length <= _SHORTEST_WIDGET
    called = element.name in _TAGS_AROUND or str(element.get("role", "")).lower() in _ROLES or any(_AROUND.search(name) for name in names)
    imprint = own.has_imprint and own.length <= _LONGEST_IMPRINT
    return (called or element.name == "header") and (linked or imprint)


def _leads_elsewhere(element: Tag, own: Measure, *, whole: Measure, stated: bool) -> bool:
    """Whether a part is a menu, a list of other articles under "Tin liên quan", or links alone beside prose."""
    if element.name not in BLOCKS:
        return False
    if own.heads_others and own.link_share >= _HALF_LINKED:
        return True
    if own.link_share < _ALL_LINKED:
        return False
    if own.links >= _FEWEST_MENU_ITEMS and own.linked / own.links <= _MENU_ITEM:
        return True
    return whole.prose >= _PROSE_BESIDE and (stated or element.name in ("ul", "ol", "div", "section", "center", "table"))


def _names(element: Tag) -> list[str]:
    classes = element.get("class")
    names = [str(element.get("id", "")), *(classes if isinstance(classes, list) else [str(classes or "")])]
    return [re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name) for name in names if name]


def _is_stated(element: Tag) -> bool:
    return element.name in ("article", "main") or element.get("role") == "main" or element.get("itemprop") == "articleBody"


def _densest(body: Tag, *, measures: Mapping[int, Measure]) -> Tag:
    """The deepest element that still holds nearly all of the page's prose."""
    best = body
    while True:
        inner = max((child for child in best.children if isinstance(child, Tag)), key=lambda part: measures[id(part)].prose, default=None)
        if inner is None or inner.name in _TOO_DEEP or measures[id(inner)].prose < max(1, _NEARLY_ALL * measures[id(body)].prose):
            return best
        best = inner


def _around_both(element: Tag, other: Tag, *, body: Tag) -> Tag:
    """The smallest element that holds both."""
    above = {id(parent) for parent in (other, *other.parents)}
    return next((parent for parent in (element, *element.parents) if id(parent) in above), body)


def _words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split()).casefold()
