"""The compiled dataset: records merged, dates resolved, regions closed, every column documented."""

import json
from typing import Any

import pytest
from support import cases

from kzby.query import show
from kzby.store import Store


def fields(store: Store, id_: str, names: str) -> tuple[Any, ...]:
    (shown,) = show.show(store, id_).mappings()
    return tuple(shown[name] for name in names.split())


@pytest.mark.parametrize(("id_", "names", "values"), cases("resolved"))
def test_a_record_is_resolved(store: Store, id_: str, names: str, values: str) -> None:
    found = fields(store, id_, names)
    told = (value if isinstance(value, str) else json.dumps(value) for value in found)
    assert " | ".join(told) == values


def test_no_row_breaks_what_the_schema_promises(tied: Store, real: Store) -> None:
    """A key tells rows apart, a required column is never empty, a closed list holds every word."""
    for store in (tied, real):
        run = store.connection.execute
        for view, key in run("SELECT view, key FROM catalogue WHERE key <> '[]'").fetchall():
            columns = ", ".join(json.loads(key))
            rows = run(f"SELECT {columns} FROM {view}").fetchall()
            assert len(set(rows)) == len(rows), view
        promises = "SELECT view, name, required, words FROM dictionary"
        for view, name, required, words in run(promises).fetchall():
            values = {value for (value,) in run(f'SELECT "{name}" FROM {view}')}
            assert not (required and None in values), (view, name)
            assert words == "[]" or values <= {None, *json.loads(words)}, (view, name)
