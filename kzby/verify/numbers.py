"""Numbers as a language prints them, and whether one prints a value."""

import re
from functools import lru_cache
from typing import NamedTuple

from kzby.verify.words import Span, Words

_RUN = r"\d{1,3}(?:[ .,']\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_NUMBER = rf"""(?x: (?<![\w/])(?<!\d[.,])
  (?P<sign> (?<![\w)%]) [-+−])?
  (?: (?P<before> @money) \ ?)?
  (?: (?P<worded> @worded) | (?P<multiple> @multiples)
    | (?P<digits> (?>{_RUN}) | SPELLED)
      (?: [\ -]?(?P<scale> &scales)| (?(before) (?P<short> &short_scales)))? )
  (?: [\ -]?(?P<unit> &money | &measures))?
  (?![\w+½/]|-[^\W\d]) )"""
_SIZES = ("digits", "worded", "multiple")
_OTHER = rf"(?:[$€₸₽£¥] ?)?(?>{_RUN})(?: ?[%$€₸₽£¥])?"  # in a language without a file


class Number(NamedTuple):
    """A number in a text in small letters; `units` are what the word at it can mean."""

    span: Span
    core: int  # where its digits and scale end, and the words behind it begin
    sign: str
    digits: str
    scale: str
    units: frozenset[str]
    values: frozenset[str]  # that a word such as `doubled` or `half a million` means


@lru_cache(maxsize=4096)
def numbers(low: str, words: Words) -> tuple[Number, ...]:
    """Every number in a text in small letters, in its order."""
    return tuple(_number(match, words) for match in _pattern(words).finditer(low))


def numerals(low: str, words: Words | None) -> list[Span]:
    """Where a text in small letters has a number, read or not."""
    runs = [Span(*match.span()) for match in re.finditer(_OTHER, low)]
    return [*runs, *(number.span for number in numbers(low, words))] if words else runs


@lru_cache
def _pattern(words: Words) -> re.Pattern[str]:
    numeral, glue = _joined(words, "numerals"), _joined(words, "glue")
    spelled = rf"(?<!\w){numeral}(?:{glue}{numeral})*(?!\w)"
    return words.pattern(_NUMBER.replace("SPELLED", spelled))


def _joined(words: Words, name: str) -> str:
    return words.phrases(name, left=False, right=False)


def _number(match: re.Match[str], words: Words) -> Number:
    scale = words.meanings("scales", match["scale"] or "")
    scale |= words.meanings("short_scales", match["short"] or "")
    units = frozenset[str]()
    for phrase in filter(None, (match["before"], match["unit"])):
        units |= words.meanings("money", phrase) | words.meanings("measures", phrase)
    values = words.meanings("worded", match["worded"] or "")
    if match["multiple"]:
        values, units = words.meanings("multiples", match["multiple"]), frozenset({"times"})
    digits = next(match[part] for part in _SIZES if match[part])
    span = Span(*match.span())
    core = next(match.end(part) for part in ("scale", "short", *_SIZES) if match[part])
    return Number(span, core, match["sign"] or "", digits, " ".join(scale), units, values)


def prints(number: Number, written: str, words: Words, scale: str | None = None) -> bool:
    """Whether a number prints a value as it is written: `62 million`, `117,500`, `-12.3`.

    Its scale may be that of the next number: `two or three million`.
    """
    written = written.removeprefix("-")
    digits, _, power = written.partition(" ")
    if number.values:
        return written in number.values
    if power != (number.scale or scale or ""):
        return False
    return re.fullmatch(_forms(digits, words), number.digits) is not None


@lru_cache(maxsize=4096)
def _forms(digits: str, words: Words) -> str:
    """The ways to print digits in English notation, as a pattern."""
    whole, _, fraction = digits.replace(",", "").partition(".")
    group, decimal = words.tables["group"], words.tables["decimal"]
    groups = f"{int(whole):,}".split(",")
    forms = {whole, *(re.escape(mark).join(groups) for mark in group)}
    if fraction:
        # `1.234` is read in thousands where it can be.
        marks = [mark for mark in decimal if len(fraction) != 3 or mark not in group]
        forms = {f"{form}[{''.join(marks)}]{fraction}" for form in forms}
    elif spelled := _spelled(int(whole), words):
        forms.add(spelled)
    return "|".join(sorted(forms))


def _spelled(number: int, words: Words) -> str | None:
    """A number below a thousand in words, as a pattern; None if it has none."""
    known, glue = words.tables["numerals"], _joined(words, "glue")
    if str(number) in known:
        return _joined(words, f"numerals.{number}")
    if number >= 1000 or not number:
        return None
    base = 100 if number > 100 else 10
    great, rest = number // base * base, number % base
    if not rest:
        hundreds = [_spelled(number // 100, words), _spelled(100, words)]
        return glue.join(filter(None, hundreds)) if number > 100 else None
    parts = [_spelled(great, words), _spelled(rest, words)]
    if base == 10 and not words.tables["tens_first"]:
        parts.reverse()
    return glue.join(filter(None, parts))


def integer(printed: str, words: Words) -> int | None:
    """The whole number below 100 that digits or words print."""
    digits = re.match(r"\d+", printed)
    if digits:
        return int(digits[0])
    forms = ((number, _spelled(number, words)) for number in range(1, 100))
    return next((n for n, form in forms if form and re.fullmatch(form, printed)), None)
