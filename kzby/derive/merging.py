"""What answers make of a record that several articles report."""

from collections.abc import Sequence
from functools import reduce
from itertools import chain
from typing import Any

from kzby.derive.statements import LISTS, Inside, as_exact, compared, statement, step
from kzby.model import kinds
from kzby.model.article import Mention
from kzby.model.kinds import STATEMENTS

_STEPS = ("status", "stage")
_TITLED = ("speaker", *_STEPS)
_JOINED = ("regions", "people", "organizations", "sectors", "related", "settles")


def merged(mentions: Sequence[Mention], inside: Inside) -> kinds.Record:
    """One record from what articles report of it, the oldest first.

    Of statements that agree the most exact counts, whole (a date with its words, a figure
    with its hedge ...), of others the oldest; of a status or stage the furthest. The title is that
    of the article whose stage, status or speaker counts. Links are joined; of other lists the
    longest counts that holds those before it.
    """
    first = mentions[0].record
    if len(mentions) == 1:
        return first
    names = type(first).model_fields.keys()
    alone = [(name,) for name in names - set(chain(*STATEMENTS))]
    used: dict[str, Any] = {}
    titles: dict[str, str] = {}  # by the field that goes with them
    for fields in (*alone, *STATEMENTS):
        stating = [each for each in mentions if _states(each.record, fields)]
        if not stating:
            continue
        best = reduce(lambda old, new: new if _better(fields, new, old, inside) else old, stating)
        used |= {name: getattr(best.record, name) for name in names & fields}
        if fields[0] in _TITLED and best is not mentions[0]:
            titles[fields[0]] = best.record.title
        if "value" in fields or "change" in fields:
            used["quote"] = best.record.quote
        if (field := fields[0]) in _JOINED:
            lists = (getattr(each.record, field) for each in stating)
            used[field] = tuple(dict.fromkeys(chain.from_iterable(lists)))
    telling = [titles[field] for field in _TITLED if field in titles]
    used["title"] = telling[-1] if telling else first.title
    own = set().union(*(each.record.model_fields_set for each in mentions))
    return type(first).model_construct(own, **(dict(first) | used))


def _states(record: kinds.Record, fields: Sequence[str]) -> bool:
    """Whether an article gives any of the fields; a status it always has, be it the usual one."""
    own = {*record.model_fields_set, "status"}
    return any(getattr(record, name) for name in own.intersection(fields))


def _better(fields: Sequence[str], new: Mention, old: Mention, inside: Inside) -> bool:
    """Whether a statement counts rather than an older one."""
    field = fields[0]
    if field in _STEPS:
        after, before = (step(field, getattr(each.record, field)) for each in (new, old))
        return after > before
    gained = False
    compares = (*compared(type(new.record)), *LISTS)
    for name in (name for name in fields if name in compares):
        one, other = statement(new, name), statement(old, name)
        if other and not (one and as_exact(name, one, other, inside)):
            return False
        gained |= bool(one and not (other and as_exact(name, other, one, inside)))
        if gained and name == "speaker":  # who is named brings a side
            return True
    return gained
