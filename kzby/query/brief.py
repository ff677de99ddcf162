"""What is recorded about a region on one page: the answers of several questions side by side."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from kzby.query import citation, names
from kzby.query.answer import Answer
from kzby.query.citation import Citation
from kzby.query.filters import LISTED, Filters
from kzby.query.questions import ask, plans
from kzby.store import Store

VIEWS = (
    *("ties", "meetings", "agreements", "projects", "trade"),
    *("proposals", "plans", "people", "conflicts", "articles"),
)


class Brief(NamedTuple):
    """A region, or what it shares with another: the rows of each view, read whole.

    `regions` has its name and that of the other; `places` the ids of the region and all in it;
    `sources` numbers the articles from 1, the newest first; `newest` is when the newest was
    published that can be dated to a month, if one can.
    """

    regions: list[str]
    places: frozenset[str]
    answers: Mapping[str, Answer]
    sources: Mapping[str, int]
    newest: str | None
    cited: Citation


def brief(store: Store, filters: Filters, day: str) -> Brief:
    """What there is about the regions of the filters; UsageError if one is not known.

    Plans are as they stand on a day (YYYY-MM-DD).
    """
    answers = {view: ask(store, view, filters).kept() for view in VIEWS if view != "plans"}
    answers["plans"] = plans(store, day, filters).kept()
    typed = [*filters.region, *filters.with_]
    meant = [names.find(store.connection, "region", each).ids for each in typed]
    articles = [row["id"] for row in answers["articles"].mappings()]
    inside = f"SELECT part FROM inside WHERE whole {LISTED}"
    places = store.connection.execute(inside, (json.dumps(meant[0] if meant else ()),))
    known = f"SELECT published FROM dated WHERE id {LISTED} LIMIT 1"
    newest = store.connection.execute(known, (json.dumps(articles),)).fetchone()
    return Brief(
        [" and ".join(names.labels(store.connection, ids)) for ids in meant],
        frozenset(id_ for (id_,) in places),
        answers,
        {id_: number for number, id_ in enumerate(articles, 1)},
        newest and newest[0],
        citation.of_articles(store, articles),
    )
