"""The reader's training: questions read from files, windows labelled, a checkpoint gone on from, and what is refused."""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from assistant.reading.confidence import SIGNALS
from assistant.reading.network import ReaderNetwork, packed, unpack
from assistant.reading.reader import Reader
from assistant.reading.windows import Window, joined
from assistant.settings import Settings
from evals.reader import reader_commands
from evals.reader.calibrate import ReadCase, fitted
from evals.reader.epochs import training_windows
from evals.reader.examples import (
    LabelledWindow,
    TrainingPassage,
    TrainingQuestion,
    labelled,
    read_passages,
    read_questions,
    with_candidates,
)
from evals.reader.question_sources import Material, material_in, project_material
from evals.reader.reader_commands import worse
from evals.reader.reader_figures import ReaderFigures, figures_of
from evals.reader.train import Schedule, choice_loss, learnt, train
from evals.reader.variants import asked as asked_by_others
from evals.reader.variants import masthead
from evals.scoring.quality_gate import read_floors
from evals.sets.gold import TestSetError
from ingest.text.vietnamese import fold
from vectorstore.bundled_model import bundled_model, bundled_tokenizer
from vectorstore.embedder import Embedder
from vectorstore.glossary import glossed

PASSAGE = {
    "id": "p1", "title": "Kế hoạch trồng cây", "number": "7/KH-UBND", "date": "2026-02-03", "headings": ["1. Phòng Kinh tế"],
    "text": "Trồng 400 cây bàng ven sông Cái trước ngày 30/4/2026.", "split": "train", "group": "a",
}  # fmt: skip
QUESTION = {
    "id": "q1", "passage": "p1", "question": "Phòng nào trồng cây, bao nhiêu cây?", "language": "vi", "form": "full", "kind": "number",
    "spans": [{"start": 6, "end": 13, "text": "400 cây"}], "head_spans": ["Phòng Kinh tế"], "tempts": [], "candidates": [],
    "split": "train",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of passages, packed, and questions."""
    other = PASSAGE | {"id": "p2", "headings": ["2. Phòng Văn hóa"], "text": "Tổ chức hội thi viết về cây xanh trong tháng 5/2026."}
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (PASSAGE, other))
    (tmp_path / "passages.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    unanswered = QUESTION | {"id": "q2", "question": "Ai tưới cây?", "spans": [], "head_spans": []}
    hidden = QUESTION | {"id": "q3", "spans": [], "head_spans": ["Phần không có"]}
    asked = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (QUESTION, unanswered, hidden))
    (tmp_path / "questions.jsonl").write_text(asked, encoding="utf-8")
    return tmp_path


def material_of(folder: Path) -> Material:
    passages = read_passages(folder / "passages.jsonl.gz")
    return Material(
        passages=passages, questions=tuple(with_candidates(read_questions(folder / "questions.jsonl", passages=passages), passages))
    )


def test_answers_in_heading_and_text_are_found_again(folder: Path) -> None:
    passages = read_passages(folder / "passages.jsonl.gz")
    questions = read_questions(folder / "questions.jsonl", passages=passages)
    assert [question.id for question in questions] == ["q1", "q2"]  # the third one's answer is nowhere to be seen
    whole = joined(passages["p1"].heading, passages["p1"].text)
    assert {whole[slice(*span)] for span in questions[0].spans} == {"400 cây", "Phòng Kinh tế"}


def test_candidates_are_near_and_do_not_answer(folder: Path) -> None:
    passages = read_passages(folder / "passages.jsonl.gz")
    passages["p3"] = replace(passages["p2"], id="p3", text="Phòng Kinh tế trồng 400 cây bàng.")
    first, *_ = with_candidates(read_questions(folder / "questions.jsonl", passages=passages), passages)
    assert first.candidates == ("p2",)


def test_tokens_of_every_answer_are_labelled(folder: Path, embedder: Embedder) -> None:
    material = material_of(folder)
    question, passage = material.questions[0], material.passages["p1"]
    tokenizer = bundled_tokenizer(embedder.cache)
    (window,) = labelled(tokenizer, question.question, passage, question.spans)
    whole = joined(passage.heading, passage.text)
    words = "".join(whole[slice(*window.window.offsets[place])] for place in window.tagged)
    assert "PhòngKinhtế" in words.replace(" ", "")
    assert "400cây" in words.replace(" ", "")
    assert window.start in window.tagged
    (none,) = labelled(tokenizer, "Ai tưới cây?", passage, ())
    assert (none.start, none.end, none.tagged) == (0, 0, ())


def test_a_squad_file_is_read(tmp_path: Path) -> None:
    context = "Trạm bơm Cửa Đình chạy hai ca mỗi ngày."
    asked = [
        {"id": "a", "question": "Chạy mấy ca?", "answers": [{"text": "hai ca", "answer_start": 23}], "is_impossible": False},
        {"id": "b", "question": "Ai trông coi?", "answers": [], "is_impossible": True},
    ]
    data = {"data": [{"title": "Trạm bơm", "paragraphs": [{"context": context, "qas": asked}]} for _ in range(2)]}
    (tmp_path / "our.json").write_text(json.dumps(data), encoding="utf-8")
    material = material_in([tmp_path / "our.json"])
    passage = material.passages[material.questions[0].passage]
    first, second, *_ = material.questions
    assert [joined(passage.heading, passage.text)[slice(*span)] for span in first.spans] == ["hai ca"]
    assert second.spans == ()
    assert {one.passage for one in material.held_out()} & {one.passage for one in material.trained_on()} == set()
    assert material.held_out()
    assert material.trained_on()


@pytest.mark.parametrize("content", ["", "{", '{"data": [{"paragraphs": [{"qas": []}]}]}', "[1]"])
def test_a_file_that_is_no_squad_is_named_in_one_sentence(content: str, tmp_path: Path) -> None:
    (tmp_path / "our.json").write_text(content, encoding="utf-8")
    with pytest.raises(TestSetError, match=r"our\.json cannot be read as SQuAD"):
        material_in([tmp_path / "our.json"])


def test_an_answer_that_stands_elsewhere_is_named(tmp_path: Path) -> None:
    asked = [{"id": "a", "question": "Chạy mấy ca?", "answers": [{"text": "hai ca", "answer_start": 3}]}]
    data = {"data": [{"title": "Trạm bơm", "paragraphs": [{"context": "Trạm bơm chạy hai ca.", "qas": asked}]}]}
    (tmp_path / "our.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(TestSetError, match="answer_start"):
        material_in([tmp_path / "our.json"])


def test_questions_on_one_document_alone_are_refused(folder: Path) -> None:
    with pytest.raises(TestSetError, match="all on one document"):
        material_in([folder])


def test_a_checkpoint_of_another_training_is_refused(folder: Path, embedder: Embedder, tmp_path: Path) -> None:
    torch.save({"training": "another", "step": 1}, tmp_path / "checkpoint.pt")
    with pytest.raises(TestSetError, match="another training"):
        train(ReaderNetwork(bundled_model(embedder.cache)), [], seed=1, schedule=Schedule(), checkpoint=tmp_path / "checkpoint.pt")


def test_a_folder_without_questions_is_named(tmp_path: Path) -> None:
    with pytest.raises(TestSetError, match="holds no passages"):
        material_in([tmp_path])


@pytest.fixture(scope="module")
def material() -> Material:
    """All of the project's own questions."""
    return project_material()


@pytest.mark.slow
def test_the_projects_own_questions_keep_whole_documents_aside(material: Material) -> None:
    out = {question.passage for question in material.held_out()}
    assert len(material.trained_on()) > 8_000
    assert len(material.held_out()) > 500
    assert all(material.passages[passage].held_out for passage in out)
    used = {candidate for question in material.trained_on() for candidate in question.candidates}
    assert not used & {passage.id for passage in material.passages.values() if passage.held_out}


@pytest.mark.slow
def test_no_document_of_the_project_is_on_both_sides(material: Material) -> None:
    sides: dict[str, set[bool]] = {}
    for passage in material.passages.values():
        if passage.siblings:
            sides.setdefault(passage.siblings, set()).add(passage.held_out)
    assert [group for group, held in sides.items() if len(held) > 1] == []


def test_weights_come_back_as_they_were_packed(embedder: Embedder) -> None:
    folder = bundled_model(embedder.cache)
    trained, plain, again = ReaderNetwork(folder), ReaderNetwork(folder), ReaderNetwork(folder)
    torch.manual_seed(3)
    for layer in trained.bert.encoder.layer[4:]:
        for parameter in layer.parameters():
            parameter.data += 0.01 * torch.randn_like(parameter)
    unpack(again, packed(trained, base=plain, names=learnt(trained)))
    for name, value in learnt(trained).items():
        assert (again.state_dict()[name] - value).abs().max() < 1e-3


@pytest.mark.slow
def test_training_learns_goes_on_from_a_checkpoint_and_gives_weights_that_read(folder: Path, embedder: Embedder, tmp_path: Path) -> None:
    material = material_of(folder)
    base = bundled_model(embedder.cache)
    made = training_windows(bundled_tokenizer(embedder.cache), material.questions, material.passages, chance=random.Random(1), candidates=1)
    torch.manual_seed(1)
    network = ReaderNetwork(base)
    checkpoint = tmp_path / "checkpoint.pt"
    train(network, made * 24, seed=1, schedule=Schedule(peak=3e-4), checkpoint=checkpoint, frozen=10)
    steps = torch.load(checkpoint, weights_only=True)["step"]
    again = ReaderNetwork(base)
    train(again, made * 24, seed=1, schedule=Schedule(peak=3e-4), checkpoint=checkpoint, frozen=10)  # nothing is left to do
    assert torch.load(checkpoint, weights_only=True)["step"] == steps
    save_file(packed(again, base=ReaderNetwork(base), names=learnt(again, frozen=10)), tmp_path / "w.safetensors")
    assert load_file(tmp_path / "w.safetensors")
    own, other = (material.passages[name] for name in ("p1", "p2"))
    first, second = Reader(embedder, weights=tmp_path / "w.safetensors").read(
        material.questions[0].question, [(own.heading, own.text), (other.heading, other.text)]
    )
    assert first.answers > second.answers


def test_a_question_stays_with_the_passages_that_do_not_answer_it(folder: Path, embedder: Embedder) -> None:
    passages = read_passages(folder / "passages.jsonl.gz")
    for name in ("p3", "p4"):
        passages[name] = replace(passages["p2"], id=name)
    (question,) = (one for one in read_questions(folder / "questions.jsonl", passages=passages) if one.spans)
    question = replace(question, candidates=("p2", "p3", "p4"))
    tokenizer = bundled_tokenizer(embedder.cache)
    (windows,) = training_windows(tokenizer, [question], passages, chance=random.Random(1), candidates=2)
    assert [bool(one.tagged) for one in windows[:1]] == [True]
    assert sum(not one.tagged for one in windows) in (2, 3)  # with the masthead of its document now and then
    (all_of_them,) = training_windows(tokenizer, [question], passages, chance=random.Random(1), candidates=9)
    assert len({one.window.ids for one in all_of_them}) >= 2  # p2 to p4 say the same, and each is drawn once
    assert sum(not one.tagged for one in all_of_them) in (3, 4)


def test_the_window_that_answers_is_told_from_those_of_its_question() -> None:
    right = torch.tensor([1.0, 0.0, 0.0, 0.0])
    none = [[window_of(1)], [window_of(0), window_of(0)]]
    assert choice_loss(torch.zeros(3), torch.tensor([1.0, 0.0, 0.0]), none).item() == 0  # nothing to choose
    pair = [[window_of(1), window_of(0)], [window_of(0), window_of(0)]]
    sure, unsure, wrong = (choice_loss(torch.tensor(logits), right, pair) for logits in ([5.0, 0, 9, 9], [0.0, 0, 9, 9], [0.0, 5, 9, 9]))
    assert sure < 0.01 < unsure < wrong


def window_of(tagged: int) -> LabelledWindow:
    """A window of three tokens, so many of which answer."""
    window = Window(ids=(0, 5, 2), types=(0, 1, 0), offsets=((0, 0), (0, 3), (0, 0)))
    return LabelledWindow(window=window, start=tagged, end=tagged, tagged=(1,) * tagged)


def asked(*spans: tuple[int, int]) -> TrainingQuestion:
    """A question held out, with these answers."""
    return TrainingQuestion(
        id="q", passage="p", question="Trồng bao nhiêu cây bàng?", language="vi", kind="number", spans=spans, candidates=(), held_out=True,
    )  # fmt: skip


def test_figures_count_words_in_text_and_heading(embedder: Embedder) -> None:
    passage = TrainingPassage(id="p", heading="1. Phòng Kinh tế", text="Trồng 400 cây bàng.", held_out=True)
    none = replace(asked(), id="r", question="Trồng hết bao nhiêu tiền?")
    found = figures_of(Reader(embedder), [asked((23, 30)), none], {"p": passage})
    assert (found.answerable, found.unanswerable) == (1, 1)
    assert 0 <= found.f1 <= 1
    assert len(list(found.lines())) == 3


def test_questions_that_all_have_an_answer_are_measured_without_the_others(embedder: Embedder) -> None:
    passage = TrainingPassage(id="p", heading="", text="Trồng 400 cây bàng.", held_out=True)
    found = figures_of(Reader(embedder), [asked((6, 13))], {"p": passage})
    assert found.told == ()
    assert "not measured" in "\n".join(found.lines())
    assert not worse(found, found)


def test_some_questions_name_their_document_and_keep_their_words() -> None:
    chance = random.Random(1)
    question = "Trồng bao nhiêu cây bàng?"
    put = [asked_by_others(question, language="vi", number="7/KH-UBND", chance=chance) for _ in range(400)]
    named = [one for one in put if "7" in one]
    assert 20 < len(named) < 120
    assert all("trong bao nhieu cay bang" in fold(one) and ("ke hoach" in fold(one) or "kh " in fold(one)) for one in named)
    assert all(fold(one) == fold(question) for one in put if one not in named)
    assert all(
        asked_by_others(question, language="en", number=number, chance=chance) == question for number in (None, "x") for _ in range(50)
    )


def test_half_of_the_english_questions_are_put_in_the_form_that_is_read_second() -> None:
    chance = random.Random(1)
    question = "Which department leads the action plan?"
    put = [asked_by_others(question, language="en", number=None, chance=chance) for _ in range(100)]
    assert set(put) == {question, glossed(question)}
    assert 30 < put.count(question) < 70


def test_a_masthead_is_no_answer_unless_it_holds_it(embedder: Embedder) -> None:
    passage = TrainingPassage(
        id="p", heading="7/KH-UBND Kế hoạch trồng cây · 03/02/2026 · 1. Phòng Kinh tế", text="Trồng 400 cây bàng.", held_out=False,
        number="7/KH-UBND", title="Kế hoạch trồng cây", date=datetime.date(2026, 2, 3),
    )  # fmt: skip
    head = masthead(passage)
    assert head is not None and head.heading == "7/KH-UBND Kế hoạch trồng cây · 03/02/2026"
    assert head.text.splitlines()[:2] == ["ỦY BAN NHÂN DÂN", "Số: 7/KH-UBND"] and "ngày 03 tháng 02 năm 2026" in head.text
    assert masthead(replace(passage, number=None)) is None
    begin = len(joined(passage.heading, ""))
    for span, windows_made in (((begin + 6, begin + 9), True), ((0, 9), False)):  # "400", which the head lacks; the number, which it has
        with embedder.tokenizer() as tokenizer:
            made = training_windows(tokenizer, [replace(asked(span), passage="p")] * 100, {"p": passage}, chance=random.Random(1))
        assert (sum(not one.tagged for windows in made for one in windows) > 0) is windows_made


def test_a_reader_that_got_worse_is_told() -> None:
    before = ReaderFigures(answerable=9, unanswerable=9, first=0.8, reciprocal_rank=0.9, f1=0.7, told=(0.5, 0.6), kinds={})
    assert not worse(before, replace(before, f1=0.695))
    assert worse(before, replace(before, told=(0.4, 0.6)))


def test_calibration_finds_what_tells_right_from_wrong() -> None:
    chance = np.random.default_rng(2)

    def case(*, right: bool) -> ReadCase:
        signals = np.zeros((2, len(SIGNALS)))
        signals[0, 0] = chance.normal(2.0 if right else -2.0)
        answers = signals[:, 0] + np.array([0.0, -9.0])
        return ReadCase(
            answerable=right, scores=np.array([1.0, 0.5]), answers=answers, signals=signals, right=np.array([right, False])
        )  # fmt: skip

    found = fitted([case(right=place % 2 == 0) for place in range(200)])
    assert found.weights[0] > 0.5
    assert 0.05 < found.threshold < 0.95
    assert "order" in found.as_toml()


def test_material_without_questions_has_none_held_out() -> None:
    assert Material(passages={}, questions=()).held_out() == ()


def test_certainty_is_written_for_all_of_its_sets_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = read_floors()["dev"].model_copy(update={"set": "shared/qa/gone.jsonl"})
    monkeypatch.setattr(reader_commands, "read_floors", lambda: {**read_floors(), "dev": gone})
    assert reader_commands.calibrate(argparse.Namespace(write=True), Settings()) == 1
    assert "these are not here: dev" in capsys.readouterr().err
