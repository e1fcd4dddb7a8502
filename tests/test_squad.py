import json
import unicodedata
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.running.temporary_index import temporary_index
from evals.sets.gold import TestSet, TestSetError
from evals.sets.squad import exact_match, f1
from evals.sets.test_sets import read_test_set
from vectorstore.embedder import Embedder
from vectorstore.outcomes import IngestReport
from vectorstore.question import look_at
from vectorstore.search import retrieve

CONTEXT = "Sở Y tế tp. Hồ Xanh chủ trì Đề án. Sở Nội vụ phối hợp với Sở Y tế từ năm 2021."
MLQA = Path(__file__).parents[2] / "shared" / "qa"


def question(identifier: str, text: str, *answers: tuple[str, int], **more: object) -> dict[str, object]:
    return {"id": identifier, "question": text, "answers": [{"text": answer, "answer_start": start} for answer, start in answers], **more}


def squad(tmp_path: Path, *questions: object, context: str = CONTEXT, skip_bad: bool = False) -> TestSet:
    path = tmp_path / "set.json"
    data = {"version": "v2.0", "data": [{"title": "Đề án", "paragraphs": [{"context": context, "qas": list(questions)}]}]}
    path.write_text(json.dumps(data), encoding="utf-8")
    return read_test_set(path, skip_bad=skip_bad)


def test_a_context_is_a_document_and_the_sentence_with_the_answer_its_quote(tmp_path: Path) -> None:
    held = squad(tmp_path, question("a", "Ai chủ trì đề án này?", ("Sở Y tế", 0), ("Sở Y tế tp. Hồ Xanh", 0)))
    (case,) = held.cases
    assert held.contexts == {"context-0000.txt": CONTEXT}
    assert case.facts == (("Sở Y tế", "Sở Y tế tp. Hồ Xanh"),)
    assert case.answers == case.facts[0]
    (evidence,) = case.evidence
    assert (evidence.document, evidence.page, evidence.quote) == ("context-0000.txt", None, "Sở Y tế tp. Hồ Xanh chủ trì Đề án.")
    assert (case.language, case.style, case.answerable) == ("vi", "accented", True)


def test_an_answer_that_comes_twice_is_quoted_where_it_is_stated(tmp_path: Path) -> None:
    (case,) = squad(tmp_path, question("a", "Sở Nội vụ phối hợp với ai?", ("Sở Y tế", CONTEXT.rindex("Sở Y tế")))).cases
    assert case.evidence[0].quote == "Sở Nội vụ phối hợp với Sở Y tế từ năm 2021."


def test_decomposed_letters_are_composed_wherever_they_stand(tmp_path: Path) -> None:
    context, answer = (unicodedata.normalize("NFD", text) for text in (CONTEXT, "Sở Nội vụ"))
    (case,) = squad(tmp_path, question("a", "Ai phối hợp?", (answer, context.index(answer))), context=context).cases
    assert case.answers == ("Sở Nội vụ",)
    assert case.evidence[0].quote == "Sở Nội vụ phối hợp với Sở Y tế từ năm 2021."


def test_a_question_said_to_be_impossible_has_no_answer(tmp_path: Path) -> None:
    (case,) = squad(tmp_path, question("a", "Kinh phí là bao nhiêu?", is_impossible=True, plausible_answers=[{"text": "2021"}])).cases
    assert (case.answerable, case.facts, case.answers, case.evidence, case.kind) == (False, (), (), (), "unanswerable")


def test_an_english_question_on_a_vietnamese_context_is_cross_lingual(tmp_path: Path) -> None:
    (case,) = squad(tmp_path, question("a", "Who leads the scheme?", ("Sở Y tế", 0))).cases
    assert (case.language, case.style) == ("en", "cross_lingual")
    context = "The Department of Health leads the scheme."
    (case,) = squad(tmp_path, question("a", "Who leads the scheme?", ("The Department of Health", 0)), context=context).cases
    assert (case.language, case.style) == ("en", "accented")


def test_questions_that_cannot_be_used_are_named_by_their_place(tmp_path: Path) -> None:
    good = question("a", "Ai chủ trì?", ("Sở Y tế", 0))
    held = squad(tmp_path, good, question("b", "Gì?"), question("c", "Gì?", ("Sở Tài chính", 3)), 7, good, skip_bad=True)
    assert [case.id for case in held.cases] == ["a"]
    places, reasons = zip(*((str(fault.place), str(fault.reason)) for fault in held.faults), strict=True)
    assert places == tuple(f"data.0.paragraphs.0.qas.{number}" for number in (1, 2, 3, 4))
    for said, reason in zip(("no “answers”", "does not stand in its context", "must be an object", "“a” is that of"), reasons, strict=True):
        assert said in reason
    with pytest.raises(TestSetError, match=r"set\.json, data\.0\.paragraphs\.0\.qas\.0: .*no “answers”"):
        squad(tmp_path, question("b", "Gì?"), good)


