"""Several questions answered side by side: a region on one page, all that a report shows."""

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, NamedTuple

from kzby.query import citation, names
from kzby.query.answer import Answer
from kzby.query.citation import Citation
from kzby.query.filters import LISTED, Filters, conditions
from kzby.query.questions import ask, plans, trade
from kzby.store import Store

VIEWS = (
    *("ties", "meetings", "agreements", "projects", "trade", "goods"),
    *("proposals", "plans", "people", "conflicts", "articles"),
)
# How many articles are known about countries, oblasts and cities.
_KNOWN = f"""
    SELECT count(DISTINCT account.id) FROM account JOIN region ON region.id = region
    WHERE region {LISTED} AND type IN ('country', 'oblast', 'city')
"""
_INSIDE = f"SELECT part FROM inside WHERE whole {LISTED}"
_NEWEST = f"SELECT date FROM news WHERE article {LISTED} LIMIT 1"
_MORE = ("gaps", "sectors", "timeline", "mentions")


class Brief(NamedTuple):
    """A region, or what it shares with another: the rows of each view."""

    regions: list[str]  # its name, and that of the other
    filters: Mapping[str, str]  # the words of each
    places: frozenset[str]  # the ids of the region and all in it
    answers: Mapping[str, Answer]
    sources: Mapping[str, int]  # the numbers of the articles, newest first
    newest: str | None  # the date of the newest news
    cited: Citation
    known: int  # articles on the region, coded or not
    day: str  # of the plans

    @property
    def title(self) -> str:
        """The regions, as one phrase."""
        return " and ".join(self.regions)


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
    narrowed = any(filters._replace(region=(), dates=""))  # else these are a part of what is known

    def values(sql: str, ids: Iterable[str]) -> list[Any]:
        return [value for (value,) in store.connection.execute(sql, (json.dumps([*ids]),))]

    return Brief(
        regions=[*map(store.any_of, meant)],
        filters={each.filter: each.words for each in conditions(store, filters)[0] if each.typed},
        places=frozenset(values(_INSIDE, meant[0] if meant else ())),
        answers=answers,
        sources={id_: number for number, id_ in enumerate(articles, 1)},
        newest=next(iter(values(_NEWEST, articles)), None),
        cited=citation.of_articles(store, articles),
        known=0 if narrowed else values(_KNOWN, chain(*meant) if meant else ("BY", "KZ"))[0],
        day=day,
    )


def report(store: Store, filters: Filters, day: str) -> Brief:
    """The same and more, of the regions of the filters or of all."""
    page = brief(store, filters, day)
    answers = {
        **page.answers,
        "trade": trade(store, "derived", filters),
        "regions": ask(store, "regions"),
        **{view: ask(store, view, filters) for view in _MORE},
    }
    return page._replace(answers={view: each.kept() for view, each in answers.items()})
