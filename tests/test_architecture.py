"""Imports run one way, third-party libraries stop at the edge, and the top level stays what the plan says."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED_IMPORTS = {
    "prompts": set(),
    "ingest": set(),
    "vectorstore": {"ingest"},
    "assistant": {"ingest", "vectorstore", "prompts"},
    "evals": {"ingest", "vectorstore", "assistant", "prompts"},
}
"""What each package of ours may import of the others."""

EDGES = {
    "chromadb": ("vectorstore/vectors.py",),
    "sentence_transformers": ("vectorstore/embedder.py",),
    "torch": ("vectorstore/embedder.py", "vectorstore/model_precision.py", "assistant/reading/", "evals/reader/"),
    "transformers": ("vectorstore/embedder.py", "assistant/reading/network.py"),
    "tokenizers": (
        "vectorstore/bundled_model.py",
        "vectorstore/embedder.py",
        "assistant/reading/",
        "evals/reader/",
        "evals/web/gentle_embedder.py",
    ),
    "safetensors": ("vectorstore/bundled_model.py", "vectorstore/model_precision.py", "assistant/reading/network.py", "evals/reader/"),
    "sklearn": ("evals/reader/",),
    "gradio": ("assistant/web/",),
    "fastapi": ("assistant/web/", "evals/web/"),
    "starlette": ("assistant/web/", "evals/web/"),
    "uvicorn": ("assistant/web/",),
    "pypdf": (
        "ingest/readers/pdf_pages.py",
        "ingest/readers/pdf_fields.py",
        "ingest/readers/pdf_layers.py",
        "ingest/readers/pdf_seen_copy.py",
        "ingest/readers/pdf_unread.py",
        "evals/bench/bench_reading.py",
    ),
    "pypdfium2": (
        "ingest/readers/page_images.py",
        "ingest/readers/pdf_unseen.py",
        "ingest/readers/pdf_scene.py",
        "ingest/readers/shown_pages.py",
    ),
    "ftfy": ("ingest/text/mojibake.py",),
    "PIL": ("ingest/readers/page_images.py", "ingest/readers/shown_pages.py", "evals/sample/"),
    "pdfplumber": ("ingest/readers/pdf_tables.py",),
    "pptx": ("ingest/readers/pptx.py",),
    "docx": (
        "ingest/readers/docx",
        "assistant/word_pages.py",
        "assistant/conversations/docx_file.py",
        "assistant/briefing/briefing_file.py",
        "assistant/training/quiz_paper.py",
        "evals/sample/",
    ),
    "bs4": ("ingest/readers/html",),
    "lxml": ("ingest/readers/html",),
    "reportlab": ("evals/sample/",),
    "openpyxl": (
        "ingest/readers/xlsx",
        "assistant/register/",
        "assistant/training/quiz_sheets.py",
        "assistant/conversations/xlsx_file.py",
        "evals/sets/",
        "evals/sample/",
    ),
    "sqlite3": ("vectorstore/", "assistant/kept_file.py"),
    "icalendar": ("assistant/register/calendar_file.py",),
    "ir_measures": ("evals/scoring/ranking.py",),
    "scipy": ("evals/scoring/intervals.py", "evals/reader/"),
    "markdown_it": ("assistant/web/guide.py",),
    "jinja2": ("evals/report",),
    "markupsafe": ("evals/report",),
    "junitparser": ("evals/reports/exports.py",),
    "langchain_chroma": ("evals/bench/baseline.py",),
    "langchain_community": ("evals/bench/baseline.py",),
}
"""Where each library may be imported: paths that begin so."""

TOP_LEVEL = {"pyproject.toml", "assistant", "ingest", "vectorstore", "prompts", "evals", "tests", "README.md", "README.vi.md"} | {
    *("docs", "LICENSE", "CHANGELOG.md", "Makefile", ".ci", ".gitignore"),
    *("requirements.lock", *(f"requirements-{name}.lock" for name in "cpu cuda dev openai ollama anthropic google mistral audit".split())),
}
STAGES = set(
    "briefing training understanding answering reading checking chat_model register command_line conversations question_log web".split()
)
"""The folders of the assistant: from a question to what is shown."""
VAGUE = {"core", "common", "base", "helpers", "helper", "utils", "util", "manager", "service"}


def modules() -> Iterator[Path]:
    for package in ALLOWED_IMPORTS:
        yield from sorted((ROOT / package).rglob("*.py"))


@cache
def imported(path: Path) -> frozenset[str]:
    """The full name of everything that a module imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names.add(node.module or "")
    return frozenset(names)


@pytest.mark.parametrize("package", ALLOWED_IMPORTS)
def test_imports_run_one_way(package: str) -> None:
    ours = ALLOWED_IMPORTS.keys() | {"tests"}
    for path in sorted((ROOT / package).rglob("*.py")):
        wrong = {name.split(".")[0] for name in imported(path)} & ours - ALLOWED_IMPORTS[package] - {package}
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


@pytest.mark.parametrize("library", EDGES)
def test_a_library_is_imported_only_at_its_edge(library: str) -> None:
    places = {path.relative_to(ROOT).as_posix() for path in modules() if library in {name.split(".")[0] for name in imported(path)}}
    assert {place for place in places if not place.startswith(EDGES[library])} == set()


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path.relative_to(ROOT).as_posix() for path in modules() if path.stem in VAGUE or path.parent.name in VAGUE] == []


def test_no_two_modules_have_one_name() -> None:
    """But for the errors of each package, and the makers of the sample, which are named after what they make."""
    names = [path.stem for path in modules() if path.parent.name != "sample" and path.stem not in ("__init__", "__main__", "errors")]
    assert sorted({name for name in names if names.count(name) > 1}) == ["reading"]


def test_folders_show_the_stages() -> None:
    assert {path.parent.name for path in modules() if path.parents[1] == ROOT / "assistant"} == STAGES


def test_every_package_is_listed_for_installation() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in modules() if path.name == "__init__.py"}
    listed = settings["tool"]["setuptools"]["packages"]["find"]["include"]
    assert {pattern.removesuffix("*") for pattern in listed} == {name for name in packages if "." not in name}
    folders = {path.parent for path in modules()}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_top_level_holds_only_what_belongs_there() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    assert {name.split("/")[0] for name in listed.stdout.splitlines()} <= TOP_LEVEL


def test_files_stay_short_enough_to_read() -> None:
    assert [path.relative_to(ROOT).as_posix() for path in modules() if path.read_text(encoding="utf-8").count("\n") > 400] == []
