"""A checked dataset into the tables of schema.sql, with what follows from its trade figures."""

import json
import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import Any

from kzby import __released__, __version__
from kzby.load.dataset import Dataset
from kzby.model import dates, trade
from kzby.model.kinds import Trade
from kzby.store import COLUMNS, dictionary, records, vocabularies
from kzby.store.tables import insert

Lists = dict[str, list[str]]  # ids, by column
_TITLES = {
    "balance": "Balance of {region} with {partner}, derived",
    "base": "{flow} of {region} with {partner}, derived from its change",
    "share": "Share of export in the trade of {region} with {partner}, derived",
    "change": "Change in {flow} of {region} with {partner}, derived",
}
_LISTS = (*COLUMNS.values(), "articles", "origins")


def fill(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Creates the schema in an empty database and writes the dataset into it."""
    dictionary.create(connection)
    with connection:
        edition = {"version": __version__, "released": __released__}
        insert(connection, "dataset", sha256=dataset.sha256, **edition)
        vocabularies.write(connection, dataset)
        _derive(connection, records.write(connection, dataset))


def _derive(connection: sqlite3.Connection, figures: Sequence[Trade]) -> None:
    run = connection.execute
    rows = run(f"SELECT id, date_latest, {', '.join(_LISTS)} FROM record WHERE kind = 'trade'")
    lasts, lists = {}, {}
    for id_, last, *row in rows:
        lasts[id_], lists[id_] = last or "", list(map(json.loads, row))
    labels = dict(run("SELECT id, name FROM region"))
    for result in trade.results(figures):
        ids = [record.id for record in result.inputs]
        every = zip(*(lists[id_] for id_ in ids), strict=True)
        unique = (list(dict.fromkeys(chain(*each))) for each in every)
        joined = dict(zip(_LISTS, unique, strict=True))
        if isinstance(result, trade.Reconciled):
            _identity(connection, result, joined)
            continue
        key = result.key
        names = {"region": labels[key.region], "partner": labels[key.partner]}
        title = _TITLES[result.measure].format(flow=key.flow, **names)
        title = title[0].upper() + title[1:]
        _derived(connection, result, joined, title, max(lasts[id_] for id_ in ids))
    run("INSERT INTO figure (id) SELECT id FROM figures")


def _derived(
    connection: sqlite3.Connection, derived: trade.Derived, lists: Lists, title: str, last: str
) -> None:
    """Writes a figure with the columns of `trade`, over by the last day of its inputs."""
    inputs = [record.id for record in derived.inputs]
    id_ = ":".join((derived.measure, *inputs))  # no id of a record has a colon
    key, period = derived.key, derived.period
    earliest, latest = dates.bounds(period)
    latest = min(latest or last, last)
    insert(
        connection, "derived_figure", **lists, id=id_, kind="trade",
        title=title, status="reported", related=[], quotes=[], carried=[],
        date=period, date_earliest=earliest, date_latest=latest,
        date_basis="event", year_stated=dates.year_stated(period),
        region=key.region, partner=key.partner, flow=key.flow,
        direction=key.direction, unit=key.unit, basis="derived",
        period=period, against=derived.against, increment=False,
        sign=derived.sign, **vars(derived.figure),
    )  # fmt: skip
    insert(
        connection, "derivation", id=id_, measure=derived.measure,
        formula=derived.formula, inputs=inputs, stands_for=key.basis,
        at_start=earliest, at_earliest=earliest, at_latest=latest, at_certain=dates.certain(period),
    )  # fmt: skip


def _identity(connection: sqlite3.Connection, test: trade.Reconciled, lists: Lists) -> None:
    columns: dict[str, Any] = test.key._asdict() | test._asdict()
    columns |= {name: lists[name] for name in ("articles", "origins")}
    del columns["key"], columns["window"], columns["direction"]
    columns["inputs"] = [record.id for record in test.inputs]
    columns["hedge"] = None if test.sign else test.inputs[0].hedge
    insert(connection, "identity", **columns)
