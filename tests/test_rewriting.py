"""A follow-up made whole by a chat model is taken only where the conversation bears it out."""

from __future__ import annotations

import unicodedata

import pytest

from assistant.chat_model.rewriting import adds_nothing, rewritten
from assistant.understanding.follow_up import Turn
from tests.known_bodies import known_bodies
from tests.scripted_models import scripted

BODIES = known_bodies()

HISTORY = [Turn(question="Đơn vị nào chủ trì Chương trình 03?", answer="Đơn vị chủ trì: **Sở Xây dựng** [1].")]


@pytest.mark.parametrize(
    ("reply", "whole"),
    [
        ("Đơn vị nào chủ trì Chương trình 04?", "Đơn vị nào chủ trì Chương trình 04?"),
        ("Viết lại: Đơn vị nào chủ trì Chương trình 04?\n\nGiải thích: ...", "Đơn vị nào chủ trì Chương trình 04?"),
        ("<think>hmm</think>\n“Đơn vị nào chủ trì Chương trình 04?”", "Đơn vị nào chủ trì Chương trình 04?"),
        ("Sở Xây dựng chủ trì Chương trình 04 phải không?", "Sở Xây dựng chủ trì Chương trình 04 phải không?"),
        ("Sở Nội vụ chủ trì Chương trình 04 năm 2025?", None),
        ("", None),
        ("NOT_FOUND", None),
        ("Xin lỗi, tôi rất tiếc vì không thể giúp bạn", None),
        ("chữ " * 200, None),
    ],
)
def test_a_rewritten_question_may_not_add_names_or_numbers(reply: str, whole: str | None) -> None:
    chat, model = scripted(reply)
    assert rewritten(chat, "còn chương trình 04 thì sao?", history=HISTORY, language="vi", bodies=BODIES) == whole
    assert "Sở Xây dựng" in model.prompt()
    assert "còn chương trình 04 thì sao?" in model.prompt()


def test_names_are_the_same_in_every_spelling() -> None:
    said = unicodedata.normalize("NFD", "Bộ KH&CN chủ trì đề án hoà giải")
    assert adds_nothing("Thời hạn Bộ Khoa học và Công nghệ làm Đề án Hòa giải?", said, BODIES)
    assert not adds_nothing("Thời hạn Bộ Nội vụ làm đề án?", said, BODIES)


def test_a_long_conversation_stays_inside_the_context() -> None:
    chat, model = scripted("Ai chủ trì?", context=2000)
    rewritten(
        chat,
        "thế còn ai?",
        history=[Turn(question=f"Hỏi {n}", answer="lời " * 300) for n in range(40)],
        language="vi",
        bodies=BODIES,
    )
    assert len(model.prompt()) <= (chat.context - chat.reply) * 2
