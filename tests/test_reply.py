"""A chat model's reply read as it streams."""

from __future__ import annotations

import random
import unicodedata

import pytest

from assistant.chat_model.reply import Claim, QuotedWords, ReplyParser


def _read(reply: str) -> tuple[tuple[Claim, ...], bool]:
    parser = ReplyParser()
    claims = (*parser.feed(reply), *parser.close())
    return claims, parser.declined


def _said(reply: str) -> list[tuple[str, list[tuple[int, str]]]]:
    return [(claim.text, [(quote.passage, quote.words) for quote in claim.quotes]) for claim in _read(reply)[0]]


def test_sentence_comes_with_its_passages_and_words() -> None:
    reply = 'Sở Xây dựng chủ trì Kế hoạch 84 [2: "Sở Xây dựng chủ trì"] [3: "kế hoạch số 84"]. Hạn là Quý IV/2026 [1].'
    assert _said(reply) == [
        ("Sở Xây dựng chủ trì Kế hoạch 84.", [(2, "Sở Xây dựng chủ trì"), (3, "kế hoạch số 84")]),
        ("Hạn là Quý IV/2026.", [(1, "")]),
    ]


@pytest.mark.parametrize(
    ("cited", "quotes"),
    [
        ("[2]", [(2, "")]),
        ("[1, 2]", [(1, ""), (2, "")]),
        ("[1][2]", [(1, ""), (2, "")]),
        ("[1-3]", [(1, ""), (2, ""), (3, "")]),
        ("[^4]", [(4, "")]),
        ("[2: “chủ trì kế hoạch”]", [(2, "chủ trì kế hoạch")]),
        ("[2: 'chủ trì kế hoạch']", [(2, "chủ trì kế hoạch")]),
        ("[2: «chủ trì kế hoạch»]", [(2, "chủ trì kế hoạch")]),
        ('[đoạn 2: "chủ trì kế hoạch"]', [(2, "chủ trì kế hoạch")]),
        ('[2 "chủ trì kế hoạch"]', [(2, "chủ trì kế hoạch")]),
        ("[2: chủ trì kế hoạch]", [(2, "chủ trì kế hoạch")]),
        ('【2†"chủ trì kế hoạch"】', [(2, "chủ trì kế hoạch")]),
        ('(2: "chủ trì kế hoạch")', [(2, "chủ trì kế hoạch")]),
        ('(nguồn: [2: "chủ trì kế hoạch"])', [(2, "chủ trì kế hoạch")]),
        ('[1: "a b", "c d"; 2: "e g"]', [(1, "a b"), (1, "c d"), (2, "e g")]),
        ('[2: "chủ trì\n kế hoạch"]', [(2, "chủ trì kế hoạch")]),
        ('[2: "Điều 5 [sửa đổi] của luật"]', [(2, "Điều 5 [sửa đổi] của luật")]),
        ('[2: "phong trào "Ba sạch" ở xã"]', [(2, 'phong trào "Ba sạch" ở xã')]),
    ],
)
def test_citations_are_read_in_the_forms_that_models_give_them(cited: str, quotes: list[tuple[int, str]]) -> None:
    assert _said(f"Sở A chủ trì {cited}.") == [("Sở A chủ trì.", quotes)]


def test_citation_behind_the_full_stop_belongs_to_the_sentence_before() -> None:
    assert _said("Sở A chủ trì. [1] Sở B phối hợp. [2]") == [("Sở A chủ trì.", [(1, "")]), ("Sở B phối hợp.", [(2, "")])]


def test_citation_on_a_line_of_its_own_belongs_to_the_line_before_and_one_before_a_sentence_to_that() -> None:
    assert _said("Sở A chủ trì.\n[1]\nSở B phối hợp [2].") == [("Sở A chủ trì.", [(1, "")]), ("Sở B phối hợp.", [(2, "")])]
    assert _said("[1] Sở A chủ trì.\n[2] Sở B phối hợp.") == [("Sở A chủ trì.", [(1, "")]), ("Sở B phối hợp.", [(2, "")])]


def test_citation_in_mid_sentence_does_not_end_it_but_a_semicolon_does() -> None:
    assert _said("Sở A [1] chủ trì và Sở B [2] phối hợp.") == [("Sở A chủ trì và Sở B phối hợp.", [(1, ""), (2, "")])]
    assert _said("Sở A chủ trì [1]; Sở B phối hợp [2].") == [("Sở A chủ trì.", [(1, "")]), ("Sở B phối hợp.", [(2, "")])]


