"""Abbreviations written out: bodies by their initials, common words by the list, and what only looks short left alone."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.names.abbreviations import bare, written_out
from ingest.vietnamese import fold
from tests.known_bodies import known_bodies

BODIES = known_bodies()


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Bộ KH&CN", "Bộ Khoa học và Công nghệ"),
        ("Bo KH&CN", "Bộ Khoa học và Công nghệ"),
        ("bộ khcn", "Bộ Khoa học và Công nghệ"),
        ("bo khcn", "Bộ Khoa học và Công nghệ"),
        ("Sở NN và PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Bộ VH,TT&DL", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Bộ LĐ-TB&XH", "Bộ Lao động - Thương binh và Xã hội"),
        ("so gtvt", "Sở Giao thông vận tải"),
    ],
)
def test_initials_behind_a_head_word_are_the_name_of_the_body(short: str, full: str) -> None:
    assert written_out(f"Theo {short} thì sao?", BODIES) == f"Theo {full} thì sao?"
    assert written_out(unicodedata.normalize("NFD", short), BODIES) == full


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("nâng cấp CSDL dùng chung", "nâng cấp cơ sở dữ liệu dùng chung"),
        ("rà soát TTHC", "rà soát thủ tục hành chính"),
        ("ubnd phường", "ủy ban nhân dân phường"),
        ("hdnd phuong", "hội đồng nhân dân phuong"),
        ("ĐBSCL", "đồng bằng sông Cửu Long"),
        ("ÐBSCL", "đồng bằng sông Cửu Long"),  # the Icelandic letter, which some keyboards give
    ],
)
def test_common_words_are_written_out_where_they_stand_alone(short: str, full: str) -> None:
    assert written_out(short, BODIES) == full
    assert written_out(unicodedata.normalize("NFD", short), BODIES) == full


@pytest.mark.parametrize("typed", ["TP. Hà Nội", "TP.Hà Nội", "Tp.Hà Nội", "tp. Hà Nội", "Tp Hà Nội"])
def test_a_place_is_written_out_apart_from_its_name(typed: str) -> None:
    assert written_out(typed, BODIES) == "thành phố Hà Nội"


def test_the_full_stop_of_a_sentence_stays() -> None:
    assert written_out("Đẩy mạnh CNTT. Giảm TTHC.", BODIES) == "Đẩy mạnh công nghệ thông tin. Giảm thủ tục hành chính."


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 84/KH-UBND",
        "Nghị định 30/2020/NĐ-CP",
        "Quyết định số 12/QĐ-TTg",
        "bộ phận một cửa",
        "quyền sở hữu",
        "Ban công của bộ đội",
        "KPI của năm",
        "Sở Y tế",
        "so sánh hai bên",
        "Bộ ABCXYZ",
    ],
)
def test_numbers_of_documents_and_words_that_only_look_short_stay(text: str) -> None:
    assert written_out(text, BODIES) == text


def test_bare_words_of_short_and_full_names_are_the_same() -> None:
    assert bare("Bộ KH&CN, Sở TN&MT", BODIES) == bare("Bộ Khoa học và Công nghệ, sở tài nguyên, môi trường", BODIES)
    assert bare("hoà giải ở UBND", BODIES) == bare("hòa giải ở uỷ ban nhân dân", BODIES) == fold("hòa giải ở ủy ban nhân dân")
