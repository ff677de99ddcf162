"""All that a report shows: the answers of several questions, read whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kzby.errors import counted
from kzby.query.answer import Answer, Finding
from kzby.query.brief import Brief, brief
from kzby.query.filters import Filters
from kzby.query.findings import Rows, headed
from kzby.query.questions import ask, gaps, plans, trade
from kzby.store import Store


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
    page = brief(store, filters)
    answers = {
        **page.answers,
        "meetings": headed(page.answers["meetings"], _contacts),
        "trade": headed(trade(store, "derived", filters), _figures),
        "conflicts": headed(page.answers["conflicts"], _disputes),
        "plans": plans(store, day, filters),
        # what no record tells is said of the whole alone
        "gaps": ask(store, "gaps", filters) if filters.region else gaps(store, filters),
        "regions": ask(store, "regions"),
        **{view: ask(store, view, filters) for view in ("sectors", "timeline", "mentions")},
    }
    whole = {view: replace(each, rows=list(each.rows)) for view, each in answers.items()}
    return Report(page, whole, filters.region, day)


def _contacts(rows: Rows, _: Mapping[str, str]) -> Iterator[Finding]:
    """How many meetings there are, and of how many the year is inferred."""
    inferred = [row["id"] for row in rows if not row["year_stated"]]
    noun = "meeting, visit or other contact"
    values = {
        "contacts": counted(len(rows), noun, "meetings, visits and other contacts"),
        "inferred": f"{len(inferred):,}",
    }
    doubt = "; of {inferred} the year is inferred" if inferred else ""
    yield Finding(f"{{contacts}}{doubt}.", values, inferred)


def _figures(rows: Rows, _: Mapping[str, str]) -> Iterator[Finding]:
    """How many figures are printed, and how many worked out."""
    printed = [row["id"] for row in rows if not row["measure"]]
    values = {
        "printed": counted(len(printed), "figure"),
        "derived": f"{len(rows) - len(printed):,}",
    }
    derived = "; {derived} more worked out from them" if len(rows) > len(printed) else ""
    yield Finding(f"{{printed}} printed in articles{derived}.", values, printed)


def _disputes(rows: Rows, _: Mapping[str, str]) -> Iterator[Finding]:
    """How often articles contradict each other, and how often both can be right."""
    of = {
        verdict: [row["id"] for row in rows if row["verdict"] == verdict]
        for verdict in ("conflict", "revised", "agree")
    }
    values = {
        "conflict": counted(len(of["conflict"]), "contradiction"),
        "revised": counted(len(of["revised"]), "statement"),
        "agree": counted(len(of["agree"]), "difference"),
    }
    forms = {
        "conflict": "{conflict}",
        "revised": "{revised} later revised",
        "agree": "{agree} in words or exactness, where both can be right",
    }
    template = "; ".join(form for verdict, form in forms.items() if of[verdict])
    yield Finding(f"{template}.", values, of["conflict"])
