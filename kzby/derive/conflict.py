"""What articles tell differently of one record, and whether they contradict each other.

Two values that articles state for one field

- agree, if they can be the same: dates that can mean one day, windows of the same days, figures of one unit, subject
  and window whose ranges overlap, a place and one inside it, a word that leaves open what the other names;
- or else are revised, if the later article reports for the same agency, or tells of a later state;
- or else are a conflict, as figures of unlike units, subjects or windows are, whatever their numbers.

Of more than two articles the gravest verdict of any two counts.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import NamedTuple, get_origin, get_type_hints

from kzby.derive import comparable
from kzby.model import dates, figures, kinds
from kzby.model.fields import Edtf, parts_of
from kzby.model.kinds import Mention
from kzby.model.terms import VERDICTS, Hedge, Sign, Verdict

Inside = AbstractSet[tuple[str, str]]  # every place, with every place that lies in it

_IDENTITY = {"id", "kind"}
_WORDED = {
    "title",
    "of",
    "quote",
    "note",
}  # in words of the curators' or of one article, as all that ends in _text
_PARTS = {"low", "high", "unit", "hedge", "change_kind"}  # of value or change
_WINDOWS = {"period", "against"}  # dates that last from their first day to their last
_SUBJECT = ("region", "partner", "flow", "basis")

# The words that leave open what another article may name.
_OPEN: dict[str, set[str]] = {
    "speaker": {"article"},
    "form": {"event", "cooperation"},
    "stage": {"unclear"},
}

# How things move on, step by step; the words of one step are no further than each other.
STEPS: dict[str, tuple[set[str], ...]] = {
    "status": (
        {"interested", "possible", "hoped", "expected"},
        {"proposed", "offered", "invited", "requested"},
        {"planned", "promised"},
        {"agreed", "signed"},
        {"under-way"},
        {"held"},
    ),
    "stage": ({"idea"}, {"negotiation"}, {"planned"}, {"construction"}, {"operating"}),
    "outcome": ({"not-fulfilled"}, {"partly-fulfilled"}, {"fulfilled"}),
}


class Value(NamedTuple):
    """What an article states: text as its file has it, or a number with its range, hedge, unit and, of a balance, sign.

    The unit of a change is its kind.
    """

    value: str | Decimal | None
    range: figures.Range | None = None
    unit: str | None = None
    hedge: Hedge | None = None
    sign: Sign | None = None

    @property
    def written(self) -> tuple[object, ...]:
        """What makes it differ from another; a range does so only where it is all that is printed."""
        return self.value, self.unit, self.hedge, self.range if self.value is None else None

    @property
    def measured(self) -> figures.Range | None:
        """The range in its unit; of a change as multiples of what it is measured against."""
        if self.range is None or self.unit not in comparable.FACTORS:
            return self.range
        return comparable.FACTORS[self.unit](self.range)


@dataclass(frozen=True)
class Told:
    """What one article states of a field."""

    mention: Mention
    value: Value


@dataclass(frozen=True)
class Conflict:
    """A field of a record that articles tell differently: what each of them states, the oldest first.

    `used` is the one whose value answers give, None if they give none of these.
    """

    field: str
    verdict: Verdict
    told: tuple[Told, ...]
    used: Told | None


def conflicts(
    mentions: Sequence[Mention], record: kinds.Record, inside: Inside
) -> Iterator[Conflict]:
    """What the mentions of a record, the oldest first, tell differently, in the order of the model's fields.

    `record` is what answers make of them.
    """
    for field in compared(type(record)) if len(mentions) > 1 else ():
        told = tuple(
            Told(one, value) for one in mentions if (value := stated(one.record, field)) is not None
        )
        differing = [
            (one, other)
            for one, other in combinations(told, 2)
            if one.value.written != other.value.written
        ]
        if differing:
            verdicts = {_verdict(field, one, other, inside) for one, other in differing}
            gravest = next(verdict for verdict in VERDICTS if verdict in verdicts)
            yield Conflict(field, gravest, told, _used(field, told, stated(record, field)))


@cache
def compared(scheme: type[kinds.Record]) -> tuple[str, ...]:
    """The fields of a kind of record that articles can tell differently.

    Lists are not among them: they are joined.
    """
    hints = get_type_hints(scheme, include_extras=True)
    left_out = _IDENTITY | _WORDED | _PARTS
    return tuple(
        name
        for name in scheme.model_fields
        if name not in left_out
        and not name.endswith("_text")
        and get_origin(hints[name]) is not tuple
    )


@cache
def _dated(scheme: type[kinds.Record]) -> frozenset[str]:
    """The fields of a kind of record that are dates."""
    hints = get_type_hints(scheme, include_extras=True)
    return frozenset(name for name in compared(scheme) if Edtf in parts_of(hints[name]))


def stated(record: kinds.Record, field: str) -> Value | None:
    """The value that an article itself states for a field; None if it states none."""
    if field == "value" and isinstance(record, kinds.Trade | kinds.Count):
        figure = record.figure
        sign = record.sign if isinstance(record, kinds.Trade) else None
        return figure and Value(figure.value, figure.range, record.unit, record.hedge, sign)
    told = getattr(record, field) if field in record.model_fields_set else None
    if field == "change" and isinstance(record, kinds.Trade) and record.change:
        return Value(record.change.value, figures.limits(record.change, None), record.change_kind)
    return None if told is None else Value(str(told))


def _used(field: str, told: Sequence[Told], given: Value | None) -> Told | None:
    by_rank = reversed(told) if field in kinds.OUTCOME else told
    return next((one for one in by_rank if given and one.value.written == given.written), None)


def _verdict(field: str, one: Told, other: Told, inside: Inside) -> Verdict:
    """How two values go together that differ as written, the older first."""
    if one.value.range and not _comparable(field, one, other):
        return "conflict"
    if _agree(field, one, other, inside):
        return "agree"
    same_agency = one.mention.article.agency == other.mention.article.agency
    revised = same_agency or _moved_on(field, one.mention.record, other.mention.record)
    return "revised" if revised and _later(one, other) else "conflict"


def _comparable(field: str, one: Told, other: Told) -> bool:
    """Whether two figures measure the same thing, in the same unit (changes can be converted) and window."""
    first, second = one.mention.record, other.mention.record
    if any(getattr(first, name, None) != getattr(second, name, None) for name in _SUBJECT):
        return False
    if field == "change":
        return all(_at_one_time(name, first, second) for name in _dated(type(first)))
    windows = _dated(type(first)) - {"against"}
    return one.value.unit == other.value.unit and all(
        _at_one_time(name, first, second) for name in windows
    )


def _at_one_time(field: str, one: kinds.Record, other: kinds.Record) -> bool:
    """Whether two records do not state different dates in a field."""
    first, second = stated(one, field), stated(other, field)
    return first is None or second is None or _same_date(field, str(first.value), str(second.value))


def _same_date(field: str, one: str, other: str) -> bool:
    if field in _WINDOWS and dates.bounds(one) != dates.bounds(other):
        return False
    return dates.overlap(one, other)


def _agree(field: str, one: Told, other: Told, inside: Inside) -> bool:
    """Whether two values that differ as written can be the same."""
    if (span := one.value.measured) and (other_span := other.value.measured):
        return figures.overlap(span, other_span)
    first, second = str(one.value.value), str(other.value.value)
    if field in _dated(type(one.mention.record)):
        return _same_date(field, first, second)
    if field == "place":
        return (first, second) in inside or (second, first) in inside
    return first.casefold() == second.casefold() or not _OPEN.get(field, set()).isdisjoint(
        (first, second)
    )


def _later(one: Told, other: Told) -> bool:
    """Whether the other article was certainly published after the one."""
    (_, latest), (earliest, _) = (
        dates.bounds(told.mention.article.published) for told in (one, other)
    )
    return latest is not None and earliest is not None and latest < earliest


def _moved_on(field: str, one: kinds.Record, other: kinds.Record) -> bool:
    """Whether the other record tells of a later state; what fulfilled a plan moves on with its outcome."""
    moving = "outcome" if field in kinds.OUTCOME else field
    before, after = (_step(moving, getattr(record, moving)) for record in (one, other))
    return before is not None and after is not None and before < after


def _step(field: str, word: str) -> int | None:
    return next(
        (number for number, words in enumerate(STEPS.get(field, ())) if word in words), None
    )
