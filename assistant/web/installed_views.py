"""The views that installed packages add to the page."""

from __future__ import annotations

import logging
from importlib.metadata import entry_points

from assistant.web.view import Site, View

logger = logging.getLogger(__name__)

GROUP = "plan_assistant.views"
"""Entry points of this group name functions `(Site) -> View`."""


def installed_views(site: Site) -> tuple[View, ...]:
    """The views of installed packages, by the names of their entry points. One that cannot be loaded is logged and left out."""
    views = []
    for entry in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        try:
            view = entry.load()(site)
            if not isinstance(view, View):
                raise TypeError(f"{entry.value} gives a {type(view).__name__}, not a View")
            views.append(view)
        except Exception:
            logger.error("The view %s (%s) cannot be loaded; the page goes without it", entry.name, entry.value, exc_info=True)
    return tuple(views)
