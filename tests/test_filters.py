"""What a chat model reads from a question is taken only where the question bears it out."""

from __future__ import annotations

import pytest

from assistant.chat_model.filters import Filters, chosen_filters
from tests.scripted_models import scripted
from vectorstore.index import Index

QUESTION = "bên xây dựng phải lo những việc gì về nhà ở xã hội?"


def test_documents_and_bodies_that_the_question_speaks_of_are_taken(index: Index) -> None:
    documents = index.documents()
    chat, model = scripted('```json\n{"documents": [2, 2], "tasks": true, "lead": "Sở Xây dựng", "coordinating": "", "why": "x"}\n```')
    found = chosen_filters(chat, QUESTION, documents=documents, language="vi")
    assert found == Filters(documents=(documents[1].id,), tasks=True, lead="Sở Xây dựng")
    assert found.picks_tasks
    assert all(document.title in model.prompt() for document in documents if document.title)


def test_a_body_that_the_question_does_not_speak_of_and_a_document_that_is_not_held_are_left_out(index: Index) -> None:
    chat, _ = scripted('{"documents": [0, 99, -1], "tasks": true, "lead": "Sở Y tế", "coordinating": "Văn phòng"}')
    found = chosen_filters(chat, QUESTION, documents=index.documents(), language="vi")
    assert found == Filters(tasks=True)
    assert not found.picks_tasks


@pytest.mark.parametrize("reply", ["", "Tôi không biết.", "{", '{"documents": "all"}', '["x"]', '{"tasks": {}}', "{}{}"])
def test_what_is_no_such_object_chooses_nothing(index: Index, reply: str) -> None:
    chat, _ = scripted(reply)
    assert chosen_filters(chat, QUESTION, documents=index.documents(), language="vi") is None


def test_a_question_about_everything_is_about_no_document_in_particular(index: Index) -> None:
    documents = index.documents() * 3
    chat, _ = scripted('{"documents": [1, 2, 3, 4, 5]}')
    assert chosen_filters(chat, QUESTION, documents=documents, language="en") == Filters()
