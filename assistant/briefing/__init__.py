"""What a document is and says, in its own words: gathered without a model, every line with the words that it is taken from."""

from assistant.briefing.briefing import Briefing, BriefingLine, BriefingPart, LineKind, PartName
from assistant.briefing.briefings import briefing_of
from assistant.briefing.comparison import Comparison, Pair, comparison_of

__all__ = ["Briefing", "BriefingLine", "BriefingPart", "Comparison", "LineKind", "Pair", "PartName", "briefing_of", "comparison_of"]
