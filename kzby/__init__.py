"""A hand-curated, sourced dataset on how oblasts of Belarus and Kazakhstan work together.

From Python: open the dataset, ask for a view, read typed rows::

    import kzby
    from kzby import query
    from kzby.query.filters import Filters

    store = kzby.open()
    for meeting in query.ask(store, "meetings", Filters(region=("Brest",))).mappings():
        ...
"""

from os import PathLike

TYPE_CHECKING = False  # typing is slow to import, and Ctrl-C not yet silent
if TYPE_CHECKING:
    from kzby.store import Store

__all__ = ["open"]
__version__ = "0.2.0"
__released__ = "2026-11-26"


def open(data: "str | PathLike[str] | None" = None) -> "Store":  # noqa: A001, kzby.open() is what it reads as
    """The dataset in a folder or a compiled file, or that of kzby; `DataError` if it is unusable."""
    # slow; and the command line sets its signals before any such import
    from kzby.store.open import open_store

    return open_store(data)
