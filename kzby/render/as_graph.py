"""Ties as a graph: GraphML, for Gephi, networkx and others."""

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as Xml

from kzby.query.answer import Answer

_TYPES = {"number": "int", "date": "string"}


def graph(answer: Answer) -> Iterator[str]:
    """Regions with label and country; edges with the number of ties as weight, and every count."""
    root = Xml.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    types = {c.name: _TYPES[c.type] for c in answer.columns if c.type in _TYPES}
    del types["ties"]
    _key(root, "node", {"label": "string", "country": "string"})
    _key(root, "edge", {"weight": "double", **types})
    drawn = Xml.SubElement(root, "graph", edgedefault="undirected")
    rows = list(answer.mappings())
    ends = (("belarus", "BY"), ("kazakhstan", "KZ"))
    for id_, country in {row[end]: country for end, country in ends for row in rows}.items():
        _add(drawn, "node", {"id": id_}, {"label": answer.labels[id_], "country": country})
    for row in rows:
        ids = {"source": row["belarus"], "target": row["kazakhstan"]}
        _add(drawn, "edge", ids, {"weight": row["ties"], **{name: row[name] for name in types}})
    Xml.indent(root)
    yield from ("<?xml version='1.0' encoding='utf-8'?>", Xml.tostring(root, encoding="unicode"))


def _key(root: Xml.Element, of: str, types: Mapping[str, str]) -> None:
    for name, type_ in types.items():
        declared = {"attr.name": name, "attr.type": type_}
        Xml.SubElement(root, "key", {"id": name, "for": of, **declared})


def _add(drawn: Xml.Element, tag: str, ids: dict[str, str], data: Mapping[str, object]) -> None:
    element = Xml.SubElement(drawn, tag, ids)
    for name, value in data.items():
        if value is not None:
            Xml.SubElement(element, "data", key=name).text = str(value)
