"""Where articles differ on a field of a record, and what answers make of what they say.

Two values agree if both can be right; else the later one revises the earlier if it is
from the same agency, or of a later state; else they conflict, as figures of unlike
things always do.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain, combinations
from typing import Any, NamedTuple, get_origin

from kzby.model import dates, figures, kinds
from kzby.model.article import Mention
from kzby.model.figures import Figure
from kzby.model.kinds import STATEMENTS
from kzby.model.terms import VERDICTS, Hedge, Sign, Verdict
from kzby.model.trade import factor
from kzby.text import fold

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
_STEM = 5  # letters, which most cases and languages have in common
_FACTS = ("trade", "goods", "count", "remark")  # not what one promised or proposed
_SAID = 1  # up to this step no status rules out another
_LED = ("status", "speaker", "side")  # these come from one article, with the title
_JOINED = ("regions", "people", "organizations", "sectors", "related", "settles")


class Statement(NamedTuple):
    """What an article states for a field."""

    mention: Mention
    value: str | Decimal | None
    figure: Figure | None = None
    unit: str | None = None  # of a change its kind
    hedge: Hedge | None = None
    sign: Sign | None = None

    @property
    def content(self) -> tuple[object, ...]:
        """What makes it differ from another: not how many digits are printed."""
        return self.value, self.unit, self.hedge


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


def _given(record: kinds.Record) -> set[str]:
    """The fields that an article gives; a figure that it leaves without a basis is actual."""
    is_new = isinstance(record, kinds.Trade) and not record.retells
    return record.model_fields_set | ({"basis"} if is_new else set())


def statement(mention: Mention, field: str) -> Statement | None:
    """What an article itself states for a field; a default is no statement."""
    record = mention.record
    own = {*_given(record), *record.carried}
    value = getattr(record, field)
    if value is None or field not in own:
        return None
    if field == "value" and isinstance(record, kinds.Trade | kinds.Count) and record.figure:
        sign, figure = getattr(record, "sign", None), record.figure
        return Statement(mention, figure.value, figure, record.unit, record.hedge, sign)
    if isinstance(record, kinds.Trade) and field == "change":
        change = figures.limits(value)
        return Statement(mention, change.value, change, record.change_kind)
    if field in LISTS and isinstance(value, tuple):
        # the role of a participant whose name is known tells no one apart
        named = (n if isinstance(n, str) else n.person or n.organization or n.role for n in value)
        value = "; ".join(sorted(name or "" for name in named))  # their order says nothing
    return Statement(mention, str(value))


def printed(stated: Statement, field: str, names: Iterable[str]) -> str:
    """The words that are recorded for a field, in their quote if they are in one.

    Else the phrase with its number, or with a word that begins one of the names; or the first.
    """
    phrases = stated.mention.record.quote
    if words := getattr(stated.mention.record, f"{field}_text", None):
        return next((each for each in phrases if words in each), words)
    words = [fold(name).split() for name in names]
    marks = [f" {each[at][:_STEM]}" for at in (0, -1) for each in words if each]
    if stated.figure:
        marks = ["".join(map(str, stated.figure.value.normalize().as_tuple().digits))]
    plain = [re.sub(r"(?<=\d) (?=\d)", "", f" {fold(each)}") for each in phrases]
    found = (at for mark in marks for at, each in enumerate(plain) if mark in each)
    return phrases[next(found, 0)]


def step(field: str, word: object) -> int:
    """How far a record has come by the word of a field; -1 if it says nothing of that."""
    return STEPS.get(field, {}).get(str(word), -1)


def agree(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether two statements can both be right: several people may state one fact."""
    if field in ("speaker", "said_at") and one.mention.record.kind in _FACTS:
        return True
    return as_exact(field, one, other, inside) or as_exact(field, other, one, inside)


def as_exact(field: str, one: Statement, other: Statement, inside: Inside) -> bool:
    """Whether two statements can both be right, and the one says no less than the other."""
    if one.content == other.content:
        return True
    if one.figure and other.figure:
        first, second = factor(one.figure, one.unit), factor(other.figure, other.unit)
        narrow = first.high - first.low <= second.high - second.low
        return first.meets(second) and narrow and comparable(field, one, other, inside)
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
            given = statement(mentions[0]._replace(record=record), field)
            same = (each for each in statements if given and each.content == given.content)
            gravest = min(verdicts, key=VERDICTS.index)
            yield Conflict(field, gravest, statements, next(same, None))


def _verdict(field: str, older: Statement, later: Statement, inside: Inside) -> Verdict:
    if agree(field, older, later, inside):
        return "agree"
    if field == "basis" or (older.figure and not comparable(field, older, later, inside)):
        return "conflict"
    revises = -1 < step(field, older.value) < step(field, later.value)
    same_agency = older.mention.article.agency == later.mention.article.agency
    revised = (revises or same_agency) and _later(later.mention, older.mention)
    return "revised" if revised else "conflict"


def merged(mentions: Sequence[Mention], inside: Inside) -> kinds.Record:
    """One record from what articles report of it, the oldest first.

    data/README.md says which statement of which article counts, and which are joined.
    """
    if len(mentions) == 1:
        return mentions[0].record
    lead = quoted = _best(_LED, mentions, inside)
    ordered = [lead, *(each for each in mentions if each is not lead)]
    names = type(lead.record).model_fields.keys()
    alone = [(name,) for name in names - set(chain(*STATEMENTS, _LED, ["title"]))]
    used: dict[str, Any] = {}
    for fields in (*alone, *(group for group in STATEMENTS if group[0] not in _LED)):
        stating = [each for each in ordered if _given(each.record) & {*fields}]
        if not stating:
            continue
        best = _best(fields, stating, inside)
        used |= {name: getattr(best.record, name) for name in names & fields}
        if fields[0] == "period":  # a figure as exact as others is that of the same article
            ordered = [best, *(each for each in ordered if each is not best)]
        if fields[0] in ("value", "change"):
            quoted = best
        if fields[0] in _JOINED:
            lists = (getattr(each.record, fields[0]) for each in mentions if each in stating)
            used[fields[0]] = tuple(dict.fromkeys(chain.from_iterable(lists)))
    used |= {"quote": quoted.record.quote, "note": quoted.record.note or used.get("note")}
    own = set().union(*(_given(each.record) for each in mentions))
    return type(lead.record).model_construct(own, **(dict(lead.record) | used))


def _best(fields: Sequence[str], mentions: Sequence[Mention], inside: Inside) -> Mention:
    """The first mention, unless the statement of another counts rather than those before."""
    best = mentions[0]
    for each in mentions[1:]:
        best = each if _counts(fields, each, best, inside) else best
    return best


def _counts(fields: Sequence[str], new: Mention, old: Mention, inside: Inside) -> bool:
    """Whether a statement counts rather than one before it.

    It does if it is certainly later and of a further state, or agrees and says more, and no less.
    """
    after, before = (step(fields[0], getattr(m.record, fields[0])) for m in (new, old))
    if after > before and _later(new, old):
        return True
    if after < before:  # what was held is no longer announced
        return False
    gained = False
    compares = (*compared(type(new.record)), *LISTS)
    for name in (name for name in fields if name in compares):
        one, other = statement(new, name), statement(old, name)
        if other and not (one and as_exact(name, one, other, inside)):
            return False
        more = bool(one and not (other and as_exact(name, other, one, inside)))
        if more and name == "speaker":  # who is named brings a side
            return True
        gained |= more
    return gained


def _later(new: Mention, old: Mention) -> bool:
    """Whether an article certainly appeared after another."""
    return dates.before(old.article.published, new.article.published)
