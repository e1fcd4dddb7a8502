"""A chat model tried out: whether it answers, how fast, and whether it cites in the form that is asked for."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.chat_model.connection import ChatModel
from assistant.chat_model.context import characters_left, fitting, passages_text
from assistant.chat_model.failures import failure_of
from assistant.chat_model.reply import Claim, ReplyParser
from assistant.chat_model.streaming import GenerationStopped, pieces
from assistant.checking.check import check
from ingest.names.bodies import load_bodies
from ingest.passage import Passage, PassageKind
from prompts import chat_prompt
from vectorstore.retrieval import DocumentRecord, HeldPassage

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_WORK = (
    ("Sở Xây dựng", "Sở Tài chính", "rà soát quỹ đất làm bãi đỗ xe", "15 tháng 3 năm 2031"),
    ("Sở Nông nghiệp và Môi trường", "Sở Xây dựng", "kiểm kê các hồ điều hòa", "30 tháng 4 năm 2031"),
    ("Sở Giáo dục và Đào tạo", "Ủy ban nhân dân các phường", "thống kê trường học xuống cấp", "20 tháng 5 năm 2031"),
    ("Sở Y tế", "Sở Tài chính", "đề xuất mua sắm trang thiết bị trạm y tế", "10 tháng 6 năm 2031"),
    ("Sở Công Thương", "Sở Xây dựng", "lập danh mục chợ cần cải tạo", "25 tháng 7 năm 2031"),
    ("Công an thành phố", "Sở Khoa học và Công nghệ", "lắp đặt camera tại các nút giao thông", "31 tháng 8 năm 2031"),
    ("Sở Nội vụ", "Sở Tài chính", "xây dựng đề án vị trí việc làm", "15 tháng 9 năm 2031"),
    ("Sở Du lịch", "Sở Văn hóa và Thể thao", "khảo sát các điểm đến ven sông", "20 tháng 10 năm 2031"),
)
"""Lead, co-ordinating body, work and day of tasks invented for the trial; a passage tells of one."""
_ASKED = 4
_QUESTION = f"Đơn vị nào chủ trì {_WORK[_ASKED][2]}, và khi nào xong?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of it. Times are in seconds, None where it did not get so far; `problem` is one sentence, "" where it works."""

    name: str
    where: str
    context: int
    answered: bool = False
    loading: float | None = None
    """To the first word of the first reply, which a model that is not loaded yet takes longer for."""
    first_word: float | None = None
    """To the first word about `passages` passages, the model being loaded."""
    words_a_second: float | None = None
    passages: int = 0
    held: int = 0
    """Sentences about them whose citation was found in the passages."""
    dropped: int = 0
    """Those that were not."""
    problem: str = ""

    @property
    def cites(self) -> bool:
        """Whether it can write answers: some sentence of it held."""
        return self.held > 0


def try_model(chat: ChatModel, *, clock: Callable[[], float] = time.perf_counter) -> Trial:
    """Asks it for one word, then for an answer from invented passages, as questions are asked. Takes as long as the model does."""
    trial = Trial(name=chat.name, where=chat.where, context=chat.context)
    try:
        heard = _Heard(chat=chat, clock=clock)
        for _ in heard.listen(_one_word()):
            break
        trial = replace(trial, answered=heard.words > 0, loading=heard.first)
        if not trial.answered:
            return replace(trial, problem=_wordless(chat))
        return _cited(trial, chat=chat, clock=clock)
    except GenerationStopped as stop:
        if stop.note is None:  # all that it may write went by before a word came
            return replace(trial, problem=_wordless(chat))
        return replace(trial, answered=False, problem=failure_of(stop.__cause__ or TimeoutError(), chat=chat).sentence)


def _cited(trial: Trial, *, chat: ChatModel, clock: Callable[[], float]) -> Trial:
    """The trial with what it made of the passages."""
    prompt = chat_prompt("answer", language="vi").template
    bare = prompt.format(passages="", question=_QUESTION)
    hits = fitting(_invented(), characters=characters_left(chat, said=bare), language="vi")
    messages = prompt.format_messages(passages=passages_text(hits, language="vi"), question=_QUESTION)
    parser, heard = ReplyParser(), _Heard(chat=chat, clock=clock)
    claims: list[Claim] = []
    try:
        for piece in heard.listen(messages):
            claims.extend(parser.feed(piece))
    except GenerationStopped as stop:
        if stop.note:
            raise
    claims.extend(parser.close())
    held = sum(check(claim, hits, question=_QUESTION, bodies=load_bodies()).holds for claim in claims)
    return replace(
        trial,
        first_word=heard.first,
        words_a_second=heard.words_a_second,
        passages=len(hits),
        held=held,
        dropped=len(claims) - held,
    )


@dataclass(slots=True)
class _Heard:
    """Times of a reply while it is listened to."""

    chat: ChatModel
    clock: Callable[[], float]
    first: float | None = None
    words: int = 0
    seconds: float = 0.0

    def listen(self, messages: list[BaseMessage]) -> Iterator[str]:
        began = self.clock()
        said = ""
        for piece in pieces(self.chat, messages):
            if self.first is None and piece.strip():
                self.first = self.clock() - began
            said += piece
            self.words, self.seconds = len(said.split()), self.clock() - began
            yield piece

    @property
    def words_a_second(self) -> float | None:
        """After the first word; None where only one came."""
        writing = self.seconds - (self.first or 0.0)
        return (self.words - 1) / writing if self.words > 1 and writing > 0 else None


def _wordless(chat: ChatModel) -> str:
    return (
        f"The chat model {chat.name} answered without a word: turn its thinking off, raise ASSISTANT_CHAT_CONTEXT, or take another model."
    )


def _one_word() -> list[BaseMessage]:
    from langchain_core.messages import HumanMessage

    return [HumanMessage("Trả lời bằng một từ: xin chào.")]


def _invented() -> tuple[HeldPassage, ...]:
    """A passage for each task, the one that is asked for first, so that it is there in the smallest context."""
    order = (_ASKED, *(n for n in range(len(_WORK)) if n != _ASKED))
    return tuple(_passage(n) for n in order)


def _passage(n: int) -> HeldPassage:
    lead, helper, work, day = _WORK[n]
    text = f"{lead} chủ trì, phối hợp với {helper} {work}, báo cáo Ủy ban nhân dân thành phố trước ngày {day}."
    name = f"invented-{n}"
    date = datetime.date(2030, 12, 1)
    document = DocumentRecord(
        id=name, name=f"{name}.txt", title=f"Phân công nhiệm vụ của {lead}", number=f"{n + 1}/KH-UBND", kind="Kế hoạch", date=date
    )
    passage = Passage(id=f"{name}-0000", document_id=name, ordinal=0, kind=PassageKind.PROSE, text=text, start=0, end=len(text))
    return HeldPassage(passage=passage, document=document)
