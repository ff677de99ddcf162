"""What answers make of a record that several articles report."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from kzby.derive.statements import LISTS, Inside, agree, compared, more_exact, statement, step
from kzby.model import kinds
from kzby.model.article import Mention
from kzby.model.kinds import STATEMENTS

_JOINED = ("regions", "people", "organizations", "sectors", "related", "settles")


def merged(mentions: Sequence[Mention], inside: Inside) -> kinds.Record:
    """One record from what articles report of it, the oldest first.

    Of statements that agree the most exact counts, whole (a date with its words, a figure
    with its hedge ...), of others the oldest; of a status or stage the furthest. Links
    are joined; of other lists the longest counts that holds those before it.
    """
    first = mentions[0].record
    if len(mentions) == 1:
        return first
    used: dict[str, Any] = {}
    for fields in _statements(type(first)):
        stating = [each for each in mentions if _states(each.record, fields)]
        if not stating:
            continue
        best = stating[0]
        for mention in stating[1:]:
            if _better(fields, mention, best, inside):
                best = mention
        used |= {name: getattr(best.record, name) for name in fields}
        if "value" in fields or "change" in fields:
            used["quote"] = best.record.quote
        if (field := fields[0]) in _JOINED:
            lists = (getattr(each.record, field) for each in stating)
            used[field] = tuple(dict.fromkeys(chain.from_iterable(lists)))
    own = set().union(*(each.record.model_fields_set for each in mentions))
    return type(first).model_construct(own, **(dict(first) | used))


def _statements(scheme: type[kinds.Record]) -> list[tuple[str, ...]]:
    """The fields of a kind of record, those of one statement together."""
    own = scheme.model_fields
    groups = [tuple(name for name in fields if name in own) for fields in STATEMENTS]
    alone = own.keys() - set(chain(*groups))
    return [*((name,) for name in alone), *filter(None, groups)]


def _states(record: kinds.Record, fields: Sequence[str]) -> bool:
    """Whether an article gives any of the fields; a status it always has, be it the usual one."""
    own = {*record.model_fields_set, "status"}
    return any(getattr(record, name) for name in own.intersection(fields))


def _better(fields: Sequence[str], new: Mention, old: Mention, inside: Inside) -> bool:
    """Whether a statement counts rather than an older one."""
    if fields[0] in ("status", "stage"):
        return step(fields[0], new) > step(fields[0], old)
    gained = False
    for name in fields:
        if name not in (*compared(type(new.record)), *LISTS):
            continue
        one, other = statement(new, name), statement(old, name)
        if one and other and one.content != other.content:
            if not agree(name, one, other, inside):
                return False
            if more_exact(name, other, one, inside):
                return False
            gained |= more_exact(name, one, other, inside)
        elif other and not one:
            return False
        gained |= one is not None and other is None
        if gained and name == "speaker":  # who is named brings a side
            return True
    return gained
