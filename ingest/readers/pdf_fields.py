"""What form fields show on the pages of a PDF, as words in their places: text layers lack it."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator, Mapping, Sequence

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject, StreamObject

from ingest.readers.page_shapes import Word, lines_of
from ingest.text.visible_text import visible_line

logger = logging.getLogger(__name__)

_DEEPEST = 10
_MOST_FIELDS = 2_000
"""Of a page."""
_MOST_CHARACTERS = 20_000
"""Of a field."""
_HIDDEN, _NO_VIEW = 2, 32
_MULTILINE, _PASSWORD, _RADIO, _PUSH_BUTTON = 1 << 12, 1 << 13, 1 << 15, 1 << 16
_CHECKED, _UNCHECKED = "☒", "☐"
_SIZE = 11.0
"""Points of a field's letters where they are fitted to the field."""
_LEADING, _LETTER = 1.15, 0.5
"""Of the size of letters: the pitch of lines, and the mean width of a letter."""
_INSET = 2.0
_FARTHEST, _MOST_MOVED = 30.0, 200
"""Points that fields may lie off their labels, and how many of each are compared."""


def field_words(page: pypdf.PageObject) -> tuple[Word, ...]:
    """What the fields of a page are filled in with: a word for each line of text and each chosen entry, a crossed or an empty box for each
    box and button, with their places on the page as it is shown. Signatures, hidden fields, passwords and push buttons give none.
    """
    words: list[Word] = []
    try:
        for annotation in list(page.get("/Annots") or ())[:_MOST_FIELDS]:
            field = annotation.get_object()
            if isinstance(field, DictionaryObject) and not int(field.get("/F", 0)) & (_HIDDEN | _NO_VIEW):
                words.extend(_placed(list(_lines(field)), field, page=page))
    except Exception as error:  # broken fields, whatever pypdf says about them, must not lose the page
        logger.info("form fields of a page failed: %s", type(error).__name__)
    return tuple(words)


def is_xfa(reader: pypdf.PdfReader) -> bool:
    """Whether the file is a form in XFA, what is filled in standing in XML beside the pages."""
    try:
        form = reader.root_object.get("/AcroForm")
        return form is not None and "/XFA" in form.get_object()
    except Exception as error:  # a broken catalogue
        logger.info("the form of a file failed: %s", type(error).__name__)
        return False


def _lines(field: DictionaryObject) -> Iterator[str]:
    """The lines of text that a field shows."""
    kind, flags = str(_inherited(field, "/FT")), int(str(_inherited(field, "/Ff") or 0))
    if field.get("/Subtype") != "/Widget" or kind not in ("/Tx", "/Ch", "/Btn"):
        return
    value = _inherited(field, "/V")
    if kind == "/Btn":
        if not flags & _PUSH_BUTTON:
            yield _CHECKED if _is_on(field, value=value) else _UNCHECKED
    elif kind == "/Ch":
        yield ", ".join(_chosen(value, options=_inherited(field, "/Opt")))
    elif not flags & _PASSWORD:
        lines = _text(value).splitlines()
        yield from lines if flags & _MULTILINE else [" ".join(lines)]


def _inherited(field: DictionaryObject, key: str) -> PdfObject | None:
    """What a field says under `key`, or one of the fields that it belongs to."""
    for _ in range(_DEEPEST):
        if key in field:
            return field[key].get_object()
        parent = field.get("/Parent")
        field = parent.get_object() if parent is not None else DictionaryObject()
    return None


def _is_on(field: DictionaryObject, *, value: PdfObject | None) -> bool:
    state = field.get("/AS") or value
    looks = field.get("/AP", {}).get("/N")
    known = looks.get_object() if looks is not None else None
    return str(state or "/Off") != "/Off" and not (isinstance(known, DictionaryObject) and len(known) and str(state) not in known)


def _chosen(value: PdfObject | None, *, options: PdfObject | None) -> Iterator[str]:
    """The entries that are chosen, as they are shown: an option may be a pair of what it means and what it shows."""
    shown: dict[str, str] = {}
    for option in options if isinstance(options, ArrayObject) else ():
        pair = option.get_object()
        if isinstance(pair, ArrayObject) and len(pair) > 1:
            shown[_text(pair[0])] = _text(pair[1])
    for one in value if isinstance(value, ArrayObject) else [value]:
        text = _text(one)
        yield shown.get(text, text)


