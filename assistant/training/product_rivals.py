"""Products of other tasks that could be taken for that of the task asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.training.printed_words import is_clean
from assistant.training.task_likeness import share, words_of
from ingest.document import DocumentId
from ingest.text.vietnamese import fold
from vectorstore.tasks import HeldTask

_LONGEST = 140
_FEWEST_WORDS = 2
_KNOWN = 0.6
"""Share of the words of a product that the task itself names: who has read the question knows the answer."""
_APART = 0.34
"""Share of telling words, up to which two products are two."""
_FEWEST_TELLING = 3
_COMMON = frozenset(
    (
        "cua duoc va cac nhung ve theo cho trong tai thuc hien ban hanh cap co tham quyen thu tuong chinh phu phe duyet "
        "quyet dinh trinh bo nhiem vu hoat dong trien khai to chuc ket qua van ban bao cao ke hoach lien quan nam hang "
        "khac so nganh dia phuong xay dung hoan thanh"
    ).split()
)
"""Words that tell no product from another: a product of these alone ("Nhiệm vụ được triển khai") could be that of any task."""


_CLASSES = tuple(
    frozenset(words.split(", "))
    for words in (
        "luat, nghi dinh, thong tu, phap lenh, quy pham, nghi quyet, quy dinh, co che, chinh sach, tieu chuan, quy chuan",
        "bao cao, to trinh, cong van, van ban",
        "hoi nghi, hoi thao, tap huan, dao tao, boi duong, tuyen truyen, truyen thong, lop, khoa, dien dan",
        "ke hoach, de an, chuong trinh, chien luoc, phuong an, du an",
        "co so du lieu, he thong, nen tang, phan mem, cong thong tin",
    )
)
"""Words for products of one kind: of two such ("Nghị định, Thông tư" and "Văn bản quy phạm pháp luật") one may be the other."""


class ProductRivals:
    """The products of the tasks held that are short and whole."""

    def __init__(self, tasks: Sequence[HeldTask]) -> None:
        printed: dict[str, tuple[str, HeldTask]] = {}
        for held in tasks:
            product = product_of(held)
            if product:
                printed.setdefault(fold(product), (product, held))
        self._products = tuple(printed.values())

    def wrong(self, answer: str, *, document: DocumentId, told: Iterable[HeldTask], beside: str) -> tuple[str, ...]:
        """Products as long as `answer`, of its document first, that are another thing, and no product of the tasks `told`; none of them
        speaks of what the words `beside` speak of less or more than the others would show."""
        taken = [_telling(answer), *(_telling(held.task.product) for held in told if held.task.product)]
        order = sorted(
            self._products,
            key=lambda one: (one[1].document.id != document, abs(len(one[0]) - len(answer)) // 25, one[0]),
        )
        chosen: list[str] = []
        for product, _ in order:
            telling = _telling(product)
            if (
                _same_class(product, answer)
                or any(share(telling, one) > _APART for one in taken)
                or share(telling, frozenset(words_of(beside))) > _APART
            ):
                continue
            chosen.append(product)
            taken.append(telling)
            if len(chosen) == 8:
                break
        return tuple(chosen)


def product_of(held: HeldTask) -> str:
    """The product of a task as an answer: one thing, in few words, that the task does not name itself; "" for any other."""
    text = " ".join(held.task.product.split()).strip(" .;-–+•")
    if not text or len(text) > _LONGEST or len(text.split()) < _FEWEST_WORDS or "\n" in held.task.product.strip() or ";" in text:
        return ""
    if text[0].islower() or not is_clean(text, document=held.document, page=held.task.page):
        return ""
    named = frozenset(words_of(held.task.task))
    words = frozenset(words_of(text))
    return text if len(words & named) / len(words) < _KNOWN and len(_telling(text)) >= _FEWEST_TELLING else ""


def _same_class(one: str, other: str) -> bool:
    first, second = (f" {' '.join(words_of(text))} " for text in (one, other))
    return any(any(f" {word} " in first for word in words) and any(f" {word} " in second for word in words) for words in _CLASSES)


def _telling(text: str) -> frozenset[str]:
    """The words that tell one product from another."""
    return frozenset(words_of(text)) - _COMMON
