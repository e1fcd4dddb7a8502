"""Conversations are kept: nothing acknowledged is lost, each owner sees only their own, and what is deleted is gone."""

from __future__ import annotations

import logging
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.conversations.conversation_database import ConversationFile
from assistant.conversations.store import FILE, LONGEST_TITLE, Conversations, cleaned_title
from assistant.errors import ConversationsUnusable, ConversationUnknown
from assistant.exchange import Exchange
from tests.invented_conversations import HOSTILE, cited_answer, exchange

MY = "token-of-one-browser"
THEIRS = "token-of-another"


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path)


def asked(*questions: str, kept: Conversations, owner: str = MY) -> str:
    """A conversation with these questions; its id."""
    conversation_id = None
    for turn, question in enumerate(questions, 1):
        conversation_id = kept.add(owner, conversation_id, Exchange(turn=turn, question=question))
    assert conversation_id is not None
    return conversation_id


def titles(kept: Conversations, words: str = "", *, owner: str = MY) -> list[str]:
    return [entry.title for entry in kept.listed(owner, words)]


def test_a_conversation_is_opened_as_it_was_left(kept: Conversations) -> None:
    first = exchange(1)
    conversation_id = kept.add(MY, None, first)
    assert kept.add(MY, conversation_id, Exchange(turn=2, question="Thời hạn?", problem="Chưa trả lời được.")) == conversation_id
    conversation = kept.opened(MY, conversation_id)
    assert [one.question for one in conversation.exchanges] == [first.question, "Thời hạn?"]
    assert conversation.exchanges[1] == Exchange(turn=2, question="Thời hạn?", problem="Chưa trả lời được.")
    answer = conversation.exchanges[0].answer
    assert answer is not None
    assert first.answer is not None
    assert (answer.text, [one.quote for one in answer.citations]) == (first.answer.text, [one.quote for one in first.answer.citations])
    entry = conversation.entry
    assert (entry.id, entry.title, entry.language, entry.exchange_count) == (conversation_id, first.question, "vi", 2)
    assert entry.created.utcoffset() == entry.updated.utcoffset()
    assert entry.created < entry.updated
    assert kept.listed(MY) == (entry,)


def test_opening_and_listing_before_anything_is_kept_makes_no_file(kept: Conversations, tmp_path: Path) -> None:
    assert kept.listed(MY) == ()
    with pytest.raises(ConversationUnknown):
        kept.opened(MY, "0" * 32)
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_readable_by_its_user_alone_and_holds_no_token(kept: Conversations, tmp_path: Path) -> None:
    asked("Ai?", kept=kept)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    assert MY.encode() not in (tmp_path / FILE).read_bytes()


def test_the_language_is_that_of_the_first_answer(kept: Conversations) -> None:
    conversation_id = kept.add(MY, None, Exchange(turn=1, question="Who leads?"))
    assert kept.listed(MY)[0].language == "vi"
    english = replace(cited_answer(), language="en")
    kept.add(MY, conversation_id, Exchange(turn=1, question="Who leads?", answer=english))
    kept.add(MY, conversation_id, exchange(2))
    assert kept.listed(MY)[0].language == "en"


def test_the_same_turn_written_again_replaces_it(kept: Conversations) -> None:
    conversation_id = kept.add(MY, None, Exchange(turn=1, question="Ai?"))
    kept.add(MY, conversation_id, exchange(1))
    (only,) = kept.opened(MY, conversation_id).exchanges
    assert only.answer is not None
    assert kept.listed(MY)[0].title == only.question


def test_the_conversation_last_spoken_in_comes_first(kept: Conversations) -> None:
    first = asked("Một?", kept=kept)
    asked("Hai?", kept=kept)
    asked("Ba?", kept=kept)
    assert titles(kept) == ["Ba?", "Hai?", "Một?"]
    kept.add(MY, first, Exchange(turn=2, question="Thêm?"))
    assert titles(kept) == ["Một?", "Ba?", "Hai?"]
    assert [entry.title for entry in kept.listed(MY, limit=2)] == ["Một?", "Ba?"]
    assert [entry.title for entry in kept.listed(MY, "?a b", limit=5)] == []
    assert kept.listed(MY, limit=0) == kept.listed(MY, limit=-1) == ()


