"""What a record measures, held against its words: value, scale, unit, hedge, change, flow.

A quote prints the number; its sentence may add what is counted, that a figure is a target, and,
with the sentence before, the flow.
"""

import re
from collections.abc import Iterable, Iterator

from kzby.model import kinds
from kzby.verify import beside
from kzby.verify import words as languages
from kzby.verify.beside import Spot
from kzby.verify.evidence import Case
from kzby.verify.names import has_words, same, tokens
from kzby.verify.text import Text, Wrong, normal
from kzby.verify.words import Span, lower

_NEAR = 5  # words behind a number, among which is the noun that it counts
Fault = tuple[str, str]


def faults(case: Case) -> Iterator[Wrong]:
    """What is wrong with each number that a record states."""
    record = case.record
    if isinstance(record, kinds.Trade):
        yield [*_figure(record, case)]
        if case.states("value") and case.states("change"):
            yield _least("change", case)
    elif isinstance(record, kinds.Count) and case.states("value_text"):
        yield from [[*_count(record, case)]] * (2 if record.low and record.high else 1)


def _figure(record: kinds.Trade, case: Case) -> Iterator[Fault]:
    if case.figure:
        yield from _least(case.figure, case)
    if record.sign and case.states("sign"):
        words, quoted = case.words, lower(case.quoted)
        means = words.phrases(f"signs.{record.sign}")
        whole = " ".join([quoted, *(case.text.low[slice(*span)] for span in case.sentences)])
        if not re.search(means, quoted) or words.search(rf"@denied(?: \w+){{0,2}} {means}", whole):
            text = f"is {record.sign}, which {case.quoted} does not say, or its sentence denies"
            yield "sign", text
    if case.states("flow"):
        yield from flow(record.flow, case)


def goods(record: kinds.Goods, case: Case) -> Iterator[Fault]:
    """What is wrong with a good: a quote prints each word of its name, and its flow."""
    name = record.name_text or record.name
    if case.states("name") and not has_words(name, normal(case.quoted), case.words):
        yield "name", f"“{name}” is not printed in {case.quoted}"
    if case.states("flow"):
        yield from flow(record.flow, case)


def flow(stated: str, case: Case) -> Iterator[Fault]:
    """What is wrong with a flow by the sentence, or if that has none by the one before."""
    text, read = case.text, set[str]()
    for at in case.figures:
        read |= flows(at, text.around(at), case) or flows(at, text.around(at, 1), case)
    if stated not in read and (case.is_whole or read):
        said = f"next to the number {case.quoted} or its sentence says {_either(read)}"
        yield "flow", f"is {stated}, but {said}"


def flow_word(at: Span, within: Span, case: Case) -> Span:
    """The word for the flow right behind a number (`$5 was export`), or else the last before it."""
    words, low = case.words, case.text.low
    every = words.pattern("@flows").finditer(low, *within)
    before = [Span(*each.span()) for each in every if each.start() < at.start]
    behind = words.search("^ (?:@flow_links )?(?P<flow>@flows)", low[at.end : within.end])
    if listed := respective(at, before, within, case):
        return listed
    if behind:
        return Span(at.end + behind.start("flow"), at.end + behind.end("flow"))
    return before[-1] if before else Span(0, 0)


def flows(at: Span, within: Span, case: Case) -> frozenset[str]:
    """What the word for the flow can mean; `trade surplus` is a balance."""
    phrase = case.text.low[slice(*flow_word(at, within, case))]
    meanings = case.words.meanings("flows", phrase)
    return meanings - {"turnover"} or meanings


def respective(at: Span, before: list[Span], within: Span, case: Case) -> Span | None:
    """Of several things before a list of numbers, that in the same place, if each has its own."""
    if not before or not case.words.search("@respectively", case.text.low[at.start : within.end]):
        return None
    spots = (spot.number.span for spot in beside.of(case.text, case.words))
    listed = [each for each in spots if before[-1].end < each.start < within.end]
    if at not in listed or len(listed) > len(before):
        return None
    return before[-len(listed) :][listed.index(at)]


def _least(field: str, case: Case) -> list[Fault]:
    """What is wrong with a value or a change at the place of a quote where least is."""
    stated, is_value = str(case.written[field]), field == "value"
    whole = [spot for spot in case.spots(field) if not spot.is_part]
    spots = [spot for spot in whole if not (is_value and spot.is_difference)]
    if not spots:
        return [(field, f"{stated} is not printed in {case.quoted} by itself")]
    every = (_value(spot, case) if is_value else _change(stated, spot, case) for spot in spots)
    return min(map(list, every), key=len)


def _change(stated: str, spot: Spot, case: Case) -> Iterator[Fault]:
    kind, declines = getattr(case.record, "change_kind", None), stated.startswith("-")
    if kind not in spot.changes:
        yield "change_kind", f"is {kind}, but {case.quoted} means {_either(spot.changes)}"
    elif kind == "percent" and spot.rises in (declines, None):
        ways = {True: "up", False: "down", None: "neither up nor down"}
        yield "change", f"is {stated}, but {case.quoted} says {ways[spot.rises]}"
    if hedges := spot.beside("hedges"):
        yield "change", f"is {stated}, but {case.quoted} has {_either(set().union(*hedges))}"
    yield from _basis(spot, case)


