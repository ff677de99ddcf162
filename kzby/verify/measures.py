"""What a record measures, held against its words: value, scale, unit, hedge, direction and flow.

The quote must print the number; the sentence around it, where the text is there, must not say
otherwise. What a quote may leave to its sentence: the noun that is counted (`600` of
`900 enterprises, including 600`), the flow of a figure (also to the sentence before), and that it
is a target or a forecast.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kzby.model import figures, kinds
from kzby.model.terms import Hedge
from kzby.verify.numbers import Number, numbers
from kzby.verify.text import Fault, Quoted, Text, normal
from kzby.verify.words import PATTERNS, WORDS, Span

_NEAR = 5  # words behind a number, within which the noun that it counts ends
# The Belarusian ruble until 30 June 2016, printed by the same words as the one since.
_RENAMED = {"BYR": "BYN"}
_UNITS = {*WORDS["units"].values()}
_PLURAL = re.compile(rf"(?:{'|'.join(WORDS['plural_endings'])})?(?![\w-])[^\w ]*")

Measured = kinds.Trade | kinds.Count
Written = Mapping[str, Any]  # the values of a record as its file has them, for problems


def faults(record: kinds.Record, written: Written, quoted: Quoted) -> Iterator[tuple[Fault, ...]]:
    """For each number that a record states, what is wrong with it: nothing if it is proven."""
    if isinstance(record, kinds.Trade):
        stated = [list(_value(record, written, quoted))] if record.value else []
        stated += [list(_change(record, written, quoted))] if record.change else []
        number = _place(_size(record.value or record.change), quoted.quote)
        first, *others = stated or [list[Fault]()]
        yield (
            *first,
            *_sign(record, quoted),
            *_flow(record.flow, number, quoted),
            *_basis(record, number, quoted),
        )
        yield from map(tuple, others)
    elif isinstance(record, kinds.Count):
        shared = list(_value_text(record, written, quoted))
        if record.value:
            yield (*shared, *_value(record, written, quoted))
            return
        if not _is_counted(record, quoted):
            text = f"is {record.unit}, which neither “{quoted.quote}” nor its sentence counts"
            shared.append(Fault(("unit",), text))
        for _ in [bound for bound in (record.low, record.high) if bound] or [None]:
            yield tuple(shared)


def of_goods(record: kinds.Goods, quoted: Quoted) -> tuple[Fault, ...]:
    """What is wrong with the name of a good, whose words the quote prints, and with its flow."""
    printed = _singular(quoted.quote).split()
    unnamed = [
        Fault(("name",), f"“{word}” is not printed in “{quoted.quote}”")
        for word in record.name.split()
        if _singular(word) not in printed
    ]
    end = _place(None, quoted.quote)
    return (*unnamed, *_flow(record.flow, end, quoted))


Readings = list[tuple[str, list[Number]]]


def _readings(
    field: str, amount: figures.Amount | None, quoted: Quoted, written: Written
) -> Readings | Fault:
    """The numbers of an amount within the quote, by the quote, then by each of its sentences.

    Or what is wrong: the number is not printed, or is only part of something else.
    """
    readings = []
    for name, words, place in quoted.passages:
        read = [
            number
            for number in numbers(words)
            if number.amount == amount and place.overlaps(number.span)
        ]
        if not read:
            return Fault((field,), f"{written[field]} is not printed in {name} by itself")
        if all(number.part for number in read):
            return Fault((field,), f"{written[field]} is only part of a {read[0].part} in {name}")
        readings.append((name, read))
    return readings


def _value(record: Measured, written: Written, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with a value, its unit and its hedge."""
    readings = _readings("value", record.value, quoted, written)
    if isinstance(readings, Fault):
        yield readings
        return
    (_, read), *around = readings
    unit = _RENAMED.get(str(record.unit), str(record.unit))
    # Money, % and times stand at a number; the noun that is counted, behind it.
    in_unit = [
        number
        for number in read
        if (number.unit == unit if number.unit or unit in _UNITS else _is_counted(record, quoted))
    ]
    if not in_unit:
        text = f"is {record.unit}, which neither “{quoted.quote}” nor its sentence counts in"
        yield Fault(("unit",), text)
    hedges = {number.hedge for number in in_unit or read}
    others = {number.hedge for _, numbers in around for number in numbers} - {record.hedge}
    stated = _hedges({record.hedge})
    if record.hedge not in hedges:
        yield Fault(("hedge",), f"is {stated}, but “{quoted.quote}” has {_hedges(hedges)}")
    elif others:
        text = f"the sentence of “{quoted.quote}” has {_hedges(others)}; quote that too"
        yield Fault(("hedge",), f"is {stated}, but {text}")


