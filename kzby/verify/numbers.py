"""Numbers as a language prints them, and whether one prints a value."""

import re
from functools import lru_cache
from typing import NamedTuple

from kzby.model.figures import SCALES
from kzby.verify.words import Span, Words

_RUN = r"(?>\d{1,3}(?:[ .,']\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
_NUMBER = rf"""(?x: (?<![\w/])(?<!\d[.,])
  (?P<sign> (?<![\w)%]) [-+−])?
  (?: (?<!\w)(?P<before> &units) \ ?)?
  (?: (?P<worded> @worded) | (?P<multiple> @multiples)
    | (?P<digits> {_RUN} | SPELLED)
      (?: [\ -]?(?P<scale> &scales)(?!\w) | (?(before) (?P<short> &short_scales)(?!\w)))?
      (?P<more> (?:\ {_RUN}\ &scales(?!\w))*) )
  (?: [\ -]?(?P<unit> &units)(?!\w))?
  (?![\w+½/]|-[^\W\d]) )"""
_OTHER = rf"(?:[$€₸₽£¥] ?)?{_RUN}(?: ?[%$€₸₽£¥])?"  # in a language without a file


class Number(NamedTuple):
    """A number in a text in small letters; `units` are what the word at it can mean."""

    span: Span
    core: int  # where its digits and scale end, and the words behind it begin
    sign: str
    digits: str
    scale: str
    units: frozenset[str]
    values: frozenset[str]  # that it has as a whole, such as `doubled` or `3 млн 250 тыс.`

    @property
    def is_counted(self) -> bool:
        """Whether its unit is a noun (`900 tonnes`), which a quote may leave out."""
        return any(unit.islower() and unit != "times" for unit in self.units)


@lru_cache(maxsize=1024)
def numbers(low: str, words: Words | None) -> tuple[Number, ...]:
    """Every number in a text in small letters; without a file for its language, unread."""
    if words:
        return tuple(_number(match, words) for match in _pattern(words).finditer(low))
    none = frozenset[str]()
    runs = ((Span(*run.span()), run[0]) for run in re.finditer(_OTHER, low))
    return tuple(Number(span, span.end, "", run, "", none, none) for span, run in runs)


@lru_cache
def _pattern(words: Words) -> re.Pattern[str]:
    one, glue = words.phrases("numerals", ""), words.phrases("glue", "")
    spelled = rf"(?<!\w){one}(?:{glue}{one})*(?!\w)"
    return words.pattern(_NUMBER.replace("SPELLED", spelled))


def _number(match: re.Match[str], words: Words) -> Number:
    def meant(table: str, part: str) -> frozenset[str]:
        return words.meanings(table, match[part])

    scale = meant("scales", "scale") | meant("short_scales", "short")
    units = meant("units", "before") | meant("units", "unit")
    values = meant("worded", "worded") | meant("multiples", "multiple")
    if match["multiple"]:
        units = frozenset({"times"})
    digits = match["digits"] or match["worded"] or match["multiple"]
    if match["more"]:
        parts = re.findall(rf"({_RUN}) ({words.phrases('scales', '')})", match[0])
        scaled = (int(n) * SCALES.get("".join(words.meanings("scales", of)), 0) for n, of in parts)
        values = frozenset({f"{sum(scaled):,}"})
    core = match.end("more") if match["digits"] else match.start() + len(digits)
    span = Span(*match.span())
    return Number(span, core, match["sign"] or "", digits, " ".join(scale), units, values)


def prints(number: Number, written: str, words: Words, scale: str = "") -> bool:
    """Whether a number prints a value as it is written: `62 million`, `117,500`, `-12.3`.

    Its scale may be that of the next number: `two or three million`.
    """
    digits, _, power = written.removeprefix("-").partition(" ")
    if number.values:
        return written in number.values
    fits = power == (number.scale or scale)
    return fits and re.fullmatch(_forms(digits, words), number.digits) is not None


@lru_cache(maxsize=4096)
def _forms(digits: str, words: Words) -> str:
    """The ways to print digits in English notation, as a pattern."""
    whole, _, fraction = digits.replace(",", "").partition(".")
    group, decimal = words.tables["group"], words.tables["decimal"]
    groups = f"{int(whole):,}".split(",")
    forms = [whole, *(re.escape(mark).join(groups) for mark in group)]
    if fraction:  # `1.234` is read in thousands where it can be
        marks = [mark for mark in decimal if len(fraction) != 3 or mark not in group]
        forms = [f"{form}[{''.join(marks)}]{fraction}" for form in forms]
    elif spelled := _spelled(int(whole), words):
        forms.append(spelled)
    return "|".join(forms)


def _spelled(number: int, words: Words) -> str:
    """A number below a thousand in words, as a pattern; empty if it has none."""
    known, glue = words.tables["numerals"], words.phrases("glue", "")
    if str(number) in known:
        return words.phrases(f"numerals.{number}", "")
    if not 20 < number < 1000:
        return ""
    base = 100 if number > 100 else 10
    parts = [number // base * base, number % base]
    if not number % 100:
        parts = [number // 100, 100]
    elif base == 10 and not words.tables["tens_first"]:
        parts.reverse()
    return glue.join(_spelled(part, words) for part in parts)


def integer(printed: str, words: Words) -> int:
    """The whole number below 100 that digits or words print; 0 if they print none."""
    if digits := re.match(r"\d+", printed):
        return int(digits[0])
    forms = ((number, _spelled(number, words)) for number in range(1, 100))
    return next((n for n, form in forms if form and re.fullmatch(form, printed)), 0)
