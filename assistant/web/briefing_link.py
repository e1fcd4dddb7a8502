"""Below an answer that is about one document as a whole: the way to the briefing of it."""

from __future__ import annotations

from html import escape

from assistant.answering.answer import Answer
from assistant.web.addresses import briefing_address
from assistant.web.documents.briefing_html import document_name
from assistant.web.documents.documents_texts import DOCUMENTS_TEXTS
from vectorstore.retrieval import Language


def briefing_link(answer: Answer, *, language: Language) -> str:
    """The link, where a header, a relation, a section or the tasks of one document answered; "" for other answers."""
    documents = {citation.document_id: citation.held.document for citation in answer.citations}
    if not answer.certain or answer.abstained or len(documents) != 1:
        return ""
    (record,) = documents.values()
    label = DOCUMENTS_TEXTS[language].briefing_of.format(title=document_name(record, language=language))
    return f'<a class="to-briefing" href="{escape(briefing_address(record.id))}">{escape(label)}</a>'
