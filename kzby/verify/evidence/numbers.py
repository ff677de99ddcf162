"""Numbers held against their quote: value and scale, unit, hedge, direction; what they measure is told by flows.

The quote must hold them; the sentence around it, where the text is at hand, must not say otherwise. What a quote may
leave to its sentence: the noun that is counted (`600` of `900 enterprises, including 600`), and the flow of a figure.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kzby.model import figures, kinds
from kzby.model.terms import Hedge
from kzby.verify.evidence import flows
from kzby.verify.evidence.finding import Fault, Quoted, either
from kzby.verify.prose.numbers import Number, numbers
from kzby.verify.prose.numerals import UNITS
from kzby.verify.prose.span import Span
from kzby.verify.prose.text import normal

_NEAR = 5  # words behind a number, within which the noun that it counts ends
_NUMBER_OF = re.compile(r"\bnumber of\b")
# What stands behind a number that no noun follows.
_ALONE = re.compile(
    r"$|[^\w ]| (?:with|of|in|are|is|were|was|have|has|had|and|or|from|by|at|on)\b", re.IGNORECASE
)
_RENAMED = {
    "BYR": "BYN"
}  # the Belarusian ruble until 30 June 2016 and since, printed by the same words

Written = Mapping[str, Any]  # the values of a record as its file has them, for the problems' words


def faults(record: kinds.Record, written: Written, quoted: Quoted) -> Iterator[tuple[Fault, ...]]:
    """For each number that a record states, what is wrong with it: nothing if it is proven."""
    match record:
        case kinds.Trade():
            yield from _traded(record, written, quoted)
        case kinds.Count():
            yield from _counted(record, written, quoted)


def _traded(record: kinds.Trade, written: Written, quoted: Quoted) -> Iterator[tuple[Fault, ...]]:
    """Of a figure its value and its change; its flow and sign go with the first of them, or stand alone."""
    stated = [_value(record, written, quoted)] if record.value else []
    stated += [_change(record, written, quoted)] if record.change else []
    first, *others = stated or [iter(())]
    number = _place(_size(record.value or record.change), quoted.quote)
    yield (
        *first,
        *flows.sign(record, quoted),
        *flows.flow(record.flow, number, quoted),
        *flows.basis(record, number, quoted),
    )
    yield from map(tuple, others)


def _counted(record: kinds.Count, written: Written, quoted: Quoted) -> Iterator[tuple[Fault, ...]]:
    """Of a count its value, or its least and its greatest, or the words that stand for a number."""
    shared = [*_value_text(record, written, quoted)]
    if record.value:
        yield (*shared, *_value(record, written, quoted))
        return
    if not _is_counted(record, quoted):
        shared.append(
            Fault(
                ("unit",),
                f"is {record.unit}, which neither “{quoted.quote}” nor its sentence counts",
            )
        )
    yield from (tuple(shared) for stated in (record.low, record.high) if stated)
    if not (record.low or record.high):
        yield tuple(shared)


def _value(record: kinds.Trade | kinds.Count, written: Written, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with a value, its unit and its hedge, by the quote, then by the sentences that it stands in."""
    found, around = _read(record.value, quoted)
    if wrong := _unread("value", written, found, around, quoted):
        yield wrong
        return
    inside = [number for number in found if _is_in_unit(number, record, quoted)]
    if not inside:
        yield Fault(
            ("unit",),
            f"is {record.unit}, which neither “{quoted.quote}” nor its sentence counts in",
        )
    yield from _hedge(
        record, inside or found, {number.hedge for one in around for number in one}, quoted
    )


def _read(amount: figures.Amount | None, quoted: Quoted) -> tuple[list[Number], list[list[Number]]]:
    """The numbers of an amount in a quote, and in each sentence that the quote stands in, at its place there."""
    found = [number for number in numbers(quoted.quote) if number.amount == amount]
    around = [
        [
            number
            for number in numbers(sentence)
            if number.amount == amount and place.overlaps(number.span)
        ]
        for sentence, place in quoted.around()
    ]
    return found, around


def _unread(
    field: str, written: Written, found: list[Number], around: list[list[Number]], quoted: Quoted
) -> Fault | None:
    """That a number is not printed, or is only part of something else, by the quote or by a sentence of it."""
    for where, read in (("", found), *(("the sentence of ", one) for one in around)):
        if not read:
            return Fault(
                (field,), f"{written[field]} is not printed in {where}“{quoted.quote}” by itself"
            )
        if all(number.part for number in read):
            return Fault(
                (field,),
                f"{written[field]} is only part of a {read[0].part} in {where}“{quoted.quote}”",
            )
    return None


def _hedge(
    record: kinds.Trade | kinds.Count,
    found: list[Number],
    around: set[Hedge | None],
    quoted: Quoted,
) -> Iterator[Fault]:
    """What is wrong with the hedge of a value, by its quote, then by the sentences that the quote stands in."""
    hedges = {number.hedge for number in found}
    if record.hedge not in hedges:
        yield Fault(
            ("hedge",),
            f"is {_named(record.hedge)}, but “{quoted.quote}” has {either(map(_named, hedges))}",
        )
    elif others := around - {record.hedge}:
        told = f"the sentence of “{quoted.quote}” has {either(map(_named, others))}; quote that too"
        yield Fault(("hedge",), f"is {_named(record.hedge)}, but {told}")


