"""Questions to an open dataset.

In: a store and filters. Out: answers: typed columns, rows, notes.
Imports the store and the model's words and dates.
"""

from kzby.query.questions import ask, codebook, overview, people, plans, search, ties, trade
from kzby.query.show import cite, show

__all__ = [
    "ask", "cite", "codebook", "overview", "people", "plans", "search", "show", "ties", "trade",
]  # fmt: skip
