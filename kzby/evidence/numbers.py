"""Numbers held against their quote: value and scale, unit, hedge, direction and flow.

The quote must hold them; the sentence around it, where the text is at hand, must not say otherwise. What a quote may
leave to its sentence: the noun that is counted (`600` of `900 enterprises, including 600`), and the flow of a figure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kzby import figures, model
from kzby.evidence.finding import Fault, Quoted
from kzby.prose.numbers import UNITS, Number, numbers
from kzby.prose.span import Span
from kzby.prose.text import Text, normal
from kzby.terms import ChangeKind, Flow, Hedge, Sign

_FLOWS = {
    Flow.TURNOVER: "trade|turnover",
    Flow.EXPORT: "export(?:s|ed|ing)?",
    Flow.IMPORT: "import(?:s|ed|ing)?",
    Flow.BALANCE: "surplus|deficit|balance",
    Flow.INVESTMENT: r"invest\w*",
    Flow.CONTRACTS: r"contract\w*",
}
_FLOW = re.compile(rf"\b(?:{'|'.join(f'(?P<{flow}>{words})' for flow, words in _FLOWS.items())})\b", re.IGNORECASE)
_FLOW_BEHIND = re.compile(rf" (?:was|were|of|in|worth of) {_FLOW.pattern}", re.IGNORECASE)
_SIGNS = {Sign.SURPLUS: r"\b(?:surplus|positive)\b", Sign.DEFICIT: r"\b(?:deficit|negative)\b"}

_NEAR = 5  # words behind a number, within which the noun that it counts ends

Written = Mapping[str, Any]  # the values of a record as its file has them, for the problems' words


def faults(record: model.Record, written: Written, quoted: Quoted) -> Iterator[tuple[Fault, ...]]:
    """For each number that a record states, what is wrong with it: nothing if it is proven."""
    match record:
        case model.Trade():
            yield from _traded(record, written, quoted)
        case model.Count():
            yield from _counted(record, written, quoted)


def _traded(record: model.Trade, written: Written, quoted: Quoted) -> Iterator[tuple[Fault, ...]]:
    """Of a figure its value and its change; its flow and sign go with the first of them, or stand alone."""
    stated = [_value(record, written, quoted)] if record.value else []
    stated += [_change(record, written, quoted)] if record.change else []
    first, *others = stated or [iter(())]
    yield (*first, *_sign(record, quoted), *_flow(record, quoted))
    yield from map(tuple, others)


def _counted(record: model.Count, written: Written, quoted: Quoted) -> Iterator[tuple[Fault, ...]]:
    """Of a count its value, or its least and its greatest, or the words that stand for a number."""
    shared = [*_value_text(record, written, quoted)]
    if record.value:
        yield (*shared, *_value(record, written, quoted))
        return
    if not _is_counted(record, quoted):
        shared.append(Fault(("unit",), f"is {record.unit}, which neither “{quoted.quote}” nor its sentence counts"))
    yield from (tuple(shared) for stated in (record.low, record.high) if stated)
    if not (record.low or record.high):
        yield tuple(shared)


def _value(record: model.Trade | model.Count, written: Written, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with a value, its unit and its hedge."""
    found = [number for number in numbers(quoted.quote) if number.amount == record.value]
    if not found:
        yield Fault(("value",), f"{written['value']} is not printed in “{quoted.quote}”")
        return
    inside = [number for number in found if _is_in_unit(number, record, quoted)]
    if not inside:
        yield Fault(("unit",), f"is {record.unit}, which neither “{quoted.quote}” nor its sentence counts in")
    yield from _hedge(record, inside or found, quoted)


