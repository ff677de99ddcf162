"""Numbers as a text prints them, with what the words around them say.

`$22.3 million`, `117 500 tenge`, `two hundred and fifty`, `almost reached $62 million`, `72.5% up`,
`107.5% as against 2020`, `by $5 million`, `10-15 million`. What can be read in two ways, such as
`22,4`, or is part of a word or a sign, such as `21st`, `>5` or `1/2`, is not read at all.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from kzby.model import figures
from kzby.model.terms import ChangeKind, Hedge
from kzby.verify.words import ENGLISH, PATTERNS, Span, either

PERCENT, TIMES = "%", "times"
HEDGES: dict[Hedge, list[str]] = ENGLISH["hedges"]
UNITS: dict[str, list[str]] = ENGLISH["units"]
_NUMERALS: dict[str, int] = ENGLISH["numerals"]
_UNIT_OF = {word.casefold(): unit for unit, words in UNITS.items() for word in words}
_SCALE_OF = {word: scale for scale, words in ENGLISH["scales"].items() for word in words}
_SCALE_OF |= ENGLISH["short_scales"]
_HEDGE_OF = {phrase: hedge for hedge, phrases in HEDGES.items() for phrase in phrases}

_TENS = either(word for word, number in _NUMERALS.items() if number >= 20)
_DIGITS = either(word for word, number in _NUMERALS.items() if 0 < number < 10)
_SPELLED = rf"(?:(?:{_TENS})[- ](?:{_DIGITS})|{either(_NUMERALS)})\b"
_BEFORE = either(  # currencies by sign or code
    word
    for unit in UNITS.keys() - {PERCENT, TIMES}
    for word in UNITS[unit]
    if word == unit or not word[-1].isalnum()
)
_NUMBER = re.compile(
    rf"""
    (?P<sign>(?<![\w)%])[-+−])?(?<![\w.,~<>≈≤≥/$€₸₽])
    (?: (?P<before>{_BEFORE})\ ?)?
    (?: (?P<digits>\d{{1,3}}(?:[,\ ]\d{{3}})+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)?)(?!\d|[.,/]\d)
        (?: [\ -]?(?P<scale>{either(_SCALE_OF.keys() - ENGLISH["short_scales"])})s?\b
          | (?(before)(?P<short>{either(ENGLISH["short_scales"])})\b) )?
      | (?P<spelled>{_SPELLED}
        (?:\ (?:hundred|{either(figures.SCALES)})\b(?:(?:\ and)?\ {_SPELLED})?)*) )
    (?:\ ?(?P<after>{either(_UNIT_OF)}))?(?!\w|\+|-plus\b|\ (?:hundred|lakh|crore|dozen)s?\b)
    | \b(?P<multiple>{either(ENGLISH["multiples"])})\b
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_JOINTS = {joint: re.compile(before, re.I) for joint, before in ENGLISH["joints"].items()}
_MONTH = either(ENGLISH["months"])
_DATE = re.compile(
    rf"\b(?:(?:19|20)\d\d(?:-\d\d)*|\d{{1,2}} (?:{_MONTH})|(?:{_MONTH}) \d{{1,2}})\b"
)
_CLAUSE = re.compile(r"[;:!?()\"]|[.,](?!\d)")  # ends of clauses
_HEDGE = re.compile(rf"(?<![\w-])(?:{either(_HEDGE_OF)})(?![\w-])", re.I)
_HEDGE_BEHIND = re.compile(
    rf"(?: [\w-]+)? ({either(phrase for phrase in _HEDGE_OF if phrase.startswith('or '))})\b", re.I
)
_DIRECTION = re.compile(
    rf"(?<!made )(?<!make )(?<!makes )\b(?:(?P<up>{either(ENGLISH['up'])})"
    rf"|(?P<down>{either(ENGLISH['down'])}))\b(?! to\b| rate\b)",
    re.I,
)


class Number(NamedTuple):
    """A number in a text: amount, unit (an ISO 4217 code, `%`, `times` or None), hedge, place.

    `rises` is whether the words around it say up, down or neither. `change` is how it gives a
    change, if it does: by per cent, to per cent of the base, or to times it. `part` is what it is
    only a part of: a range (`10-15`), a difference (`by $5`) or a rate (`$5 per tonne`).
    """

    amount: figures.Amount
    unit: str | None
    rises: bool | None
    part: Literal["range", "difference", "rate"] | None
    span: Span
    hedge: Hedge | None = None
    change: ChangeKind | None = None


