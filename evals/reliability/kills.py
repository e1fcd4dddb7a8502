"""Drill: kill -9 at any moment of ingest, removal and a conversation. What was said to be done is there, and nothing is half there."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from assistant.conversations.store import Conversations
from evals.bench.bench_progress import say
from evals.reliability.drill import Drill
from evals.reliability.killable import OWNER, reply
from ingest.document import DocumentId
from vectorstore.index import Index
from vectorstore.vectors import Vectors

_KINDS = ("ingest", "removal", "conversation")
_FILES = 30
_LONGEST = {"ingest": 4.0, "removal": 1.5, "conversation": 0.6}
"""Seconds after which each is killed at the latest; the moment is drawn evenly below, and drawn near the beginning half of the time."""
_PATIENCE = 120.0


def killed_at_any_moment(*, count: int, seed: int = 1) -> Drill:
    """`count` processes that ingest, remove and converse in turn, each killed at a moment drawn by chance; the folder is looked at then."""
    faults: list[str] = []
    hit: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        trial = _Home(folder=Path(name), chance=random.Random(seed))
        for number in range(count):
            kind = _KINDS[number % len(_KINDS)]
            found = trial.kill(kind)
            hit[kind] += trial.died
            if number % 10 == 9:
                say(f"{number + 1} of {count} kills")
            if found:
                faults.append(f"seed {seed}, kill {number} ({kind}): {' '.join(found)}")
        if finished := trial.finish():
            faults.append(f"seed {seed}, the run that nobody killed: {' '.join(finished)}")
    return Drill(
        name="kill -9",
        tried=count,
        held=count - len({fault.partition(":")[0] for fault in faults if "nobody" not in fault}),
        figures=(
            *((f"killed in {kind}", str(hit[kind])) for kind in _KINDS),
            ("ended before the kill", str(count - hit.total())),
            ("in all", f"{time.monotonic() - began:.0f} s"),
        ),
        faults=tuple(faults),
    )


def faults_of(home: Path) -> list[str]:
    """What does not agree in the index under `home`, once the next start has had its say: SQLite, Chroma, words, originals. [] is sound."""
    with Index(home) as index:
        index.recover()
        catalogue = index.catalogue
        held, records = catalogue.passage_ids(), index.documents()
        counts = {table: catalogue.database.run(f"SELECT count(*) FROM {table}")[0][0] for table in ("words", "folded_words")}
        names = catalogue.originals()
        faults = [] if catalogue.database.run("PRAGMA integrity_check") == [("ok",)] else ["SQLite finds its file damaged."]
        faults += ["Notes for Chroma are left."] if catalogue.pending() else []
        faults += [f"{name} hold {count} of {len(held)} passages." for name, count in counts.items() if count != len(held)]
        faults += [f"{one.name} is not whole." for one in records if len(index.passages(one.id)) != one.passage_count]
        faults += ["Passages without a document."] if sum(one.passage_count for one in records) != len(held) else []
        faults += ["A document is held twice."] if len({one.name for one in records}) != len(records) else []
        fingerprints = {one: hashlib.sha256((home / "originals" / name).read_bytes()).hexdigest()[:16] for one, name in names.items()}
        faults += [f"The original of {one} holds something else." for one, found in fingerprints.items() if one != found]
    kept = {path.name for path in (home / "originals").iterdir()}
    faults += ["Originals and documents differ."] if kept != set(names.values()) else []
    vectors = Vectors(home / "chroma")
    faults += [] if vectors.ids() == held else [f"Chroma differs in {len(vectors.ids() ^ held)} passages."]
    vectors.close()
    return faults


@dataclass(slots=True, kw_only=True)
class _Home:
    """One index and one conversation, killed again and again. `died`: whether the last process was still at it when it was killed."""

    folder: Path
    chance: random.Random
    died: bool = False
    conversation: str = "new"
    turns: int = 0
    answered: set[int] = field(default_factory=set)
    _version: int = 0
    _files: dict[str, DocumentId] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def sources(self) -> Path:
        return self.folder / "sources"

    def kill(self, kind: str) -> list[str]:
        """What is wrong after a kill; [] where nothing is."""
        if kind == "conversation":
            return self._kill_conversation()
        before = self._held()
        if kind == "ingest":
            self._write_sources()
        said = self._killed(kind, str(self.sources))
        faults = faults_of(self.home)
        after = self._held()
        if kind == "ingest":
            for name, document_id in self._files.items():
                told = document_id in said
                if after.get(name) not in ({document_id} if told else {document_id, before.get(name)}):
                    faults.append(
                        f"{name} is {'lost' if name not in after else 'another version'}{' though said to be held' if told else ''}."
                    )
        else:
            faults += [f"{name} is there though said to be gone." for name, one in after.items() if one in said]
            lost = [name for name, one in before.items() if name not in after and one not in said]
            faults += [f"{', '.join(lost)} lost."] if len(lost) > 1 else []  # one may have been on its way
        return faults

    def finish(self) -> list[str]:
        """What is wrong after an ingest that ends by itself."""
        self._write_sources()
        command = [sys.executable, "-m", "evals.reliability.killable", "ingest", str(self.home), str(self.sources)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=_PATIENCE, cwd=Path(__file__).parents[2])
        faults = faults_of(self.home)
        faults += ["Not all files are held."] if self._held() != self._files else []
        return faults + (["Copies of files are left."] if any((self.home / "incoming").iterdir()) else [])

    def _kill_conversation(self) -> list[str]:
        said = [line.split() for line in self._killed("conversation", self.conversation)]
        if not said and self.conversation == "new":
            return []  # nobody knows its id: at most it stands in the list
        self.conversation = said[0][0] if said else self.conversation
        asked = max([self.turns, *(int(turn) for _, turn, _ in said)])
        self.answered.update(int(turn) for _, turn, state in said if state == "answered")
        exchanges = Conversations(self.home).opened(OWNER, self.conversation).exchanges
        self.turns = len(exchanges)
        faults = [] if [one.turn for one in exchanges] == list(range(1, len(exchanges) + 1)) else ["Turns are missing or doubled."]
        faults += [] if asked <= len(exchanges) <= asked + 1 else [f"Of {asked} turns {len(exchanges)} are kept."]
        for one in exchanges:
            whole = {reply(one.turn)} if one.turn in self.answered else {"", reply(one.turn)}
            if one.problem not in whole or one.question != f"Câu hỏi {one.turn}":
                faults.append(f"Turn {one.turn} is not what was kept.")
        return faults

    def _killed(self, kind: str, argument: str) -> list[str]:
        """What a process said to be done before it was killed, or before it ended."""
        what = {"removal": "remove"}.get(kind, kind)
        command = [sys.executable, "-m", "evals.reliability.killable", what, str(self.home), argument]
        longest = _LONGEST[kind] * self.chance.choice((0.2, 1.0))
        delay = self.chance.uniform(0.0, longest)
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2], start_new_session=True) as process:
            assert process.stdout is not None
            if process.stdout.readline().strip() != "begun":
                raise RuntimeError(f"The process that was to be killed ended with status {process.wait()} before it began.")
            time.sleep(delay)
            self.died = process.poll() is None
            process.kill()  # SIGKILL; nothing where it has ended
            return [line.strip() for line in process.stdout if line.endswith("\n")]

    def _held(self) -> dict[str, DocumentId]:
        with Index(self.home) as index:
            return {record.name: record.id for record in index.documents()}

    def _write_sources(self) -> None:
        """All files the first time; later new content in a third of them."""
        self.sources.mkdir(exist_ok=True)
        self._version += 1
        for number in range(_FILES):
            path = self.sources / f"phuong-{number:02}.txt"
            if path.exists() and self.chance.random() > 1 / 3:
                continue
            lines = (f"Nhiệm vụ {number}.{line}: Phường {number} sửa đường số {line}, lần {self._version}." for line in range(20))
            path.write_text("\n".join(lines), encoding="utf-8")
            self._files[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
