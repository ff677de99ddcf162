"""Where articles differ on a field of a record, and how their values go together.

Two values agree if both can be right; else the later one revises the earlier if it is
from the same agency, or of a later state; else they conflict, as figures of unlike
things always do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from kzby.derive.statements import Inside, Statement, agree, comparable, compared, statement, step
from kzby.model import kinds
from kzby.model.article import Mention
from kzby.model.terms import VERDICTS, Verdict


class Conflict(NamedTuple):
    """What articles state for a field, the oldest first; `used` is what answers give."""

    field: str
    verdict: Verdict
    statements: tuple[Statement, ...]
    used: Statement | None


def conflicts(
    mentions: Sequence[Mention], record: kinds.Record, inside: Inside
) -> Iterator[Conflict]:
    """Where the mentions of a record differ, in the order of its fields.

    The mentions come oldest first; `record` is what answers make of them. The gravest
    verdict of any two mentions counts.
    """
    for field in compared(type(record)) if len(mentions) > 1 else ():
        statements = tuple(filter(None, (statement(mention, field) for mention in mentions)))
        verdicts = {
            _verdict(field, older, later, inside)
            for older, later in combinations(statements, 2)
            if older.content != later.content
        }
        if verdicts:
            given = statement(replace(mentions[0], record=record), field)
            same = (each for each in statements if given and each.content == given.content)
            gravest = min(verdicts, key=VERDICTS.index)
            yield Conflict(field, gravest, statements, next(same, None))


def _verdict(field: str, older: Statement, later: Statement, inside: Inside) -> Verdict:
    if agree(field, older, later, inside):
        return "agree"
    if older.figure and not comparable(field, older, later, inside):
        return "conflict"
    before, after = older.mention.article, later.mention.article
    (_, latest, _), (earliest, _, _) = before.age, after.age
    revises = -1 < step(field, older.value) < step(field, later.value)
    same_agency = before.agency == after.agency
    return "revised" if (revises or same_agency) and latest < earliest else "conflict"
