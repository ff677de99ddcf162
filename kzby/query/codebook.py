"""The closed lists, which are the same for every dataset."""

import re

from kzby.errors import UsageError, nearest
from kzby.model.terms import meanings
from kzby.query.answer import Answer, Column
from kzby.store import Store


def codebook(store: Store, field: str = "") -> Answer:
    """The words of every list, or of those of a field, such as `status`, and what they mean.

    UsageError, with the nearest name, if no list belongs to the field.
    """
    words = meanings().items()
    known = {re.sub("(?<=[a-z])(?=[A-Z])", "_", name).lower(): each for name, each in words}
    typed = field.casefold().replace("-", "_")
    names = [typed] if typed in known else [name for name in known if name.endswith(f"_{typed}")]
    if typed and not names:
        raise UsageError(f"no closed list is called {field!r}; {nearest(typed, sorted(known))}")
    rows = [(name, *pair) for name in names or known for pair in known[name].items()]
    columns = tuple(Column(name, "text", name) for name in ("list", "word", "meaning"))
    return Answer(store, None, columns, rows, columns)
