"""A run, or two compared, as one HTML page that needs nothing else: no network, no other file, and no script to be read."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from functools import cache, partial
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.reports import report_numbers as numbers
from evals.reports.report_cases import CaseView, answered, case_views, said_turns
from evals.reports.report_figures import causes, grouped, headline, histogram, judged_figure, right_figure, rows, slice_tables
from evals.reports.report_names import DECIMALS, NAMES
from evals.reports.report_texts import TEMPLATES, report_texts
from evals.running.model_use import model_use
from evals.running.run_file import Run, RunHeader
from evals.scoring.comparing import Comparison, compare
from evals.scoring.figures import SLICES, scores_of, summarise
from evals.scoring.verdicts import CAUSES
from vectorstore.retrieval import Language


def report_html(run: Run, *, against: Run | None = None, language: Language = "vi") -> str:
    """The page of a run: what was run, its figures, and every case; `against` an earlier run, also what changed since."""
    scores = scores_of(run)
    comparison = compare(against, run) if against else None
    flips = {flip.after.case.id: flip for flip in comparison.flips} if comparison else {}
    summary, right = summarise(scores), right_figure(scores)
    judged = judged_figure(scores)
    found = rows(summary, right, judged, changes=comparison.measures if comparison else ())
    views = case_views(run.records, scores, flips=flips)
    return _page(
        "report.html.j2",
        language=language,
        run=run,
        header=run.header,
        about=_about(run.header),
        right=right,
        judged=judged,
        judgements=Counter(score.verdict for score in scores if score.verdict),
        named=found,
        tiles=headline(found),
        groups=grouped(found),
        slices=slice_tables(summary, scores),
        causes=causes(scores),
        model_use=model_use(run, scores),
        latency=summary.latency,
        histogram=histogram([score.seconds for score in scores if score.error is None]),
        views=views,
        choices=_choices(views),
        comparison=comparison,
    )


def comparison_html(comparison: Comparison, *, language: Language = "vi") -> str:
    """The page of two runs compared: figures side by side, the cases that changed with both answers, and what differs in the runs."""
    flips = [
        SimpleNamespace(
            turn=flip.turn,
            case=flip.after.case,
            said=said_turns(flip.after.case, flip.earlier),
            before=answered(flip.before, flip.score_before),
            after=answered(flip.after, flip.score_after),
        )
        for flip in comparison.flips
    ]
    return _page("comparison.html.j2", language=language, comparison=comparison, flips=flips)


def _about(header: RunHeader) -> dict[str, str]:
    """The settings as they are written in a file, by name."""
    return {name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for name, value in header.settings.items()}


def _choices(views: list[CaseView]) -> dict[str, list[str]]:
    """The values to filter by, most frequent first; none where there is only one."""
    found: dict[str, list[str]] = {"cause": [cause for cause in CAUSES if any(view.answered.cause == cause for view in views)]}
    for name in ("kind", "style", "language"):
        found[name] = [value for value, _ in Counter(str(getattr(view.case, name)) for view in views).most_common()]
    for name in ("turn", "mode", "fallback"):
        groups = Counter(value for view in views for value in SLICES[name](view.answered.score))
        found[name] = [value for value, _ in groups.most_common()]
    found["document"] = sorted({document for view in views for document in view.answered.score.documents})
    return {name: values for name, values in found.items() if len(values) > 1}


def _page(template: str, *, language: Language, **shown: object) -> str:
    style, script = (TEMPLATES.joinpath(name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    return _environment(language).get_template(template).render(style=Markup(style), script=Markup(script), policy=policy, **shown)


def _hash(source: str) -> str:
    """As a content security policy names what may run: nothing that a question or document brings along."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    for name in ("decimal", "count", "percent", "percent_range", "signed", "points", "seconds", "moment"):
        environment.filters[name] = partial(getattr(numbers, name), language=language)
    names = NAMES[language]
    environment.globals.update(t=report_texts(language), language=language, names=names, value_name=names.value, decimals=DECIMALS)
    return environment
