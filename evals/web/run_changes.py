"""What people do with runs that are done: rename and delete them, and judge their failed cases."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from assistant.web.texts import language_of
from evals.web.judging import failed_response, judge
from evals.web.problems import problem
from evals.web.run_shelf import KeptRun, RunShelf
from evals.web.running import Runner
from evals.web.view_words import Words

logger = logging.getLogger(__name__)

_FRESH = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
Change = Callable[[KeptRun, Mapping[str, str], Words], Response]


class RunChanges:
    """The routes over the runs on a shelf. Orders are POSTs, which the gate takes from the page alone."""

    def __init__(self, runs: RunShelf, runner: Runner) -> None:
        self._runs = runs
        self._runner = runner

    def add_to(self, app: FastAPI) -> None:
        """Gives the app the routes."""
        app.get("/evaluations/failed", include_in_schema=False)(self.failed)
        app.post("/evaluations/run/rename", include_in_schema=False)(self.rename)
        app.post("/evaluations/run/delete", include_in_schema=False)(self.delete)
        app.post("/evaluations/run/judge", include_in_schema=False)(self.judge)

    def failed(self, request: Request) -> Response:
        """The failed cases of a run, one page of them, each with a form for a verdict."""
        kept = self._runs.find(request.query_params.get("run", ""))
        return failed_response(kept, request) if kept else _said(_words(request).texts.run_unknown, status=404)

    def rename(self, request: Request) -> Response:
        """Gives a run a name; answers with a sentence that says so."""
        return self._change(request, request.query_params, self._rename)

    def delete(self, request: Request) -> Response:
        """Deletes a run that is not going; answers with a sentence that says so."""
        return self._change(request, request.query_params, self._delete)

    async def judge(self, request: Request) -> Response:
        """Keeps a verdict on the answer to a case; answers with a sentence that says so."""
        form = await request.form(max_files=0, max_fields=8)
        given = {name: value for name, value in form.items() if isinstance(value, str)}
        return await run_in_threadpool(self._change, request, given, judge)

    def _change(self, request: Request, given: Mapping[str, str], change: Change) -> Response:
        words = _words(request)
        kept = self._runs.find(request.query_params.get("run", ""))
        if kept is None:
            return _said(words.texts.run_unknown, status=404)
        try:
            return change(kept, given, words)
        except Exception as error:
            logger.warning("a run was not changed: %s", type(error).__name__, exc_info=True)
            return _said(problem(error, language=words.language), status=500)

    def _rename(self, kept: KeptRun, given: Mapping[str, str], words: Words) -> Response:
        self._runs.rename(kept, given.get("name", ""))
        renamed = self._runs.find(kept.id)
        return _said(words.texts.renamed.format(name=renamed.name if renamed else kept.name))

    def _delete(self, kept: KeptRun, _: Mapping[str, str], words: Words) -> Response:
        going = self._runner.going
        if going is not None and not going.over and going.path == kept.path:
            return _said(words.texts.run_going, status=409)
        self._runs.remove(kept)
        return _said(words.texts.run_deleted.format(name=kept.name))


def _words(request: Request) -> Words:
    return Words(language=language_of(request.query_params.get("lang")))


def _said(sentence: str, *, status: int = 200) -> Response:
    return PlainTextResponse(sentence, status_code=status, headers=_FRESH)
