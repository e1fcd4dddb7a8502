"""Which document carries out, amends or replaces which: answered step by step, each step quoted from the document that says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.compose import Draft, source_name
from assistant.answering.quote import Place, Quote
from assistant.understanding.described_document import only_describes
from assistant.understanding.parsed_question import ParsedQuestion
from assistant.understanding.relation_question import RelationAsk
from ingest.document import Relation
from ingest.names.document_kinds import KINDS
from ingest.names.document_name import DocumentName, find_document_names, matches, name_of_number
from ingest.names.span import Span
from ingest.passage import Passage, PassageKind
from ingest.text.sentences import sentences
from ingest.text.vietnamese import fold
from prompts import render
from vectorstore.held_relations import StatedRelation
from vectorstore.index import Index
from vectorstore.retrieval import DocumentRecord, HeldPassage, Language

_DEEPEST = 6
"""Steps of a chain; in practice a plan, a programme, a resolution."""
_MOST = 12
"""Steps in one answer."""
_GROUND = re.compile(r"\s*can cu (?!vao|de|theo|ke hoach nay|chuc nang)")
_OPENING = re.compile(r"\s*(?:(?:de )?(?:tiep tuc |to chuc )?(?:thuc hien|trien khai|thi hanh)|theo)\b")
_ISSUES = re.compile(r"\b(?:ban hanh|xay dung|lap|yeu cau|chi thi|thong bao|bao cao)\b")
"""How a document opens that has no line of grounds: "Thực hiện Nghị quyết số 214/NQ-CP ..., UBND Thành phố ban hành Kế hoạch"."""
_GROUNDS_WITHIN = 8
"""Passages from the start in which a document states its grounds."""
_CARRIES_OUT = re.compile(r"\b(?:thuc hien|trien khai|cu the hoa|the che hoa)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One relation with the words that state it."""

    stated: StatedRelation
    evidence: Quote


def related_answer(parsed: ParsedQuestion, *, index: Index) -> Draft | None:
    """The answer to a question of how documents stand to each other; None where it asks for something else or nothing is known."""
    ask = parsed.relation
    if ask is None:
        return None
    held = held_as(ask.name, index=index)
    if ask.tail and held and not any(only_describes(ask.tail, one, index.bodies) for one in held):
        return None
    draft = Draft(language=parsed.question.language)
    if ask.matter == "grounds":
        _write_grounds(draft, ask.name, index=index)
    else:
        steps = steps_for(ask, index=index)
        if not steps and ask.matter == "replaces" and not ask.forward:  # nothing has replaced it, but something may have amended it
            steps = steps_for(replace(ask, matter="amends"), index=index)
        write_steps(draft, steps, index=index)
    if not draft.cited and (stated := subject_line(ask, index=index)):
        record, item = stated
        draft.say("step_subject", item, title=source_name(record, page=None, language=draft.language))
    return draft if draft.cited else None


def _write_grounds(draft: Draft, name: DocumentName, *, index: Index) -> None:
    found = grounds_of(name, index=index)
    if found is None:
        return
    record, items = found
    draft.say_plain("grounds", title=source_name(record, page=None, language=draft.language))
    for item in items:
        draft.say("ground", item)


def steps_for(ask: RelationAsk, *, index: Index) -> tuple[Step, ...]:
    """The steps that answer, from the document named on; none where the documents state none of the type asked for."""
    levels = _walk(ask, index=index)
    kept = [stated for level in levels for stated in level]
    if ask.kind is not None and not any(_of_kind(_end(stated, ask), ask.kind) for stated in kept):
        return ()
    if not ask.forward and ask.relation is not Relation.REPLACES:
        kept = _path_to_kind(levels, ask)
    steps = [Step(stated=stated, evidence=found) for stated in kept[:_MOST] if (found := evidence_of(stated, index=index)) is not None]
    return tuple(steps)


def write_steps(draft: Draft, steps: Sequence[Step], *, index: Index) -> None:
    """One line a step: what stands how to what, the quote, and who says so where it is neither's own words."""
    quoted: set[Place] = set()
    for step in steps:
        stated, item = step.stated, step.evidence
        said = render(
            f"step_{stated.relation.value}",
            language=draft.language,
            subject=display_name(stated.subject, index=index, language=draft.language),
            object=display_name(stated.object, index=index, language=draft.language),
        )
        template = "step_again" if item.place in quoted else "step" if stated.own else "step_told"
        quoted.add(item.place)
        draft.say(template, item, said=said[:1].upper() + said[1:])


