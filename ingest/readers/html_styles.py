"""The rules of a page's own style sheets that hide or strike what they select, and those that may show it after all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Declarations = dict[str, str]
"""Values by property, both in lower case."""
_HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|mso-hide:all|font-size:0+(?:\.0+)?(?:px|pt|em|rem|%)?|text-decoration(?:-line)?:.{0,40}line-through.{0,40}"
)
_TELLING = frozenset({"display", "visibility", "font-size", "text-decoration", "text-decoration-line", "mso-hide"})
_NAME = re.compile(r"[.#]-?[A-Za-z_][\w-]{0,100}")
_PLACE = re.compile(r":(?:nth-child|nth-of-type|nth-last-child|not)\([^()]{0,60}\)|:(?:first|last|only)-child")
_LONGEST_SHEET = 300_000
_LONGEST_SELECTOR = 200
_MOST_RULES = 100
_MOST_OTHER_RULES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HidingRule:
    """A selector, and what is said of what it selects as far as that shows, hides or strikes it."""

    selector: str
    declarations: Declarations


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRules:
    """The rules that hide or strike, and the others about the same properties."""

    hiding: tuple[HidingRule, ...]
    showing: tuple[HidingRule, ...]


def style_rules(sheets: Sequence[str], *, names: frozenset[str]) -> StyleRules:
    """The rules of some style sheets that hold on any screen and whose classes and ids (".name", "#name") are among `names`."""
    hiding: list[HidingRule] = []
    showing: list[HidingRule] = []
    for selectors, text in (rule for sheet in sheets for rule in _rules(_without_comments(sheet[:_LONGEST_SHEET]))):
        declarations = {name: value for name, value in declarations_in(text).items() if name in _TELLING}
        hides = {name: value for name, value in declarations.items() if _HIDING.fullmatch(f"{name}:{value}")}
        shows = {name: value for name, value in declarations.items() if name not in hides}
        for selector in (part.strip() for part in selectors.split(",")) if declarations else ():
            bare = _PLACE.sub("", selector)
            if not selector or len(selector) > _LONGEST_SELECTOR or ":" in bare or not names.issuperset(_NAME.findall(bare)):
                continue
            if hides and len(hiding) < _MOST_RULES:
                hiding.append(HidingRule(selector=selector, declarations=hides))
            if shows and len(showing) < _MOST_OTHER_RULES:
                showing.append(HidingRule(selector=selector, declarations=shows))
    return StyleRules(hiding=tuple(hiding), showing=tuple(showing))


def declarations_in(text: str) -> Declarations:
    """The declarations of a style attribute or of the body of a rule: "display: none; color: red"."""
    found: Declarations = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip().lower()] = " ".join(value.lower().replace("!important", "").split())
    return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """(selectors, declarations) of each rule that does not stand under a condition."""
    open_heads: list[str] = []
    pending = ""
    for part in re.split(r"([{}])", sheet):
        if part == "{":
            open_heads.append(pending.rpartition(";")[2].strip())
            pending = ""
        elif part == "}":
            head = open_heads.pop() if open_heads else ""
            if head and not head.startswith("@") and all(map(_holds_always, open_heads)):
                yield head, pending
            pending = ""
        else:
            pending = part


def _holds_always(head: str) -> bool:
    """Whether what stands under an at-rule holds on every screen: not for print, not for some widths only."""
    return " ".join(head.lower().split()) in ("@media screen", "@media all", "@media only screen") or head.startswith("@layer")


def _without_comments(sheet: str) -> str:
    parts, at = [], 0
    while (begin := sheet.find("/*", at)) >= 0:
        parts.append(sheet[at:begin])
        at = end + 2 if (end := sheet.find("*/", begin + 2)) >= 0 else len(sheet)
    return "".join((*parts, sheet[at:])).replace("<!--", "").replace("-->", "")
