"""A briefing as a Word file: its parts under headings, each line with the page that it stands on."""

from __future__ import annotations

from docx.document import Document as WordDocument

from assistant.answering.compose import source_name
from assistant.briefing.briefing import Briefing, BriefingLine, BriefingPart, LineKind, PartName
from assistant.briefing.briefing_texts import BRIEFING_TEXTS, BriefingTexts, note_words
from assistant.word_pages import new_word_file, word_bytes
from vectorstore.retrieval import Language

_MORE = {PartName.LEADS: "more_leads", PartName.DEADLINES: "more_due"}


def briefing_docx(briefing: Briefing, *, language: Language) -> bytes:
    """A DOCX file of a briefing, its captions in `language`."""
    texts = BRIEFING_TEXTS[language]
    name = source_name(briefing.document, page=None, language=language)
    word = new_word_file(f"{texts.heading}: {name}", language=language)
    word.add_paragraph(name, style="Title")
    word.add_paragraph().add_run(texts.made_from).italic = True
    for part in briefing.parts:
        _write_part(word, part, texts=texts, language=language)
    return word_bytes(word)


def _write_part(word: WordDocument, part: BriefingPart, *, texts: BriefingTexts, language: Language) -> None:
    word.add_heading(texts.part(part.name), level=1)
    above = ""
    for line in part.lines:
        heading = _heading(line, texts)
        if heading and heading != above:
            word.add_heading(heading, level=2)
        above = heading or above
        if line.kind is not LineKind.LEAD:
            _write_line(word, line, texts=texts, language=language)
    if part.more:
        said = str(getattr(texts, _MORE.get(part.name, "more")))
        word.add_paragraph().add_run(said.format(count=part.more)).italic = True


def _heading(line: BriefingLine, texts: BriefingTexts) -> str:
    """What a line stands under: its relation, the heading of its section, the body that leads."""
    if line.kind is LineKind.LEAD:
        return f"{line.label or texts.no_lead}: {texts.tasks(line.count)}"
    if line.kind in (LineKind.GOAL, LineKind.FUNDING, LineKind.REPORTING) or (line.kind is LineKind.INDICATOR and not line.of_row):
        return line.label
    return texts.caption(line.kind) if line.is_relation else ""


def _write_line(word: WordDocument, line: BriefingLine, *, texts: BriefingTexts, language: Language) -> None:
    paragraph = word.add_paragraph(style="List Bullet 2" if line.kind is LineKind.HEADING and line.level else "List Bullet")
    for words, bold in _runs(line, texts=texts, language=language):
        paragraph.add_run(words).bold = bold or None
    if place := texts.place(line):
        paragraph.add_run(f" ({place})").italic = True


def _runs(line: BriefingLine, *, texts: BriefingTexts, language: Language) -> list[tuple[str, bool]]:
    """The words of a line, some of them bold."""
    if line.kind is LineKind.NOTE:
        return [(note_words(line.text, language=language)[0], False)]
    if line.kind is LineKind.SUM:
        return [(f"{line.label}: ", True), (texts.total.format(total=line.text, sum=line.value), False)]
    if line.kind is LineKind.TERM:
        return [(f"{line.label}: ", True), (line.value or f"“{line.text}”", False)]
    if line.kind is LineKind.INDICATOR and line.of_row:
        return [(f"{line.label}: ", False), (line.value, True)]
    if line.kind is LineKind.TASK:
        told = [texts.lead.format(value=line.label) if line.label and not line.level else "", texts.deadline.format(value=line.value)]
        details = "; ".join(one for one in told[: 2 if line.value else 1] if one)
        return [(line.text, False), (f" – {details}" if details else "", False)]
    if line.is_relation and line.label:
        return [(f"{line.label}: ", True), (f"“{line.text}”", False)]
    if line.kind in (LineKind.GOAL, LineKind.INDICATOR, LineKind.FUNDING, LineKind.REPORTING, LineKind.HEADING) or line.is_relation:
        return [(line.text.lstrip("-–+• "), False)]
    return [(f"{texts.caption(line.kind)}: ", True), (line.text, False)]