def _value(spot: Spot, case: Case) -> Iterator[Fault]:
    record, hedge = case.record, getattr(case.record, "hedge", None)
    yield from _unit(spot, case)
    target = getattr(record, "basis", None) == "target" and not hedge
    skipped = {"none", "up-to"} if target else {"none"}  # `up to $1 billion` is a target
    hedges = [each for each in spot.beside("hedges") if skipped.isdisjoint(each)]
    if any(hedge not in each for each in hedges) or bool(hedge) > bool(hedges):
        said = f"the sentence of {case.quoted} has {_either(hedges[0] if hedges else [None])}"
        yield "hedge", f"is {_either([hedge])}, but {said}"
    if isinstance(record, kinds.Trade):
        yield from _basis(spot, case)
        if record.increment is not any(spot.phrases("increments")) and case.states("increment"):
            said = f"{case.quoted} names {'no' if record.increment else 'a'} further amount"
            yield "increment", f"is {str(record.increment).lower()}, but {said}"


def _basis(spot: Spot, case: Case) -> Iterator[Fault]:
    basis, target = getattr(case.record, "basis", "actual"), spot.target
    if (basis == "actual") is bool(target) and (target or case.is_whole):
        said = f"says “{target}”" if target else "foresees nothing"
        yield "basis", f"is {basis}, but before {case.quoted} the text {said}"


def _unit(spot: Spot, case: Case) -> Iterator[Fault]:
    """What is wrong with a unit; one of a list may have that of the next."""
    words, text, start = spot.words, spot.text, spot.number.span.start
    unit, english = str(getattr(case.record, "unit", "")), languages.of("en") or spot.words
    per = english.search(r"^(.*\S) (@rates>)$", lower(unit))
    ours = unit[: per.end(1)] if per else unit
    units = spot.number.units or (spot.shared.units if spot.shared else frozenset())
    codes = english.meanings("units", lower(ours)) | ({ours} & words.tables["units"].keys())
    fits = bool(codes & units)
    if not codes:
        printed, behind = getattr(case.record, "unit_text", None) or ours, spot.noun
        before = text.plain[text.around(spot.number.span, 1).start : start]
        lacks = spot.has_no_noun and has_words(printed, before, words)
        fits = not units and (lacks or counts(printed, behind, case))
    if not fits and (case.is_whole or codes):
        yield "unit", f"is {unit}, which neither {case.quoted} nor its sentence counts"
    rates = {each for rate in spot.beside("rates") for each in rate}
    if rates != (english.meanings("rates", per[2]) if per else set()):
        yield "unit", f"is {unit}, but {case.quoted} counts per {' or '.join(rates) or 'nothing'}"


def counts(unit: str, behind: str, case: Case) -> bool:
    """Whether a noun stands near the beginning of some words, or behind `the number of` in them."""
    words, own = case.words, [token.word for token in tokens(normal(unit), case.words)]
    of = words.search("^ @partitive", behind)
    ends = [each.end() for each in words.pattern("@number_of").finditer(behind)]
    for begin in (of.end() if of else 0, *ends):
        clause = beside.CLAUSE_END.split(behind[begin:])[0]
        read = [token.word for token in tokens(clause, words)][: _NEAR + len(own)]
        for at, word in enumerate(read):
            run = zip(own, read[at:], strict=False)
            if at + len(own) <= len(read) and all(same(*pair, "word", words) for pair in run):
                return True
            if words.pattern("@function|@units|@scales").fullmatch(word):
                break
    return False


def _count(record: kinds.Count, case: Case) -> Iterator[Fault]:
    """What is wrong with a count, and with the words that print it in a quote."""
    words, printed = case.words, normal(record.value_text)
    stated = [name for name in ("value", "low", "high") if case.states(name)]
    if printed not in normal(case.quoted):
        yield "value_text", f"“{record.value_text}” is not in {case.quoted}"
    read, written = beside.of(Text(printed, words), words), [str(case.written[n]) for n in stated]
    if len(read) != len(written) or not all(map(Spot.prints, read, written)):
        yield (*stated, "value_text")[0], f"the number is not that of “{printed}”"
    if "value" in stated:
        yield from _least("value", case)
    elif spots := case.spots(stated[-1] if stated else None):
        yield from min(([*_unit(spot, case)] for spot in spots), key=len)
    elif case.is_whole and not any(_names_unit(record, span, case) for span in case.sentences):
        yield "unit", f"is {record.unit}, which neither {case.quoted} nor its sentence counts"


def _names_unit(record: kinds.Count, sentence: Span, case: Case) -> bool:
    """Whether a sentence has the noun behind words such as `many`, or before them if none is."""
    unit, low = record.unit_text or record.unit, case.text.low[slice(*sentence)]
    before, _, behind = low.partition(lower(normal(record.value_text)))
    no_noun = beside.has_no_noun(behind, case.words) and has_words(unit, before, case.words)
    return counts(unit, behind, case) or no_noun


def _either(words: Iterable[str | None]) -> str:
    return " or ".join(sorted(f"‘{word}’" if word else "no hedge" for word in words)) or "none"
