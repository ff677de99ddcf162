"""The tables of a data package as SQL for DuckDB, which would else guess their types: of `04` that it is a number."""

from collections.abc import Iterator, Sequence

from kzby.export.package import Field, Table

_TYPES = {"number": "DOUBLE", "flag": "BOOLEAN", "day": "DATE"}
_OBJECTS = {"[participant]", "[former]", "[role]", "[told]", "{split}"}
_CSV = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"'"


def script(tables: Sequence[Table]) -> Iterator[str]:
    """Statements that make each table of its CSV file in the working directory.

    A list of plain values becomes a list of texts. An object stays JSON text: Parquet's own type for JSON is not read
    alike everywhere.
    """
    yield "-- The tables of this package with their types, for DuckDB: run it in this folder."
    for table in tables:
        lists = ", ".join(
            f'"{field.name}"::VARCHAR[] AS "{field.name}"'
            for field in table.fields
            if _is_list(field)
        )
        columns = ", ".join(f"'{field.name}': '{_read(field)}'" for field in table.fields)
        yield f"CREATE TABLE {table.name} AS SELECT *{f' REPLACE ({lists})' if lists else ''}"
        yield f"    FROM read_csv('{table.name}.csv', {_CSV}, columns = {{{columns}}});"


def _is_list(field: Field) -> bool:
    return field.type.startswith("[") and field.type not in _OBJECTS


def _read(field: Field) -> str:
    """The type that a cell is read as."""
    return "JSON" if _is_list(field) else _TYPES.get(field.type, "VARCHAR")
