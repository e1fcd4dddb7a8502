"""The view of the page that opens the source of a citation: the page itself, with the quote marked."""

from assistant.web.source.source_view import source_view

__all__ = ["source_view"]
