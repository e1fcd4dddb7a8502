"""The ways to an answer without a chat model, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cached_property, partial

from assistant.answering.amendments import change_of
from assistant.answering.answer import Answer, Mode
from assistant.answering.compose import Draft, nearest, source_name
from assistant.answering.conditions_met import Unmet, say_elsewhere, unmet_among
from assistant.answering.counted_tasks import FIRST_TASKS, write_counted_tasks, write_task_groups
from assistant.answering.document_relations import related_answer
from assistant.answering.extractive import Lookups, write_answer
from assistant.answering.header_facts import from_masthead
from assistant.answering.later_changes import changes
from assistant.answering.newer_source import newer_than
from assistant.answering.quote import Candidate, Quote
from assistant.answering.quoted_before import with_quoted
from assistant.answering.selection import lacks_amount, only_frames
from assistant.answering.statement import Statement
from assistant.answering.table_answers import best_finding, is_unanswered, unanswered_values, write_finding
from assistant.answering.table_rows import tables_of
from assistant.answering.task_answers import LONGEST_LIST, by_task, left_blank, task_evidence, tells_all, write_task_lines, write_tasks
from assistant.answering.task_cells import same_task, task_at
from assistant.answering.tasks_about import tasks_about
from assistant.answering.whole_document import lacks_section, subject_of, write_outline, write_section, write_sections
from assistant.reading.confidence import confidence_model
from assistant.reading.read_passages import candidates, in_order, read_hits
from assistant.reading.reader import Reader
from assistant.understanding.parsed_question import ParsedQuestion
from assistant.understanding.task_filter import TaskFilter, picked
from ingest.document import DocumentId
from ingest.passage import PassageId, PassageKind
from ingest.text.vietnamese import fold
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, HeldPassage, Hit, Retrieval
from vectorstore.search import retrieve
from vectorstore.tasks import TaskQuery

_Answers = list[tuple[Candidate, ...]]
"""What each passage answers with, in one or several pieces, the passage that was put first in front."""


_MOST_HEADERS = 4
"""Documents whose headers one answer tells."""
_SEVERAL = 2
"""Things asked in one question, at least; what states one of them answers in part."""
_MOST_DOCUMENTS = 8
"""Documents in whose tables an answer is looked for."""


class Sources:
    """What a question is answered from: the index, the passages found for it, and the reader that reads them."""

    def __init__(self, parsed: ParsedQuestion, *, index: Index, reader: Reader, passages: int) -> None:
        self.index = index
        self.reader = reader
        self._parsed = parsed
        self._passages = passages
        self._texts: dict[DocumentId, str] = {}

    @cached_property
    def retrieval(self) -> Retrieval:
        """The passages found, searched for when they are first asked for."""
        return retrieve(self.index, self._parsed.question, k=self._passages)

    def says(self, document: DocumentRecord, words: str) -> bool:
        """Whether a document says some folded words anywhere."""
        if document.id not in self._texts:
            whole = " ".join(passage.text for passage in self.index.passages(document.id))
            self._texts[document.id] = " ".join(fold(whole).split())
        return words in self._texts[document.id]


Route = Callable[[ParsedQuestion, Sources], Answer | None]


def from_relations(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """How documents stand to each other, where that is asked."""
    draft = related_answer(parsed, index=sources.index)
    return _exact(parsed, draft, sources) if draft else None


def from_nothing_held(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """That the document asked about is not held."""
    question = parsed.question
    if not question.missing or question.named:
        return None
    return _abstained(parsed, sources.retrieval, "not_held", certain=True, names=", ".join(name.text for name in question.missing))


def from_header(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """The facts of the header asked for, of the document asked about or of each of a few."""
    documents = [held for one in parsed.question.own if (held := sources.index.document(one)) is not None and held.kind]
    several = len({name.text for name in parsed.question.names}) > 1
    if parsed.behind or not parsed.header or not documents or (len(documents) > 1 and not several) or len(documents) > _MOST_HEADERS:
        return None
    draft = Draft(language=parsed.question.language)
    for document in documents:
        if len(documents) > 1:
            draft.say_plain("header_of", title=source_name(document, page=None, language=draft.language))
        for fact in parsed.header:
            stated = from_masthead(fact, document, sources.index.passages(document.id))
            if stated is not None:
                value, quote = stated
                draft.say(f"short_{fact}", quote, value=value)
            elif len(documents) == 1:
                return not_found(parsed, sources.retrieval, certain=True) if fact == "signer" else None
            else:
                draft.say_plain(f"no_{fact}")
    return _exact(parsed, draft, sources) if draft.cited else None


def from_document(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """What the one document asked about is about as a whole, or what one of its sections says, or how many there are."""
    ask, index = parsed.document, sources.index
    documents = [held for one in parsed.question.own if (held := index.document(one)) is not None]
    if ask is None or parsed.behind or len(documents) != 1:
        return None
    (document,) = documents
    passages = index.passages(document.id)
    if ask.what == "section" and (count := lacks_section(ask, passages)):
        title = source_name(document, page=None, language=parsed.question.language)
        return _abstained(parsed, sources.retrieval, f"lacks_{ask.kind}", certain=True, title=title, count=str(count))
    draft = Draft(language=parsed.question.language)
    subject = subject_of(document, passages) if ask.what in ("subject", "summary") else None
    if subject is not None:
        draft.say("document_subject", subject)
    if ask.what == "section":
        write_section(draft, ask, document, passages)
    elif ask.what == "sections":
        write_sections(draft, ask, document, passages)
    elif ask.what == "summary":
        write_outline(draft, document, passages)
    elif ask.what == "groups":
        write_task_groups(draft, document, index=index)
    if ask.what in ("summary", "tasks"):
        write_counted_tasks(draft, document, parsed, index=index)
    return _exact(parsed, draft, sources) if draft.cited else None


def from_table(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """Cells of a table, or what is computed over its rows, where one table accounts for every word of the question."""
    index = sources.index
    if not parsed.tables or (parsed.question.names and not parsed.question.named):
        return None
    found = sorted(sources.retrieval.hits, key=lambda hit: hit.passage.kind is not PassageKind.ROW)
    documents = parsed.question.named or tuple(dict.fromkeys(hit.document.id for hit in found))
    tables = [
        table
        for one in documents[:_MOST_DOCUMENTS]
        if (record := index.document(one)) is not None
        for table in tables_of(record, index.passages(one))
    ]
    named = bool(parsed.question.named)
    finding = next((one for ask in parsed.tables if (one := best_finding(tables, ask, bodies=index.bodies, named=named))), None)
    if finding is None:
        return None
    if is_unanswered(finding):
        values = unanswered_values(finding, language=parsed.question.language)
        return _abstained(parsed, sources.retrieval, f"table_{finding.what}", certain=True, **values)
    draft = Draft(language=parsed.question.language)
    document = finding.words.table.document
    write_finding(draft, finding, held=lambda one: HeldPassage(passage=one, document=document, tasks=index.tasks_in(one.id)))
    return _exact(parsed, draft, sources)


def from_comparison(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """How many tasks each of two bodies has, with the first of each, where it is asked which has more."""
    asked, index = parsed.comparison, sources.index
    if asked is None:
        return None
    documents = frozenset(parsed.question.named) or None
    draft = Draft(language=parsed.question.language)
    for name in asked.bodies:
        lead, coordinating = (name, "") if asked.role == "lead" else ("", name)
        wanted = TaskFilter(query=TaskQuery(documents=documents, lead=lead, coordinating=coordinating), only_rows=asked.only_rows)
        found = by_task(picked(index.tasks(), wanted, register=index.bodies))
        first = found[: FIRST_TASKS // 2]
        passages = index.catalogue.passages_with([line.passage_id for lines in first for line in lines])
        shown = [lines for lines in first if all(line.passage_id in passages for line in lines)]
        draft.say_plain(f"tasks_counted_{asked.role}", body=name, count=str(len(found)), shown=str(len(shown)))
        items = [[task_evidence(line, passages[line.passage_id]) for line in lines] for lines in shown]
        write_task_lines(draft, items, wanted=wanted, intent=parsed.intent, register=index.bodies)
    return _exact(parsed, draft, sources, mode="tasks") if draft.cited else None


def from_tasks(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """The tasks that a question picks by body or deadline, all of them, from the documents it names or from all."""
    wanted, index = parsed.tasks, sources.index
    if wanted is None:
        return None
    held = index.tasks()
    found = by_task(picked(held, wanted, register=index.bodies))
    if not found:
        searched = parsed.question.named or tuple(one.document.id for one in held)
        told = any(one.document.id in searched for one in held) and not wanted.kind
        by_body = wanted.query.lead or wanted.query.coordinating
        return not_found(parsed, sources.retrieval, certain=True) if told and by_body else None
    listed = found if len(found) <= LONGEST_LIST else found[:FIRST_TASKS]
    passages = index.catalogue.passages_with([line.passage_id for lines in listed for line in lines])
    # A task whose passage another process has just removed is gone with it.
    shown = [lines for lines in listed if all(line.passage_id in passages for line in lines)]
    draft = Draft(language=parsed.question.language)
    items = [[task_evidence(line, passages[line.passage_id], asks=parsed.intent.asks) for line in lines] for lines in shown]
    write_tasks(draft, items, wanted=wanted, intent=parsed.intent, count=len(found), register=index.bodies)
    return _exact(parsed, draft, sources, mode="tasks")


def from_reading(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """What the reader finds in the passages; that there is no answer where none is likely enough to hold it."""
    index = sources.index
    retrieval, quoted = with_quoted(sources.retrieval, parsed.quoted, index=index)
    draft = Draft(language=parsed.language)
    ordered, chosen, others = _chosen(parsed, retrieval, sources, quoted=quoted)
    if not chosen and (about := tasks_about(retrieval, intent=parsed.intent, index=index)):
        ordered, chosen, others = _chosen(parsed, _with_hits(retrieval, about), sources, quoted=quoted)
    if not chosen:
        say_elsewhere(draft, list(others.values()), threshold=confidence_model().threshold)
        return replace(answer := not_found(parsed, ordered), statements=(*answer.statements, *draft.statements))
    lookups = Lookups(
        passages_of=index.passages,
        lines_of=partial(_lines_of, index=index),
        change_of=partial(change_of, parsed=parsed, index=index, reader=sources.reader),
        newer_than=partial(newer_than, able=[pieces[0] for pieces in chosen], parsed=parsed, index=index),
        changes=partial(changes, index=index),
        bodies=index.bodies,
    )
    mode = write_answer(draft, chosen, parsed=parsed, lookups=lookups)
    return _answer(parsed, draft, ordered, confidence=chosen[0][0].chance, mode=mode)


ROUTES: tuple[Route, ...] = (
    from_relations,
    from_nothing_held,
    from_document,
    from_header,
    from_comparison,
    from_table,
    from_tasks,
    from_reading,
)


def routed(parsed: ParsedQuestion, sources: Sources, *, routes: Sequence[Route] = ROUTES) -> Answer:
    """The answer of the first route that has one; else that nothing was found."""
    for route in routes:
        if (answer := route(parsed, sources)) is not None:
            return answer
    return not_found(parsed, sources.retrieval)


def not_found(parsed: ParsedQuestion, retrieval: Retrieval, *, certain: bool = False) -> Answer:
    """That nothing was found; `certain` where a header or all tasks tell so."""
    return _abstained(parsed, retrieval, "not_found", certain=certain)


def _chosen(
    parsed: ParsedQuestion, retrieval: Retrieval, sources: Sources, *, quoted: Collection[PassageId]
) -> tuple[Retrieval, _Answers, dict[int, tuple[Candidate, Unmet]]]:
    """The passages in the order in which they were read; what they answer, in that order, nothing where the first of them is not likely
    enough to answer; and what does not meet the conditions of the question."""
    read = read_hits(sources.reader, parsed.question, retrieval.hits)
    bodies = sources.index.bodies
    others = unmet_among(candidates(read, parsed, bodies=bodies), parsed, says=sources.says, bodies=bodies)
    able = [
        pieces
        for at, pieces in enumerate(candidates(read, parsed, bodies=bodies, unfit=others))
        if at not in others
        and not parsed.was_told(pieces[0])
        and not left_blank(pieces[0], parsed.intent)
        and not only_frames(pieces[0], parsed.intent)
        and not (parsed.clauses < _SEVERAL and lacks_amount(pieces, parsed))
    ]
    from_quoted = [pieces for pieces in able if pieces[0].passage.id in quoted]
    from_named = [pieces for pieces in able if pieces[0].document.id in parsed.question.named]
    # What was just quoted comes before what a named document says, and that before what others say of it.
    for answers in (from_quoted, from_named, able):
        sure = answers is from_quoted and any(tells_all(pieces[0], parsed.intent) for pieces in answers[:1])
        if answers and (sure or answers[0][0].chance >= confidence_model().threshold):
            return in_order(retrieval, read), answers, others
    return in_order(retrieval, read), [], others


def _lines_of(held: HeldPassage, *, index: Index) -> list[Quote]:
    """The lines of the table that give the same task, where it has several products or deadlines, in order."""
    task = task_at(held, 0, len(held.passage.text))
    if task is None or held.passage.kind is not PassageKind.ROW:
        return []
    lines = [one for one in index.tasks() if one.document.id == held.document.id and same_task(one.task, task)]
    passages = index.catalogue.passages_with([one.passage_id for one in lines])
    return [task_evidence(one, passages[one.passage_id]) for one in lines if one.passage_id in passages]


def _with_hits(retrieval: Retrieval, hits: Sequence[Hit]) -> Retrieval:
    """The retrieval with further passages, each once."""
    known = {hit.passage.id: hit for hit in (*retrieval.hits, *hits)}
    return replace(retrieval, hits=tuple(known.values()))


def _abstained(parsed: ParsedQuestion, retrieval: Retrieval, frame: str, *, certain: bool, **values: str) -> Answer:
    """That there is no answer, and the nearest passages where there are any."""
    useful = nearest(retrieval.hits)
    return Answer(
        question=parsed.question.text,
        statements=(Statement(frame=f"{frame}_useful" if useful else frame, values=values),),
        language=parsed.question.language,
        mode="none",
        abstained=True,
        retrieval=retrieval,
        useful=useful,
        certain=certain,
    )


def _exact(parsed: ParsedQuestion, draft: Draft, sources: Sources, *, mode: Mode = "extractive") -> Answer:
    """What headers, relations or the tasks as a whole tell."""
    return replace(_answer(parsed, draft, sources.retrieval, confidence=1.0, mode=mode), certain=True)


def _answer(parsed: ParsedQuestion, draft: Draft, retrieval: Retrieval, *, confidence: float, mode: Mode) -> Answer:
    return Answer(
        question=parsed.question.text,
        statements=tuple(draft.statements),
        language=draft.language,
        mode=mode,
        abstained=False,
        retrieval=retrieval,
        confidence=confidence,
    )
