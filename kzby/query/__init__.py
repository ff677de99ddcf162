"""Questions to an open dataset.

In: a store and filters. Out: answers: typed columns, rows, notes.
Imports the store and the model's words and dates.
"""

from typing import TYPE_CHECKING, Any

from kzby.query.questions import ask, codebook, organizations, people, plans, ties, trade

if TYPE_CHECKING:
    from kzby.query.citation import overview
    from kzby.query.search import search
    from kzby.query.show import cite, show

__all__ = [
    "ask", "cite", "codebook", "organizations", "overview", "people", "plans",
    "search", "show", "ties", "trade",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """What most answers do without is imported when it is asked for."""
    if name not in __all__:
        raise AttributeError(name)
    from kzby.query.citation import overview
    from kzby.query.search import search
    from kzby.query.show import cite, show

    globals().update(cite=cite, overview=overview, search=search, show=show)  # over the modules
    return globals()[name]
