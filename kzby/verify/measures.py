"""What a record measures, held against its words: value, scale, unit, hedge, direction, flow.

The quote must print the number, and the sentence around it must not say otherwise. What a quote
may leave to its sentence: the noun that is counted (`600` of `900 enterprises, including 600`),
the flow of a figure (also to the sentence before), and that it is a target or a forecast.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kzby.model import figures, kinds
from kzby.verify.numbers import Number, numbers
from kzby.verify.text import Quoted, Wrong, normal
from kzby.verify.words import PATTERNS, WORDS, Span

_NEAR = 5  # words behind a number, within which the noun that it counts ends
_RENAMED = {"BYR": "BYN"}  # the Belarusian ruble until 30 June 2016, of the same name
_UNITS = set(WORDS["units"].values())
_PLURAL = re.compile(rf"(?:{'|'.join(WORDS['plural_endings'])})?(?![\w-])[^\w ]*")

Written = Mapping[str, Any]  # the values of a record as its file has them, for the sentences


def faults(record: kinds.Record, written: Written, quoted: Quoted) -> Iterator[Wrong]:
    """For each number that a record states, what is wrong with it: nothing if it is proven."""
    if isinstance(record, kinds.Trade):
        yield _of_figure(record, written, quoted)
        if record.value and record.change:
            yield _change(record, written, quoted)
    elif isinstance(record, kinds.Count):
        for _ in range(2 if record.low and record.high else 1):
            yield _of_count(record, written, quoted)


def _of_figure(record: kinds.Trade, written: Written, quoted: Quoted) -> Wrong:
    """What is wrong with the value of a figure (or else its change), sign, flow and basis."""
    if record.value:
        yield from _value(record, written, quoted)
    elif record.change:
        yield from _change(record, written, quoted)
    if record.sign and not PATTERNS[record.sign].search(quoted.quote):
        yield "sign", f"is {record.sign}, which {quoted} does not say"
    elif record.sign and quoted.says("denied"):
        yield "sign", f"is {record.sign}, which the sentence of {quoted} denies"
    number = _place(_size(record.value or record.change), quoted.quote)
    yield from _flow(record.flow, number, quoted)
    before = [words[: place.start + number.start] for _, words, place in quoted.passages]
    foreseen = [match[0] for words in before if (match := PATTERNS["foreseen"].search(words))]
    if record.basis == "actual" and foreseen:
        yield "basis", f"is actual, but before {quoted} the text says “{foreseen[0]}”"
    elif record.basis != "actual" and quoted.places and not foreseen:
        yield "basis", f"is {record.basis}, but the sentence of {quoted} says it was measured"


def _of_count(record: kinds.Count, written: Written, quoted: Quoted) -> Wrong:
    """What is wrong with a count and its words, which stand in the quote and print the value."""
    words = normal(record.value_text)
    stated = [name for name in ("value", "low", "high") if getattr(record, name)]
    if words not in quoted.quote:
        yield "value_text", f"“{record.value_text}” is not in {quoted}"
    if [number.amount for number in numbers(words)] != [getattr(record, name) for name in stated]:
        values = " and ".join(written[name] for name in stated) or "no number"
        yield (*stated, "value_text")[0], f"stated is {values}, but value_text is “{words}”"
    if record.value:
        yield from _value(record, written, quoted)
    elif not _is_counted(record, quoted):
        yield "unit", f"is {record.unit}, which neither {quoted} nor its sentence counts"


def of_goods(record: kinds.Goods, quoted: Quoted) -> Wrong:
    """What is wrong with the name of a good, whose words the quote prints, and with its flow."""
    printed = _singular(quoted.quote).split()
    for word in record.name.split():
        if _singular(word) not in printed:
            yield "name", f"“{word}” is not printed in {quoted}"
    yield from _flow(record.flow, _place(None, quoted.quote), quoted)


def _read(amount: figures.Amount | None, quoted: Quoted) -> list[tuple[str, list[Number]]]:
    """The numbers of an amount within the quote: as the quote has them, then each sentence."""
    return [
        (name, [n for n in numbers(words) if n.amount == amount and place.overlaps(n.span)])
        for name, words, place in quoted.passages
    ]


def _unread(stated: str, readings: list[tuple[str, list[Number]]]) -> str | None:
    """That a number is not printed, or is only part of something else."""
    for name, read in readings:
        if not read:
            return f"{stated} is not printed in {name} by itself"
        if all(number.part for number in read):
            return f"{stated} is only part of a {read[0].part} in {name}"
    return None


def _value(record: kinds.Trade | kinds.Count, written: Written, quoted: Quoted) -> Wrong:
    """What is wrong with a value, its unit and its hedge."""
    readings = _read(record.value, quoted)
    if unread := _unread(written["value"], readings):
        yield "value", unread
        return
    (_, read), *sentences = readings
    unit = _RENAMED.get(str(record.unit), record.unit)
    # Money, % and times stand at a number; the noun that is counted, behind it.
    in_unit = [
        number
        for number in read
        if (number.unit == unit if number.unit or unit in _UNITS else _is_counted(record, quoted))
    ]
    if not in_unit:
        yield "unit", f"is {record.unit}, which neither {quoted} nor its sentence counts in"
    stated, hedges = _either([record.hedge]), {number.hedge for number in in_unit or read}
    others = {number.hedge for _, read in sentences for number in read} - {record.hedge}
    if record.hedge not in hedges:
        yield "hedge", f"is {stated}, but {quoted} has {_either(hedges)}"
    elif others:
        more = f"the sentence of {quoted} has {_either(others)}; quote that too"
        yield "hedge", f"is {stated}, but {more}"


def _change(record: kinds.Trade, written: Written, quoted: Quoted) -> Wrong:
    """What is wrong with a change, its kind and direction; it must not have a hedge."""
    stated, size = written["change"], _size(record.change)
    readings = _read(size, quoted)
    if unread := _unread(stated, readings):
        yield "change", unread
        return
    rises = record.change == size
    for name, read in readings:
        changes = {number.change for number in read if number.change}
        hedges = {number.hedge for number in read if number.hedge}
        if record.change_kind not in changes:
            yield "change_kind", f"is {record.change_kind}, but {name} means {_either(changes)}"
        elif record.change_kind == "percent" and (not rises) in {number.rises for number in read}:
            yield "change", f"is {stated}, but {name} says {'down' if rises else 'up'}"
        if hedges:
            yield "change", f"is {stated}, but {name} has {_either(hedges)}"


def _is_counted(record: kinds.Trade | kinds.Count, quoted: Quoted) -> bool:
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


def _flow(flow: str, number: Span, quoted: Quoted) -> Wrong:
    """What is wrong with a flow: the quote counts, else its sentence, with that before it."""
    text, flows = quoted.text, {_flow_of(number, quoted.quote)}
    if text and quoted.places and (flows == {None} or quoted.says("respectively")):
        flows = set()
        for place, around in zip(quoted.places, quoted.around, strict=True):
            own, wider = (
                _flow_of(Span(*(place.start + at - span.start for at in number)), text.words(span))
                for span in around
            )
            flows.add(own or wider)
    if flow not in flows and (quoted.places or flows != {None}):
        said = f"the words next to the number say {_either(flows - {None})}"
        yield "flow", f"is {flow}, but in {quoted} or its sentence {said}"


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
    return next((word.lastgroup for word in (behind, *reversed(before)) if word), None)


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


def _either(words: Iterable[str | None]) -> str:
    return " or ".join(sorted(f"‘{word}’" if word else "no hedge" for word in words)) or "none"
