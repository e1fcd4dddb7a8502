"""The choice of a test set as HTML: what can be chosen, what was read of it, what is wrong with it. All text is escaped here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from evals.reports.report_names import NAMES
from evals.sets.gold import Fault, TestSet
from evals.web.changing_html import deleting_html, renaming_html
from evals.web.evaluation_texts import EvaluationTexts
from evals.web.evidence_texts import EVIDENCE_TEXTS
from evals.web.problems import problem
from evals.web.quiz_of_set import quiz_button
from evals.web.set_shelf import LARGEST, KeptSet
from evals.web.view_words import Words

ACCEPTED = ".jsonl,.json,.csv,.tsv,.txt,.xlsx"
"""What the browser's file dialogue offers; what a file is, is told by its content."""
_LISTED = 50
"""Faults listed at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSet:
    """The set that is chosen: `read`, or `error` where it cannot be. Of the `named` documents that it refers to `absent` are not among the
    `held` ones of the index; for a set with documents of its own neither counts."""

    kept: KeptSet
    read: TestSet | None = None
    error: Exception | None = None
    held: int = 0
    named: int = 0
    absent: tuple[str, ...] = ()


def sets_html(sets: Sequence[KeptSet], chosen: ChosenSet, *, words: Words, model: str = "") -> str:
    """The choice of a set, and what was read of the chosen one; `model`, where there is one, can be asked to write the answers."""
    texts = words.texts
    options = "".join(
        f'<option value="{one.id}"{" selected" if one.id == chosen.kept.id else ""}>{escape(_set_name(one, words=words))}</option>'
        for one in sets
    )
    limit = LARGEST // 2**20
    return (
        f"<h3>{escape(texts.sets)}</h3>"
        f'<div class="choice"><div class="field"><label for="set-choice">{escape(texts.choose)}</label>'
        f'<select id="set-choice">{options}</select></div>'
        f'<label class="upload" data-uploading="{escape(texts.uploading)}" data-failed="{escape(texts.unreachable)}" data-limit="{LARGEST}"'
        f' data-too-large="{escape(texts.too_large.format(limit=limit))}">'
        f'<span>{escape(texts.upload)}</span><input type="file" class="unseen" accept="{ACCEPTED}"></label></div>'
        f'<p class="quiet">{escape(texts.forms.format(limit=limit))}</p>'
        f'<div id="set-read" aria-live="polite">{_read_html(chosen, words=words, model=model)}</div>{_how_to(words)}'
    )


def _set_name(kept: KeptSet, *, words: Words) -> str:
    if kept.kept is None:
        return words.texts.sample
    return f"{kept.name} ({words.moment(kept.kept)})"


def _how_to(words: Words) -> str:
    texts, own = EVIDENCE_TEXTS[words.language], words.texts
    lines = "".join(f"<li>{escape(line)}</li>" for line in own.form)
    template = f'<a class="file" href="evaluations/template?lang={words.language}" download>{escape(texts.template)}</a>'
    return f'<details class="how-to"><summary>{escape(own.form_heading)}</summary><ul>{lines}</ul><p>{template}</p></details>'


def _read_html(chosen: ChosenSet, *, words: Words, model: str) -> str:
    texts = words.texts
    if chosen.read is None:
        said = problem(chosen.error, language=words.language) if chosen.error else texts.set_unknown
        return f'<p class="problem">{escape(said)}</p>{_changing(chosen.kept, texts=texts)}'
    cases = chosen.read.cases
    talks = Counter(case.conversation for case in cases if case.conversation)
    answerable = sum(case.answerable for case in cases)
    parts = [texts.cases.format(count=words.number(len(cases)))]
    if answerable < len(cases):
        parts += [texts.answerable.format(count=words.number(answerable))]
        parts += [texts.unanswerable.format(count=words.number(len(cases) - answerable))]
    if talks:
        parts += [texts.conversations.format(count=words.number(len(talks)), turns=words.number(talks.total()))]
    start = f'<button type="button" class="primary" id="run-set" data-set="{chosen.kept.id}">{escape(texts.run)}</button>'
    return (
        f'<p class="counts"><strong>{escape(parts[0])}</strong>{"".join(f", {escape(part)}" for part in parts[1:])}</p>'
        f"{_kinds(chosen.read, words=words)}<p>{escape(_from_where(chosen, words=words))}</p>{_absent(chosen, words=words)}"
        f"{_without_evidence(chosen.read, words=words)}"
        f"{_faults(chosen.read.faults, words=words)}{_by_model(model, texts)}<p>{start}</p>"
        f"{quiz_button(chosen.kept.id, texts=texts)}{_changing(chosen.kept, texts=texts)}"
    )


def _changing(kept: KeptSet, *, texts: EvaluationTexts) -> str:
    """The buttons that rename and delete an uploaded set."""
    if kept.kept is None:
        return ""
    what = {"set": kept.id}
    name = kept.path.stem if kept.path.suffix else kept.name
    sure = texts.delete_sure.format(name=kept.name)
    return (
        f'<div class="changing">{renaming_html(name, order="rename", what=what, longest=80, texts=texts)}'
        f"{deleting_html(texts.delete, sure, order='delete', what=what, now=texts.delete_now, keep=texts.delete_keep)}</div>"
    )


def _by_model(model: str, texts: EvaluationTexts) -> str:
    """Whether the chat model is to write the answers; not ticked, so that figures stay comparable."""
    if not model:
        return ""
    said, why = escape(texts.by_model.format(model=model)), escape(texts.by_model_about)
    return f'<label class="by-model"><input type="checkbox" id="by-model"><span>{said} <span class="quiet">{why}</span></span></label>'


def _kinds(test_set: TestSet, *, words: Words) -> str:
    """How many questions there are of each kind; "" where none has one."""
    kinds = Counter(case.kind for case in test_set.cases)
    if set(kinds) == {"other"}:
        return ""
    named = [(NAMES[words.language].value("kind", kind), number) for kind, number in kinds.most_common()]
    return '<ul class="kinds">' + "".join(f"<li>{escape(name)} <b>{number}</b></li>" for name, number in named) + "</ul>"


def _from_where(chosen: ChosenSet, *, words: Words) -> str:
    if chosen.read and chosen.read.contexts:
        return words.texts.contexts.format(count=words.number(len(chosen.read.contexts)))
    return words.texts.over_index.format(count=words.number(chosen.held))


def _absent(chosen: ChosenSet, *, words: Words) -> str:
    if not chosen.absent:
        return ""
    names = ", ".join(chosen.absent[:5]) + (", …" if len(chosen.absent) > 5 else "")
    said = words.texts.absent.format(count=words.number(len(chosen.absent)), all=words.number(chosen.named), names=names)
    return f'<p class="notice">{escape(said)}</p>'


def _without_evidence(test_set: TestSet, *, words: Words) -> str:
    number = sum(case.answerable and not case.evidence for case in test_set.cases)
    return f'<p class="notice">{escape(words.texts.no_evidence.format(count=words.number(number)))}</p>' if number else ""


def _faults(faults: Sequence[Fault], *, words: Words) -> str:
    if not faults:
        return ""
    rows = "".join(
        f"<li><b>{escape(one.place.worded(words.language))}</b>: {escape(one.reason.worded(words.language))}</li>"
        for one in faults[:_LISTED]
    )
    more = f"<li>{escape(words.texts.more.format(count=words.number(len(faults) - _LISTED)))}</li>" if len(faults) > _LISTED else ""
    summary = escape(words.texts.faults.format(count=words.number(len(faults))))
    return f'<details class="faults" open><summary>{summary}</summary><ul>{rows}{more}</ul></details>'
