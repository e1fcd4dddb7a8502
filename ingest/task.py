"""A task that a plan gives: what is to be done, who leads it, with whom, what comes out and by when, and where it stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class TaskKind(StrEnum):
    """Where a task was read: a row of a table of tasks, a row of a table of indicators, or a sentence that assigns it."""

    ROW = "row"
    INDICATOR = "indicator"
    PROSE = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in points (1/72 inch) from the page's top left corner, y downwards. `page` counts from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task of one document. Texts are as printed, whole, white space folded; "" where the source has none.

    `start` and `end` are the task's range in `Document.text`. `deadline_from` and `deadline_to` are the first and last day that the
    deadline's wording allows; None where it states none ("thường xuyên"), so that a task is due on `deadline_to`.
    """

    ordinal: int
    kind: TaskKind
    number: str = ""  # "TT", "STT": "3.5"
    section: str = ""
    """The headings that the task stands under within its table or chapter, outermost first, joined by " > "."""
    task: str
    lead: str = ""  # "cơ quan chủ trì"
    coordinating: str = ""  # "cơ quan phối hợp"
    product: str = ""  # "sản phẩm, kết quả"; of an indicator its value with its unit
    deadline: str = ""  # "thời hạn, thời gian hoàn thành"
    deadline_from: datetime.date | None = None
    deadline_to: datetime.date | None = None
    submitted_to: str = ""  # "cấp trình, cấp ban hành": who the product is put before
    page: int | None = None
    start: int
    end: int
    boxes: tuple[Box, ...] = ()
    """The rectangles of its row, one a page that it stands on; none where the source has no pages."""
