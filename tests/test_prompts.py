"""Every word that is shown is in the files of both languages, which have the same names and the same blanks to fill."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

import prompts.typed_texts as typed_texts
from prompts import LANGUAGES, TemplateError, Worded, WordedError, fields_of, in_every_language, message, render, templates

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "prompts"
FILES = sorted(path.stem for path in (FOLDER / "vi").glob("*.toml"))
LEFT_OUT = {"test_sets": {"name", "path", "field", "error", "reason", "limit", "size", "rows"}}
"""Values that a Vietnamese sentence need not give: it is shown beside the file that it is about."""


def texts_in(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file by the names that lead to it."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for name, below in value.items():
            yield from texts_in(below, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from texts_in(below, f"{place}.{number}")


def read(language: str, file: str) -> dict[str, str]:
    return dict(texts_in(tomllib.loads((FOLDER / language / f"{file}.toml").read_text(encoding="utf-8"))))


def test_both_languages_have_the_same_files() -> None:
    assert sorted(path.stem for path in (FOLDER / "en").glob("*.toml")) == FILES


@pytest.mark.parametrize("file", FILES)
def test_both_languages_have_the_same_names_with_the_same_blanks_to_fill(file: str) -> None:
    vietnamese, english = (read(language, file) for language in LANGUAGES)
    assert vietnamese.keys() == english.keys()
    for name, text in english.items():
        wanted, found = fields_of(text), fields_of(vietnamese[name])
        assert found <= wanted and wanted - found <= LEFT_OUT.get(file, set()), name
        assert text.strip() and vietnamese[name].strip(), name


def test_a_missing_value_is_named() -> None:
    with pytest.raises(TemplateError, match="source"):
        render("quoted", language="vi", quote="x", mark="[1]")


def test_an_unknown_template_or_language_is_named() -> None:
    with pytest.raises(TemplateError, match="nothing_like_it"):
        render("nothing_like_it", language="en")
    with pytest.raises(TemplateError, match="xx"):
        templates("xx")


@pytest.mark.parametrize(
    "file",
    (
        "page history register refusals export evaluations names training quiz_files marking adding asked evidence judging set_template"
    ).split(),
)
def test_no_word_is_left_over(file: str) -> None:
    places = [path for package in ("assistant", "evals") for path in (ROOT / package).rglob("*") if path.suffix in (".py", ".j2")]
    shown = "".join(path.read_text(encoding="utf-8") for path in places)
    names = tomllib.loads((FOLDER / "vi" / f"{file}.toml").read_text(encoding="utf-8"))
    assert [name for name in names if not re.search(rf'\.{name}\b|"{name}"', shown)] == []


# -- typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    greeting: str
    lines: tuple[str, ...]
    notes: Mapping[Literal["short", "long"], str]
    names: Mapping[str, str]


WHOLE = 'greeting = "Chào {name}"\nlines = ["a", "b"]\n[notes]\nshort = "s"\nlong = "l"\n[names]\nany = "x"\n'


def written(folder: Path, text: str) -> None:
    for language in LANGUAGES:
        (folder / language).mkdir(exist_ok=True)
        (folder / language / "invented.toml").write_text(text, encoding="utf-8")


def test_the_words_of_a_file_are_the_fields_of_a_noun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed_texts, "_FOLDER", tmp_path)
    written(tmp_path, WHOLE)
    words = in_every_language(Invented, "invented")
    assert words.keys() == set(LANGUAGES)
    assert words["vi"] == Invented(greeting="Chào {name}", lines=("a", "b"), notes={"short": "s", "long": "l"}, names={"any": "x"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WHOLE.replace("greeting", "farewell"), r"invented\.toml lack greeting and have farewell, which nothing shows"),
        (WHOLE.replace("long", "wide"), r"invented\.toml, notes lack long and have wide"),
        (WHOLE.replace('"Chào {name}"', "7"), r"invented\.toml, greeting are of another form"),
        (WHOLE.replace('["a", "b"]', '"a"'), r"invented\.toml, lines are of another form"),
        (WHOLE.replace('any = "x"', "any = 7"), r"invented\.toml, names are of another form"),
        ("greeting =", r"invented\.toml cannot be read"),
    ],
)
def test_words_that_are_missing_or_unknown_or_of_another_form_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    monkeypatch.setattr(typed_texts, "_FOLDER", tmp_path)
    written(tmp_path, text)
    with pytest.raises(TemplateError, match=said):
        in_every_language(Invented, "invented")


# -- by their codes


class InventedError(WordedError):
    file = "test_sets"


class Spoken:
    def worded(self, language: str) -> str:
        return f"<{language}>"


def test_an_error_is_worded_where_it_is_shown() -> None:
    error = InventedError("case_unusable", name="{0}.csv", place=Spoken(), reason="{x}")
    assert str(error) == "{0}.csv, <en>: {x}."
    assert error.worded("vi") == "{0}.csv, <vi>: {x}."
    assert isinstance(Spoken(), Worded)


def test_a_code_that_nothing_words_is_named() -> None:
    with pytest.raises(TemplateError, match=r"“nothing_like_it” in vi/test_sets\.toml"):
        message("nothing_like_it", {}, file="test_sets", language="vi")
    with pytest.raises(TemplateError, match="needs a value for at"):
        message("line", {}, file="test_sets", language="vi")


def test_every_code_of_what_is_wrong_with_test_sets_is_worded_and_used() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "evals").rglob("*.py")))
    used = set(re.findall(r'(?:Reason\(code=|TestSetError\(|_CellError\(|message\()"(\w+)"', source))
    named = read("en", "test_sets").keys()
    assert used <= named
    by_field = {name for name in named if name.split("_")[0] in ("needed", "missing", "blank")}
    assert named - used - by_field == {"line", "row", "item", "path", "said"}
