"""Questions to an open dataset.

In: a store and filters. Out: answers: typed columns, rows, notes.
Imports the store and the model's words and dates.
"""

from kzby.query.questions import ask, codebook, named, plans, ties, trade

__all__ = ["ask", "codebook", "named", "plans", "ties", "trade"]