def test_lists_markdown_thoughts_and_fences_are_taken_off() -> None:
    reply = "<think>Đoạn [1] nói gì?</think>\n```\n### Kết quả [1]\n- **Sở A** chủ trì [1]\n2. `Sở B` _phối hợp_ [2]\n```"
    assert _said(reply) == [("Kết quả", [(1, "")]), ("Sở A chủ trì", [(1, "")]), ("Sở B phối hợp", [(2, "")])]


def test_thoughts_whose_beginning_the_server_kept_are_left_out_of_what_is_given_last() -> None:
    assert _said("Xem đoạn một. Rồi đoạn hai.</think>Sở A chủ trì [1].") == [("Sở A chủ trì.", [(1, "")])]


def test_abbreviations_and_grouped_numbers_do_not_end_a_sentence() -> None:
    assert _said("Kinh phí là 8.300 tỷ đồng tại TP. Hà Nội [1].") == [("Kinh phí là 8.300 tỷ đồng tại TP. Hà Nội.", [(1, "")])]


def test_sentence_without_a_citation_is_a_claim_that_cites_nothing() -> None:
    assert _said("Sở A chủ trì. Sở B phối hợp [2].") == [("Sở A chủ trì.", []), ("Sở B phối hợp.", [(2, "")])]


def test_nothing_but_a_citation_says_the_words_that_it_quotes() -> None:
    assert _said('[2: "Sở A chủ trì kế hoạch"]') == [("Sở A chủ trì kế hoạch", [(2, "Sở A chủ trì kế hoạch")])]


def test_no_mark_of_ours_is_left_in_a_text() -> None:
    assert all("[" not in claim.text for claim in _read("Năm [2025] có việc [12] \ue001 và [3: “x y”] xong [4: lỡ")[0])


def test_reply_cut_off_keeps_the_sentence_whose_citation_was_begun_and_drops_half_a_sentence() -> None:
    assert _said('Sở A chủ trì [1]. Sở B phối hợp [2: "Sở B ph') == [("Sở A chủ trì.", [(1, "")]), ("Sở B phối hợp", [(2, "")])]
    assert _said("Sở A chủ trì [1]. Sở B phối") == [("Sở A chủ trì.", [(1, "")])]


@pytest.mark.parametrize(
    "reply", ["NOT_FOUND", "not_found.", "**NOT_FOUND**", '"Not found"', "[NOT_FOUND]", "<think>x</think> NOT_FOUND\n"]
)
def test_declining_is_recognised(reply: str) -> None:
    assert _read(reply) == ((), True)


def test_declining_with_an_answer_behind_it_is_no_declining() -> None:
    claims, declined = _read("NOT_FOUND. Sở A chủ trì [1].")
    assert not declined
    assert [claim.text for claim in claims] == ["Sở A chủ trì."]


def test_text_comes_in_nfc() -> None:
    text = _read(unicodedata.normalize("NFD", "Thủy lợi và đường Đê [1]."))[0][0].text
    assert text == "Thủy lợi và đường Đê."
    assert unicodedata.is_normalized("NFC", text)


def test_how_the_reply_is_cut_into_chunks_changes_nothing() -> None:
    reply = (
        '<think>[1: "x"] nhé.</think>Trả lời: Sở A chủ trì. [1: “a b\nc”] Kinh phí 8.300 tỷ tại TP. Hà Nội [2, 3]; hạn 30/6/2026 [4].\n\n'
        '- Sở B (nguồn: [2: "phong trào "Ba sạch" [mới]"]) phối hợp\n[5]\n- Sở C [sic] theo dõi'
    )
    whole = _read(reply)
    for seed in range(40):
        random_source = random.Random(seed)
        parser, at = ReplyParser(), 0
        found: list[Claim] = []
        while at < len(reply):
            size = random_source.choice((1, 1, 2, 3, 8, 21))
            found += parser.feed(reply[at : at + size])
            at += size
        assert ((*found, *parser.close()), parser.declined) == whole


def test_sentence_is_given_as_soon_as_the_next_has_begun() -> None:
    parser = ReplyParser()
    assert parser.feed("Sở A chủ trì [1].") == ()
    assert parser.feed(" Sở B") == (Claim(text="Sở A chủ trì.", quotes=(QuotedWords(passage=1),)),)
    assert parser.feed(" phối hợp [2].") == ()
    assert [claim.text for claim in parser.close()] == ["Sở B phối hợp."]
