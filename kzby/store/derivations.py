"""What follows from the figures of trade, into its tables: derived figures, and identities that were tested."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from itertools import chain
from typing import Any

from kzby.derive import comparable, derivation, reconciliation
from kzby.derive.comparable import Figure, Key
from kzby.derive.derivation import Derived
from kzby.derive.reconciliation import Reconciled
from kzby.model import dates, kinds
from kzby.store.tables import as_json, insert, number

_TITLES = {
    "balance": "Balance of {region} with {partner}, derived",
    "base": "{flow} of {region} with {partner}, derived from its change",
    "share": "Share of export in the trade of {region} with {partner}, derived",
    "change": "Change in {flow} of {region} with {partner}, derived",
}

Inputs = Iterable[Figure[kinds.Trade]]
Lists = Callable[[str], dict[str, list[Any]]]  # by id of a record the lists in its columns, by name


def write(connection: sqlite3.Connection, figures: Iterable[kinds.Trade]) -> None:
    """Writes what follows from the figures of trade, once these are written themselves."""
    listed = "SELECT name FROM dictionary WHERE view = 'records' AND type LIKE '[%'"
    names = [name for (name,) in connection.execute(listed)]
    lists: Lists = lru_cache(maxsize=256)(partial(_lists, connection, names))
    labels = dict(connection.execute("SELECT id, name FROM region").fetchall())
    found = comparable.distinct(map(comparable.figure, figures))
    for derived in derivation.derived(found):
        _derived(connection, lists, labels, derived)
    for identity in reconciliation.reconciled(found):
        insert(connection, "identity", **_identity(lists, identity))


def _derived(
    connection: sqlite3.Connection, lists: Lists, labels: dict[str, str], derived: Derived
) -> None:
    key = derived.key
    title = _TITLES[derived.measure].format(
        flow=key.flow, region=labels[key.region], partner=labels[key.partner]
    )
    insert(
        connection, "derived_figure", title=title[0].upper() + title[1:], **_figure(lists, derived)
    )
    how = {"measure": derived.measure, "formula": derived.formula, "inputs": _ids(derived.inputs)}
    certain = dates.certain(derived.period)
    insert(
        connection,
        "derivation",
        id=derived.id,
        **how,
        stands_for=key.basis,
        at_certain=certain,
        at_earliest=dates.bounds(derived.period)[0],
        at_latest=dates.bounds(derived.period)[1],
    )


def _figure(lists: Lists, derived: Derived) -> dict[str, Any]:
    """The columns of `trade` for a derived figure: about all that its inputs are about, and said by nobody."""
    period = derived.period
    earliest, latest = dates.bounds(period)
    low, high = derived.estimate.bounds
    return {
        **_joined(lists, derived.inputs),
        "related": as_json([]),
        **_whose(derived.key),
        "id": derived.id,
        "kind": "trade",
        "status": "reported",
        "date": period,
        "period": period,
        "date_earliest": earliest,
        "date_latest": latest,
        "year_stated": dates.year_stated(period),
        "date_basis": "event",
        "basis": "derived",
        "value": number(derived.estimate.value),
        "low": number(low),
        "high": number(high),
        "sign": derived.sign,
        "against": derived.against,
    }


def _identity(lists: Lists, identity: Reconciled[kinds.Trade]) -> dict[str, Any]:
    joined = _joined(lists, identity.inputs)
    return {
        **_whose(identity.inputs[0].key),
        "identity": identity.identity,
        "period": identity.period,
        "unit": identity.inputs[-1].key.unit,  # a mere sign has none
        "against": identity.against,
        "stated": number(identity.stated),
        "hedge": None if identity.stated is None else identity.inputs[0].source.hedge,
        "sign": identity.sign,
        "computed": number(identity.computed.value),
        "residual": number(identity.residual),
        "tolerance": number(identity.tolerance),
        "verdict": identity.verdict,
        "inputs": _ids(identity.inputs),
        **{name: joined[name] for name in ("articles", "origins")},
    }


def _ids(inputs: Inputs) -> str:
    return as_json([one.source.id for one in inputs])


def _whose(key: Key) -> dict[str, Any]:
    """The columns that a key fills; how its window is written its figures tell."""
    return {name: value for name, value in key._asdict().items() if name != "window"}


def _lists(connection: sqlite3.Connection, names: list[str], id_: str) -> dict[str, list[Any]]:
    row = connection.execute(
        f"SELECT {', '.join(names)} FROM record WHERE id = ?", (id_,)
    ).fetchone()
    return dict(zip(names, map(json.loads, row), strict=True))


def _joined(lists: Lists, inputs: Inputs) -> dict[str, str]:
    """The lists of the inputs' records, each thing once, in the order of the inputs."""
    told = [lists(one.source.id) for one in inputs]
    return {
        name: as_json(list(dict.fromkeys(chain(*(one[name] for one in told))))) for name in told[0]
    }
