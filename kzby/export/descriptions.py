"""What the tables of an export are, in the words of four standards.

All of it follows from the dictionary, the edition, and the few sentences here.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kzby.export.tables import Column, Table
from kzby.query.citation import Edition
from kzby.render import citing
from kzby.store import Store

NAME = "kzby"  # of every package
_ABOUT = (
    "A hand-curated dataset of what news articles report of the regions of Belarus and Kazakhstan, "
    "each fact with its source and the words it is based on. Cite it as {}."
)
_LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_SOURCE = {"title": "The news articles that articles.csv lists", "path": "articles.csv"}
_FORM = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
_DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
# A type of the dictionary, or how it begins: as a Data Package and as CSVW call it.
_TYPES = {
    "number": ("number", "number"),
    "flag": ("boolean", "boolean"),
    "day": ("date", "date"),
    "[": ("array", "json"),
    "{": ("object", "json"),
}
_FORMATS = {"date": "; EDTF (ISO 8601-2)", "day": "; YYYY-MM-DD"}
_CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:issued": {"@type": "xsd:date"},
    "dcat:byteSize": {"@type": "xsd:nonNegativeInteger"},
}
# What DCAT calls a property of schema.org.
_DCAT = {
    "name": "dct:title",
    "description": "dct:description",
    "license": "dct:license",
    "creator": "dct:creator",
    "identifier": "dct:identifier",
    "version": "dcat:version",
    "datePublished": "dct:issued",
    "distribution": "dcat:distribution",
    "contentUrl": "dcat:downloadURL",
}
_MEDIA = {"@id": "https://www.iana.org/assignments/media-types/text/csv"}
_QUESTIONS = Path(__file__).with_name("questions.sql")


def data_package(tables: Sequence[Table], edition: Edition) -> dict[str, Any]:
    """A descriptor of Data Package 2; `kzbyType` is the type in the dictionary."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": citing.TITLE,
        "description": _ABOUT.format(citing.dataset(edition)),
        **edition._asdict(),
        "contributors": [{"title": citing.AUTHORS, "roles": ["author"]}],
        "licenses": [_LICENSE],
        "sources": [_SOURCE],
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    fields = []
    for column in table.columns:
        field = {"name": column.name, "type": _type(column)[0], "kzbyType": column.type}
        field["description"] = _meaning(column)
        constraints = {"required": column.required, "enum": column.words}
        fields.append(field | _given(constraints=_given(**constraints)))
    foreign = []
    for column, other, id_ in table.references():
        resource = {"resource": other} if other != table.name else {}
        foreign.append({"fields": [column.name], "reference": {**resource, "fields": [id_]}})
    keys = _given(primaryKey=table.key, foreignKeys=foreign)
    return {
        "name": table.name,
        "type": "table",
        "title": table.about,
        "path": table.path,
        **_FORM,
        "bytes": len(table.content),
        "hash": f"sha256:{table.sha256}",
        "dialect": _DIALECT,
        "schema": {"fields": fields, "missingValues": [""], **keys},
    }


def csvw(tables: Sequence[Table], edition: Edition) -> dict[str, Any]:
    """Metadata of CSV on the Web (W3C), for all tables."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": citing.TITLE,
        "dc:description": _ABOUT.format(citing.dataset(edition)),
        "dc:creator": citing.AUTHORS,
        "dc:license": {"@id": _LICENSE["path"]},
        "dc:issued": edition.released,
        "tables": [_csvw_table(table) for table in tables],
    }


def _csvw_table(table: Table) -> dict[str, Any]:
    columns = []
    for column in table.columns:
        described = {
            "name": column.name,
            "titles": list(dict.fromkeys((column.name, column.header))),
        }
        described["dc:description"] = _meaning(column)
        pattern = "|".join(re.sub(r"([.+*?()\[\]])", r"\\\1", word) for word in column.words)
        words = {"base": "string", "format": pattern}
        datatype = words if column.words else _type(column)[1]
        columns.append({**described, "datatype": datatype, **_given(required=column.required)})
    foreign = []
    for column, other, id_ in table.references():
        reference = {"resource": f"{other}.csv", "columnReference": id_}
        if column.required:  # CSVW has each row refer to one
            foreign.append({"columnReference": column.name, "reference": reference})
    keys = _given(primaryKey=table.key, foreignKeys=foreign)
    schema = {"columns": columns, **keys}
    return {"url": table.path, "dc:title": table.about, "tableSchema": schema}


def json_ld(tables: Sequence[Table], edition: Edition) -> dict[str, Any]:
    """The dataset for search engines and catalogues: schema.org's Dataset and DCAT's in one."""
    files = []
    for table in tables:
        size = len(table.content)
        file = {
            "@type": ["DataDownload", "dcat:Distribution"],
            "@id": f"#{table.name}",
            "name": table.about,
            "contentUrl": {"@id": table.path},
            "sha256": table.sha256,
            "encodingFormat": _FORM["mediatype"],
            "contentSize": f"{size} B",
            "dcat:byteSize": size,
            "dcat:mediaType": _MEDIA,
        }
        files.append(_also_dcat(file))
    return _also_dcat(
        {
            "@context": _CONTEXT,
            "@type": ["Dataset", "dcat:Dataset"],
            "@id": "",
            "name": citing.TITLE,
            "description": _ABOUT.format(citing.dataset(edition)),
            "creator": {"@type": "Organization", "@id": "#authors", "name": citing.AUTHORS},
            "license": {"@id": _LICENSE["path"]},
            "version": edition.version,
            "identifier": edition.sha256,
            "datePublished": edition.released,
            "distribution": files,
        }
    )


def _also_dcat(node: dict[str, Any]) -> dict[str, Any]:
    """A node with what DCAT calls its properties, too."""
    own = {_DCAT[name]: _reference(value) for name, value in node.items() if name in _DCAT}
    return node | own


def _reference(value: Any) -> Any:
    """A value; of what is described elsewhere only its id."""
    if isinstance(value, list):
        return [_reference(each) for each in value]
    return {"@id": value["@id"]} if isinstance(value, dict) else value


def datasette(store: Store, tables: Sequence[Table], edition: Edition) -> dict[str, Any]:
    """Metadata for Datasette over the file that `kzby build kzby.sqlite` writes."""
    every = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
    sql = f"{every} EXCEPT SELECT view FROM dictionary"
    private: dict[str, Any] = {name: {"allow": False} for (name,) in store.connection.execute(sql)}
    public = {
        table.name: {
            "description": table.about,
            "columns": {column.name: _meaning(column) for column in table.columns},
        }
        for table in tables
    }
    return {
        "title": citing.TITLE,
        "description": _ABOUT.format(citing.dataset(edition)),
        "license": _LICENSE["title"],
        "license_url": _LICENSE["path"],
        "source": "news articles",
        "source_url": f"/{NAME}/articles",
        "databases": {NAME: {"tables": public | private, "queries": dict(_questions())}},
    }


def _questions() -> Iterator[tuple[str, dict[str, str]]]:
    for block in _QUESTIONS.read_text("utf-8").strip().split("\n\n"):
        head, _, sql = block.partition("\n")
        name, _, title = head.removeprefix("-- ").partition(": ")
        yield name, {"title": title, "sql": sql}


def _type(column: Column) -> tuple[str, str]:
    return _TYPES.get(column.type) or _TYPES.get(column.type[0], ("string", "string"))


def _meaning(column: Column) -> str:
    return column.meaning + _FORMATS.get(column.type, "")


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
