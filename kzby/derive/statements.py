"""What one article states for a field of a record, and how two statements go together."""

from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple, get_origin

from kzby.derive.trade import factor
from kzby.model import dates, figures, kinds
from kzby.model.figures import OPEN, Figure
from kzby.model.kinds import Mention
from kzby.model.terms import Hedge, Sign

Inside = AbstractSet[tuple[str, str]]  # every place, with every place that lies in it

# Identity, what is in the curators' words, and what belongs to a value or change.
_NOT_COMPARED = {
    "id", "kind", "retells", "context", "title", "of", "note", "low", "high", "unit", "hedge",
    "change_kind", "increment",
}  # fmt: skip
DATES = ("date", "due", "signed", "ends", "period", "against")
_MEASURED = ("region", "partner", "flow", "basis", "date", "period")
_WHOSE = ("subject", "direction", "increment")  # what a figure has or has not
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
        "planned": 2, "promised": 2, "announced": 2, "agreed": 3, "signed": 3, "under-way": 4, "held": 5,
    },
    "stage": {"idea": 0, "negotiation": 1, "planned": 2, "construction": 3, "operating": 4},
}  # fmt: skip
_SAID = 1  # up to this step, each status is a way of saying, and none rules out another


class Statement(NamedTuple):
    """What an article states for a field: a text or number, None if only bounds are printed."""

    mention: Mention
    value: str | Decimal | None
    figure: Figure | None = None
    unit: str | None = None  # of a change its kind
    hedge: Hedge | None = None
    sign: Sign | None = None

    @property
    def content(self) -> tuple[object, ...]:
        """What makes it differ from another; how many digits are printed does not."""
        return self.value, self.unit, self.hedge, self.figure if self.value is None else None


@cache
def compared(scheme: type[kinds.Record]) -> tuple[str, ...]:
    """The fields of a kind of record in which articles can differ: no wording, no lists."""
    fields = scheme.model_fields.items()
    single = (name for name, field in fields if get_origin(field.annotation) is not tuple)
    return tuple(
        name for name in single if name not in _NOT_COMPARED and not name.endswith("_text")
    )


def statement(mention: Mention, field: str) -> Statement | None:
    """What an article itself states for a field; a default is no statement."""
    record = mention.record
    if field not in (*record.model_fields_set, *record.carried):
        stated = field == "value" and not record.model_fields_set.isdisjoint(("low", "high"))
        if not stated:
            return None
    if field == "change" and isinstance(record, kinds.Trade) and record.change:
        change = figures.limits(record.change)
        return Statement(mention, change.value, change, record.change_kind)
    if field == "value" and isinstance(record, kinds.Trade | kinds.Count) and record.figure:
        figure, sign = record.figure, getattr(record, "sign", None)
        return Statement(mention, figure.value, figure, record.unit, record.hedge, sign)
    if field == "value" and isinstance(record, kinds.Count) and (record.low or record.high):
        low = record.low.value if record.low else -OPEN
        high = record.high.value if record.high else OPEN
        return Statement(mention, None, Figure(low, low, high), record.unit)
    text = getattr(record, field)
    return None if text is None else Statement(mention, str(text))


def step(field: str, mention: Mention) -> int:
    """How far a record has come, as an article tells it; -1 if the field or word says nothing of it."""
    return STEPS.get(field, {}).get(getattr(mention.record, field), -1)


def agree(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether two statements can both be right."""
    if not (one.figure and other.figure):
        return _same(field, str(one.value), str(other.value), inside)
    if not comparable(field, one, other, inside):
        return False
    first, second = factor(one.figure, one.unit), factor(other.figure, other.unit)
    return first.low <= second.high and second.low <= first.high


def more_exact(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether of two statements that agree the one says more than the other."""
    if one.figure and other.figure:
        first, second = factor(one.figure, one.unit), factor(other.figure, other.unit)
        return first.high - first.low < second.high - second.low
    this, that = str(one.value), str(other.value)
    if field in DATES:
        return _doubt(this) < _doubt(that)
    if field == "place":
        return this != that and (that, this) in inside
    vague = _VAGUE.get(field, set())
    return that in vague and this not in vague


def _doubt(edtf: str) -> tuple[int, bool]:
    """How many days a date leaves open, and whether one of its years is inferred."""
    first, last = dates.bounds(edtf)
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days if first and last else 10**6
    return days, not dates.certain(edtf)


def comparable(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether two figures measure the same thing in one unit; changes can be converted."""
    records = one.mention.record, other.mention.record
    for name in (*_MEASURED, "against") if field == "change" else _MEASURED:
        this, that = (getattr(record, name, None) for record in records)
        if this and that and not _same(name, this, that, inside):
            return False
    for name in _WHOSE:
        this, that = (getattr(record, name, None) for record in records)
        if this != that:
            return False
    return field == "change" or one.unit == other.unit


def _same(field: str, one: str, other: str, inside: Inside) -> bool:
    """Whether two texts can mean the same: dates one day, but windows only the same days."""
    if field in DATES:
        days = field not in ("period", "against") or dates.bounds(one) == dates.bounds(other)
        return days and dates.overlap(one, other)
    if field == "place":
        return (one, other) in inside or (other, one) in inside
    if field == "status":
        this, that = (STEPS[field].get(word, -1) for word in (one, other))
        return this == that or max(this, that) <= _SAID
    vague = _VAGUE.get(field, set())
    return one.casefold() == other.casefold() or one in vague or other in vague