def _text(value: PdfObject | None) -> str:
    found = value.get_object() if value is not None else None
    if isinstance(found, StreamObject):
        data = found.get_data()
        return data.decode("utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8", errors="replace")[:_MOST_CHARACTERS]
    return str(found)[:_MOST_CHARACTERS] if found is not None else ""


def _placed(lines: Sequence[str], field: DictionaryObject, *, page: pypdf.PageObject) -> Iterator[Word]:
    """The lines in the field's rectangle from the top down, or one line in the middle of its height."""
    filled = [text for line in lines if (text := visible_line(line, limit=_MOST_CHARACTERS).strip())]
    if not filled:
        return
    left, top, right, bottom = _on_page([float(edge) for edge in field["/Rect"]], page=page)  # type: ignore[attr-defined]
    size = _size(field, height=bottom - top, count=len(filled))
    start = top + _INSET if len(filled) > 1 or bottom - top > 3 * size else (top + bottom - size) / 2
    for at, text in enumerate(filled):
        above = start + at * _LEADING * size
        end = min(max(right - _INSET, left + _INSET + 1), left + _INSET + _LETTER * size * len(text))
        yield Word(text=text, x0=left + _INSET, top=above, x1=end, bottom=above + size, size=size)


def _size(field: DictionaryObject, *, height: float, count: int) -> float:
    """The size of a field's letters, in points."""
    parts = _text(_inherited(field, "/DA")).split()
    stated = parts[parts.index("Tf") - 1] if "Tf" in parts[1:] else ""
    try:
        size = float(stated)
    except ValueError:
        size = 0.0
    return min(size or _SIZE, max(1.0, height / (count * _LEADING)))


def _on_page(rectangle: Sequence[float], *, page: pypdf.PageObject) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of a rectangle on the page as it is shown, in points."""
    box = page.mediabox
    (x0, x1), (y0, y1) = sorted((rectangle[0], rectangle[2])), sorted((rectangle[1], rectangle[3]))
    turn = page.rotation % 360
    if turn == 90:
        return y0 - float(box.bottom), x0 - float(box.left), y1 - float(box.bottom), x1 - float(box.left)
    if turn == 180:
        return float(box.right) - x1, y0 - float(box.bottom), float(box.right) - x0, y1 - float(box.bottom)
    if turn == 270:
        return float(box.top) - y1, float(box.right) - x1, float(box.top) - y0, float(box.right) - x0
    return x0, float(box.top) - y1 - float(box.bottom), x1, float(box.top) - y0 - float(box.bottom)


def with_fields(words: Sequence[Word], fields: Mapping[int, Sequence[Word]], *, number: int) -> tuple[Word, ...]:
    """The words of a page with what its fields show, which stands in place of the dots or the line that was printed to be written on."""
    shown = _beside_labels(fields.get(number, ()), words=words)
    kept = [word for word in words if not (_is_blank(word.text) and any(_overlap(word, field) for field in shown))]
    return (*kept, *shown)


def _beside_labels(fields: Sequence[Word], *, words: Sequence[Word]) -> tuple[Word, ...]:
    """The fields moved up or down together, by two lines at most, where that sets all that hold text beside a label that waits for it
    ("Đơn vị chủ trì:"): forms whose fields were all put too high or too low are read by their order, and so are these."""
    labels = [line[-1] for line in lines_of(words) if line[-1].text.endswith(":")]
    texts = [field for field in fields if field.text not in (_CHECKED, _UNCHECKED)]
    if not labels or not 0 < len(texts) <= _MOST_MOVED or len(labels) > _MOST_MOVED:
        return tuple(fields)

    def fitting(move: float) -> int:
        return len({round(label.top) for field in texts for label in labels if _is_label(label, field, move=move)})

    moves = {_middle(label) - _middle(texts[0]) for label in labels if abs(_middle(label) - _middle(texts[0])) <= _FARTHEST}
    best = max(moves | {0.0}, key=lambda move: (fitting(move), -abs(move)))
    if fitting(best) < len(texts) or fitting(0.0) == len(texts):
        return tuple(fields)
    return tuple(
        dataclasses.replace(field, top=field.top + best, bottom=field.bottom + best) if field in texts else field for field in fields
    )


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _is_label(label: Word, field: Word, *, move: float) -> bool:
    """Whether a label stands before a field that is moved down by `move` points."""
    return label.x1 <= field.x0 + 2 * _INSET and abs(_middle(field) + move - _middle(label)) < (label.bottom - label.top) / 2


def _is_blank(text: str) -> bool:
    return not text.strip("._…·-")


def _overlap(one: Word, other: Word) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom
