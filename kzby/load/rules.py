"""Rules across entries: ids and references, circles, sums, what no article can report."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, get_origin

from kzby.errors import Place, Problem, nearest
from kzby.load.entries import File, Located, Values
from kzby.model import dates, kinds
from kzby.model.article import Article, Mention
from kzby.model.fields import NOBODY, Ref, references
from kzby.model.terms import HAPPENED, KINDS, TO_COME
from kzby.model.trade import contradictions
from kzby.model.vocabulary import DEEPEST, VOCABULARIES, Known, around

_WITHIN = ("within", "formerly_within")
_DONE = ("fulfilled", "partly-fulfilled", "late")
_ADD = "name another, or add it"
_HINTS = 20  # to look for the nearest of many ids is slow
_OWN = {Article: ("id", "url", "sha256"), Known: ("id", "url")}  # what no two entries share


class References:
    """The ids of all files, and the references between them."""

    def __init__(self, *, all_read: bool) -> None:
        # by id: what has it, and where
        self._known = dict.fromkeys(NOBODY, ("speaker without a name", "kzby itself"))
        self._open: list[tuple[Problem, Ref, str]] = []  # a fault if the id stays unknown
        self._all_read = all_read
        self.unjudged = 0  # references to what may be in a file that cannot be read

    def add(self, file: File) -> Iterator[Problem]:
        """Ids given twice, articles coded twice, records told twice."""
        self._all_read &= file.is_read
        own = {entry.id: entry for entry in file.entries}
        for entry in file.entries:
            yield from self._made(entry)
            if entry.id is None and (id_ := entry.retells) is not None:
                first = own.setdefault(id_, entry)
                if first is not entry:
                    text = f"{id_!r} is on line {first.line} already; join the two"
                    yield entry.problem(("retells",), text)
            for path, ref, id_ in references(entry.scheme, entry.written):
                itself = (entry.id, entry.retells if path[0] != "settles" else None)
                if path[0] in ("said_at", "related", "settles") and id_ in itself:
                    yield entry.problem(path, "is the record itself; leave it out, or name another")
                wanted = Ref((entry.scheme.noun,)) if path[0] == "retells" else ref
                if path[0] != "context" and not self._is_known(id_, wanted):
                    self._open.append((entry.problem(path, ""), wanted, id_))

    def _made(self, entry: Located) -> Iterator[Problem]:
        """That another entry has the id already, or the address or text."""
        for field in _OWN.get(entry.scheme, ("id",)):
            if not isinstance(text := entry.written.get(field), str):
                continue
            here = (entry.scheme.noun, f"{entry.file.name}:{entry.line}")
            noun, place = known = self._known.setdefault(text, here)
            if known is not here:
                told = f"is already given in {place} ({noun}); keep one"
                tells = f", or write retells: {text} if both tell the same thing"
                is_twice = field == "id" and noun == here[0] and noun in KINDS
                yield entry.problem((field,), told + tells * is_twice)

    def dangling(self) -> Iterator[Problem]:
        """References to nothing, or to a thing of the wrong kind, once all files are added."""
        hints = 0
        for problem, ref, id_ in self._open:
            if self._is_known(id_, ref):
                continue
            called = "record" if {*ref.to} >= {*KINDS} else " or ".join(ref.to)
            if id_ in self._known:
                text = f"{id_!r} is of kind {self._known[id_][0]}, not {called}; name another"
            elif not self._all_read:
                self.unjudged += 1
                continue
            else:
                hints += 1
                known = sorted(self._known) if hints <= _HINTS else []
                near = [each for each in known if self._is_known(each, ref)]
                hint = nearest(id_, near, other=_ADD)
                is_new = known and hint == _ADD and called != "record"
                entry = _entry(ref, id_) if is_new else ()
                text = "\n".join((f"no {called} has the id {id_!r}; {hint}", *entry))
            yield problem._replace(text=text)

    def _is_known(self, id_: str, ref: Ref) -> bool:
        return id_ in self._known and self._known[id_][0] in ref.to


def _entry(ref: Ref, id_: str) -> Iterator[str]:
    """An entry with an id, to be completed, for each vocabulary that may have it."""
    for name, scheme in VOCABULARIES.items():
        if scheme.noun in ref.to:
            yield from (f"in {name}.yaml:", f"- id: {id_}")
            for field, info in scheme.model_fields.items():
                kind: Any = get_origin(info.annotation)
                form = {tuple: "[TODO]", dict: "{en: [TODO]}"}.get(kind, "TODO")
                yield from [f"  {field}: {form}"] * (info.is_required() and field != "id")


def circles(file: File) -> Iterator[Problem]:
    """Regions and sectors within themselves, now or before, or too deep."""
    wholes = defaultdict[str | None, set[str | None]](set)
    for entry in file.entries:
        named = references(entry.scheme, entry.written)
        wholes[entry.id] |= {whole for path, _, whole in named if path[0] in _WITHIN}
    deep = {*wholes}  # what lies in so many levels
    for _ in range(DEEPEST):
        deep = {id_ for id_ in deep if not wholes[id_].isdisjoint(deep)}
    for entry in file.entries:
        if entry.id in deep:
            text = f"leads to itself, or over more than {DEEPEST} levels; name a larger whole"
            yield entry.problem(("within",), text)


def nonsense(file: File, known: Values) -> Iterator[Problem]:
    """What no article can report; `known` has the entries of the vocabularies and the records."""
    stating = {id(each.entry): each for each in file.entries}
    trades = [each.entry for each in file.entries if isinstance(each.entry, kinds.Trade)]
    for record, field, text in contradictions(trades):
        yield stating[id(record)].problem((field,), text)
    for card, located in file.reported():
        own = dict(located.entry)
        rules = _untimely(card, own), _within(own, known), _one_sided(own, known)
        for path, text in chain.from_iterable(rules):
            yield located.problem(path, text)


def unsaid(
    mentions: Iterable[Mention], spoken: Iterable[tuple[Mention, Problem]]
) -> Iterator[Problem]:
    """What an article reports from a meeting that every article has later.

    `spoken` has what was said at a meeting, each with its place.
    """
    days = defaultdict[str | None, list[str]](list)  # by meeting; if it has none that of the report
    for mention in mentions:
        days[mention.record.id].append(mention.record.date or mention.article.published)
    for mention, problem in spoken:
        id_, published = mention.record.said_at, mention.article.published
        if id_ in days and all(dates.before(published, day) for day in days[id_]):
            text = f"{id_!r} is of {days[id_][0]!r}, after the article of {published}"
            yield problem._replace(text=f"{text}; check both dates")


def outcomes(settling: Iterable[tuple[Article, Located]], known: Values) -> Iterator[Problem]:
    """Plans done by what is still to come, late before they are due, or with another outcome above.

    `known` has the records of all files, as the plan can be in any.
    """
    told: dict[tuple[str, str], str] = {}  # by article and plan
    for card, located in settling:
        _, reported = dates.bounds(card.published)
        own = dict(located.entry)
        state = _state(own)
        for at, each in enumerate(own["settles"]):
            path, plan = ("settles", at, "outcome"), dict(known.get(each.plan) or ())
            due = plan.get("due") or plan.get("period")
            last = dates.bounds(due)[1] if due else None
            if each.outcome == "late" and last and reported and last >= reported:
                text = f"'late' is too early: the due date, {due!r}, is not over in this article"
                yield located.problem(path, f"{text}; check both")
            if each.outcome in _DONE and state in TO_COME and each.plan != own["retells"]:
                text = f"{each.outcome!r} cannot be told by what is still to come ({state})"
                yield located.problem(path, f"{text}; check both")
            if told.setdefault((card.id, each.plan), each.outcome) != each.outcome:
                text = f"is not what this article says of {each.plan!r} above; check both"
                yield located.problem(path, text)


def _state(own: Values) -> str:
    """How far a record has come; of a figure that is not actual its basis."""
    return str(own["status"] if own.get("basis", "actual") == "actual" else own["basis"])


Faults = Iterator[tuple[Place, str]]


def _untimely(card: Article, own: Values) -> Faults:
    """What is said to have happened, but after the article, or is announced, but before it."""
    for field in ("date", "signed", "period", "against") if _state(own) in HAPPENED else ():
        if dates.before(card.published, own.get(field)):
            text = f"{own[field]!r} is after the article of {card.published}"
            yield (field,), f"{text}; check both dates, or the status"
        elif _goes_on(card, own, field):
            text = f"{own[field]!r} goes on after the article of {card.published}"
            yield (field,), f"{text}; end it with the month of the article, or check both"
    if own["status"] == "announced" and dates.before(own["date"], card.published):
        text = f"{own['date']!r} is before the article of {card.published}"
        yield ("date",), f"{text}; check both, or the status"


def _goes_on(card: Article, own: Values, field: str) -> bool:
    """Whether what was held or signed has a day after the article, or a figure a month."""
    is_over = field == "period" or own["status"] in ("held", "signed")
    if not (is_over and (date := own.get(field))):
        return False
    first, last = dates.bounds(date)
    if not last:
        return bool(first)  # else it is a day of any year
    if field == "period":
        return last[:7] > str(dates.bounds(card.published)[1])  # a month before its days
    return any(dates.before(card.published, part) for part in re.findall(r"[^][/,. ]+", date))


def _within(own: Values, known: Values) -> Faults:
    """Trade of a place with itself, or its agreement."""
    field = "parties" if own.get("parties") else "partner"
    pair: Any = own.get("parties") or (own.get("region"), own.get("partner"))
    one, other = pair if len(pair) == 2 else ("", "")
    if one in around(other, known) or other in around(one, known):
        text = f"{other!r} and {one!r} are one, or one lies in the other; check both"
        yield (field,), text


def _one_sided(own: Values, known: Values) -> Faults:
    """Sides that are not those of the people and bodies in question, which are named by id."""
    given: list[tuple[Place, str, str | None]] = [(("side",), own["speaker"], own["side"])]
    for at, each in enumerate(own.get("participants", ())):
        given.append((("participants", at, "side"), each.person or each.organization, each.side))
    for path, who, side in given:
        right = getattr(known.get(who), "side", None)
        if right and side not in (right, "both", None):
            yield path, f"{side} is not the side of {who!r}: {right}"
