"""Ours beside the plain LangChain pipeline (`evals.bench.baseline`), on the same documents and questions in one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from assistant.command_line.json_forms import JsonObject
from evals.bench.bench_pipelines import PASSAGES, Ingested, Pipeline, Searched, pipelines
from evals.bench.bench_table import Row, table
from evals.scoring.intervals import difference
from evals.scoring.ranking import evidence_within, ranking_measures, ranks_of
from evals.sets.gold import GoldCase
from evals.sets.test_sets import read_test_set
from evals.sets.typed_ways import typed_ways

_SAMPLE = Path(__file__).parents[1] / "sample"
_TOP = 5
_STYLES = {"accented": "Vietnamese", "unaccented": "without diacritics", "cross_lingual": "English"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Files, and cases that ask about them; `style` of a case is the slice that it counts in.

    Where `by_document`, a passage is right in MRR when it is of the right document, as retrieval on MLQA has been measured from the
    start; otherwise, and always in the top 5, when it holds the evidence.
    """

    name: str
    paths: tuple[Path, ...]
    cases: tuple[GoldCase, ...]
    by_document: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How well one case was served: reciprocal rank within ten, share of the evidence in the first five passages."""

    style: str
    reciprocal_rank: float
    top: float


_MEASURES: Mapping[str, Callable[[Found], float]] = {
    f"MRR@{PASSAGES}": lambda item: item.reciprocal_rank,
    f"evidence in the top {_TOP}": lambda item: item.top,
}


def print_side_by_side(sets: Path, *, work: Path, contexts: int | None = None) -> None:
    """Print a table for each collection there is; folders of indexes go under `work`. `contexts` takes only so many of MLQA.

    Raises PipelineError, and TestSetError where a set cannot be read.
    """
    for collection in _collections(sets, work=work, contexts=contexts):
        _print_collection(collection, pipelines(work / collection.name.split()[0]))


def _collections(sets: Path, *, work: Path, contexts: int | None) -> tuple[Collection, ...]:
    """MLQA-dev and the real documents where they are in `sets`, else the sample."""
    found = []
    if (sets / "qa" / "mlqa-dev.context-vi.question-vi.json").exists():
        found.append(_mlqa(sets / "qa", folder=work / "contexts", first=contexts))
    if (sets / "qa" / "dev.jsonl").exists() and (sets / "corpus").is_dir():
        found.append(_documents("corpus", folder=sets / "corpus", test_set=sets / "qa" / "dev.jsonl"))
    return tuple(found) or (_documents("sample", folder=_SAMPLE / "documents", test_set=_SAMPLE / "questions.jsonl"),)


def _mlqa(qa: Path, *, folder: Path, first: int | None) -> Collection:
    vietnamese = read_test_set(qa / "mlqa-dev.context-vi.question-vi.json")
    english = read_test_set(qa / "mlqa-dev.context-vi.question-en.json")
    names = sorted(vietnamese.contexts)[:first]
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_text(vietnamese.contexts[name], encoding="utf-8")
    asked = typed_ways(vietnamese.cases, english.cases)
    cases = (
        item.model_copy(update={"id": f"{way}: {item.id}", "question": text, "style": way})
        for way, items in asked.items()
        for item, text in items
        if item.evidence[0].document in names
    )
    return Collection(name="mlqa", paths=tuple(folder / name for name in names), cases=tuple(cases), by_document=True)


def _documents(name: str, *, folder: Path, test_set: Path) -> Collection:
    """A folder with the answerable cases of a set, those with earlier turns left out: the plain pipeline has no conversations."""
    cases = (case for case in read_test_set(test_set).cases if case.answerable and case.evidence and not case.history)
    named = tuple(case.model_copy(update={"style": _STYLES.get(case.style, case.style)}) for case in cases)
    paths = tuple(path for path in sorted(folder.iterdir()) if path.is_file())
    return Collection(name=name, paths=paths, cases=named)


def _print_collection(collection: Collection, compared: Sequence[Pipeline]) -> None:
    """The table over what all can read, then what only ours reads. What the plain one refuses is known when it has ingested."""
    ours, *others = compared
    ingested = [plain.ingest(collection.paths) for plain in others]
    refused = {name: reason for done in ingested for name, reason in done.refused.items()}
    shared = [path for path in collection.paths if path.name not in refused]
    ingested.insert(0, ours.ingest(shared))
    refused_by_ours = ingested[0].refused
    cases = [case for case in collection.cases if not refused.keys() & {evidence.document for evidence in case.evidence}]
    questions = {case.id: case.question for case in cases}
    searched = [pipeline.search(questions) for pipeline in compared]
    print(f"\nSide by side, {collection.name}: {len(shared)} files, {len(cases)} questions")
    for name, reason in refused_by_ours.items():
        print(f"Refused by ours: {name} ({reason})")
    found = [[_found(case, done.passages[case.id], by_document=collection.by_document) for case in cases] for done in searched]
    rows = (*_quality(found, by_document=collection.by_document), *_use(ingested, searched))
    print(table([pipeline.name for pipeline in compared], rows=rows))
    print(_differences(found[0], found[1], name=others[0].name))
    if refused:
        _print_rest(collection, ours, refused=refused)


def _print_rest(collection: Collection, ours: Pipeline, *, refused: Mapping[str, str]) -> None:
    """What the plain pipeline cannot read, and how ours does on the questions about it."""
    for name, reason in refused.items():
        print(f"Read by ours only: {name} ({reason})")
    done = ours.ingest([path for path in collection.paths if path.name in refused])
    cases = [case for case in collection.cases if refused.keys() & {evidence.document for evidence in case.evidence}]
    print(f"Ingest of these by ours: {done.used.wall:.1f} s, {len(done.refused)} refused")
    if cases:
        searched = ours.search({case.id: case.question for case in cases})
        found = [_found(case, searched.passages[case.id], by_document=collection.by_document) for case in cases]
        rank, top = fmean(item.reciprocal_rank for item in found), fmean(item.top for item in found)
        print(f"Questions about these: {len(cases)}; ours alone: MRR@{PASSAGES} {rank:.3f}, evidence in the top {_TOP} {top:.3f}")


def _found(case: GoldCase, passages: Sequence[JsonObject], *, by_document: bool) -> Found:
    ranks = ranks_of(case, passages)
    judged = (_rank_of_document(case, passages),) if by_document else ranks
    return Found(style=case.style, reciprocal_rank=ranking_measures(judged)[0], top=evidence_within(ranks, k=_TOP) or 0.0)


def _rank_of_document(case: GoldCase, passages: Sequence[JsonObject]) -> int | None:
    documents = {evidence.document for evidence in case.evidence}
    return next((rank for rank, passage in enumerate(passages[:PASSAGES], 1) if passage["document"] in documents), None)


def _quality(found: Sequence[Sequence[Found]], *, by_document: bool) -> tuple[Row, ...]:
    """Both measures in each slice, and over all cases where they are not the same questions typed in several ways."""
    rows = []
    for measure, value_of in _MEASURES.items():
        for style in _slices(found[0], by_document=by_document):
            values = tuple(fmean(value_of(item) for item in each if style in ("all", item.style)) for each in found)
            rows.append(Row(figure=f"{measure}, {style}", values=values, form="{:.3f}"))
    return tuple(rows)


def _slices(found: Sequence[Found], *, by_document: bool) -> tuple[str, ...]:
    styles = tuple(dict.fromkeys(item.style for item in found))
    return styles if by_document or len(styles) == 1 else ("all", *styles)


def _use(ingested: Sequence[Ingested], searched: Sequence[Searched]) -> tuple[Row, ...]:
    """Time and memory. A question's time is that of a batch after its first question, which waits for the model."""
    return (
        Row(figure="ingest, time", values=tuple(done.used.wall for done in ingested), form="{:.1f} s"),
        Row(figure="ingest, processor time", values=tuple(done.used.processor for done in ingested), form="{:.1f} s"),
        Row(figure="ingest, peak memory", values=tuple(done.used.peak_mib for done in ingested), form="{:.0f} MiB"),
        Row(figure="a question, time", values=tuple(1000 * done.seconds for done in searched), form="{:.0f} ms"),
        Row(figure="a question, processor time", values=tuple(1000 * done.processor for done in searched), form="{:.0f} ms"),
        Row(figure="questions, peak memory", values=tuple(done.peak_mib for done in searched), form="{:.0f} MiB"),
    )


def _differences(ours: Sequence[Found], plain: Sequence[Found], *, name: str) -> str:
    """How much of the difference in MRR may be chance: the paired 95 % interval of each slice."""
    said = []
    for style in dict.fromkeys(item.style for item in ours):
        pairs = [(theirs.reciprocal_rank, own.reciprocal_rank) for own, theirs in zip(ours, plain, strict=True) if own.style == style]
        change = difference([before for before, _ in pairs], [after for _, after in pairs])
        said.append(f"{style} {change.value:+.3f} (95 % from {change.low:+.3f} to {change.high:+.3f}, {len(pairs)} questions)")
    return f"MRR@{PASSAGES}, ours less {name}: {'; '.join(said)}"
