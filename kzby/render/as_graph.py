"""Ties as a graph for programs: GraphML."""

from collections.abc import Iterator
from html import escape
from typing import Any

from kzby.query.answer import Answer

_TYPES = {"number": "int", "date": "string"}  # of the data of edges


def graph(answer: Answer) -> Iterator[str]:
    """GraphML: regions with label, country and type, ties with a weight and every count."""
    rows = list(answer.mappings())
    types = {c.name: _TYPES[c.type] for c in answer.columns if c.type in _TYPES}
    del types["ties"]  # their weight
    of_nodes = dict.fromkeys(("label", "country", "type"), "string")
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for of, keys in (("node", of_nodes), ("edge", {"weight": "double", **types})):
        for name, type_ in keys.items():
            yield f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{type_}"/>'
    yield '<graph edgedefault="undirected">'
    ends = (("belarus", "BY"), ("kazakhstan", "KZ"))
    countries = {row[end]: country for end, country in ends for row in rows}
    kinds = dict(answer.store.connection.execute("SELECT id, type FROM region"))
    for id_, country in countries.items():
        facts = {"label": answer.labels[id_], "country": country, "type": kinds[id_]}
        yield f'<node id="{escape(id_)}">{_data(facts)}</node>'
    for row in rows:
        facts = {"weight": row["ties"], **{name: row[name] for name in types}}
        source, target = escape(row["belarus"]), escape(row["kazakhstan"])
        yield f'<edge source="{source}" target="{target}">{_data(facts)}</edge>'
    yield from ("</graph>", "</graphml>")


def _data(facts: dict[str, Any]) -> str:
    known = {name: escape(str(value)) for name, value in facts.items() if value is not None}
    return "".join(f'<data key="{name}">{text}</data>' for name, text in known.items())
