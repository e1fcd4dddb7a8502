"""The reader: what it is given, what it finds on real passages, what is quoted of them, and how sure it must be."""

from __future__ import annotations

import datetime
import unicodedata
from pathlib import Path

import pytest
import torch

from assistant.reading.confidence import SIGNALS, confidence_model
from assistant.reading.quoting import quotes_of
from assistant.reading.read_passages import candidates, heading_of, in_order, read_hits, reranked
from assistant.reading.reader import WEIGHTS, Reader, weights_for
from assistant.reading.reading import Reading
from assistant.reading.windows import LENGTH, heading_line, joined, windows
from assistant.understanding.context_dependence import content_words
from assistant.understanding.intent import Ask, Intent
from assistant.understanding.understand import parsed
from ingest.passage import Passage, PassageKind
from tests.known_bodies import known_bodies
from vectorstore.embedder import Embedder
from vectorstore.errors import ModelNotFound
from vectorstore.glossary import glossed
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.retrieval import DocumentRecord, Hit
from vectorstore.search import retrieve

BODIES = known_bodies()

DUTIES = (
    "a) Chủ trì, phối hợp với Công an xã kiểm tra các bến đò ngang trước ngày 15 tháng 6 hằng năm.\n"
    "b) Cấp 120 áo phao cho các chủ đò; kinh phí lấy từ nguồn dự phòng của xã."
)


@pytest.fixture(scope="session")
def reader(embedder: Embedder) -> Reader:
    return Reader(embedder)


def hit(text: str, *, headings: tuple[str, ...] = (), kind: PassageKind = PassageKind.PROSE, title: str = "Kế hoạch phòng lũ") -> Hit:
    passage = Passage(id="d-0001", document_id="d", ordinal=1, kind=kind, text=text, start=0, end=len(text), headings=headings)
    document = DocumentRecord(id="d", name="d.txt", title=title, number="12/KH-UBND", date=datetime.date(2026, 3, 2))
    return Hit(passage=passage, document=document, score=1.0, dense=0.8, lexical=1.0)


def test_the_heading_line_names_document_date_and_headings_and_stays_short() -> None:
    line = heading_line(
        number="12/KH-UBND", title="Kế hoạch", date=datetime.date(2026, 3, 2), headings=("II. Nhiệm vụ", "1. Phòng Kinh tế")
    )
    assert line == "12/KH-UBND Kế hoạch · 02/03/2026 · II. Nhiệm vụ > 1. Phòng Kinh tế"
    long = heading_line(number=None, title="dài " * 500, date=None, headings=("ngoài " * 100,) * 9 + ("trong " * 100,))
    assert len(long) < 600


def test_every_window_stands_under_the_heading_and_none_is_too_long(embedder: Embedder) -> None:
    text = "Nhà máy nước bơm 3.200 mét khối một ngày. " * 120
    with embedder.tokenizer() as tokenizer:
        cut = windows(tokenizer, "bao nhiêu mét khối", heading="Kế hoạch cấp nước", text=text)
    assert len(cut) > 3
    assert max(len(window.ids) for window in cut) <= LENGTH
    whole = joined("Kế hoạch cấp nước", text)
    for window in cut:
        words = [whole[slice(*span)] for span, kind in zip(window.offsets, window.types, strict=True) if kind]
        assert "".join(words).replace(" ", "").startswith("Kếhoạchcấpnước")
    read = {place for window in cut for span in window.offsets for place in range(*span)}
    assert read >= set(range(len(joined("Kế hoạch cấp nước", "")), len(text)))


@pytest.mark.parametrize("length", [0, 1, 20_000])
def test_any_length_of_question_and_passage_is_read_in_bounded_pieces(length: int, embedder: Embedder) -> None:
    with embedder.tokenizer() as tokenizer:
        cut = windows(tokenizer, "ả" * length, heading="", text="Ừ " * length)
    assert 1 <= len(cut) <= 40


@pytest.mark.parametrize("character", ["\u2588", "Ǎ", "§|", "Ð ", "😀", "\u0301"])
def test_a_heading_of_odd_characters_leaves_room_for_the_text(character: str, embedder: Embedder) -> None:
    with embedder.tokenizer() as tokenizer:
        cut = windows(tokenizer, character * 400, heading=character * 500, text="Sở Y tế chủ trì. " * 300)
    assert len(cut) <= 60
    assert max(len(window.ids) for window in cut) <= LENGTH


