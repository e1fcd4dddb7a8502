"""The view of evaluations: what a browser asks for and orders by address."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from assistant.web import Site, View
from assistant.web.texts import language_of
from evals.reports.exports import csv_bytes, junit_bytes, run_object
from evals.reports.report import report_html
from evals.running.run_file import Run, RunFileError, read_run
from evals.sets.gold import TestSet
from evals.web.adding import Adding
from evals.web.asked_page import AskedPage
from evals.web.evaluation_texts import EVALUATION_TEXTS
from evals.web.evaluations_html import frame_html, going_html, report_part, runs_html, runs_part, view_html
from evals.web.evidence_page import EvidencePage
from evals.web.problems import problem
from evals.web.quiz_of_set import QuizMaking
from evals.web.run_changes import RunChanges
from evals.web.run_shelf import KeptRun, RunShelf
from evals.web.running import Runner
from evals.web.set_shelf import LARGEST, KeptSet, SetShelf
from evals.web.sets_html import ChosenSet, sets_html
from evals.web.trend import trend_html
from evals.web.view_words import Words

logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
_STYLES = ("evaluations.css", "lists.css", "adding.css")
_SCRIPTS = ("evaluations.js", "changing.js", "lists.js", "adding.js", "quiz_of_set.js")
_FRESH = {"Cache-Control": "private, no-store"}
_REPORT_POLICY = (
    "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
"""A report runs its own script in an origin of its own and loads nothing; the page itself allows none but that script, by its hash."""
_TYPES = {"html": "text/html; charset=utf-8", "csv": "text/csv; charset=utf-8", "json": "application/json", "xml": "application/xml"}


def evaluations_view(site: Site) -> View:
    """Test sets, runs and reports as a view of the page. Files lie in `test-sets` and `runs` under ASSISTANT_HOME."""
    evaluations = Evaluations(site)
    return View(
        name="evaluations",
        label={language: texts.label for language, texts in EVALUATION_TEXTS.items()},
        skip={language: texts.skip for language, texts in EVALUATION_TEXTS.items()},
        html=frame_html(),
        css="\n".join((_HERE / name).read_text(encoding="utf-8") for name in _STYLES),
        script="\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS),
        add_to=evaluations.add_to,
        largest_bodies={"/evaluations/upload": LARGEST},
        close=evaluations.runner.close,
    )


class Evaluations:
    """The evaluations of one site. Every order is a POST, which the gate takes from the page itself alone."""

    def __init__(self, site: Site) -> None:
        home = site.settings.home
        self._index = site.assistant.index
        self._sets = SetShelf(home / "test-sets")
        self._runs = RunShelf(home / "runs")
        self._quizzes = QuizMaking(site, find=self._find_set)
        self.runner = Runner(site)
        self._changes = RunChanges(self._runs, self.runner)
        self._adding = Adding(site, self._sets)
        self._asked = AskedPage(site)
        self._evidence = EvidencePage(site)

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes of the view."""
        shown = {"": self.page, "/sets": self.sets, "/going": self.going, "/runs": self.runs, "/run": self.run}
        for path, answer in (shown | {"/report": self.report, "/file": self.file}).items():
            app.get(f"/evaluations{path}", include_in_schema=False)(answer)
        app.get("/evaluations/trend", include_in_schema=False)(self.trend)
        orders = {"/start": self.start, "/resume": self.resume, "/stop": self.stop, "/delete": self.delete, "/rename": self.rename}
        for path, order in orders.items():
            app.post(f"/evaluations{path}", include_in_schema=False)(order)
        app.post("/evaluations/upload", include_in_schema=False)(self.upload)
        self._quizzes.add_to(app)
        for further in (self._changes, self._adding, self._asked, self._evidence):
            further.add_to(app)

    # -- parts of the page

    def page(self, request: Request) -> Response:
        """The whole view, with the part that is asked for."""
        words = _words(request)
        shown = {"": self._runs_part, "asked": self._asked.html, "evidence": self._evidence.html}
        part = request.query_params.get("part", "")
        part = part if part in shown else ""
        return _html(view_html(shown[part](request), part=part, words=words))

    def _runs_part(self, request: Request) -> str:
        words, opened, against = _words(request), self._opened(request), self._against(request)
        runs = self._runs.runs()
        return runs_part(
            sets=self._sets_html(request, words),
            going=going_html(self.runner.going, words=words),
            runs=runs_html(runs, going=self.runner.going, opened=opened.id if opened else "", words=words),
            report=report_part(opened, against=against, runs=runs, words=words),
            trend=trend_html(runs, wanted=self._wanted(request), words=words),
            words=words,
        )

    def sets(self, request: Request) -> Response:
        """The choice of a set, and what was read of the chosen one."""
        return _html(self._sets_html(request, _words(request)))

    def going(self, request: Request) -> Response:
        """The run that is going."""
        return _html(going_html(self.runner.going, words=_words(request)))

    def runs(self, request: Request) -> Response:
        """The list of runs."""
        opened = request.query_params.get("run", "")
        return _html(runs_html(self._runs.runs(), going=self.runner.going, opened=opened, words=_words(request)))

    def run(self, request: Request) -> Response:
        """The frame of one report, with its files and what it can be compared with."""
        return _html(report_part(self._opened(request), against=self._against(request), runs=self._runs.runs(), words=_words(request)))

    def trend(self, request: Request) -> Response:
        """The quality of a set over time."""
        return _html(trend_html(self._runs.runs(), wanted=self._wanted(request), words=_words(request)))

    def _wanted(self, request: Request) -> str:
        """The run of whose set the quality is shown."""
        return request.query_params.get("trend", "") or request.query_params.get("run", "")

    def report(self, request: Request) -> Response:
        """The report of a run, compared with another where one is named."""
        made = self._report(request)
        if isinstance(made, Response):
            return made
        return HTMLResponse(made, headers={**_FRESH, "Content-Security-Policy": _REPORT_POLICY})

    def file(self, request: Request) -> Response:
        """A run as a file: its report, CSV, JSON or JUnit XML."""
        kept, form = self._opened(request), request.query_params.get("form", "")
        if kept is None or form not in _TYPES:
            return _refused(_words(request).texts.run_unknown, status=404)
        try:
            content: object = self._report(request) if form == "html" else _WRITTEN[form](read_run(kept.path))
        except RunFileError as error:
            return _refused(problem(error, language=_words(request).language), status=500)
        if isinstance(content, Response):
            return content
        name = f"{kept.path.stem}.{form}"
        disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        headers = {**_FRESH, "X-Content-Type-Options": "nosniff", "Content-Disposition": disposition}
        return Response(content if isinstance(content, bytes) else str(content), media_type=_TYPES[form], headers=headers)

    # -- orders

    async def upload(self, request: Request) -> Response:
        """Keeps the file in the body as a set named `name`; gives its id."""
        words = _words(request)
        data = bytearray()
        async for part in request.stream():
            data += part
            if len(data) > LARGEST:
                return _refused(words.texts.too_large.format(limit=LARGEST // 2**20), status=413)
        if not data:
            return _refused(words.texts.empty_upload, status=400)
        return await run_in_threadpool(self._keep, bytes(data), request.query_params.get("name", ""), words)

    def delete(self, request: Request) -> Response:
        """Deletes an uploaded set; answers with a sentence that says so."""
        words = _words(request)
        kept = self._sets.find(request.query_params.get("set", ""))
        if kept is None or kept.kept is None:
            return _refused(words.texts.set_unknown, status=404)
        try:
            self._sets.remove(kept)
        except OSError as error:
            return _refused(_said(error, words), status=500)
        return PlainTextResponse(words.texts.deleted.format(name=kept.name), headers=_FRESH)

    def rename(self, request: Request) -> Response:
        """Renames an uploaded set; answers with a sentence that says so."""
        words = _words(request)
        kept, name = self._sets.find(request.query_params.get("set", "")), request.query_params.get("name", "").strip()
        if kept is None or kept.kept is None:
            return _refused(words.texts.set_unknown, status=404)
        if not name:
            return _refused(words.texts.rename_missing, status=400)
        try:
            renamed = self._sets.rename(kept, name)
        except OSError as error:
            return _refused(_said(error, words), status=500)
        return PlainTextResponse(words.texts.renamed.format(name=renamed.name), headers=_FRESH)

    def start(self, request: Request) -> Response:
        """Runs a set."""
        words = _words(request)
        kept = self._sets.find(request.query_params.get("set", ""))
        if kept is None:
            return _refused(words.texts.set_unknown, status=404)
        by_model = request.query_params.get("model") == "1"
        return self._begin(kept, path=self._runs.new_path(kept.name), words=words, by_model=by_model)

    def resume(self, request: Request) -> Response:
        """Goes on with a run."""
        words, run = _words(request), self._opened(request)
        if run is None:
            return _refused(words.texts.run_unknown, status=404)
        kept = self._sets.find(run.header.set_sha256)
        if kept is None:
            return _refused(words.texts.set_gone, status=409)
        return self._begin(kept, path=run.path, words=words, resumed=run, by_model=bool(run.model))

    def stop(self, request: Request) -> Response:
        """Stops the run that is going."""
        self.runner.stop()
        return _html(going_html(self.runner.going, words=_words(request)))

    # --

    def _begin(self, kept: KeptSet, *, path: Path, words: Words, resumed: KeptRun | None = None, by_model: bool) -> Response:
        ways = bool(resumed and resumed.header.settings.get("ways"))
        try:
            self.runner.start(self._sets.read(kept), path=path, resume=resumed is not None, ways=ways, by_model=by_model)
        except Exception as error:
            return _refused(_said(error, words), status=409)
        return _html(going_html(self.runner.going, words=words))

    def _keep(self, data: bytes, name: str, words: Words) -> Response:
        try:
            kept = self._sets.keep(data, name=name)
        except Exception as error:
            return _refused(_said(error, words), status=400)
        return JSONResponse({"set": kept.id})

    def _find_set(self, wanted: str) -> TestSet | None:
        kept = self._sets.find(wanted)
        return self._sets.read(kept) if kept else None

    def _sets_html(self, request: Request, words: Words) -> str:
        sets = self._sets.sets()
        wanted = request.query_params.get("set", "")
        kept = next((one for one in sets if one.id == wanted), sets[0])
        return sets_html(sets, self._look_at(kept), model=self.runner.model_name, words=words)

    def _look_at(self, kept: KeptSet) -> ChosenSet:
        try:
            read = self._sets.read(kept)
            held = {document.name for document in self._index.documents()}
        except Exception as error:
            logger.warning("the test set %s cannot be shown: %s", kept.id, type(error).__name__)
            return ChosenSet(kept=kept, error=error)
        named = dict.fromkeys(evidence.document for case in read.cases for evidence in case.evidence)
        absent = () if read.contexts else tuple(name for name in named if name not in held)
        return ChosenSet(kept=kept, read=read, held=len(held), named=len(named), absent=absent)

    def _opened(self, request: Request) -> KeptRun | None:
        return self._runs.find(request.query_params.get("run", ""))

    def _against(self, request: Request) -> KeptRun | None:
        return self._runs.find(request.query_params.get("against", ""))

    def _report(self, request: Request) -> str | Response:
        words, kept, against = _words(request), self._opened(request), self._against(request)
        if kept is None:
            return _refused(words.texts.run_unknown, status=404)

        def make() -> str:
            return report_html(read_run(kept.path), against=read_run(against.path) if against else None, language=words.language)

        try:
            return self._runs.report(kept, against=against, language=words.language, make=make)
        except Exception as error:
            return _refused(_said(error, words), status=500)


def _json(run: Run) -> str:
    return json.dumps(run_object(run), ensure_ascii=False, indent=1)


_WRITTEN: dict[str, Callable[[Run], str | bytes]] = {"csv": csv_bytes, "json": _json, "xml": junit_bytes}


def _words(request: Request) -> Words:
    return Words(language=language_of(request.query_params.get("lang")))


def _said(error: Exception, words: Words) -> str:
    logger.warning("an order was refused: %s", type(error).__name__, exc_info=True)
    return problem(error, language=words.language)


def _html(content: str) -> Response:
    return HTMLResponse(content, headers=_FRESH)


def _refused(sentence: str, *, status: int) -> Response:
    return PlainTextResponse(sentence, status_code=status, headers=_FRESH)
