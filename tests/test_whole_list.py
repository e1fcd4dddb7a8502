"""A list is quoted whole where it is what is asked for, and only then."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answering.compose import Draft
from assistant.answering.quote import Candidate
from assistant.answering.statement import lines_of
from assistant.answering.whole_list import WholeList, whole_list, whole_table, write_whole_list
from ingest.passage import Passage, PassageKind
from vectorstore.retrieval import DocumentRecord, HeldPassage

GOALS = """2. Mục tiêu trong lĩnh vực chăn nuôi
- Chỉ tiêu 1: Nuôi 300 con dê núi.
- Chỉ tiêu 2: Mở 5 trại thỏ.
- Chỉ tiêu 3: Thả 20 tấn cá rô.
Các chỉ tiêu khác theo quy định."""
MEASURES = """III. Giải pháp trồng rừng
1. Gieo ươm cây giống.
a) Ươm lim ở xã Đồi Chè.
b) Ươm sến ở xã Bến Gỗ.
2. Giao đất cho hộ
dân ven suối."""


def passages_of(*texts: str, headings: Sequence[tuple[str, ...]]) -> list[Passage]:
    return [
        Passage(id=f"p{at}", document_id="rung", ordinal=at, kind=PassageKind.PROSE, text=text, start=0, end=len(text), headings=over)
        for at, (text, over) in enumerate(zip(texts, headings, strict=True))
    ]


def found(passage: Passage, *words: str) -> Candidate:
    spans = tuple((passage.text.index(one), passage.text.index(one) + len(one)) for one in words)
    record = DocumentRecord(id="rung", name="rung.md", title="Kế hoạch trồng rừng")
    held = HeldPassage(passage=passage, document=record)
    return Candidate(held=held, start=spans[0][0], end=spans[-1][1], decisive=spans, chance=0.9)


def listed(question: str, *words: str, passages: Sequence[Passage]) -> list[str]:
    whole = whole_list(found(passages[0], *words), question=question, passages=passages)
    return [quote.text for quote in whole.items] if whole else []


ONE = passages_of(GOALS, headings=[("2. Mục tiêu trong lĩnh vực chăn nuôi",)])
ITEMS = ["Chỉ tiêu 1: Nuôi 300 con dê núi.", "Chỉ tiêu 2: Mở 5 trại thỏ.", "Chỉ tiêu 3: Thả 20 tấn cá rô."]


def test_the_question_says_what_stands_over_the_list() -> None:
    assert listed("Mục tiêu lĩnh vực chăn nuôi gồm những gì?", "300 con dê", passages=ONE) == ITEMS


def test_the_question_says_what_each_item_is_called() -> None:
    assert listed("Về vật nuôi đặt ra mấy chỉ tiêu, là những gì?", "300 con dê", passages=ONE) == ITEMS


def test_several_items_were_found() -> None:
    assert listed("Nuôi những con gì?", "Nuôi 300 con dê núi", "Thả 20 tấn cá rô", passages=ONE) == ITEMS
    assert listed("Nuôi những con gì?", "dê núi", "cá rô", passages=ONE) == []  # a name in each is no list


FAIRS = """Sự kiện thứ nhất là Hội đua ghe ở Bến Gỗ.
Ban tổ chức mời 20 đội.
Sự kiện thứ hai là Chợ đêm ở Đồi Chè.
Sự kiện thứ ba là Hội diều ở Cửa Đình."""


@pytest.mark.parametrize("question", ["Ba hội của xã là những hội nào?", "Xã có 3 hội chính, kể tên?", "Kể hết các hội của xã."])
def test_ordinals_mark_items_and_a_question_may_say_how_many_or_want_all(question: str) -> None:
    passages = passages_of(FAIRS, headings=[()])
    items = listed(question, "Hội đua ghe", passages=passages)
    assert [item.split(" là ")[1] for item in items] == ["Hội đua ghe ở Bến Gỗ.", "Chợ đêm ở Đồi Chè.", "Hội diều ở Cửa Đình."]


def test_another_number_of_things_is_not_the_list() -> None:
    assert listed("Chương trình 03 có hội gì?", "Hội đua ghe", passages=passages_of(FAIRS, headings=[()])) == []
    assert listed("Kể 7 hội của huyện", "Hội đua ghe", passages=passages_of(FAIRS, headings=[()])) == []


def test_one_item_that_answers_by_itself_stays_alone() -> None:
    assert listed("Những trại nào được mở?", "trại thỏ", passages=ONE) == []


def test_a_dash_without_words_is_no_item() -> None:
    passages = passages_of("Trồng cây:\n- Trồng lim;\n- ;\n- Trồng sến.", headings=[()])
    assert listed("Trồng cây gồm những gì?", "Trồng lim", passages=passages) == ["Trồng lim", "Trồng sến."]


def test_a_list_goes_on_in_further_passages_and_deeper_items_are_not_counted() -> None:
    over = ("III. Giải pháp trồng rừng",)
    passages = passages_of(MEASURES, "3. Mở đường băng cản lửa.\n5. Điều khoản khác.", headings=[over, over])
    items = listed("Giải pháp trồng rừng gồm những gì?", "Gieo ươm", passages=passages)
    assert items == ["1. Gieo ươm cây giống.", "2. Giao đất cho hộ\ndân ven suối.", "3. Mở đường băng cản lửa."]  # 5 does not follow 3


def test_an_item_may_be_the_heading_of_the_words_found() -> None:
    over = "Điều 4. Các cách trồng rừng"
    texts = ("Điều 4. Các cách trồng rừng\n1. Gieo thẳng\nGieo hạt xuống đất.", "2. Trồng cây con\na) Có bầu.\nb) Rễ trần.")
    passages = passages_of(*texts, headings=[(over,), (over, "2. Trồng cây con")])
    whole = whole_list(found(passages[1], "Có bầu"), question="Điều 4 nêu những gì?", passages=passages)
    assert whole is not None
    assert (whole.heading, [quote.text for quote in whole.items]) == (over, ["1. Gieo thẳng", "2. Trồng cây con"])
    assert whole_list(found(passages[1], "Có bầu"), question="Điều 4 nêu mấy bầu?", passages=passages, of_headings=False) is None


def test_a_long_item_is_shown_by_its_first_sentences() -> None:
    long = f"- Trồng lim. {'Chăm sóc và bảo vệ cây. ' * 30}"
    passages = passages_of(f"Trồng cây:\n{long.strip()}\n- Trồng sến.", headings=[()])
    whole = whole_list(found(passages[0], "Trồng lim", "Trồng sến"), question="Việc cần làm là những gì, trồng cây gì?", passages=passages)
    assert whole is not None
    assert [len(quote.text) <= 420 and quote.text.endswith(".") for quote in whole.items] == [True, True]


def test_the_words_found_are_shown_however_far_they_stand_in_an_item() -> None:
    text = f"Trồng cây:\n- Trồng lim. {'Chăm sóc và bảo vệ cây. ' * 30}Trồng 300 cây. Hết.\n- Trồng sến."
    passages = passages_of(text, headings=[()])
    whole = whole_list(found(passages[0], "300 cây"), question="Trồng cây gồm những gì?", passages=passages)
    assert whole is not None
    assert whole.items[0].text.endswith("Trồng 300 cây.")
    assert [whole.items[0].passage.text[slice(*span)] for span in whole.items[0].decisive] == ["300 cây"]


def test_a_table_is_shown_whole_where_nothing_picks_among_its_rows() -> None:
    over = ("Phụ lục. Khu vực nguy cơ cháy cao", "TT | Khu vực | Số hộ")
    passages = [
        Passage(id=f"r{at}", document_id="rung", ordinal=at, kind=PassageKind.ROW, text=text, start=0, end=len(text), headings=over)
        for at, text in enumerate(("1 | Đồi Chè | 20", "2 | Bến Gỗ | 5", "3 | Cửa Đình | 7"))
    ]

    def rows(question: str) -> list[str]:
        return [one.text for one in whole_table(found(passages[1], "Bến Gỗ"), question=question, passages=passages)]

    assert rows("Những khu vực nào có nguy cơ cháy cao?") == [one.text for one in passages]
    assert rows("Những khu vực nguy cơ cháy cao nào ven suối được rào chắn?") == []
    assert rows("Những ai trực?") == []


def test_more_items_than_are_shown_are_counted() -> None:
    lines = "\n".join(f"- Trồng đồi số {place}." for place in range(30))
    passages = passages_of(lines, headings=[("I. Các đồi cần trồng",)])
    whole = whole_list(found(passages[0], "đồi số 0"), question="Các đồi cần trồng là những đồi nào?", passages=passages)
    assert isinstance(whole, WholeList)
    draft = Draft(language="vi")
    write_whole_list(draft, whole)
    said = [line.plain for line in lines_of(draft.statements, language="vi")]
    assert said[0] == "Mục “I. Các đồi cần trồng” của “Kế hoạch trồng rừng” có 30 ý:"
    assert said[1] == "- “Trồng đồi số 0.” [1]"
    assert said[-1] == "Còn 18 ý nữa: xem trong văn bản gốc."
