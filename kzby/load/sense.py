"""What no article can report: what is after its day, a place that trades with itself, sides at odds."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain, combinations
from typing import Any

from kzby import __released__
from kzby.errors import Place, Problem
from kzby.load.entries import File
from kzby.model import dates
from kzby.model.article import Article
from kzby.model.kinds import Record
from kzby.model.vocabulary import Known, Named, Region

_HAPPENED = ("held", "under-way", "signed", "reported")

Fault = tuple[Place, str]


def nonsense(file: File, named: Mapping[str, Named]) -> Iterator[Problem]:
    """What makes no sense in an article or list; `named` has the vocabularies' entries by id."""
    today = max(__released__, date.today().isoformat())  # a clock may be wrong
    card = None
    for located in file.entries:
        faults: Iterator[Fault] = iter(())
        if isinstance(located.entry, Article | Known) and located.entry.published:
            card = located.entry
            if (dates.bounds(located.entry.published)[0] or "") > today:
                faults = iter([(("published",), "is still to come; check the year")])
        elif isinstance(record := located.entry, Record):
            own = dict(record)
            faults = chain(_later(own, card), _nested(own, named), _at_odds(own, named))
        for path, text in faults:
            if path[0] in located.written:  # else it is the fault of another record
                yield located.problem(path, text)


def _later(own: dict[str, Any], card: Article | Known | None) -> Iterator[Fault]:
    """What is said to have happened, but on a day after the article."""
    if card and own["status"] in _HAPPENED and own.get("basis", "actual") == "actual":
        last = dates.bounds(card.published or "")[1] or ""
        for name in ("date", "signed", "period"):
            if own.get(name) and (dates.bounds(own[name])[0] or "") > last:
                right = "check both dates, or the status"
                yield (name,), f"{own[name]!r} is after the article of {card.published}; {right}"


def _nested(own: dict[str, Any], named: Mapping[str, Named]) -> Iterator[Fault]:
    """Places that trade or agree with each other, though one is the other or in it."""
    parties = own.get("parties") or (own.get("region"), own.get("partner"))
    for one, other in combinations(filter(None, parties), 2):
        for part, whole in ((one, other), (other, one)):
            if whole in _around(part, named):
                text = f"{part!r} is {whole!r} or lies in it; name places that are apart"
                yield ("parties" if "parties" in own else "partner",), text


def _around(place: str, named: Mapping[str, Named]) -> list[str]:
    """A place and what it lies in."""
    around: list[str] = []
    while place not in around and isinstance(region := named.get(place), Region):
        around.append(place)
        place = region.within or ""
    return around


def _at_odds(own: dict[str, Any], named: Mapping[str, Named]) -> Iterator[Fault]:
    """Sides that are not those of the people and organizations in question."""
    side = own["side"] if own["side"] != "both" else None
    given: list[tuple[Place, str, str | None]] = [(("side",), own["speaker"], side)]
    for at, each in enumerate(own.get("participants", ())):
        given.append((("participants", at, "side"), each.person or each.organization, each.side))
    for path, who, side in given:
        known = getattr(named.get(who), "side", None)
        if side and known and side != known:
            yield path, f"{side} is not the side of {who!r}, which is {known}; check both"
