"""What a record measures, held against its words: value, scale, unit, hedge, change, flow.

The quote prints the number; its sentence may add what is counted, that a figure is a target, and,
with the sentence before, the flow.
"""

import re
from collections.abc import Iterable, Iterator

from kzby.model import kinds
from kzby.verify import words as languages
from kzby.verify.context import Spot, flows, spots
from kzby.verify.evidence import Evidence, Passage
from kzby.verify.names import prints as prints_words
from kzby.verify.names import same, tokens
from kzby.verify.numbers import numbers, prints
from kzby.verify.text import Wrong, normal
from kzby.verify.words import Span, Words, lower

_NEAR = 5  # words behind a number, among which is the noun that it counts
Measured = kinds.Trade | kinds.Count


def faults(evidence: Evidence) -> Iterator[Wrong]:
    """What is wrong with each number that a record states."""
    record = evidence.record
    if isinstance(record, kinds.Trade):
        yield _figure(record, evidence)
        if evidence.states("value") and evidence.states("change"):
            yield _amount("change", record, evidence)
    elif isinstance(record, kinds.Count) and evidence.states("value_text"):
        for _ in range(2 if record.low and record.high else 1):
            yield _count(record, evidence)


def _figure(record: kinds.Trade, evidence: Evidence) -> Wrong:
    field = next((name for name in ("value", "change") if evidence.states(name)), None)
    if field:
        yield from _amount(field, record, evidence)
    if record.sign and evidence.states("sign"):
        yield from _sign(record.sign, evidence)
    if evidence.states("flow"):
        yield from _flow(record.flow, _places(field, evidence), evidence)


def _places(field: str | None, evidence: Evidence) -> list[tuple[int, Span]]:
    """Where a number of the record stands, by the number of the passage; else the quotes' ends."""
    found = [
        (at, spot.number.span)
        for at, passage in enumerate(evidence.passages)
        for spot in spots(passage, evidence.words)
        if field and prints(spot.number, str(evidence.written[field]), evidence.words)
    ]
    ends = enumerate(passage.place.end for passage in evidence.passages)
    return found or [(at, Span(end, end)) for at, end in ends]


def _sign(sign: str, evidence: Evidence) -> Wrong:
    words = evidence.words
    signs = {
        meaning
        for quote in evidence.quotes
        for phrase in words.pattern("@signs").findall(quote.low)
        for meaning in words.meanings("signs", phrase)
    }
    denied = rf"@denied(?: [\w-]+){{0,2}} {words.phrases(f'signs.{sign}')}"
    if sign not in signs or any(words.search(denied, each.low) for each in evidence.passages):
        text = f"is {sign}, which {evidence.quoted} does not say, or its sentence denies"
        yield "sign", text


def _flow(flow: str, places: list[tuple[int, Span]], evidence: Evidence) -> Wrong:
    """What is wrong with a flow by the sentence or that before, or by the quote without a text."""
    read = set[str | None]()
    for at, span in places:
        own = flows(evidence.passages[at], span, evidence.words)
        if not own and evidence.sentences:
            shift = evidence.sentences[at].start - evidence.wider[at].start
            moved = Span(span.start + shift, span.end + shift)
            own = flows(evidence.wider[at], moved, evidence.words)
        read |= own
    if flow not in read and (evidence.sentences or read):
        said = f"next to the number {evidence.quoted} or its sentence says {_either(read)}"
        yield "flow", f"is {flow}, but {said}"


def goods(record: kinds.Goods, evidence: Evidence) -> Wrong:
    """What is wrong with a good: a quote prints each word of its name, and its flow."""
    if evidence.states("name"):
        name = record.name_text or record.name
        quotes = " ".join(quote.plain for quote in evidence.quotes)
        if not prints_words(name, quotes, evidence.words):
            yield "name", f"“{name}” is not printed in {evidence.quoted}"
    if evidence.states("flow"):
        yield from _flow(record.flow, _places(None, evidence), evidence)


