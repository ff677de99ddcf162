"""Questions to an open dataset.

In: a store and filters. Out: answers: typed columns, rows, notes.
Imports the store and the model's words and dates.
"""

from kzby.query.questions import ask, codebook, organizations, people, plans, ties, trade
from kzby.query.search import search
from kzby.query.show import cite, show

__all__ = [
    "ask", "cite", "codebook", "organizations", "people", "plans",
    "search", "show", "ties", "trade",
]  # fmt: skip
