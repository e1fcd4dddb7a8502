"""The view of the page in which test sets are run and their reports read."""

from evals.web.evaluations import evaluations_view

__all__ = ["evaluations_view"]
