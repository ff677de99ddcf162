"""What follows from trade figures into its tables: derived figures, tested identities."""

import json
import sqlite3
from collections.abc import Iterable
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from kzby.derive import trade
from kzby.model import dates
from kzby.model.kinds import Trade
from kzby.store.naming import COLUMNS
from kzby.store.tables import insert

_TITLES = {
    "balance": "Balance of {region} with {partner}, derived",
    "base": "{flow} of {region} with {partner}, derived from its change",
    "share": "Share of export in the trade of {region} with {partner}, derived",
    "change": "Change in {flow} of {region} with {partner}, derived",
}
_LISTS = (*COLUMNS.values(), "articles", "origins")
_PAIR = attrgetter("region", "partner")  # no figure follows from those of two pairs


def write(connection: sqlite3.Connection, records: Iterable[Trade]) -> None:
    """Writes what follows from the figures of trade, once the records are written."""
    run = connection.execute
    rows = run(f"SELECT id, date_latest, {', '.join(_LISTS)} FROM record WHERE kind = 'trade'")
    lasts, lists = {}, {}
    for id_, last, *row in rows:
        lasts[id_], lists[id_] = last or "", list(map(json.loads, row))
    labels = dict(run("SELECT id, name FROM region"))
    ordered = sorted(filter(trade.stands_for_region, records), key=_PAIR)
    for (region, partner), group in groupby(ordered, _PAIR):
        for result in trade.results(list(group)):
            ids = [record.id for record in result.inputs]
            every = zip(*(lists[id_] for id_ in ids), strict=True)
            unique = (list(dict.fromkeys(chain(*each))) for each in every)
            joined = {**dict(zip(_LISTS, unique, strict=True)), "inputs": ids}
            if isinstance(result, trade.Reconciled):
                _identity(connection, result, joined)
                continue
            title = _TITLES[result.measure].format(
                region=labels[region], partner=labels[partner], flow=result.key.flow
            )
            title = title[0].upper() + title[1:]
            _derived(connection, result, joined, title, max(lasts[id_] for id_ in ids))
    run("INSERT INTO figure (id) SELECT id FROM figures")


def _derived(
    connection: sqlite3.Connection,
    derived: trade.Derived,
    lists: dict[str, list[str]],
    title: str,
    last: str,
) -> None:
    """Writes a figure with the columns of `trade`; nobody has stated it.

    Its period ended at the latest on the last day of its inputs.
    """
    inputs = lists.pop("inputs")
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
        at_earliest=earliest, at_latest=latest, at_certain=dates.certain(period),
    )  # fmt: skip


def _identity(
    connection: sqlite3.Connection, test: trade.Reconciled, lists: dict[str, list[str]]
) -> None:
    columns: dict[str, Any] = test.key._asdict() | test._asdict()
    columns |= {name: lists[name] for name in ("articles", "origins", "inputs")}
    del columns["key"], columns["window"], columns["direction"]
    columns["computed"] = test.computed.value
    columns["hedge"] = None if test.sign else test.inputs[0].hedge
    insert(connection, "identity", **columns)
