"""What stands around a text without being part of it: running heads, page numbers, repeated table headings; on web pages share
lines, related headlines, agency footers. The lists of markers of Vietnamese news sites are all here."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from ingest.layout.headings import is_capitals
from ingest.layout.issuers import begins_like_issuer
from ingest.layout.masthead_lines import number_start, stands_apart
from ingest.raw import Line, RawBlock
from ingest.text.vietnamese import fold

_EDGE_LINES = 3
_NUMBER_COLUMN = re.compile(r"\s*(?:tt|stt|s\.?t\.?t\.?|so tt|so thu tu)\s*")
_MOST_COLUMNS = 14
_LONGEST_COLUMN = 45
_GAZETTE = re.compile(r"^\s*(?:\d+\s+)?cong bao\s*/\s*s ?o\s.{0,40}/\s*ng ?ay\s[\d\s./-]+$")
_PAGE_NUMBER = re.compile(r"^\s*(?:[-–—|]\s*)?(?:(?:trang|page)\s+)?(?P<number>\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*[-–—|])?\s*$")
COLUMN_HEADING = re.compile(r"^\s*(?:tt|stt|s\.?t\.?t\.?|so tt|so thu tu)\s+(?=\S)")
"""How the heading row of a table of tasks begins, in folded text."""
COLUMN_WORDS = re.compile(
    r"nhiem vu|noi dung|co quan|don vi|chu tri|phoi hop|thoi gian|thoi han|tien do|san pham|ket qua|ten |ghi chu|hoan thanh"
    r"|can cu|muc tieu|chi tieu"
)


def without_running_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """`lines` without running heads and feet, page numbers, and headings of tables repeated on further pages.

    A line at the edge of a page is furniture where it comes, digits aside, on three pages and two fifths of them (both of two).
    """
    pages: defaultdict[int | None, list[Line]] = defaultdict(list)
    for line in _with_upright_headings(lines):
        pages[line.page].append(line)
    if None in pages:
        return tuple(line for line in lines if not _GAZETTE.match(fold(line.text)))
    running = _running(list(pages.values()))
    numbers = _page_numbers(pages)
    kept: list[Line] = []
    headings: set[str] = set()
    for page in pages.values():
        edge = _edge(page)
        opening = () if kept else _masthead_in(page, edge=edge)
        for at, line in enumerate(page):
            if line.row is not None:
                kept.append(line)
                continue
            shape = _shape(line.text)
            runs = shape in running and at not in opening
            if at in edge and (runs or line in numbers or _GAZETTE.match(fold(line.text))):
                continue
            if is_column_heading(line.text):
                if shape in headings:
                    continue
                headings.add(shape)
            elif _starts_annex(line.text):
                headings.clear()  # a new table may have the same heading as the last
            kept.append(line)
    return tuple(kept)


def _masthead_in(page: Sequence[Line], *, edge: Collection[int]) -> Collection[int]:
    """The lines at the edge of the first page that are parts of a masthead, where they state a number: it runs over all pages, and is
    printed once."""
    texts = {at: page[at].text for at in edge if page[at].row is None}
    if not any(map(number_start, texts.values())):
        return ()
    return {at for at, text in texts.items() if stands_apart(text) or (is_capitals(text) and begins_like_issuer(text))}


def _with_upright_headings(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, where the heading row of a table stands with one column a line ("TT", "Nhiệm vụ", ...) as one line."""
    at = 0
    while at < len(lines):
        cells = [lines[at]]
        if _NUMBER_COLUMN.fullmatch(fold(lines[at].text)):
            for line in lines[at + 1 : at + 1 + _MOST_COLUMNS]:
                if line.page != lines[at].page or len(line.text) > _LONGEST_COLUMN or re.match(r"\s*(?:$|\d|[IVXA-H]+\s*[.)])", line.text):
                    break
                cells.append(line)
        joined = " ".join(line.text.strip() for line in cells)
        if len(cells) > 2 and is_column_heading(joined):
            yield dataclasses.replace(lines[at], text=joined)
            at += len(cells)
        else:
            yield lines[at]
            at += 1


def is_column_heading(text: str) -> bool:
    """Whether a line is the heading row of a table of tasks: "TT", then names of columns."""
    folded = fold(text)
    return bool(COLUMN_HEADING.match(folded)) and len(set(COLUMN_WORDS.findall(folded))) >= 1


def _starts_annex(text: str) -> bool:
    return bool(re.match(r"\s*phu luc(?:\s+(?:so\s+)?[\divx]+)?\s*$", fold(text)))


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_shape(page[at].text) for at in _edge(page)} - {""})
    enough = max(2, min(3, len(pages)), 0.4 * len(pages))
    return frozenset(shape for shape, count in counts.items() if count >= enough and len(shape) >= 4 and not COLUMN_HEADING.match(shape))


