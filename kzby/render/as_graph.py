"""Ties as a graph: GraphML, for Gephi, networkx and others."""

from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from kzby.query.answer import Answer

_TYPES = {"ties": "double", "number": "int", "date": "string"}


def graph(answer: Answer) -> Iterator[str]:
    """Regions with label and country; edges with the number of ties as weight, and every count."""
    root = Xml.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for name in ("label", "country"):
        _key(root, "node", name, "string")
    columns = {c.name: _TYPES[c.type] for c in answer.columns if c.type in _TYPES}
    names = {name: "weight" if name == "ties" else name for name in columns}
    for name, type_ in columns.items():
        _key(root, "edge", names[name], "double" if name == "ties" else type_)
    drawn = Xml.SubElement(root, "graph", edgedefault="undirected")
    rows = list(answer.mappings())
    ends = (("belarus", "BY"), ("kazakhstan", "KZ"))
    countries = {row[end]: country for end, country in ends for row in rows}
    for id_, country in countries.items():
        node = Xml.SubElement(drawn, "node", id=id_)
        _data(node, "label", answer.labels[id_])
        _data(node, "country", country)
    for row in rows:
        edge = Xml.SubElement(drawn, "edge", source=row["belarus"], target=row["kazakhstan"])
        for name in columns:
            if row[name] is not None:
                _data(edge, names[name], str(row[name]))
    Xml.indent(root)
    yield from ("<?xml version='1.0' encoding='utf-8'?>", Xml.tostring(root, encoding="unicode"))


def _key(root: Xml.Element, of: str, name: str, type_: str) -> None:
    named = {"attr.name": name, "attr.type": type_}
    Xml.SubElement(root, "key", {"id": name, "for": of, **named})


def _data(parent: Xml.Element, key: str, text: str) -> None:
    Xml.SubElement(parent, "data", key=key).text = text