def test_nobody_sees_or_touches_the_conversations_of_another(kept: Conversations) -> None:
    conversation_id = asked("Ai chủ trì?", kept=kept)
    assert titles(kept, owner=THEIRS) == titles(kept, "chủ", owner=THEIRS) == titles(kept, owner="") == []
    with pytest.raises(ConversationUnknown):
        kept.opened(THEIRS, conversation_id)
    with pytest.raises(ConversationUnknown):
        kept.rename(THEIRS, conversation_id, "Của tôi")
    with pytest.raises(ConversationUnknown):
        kept.delete(THEIRS, conversation_id)
    with pytest.raises(ConversationUnknown):
        kept.add(THEIRS, conversation_id, Exchange(turn=1, question="Chen vào"))
    with pytest.raises(ConversationUnknown):
        kept.add("", None, Exchange(turn=1, question="Không của ai"))
    assert [one.question for one in kept.opened(MY, conversation_id).exchanges] == ["Ai chủ trì?"]


@pytest.mark.parametrize("wrong", ["", "' OR 1=1 --", "\x00", "\ud800", "%", "x" * 100_000])
def test_an_id_that_is_none_gets_one_sentence(kept: Conversations, wrong: str) -> None:
    asked("Ai?", kept=kept)
    with pytest.raises(ConversationUnknown, match=r"^[A-Z][^\n]+\.$"):
        kept.opened(MY, wrong)


def test_a_conversation_is_renamed_and_gets_its_own_title_back(kept: Conversations) -> None:
    conversation_id = asked("Ai chủ trì kế hoạch 84?", kept=kept)
    before = kept.listed(MY)[0].updated
    renamed = kept.rename(MY, conversation_id, "  Kế hoạch\x00 84\u202e\n(nhà ở)  ")
    assert renamed.title == "Kế hoạch 84 (nhà ở)"
    assert titles(kept) == [renamed.title]
    assert renamed.updated == before
    assert len(kept.rename(MY, conversation_id, "a" * 5000).title) == LONGEST_TITLE
    assert kept.rename(MY, conversation_id, " \n ").title == "Ai chủ trì kế hoạch 84?"


def test_a_long_first_question_is_cut_between_words(kept: Conversations) -> None:
    asked("Đơn vị nào chủ trì, " + "phối hợp với Sở Xây dựng " * 20, kept=kept)
    (title,) = titles(kept)
    assert 60 < len(title) <= 80
    assert title.endswith(("Sở…", "Xây…", "dựng…", "phối…", "hợp…", "với…"))


def test_titles_are_in_nfc_and_whole_words() -> None:
    assert cleaned_title(unicodedata.normalize("NFD", "Đơn vị"), limit=20) == "Đơn vị"
    assert cleaned_title("một hai, ba", limit=9) == "một hai…"
    assert cleaned_title("mộthaibabốn", limit=5) == "mộth…"
    assert cleaned_title("\ud800 nửa ký tự", limit=20) == "\ufffd nửa ký tự"


def test_a_deleted_conversation_is_gone_from_the_disk(kept: Conversations, tmp_path: Path) -> None:
    secret = "bí mật của riêng tôi"
    gone = kept.add(MY, None, Exchange(turn=1, question=secret, answer=cited_answer(secret * 500)))
    asked("Còn lại?", kept=kept)
    with sqlite3.connect(tmp_path / FILE) as reader:  # keeps the log of writes from being removed
        reader.execute("SELECT COUNT(*) FROM exchanges").fetchone()
        deleted = kept.delete(MY, gone)
        assert (deleted.title, deleted.exchange_count) == (secret, 1)
        assert titles(kept) == ["Còn lại?"]
        for path in tmp_path.iterdir():
            assert secret.encode() not in path.read_bytes(), path
    reader.close()
    with pytest.raises(ConversationUnknown):
        kept.delete(MY, gone)
    with pytest.raises(ConversationUnknown):
        kept.add(MY, gone, Exchange(turn=2, question="Sau khi xóa"))


