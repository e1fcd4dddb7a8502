"""Abbreviations written out: bodies by their initials, common words by the list, and what only looks short left alone."""

from __future__ import annotations

from ingest.names.abbreviations import bare
from ingest.text.vietnamese import fold
from tests.known_bodies import known_bodies

BODIES = known_bodies()


def test_bare_words_of_short_and_full_names_are_the_same() -> None:
    assert bare("Bộ KH&CN, Sở TN&MT", BODIES) == bare("Bộ Khoa học và Công nghệ, sở tài nguyên, môi trường", BODIES)
    assert bare("hoà giải ở UBND", BODIES) == bare("hòa giải ở uỷ ban nhân dân", BODIES) == fold("hòa giải ở ủy ban nhân dân")
