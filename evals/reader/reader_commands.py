"""`python -m evals reader`: train the reader, print its figures, fit how sure it must be."""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from assistant.reading.confidence import FILE as CONFIDENCE
from assistant.reading.network import ReaderNetwork, packed, unpack
from assistant.reading.reader import WEIGHTS, Reader, weights_for
from assistant.register.task_export import write_file
from assistant.settings import Settings
from evals.command_line.gate_command import index_of
from evals.reader.calibrate import declines, fitted, read_cases
from evals.reader.common_syllables import write_common_syllables
from evals.reader.epochs import training_windows
from evals.reader.question_sources import Material, material_in, project_material
from evals.reader.reader_figures import ReaderFigures, figures_of
from evals.reader.train import Schedule, learnt, train
from evals.running.temporary_index import temporary_index
from evals.scoring.quality_gate import read_floors
from evals.sets.test_sets import read_test_set
from vectorstore.bundled_model import bundled_model, bundled_tokenizer
from vectorstore.embedder import Embedder

SEED = 11
CALIBRATED_ON = ("dev", "real-fitting", "plans", "offices", "offices-plans")
"""Sets that how sure the reader must be is fitted on; no other is."""
_OWN_BESIDE = 500
"""Questions of the project beside an office's own, and one more for each of these;"""
_FURTHER_RATE = 2e-5
"""and the rate at which the reader learns them, a sixth of the first training's."""
_CHECKED = 400
"""Questions of the project by which it is seen whether an office's training makes the reader worse: some ten minutes on two cores."""
_WORSE = 0.01
"""By how much a figure on the project's own held-out questions may fall before further training is refused."""