def test_nothing_that_people_wrote_is_logged(kept: Conversations, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    conversation_id = asked("Câu hỏi kín?", kept=kept)
    kept.rename(MY, conversation_id, "Tên kín")
    kept.opened(MY, conversation_id)
    kept.delete(MY, conversation_id)
    assert "kín" not in caplog.text
    assert MY not in caplog.text


QUESTIONS = (
    "Đơn vị nào chủ trì Chương trình số 03?",
    "Hoà Bình có bao nhiêu dự án thủy lợi?",
    "Thời hạn của kế hoạch 84/KH-UBND là khi nào?",
    "Who signed Plan 84?",
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("don vi chu tri", [0]),
        ("chủ trì", [0]),
        ("chú trì", []),
        ("Ðơn VỊ", [0]),  # with the eth that some keyboards give
        ("hòa bình thuỷ", [1]),
        ("hoà", [1]),
        ("thuy loi", [1]),
        ("84", [2, 3]),
        ("84/kh-ubnd", [2]),
        ("84 thời", [2]),
        ("84 thờ", [2]),
        ("thờ 84", []),
        ("PLAN", [3]),
        ("%", []),
        ("_", []),
        (".*", []),
        (" \t ", [0, 1, 2, 3]),
    ],
)
def test_words_are_found_with_and_without_diacritics(kept: Conversations, form: str, words: str, found: Sequence[int]) -> None:
    for question in reversed(QUESTIONS):
        asked(unicodedata.normalize("NFD" if form == "NFC" else "NFC", question), kept=kept)
    wanted = [QUESTIONS[place] for place in found]
    assert titles(kept, unicodedata.normalize(form, words)) == wanted  # type: ignore[arg-type]


def test_words_are_found_in_later_questions_and_in_titles(kept: Conversations) -> None:
    conversation_id = asked("Ai chủ trì?", "Thế còn phối hợp?", kept=kept)
    asked("Khác?", kept=kept)
    assert titles(kept, "phoi hop") == ["Ai chủ trì?"]
    kept.rename(MY, conversation_id, "Nhà ở xã hội")
    assert titles(kept, "nha o phoi hop chu tri") == ["Nhà ở xã hội"]


@pytest.mark.parametrize("text", [HOSTILE, "\x00\x1b[31m", "\ud83d nửa", "'; DROP TABLE exchanges; --", "x" * 300_000])
def test_hostile_text_is_kept_as_text(kept: Conversations, text: str) -> None:
    conversation_id = kept.add(MY, None, Exchange(turn=1, question=text, problem=text))
    kept.rename(MY, conversation_id, text)
    kept.listed(MY, text[:1000])
    (one,) = kept.opened(MY, conversation_id).exchanges
    expected = text.replace("\ud83d", "\ufffd")
    assert (one.question, one.problem) == (expected, expected)
    assert titles(kept)[0].isprintable()


def test_sixteen_threads_lose_nothing(kept: Conversations) -> None:
    shared = asked("Chung?", kept=kept)
    failures: list[Exception] = []

    def talk(number: int) -> None:
        try:
            own = None
            for turn in range(1, 6):
                own = kept.add(f"owner-{number}", own, exchange(turn))
                kept.add(MY, shared, Exchange(turn=2 + number * 5 + turn, question=f"{number}.{turn}"))
                assert kept.listed(f"owner-{number}", "ai")[0].exchange_count == turn
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=talk, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert kept.listed(MY)[0].exchange_count == 81
    assert all(kept.listed(f"owner-{number}")[0].exchange_count == 5 for number in range(16))


WRITER = """
import sys
from pathlib import Path
from assistant.conversations.store import Conversations
from tests.invented_conversations import exchange

kept, owner, wanted = Conversations(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
own = None
for turn in range(1, wanted + 1):
    own = kept.add(owner, own, exchange(turn))
    print(own, turn, flush=True)
"""


def writer(home: Path, *, owner: str, count: int) -> subprocess.Popen[str]:
    """A process that adds exchanges and says which are kept."""
    root = Path(__file__).parents[1]
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home), owner, str(count)], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.process
def test_two_processes_write_at_once(kept: Conversations, tmp_path: Path) -> None:
    with writer(tmp_path, owner="one", count=60) as one, writer(tmp_path, owner="other", count=60) as other:
        for process in (one, other):
            _, said = process.communicate(timeout=120)
            assert process.returncode == 0, said
    for owner in ("one", "other"):
        (entry,) = kept.listed(owner)
        assert [each.turn for each in kept.opened(owner, entry.id).exchanges] == list(range(1, 61))


