"""Numbers as a text prints them: value, scale, unit, hedge, and which way a change goes.

`$22.3 million`, `117 500 tenge`, `about 900`, `two hundred and fifty`, `1.5 times`, `72.5% up`, `107.5% as against
2020`, `$10-15 million`. What can be read in two ways, such as `22,4`, or stands in a word, such as `21st`, is not read.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kzby import dates, figures
from kzby.prose.span import Span
from kzby.terms import ChangeKind, Hedge

PERCENT, TIMES = "%", "times"

# The words of each hedge, before a number or (`or so`, `or more`, `or less`) behind it.
HEDGES: dict[Hedge, tuple[str, ...]] = {
    Hedge.ALMOST: ("almost",),
    Hedge.NEARLY: ("nearly",),
    Hedge.CLOSE_TO: ("close to",),
    Hedge.ABOUT: ("about", "around", "approximately", "roughly", "some", "an estimated", "or so"),
    Hedge.OVER: ("over", "more than", "above", "exceed", "exceeds", "exceeded", "exceeding", "in excess of"),
    Hedge.UP_TO: (
        *("up to", "no more than", "not more than", "at most", "less than", "fewer than", "under", "below"),
        *("not exceed", "not exceeding", "or less"),
    ),
    Hedge.AT_LEAST: ("at least", "no less than", "not less than", "no fewer than", "not below", "or more"),
}
# The words of each unit: of money its ISO 4217 code, and what a change can be told in.
UNITS = {
    "USD": ("US$", "$", "USD", "US dollars", "US dollar", "U.S. dollars", "dollars", "dollar"),
    "EUR": ("€", "EUR", "euros", "euro"),
    "KZT": ("₸", "KZT", "tenge"),
    "BYN": ("BYN", "Belarusian rubles", "Belarusian roubles"),
    "RUB": ("₽", "RUB", "Russian rubles", "Russian roubles"),
    PERCENT: ("%", "per cent", "percent"),
    TIMES: ("times", "-fold"),
}
_SCALES = {
    **{word: word for word in figures.SCALES},
    "mln": "million",
    "bln": "billion",
    "bn": "billion",
    "trln": "trillion",
    "tn": "trillion",
}
_SHORT = {"k": "thousand", "m": "million"}  # scales only behind a currency: `$62m`, but `62 m` may be metres
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SPELLED = {
    **{word: number for number, word in enumerate(_ONES)},
    **_TENS,
    **{f"{ten}{dash}{_ONES[one]}": tens + one for ten, tens in _TENS.items() for one in range(1, 10) for dash in "- "},
}
_MULTIPLES = {"halved": "0.5", "doubled": "2", "twofold": "2", "twice": "2", "tripled": "3", "threefold": "3"}
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
    or to times it. `rises` is whether the words around it say up (True), down (False), or neither (None).
    """

    amount: figures.Amount
    unit: str | None
    hedge: Hedge | None
    change: ChangeKind | None
    rises: bool | None
    span: Span


def _either(words: Iterable[str]) -> str:
    """A pattern for any of these words, a longer one before one that it begins with."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_UNIT_OF = {word.casefold(): unit for unit, words in UNITS.items() for word in words}
_NUMBER = re.compile(
    rf"""
    (?P<sign>(?<![\w)%])[-+−])?(?<![\w.,])
    (?: (?P<before>US\$|[$€₸₽]|USD|EUR|KZT|BYN|RUB)\ ?)?
    (?: (?P<digits>\d{{1,3}}(?:[,\ ]\d{{3}})+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)?)(?!\d|[.,]\d)
        (?:[\ -]?(?P<scale>{_either(_SCALES)})\b | (?(before)(?P<short>[km])\b))?
      | (?P<spelled>(?:{_either(_SPELLED)})\b
        (?:\ (?:hundred|{_either(figures.SCALES)})\b(?:(?:\ and)?\ (?:{_either(_SPELLED)})\b)?)*) )
    (?:\ ?(?P<after>{_either(_UNIT_OF)}))?(?!\w)
    | \b(?P<multiple>{_either(_MULTIPLES)})\b
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_RANGE = re.compile(r"-| to | or ")  # between two numbers that share the scale and the unit of the second
_HEDGE_OF = {phrase: hedge for hedge, phrases in HEDGES.items() for phrase in phrases}
_HEDGE = re.compile(rf"(?<![\w-])(?:{_either(_HEDGE_OF)})(?![\w-])", re.IGNORECASE)
_HEDGED_BEHIND = re.compile(r"(?: [\w-]+)? (?P<hedge>or so|or more|or less)\b", re.IGNORECASE)
_FAR = {Hedge.ALMOST: 4, Hedge.NEARLY: 4}  # `almost reached the mark of $62 million`: so many words may lie between
_ARTICLES = {"", "a", "the"}
_TALK = re.compile(
    r"\b(?:speak|speaks|speaking|spoke|talk|talks|talked|talking|tell|tells|told|asked) $", re.IGNORECASE
)
_DIRECTION = re.compile(rf"\b(?:(?P<up>{_either(_UP)})|(?P<down>{_either(_DOWN)}))\b(?! to\b| rate\b)", re.IGNORECASE)
_BEHIND = re.compile(r" (?:(?P<up>more|higher|up)|(?P<down>less|fewer|smaller|lower|down))\b", re.IGNORECASE)
_INDEX_BEFORE = re.compile(r"\b(?:to|at|rate (?:was|is|of|made))(?: only)? ?$", re.IGNORECASE)
_INDEX_BEHIND = re.compile(r" (?:of|as against|against|compared|as compared|versus)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:!?()\"]|[.,](?!\d)")
_MONTH = "|".join(dates.MONTHS)
_DATE = re.compile(rf"\b(?:(?:19|20)\d\d(?:-\d\d)*|\d{{1,2}} (?:{_MONTH})|(?:{_MONTH}) \d{{1,2}})\b")