def _is_in_unit(number: Number, record: kinds.Trade | kinds.Count, quoted: Quoted) -> bool:
    """Whether a number is in its record's unit: money, % and times stand at it, the noun that is counted behind it."""
    unit = _RENAMED.get(str(record.unit), str(record.unit))
    return number.unit == unit if number.unit or unit in UNITS else _is_counted(record, quoted)


def _is_counted(record: kinds.Trade | kinds.Count, quoted: Quoted) -> bool:
    """Whether the unit of a record, in singular or plural, stands behind its number or its words in the sentence.

    A number that no noun follows takes that of another: `900 enterprises, including 600`. Without the text the quote is
    trusted to leave the noun to its sentence.
    """
    unit, words = (
        _singular(str(record.unit)),
        normal(record.value_text) if isinstance(record, kinds.Count) else "",
    )
    for passage, place in ((quoted.quote, Span(0, len(quoted.quote))), *quoted.around()):
        found = [
            one
            for one in numbers(passage)
            if place.overlaps(one.span) and one.amount == record.value
        ]
        own = [one.span.end for one in found]
        own += [match.end() for match in re.finditer(re.escape(words), passage)] if words else []
        others = [one.span.end for one in numbers(passage)] + [
            one.end() for one in _NUMBER_OF.finditer(passage)
        ]
        ends = [*own, *(others if all(_ALONE.match(passage, end) for end in own) else [])]
        if any(f" {unit} " in f" {_singular(_counted_behind(passage, end))} " for end in ends):
            return True
    return not quoted.places


def _counted_behind(passage: str, end: int) -> str:
    """The words behind a number in which the noun that it counts can stand: a few, up to the next number."""
    following = next(
        (one.span.start for one in numbers(passage) if one.span.start > end), len(passage)
    )
    return " ".join(passage[end:following].split()[:_NEAR])


def _singular(words: str) -> str:
    """Words without stops and the endings of their plurals, to compare them: `companies,` and `company`."""
    return re.sub(r"(?:ies|y|s)?(?![\w-])[^\w ]*", "", words.casefold())


def _value_text(record: kinds.Count, written: Written, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with the printed words of a count: they stand in the quote, and print what is stated."""
    words = normal(record.value_text)
    stated = {
        name: amount for name in ("value", "low", "high") if (amount := getattr(record, name))
    }
    if words not in quoted.quote:
        yield Fault(("value_text",), f"“{record.value_text}” is not in “{quoted.quote}”")
    if [number.amount for number in numbers(words)] != list(stated.values()):
        numbered = " and ".join(str(written[name]) for name in stated) or "no number"
        yield Fault(
            (next(iter(stated), "value_text"),),
            f"stated is {numbered}, but value_text is “{words}”",
        )


def _change(record: kinds.Trade, written: Written, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with a change, its kind and its direction; one with a hedge cannot be stated as if it had none."""
    size = _size(record.change)
    found, around = _read(size, quoted)
    if wrong := _unread("change", written, found, around, quoted):
        yield wrong
        return
    for where, read in (("", found), *(("the sentence of ", one) for one in around)):
        kinds = {number.change for number in read if number.change}
        hedges = {number.hedge for number in read if number.hedge}
        if record.change_kind not in kinds:
            told = f"{where}“{quoted.quote}” tells {either(kinds)}"
            yield Fault(("change_kind",), f"is {record.change_kind}, but {told}")
        elif record.change_kind == "percent" and (record.change != size) in {
            number.rises for number in read
        }:
            said = "down" if record.change == size else "up"
            yield Fault(
                ("change",), f"is {written['change']}, but {where}“{quoted.quote}” says {said}"
            )
        if hedges:
            told = f"{where}“{quoted.quote}” has {either(map(_named, hedges))}"
            yield Fault(("change",), f"is {written['change']}, but {told}")


def _size(amount: figures.Amount | None) -> figures.Amount | None:
    """An amount as it is printed, without the sign of a decline."""
    return amount._replace(value=abs(amount.value)) if amount else None


def _place(amount: figures.Amount | None, passage: str) -> Span:
    """Where an amount stands in a passage; at its end if it does not."""
    end = Span(len(passage), len(passage))
    return next((number.span for number in numbers(passage) if number.amount == amount), end)


def _named(hedge: Hedge | None) -> str:
    return f"‘{hedge}’" if hedge else "no hedge"


def of_goods(record: kinds.Goods, quoted: Quoted) -> tuple[Fault, ...]:
    """What is wrong with the name of a good, whose words the quote prints, and with the way it goes."""
    printed = _singular(quoted.quote).split()
    missing = [word for word in record.name.split() if _singular(word) not in printed]
    unnamed = [Fault(("name",), f"“{word}” is not printed in “{quoted.quote}”") for word in missing]
    return (*unnamed, *flows.flow(record.flow, Span(len(quoted.quote), len(quoted.quote)), quoted))
