"""Numbers as a text writes them, in digits or in words, with their scale and unit; ranges of them.

`$22.3 million`, `117 500 tenge`, `two hundred and fifty`, `1.5 times`, `72.5%`, `$10-15 million`. What can be read in
two ways, such as `22,4`, or is part of a word or a sign, such as `21st`, `>5` or `1/2`, is not read at all.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from kzby.model import figures
from kzby.verify.prose.span import Span

PERCENT, TIMES = "%", "times"

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
    "mn": "million",
    "bln": "billion",
    "bn": "billion",
    "trln": "trillion",
    "tn": "trillion",
}
_SHORT = {
    "k": "thousand",
    "m": "million",
}  # scales only behind a currency: `$62m`, but `62 m` may be metres
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
    **{
        f"{ten}{dash}{_ONES[one]}": tens + one
        for ten, tens in _TENS.items()
        for one in range(1, 10)
        for dash in "- "
    },
}
_MULTIPLES = {
    "halved": "0.5",
    "doubled": "2",
    "twofold": "2",
    "twice": "2",
    "tripled": "3",
    "threefold": "3",
}


class Numeral(NamedTuple):
    """A number as it is written: its amount, its unit (an ISO 4217 code, `%` or `times`, or None), where it stands.

    `rises` is whether a sign before it says up or down; `ranged` whether it is one end of a range.
    """

    amount: figures.Amount
    unit: str | None
    rises: bool | None
    ranged: bool
    span: Span


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words, a longer one before one that it begins with."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_UNIT_OF = {word.casefold(): unit for unit, words in UNITS.items() for word in words}
_NUMERAL = re.compile(
    rf"""
    (?P<sign>(?<![\w)%])[-+−])?(?<![\w.,~<>≈≤≥/$€₸₽])
    (?: (?P<before>US\$|[$€₸₽]|USD|EUR|KZT|BYN|RUB)\ ?)?
    (?: (?P<digits>\d{{1,3}}(?:[,\ ]\d{{3}})+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)?)(?!\d|[.,/]\d)
        (?:[\ -]?(?P<scale>{either(_SCALES)})s?\b | (?(before)(?P<short>[km])\b))?
      | (?P<spelled>(?:{either(_SPELLED)})\b
        (?:\ (?:hundred|{either(figures.SCALES)})\b(?:(?:\ and)?\ (?:{either(_SPELLED)})\b)?)*) )
    (?:\ ?(?P<after>{either(_UNIT_OF)}))?(?!\w|\+|-plus\b|\ (?:hundred|lakh|crore|dozen)s?\b)
    | \b(?P<multiple>{either(_MULTIPLES)})\b
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_JOINT = re.compile(
    r"-| to | or | and "
)  # between two numbers that may share the scale and the unit of the second
# Of these the joints of a range; `from $10 to $15` may be a growth, `10 and 15` two things.
_RANGES = {
    "-": re.compile(""),
    " or ": re.compile(""),
    " to ": re.compile(r"(?<!\bfrom )$", re.IGNORECASE),
    " and ": re.compile(r"\bbetween $", re.IGNORECASE),
}


def numerals(text: str) -> list[Numeral]:
    """Every number that a text in normal form writes, in its order."""
    matches = list(_NUMERAL.finditer(text))
    scales = [_scale(match) for match in matches]
    units = [
        match["before"] or match["after"] or (match["multiple"] and TIMES) for match in matches
    ]
    ranged = set()
    for at, (one, other) in enumerate(pairwise(matches)):
        joint = text[one.end() : other.start()]
        if joint in _RANGES and _RANGES[joint].search(text[: one.start()]):
            ranged |= {at, at + 1}
        if (
            _JOINT.fullmatch(joint)
            and not (scales[at] or one["after"])
            and (joint != " and " or at in ranged)
        ):
            scales[at] = scales[at + 1]
            units[at], units[at + 1] = units[at] or other["after"], units[at + 1] or one["before"]
    found = []
    for at, (match, scale, unit) in enumerate(zip(matches, scales, units, strict=True)):
        if amount := _amount(match, scale):
            rises = match["sign"] == "+" if match["sign"] else None
            named = _UNIT_OF[unit.casefold()] if unit else None
            found.append(Numeral(amount, named, rises, at in ranged, Span(*match.span())))
    return found


def _amount(match: re.Match[str], scale: str) -> figures.Amount | None:
    """The amount of a number; None for `007` and the like, which is no number as printed."""
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
    return (
        _SHORT[match["short"].lower()]
        if match["short"]
        else _SCALES.get((match["scale"] or "").lower(), "")
    )


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