def test_a_file_that_is_cut_off_is_said_to_be(tmp_path: Path) -> None:
    squad(tmp_path, question("a", "Ai chủ trì?", ("Sở Y tế", 0)))
    whole = (tmp_path / "set.json").read_text(encoding="utf-8")
    (tmp_path / "torn.json").write_text(whole[: len(whole) - 20], encoding="utf-8")
    with pytest.raises(TestSetError, match="looks like SQuAD but is not whole JSON"):
        read_test_set(tmp_path / "torn.json")


def test_english_is_normalised_as_squad_does() -> None:
    assert exact_match("The  Department, of Health!", ["department of health"], language="en") == 1.0
    assert exact_match("“health”", ["health"], language="en") == 0.0  # SQuAD knows only the punctuation of ASCII
    assert f1("the cat sat", ["a cat sat down"], language="en") == pytest.approx(2 * 1 * (2 / 3) / (1 + 2 / 3))


def test_vietnamese_is_normalised_as_mlqa_does() -> None:
    assert exact_match("“Sở Y tế”.", ["sở y tế"], language="vi") == 1.0
    assert exact_match("Là những đề án của Sở", ["đề án Sở"], language="vi") == 1.0
    assert exact_match(unicodedata.normalize("NFD", "Sở Y tế"), ["Sở Y tế"], language="vi") == 1.0
    assert exact_match("the Sở", ["Sở"], language="vi") == 0.0
    assert f1("Sở Y tế Hà Nội", ["Sở Y tế"], language="vi") == pytest.approx(2 * (3 / 5) * 1 / (3 / 5 + 1))


def test_the_best_gold_answer_counts_and_none_means_that_nothing_should_be_said() -> None:
    assert exact_match("40 ngày", ["bốn mươi", "40 ngày"], language="vi") == 1.0
    assert f1("40 ngày", ["40", "ngày mai"], language="vi") == pytest.approx(2 / 3)
    assert (exact_match("", [], language="vi"), f1("", [], language="vi")) == (1.0, 1.0)
    assert (exact_match("40", [], language="en"), f1("40", ["the"], language="en")) == (0.0, 0.0)


def test_a_repeated_word_counts_as_often_as_both_have_it() -> None:
    assert f1("năm năm năm", ["năm"], language="vi") == pytest.approx(2 * (1 / 3) / (1 / 3 + 1))


@pytest.mark.skipif(not MLQA.exists(), reason="needs the question sets beside the checkout")
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_question_of_mlqa_is_read_with_its_own_context(language: str) -> None:
    held = read_test_set(MLQA / f"mlqa-dev.context-vi.question-{language}.json")
    assert (len(held.cases), len(held.contexts), held.faults) == (511, 451, ())
    assert {case.style for case in held.cases} == {"accented" if language == "vi" else "cross_lingual"}
    for case in held.cases:
        assert case.evidence[0].quote in held.contexts[case.evidence[0].document]
        assert any(answer in case.evidence[0].quote for answer in case.answers)


def test_contexts_and_files_are_searched_while_the_index_lasts(tmp_path: Path, embedder: Embedder) -> None:
    notice = tmp_path / "thong-bao.txt"
    notice.write_text("Nhà máy nước sông Cầu tạm ngừng cấp nước ngày 9/5/2023 để sửa chữa đường ống.\n", encoding="utf-8")
    reports: list[IngestReport] = []
    contexts = {"context-0000.txt": CONTEXT}
    with temporary_index(
        Settings(home=tmp_path), contexts=contexts, documents=[notice, tmp_path / "none.pdf"], embedder=embedder, on_report=reports.append
    ) as index:
        assert {document.name for document in index.documents()} == {"context-0000.txt", "thong-bao.txt"}
        found = retrieve(index, look_at("Ai chủ trì Đề án?", index=index), k=1).hits
        assert found[0].document.name == "context-0000.txt"
        home = index.home
    assert not home.exists()
    assert [outcome.path.name for outcome in reports[0].refused] == ["none.pdf"]


def test_an_index_of_nothing_is_refused(tmp_path: Path, embedder: Embedder) -> None:
    with (
        pytest.raises(TestSetError, match="None of the documents"),
        temporary_index(Settings(home=tmp_path), documents=[tmp_path / "none.pdf"], embedder=embedder),
    ):
        pass
    with pytest.raises(TestSetError, match="file name"), temporary_index(Settings(), contexts={"../a.txt": "x"}, embedder=embedder):
        pass
