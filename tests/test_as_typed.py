"""What people type is read as they meant it: with the keyboard driver off, with slips, as in a chat; and what is typed properly stays."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

import evals.sample
from assistant.understanding.as_typed import as_typed
from assistant.understanding.small_talk import small_talk
from tests import typed_messages as messages
from vectorstore.diacritics import count_syllables

CONTENT = Path(evals.sample.__file__).parent / "content"


class Counted:
    """The vocabulary of the sample's texts."""

    def __init__(self, texts: list[str]) -> None:
        syllables, pairs = count_syllables(texts)
        self._total = syllables.total()
        self._forms: dict[str, dict[str, int]] = {}
        self._pairs: dict[str, dict[tuple[str, str], int]] = {}
        for (folded, form), count in syllables.items():
            self._forms.setdefault(folded, {})[form] = count
        for (folded, first, second), count in pairs.items():
            self._pairs.setdefault(folded, {})[first, second] = count

    def forms(self, folded: str) -> Mapping[str, int]:
        return self._forms.get(folded, {})

    def pairs(self, folded: str) -> Mapping[tuple[str, str], int]:
        return self._pairs.get(folded, {})

    def every_form(self) -> list[list[str]]:
        return [list(forms) for forms in self._forms.values()]

    def syllable_total(self) -> int:
        return self._total


@cache
def vocabulary() -> Counted:
    return Counted([path.read_text(encoding="utf-8") for path in sorted(CONTENT.rglob("*.md"))])


def read(text: str) -> str:
    return as_typed(text, vocabulary=vocabulary()).text


@pytest.mark.parametrize(("typed", "meant"), [*messages.TELEX, *messages.VNI])
def test_raw_telex_and_vni_are_read(typed: str, meant: str) -> None:
    assert read(typed).casefold() == meant.casefold()
    assert as_typed(typed, vocabulary=vocabulary()).told


@pytest.mark.parametrize("typed", messages.PROPER)
def test_what_is_typed_properly_stays(typed: str) -> None:
    assert read(typed) == typed


@pytest.mark.parametrize(("typed", "meant"), [*messages.CHARACTERS, *messages.SLIPS, *messages.CHAT, *messages.COURTESIES])
def test_signs_slips_chat_words_and_courtesies_are_seen_through(typed: str, meant: str) -> None:
    assert read(typed) == meant
    assert read(unicodedata.normalize("NFD", typed)) == meant


@pytest.mark.parametrize(("typed", "kind"), messages.CANNOT)
def test_what_cannot_be_done_is_told_as_such(typed: str, kind: str) -> None:
    assert small_talk(read(typed)) == kind


@pytest.mark.parametrize("typed", messages.ABOUT_DOCUMENTS)
def test_a_question_about_documents_goes_the_usual_way(typed: str) -> None:
    assert small_talk(read(typed)) is None


HOSTILE = (
    *("ngoeor", "w", "dd", "duwowngf ", "a9", "a6e6o6 ", "s", "sfrxj", "chur trif ", "so73 ", "đơm vjị ", "xqz ", "bn ", "dạ ", "ạ "),
    *("chào ad, ", "xin chào ", ", ", "?!", "1+", "soạn giúp ", "translate ", "\u200b", "🙏", "\uff11", "aaaa", "\u0323", "gửi x "),
    *("SỞ XÂY ", "please ", " cảm ơn"),
)


@pytest.mark.parametrize("fragment", HOSTILE)
def test_a_long_message_is_read_at_once_whatever_it_holds(fragment: str) -> None:
    text = (fragment * 4000)[:4000]
    for message in (text, f"Sở Xây dựng {text} làm gì", text[::-1]):
        began = time.process_time()
        small_talk(read(message))
        assert time.process_time() - began < 2
