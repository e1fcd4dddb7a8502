"""Every word of the view of evaluations, from `evaluations.toml`; reports have their own (`evals.reports.report_texts`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationTexts:
    """The words in one language. Words in braces are filled in with `str.format`."""

    label: str
    skip: str
    heading: str
    about: str
    sets: str
    choose: str
    sample: str
    upload: str
    uploading: str
    forms: str
    form_heading: str
    form: tuple[str, ...]
    cases: str
    answerable: str
    unanswerable: str
    conversations: str
    contexts: str
    over_index: str
    absent: str
    no_evidence: str
    faults: str
    more: str
    by_model: str
    by_model_about: str
    run: str
    make_quiz: str
    make_quiz_about: str
    quiz_impossible: str
    running: str
    reading: str
    asking: str
    right_so_far: str
    left: str
    minutes: str
    seconds: str
    soon: str
    letting_chat: str
    stop: str
    stopping: str
    done: str
    stopped: str
    stopped_early: str
    failed: str
    see_report: str
    resume: str
    runs: str
    no_runs: str
    set: str
    started: str
    done_cases: str
    right: str
    cited: str
    declined: str
    declined_wrongly: str
    documents: str
    report: str
    unfinished: str
    open: str
    report_of: str
    compare: str
    compare_none: str
    same_set: str
    other_sets: str
    new_tab: str
    download: str
    close: str
    set_unknown: str
    set_gone: str
    run_unknown: str
    too_large: str
    too_heavy: str
    shelf_full: str
    delete: str
    delete_sure: str
    delete_now: str
    delete_keep: str
    deleted: str
    empty_upload: str
    already: str
    changed: str
    elsewhere: str
    unwritable: str
    disk: str
    broken: str
    unreachable: str
    parts: str
    part_runs: str
    part_asked: str
    part_evidence: str
    rename: str
    rename_label: str
    rename_save: str
    rename_cancel: str
    rename_missing: str
    renamed: str
    run_delete: str
    run_delete_sure: str
    run_deleted: str
    run_going: str
    run_tools: str
    judged: str


EVALUATION_TEXTS: Mapping[Language, EvaluationTexts] = in_every_language(EvaluationTexts, "evaluations")
