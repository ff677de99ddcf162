"""What an article states for a field of a record, and how two statements go together."""

from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple, get_origin

from kzby.derive.trade import factor
from kzby.model import dates, figures, kinds
from kzby.model.article import Mention
from kzby.model.figures import OPEN, Figure
from kzby.model.terms import Hedge, Sign

Inside = AbstractSet[tuple[str, str]]  # every place, with every place that lies in it

# Identity, the curators' words, and what belongs to a value or change.
_NOT_COMPARED = {
    "id", "kind", "retells", "context", "title", "of", "note",
    "low", "high", "unit", "hedge", "change_kind", "increment",
}  # fmt: skip
DATES = ("date", "due", "signed", "ends", "period", "against")
_MEASURED = ("region", "partner", "flow", "basis", "date", "period")
_WHOSE = ("subject", "direction", "increment")  # what a figure has or has not
LISTS = ("participants", "parties", "subject")  # never joined with another
# The words that leave open what another article may name.
_VAGUE = {
    "speaker": {"article", "parties"},
    "side": {"both"},
    "form": {"meeting", "event", "cooperation"},
    "stage": {"unclear"},
}
# How far things have come, by field and word.
STEPS = {
    "status": {
        "interested": 0, "possible": 0, "hoped": 0, "expected": 0,
        "proposed": 1, "offered": 1, "invited": 1, "requested": 1,
        "planned": 2, "promised": 2, "announced": 2,
        "agreed": 3, "signed": 3, "under-way": 4, "held": 5,
    },
    "stage": {
        "idea": 0, "negotiation": 1, "planned": 2,
        "construction": 3, "operating": 4,
    },
}  # fmt: skip
_SAID = 1  # up to this step no status rules out another


class Statement(NamedTuple):
    """What an article states for a field; `value` is None if only bounds are printed."""

    mention: Mention
    value: str | Decimal | None
    figure: Figure | None = None
    unit: str | None = None  # of a change its kind
    hedge: Hedge | None = None
    sign: Sign | None = None

    @property
    def content(self) -> tuple[object, ...]:
        """What makes it differ from another: not how many digits are printed."""
        bounds = self.figure if self.value is None else None
        return self.value, self.unit, self.hedge, bounds


@cache
def compared(scheme: type[kinds.Record]) -> tuple[str, ...]:
    """The fields in which articles can differ: no wording, no lists but parties."""
    return tuple(
        name
        for name, field in scheme.model_fields.items()
        if name not in _NOT_COMPARED
        and not name.endswith("_text")
        and (name == "parties" or get_origin(field.annotation) is not tuple)
    )


def statement(mention: Mention, field: str) -> Statement | None:
    """What an article itself states for a field; a default is no statement."""
    record = mention.record
    own = {*record.model_fields_set, *record.carried}
    if field == "value" and not own.isdisjoint(("value", "low", "high")):
        return _amount(mention)
    value = getattr(record, field)
    if value is None or field not in own:
        return None
    if isinstance(record, kinds.Trade) and field == "change":
        change = figures.limits(value)
        return Statement(mention, change.value, change, record.change_kind)
    if field in LISTS and isinstance(value, tuple):
        value = "; ".join(map(_key, value))
    return Statement(mention, str(value))


def _amount(mention: Mention) -> Statement | None:
    record = mention.record
    if not isinstance(record, kinds.Trade | kinds.Count):
        return None
    if figure := record.figure:
        sign = getattr(record, "sign", None)
        return Statement(mention, figure.value, figure, record.unit, record.hedge, sign)
    if isinstance(record, kinds.Count) and (record.low or record.high):
        low = record.low.value if record.low else -OPEN
        high = record.high.value if record.high else OPEN
        return Statement(mention, None, Figure(low, low, high), record.unit)
    return None


def _key(thing: kinds.Participant | str) -> str:
    """What tells a member of a list from others: not the role of a participant."""
    if isinstance(thing, str):
        return thing
    return thing.person or thing.organization or thing.role or ""


def step(field: str, mention: Mention) -> int:
    """How far a record has come in an article; -1 if its word says nothing of that."""
    word = getattr(mention.record, field)
    return STEPS.get(field, {}).get(word, -1)


def agree(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether two statements can both be right."""
    if not (one.figure and other.figure):
        return _same(field, str(one.value), str(other.value), inside)
    if not comparable(field, one, other, inside):
        return False
    first = factor(one.figure, one.unit)
    second = factor(other.figure, other.unit)
    return first.low <= second.high and second.low <= first.high


def more_exact(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether of two statements that agree the one says more than the other."""
    if one.figure and other.figure:
        first = factor(one.figure, one.unit)
        second = factor(other.figure, other.unit)
        return first.high - first.low < second.high - second.low
    this, that = str(one.value), str(other.value)
    if field in DATES:
        return _doubt(this) < _doubt(that)
    if field == "place":
        return this != that and (that, this) in inside
    if field in LISTS:
        return {*this.split("; ")} > {*that.split("; ")}
    vague = _VAGUE.get(field, set())
    return that in vague and this not in vague


def _doubt(edtf: str) -> tuple[int, bool]:
    """How many days a date leaves open, and whether it is inferred or approximate."""
    first, last = dates.bounds(edtf)
    begin, end = (date.fromisoformat(day or "1000-01-01") for day in (first, last))
    days = (end - begin).days if first and last else 10**6
    return days, not dates.certain(edtf)


def comparable(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether two figures are of one thing and unit; changes can be converted."""
    records = one.mention.record, other.mention.record
    is_change = field == "change"
    for name in (*_MEASURED, *_WHOSE, *["against"] * is_change):
        this, that = (getattr(record, name, None) for record in records)
        if name in _WHOSE:
            alike = this == that
        else:
            alike = not (this and that) or _same(name, this, that, inside)
        if not alike:
            return False
    return is_change or one.unit == other.unit


def _same(field: str, one: str, other: str, inside: Inside) -> bool:
    """Whether two texts can mean the same: dates one day, but periods only the same days."""
    if field in ("period", "against") and dates.bounds(one) != dates.bounds(other):
        return False
    if field in DATES:
        return dates.overlap(one, other)
    if field == "place":
        return (one, other) in inside or (other, one) in inside
    if field in LISTS:
        first, second = ({*text.split("; ")} for text in (one, other))
        return first <= second or second <= first
    if field == "status":
        this, that = (STEPS[field].get(word, -1) for word in (one, other))
        return this == that or max(this, that) <= _SAID
    vague = _VAGUE.get(field, set())
    return one.casefold() == other.casefold() or one in vague or other in vague
