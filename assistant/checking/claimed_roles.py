"""Whether a claim has the body lead, and those co-ordinate, that its source says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.stated_facts import Fact, facts, same_body
from ingest.names.abbreviations import bare
from ingest.names.bodies import BodyRegister
from ingest.names.roles import Role, assigned, duty_holder, names_a_lead
from ingest.names.span import contains, overlaps
from ingest.passage import PassageKind
from ingest.text.vietnamese import fold
from vectorstore.retrieval import HeldPassage

_LEADS = re.compile(
    r"\s*(?:,\s*)?(?:shall |will |is to |to |must )?(?:take[s]? the lead|lead(?:s|ing)?\b|chairs?\b|heads?\b|presides?\b|is (?:the )?lead\b"
    r"|is assigned|is responsible|is in charge|(?:la )?(?:(?:co quan|don vi) )?chu tri)"
)
_LED_BY = re.compile(
    r"(?:led|headed|chaired|presided over|assigned)\s+(?:by|to)\s+(?:the\s+)?$|lead(?:ing)? (?:unit|agency|body|role)\W+(?:\w+\W+){0,4}$"
    r"|\b(?:giao|do)\s+(?:cho\s+)?$"
)
_WITH = re.compile(
    r"(?:co-?ordinat\w*|collaborat\w*|co-?operat\w*|together|jointly)\s+with\b[^.;:]{0,300}$"
    r"|phoi hop[^.;:]{0,300}$|cung(?: voi)?\s{1,20}$|tham gia\W{0,40}$"
)
_JOINS = re.compile(
    r"\s*(?:,\s*)?(?:la |dong vai tro |shall |will |is (?:a |the )?|are )?(?:(?:co quan|don vi) )?"
    r"(?:phoi hop|tham gia|co-?ordinat|participat|support)"
)
_LEAD_BEFORE_WITH = re.compile(r"chu tri|\blead|\bled\b|dau moi")
_ASSIGNS = re.compile(r"\s+(?:(?:dong thoi|da|vua|cung|se) ){0,2}(?:phan cong|giao(?! ban\b))\s+(?:cho )?")
"""What a body does that has others do something: it leads nothing of that. Of 2,536 recorded answers it takes away one, a wrong one."""
_JOINED = re.compile(r"\s*(?:(?:,|va|and|&|cung|,\s*and)\s*(?:the\s+)?)?")
_LONGEST = 2000
"""Characters in which roles are looked for: a quote is shorter."""
_SUBJECT_AT = 12
"""Characters before the body that a sentence is about: "Theo đó, ", "The "."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The bodies, as a text has them, that lead and that co-ordinate; `doing` is the one that a sentence begins with, which does what it
    says without a word of leading, `assigning` the one that has units do it which the text does not name."""

    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    doing: tuple[str, ...] = ()
    assigning: tuple[str, ...] = ()


def roles_told(text: str, bodies: Sequence[Fact]) -> Roles:
    """Who leads and who co-ordinates, as a claim in Vietnamese or English says; `bodies` are those that it names."""
    folded = fold(text)
    lead, joins = set(assigned(Role.LEAD, text)), set(assigned(Role.COORDINATING, text))
    leading: list[str] = []
    joining: list[str] = []
    doing: list[str] = []
    assigning: list[str] = []
    for body, first, last in _listed(folded, bodies):
        before, after = folded[:first], folded[last:]
        clause = re.split(r"[.;:]", before)[-1]
        leads = any(contains((first, last), span) for span in lead) or bool(_LEADS.match(after)) or bool(_LED_BY.search(before))
        joined = any(contains((first, last), span) for span in joins) or bool(_WITH.search(before)) or bool(_JOINS.match(after))
        behind = bool(_WITH.search(before)) and not _JOINS.match(after)
        if leads and not (behind and not _LEADS.match(after)):
            leading.append(body.name)
        elif behind and not _LEAD_BEFORE_WITH.search(clause):
            continue  # "A phối hợp với B" does not say what B does
        elif joined:
            joining.append(body.name)
        elif first == bodies[0].start and len(clause.strip()) <= _SUBJECT_AT and re.match(r"\s+\w", after):
            assigns = _ASSIGNS.match(after)
            named = assigns is not None and any(other.start == last + assigns.end() for other in bodies)
            (assigning if assigns and not named else doing).append(body.name)
    return Roles(lead=tuple(leading), coordinating=tuple(joining), doing=tuple(doing), assigning=tuple(assigning))


def roles_in(text: str, *, register: BodyRegister) -> Roles:
    """Who leads and who co-ordinates by the words of a text, of a long one its beginning."""
    text = text[:_LONGEST]
    return roles_told(text, [fact for fact in facts(text, register=register) if fact.kind == "bodies"])


def _listed(folded: str, bodies: Sequence[Fact]) -> list[tuple[Fact, int, int]]:
    """Each body with the range of the list that it stands in, whose bodies have one role: "Sở A, Sở B và Sở C phối hợp"."""
    lists: list[list[Fact]] = []
    for body in bodies:
        if lists and _JOINED.fullmatch(folded[lists[-1][-1].end : body.start]):
            lists[-1].append(body)
        else:
            lists.append([body])
    return [(body, held[0].start, held[-1].end) for held in lists for body in held]


def roles_held(hit: HeldPassage, *, start: int, end: int) -> Roles:
    """Who leads and who co-ordinates by what stands at `start`..`end` of a passage: by its tasks where it gives some, else by its words."""
    at = hit.passage.start
    over = [task for task in hit.tasks if overlaps((task.start - at, task.end - at), (start, end))]
    if over:
        roles = Roles(
            lead=tuple(task.lead for task in over if task.lead),
            coordinating=tuple(task.coordinating for task in over if task.coordinating),
        )
        if hit.passage.kind is PassageKind.ROW or names_a_lead(fold(hit.passage.text[start:end])):
            return roles
        return Roles()  # in prose whoever is told to do something counts as the lead of a task, without the word
    text = hit.passage.text[start:end]
    holder = duty_holder(text, hit.passage.headings)
    lead = [text[slice(*span)] for span in assigned(Role.LEAD, text)] + ([holder] if holder else [])
    return Roles(lead=tuple(lead), coordinating=tuple(text[slice(*span)] for span in assigned(Role.COORDINATING, text)))


def contradicts(told: Roles, held: Sequence[Roles], *, register: BodyRegister) -> bool:
    """Whether a claim has a body lead that its sources have co-ordinate, or the other way round, or that they do not name as the lead
    where they name one."""
    lead = [cell for roles in held for cell in roles.lead]
    joins = [cell for roles in held for cell in roles.coordinating]

    def among(name: str, cells: Sequence[str]) -> bool:
        names = [one for cell in cells for one in (cell, *register.split(cell))]
        return any(same_body(one, name, register=register) or bare(one, register).startswith(f"{bare(name, register)} ") for one in names)

    swapped = any(among(name, joins) and not among(name, lead) for name in (*told.lead, *told.doing))
    demoted = any(among(name, lead) and not among(name, joins) for name in told.coordinating)
    return swapped or demoted or any(lead and not among(name, lead) for name in told.lead)
