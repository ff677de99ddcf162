"""Where very much is recorded, what stands beside an answer stays short: notes, suggestions, what names a thing."""

from pathlib import Path

import pytest

from kzby import query
from kzby.errors import UsageError
from kzby.query import names
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store

NUMBERS = (
    "WITH RECURSIVE number (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number WHERE n < 6000)"
)


@pytest.fixture(scope="module")
def crowded(invented: Path) -> Store:
    """The invented dataset, its remark made again on each of the 6,000 days behind it, and as many articles."""
    connection = open_store(invented).connection
    connection.execute("PRAGMA query_only = FALSE")
    told = {"id": "id || '-' || n", "position": "position + n"}
    told |= {name: f"date({name}, n || ' days')" for name in ("at_earliest", "at_latest")}
    columns = [
        name for (name,) in connection.execute("SELECT name FROM pragma_table_info('record')")
    ]
    values = ", ".join(told.get(name, name) for name in columns)
    connection.execute(
        f"INSERT INTO record {NUMBERS} SELECT {values} FROM record, number WHERE kind = 'remark'"
    )
    for link in ("person", "region", "sector"):
        again = f"SELECT {link}, record || '-' || n FROM record_{link}, number WHERE record = 'karaganda-remark'"
        connection.execute(f"INSERT INTO record_{link} {NUMBERS} {again}")
    for table in ("name", "name_end"):
        articles = "SELECT 'article', 'wire ' || n, 'wire-' || n, 0, 'wire-' || n FROM number"
        connection.execute(f"INSERT INTO {table} {NUMBERS} {articles}")
    connection.execute(
        "INSERT INTO span SELECT at_earliest, at_latest FROM record EXCEPT SELECT * FROM span"
    )
    return Store(connection)


def test_what_names_a_thing_is_listed_to_a_thousand(crowded: Store) -> None:
    shown = query.show(crowded, "bolat-serik")
    (row,) = shown.mappings()
    everything = query.ask(crowded, "timeline", Filters(person=["bolat-serik"]))
    assert [one["id"] for one in row["named_by"]] == [one["id"] for one in everything.mappings()][
        :1000
    ]
    assert shown.notes == (
        "only the first 1,000 records that name bolat-serik are listed here; "
        "kzby timeline --person bolat-serik lists all.",
    )


def test_what_silence_counts_it_counts_to_a_thousand(crowded: Store) -> None:
    assert query.ask(crowded, "meetings", Filters(kind=["remark"])).notes == (
        "no meetings match --kind remark; over 1,000 other records: kzby timeline --kind remark",
    )


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (
            Filters(
                person=["bolat-serik"], since="2030-01-01", until="2030-01-03"
            ),  # each may be of any of ten days
            [f"karaganda-remark-{n}" for n in range(3278, 3290)],
        ),
        (Filters(region=["Karaganda"], sector=["dairy"], kind=["proposal"]), ["brest-dairy"]),
        (Filters(kind=["remark"], status=["held"]), []),
    ],
)
def test_what_few_fulfil_narrows_what_many_do(
    crowded: Store, filters: Filters, ids: list[str]
) -> None:
    assert [row["id"] for row in query.ask(crowded, "timeline", filters).mappings()] == ids


def test_a_name_that_means_too_much_is_asked_for_again(crowded: Store) -> None:
    with pytest.raises(UsageError) as caught:
        names.find(crowded.connection, "article", "wire")
    assert str(caught.value) == "'wire' means 6,000 articles; type more of the name of one"


def test_the_nearest_of_many_names_is_found_in_the_alphabet(crowded: Store) -> None:
    with pytest.raises(UsageError) as caught:
        names.find(crowded.connection, "article", "wire 59999")
    assert str(caught.value) == (
        "no article is called 'wire 59999'; did you mean wire-5999? 'kzby articles' lists what is known"
    )


def test_completion_offers_the_first_of_very_many(crowded: Store) -> None:
    offered = names.complete(crowded.connection, "article", "wire-")
    assert len(offered) == 2000
    assert offered[:2] == ["wire-1", "wire-10"]