@lru_cache(maxsize=1024)
def numbers(text: str) -> tuple[Number, ...]:
    """Every number in a text in normal form, in its order; `half of $62 million` is none."""
    printed = _printed(text)
    dates = [Span(*date.span()) for date in _DATE.finditer(text)]
    # The words about a number reach to the next number that is no date, or to the clause's end.
    borders = [n.span for n in printed if not any(date.holds(n.span) for date in dates)]
    read = []
    for number in printed:
        start, end = number.span
        begin = max((border.end for border in borders if border.end <= start), default=0)
        stop = min((border.start for border in borders if border.start >= end), default=len(text))
        before = _CLAUSE.split(text[begin:start])[-1]
        behind = _CLAUSE.split(text[end:stop])[0]
        if not PATTERNS["not_it"].search(before):
            read.append(_in_context(number, before, behind))
    return tuple(read)


def _printed(text: str) -> list[Number]:
    """The numbers of a text by themselves; `007` and the like are none as printed."""
    matches = list(_NUMBER.finditer(text))
    digits = [_digits(match) for match in matches]
    scales = [scale for _, scale in digits]
    units = [
        match["before"] or match["after"] or (match["multiple"] and TIMES) for match in matches
    ]
    ranged = set()
    for at, (left, right) in enumerate(pairwise(matches)):
        joint = text[left.end() : right.start()]
        if joint not in _JOINTS:
            continue
        if _JOINTS[joint].search(text[: left.start()]):
            ranged |= {at, at + 1}
        if not (scales[at] or left["after"]) and (joint != " and " or at in ranged):
            scales[at] = scales[at + 1]
            units[at], units[at + 1] = units[at] or right["after"], units[at + 1] or left["before"]
    printed = []
    for at, match in enumerate(matches):
        try:
            amount = figures.amount(f"{digits[at][0]} {scales[at]}".rstrip())
        except ValueError:
            continue
        unit = _UNIT_OF[units[at].casefold()] if units[at] else None
        rises = match["sign"] == "+" if match["sign"] else None
        part: Literal["range"] | None = "range" if at in ranged else None
        printed.append(Number(amount, unit, rises, part, Span(*match.span())))
    return printed


def _digits(match: re.Match[str]) -> tuple[str, str]:
    """The digits of a number, and the scale behind it; `two million five` has none behind it."""
    if match["multiple"]:
        return ENGLISH["multiples"][match["multiple"].lower()], ""
    if match["digits"]:
        scale = (match["scale"] or match["short"] or "").lower()
        return match["digits"].replace(" ", ","), _SCALE_OF.get(scale, "")
    words = match["spelled"].lower().replace("-", " ").split()
    scales = [word for word in words if word in figures.SCALES]
    scale = words.pop() if scales == words[-1:] else ""
    total = current = 0
    for word in words:
        if word in figures.SCALES:
            total, current = total + current * figures.SCALES[word], 0
        else:
            current = current * 100 if word == "hundred" else current + _NUMERALS.get(word, 0)
    return str(total + current), scale


def _in_context(number: Number, before: str, behind: str) -> Number:
    """A number with what the words before and behind it say of it."""
    rises, part = number.rises, number.part
    change: ChangeKind | None = None
    if rises is None:  # no sign before it: the nearest word before it counts, or else one behind
        directions = [
            PATTERNS["direction_behind"].match(behind),
            *reversed(list(_DIRECTION.finditer(before))),
            *_DIRECTION.finditer(behind),
        ]
        rises = next((bool(word["up"]) for word in directions if word), None)
    if number.unit == TIMES and rises is not False:  # `2.5 times less` is not 2.5 times
        change = "multiple"
    elif number.unit == PERCENT and rises is not None:
        change = "percent"
    elif number.unit == PERCENT and (
        PATTERNS["index_before"].search(before) or PATTERNS["index_behind"].match(behind)
    ):
        change = "index"
    if part is None and number.unit not in (PERCENT, TIMES):
        by = PATTERNS["difference_before"].search(before)
        part = "difference" if by or PATTERNS["difference_behind"].match(behind) else None
    if part is None and PATTERNS["rate"].match(behind):
        part = "rate"
    return number._replace(hedge=_hedge(before, behind), rises=rises, change=change, part=part)


def _hedge(before: str, behind: str) -> Hedge | None:
    """The last hedge before a number, if only an article lies between, or one behind it."""
    hedges = list(_HEDGE.finditer(before))
    if hedges and not PATTERNS["talk"].search(before[: hedges[-1].start()]):
        hedge = _HEDGE_OF[hedges[-1][0].lower()]
        between = before[hedges[-1].end() :].strip(" -+−").lower().split()
        reach = ENGLISH["hedge_reach"].get(hedge, 0)
        if len(between) <= reach or between in [[article] for article in ENGLISH["articles"]]:
            return hedge
    match = _HEDGE_BEHIND.match(behind)
    return _HEDGE_OF[match[1].lower()] if match else None
