"""`python -m evals disagreement`."""

from __future__ import annotations

import argparse

from assistant.settings import Settings
from evals.disagreement.pairs import PARTS, listing, outcomes, pairs


def disagreement(options: argparse.Namespace, settings: Settings) -> int:
    """Print how many disagreements of each part are shown, and how many are shown where there is none; 0."""
    for part in (options.part,) if options.part else PARTS:
        found = []
        for outcome in outcomes(pairs(part), settings=settings):
            found.append(outcome)
            if options.answers:
                print(f"{outcome.pair.id} {outcome.pair.question}\n{outcome.answer.plain}\n", flush=True)
        print(f"{part}: {listing(found)}", flush=True)
    return 0
