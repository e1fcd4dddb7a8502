"""Marks of footnotes in web pages, told from the exponents of units and of powers."""

from __future__ import annotations

import re

from bs4.element import NavigableString, Tag

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]{1,3}|[a-z])[\])]?")
_UNIT = re.compile(r"(?:^|[\W\d_])N?[kcdm]?m$|(?:^|\W)10$")
"""What an exponent stands behind: metres, and ten."""
_LOOKED_AT = 20
_SET = ("a", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u")


def is_note_mark(raised: Tag, *, before: str) -> bool:
    """Whether a raised piece of text refers to a footnote: it leads to another place of the page, is bracketed, or is a number behind no
    unit. `before` is the text in front of it."""
    text = raised.get_text().strip()
    if not _MARK.fullmatch(text):
        return False
    leads = any(str(link.get("href", "")).startswith("#") for link in raised.find_all("a"))
    before = before[-_LOOKED_AT:].rstrip()
    return leads or not text[0].isalnum() or (text.isdigit() and bool(before) and not _UNIT.search(before))


def without_note_marks(element: Tag) -> Tag:
    """The element, the marks of footnotes taken out of it, and each line of its text in one piece however parts of it are set."""
    for raised in element.find_all("sup"):
        earlier = raised.previous_element
        if is_note_mark(raised, before=str(earlier) if isinstance(earlier, NavigableString) else ""):
            raised.extract()
    for part in element.find_all(_SET):
        part.unwrap()
    element.smooth()
    return element
