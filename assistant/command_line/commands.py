"""What each command of the console script does; each gives the exit status."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from assistant.answering.answer import Answer, Note
from assistant.answering.compose import date_text
from assistant.assistant import Assistant
from assistant.chat_model.connection import connect
from assistant.command_line.cases import Case, read_cases
from assistant.command_line.ingest_progress import IngestProgress
from assistant.command_line.ingest_report import counts_line, outcome_line, report_object
from assistant.command_line.json_forms import JsonObject, answer_object, document_object, passage_object, task_object
from assistant.errors import AssistantError, ChatModelError
from assistant.register.status_store import StatusStore
from assistant.register.task_choice import TaskChoice, documents_named, query_of
from assistant.register.task_listing import listing
from assistant.settings import Settings
from assistant.understanding.explaining import explained
from vectorstore.embedder import Embedder
from vectorstore.errors import VectorStoreError
from vectorstore.index import Index
from vectorstore.ingestion import ingest_paths
from vectorstore.retrieval import Hit
from vectorstore.scope import Scope
from vectorstore.tasks import pick_tasks

_NOTES: dict[Note, str] = {
    "model_slow": "The chat model gave nothing in time",
    "model_away": "The chat model cannot be reached",
    "model_failed": "The chat model failed",
    "model_unsupported": "Nothing that the chat model said was found in the documents",
}
logger = logging.getLogger(__name__)

_EMPTY = "The index is empty: add documents with “assistant ingest FOLDER”."


@contextmanager
def open_index(settings: Settings) -> Iterator[Index]:
    """The index of these settings, closed afterwards."""
    embedder = Embedder(settings.embedding_model, cache=settings.model_cache, threads=settings.threads)
    with Index(settings.home, embedder=embedder) as index:
        yield index


def ingest(options: argparse.Namespace, settings: Settings) -> int:
    """Read files and folders; 1 where some were refused."""
    if options.watch:
        return _keep_in_step(options, settings)
    with open_index(settings) as index, IngestProgress(sys.stderr if options.json else sys.stdout) as shown:
        report = ingest_paths(index, options.paths, prune=options.prune, on_progress=shown.going_on, on_outcome=shown.file_done)
    if options.json:
        _print_json(report_object(report))
    else:
        print(counts_line(report))
    return 1 if report.refused else 0


def _keep_in_step(options: argparse.Namespace, settings: Settings) -> int:
    """Watch files and folders until Ctrl+C."""
    from assistant.command_line.folder_watch import watch_folders

    print("Watching; Ctrl+C ends it.", file=sys.stderr, flush=True)
    with open_index(settings) as index:
        watch_folders(index, options.paths, on_outcome=lambda fate, outcome: print(outcome_line(fate, outcome), flush=True))
    return 0


def documents(options: argparse.Namespace, settings: Settings) -> int:
    """List the documents of the index."""
    with open_index(settings) as index:
        records = index.documents()
        if options.json:
            _print_json([document_object(record, relations=index.references(record.id)) for record in records])
            return 0
    for record in records:
        details = ", ".join(filter(None, (record.number, date_text(record), f"{record.passage_count} passages")))
        print(f"{record.id}  {record.name}: {record.title} ({details})")
        if record.other_files:
            print(f"    The same document as {', '.join(record.other_files)}.")
        for note in record.notes:
            print(f"    {note}")
    if not records:
        print(_EMPTY)
    return 0


def remove(options: argparse.Namespace, settings: Settings) -> int:
    """Take one document out, by its id or its file name."""
    with open_index(settings) as index:
        wanted = unicodedata.normalize("NFC", options.id)
        matches = [record for record in index.documents() if wanted in (record.id, record.name, *record.other_files)]
        if len(matches) != 1:
            problem = "No document has" if not matches else "Several documents have"
            print(f"{problem} the id or name {options.id}: give an id that `assistant documents` prints.", file=sys.stderr)
            return 1
        index.remove(matches[0].id)
    others = f" with {', '.join(matches[0].other_files)}, the same document" if matches[0].other_files else ""
    print(f"Removed {matches[0].name}{others}.")
    return 0


def search(options: argparse.Namespace, settings: Settings) -> int:
    """Print the passages nearest to a question, or to each of a file."""
    with open_index(settings) as index:
        assistant = Assistant(index, passages=settings.passages)

        def found(text: str) -> tuple[Hit, ...]:
            return assistant.search(text, k=options.k).hits

        if options.batch:
            return _batch(options, lambda case: {"id": case.id, "passages": [passage_object(hit) for hit in found(case.question)]})
        hits = found(options.text)
    if options.json:
        _print_json([passage_object(hit) for hit in hits])
        return 0
    for place, hit in enumerate(hits, 1):
        page = f", page {hit.passage.page}" if hit.passage.page else ""
        print(f"{place}. {hit.document.number or hit.document.name}{page} ({hit.score:.2f})\n   {' '.join(hit.passage.text.split())[:300]}")
    return 0


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """Answer a question, or each of a file."""
    with open_index(settings) as index:
        assistant = Assistant(index, passages=settings.passages, chat=connect(settings))
        named = [one.id for text in options.within for one in documents_named(text, documents=index.documents())]
        scope = Scope(documents=tuple(dict.fromkeys(named)))
        if options.batch:
            return _batch(
                options, lambda case: answer_object(assistant.ask(case.question, history=case.turns, scope=scope), case_id=case.id)
            )
        if options.explain:
            print(f"{explained(assistant.understand(options.text))}\n")
        answer = assistant.ask(options.text, scope=scope)
    if options.json:
        _print_json(answer_object(answer))
    else:
        _print_answer(answer)
    return 0


def tasks(options: argparse.Namespace, settings: Settings) -> int:
    """List the tasks that are asked for, or write them to a file."""
    choice = TaskChoice(
        lead=options.lead,
        coordinating=options.coordinating,
        document=options.document,
        due_from=options.due_from,
        due_to=options.due_to,
        text=options.text,
    )
    with open_index(settings) as index:
        held = index.documents()
        found = pick_tasks(index.tasks(), query_of(choice, documents=held), bodies=index.bodies)
        statuses = StatusStore(settings.home).of(index.tasks())
    if options.json:
        _print_json([task_object(held) for held in found])
    elif path := options.csv or options.xlsx:
        from assistant.register.task_export import csv_bytes, write_file, xlsx_bytes  # openpyxl takes a while to import

        write_file(path, csv_bytes(found, statuses=statuses) if options.csv else xlsx_bytes(found, statuses=statuses))
        print(f"{len(found)} task{'' if len(found) == 1 else 's'} written to {path}.")
    else:
        print(listing(found) if held else _EMPTY)
    return 0


def model(options: argparse.Namespace, settings: Settings) -> int:
    """Try the chat model; 1 where none is configured or it cannot be asked."""
    from assistant.chat_model.trial import try_model
    from assistant.command_line.model_report import NONE, trial_object, trial_text, works

    try:
        chosen = connect(settings)
    except ChatModelError as error:
        if options.json:
            _print_json({"model": settings.chat_model, "works": False, "problem": str(error)})
        else:
            print(str(error), file=sys.stderr)
        return 1
    if chosen is None:
        if options.json:
            _print_json({"model": None, "works": False, "problem": NONE.splitlines()[0]})
        else:
            print(NONE)
        return 1
    trial = try_model(chosen)
    if options.json:
        _print_json(trial_object(trial))
    else:
        print(trial_text(trial))
    return 0 if works(trial) else 1


def chat(options: argparse.Namespace, settings: Settings) -> int:
    """Serve the web chat until it is stopped."""
    from assistant.web import listen, serve  # gradio takes seconds to import, which no other command should wait for

    host, port = options.host or settings.host, settings.port if options.port is None else options.port
    # Before the index is opened and models are loaded: an address that cannot be used is said at once.
    with listen(host, port=port, without_login=options.without_login) as listening, open_index(settings) as index:
        assistant = Assistant(index, passages=settings.passages, chat=connect(settings))
        threading.Thread(target=_load, args=(assistant,), name="load models", daemon=True).start()
        serve(assistant, settings=settings, listening=listening, host=host)
    return 0


def _load(assistant: Assistant) -> None:
    """Load the models while the page is being opened; what is wrong with them is said to whoever asks first."""
    try:
        assistant.load()
    except VectorStoreError as error:
        logger.warning("%s", error)


def _batch(options: argparse.Namespace, answer: Callable[[Case], JsonObject]) -> int:
    """One line of output for each case; a bad line or a question that cannot be answered is reported, and the rest goes on."""
    refused = 0
    for case in tqdm(list(read_cases(options.batch)), desc="Questions", file=sys.stderr, disable=None):
        if isinstance(case, AssistantError):
            print(str(case), file=sys.stderr)
            refused += 1
            continue
        try:
            _print_json(answer(case))
        except AssistantError as error:
            print(f"{case.id}: {error}", file=sys.stderr)
            refused += 1
    return 1 if refused else 0


def _print_answer(answer: Answer) -> None:
    if answer.understood:
        print(f"Understood as: {' / '.join(answer.understood)}")
    if answer.within:
        print(f"Within: {answer.within}")
    print(answer.plain)
    for citation in answer.citations:
        page = f", page {citation.page}" if citation.page else ""
        confidence = citation.held.document.ocr_confidence(citation.page or 0)
        page += f", read by OCR, {confidence:.0%} sure" if confidence is not None else ""
        print(f"[{citation.n}] {citation.document}{page}: {' '.join(citation.quote.split())}")
    for hit in answer.useful:
        page = f", page {hit.passage.page}" if hit.passage.page else ""
        print(f"  · {hit.document.name}{page}: {' '.join(hit.passage.text.split())[:200]}")
    if remark := _remark(answer):
        print(f"({remark})")


def _remark(answer: Answer) -> str:
    """What became of the chat model's own answer, "" where there is nothing to say."""
    if answer.note in _NOTES:
        end = "this is as far as it came" if answer.mode == "model" else "this is the built-in answer; “assistant model” tries the model"
        return f"{_NOTES[answer.note]}: {end}."
    sentences = f"{answer.dropped} sentence{'s' if answer.dropped > 1 else ''}"
    return f"{sentences} of the chat model left out: nothing in the documents bears them out." if answer.dropped else ""


def _print_json(value: object) -> None:
    # In an encoding that lacks letters they are escaped as JSON has it.
    escaped = (sys.stdout.encoding or "").lower().replace("-", "") not in ("utf8", "utf16", "utf32")
    print(json.dumps(value, ensure_ascii=escaped), flush=True)
