"""`make bench`: the figures of README, printed with the machine they were measured on.

Retrieval needs MLQA-dev, answers the development set, reading the documents and rows that go with it, all in a folder `shared` beside the
checkout (or --sets FOLDER); without them those parts are skipped, and without Tesseract scanned pages are. `--reading` prints only how well
and how fast documents are read, in two minutes. `--large` adds the index of 10,000 passages, which takes a quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import psutil

from assistant.assistant import Assistant
from assistant.json_forms import JsonObject
from assistant.settings import Settings
from evals.__main__ import summary
from evals.bench_reading import print_reading
from evals.measure import Measured, chat_memory, measured
from evals.run import run
from evals.test_sets import read_test_set
from evals.typed_ways import typed_ways
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.question import look_at
from vectorstore.search import retrieve

_SAMPLE = Path(__file__).parent / "sample"
_LARGE = 10_000


def main() -> None:
    """Print every figure that can be measured here."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description="Quality, time and memory of the program.")
    parser.add_argument("--sets", type=Path, default=Path(__file__).parents[2] / "shared", help="folder with qa/ and corpus/")
    parser.add_argument("--reading", action="store_true", help="only how well and how fast documents are read")
    parser.add_argument("--large", action="store_true", help="also ingest 10,000 passages and time questions over them")
    options = parser.parse_args()
    print(machine())
    print_reading(options.sets)
    if options.reading:
        return
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        embedding_speed(work)
        qa = options.sets / "qa"
        if (qa / "mlqa-dev.context-vi.question-vi.json").exists():
            retrieval(work, qa)
        else:
            print(f"MLQA-dev is not in {qa}: retrieval not measured.")
        answers(work / "sample", documents=_SAMPLE / "documents", test_set=_SAMPLE / "questions.jsonl")
        print(f"Chat on the sample: {chat_memory(home=work / 'sample'):.0f} MiB resident after its suggested questions")
        if (qa / "dev.jsonl").exists():
            answers(work / "dev", documents=options.sets / "corpus", test_set=qa / "dev.jsonl")
        if options.large:
            large(work)


def machine() -> str:
    """One line on what the figures were measured on."""
    names = [line.split(":", 1)[1].strip() for line in _cpu_lines() if line.startswith("model name")]
    memory = psutil.virtual_memory().total / 2**30
    processor = names[0] if names else platform.processor()
    return f"Machine: {processor}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def embedding_speed(work: Path) -> None:
    """Passages of 700 characters a second through the default model."""
    embedder = Embedder(cache=work / "models")
    texts = [passage[:700] for passage in _sample_texts(400)]
    embedder.embed_passages(texts[:16])
    began = time.perf_counter()
    embedder.embed_passages(texts)
    print(f"Embedding: {len(texts) / (time.perf_counter() - began):.1f} passages of 700 characters a second")
    times = _timed(lambda text: embedder.embed_queries([text]), [f"Đơn vị nào chủ trì Chương trình số {number}?" for number in range(40)])
    print(f"Embedding one question: {1000 * statistics.median(times):.0f} ms median")


def retrieval(work: Path, qa: Path) -> None:
    """MRR@10 of the four ways of typing the questions of MLQA-dev, through the command line."""
    vietnamese = read_test_set(qa / "mlqa-dev.context-vi.question-vi.json")
    english = read_test_set(qa / "mlqa-dev.context-vi.question-en.json")
    folder = work / "contexts"
    folder.mkdir()
    for name, context in vietnamese.contexts.items():
        (folder / name).write_text(context, encoding="utf-8")
    print(_used(f"Ingest of {len(vietnamese.contexts)} MLQA contexts", measured(["ingest", str(folder), "--json"], home=work / "mlqa")))
    for name, asked in typed_ways(vietnamese.cases, english.cases).items():
        queries = work / "queries.jsonl"
        queries.write_text("".join(json.dumps({"id": item.id, "question": text}) + "\n" for item, text in asked), encoding="utf-8")
        done = measured(["search", "--batch", str(queries), "-k", "10", "--json"], home=work / "mlqa")
        results = [json.loads(line) for line in done.output.splitlines()]
        value = _mean_reciprocal_rank(results, {item.id: item.evidence[0].document for item, _ in asked})
        print(f"MRR@10, {name}: {value:.3f} ({_used(f'{len(results)} questions', done)})")


def answers(home: Path, *, documents: Path, test_set: Path) -> None:
    """What a test set's answers get right over the index of a folder."""
    print(_used(f"Ingest of {documents.name}", measured(["ingest", str(documents), "--json"], home=home)))
    settings = Settings(home=home)
    with Index(home, embedder=Embedder(cache=settings.model_cache)) as index:
        assistant = Assistant(index, passages=settings.passages)
        result = run(assistant, read_test_set(test_set).cases, name=test_set.name)
    print(f"{test_set.name}: {summary(result)}")
    print(f"Answer: {1000 * statistics.median(answer['seconds'] for answer in result.answers):.0f} ms median")


def large(work: Path) -> None:
    """Ingest of 10,000 passages and the time of one question over them."""
    folder = work / "large"
    folder.mkdir()
    texts = _sample_texts(_LARGE)
    for number in range(0, _LARGE, 20):
        chapter = "\n\n".join(f"{text} ({number + place})" for place, text in enumerate(texts[number : number + 20]))
        (folder / f"plan-{number:05d}.txt").write_text(chapter, encoding="utf-8")
    print(_used(f"Ingest of about {_LARGE} passages", measured(["ingest", str(folder), "--json"], home=work / "large-home")))
    with Index(work / "large-home", embedder=Embedder(cache=work / "large-home" / "models")) as index:
        held = sum(document.passage_count for document in index.documents())
        questions = [f"Đơn vị nào chủ trì nhiệm vụ số {number} của chương trình?" for number in range(60)]
        times = _timed(lambda text: retrieve(index, look_at(text, index=index), k=10), questions)
    print(f"One question over {held} passages: {1000 * statistics.median(times[5:]):.0f} ms median")


def _timed(action: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    times = []
    for text in texts:
        began = time.perf_counter()
        action(text)
        times.append(time.perf_counter() - began)
    return times


def _sample_texts(count: int) -> list[str]:
    """`count` texts of about 700 characters made by shuffling the sentences of the sample's own documents, seeded."""
    import random

    from ingest.cut import cut_passages
    from ingest.read import read_document

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


def _mean_reciprocal_rank(results: Iterable[JsonObject], relevant: Mapping[str, str], *, k: int = 10) -> float:
    """MRR@k of `assistant search --batch --json` lines, given the relevant document of each question id."""
    total = 0.0
    for result in results:
        documents = [passage["document"] for passage in result["passages"][:k]]
        if relevant[result["id"]] in documents:
            total += 1 / (documents.index(relevant[result["id"]]) + 1)
    return total / len(relevant)


def _used(what: str, done: Measured) -> str:
    return f"{what}: {done.wall:.1f} s, {done.processor:.1f} s of processor time, peak {done.peak_mib:.0f} MiB"


def _cpu_lines() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


if __name__ == "__main__":
    main()