@lru_cache(maxsize=1024)
def numbers(text: str) -> tuple[Number, ...]:
    """Every number that a text in normal form prints, in its order."""
    matches = list(_NUMBER.finditer(text))
    printed = _printed(matches, text)
    found = [(one.amount, one, Span(*match.span())) for match, one in zip(matches, printed, strict=True) if one.amount]
    dated = [Span(*date.span()) for date in _DATE.finditer(text)]
    borders = [span for _, _, span in found if not any(date.holds(span) for date in dated)]
    return tuple(_number(amount, one, span, *_around(text, span, borders)) for amount, one, span in found)


class _Printed(NamedTuple):
    """The amount of a number, None for `007` and the like, its unit, and whether a sign before it says up or down."""

    amount: figures.Amount | None
    unit: str | None
    rises: bool | None


def _printed(matches: list[re.Match[str]], text: str) -> list[_Printed]:
    """What each match prints; the ends of a range share the currency of the first, the scale and unit of the second."""
    scales = [_scale(match) for match in matches]
    units = [match["before"] or match["after"] or (match["multiple"] and TIMES) for match in matches]
    for at, (one, other) in enumerate(pairwise(matches)):
        if not (scales[at] or one["after"]) and _RANGE.fullmatch(text[one.end() : other.start()]):
            scales[at] = scales[at + 1]
            units[at], units[at + 1] = units[at] or other["after"], units[at + 1] or one["before"]
    return [
        _Printed(
            _amount(match, scale), unit and _UNIT_OF[unit.casefold()], match["sign"] == "+" if match["sign"] else None
        )
        for match, scale, unit in zip(matches, scales, units, strict=True)
    ]


def _around(text: str, span: Span, borders: list[Span]) -> tuple[str, str]:
    """The words before and behind a number, up to the next number that is no date, or the end of the clause."""
    begin = max((other.end for other in borders if other.end <= span.start), default=0)
    end = min((other.start for other in borders if other.start >= span.end), default=len(text))
    return _CLAUSE.split(text[begin : span.start])[-1], _CLAUSE.split(text[span.end : end])[0]


def _amount(match: re.Match[str], scale: str) -> figures.Amount | None:
    if match["multiple"]:
        return figures.amount(_MULTIPLES[match["multiple"].lower()])
    digits = _read(match["spelled"]) if match["spelled"] else match["digits"].replace(" ", ",")
    try:
        return figures.amount(f"{digits} {scale}".rstrip())
    except ValueError:
        return None


def _scale(match: re.Match[str]) -> str:
    """The scale of a number in full, empty if it has none of its own."""
    if match["spelled"]:
        return _split(match["spelled"])[1]
    return _SHORT[match["short"].lower()] if match["short"] else _SCALES.get((match["scale"] or "").lower(), "")


def _split(spelled: str) -> tuple[list[str], str]:
    """A number in words, without the one scale behind it, and that scale; `two million five` has none behind it."""
    words = spelled.lower().replace("-", " ").split(" ")
    scales = [word for word in words if word in figures.SCALES]
    return (words[:-1], scales[0]) if scales == words[-1:] else (words, "")


def _read(spelled: str) -> str:
    """The digits of a number in words, without the scale behind it: `250` for `two hundred and fifty`."""
    total = current = 0
    for word in _split(spelled)[0]:
        if word in figures.SCALES:
            total, current = total + current * figures.SCALES[word], 0
        else:
            current = current * 100 if word == "hundred" else current + _SPELLED.get(word, 0)
    return str(total + current)


def _number(amount: figures.Amount, printed: _Printed, span: Span, before: str, behind: str) -> Number:
    """A number with what the words around it say of it."""
    rises = _rises(before, behind) if printed.rises is None else printed.rises
    change = _change(printed.unit, before, behind, rises=rises)
    return Number(amount, printed.unit, _hedge(before, behind), change, rises, span)


def _hedge(before: str, behind: str) -> Hedge | None:
    """The hedge of a number: the last one before it, if nothing but an article lies between, or one behind it."""
    if (told := [*_HEDGE.finditer(before)]) and not _TALK.search(before[: told[-1].start()]):
        hedge, between = _HEDGE_OF[told[-1][0].lower()], before[told[-1].end() :].strip(" -+−").split()
        if len(between) <= _FAR.get(hedge, 0) or " ".join(between).lower() in _ARTICLES:
            return hedge
    behind_it = _HEDGED_BEHIND.match(behind)
    return _HEDGE_OF[behind_it["hedge"].lower()] if behind_it else None


def _rises(before: str, behind: str) -> bool | None:
    """Whether the nearest word before a number, or else one behind it, says up or down."""
    told = [_BEHIND.match(behind), *reversed(list(_DIRECTION.finditer(before))), *_DIRECTION.finditer(behind)]
    return next((bool(word["up"]) for word in told if word), None)


def _change(unit: str | None, before: str, behind: str, *, rises: bool | None) -> ChangeKind | None:
    if unit == TIMES:
        return None if rises is False else ChangeKind.MULTIPLE  # `2.5 times less` is not 2.5 times
    if unit != PERCENT:
        return None
    if rises is not None:
        return ChangeKind.PERCENT
    return ChangeKind.INDEX if _INDEX_BEFORE.search(before) or _INDEX_BEHIND.match(behind) else None