def subject_line(ask: RelationAsk, *, index: Index) -> tuple[DocumentRecord, Quote] | None:
    """The subject line of the document named, where it says what the document carries out without giving a number."""
    if ask.relation is not Relation.IMPLEMENTS or not ask.forward:
        return None
    for record in held_as(ask.name, index=index):
        cue = _CARRIES_OUT.search(fold(record.subject or ""))
        if cue is None or not re.search(rf"\b(?:{_words_of(ask.kind)})\b", fold(record.subject or "")[cue.end() :]):
            continue
        for passage in index.passages(record.id)[:_GROUNDS_WITHIN]:
            if span := _find(passage.text, record.subject or ""):
                return record, _evidence(passage, record, span=span)
    return None


def grounds_of(name: DocumentName, *, index: Index) -> tuple[DocumentRecord, list[Quote]] | None:
    """The lines in which the one document of this name states its grounds ("Căn cứ ..."); None where it is not held or states none."""
    held = held_as(name, index=index)
    found = ground_lines(held[0], index.passages(held[0].id)) if len(held) == 1 else []
    return (held[0], found) if found else None


def ground_lines(record: DocumentRecord, passages: Sequence[Passage]) -> list[Quote]:
    """The lines in which a document states its grounds; where none does, the sentence that opens with the documents it carries out."""
    opening = [
        (passage, span) for passage in passages[:_GROUNDS_WITHIN] if passage.kind is not PassageKind.ROW for span in sentences(passage.text)
    ]
    stated = [(passage, span) for passage, span in opening if _GROUND.match(fold(passage.text[slice(*span)]))]
    if not stated:
        stated = [(passage, span) for passage, span in opening if _opens_with_grounds(passage.text[slice(*span)])][:1]
    return [_evidence(passage, record, span=span) for passage, span in stated]


def _opens_with_grounds(sentence: str) -> bool:
    if sentence.isupper():  # the title
        return False
    folded = fold(sentence)
    names = find_document_names(sentence)
    return bool(_OPENING.match(folded) and names and _ISSUES.search(folded, min(names[0].start + len(names[0].text), len(folded))))


def evidence_of(stated: StatedRelation, *, index: Index) -> Quote | None:
    """The passage that holds the words of a relation; None where the document is no longer held."""
    record = index.document(stated.document_id)
    if record is None:
        return None
    passages = index.passages(record.id)
    for passage in passages:
        if span := _find(passage.text, stated.quote):
            return _evidence(passage, record, span=span, name=stated.object)
    for passage in passages:  # the quote runs over two passages: the sentence in which the number stands
        at = passage.text.find(stated.object.text)
        span = next((span for span in sentences(passage.text) if span[0] <= at < span[1]), None) if at >= 0 else None
        if span and fold(passage.text[slice(*span)]) in fold(stated.quote):
            return _evidence(passage, record, span=span, name=stated.object)
    return None


def held_as(name: DocumentName, *, index: Index) -> list[DocumentRecord]:
    """The documents of the index whose own number this name means."""
    return [
        record
        for record in index.documents()
        if record.number and (own := name_of_number(record.number, date=record.date)) is not None and matches(name, own)
    ]


def display_name(name: DocumentName, *, index: Index, language: Language) -> str:
    """How a document is named in a step: type, number, and its day where known."""
    held = held_as(name, index=index)
    kind = held[0].kind if held else next((kind.vietnamese for kind in KINDS if kind.code == name.kind), None)
    date = held[0].date if len(held) == 1 else name.date
    titled = f"{kind.capitalize()} {name.text}" if kind else name.text
    return render("step_dated", language=language, title=titled, date=f"{date.day}/{date.month}/{date.year}") if date else titled


