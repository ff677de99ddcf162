"""A checked dataset into the tables of schema.sql, with what follows from its trade figures."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import Any

from kzby import __released__, __version__
from kzby.load.dataset import Dataset
from kzby.model import dates
from kzby.model.fields import Identified
from kzby.model.trade import Derived, Reconciled, results
from kzby.model.vocabulary import Person, Region, Sector
from kzby.store import COLUMNS, dictionary, records
from kzby.store.rows import insert
from kzby.text import fold

_TITLES = {
    "balance": "Balance of {region} with {partner}, derived",
    "base": "{flow} of {region} with {partner}, derived from its change",
    "share": "Share of export in the trade of {region} with {partner}, derived",
    "change": "Change in {flow} of {region} with {partner}, derived",
}
_LISTS = (*COLUMNS.values(), "articles", "origins")


def fill(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Creates the schema in an empty database and writes the dataset into it."""
    dictionary.create(connection)
    with connection:
        edition = {"version": __version__, "released": __released__}
        insert(connection, "dataset", sha256=dataset.sha256, **edition)
        _write_vocabularies(connection, dataset)
        figures = records.write(connection, dataset)
        heads = {record.id: head for record, head in figures}
        labels = {thing.id: thing.name for thing in dataset.named}
        for result in results([record for record, _ in figures]):
            inputs = [heads[record.id] for record in result.inputs]
            if isinstance(result, Derived):
                _write_derived(connection, result, inputs, labels)
            else:
                _write_identity(connection, result, inputs)
        connection.execute("INSERT INTO figure (id) SELECT id FROM figures")


def _write_vocabularies(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Writes everything that records refer to."""
    parts, roles = defaultdict(list), defaultdict(list)
    for region in dataset.regions:
        if split := region.split_from:
            parts[split.region].append({"region": region.id, "year": split.year})
    for article in sorted(dataset.articles, key=attrgetter("age"), reverse=True):
        for title in article.titles:
            given = {"title": title.title, "article": article.id, "published": article.published}
            roles[title.person].append(given)
    for entry in (*dataset.articles, *dataset.known, *dataset.retired):
        insert(connection, entry.noun, **_dated(entry))
    for position, thing in enumerate(dataset.named):
        own = thing.model_dump(mode="json")
        match thing:
            case Region():
                names = list(chain.from_iterable(thing.names.values()))
                own |= {"names": names, "split_off": parts[thing.id], "position": position}
            case Person():
                own["roles"] = roles[thing.id]
            case Sector():
                del own["aliases"]
        insert(connection, thing.noun, **own)
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)", _names(dataset))
    connection.execute("INSERT INTO inside SELECT * FROM parts")


def _dated(entry: Identified) -> dict[str, Any]:
    """The fields of an entry, and the days between which an article was published."""
    own = entry.model_dump(mode="json", exclude={"nothing"})
    if published := own.get("published"):
        own["published_earliest"], own["published_latest"] = dates.bounds(published)
    return own


def _names(dataset: Dataset) -> Iterator[tuple[str, str, str, int, str]]:
    """Every spelling of every name, then every id."""
    for thing in dataset.named:
        for rank, text in enumerate((*thing.all_names, thing.id)):
            yield thing.noun, fold(text), thing.id, rank, text
    for article in dataset.articles:
        yield "article", fold(article.id), article.id, 0, article.id
    for id_ in dataset.records:
        yield "record", fold(id_), id_, 0, id_


def _write_derived(
    connection: sqlite3.Connection,
    derived: Derived,
    inputs: list[dict[str, Any]],
    labels: Mapping[str, str],
) -> None:
    """Writes a figure with the columns of `trade`, over by the last day of its inputs."""
    key, period, ids = derived.key, derived.period, [head["id"] for head in inputs]
    id_ = ":".join((derived.measure, *ids))  # no id of a record has a colon
    names = {"region": labels[key.region], "partner": labels[key.partner or ""]}
    title = _TITLES[derived.measure].format(flow=key.flow, **names)
    earliest, latest = dates.bounds(period)
    last = max(head["date_latest"] or "" for head in inputs)
    latest = min(latest or last, last)
    insert(
        connection, "derived_figure", **_joined(inputs, _LISTS), id=id_, kind="trade",
        title=title[0].upper() + title[1:], status="reported", related=[], quotes=[], carried=[],
        date=period, date_earliest=earliest, date_latest=latest,
        date_basis="event", year_stated=dates.year_stated(period),
        region=key.region, partner=key.partner, flow=key.flow,
        direction=key.direction, unit=key.unit, basis="derived",
        period=period, against=derived.against, increment=False,
        sign=derived.sign, **vars(derived.figure),
    )  # fmt: skip
    insert(
        connection, "derivation", id=id_, measure=derived.measure,
        formula=derived.formula, inputs=ids, stands_for=key.basis,
        at_start=earliest, at_earliest=earliest, at_latest=latest, at_certain=dates.certain(period),
    )  # fmt: skip


def _write_identity(
    connection: sqlite3.Connection, test: Reconciled, inputs: list[dict[str, Any]]
) -> None:
    columns: dict[str, Any] = test.key._asdict() | test._asdict()
    del columns["key"], columns["window"], columns["direction"], columns["subject"]
    columns |= _joined(inputs, ("articles", "origins"))
    columns["inputs"] = [head["id"] for head in inputs]
    columns["hedge"] = None if test.sign else test.inputs[0].hedge
    insert(connection, "identity", **columns)


def _joined(heads: list[dict[str, Any]], names: tuple[str, ...]) -> dict[str, list[str]]:
    """Lists of several records, each thing once."""
    return {name: records.unique(chain(*(head[name] for head in heads))) for name in names}
