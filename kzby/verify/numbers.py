"""Numbers as a text prints them, with what the words around them say.

What can be read in two ways (`22,4`) or is part of something else (`21st`, `>5`, `1/2`) is no number.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kzby.model import figures
from kzby.model.terms import ChangeKind, Hedge
from kzby.verify.words import PATTERNS, WORDS, Span, spans

_UNITS = {word.casefold(): unit for word, unit in WORDS["units"].items()}
_NUMERALS = WORDS["digits"] | WORDS["teens"] | WORDS["tens"]
_POWERS = WORDS["powers"]
_SCALES = WORDS["scales"] | WORDS["short_scales"]


class Number(NamedTuple):
    """A number in a text, with its unit: an ISO 4217 code, `%` or `times`.

    `rises` is whether it is said to go up or down, `change` how it gives a change, `part` whether it
    belongs to a range (`10-15`), a difference (`by $5`) or a rate (`$5 per tonne`).
    """

    amount: figures.Amount
    unit: str | None
    rises: bool | None
    part: bool
    span: Span
    hedge: Hedge | None = None
    change: ChangeKind | None = None


@lru_cache(maxsize=1024)
def numbers(text: str) -> tuple[Number, ...]:
    """Every number in a text in normal form, in its order, but not in `half of $62 million`."""
    alone, dates = _alone(text), spans("dated", text)
    # The words about a number reach to the next that is no date, or to the end of the clause.
    borders = [n.span for n in alone if not any(date.holds(n.span) for date in dates)]
    read = []
    for number in alone:
        start, end = number.span
        begin = max((border.end for border in borders if border.end <= start), default=0)
        stop = min((border.start for border in borders if border.start >= end), default=len(text))
        before = PATTERNS["clause_end"].split(text[begin:start])[-1]
        behind = PATTERNS["clause_end"].split(text[end:stop])[0]
        if not PATTERNS["not_it"].search(before):
            read.append(_in_context(number, before, behind))
    return tuple(read)


def _alone(text: str) -> list[Number]:
    """The numbers of a text by themselves."""
    matches = list(PATTERNS["number"].finditer(text))
    digits = [_digits(match) for match in matches]
    scales = [scale for _, scale in digits]
    units = [m["before"] or m["after"] or (m["multiple"] and "times") for m in matches]
    ranged = set()
    for at, (left, right) in enumerate(pairwise(matches)):
        joint = text[left.end() : right.start()]
        if joint not in WORDS["joints"]:
            continue
        if re.search(WORDS["joints"][joint], text[: left.start()], re.IGNORECASE):
            ranged |= {at, at + 1}
        if not (scales[at] or left["after"]) and (joint != " and " or at in ranged):
            scales[at] = scales[at + 1]
            units[at], units[at + 1] = units[at] or right["after"], units[at + 1] or left["before"]
    alone = []
    for at, match in enumerate(matches):
        try:
            amount = figures.amount(f"{digits[at][0]} {scales[at]}".rstrip())
        except ValueError:  # `007`
            continue
        unit = _UNITS.get((units[at] or "").casefold())
        rises = match["sign"] == "+" if match["sign"] else None
        alone.append(Number(amount, unit, rises, at in ranged, Span(*match.span())))
    return alone


def _digits(match: re.Match[str]) -> tuple[str, str]:
    if match["multiple"]:
        return WORDS["multiples"][match["multiple"].lower()], ""
    if match["digits"]:
        scale = (match["scale"] or match["short"] or "").lower()
        return match["digits"].replace(" ", ","), _SCALES.get(scale, "")
    words = match["spelled"].lower().replace("-", " ").split()
    scales = [word for word in words if word in _POWERS]
    scale = words.pop() if scales == words[-1:] else ""
    total = current = 0
    for word in words:
        if word in _POWERS:
            total, current = total + current * _POWERS[word], 0
        else:
            current = current * 100 if word == "hundred" else current + _NUMERALS.get(word, 0)
    return str(total + current), scale


def _in_context(number: Number, before: str, behind: str) -> Number:
    around = f"{before}#{behind}"
    rises, part, change = number.rises, number.part, number.change
    if rises is None:  # without a sign the nearest word before it counts, or else behind it
        directions = [
            PATTERNS["direction_behind"].match(behind),
            *reversed(list(PATTERNS["direction"].finditer(before))),
            *PATTERNS["direction"].finditer(behind),
        ]
        rises = next((bool(word["up"]) for word in directions if word), None)
    if number.unit == "times":
        change = None if rises is False else "multiple"  # `2.5 times less` is not 2.5 times
    elif number.unit != "%":
        part = part or PATTERNS["difference"].search(around) is not None
    elif rises is not None:
        change = "percent"
    elif PATTERNS["index"].search(around):
        change = "index"
    part = part or PATTERNS["rate"].match(behind) is not None
    hedges = [match["before"] or match["behind"] for match in PATTERNS["hedge"].finditer(around)]
    hedge = next((WORDS["hedges"][phrase.lower()] for phrase in hedges if phrase), None)
    return number._replace(hedge=hedge, rises=rises, change=change, part=part)