def _walk(ask: RelationAsk, *, index: Index) -> list[list[StatedRelation]]:
    """The relations found step by step from the document named, each pair once; a chain goes on where its kind of relation does."""
    chained = ask.relation is Relation.IMPLEMENTS or (ask.relation is Relation.REPLACES and not ask.forward)
    levels = _looked_up(ask, deepest=_DEEPEST if chained else 1, index=index)
    direct = _without_shortcuts([stated for level in levels for stated in level])
    reached = {fold(_start(stated, ask).text) for stated in (levels[0] if levels else ())}
    ordered: list[list[StatedRelation]] = []
    while level := [stated for stated in direct if fold(_start(stated, ask).text) in reached]:
        ordered.append(level)
        direct = [stated for stated in direct if stated not in level]
        reached = {fold(_end(stated, ask).text) for stated in level}
    return ordered


def _looked_up(ask: RelationAsk, *, deepest: int, index: Index) -> list[list[StatedRelation]]:
    """What the index holds of the kind asked for, from one document to the next, each looked up once however they point in a circle."""
    relations = index.catalogue.relations
    look: Callable[[DocumentName], Sequence[StatedRelation]] = relations.of_subject if ask.forward else relations.of_object
    levels: list[list[StatedRelation]] = []
    front, seen = [ask.name], {fold(ask.name.text)}
    while front and len(levels) < deepest:
        level = each_pair_once([stated for name in front for stated in look(name) if stated.relation is ask.relation])
        ends = {fold(_end(stated, ask).text): _end(stated, ask) for stated in level}
        seen |= {fold(_start(stated, ask).text) for stated in level}
        front = [name for key, name in ends.items() if key not in seen]
        seen |= set(ends)
        levels.append(level)
    return levels


def each_pair_once(found: Sequence[StatedRelation]) -> list[StatedRelation]:
    """One for each pair of documents, what one says of itself before what others say."""
    pairs: dict[tuple[str, str], StatedRelation] = {}
    for stated in sorted(found, key=lambda stated: not stated.own):
        pairs.setdefault(_pair(stated), stated)
    return list(pairs.values())


def _pair(stated: StatedRelation) -> tuple[str, str]:
    return fold(stated.subject.text), fold(stated.object.text)


def _without_shortcuts(found: Sequence[StatedRelation]) -> list[StatedRelation]:
    """Without what others tell as one step although the documents take two ("Kế hoạch 139 thực hiện Nghị quyết 29"); each pair once."""
    once = each_pair_once(found)
    pairs = {_pair(stated) for stated in once}
    around = {(one, last) for one, middle in pairs for start, last in pairs if middle == start}
    return [stated for stated in once if stated.own or _pair(stated) not in around]


def _path_to_kind(levels: Sequence[Sequence[StatedRelation]], ask: RelationAsk) -> list[StatedRelation]:
    """Backwards: the nearest documents of the type asked for with the steps up to them; of any type, those of the first step."""
    path: list[StatedRelation] = []
    for level in levels:
        wanted = [stated for stated in level if ask.kind is None or _of_kind(stated.subject, ask.kind)]
        if wanted:
            return _leading_to(wanted, path)
        path += level
    return path


def _leading_to(wanted: Sequence[StatedRelation], path: Sequence[StatedRelation]) -> list[StatedRelation]:
    needed = {fold(stated.object.text) for stated in wanted}
    leading: list[StatedRelation] = []
    for stated in reversed(path):
        if fold(stated.subject.text) in needed:
            leading.append(stated)
            needed.add(fold(stated.object.text))
    return [*wanted, *leading]


def _start(stated: StatedRelation, ask: RelationAsk) -> DocumentName:
    return stated.subject if ask.forward else stated.object


def _end(stated: StatedRelation, ask: RelationAsk) -> DocumentName:
    return stated.object if ask.forward else stated.subject


def _of_kind(name: DocumentName, kind: str) -> bool:
    return name.kind is None or name.kind == kind


def _words_of(kind: str | None) -> str:
    return "|".join(re.escape(fold(item.vietnamese)) for item in KINDS if kind in (None, item.code))


def _find(text: str, quote: str) -> Span | None:
    """Where the words of a quote stand, however lines are broken."""
    words = quote.split()
    match = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return match.span() if match else None


def _evidence(passage: Passage, record: DocumentRecord, *, span: Span, name: DocumentName | None = None) -> Quote:
    at = passage.text.find(name.text, *span) if name else -1
    decisive = ((at, at + len(name.text)),) if name and at >= 0 else ()
    held = HeldPassage(passage=passage, document=record)
    return Quote(held=held, start=span[0], end=span[1], decisive=decisive)
