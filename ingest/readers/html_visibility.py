"""What a web page does not show, or shows struck out, is taken out of it: by its tags, its styles, and its own style sheets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from ingest.readers.html_styles import Declarations, HidingRule, declarations_in, style_rules
from ingest.readers.left_out import LeftOut, Unseen

_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_CELLS = frozenset({"td", "th"})
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "svg", "head", "title"})
_ZERO = re.compile(r"0+(?:\.0+)?(?:px|pt|em|rem|ex|%)?")
_FAR_AWAY = re.compile(r"-\d{4,6}(?:\.\d{1,6})?(?:px|pt|em|rem)?")
_WHITE = re.compile(r"#fff(?:fff)?|white|rgb\(255, ?255, ?255\)")
_NEARLY_ALL = 0.8
"""Of a page's letters: where more are hidden, a script was to show them, as pages do that wait until they are loaded."""
_MOST_MATCHES = 20_000


@dataclass(slots=True)
class UnseenParts:
    """Where words were taken out of a page: under which tags, how many and why."""

    found: list[tuple[Tag, str, Unseen]] = field(default_factory=list)
    note: str = ""

    def notes_on(self, article: Tag) -> tuple[str, ...]:
        """Notes on what was taken out of `article`; what stood around it does not count."""
        left_out = LeftOut()
        for parent, text, reason in self.found:
            if parent is article or any(ancestor is article for ancestor in parent.parents):
                left_out.add(text, reason=reason)
        return (*filter(None, [self.note]), *left_out.notes)


def take_out_unseen(page: BeautifulSoup) -> UnseenParts:
    """Change `page` into what its reader sees of it. Cells keep their place where only their text is not shown."""
    body = page.body or page
    sheets = _SheetStyles(page)
    looks = _Looks(sheets=sheets, plain_paper=not _has_sheets_of_colours(page))
    unseen = list(looks.unseen_in(body))
    parts = UnseenParts()
    hidden = sum(_letters(element) for element, reason in unseen if reason is Unseen.HIDDEN)
    if hidden > _NEARLY_ALL * _letters(body):
        unseen = [(element, reason) for element, reason in unseen if reason is not Unseen.HIDDEN]
        parts.note = "Nearly all of the page is hidden until a script shows it; it was read all the same."
    for element, reason in unseen:
        text = element.get_text() if isinstance(element, Tag) else str(element)
        keeps_place = isinstance(element, Tag) and element.name in _CELLS and not looks.is_gone(element)
        parent = element if isinstance(element, Tag) and keeps_place else element.parent
        if isinstance(element, Tag) and keeps_place:
            element.clear()
        else:
            element.replace_with(" " if text[:1].isspace() or text[-1:].isspace() else "")
        if parent is not None and text.strip():
            parts.found.append((parent, text, reason))
    return parts


@dataclass(slots=True, kw_only=True)
class _Looks:
    sheets: _SheetStyles
    plain_paper: bool

    def unseen_in(self, parent: Tag) -> Iterator[tuple[PageElement, Unseen]]:
        """The outermost parts that are not seen, in order."""
        waiting: list[PageElement] = list(reversed(parent.contents))
        while waiting:
            element = waiting.pop()
            if not isinstance(element, Tag) or element.name in _NO_TEXT:
                continue
            reason = self._reason(element)
            if reason is not None and _is_sizeless(self._style(element)) and not _is_whole(element):
                yield from ((text, reason) for text in element.children if _is_text(text))
                reason = None
            if reason is not None:
                yield element, reason
            else:
                waiting.extend(reversed(element.contents))

    def is_gone(self, element: Tag) -> bool:
        """Whether an element that is not shown takes no place either."""
        return element.has_attr("hidden") or self._style(element).get("display") == "none"

    def _style(self, element: Tag) -> Declarations:
        return {**self.sheets.of(element), **declarations_in(str(element.get("style", "")))}

    def _reason(self, element: Tag) -> Unseen | None:
        style = self._style(element)
        decoration = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"
        if "line-through" in decoration or (element.name in _STRUCK_TAGS and "none" not in decoration):
            return Unseen.STRUCK
        hides = style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse") or style.get("mso-hide") == "all"
        if hides or (element.has_attr("hidden") and "display" not in style):
            return Unseen.HIDDEN
        if any(_FAR_AWAY.fullmatch(style.get(name, "")) for name in ("left", "top", "text-indent", "margin-left")):
            return Unseen.HIDDEN
        white = self.plain_paper and _WHITE.fullmatch(_colour(element, style=style)) is not None
        if _is_sizeless(style) or (white and _is_on_paper(element)):
            return Unseen.PALE
        return None


