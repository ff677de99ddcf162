"""Rules across entries: circles, sums, what no article can report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kzby.errors import Place, Problem
from kzby.load.entries import File
from kzby.model import dates, kinds
from kzby.model.fields import references
from kzby.model.terms import HAPPENED, TO_COME
from kzby.model.trade import contradictions
from kzby.model.vocabulary import Named

_WITHIN = ("within", "formerly_within")
_DEEPEST = 10  # levels of regions or sectors
_DONE = ("fulfilled", "partly-fulfilled", "late")


def circles(file: File) -> Iterator[Problem]:
    """Regions and sectors within themselves, now or before, or too deep."""
    wholes = defaultdict[str | None, set[str | None]](set)
    for entry in file.entries:
        named = references(entry.scheme, entry.written)
        wholes[entry.id] |= {whole for path, _, whole in named if path[0] in _WITHIN}
    deep = {*wholes}  # what lies in so many levels
    for _ in range(_DEEPEST):
        deep = {id_ for id_ in deep if not wholes[id_].isdisjoint(deep)}
    for entry in file.entries:
        if entry.id in deep:
            text = f"leads to itself, or over more than {_DEEPEST} levels; name a larger whole"
            yield entry.problem(("within",), text)


def arithmetic(file: File) -> Iterator[Problem]:
    """Turnover, balances and signs that export and import of one article contradict."""
    trades = [entry.entry for entry in file.entries if isinstance(entry.entry, kinds.Trade)]
    stating = {id(entry.entry): entry for entry in file.entries}
    for record, field, text in contradictions(trades):
        yield stating[id(record)].problem((field,), text)


def untimely(file: File) -> Iterator[Problem]:
    """What is said to have happened, but after the article."""
    for card, located in file.reported():
        own, (_, last) = dict(located.entry), dates.bounds(card.published)
        if own["status"] in HAPPENED and own.get("basis", "actual") == "actual":
            for field in ("date", "signed", "period"):
                first = dates.bounds(own[field])[0] if own.get(field) else None
                if first and last and first > last:
                    text = f"{own[field]!r} is after the article of {card.published}"
                    yield located.problem((field,), f"{text}; check both dates, or the status")


def nonsense(file: File, named: Mapping[str, Named]) -> Iterator[Problem]:
    """Trade of a place with itself, meetings to come before the article, impossible outcomes."""
    outcomes: dict[str, str] = {}  # by plan
    for card, located in file.reported():
        own = dict(located.entry)
        region, partner = own.get("region"), own.get("partner")
        if region in _around(partner, named) or partner in _around(region, named):
            text = f"{partner!r} and {region!r} are one, or one lies in the other; check both"
            yield located.problem(("partner",), text)
        last = dates.bounds(own["date"])[1] if own["date"] else None
        if own["status"] == "announced" and (last or "9") < (dates.bounds(card.published)[0] or ""):
            text = f"{own['date']!r} is before the article of {card.published}"
            yield located.problem(("date",), f"{text}; check both, or the status")
        state = own["status"] if own.get("basis", "actual") == "actual" else own["basis"]
        for at, each in enumerate(own["settles"]):
            path = ("settles", at, "outcome")
            if each.outcome in _DONE and state in TO_COME and each.plan != own["retells"]:
                text = f"{each.outcome!r} cannot be told by what is still to come ({state})"
                yield located.problem(path, f"{text}; check both")
            if outcomes.setdefault(each.plan, each.outcome) != each.outcome:
                text = f"is not what this article says of {each.plan!r} above; check both"
                yield located.problem(path, text)


def _around(id_: str | None, named: Mapping[str, Named]) -> Iterator[str | None]:
    """A region, and those it lies in, if it is one."""
    for _ in range(_DEEPEST):  # it may lie in itself
        if id_:
            yield id_
            id_ = getattr(named.get(id_), "within", None)


def one_sided(file: File, named: Mapping[str, Named]) -> Iterator[Problem]:
    """Sides that are not those of the people and bodies in question, which are named by id."""
    for _, located in file.reported():
        record: Any = located.entry
        given: list[tuple[Place, str, str | None]] = [(("side",), record.speaker, record.side)]
        for at, each in enumerate(getattr(record, "participants", ())):
            who = each.person or each.organization
            given.append((("participants", at, "side"), who, each.side))
        for path, who, side in given:
            known = getattr(named.get(who), "side", None)
            if known and side not in (known, "both", None):
                yield located.problem(path, f"{side} is not the side of {who!r}: {known}")