@pytest.mark.process
@pytest.mark.parametrize("delay", [0.0, 0.03, 0.1])
def test_what_was_acknowledged_survives_a_kill(kept: Conversations, tmp_path: Path, delay: float) -> None:
    with writer(tmp_path, owner=MY, count=1_000_000) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read()
    lines = [line.split() for line in said.splitlines() if line.count(" ") == 1 and line[-1].isdigit()]
    conversation_id, last = lines[-1] if said.endswith("\n") else lines[-2]
    exchanges = kept.opened(MY, conversation_id).exchanges
    assert [one.turn for one in exchanges] == list(range(1, len(exchanges) + 1))
    assert int(last) <= len(exchanges) <= int(last) + 1  # the last one written may not have been said any more
    assert all(one.answer and one.answer.citations for one in exchanges)
    assert kept.add(MY, conversation_id, exchange(len(exchanges) + 1)) == conversation_id


def use_in_every_way(kept: Conversations) -> None:
    """Every method says the same in one sentence."""
    for use in (
        lambda: kept.listed(MY),
        lambda: kept.opened(MY, "0" * 32),
        lambda: kept.add(MY, None, Exchange(turn=1, question="Ai?")),
        lambda: kept.rename(MY, "0" * 32, "Tên"),
        lambda: kept.delete(MY, "0" * 32),
    ):
        with pytest.raises(ConversationsUnusable, match=r"^The [^\n]+\.$"):
            use()


@pytest.mark.parametrize("how", ["other bytes", "cut off", "overwritten", "other tables", "newer"])
def test_a_file_that_cannot_be_used_is_left_as_it_is(kept: Conversations, tmp_path: Path, how: str) -> None:
    path = tmp_path / FILE
    for number in range(10):
        asked(*(f"Câu hỏi {number}.{turn} {'dài ' * 500}" for turn in range(2)), kept=kept)
    if how == "other bytes":
        path.write_bytes(b"not a database at all" * 1000)
    elif how == "cut off":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "overwritten":
        content = path.read_bytes()
        path.write_bytes(content[:100] + b"\xa5" * 8092 + content[8192:])
    else:
        if how == "other tables":
            path.unlink()
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE accounts (name)" if how == "other tables" else "PRAGMA user_version=99")
        connection.close()
    before = path.read_bytes()
    use_in_every_way(kept)
    assert path.read_bytes() == before
    path.rename(tmp_path / "elsewhere")
    asked("Bắt đầu lại?", kept=kept)
    assert titles(kept) == ["Bắt đầu lại?"]


def test_a_place_that_cannot_be_written_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(ConversationsUnusable, match="cannot be read or written"):
        asked("Ai?", kept=Conversations(tmp_path / "file"))
    (tmp_path / FILE).mkdir()
    use_in_every_way(Conversations(tmp_path))


def test_a_writer_that_never_ends_gets_one_sentence(kept: Conversations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConversationFile, "wait", 0.05)
    conversation_id = asked("Ai?", kept=kept)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ConversationsUnusable, match="another process"):
        kept.rename(MY, conversation_id, "Tên")
    assert titles(kept) == ["Ai?"]  # reading goes on
    other.close()
    assert kept.rename(MY, conversation_id, "Tên").title == "Tên"


def test_a_file_of_an_older_version_is_brought_up_to_date(kept: Conversations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation_id = kept.add(MY, None, exchange(1))
    before = kept.opened(MY, conversation_id)
    steps = (*ConversationFile.steps, ("ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",))
    with monkeypatch.context() as newer:
        newer.setattr(ConversationFile, "steps", steps)
        assert kept.opened(MY, conversation_id) == before
        kept.add(MY, None, exchange(1))
        assert len(kept.listed(MY)) == 2
    with pytest.raises(ConversationsUnusable, match="newer version"):
        kept.listed(MY)


def test_a_step_that_fails_changes_nothing(kept: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    asked("Ai?", kept=kept)
    with monkeypatch.context() as newer:
        newer.setattr(ConversationFile, "steps", (*ConversationFile.steps, ("DROP TABLE exchanges", "NO STATEMENT")))
        with pytest.raises(ConversationsUnusable):
            kept.listed(MY)
    assert titles(kept) == ["Ai?"]