def _amount(field: str, record: Measured, evidence: Evidence) -> list[tuple[str, str]]:
    """What is wrong with a value or a change at the place of a quote where least is."""
    stated, words = str(evidence.written[field]), evidence.words
    of_field = _change if field == "change" else _value
    least: list[tuple[str, str]] | None = None
    for passage in evidence.passages:
        for spot in spots(passage, words):
            if prints(spot.number, stated, words, _shared(spot)) and not spot.is_part:
                wrong = [*of_field(record, spot, stated, evidence)]
                least = wrong if least is None or len(wrong) < len(least) else least
    if least is None:
        return [(field, f"{stated} is not printed in {evidence.quoted} by itself")]
    return least


def _shared(spot: Spot) -> str | None:
    """The scale of the next number, if both share it: `$60 and $2 million`."""
    listed = spot.words.search("^(?:@joints| @and )$", spot.gap_behind)
    return spot.next.scale if listed and spot.next and not spot.number.units else None


def _change(record: kinds.Trade, spot: Spot, stated: str, evidence: Evidence) -> Wrong:
    kind, name = record.change_kind, spot.passage.name
    declines = stated.startswith("-")
    if kind not in spot.changes:
        yield "change_kind", f"is {kind}, but {name} means {_either(spot.changes)}"
    elif kind == "percent" and spot.rises in (declines, None):
        yield "change", f"is {stated}, but {name} says {'up' if declines else 'down'}"
    if spot.hedges:
        yield "change", f"is {stated}, but {name} has {_either(set().union(*spot.hedges))}"
    yield from _basis(record, spot, evidence)


def _value(record: Measured, spot: Spot, stated: str, evidence: Evidence) -> Wrong:
    name, basis = spot.passage.name, getattr(record, "basis", None)
    if not _has_unit(record, spot, evidence):
        yield (
            "unit",
            f"is {record.unit}, which neither {evidence.quoted} nor its sentence counts in",
        )
    open_target = {"up-to"} if basis == "target" and not record.hedge else set()
    hedges = [meaning for meaning in spot.hedges if not open_target & meaning]
    if any(record.hedge not in meaning for meaning in hedges) or bool(record.hedge) > bool(hedges):
        read = {*hedges[0]} if hedges else {None}
        yield "hedge", f"is {_either({record.hedge})}, but {name} has {_either(read)}"
    if isinstance(record, kinds.Trade):
        yield from _basis(record, spot, evidence)
        if record.increment is not spot.is_increment and evidence.states("increment"):
            said = (
                "says so of no further amount"
                if record.increment
                else "says that it is a further amount"
            )
            yield "increment", f"is {str(record.increment).lower()}, but {name} {said}"


def _basis(record: kinds.Trade, spot: Spot, evidence: Evidence) -> Wrong:
    target = spot.is_foreseen
    if (record.basis == "actual") is bool(target) and (target or evidence.sentences):
        said = f"says “{target}”" if target else "foresees nothing"
        yield "basis", f"is {record.basis}, but before {evidence.quoted} the text {said}"


def _has_unit(record: Measured, spot: Spot, evidence: Evidence) -> bool:
    """Whether a unit stands at a number; one of a list may have that of the next."""
    number, words = spot.number, spot.words
    if code := _code(str(record.unit), words):
        shared = (
            spot.next.units
            if spot.next and words.search("^(?:@joints| @and )$", spot.gap_behind)
            else set()
        )
        return bool(code & (number.units or shared))
    unit = record.unit_text or str(record.unit)
    start, end = number.core, spot.next.span.start if spot.next else None
    borrows = spot.prior and _has_no_noun(spot.passage.low[start:end], words)
    return (
        _is_counted(unit, spot.passage, start, end, words)
        or bool(
            borrows
            and spot.prior
            and _is_counted(unit, spot.passage, spot.prior.core, number.span.start, words)
        )
        or not evidence.sentences
    )