def train_reader(options: argparse.Namespace, settings: Settings) -> int:
    """Train on the project's questions, or go on from the reader in use with questions of an office; 1 where that makes it worse."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr, force=True)
    embedder = Embedder(cache=settings.model_cache, threads=settings.threads)
    project = project_material()
    theirs = material_in(options.questions) if options.questions else None
    checkpoint = options.checkpoint or settings.home / f"reader-checkpoint{'-own' if theirs else ''}.pt"
    weights = _trained(options, settings, project=project, theirs=theirs, checkpoint=checkpoint)
    with tempfile.TemporaryDirectory() as work:
        made = Path(work) / WEIGHTS.name
        save_file(weights, made)
        better = _is_better(made, embedder, settings, project=project, theirs=theirs)
        checkpoint.unlink(missing_ok=True)
        if not better:
            print("Not written: it got worse on the project's own questions. Give it more of yours, of more kinds.")
            return 1
        out = options.out or (settings.home / WEIGHTS.name if theirs else WEIGHTS)
        write_file(out, made.read_bytes())
    print(f"Written: {out}.")
    return 0


def _trained(
    options: argparse.Namespace, settings: Settings, *, project: Material, theirs: Material | None, checkpoint: Path
) -> dict[str, torch.Tensor]:
    """The weights that training gives, as they are stored."""
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    folder, tokenizer = bundled_model(settings.model_cache), bundled_tokenizer(settings.model_cache)
    chance = random.Random(SEED)
    asked = list((theirs or project).trained_on())
    if theirs:  # the project's own between them, so that nothing of these is unlearnt
        asked += chance.sample(project.trained_on(), min(len(asked) + _OWN_BESIDE, len(project.trained_on())))
    passages = {**project.passages, **(theirs.passages if theirs else {})}
    windows = [
        window for _ in range(options.epochs)
        for window in training_windows(tokenizer, asked, passages, chance=chance, candidates=options.candidates)
    ]  # fmt: skip
    network = ReaderNetwork(folder)
    if options.start or theirs:
        unpack(network, load_file(options.start or weights_for(settings.home)))
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    train(network, windows, seed=SEED, schedule=Schedule(peak=_FURTHER_RATE) if theirs else Schedule(), checkpoint=checkpoint)
    return packed(network, base=ReaderNetwork(folder), names=learnt(network))


def _is_better(made: Path, embedder: Embedder, settings: Settings, *, project: Material, theirs: Material | None) -> bool:
    """Print the figures; whether new weights are no worse on the project's questions than those in use, where an office's trained them."""
    new = Reader(embedder, weights=made)
    if theirs is None:
        _figures(new, project, of="questions held out")
        return True
    used = Reader(embedder, weights=weights_for(settings.home))
    before = _figures(used, project, of="the project's questions, before", limit=_CHECKED)
    after = _figures(new, project, of="the project's questions, after", limit=_CHECKED)
    _figures(used, theirs, of="yours, before")
    _figures(new, theirs, of="yours, after")
    return not worse(before, after)


def worse(before: ReaderFigures, after: ReaderFigures) -> bool:
    """Whether any of the figures fell by more than is let pass."""
    pairs = ((before.first, after.first), (before.f1, after.f1), *zip(before.told[:1], after.told[:1], strict=True))
    return any(later < earlier - _WORSE for earlier, later in pairs)


def print_figures(options: argparse.Namespace, settings: Settings) -> int:
    """Print the figures of the reader on the questions held out."""
    reader = Reader(Embedder(cache=settings.model_cache, threads=settings.threads), weights=options.weights or weights_for(settings.home))
    material = material_in(options.questions) if options.questions else project_material()
    _figures(reader, material, of="questions held out", limit=options.limit)
    return 0


def _figures(reader: Reader, material: Material, *, of: str, limit: int | None = None) -> ReaderFigures:
    """Print and give the figures on the questions held out, or on so many of them, drawn with a fixed seed."""
    asked = material.held_out()
    if limit is not None and limit < len(asked):
        asked = tuple(random.Random(SEED).sample(asked, limit))
    found = figures_of(reader, asked, material.passages)
    print("\n".join((f"{of}:", *(f"  {line}" for line in found.lines()))), flush=True)
    return found


def calibrate(options: argparse.Namespace, settings: Settings) -> int:
    """Fit how sure the reader must be, on the sets that are here, and where all of them are write it beside the reader."""
    sets = {name: read_floors()[name] for name in CALIBRATED_ON}
    missing = [name for name, pinned in sets.items() if pinned.missing or pinned.set_path is None]
    if options.write and missing:
        print(
            f"Nothing is fitted: it is written for all sets or not at all, and these are not here: {', '.join(missing)}.", file=sys.stderr
        )
        return 1
    embedder = Embedder(settings.embedding_model, cache=settings.model_cache, threads=settings.threads)
    reader, cases = Reader(embedder), []
    for name, pinned in sets.items():
        if pinned.missing or pinned.set_path is None:
            print(f"{name}: left out, since it is not here.")
            continue
        with index_of(pinned, settings=settings, embedder=embedder) as index:
            cases += list(read_cases(index, read_test_set(pinned.set_path), reader=reader))
    if not cases:
        print("Nothing is fitted, since none of the sets is here.", file=sys.stderr)
        return 1
    found = fitted(cases)
    print(found.as_toml())
    if options.write:
        CONFIDENCE.write_text(found.as_toml(), encoding="utf-8")
    return 0


def print_declines(options: argparse.Namespace, settings: Settings) -> int:
    """Print how many questions of a SQuAD set are declined once the context that answers is taken away."""
    test_set = read_test_set(options.set)
    embedder = Embedder(settings.embedding_model, cache=settings.model_cache, threads=settings.threads)
    cases = random.Random(SEED).sample(test_set.cases, min(options.limit or len(test_set.cases), len(test_set.cases)))
    with temporary_index(settings, contexts=test_set.contexts, embedder=embedder) as index:
        declined = list(declines(index, cases, reader=Reader(embedder)))
    told = f"{sum(declined)} of {len(declined)} ({sum(declined) / len(declined):.3f})"
    print(f"{test_set.name}: {told} declined without the context that answers")
    return 0


def write_syllables(_options: argparse.Namespace, _settings: Settings) -> int:
    """Count the syllables of the project's questions and passages anew."""
    print(write_common_syllables())
    return 0