def _change(record: kinds.Trade, written: Written, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with a change, its kind and direction; it must not have a hedge."""
    size = _size(record.change)
    readings = _readings("change", size, quoted, written)
    if isinstance(readings, Fault):
        yield readings
        return
    for name, read in readings:
        changes = {number.change for number in read if number.change}
        hedges = {number.hedge for number in read if number.hedge}
        rises = record.change == size
        if record.change_kind not in changes:
            text = f"is {record.change_kind}, but {name} means {_either(changes)}"
            yield Fault(("change_kind",), text)
        elif record.change_kind == "percent" and (not rises) in {number.rises for number in read}:
            said = "down" if rises else "up"
            yield Fault(("change",), f"is {written['change']}, but {name} says {said}")
        if hedges:
            yield Fault(("change",), f"is {written['change']}, but {name} has {_hedges(hedges)}")


def _value_text(record: kinds.Count, written: Written, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with the words of a count, which stand in the quote and print the value."""
    words = normal(record.value_text)
    stated = [name for name in ("value", "low", "high") if getattr(record, name)]
    if words not in quoted.quote:
        yield Fault(("value_text",), f"“{record.value_text}” is not in “{quoted.quote}”")
    if [number.amount for number in numbers(words)] != [getattr(record, name) for name in stated]:
        values = " and ".join(str(written[name]) for name in stated) or "no number"
        field = stated[0] if stated else "value_text"
        yield Fault((field,), f"stated is {values}, but value_text is “{words}”")


def _is_counted(record: Measured, quoted: Quoted) -> bool:
    """Whether the unit of a record stands behind its number or its words, singular or plural.

    A number that no noun follows takes that of another: `900 enterprises, including 600`. Without
    the text the quote is trusted to leave the noun to its sentence.
    """
    unit = f" {_singular(str(record.unit))} "
    words = normal(record.value_text) if isinstance(record, kinds.Count) else ""
    for _, passage, place in quoted.passages:
        read = numbers(passage)
        ends = [n.span.end for n in read if n.amount == record.value and place.overlaps(n.span)]
        if words:
            ends += [match.end() for match in re.finditer(re.escape(words), passage)]
        if all(PATTERNS["no_noun"].match(passage, end) for end in ends):
            ends += [number.span.end for number in read]
            ends += [match.end() for match in PATTERNS["number_of"].finditer(passage)]
        for end in ends:
            following = [number.span.start for number in read if number.span.start > end]
            counted = passage[end : following[0] if following else None].split()[:_NEAR]
            if unit in f" {_singular(' '.join(counted))} ":
                return True
    return not quoted.places


def _flow(flow: str, number: Span, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with a flow: the quote counts, else its sentence with the one before."""
    text = quoted.text
    flows = {_flow_of(number, quoted.quote)}
    listed = any(PATTERNS["respectively"].search(words) for _, words, _ in quoted.passages)
    if text and quoted.places and (flows == {None} or listed):
        flows = {_flow_around(number, place, text) for place in quoted.places}
    if flow not in flows and (quoted.places or flows != {None}):
        said = f"the words next to the number say {_either(flows - {None})}"
        yield Fault(("flow",), f"is {flow}, but in “{quoted.quote}” or its sentence {said}")


def _flow_around(number: Span, place: Span, text: Text) -> str | None:
    """The flow that the sentence of a quote gives a number in it, or else the sentence before."""
    sentence = text.sentence(place)
    for begin in (sentence.start, text.before(sentence)):
        within = Span(*(place.start + at - begin for at in number))
        if flow := _flow_of(within, text.plain[begin : sentence.end]):
            return flow
    return None


def _flow_of(number: Span, passage: str) -> str | None:
    """The flow right behind a number (`$5 was export`), or else the last one before it.

    Of flows and numbers listed `respectively`, those in the same place belong together.
    """
    before = [word for word in PATTERNS["flow"].finditer(passage) if word.start() < number.start]
    if before and PATTERNS["respectively"].search(passage, number.end):
        listed = [n.span for n in numbers(passage) if n.span.start > before[-1].end()]
        if number in listed and len(listed) <= len(before):
            return before[-len(listed) :][listed.index(number)].lastgroup
    behind = PATTERNS["flow_behind"].match(passage, number.end)
    nearest = behind or (before[-1] if before else None)
    return nearest.lastgroup if nearest else None


def _sign(record: kinds.Trade, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with a balance's sign: the quote says it, and no sentence denies it."""
    if record.sign is None:
        return
    if not PATTERNS[record.sign].search(quoted.quote):
        yield Fault(("sign",), f"is {record.sign}, which “{quoted.quote}” does not say")
    elif any(PATTERNS["denied"].search(words) for _, words, _ in quoted.passages):
        text = f"is {record.sign}, which the sentence of “{quoted.quote}” denies"
        yield Fault(("sign",), text)


def _basis(record: kinds.Trade, number: Span, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with a basis: words before the number make it a target or forecast."""
    before = [words[: place.start + number.start] for _, words, place in quoted.passages]
    foreseen = [match[0] for words in before if (match := PATTERNS["foreseen"].search(words))]
    if record.basis == "actual" and foreseen:
        text = f"is actual, but before “{quoted.quote}” the text says “{foreseen[0]}”"
        yield Fault(("basis",), text)
    elif record.basis != "actual" and quoted.places and not foreseen:
        text = f"is {record.basis}, but the sentence of “{quoted.quote}” says it was measured"
        yield Fault(("basis",), text)


def _size(amount: figures.Amount | None) -> figures.Amount | None:
    """An amount as it is printed, without the sign of a decline."""
    return amount._replace(value=abs(amount.value)) if amount else None


def _place(amount: figures.Amount | None, passage: str) -> Span:
    """Where an amount stands in a passage; at its end if it does not."""
    end = Span(len(passage), len(passage))
    return next((number.span for number in numbers(passage) if number.amount == amount), end)


def _singular(words: str) -> str:
    """Words without stops and plural endings, to compare them: `companies,` and `company`."""
    return _PLURAL.sub("", words.casefold())


def _hedges(hedges: Iterable[Hedge | None]) -> str:
    return _either({f"‘{hedge}’" if hedge else "no hedge" for hedge in hedges})


def _either(words: set[Any]) -> str:
    return " or ".join(sorted(words)) or "none"
