"""How fast and how large the program is, for `make bench`: the embedding model, a question over many passages, the chat."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from assistant.assistant import Assistant
from evals.bench.bench_measure import chat_memory, measured
from evals.bench.bench_progress import say
from ingest.layout.cut import cut_passages
from ingest.read import read_document
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.search import retrieve

_SAMPLE = Path(__file__).parents[1] / "sample"
_LARGE = 10_000


def print_embedding_speed(work: Path) -> None:
    """Passages of 700 characters a second through the default model, and the time of one question."""
    say("Embedding speed")
    embedder = Embedder(cache=work / "models")
    texts = _sample_texts(400)
    embedder.embed_passages(texts[:16])
    began = time.perf_counter()
    embedder.embed_passages(texts)
    print(f"Embedding: {len(texts) / (time.perf_counter() - began):.1f} passages of 700 characters a second")
    times = _timed(lambda text: embedder.embed_queries([text]), [f"Đơn vị nào chủ trì Chương trình số {number}?" for number in range(40)])
    print(f"Embedding one question: {1000 * statistics.median(times):.0f} ms median")


def print_chat_memory(*, home: Path) -> None:
    """Resident memory of the chat over the sample's index under `home`."""
    say("Chat on the sample")
    print(f"Chat on the sample: {chat_memory(home=home):.0f} MiB resident after its suggested questions")


def print_large(work: Path) -> None:
    """Ingest of 10,000 passages and the time of one question over them."""
    say(f"Ingest of about {_LARGE} passages")
    folder = work / "large"
    folder.mkdir()
    texts = _sample_texts(_LARGE)
    for number in range(0, _LARGE, 20):
        chapter = "\n\n".join(f"{text} ({number + place})" for place, text in enumerate(texts[number : number + 20]))
        (folder / f"plan-{number:05d}.txt").write_text(chapter, encoding="utf-8")
    print(f"Ingest of about {_LARGE} passages: {measured(['ingest', str(folder), '--json'], home=work / 'large-home')}")
    with Index(work / "large-home", embedder=Embedder(cache=work / "large-home" / "models")) as index:
        held = sum(document.passage_count for document in index.documents())
        questions = [f"Đơn vị nào chủ trì nhiệm vụ số {number} của chương trình?" for number in range(60)]
        times = _timed(lambda text: retrieve(index, look_at(text, index=index), k=10), questions)
        print(f"One question over {held} passages, searched: {1000 * statistics.median(times[5:]):.0f} ms median")
        print_answer_times(index, questions, over=f"{held} passages")


def print_answer_times(index: Index, questions: Sequence[str], *, over: str) -> None:
    """How long whole answers take with the machine to itself, and beside a process that embeds on all its cores, as an ingest does."""
    assistant = Assistant(index)
    assistant.load()
    half = len(questions) // 2
    for asked, beside in ((questions[:half], False), (questions[half:], True)):  # a question asked twice is not read twice
        with _embedding_beside(index.embedder.cache) if beside else nullcontext():
            times = sorted(_timed(assistant.ask, asked))
        high = times[min(int(len(times) * 0.95), len(times) - 1)]
        said = ", beside a process that embeds" if beside else ""
        print(f"An answer over {over}{said}: {statistics.median(times):.2f} s median, {high:.2f} s for 95 in 100")


@contextmanager
def _embedding_beside(cache: Path) -> Iterator[None]:
    """Another process that embeds without end, until the context ends."""
    code = f"from pathlib import Path\nfrom vectorstore.embedder import Embedder\none = Embedder(cache=Path({str(cache)!r}))\n"
    code += "while True:\n    one.embed_passages(['đoạn văn dài ' * 60] * 8)\n    print(flush=True)"
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        other.stdout.readline()  # it embeds from here on
        yield
    finally:
        other.kill()
        other.communicate()


def _timed(action: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    times = []
    for text in texts:
        began = time.perf_counter()
        action(text)
        times.append(time.perf_counter() - began)
    return times


def _sample_texts(count: int) -> list[str]:
    """`count` texts of about 700 characters made by shuffling the sentences of the sample's own documents, seeded."""
    paths = sorted((_SAMPLE / "documents").iterdir())
    sentences = [passage.text for path in paths for passage in cut_passages(read_document(path)) if len(passage.text) > 60]
    chance = random.Random(1)
    texts = []
    for _ in range(count):
        text = ""
        while len(text) < 640:
            text += " ".join(chance.choice(sentences).split())[:220] + " "
        texts.append(text[:700].strip())
    return texts
