"""The descriptor of a data package: what https://datapackage.org (version 2) says of its tables, as JSON.

Tables are CSV as kzby writes it, in UTF-8; a list or an object in a cell is JSON, an empty cell is null. What a type of
the dictionary means beyond that of the standard is kept in `kzbyType`.
"""

import json
from collections.abc import Iterator
from typing import Any

from kzby.export.package import Field, File, Package, Reference, Table
from kzby.render import citing

NAME = "kzby"  # of every package, whatever dataset it holds
_ABOUT = (
    "A hand-curated dataset of what news articles report of the regions of Belarus and Kazakhstan, each fact with its "
    "source and the words it rests on. Cite it as {}."
)
_LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_SOURCE = {"title": "The news articles that articles.csv lists", "path": "articles.csv"}
_TYPES = {"number": "number", "flag": "boolean", "day": "date"}
_FORMATS = {"date": "EDTF (ISO 8601-2)", "day": "YYYY-MM-DD"}


def descriptor(package: Package) -> Iterator[str]:
    """The descriptor of a package, the same for the same dataset at any time."""
    edition = package.edition
    told = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": citing.TITLE,
        "description": _ABOUT.format(citing.dataset(edition)),
        "version": edition.version,
        "sha256": edition.sha256,
        "contributors": [{"title": citing.AUTHORS, "roles": ["author"]}],
        "licenses": [_LICENSE],
        "sources": [_SOURCE],
        "resources": [_resource(one) for one in package.files],
    }
    yield json.dumps(told, ensure_ascii=False, indent=1)


def _resource(file: File) -> dict[str, Any]:
    return {
        "name": file.table.name,
        "type": "table",
        "title": file.table.about,
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "schema": _schema(file.table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [_foreign_key(table, reference) for reference in table.references]
    return schema


def _field(field: Field) -> dict[str, Any]:
    written = f"; {_FORMATS[field.type]}" if field.type in _FORMATS else ""
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.words:
        constraints["enum"] = list(field.words)
    column = {"name": field.name, "type": _type(field.type), "kzbyType": field.type}
    described = column | {"description": field.meaning + written}
    return described | {"constraints": constraints} if constraints else described


def _type(type_: str) -> str:
    """The standard's name for a type of the dictionary."""
    if type_.startswith("["):
        return "array"
    return "object" if type_.startswith("{") else _TYPES.get(type_, "string")


def _foreign_key(table: Table, reference: Reference) -> dict[str, Any]:
    """A reference to another table, or, without its name, to the same."""
    to = {"fields": [reference.key]}
    other = {"resource": reference.table} if reference.table != table.name else {}
    return {"fields": [reference.field], "reference": other | to}
