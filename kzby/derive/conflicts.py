"""Where articles state different values for a field of a record, and how these go together.

Two values agree if they can be the same; else the later one revises the earlier if it is from the same
agency, or of a later state; else they conflict, as figures of unlike things always do.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import NamedTuple, get_origin

from kzby.derive.trade import factor
from kzby.model import dates, figures, kinds
from kzby.model.figures import OPEN, Figure
from kzby.model.kinds import Mention
from kzby.model.terms import VERDICTS, Hedge, Sign, Verdict

Inside = AbstractSet[tuple[str, str]]  # every place, with every place that lies in it

# Identity, wording, and what belongs to a value or change.
_NOT_COMPARED = {
    "id", "kind", "title", "of", "quote", "note", "low", "high", "unit", "hedge", "change_kind",
    "date_text", "due_text", "period_text", "against_text", "value_text",
}  # fmt: skip
DATES = ("date", "due", "signed", "period", "against")
_MEASURED = ("region", "partner", "flow", "basis", "date", "period")
# The words that leave open what another article may name.
_VAGUE = {"speaker": {"article"}, "form": {"event", "cooperation"}, "stage": {"unclear"}}
# How far things have come, by field and word.
STEPS = {
    "status": {
        "interested": 0, "possible": 0, "hoped": 0, "expected": 0,
        "proposed": 1, "offered": 1, "invited": 1, "requested": 1,
        "planned": 2, "promised": 2, "agreed": 3, "signed": 3, "under-way": 4, "held": 5,
    },
    "stage": {"idea": 0, "negotiation": 1, "planned": 2, "construction": 3, "operating": 4},
    "outcome": {"not-fulfilled": 0, "partly-fulfilled": 1, "fulfilled": 2},
}  # fmt: skip


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


class Conflict(NamedTuple):
    """What articles state for a field, the oldest first; `used` is what answers give, if any."""

    field: str
    verdict: Verdict
    statements: tuple[Statement, ...]
    used: Statement | None


def conflicts(
    mentions: Sequence[Mention], record: kinds.Record, inside: Inside
) -> Iterator[Conflict]:
    """Where the mentions, the oldest first, of a record differ, in the order of the model's fields.

    `record` is what answers make of them; the gravest verdict of any two mentions counts.
    """
    for field in compared(type(record)) if len(mentions) > 1 else ():
        every = (_statement(mention, field) for mention in mentions)
        statements = tuple(statement for statement in every if statement)
        verdicts = {
            _verdict(field, older, later, inside)
            for older, later in combinations(statements, 2)
            if older.content != later.content
        }
        if verdicts:
            given = _statement(replace(mentions[0], record=record), field)
            ranked = statements[::-1] if field in kinds.OUTCOME else statements
            same = (stated for stated in ranked if given and stated.content == given.content)
            gravest = min(verdicts, key=VERDICTS.index)
            yield Conflict(field, gravest, statements, next(same, None))


@cache
def compared(scheme: type[kinds.Record]) -> tuple[str, ...]:
    """The fields of a kind of record in which articles can differ: no wording, no lists."""
    fields = scheme.model_fields.items()
    single = (name for name, field in fields if get_origin(field.annotation) is not tuple)
    return tuple(name for name in single if name not in _NOT_COMPARED)


def _statement(mention: Mention, field: str) -> Statement | None:
    """What an article itself states for a field; a default is no statement."""
    record = mention.record
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
    text = getattr(record, field) if field in record.model_fields_set else None
    return None if text is None else Statement(mention, str(text))


def _verdict(field: str, older: Statement, later: Statement, inside: Inside) -> Verdict:
    if older.figure and later.figure:
        if not _comparable(field, older, later, inside):
            return "conflict"
        first, second = factor(older.figure, older.unit), factor(later.figure, later.unit)
        agree = first.low <= second.high and second.low <= first.high
    else:
        agree = _same(field, str(older.value), str(later.value), inside)
    if agree:
        return "agree"
    before, after = older.mention, later.mention
    (_, latest, *_), (earliest, *_) = before.age, after.age
    state = "outcome" if field in kinds.OUTCOME else field
    steps = [STEPS.get(state, {}).get(getattr(each.record, state), -1) for each in (before, after)]
    revises = -1 < steps[0] < steps[1] or before.article.agency == after.article.agency
    return "revised" if revises and latest < earliest else "conflict"


def _comparable(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether two figures measure the same thing in one unit; changes can be converted."""
    for name in (*_MEASURED, "against") if field == "change" else _MEASURED:
        this, that = (getattr(stated.mention.record, name, None) for stated in (one, other))
        if this and that and not _same(name, this, that, inside):
            return False
    return field == "change" or one.unit == other.unit


def _same(field: str, one: str, other: str, inside: Inside) -> bool:
    """Whether two texts can mean the same: dates one day, but windows only the same days."""
    if field in DATES:
        days = field not in ("period", "against") or dates.bounds(one) == dates.bounds(other)
        return days and dates.overlap(one, other)
    if field == "place":
        return (one, other) in inside or (other, one) in inside
    vague = _VAGUE.get(field, set())
    return one.casefold() == other.casefold() or one in vague or other in vague
