"""The ways to an answer without a chat model, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answer import Answer
from assistant.answering.answer_sources import Route, Sources, abstained, exact, not_found
from assistant.answering.bodies_assigned import write_bodies_assigned
from assistant.answering.compose import Draft, source_name
from assistant.answering.counted_tasks import FIRST_TASKS, write_counted_tasks, write_task_groups
from assistant.answering.document_relations import related_answer
from assistant.answering.header_facts import from_masthead
from assistant.answering.provisions import provided, write_provided
from assistant.answering.reading_route import from_reading
from assistant.answering.table_answers import best_finding, is_unanswered, unanswered_values, write_finding
from assistant.answering.table_rows import tables_of
from assistant.answering.task_answers import LONGEST_LIST, by_task, task_evidence, write_task_lines, write_tasks
from assistant.answering.term_answers import term_answer
from assistant.answering.whole_document import lacks_section, subject_of, write_outline, write_points, write_section, write_sections
from assistant.register.task_address import register_query
from assistant.understanding.described_document import only_describes
from assistant.understanding.parsed_question import ParsedQuestion
from assistant.understanding.task_filter import TaskFilter, picked
from ingest.passage import PassageKind
from vectorstore.retrieval import HeldPassage
from vectorstore.tasks import TaskQuery

_MOST_HEADERS = 4
"""Documents whose headers one answer tells."""
_MOST_DOCUMENTS = 8
"""Documents in whose tables an answer is looked for."""


def from_relations(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """How documents stand to each other, where that is asked."""
    draft = related_answer(parsed, index=sources.index)
    return exact(parsed, draft, sources) if draft else None


def from_terms(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """What a term means where a document explains it; that none does where it is asked what an abbreviation stands for."""
    ask = parsed.term
    if ask is None or parsed.behind or (parsed.question.missing and not parsed.question.named):
        return None
    draft = term_answer(ask, documents=parsed.question.named, index=sources.index, language=parsed.question.language)
    if draft is None:
        return not_found(parsed, sources.retrieval, certain=True) if ask.short else None
    return exact(parsed, draft, sources)


def from_nothing_held(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """That the document asked about is not held."""
    question = parsed.question
    if not question.missing or question.named:
        return None
    return abstained(parsed, sources.retrieval, "not_held", certain=True, names=", ".join(name.text for name in question.missing))


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
    return exact(parsed, draft, sources) if draft.cited else None


def from_document(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """What the one document asked about is about as a whole, or what one of its sections says, or how many there are."""
    ask, index = parsed.document, sources.index
    documents = [held for one in parsed.question.own if (held := index.document(one)) is not None]
    if ask is None or parsed.behind or len(documents) != 1:
        return None
    (document,) = documents
    if not only_describes(ask.tail, document, index.bodies):
        return None
    passages = index.passages(document.id)
    if ask.what in ("section", "points") and (count := lacks_section(ask, passages)):
        title = source_name(document, page=None, language=parsed.question.language)
        return abstained(parsed, sources.retrieval, f"lacks_{ask.kind}", certain=True, title=title, count=str(count))
    draft = Draft(language=parsed.question.language)
    subject = subject_of(document, passages) if ask.what in ("subject", "summary") else None
    if subject is not None:
        draft.say("document_subject", subject)
    if ask.what == "section":
        write_section(draft, ask, document, passages)
    elif ask.what == "points":
        write_points(draft, ask, document, passages)
    elif ask.what == "sections":
        write_sections(draft, ask, document, passages)
    elif ask.what == "summary":
        write_outline(draft, document, passages)
    elif ask.what == "groups":
        write_task_groups(draft, document, index=index)
    elif ask.what == "bodies":
        write_bodies_assigned(draft, document, kind=ask.body, index=index)
    if ask.what in ("summary", "tasks"):
        write_counted_tasks(draft, document, parsed, index=index)
    if not draft.cited:
        return None
    of_document = TaskFilter(query=TaskQuery(documents=frozenset({document.id})))
    return replace(exact(parsed, draft, sources), listed=register_query(of_document) if ask.what == "tasks" else "")


def from_provision(parsed: ParsedQuestion, sources: Sources) -> Answer | None:
    """What a document says of its funding, its reports and the like, or in the section whose heading is asked for."""
    ask, index = parsed.provision, sources.index
    document = index.document(ask.document) if ask and not parsed.behind else None
    if ask is None or document is None or (found := provided(ask, document, index.passages(document.id))) is None:
        return None
    if ask.only_amount or (ask.amount and parsed.value == "money" and parsed.clauses == 1):
        return abstained(parsed, sources.retrieval, "no_amount_in_document", certain=True)
    draft = Draft(language=parsed.question.language)
    write_provided(draft, found, ask, document)
    return exact(parsed, draft, sources) if draft.cited else None


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
        return abstained(parsed, sources.retrieval, f"table_{finding.what}", certain=True, **values)
    draft = Draft(language=parsed.question.language)
    document = finding.words.table.document
    write_finding(draft, finding, held=lambda one: HeldPassage(passage=one, document=document, tasks=index.tasks_in(one.id)))
    return exact(parsed, draft, sources)


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
    return exact(parsed, draft, sources, mode="tasks") if draft.cited else None


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
    return replace(exact(parsed, draft, sources, mode="tasks"), listed=register_query(wanted))


ROUTES: tuple[Route, ...] = (
    from_relations,
    from_terms,
    from_nothing_held,
    from_document,
    from_header,
    from_provision,
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