def test_the_words_that_answer_are_found(reader: Reader) -> None:
    passages = [
        ("12/KH-UBND Kế hoạch phòng lũ · 1. Phòng Kinh tế", DUTIES),
        ("Thông báo cấp nước", "Nhà máy ngừng cấp nước ngày 9/5/2023."),
    ]
    first, second = reader.read("Xã cấp bao nhiêu áo phao cho các chủ đò?", passages)
    assert first.answers > second.answers
    assert any("120" in DUTIES[slice(*place)] for place in first.places)


def test_decomposed_text_is_read_like_composed_text(reader: Reader) -> None:
    question = "Cấp bao nhiêu áo phao?"
    (composed,) = reader.read(question, [("", DUTIES)])
    (again,) = reader.read(unicodedata.normalize("NFD", question), [("", DUTIES)])
    assert composed.answers == pytest.approx(again.answers, abs=1e-3)


def test_a_processor_that_computes_bfloat16_reads_alike(reader: Reader, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    question, passages = "Xã cấp bao nhiêu áo phao cho các chủ đò?", [("12/KH-UBND Kế hoạch phòng lũ", DUTIES)]
    monkeypatch.setattr("assistant.reading.network.best_precision", lambda _device: torch.bfloat16)
    (rounded,) = Reader(embedder).read(question, passages)
    (exact,) = reader.read(question, passages)
    assert rounded.answers == pytest.approx(exact.answers, abs=0.3)
    assert rounded.places == exact.places


def test_places_begin_and_end_with_whole_words(reader: Reader) -> None:
    for reading in reader.read("Ai kiểm tra bến đò, trước ngày nào?", [("1. Phòng Kinh tế", DUTIES)]):
        for start, end in reading.places:
            assert DUTIES[start:end] == DUTIES[start:end].strip()
            assert not (start and DUTIES[start - 1].isalnum() and DUTIES[start].isalnum())
            assert not (DUTIES[end : end + 1].isalnum() and DUTIES[end - 1].isalnum())


def test_nothing_read_is_nothing_found(reader: Reader) -> None:
    assert reader.read("Ai ký?", []) == ()
    (empty,) = reader.read("Ai ký?", [("", "")])
    assert empty.places == ()


def test_the_sentence_that_holds_the_words_is_quoted_and_the_words_are_marked() -> None:
    at = DUTIES.index("120 áo phao")
    (piece,) = quotes_of(hit(DUTIES), reading((at, at + 11)), intent=Intent(asks=(Ask.NUMBER,)), chance=0.9)
    assert piece.text == "b) Cấp 120 áo phao cho các chủ đò; kinh phí lấy từ nguồn dự phòng của xã."
    assert piece.decisive == ((at, at + 11),)
    assert piece.chance == 0.9


def test_places_far_apart_are_quoted_apart_and_near_ones_together() -> None:
    middle = "Ủy ban nhân dân xã họp giao ban hằng tuần về việc này. " * 9
    text = f"Xã có 4 bến đò. {middle}Xã có 9 cầu phao."
    found = quotes_of(hit(text), reading((6, 14), (len(text) - 11, len(text) - 1)), intent=Intent(asks=()), chance=0.5)
    assert [piece.text for piece in found] == ["Xã có 4 bến đò.", "Xã có 9 cầu phao."]
    (together,) = quotes_of(hit(DUTIES), reading((3, 10), (len(DUTIES) - 10, len(DUTIES) - 1)), intent=Intent(asks=()), chance=0.5)
    assert together.text == DUTIES


def test_a_short_passage_is_quoted_whole_where_several_things_are_asked() -> None:
    at = DUTIES.index("120 áo phao")
    (piece,) = quotes_of(hit(DUTIES), reading((at, at + 11)), intent=Intent(asks=()), chance=0.9, several=True)
    assert piece.text == DUTIES
    assert piece.decisive == ((at, at + 11),)
    long = f"{DUTIES}\n{'Xã họp giao ban hằng tuần. ' * 40}"
    (piece,) = quotes_of(hit(long), reading((at, at + 11)), intent=Intent(asks=()), chance=0.9, several=True)
    assert len(piece.text) < len(DUTIES)


def test_a_heading_that_answers_is_named_with_the_duty_under_it() -> None:
    heading = "1. Phòng Kinh tế"
    line = f"12/KH-UBND · {heading}"
    found = Reading(answers=3.0, places=(), heading_places=((line.index("Phòng"), len(line)),), heading=line)
    (piece,) = quotes_of(hit(DUTIES, headings=("II. Tổ chức", heading)), found, intent=Intent(asks=(Ask.LEAD,)), chance=0.9)
    assert piece.holder == heading
    assert piece.text


def test_under_a_heading_that_answers_the_sentence_about_what_is_asked_is_quoted() -> None:
    heading = "1. Phòng Kinh tế"
    found = Reading(answers=3.0, places=((0, 9),), heading_places=((0, len(heading)),), heading=heading)
    under = hit(DUTIES, headings=("II. Tổ chức", heading))
    (piece,) = quotes_of(under, found, intent=Intent(asks=()), chance=0.9, asked=content_words("Ai cấp áo phao cho chủ đò?"))
    assert (piece.holder, piece.text[:2]) == (heading, "b)")
    (piece,) = quotes_of(under, found, intent=Intent(asks=()), chance=0.9, asked=content_words("Ai kiểm tra bến đò ngang?"))
    assert piece.text[:2] == "a)"


def test_what_a_heading_answers_is_looked_for_in_all_that_stands_under_it() -> None:
    heading = "2. Bà Lê Thị Sáng"
    found = Reading(answers=3.0, places=(), heading_places=((3, len(heading)),), heading=heading)
    here, beside = (hit(text, headings=(heading,)) for text in ("c) Thực hiện các việc khác được giao.", "- Quản lý mộc dấu cơ quan."))
    (piece,) = quotes_of(here, found, intent=Intent(asks=()), chance=0.9, asked=content_words("Ai giữ mộc dấu?"), beside=[here, beside])
    assert (piece.holder, piece.text, piece.chance) == (heading, "- Quản lý mộc dấu cơ quan.", 0.9)


def test_what_stands_under_a_like_heading_of_somebody_else_is_not_quoted() -> None:
    inner = "b) Trực tiếp thực hiện các việc sau:"
    found = Reading(answers=3.0, places=(), heading_places=((3, 18),), heading="1. Ông Lê Văn Sang")
    here = hit("- Thực hiện các việc khác.", headings=("1. Ông Lê Văn Sang", inner))
    other = hit("- Quản lý mộc dấu cơ quan.", headings=("2. Bà Lê Thị Sáng", inner))
    (piece,) = quotes_of(here, found, intent=Intent(asks=()), chance=0.9, asked=content_words("Ai giữ mộc dấu?"), beside=[here, other])
    assert (piece.holder, piece.text) == ("1. Ông Lê Văn Sang", "- Thực hiện các việc khác.")
    deeper = hit("- Giữ mộc dấu cơ quan.", headings=("1. Ông Lê Văn Sang", "c) Việc khác"))
    (piece,) = quotes_of(here, found, intent=Intent(asks=()), chance=0.9, asked=content_words("Ai giữ mộc dấu?"), beside=[here, deeper])
    assert piece.text == "- Giữ mộc dấu cơ quan."


def test_the_body_in_the_heading_is_named_where_a_body_is_asked_and_the_words_name_none() -> None:
    text = "- Đẩy mạnh đăng ký bảo hộ sản phẩm chủ lực ở nước ngoài."
    under = hit(text, headings=("4. Sở Khoa học và Công nghệ",))
    (piece,) = quotes_of(under, reading((2, 20)), intent=Intent(asks=(Ask.ORGANISATION,)), chance=0.9)
    assert piece.holder == "4. Sở Khoa học và Công nghệ"


def test_a_name_in_a_signature_is_quoted_with_the_post_above_it() -> None:
    text = "Nơi nhận:\n- Như trên;\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nChu Ngọc Anh"
    signed = hit(text, kind=PassageKind.MASTHEAD)
    (piece,) = quotes_of(signed, reading((len(text) - 12, len(text))), intent=Intent(asks=(Ask.OFFICE,)), chance=0.9)
    assert piece.text == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nChu Ngọc Anh"


def test_an_english_question_is_read_as_it_is_and_with_its_terms_in_vietnamese(index: Index, reader: Reader) -> None:
    question = look_at("Which department leads the social housing plan?", index=index)
    hits = retrieve(index, question).hits[:3]
    passages = [(heading_of(one), one.passage.text) for one in hits]
    alone = [reader.read(text, passages) for text in (question.restored, glossed(question.restored))]
    for one in read_hits(reader, question, hits):
        at = [one_hit.passage.id for one_hit in hits].index(one.hit.passage.id)
        assert one.reading.answers == pytest.approx((alone[0][at].answers + alone[1][at].answers) / 2)
        assert one.reading.places == alone[1][at].places


def test_headings_of_columns_answer_nothing() -> None:
    columns = "STT | Nhiệm vụ | Phòng Kinh tế"
    found = Reading(answers=3.0, places=(), heading_places=((0, 13),), heading="Phòng Kinh tế")
    (piece,) = quotes_of(hit("1 | Sửa kè | x", headings=(columns,), kind=PassageKind.ROW), found, intent=Intent(asks=()), chance=0.9)
    assert piece.holder is None


def test_weights_that_are_cut_off_are_named(embedder: Embedder, tmp_path: Path) -> None:
    (tmp_path / "reader.safetensors").write_bytes(WEIGHTS.read_bytes()[:5_000])
    with pytest.raises(ModelNotFound, match="delete them"):
        Reader(embedder, weights=tmp_path / "reader.safetensors").read("Ai ký?", [("", "Ông A ký.")])


def test_a_row_is_quoted_whole() -> None:
    row = "3 | Sửa kè | Phòng Kinh tế | Công an xã | 30/6/2026"
    (piece,) = quotes_of(hit(row, kind=PassageKind.ROW), reading((42, 51)), intent=Intent(asks=(Ask.DATE,)), chance=0.9)
    assert piece.text == row


def test_numbers_of_the_question_that_the_source_lacks_make_it_less_likely() -> None:
    model = confidence_model()
    plain = dict.fromkeys(SIGNALS, 0.0)
    assert model.chance(tuple((plain | {"absent_numbers": 2.0}).values())) <= model.chance(tuple(plain.values()))
    assert model.chance(tuple((plain | {"answers": 9.0}).values())) > model.chance(tuple((plain | {"answers": -9.0}).values()))
    assert 0 < model.threshold < 1


def test_passages_are_ordered_by_reading_and_keep_scores_that_say_so(index: Index, reader: Reader) -> None:
    retrieval = retrieve(index, look_at("Khi nào nhà máy nước ngừng cấp nước?", index=index))
    ordered = reranked(reader, retrieval)
    assert {one.passage.id for one in ordered.hits} == {one.passage.id for one in retrieval.hits}
    assert "9/5/2023" in ordered.hits[0].passage.text
    scores = [one.score for one in ordered.hits]
    assert scores == sorted(scores, reverse=True)


def test_passages_that_are_not_read_stay_behind_those_that_are(index: Index, reader: Reader) -> None:
    retrieval = retrieve(index, look_at("Khi nào nhà máy nước ngừng cấp nước?", index=index))
    last = retrieval.hits[-1]
    ordered = in_order(retrieval, read_hits(reader, retrieval.question, [last]))
    assert [one.passage.id for one in ordered.found] == [one.passage.id for one in (last, *retrieval.hits[:-1])]


def test_each_passage_has_a_chance_of_its_own(index: Index, reader: Reader) -> None:
    question = parsed(look_at("Khi nào nhà máy nước ngừng cấp nước?", index=index), index=index)
    hits = retrieve(index, question.question).hits
    found = candidates(read_hits(reader, question.question, hits), question)
    assert found[0][0].chance > found[-1][0].chance
    assert all(0 <= pieces[0].chance <= 1 for pieces in found)


def test_an_office_has_weights_of_its_own(tmp_path: Path) -> None:
    assert weights_for(tmp_path) == WEIGHTS
    (tmp_path / WEIGHTS.name).write_bytes(b"")
    assert weights_for(tmp_path) == tmp_path / WEIGHTS.name


def test_the_weights_that_ship_are_small() -> None:
    assert WEIGHTS.stat().st_size <= 25_000_000


def reading(*places: tuple[int, int]) -> Reading:
    return Reading(answers=3.0, places=places, weights=tuple((start, end, 1.0) for start, end in places))
