"""What follows from the figures of trade, into its tables: derived figures, and identities that were tested."""

import json
import sqlite3
from collections.abc import Iterable
from itertools import chain
from typing import Any

from kzby import comparable, dates, derivation, model, reconciliation
from kzby.comparable import Figure, Key
from kzby.derivation import Derived
from kzby.reconciliation import Reconciled
from kzby.store.tables import as_json, insert, number
from kzby.terms import Basis, Kind, Measure, Status

_TITLES = {
    Measure.BALANCE: "Balance of {region} with {partner}, derived",
    Measure.BASE: "{flow} of {region} with {partner}, derived from its change",
    Measure.SHARE: "Share of export in the trade of {region} with {partner}, derived",
    Measure.CHANGE: "Change in {flow} of {region} with {partner}, derived",
}

Inputs = Iterable[Figure[model.Trade]]
Lists = dict[str, dict[str, list[Any]]]  # by id of a record the lists in its columns, by name


def write(connection: sqlite3.Connection, records: Iterable[model.Record]) -> None:
    """Writes what follows from the figures among these records, once these are written themselves."""
    found = [comparable.figure(record) for record in records if isinstance(record, model.Trade)]
    names = dict(connection.execute("SELECT id, name FROM region").fetchall())
    lists = _lists(connection)
    for derived in derivation.derived(found):
        key = derived.key
        title = _TITLES[derived.measure].format(flow=key.flow, region=names[key.region], partner=names[key.partner])
        insert(connection, "derived_figure", title=title[0].upper() + title[1:], **_figure(lists, derived))
        how = {"measure": derived.measure, "formula": derived.formula, "inputs": _ids(derived.inputs)}
        certain = dates.certain(derived.period)
        insert(connection, "derivation", id=derived.id, **how, stands_for=key.basis, at_certain=certain)
    for identity in reconciliation.reconciled(found):
        insert(connection, "identity", **_identity(lists, identity))


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
        "kind": Kind.TRADE,
        "status": Status.REPORTED,
        "date": period,
        "period": period,
        "date_earliest": earliest,
        "date_latest": latest,
        "year_stated": dates.year_stated(period),
        "date_basis": "event",
        "basis": Basis.DERIVED,
        "value": number(derived.estimate.value),
        "low": number(low),
        "high": number(high),
        "sign": derived.sign,
        "against": derived.against,
    }


def _identity(lists: Lists, identity: Reconciled[model.Trade]) -> dict[str, Any]:
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


def _lists(connection: sqlite3.Connection) -> Lists:
    """The lists of every figure's record (regions, articles ...), by its id."""
    listed = "SELECT name FROM dictionary WHERE view = 'records' AND type LIKE '[%'"
    names = [name for (name,) in connection.execute(listed)]
    rows = connection.execute(f"SELECT id, {', '.join(names)} FROM records WHERE kind = ?", (Kind.TRADE,))
    return {id_: dict(zip(names, map(json.loads, lists), strict=True)) for id_, *lists in rows}


def _joined(lists: Lists, inputs: Inputs) -> dict[str, str]:
    """The lists of the inputs' records, each thing once, in the order of the inputs."""
    told = [lists[one.source.id] for one in inputs]
    return {name: as_json(list(dict.fromkeys(chain(*(one[name] for one in told))))) for name in told[0]}
