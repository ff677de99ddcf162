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
from kzby.store.tables import insert

_TITLES = {
    "balance": "Balance of {region} with {partner}, derived",
    "base": "{flow} of {region} with {partner}, derived from its change",
    "share": "Share of export in the trade of {region} with {partner}, derived",
    "change": "Change in {flow} of {region} with {partner}, derived",
}
_PAIR = attrgetter("region", "partner")  # no figure follows from those of two pairs
_LISTS = ("regions", "people", "organizations", "sectors", "articles", "origins")


def write(connection: sqlite3.Connection, records: Iterable[Trade]) -> None:
    """Writes what follows from trade figures, which the records must hold by now."""
    columns = ", ".join(_LISTS)
    select = f"SELECT id, date_latest, {columns} FROM record WHERE kind = 'trade'"
    lasts, of_record = {}, {}
    for id_, last, *lists in connection.execute(select):
        lasts[id_], of_record[id_] = last or "", tuple(map(json.loads, lists))
    labels = dict(connection.execute("SELECT id, name FROM region"))

    def joined(inputs: Iterable[Trade]) -> dict[str, tuple[str, ...]]:
        """Everything that the inputs are about and rest on, each once."""
        columns = zip(*(of_record[record.id] for record in inputs), strict=True)
        every = (tuple(dict.fromkeys(chain(*column))) for column in columns)
        return dict(zip(_LISTS, every, strict=True))

    whole = filter(trade.stands_for_region, records)
    for (region, partner), group in groupby(sorted(whole, key=_PAIR), _PAIR):
        names = {"region": labels[region], "partner": labels[partner]}
        for result in trade.results(list(group)):
            lists = joined(result.inputs)
            if isinstance(result, trade.Derived):
                title = _TITLES[result.measure].format(**names, flow=result.key.flow)
                last = max(lasts[record.id] for record in result.inputs)
                named = title[0].upper() + title[1:]
                _derived(connection, result, last, title=named, **lists)
            else:
                sources = {name: lists[name] for name in ("articles", "origins")}
                _identity(connection, result, **sources)
    connection.execute("INSERT INTO figure (id) SELECT id FROM figures")


def _derived(
    connection: sqlite3.Connection, derived: trade.Derived, last: str, **columns: Any
) -> None:
    """Writes a figure with the columns of `trade`; nobody has stated it.

    Its period ended at the latest on the last day of its inputs.
    """
    measure, formula, inputs, key, period, against, figure, sign = derived
    ids = [record.id for record in inputs]
    id_ = ":".join((measure, *ids))  # no id of a record has a colon
    earliest, latest = dates.bounds(period)
    latest = min(latest or last, last)
    insert(
        connection, "derived_figure", id=id_, kind="trade", **columns, related=[],
        region=key.region, partner=key.partner, flow=key.flow, unit=key.unit, basis="derived",
        direction=key.direction, increment=False, quotes=[], carried=[],
        date=period, date_earliest=earliest, date_latest=latest, date_basis="event",
        year_stated=dates.year_stated(period), period=period, against=against, sign=sign,
        **vars(figure), status="reported",
    )  # fmt: skip
    insert(
        connection, "derivation", id=id_, measure=measure, formula=formula, inputs=ids,
        stands_for=key.basis, at_certain=dates.certain(period),
        at_earliest=earliest, at_latest=latest,
    )  # fmt: skip


def _identity(connection: sqlite3.Connection, test: trade.Reconciled, **columns: Any) -> None:
    columns |= test.key._asdict() | test._asdict()
    del columns["key"], columns["window"], columns["direction"]
    columns["inputs"] = [record.id for record in test.inputs]
    columns["computed"] = test.computed.value
    columns["hedge"] = None if test.sign else test.inputs[0].hedge
    insert(connection, "identity", **columns)
