"""What no article can report: what is after its day, a place that trades with itself, sides at odds."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import Any

from kzby.errors import Place, Problem
from kzby.load.entries import File
from kzby.model import dates
from kzby.model.article import Article, Mention
from kzby.model.terms import HAPPENED
from kzby.model.vocabulary import Named, Region

Fault = tuple[Place, str]
Link = tuple[Problem, Article, str]  # where it is written, yet without text; to which id


def nonsense(file: File, named: Mapping[str, Named]) -> Iterator[Problem]:
    """What makes no sense in an article; `named` has the entries of the vocabularies by id."""
    for card, located in file.reported():
        own = dict(located.entry)
        every = chain(_later(own, card.published), _nested(own, named), _at_odds(own, named))
        for path, text in every:
            if path[0] in located.written:  # else it is the fault of another record
                yield located.problem(path, text)


def earlier(file: File) -> Iterator[Link]:
    """The links of an article's records to what has to be earlier."""
    for card, located in file.reported():
        if meeting := located.entry.said_at:
            yield located.problem(("said_at",), ""), card, meeting
        for at, settled in enumerate(located.entry.settles):
            yield located.problem(("settles", at, "plan"), ""), card, settled.plan


def untimely(links: Iterable[Link], mentions: Iterable[Mention]) -> Iterator[Problem]:
    """Meetings that something is said at, and plans that it settles, though they came only later."""
    first: dict[str, Mention] = {}
    for mention in sorted(mentions, key=attrgetter("age")):
        first.setdefault(mention.record.id, mention)
    for problem, card, id_ in links:
        if other := first.get(id_):
            held = other.record.date if problem.field.endswith("said_at") else None
            came = dates.bounds(held or other.article.published)[0] or ""
            if came > card.age[1]:
                text = f"{id_!r} is of {came}, after the article; check both"
                yield problem._replace(text=text)


def _later(own: dict[str, Any], published: str) -> Iterator[Fault]:
    """What is said to have happened, but on a day after the article."""
    if own["status"] in HAPPENED and own.get("basis", "actual") == "actual":
        last = dates.bounds(published)[1] or ""
        for name in ("date", "signed", "period"):
            date = own.get(name) or ""
            ends = [date] if own["status"] == "under-way" else date.split("/")
            if any((dates.bounds(end)[0] or "") > last for end in ends if end.strip(".")):
                text = f"{own[name]!r} is after the article of {published}"
                yield (name,), f"{text}; check both dates, or the status"


def _nested(own: dict[str, Any], named: Mapping[str, Named]) -> Iterator[Fault]:
    """Places that trade with each other, though one is the other or in it."""
    one, other = own.get("region", ""), own.get("partner") or ""
    for part, whole in (one, other), (other, one):
        around, place = [part], named.get(part)
        while isinstance(place, Region) and place.within and place.within not in around:
            around.append(place.within)
            place = named.get(place.within)
        if part and whole in around:
            yield ("partner",), f"{part!r} is {whole!r} or lies in it; name places that are apart"


def _at_odds(own: dict[str, Any], named: Mapping[str, Named]) -> Iterator[Fault]:
    """Sides that are not those of the people and organizations in question."""
    side = own["side"] if own["side"] != "both" else None
    if side and own["speaker"] == "parties":
        yield ("side",), f"{side} is one side of parties, who speak together; leave it out"
    given: list[tuple[Place, str, str | None]] = [(("side",), own["speaker"], side)]
    for at, each in enumerate(own.get("participants", ())):
        given.append((("participants", at, "side"), each.person or each.organization, each.side))
    for path, who, side in given:
        known = getattr(named.get(who), "side", None)
        if side and known and side != known:
            yield path, f"{side} is not the side of {who!r}, which is {known}; check both"
