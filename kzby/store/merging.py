"""What several articles report under one id as one record."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from kzby.model import kinds
from kzby.model.figures import Amount

_FIGURE = (
    "region", "partner", "flow", "basis", "period",
    "period_text", "value", "low", "high", "unit", "hedge",
    "sign", "value_text", "of", "change", "change_kind",
    "against", "against_text", "quote",
)  # fmt: skip
# Fields that come from one article together, or not at all.
_STATEMENTS = (
    ("date", "date_text"),
    ("due", "due_text"),
    ("speaker", "side", "said_at"),
    _FIGURE,
    kinds.OUTCOME,
)
_TOGETHER = set(chain.from_iterable(_STATEMENTS))


def merged(records: Sequence[kinds.Record]) -> kinds.Record:
    """One record from what articles report of it, the oldest first.

    The oldest statement counts, whole (a date with its words, a
    figure with its hedge ...), but the latest outcome of a plan;
    lists are joined.
    """
    first = records[0]
    if len(records) == 1:
        return first
    fields = list(type(first).model_fields)
    alone = [(name,) for name in fields if name not in _TOGETHER]
    known: dict[str, Any] = {}
    for statement in (*_STATEMENTS, *alone):
        names = [name for name in statement if name in fields]
        stating = [record for record in records if _states(record, names)]
        if not stating:
            continue
        values = [getattr(record, names[0]) for record in stating]
        if isinstance(values[0], tuple) and not isinstance(values[0], Amount):
            known[names[0]] = _joined(values)
            continue
        source = stating[-1 if statement == kinds.OUTCOME else 0]
        known |= {name: getattr(source, name) for name in names}
    return first.model_copy(update=known)


def _states(record: kinds.Record, names: Sequence[str]) -> bool:
    """Whether an article gives any of the fields."""
    given = record.model_fields_set.intersection(names)
    return any(getattr(record, name) for name in given)


def _joined(lists: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    """All lists in one, each entry once.

    A participant has the role and side that any list gives.
    """
    known: dict[Any, Any] = {}
    for entry in chain.from_iterable(lists):
        key = entry
        if isinstance(entry, kinds.Participant):
            key = entry.person or entry.organization or entry.role
            first = known.get(key, entry)
            role, side = first.role or entry.role, first.side or entry.side
            entry = first.model_copy(update={"role": role, "side": side})
        known[key] = entry
    return tuple(known.values())
