"""`python -m evals run SET [--json]` and `python -m evals compare A B`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from assistant.assistant import Assistant
from assistant.commands import open_index
from assistant.errors import AssistantError
from assistant.settings import load_settings
from evals.gold import TestSetError
from evals.run import Run, by_kind, read_run, run
from evals.scoring import MEASURES, share
from evals.test_sets import read_test_set
from vectorstore.errors import VectorStoreError


def main() -> int:
    """Run or compare; the exit status is 0 when done, 2 when the input cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m evals", description="Put a test set to the program and score its answers.")
    actions = parser.add_subparsers(dest="command", required=True)
    running = actions.add_parser("run", help="answer and score a set with the index under ASSISTANT_HOME")
    running.add_argument("set", type=Path)
    running.add_argument("--json", action="store_true", help="print the whole run as JSON")
    comparing = actions.add_parser("compare", help="what changed between two runs saved from --json")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    options = parser.parse_args()
    try:
        if options.command == "compare":
            print(comparison(options.before, options.after))
            return 0
        with open_index(settings := load_settings()) as index:
            result = run(Assistant(index, passages=settings.passages), read_test_set(options.set).cases, name=options.set.name)
    except (AssistantError, VectorStoreError, TestSetError, OSError, json.JSONDecodeError) as error:
        print(str(error), file=sys.stderr)
        return 2
    print(json.dumps(result.as_object(), ensure_ascii=False) if options.json else summary(result))
    return 0


def summary(result: Run) -> str:
    """The headline counts and the right answers of each kind, one a line."""
    labels = dict(
        zip(
            MEASURES,
            (
                "all facts",
                "all facts, nothing forbidden, right evidence",
                "right evidence, of answers given",
                "unanswerable declined",
                "answerable declined",
            ),
            strict=True,
        )
    )
    lines = ["{}: {} of {}".format(labels[measure], *share(result.scores, of=measure)) for measure in MEASURES]
    lines += [f"  {kind}: {sum(item.right for item in scores)} of {len(scores)} right" for kind, scores in by_kind(result.scores).items()]
    return "\n".join(lines)


def comparison(before: Path, after: Path) -> str:
    """The headline counts of two runs and the cases that became right or wrong."""
    old, new = read_run(before), read_run(after)
    lines = [f"{name}: {old['figures'][name]} -> {new['figures'][name]}" for name in MEASURES]
    was = {case["score"]["id"]: case["score"]["right"] for case in old["cases"]}
    for case in new["cases"]:
        right, earlier = case["score"]["right"], was.get(case["score"]["id"])
        if earlier is not None and right != earlier:
            lines.append(f"  {case['score']['id']} became {'right' if right else 'wrong'}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
