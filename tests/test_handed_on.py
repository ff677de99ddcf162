"""What an export says of itself to others: CSV on the Web, schema.org, Datasette; each by a reader of its own."""

import asyncio
import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW
from datasette.app import Datasette
from rdflib import RDF, SDO, Graph, URIRef
from support import cases, spoil

from kzby import query
from kzby.query import citation
from kzby.render import citing
from kzby.store import Store

FAULTS = [case[:3] for case in cases("faults-of-tables") if case[4]]
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def described(folder: Path) -> CSVW:
    """The tables as the W3C's recommendation has them read, which is strict."""
    return CSVW(str(folder / "csv-metadata.json"), validate=True)


@pytest.mark.parametrize("exported", ["tied"], indirect=True)
def test_csv_on_the_web_finds_no_fault(exported: tuple[Store, Path]) -> None:
    tables = described(exported[1])
    assert (tables.is_valid, tables.warnings) == (True, [])
    assert len(tables.tables) == len(list(exported[1].glob("*.csv"))) > 20


def test_csv_on_the_web_has_the_same_tables_of_any_dataset(
    exported: tuple[Store, Path], store: Store, packages: Callable[[Store], Path]
) -> None:
    """That the real rows fit them is what frictionless finds, which takes a third of the time."""
    tables, others = (
        json.loads((folder / "csv-metadata.json").read_text("utf-8")) | {"dc:description": ""}
        for folder in (exported[1], packages(store))
    )
    assert tables == others


def test_csv_on_the_web_alone_gives_an_answer(exported: tuple[Store, Path]) -> None:
    store, folder = exported
    by_name = described(folder).tablegroup.tabledict
    for view in ("meetings", "trade"):
        rows = [json.loads(json.dumps(row, default=day)) for row in by_name[f"{view}.csv"]]
        assert rows == [json.loads(json.dumps(row)) for row in query.ask(store, view).mappings()]


def day(read: Any) -> Any:
    """What the reader makes of a day or a number, as JSON has it."""
    return read.date().isoformat() if hasattr(read, "date") else float(read)


@pytest.mark.filterwarnings("always::UserWarning:csvw")
@pytest.mark.parametrize(("file", "right", "wrong"), FAULTS)
def test_csv_on_the_web_shows_faults(package: Path, file: str, right: str, wrong: str) -> None:
    spoil(package / file, right, wrong)
    try:
        valid = described(package).is_valid
    except ValueError:
        valid = False
    assert not valid


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_a_search_engine_finds_the_dataset(exported: tuple[Store, Path]) -> None:
    store, folder = exported
    graph = Graph().parse(folder / "dataset.jsonld", format="json-ld")
    edition = citation.edition(store)
    (dataset,) = graph.subjects(RDF.type, SDO.Dataset)
    assert str(graph.value(dataset, SDO.name)) == citing.TITLE
    assert graph.value(dataset, SDO.license) == URIRef(LICENSE)
    assert str(graph.value(graph.value(dataset, SDO.creator), SDO.name)) == citing.AUTHORS
    assert str(graph.value(dataset, SDO.version)) == edition.version
    assert str(graph.value(dataset, SDO.datePublished)) == edition.released
    assert str(graph.value(dataset, SDO.identifier)) == edition.sha256


@pytest.fixture(scope="module")
def served(
    shipped: Path,
    real: Store,
    packages: Callable[[Store], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Datasette:
    """The real dataset in Datasette, with what its export says."""
    file = tmp_path_factory.mktemp("served") / "kzby.sqlite"
    file.symlink_to(shipped)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # not of ours
        metadata = json.loads((packages(real) / "metadata.json").read_text("utf-8"))
        return Datasette(immutables=[str(file)], metadata=metadata)


def got(served: Datasette, path: str) -> Any:
    answer = asyncio.run(served.client.get(path))
    assert answer.status_code == 200, answer.text
    return answer


def test_datasette_shows_what_views_mean(served: Datasette) -> None:
    page = got(served, "/kzby/trade").text
    assert "<dt>region</dt><dd>whose trade it is</dd>" in page
    assert "Figures of trade, as printed" in page
    assert LICENSE in page
