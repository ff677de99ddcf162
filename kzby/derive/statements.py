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
    "stage": {"idea": 0, "negotiation": 1, "planned": 2, "construction": 3, "operating": 4},
}  # fmt: skip
_TOLD = ("trade", "goods", "count", "remark")  # not what one promised or proposed
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
        return self.value, self.unit, self.hedge, self.value is None and self.figure


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
    amount = field == "value" and own & {"value", "low", "high"}
    if amount and isinstance(record, kinds.Trade | kinds.Count) and (figure := record.figure):
        sign = getattr(record, "sign", None)
        return Statement(mention, figure.value, figure, record.unit, record.hedge, sign)
    if amount and isinstance(record, kinds.Count) and (record.low or record.high):
        low = record.low.value if record.low else -OPEN
        high = record.high.value if record.high else OPEN
        return Statement(mention, None, Figure(low, low, high), record.unit)
    value = getattr(record, field)
    if value is None or field not in own:
        return None
    if isinstance(record, kinds.Trade) and field == "change":
        change = figures.limits(value)
        return Statement(mention, change.value, change, record.change_kind)
    if field in LISTS and isinstance(value, tuple):
        value = "; ".join(map(_key, value))
    return Statement(mention, str(value))


def _key(thing: kinds.Participant | str) -> str:
    """What tells a member of a list from others: not the role of a participant."""
    if isinstance(thing, str):
        return thing
    return thing.person or thing.organization or thing.role or ""


def step(field: str, word: object) -> int:
    """How far a record has come by the word of a field; -1 if it says nothing of that."""
    return STEPS.get(field, {}).get(str(word), -1)


def agree(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether two statements can both be right: several people can have told one fact."""
    told = field in ("speaker", "said_at") and one.mention.record.kind in _TOLD
    return told or as_exact(field, one, other, inside) or as_exact(field, other, one, inside)


def as_exact(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether two statements can both be right, and the one says no less than the other."""
    if one.content == other.content:
        return True
    if one.figure and other.figure:
        first, second = factor(one.figure, one.unit), factor(other.figure, other.unit)
        overlap = first.low <= second.high and second.low <= first.high
        narrow = first.high - first.low <= second.high - second.low
        return overlap and narrow and comparable(field, one, other, inside)
    this, that = str(one.value), str(other.value)
    if field in ("period", "against") and dates.bounds(this) != dates.bounds(that):
        return False
    if field in DATES:  # can mean one day
        return dates.overlap(this, that) and _doubt(this) <= _doubt(that)
    if field == "place":
        return (that, this) in inside
    if field in LISTS:
        return {*this.split("; ")} >= {*that.split("; ")}
    if field == "status":
        steps = step(field, this), step(field, that)
        return steps[0] == steps[1] or max(steps) <= _SAID
    return this.casefold() == that.casefold() or that in _VAGUE.get(field, ())


def comparable(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether two figures are of one thing and unit; changes can be converted."""
    is_change = field == "change"
    for name in (*_MEASURED, *_WHOSE, *["against"] * is_change):
        mentions = one.mention, other.mention
        this, that = (Statement(each, getattr(each.record, name, None)) for each in mentions)
        unsaid = name not in _WHOSE and not (this.value and that.value)
        if not (unsaid or agree(name, this, that, inside)):
            return False
    return is_change or one.unit == other.unit


def _doubt(edtf: str) -> tuple[int, bool]:
    """How many days a date leaves open, and whether it is inferred or approximate."""
    days = [date.fromisoformat(day) for day in dates.bounds(edtf) if day]
    length = (days[1] - days[0]).days if len(days) == 2 else 10**6
    return length, not dates.certain(edtf)
