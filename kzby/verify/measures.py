"""What a record measures, held against its words: value, scale, unit, hedge, direction, flow.

The quote prints the number; its sentence may add what is counted, that a figure is a target, and,
with the sentence before, the flow.
"""

import re
from collections.abc import Iterable, Iterator

from kzby.model import kinds
from kzby.verify.evidence import Evidence, Passage
from kzby.verify.numbers import Number, numbers
from kzby.verify.text import Wrong, normal
from kzby.verify.words import PATTERNS, WORDS, Span

_NEAR = 5  # words behind a number, among which is the noun that it counts
Measured = kinds.Trade | kinds.Count


def faults(evidence: Evidence) -> Iterator[Wrong]:
    """What is wrong with each number that a record states."""
    record = evidence.record
    if isinstance(record, kinds.Trade):
        yield _of_figure(record, evidence)
        if record.value and record.change:
            yield _amount("change", record, evidence)
    elif isinstance(record, kinds.Count):
        for _ in range(2 if record.low and record.high else 1):
            yield _of_count(record, evidence)


def _of_figure(record: kinds.Trade, evidence: Evidence) -> Wrong:
    quote, amount = evidence.quote, record.value or record.change
    if amount:
        yield from _amount("value" if record.value else "change", record, evidence)
    denied = any(PATTERNS["denied"].search(passage.words) for passage in evidence.passages)
    if record.sign and (denied or not PATTERNS[record.sign].search(quote.words)):
        yield "sign", f"is {record.sign}, which {quote.name} does not say, or its sentence denies"
    size, end = abs(amount.value) if amount else None, Span(quote.place.end, quote.place.end)
    read = (number.span for number in numbers(quote.words) if number.amount.value == size)
    number = next(read, end)
    yield from _flow(record.flow, number, evidence)
    before = [words[: place.start + number.start] for _, words, place in evidence.passages]
    foreseen = [match[0] for words in before if (match := PATTERNS["foreseen"].search(words))]
    if (record.basis == "actual") is bool(foreseen) and (foreseen or evidence.wider):
        said = f"says “{foreseen[0]}”" if foreseen else "foresees nothing"
        yield "basis", f"is {record.basis}, but before {quote.name} the text {said}"


def _of_count(record: kinds.Count, evidence: Evidence) -> Wrong:
    """What is wrong with a count, and with the words that print it in the quote."""
    quote, words = evidence.quote, normal(record.value_text)
    stated = [name for name in ("value", "low", "high") if getattr(record, name)]
    if words not in quote.words:
        yield "value_text", f"“{record.value_text}” is not in {quote.name}"
    if [number.amount for number in numbers(words)] != [getattr(record, name) for name in stated]:
        yield (*stated, "value_text")[0], f"the number is not that of “{words}”"
    if record.value:
        yield from _amount("value", record, evidence)
    elif not _is_counted(record, evidence):
        yield "unit", f"is {record.unit}, which neither {quote.name} nor its sentence counts"


def of_goods(record: kinds.Goods, evidence: Evidence) -> Wrong:
    """What is wrong with a good: the quote prints each word of its name, and its flow."""
    name, words, place = evidence.quote
    for word in record.name.split():
        if _singular(word) not in _singular(words).split():
            yield "name", f"“{word}” is not printed in {name}"
    yield from _flow(record.flow, Span(place.end, place.end), evidence)


def _amount(field: str, record: Measured, evidence: Evidence) -> Wrong:
    """What is wrong with a value or a change in the first passage that says otherwise."""
    amount, stated = getattr(record, field), evidence.written[field]
    size = amount._replace(value=abs(amount.value))
    for name, words, place in evidence.passages:
        read = [n for n in numbers(words) if n.amount == size and n.span.overlaps(place)]
        if all(number.part for number in read):
            return [(field, f"{stated} is not printed in {name} by itself")]
        if field == "change" and isinstance(record, kinds.Trade):
            wrong = list(_change(record.change_kind, stated, name, read))
        else:
            wrong = list(_value(record, name, read, evidence))
        if wrong:
            return wrong
    return []


