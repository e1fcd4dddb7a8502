"""The words around quotes, what is said by its code, and the prompts for chat models."""

from prompts.chat_prompts import PLACEHOLDERS, ChatPrompt, chat_prompt, versions
from prompts.messages import Worded, WordedError, message
from prompts.templates import LANGUAGES, TemplateError, fields_of, render, templates

__all__ = [
    "LANGUAGES",
    "PLACEHOLDERS",
    "ChatPrompt",
    "TemplateError",
    "Worded",
    "WordedError",
    "chat_prompt",
    "fields_of",
    "message",
    "render",
    "templates",
    "versions",
]
