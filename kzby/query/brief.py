"""Several questions answered side by side: a region on one page, all that a report shows."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from kzby.errors import counted
from kzby.query import citation, names
from kzby.query.answer import Answer, Finding
from kzby.query.citation import Citation
from kzby.query.filters import LISTED, Filters, conditions
from kzby.query.findings import Rows, headed
from kzby.query.questions import ask, plans, trade
from kzby.store import Store

VIEWS = (
    *("ties", "meetings", "agreements", "projects", "trade"),
    *("proposals", "plans", "people", "conflicts", "articles"),
)
# How many articles are known about countries, oblasts and cities.
_KNOWN = f"""
    SELECT count(DISTINCT account.id) FROM account JOIN region ON region.id = region
    WHERE region {LISTED} AND type IN ('country', 'oblast', 'city')
"""
_MORE = ("gaps", "sectors", "timeline", "mentions")


class Brief(NamedTuple):
    """A region, or what it shares with another: the rows of each view.

    `regions` has its name and that of the other; `filters` the words of each filter by its name;
    `places` the ids of the region and all in it; `sources` numbers the articles from 1, newest
    first; `newest` is the date of the newest news, `known` how many articles are known on one
    region, coded or not. `day` is that of the plans.
    """

    regions: list[str]
    filters: Mapping[str, str]
    places: frozenset[str]
    answers: Mapping[str, Answer]
    sources: Mapping[str, int]
    newest: str | None
    cited: Citation
    known: int
    day: str

    @property
    def title(self) -> str:
        """The regions, as one phrase."""
        return names.joined(self.regions)


def brief(store: Store, filters: Filters, day: str) -> Brief:
    """What there is about the regions of the filters; UsageError if one is not known.

    Plans are as they stand on a day (YYYY-MM-DD).
    """
    answers = {view: ask(store, view, filters) for view in VIEWS if view != "plans"}
    answers["plans"] = plans(store, day, filters)
    answers = {view: each.kept() for view, each in answers.items()}
    typed = [*filters.region, *filters.with_]
    meant = [names.find(store, "region", each)[0] for each in typed]
    articles = [row["id"] for row in answers["articles"].mappings()]
    inside = f"SELECT part FROM inside WHERE whole {LISTED}"
    places = store.connection.execute(inside, (json.dumps(meant[0] if meant else ()),))
    known = f"SELECT date FROM news WHERE article {LISTED} LIMIT 1"
    newest = store.connection.execute(known, (json.dumps(articles),)).fetchone()
    wholes = [*chain(*meant)] or ["BY", "KZ"]
    (all_known,) = store.connection.execute(_KNOWN, (json.dumps(wholes),)).fetchone()
    applied, _ = conditions(store, filters)
    return Brief(
        [" or ".join(names.labels(store, ids)) for ids in meant],
        {each.filter: each.words for each in applied},
        frozenset(id_ for (id_,) in places),
        answers,
        {id_: number for number, id_ in enumerate(articles, 1)},
        newest and newest[0],
        citation.of_articles(store, articles),
        0 if filters.with_ else all_known,
        day,
    )


def report(store: Store, filters: Filters, day: str) -> Brief:
    """The same and more, of the regions of the filters or of all; UsageError if one is unknown."""
    page = brief(store, filters, day)
    answers = {
        **page.answers,
        "meetings": headed(page.answers["meetings"], _contacts),
        "trade": headed(trade(store, "derived", filters), _figures),
        "regions": ask(store, "regions"),
        **{view: ask(store, view, filters) for view in _MORE},
    }
    return page._replace(answers={view: each.kept() for view, each in answers.items()})


def _contacts(rows: Rows, _: Mapping[str, str]) -> Iterator[Finding]:
    """How many meetings there are, and of how many the year is inferred."""
    inferred = [row["id"] for row in rows if not row["year_stated"]]
    noun = "meeting, visit or other contact"
    contacts = counted(len(rows), noun, "meetings, visits and other contacts")
    doubt = f"; of {len(inferred):,} the year is inferred" if inferred else ""
    yield Finding(f"{contacts}{doubt}.", inferred)


def _figures(rows: Rows, _: Mapping[str, str]) -> Iterator[Finding]:
    """How many figures are printed, and how many worked out."""
    printed = [row["id"] for row in rows if not row["measure"]]
    more = len(rows) - len(printed)
    derived = f"; {more:,} more worked out from them" if more else ""
    yield Finding(f"{counted(len(printed), 'figure')} printed in articles{derived}.", printed)