def _change(kind: str | None, stated: str, name: str, read: list[Number]) -> Wrong:
    changes, hedges = {n.change for n in read if n.change}, {n.hedge for n in read if n.hedge}
    declines = stated.startswith("-")
    if kind not in changes:
        yield "change_kind", f"is {kind}, but {name} means {_either(changes)}"
    elif kind == "percent" and declines in {number.rises for number in read}:
        yield "change", f"is {stated}, but {name} says {'up' if declines else 'down'}"
    if hedges:
        yield "change", f"is {stated}, but {name} has {_either(hedges)}"


def _value(record: Measured, name: str, read: list[Number], evidence: Evidence) -> Wrong:
    unit = str(record.unit).replace("BYR", "BYN")  # both are called Belarusian rubles
    units = {number.unit for number in read}  # of money, % or times
    at_number = unit in WORDS["units"].values() or any(units)
    if not (unit in units if at_number else _is_counted(record, evidence)):
        quote = evidence.quote.name
        yield "unit", f"is {record.unit}, which neither {quote} nor its sentence counts in"
    if hedges := {number.hedge for number in read} - {record.hedge}:
        yield "hedge", f"is {_either([record.hedge])}, but {name} has {_either(hedges)}"


def _is_counted(record: Measured, evidence: Evidence) -> bool:
    """Whether the unit of a record stands behind its number or words; without the text it may not.

    A number that no noun follows takes that of another: `900 enterprises, including 600`.
    """
    unit = f" {_singular(str(record.unit))} "
    counted = re.escape(normal(record.value_text)) if isinstance(record, kinds.Count) else r"(?!)"
    for _, words, place in evidence.passages:
        read = numbers(words)
        ends = [n.span.end for n in read if n.amount == record.value and n.span.overlaps(place)]
        ends += [match.end() for match in re.finditer(counted, words)]
        if all(PATTERNS["no_noun"].match(words, end) for end in ends):
            ends += [number.span.end for number in read]
            ends += [match.end() for match in PATTERNS["number_of"].finditer(words)]
        for end in ends:
            stop = next((n.span.start for n in read if n.span.start > end), None)
            if unit in f" {_singular(' '.join(words[end:stop].split()[:_NEAR]))} ":
                return True
    return not evidence.wider


def _flow(flow: str, number: Span, evidence: Evidence) -> Wrong:
    """What is wrong with a flow by the sentence and that before, or by the quote without a text."""
    quote, *sentences = evidence.passages
    pairs = zip(sentences, evidence.wider, strict=True)
    flows = {_flow_of(number, own) or _flow_of(number, wider) for own, wider in pairs}
    flows = flows or {_flow_of(number, quote)} - {None}
    if flow not in flows and (sentences or flows):
        said = _either(flows - {None})
        yield "flow", f"is {flow}, but next to the number {quote.name} or its sentence says {said}"


def _flow_of(number: Span, passage: Passage) -> str | None:
    """The flow right behind a number of the quote (`$5 was export`), or else the last before it."""
    words, shift = passage.words, passage.place.start
    start, end = number.start + shift, number.end + shift
    before = [word for word in PATTERNS["flow"].finditer(words) if word.start() < start]
    if before and PATTERNS["respectively"].search(words, end):  # those in the same place
        listed = [n.span for n in numbers(words) if n.span.start > before[-1].end()]
        if (start, end) in listed and len(listed) <= len(before):
            return before[-len(listed) :][listed.index(Span(start, end))].lastgroup
    behind = PATTERNS["flow_behind"].match(words, end)
    return next((word.lastgroup for word in (behind, *reversed(before)) if word), None)


def _singular(words: str) -> str:
    """Words for comparison, without stops and plural endings: `companies,` and `company`."""
    return PATTERNS["plural"].sub("", words.casefold())


def _either(words: Iterable[str | None]) -> str:
    return " or ".join(sorted(f"‘{word}’" if word else "no hedge" for word in words)) or "none"
