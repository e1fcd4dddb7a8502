"""What stands around the text of a saved article: share lines, headlines of other articles, the imprint of a site.

Only a text that shows itself to be a saved article holds any: an office's own text has lines that look the same ("Đường dây nóng: ...",
"Xem thêm") and mean it. Rows of tables are never part of it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from ingest.document import BlockKind
from ingest.layout.article import day_alone
from ingest.layout.headings import bullet_of, heading_of
from ingest.raw import RawBlock
from ingest.text.vietnamese import fold

_OTHERS_BEGIN = re.compile(
    r"(?:(?:cac\s+)?(?:tin|bai)(?:\s+bai|\s+viet)?\s+(?:cung\s+chuyen\s+muc|lien\s+quan|khac|moi\s+hon|cu\s+hon|moi\s+nhat|noi\s+bat)"
    r"|cung\s+chuyen\s+muc|cung\s+chu\s+de|doc\s+them|doc\s+nhieu(?:\s+nhat)?|xem\s+nhieu|co\s+the\s+ban\s+quan\s+tam|xem\s+them|moi\s+nhat"
    r"|nguoi\s+dan\s+quan\s+tam|y\s+kien\s+ban\s+doc|binh\s+luan(?:\s*\(\d+\))?|goi\s+binh\s+luan|viet\s+binh\s+luan|related\s+(?:news|articles)"
    r"|tin\s+doc\s+nhieu|van\s+ban\s+lien\s+quan)\s*[:»>|]*"
)
_IMPRINT = re.compile(
    r"(?:cong\s+thong\s+tin\s+(?:dien\s+tu|dieu\s+hanh)|chi\s+dao\s+truc\s+tiep\s*:|(?:co\s+quan|don\s+vi)\s+chu\s+quan\s*:|chiu\s+trach\s+nhiem\s+(?:chinh|noi\s+dung)\s*:"
    r"|tong\s+bien\s+tap\s*:|giay\s+phep\s+(?:so|hoat\s+dong|xuat\s+ban)|ban\s+quyen\s+(?:thuoc|cua)|phien\s+ban\s+di\s+dong|©|copyright|toa\s+soan\s*:)"
)
_CONTACT = re.compile(
    r"(?:tru\s+so|dia\s+chi|dien\s+thoai|dt|tel|fax|e-?mail|hotline|duong\s+day\s+nong|website|lien\s+he(?:\s+quang\s+cao)?)\s*:"
)
"""Lines of an imprint that are facts anywhere else."""
_SCRAP = re.compile(
    r"(?:chia\s+se(?:\s+(?:facebook|zalo|bai\s+viet))?|dong\s+su\s+kien|facebook|zalo|twitter|in\s+bai(?:\s+viet)?|gui\s+email|luu\s+bai"
    r"|nghe\s+doc\s+bai|theo\s+doi\s+[^.]{0,60}google\s+news|trang\s+chu|co\s+chu|(?:nghe\s+)?audio|share|print|phien\s+ban\s+di\s+dong|[|>»*•_=.\s-]+)"
)
_TAGS = re.compile(r"(?:tags?|tu\s+khoa)\s*:[^.]{0,300}")
_IMAGE = re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)")
_SLUG = re.compile(r"\(?[^\W\d_]{3,20}(?:\.[^\W\d_]{2,6})?\)?\s[-–]\s\S")
_CLOCK = re.compile(r"\d{1,2}\s?[:h]\s?\d{2}")
_STATED_VALUE = re.compile(r"[^:]{1,40}:.{0,100}\d")
_ENDED = re.compile(r"[.;:,]\s*$")
_OPENING = 8
_TICKER_LINES = 3
_MENU_ITEMS, _FEWEST_STEPS, _LONGEST_ITEM = 4, 3, 5
"""Items of a menu, steps of a path ("Báo X > Du lịch > Tin trong tỉnh") at least; words of one at most."""
_LONG = 100
"""Characters of a paragraph rather than a headline."""
_LONGEST_HEADLINE, _FEWEST_HEADLINE_WORDS = 160, 4
_LONGEST_IMPRINT = 300
_SIGNS = 2
_MOST_OTHERS = 200
"""Lines looked at behind "Tin liên quan" and the like."""


def shows_article(blocks: Sequence[RawBlock]) -> bool:
    """Whether a text shows by two things of different kinds that it is an article saved from a news site or a portal: a day with the time,
    the paper's short name before the first sentence, share lines, a picture's place, headlines of others, an imprint, a ticker, a menu."""
    signs = {"imprint"} if _imprint_start(blocks) < len(blocks) else set()
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE_ROW:
            continue
        folded = fold(block.text.strip())
        if heads_others(block.text):
            signs.add("others")
        elif re.search(r"\w", folded) and _SCRAP.fullmatch(folded):
            signs.add("share")
        if _IMAGE.match(folded):
            signs.add("picture")
        if at < _OPENING and day_alone(block.text) and _CLOCK.search(folded):
            signs.add("time")
        if at < _OPENING and len(folded) >= _LONG and _SLUG.match(block.text):
            signs.add("paper")
        if at < _TICKER_LINES and _is_ticker(block.text):
            signs.add("ticker")
        if at < _TICKER_LINES and _is_menu(block.text):
            signs.add("menu")
    return len(signs) >= _SIGNS


def heads_others(text: str) -> bool:
    """Whether a line heads the headlines of other articles: "Tin liên quan"."""
    return _OTHERS_BEGIN.fullmatch(fold(text.strip())) is not None


def is_imprint(text: str) -> bool:
    """Whether a line says who is responsible for a site: "Giấy phép số 12/GP-BTTTT"."""
    folded = fold(text.strip()[: 2 * _LONGEST_IMPRINT])
    return len(folded) <= _LONGEST_IMPRINT and _IMPRINT.match(folded) is not None


def without_boilerplate(blocks: Sequence[RawBlock]) -> tuple[tuple[RawBlock, ...], tuple[str, ...]]:
    """(the blocks of an article without what stands around it, the texts that were left out)."""
    left_out: list[str] = []
    kept: list[RawBlock] = []
    last = _imprint_start(blocks)
    at = 0
    while at < last:
        block = blocks[at]
        if block.kind in (BlockKind.TABLE_ROW, BlockKind.MASTHEAD):
            kept.append(block)
            at += 1
            continue
        if heads_others(block.text):
            end = _others_end(blocks, at=at, last=last)
            left_out += [one.text for one in blocks[at:end]]
            at = end
            continue
        text = _without_pictures(block.text)
        if not text or _is_scrap(text, blocks=blocks, at=at) or (kept and len(text) <= _LONGEST_HEADLINE and text == kept[-1].text.strip()):
            left_out += [block.text] if any(map(str.isalnum, text)) else []
        else:
            kept.append(dataclasses.replace(block, text=text) if text != block.text else block)
        at += 1
    return tuple(kept), (*left_out, *(block.text for block in blocks[last:]))


def _without_pictures(text: str) -> str:
    text = _IMAGE.sub("", text)
    if text.count("|") == 1 and text.rstrip().endswith("|"):  # what is left of a table that laid out a picture
        text = text.rstrip().rstrip("|")
    return text.strip()


def _is_scrap(text: str, *, blocks: Sequence[RawBlock], at: int) -> bool:
    folded = fold(text)
    if _SCRAP.fullmatch(folded) or (at < _TICKER_LINES and _is_ticker(text)) or (at < _OPENING and _is_menu(text)):
        return True
    return bool(_TAGS.fullmatch(folded)) and all(len(block.text) < _LONG for block in blocks[at + 1 :][:_OPENING])


def _is_ticker(text: str) -> bool:
    """A line of running themes: several items in capitals set off by stars or bars."""
    items = re.split(r"\s[*|•]\s", text)
    return len(items) >= 4 and sum(item.isupper() for item in items) >= len(items) - 1


def _is_menu(text: str) -> bool:
    """A line of short items set off by bars or arrows: the sections of a site, the way to the page, what can be done with it."""
    for mark, fewest in (("|", _MENU_ITEMS), (">", _FEWEST_STEPS), ("»", _FEWEST_STEPS)):
        items = [item.split() for item in text.split(f" {mark} ")]
        if len(items) >= fewest and all(len(item) <= _LONGEST_ITEM for item in items) and not _CLOCK.search(text):
            return True
    return False


def _others_end(blocks: Sequence[RawBlock], *, at: int, last: int) -> int:
    """The block behind the headlines of other articles, with or without a teaser each, that the line at `at` heads.

    What is not plainly one of them goes on with the article: a sentence, a stated value, a numbered line, a row of a table, two paragraphs
    in a row, or a paragraph below headlines of which others have none.
    """
    end = at + 1
    headlines: list[str] = []
    teasers = 0
    here = at + 1
    last = min(last, at + _MOST_OTHERS)
    while here < last:
        block = blocks[here]
        bullet = bullet_of(block.text) or ""
        text = block.text.strip()[len(bullet) :].strip()
        if block.kind in (BlockKind.TABLE_ROW, BlockKind.MASTHEAD) or _is_labelled(text):
            break
        if _is_headline(text):
            headlines += [text] if text not in headlines else []
            end = here + 1
        elif len(text) >= _LONG and teasers < len(headlines) == teasers + 1:
            teasers += 1
        elif not (heads_others(text) or _SCRAP.fullmatch(fold(text)) or day_alone(text)):
            break
        elif teasers < len(headlines) or not headlines:
            end = here + 1
        here += 1
    if here == last and teasers == len(headlines) > 1:
        return here
    return end if not teasers or teasers >= len(headlines) - 1 else at + 1


def _is_headline(text: str) -> bool:
    plain = len(text) <= _LONGEST_HEADLINE and len(text.split()) >= _FEWEST_HEADLINE_WORDS and not _ENDED.search(text)
    return plain and not _STATED_VALUE.match(text)


def _is_labelled(text: str) -> bool:
    named = heading_of(text)
    return bool(named and named.label)


def _imprint_start(blocks: Sequence[RawBlock]) -> int:
    """The block with which the imprint of the site begins, behind the article to the end; their number where there is none."""
    start = at = len(blocks)
    while at > 0 and blocks[at - 1].kind is not BlockKind.TABLE_ROW:
        folded = fold(blocks[at - 1].text.strip())
        if len(folded) > _LONGEST_IMPRINT:
            break
        if _IMPRINT.match(folded) and not folded.endswith("."):
            start = at - 1
        elif not (_CONTACT.match(folded) or _SCRAP.fullmatch(folded)):
            break
        at -= 1
    return start
