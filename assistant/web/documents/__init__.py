"""The view "Tài liệu": the documents held, the briefing of each, and two of them compared."""

from assistant.web.documents.documents_view import documents_view

__all__ = ["documents_view"]
