"""Where articles state different values for one field of a record, and how these go together.

Two values agree if they can be the same; or else they are revised if the later article reports for the
same agency, or of a later state; or else they are a conflict, as figures of unlike units, subjects or
windows always are. Of more than two articles the gravest verdict of any two counts.
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

# Identity, wording (as all that ends in _text), and what belongs to a value or change.
_NOT_COMPARED = {
    *("id", "kind", "title", "of", "quote", "note"),
    *("low", "high", "unit", "hedge", "change_kind"),
}
DATES = ("date", "due", "signed", "period", "against")
_SUBJECT = ("region", "partner", "flow", "basis")

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
    """What an article states for a field: a text, or a number, None if it prints only its bounds.

    The unit of a change is its kind. A deficit is below zero.
    """

    mention: Mention
    value: str | Decimal | None
    figure: Figure | None = None
    unit: str | None = None
    hedge: Hedge | None = None
    sign: Sign | None = None

    @property
    def written(self) -> tuple[object, ...]:
        """What makes it differ from another."""
        return self.value, self.unit, self.hedge, self.figure if self.value is None else None


class Conflict(NamedTuple):
    """A field with different values: what each article states, the oldest first.

    `used` is the statement whose value answers give, None if they give none of these.
    """

    field: str
    verdict: Verdict
    statements: tuple[Statement, ...]
    used: Statement | None


def conflicts(
    mentions: Sequence[Mention], record: kinds.Record, inside: Inside
) -> Iterator[Conflict]:
    """Where the mentions of a record, the oldest first, differ, in the order of the model's fields.

    `record` is what answers make of them.
    """
    for field in compared(type(record)) if len(mentions) > 1 else ():
        every = [_statement(mention, field) for mention in mentions]
        statements = tuple(statement for statement in every if statement)
        verdicts = {
            _verdict(field, older, later, inside)
            for older, later in combinations(statements, 2)
            if older.written != later.written
        }
        if verdicts:
            given = _statement(replace(mentions[0], record=record), field)
            ranked = reversed(statements) if field in kinds.OUTCOME else statements
            same = (one for one in ranked if given and one.written == given.written)
            gravest = min(verdicts, key=VERDICTS.index)
            yield Conflict(field, gravest, statements, next(same, None))


@cache
def compared(scheme: type[kinds.Record]) -> tuple[str, ...]:
    """The fields of a kind of record in which articles can differ; lists are joined instead."""
    return tuple(
        name
        for name, field in scheme.model_fields.items()
        if name not in _NOT_COMPARED
        and not name.endswith("_text")
        and get_origin(field.annotation) is not tuple
    )


def _statement(mention: Mention, field: str) -> Statement | None:
    """What an article itself states for a field; a default is no statement."""
    record = mention.record
    if field == "change" and isinstance(record, kinds.Trade) and record.change:
        change = figures.limits(record.change)
        return Statement(mention, change.value, change, record.change_kind)
    if field == "value" and isinstance(record, kinds.Trade | kinds.Count):
        if figure := record.figure:
            sign = record.sign if isinstance(record, kinds.Trade) else None
            return Statement(mention, figure.value, figure, record.unit, record.hedge, sign)
        if isinstance(record, kinds.Count) and (record.low or record.high):
            low = record.low.value if record.low else -OPEN
            high = record.high.value if record.high else OPEN
            return Statement(mention, None, Figure(low, low, high), record.unit)
    text = getattr(record, field) if field in record.model_fields_set else None
    return None if text is None else Statement(mention, str(text))


def _verdict(field: str, one: Statement, other: Statement, inside: Inside) -> Verdict:
    """How two different values go together, the older first."""
    if one.figure and not _comparable(field, one, other):
        return "conflict"
    if _agree(field, one, other, inside):
        return "agree"
    first, second = one.mention, other.mention
    (_, latest, *_), (earliest, *_) = first.age, second.age
    field = "outcome" if field in kinds.OUTCOME else field
    steps = STEPS.get(field, {})
    before, after = (steps.get(getattr(mention.record, field)) for mention in (first, second))
    moved_on = before is not None and after is not None and before < after
    revised = moved_on or first.article.agency == second.article.agency
    return "revised" if revised and latest < earliest else "conflict"


def _comparable(field: str, one: Statement, other: Statement) -> bool:
    """Whether two figures measure the same thing in one window and unit; changes can be converted."""
    first, second = one.mention.record, other.mention.record
    if any(getattr(first, name, None) != getattr(second, name, None) for name in _SUBJECT):
        return False
    names = ("date", "period", "against") if field == "change" else ("date", "period")
    for name in names:
        window, another = getattr(first, name, None), getattr(second, name, None)
        if window and another and not _same_date(name, window, another):
            return False
    return field == "change" or one.unit == other.unit


def _agree(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether two different values can be the same."""
    if one.figure and other.figure:
        first, second = factor(one.figure, one.unit), factor(other.figure, other.unit)
        return first.low <= second.high and second.low <= first.high
    texts = str(one.value), str(other.value)
    if field in DATES:
        return _same_date(field, *texts)
    if field == "place":
        return texts in inside or texts[::-1] in inside
    vague = _VAGUE.get(field, set())
    return texts[0].casefold() == texts[1].casefold() or not vague.isdisjoint(texts)


def _same_date(field: str, one: str, other: str) -> bool:
    """Whether two dates can mean one day, or two windows are the same."""
    windows = field in ("period", "against")
    return dates.overlap(one, other) and (not windows or dates.bounds(one) == dates.bounds(other))
