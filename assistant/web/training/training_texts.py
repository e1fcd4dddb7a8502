"""The words of the view of training, from `training.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.training.quiz import QuestionKind
from prompts import in_every_language
from vectorstore.retrieval import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingTexts:
    """The words of the view in one language. Words in braces are filled in with `str.format`."""

    label: str
    skip: str
    heading: str
    about: str
    parts: str
    part_quizzes: str
    part_guide: str
    part_start: str
    failed: str
    no_documents: str
    documents: str
    choose_all: str
    choose_none: str
    find_document: str
    body: str
    count: str
    kinds: str
    title: str
    seed: str
    more: str
    make: str
    make_heading: str
    new_title: str
    making: str
    made: str
    fewer: str
    none_made: str
    choose_documents: str
    quizzes_heading: str
    no_quizzes: str
    counts: str
    back: str
    delete: str
    delete_sure: str
    delete_now: str
    settings: str
    feedback: str
    at_once: str
    at_end: str
    save: str
    saved: str
    share: str
    copy: str
    copied: str
    share_none: str
    try_it: str
    cards: str
    cards_hint: str
    flip: str
    files: str
    file_csv: str
    file_xlsx: str
    file_paper: str
    file_answers: str
    file_test_set: str
    questions_heading: str
    approve: str
    approved: str
    approve_all: str
    unapprove: str
    unapproved: str
    edit: str
    up: str
    down: str
    remove: str
    of_question: str
    question_text: str
    right_answer: str
    wrong_answer: str
    not_grounded: str
    edited_mark: str
    too_few: str
    source_gone: str
    source_changed: str
    source: str
    tab_questions: str
    tab_results: str
    quiz_parts: str
    no_results: str
    people_heading: str
    asked_heading: str
    name: str
    begun: str
    score: str
    score_of: str
    unfinished: str
    question: str
    share_right: str
    share_of: str
    trap: str
    trap_times: str
    delete_one: str
    delete_result: str
    delete_results: str
    results_csv: str
    results_xlsx: str
    results_docx: str
    your_name: str
    begin: str
    begin_about: str
    not_open: str
    question_number: str
    answer: str
    right: str
    wrong: str
    unanswered: str
    you_chose: str
    the_answer: str
    finish: str
    finish_left: str
    result_heading: str
    result: str
    read_again: str
    read_for: str
    read_nothing: str
    again: str
    choose_answer: str
    type_name: str
    unknown: str
    full: str
    unusable: str
    bad_order: str
    guide_about: str
    guide_make: str
    guide_print: str
    guide_structure: str
    guide_goals: str
    guide_indicators: str
    guide_who: str
    guide_timeline: str
    guide_terms: str
    guide_nothing: str
    guide_more: str
    guide_most: str
    guide_title: str
    guide_left_out: str
    guide_without: str
    unit: str
    start_about: str
    start_make: str
    start_heading: str
    start_nothing: str
    start_documents: str
    start_document_counts: str
    start_leads: str
    start_next: str
    start_with: str
    start_with_count: str
    start_terms: str
    start_none: str
    start_passed: str
    kind_names: Mapping[QuestionKind, str]
    unfit: Mapping[Literal["empty", "too_long", "too_many", "too_few", "twice"], str]


TRAINING_TEXTS: Mapping[Language, TrainingTexts] = in_every_language(TrainingTexts, "training")
