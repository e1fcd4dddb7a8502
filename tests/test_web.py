"""The page's parts without a browser: what text becomes, which files are served, what is suggested, what an error says."""

from __future__ import annotations

import datetime
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.answering.answer import Answer
from assistant.answering.compose import Draft
from assistant.assistant import LONGEST_QUESTION, Assistant
from assistant.cli import parser
from assistant.errors import EmptyIndex
from assistant.exchange import Exchange
from assistant.understanding.follow_up import Turn
from assistant.web.bubbles import answer_html, conversation_html, plain_text
from assistant.web.conversation import clean, sentence, steps, too_long
from assistant.web.keeping import Talk
from assistant.web.server import AddressUnusable, LoginMissing, listen
from assistant.web.source_panel import highlighted, panel_html
from assistant.web.texts import TEXTS
from assistant.web.view import Waiting
from ingest.passage import Passage, PassageKind
from tests.written_statements import quote_of, said
from vectorstore.errors import IndexBusy, IndexDamaged
from vectorstore.retrieval import DocumentRecord, Hit, Question, Retrieval
from vectorstore.scope import EVERYTHING, Scope

HOSTILE = "<script>run()</script> <img src=x onerror='run()'> [x](javascript:run()) **đậm** $x^2$ ${run()} {{run}} &amp;"
PLAN = DocumentRecord(
    id="0123456789abcdef",
    name="ke-hoach.pdf",
    title="Kế hoạch <b>nhà ở</b>",
    number="12/KH-UBND",
    kind="Kế hoạch",
    date=datetime.date(2024, 3, 5),
    signer="Nguyễn Văn A",
    subject="Phát triển nhà ở",
)
TEXT = f"Sở Xây dựng chủ trì Chương trình số 05. {HOSTILE} Sở Tài chính phối hợp."


class Elements(HTMLParser):
    """The names of the elements in some HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def hit(text: str = TEXT, *, page: int | None = 7) -> Hit:
    passage = Passage(
        id=f"{PLAN.id}-0001",
        document_id=PLAN.id,
        ordinal=1,
        kind=PassageKind.PROSE,
        text=text,
        start=0,
        end=len(text),
        headings=("Phụ lục <i>I</i>",),
        page=page,
    )
    return Hit(passage=passage, document=PLAN, score=0.9, dense=0.9, lexical=4.0)


def answer(text: str, *, quote: str = "", decisive: str = "", useful: Sequence[Hit] = ()) -> Answer:
    found = hit()
    question = Question(text="Ai?", language="vi", accented=1.0, restored="Ai?")
    return Answer(
        question="Ai?",
        statements=said(text, *([quote_of(found, quote, decisive=decisive)] if quote else [])),
        language="vi",
        mode="extractive",
        abstained=bool(useful),
        retrieval=Retrieval(question=question, hits=(found,)),
        useful=tuple(useful),
    )


CITED = answer(f"Đơn vị chủ trì: **Sở Xây dựng** [1].\nTheo kế hoạch: “{TEXT[:60]}” [1]", quote=TEXT[:-1], decisive="Sở Xây dựng")


def test_our_marks_and_bold_become_elements() -> None:
    html = answer_html(CITED, turn=3)
    assert "<strong>Sở Xây dựng</strong>" in html
    assert html.count('href="#source-3-1"') == 2
    assert Elements(html).names == ["p", "strong", "a", "p", "a"]


def test_markup_of_documents_is_shown_as_it_is_written() -> None:
    draft = Draft(language="vi")
    draft.say("quoted_same", quote_of(hit(), HOSTILE, decisive="**đậm**"))
    elements = Elements(answer_html(replace(answer(""), statements=tuple(draft.statements)), turn=1))
    assert elements.names == ["p", "strong", "a"]
    assert elements.text == f"Cùng văn bản đó: “{HOSTILE}” [1]"


def test_markup_of_questions_is_shown_as_it_is_written() -> None:
    asked = Talk(exchanges=(Exchange(turn=1, question=HOSTILE, problem=HOSTILE),))
    html = conversation_html(asked, language="vi", document_count=1)
    elements = Elements(html)
    assert elements.text.count(HOSTILE) == 2
    assert set(elements.names) <= {"h2", "div", "span", "p", "button"}


def test_the_quote_is_marked_and_its_decisive_words_more_so() -> None:
    html = highlighted("a < b và c > d", quote=(4, 14), decisive=((9, 10), (4, 5)))
    assert html == "a &lt; <mark><strong>b</strong> và <strong>c</strong> &gt; d</mark>"


def test_decisive_words_outside_the_quote_or_twice_named_mark_nothing_more() -> None:
    html = highlighted("một hai ba", quote=(4, 7), decisive=((0, 3), (4, 7), (5, 7), (6, 10)))
    assert html == "một <mark><strong>hai</strong></mark> ba"


def test_a_source_names_document_date_page_and_path_and_links_to_the_page() -> None:
    html = panel_html([Exchange(turn=2, question="Ai?", answer=CITED)], language="vi", documents=[PLAN])
    text = Elements(html).text
    for part in ("Kế hoạch <b>nhà ở</b>", "12/KH-UBND", "05/03/2024", "trang 7", "Phụ lục <i>I</i>", "Mở bản gốc ở trang 7"):
        assert part in text
    assert 'href="source/0123456789abcdef#page=7"' in html
    assert not {"script", "img", "b", "i"} & set(Elements(html).names)


def test_only_the_sources_of_the_last_answer_are_shown() -> None:
    exchanges = [Exchange(turn=turn, question="Ai?", answer=CITED) for turn in (1, 2)]
    html = panel_html(exchanges, language="vi", documents=[PLAN])
    assert 'id="sources-1" data-turn="1" tabindex="-1" hidden' in html
    assert 'id="sources-2" data-turn="2" tabindex="-1">' in html


def test_passages_that_are_perhaps_useful_have_a_heading_and_no_number() -> None:
    said = answer("Không tìm thấy câu trả lời trong các tài liệu hiện có.", useful=[hit()])
    html = panel_html([Exchange(turn=1, question="Ai?", answer=said)], language="vi", documents=[PLAN])
    assert f"<h3>{TEXTS['vi'].useful}</h3>" in html
    assert 'class="number"' not in html
    assert "<mark>" not in html


def test_a_copied_answer_is_plain_text_with_its_sources() -> None:
    text = plain_text(Exchange(turn=1, question="Ai?", answer=CITED), language="en")
    assert "Đơn vị chủ trì: Sở Xây dựng [1]." in text
    assert "[1] Plan No. 12/KH-UBND of 5/3/2024, page 7: “Sở Xây dựng chủ trì" in text


def test_a_question_that_cannot_be_stored_as_typed_is_cleaned() -> None:
    assert clean(" a\ud800b\x00c\nd ") == "ab c\nd"
    assert clean(None) == ""


class Failing(Assistant):
    """An assistant whose index fails in a given way."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def answers(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[Answer]:
        raise self._error


