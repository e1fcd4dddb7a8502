"""Fits the judge: `python -m evals.tune --sets FOLDER` prints a new `assistant/judge.toml` and how well it separates.

Two logistic models for each language of questions. *sentence*: is this the sentence or row that answers? *answerable*: does the
best one answer at all? They are fitted on MLQA-dev, where each question is also asked with its own passage taken out of what was
found (then nothing answers it), and on two development sets of real documents; never on the sample's own test set, nor on
`real_documents/measuring.jsonl`.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.model_selection import StratifiedKFold

from assistant.built_in import BuiltInAnswerer
from assistant.decisive import can_answer
from assistant.evidence import FEATURES, Evidence
from assistant.inquiry import Inquiry, readings
from assistant.judge import ANSWERABLE_FEATURES, Weights, margin, matter_keys, matter_margin
from evals.gold import GoldCase
from evals.scoring import supports
from evals.test_sets import read_test_set
from evals.typed_ways import typed_ways
from ingest.vietnamese import fold
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.retrieval import Retrieval
from vectorstore.search import retrieve
from vectorstore.vectors import Matrix

Flags = NDArray[np.bool_]

_FURTHER = Path(__file__).parent / "real_documents" / "fitting.jsonl"
"""The second development set, on the same documents as the one among the sets."""
THRESHOLD = 0.5
"""Something is answered when it is likelier right than not. On the development set the cost of wrong and of withheld answers, a wrong
one counted once or twice, is flat from 0.45 to 0.65."""
_DEVELOPMENT_WEIGHT = 10.0
"""One development case counts as much as this many of MLQA: it is the kind of question the program is for. From 5 to 20 little changes."""
AGAINST = frozenset(("missed", "absent_names", "absent_numbers"))
"""Signals that speak against a unit; all others speak for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The evidence for one question as it was found, which of it is right, and how much the question counts."""

    language: str
    signals: Matrix  # (units, FEATURES)
    right: Flags
    able: Flags
    matters: NDArray[np.str_]
    weight: float
    development: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The two models and the threshold for one language, and how well they do."""

    language: str
    sentence: Weights
    answerable: Weights
    threshold: float
    kept: float
    """Share of the right answers of the development set that the threshold lets through."""
    report: tuple[str, ...]

    def as_toml(self) -> str:
        """As it stands in `assistant/judge.toml`."""
        lines = [f"[{self.language}]", *(f"# {line}" for line in self.report), f"threshold = {self.threshold:.3f}"]
        for name, model, features in (("sentence", self.sentence, FEATURES), ("answerable", self.answerable, ANSWERABLE_FEATURES)):
            lines += [f"[{self.language}.{name}]", f"bias = {model.bias:.3f}"]
            lines += [f"{feature} = {weight:.3f}" for feature, weight in zip(features, model.weights, strict=True)]
        return "\n".join(lines)


