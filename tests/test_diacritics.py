"""Diacritics come back from the corpus' own vocabulary, and only where they were left out."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest.text.vietnamese import tone_form
from vectorstore.diacritics import Restorer, count_syllables
from vectorstore.index import Index

TEXTS = (
    "Sở Xây dựng chủ trì, phối hợp với các đơn vị liên quan thực hiện Chương trình phát triển đô thị. Đơn vị nào chủ trì thì báo cáo.",
    "Ban Quản lý dự án báo cáo Ủy ban nhân dân thành phố; thành phố ban hành kế hoạch và giao nhiệm vụ cho các sở, ban, ngành.",
    "Chi cục Thủy lợi được chi trả kinh phí sửa chữa đê điều; bà con đề nghị hỗ trợ. Đề án đã được phê duyệt.",
)


class Counted:
    """A vocabulary counted from a few texts."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self._syllables, self._pairs = count_syllables(texts)

    def forms(self, folded: str) -> Mapping[str, int]:
        return {form: count for (key, form), count in self._syllables.items() if key == folded}

    def pairs(self, folded: str) -> Mapping[tuple[str, str], int]:
        return {(first, second): count for (key, first, second), count in self._pairs.items() if key == folded}

    def syllable_total(self) -> int:
        return self._syllables.total()


@pytest.fixture
def restorer() -> Restorer:
    return Restorer(Counted(TEXTS))


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("don vi nao chu tri chuong trinh phat trien do thi", "đơn vị nào chủ trì chương trình phát triển đô thị"),
        ("Don vi nao chu tri?", "Đơn vị nào chủ trì?"),
        ("DON VI NAO CHU TRI", "ĐƠN VỊ NÀO CHỦ TRÌ"),
        ("đơn vi nào chu trì", "đơn vị nào chủ trì"),
        ("de an da duoc phe duyet", "đề án đã được phê duyệt"),
    ],
)
def test_what_was_typed_without_diacritics_is_restored(restorer: Restorer, typed: str, restored: str) -> None:
    assert restorer.restore(typed).text == restored


@pytest.mark.parametrize(
    "typed",
    [
        "Đơn vị nào chủ trì Chương trình phát triển đô thị?",
        "Ban nào chi trả kinh phí cho Chi cục Thủy lợi?",
        "84/KH-UBND, 30/2020/ND-CP, 03-CTr/TU",
        "deadline KPI workshop 2025",
        "",
    ],
)
def test_what_was_typed_in_full_stays(restorer: Restorer, typed: str) -> None:
    assert restorer.restore(typed).text == typed


def test_neighbours_with_diacritics_decide_an_ambiguous_syllable(restorer: Restorer) -> None:
    assert restorer.restore("đề an").text == "đề án"
    assert restorer.restore("dự an").text == "dự án"
    assert restorer.restore("thanh phố ban hành").text == "thành phố ban hành"


def test_a_typed_placement_of_the_tone_mark_is_kept(restorer: Restorer) -> None:
    assert restorer.restore("Chi cuc Thuỷ loi").text == "Chi cục Thuỷ lợi"
    assert Restorer(Counted(("Chi cục Thuỷ lợi",))).restore("chi cuc thuy loi").text == "chi cục thủy lợi"


def test_decomposed_input_gives_the_same_as_composed(restorer: Restorer) -> None:
    typed = "đơn vị nao chủ tri"
    assert restorer.restore(unicodedata.normalize("NFD", typed)) == restorer.restore(typed)


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [("Đơn vị nào chủ trì?", 0.95, 1.0), ("don vi nao chu tri?", 0.0, 0.05), ("đơn vị nao chu trì", 0.4, 0.8), ("84?", 0.95, 1.0)],
)
def test_share_of_accented_syllables_is_of_those_that_could_be(restorer: Restorer, typed: str, low: float, high: float) -> None:
    assert low <= restorer.restore(typed).accented <= high


def test_words_of_questions_are_known_to_an_empty_corpus() -> None:
    assert Restorer(Counted(())).restore("don vi nao, bao nhieu, khi nao").text == "đơn vị nào, bao nhiêu, khi nào"


def test_a_very_long_text_is_restored_in_time(restorer: Restorer) -> None:
    typed = "don vi nao chu tri " * 2000
    assert restorer.restore(typed).text == "đơn vị nào chủ trì " * 2000


def test_vocabulary_in_the_index_counts_as_the_passages_do(index: Index) -> None:
    texts = [passage.text for record in index.documents() for passage in index.passages(record.id)]
    syllables, pairs = count_syllables(texts)
    assert index.catalogue.vocabulary.syllable_total() == syllables.total()
    assert dict(index.catalogue.database.run("SELECT form, count FROM syllables")) == {
        form: count for (_, form), count in syllables.items()
    }
    assert len(index.catalogue.database.run("SELECT * FROM pairs")) == len(pairs)


SET = Path(__file__).parents[2] / "shared" / "qa" / "mlqa-dev.context-vi.question-vi.json"


@pytest.mark.skipif(not SET.exists(), reason="needs the question set beside the checkout")
@pytest.mark.parametrize(("share", "floor"), [(1.0, 0.94), (0.5, 0.96)])
def test_nearly_all_syllables_of_real_questions_come_back(share: float, floor: float) -> None:
    paragraphs = [paragraph for article in json.loads(SET.read_text(encoding="utf-8"))["data"] for paragraph in article["paragraphs"]]
    restorer = Restorer(Indexed(tuple({paragraph["context"] for paragraph in paragraphs})))
    drawn = random.Random(20)
    right = total = 0
    for question in sorted(question["question"] for paragraph in paragraphs for question in paragraph["qas"]):
        meant = tone_form(question)
        typed = re.sub(r"\w+", lambda word: bare(word.group()) if drawn.random() < share else word.group(), meant)
        restored = tone_form(restorer.restore(typed).text)
        pairs = list(zip(re.findall(r"[^\W\d_]+", meant.lower()), re.findall(r"[^\W\d_]+", restored.lower()), strict=True))
        right += sum(one == other for one, other in pairs)
        total += len(pairs)
    assert right / total > floor


class Indexed(Counted):
    """The same, looked up fast."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        super().__init__(texts)
        self._forms: dict[str, dict[str, int]] = {}
        self._by_pair: dict[str, dict[tuple[str, str], int]] = {}
        for (key, form), count in self._syllables.items():
            self._forms.setdefault(key, {})[form] = count
        for (key, first, second), count in self._pairs.items():
            self._by_pair.setdefault(key, {})[first, second] = count

    def forms(self, folded: str) -> Mapping[str, int]:
        return self._forms.get(folded, {})

    def pairs(self, folded: str) -> Mapping[tuple[str, str], int]:
        return self._by_pair.get(folded, {})


def bare(word: str) -> str:
    """`word` without diacritics, its case kept."""
    letters = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return letters.replace("đ", "d").replace("Đ", "D")


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("co may nhiem vu, thi ai lam", "có mấy nhiệm vụ, thì ai làm"),
        ("neu ro la bao nhieu nguoi", "nêu rõ là bao nhiêu người"),
        ("tu ngay nao toi ngay nao", "từ ngày nào tới ngày nào"),
        ("Văn bản thứ hai do ai lo", "Văn bản thứ hai do ai lo"),
    ],
)
def test_how_questions_are_worded_is_known_whatever_the_corpus_prints(restorer: Restorer, typed: str, restored: str) -> None:
    assert restorer.restore(typed).text == restored