@pytest.mark.parametrize("error", [RuntimeError("secret"), IndexBusy("secret"), IndexDamaged("secret"), EmptyIndex("secret")])
def test_an_error_becomes_one_sentence_in_the_language_of_the_page(error: Exception) -> None:
    assert sentence(error, language="vi") != sentence(error, language="en")
    kept: list[Exchange] = []
    asked = (Exchange(turn=1, question="Ai?"),)
    last = list(steps(Failing(error), asked, language="vi", waiting=Waiting(), keep=kept.append))[-1].exchange
    assert kept == [last]
    assert last.problem == sentence(error, language="vi")
    assert "secret" not in last.problem
    assert last.problem.count(". ") == 0


def test_a_question_that_is_too_long_gets_a_sentence_that_says_how_long_it_may_be() -> None:
    assert str(LONGEST_QUESTION) in too_long("a" * (LONGEST_QUESTION + 1), language="en")
    assert too_long("a" * LONGEST_QUESTION, language="en") == ""


class Saying(Assistant):
    """An assistant whose answer grows as given."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = answers

    def answers(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[Answer]:
        yield from self._answers


WRITTEN = replace(CITED, mode="model", statements=said("Sở Xây dựng chủ trì [1].", quote_of(hit(), TEXT[:-1])))
ASKED = Exchange(turn=1, question="Ai?")


def test_an_answer_that_grows_is_shown_as_it_comes_and_kept_once() -> None:
    kept: list[Exchange] = []
    longer = replace(WRITTEN, statements=(*WRITTEN.statements, *said("Sở Tài chính phối hợp [1].", quote_of(hit(), TEXT[:-1]))))
    shown = list(steps(Saying(WRITTEN, longer, longer), [ASKED], language="vi", waiting=Waiting(), keep=kept.append))
    assert [step.writing for step in shown] == [True, True, True, True, False]
    assert [step.exchange.answer for step in shown] == [None, WRITTEN, longer, longer, longer]
    assert [step.news for step in shown[1:4]] == ["Sở Xây dựng chủ trì [1].", "Sở Tài chính phối hợp [1].", ""]
    assert kept == [shown[-1].exchange]


def test_what_was_confirmed_is_kept_where_nobody_looks_on_any_more() -> None:
    kept: list[Exchange] = []
    shown = steps(Saying(WRITTEN, WRITTEN), [ASKED], language="vi", waiting=Waiting(), keep=kept.append)
    next(shown)
    next(shown)
    shown.close()  # type: ignore[attr-defined]  # a generator, as gradio closes it
    assert [one.answer for one in kept] == [replace(WRITTEN, note="stopped")]


def talk_html(answer: Answer | None, *, writing: bool = False) -> str:
    return conversation_html(Talk(id="c1", exchanges=(replace(ASKED, answer=answer),)), language="vi", document_count=1, writing=writing)


def test_how_a_question_was_understood_stands_above_the_answer_and_is_text() -> None:
    alone = talk_html(replace(CITED, understood=("Ai <b>chủ trì</b> Kế hoạch 85?",)))
    assert f"{TEXTS['vi'].understood} Ai <b>chủ trì</b> Kế hoạch 85?" in Elements(alone).text
    assert alone.index("understood") < alone.index("said")
    assert Elements(talk_html(replace(CITED, understood=("Ai?", "Khi nào?")))).names.count("li") == 2
    assert "understood" not in talk_html(CITED)


def test_an_answer_says_who_wrote_it_and_what_was_left_out() -> None:
    texts = TEXTS["vi"]
    assert texts.by_model not in talk_html(CITED)
    assert Elements(talk_html(WRITTEN)).text.count(texts.by_model) == 1
    assert f"{texts.by_model} {texts.dropped_one}" in Elements(talk_html(replace(WRITTEN, dropped=1))).text
    fallen_back = Elements(talk_html(replace(CITED, note="model_unsupported", dropped=3))).text
    assert texts.notes["model_unsupported"] in fallen_back
    assert texts.dropped_many.format(count=3) in fallen_back
    assert texts.cut_short in talk_html(replace(WRITTEN, note="model_slow"))
    assert texts.notes["stopped"] in talk_html(replace(WRITTEN, note="stopped"))


def test_an_answer_that_grows_has_no_tools_yet_and_one_that_was_interrupted_says_so() -> None:
    assert 'class="tools"' not in talk_html(WRITTEN, writing=True)
    assert TEXTS["vi"].writing in talk_html(WRITTEN, writing=True)
    assert TEXTS["vi"].searching in talk_html(None, writing=True)
    assert TEXTS["vi"].interrupted in talk_html(None)


def test_a_question_without_an_answer_can_be_asked_again_unless_only_its_beginning_was_kept() -> None:
    html = talk_html(None)
    assert 'class="again" data-question="' in html
    cut = Talk(id="a" * 32, exchanges=(Exchange(turn=1, question="Ai…", problem="Câu hỏi dài quá."),))
    assert "again" not in conversation_html(cut, language="vi", document_count=1)


def test_a_long_title_is_folded_to_two_lines_and_whole_on_demand() -> None:
    long = replace(PLAN, title="Kế hoạch " + "triển khai thực hiện " * 10)
    html = panel_html((), language="vi", documents=[long, PLAN])
    assert html.count('<details class="entire">') == 1
    assert long.title.strip() in html
    assert TEXTS["vi"].whole_title in html


def test_a_source_whose_document_was_removed_has_no_link_to_it() -> None:
    html = panel_html([Exchange(turn=1, question="Ai?", answer=CITED)], language="vi", documents=[])
    assert TEXTS["vi"].removed in html
    assert "source/0123456789abcdef" not in html
    assert "<mark>" in html


def test_sources_that_disagree_stand_side_by_side_with_their_dates() -> None:
    older = quote_of(hit(), "Sở Xây dựng chủ trì Chương trình số 05.")
    newer = replace(older, held=replace(hit(), document=replace(PLAN, date=datetime.date(2025, 4, 6))), end=older.end - 1)
    draft = Draft(language="vi")
    draft.say_plain("disagree")
    draft.say("voice", older)
    draft.say("wrong_total", older, total="6", noun="dự án", parts="2 + 3", sum="5")
    draft.say("voice", newer)
    draft.say_plain("before_change")
    made = replace(answer(""), statements=tuple(draft.statements))
    elements = Elements(answer_html(made, turn=1))
    assert elements.names.count("li") == 2
    for part in ("05/03/2024", "06/04/2025", f"“{older.text}” [1]", f"“{newer.text}” [2]", "cộng các phần", "Trước khi điều chỉnh:"):
        assert part in elements.text
    for count in range(len(draft.statements)):  # while it is said, no piece of a source stands outside its card
        assert "- Kế hoạch" not in Elements(answer_html(made, turn=1, said=count)).text


def test_a_port_in_use_is_one_sentence_that_says_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(AddressUnusable, match="--port") as caught:
        listen("127.0.0.1", port=taken.getsockname()[1])
    assert "\n" not in str(caught.value)


def test_an_unknown_host_is_one_sentence_that_says_what_to_do() -> None:
    with pytest.raises(AddressUnusable, match="--host"):
        listen("256.1.1.1.invalid", port=0)


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_other_machines_are_let_in_only_where_somebody_says_so(host: str) -> None:
    with pytest.raises(LoginMissing, match="--without-login") as caught:
        listen(host, port=0)
    assert "\n" not in str(caught.value)
    listen("127.0.0.1", port=0).close()
    listen("localhost", port=0).close()
    if host == "0.0.0.0":  # a machine may have no IPv6
        listen(host, port=0, without_login=True).close()


def test_nobody_is_let_in_without_a_login_by_default() -> None:
    options = parser().parse_args(["chat", "--host", "0.0.0.0"])
    assert options.without_login is False
    assert parser().parse_args(["chat", "--host", "0.0.0.0", "--without-login"]).without_login is True
