"""The chat page in the browser: the only package that imports gradio."""

from assistant.web.app import build
from assistant.web.server import listen, serve
from assistant.web.view import Site, View, Waiting

__all__ = ["Site", "View", "Waiting", "build", "listen", "serve"]