def _page_numbers(pages: Mapping[int | None, Sequence[Line]]) -> frozenset[Line]:
    """Lines that hold the page's number and nothing else. Numbers of rows look alike, but do not rise with the pages."""
    found: list[tuple[int, Line]] = []
    for number, page in pages.items():
        filled = [line for line in page if line.text.strip() and line.row is None]
        for line in {*filled[:2], *filled[-2:]}:
            if number is not None and (match := _PAGE_NUMBER.match(fold(line.text))):
                found.append((int(match["number"]) - number, line))
    counts = Counter(difference for difference, _ in found)
    enough = max(2, len(pages) // 3)
    return frozenset(line for difference, line in found if counts[difference] >= enough)


def _edge(page: Sequence[Line]) -> frozenset[int]:
    """Positions of the first and last few lines of a page that are not blank."""
    filled = [at for at, line in enumerate(page) if line.text.strip() and line.row is None]
    return frozenset(filled[:_EDGE_LINES] + filled[-_EDGE_LINES:])


def _shape(text: str) -> str:
    """A line folded, its digits masked and its spaces single: running heads differ by nothing else."""
    return re.sub(r"\d+", "#", " ".join(fold(text).split()))


_ENDS_ARTICLE = re.compile(
    r"(?:(?:cac\s+)?(?:tin|bai)(?:\s+bai|\s+viet)?\s+(?:cung\s+chuyen\s+muc|lien\s+quan|khac|moi\s+hon|cu\s+hon|moi\s+nhat|noi\s+bat)"
    r"|cung\s+chuyen\s+muc|cung\s+chu\s+de|doc\s+them|doc\s+nhieu(?:\s+nhat)?|xem\s+nhieu|co\s+the\s+ban\s+quan\s+tam|xem\s+them|moi\s+nhat"
    r"|nguoi\s+dan\s+quan\s+tam|y\s+kien\s+ban\s+doc|binh\s+luan(?:\s*\(\d+\))?|goi\s+binh\s+luan|viet\s+binh\s+luan|related\s+(?:news|articles)|tin\s+doc\s+nhieu)"
    r"\s*[:»>|]*"
)
_ENDS_PAGE = re.compile(
    r"(?:cong\s+thong\s+tin\s+(?:dien\s+tu|dieu\s+hanh)|chi\s+dao\s+truc\s+tiep\s*:|co\s+quan\s+chu\s+quan\s*:|chiu\s+trach\s+nhiem\s+(?:chinh|noi\s+dung)\s*:"
    r"|tong\s+bien\s+tap\s*:|giay\s+phep\s+(?:so|hoat\s+dong|xuat\s+ban)|ban\s+quyen\s+(?:thuoc|cua)|phien\s+ban\s+di\s+dong|©|copyright|toa\s+soan\s*:|tru\s+so\s*:"
    r"|hotline\s*:|duong\s+day\s+nong\s*:)"
)
_DROPPED = re.compile(
    r"(?:chia\s+se(?:\s+(?:facebook|zalo|bai\s+viet))?|dong\s+su\s+kien\b.*|facebook|zalo|twitter|in\s+bai(?:\s+viet)?|gui\s+email|luu\s+bai|nghe\s+doc\s+bai|theo\s+doi\s+.*google\s+news"
    r"|trang\s+chu|co\s+chu|(?:nghe\s+)?audio|[|>»*•_=.\s-]+|(?:dien\s+thoai|tel|fax|email|e-mail|website)\s*:.*|!\[[^\]]*\](?:\([^)]*\))?[\s|]*|share|print|tags?\s*:.*|tu\s+khoa\s*:.*)"
)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LONG = 150
"""Characters of a paragraph that shows the article itself has begun: menus hold none."""


def without_article_furniture(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """The blocks of an article without share lines, picture stubs, ticker lines, and without all that follows the article
    (related headlines, comments, the agency's footer)."""
    kept: list[RawBlock] = []
    begun = False
    for block in blocks:
        text = _IMAGE.sub("", block.text)
        if text.count("|") == 1 and text.rstrip().endswith("|"):  # what is left of a table that laid out a picture
            text = text.rstrip().rstrip("|").rstrip()
        folded = fold(text.strip())
        if begun and (_ENDS_ARTICLE.fullmatch(folded) or (_ENDS_PAGE.match(folded) and len(folded) < 2 * _LONG)):
            break
        if not folded or _DROPPED.fullmatch(folded) or _ENDS_PAGE.fullmatch(folded) or _is_ticker(text):
            continue
        if kept and len(text) <= _LONG and text.strip() == kept[-1].text.strip():
            continue  # a caption under the same words
        begun = begun or len(text) >= _LONG
        kept.append(dataclasses.replace(block, text=text) if text != block.text else block)
    return tuple(kept)


def _is_ticker(text: str) -> bool:
    """A line of running themes: several items in capitals set off by stars or bars. Figures have no capitals: a row of them is none."""
    items = re.split(r"\s[*|•]\s", text)
    return len(items) >= 4 and sum(item.isupper() for item in items) >= len(items) - 1
