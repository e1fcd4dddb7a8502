"""Foot- and endnotes of a Word file, each as one line that says that it is a note, to stand behind the paragraph that refers to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.text.vietnamese import has_diacritics

_KINDS = (
    (qn("w:footnoteReference"), RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote"), ("Chú thích", "Footnote")),
    (qn("w:endnoteReference"), RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote"), ("Chú thích cuối", "Endnote")),
)
"""(what refers to a note, the part that holds the notes, a note, its name in Vietnamese and in English)."""
_NOT_SHOWN = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:txbxContent"))


class Notes:
    """The notes of one Word file, numbered in the order in which they are asked for: that of their references.

    `text_of` gives the visible text of a paragraph.
    """

    def __init__(self, word: WordDocument, *, text_of: Callable[[BaseOxmlElement], str]) -> None:
        self._text_of = text_of
        self._held = {reference: _held(word, part=part, tag=tag) for reference, part, tag, _ in _KINDS}
        self._counts = dict.fromkeys(self._held, 0)
        self._names = {reference: names for reference, _, _, names in _KINDS}
        self._given: set[str] = set()

    def of(self, paragraph: BaseOxmlElement) -> Iterator[str]:
        """The notes that a paragraph refers to, white space folded: "Chú thích 1: ..."."""
        for reference in _references(paragraph):
            note = self._held[reference.tag].pop(reference.get(qn("w:id"), ""), None)
            mark = own_mark(reference)
            self._counts[reference.tag] += not mark
            if note is None:
                continue
            text = " ".join(" ".join(self._text_of(part) for part in note.iter(qn("w:p"))).split())
            if text := text.removeprefix(mark).strip():
                name = self._names[reference.tag][0 if has_diacritics(text) else 1]
                line = f"{name} {mark or self._counts[reference.tag]}: {text}"
                self._given.add(line)
                yield line

    def is_note(self, line: str) -> bool:
        """Whether a line is one of the notes that were given."""
        return line in self._given

    @property
    def left(self) -> int:
        """How many notes no paragraph has referred to so far."""
        notes = [note for held in self._held.values() for note in held.values()]
        return sum(any(self._text_of(part).strip() for part in note.iter(qn("w:p"))) for note in notes)


def own_mark(reference: BaseOxmlElement) -> str:
    """The mark that the author has put in the place of a note's number ("*"), "" where Word numbers it."""
    run = reference.getparent()
    if reference.get(qn("w:customMarkFollows")) not in ("1", "true", "on") or run is None:
        return ""
    return "".join(text.text or "" for text in run.iter(qn("w:t"))).strip()


def _held(word: WordDocument, *, part: str, tag: str) -> dict[str, BaseOxmlElement]:
    """The notes of one kind by their ids, without the rules that are drawn above them."""
    held: dict[str, BaseOxmlElement] = {}
    for relation in word.part.rels.values():
        if relation.reltype == part and not relation.is_external:
            for note in parse_xml(relation.target_part.blob).iter(tag):
                if note.get(qn("w:type"), "normal") == "normal":
                    held[note.get(qn("w:id"), "")] = note
    return held


def _references(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The references to notes in a paragraph, but for what was deleted and what stands in a text box."""
    for child in element:
        if child.tag in (_KINDS[0][0], _KINDS[1][0]):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _NOT_SHOWN and not child.tag.endswith("}Fallback"):
            yield from _references(child)
