"""Questions to an open dataset.

In: a store and filters. Out: answers: typed columns, rows, notes.
Imports the store and the model's words and dates.
"""

from kzby.query.brief import brief
from kzby.query.codebook import codebook
from kzby.query.questions import ask, cite, gaps, overview, people, plans, search, show, ties, trade
from kzby.query.report import report

__all__ = [
    "ask", "brief", "cite", "codebook", "gaps", "overview", "people", "plans", "report", "search", "show", "ties", "trade",
]  # fmt: skip
