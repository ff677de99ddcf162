"""Numbers as a text prints them, with what the words around them say: the hedge, and which way a change goes.

`about 900`, `almost reached $62 million`, `72.5% up`, `107.5% as against 2020`, `by $5 million`, `900 or more`.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from kzby.model import dates, figures
from kzby.model.terms import ChangeKind, Hedge
from kzby.verify.prose.numerals import PERCENT, TIMES, Numeral, either, numerals
from kzby.verify.prose.span import Span

# The words of each hedge, before a number or (`or so`, `or more`, `or less`) behind it.
HEDGES: dict[Hedge, tuple[str, ...]] = {
    "almost": ("almost", "virtually", "just under", "just below", "slightly less than"),
    "nearly": ("nearly",),
    "close-to": ("close to",),
    "about": (
        "about",
        "around",
        "approximately",
        "roughly",
        "some",
        "an estimated",
        "circa",
        "or so",
    ),
    "over": (
        *(
            "over",
            "more than",
            "above",
            "exceed",
            "exceeds",
            "exceeded",
            "exceeding",
            "in excess of",
        ),
        *("upwards of", "topped", "surpassed"),
    ),
    "up-to": (
        *(
            "up to",
            "no more than",
            "not more than",
            "at most",
            "less than",
            "fewer than",
            "under",
            "below",
        ),
        *("not exceed", "not exceeding", "a maximum of", "or less"),
    ),
    "at-least": (
        "at least",
        "no less than",
        "not less than",
        "no fewer than",
        "not below",
        "a minimum of",
        "or more",
    ),
}
_UP = (
    "up", "rose", "rise", "rises", "risen", "rising", "grew", "grow", "grows", "grown", "growing", "growth", "increase",
    "increased", "increases", "increasing", "jumped", "soared", "surged", "climbed", "gain", "gained", "expanded",
    "higher", "plus",
)  # fmt: skip
_DOWN = (
    "down", "fell", "fall", "falls", "fallen", "falling", "decline", "declined", "declines", "declining", "decrease",
    "decreased", "decreases", "decreasing", "drop", "dropped", "drops", "dropping", "shrank", "shrunk", "plunged",
    "plummeted", "slumped", "reduced", "reduction", "lost", "lower", "minus",
)  # fmt: skip


class Number(NamedTuple):
    """A number in a text: its amount, its unit (an ISO 4217 code, `%` or `times`, or None), its hedge, where it stands.

    `change` is how it tells a change, if it does: what goes up or down by per cent, what comes to per cent of its base,
    or to times it; `rises` is whether the words around it say up (True), down (False) or neither (None). `part` is what
    it is only a part of: a range (`10-15`), a difference (`by $5`), a rate (`$5 per tonne`).
    """

    amount: figures.Amount
    unit: str | None
    hedge: Hedge | None
    change: ChangeKind | None
    rises: bool | None
    part: Literal["range", "difference", "rate"] | None
    span: Span


_HEDGE_OF = {phrase: hedge for hedge, phrases in HEDGES.items() for phrase in phrases}
_HEDGE = re.compile(rf"(?<![\w-])(?:{either(_HEDGE_OF)})(?![\w-])", re.IGNORECASE)
_HEDGED_BEHIND = re.compile(r"(?: [\w-]+)? (?P<hedge>or so|or more|or less)\b", re.IGNORECASE)
_FAR = {
    "almost": 4,
    "nearly": 4,
}  # `almost reached the mark of $62 million`: so many words may lie between
_ARTICLES = {"", "a", "the"}
_TALK = re.compile(
    r"\b(?:speak|speaks|speaking|spoke|talk|talks|talked|talking|tells?|told|asked) $",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    rf"(?<!made )(?<!make )(?<!makes )\b(?:(?P<up>{either(_UP)})|(?P<down>{either(_DOWN)}))\b(?! to\b| rate\b)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r" (?:(?P<up>more|higher|up)|(?P<down>less|fewer|smaller|lower|down))\b", re.IGNORECASE
)
_INDEX_BEFORE = re.compile(r"\b(?:to|at|rate (?:was|is|of|made))(?: only)? ?$", re.IGNORECASE)
_INDEX_BEHIND = re.compile(
    r" (?:as )?(?:against|compared|versus)\b| of (?:the )?(?:same|last|previous|corresponding|level|\d{4})\b",
    re.IGNORECASE,
)
_NOT_IT = re.compile(
    r"\b(?:half|third|quarter|twice|double|not|short of|would have)(?: of)?(?: an?| the)? $|\bca?\. ?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby(?: only| another)? $", re.IGNORECASE)
_MORE = re.compile(r" more\b(?! than)")
_RATE = re.compile(r" (?:per|each|an? (?:month|year|day|week|head|ton|tonne))\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:!?()\"]|[.,](?!\d)")
_MONTH = "|".join(dates.MONTHS)
_DATE = re.compile(
    rf"\b(?:(?:19|20)\d\d(?:-\d\d)*|\d{{1,2}} (?:{_MONTH})|(?:{_MONTH}) \d{{1,2}})\b"
)


@lru_cache(maxsize=1024)
def numbers(text: str) -> tuple[Number, ...]:
    """Every number that a text in normal form prints, in its order; `half of $62 million` prints none that is told."""
    found = numerals(text)
    dated = [Span(*date.span()) for date in _DATE.finditer(text)]
    borders = [one.span for one in found if not any(date.holds(one.span) for date in dated)]
    around = [_around(text, one.span, borders) for one in found]
    return tuple(
        _number(one, before, behind)
        for one, (before, behind) in zip(found, around, strict=True)
        if not _NOT_IT.search(before)
    )


def _around(text: str, span: Span, borders: list[Span]) -> tuple[str, str]:
    """The words before and behind a number, up to the next number that is no date, or the end of the clause."""
    begin = max((other.end for other in borders if other.end <= span.start), default=0)
    end = min((other.start for other in borders if other.start >= span.end), default=len(text))
    return _CLAUSE.split(text[begin : span.start])[-1], _CLAUSE.split(text[span.end : end])[0]


def _number(one: Numeral, before: str, behind: str) -> Number:
    """A number with what the words around it say of it."""
    rises = _rises(before, behind) if one.rises is None else one.rises
    change = _change(one.unit, before, behind, rises=rises)
    part = _part(one, before, behind)
    return Number(one.amount, one.unit, _hedge(before, behind), change, rises, part, one.span)


def _part(one: Numeral, before: str, behind: str) -> Literal["range", "difference", "rate"] | None:
    if one.ranged:
        return "range"
    if one.unit not in (PERCENT, TIMES) and (_BY.search(before) or _MORE.match(behind)):
        return "difference"
    return "rate" if _RATE.match(behind) else None


def _hedge(before: str, behind: str) -> Hedge | None:
    """The hedge of a number: the last one before it, if nothing but an article lies between, or one behind it."""
    if (told := [*_HEDGE.finditer(before)]) and not _TALK.search(before[: told[-1].start()]):
        hedge, between = (
            _HEDGE_OF[told[-1][0].lower()],
            before[told[-1].end() :].strip(" -+−").split(),
        )
        if len(between) <= _FAR.get(hedge, 0) or " ".join(between).lower() in _ARTICLES:
            return hedge
    behind_it = _HEDGED_BEHIND.match(behind)
    return _HEDGE_OF[behind_it["hedge"].lower()] if behind_it else None


def _rises(before: str, behind: str) -> bool | None:
    """Whether the nearest word before a number, or else one behind it, says up or down."""
    told = [
        _BEHIND.match(behind),
        *reversed(list(_DIRECTION.finditer(before))),
        *_DIRECTION.finditer(behind),
    ]
    return next((bool(word["up"]) for word in told if word), None)


def _change(unit: str | None, before: str, behind: str, *, rises: bool | None) -> ChangeKind | None:
    if unit == TIMES:
        return None if rises is False else "multiple"  # `2.5 times less` is not 2.5 times
    if unit != PERCENT:
        return None
    if rises is not None:
        return "percent"
    return "index" if _INDEX_BEFORE.search(before) or _INDEX_BEHIND.match(behind) else None