def _hedge(record: model.Trade | model.Count, found: list[Number], quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with the hedge of a value, by its quote, then by the sentences that the quote stands in."""
    hedges = {number.hedge for number in found}
    around = {
        number.hedge
        for sentence, place in quoted.around()
        for number in numbers(sentence)
        if number.amount == record.value and place.overlaps(number.span)
    }
    if record.hedge not in hedges:
        yield Fault(("hedge",), f"is {_named(record.hedge)}, but “{quoted.quote}” has {_either(map(_named, hedges))}")
    elif others := around - {record.hedge}:
        told = f"the sentence of “{quoted.quote}” has {_either(map(_named, others))}; quote that too"
        yield Fault(("hedge",), f"is {_named(record.hedge)}, but {told}")


def _is_in_unit(number: Number, record: model.Trade | model.Count, quoted: Quoted) -> bool:
    """Whether a number is in its record's unit: money, % and times stand at it, the noun that is counted behind it."""
    unit = str(record.unit)
    return number.unit == unit if number.unit or unit in UNITS else _is_counted(record, quoted)


def _is_counted(record: model.Trade | model.Count, quoted: Quoted) -> bool:
    """Whether the unit of a record, in singular or plural, stands behind a number of its sentence.

    That need not be the record's own number: `900 enterprises, including 600`. Without the text the quote is trusted to
    leave the noun to its sentence.
    """
    stands_for = ["number of", *([normal(record.value_text)] if isinstance(record, model.Count) else [])]
    unit = _singular(str(record.unit))
    counting = re.compile("|".join(rf"\b{re.escape(words)}\b" for words in stands_for))
    for passage in (quoted.quote, *(sentence for sentence, _ in quoted.around())):
        ends = [number.span.end for number in numbers(passage)]
        ends += [words.end() for words in counting.finditer(passage)]
        if any(f" {unit} " in f" {_singular(' '.join(passage[end:].split()[:_NEAR]))} " for end in ends):
            return True
    return not quoted.places


def _singular(words: str) -> str:
    """Words without stops and the endings of their plurals, to compare them: `companies,` and `company`."""
    return re.sub(r"(?:ies|y|s)?(?![\w-])[^\w ]*", "", words.casefold())


def _value_text(record: model.Count, written: Written, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with the printed words of a count: they stand in the quote, and print what is stated."""
    words = normal(record.value_text)
    stated = {name: amount for name in ("value", "low", "high") if (amount := getattr(record, name))}
    if words not in quoted.quote:
        yield Fault(("value_text",), f"“{record.value_text}” is not in “{quoted.quote}”")
    if [number.amount for number in numbers(words)] != list(stated.values()):
        numbered = " and ".join(str(written[name]) for name in stated) or "no number"
        yield Fault((next(iter(stated), "value_text"),), f"stated is {numbered}, but value_text is “{words}”")


def _change(record: model.Trade, written: Written, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with a change, its kind and its direction; one with a hedge cannot be stated as if it had none."""
    size = _size(record.change)
    found = [number for number in numbers(quoted.quote) if number.amount == size]
    kinds = {number.change for number in found if number.change}
    hedges = {number.hedge for number in found if number.hedge}
    if not found:
        yield Fault(("change",), f"{written['change']} is not printed in “{quoted.quote}”")
    elif record.change_kind not in kinds:
        yield Fault(("change_kind",), f"is {record.change_kind}, but “{quoted.quote}” tells {_either(kinds)}")
    elif record.change_kind == ChangeKind.PERCENT and (record.change != size) in {number.rises for number in found}:
        said = "down" if record.change == size else "up"
        yield Fault(("change",), f"is {written['change']}, but “{quoted.quote}” says {said}")
    if hedges:
        yield Fault(("change",), f"is {written['change']}, but “{quoted.quote}” has {_either(map(_named, hedges))}")


def _size(amount: figures.Amount | None) -> figures.Amount | None:
    """An amount as it is printed, without the sign of a decline."""
    return amount._replace(value=abs(amount.value)) if amount else None


def _sign(record: model.Trade, quoted: Quoted) -> Iterator[Fault]:
    if record.sign and not re.search(_SIGNS[record.sign], quoted.quote, re.IGNORECASE):
        yield Fault(("sign",), f"is {record.sign}, which “{quoted.quote}” does not say")


def _flow(record: model.Trade, quoted: Quoted) -> Iterator[Fault]:
    """What is wrong with the flow: what the quote says of it counts first, then its sentence and the one before."""
    anchor = _place(_size(record.value or record.change), quoted.quote)
    flows = {_nearest_flow(quoted.quote, anchor)}
    if flows == {None} and quoted.text and quoted.places:
        flows = {_flow_around(quoted.text, place, anchor) for place in quoted.places}
    if record.flow not in flows and (quoted.places or flows != {None}):
        told = f"the words next to the number tell {_either(filter(None, flows))}"
        yield Fault(("flow",), f"is {record.flow}, but in “{quoted.quote}” or its sentence {told}")


def _flow_around(text: Text, place: Span, anchor: Span) -> str | None:
    """The flow that the sentence of a quote tells, or else the one before."""
    sentence = text.sentence(place)
    for begin in (sentence.start, text.before(sentence)):
        number = Span(*(place.start + at - begin for at in anchor))
        if flow := _nearest_flow(text.plain[begin : sentence.end], number):
            return flow
    return None


def _place(amount: figures.Amount | None, passage: str) -> Span:
    """Where an amount stands in a passage; at its end if it does not."""
    end = Span(len(passage), len(passage))
    return next((number.span for number in numbers(passage) if number.amount == amount), end)


def _nearest_flow(passage: str, number: Span) -> str | None:
    """The flow that belongs to a number: `$5 was export`, `$5 of export`; or else that of the last word before it."""
    behind = _FLOW_BEHIND.match(passage, number.end)
    before = [word for word in _FLOW.finditer(passage) if word.start() < number.start]
    told = behind or (before[-1] if before else None)
    return told.lastgroup if told else None


def _named(hedge: Hedge | None) -> str:
    return f"‘{hedge}’" if hedge else "no hedge"


def _either(words: Iterable[object]) -> str:
    return " or ".join(sorted(map(str, words))) or "none"
