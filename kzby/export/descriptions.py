"""The tables of an export, and what they are as four standards say it."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

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
_FORM = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
_DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
# Types of the dictionary, or how they begin, in a Data Package and in CSVW.
_TYPES = {
    "number": ("number", "number"),
    "flag": ("boolean", "boolean"),
    "day": ("date", "date"),
    "[": ("array", "json"),
    "{": ("object", "json"),
}
_FORMATS = {"date": "; EDTF (ISO 8601-2)", "day": "; YYYY-MM-DD"}
VIEWS = """
    SELECT view, about, key FROM catalogue
    JOIN sqlite_master AS made ON name = view ORDER BY made.rowid
"""
_COLUMNS = """
    SELECT name, type, header, meaning, required, words
    FROM dictionary WHERE view = ? ORDER BY position
"""
_FLAG = """CASE "{}" WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"""


class Column(NamedTuple):
    """A column as the dictionary has it; `words` are its closed list, if any."""

    name: str
    type: str
    header: str
    meaning: str
    required: bool
    words: Sequence[str]


class Table(NamedTuple):
    """A view, its key, and its CSV file: lists and objects are JSON, an empty cell null."""

    name: str
    about: str
    key: Sequence[str]
    columns: Sequence[Column]
    path: str
    content: bytes


def tables(store: Store) -> Iterator[Table]:
    """Every public view, in the order of the schema."""
    run = store.connection.execute
    for name, about, key in run(VIEWS).fetchall():
        columns, cells = [], []
        for column, type_, header, meaning, required, words in run(_COLUMNS, (name,)):
            meaning += _FORMATS.get(type_, "")
            own = Column(column, type_, header, meaning, bool(required), json.loads(words))
            columns.append(own)
            cells.append(_FLAG.format(column) if type_ == "flag" else f'"{column}"')
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        lines.writerow(column.name for column in columns)
        lines.writerows(run(f"SELECT {', '.join(cells)} FROM {name}"))
        content = text.getvalue().encode()
        yield Table(name, about, json.loads(key), columns, f"{name}.csv", content)


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
        "sources": [{"title": "The news articles that articles.csv lists", "path": "articles.csv"}],
        "resources": list(map(_resource, tables)),
    }


def _resource(table: Table) -> dict[str, Any]:
    fields = []
    for column in table.columns:
        field = {"name": column.name, "type": _type(column)[0], "kzbyType": column.type}
        field["description"] = column.meaning
        constraints = _given(required=column.required, enum=column.words)
        fields.append(field | _given(constraints=constraints))
    keys = _given(primaryKey=table.key)
    return {
        "name": table.name,
        "type": "table",
        "title": table.about,
        "path": table.path,
        **_FORM,
        "bytes": len(table.content),
        "hash": f"sha256:{sha256(table.content).hexdigest()}",
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
        "tables": list(map(_csvw_table, tables)),
    }


def _csvw_table(table: Table) -> dict[str, Any]:
    columns = []
    for column in table.columns:
        described = {
            "name": column.name,
            "dc:description": column.meaning,
            "datatype": _type(column)[1],
            "required": column.required,
        }
        columns.append(described)
    schema = {"columns": columns, **_given(primaryKey=table.key)}
    return {"url": table.path, "dc:title": table.about, "tableSchema": schema}


def json_ld(edition: Edition) -> dict[str, Any]:
    """The dataset for search engines, in the words of schema.org."""
    return {
        "@context": {"@vocab": "https://schema.org/"},
        "@id": "",
        "@type": "Dataset",
        "name": citing.TITLE,
        "description": _ABOUT.format(citing.dataset(edition)),
        "license": {"@id": _LICENSE["path"]},
        "version": edition.version,
        "identifier": edition.sha256,
        "datePublished": edition.released,
        "creator": {"@type": "Organization", "name": citing.AUTHORS},
    }


def datasette(tables: Sequence[Table], edition: Edition) -> dict[str, Any]:
    """Metadata for Datasette over the file that `kzby build kzby.sqlite` writes."""
    listed = {}
    for table in tables:
        columns = {column.name: column.meaning for column in table.columns}
        listed[table.name] = {"description": table.about, "columns": columns}
    return {
        "title": citing.TITLE,
        "description": _ABOUT.format(citing.dataset(edition)),
        "license": _LICENSE["title"],
        "license_url": _LICENSE["path"],
        "databases": {NAME: {"tables": listed}},
    }


def _type(column: Column) -> tuple[str, str]:
    return _TYPES.get(column.type) or _TYPES.get(column.type[0], ("string", "string"))


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
