"""The words that English sentences are built with."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """a about after all also am an and any are as at be been before being between but by can could did do does
    doing during each either for from had has have having he her hers him his how i if in into is it its itself just
    many may me might more most much must my no not of on or other our ours out over own shall she should since so
    some such than that the their theirs them themselves then there these they this those to too under until up upon
    us very was we were what whatever when where whether which while who whom whose why will with within would you
    your yours""".split()
)
"""Words that carry no subject on their own."""
