"""A reply of any form or length is read in a moment and never fails; the built-in answer survives it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest
from langchain_core.messages import HumanMessage

from assistant.chat_model.filters import chosen_filters
from assistant.chat_model.reply import ReplyParser
from assistant.chat_model.rewriting import rewritten
from assistant.chat_model.streaming import CHARACTERS_A_TOKEN, GenerationStopped, pieces
from assistant.checking.check import check
from tests.injected_orders import TRUE
from tests.known_bodies import known_bodies
from tests.scripted_models import scripted
from tests.test_injections import passage
from vectorstore.index import Index

BODIES = known_bodies()

SECONDS = 10.0
"""Some hundred times what each takes on an idle core: a pattern that goes back over its text takes minutes."""
N = 1_000_000
REPLIES = {
    "digits": f'[ {"9" * 5000}: "x"]',
    "digits in range": f"[1-{'9' * 5000}]",
    "digits said": f"Kinh phí là {'9' * 5000} đồng [1].",
    "spaces": f"[{' ' * 30_000}",
    "round spaces": f"({' ' * 30_000}",
    "nguồn spaces": f"(nguồn{' ' * 30_000}",
    "opening": "[" * N,
    "closing": "]" * N,
    "round": "(" * N,
    "pairs": "[]" * (N // 2),
    "numbered": "[1" * (N // 2),
    "citations": "[1]" * (N // 3),
    "unclosed quotes": '[1: "a' * (N // 6),
    "unquoted": '[1: "a] ' * (N // 8),
    "quotation marks": f"[1: {'“' * 30_000}]",
    "straight marks": '[1: "' + '"' * 30_000 + '"]',
    "marks and spaces": '[1: "' + '" ' * 30_000 + '"]',
    "many quotes": '[1: "a"; 2: "b"; ' + '3: "c"; ' * 30_000 + "]",
    "nested": "[1: [2: [3: " * 30_000,
    "no stop": "chữ " * (N // 4),
    "one word": "a" * N,
    "stops": "." * N,
    "short sentences": "Sở A. " * (N // 6),
    "abbreviations": "tp. " * (N // 4),
    "stops and marks": "a.[1] " * (N // 6),
    "semicolons": "a [1]; " * (N // 7),
    "line feeds": "\n" * N,
    "bullets": "- * # " * (N // 6),
    "thoughts": "<think>" * (N // 7),
    "thoughts ended": "</think>" * (N // 8),
    "thoughts crossed": "<think></thinking>" * (N // 18),
    "tags": "<" * N,
    "stars": "*" * N,
    "commas": "," * N + ".",
    "emphasis": "**a** " * (N // 6),
    "combining": "a" + "\u0323\u0301" * (N // 2),
    "surrogates": "\ud800" * 1000,
    "controls": "".join(map(chr, range(0x20))) * 1000,
    "private": "\ue001\uf8ff" * 10_000,
    "not found": "NOT_FOUND " * (N // 10),
    "roman": "I" * 100_000 + " [1].",
    "dates": "30/6/2026, " * (N // 11),
    "groups": "1.000." * (N // 6),
    "links": "https://" * (N // 8),
    "dots": "a." * (N // 2),
    "at": "a@" * (N // 2),
    "phones": "0 1 " * (N // 4),
    "bodies": "Sở Xây dựng, " * (N // 13),
    "people": "ông Nguyễn Văn A " * (N // 17),
    "department of": "The Department of A and B of C " * (N // 31),
    "people's committee": "Aaa " * (N // 4) + "People's Committee",
    "no": "không " * (N // 6),
}


def chunks(reply: str, size: int) -> Iterator[str]:
    return (reply[at : at + size] for at in range(0, len(reply), size))


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES.keys())
def test_any_reply_is_read_and_checked_in_a_moment(reply: str) -> None:
    sources = (passage(f"{TRUE}."),)
    began = time.process_time()
    parser, dropped = ReplyParser(), 0
    for chunk in chunks(reply, 4):
        for claim in parser.feed(chunk):
            dropped += dropped < 20 and not check(claim, sources, question="Ai trồng cây?", bodies=BODIES).holds
        if parser.full or dropped >= 20:
            break
    for claim in parser.close()[:20]:
        check(claim, sources, question="Ai trồng cây?", bodies=BODIES)
    assert time.process_time() - began < SECONDS


def test_pieces_of_replies_in_any_order_never_fail() -> None:
    parts = [
        TRUE,
        '[1: "',
        '"]',
        "[",
        "]",
        "(",
        ")",
        "1",
        "99",
        ":",
        '"',
        "“",
        "”",
        " ",
        "\n",
        ".",
        ";",
        ",",
        "<think>",
        "</think>",
        "```",
        "**",
    ]
    parts += [
        "Không",
        "Có, ",
        "not ",
        "NOT_FOUND",
        "\u202e",
        "\u0301",
        "%",
        "8.300 tỷ đồng",
        "30/6/2031",
        "Sở Y tế",
        "- ",
        "# ",
        "|",
        "\ue001",
        "…",
    ]
    sources = (passage(f"{TRUE}."),)
    for seed in range(150):
        chosen = random.Random(seed)
        reply = "".join(chosen.choice(parts) for _ in range(60))
        parser = ReplyParser()
        for claim in (*parser.feed(reply[:100]), *parser.feed(reply[100:]), *parser.close()):
            checked = check(claim, sources, question="Ai trồng cây?", bodies=BODIES)
            assert not checked.holds or all(proof.text in sources[0].passage.text for proof in checked.evidence)


def test_a_true_sentence_before_a_flood_is_kept() -> None:
    parser = ReplyParser()
    said = [claim.text for chunk in chunks(f'{TRUE} [1: "{TRUE}"]. ' + "[1: x " * 100_000, 50) for claim in parser.feed(chunk)]
    assert [*said, *(claim.text for claim in parser.close())][0] == f"{TRUE}."


def test_a_reply_is_cut_where_it_is_longer_than_the_model_may_write() -> None:
    chat, _ = scripted(["chữ " * 1000] * 10_000, context=400)
    came: list[str] = []
    with pytest.raises(GenerationStopped) as stop:
        for piece in pieces(chat, [HumanMessage("?")]):
            came.append(piece)
    assert stop.value.note is None
    assert sum(map(len, came)) == chat.reply * CHARACTERS_A_TOKEN


@pytest.mark.parametrize(
    "reply", ["{" * 200_000, '{"documents": ' + "[" * 3000 + "}", '{"documents": [' + "9" * 3500 + "]}", "}{" * 100_000]
)
def test_what_is_no_choice_of_filters_chooses_nothing(index: Index, reply: str) -> None:
    chat, _ = scripted(reply, context=400_000)
    found = chosen_filters(chat, "việc gì?", documents=index.documents(), language="vi")
    assert found is None or not found.documents


def test_a_flood_is_no_question() -> None:
    for reply in ("<think>" * 50_000, "câu hỏi: " * 50_000, " " * 200_000, "\u202e" * 10_000):
        chat, _ = scripted(reply, context=400_000)
        assert rewritten(chat, "còn 04?", history=(), language="vi", bodies=BODIES) is None
