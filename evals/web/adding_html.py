"""The form with which an answer is added to a test set, and the case as it will be saved, as HTML. All text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.reports.report_names import NAMES
from evals.sets.case_drafts import LONGEST, CaseDraft
from evals.sets.gold import Evidence, GoldCase
from evals.sets.set_rows import row_text
from evals.web.adding_texts import ADDING_TEXTS, AddingTexts
from evals.web.set_shelf import KeptSet
from vectorstore.retrieval import Language

NEW_SET = "new"
"""What the browser sends for a set that is to be made."""


def form_html(draft: CaseDraft, sets: Sequence[KeptSet], *, conversation: str, turn: int, language: Language) -> str:
    """The form, filled in from a draft; below it a place for the case as it will be saved."""
    texts = ADDING_TEXTS[language]
    follows = ""
    if draft.earlier:
        ticked = " checked" if draft.follows else ""
        follows = (
            f'<label class="tick"><input type="checkbox" name="follows" value="1"{ticked}><span>{escape(texts.follows)}</span></label>'
        )
    return (
        f'<form id="add-case"><h2 id="add-case-heading" tabindex="-1">{escape(texts.heading)}</h2>'
        f'<p class="quiet">{escape(texts.about)}</p>'
        f'<input type="hidden" name="conversation" value="{escape(conversation)}"><input type="hidden" name="turn" value="{turn}">'
        f"{_area('question', texts.question, draft.question, rows=2)}{follows}{_stated(draft, texts)}"
        f'<div class="if-stated"{"" if draft.answerable else " hidden"}>'
        f"{_area('facts', texts.facts, chr(10).join(draft.facts), rows=max(2, min(8, len(draft.facts))), hint=texts.facts_hint)}"
        f"{_all_evidence(draft.evidence, texts)}</div>"
        f"{_area('forbidden', texts.forbidden, chr(10).join(draft.forbidden), rows=1, hint=texts.forbidden_hint)}"
        f"{_kinds(texts, language=language)}{_area('note', texts.note, draft.note, rows=1)}{_sets(sets, texts)}"
        f'<p class="said problem" role="alert" hidden></p>'
        f'<p class="two"><button type="submit" class="primary">{escape(texts.look)}</button>'
        f'<button type="button" class="close-case">{escape(texts.cancel)}</button></p></form>'
        '<section id="case-seen" aria-live="polite" hidden></section>'
    )


def _area(name: str, label: str, value: str, *, rows: int, hint: str = "") -> str:
    described = f' aria-describedby="case-{name}-hint"' if hint else ""
    said = f'<p class="quiet" id="case-{name}-hint">{escape(hint)}</p>' if hint else ""
    return (
        f'<div class="field"><label for="case-{name}">{escape(label)}</label>{said}'
        f'<textarea id="case-{name}" name="{name}" rows="{rows}" maxlength="{10 * LONGEST}"{described}>{escape(value)}</textarea></div>'
    )


def _stated(draft: CaseDraft, texts: AddingTexts) -> str:
    choices = "".join(
        f'<label class="tick"><input type="radio" name="answerable" value="{value}"{" checked" if chosen else ""}>'
        f"<span>{escape(said)}</span></label>"
        for value, said, chosen in (("yes", texts.says, draft.answerable), ("no", texts.says_not, not draft.answerable))
    )
    return f"<fieldset><legend>{escape(texts.stated)}</legend>{choices}</fieldset>"


def _all_evidence(evidence: Sequence[Evidence], texts: AddingTexts) -> str:
    places = "".join(_one_evidence(number, one, texts) for number, one in enumerate(evidence, 1))
    hint = texts.evidence_hint if evidence else texts.no_evidence
    return f'<fieldset><legend>{escape(texts.evidence)}</legend><p class="quiet">{escape(hint)}</p>{places}</fieldset>'


def _one_evidence(number: int, one: Evidence, texts: AddingTexts) -> str:
    page = "" if one.page is None else str(one.page)
    return (
        f'<div class="one-evidence"><label class="tick"><input type="checkbox" name="use-{number}" value="1" checked>'
        f"<span>{escape(texts.use.format(number=number))}</span></label>"
        f'<div class="place"><div class="field"><label for="document-{number}">{escape(texts.document)}</label>'
        f'<input type="text" id="document-{number}" name="document-{number}" maxlength="300" value="{escape(one.document)}"></div>'
        f'<div class="field"><label for="page-{number}">{escape(texts.page)}</label>'
        f'<input type="text" inputmode="numeric" id="page-{number}" name="page-{number}" maxlength="6" value="{page}"></div></div>'
        f'<div class="field"><label for="quote-{number}">{escape(texts.quote)}</label>'
        f'<textarea id="quote-{number}" name="quote-{number}" rows="2" maxlength="{LONGEST}">{escape(one.quote)}</textarea></div></div>'
    )


def _kinds(texts: AddingTexts, *, language: Language) -> str:
    kinds = "".join(f'<option value="{escape(kind)}">{escape(said)}</option>' for kind, said in NAMES[language].kinds.items())
    return (
        f'<div class="field"><label for="case-kind">{escape(texts.kind)}</label>'
        f'<select id="case-kind" name="kind"><option value="">{escape(texts.kind_none)}</option>{kinds}</select></div>'
    )


def _sets(sets: Sequence[KeptSet], texts: AddingTexts) -> str:
    options = "".join(
        f'<option value="{one.id}"{" selected" if place == 0 else ""} data-name="{escape(one.name)}">{escape(one.name)}</option>'
        for place, one in enumerate(sets)
    )
    hidden = " hidden" if sets else ""
    return (
        f'<div class="field"><label for="case-set">{escape(texts.set)}</label><select id="case-set" name="set">{options}'
        f'<option value="{NEW_SET}">{escape(texts.new_set)}</option></select></div>'
        f'<div class="field new-set"{hidden}><label for="case-set-name">{escape(texts.set_name)}</label>'
        f'<input type="text" id="case-set-name" name="name" maxlength="80" value="{escape(texts.set_name_default)}"></div>'
    )


def seen_html(draft: CaseDraft, case: GoldCase, *, set_name: str, language: Language) -> str:
    """The case as it will be saved, read as a set is, with the row that it is in a spreadsheet."""
    texts = ADDING_TEXTS[language]
    says = texts.says if case.answerable else texts.says_not
    facts = "; ".join(" | ".join(fact) for fact in case.facts)
    kind = "" if case.kind == "other" else NAMES[language].value("kind", case.kind)
    told = ((texts.question, case.question), (texts.stated, says), (texts.facts, facts), (texts.forbidden, "; ".join(case.forbidden)))
    more = ((texts.kind, kind), (texts.note, case.note), (texts.set, set_name))
    evidence = "".join(f"<li>{escape(_place(one, texts))}<blockquote>{escape(one.quote)}</blockquote></li>" for one in case.evidence)
    cited = f"<dt>{escape(texts.evidence)}</dt><dd><ol>{evidence}</ol></dd>" if evidence else ""
    earlier = "".join(f"<dt>{escape(texts.question)}</dt><dd>{escape(turn.question)}</dd>" for turn in case.history)
    row = escape(row_text(case, language=language), quote=True).replace("\n", "&#10;").replace("\t", "&#9;")
    return (
        f'<h3 tabindex="-1">{escape(texts.seen)}</h3><dl>{earlier}{_told(told)}{cited}{_told(more)}</dl>'
        f'<details><summary>{escape(texts.row)}</summary><p class="quiet">{escape(texts.row_hint)}</p>'
        f'<p><button type="button" class="copy-text" data-copy="{row}" data-label="{escape(texts.copy_row)}"'
        f' data-copied="{escape(texts.copied)}">{escape(texts.copy_row)}</button></p></details>'
        f'<p class="said problem" role="alert" hidden></p><p class="two">'
        f'<button type="button" class="primary save-case">{escape(texts.save)}</button>'
        f'<button type="button" class="edit-case">{escape(texts.edit)}</button></p>'
    )


def _told(pairs: Sequence[tuple[str, str]]) -> str:
    """What is filled in, by its label without the remark that it need not be."""
    return "".join(f"<dt>{escape(name.partition(' (')[0])}</dt><dd>{escape(value)}</dd>" for name, value in pairs if value)


def _place(one: Evidence, texts: AddingTexts) -> str:
    return f"{one.document}, {texts.page.lower()} {one.page}" if one.page else one.document
