"""Views of installed packages: those that load are on the page, those that do not leave it as it was."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web import Site, View, Waiting, installed_views
from assistant.web.app import guard
from assistant.web.layout import header_html
from vectorstore.embedder import Embedder
from vectorstore.index import Index


def weather_view(site: Site) -> View:
    """A view such as another package may bring, with a page that sets its own policy."""

    def add_to(app: FastAPI) -> None:
        app.get("/weather")(lambda: PlainTextResponse("mưa", headers={"Content-Security-Policy": "sandbox"}))

    return View(
        name="weather",
        label={"vi": "Thời <tiết>", "en": "Weather"},
        skip={"vi": "Đến thời tiết", "en": "Skip to the weather"},
        html=f'<p id="weather">{len(site.assistant.index.documents())}</p>',
        css="#weather { color: inherit; }",
        script="window.weather = 1;",
        add_to=add_to,
    )


def not_a_view(site: Site) -> str:
    return "weather"


@pytest.fixture
def site(tmp_path: Path, embedder: Embedder) -> Iterator[Site]:
    with Index(tmp_path, embedder=embedder) as index:
        yield Site(assistant=Assistant(index), settings=Settings(home=tmp_path), waiting=Waiting())


def test_views_that_cannot_be_loaded_are_logged_and_left_out(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    values = {"absent": "no.such.package:view", "nameless": "tests.test_views:nothing", "odd": "tests.test_views:not_a_view"}
    values["weather"] = "tests.test_views:weather_view"
    entries = [EntryPoint(name=name, value=value, group=installed_views.GROUP) for name, value in values.items()]
    monkeypatch.setattr(installed_views, "entry_points", lambda group: [one for one in entries if one.group == group])
    with caplog.at_level(logging.ERROR):
        views = installed_views.installed_views(site)
    assert [view.name for view in views] == ["weather"]
    assert len(caplog.records) == 3


def test_a_view_is_linked_from_the_bar_and_its_words_are_escaped(site: Site) -> None:
    view = weather_view(site)
    assert 'href="?view=weather" data-view="weather">Thời &lt;tiết&gt;</a>' in header_html("vi", views=[view])
    assert 'data-weather="Skip to the weather"' in header_html("en", views=[view])


def test_an_answer_of_a_view_keeps_its_own_policy_and_gets_ours_otherwise(site: Site) -> None:
    app = FastAPI()
    weather_view(site).add_to(app)
    guard(app, hosts=frozenset({"testserver"}))
    client = TestClient(app)
    assert client.get("/weather").headers["content-security-policy"] == "sandbox"
    assert client.get("/weather").headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self'" in client.get("/elsewhere").headers["content-security-policy"]


@pytest.mark.parametrize("name", ["chat", "", "Đánh giá", 'x"y', "a b"])
def test_a_view_needs_a_name_that_can_stand_in_an_address(site: Site, name: str) -> None:
    view = weather_view(site)
    with pytest.raises(ValueError, match="cannot be named"):
        View(name=name, label=view.label, skip=view.skip, html="", css="", script="", add_to=view.add_to)


def test_work_in_the_background_waits_while_somebody_waits_for_an_answer() -> None:
    waiting = Waiting()
    waiting.until_nobody(seconds=0)
    with waiting.one():
        assert not waiting.until_nobody(seconds=0.01)
    assert waiting.until_nobody(seconds=0)


def test_the_views_that_this_package_names_can_be_made(site: Site) -> None:
    settings = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    named = settings["project"]["entry-points"][installed_views.GROUP]
    for name, value in named.items():
        view = EntryPoint(name=name, value=value, group=installed_views.GROUP).load()(site)
        assert view.name == name
        view.close()
