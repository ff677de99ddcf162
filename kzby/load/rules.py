"""Rules across entries: circles, sums, what no article can report."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, permutations
from typing import Any

from kzby.errors import Place, Problem
from kzby.load.entries import File, Located
from kzby.model import dates, kinds
from kzby.model.fields import references
from kzby.model.terms import HAPPENED, TO_COME
from kzby.model.trade import contradictions
from kzby.model.vocabulary import Named, Region

_WITHIN = ("within", "formerly_within")
_DEEPEST = 10  # levels of regions or sectors
_PART = "[0-9X?~-]+"  # of an interval, or of a set, each of which must be possible
_DONE = ("fulfilled", "partly-fulfilled", "late")

Fault = tuple[Place, str]


def circles(file: File) -> Iterator[Problem]:
    """Regions and sectors within themselves, now or before; if none, those too deep."""
    wholes = defaultdict[str | None, set[str | None]](set)
    for entry in file.entries:
        named = references(entry.scheme, entry.written)
        wholes[entry.id] |= {whole for path, _, whole in named if path[0] in _WITHIN}
    inside, deep = [], []
    for entry in file.entries:
        level, around, noun = {entry.id}, set[str | None](), entry.scheme.noun
        for _ in range(_DEEPEST):
            level = {whole for id_ in level for whole in wholes[id_]} - around
            around |= level
        if entry.id in around:
            inside.append((entry, f"lies within itself; name the {noun} it really lies in"))
        elif level:
            deep.append((entry, f"is more than {_DEEPEST} levels deep; name a larger {noun}"))
    for entry, text in inside or deep:
        field = next(name for name in _WITHIN if name in entry.written)
        yield entry.problem((field,), text)


def arithmetic(file: File) -> Iterator[Problem]:
    """Turnover, balances and signs that export and import of one article contradict."""
    trades = [entry.entry for entry in file.entries if isinstance(entry.entry, kinds.Trade)]
    stating = {id(entry.entry): entry for entry in file.entries}
    for record, field, text in contradictions(trades):
        yield stating[id(record)].problem((field,), text)


def nonsense(file: File, named: Mapping[str, Named]) -> Iterator[Problem]:
    """What makes no sense in an article; `named` are the vocabularies, by id."""
    outcomes: dict[str, tuple[Located, str]] = {}  # by plan
    for card, located in file.reported():
        own = dict(located.entry)
        for at, each in enumerate(own["settles"]):
            other, outcome = outcomes.setdefault(each.plan, (located, each.outcome))
            if other is not located and outcome != each.outcome:
                text = f"line {other.line} says that {each.plan!r} is {outcome!r}; check both"
                yield located.problem(("settles", at, "outcome"), text)
        every = chain(_untimely(own, card.published), _nested(own, named), _at_odds(own, named))
        for path, text in every:
            if path[0] in located.written:
                yield located.problem(path, text)
            elif located.retells and path[0] in ("date", "signed", "period"):
                yield located.problem(("retells",), text)  # the original is of a later time


def _untimely(own: dict[str, Any], published: str) -> Iterator[Fault]:
    """What is said to have happened, but after the article, or is to come, but before it."""
    first, last = (end or "" for end in dates.bounds(published))
    date = own.get("date") or ""
    end = date if date.startswith("[") else date.rpartition("/")[2]
    past = ("" < (dates.bounds(part)[1] or "") < first for part in re.findall(_PART, end))
    if own["status"] == "announced" and any(past):
        yield ("date",), f"{date!r} is before the article of {published}; check both, or the status"
    over = own["status"] in HAPPENED and own.get("basis", "actual") == "actual"
    said = ("date",) if own["kind"] in ("plan", "proposal") else ()
    for name in ("date", "signed", "period") if over else said:
        date = own.get(name) or ""
        begun = date.partition("/")[0] if own["status"] == "under-way" else date
        if any((dates.bounds(part)[0] or "") > last for part in re.findall(_PART, begun)):
            text = f"{own[name]!r} is after the article of {published}"
            yield (name,), f"{text}; check both dates, or the status"
        elif name == "period" and date and (dates.bounds(date)[1] or "")[:7] > last[:7]:
            text = f"{date!r} was not over when the article of {published} appeared"
            yield (name,), f"{text}; end it with the month of the report, or write basis: forecast"


def _nested(own: dict[str, Any], named: Mapping[str, Named]) -> Iterator[Fault]:
    """Places that trade with each other, though one is the other or in it."""
    for part, whole in permutations([own.get("region", ""), own.get("partner") or ""]):
        around, place = [part], named.get(part)
        while isinstance(place, Region) and place.within and place.within not in around:
            around.append(place.within)
            place = named.get(place.within)
        if part and whole in around:
            yield ("partner",), f"{part!r} is {whole!r} or lies in it; name places that are apart"


def _at_odds(own: dict[str, Any], named: Mapping[str, Named]) -> Iterator[Fault]:
    """Sides that are not those of the people and organizations in question; two outcomes of a plan."""
    for at, each in enumerate(own["settles"]):
        state = own["status"] if own.get("basis", "actual") == "actual" else own["basis"]
        if each.outcome in _DONE and state in TO_COME and each.plan != own["retells"]:
            text = f"{each.outcome!r} cannot be told by what is still to come ({state})"
            yield ("settles", at, "outcome"), f"{text}; check both"
    if own.get("stage") in ("idea", "planned") and own["status"] in ("held", "under-way"):
        yield ("stage",), f"is {own['stage']}, but the status is {own['status']}; check both"
    plans = [each.plan for each in own["settles"]]
    if len({*plans}) < len(plans):
        yield ("settles",), "has the same plan twice; keep one"
    if "flow" in own and own["regions"] and own["region"] not in own["regions"]:
        yield ("regions",), f"lacks {own['region']!r}, whose figure it is; check both"
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
