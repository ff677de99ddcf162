"""Numbers as a text prints them: value, scale, unit, hedge, and which way a change goes.

`$22.3 million`, `117 500 tenge`, `about 900`, `three`, `1.5 times`, `72.5% up`, `107.5% as against 2020`. What can be
read in two ways, such as `22,4`, is not read at all.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kzby import figures
from kzby.prose.text import Span
from kzby.terms import Hedge

PERCENT, TIMES = "%", "times"

# The words of each hedge, before a number or (`or so`, `or more`, `or less`) behind it.
HEDGES: dict[Hedge, tuple[str, ...]] = {
    Hedge.ALMOST: ("almost",),
    Hedge.NEARLY: ("nearly",),
    Hedge.CLOSE_TO: ("close to",),
    Hedge.ABOUT: ("about", "around", "approximately", "roughly", "some", "or so"),
    Hedge.OVER: ("over", "more than", "above", "exceeded", "exceeding", "exceeds", "in excess of"),
    Hedge.UP_TO: ("up to", "no more than", "not more than", "at most", "or less"),
    Hedge.AT_LEAST: ("at least", "no less than", "not less than", "no fewer than", "or more"),
}
# The words of each unit: of money its ISO 4217 code, and what a change can be told in.
UNITS = {
    "USD": ("US$", "$", "USD", "US dollars", "US dollar", "dollars", "dollar"),
    "EUR": ("€", "EUR", "euros", "euro"),
    "KZT": ("₸", "KZT", "tenge"),
    "BYN": ("BYN", "Belarusian rubles", "Belarusian roubles"),
    "RUB": ("₽", "RUB", "Russian rubles", "Russian roubles"),
    PERCENT: ("%", "per cent", "percent"),
    TIMES: ("times", "-fold"),
}
_SCALES = {
    **{word: word for word in ("hundred", *figures.SCALES)},
    "mln": "million",
    "bln": "billion",
    "bn": "billion",
    "trln": "trillion",
    "tn": "trillion",
}
_UP = "up rose rise rises risen rising grew grow grows grown growing growth increase increased increases jumped higher"
_DOWN = "down fell fall falls fallen falling decline declined declines decrease decreased dropped drop shrank lower"

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_SPELLED = {
    **{word: number for number, word in enumerate(_ONES)},
    **_TENS,
    **{f"{ten}-{_ONES[one]}": tens + one for ten, tens in _TENS.items() for one in range(1, 10)},
}
_MULTIPLES = {"halved": "0.5", "doubled": "2", "twofold": "2", "twice": "2", "tripled": "3", "threefold": "3"}


class Number(NamedTuple):
    """A number in a text: its amount, its unit (an ISO 4217 code, `%` or `times`, or None), its hedge, where it stands.

    `rises` is whether the words around a change say up (True) or down (False); None where they say neither.
    """

    amount: figures.Amount
    unit: str | None
    hedge: Hedge | None
    rises: bool | None
    span: Span


def _either(words: Iterable[str]) -> str:
    """A pattern for any of these words, a longer one before one that it begins with."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_UNIT_OF = {word.casefold(): unit for unit, words in UNITS.items() for word in words}
_NUMBER = re.compile(
    rf"""
    (?P<sign>(?<![\w)%])[-+−])?
    (?:(?P<before>US\$|[$€₸₽]|\b(?:USD|EUR|KZT|BYN|RUB)\ )\ ?)?
    (?<![\w.,])
    (?: (?P<digits>\d{{1,3}}(?:[,\ ]\d{{3}})+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)?)
      | (?P<spelled>{_either(_SPELLED)})\b )
    (?!\d|[.,]\d)
    (?:[\ -]?(?P<scale>{_either(_SCALES)})\b)?
    (?:\ ?(?P<after>{_either(_UNIT_OF)})(?!\w))?
    | \b(?P<multiple>{_either(_MULTIPLES)})\b
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_HEDGE_OF = {phrase: hedge for hedge, phrases in HEDGES.items() for phrase in phrases}
_HEDGED = re.compile(rf"\b(?P<hedge>{_either(_HEDGE_OF)})\b(?P<gap>(?: [\w']+)*) ?[-+−]?$", re.IGNORECASE)
_HEDGED_BEHIND = re.compile(r"(?: [\w-]+)? (?P<hedge>or so|or more|or less)\b", re.IGNORECASE)
_FAR = {Hedge.ALMOST: 4, Hedge.NEARLY: 4}  # `almost reached the mark of $62 million`: so many words may lie between
_ARTICLES = {"", "a", "the"}
_DIRECTION = re.compile(
    rf"\b(?:(?P<up>(?:{_either(_UP.split())})(?! to\b))|(?P<down>{_either(_DOWN.split())}))\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[;:!?()\"]|[.,](?!\d)")


@lru_cache(maxsize=1024)
def numbers(text: str) -> tuple[Number, ...]:
    """Every number that a text in normal form prints, in its order."""
    found = [(match, amount) for match in _NUMBER.finditer(text) if (amount := _amount(match)) is not None]
    borders = [0, *(border for match, _ in found for border in match.span()), len(text)]
    return tuple(
        _number(match, amount, text[borders[2 * at] : match.start()], text[match.end() : borders[2 * at + 3]])
        for at, (match, amount) in enumerate(found)
    )


def _amount(match: re.Match[str]) -> figures.Amount | None:
    if match["multiple"]:
        return figures.amount(_MULTIPLES[match["multiple"].lower()])
    spelled = match["spelled"]
    digits = str(_SPELLED[spelled.lower()]) if spelled else match["digits"].replace(" ", ",")
    scale = _SCALES[match["scale"].lower()] if match["scale"] else ""
    try:
        return figures.amount(f"{digits}00" if scale == "hundred" else f"{digits} {scale}".rstrip())
    except ValueError:  # `007` and the like: no number as printed
        return None


def _number(match: re.Match[str], amount: figures.Amount, before: str, behind: str) -> Number:
    """A number with what the words around it say of it, up to the next number or the end of the clause."""
    before, behind = _CLAUSE.split(before)[-1], _CLAUSE.split(behind)[0]
    unit = match["before"] or match["after"]
    named = TIMES if match["multiple"] else _UNIT_OF[unit.strip().casefold()] if unit else None
    rises = match["sign"] == "+" if match["sign"] else _rises(before, behind)
    return Number(amount, named, _hedge(before, behind), rises, Span(*match.span()))


def _hedge(before: str, behind: str) -> Hedge | None:
    if told := _HEDGED.search(before):
        hedge, between = _HEDGE_OF[told["hedge"].lower()], told["gap"].split()
        near = len(between) <= _FAR.get(hedge, 0) or " ".join(between).lower() in _ARTICLES
        return hedge if near else None
    told = _HEDGED_BEHIND.match(behind)
    return _HEDGE_OF[told["hedge"].lower()] if told else None


def _rises(before: str, behind: str) -> bool | None:
    told = [*reversed(list(_DIRECTION.finditer(before))), *_DIRECTION.finditer(behind)]
    return bool(told[0]["up"]) if told else None
