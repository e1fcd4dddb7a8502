"""The words around quotes, and the prompts for chat models."""

from prompts.chat_prompts import PLACEHOLDERS, ChatPrompt, chat_prompt, versions
from prompts.templates import LANGUAGES, TemplateError, fields_of, frame_pieces, render, templates

__all__ = [
    "LANGUAGES",
    "PLACEHOLDERS",
    "ChatPrompt",
    "TemplateError",
    "chat_prompt",
    "fields_of",
    "frame_pieces",
    "render",
    "templates",
    "versions",
]
