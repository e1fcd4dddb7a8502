"""The user's guide: the same pages in both languages, shown without markup of their own, linked among each other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

import prompts
from assistant.web.guide import GUIDE_TEXTS, guide_html, guide_view
from assistant.web.layout import header_html
from prompts import FIRST_PAGE, LANGUAGES, guide_page, guide_pages

ROOT = Path(__file__).parent.parent


def test_both_languages_have_the_same_pages() -> None:
    assert guide_pages("vi") == guide_pages("en")
    assert guide_pages("vi") == (FIRST_PAGE, "chat", "officials", "trainers", "evaluators")


def words_of_the_page(language: str) -> set[str]:
    """All texts that the page shows in one language, folded; what is filled in later as “...”."""
    files = (Path(prompts.__file__).parent / language).glob("*.toml")
    texts = (text for path in files for text in texts_in(tomllib.loads(path.read_text(encoding="utf-8"))))
    return {" ".join(re.sub(r"\{\w+\}", "...", text).strip(" :").casefold().split()) for text in texts}


def texts_in(value: object) -> Iterator[str]:
    """Every text of a file of prompts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for below in value.values() if isinstance(value, dict) else value:
            yield from texts_in(below)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [FIRST_PAGE, "chat", "officials"])
def test_what_a_guide_says_to_press_is_written_so_on_the_page(name: str, language: str) -> None:
    bold = {" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", guide_page(name, language=language), re.DOTALL)}
    labels = {
        words for words in bold if not words.endswith(".") and not re.fullmatch(r"\[\d\]", words)
    }  # advice and marks of sources aside
    assert {words for words in labels if words.casefold() not in words_of_the_page(language)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_begins_with_its_title_and_its_links_lead_somewhere(language: str) -> None:
    pages = guide_pages(language)
    for name in pages:
        text = guide_page(name, language=language)
        assert text.startswith("# "), name
        linked = set(re.findall(r"\]\(([^)]+)\)", text))
        assert linked <= {f"{other}.md" for other in pages}, name
        html = guide_html(name, language="en" if language == "en" else "vi")
        assert not re.search(r"<(?:script|img|iframe)|href=\"(?!\?view=help)", html), name
        assert html.count('aria-current="page"') == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["trainers", "evaluators"])
def test_what_the_short_steps_print_bold_is_what_the_page_shows(language: str, page: str) -> None:
    shown = words_of_the_page(language)
    bold = re.findall(r"\*\*([^*]+)\*\*", " ".join(guide_page(page, language=language).split()))
    named = [name.strip(" .:").casefold() for words in bold for name in re.split(r" / | → ", words)]
    assert [name for name in named if not any(name in text for text in shown)] == []
    assert len(named) > 10


def test_links_between_the_files_of_the_project_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    lost = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("#") and not (page.parent / target.partition("#")[0]).exists()
    ]
    assert lost == []


def test_the_guide_is_served_in_the_language_asked_for() -> None:
    app = FastAPI()
    guide_view().add_to(app)
    client = TestClient(app)
    assert "Start" not in client.get("/guide?lang=vi").text
    assert "Begin in a minute" in client.get("/guide?lang=en&page=index").text
    for name in ("../../etc/passwd", "x" * 5000, "<b>", "index.md"):
        answer = client.get("/guide", params={"page": name, "lang": "vi"})
        assert (answer.status_code, GUIDE_TEXTS["vi"].unknown in answer.text) == (404, True)
        assert name not in answer.text


def test_the_bar_leads_to_the_guide_by_a_question_mark() -> None:
    html = header_html("vi", views=[guide_view()])
    assert 'data-view="help" aria-label="Hướng dẫn"' in html
    assert html.count('data-view="help"') == 1
