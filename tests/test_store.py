"""The compiled dataset: records merged, dates resolved, regions closed, every column documented."""

import json
from pathlib import Path
from typing import Any

import pytest
from support import BREST, KARAGANDA, cases, edit

from kzby import query
from kzby.query import show
from kzby.store import Store
from kzby.store.open import open_store


def fields(store: Store, id_: str, names: str) -> tuple[Any, ...]:
    (shown,) = show.show(store, id_).mappings()
    return tuple(shown[name] for name in names.split())


def edited(folder: Path, article: str, *changes: tuple[str, str]) -> Store:
    """The dataset with other words in an article."""
    for old, new in changes:
        edit(folder / article, old, new)
    return open_store(folder)


def test_a_deficit_is_below_zero_a_decline_too_and_a_measure_is_not_exact(copied: Path) -> None:
    store = edited(
        copied,
        BREST,
        ("    sign: surplus\n", "    sign: deficit\n    value: 5 million\n    unit: USD\n"),
        ("export of $60.9 million", "a deficit"),
        ('change: "72.5"', 'change: "-12.3"'),
        ("value: 60.9 million", "value: 0.1 million"),
        ("value: 117,500", "value: 5.1 million"),
        ("value: 62 million", "value: 5.2 million"),
    )
    bounds = (-5_000_000, -5_500_000, -4_500_000)
    assert fields(store, "brest-balance", "value low high") == bounds
    assert fields(store, "brest-turnover", "change") == (-12.3,)
    bounds = (22_300_000, 22_250_000, 22_350_000)
    counted = ('value: "900"\n    hedge: about', "value: 22.3 million")
    store = edited(copied, KARAGANDA, counted)
    assert fields(store, "karaganda-companies", "value low high") == bounds


def test_a_hedge_stands_beside_the_number_that_it_softens_and_beside_no_sign(copied: Path) -> None:
    amount = "    sign: surplus\n    value: 60.8 million\n    unit: USD\n    hedge: about\n"
    store = edited(copied, BREST, ("    sign: surplus\n", amount))
    tested = query.ask(store, "reconciliation").mappings()
    names = ("identity", "stated", "hedge")
    assert [tuple(row[name] for name in names) for row in tested if row["flow"] == "balance"] == [
        ("sign of the balance", None, None),
        ("balance = export - import", 60_800_000, "about"),
    ]


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
