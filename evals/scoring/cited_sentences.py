"""How many of an answer's sentences say where they are from."""

from __future__ import annotations

import re

from ingest.text.sentences import sentences

_MARK = re.compile(r"\[\d{1,3}\]")
_MARK_BEHIND_STOP = re.compile(r"((?<![.!?…])[.!?…]++)[ \t]*+((?:\[\d{1,3}\][ \t]*+)++)")
_ITEM = re.compile(r"\s*(?:[-*•+]|\d{1,3}[.)])\s")
_STOPS = str.maketrans(dict.fromkeys(".!?…", ","))


def cited_sentences(answer: str) -> tuple[int, int]:
    """(sentences, those with a mark [n]) of an answer's text.

    A sentence of quoted words is one with the words around it, however many full stops it holds, and so is the item of a list. What only
    leads over to the lines below it ("Có 2 nhiệm vụ:") states nothing and does not count. A mark behind a full stop is of what is before.
    """
    found = [sentence for line in _quotes_closed(answer).splitlines() for sentence in _of_line(line) if _states(sentence)]
    return len(found), sum(_MARK.search(sentence) is not None for sentence in found)


def _of_line(line: str) -> list[str]:
    if _ITEM.match(line):
        return [line]
    moved = _MARK_BEHIND_STOP.sub(lambda match: f" {match[2].strip()}{match[1]} ", line)
    return [moved[start:end] for start, end in sentences(moved)]


def _states(sentence: str) -> bool:
    return any(char.isalnum() for char in _MARK.sub("", sentence)) and not sentence.rstrip(" *_").endswith(":")


def _quotes_closed(text: str) -> str:
    """The text with the full stops inside quotation marks and emphasis made commas; a quote may hold others, or lack its end."""
    return "\n".join(map(_closed, text.splitlines()))


def _closed(line: str) -> str:
    straight = line.count('"') % 2 == 0  # an odd one is stray
    inside, depth, bold, pieces = False, 0, False, []
    for place, char in enumerate(line):
        depth += (char == "“") - (char == "”" and depth > 0)
        inside ^= char == '"' and straight
        bold ^= line.startswith("**", place)
        pieces.append(char.translate(_STOPS) if depth or inside or bold else char)
    return "".join(pieces)
