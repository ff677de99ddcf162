"""What follows from the figures of trade, into its tables: derived figures, and identities that were tested."""

import json
import sqlite3
from collections.abc import Iterable
from itertools import chain
from typing import Any

from kzby import comparable, dates, derivation, model, reconciliation
from kzby.comparable import Figure
from kzby.derivation import Derived
from kzby.reconciliation import Reconciled
from kzby.store.tables import as_json, insert, number
from kzby.terms import Basis, Identity, Kind, Measure, Status

_TITLES = {
    Measure.BALANCE: "Balance of {region} with {partner}, derived",
    Measure.BASE: "{flow} of {region} with {partner}, derived from its change",
    Measure.SHARE: "Share of export in the trade of {region} with {partner}, derived",
    Measure.CHANGE: "Change in {flow} of {region} with {partner}, derived",
}

Inputs = Iterable[Figure[model.Trade]]


def write(connection: sqlite3.Connection, records: Iterable[model.Record]) -> None:
    """Writes what follows from the figures among these records, once these are written themselves."""
    found = [comparable.figure(record) for record in records if isinstance(record, model.Trade)]
    names = dict(connection.execute("SELECT id, name FROM region").fetchall())
    for derived in derivation.derived(found):
        key = derived.key
        title = _TITLES[derived.measure].format(flow=key.flow, region=names[key.region], partner=names[key.partner])
        insert(connection, "derived_figure", title=title[0].upper() + title[1:], **_figure(connection, derived))
        how = {"measure": derived.measure, "formula": derived.formula, "inputs": _ids(derived.inputs)}
        insert(connection, "derivation", id=derived.id, **how, stands_for=key.basis)
    for identity in reconciliation.reconciled(found):
        insert(connection, "identity", **_identity(connection, identity))


def _figure(connection: sqlite3.Connection, derived: Derived) -> dict[str, Any]:
    """The columns of `trade` for a derived figure: about all that its inputs are about, and said by nobody."""
    period = str(derived.key.period)
    earliest, latest = dates.bounds(period)
    low, high = derived.estimate.bounds
    return {
        **_joined(connection, derived.inputs),
        "related": as_json([]),
        **derived.key._asdict(),
        "id": derived.id,
        "kind": Kind.TRADE,
        "status": Status.REPORTED,
        "date": period,
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


def _identity(connection: sqlite3.Connection, identity: Reconciled[model.Trade]) -> dict[str, Any]:
    joined = _joined(connection, identity.inputs)
    return {
        **identity.inputs[0].key._asdict(),
        "identity": identity.identity,
        "unit": identity.inputs[-1].key.unit,  # a mere sign has none
        "against": identity.inputs[-1].key.period if identity.identity is Identity.GROWTH else None,
        "stated": number(identity.stated),
        "hedge": identity.inputs[0].source.hedge,
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


def _joined(connection: sqlite3.Connection, inputs: Inputs) -> dict[str, str]:
    """The lists of the inputs' records (regions, articles ...), each thing once, in the order of the inputs."""
    listed = "SELECT name FROM dictionary WHERE view = 'records' AND type LIKE '[%'"
    names = [name for (name,) in connection.execute(listed)]
    sql = f"SELECT {', '.join(names)} FROM records WHERE id = ?"
    rows = [connection.execute(sql, (one.source.id,)).fetchone() for one in inputs]
    joined = (chain.from_iterable(map(json.loads, lists)) for lists in zip(*rows, strict=True))
    return {name: as_json(list(dict.fromkeys(all_))) for name, all_ in zip(names, joined, strict=True)}
