"""Word files with parts that python-docx does not write itself: notes, documents set in, comments, diagrams, charts, text boxes."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

MASTHEAD = (
    "ỦY BAN NHÂN DÂN",
    "THÀNH PHỐ AN HẢI",
    "Số: 303/KH-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "An Hải, ngày 12 tháng 3 năm 2026",
    "KẾ HOẠCH",
    "Xử lý rác thải xây dựng năm 2026",
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def plan(*paragraphs: str, masthead: tuple[str, ...] = MASTHEAD) -> WordDocument:
    """A plan of these paragraphs under a masthead."""
    word = docx.Document()
    for text in (*masthead, *paragraphs):
        word.add_paragraph(text)
    return word


def saved(word: WordDocument, path: Path) -> Path:
    """The file at `path` that the document was written to."""
    word.save(str(path))
    return path


def add_part(word: WordDocument, name: str, *, content_type: str, relation: str, data: bytes) -> str:
    """Add a part of the package; the id of the relation to it comes back."""
    return word.part.relate_to(Part(PackURI(f"/word/{name}"), content_type, data, word.part.package), relation)


def add_notes(word: WordDocument, *notes: str, kind: str = "footnote") -> None:
    """Give the file the part that holds its notes, numbered from 1."""
    inside = "".join(
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> {note}</w:t></w:r></w:p></w:{kind}>'
        for number, note in enumerate(notes, 1)
    )
    rule = f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    xml = f"<w:{kind}s {nsdecls('w')}>{rule}{inside}</w:{kind}s>"
    relation = RT.FOOTNOTES if kind == "footnote" else RT.ENDNOTES
    add_part(word, f"{kind}s.xml", content_type=f"{_WORD}.{kind}s+xml", relation=relation, data=xml.encode())


def refer(paragraph: Paragraph, number: int, *, kind: str = "footnote", mark: str = "") -> None:
    """Let a paragraph end in the reference to a note."""
    run = paragraph.add_run()
    reference = OxmlElement(f"w:{kind}Reference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)
    if mark:
        reference.set(qn("w:customMarkFollows"), "1")
        text = OxmlElement("w:t")
        text.text = mark
        run._r.append(text)


def set_in(word: WordDocument, name: str, data: bytes, *, content_type: str) -> None:
    """Let another document stand at the end of the text."""
    place = OxmlElement("w:altChunk")
    place.set(qn("r:id"), add_part(word, name, content_type=content_type, relation=RT.A_F_CHUNK, data=data))
    word.element.body.insert(len(word.element.body) - 1, place)


def add_box(paragraph: Paragraph, inside: str, *, choice: bool = True, fallback: bool = True) -> None:
    """Anchor a text box of these paragraphs (XML) in a paragraph, stored for new programs, for old ones, or for both."""
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    new = (
        '<mc:Choice Requires="wps"><w:drawing><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{box}</wps:txbx></w:drawing></mc:Choice>"
    )
    empty = '<mc:Choice Requires="wps"><w:drawing/></mc:Choice>'
    old = f'<mc:Fallback><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">{box}</v:textbox></w:pict></mc:Fallback>'
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<mc:AlternateContent>{new if choice else empty}{old if fallback else ''}</mc:AlternateContent></w:r>"
        )
    )


def box_paragraph(text: str) -> str:
    """A paragraph as XML."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