class _SheetStyles:
    """What the style sheets in a page say about the elements that they hide or strike, where all that they say of these agrees."""

    def __init__(self, page: BeautifulSoup) -> None:
        self._styles: dict[int, Declarations] = {}
        rules = style_rules([sheet.get_text() for sheet in page.find_all("style") if _is_for_screen(sheet)], names=_names(page))
        found: defaultdict[int, Declarations] = defaultdict(dict)
        elements: dict[int, Tag] = {}
        for rule in rules.hiding:
            for element in _selected(page, rule):
                elements[id(element)] = element
                found[id(element)].update(rule.declarations)
        if len(elements) * len(rules.showing) > _MOST_MATCHES:
            return
        for key, element in elements.items():
            others = [rule for rule in rules.showing if rule.declarations.keys() & found[key].keys() and _matches(element, rule)]
            shown = {name for rule in others for name in rule.declarations}
            self._styles[key] = {name: value for name, value in found[key].items() if name not in shown}

    def of(self, element: Tag) -> Declarations:
        return self._styles.get(id(element), {})


def _selected(page: BeautifulSoup, rule: HidingRule) -> list[Tag]:
    try:
        return list(page.select(rule.selector))
    except Exception:  # soupsieve answers selectors that it does not know with several errors
        return []


def _matches(element: Tag, rule: HidingRule) -> bool:
    try:
        return bool(element.css.match(rule.selector))
    except Exception:  # see above; what may show an element is taken to do so
        return True


def _names(page: BeautifulSoup) -> frozenset[str]:
    """The classes and ids of a page, as selectors write them."""
    found: set[str] = set()
    for element in page.find_all(True):
        classes = element.get("class") or ()
        found.update(f".{name}" for name in ([classes] if isinstance(classes, str) else classes))
        found.add(f"#{element.get('id', '')}")
    return frozenset(found)


def _is_for_screen(sheet: Tag) -> bool:
    return str(sheet.get("media", "all")).strip().lower() in ("", "all", "screen")


def _has_sheets_of_colours(page: BeautifulSoup) -> bool:
    """Whether a style sheet may put another colour than white behind anything."""
    linked = any("stylesheet" in (link.get("rel") or ()) for link in page.find_all("link"))
    return linked or any("background" in sheet.get_text() for sheet in page.find_all("style"))


def _is_on_paper(element: Tag) -> bool:
    """Whether neither an element nor what it stands in states what is behind it."""
    return not any(
        "background" in str(box.get("style", "")).lower() or box.has_attr("bgcolor") or box.has_attr("background")
        for box in (element, *element.parents)
    )


def _colour(element: Tag, *, style: Declarations) -> str:
    return style.get("color") or (str(element.get("color", "")).lower() if element.name == "font" else "")


def _is_sizeless(style: Declarations) -> bool:
    return _ZERO.fullmatch(style.get("font-size", "")) is not None


def _is_whole(element: Tag) -> bool:
    """Whether nothing in an element may have a size of its own."""
    return not any("font-size" in str(inner.get("style", "")) or inner.has_attr("class") for inner in element.find_all(True))


def _is_text(element: PageElement) -> bool:
    return isinstance(element, NavigableString) and not isinstance(element, PreformattedString) and bool(element.strip())


def _letters(element: PageElement) -> int:
    return sum(map(str.isalpha, element.get_text() if isinstance(element, Tag) else str(element)))