def _code(unit: str, words: Words) -> frozenset[str]:
    """The known units that a name of ours means: `USD`, `BYR`, `percent`, `tonnes`."""
    english = languages.of("en")
    codes = frozenset({unit} & {*words.tables["money"], *words.tables["measures"]})
    if english and not codes:
        codes = english.meanings("money", lower(unit)) | english.meanings("measures", lower(unit))
    return codes


def _has_no_noun(behind: str, words: Words) -> bool:
    return not behind.strip() or bool(words.search(r"^(?:[^\w ]| @function| - )", behind))


def _is_counted(unit: str, passage: Passage, start: int, end: int | None, words: Words) -> bool:
    """Whether a noun stands near behind a number, or behind `the number of` before it."""
    low = passage.low
    unit_words = [token.word for token in tokens(normal(unit), words)]
    starts = [m.end() for m in words.pattern("@number_of").finditer(low[:start])]
    for begin, stop in ((start, end), *((each, start) for each in starts)):
        clause = re.split(r'[;:!?()"]|,(?!\d)', low[begin:stop])[0]
        read = [token.word for token in tokens(clause, words)][: _NEAR + len(unit_words)]
        for at in range(len(read) - len(unit_words) + 1):
            run = read[at : at + len(unit_words)]
            if all(same(*pair, "word", words) for pair in zip(unit_words, run, strict=True)):
                return True
            if words.pattern("@function|@measures|@money|@scales").fullmatch(read[at]):
                break
    return False


def _count(record: kinds.Count, evidence: Evidence) -> Wrong:
    """What is wrong with a count, and with the words that print it in a quote."""
    words, printed = evidence.words, normal(record.value_text)
    stated = [name for name in ("value", "low", "high") if evidence.states(name)]
    if not any(printed in quote.plain for quote in evidence.quotes):
        yield "value_text", f"“{record.value_text}” is not in {evidence.quoted}"
    read = numbers(lower(printed), words)
    scales = [*(each.scale for each in read[1:]), ""][: len(read)]
    written = [str(evidence.written[name]) for name in stated]
    if len(read) != len(written) or not all(
        prints(number, value, words, scale)
        for number, value, scale in zip(read, written, scales, strict=True)
    ):
        yield (*stated, "value_text")[0], f"the number is not that of “{printed}”"
    if "value" in stated:
        yield from _amount("value", record, evidence)
    elif not any(_counts_unit(record, printed, each, words) for each in evidence.passages):
        if evidence.sentences:
            yield (
                "unit",
                f"is {record.unit}, which neither {evidence.quoted} nor its sentence counts",
            )


def _counts_unit(record: kinds.Count, printed: str, passage: Passage, words: Words) -> bool:
    """Whether what words that are no number count, or a range, is named near them."""
    unit = record.unit_text or record.unit
    for match in re.finditer(re.escape(lower(printed)), passage.low):
        later = [n.span.start for n in numbers(passage.low, words) if n.span.start >= match.end()]
        stop = later[0] if later else None
        of = words.search("^ @partitive", passage.low[match.end() :])
        if _is_counted(unit, passage, match.end() + (of.end() if of else 0), stop, words):
            return True
        if code := _code(unit, words):
            last = [n for n in numbers(passage.low, words) if n.span.overlaps(Span(*match.span()))]
            if last and code & last[-1].units:
                return True
        if _has_no_noun(passage.low[match.end() : stop], words) and words.search(
            "@number_of|@numerals", passage.low
        ):
            before = [n.core for n in numbers(passage.low, words) if n.span.end <= match.start()]
            if before and _is_counted(unit, passage, before[-1], match.start(), words):
                return True
    return False


def _either(words: Iterable[str | None]) -> str:
    return " or ".join(sorted(f"‘{word}’" if word else "no hedge" for word in words)) or "none"
