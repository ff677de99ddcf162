"""A hand-curated, fully sourced dataset on how the oblasts of Belarus and Kazakhstan work together, and its questions.

From Python: open the dataset, ask for a view, read typed rows::

    import kzby
    from kzby import query
    from kzby.filters import Filters
    from kzby.terms import View

    store = kzby.open()
    for meeting in query.ask(store, View.MEETINGS, Filters(region=("Brest",))).mappings():
        ...
"""

from kzby.store.open import open_store as open  # noqa: A004

__all__ = ["open"]
