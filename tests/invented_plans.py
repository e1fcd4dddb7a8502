"""Two invented plans and their tasks, for tests of what is done with tasks; and a long one, for tests of many."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import replace
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.document import Block, BlockKind, Document, Header
from ingest.layout.cut import cut_passages
from ingest.task import Task, TaskKind
from vectorstore.index import Index

Day = datetime.date
COLUMNS = "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn"
HOSTILE = "=HYPERLINK(\"http://192.0.2.1\") <img src=x onerror='window.hacked=5'> & đất"


def _task(number: str, task: str, lead: str, **rest: object) -> Task:
    return replace(Task(ordinal=0, kind=TaskKind.ROW, number=number, task=task, lead=lead, start=0, end=0), **rest)  # type: ignore[arg-type]


FLOODS = (
    _task("1", "Lập bản đồ ngập úng của các phường ven sông Lam", "Sở Xây dựng", coordinating="Sở Tài chính; UBND các phường",
          product="Bản đồ", deadline="Trước 30/6/2026", deadline_to=Day(2026, 6, 30), section="I. Khảo sát", page=1),
    _task("2", "Rà soát các trạm bơm tiêu úng", "Sở Nông nghiệp và Môi trường", coordinating="Sở Xây dựng",
          product="Báo cáo", deadline="Quý III/2026", deadline_from=Day(2026, 7, 1), deadline_to=Day(2026, 9, 30),
          section="I. Khảo sát", page=1),
    _task("2.1", "Kiểm định trạm bơm Cầu Mới", "", product="- Biên bản\n- Hồ sơ", deadline="Quý IV/2026",
          deadline_from=Day(2026, 10, 1), deadline_to=Day(2026, 12, 31), section="I. Khảo sát", page=1),
    _task("3", "Nạo vét kênh Hòa Bình trước mùa mưa", "Sở Xây dựng, Sở Tài chính", coordinating="Công an thành phố",
          deadline="Thường xuyên", section="II. Thi công > 1. Kênh", page=2),
    _task("4", HOSTILE, "+ Văn phòng", coordinating="@ Sở", product="-1+2", deadline="2026 - 2030",
          deadline_from=Day(2026, 1, 1), deadline_to=Day(2030, 12, 31), section="II. Thi công > 1. Kênh", page=2),
)  # fmt: skip
SCHOOLS = (
    _task("1", "Xây mới 12 trường tiểu học", "Sở Giáo dục và Đào tạo", coordinating="Sở Xây dựng", product="Trường học",
          deadline="Tháng 8/2027", deadline_from=Day(2027, 8, 1), deadline_to=Day(2027, 8, 31)),
    _task("2", "Tổ chức bữa ăn bán trú", "Sở Giáo dục và Đào tạo", coordinating="Sở Y tế", deadline="Hằng năm"),
    _task("3", "Giao đất làm sân chơi", "UBND các phường", coordinating="Sở Nông nghiệp và Môi trường", deadline="15/3/2026",
          deadline_from=Day(2026, 3, 15), deadline_to=Day(2026, 3, 15)),
)  # fmt: skip
WARDS = tuple(
    _task(str(n), f"Kiểm kê cây xanh của khu phố {n}", "Công ty Công viên", deadline="Năm 2028", section=f"Phường {1 + n // 40}",
          deadline_from=Day(2028, 1, 1), deadline_to=Day(2028, 12, 31), page=1 + n // 20)
    for n in range(1, 56)
)  # fmt: skip


def plan(name: str, *, number: str, subject: str, date: Day, tasks: tuple[Task, ...]) -> Document:
    """A document whose annex is a table of `tasks`, a block a row; the tasks come to stand where their rows do."""
    pages = tasks[0].page is not None
    blocks = [Block(kind=BlockKind.HEADING, text=f"Phụ lục. {subject}", level=1, page=1 if pages else None)]
    blocks.append(Block(kind=BlockKind.HEADING, text=COLUMNS, level=2, page=1 if pages else None))
    at = sum(len(block.text) + 1 for block in blocks)
    placed = []
    for ordinal, task in enumerate(tasks):
        cells = (task.number, task.task, task.lead, task.coordinating, task.product, task.deadline)
        text = " | ".join(" ".join(cell.split()) for cell in cells)
        blocks.append(Block(kind=BlockKind.TABLE_ROW, text=text, cells=cells, page=task.page))
        placed.append(replace(task, ordinal=ordinal, start=at, end=at + len(text)))
        at += len(text) + 1
    return Document(
        id=hashlib.sha256(name.encode()).hexdigest()[:16],
        name=name,
        media_type="application/pdf" if name.endswith(".pdf") else "text/plain",
        title=f"Kế hoạch {number}: {subject}",
        header=Header(number=number, kind="Kế hoạch", date=date, subject=subject),
        blocks=tuple(blocks),
        tasks=tuple(placed),
        page_count=tasks[-1].page,
    )


PLANS = (
    plan("ke-hoach-21.pdf", number="21/KH-UBND", subject="Chống ngập", date=Day(2026, 1, 15), tasks=FLOODS),
    plan("truong-hoc.txt", number="135/KH-UBND", subject="Trường học", date=Day(2026, 2, 2), tasks=SCHOOLS),
)
LONG_PLAN = plan("cay-xanh.pdf", number="300/KH-UBND", subject="Cây xanh", date=Day(2027, 5, 4), tasks=WARDS)


def hold(index: Index, *documents: Document, folder: Path) -> None:
    """Put documents into an index, each with a file of its own to open."""
    folder.mkdir(exist_ok=True)
    for document in documents:
        path = folder / document.name
        if path.suffix == ".pdf":
            canvas = Canvas(str(path))
            for page in range(document.page_count or 1):
                canvas.drawString(72, 720, f"Trang {page + 1}")
                canvas.showPage()
            canvas.save()
        else:
            path.write_text(document.text, encoding="utf-8")
        index.add(document, cut_passages(document), path)
