"""Every word that is shown, by language, and the prompts for chat models."""

from prompts.chat_prompts import PLACEHOLDERS, ChatPrompt, chat_prompt, versions
from prompts.guide_pages import FIRST_PAGE, guide_page, guide_pages
from prompts.messages import Worded, WordedError, message
from prompts.templates import LANGUAGES, TemplateError, fields_of, frame_pieces, render, templates
from prompts.typed_texts import in_every_language

__all__ = [
    "FIRST_PAGE",
    "LANGUAGES",
    "PLACEHOLDERS",
    "ChatPrompt",
    "TemplateError",
    "Worded",
    "WordedError",
    "chat_prompt",
    "fields_of",
    "frame_pieces",
    "guide_page",
    "guide_pages",
    "in_every_language",
    "message",
    "render",
    "templates",
    "versions",
]