def main() -> None:
    """Collect, fit and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.tune")
    parser.add_argument("--sets", type=Path, default=Path(__file__).parents[2] / "shared", help="folder with qa/ and corpus/")
    parser.add_argument("--work", type=Path, required=True, help="folder for the indexes, kept for the next time")
    options = parser.parse_args()
    groups = [*_mlqa_groups(options.sets / "qa", options.work), *_development_groups(options.sets, options.work)]
    vietnamese = _fitted(groups, language="vi", like=None)
    print("\n".join((vietnamese.as_toml(), _fitted(groups, language="en", like=vietnamese).as_toml())))


def _open(home: Path, *, documents: Path) -> Index:
    embedder = Embedder(cache=home.parent / "models")
    index = Index(home, embedder=embedder)
    report = ingest_paths(index, [documents])
    print(f"{documents}: {len(report.read)} read, {len(report.unchanged)} unchanged", file=sys.stderr)
    return index


def _mlqa_groups(qa: Path, work: Path) -> Iterator[Group]:
    vietnamese, english = (read_test_set(qa / f"mlqa-dev.context-vi.question-{language}.json") for language in ("vi", "en"))
    folder = work / "contexts"
    folder.mkdir(parents=True, exist_ok=True)
    for name, context in vietnamese.contexts.items():
        (folder / name).write_text(context, encoding="utf-8")
    answerer = BuiltInAnswerer(_open(work / "mlqa", documents=folder))
    for way, asked in typed_ways(vietnamese.cases, english.cases).items():
        for item, text in asked:
            own = item.evidence[0].document
            (inquiry,) = readings(text, history=(), index=answerer.index)
            retrieval = retrieve(answerer.index, inquiry.question, k=11)
            without = replace(retrieval, hits=tuple(hit for hit in retrieval.hits if hit.document.name != own)[:10])
            answers = [fold(answer) for answer in item.answers]

            def is_right(unit: Evidence, document: str = own, answers: Sequence[str] = answers) -> bool:
                return unit.hit.document.name == document and any(answer in fold(unit.text) for answer in answers)

            weight = 1.0 if way in ("Vietnamese", "English") else 0.5
            for found in (replace(retrieval, hits=retrieval.hits[:10]), without):
                yield _group(answerer, found, inquiry, is_right=is_right, weight=weight, development=False)


def _development_groups(sets: Path, work: Path) -> Iterator[Group]:
    answerer = BuiltInAnswerer(_open(work / "corpus", documents=sets / "corpus"))
    for case in (case for path in (sets / "qa" / "dev.jsonl", _FURTHER) for case in read_test_set(path).cases):
        inquiry = readings(case.question, history=case.turns, index=answerer.index)[0]
        retrieval = retrieve(answerer.index, inquiry.question, k=10)
        if retrieval.question.missing and not retrieval.question.named:
            continue

        def is_right(unit: Evidence, case: GoldCase = case) -> bool:
            start = unit.hit.passage.page_of(unit.start)
            return supports({"document": unit.hit.document.name, "page": start, "quote": unit.text}, case)

        yield _group(answerer, retrieval, inquiry, is_right=is_right, weight=_DEVELOPMENT_WEIGHT, development=True)


def _group(
    answerer: BuiltInAnswerer,
    retrieval: Retrieval,
    inquiry: Inquiry,
    *,
    is_right: Callable[[Evidence], bool],
    weight: float,
    development: bool,
) -> Group:
    scored = answerer.weigh(retrieval, inquiry)
    return Group(
        language=inquiry.question.language,
        signals=np.array([item.signals for _, item in scored], dtype=np.float32).reshape(-1, len(FEATURES)),
        right=np.array([is_right(item) for _, item in scored], dtype=np.bool_),
        able=np.array([can_answer(item, inquiry.intent) for _, item in scored], dtype=np.bool_),
        matters=np.array(matter_keys([item for _, item in scored]), dtype=np.str_),
        weight=weight,
        development=development,
    )


def _fitted(groups: Sequence[Group], *, language: str, like: Fit | None) -> Fit:
    """The judge for one language. English has too few unanswerable development questions to find where silence should begin: its
    threshold is the one that keeps the same share of right answers as that of Vietnamese (`like`) does."""
    groups = [group for group in groups if group.language == language and len(group.signals)]
    held = [group for group in groups if group.right.any()]
    sentence = _fit(
        np.concatenate([group.signals for group in held]),
        np.concatenate([group.right for group in held]),
        weights=np.concatenate([np.full(len(group.right), group.weight) for group in held]),
        development=np.concatenate([np.full(len(group.right), group.development) for group in held]),
    )
    groups = [group for group in groups if group.able.any()]  # where nothing can answer nothing is left to judge
    best = [_best(sentence, group) for group in groups]
    tops = np.array([[*group.signals[place], *ahead] for group, (place, ahead) in zip(groups, best, strict=True)])
    tops[:, FEATURES.index("passage_score")] = 0  # taking a passage out lowers the scores left, which no real search does
    answered = np.array([bool(group.right[place]) for group, (place, _) in zip(groups, best, strict=True)])
    counts = np.array([group.weight for group in groups])
    development = np.array([group.development for group in groups])
    answerable = _fit(tops, answered, weights=counts, development=development)
    chances = np.zeros(len(groups))
    for rest, tested in StratifiedKFold(5, shuffle=True, random_state=0).split(tops, answered * 2 + development):
        model = _fit(tops[rest], answered[rest], weights=counts[rest], development=development[rest])
        chances[tested] = [model.chance(row) for row in tops[tested]]
    right = chances[development & answered]
    threshold = float(np.quantile(right, 1 - like.kept)) if like else THRESHOLD
    report = tuple(_report(groups, chances, answered, threshold))
    kept = float((right >= threshold).mean())
    return Fit(language=language, sentence=sentence, answerable=answerable, threshold=threshold, kept=kept, report=report)


def _fit(signals: Matrix, right: Flags, *, weights: Matrix, development: Flags) -> Weights:
    """One model for both sets, which share their weights but not their bias, since they differ in how often anything is right; the
    bias given is that of the development set.

    Logistic regression with an L2 penalty of 1 in which each signal may count only the way it must: a word more of the question never
    makes a unit worse. Left free, signals that go together took opposite signs: the sample's right answers fell from 42 to 39 of 53.
    """
    columns = np.column_stack([signals, development]).astype(np.float64)
    names = ANSWERABLE_FEATURES[: signals.shape[1]]
    bounds = [(None, 0.0) if name in AGAINST else (0.0, None) for name in names] + [(None, None), (None, None)]

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        slopes, bias = point[:-1], point[-1]
        logits = columns @ slopes + bias
        wrong = weights * (1 / (1 + np.exp(-logits)) - right)
        value = float((weights * (np.logaddexp(0, logits) - right * logits)).sum() + (slopes**2).sum() / 2)
        return value, np.append(columns.T @ wrong + slopes, wrong.sum())

    start = np.zeros(columns.shape[1] + 1)
    *found, shift, bias = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 3000}).x
    return Weights(bias=float(bias + shift), weights=tuple(map(float, found)))


def _best(model: Weights, group: Group) -> tuple[int, tuple[float, float]]:
    """The place of the unit that the model puts first, and its margins: all told, and by its matter."""
    chances = np.array([model.chance(row) for row in group.signals])
    first = int(np.argmax(np.where(group.able, chances, -1)))
    others = group.matters != group.matters[first]
    matter = np.array([model.matter(row) for row in group.signals])
    ahead = margin(float(chances[first]), float(chances[others].max()) if others.any() else 0.0)
    return first, (ahead, matter_margin(float(matter[first]), float(matter[others].max()) if others.any() else None))


def _report(groups: Sequence[Group], chances: NDArray[np.float64], answered: Flags, threshold: float) -> Iterator[str]:
    parts: defaultdict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        parts["development" if group.development else "MLQA"].append(place)
    for name, places in sorted(parts.items()):
        held = [place for place in places if groups[place].right.any()]
        right_first = sum(bool(answered[place]) for place in held)
        given = [place for place in places if chances[place] >= threshold]
        right_given = sum(bool(answered[place]) for place in given)
        silent = [place for place in places if not groups[place].right.any()]
        declined = sum(bool(chances[place] < threshold) for place in silent)
        yield (
            f"{name}: the right unit first in {right_first} of {len(held)}; answers given {len(given)}, of them right {right_given}; "
            f"declined {declined} of {len(silent)} without a right unit"
        )


if __name__ == "__main__":
    main()
