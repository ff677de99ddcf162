"""All that a report shows: the answers of several questions, read whole."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kzby.errors import counted
from kzby.query.answer import Answer, Finding
from kzby.query.brief import Brief, brief
from kzby.query.filters import Filters
from kzby.query.findings import Rows, headed
from kzby.query.questions import ask, trade
from kzby.store import Store

_MORE = ("gaps", "sectors", "timeline", "mentions")


class Report(NamedTuple):
    """The rows of each view, of some regions or of all; plans as they stand on a day.

    `typed` are the regions as the user named them; `brief` numbers the sources.
    """

    brief: Brief
    answers: Mapping[str, Answer]
    typed: Sequence[str]
    day: str


def report(store: Store, filters: Filters, day: str) -> Report:
    """What there is about the regions of the filters, or all; UsageError if one is not known."""
    page = brief(store, filters, day)
    answers = {
        **page.answers,
        "meetings": headed(page.answers["meetings"], _contacts),
        "trade": headed(trade(store, "derived", filters), _figures),
        "regions": ask(store, "regions"),
        **{view: ask(store, view, filters) for view in _MORE},
    }
    whole = {view: each.kept() for view, each in answers.items()}
    return Report(page, whole, filters.region, day)


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
