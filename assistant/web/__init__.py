"""The chat page in the browser: the only package that imports gradio."""

from assistant.web.app import build
from assistant.web.server import serve

__all__ = ["build", "serve"]
