"""The bodies and people that a question speaks of."""

from __future__ import annotations

from ingest.names.abbreviations import written_out
from ingest.names.bodies import BodyRegister
from ingest.names.body_forms import bodies as bodies_by_form
from ingest.names.body_spellings import spelling
from ingest.names.people import people
from ingest.text.vietnamese import fold
from vectorstore.retrieval import Question


def names_in(question: Question, bodies: BodyRegister) -> frozenset[str]:
    """Names of bodies and people that the question speaks of, in the form of `bare`; a body without the place that it is of."""
    text = question.restored
    named = {" ".join(spelling(written_out(text[slice(*span)], bodies)).core) for span in bodies_by_form(text)}
    return frozenset(named | {fold(text[slice(*span)]) for span in people(text)})
