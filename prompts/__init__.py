"""The words around quotes, and later the prompts for chat models."""

from prompts.templates import LANGUAGES, TemplateError, fields_of, render, templates

__all__ = ["LANGUAGES", "TemplateError", "fields_of", "render", "templates"]
